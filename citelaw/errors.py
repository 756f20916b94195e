"""What can go wrong, as the caller may catch it. Messages say where, what, and what to do."""


class CitelawError(Exception):
    """The base of every error that citelaw raises on purpose."""


class ReadError(CitelawError):
    """A file could not be read as a list: missing, binary, an unknown encoding, too large."""


class RegistryError(CitelawError):
    """The statute database cannot be opened or built, or contradicts itself."""


class SettingsError(CitelawError):
    """A configuration file or option is wrong."""


class FixError(CitelawError):
    """A file could not be corrected; it is as it was."""


class ReportError(CitelawError):
    """A report could not be written."""
