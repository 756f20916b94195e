"""``python cli.py``: the command line, from a checkout."""

from citelaw.commands import main

main()
