"""What the sub-commands share: writing results and complaints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from citelaw.errors import ReportError, why

FAILED = 2
INTERRUPTED = 130


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
    except OSError as error:
        raise ReportError(f"{output or '-o'}：写不进去（{why(error)}）；换一个位置。") from error


def hand_on(content: bytes) -> None:
    """Write a list to standard output in the encoding that it has, also on a terminal.

    Raises:
        ReportError: it cannot be written.
    """
    _send([content], sys.stdout, encoded=True)


def _send(chunks: Iterable[bytes], stream: TextIO | None, *, encoded: bool = False) -> None:
    """Write ``chunks`` to a stream; ``encoded`` says that their bytes stay what they are."""
    if stream is None:  # closed by the caller (>&-)
        raise ReportError("标准输出已关闭；用 -o 写到文件。")
    try:
        stream.flush()
        for chunk in chunks:
            if stream.isatty() and not encoded:
                chunk = chunk.decode().encode(stream.encoding, "replace")
            stream.buffer.write(chunk)
        stream.buffer.flush()
    except BrokenPipeError:
        # Python flushes standard output once more as it ends; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        raise ReportError(f"标准输出：写不进去（{why(error)}）；换一个位置。") from error


def complain(reason: object) -> None:
    """Say in one line on standard error why something could not be done."""
    if sys.stderr is not None:  # None where the caller closed it (2>&-)
        print("citelaw:", *str(reason).split(), file=sys.stderr)


def on_terminal() -> bool:
    """Return whether standard output is a terminal, where a person reads it."""
    return sys.stdout is not None and sys.stdout.isatty()
