"""What the sub-commands share: writing results and complaints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from citelaw.errors import ReportError, why

FAILED = 2
INTERRUPTED = 130


def write(chunks: Iterable[bytes], output: str | None = None) -> None:
    """Write ``chunks`` (UTF-8) to the file ``output``, or to standard output, as they come.

    Standard output gets the same bytes in every locale; only a terminal gets its own encoding.
    When its reader has gone (``| head``) the rest is dropped in silence.

    Raises:
        ReportError: the file cannot be written.
    """
    try:
        if output is not None:
            with open(output, "wb") as file:
                file.writelines(chunks)
        elif sys.stdout is None:  # closed by the caller (>&-)
            raise ReportError("标准输出已关闭；用 -o 写到文件。")
        elif sys.stdout.isatty():
            for chunk in chunks:
                sys.stdout.buffer.write(chunk.decode().encode(sys.stdout.encoding, "replace"))
            sys.stdout.buffer.flush()
        else:
            sys.stdout.buffer.writelines(chunks)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes standard output once more as it ends; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = "标准输出" if output is None else output or "-o"
        raise ReportError(f"{where}：写不进去（{why(error)}）；换一个位置。") from error


def hand_on(content: bytes) -> None:
    """Write a text to standard output as it is encoded, whatever reads it there.

    Raises:
        ReportError: it cannot be written.
    """
    if sys.stdout is None:
        raise ReportError("标准输出已关闭；把它接到文件或者管道。")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise ReportError(f"标准输出：写不进去（{why(error)}）；换一个位置。") from error


def write_aside(chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` (UTF-8) to standard error, where standard output carries a text."""
    if sys.stderr is not None:
        for chunk in chunks:
            print(chunk.decode("utf-8", "replace"), end="", file=sys.stderr)


def complain(reason: object) -> None:
    """Say in one line on standard error why something could not be done."""
    if sys.stderr is not None:  # None where the caller closed it (2>&-)
        print("citelaw:", *str(reason).split(), file=sys.stderr)


def on_terminal() -> bool:
    """Return whether standard output is a terminal, where a person reads it."""
    return sys.stdout is not None and sys.stdout.isatty()
