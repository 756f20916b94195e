"""New text into a file: the same encoding, byte-order mark and line ends, in one step; copies.

A file is written beside and moved into place: whatever happens on the way, the former text or the
new one is there, never a part. What cannot be written so is refused, with the reason.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from citelaw.errors import FixError, ReadError, why
from citelaw.readers import coding_of, decode
from citelaw.whole import beside

_COPY = "修正"
_COPIED = re.compile(rf"(.+)\.{_COPY}\d{{0,3}}", re.DOTALL)
_MOST_COPIES = 1000
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Change(NamedTuple):
    """A file and what is to stand in it.

    ``path`` is the path as given, ``target`` the file that it leads to through symbolic links.
    ``state`` is how the file was when ``before`` was read.
    """

    path: Path
    target: Path
    state: os.stat_result
    before: bytes
    after: bytes


class Decoded(NamedTuple):
    """The text of a file, and the encoding that it was read by."""

    text: str
    encoding: str


def demand_file(path: Path) -> None:
    """Raise where ``path`` is a pipe or a device; what is not there is somebody else's to say.

    Raises:
        FixError: it is no file that could be written anew.
    """
    if path.exists() and not path.is_file():
        raise FixError(
            f"{path}：不是普通文件，不能改写；另存为文件后再修正。",
            f"{path}: no regular file, so it cannot be corrected; save it as one first.",
        )


def recode(path: Path, read: Decoded, source: str, encoding: str | None) -> Change:
    """Return the change that makes ``source`` out of what was ``read`` from ``path``.

    Bytes outside the edits stay what they are. ``encoding`` is the one that reading was told.

    Raises:
        FixError: the file changed meanwhile; its bytes do not come back when its text is encoded;
            its encoding has no such characters.
    """
    demand_file(path)  # to open a pipe would wait for ever
    try:
        target = path.resolve(strict=True)
        state = target.stat()
        before = target.read_bytes()
    except OSError as error:
        reason = why(error)
        raise FixError(
            f"{path}：读不出来（{reason.chinese}），没有改动；检查文件。",
            f"{path}: cannot be read ({reason.english}) and is as it was; check it.",
        ) from error
    try:
        if decode(before, str(path), encoding) != read:
            raise _changed(path)
    except ReadError as error:
        raise _changed(path) from error
    return Change(path, target, state, before, encoded(path, before, read, source, encoding))


def encoded(path: Path, before: bytes, read: Decoded, source: str, encoding: str | None) -> bytes:
    """Return ``source`` in the encoding of ``before``, with its byte-order mark.

    Args:
        path: the name of the file in messages.
        before: what stands in it.
        read: what was read from that.
        source: what is to stand in it.
        encoding: the one that reading was told.

    Raises:
        FixError: the bytes do not come back when their text is encoded; the encoding has no such
            characters, or would not be recognised any more.
    """
    after = _in_the_same_way(path, before, read, source)
    try:
        same = decode(after, str(path), encoding) == (source, read.encoding)
    except ReadError:
        same = False
    if not same:
        raise FixError(
            f"{path}：改后会认不出原来的编码，没有改动；用 --encoding 指明编码。",
            f"{path}: its encoding would not be recognised any more, so it is as it was; name the "
            "encoding with --encoding.",
        )
    return after


def _in_the_same_way(path: Path, before: bytes, read: Decoded, source: str) -> bytes:
    coding = coding_of(before, read.text, read.encoding)
    if coding is None:
        raise FixError(
            f"{path}：按 {read.encoding} 写回得不到原来的字节，没有改动；先另存为 UTF-8，再修正。",
            f"{path}: its bytes do not come back from {read.encoding}, so it is as it was; save it "
            "as UTF-8 first.",
        )
    try:
        return coding.encode(source)
    except UnicodeEncodeError as error:
        missing = error.object[error.start : error.end]
        raise FixError(
            f"{path}：{read.encoding} 编码没有“{missing}”，没有改动；先另存为 UTF-8，再修正。",
            f"{path}: {read.encoding} has no “{missing}”, so it is as it was; save it as UTF-8 "
            "first.",
        ) from None


def save(change: Change, *, backup: bool) -> None:
    """Write ``change``; with ``backup`` the former bytes stay beside the file as ``.bak``.

    A symbolic link stays and the file that it leads to is changed. Mode, owner (where that is
    allowed) and extended attributes stay; a second hard link keeps the former text.

    Raises:
        FixError: the file is read-only or changed meanwhile, its folder cannot be written to, the
            disk is full. The file is as it was.
    """
    path, target = change.path, change.target
    if not change.state.st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise FixError(
            f"{path}：文件是只读的，没有改动；取消只读后再运行。",
            f"{path}: it is read-only and as it was; make it writable and run again.",
        )
    kept: Path | None = None
    try:
        with beside(target) as draft:
            _fill(draft, change.after)
            _dress(draft, target, change.state)
            if backup:
                kept = _back_up(target, change.before)
            if _moved_on(target, change.state):
                raise _changed(path)
            os.replace(draft, target)
            kept = None
        _flush_folder(target.parent)
    except OSError as error:
        reason = why(error)
        raise FixError(
            f"{path}：写不进去（{reason.chinese}），原文件没有改动；检查所在目录的权限和磁盘空间。",
            f"{path}: cannot be written ({reason.english}) and is as it was; check the mode of its "
            "folder and the room on the disk.",
        ) from error
    finally:
        if kept is not None:
            kept.unlink(missing_ok=True)


def save_copy(path: Path, data: bytes) -> Path:
    """Write ``data`` beside ``path`` by the first name that is free, and return that.

    Where a copy of these very bytes is there already, it is that one. Nothing is written over.

    Raises:
        FixError: the folder cannot be written to, the disk is full, there are too many copies.
    """
    try:
        for copy in _copies(path):
            if _holds(copy, data) or _made_new(copy, data, path):
                return copy
    except OSError as error:
        reason = why(error)
        raise FixError(
            f"{path}：副本写不进去（{reason.chinese}），原文件没有改动；"
            "检查所在目录的权限和磁盘空间。",
            f"{path}: its copy cannot be written ({reason.english}), and it is as it was; check "
            "the mode of its folder and the room on the disk.",
        ) from error
    raise FixError(
        f"{path}：改好的副本已有一千份，没有再写；清理后再运行。",
        f"{path}: there are a thousand corrected copies, so none was written; clear them away.",
    )


def _copies(path: Path) -> Iterator[Path]:
    """Yield what copies of ``path`` are called; a copy of a copy is one of the first."""
    copied = _COPIED.fullmatch(path.stem)
    stem = copied[1] if copied is not None else path.stem
    for number in range(1, _MOST_COPIES + 1):
        yield path.with_name(f"{stem}.{_COPY}{number if number > 1 else ''}{path.suffix}")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _made_new(copy: Path, data: bytes, path: Path) -> bool:
    """Write ``data`` to ``copy``, with the mode of ``path``; false if the name is taken."""
    with beside(copy) as draft:
        _fill(draft, data)
        draft.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)
        try:
            copy.open("xb").close()  # nobody else takes the name
        except FileExistsError:
            return False
        try:
            os.replace(draft, copy)
        except OSError:
            copy.unlink(missing_ok=True)
            raise
    _flush_folder(copy.parent)
    return True


def _changed(path: Path) -> FixError:
    return FixError(
        f"{path}：检查之后文件有变动，没有改写；再运行一次。",
        f"{path}: it changed after it was checked, so nothing was written; run again.",
    )


def _fill(path: Path, data: bytes, mode: str = "wb") -> None:
    """Write ``data`` to ``path`` and see it onto the disk."""
    with path.open(mode) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _dress(draft: Path, target: Path, state: os.stat_result) -> None:
    """Give ``draft`` the mode, owner and extended attributes of ``target``; its time is now."""
    if hasattr(os, "chown"):
        for owner, group in ((-1, state.st_gid), (state.st_uid, -1)):
            with contextlib.suppress(PermissionError):  # only root may give a file away
                os.chown(draft, owner, group)
    shutil.copystat(target, draft)
    os.utime(draft)


def _back_up(target: Path, data: bytes) -> Path:
    """Write ``data`` to the first of ``.bak``, ``.bak1``, ``.bak2`` … that is free."""
    for number in range(1000):
        kept = target.with_name(f"{target.name}.bak{number or ''}")
        try:
            _fill(kept, data, "xb")
            shutil.copystat(target, kept)
        except FileExistsError:
            continue
        except OSError:
            kept.unlink(missing_ok=True)
            raise
        return kept
    raise FixError(
        f"{target}：.bak 已有一千份，没有改动；清理后再运行。",
        f"{target}: there are a thousand .bak files, so it is as it was; clear them away.",
    )


def _moved_on(target: Path, state: os.stat_result) -> bool:
    """Return whether the file is no longer the one that was read."""
    now = target.stat()
    fields = ("st_dev", "st_ino", "st_size", "st_mtime_ns")
    return any(getattr(now, field) != getattr(state, field) for field in fields)


def _flush_folder(folder: Path) -> None:
    """See the new entry of ``folder`` onto the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
