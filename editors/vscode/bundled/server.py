# coding: utf-8
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
        sys.stderr.write(
            u"citelaw needs Python %d.%d or later; this is %d.%d (%s)\n"
            % (OLDEST + tuple(sys.version_info[:2]) + (sys.executable,))
        )
        return 2
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, os.path.join(here, "libs"))
    sys.argv = ["citelaw", "server"] + sys.argv[1:]
    from citelaw.__main__ import main as citelaw

    return citelaw()


if __name__ == "__main__":
    sys.exit(main())
