"""What commands share that serve another program over standard input and output."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from citelaw.errors import CitelawError


def streams() -> tuple[BinaryIO, BinaryIO]:
    """Return what the other program sends, and where it reads.

    From then on what anything prints goes to standard error, as it must not stand among messages.

    Raises:
        CitelawError: the caller closed one of them.
    """
    if sys.stdin is None or sys.stdout is None:
        raise CitelawError(
            "标准输入或者标准输出已关闭，对方不能与服务器通信。",
            "standard input or output is closed, so nobody can speak to the server.",
        )
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    return source, sink


def leave(status: int) -> None:
    """End the process, without waiting for input or for a long check."""
    import logging  # lazy: 8 ms

    logging.shutdown()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)
