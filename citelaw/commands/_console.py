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


def write(chunks: Iterable[bytes], output: str | None = None, *, aside: bool = False) -> None:
    """Write ``chunks`` (UTF-8) to the file ``output``, whole or not at all, or to standard output.

    ``aside`` means standard error in place of standard output. These get the same bytes in every
    locale; only a terminal gets its own encoding. When their reader has gone (``| head``) the rest
    is dropped in silence.

    Raises:
        ReportError: the file cannot be written.
    """
    stream, name = (sys.stderr, "标准错误输出") if aside else (sys.stdout, "标准输出")
    try:
        if output is not None:
            write_whole(Path(output), chunks)
        elif stream is None:  # closed by the caller (>&-)
            raise ReportError(f"{name}已关闭；用 -o 写到文件。")
        elif stream.isatty():
            for chunk in chunks:
                stream.buffer.write(chunk.decode().encode(stream.encoding, "replace"))
            stream.buffer.flush()
        else:
            stream.buffer.writelines(chunks)
            stream.buffer.flush()
    except BrokenPipeError:
        # Python flushes the stream once more as it ends; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        where = name if output is None else output or "-o"
        raise ReportError(f"{where}：写不进去（{why(error)}）；换一个位置。") from error


def complain(reason: object) -> None:
    """Say in one line on standard error why something could not be done."""
    if sys.stderr is not None:  # None where the caller closed it (2>&-)
        print("citelaw:", *str(reason).split(), file=sys.stderr)


def on_terminal() -> bool:
    """Return whether standard output is a terminal, where a person reads it."""
    return sys.stdout is not None and sys.stdout.isatty()
