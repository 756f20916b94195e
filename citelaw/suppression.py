"""Decides which findings are not reported (抑制), and which suppressions do nothing (CL902).

Three ways to say it: a comment in the list (``citelaw.directive``), an answer in the annotated copy
of a workbook (``Answer``), an entry of the configuration (``SuppressEntry``). None counts without a
rule and a reason, and what does not count is said: nothing goes in silence. Spans index the source.
Time is linear in comments and findings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from typing import NamedTuple

from citelaw.directive import Directive, directives
from citelaw.identity import id_in_file, normalise, numbered
from citelaw.model import (
    Answer,
    Diagnostic,
    Document,
    FileReport,
    Rule,
    Suppressed,
    SuppressedBy,
)
from citelaw.rules import all_rules, rule_crashed, unused_suppression
from citelaw.rules._finding import joined
from citelaw.selection import OWN, Labels
from citelaw.settings import SuppressEntry
from citelaw.span import LineIndex, Span
from citelaw.words import Words

VERBS = ("ignore", "ignore-next-line", "ignore-start", "ignore-end", "ignore-file")
_CRASHED = rule_crashed.CODE[0]
_OWN = unused_suppression.CODE[0]
_LONGEST_LABEL = 40
"""Characters of somebody's words that a message shows."""


def in_text_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings in the order in which they are reported."""
    return tuple(sorted(findings, key=lambda one: (one.span, one.code, one.message)))


@cache
def labels() -> Labels:
    """Return what the labels of the rules mean."""
    return Labels({rule.code: rule.name for rule in all_rules()}, OWN)


@lru_cache(maxsize=1024)
def codes_of(label: str) -> frozenset[str]:
    """Return the codes of the rules that a name, a code or its beginning (CL1) stands for.

    Nobody suppresses every rule in one word: neither ALL nor CL stands for any here.
    """
    return frozenset() if labels().root(label) == labels().root("ALL") else labels().find(label)


_EVERY_RULE = Words(
    "抑制要写明是哪条规则，不能用一个词抑制全部规则，这一项未起作用。",
    "A suppression names its rules; one word for all suppresses nothing.",
)


def _no_such_rule(label: str) -> Words:
    if labels().root(label) == labels().root("ALL"):
        return _EVERY_RULE
    near, label = labels().nearest(label), _shown(label)
    chinese, english = (f"，最接近的是 {near}", f" ({near} may be meant)") if near else ("", "")
    return Words(
        f"没有规则 {label}{chinese}，这一项未起作用。",
        f"There is no rule “{label}”{english}; it suppresses nothing.",
    )


def _shown(text: str) -> str:
    """Return what somebody wrote as it may stand in a message."""
    text = "".join(filter(str.isprintable, text))
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"


# ---------------------------------------------------------------- findings and their parts


class Outcome(NamedTuple):
    """What of the findings in a document is reported, and what is not."""

    reported: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...] = ()


def _divided(
    findings: Iterable[Diagnostic],
    how: SuppressedBy,
    reason_for: Callable[[Diagnostic], str | None],
) -> Outcome:
    """Return what is left of the findings and what is suppressed, each with the reason for it.

    Of a finding that stands for several of one cause each is asked about.
    """
    reported: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    for one in findings:
        left: list[Diagnostic] = []
        gone: list[Diagnostic] = []
        why = ""
        for part in one.parts or (one,):
            reason = reason_for(part)
            (left if reason is None else gone).append(part)
            why = why or reason or ""
        if left:
            reported.append(_only(one, left))
        if gone:
            suppressed.append(Suppressed(_only(one, gone), how, why))
    return Outcome(tuple(reported), tuple(suppressed))


def _only(one: Diagnostic, kept: list[Diagnostic]) -> Diagnostic:
    """Return what a finding is where it stands for ``kept`` only; it stays the same finding."""
    if len(kept) == len(one.parts) or not one.parts:
        return one
    first, *others = kept
    _, message, message_en, _ = one.related[-1]
    fewer = joined(first, others, message, message_en) if others else first
    return fewer._replace(identity=one.identity)


# ---------------------------------------------------------------- comments in the list


class _Claim:
    """One rule label of one comment: what it stands for, and whether it suppressed anything.

    ``by`` is the claim that comes before this one where both reach.
    """

    __slots__ = ("by", "codes", "directive", "label", "used")

    def __init__(self, directive: Directive, label: str, codes: frozenset[str]) -> None:
        self.directive = directive
        self.label = label
        self.codes = codes
        self.used = False
        self.by: _Claim | None = None


class _Comments:
    """The comments of a document: what each reaches, and what is wrong with them.

    Of comments that reach the same place with the same rule the widest takes the finding, and
    of equal ones the first.
    """

    def __init__(self, document: Document, found: tuple[Directive, ...]) -> None:
        self.faults: list[tuple[Span, Words]] = []
        self._source = document.source
        self._lines = LineIndex(document.source)
        self._claims: list[_Claim] = []
        self._of_file: dict[str, _Claim] = {}
        self._of_block: dict[str, list[tuple[int, int, _Claim]]] = {}
        self._of_line: dict[tuple[int, str], _Claim] = {}
        ends = self._paired(found)
        next_line = self._next_lines(found)
        for one in found:
            for claim in self._read(one, ends):
                self._claims.append(claim)
                self._reach(claim, ends, next_line)

    def _paired(self, found: tuple[Directive, ...]) -> dict[Span, int]:
        """Return where the block of each ``ignore-start`` ends; the innermost ends first."""
        ends: dict[Span, int] = {}
        opened: list[Span] = []
        for one in found:
            if one.verb == "ignore-start":
                opened.append(one.span)
            elif one.verb == "ignore-end" and opened:
                ends[opened.pop()] = one.span.start
            elif one.verb == "ignore-end":
                self.faults.append((one.span, _NO_START))
        return ends

    def _next_lines(self, found: tuple[Directive, ...]) -> dict[int, int]:
        """Return the line that follows each line of nothing but a comment, such lines left out."""
        alone = {self._line(one.span.start) for one in found if one.alone}
        following: dict[int, int] = {}
        for line in sorted(alone, reverse=True):
            following[line] = following.get(line + 1, line + 1)
        return following

    def _line(self, offset: int) -> int:
        return self._lines.location(offset)[0]

    def _read(self, one: Directive, ends: dict[Span, int]) -> Iterator[_Claim]:
        """Yield what a comment claims; what makes it void is a fault."""
        fault = _fault(one)
        if one.verb == "ignore-start" and fault is None and one.span not in ends:
            fault = _NO_END
        if fault is not None:
            self.faults.append((one.span, fault))
        if fault is not None or one.verb == "ignore-end":
            return
        for label in dict.fromkeys(one.labels or ()):
            codes = codes_of(label)
            if not codes:
                self.faults.append((one.span, _no_such_rule(label)))
            elif codes == {_OWN}:
                self.faults.append((one.span, _NOT_ITSELF))
            else:
                yield _Claim(one, label, codes - {_OWN})

    def _reach(self, claim: _Claim, ends: dict[Span, int], next_line: dict[int, int]) -> None:
        """Enter a claim where it reaches, unless another reaches there already."""
        one = claim.directive
        line = self._line(one.span.start)
        for code in claim.codes:
            if one.verb == "ignore-file":
                before = self._of_file.setdefault(code, claim)
            elif one.verb == "ignore-start":
                blocks = self._of_block.setdefault(code, [])
                before = blocks[-1][2] if blocks and one.span.start < blocks[-1][1] else claim
                if before is claim:
                    blocks.append((one.span.end, ends[one.span], claim))
            else:
                at = next_line.get(line, line + 1) if one.verb == "ignore-next-line" else line
                before = self._of_line.setdefault((at, code), claim)
            if before.directive is not one:
                claim.by = before

    def take(self, code: str, place: Span) -> str | None:
        """Return the reason not to report ``code`` at ``place``; None where there is none."""
        claims = list(self._reaching(code, place))
        if not claims:
            return None
        first = claims[0]
        first.used = True
        for other in claims[1:]:
            if other.directive is not first.directive:
                other.by = first
        return first.directive.reason

    def _reaching(self, code: str, place: Span) -> Iterator[_Claim]:
        if code in self._of_file:
            yield self._of_file[code]
        blocks = self._of_block.get(code, ())
        at = bisect_right(blocks, place.start, key=lambda block: block[0]) - 1
        if at >= 0 and place.start < blocks[at][1]:
            yield blocks[at][2]
        if self._of_line:
            last = max(place.start, place.end - 1)
            for line in range(self._line(place.start), self._line(last) + 1):
                if (line, code) in self._of_line:
                    yield self._of_line[line, code]

    def idle(self, ran: frozenset[str]) -> Iterator[tuple[Span, Words]]:
        """Yield the claims that suppressed nothing, though one of their rules was run."""
        alike: dict[tuple[Directive, int], list[str]] = {}
        for claim in self._claims:
            if not claim.used and claim.codes & ran:
                by = claim.by.directive.span.start if claim.by and claim.by.used else -1
                alike.setdefault((claim.directive, by), []).append(claim.label)
        for (one, by), labels in alike.items():
            yield one.span, self._why_idle(one, _shown("、".join(labels)), by)

    def _why_idle(self, one: Directive, label: str, by: int) -> Words:
        """Return why ``label`` of a comment does nothing; ``by`` is where one before it starts."""
        if by >= 0:
            line = self._line(by)
            return Words(
                f"{label} 的问题已由第 {line} 行的注释抑制，这条注释多余。",
                f"What {label} marks here is suppressed by the comment in line {line} already.",
            )
        if one.verb == "ignore" and one.alone:
            return Words(
                f"抑制 {label} 的注释独占一行，没有可抑制的问题，抑制下一行应写 ignore-next-line。",
                f"The comment on {label} is alone in its line; ignore-next-line reaches the next.",
            )
        place = _PLACES[one.verb]
        return Words(
            f"{place.chinese}没有 {label} 的问题，这条抑制已不需要。",
            f"There is no finding of {label} {place.english}; the suppression is not needed.",
        )


_PLACES = {
    "ignore": Words("本行", "in this line"),
    "ignore-next-line": Words("下一行", "in the next line"),
    "ignore-start": Words("本段", "in this block"),
    "ignore-file": Words("本文件", "in this file"),
}
_NO_START = Words(
    "ignore-end 之前没有与它相配的 ignore-start，未起作用。",
    "No ignore-start stands before this ignore-end.",
)
_NO_END = Words(
    "ignore-start 之后没有与它相配的 ignore-end，未起作用。",
    "No ignore-end follows this ignore-start; it suppresses nothing.",
)
_NOT_CLOSED = Words(
    "抑制注释没有在同一行以 --> 结束，未起作用。",
    "The comment is not closed by --> in its line; it suppresses nothing.",
)
_NO_RULE = Words(
    "抑制注释没有在方括号内写明规则，未起作用，应写作 ignore[CL101] 理由。",
    "The comment names no rule in brackets; it suppresses nothing.",
)
_NO_REASON = Words(
    "抑制注释没有写明理由，未起作用，理由写在方括号之后。",
    "The comment gives no reason behind the brackets; it suppresses nothing.",
)
_NOT_ITSELF = Words(
    "unused-suppression 不能用注释抑制，可用 --ignore 关闭。",
    "unused-suppression cannot be suppressed by a comment; --ignore turns it off.",
)


def _fault(one: Directive) -> Words | None:
    """Return why a comment counts for nothing, None where it counts."""
    if not one.closed:
        return _NOT_CLOSED
    if one.verb not in VERBS:
        from difflib import get_close_matches  # lazy: 2 ms

        near = get_close_matches(one.verb, VERBS, 1) or ["、".join(VERBS)]
        return Words(
            f"citelaw 注释没有 {one.verb or '空白'} 这种写法，应为 {near[0]}，未起作用。",
            f"There is no comment {f'“{one.verb}”' if one.verb else 'without a verb'}; "
            f"“{near[0]}” may be meant.",
        )
    if one.verb == "ignore-end":
        return None
    if not one.labels:
        return _NO_RULE
    return None if one.reason else _NO_REASON


# ---------------------------------------------------------------- entries of the configuration


@lru_cache(maxsize=256)
def _named(entry: SuppressEntry) -> Words:
    parts = [_shown(part) for part in (entry.file, entry.rule, entry.text) if part]
    return Words(
        f"配置的抑制条目（{'，'.join(parts)}）",
        f"The entry “{', '.join(parts)}” of the configuration",
    )


def _void(entry: SuppressEntry, as_of: date) -> Words | None:
    """Return why an entry counts for nothing, None where it counts."""
    named, english = _named(entry)
    if not codes_of(entry.rule):
        why = _no_such_rule(entry.rule)
        return Words(f"{named}：{why.chinese}", f"{english}: {why.english}")
    if not entry.reason.strip():
        return Words(
            f"{named}没有写明理由，未起作用。", f"{english} gives no reason and suppresses nothing."
        )
    if entry.expires is not None and entry.expires < as_of:
        return Words(
            f"{named}已于 {entry.expires} 到期，未起作用。",
            f"{english} expired on {entry.expires} and suppresses nothing.",
        )
    return None


def _matches(entry: SuppressEntry, one: Diagnostic) -> bool:
    """Return whether a finding is what an entry means."""
    if one.code not in codes_of(entry.rule) or one.code == _OWN:
        return False
    if not entry.text:
        return True
    wanted = normalise(entry.text)
    return wanted in normalise(one.cited) or wanted in normalise(one.raw)


def settled(
    files: Sequence[FileReport],
    entries: tuple[SuppressEntry, ...],
    rules: Sequence[Rule],
    as_of: date,
    *,
    whole: bool = True,
) -> tuple[FileReport, ...]:
    """Return the files of a run without what the ``entries`` suppress.

    An entry is judged over the whole run: that it does nothing is a finding on the first file that
    it is about; of an entry that is about no file of the run nothing is said, and of none where
    ``files`` are not the ``whole`` run.
    """
    ran = frozenset(rule.code for rule in rules)
    done = list(files)
    for entry in entries:
        about = [
            at
            for at, one in enumerate(files)
            if one.source is not None and entry.is_about(one.path)
        ]
        fault = _void(entry, as_of)
        if fault is None:
            before = [done[at] for at in about]
            for at in about:
                done[at] = _by_entry(entry, done[at])
            met = any(_meets(entry, one) for one in before)
            judged = codes_of(entry.rule) & ran and not any(map(_has_crash, before))
            fault = _idle(entry) if judged and not met else None
        if fault is not None and whole and about and _OWN in ran:
            done[about[0]] = _with_fault(done[about[0]], fault)
    return tuple(done)


def _by_entry(entry: SuppressEntry, file: FileReport) -> FileReport:
    """Return a file without what an entry suppresses in it."""
    kept, gone = _divided(file.diagnostics, SuppressedBy.CONFIG, partial(_reason, entry))
    return file._replace(diagnostics=in_text_order(kept), suppressed=(*file.suppressed, *gone))


def _reason(entry: SuppressEntry, one: Diagnostic) -> str | None:
    return entry.reason if _matches(entry, one) else None


def _meets(entry: SuppressEntry, file: FileReport) -> bool:
    """Return whether a file has what an entry means, suppressed already or not."""
    return any(_matches(entry, part) for one in _all(file) for part in one.parts or (one,))


def _all(file: FileReport) -> Iterator[Diagnostic]:
    yield from file.diagnostics
    for gone in file.suppressed:
        yield gone.diagnostic


def _idle(entry: SuppressEntry) -> Words:
    named, english = _named(entry)
    return Words(f"{named}没有可抑制的问题，已不需要。", f"{english} suppresses nothing.")


def _with_fault(file: FileReport, words: Words) -> FileReport:
    found = unused_suppression.unused(None, Span(0, 0), *words)
    return file._replace(diagnostics=in_text_order((*file.diagnostics, *numbered([found]))))


def _has_crash(file: FileReport) -> bool:
    """Return whether a rule crashed on the file: then nobody knows what it would have found."""
    return any(one.code == _CRASHED for one in _all(file))


# ---------------------------------------------------------------- one document


def by_comments(
    document: Document, findings: tuple[Diagnostic, ...], rules: Sequence[Rule]
) -> Outcome:
    """Return ``findings`` as the comments in the document want them, and the faults of those.

    Args:
        document: the list with its comments.
        findings: what ``rules`` found in it, in text order.
        rules: the rules that were run; of a comment on another rule nothing is said.
    """
    found = directives(document.source)
    if not found:
        return Outcome(tuple(numbered(findings)))
    comments = _Comments(document, found)
    reported, suppressed = _divided(
        numbered(findings), SuppressedBy.COMMENT, lambda one: comments.take(one.code, one.span)
    )
    ran = frozenset(rule.code for rule in rules)
    faults = list(comments.faults)
    if not any(one.code == _CRASHED for one in findings):
        faults += comments.idle(ran)
    if _OWN in ran:
        own = (unused_suppression.unused(document, span, *words) for span, words in faults)
        reported += tuple(numbered(in_text_order(own)))
    return Outcome(in_text_order(reported), suppressed)


# ---------------------------------------------------------------- answers in a copy


def by_answers(
    document: Document, outcome: Outcome, answers: Sequence[Answer], rules: Sequence[Rule]
) -> Outcome:
    """Return what is left of ``outcome`` after what was answered (不采纳) to an earlier round.

    An answer is known by the id that a finding has within its file, so that the copy may be called
    anything. One without a reason counts for nothing, and is said where its finding stands. Of one
    whose finding is gone nothing is said: the next copy does not hold it any more.

    Args:
        document: the list.
        outcome: its findings, with their identities.
        answers: what was answered, the last word last.
        rules: the rules that were run.
    """
    if not answers:
        return outcome
    last = {one.id: one for one in answers}
    reasons = {one.id: one.reason.strip() for one in last.values() if not one.taken}
    left: list[Diagnostic] = []
    gone: list[Suppressed] = []
    faults: list[Diagnostic] = []
    for one in outcome.reported:
        reason = None if one.code == _OWN else reasons.get(id_in_file(one))
        if reason:
            gone.append(Suppressed(one, SuppressedBy.ANSWER, reason))
            continue
        left.append(one)
        if reason is not None:
            fault = unused_suppression.unused(document, one.span, *_unreasoned(one))
            faults.append(fault._replace(place=one.place))
    if _OWN in {rule.code for rule in rules}:
        left += numbered(in_text_order(faults))
    return Outcome(in_text_order(left), (*outcome.suppressed, *gone))


def _unreasoned(one: Diagnostic) -> Words:
    return Words(
        f"对这一处 {one.code} 答复了“不采纳”，没有写明理由，未起作用，理由写在答复右边一栏。",
        f"{one.code} here was answered 不采纳 without a reason, which counts for nothing; write it "
        "in the column to the right of the answer.",
    )
