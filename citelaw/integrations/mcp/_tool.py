"""What a tool is, and what all tools ask: one engine over one database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from citelaw.integrations.mcp._arguments import Parameter
from citelaw.library import Engine, registry_of
from citelaw.model import Tier
from citelaw.registry import Registry
from citelaw.version import __version__
from citelaw.words import Words

Object = dict[str, Any]


class Desk:
    """What tools ask: an engine whose database is open, and which day counts as today."""

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self.engine = engine
        self.today = today

    @property
    def registry(self) -> Registry:
        """The statute database."""
        return registry_of(self.engine)

    def state(self, as_of: date) -> Object:
        """Return the state of the data, which stands in every answer."""
        return {
            "citelaw": __version__,
            "data_date": self.registry.data_date,
            "digest": self.registry.digest,
            "known_to": dict(self.registry.known_to),
            "as_of": as_of.isoformat(),
        }

    def state_in_words(self, as_of: date) -> str:
        """Return the state of the data in a line."""
        known = "、".join(f"{Tier(tier).chinese} {day}" for tier, day in self.registry.known_to)
        return f"数据截至：{known}，其后的修改和废止不在其中；以 {as_of} 为今日。"


class Answer(NamedTuple):
    """What a tool answers: the verdict, the same in words, its fields, details to read."""

    verdict: str
    summary: Words
    as_of: date
    fields: Object
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something that an assistant may ask: how it is described, and what answers it.

    ``answer`` is handed the values of ``parameters`` by their names.
    """

    title: str
    description: str
    parameters: tuple[Parameter, ...]
    output: Callable[[], Object]
    answer: Callable[[Desk, Object], Answer]
