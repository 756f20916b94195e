"""What the rules made of a citation: what they said, and of the silent ones why."""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import Diagnostic, Unchecked
from citelaw.reporters import Language
from citelaw.reporters._words import WORDS
from citelaw.reporters.explain import Ruling, Silence, Stance, Subject
from citelaw.reporters.explain._voice import Voice
from citelaw.reporters.explain._words import Pair, why

_UNKNOWN = frozenset({*Unchecked, Silence.TIER_GUESSED, Silence.JOINT_QUOTE, Silence.SHARED_QUOTE})
"""What the citation states and cannot be judged; other reasons are things it does not have."""


def ruled(one: Subject, voice: Voice) -> Iterator[str]:
    """Yield the findings, then the silent rules by the reason of their silence."""
    if not one.rulings:
        return
    spoke = [each for each in one.rulings if each.stance is Stance.SPOKE]
    said = [line for each in spoke for line in _findings(each, one, voice)]
    opening = ("指出", "found")
    yield from voice.lines(opening, *(said or [voice("没有规则指出问题", "no rule found a fault")]))
    for stance, label, chinese, english in (
        (Stance.ELSEWHERE, ("别处指出", "besides"), "", ""),
        (Stance.LOOKED, ("看过", "looked"), "没有指出问题：", "nothing found: "),
        (Stance.CRASHED, ("出错", "crashed"), "", ""),
    ):
        silent = [each for each in one.rulings if each.stance is stance]
        if silent:
            names = voice.comma.join(_name(each, voice) for each in silent)
            yield from voice.lines(label, voice(chinese, english) + names)
    lacking = [each for each in one.rulings if each.stance is Stance.LACKS]
    unknown = [each for each in lacking if each.why in _UNKNOWN]
    absent = [each for each in lacking if each.why not in _UNKNOWN]
    off = [each for each in one.rulings if each.stance is Stance.OFF]
    yield from _by_reason(unknown, ("无从判断", "unable"), voice)
    yield from _by_reason(absent, ("不涉及", "no case"), voice)
    yield from _by_reason(off, ("没有运行", "not run"), voice)


def _findings(ruling: Ruling, one: Subject, voice: Voice) -> Iterator[str]:
    for finding in ruling.findings:
        word = WORDS[voice.language].severity[finding.severity]
        since = ""
        if finding.wrong_since == "today":
            since = voice("，清单制发之后才有", ", since a later change")
        likely = voice("，很可能", ", likely") if finding.certainty.value == "likely" else ""
        name = f"{finding.code} {finding.name}"
        yield f"{name} {word}{likely}{since}{_elsewhere(finding, one, voice)}"
        yield finding.message if voice.language is Language.CHINESE else finding.message_en
        if finding.expected:
            yield voice(f"改为：{finding.expected}", f"should be: {finding.expected}")


def _elsewhere(finding: Diagnostic, one: Subject, voice: Voice) -> str:
    """Return where the finding is marked, where that is not in the line of what is explained."""
    at = voice.place(finding.span)
    same = at.split(":")[0] == voice.place(one.span).split(":")[0]
    return "" if same else voice(f"，标在 {at}", f", marked at {at}")


def _name(ruling: Ruling, voice: Voice) -> str:
    name = ruling.rule.code
    if ruling.stance is Stance.ELSEWHERE:
        places = dict.fromkeys(voice.place(each.span) for each in ruling.findings)
        return f"{name}{voice.in_brackets(next(iter(places)))}"
    return name


def _by_reason(rulings: list[Ruling], label: Pair, voice: Voice) -> Iterator[str]:
    groups: dict[Silence | Unchecked, list[Ruling]] = {}
    for each in rulings:
        if each.why is not None:
            groups.setdefault(each.why, []).append(each)
    said = []
    for reason, silent in groups.items():
        codes = voice.comma.join(each.rule.code for each in silent)
        said.append(f"{why(reason, voice.language)}{voice('：', ': ')}{codes}")
    if said:
        yield from voice.lines(label, *said)
