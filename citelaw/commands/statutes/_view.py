"""What the commands of ``citelaw statutes`` share: how a title is read, how a view is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.model import Statute
    from citelaw.registry import Registry
    from citelaw.reporters.statutes import View
    from citelaw.reporters.statutes._history import History

T = TypeVar("T")

NOT_FOUND = 1
_LONGEST_TITLE = 200
"""No title is longer; beyond this many characters nothing near is looked for."""


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
    near = registry.near_titles(title[:_LONGEST_TITLE]) if not found else ()
    it = Unresolved(title, found, near, registry.data_date)
    write(VIEW, it, registry, output_format)
    return None


def history_of(registry: Registry, statute: Statute) -> History:
    """Return the changes of a statute and the versions held."""
    from citelaw.reporters.statutes._history import Held, History

    held = tuple(
        Held(one, registry.is_complete(one), registry.sources(one))
        for one in registry.versions(statute)
    )
    return History(statute, registry.changes(statute), held)
