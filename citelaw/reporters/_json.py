"""JSON that is made fast and reads well: what is large on lines of its own, the rest compact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from citelaw.pattern import Pattern

_SURROGATE = Pattern(r"[\ud800-\udfff]")
_encode = json.JSONEncoder(ensure_ascii=False).encode
"""The encoder in C, which knows no indentation: several times as fast as the one that does."""
_BREAKS = {mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""What JSON leaves as it is and ``str.splitlines`` of a reader takes for the end of a line."""


class Encoded(NamedTuple):
    """A value that is JSON already, on one line, wherever it stands."""

    text: str


def line(value: Any) -> str:
    """Return ``value`` as JSON on one line, whatever its reader takes for the end of one."""
    text = _encode(value)
    for mark, escaped in _BREAKS.items():
        if mark in text:
            text = text.replace(mark, escaped)
    return text


def laid_out(value: Any, depth: int) -> str:
    """Return ``value`` as JSON whose outer ``depth`` levels have each entry on its own line."""
    return "".join([*_laid_out(value, depth, "\n"), "\n"])


def _laid_out(value: Any, depth: int, end: str) -> Iterator[str]:
    if isinstance(value, Encoded):
        yield value.text
        return
    if not depth or not value or not isinstance(value, dict | list):
        yield line(value)
        return
    inner = end + " "
    mark = "{" if isinstance(value, dict) else "["
    for entry in value:
        yield mark + inner
        mark = ","
        if isinstance(value, dict):
            yield line(entry) + ": "
            entry = value[entry]
        yield from _laid_out(entry, depth - 1, inner)
    yield end + ("}" if isinstance(value, dict) else "]")


def whole(text: str) -> bytes:
    """Return ``text`` as UTF-8, with � for what is half a character (a lone surrogate).

    Names of files that are no UTF-8 hold such halves. JSON could escape them, but the readers
    of Go and Ruby refuse that.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()
