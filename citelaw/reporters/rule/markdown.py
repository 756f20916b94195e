"""The manual as one Markdown document: a table of the rules, then a section each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.manual import RulePage
from citelaw.reporters import Manual
from citelaw.reporters._level import level

_HEAD = "| 编号 | 名称 | 默认级别 | 找什么 |\n| --- | --- | --- | --- |"


def render(pages: Sequence[RulePage]) -> bytes:
    """Return the pages as Markdown."""
    rows = [
        f"| [{one.code}](#{one.code.lower()}-{one.name}) | {one.name} "
        f"| {level(one)} | {one.finds.rstrip('。')} |"
        for one in pages
    ]
    table = ["\n".join([_HEAD, *rows])] if len(pages) > 1 else []
    sections = ["\n\n".join(section(page)) for page in pages]
    return ("\n\n".join([*table, *sections]) + "\n").encode()


def section(page: RulePage) -> Iterator[str]:
    """Yield the blocks of a page: its heading, what it finds, why, the examples, the evidence."""
    yield f"## {page.code} {page.name}"
    yield f"{page.finds}（{level(page)}）"
    yield f"*{page.summary}*"
    if page.why:
        yield f"**为什么** {page.why}"
    for heading, blocks in (("错误", page.wrong), ("正确", page.right)):
        if blocks:
            yield f"**{heading}**"
            yield "\n\n".join(f"```text\n{block}\n```" for block in blocks)
    if page.evidence:
        yield f"**依据** {page.evidence}"


MANUAL = Manual(render=render)
