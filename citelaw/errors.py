"""What can go wrong, as the caller may catch it. Messages say where, what, and what to do."""

import errno

from citelaw.words import Words

_WHY = {
    errno.ENOENT: Words("没有这个文件或者文件夹", "no such file or folder"),
    errno.EISDIR: Words("这是文件夹", "it is a folder"),
    errno.ENOTDIR: Words("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EEXIST: Words("已经有同名的文件", "there is a file of that name"),
    errno.EACCES: Words("没有权限", "no permission"),
    errno.EPERM: Words("没有权限", "no permission"),
    errno.EROFS: Words("所在的磁盘只能读", "its disk is read-only"),
    errno.ENOSPC: Words("磁盘已满", "the disk is full"),
    errno.EDQUOT: Words("磁盘配额已满", "the disk quota is used up"),
    errno.EFBIG: Words("文件太大", "the file is too large"),
    errno.ENAMETOOLONG: Words("文件名太长", "the name is too long"),
    errno.ELOOP: Words("链接绕了一圈", "its links go in a circle"),
    errno.EIO: Words("磁盘读写出错", "the disk fails"),
}


def why(error: OSError) -> Words:
    """Return what the system says of a file; its own words where they are rare."""
    own = error.strerror or str(error)
    return _WHY.get(error.errno or 0, Words(own, own))


class CitelawError(Exception):
    """The base of every error that citelaw raises on purpose.

    Its text is Chinese; ``words`` holds it in both languages. An error of commands that speak
    Chinese only needs no ``english``.
    """

    def __init__(self, chinese: str, english: str = "") -> None:
        super().__init__(chinese)
        self.words = Words(chinese, english or chinese)


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


class WorkerError(CitelawError):
    """No process could be started that examines files beside this one."""
