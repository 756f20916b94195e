"""What can go wrong, as the caller may catch it. Messages say where, what, and what to do."""

import errno

_WHY = {
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘只能读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕了一圈",
    errno.EIO: "磁盘读写出错",
}


def why(error: OSError) -> str:
    """Return in Chinese what the system says of a file; its own words where they are rare."""
    return _WHY.get(error.errno or 0, error.strerror or str(error))


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
