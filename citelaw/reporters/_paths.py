"""How formats for programs name a file: from the folder that they look from, with ``/``."""

from __future__ import annotations

import ntpath
import posixpath
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from citelaw.pattern import Pattern
from citelaw.reporters import Style

_HOST = Pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,252}")


class Named(NamedTuple):
    """A file as programs name it.

    ``path`` has ``/`` between its parts; it starts at the root where the file lies below it
    (``inside``), else it is absolute, as far as that is known.
    """

    path: str
    inside: bool


def named(path: str, style: Style) -> Named:
    r"""Return how the file ``path``, as the user gave it, is named from the root of the report.

    A path is read as Windows reads it where the folders, or else it itself, begin as there
    (``C:\``, ``\\server``). Links are not followed.

    >>> named("./lists/甲.tsv", Style())
    Named(path='lists/甲.tsv', inside=True)
    >>> named(r"C:\\work\\甲 1.tsv", Style(folder="C:\\work"))
    Named(path='甲 1.tsv', inside=True)
    """
    root = style.root or style.folder
    windows = _is_windows(root or path)
    join, normalised = (
        (ntpath.join, ntpath.normpath) if windows else (posixpath.join, posixpath.normpath)
    )
    kind = PureWindowsPath if windows else PurePosixPath
    text = normalised(join(style.folder, path))
    if not windows and text.startswith("//"):
        text = text[1:]  # POSIX lets two slashes mean something, and nothing does
    whole = kind(text)
    if not root:
        return Named(whole.as_posix(), not whole.is_absolute() and whole.parts[:1] != ("..",))
    base = kind(normalised(root))
    if whole != base and whole.is_relative_to(base):
        return Named(whole.relative_to(base).as_posix(), True)
    return Named(whole.as_posix(), False)


def from_folder(path: str, style: Style) -> str:
    """Return how the file ``path`` is named from the working folder, whatever the root is."""
    return named(path, style._replace(root="")).path


def uri(one: Named) -> str:
    """Return the percent-encoded URI of a file: relative inside the root, else absolute (file:).

    >>> uri(Named("清单/甲 1#50%.tsv", True))
    '%E6%B8%85%E5%8D%95/%E7%94%B2%201%2350%25.tsv'
    >>> uri(Named("C:/x/甲.tsv", False)), uri(Named("//server/x/a.tsv", False))
    ('file:///C:/x/%E7%94%B2.tsv', 'file://server/x/a.tsv')
    """
    if one.inside:
        return _quoted(one.path)
    if one.path.startswith("//"):
        host = one.path[2:].partition("/")[0]
        if _HOST.fullmatch(host):
            return "file:" + _quoted(one.path)
        # A host that .NET has none of (服务器, wsl$) would make it refuse all that it reads.
        return "file:///" + _quoted("\\\\" + one.path[2:])
    drive, rest = (one.path[:2], one.path[2:]) if one.path[1:2] == ":" else ("", one.path)
    if not rest.startswith("/"):
        return _quoted(one.path)  # where it lies is not known
    return "file://" + ("/" + drive if drive else "") + _quoted(rest)


def root_uri(style: Style) -> str | None:
    """Return the URI of the folder that paths start from, with a ``/`` at its end, if known."""
    root = style.root or style.folder
    if not root:
        return None
    kind: type[PurePath] = PureWindowsPath if _is_windows(root) else PurePosixPath
    address = uri(Named(kind(root).as_posix(), False))
    return address if address.endswith("/") else address + "/"


def _is_windows(path: str) -> bool:
    if path[1:2] == ":" and path[2:3] in ("\\", "/"):
        return path[0].isascii() and path[0].isalpha()
    return path.startswith("\\\\")


def _quoted(path: str) -> str:
    """Return a path percent-encoded; a name that is no UTF-8 keeps its bytes."""
    from urllib.parse import quote  # lazy: 5 ms

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair, which Windows allows in a name
        data = path.encode("utf-8", "replace")
    return quote(data, safe="/")
