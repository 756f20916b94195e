"""``python -m citelaw``."""

from citelaw.commands import main

main()
