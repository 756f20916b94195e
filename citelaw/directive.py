"""Comments in a list that speak to citelaw: ``<!-- citelaw: ignore[CL101] 理由 -->``.

Here they are only found and taken apart; ``citelaw.suppression`` says what they mean, and the
readers take them out, so that no reason is read as a citation. All spans index the source. A
comment stands on one line: what is not closed there is no comment, so that nothing behind a
forgotten ``-->`` is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from citelaw.pattern import Pattern
from citelaw.span import Span

_WORD = "itelaw"
_TOKEN = Pattern(
    r"""
    <! (?: -- | [–—]{1,2} )                       # word processors make a dash of two hyphens
      [ \t\u3000]{0,8} [Cc]itelaw [ \t\u3000]{0,8} (?: [:：] | (?=ignore) )
  | (?: -- | [–—]{1,2} ) >
  | [\r\n]
    """,
    re.VERBOSE,
)
_BODY = Pattern(
    r"""
    \s* (?P<verb> [A-Za-z-]{0,40} ) \s*
    (?: [\[［【] (?P<labels> [^\[\]［］【】]{0,2000} ) [\]］】] )?
    [\s:：]* (?P<reason> .* )
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMA = Pattern(r"[\s,，、;；]+")
_BLANK = " \t\u3000"
_LINE_END = "\r\n"


class Directive(NamedTuple):
    """A comment to citelaw.

    ``verb`` is what it asks for as printed (ignore-next-line); ``labels`` are the names, codes and
    prefixes of rules in its brackets, None where it has no brackets; ``reason`` the words behind
    them. ``alone`` is true where nothing else stands on its line. Where it is not ``closed``, the
    span is that of its opening and the rest is empty.
    """

    span: Span
    verb: str
    labels: tuple[str, ...] | None
    reason: str
    alone: bool
    closed: bool = True


def directives(source: str) -> tuple[Directive, ...]:
    """Return the comments to citelaw in ``source``, in its order.

    >>> [(one.verb, one.labels, one.reason) for one in directives(
    ...     "甲 <!-- citelaw: ignore[CL101、CL5] 原文如此 -->")]
    [('ignore', ('CL101', 'CL5'), '原文如此')]
    """
    if _WORD not in source:
        return ()
    return tuple(_read(source))


def _read(source: str) -> Iterator[Directive]:
    opening: tuple[int, int] | None = None
    for found in _TOKEN.finditer(source):
        opens = found[0].startswith("<")
        if opening is not None:
            if found[0].endswith(">"):
                yield _directive(source, *opening, *found.span())
            else:
                yield Directive(Span(*opening), "", None, "", False, closed=False)
        opening = found.span() if opens else None
    if opening is not None:
        yield Directive(Span(*opening), "", None, "", False, closed=False)


def _directive(source: str, start: int, opened: int, close: int, end: int) -> Directive:
    """Return the comment ``source[start:end]``, whose body is ``source[opened:close]``."""
    body = _BODY.fullmatch(source, opened, close)
    assert body is not None, "every part of the pattern may be empty"
    labels = body["labels"]
    return Directive(
        span=Span(start, end),
        verb=body["verb"],
        labels=None if labels is None else tuple(filter(None, _COMMA.split(labels))),
        reason=body["reason"].strip(),
        alone=_is_alone(source, start, end),
    )


def _is_alone(source: str, start: int, end: int) -> bool:
    """Return whether nothing but blanks stands beside ``source[start:end]`` on its line."""
    while start > 0 and source[start - 1] in _BLANK:
        start -= 1
    while end < len(source) and source[end] in _BLANK:
        end += 1
    opens = start == 0 or source[start - 1] in _LINE_END
    return opens and (end == len(source) or source[end] in _LINE_END)


def extent(source: str, one: Directive) -> Span:
    """Return what is to be left out with a comment: the space that parts it off as well."""
    start, end = one.span
    return Span(start - source.startswith(" ", start - 1, start), end)
