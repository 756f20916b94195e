"""``python -m citelaw``, the command ``citelaw``: an interrupt while it is loaded ends it too."""

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        from citelaw.commands import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
