"""Whether the process that started the server still runs."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable

EVERY = 2.0
"""Seconds between two looks."""


async def when_gone(process: int, hang_up: Callable[[], None]) -> None:
    """Hang up when there is no process of that id any more.

    Where its pipes stay open in another process, nothing else tells. On Windows, where a look
    would end the process, the pipes have to do.
    """
    if sys.platform == "win32":
        return
    while is_there(process):
        await asyncio.sleep(EVERY)
    hang_up()


def is_there(process: int) -> bool:
    """Return whether there is a process of that id."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is another user's, or no id at all
        return True
    return True
