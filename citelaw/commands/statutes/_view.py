"""What the commands of ``citelaw statutes`` share: how a title is read, how a view is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.model import NearTitle, Statute
    from citelaw.registry import Registry
    from citelaw.reporters.statutes import View
    from citelaw.reporters.statutes._history import History

T = TypeVar("T")

NOT_FOUND = 1
_LONGEST_TITLE = 200
"""No title is longer; beyond this many characters nothing near is looked for."""

_LEAST_ABBREVIATED = 3
_LONGER = 3
"""A title is at most so many times as long as a short form of it."""

_MOST_NEAR = 3


def write(view: View[T], it: T, registry: Registry | None, output_format: str) -> None:
    """Write ``it`` to standard output as text or JSON."""
    from citelaw.reporters.statutes import Source, as_json, as_text

    if output_format == "json":
        source = Source(registry.data_date, registry.digest) if registry is not None else None
        chunk = as_json(view, it, source)
    else:
        chunk = as_text(view, it)
    _console.write([chunk])


def only(registry: Registry, title: str, output_format: str) -> Statute | None:
    """Return the one statute of that title; else write what may be meant and return None."""
    from citelaw.reporters.statutes.unresolved import VIEW, Unresolved

    found = registry.by_title(title)
    if len(found) == 1:
        return found[0]
    asked = title[:_LONGEST_TITLE]
    near = () if found else _near(registry, asked)
    it = Unresolved(title, found, near, registry.data_date)
    write(VIEW, it, registry, output_format)
    return None


def _near(registry: Registry, title: str) -> tuple[NearTitle, ...]:
    """Return what may be meant: short forms first, then titles a few edits away."""
    near = {one.statute.id: one for one in registry.near_titles(title)}
    short = {one.statute.id: one for one in _abbreviated(registry, title)}
    return tuple((short | near).values())[:_MOST_NEAR]


def _abbreviated(registry: Registry, title: str) -> tuple[NearTitle, ...]:
    """Return the titles of which ``title`` leaves characters out (工伤条例), the shortest first."""
    from citelaw.model import NearTitle

    title = title.strip("《》 ")
    if len(title) < _LEAST_ABBREVIATED:
        return ()
    near = [
        NearTitle(statute=one, title=name, distance=float(len(name) - len(title)))
        for one in registry.statutes()
        for name in (one.title, *one.aliases)
        if len(name) <= _LONGER * len(title) and _in_order(title, name)
    ]
    return tuple(sorted(near, key=lambda one: (one.distance, one.title))[:_MOST_NEAR])


def _in_order(characters: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


def history_of(registry: Registry, statute: Statute) -> History:
    """Return the changes of a statute and the versions held."""
    from citelaw.reporters.statutes._history import Held, History

    held = tuple(
        Held(one, registry.is_complete(one), registry.sources(one))
        for one in registry.versions(statute)
    )
    return History(statute, registry.changes(statute), held)
