"""What a Word document shows: its text, its layout, what a reader should know of."""

from __future__ import annotations

from citelaw.office._addresses import counted
from citelaw.office._opened import Opened
from citelaw.office.docx._package import Package
from citelaw.office.docx._walk import Counts, walk
from citelaw.words import Words


def read(data: bytes, name: str) -> Opened:
    """Read a Word document.

    Raises:
        ReadError: it is damaged, has a password, holds macros, or is too large.
    """
    text = walk(Package(data, name))
    return Opened(
        source=text.source, blocks=text.blocks, units=text.units, notes=_notes(text.counts)
    )


def _notes(counts: Counts) -> tuple[Words, ...]:
    found = (
        (
            counts.pictures,
            "有 {} 处图片或者嵌入的对象，其中的文字没有检查。",
            "pictures or embedded objects: {}; words in them were not checked.",
        ),
        (
            counts.deleted,
            "修订中删除的内容有 {} 处，没有检查；插入的内容按已经接受检查。",
            "tracked deletions: {}, not checked; insertions were checked as if accepted.",
        ),
        (
            counts.own,
            "citelaw 写入的修订有 {} 处没有接受，按原文检查。",
            "corrections by citelaw not accepted yet: {}; the text before them was checked.",
        ),
        (
            counts.hidden,
            "隐藏的文字或者表格行有 {} 处，也作了检查。",
            "hidden texts or rows: {}, checked all the same.",
        ),
        (
            counts.chunks,
            "有 {} 处插入的其他文件，没有检查。",
            "other files put into it: {}, not checked.",
        ),
    )
    return counted(found)
