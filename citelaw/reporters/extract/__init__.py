"""The formats of ``citelaw extract``."""
