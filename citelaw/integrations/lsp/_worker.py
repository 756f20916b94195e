"""The one thread that does all work on lists, so that the protocol is heard meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Worker:
    """Does one thing after another, in the order in which they are asked for.

    Engines, drafts and databases live in its thread and are touched nowhere else.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="citelaw")

    async def do(
        self, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
    ) -> Result:
        """Return what ``work`` gives; where this is cancelled before its turn it is not begun."""
        return await asyncio.wrap_future(self._thread.submit(work, *given, **named))

    def close(self) -> None:
        """Begin nothing more; what goes on is not waited for."""
        self._thread.shutdown(wait=False, cancel_futures=True)
