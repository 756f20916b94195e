"""The formats of ``citelaw convert``, and what they are fed: a list as a table."""

from citelaw.reporters.convert._tabulated import Tabulated, tabulated

__all__ = ["Tabulated", "tabulated"]
