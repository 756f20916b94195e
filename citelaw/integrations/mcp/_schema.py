"""The JSON Schemas of what tools answer: those of the reports, as far as an answer uses them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

Object = dict[str, Any]

COUNT: Object = {"type": "integer", "minimum": 0}
DAY: Object = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_HERE = "#/$defs/"


def ref(name: str) -> Object:
    """Return what stands for a definition of the schema that ``output_schema`` takes."""
    return {"$ref": _HERE + name}


def no(schema: Object) -> Object:
    """Return the schema of a value that may be null."""
    return {"oneOf": [schema, {"type": "null"}]}


def many(schema: Object, **more: Any) -> Object:
    """Return the schema of a list."""
    return {"type": "array", "items": schema, **more}


def output_schema(source: str, verdicts: dict[str, str], properties: Object) -> Object:
    """Return the JSON Schema of the answers of a tool.

    Args:
        source: the schema of the reports whose definitions are used ("check").
        verdicts: each word with what it means.
        properties: what stands in an answer beside what stands in all of them; none may be absent.
    """
    own: Object = {
        "verdict": {
            "description": "; ".join(f"{word}: {means}" for word, means in verdicts.items()),
            "enum": list(verdicts),
        },
        "summary": {"description": "The answer in a sentence or two.", "type": "string"},
        "summary_en": {"type": "string"},
        **properties,
        "data": {
            "description": "The state of the statute database. What was changed or repealed after "
            "known_to is not in it.",
            "type": "object",
            "required": ["citelaw", "data_date", "digest", "known_to", "as_of"],
            "properties": {
                "citelaw": {"type": "string"},
                "data_date": {"description": "The newest day in the database.", **DAY},
                "digest": {"type": "string"},
                "known_to": {
                    "description": "By tier (位阶), the day up to which changes are known.",
                    "type": "object",
                    "additionalProperties": {"type": "string"},
                },
                "as_of": {"description": "The day that counted as today.", **DAY},
            },
        },
    }
    every = json.loads((files("citelaw.reporters") / "schema" / f"{source}.json").read_bytes())
    return {
        "type": "object",
        "required": list(own),
        "properties": own,
        "$defs": _reached(own, every["$defs"]),
    }


def _reached(schema: Object, every: Object) -> Object:
    """Return those definitions that a schema names, and those that they name."""
    found: Object = {}
    left = list(_named(schema))
    while left:
        name = left.pop()
        if name not in found:
            found[name] = every[name]
            left += _named(every[name])
    return dict(sorted(found.items()))


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].removeprefix(_HERE).partition("/")[0]
        for one in value.values():
            yield from _named(one)
    elif isinstance(value, list):
        for one in value:
            yield from _named(one)
