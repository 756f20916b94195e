"""Where in a file something stands, for people: line and column of a text, else its address."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from citelaw.model import Diagnostic, FileKind, FileReport, Place, Related, Section, Unit
from citelaw.reporters._words import Words
from citelaw.span import LineIndex, Span

_NAME = 40
"""Characters of the name of an item that are said."""


def is_text(file: FileReport) -> bool:
    """Return whether lines and columns of a file mean something to whoever opens it."""
    return file.facts is None or not isinstance(file.facts.shape, FileKind)


def called(file: FileReport) -> str:
    """Return the path of the file that a report is on: that of the corrected copy, if any."""
    return (file.fixed.copy if file.fixed is not None else "") or file.path


class Where:
    """Says where things stand in one file.

    ``path`` is what the file is called in front of a place.
    """

    __slots__ = ("is_text", "lines", "path")

    def __init__(self, file: FileReport, path: str) -> None:
        self.is_text = is_text(file)
        self.lines = LineIndex(file.source or "")
        self.path = path

    def of(self, one: Diagnostic) -> str:
        """Return where a finding begins: 12:5, Sheet1!I7."""
        return self._at(one.span, one.place.address)

    def of_related(self, one: Related) -> str:
        """Return where another place of a finding begins."""
        return self._at(one.span, one.address)

    def after(self, one: Diagnostic) -> str:
        """Return file and place on one line, for programs: 清单.txt:12:5, 清单.xlsx:Sheet1!I7."""
        return f"{self.path}:{self.of(one)}"

    def named(self, one: Diagnostic) -> str:
        """Return file and place for people: 清单.txt:12:5, 清单.xlsx Sheet1!I7."""
        return f"{self.path}{':' if self.is_text else ' '}{self.of(one)}"

    def line_of(self, one: Diagnostic) -> str:
        """Return the number of the line where a finding begins; of what is no text, its address."""
        return self.of(one).partition(":")[0] if self.is_text else self.of(one)

    def _at(self, span: Span, address: str) -> str:
        if address and not self.is_text:
            return address
        line, column = self.lines.location(span.start)
        return f"{line}:{column}"


def address_at(units: Sequence[Unit], offset: int) -> str:
    """Return the address of the paragraph or cell that an offset is in; "" in a text."""
    at = bisect_right(units, offset, key=lambda one: one.start) - 1
    return units[max(at, 0)].address if units else ""


def addressed(file: FileReport, one: Diagnostic, said: str, words: Words) -> str:
    """Return what is said of a finding, its address first where a line would mean nothing."""
    address = "" if is_text(file) else one.place.address
    return f"{address}{words.colon}{said}" if address else said


def standing(place: Place, words: Words) -> str:
    """Return what a finding stands in, in the list's words: 序号 1，社会保险稽核，设定依据."""
    return words.comma.join(standing_parts(place, words))


def standing_parts(place: Place, words: Words) -> tuple[str, ...]:
    """Return 序号, 事项 and column with its section, as far as they are known."""
    row = words.item.format(_line(place.row)) if place.row else ""
    return tuple(filter(None, (row, item_name(place), column(place, words))))


def item_name(place: Place) -> str:
    """Return the name of the item on one line, cut where it is long."""
    name = _line(place.item_name)
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"


def column(place: Place, words: Words) -> str:
    """Return the column as printed, and what section that is where it does not say it itself."""
    printed, section = _line(place.column), section_name(place.section, words)
    if not printed or not section or section in printed:
        return printed or section
    return words.bracketed.format(printed, section)


def section_name(section: Section, words: Words) -> str:
    """Return what a section is called; "" for any other part of a list."""
    return words.sections.get(section, "")


def _line(text: str) -> str:
    return " ".join(text.split())
