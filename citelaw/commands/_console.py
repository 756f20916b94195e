"""What the sub-commands share: writing results and complaints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from citelaw.errors import ReportError, why
from citelaw.whole import write_whole

FAILED = 2
INTERRUPTED = 130


def write(chunks: Iterable[bytes], output: str | None = None) -> None:
    """Write ``chunks`` (UTF-8) to the file ``output``, whole or not at all, or to standard output.

    Standard output gets the same bytes in every locale; only a terminal gets its own encoding.
    When its reader has gone (``| head``) the rest is dropped in silence.

    Raises:
        ReportError: the file cannot be written.
    """
    try:
        if output is not None:
            write_whole(Path(output), chunks)
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


def complain(reason: object) -> None:
    """Say in one line on standard error why something could not be done."""
    if sys.stderr is not None:  # None where the caller closed it (2>&-)
        print("citelaw:", *str(reason).split(), file=sys.stderr)


def on_terminal() -> bool:
    """Return whether standard output is a terminal, where a person reads it."""
    return sys.stdout is not None and sys.stdout.isatty()
