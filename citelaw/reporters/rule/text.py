"""The manual pages for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.manual import RulePage
from citelaw.reporters import Manual
from citelaw.reporters._level import level
from citelaw.reporters._width import wrapped

_WIDTH = 92
"""Columns of a line of prose."""


def render(pages: Sequence[RulePage]) -> bytes:
    """Return the pages one after the other."""
    return ("\n\n\n".join("\n".join(_page(page)) for page in pages) + "\n").encode()


def _page(page: RulePage) -> Iterator[str]:
    yield f"{page.code} {page.name}（{level(page)}）"
    yield ""
    yield f"找什么：{page.finds}"
    yield from _paragraph("为什么", page.why)
    yield from _examples("错误", page.wrong)
    yield from _examples("正确", page.right)
    yield from _paragraph("依据", page.evidence)
    yield ""
    yield f"English: {page.summary}"


def _paragraph(heading: str, text: str) -> Iterator[str]:
    if text:
        yield ""
        yield heading
        yield from (f"    {line}" for line in wrapped(text, _WIDTH))


def _examples(heading: str, examples: Sequence[str]) -> Iterator[str]:
    """The examples as they stand: a line break in them is one of the list."""
    for number, example in enumerate(examples):
        yield ""
        if not number:
            yield heading
        yield from (f"    {line}" for line in example.split("\n"))


MANUAL = Manual(render=render)
