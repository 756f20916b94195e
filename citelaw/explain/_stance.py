"""What each rule made of one citation: it spoke, or it did not and why as far as that is known.

A reason is one that was computed: what the rule needs (``Rule.needs``) and the citation lacks, or
that it was not asked. A rule that had all it needs and said nothing has looked; under which
conditions it keeps silent is on its manual page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citelaw.explain._findings import Findings
from citelaw.model import (
    CitationResolution,
    Diagnostic,
    FileReport,
    Need,
    ResolvedDocument,
    Rule,
    Unchecked,
)
from citelaw.reporters.explain import Ruling, Silence, Stance, Subject
from citelaw.rules import all_rules, lint

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


class Stances:
    """What the rules made of one document.

    Args:
        file: the list, as it was checked.
        selected: the rules that were to be asked.
    """

    def __init__(self, file: FileReport, selected: Sequence[Rule]) -> None:
        resolved = file.resolved
        assert resolved is not None
        self._profile = resolved.profile
        self._codes = {rule.code for rule in selected}
        self._crashed: set[str] = set()
        if any(one.code == CRASHED for one in file.diagnostics):
            self._crashed = {rule.code for rule in selected if _crashes(rule, resolved)}
        hidden = tuple(one.diagnostic for one in file.suppressed)
        self._hidden = {id(one) for one in hidden}
        self._findings = Findings((*file.diagnostics, *hidden), resolved)

    def of(self, one: Subject) -> tuple[Ruling, ...]:
        """Return what every rule made of ``one``, in the order of the codes."""
        if one.form is not None:
            return ()
        here = _by_code(self._findings.about(one))
        elsewhere = _by_code(self._findings.of_statute(one))
        return tuple(
            self._ruling(rule, one, here.get(rule.code, ()), elsewhere.get(rule.code, ()))
            for rule in all_rules()
        )

    def _ruling(
        self,
        rule: Rule,
        one: Subject,
        here: tuple[Diagnostic, ...],
        elsewhere: tuple[Diagnostic, ...],
    ) -> Ruling:
        spoke = tuple(each for each in here if id(each) not in self._hidden)
        if spoke:
            return Ruling(rule, Stance.SPOKE, spoke)
        if here:
            return Ruling(rule, Stance.OFF, why=Silence.SUPPRESSED)
        if rule.code not in self._codes:
            return Ruling(rule, Stance.OFF, why=Silence.NOT_SELECTED)
        if self._profile not in rule.profiles:
            return Ruling(rule, Stance.OFF, why=Silence.OTHER_PROFILE)
        if rule.code in self._crashed:
            return Ruling(rule, Stance.CRASHED)
        why = next((why for why in (unmet(need, one) for need in rule.needs) if why), None)
        if why is not None:
            return Ruling(rule, Stance.LACKS, why=why)
        return Ruling(rule, Stance.ELSEWHERE if elsewhere else Stance.LOOKED, elsewhere)


def _by_code(findings: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for one in findings:
        found[one.code] = (*found.get(one.code, ()), one)
    return found


def _crashes(rule: Rule, resolved: ResolvedDocument) -> bool:
    return any(one.code == CRASHED for one in lint(resolved, (rule,)))


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
        if need is Need.TIER and not several:
            return None  # the note may tell it
        return Unchecked.STATUTE_AMBIGUOUS if several else Unchecked.STATUTE_UNKNOWN
    if need is Need.HISTORY and not statute.events_complete:
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
