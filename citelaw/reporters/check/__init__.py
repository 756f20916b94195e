"""The formats of ``citelaw check``."""
