"""Values of the model as plain lists, and back: what a report needs to be kept or sent.

A named tuple becomes the list of its fields in order, an enumeration its value, a day its ISO form.
What is made is given by the annotations alone, so that nothing but values of the model can come
out of a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import partial
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from citelaw.model import Diagnostic, FileReport

_LEFT_OUT: dict[Any, set[str]] = {
    Diagnostic: {"statute", "citation"},
    FileReport: {"source", "resolved"},
}
"""Fields that come back as None: what they hold can be made again, or serves one process only."""

_PLAIN = (str, int, bool)


class DamagedError(Exception):
    """What was to be unpacked is not what was packed."""


class _Way(NamedTuple):
    """How values of one type go there and back; None where they are plain already."""

    pack: Callable[[Any], Any] | None
    unpack: Callable[[Any], Any] | None


_AS_IT_IS = _Way(None, None)
_Steps = list[tuple[int, Callable[[Any], Any]]]


def pack(report: FileReport) -> bytes:
    """Return a file report as bytes, without its source and what it was made from."""
    way = _way(FileReport).pack
    assert way is not None
    plain = json.dumps(way(report), ensure_ascii=False, separators=(",", ":"))
    return plain.encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> FileReport:
    """Return what ``pack`` made ``data`` of.

    Raises:
        DamagedError: it is something else.
    """
    way = _way(FileReport).unpack
    assert way is not None
    try:
        report = way(json.loads(data.decode("utf-8", "surrogatepass")))
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    assert isinstance(report, FileReport)
    return report


_WAYS: dict[Any, _Way] = {}


def _way(kind: Any) -> _Way:
    """Return how values of the annotated type ``kind`` are packed.

    Raises:
        TypeError: the type has no such form.
    """
    if kind not in _WAYS:
        _WAYS[kind] = _made(kind)
    return _WAYS[kind]


def _made(kind: Any) -> _Way:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:  # X | None; None is passed over
        kinds = [argument for argument in arguments if argument is not NoneType]
        return _way(kinds[0]) if len(kinds) == 1 else _one_of(kinds)
    if origin is tuple:
        return _tuple(arguments)
    if origin is frozenset and _way(arguments[0]) is _AS_IT_IS:
        return _Way(sorted, frozenset)
    if kind in _PLAIN:
        return _AS_IT_IS
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Way(str, {one.value: one for one in kind}.__getitem__)
    if kind is date:
        return _Way(date.isoformat, date.fromisoformat)
    if hasattr(kind, "_fields"):
        return _fields(kind)
    raise TypeError(f"no packed form for {kind}")


def _one_of(kinds: list[Any]) -> _Way:
    """Return the way of a value of one of several enumerations, which have no value in common."""
    values = {one.value: one for kind in kinds for one in kind}
    if len(values) < sum(map(len, kinds)):
        raise TypeError(f"no packed form for {' | '.join(map(str, kinds))}")
    return _Way(str, values.__getitem__)


def _tuple(arguments: tuple[Any, ...]) -> _Way:
    pack, unpack = _way(arguments[0])
    if pack is None or unpack is None:
        return _Way(list, tuple)
    if arguments[-1] is not Ellipsis:
        raise TypeError(f"no packed form for tuple{list(arguments)}")
    return _Way(lambda values: list(map(pack, values)), lambda values: tuple(map(unpack, values)))


def _fields(kind: Any) -> _Way:
    """Return the way of a named tuple; it may hold values of its own type.

    ``tuple.__new__`` is what the constructor of a named tuple calls in the end; a run over many
    lists makes some hundred thousand of them.
    """
    there: _Steps = []
    back: _Steps = []
    width = len(kind._fields)

    def pack(value: Iterable[Any]) -> list[Any]:
        return _taken(list(value), there)

    def unpack(values: list[Any]) -> Any:
        if len(values) != width:
            raise ValueError(f"{len(values)} fields of {kind.__name__}")
        return tuple.__new__(kind, _taken(values, back))

    way = _WAYS[kind] = _Way(pack, unpack)
    left_out = _LEFT_OUT.get(kind, set())
    hints = get_type_hints(kind)
    for at, name in enumerate(kind._fields):
        if name in left_out:
            there.append((at, lambda _: None))
            continue
        inner = _way(hints[name])
        if inner.pack is not None and inner.unpack is not None:
            there.append((at, inner.pack))
            back.append((at, inner.unpack))
    return way if back else _Way(list, partial(tuple.__new__, kind))


def _taken(values: list[Any], steps: _Steps) -> list[Any]:
    for at, step in steps:
        value = values[at]
        if value is not None:
            values[at] = step(value)
    return values
