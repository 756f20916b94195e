"""The manual (规则说明): what the module of each rule opens with, read without running the rules.

The first line of a page is ``CL205 version-outdated (warning, list, prose)``: code, name, default
severity; then the profiles that the rule speaks in, where it does not in all; ``off`` where it runs
only if selected. A test holds it equal to what the rule says of itself.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from citelaw.discovery import docstrings
from citelaw.errors import ReportError
from citelaw.pattern import Pattern

PROFILES = ("list", "judgment", "prose")
"""The values of ``model.Profile``, which would take 18 ms to load."""

_HEAD = Pattern(r"(CL[0-9]{3}) ([a-z-]{1,40}) \(([a-z, ]{1,60})\)\n")
_PART = Pattern(r"(?m)^(\S[^\n]{0,20})\n((?: {4}[^\n]*\n|[ \t]*\n)+)")
_INDENT = Pattern(r"(?m)^ {4}")
_FINDS = Pattern(r"(?m)^找什么：([^\n]+)")
_ENGLISH = Pattern(r"(?m)^English: ([^\n]+(?:\n[^\n]+){0,2})")
_LATIN = Pattern(r"(?<=[A-Za-z])\n(?=\w)|(?<=\w)\n(?=[A-Za-z])")
_BETWEEN = Pattern(r"\n[ \t]*\n")


class RulePage(NamedTuple):
    """The manual page of a rule.

    ``code``, ``name``, ``severity``, ``profiles`` and ``on`` are those of ``model.Rule``, the
    values in place of the members. ``finds`` is one sentence; ``wrong`` and ``right`` hold the
    examples as they stand there, the marked spans in ⟦ ⟧ with their correction after →;
    ``evidence`` says what the rule needs and when it stays silent; ``summary`` is the English line.
    A part that the page lacks is empty.
    """

    code: str
    name: str
    severity: str
    profiles: tuple[str, ...]
    on: bool
    finds: str
    why: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    evidence: str
    summary: str


class _Text(NamedTuple):
    """A page as it stands in its module: the parts of its first line, and the whole."""

    code: str
    name: str
    how: str
    whole: str


def names() -> dict[str, str]:
    """Return the name of each rule by its code, in order of the codes.

    Raises:
        ReportError: the installation lacks the manual.
    """
    return {text.code: text.name for text in _texts()}


def pages(codes: Collection[str] | None = None) -> tuple[RulePage, ...]:
    """Return the pages of the rules ``codes``, by default of all, in order of the codes.

    Raises:
        ReportError: the installation lacks the manual.
    """
    return tuple(_page(text) for text in _texts() if codes is None or text.code in codes)


@cache
def _texts() -> tuple[_Text, ...]:
    found = []
    for module, text in docstrings("citelaw.rules").items():
        head = _HEAD.match(text)
        if head is None:
            raise ReportError(
                f"规则 {module} 的说明读不到：安装的 citelaw 没有源文件，又用 python -OO 运行；"
                "去掉 -OO，或者重新安装。",
                f"the page of rule {module} is not there: this citelaw has no source files and "
                "runs under python -OO; leave -OO out, or install it again.",
            )
        found.append(_Text(head[1], head[2], head[3], f"{text.strip()}\n"))
    return tuple(sorted(found))


def _page(text: _Text) -> RulePage:
    severity, *words = text.how.split(", ")
    parts = {found[1]: _INDENT.sub("", found[2]).strip() for found in _PART.finditer(text.whole)}
    finds, english = _FINDS.search(text.whole), _ENGLISH.search(text.whole)
    return RulePage(
        code=text.code,
        name=text.name,
        severity=severity,
        profiles=tuple(word for word in words if word != "off") or PROFILES,
        on="off" not in words,
        finds=finds[1] if finds else "",
        why=_joined(parts.get("为什么", "")),
        wrong=_examples(parts.get("错误", "")),
        right=_examples(parts.get("正确", "")),
        evidence=_joined(parts.get("依据", "")),
        summary=" ".join(english[1].split()) if english else "",
    )


def _joined(text: str) -> str:
    """Return a paragraph without the line breaks that the width of the file asks for.

    Chinese needs no blank in their place; a name in Latin letters has one on either side.
    """
    return _LATIN.sub(" ", text).replace("\n", "")


def _examples(text: str) -> tuple[str, ...]:
    return tuple(block.strip() for block in _BETWEEN.split(text) if block.strip())
