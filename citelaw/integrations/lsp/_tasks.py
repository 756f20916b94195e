"""What goes on beside the messages: begun, kept from vanishing, and heard of where it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from pygls.exceptions import JsonRpcException

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Tasks:
    """What was begun and is not done yet."""

    def __init__(self) -> None:
        self._going_on: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Begin something; what goes wrong in it stands in the log."""
        task = asyncio.ensure_future(work)
        self._going_on.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._going_on.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("%s", error, exc_info=error)

    def send(self, request: Callable[[Any], Coroutine[Any, Any, Any]], params: object) -> None:
        """Send a request whose answer tells nothing."""
        self.start(sent(request, params))

    def later(
        self,
        before: asyncio.TimerHandle | None,
        seconds: float,
        work: Callable[[], Coroutine[Any, Any, Any]],
    ) -> asyncio.TimerHandle:
        """Begin something after so many seconds, in place of what ``before`` was to begin."""
        if before is not None:
            before.cancel()
        return asyncio.get_running_loop().call_later(seconds, lambda: self.start(work()))


async def sent(request: Callable[[Any], Coroutine[Any, Any, Any]], params: object) -> None:
    """Send a request and wait until it is answered, whatever the answer."""
    try:
        await request(params)
    except JsonRpcException as error:
        log.info("the client refuses: %r", error)
