"""What a person calls the paragraphs and tables of a document, and how often it holds what."""

from __future__ import annotations

from collections.abc import Iterable

from citelaw.words import Words


def paragraph_address(prefix: str, number: int, *, cell: bool) -> str:
    """Return the address of a paragraph of what is called ``prefix``; "" is the body.

    Numbers count from 1. In a cell all say theirs, elsewhere the first of a place has its name.
    """
    if cell:
        return f"{prefix} 段{number}"
    if prefix and number == 1:
        return prefix
    return f"{prefix} 第{number}段".lstrip()


def table_address(prefix: str, number: int, *, cell: bool) -> str:
    """Return the address of a table: 表2, in a cell 表2 第3行第8列 内表1."""
    return f"{prefix} {'内' if cell else ''}表{number}".lstrip()


def counted(found: Iterable[tuple[int, str, str]]) -> tuple[Words, ...]:
    """Return the sentences, Chinese and English, whose count is not 0, with that count put in."""
    return tuple(
        Words(chinese.format(count), english.format(count))
        for count, chinese, english in found
        if count
    )
