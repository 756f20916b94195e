"""What the commands of ``citelaw statutes`` share: how a title is read, how a view is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.model import Statute
    from citelaw.registry import Registry
    from citelaw.reporters.statutes import View

T = TypeVar("T")

NOT_FOUND = 1


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
    from citelaw.inquiry import near
    from citelaw.reporters.statutes.unresolved import VIEW, Unresolved

    found = registry.by_title(title)
    if len(found) == 1:
        return found[0]
    like = () if found else near(registry, title)
    it = Unresolved(title, found, like, registry.data_date)
    write(VIEW, it, registry, output_format)
    return None
