"""What the sub-commands share: writing results and complaints."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from typing import TextIO

from citelaw.errors import CitelawError, ReportError, why
from citelaw.words import Words

FAILED = 2
INTERRUPTED = 130
NO_FOLDER = Words(
    "当前文件夹已经不存在；换到别的文件夹再运行。",
    "the working folder is gone; go to another one and run again.",
)

LANGUAGE = ContextVar("LANGUAGE", default="zh")
"""What a command speaks on standard error, "zh" or "en"; known before its options are read, so
that what is wrong with these is said in it as well."""


def write(chunks: Iterable[bytes], output: str | None = None, *, aside: bool = False) -> None:
    """Write ``chunks`` (UTF-8) to the file ``output``, whole or not at all, or to standard output.

    Standard output gets the same bytes in every locale; only a terminal gets its own encoding.
    When its reader has gone (``| head``) the rest is dropped in silence. ``aside`` means standard
    error in its place, where it carries something else.

    Raises:
        ReportError: the file cannot be written.
    """
    if output is None and aside:
        if sys.stderr is not None:
            _send(chunks, sys.stderr)
        return
    if output is None:
        _send(chunks, sys.stdout)
        return
    from pathlib import Path  # lazy: 3 ms

    from citelaw.whole import write_whole  # lazy: 5 ms

    try:
        write_whole(Path(output), chunks)
    except BrokenPipeError:  # a pipe (/dev/stdout) whose reader has what it wants
        pass
    except OSError as error:
        place, reason = output or "-o", why(error)
        raise ReportError(
            f"{place}：写不进去（{reason.chinese}）；换一个位置。",
            f"{place}: cannot be written ({reason.english}); choose another place.",
        ) from error


def hand_on(content: bytes) -> None:
    """Write a list to standard output in the encoding that it has, also on a terminal.

    Raises:
        ReportError: it cannot be written.
    """
    _send([content], sys.stdout, encoded=True)


def _send(chunks: Iterable[bytes], stream: TextIO | None, *, encoded: bool = False) -> None:
    """Write ``chunks`` to a stream; ``encoded`` says that their bytes stay what they are."""
    if stream is None:  # closed by the caller (>&-)
        raise ReportError(
            "标准输出已关闭；用 -o 写到文件。",
            "standard output is closed; use -o and a file.",
        )
    try:
        stream.flush()
        for chunk in chunks:
            if stream.isatty() and not encoded:
                chunk = chunk.decode().encode(stream.encoding, "replace")
            stream.buffer.write(chunk)
        stream.buffer.flush()
    except BrokenPipeError:
        _mute(stream)
    except OSError as error:
        raise ReportError(*unwritable(error)) from error


def unwritable(error: OSError) -> Words:
    """Return what is to be said where standard output cannot be written."""
    reason = why(error)
    return Words(
        f"标准输出：写不进去（{reason.chinese}）；换一个位置。",
        f"standard output: cannot be written ({reason.english}); choose another place.",
    )


def complain(reason: object) -> None:
    """Say in one line on standard error why something could not be done.

    Names of files may hold what a terminal would obey; that is shown as \ufffd.
    """
    if isinstance(reason, CitelawError):
        reason = reason.words
    if isinstance(reason, Words):
        reason = said(*reason)
    tell("citelaw: " + "".join(map(_harmless, " ".join(str(reason).split()))))


def tell(text: str) -> None:
    """Say ``text`` on standard error; where that cannot be, the exit status must do."""
    if sys.stderr is None:  # closed by the caller (2>&-)
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:  # full, or its reader has gone
        _mute(sys.stderr)


def _harmless(character: str) -> str:
    return character if character.isprintable() or "\ud800" <= character <= "\udfff" else "\ufffd"


def _mute(stream: TextIO) -> None:
    """Let all that is still to come go nowhere: Python flushes streams once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def said(chinese: str, english: str) -> str:
    """Return what is said, in the language of the command."""
    return Words(chinese, english).said(LANGUAGE.get())


def place(path: str | os.PathLike[str]) -> object:
    """Return what all names of one file have in common: links of both kinds, and other letters."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return os.path.realpath(path)
    return (state.st_dev, state.st_ino) if stat.S_ISREG(state.st_mode) else os.path.realpath(path)


def on_terminal() -> bool:
    """Return whether standard output is a terminal, where a person reads it."""
    return sys.stdout is not None and sys.stdout.isatty()
