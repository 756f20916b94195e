"""Starts the language server that stands beside this file in ``libs``.

The editor runs it as ``python -I server.py``: isolated, so that nothing of the folder that is open
can be imported. Old interpreters must be able to read it, to be told that they are too old.
"""

import os
import sys

OLDEST = (3, 11)


def main():
    """Run ``citelaw server`` on the bundled packages."""
    if sys.version_info < OLDEST:
        needed, is_here = (".".join(map(str, one[:2])) for one in (OLDEST, sys.version_info))
        sys.stderr.write(
            f"citelaw needs Python {needed} or later; {sys.executable} is Python {is_here}\n"
        )
        return 2
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "libs"))
    sys.argv = ["citelaw", "server", *sys.argv[1:]]
    from citelaw.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
