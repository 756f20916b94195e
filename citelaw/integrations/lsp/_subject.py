"""What a place in the editor is about: the title or the cited place that stands there."""

from __future__ import annotations

from citelaw.integrations.lsp.checked import Checked, Placed
from citelaw.model import CitationResolution, MentionResolution

Subject = Placed[CitationResolution] | Placed[MentionResolution]


def subject(checked: Checked, offset: int) -> Subject | None:
    """Return the title or cited place at the source offset ``offset``.

    What the character behind ``offset`` belongs to goes before what ends there: in
    《甲法》第八条 the place begins where the title ends. Of two the shorter is meant.
    """
    both: tuple[Subject | None, ...] = (checked.citation_at(offset), checked.mention_at(offset))
    found = [one for one in both if one is not None]
    holding = [one for one in found if offset < one.span.end]
    return min(holding or found, key=lambda one: one.span.end - one.span.start, default=None)
