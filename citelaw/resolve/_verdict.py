"""What one version of a statute says of a citation."""

from __future__ import annotations

from dataclasses import dataclass

from citelaw.model import Comparison, Renumbered
from citelaw.resolve._place import number


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one version says of a citation.

    ``now`` is how the words lie in the place where the article stands now, where they are an older
    version's. ``newer`` where the words are a later version's, ``unmatched`` where they are found
    nowhere, ``unheld`` where the text that the citation speaks of is not held.
    """

    exists: bool | None = None
    own: Comparison | None = None
    older: Comparison | None = None
    now: Comparison | None = None
    elsewhere: Comparison | None = None
    renumbered: Renumbered | None = None
    newer: bool = False
    unmatched: bool = False
    unheld: bool = False

    @property
    def signature(self) -> tuple[object, ...]:
        """What must be equal for two versions to agree."""
        found = self.renumbered or self.elsewhere
        return (
            self.exists is False,
            self.altered,
            self.older is not None,
            number(found.locator) if found is not None else None,
            self.newer,
            self.unmatched,
        )

    @property
    def altered(self) -> bool:
        """Whether the words are the cited article's, with differences."""
        return self.own is not None and bool(self.own.differences) and not self.displaced

    @property
    def displaced(self) -> bool:
        """Whether the words or the article are found in another version or another article."""
        return bool(self.older or self.elsewhere or self.renumbered)

    @property
    def fine(self) -> bool:
        """Whether nothing speaks against the citation."""
        return not any(self.signature)
