"""Statutes as Word files (.docx) in the layout of the official database of laws.

The visible text of the body alone is read, paragraph by paragraph, as of any list in Word; what
stands in notes and in the headers of pages is no text of the statute.
"""

from __future__ import annotations

from citelaw.errors import ReadError
from citelaw.registry.building.corpus import FormatError
from citelaw.registry.convert._compose import split_name, statute
from citelaw.registry.convert._lines import clean, read_head
from citelaw.registry.convert._source import check_lines

_BESIDE = ("脚注", "尾注", "页眉", "页脚")
_ZIP = b"PK"


def convert(content: bytes, file: str) -> str:
    """Return the statute in the corpus format.

    Raises:
        FormatError: it cannot be used.
    """
    lines = "\n".join(_paragraphs(content, file)).split("\n")
    check_lines(lines)
    kept = clean(lines)
    if not kept:
        raise FormatError(1, "文件里没有文字")
    return statute(read_head(kept, split_name(file)[0]), file)


def _paragraphs(content: bytes, file: str) -> list[str]:
    """Return the visible text of every paragraph, those in tables and text boxes too."""
    from citelaw.office.docx import FORMAT  # lazy: only for this format

    if not content.startswith(_ZIP):
        raise FormatError(1, "不是 .docx 文件，或者文件已损坏")
    try:
        shown = FORMAT.open(content, file)
    except ReadError as error:
        raise FormatError(1, error.words.chinese.removeprefix(f"{file}：")) from error
    return [
        shown.source[unit.start : unit.end]
        for unit in shown.units
        if not unit.address.startswith(_BESIDE)
    ]
