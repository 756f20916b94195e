"""Statutes in the Markdown of LawRefBook: ``# `` title, history, INFO END, then the text.

The number of marks before a heading says nothing of its level there; 编 章 节 do.
"""

from __future__ import annotations

import html
import re

from citelaw.registry.building.corpus import FormatError
from citelaw.registry.convert._compose import split_name, statute
from citelaw.registry.convert._lines import BREAK, Head, clean, read_head, squeeze
from citelaw.registry.convert._source import check_lines, decode

_INFO_END = re.compile(r"<!--\s{0,9}INFO END\s{0,9}-->")
_COMMENT = re.compile(r"<!--(?!\s{0,9}FORCE BREAK)[^<>]{0,400}-->")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_MARKS = re.compile(r"^\s{0,9}(?:#{1,6}|>)\s{0,9}")
_RULE = re.compile(r"[\s|:*_-]{1,999}")


def convert(content: bytes, file: str) -> str:
    """Return the statute in the corpus format.

    Raises:
        FormatError: it cannot be used.
    """
    text = decode(content)
    check_lines(text.split("\n"))
    parts = _INFO_END.split(text, maxsplit=1)
    if len(parts) == 1:
        return statute(read_head(_lines(text), split_name(file)[0]), file)
    head = _lines(parts[0])
    if not head:
        raise FormatError(1, "认不出标题，应在第一行")
    title, *history = head
    return statute(
        Head(title=squeeze(title), history=tuple(history), rest=tuple(_lines(parts[1]))),
        file,
    )


def _lines(text: str) -> list[str]:
    """Return the paragraphs without the marks of Markdown."""
    plain = html.unescape(_BREAK.sub("\n", _COMMENT.sub("", text)))
    lines = (_MARKS.sub("", line).replace("**", "") for line in plain.split("\n"))
    lines = (BREAK if "FORCE BREAK" in line else line for line in lines)
    return clean([line for line in lines if not _RULE.fullmatch(line)])
