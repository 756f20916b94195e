"""What each rule made of one citation: it spoke, or it did not and why as far as that is known.

A reason is one that was computed: what the rule needs (``Rule.needs``) and the citation lacks, or
that it was not asked. A rule that had all it needs and said nothing has looked; under which
conditions it keeps silent is on its manual page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.explain._place import mention_spans
from citelaw.model import (
    Citation,
    CitationResolution,
    Diagnostic,
    FileReport,
    Need,
    ResolvedDocument,
    Rule,
    StatuteMention,
    Unchecked,
)
from citelaw.reporters.explain import Ruling, Silence, Stance, Subject
from citelaw.rules import all_rules, lint
from citelaw.span import Span

CRASHED = "CL901"
_NO_STATUTE = (
    Unchecked.UNATTRIBUTED,
    Unchecked.STATUTE_UNKNOWN,
    Unchecked.STATUTE_AMBIGUOUS,
    Unchecked.NO_TEXT,
)
_UNITS = {
    Need.CHAPTER: (("part", "chapter", "section"), Silence.NO_CHAPTER),
    Need.ARTICLE: (("article",), Silence.NO_ARTICLE),
    Need.PARAGRAPH: (("paragraph",), Silence.NO_PARAGRAPH),
    Need.ITEM: (("item",), Silence.NO_ITEM),
}
_NO_VERSION = (Unchecked.VERSION_UNDETERMINED, Unchecked.HISTORY_INCOMPLETE)
_QUOTE = (Unchecked.QUOTE_TOO_SHORT, Unchecked.QUOTE_UNMATCHED)


def rulings(one: Subject, file: FileReport, selected: Sequence[Rule]) -> tuple[Ruling, ...]:
    """Return what every rule made of ``one``, in the order of the codes.

    Args:
        one: what is explained.
        file: the list that it stands in, as it was checked.
        selected: the rules that were to be asked.
    """
    if one.form is not None:
        return ()
    resolved = file.resolved
    assert resolved is not None
    crashed = _crashed(resolved, selected, file.diagnostics)
    codes = {rule.code for rule in selected}
    found = []
    for rule in all_rules():
        said = [each for each in file.diagnostics if each.code == rule.code]
        here = tuple(each for each in said if _concerns(each, one))
        if here:
            found.append(Ruling(rule, Stance.SPOKE, here))
        elif rule.code not in codes:
            found.append(Ruling(rule, Stance.OFF, why=Silence.NOT_SELECTED))
        elif resolved.profile not in rule.profiles:
            found.append(Ruling(rule, Stance.OFF, why=Silence.OTHER_PROFILE))
        elif rule.code in crashed:
            found.append(Ruling(rule, Stance.CRASHED))
        else:
            found.append(_silent(rule, one, said, resolved))
    return tuple(found)


def _silent(
    rule: Rule, one: Subject, said: Sequence[Diagnostic], resolved: ResolvedDocument
) -> Ruling:
    """Return why a rule that was asked said nothing here."""
    why = next((why for why in (unmet(need, one) for need in rule.needs) if why), None)
    if why is not None:
        return Ruling(rule, Stance.LACKS, why=why)
    elsewhere = tuple(each for each in said if _same_statute(each, one, resolved))
    if elsewhere:
        return Ruling(rule, Stance.ELSEWHERE, elsewhere)
    return Ruling(rule, Stance.LOOKED)


def _crashed(
    resolved: ResolvedDocument, rules: Sequence[Rule], diagnostics: Sequence[Diagnostic]
) -> set[str]:
    """Return the codes of the rules that fail on the document."""
    if not any(one.code == CRASHED for one in diagnostics):
        return set()
    return {
        rule.code for rule in rules if any(one.code == CRASHED for one in lint(resolved, (rule,)))
    }


# ---------------------------------------------------------------- whom a finding is about


def _concerns(finding: Diagnostic, one: Subject) -> bool:
    """Return whether a finding is about ``one``, or one of its places lies in it."""
    citation = one.citation.citation if one.citation is not None else None
    if finding.citation is not None and finding.citation is citation:
        return True
    internal = citation is not None and citation.pinpoint.internal
    about = one.mention.mention if one.mention is not None else None
    of_title = finding.citation is None and finding.statute is not None
    if of_title and finding.statute is about and not internal:
        return True
    own = list(_own(one, citation, None if internal else about))
    marked = [finding.span, *(each.span for each in finding.related)]
    return any(part.start < span.end and span.start < part.end for span in marked for part in own)


def _own(one: Subject, citation: Citation | None, mention: StatuteMention | None) -> Iterator[Span]:
    """Yield the *source* spans of what is explained."""
    yield one.span
    if citation is not None and citation.quote is not None:
        yield one.cell.offsets.to_source(citation.quote.span)
    if mention is not None and one.mention is not None:
        for span in mention_spans(mention):
            yield one.mention.cell.offsets.to_source(span)


def _same_statute(finding: Diagnostic, one: Subject, resolved: ResolvedDocument) -> bool:
    """Return whether a finding on a statute as such is about the one that ``one`` names."""
    if finding.citation is not None or finding.statute is None or one.mention is None:
        return False
    statute = one.mention.statute
    if statute is None:
        return finding.statute.title == one.mention.mention.title
    return any(
        each.mention is finding.statute and each.statute is not None and each.statute == statute
        for each in resolved.mentions
    )


# ---------------------------------------------------------------- what a rule needs


def unmet(need: Need, one: Subject) -> Silence | Unchecked | None:
    """Return why ``one`` does not have what a rule needs, None where it does."""
    if need in (Need.OWN_WORDS, Need.TIER_LABEL, Need.NUMBER, Need.DATE, Need.CLAIM):
        return _unmet_by_mention(need, one)
    if need in (Need.STATUTE, Need.HISTORY, Need.TIER):
        return _unmet_by_statute(need, one)
    if one.citation is None:
        return Silence.BY_PINPOINT if one.pinpoints else Silence.NO_PINPOINT
    return _unmet_by_citation(need, one.citation)


def _unmet_by_mention(need: Need, one: Subject) -> Silence | None:
    mention = one.mention.mention if one.mention is not None else None
    if need is Need.OWN_WORDS:
        internal = one.citation is not None and one.citation.citation.pinpoint.internal
        inside = mention is not None and (mention.quoted or mention.noted)
        return Silence.QUOTED if internal or inside else None
    dated = mention is not None and any(note.dates for note in mention.notes)
    numbered = mention is not None and bool(mention.numbers)
    labelled = mention is not None and mention.tier_label is not None
    has, why = {
        Need.TIER_LABEL: (labelled, Silence.NO_TIER_LABEL),
        Need.NUMBER: (numbered, Silence.NO_NUMBER),
        Need.DATE: (dated, Silence.NO_DATE),
        Need.CLAIM: (dated or numbered, Silence.NO_CLAIM),
    }[need]
    return None if has else why


def _unmet_by_statute(need: Need, one: Subject) -> Silence | Unchecked | None:
    if one.mention is None:
        return Unchecked.UNATTRIBUTED
    statute = one.mention.statute
    if statute is None:
        several = bool(one.mention.candidates)
        return Unchecked.STATUTE_AMBIGUOUS if several else Unchecked.STATUTE_UNKNOWN
    if need is Need.HISTORY and not statute.history_complete:
        return Unchecked.HISTORY_INCOMPLETE
    if need is Need.TIER and (statute.tier is None or not statute.tier_certain):
        return Silence.TIER_GUESSED
    return None


def _unmet_by_citation(need: Need, one: CitationResolution) -> Silence | Unchecked | None:
    if one.citation.pinpoint.internal:
        return Silence.QUOTED
    if need is Need.PINPOINT:
        return None
    if need in _UNITS:
        fields, lack = _UNITS[need]
        ends = [
            end for end in (one.citation.pinpoint.locator, one.citation.pinpoint.through) if end
        ]
        has = any(getattr(end, field) is not None for end in ends for field in fields)
        return None if has else lack
    if need is Need.QUOTE:
        return None if one.citation.quote is not None else Silence.NO_QUOTE
    if need is Need.VERSION:
        return _first(one, _NO_STATUTE + _NO_VERSION)
    if need in (Need.ARTICLE_KNOWN, Need.PLACE_KNOWN):
        has_article = need is Need.ARTICLE_KNOWN and one.facts is not None
        known = has_article or one.exists is not None or not one.unchecked
        return None if known else one.unchecked[0]
    if one.own is not None or one.older is not None or one.elsewhere is not None:
        return None
    return _first(one, _NO_VERSION + _QUOTE) or (
        Silence.JOINT_QUOTE if len(one.compared) > 1 else Silence.SHARED_QUOTE
    )


def _first(one: CitationResolution, reasons: Sequence[Unchecked]) -> Unchecked | None:
    return next((reason for reason in one.unchecked if reason in reasons), None)
