"""What ``citelaw statutes`` shows: one module a view, each with the constant ``VIEW``.

A view turns what the registry gave into lines for people or into the fields of one JSON object;
``schema/statutes.json`` fixes the fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

SCHEMA_VERSION = 1
Object = dict[str, Any]


class Source(NamedTuple):
    """The state of the database that a view stands on."""

    data_date: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Generic[T]):
    """A way to show a ``T``: as lines for people, as fields for programs."""

    name: str
    lines: Callable[[T], Iterable[str]]
    fields: Callable[[T], Object]


def as_text(view: View[T], it: T) -> bytes:
    """Return ``it`` in lines that a terminal may show."""
    from citelaw.reporters._width import printable

    text = "".join(f"{printable(line).rstrip()}\n" for line in view.lines(it))
    return text.encode("utf-8", "backslashreplace")


def as_json(view: View[T], it: T, source: Source | None) -> bytes:
    """Return ``it`` as one JSON object, with the state of the data where there is one."""
    from citelaw.version import __version__

    data = {
        "schema_version": SCHEMA_VERSION,
        "citelaw": __version__,
        "statutes": source._asdict() if source is not None else None,
        "view": view.name,
        **view.fields(it),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")
