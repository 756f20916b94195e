"""Answers that are kept for the next time the same is asked."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Kept(Generic[Key, Answer]):
    """The answers to questions, ``most`` of them; when there are more all are forgotten.

    The store is replaced, never emptied, so that threads may share it.
    """

    __slots__ = ("_answers", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Key, Answer] = {}

    def get(self, key: Key, answer: Callable[[], Answer]) -> Answer:
        """Return the answer that is kept under ``key``, else what ``answer`` gives."""
        answers = self._answers
        if key in answers:
            return answers[key]
        found = answer()
        if len(self._answers) >= self._most:
            self._answers = {}
        self._answers[key] = found
        return found
