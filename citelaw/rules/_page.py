"""Reads the manual page that a rule's module opens with."""

from __future__ import annotations

import inspect
import sys

from citelaw.model import Rule, RulePage
from citelaw.pattern import Pattern

_PART = Pattern(r"(?m)^(\S[^\n]{0,20})\n((?: {4}[^\n]*\n|[ \t]*\n)+)")
_INDENT = Pattern(r"(?m)^ {4}")
_FINDS = Pattern(r"^找什么：([^\n]+)")
_ENGLISH = Pattern(r"(?m)^English: ([^\n]+(?:\n[^\n]+){0,2})")
_LATIN = Pattern(r"(?<=[A-Za-z])\n(?=\w)|(?<=\w)\n(?=[A-Za-z])")
_BETWEEN = Pattern(r"\n[ \t]*\n")


def page_of(rule: Rule) -> RulePage:
    """Return the manual page of ``rule``; a part that it lacks is empty."""
    text = (inspect.getdoc(sys.modules[rule.check.__module__]) or "") + "\n"
    parts = {found[1]: _INDENT.sub("", found[2]).strip() for found in _PART.finditer(text)}
    finds, english = _FINDS.search(text), _ENGLISH.search(text)
    return RulePage(
        rule=rule,
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
