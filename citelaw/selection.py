"""Tells which rules the labels of a user mean, and which rules run by them.

A label is a code (CL401), a name, the beginning of codes (CL4, CL40, CL) or ALL, which is CL in
another word. Where two labels disagree on a rule the longer code wins; a name is as long as its
code. Whatever is selected runs, also a rule that is off by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from citelaw.errors import SettingsError
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.model import Severity
    from citelaw.settings import FileRules, RuleSeverity, Selection

OWN = {"CL901": "rule-crashed", "CL902": "unused-suppression"}
"""The names of the findings on citelaw's own work, by code."""

_EVERY = "CL"
_ALL = "ALL"
_LONGEST_LABEL = 40
"""Of a longer word nobody guesses which rule was meant."""


class Labels:
    """The codes and names of the rules, and what a label means.

    Args:
        rules: the name of each rule by its code.
        own: the name of each finding that no rule makes, by its code.
    """

    def __init__(self, rules: Mapping[str, str], own: Mapping[str, str]) -> None:
        names = {**rules, **own}
        self.own = frozenset(own)
        self._codes = tuple(names)
        self._code_of = {name: code for code, name in names.items()} | {_ALL.casefold(): _EVERY}

    def root(self, label: str) -> str:
        """Return the code, or the beginning of codes, that a label stands for."""
        word = label.strip()
        return self._code_of.get(word.casefold(), word.upper())

    def find(self, label: str) -> frozenset[str]:
        """Return the codes of the rules that ``label`` means, none where there is no such rule."""
        root = self.root(label)
        if not root.startswith(_EVERY):
            return frozenset()
        return frozenset(code for code in self._codes if code.startswith(root))

    def codes(self, label: str, key: str, source: str) -> frozenset[str]:
        """Return the codes of the rules that ``label`` means.

        Args:
            label: what the user wrote.
            key: the key or option that it stands in, for the message.
            source: the file that says so, for the message.

        Raises:
            SettingsError: there is no such rule; the message names the nearest.
        """
        found = self.find(label)
        if not found:
            raise self._unknown(label, key, source)
        return found

    def ignored(self, label: str, key: str, source: str) -> frozenset[str]:
        """Return the codes that ``label`` silences: ALL means the rules, not citelaw's own words.

        Raises:
            SettingsError: there is no such rule.
        """
        kept = self.own if self.root(label) == _EVERY else frozenset()
        return self.codes(label, key, source) - kept

    def nearest(self, label: str) -> str | None:
        """Return the name or code that ``label`` resembles most, None where none is near."""
        from difflib import get_close_matches  # lazy: 2 ms

        word = label.strip().casefold()
        if len(word) > _LONGEST_LABEL:
            return None
        known = {one.casefold(): one for one in (*self._codes, *self._code_of)}
        near = get_close_matches(word, known, n=5, cutoff=0.5)
        near.sort(key=lambda one: one[:3] != word[:3])  # CL410: rather CL401 than CL110
        return known[near[0]] if near else None

    def _unknown(self, label: str, key: str, source: str) -> SettingsError:
        near = self.nearest(label)
        hint, english = (f"最接近的是 {near}；", f" ({near} is nearest)") if near else ("", "")
        where = _where(source)
        return SettingsError(
            f"{where.chinese}{key} 里写的“{label}”没有这条规则，{hint}"
            "citelaw rule --all 列出全部规则。",
            f"{where.english}{key}: there is no rule “{label}”{english}; citelaw rule --all lists "
            "them all.",
        )


def _where(source: str) -> Words:
    return Words(f"{source}：", f"{source}: ") if source else Words("", "")


def selected(
    labels: Labels, selections: Sequence[Selection], default: Iterable[str]
) -> frozenset[str]:
    """Return the codes of the rules that run, and of citelaw's own findings that are reported.

    A selection with ``select`` starts anew; others change what those before them chose. What
    citelaw says of its own work (CL901) stays where other rules are selected, or all ignored; it
    is left out where it is named.

    Args:
        labels: all rules.
        selections: the lowest first.
        default: the codes of the rules that run where nothing is said.

    Raises:
        SettingsError: a label means no rule; one place both selects and ignores the same; no rule
            is left.
    """
    chosen = {*default, *labels.own}
    for one in selections:
        changes = _changes(labels, one)
        if one.select:
            chosen &= labels.own
        for code, on in changes.items():
            (chosen.add if on else chosen.discard)(code)
    if chosen <= labels.own:
        where = _where(selections[-1].source if selections else "")
        raise SettingsError(
            f"{where.chinese}没有选中任何规则，什么也不会检查；改写 select 或 ignore。",
            f"{where.english}no rule is selected, so nothing would be checked; change select or "
            "ignore.",
        )
    return frozenset(chosen)


def _changes(labels: Labels, one: Selection) -> dict[str, bool]:
    """Return what a selection says of each rule: the shorter labels first, ``ignore`` last."""
    _demand_no_contradiction(labels, one)
    said = [(label, "select", True) for label in one.select]
    said += [(label, "extend-select", True) for label in one.extend_select]
    said += [(label, "ignore", False) for label in one.ignore]
    said.sort(key=lambda word: (len(labels.root(word[0])), not word[2]))
    changes: dict[str, bool] = {}
    for label, key, on in said:
        meaning = labels.codes if on else labels.ignored
        changes |= dict.fromkeys(meaning(label, key, one.source), on)
    return changes


def _demand_no_contradiction(labels: Labels, one: Selection) -> None:
    """Demand that no label is both selected and ignored."""
    roots = {labels.root(label) for label in one.ignore}
    for label in (*one.select, *one.extend_select):
        if labels.root(label) in roots:
            where = _where(one.source)
            raise SettingsError(
                f"{where.chinese}{label} 既要检查（select）又要忽略（ignore）；删去一处。",
                f"{where.english}{label} is both selected and ignored; delete one of the two.",
            )


def severities(labels: Labels, changes: Iterable[RuleSeverity]) -> dict[str, Severity]:
    """Return the severity of each rule of which ``changes`` speak; of equal labels the last counts.

    Raises:
        SettingsError: a label means no rule.
    """
    ordered = sorted(changes, key=lambda one: len(labels.root(one.rule)))
    return {
        code: one.severity
        for one in ordered
        for code in labels.codes(one.rule, "severity", one.source)
    }


def silent_in_files(
    labels: Labels, entries: Iterable[FileRules]
) -> tuple[tuple[FileRules, frozenset[str]], ...]:
    """Return each entry of ``per_file_ignores`` with the codes of its rules.

    Raises:
        SettingsError: a label means no rule.
    """
    return tuple(
        (
            one,
            frozenset().union(
                *(labels.ignored(label, "per-file-ignores", one.source) for label in one.rules)
            ),
        )
        for one in entries
    )
