"""``python cli.py``: the command line, from a checkout."""

from citelaw.__main__ import main

main()
