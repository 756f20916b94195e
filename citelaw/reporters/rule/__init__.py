"""The formats of ``citelaw rule``: one module each, with the constant ``MANUAL``."""
