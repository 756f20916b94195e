"""The words of the provisions that findings stand on, where the user has imported them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citelaw.engine import Engine
    from citelaw.model import Evidence, Locator, Report, Version
    from citelaw.registry import Registry


def provisions(engine: Engine, report: Report) -> dict[Evidence, tuple[str, ...]]:
    """Return the lines of the articles that the findings of a report name as their evidence."""
    found: dict[Evidence, tuple[str, ...]] = {}
    for file in report.files:
        proofs = {one.evidence for one in file.diagnostics if one.evidence.pinpoint is not None}
        registry = engine.beside(Path(file.path)).registry if proofs else None
        for proof in proofs - found.keys() if registry is not None else ():
            lines = _lines(registry, proof)
            if lines is not None:
                found[proof] = lines
    return found


def _lines(registry: Registry | None, proof: Evidence) -> tuple[str, ...] | None:
    assert registry is not None
    version = _version(registry, proof)
    article = _article(registry, version, proof.pinpoint or "") if version is not None else None
    if version is None or article is None:
        return None
    return registry.words(version, article)


def _version(registry: Registry, proof: Evidence) -> Version | None:
    """Return the version that evidence names; by its date, since several share a year."""
    held = registry.by_title(proof.statute or "")
    label = proof.version
    if len(held) != 1 or label is None:
        return None
    return next((one for one in registry.versions(held[0]) if f"（{one.date}）" in label), None)


def _article(registry: Registry, version: Version, pinpoint: str) -> Locator | None:
    """Return the article that a place in words lies in, None where the version lacks it."""
    named = re.match(r"第[^条款项]{1,20}条(?:之[一二三四五六七八九十百]{1,5})?", pinpoint)
    return _articles(registry, version).get(named[0]) if named is not None else None


@lru_cache(maxsize=64)
def _articles(registry: Registry, version: Version) -> dict[str, Locator]:
    return {one.chinese(): one for one in registry.places(version)}
