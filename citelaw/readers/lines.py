"""One cell a line: header words one below the other, then the records likewise.

# seen in real lists: tables copied out of PDF files. Empty cells are gone, long cells take
several lines, so only what a line says tells where it belongs.
"""

from __future__ import annotations

from citelaw.model import Cell, Section, Shape
from citelaw.pattern import Pattern
from citelaw.readers._header import find_number, is_header, is_word
from citelaw.readers._lines import split_lines
from citelaw.readers._reader import Reader
from citelaw.readers._section import KIND, classify
from citelaw.readers._table import Head, Table, read_head

_NUMBER = Pattern(r"[ \t\u3000]*[0-9０-９]{1,5}[ \t\u3000.．、]*")
_ON = Pattern(  # what opens no cell: a numbered point, an article, a label, an indented line
    r"[\s\u3000]{2,}|[0-9]{1,2}[.．、）)]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[^\s]{1,9}[章节条款项]"
    r"|【|《|[一二三四五六七八九十]{1,3}、|[》）；，。、]"
)
_LEAST = 4  # header words that make the shape
_LONG = 30  # characters of a cell that goes on in the next line, at least

Line = tuple[int, int, int]  # start, end, line number


def sniff(text: str) -> float:
    """Header words, one a line, 序号 among the first; then a line that is a number."""
    if "序" not in text:
        return 0.0
    run: list[str] = []
    for start, end in split_lines(text):
        line = text[start:end].strip()
        if not line:
            continue
        if is_word(line):
            run.append(line)
        else:
            if _is_head(run):
                return 0.75
            run = []
    return 0.0


def _is_head(run: list[str]) -> bool:
    return len(run) >= _LEAST and find_number(run[:2]) >= 0 and is_header(run)


def read(source: str) -> tuple[Cell, ...]:
    """Return the cells of the records and of the text around them."""
    table = Table(source)
    waiting: list[Line] = []  # lines since the last head or record
    head = Head()
    lines = [
        (start, end, number)
        for number, (start, end) in enumerate(split_lines(source), 1)
        if source[start:end].strip()
    ]
    index = 0
    while index < len(lines):
        stop = _end_of_head(source, lines, index)
        if stop > index:
            _flush(table, head, waiting)
            waiting = []
            fields = [(start, end) for start, end, _ in lines[index:stop]]
            table.add(
                fields, lines[index][2], lines=[at for _, _, at in lines[index:stop]], head=True
            )
            head = read_head([source[start:end].strip() for start, end in fields])
            index = stop
            continue
        start, end, _ = lines[index]
        if head.columns and head.number >= 0 and _NUMBER.fullmatch(source, start, end):
            _flush(table, head, waiting)
            waiting = []
        waiting.append(lines[index])
        index += 1
    _flush(table, head, waiting)
    return tuple(table.cells)


def _end_of_head(source: str, lines: list[Line], index: int) -> int:
    """Return the index after a head that starts at ``index``, ``index`` where none does."""
    stop = index
    while stop < len(lines) and is_word(source[lines[stop][0] : lines[stop][1]].strip()):
        stop += 1
    run = [source[start:end].strip() for start, end, _ in lines[index:stop]]
    return stop if _is_head(run) else index


def _flush(table: Table, head: Head, lines: list[Line]) -> None:
    """Add the lines of one record; without a head, or without 序号, they are prose."""
    if not lines:
        return
    source = table.source
    start, end, number = lines[0]
    if not head.columns or not _NUMBER.fullmatch(source, start, end):
        table.add_prose(start, lines[-1][1], number)
        return
    if len(lines) == len(head.columns):
        groups = [(line, place) for place, line in enumerate(lines)]
    else:
        groups = _place(source, head, lines)
    table.add(
        [(start, end) for (start, end, _), _ in groups],
        number,
        lines=[line for (_, _, line), _ in groups],
        places=[place for _, place in groups],
    )


def _place(source: str, head: Head, lines: list[Line]) -> list[tuple[Line, int]]:
    """Join the lines of a record to cells and give each a column, never going back."""
    groups: list[tuple[Line, int]] = []
    place = -1
    for start, end, number in lines:
        text = source[start:end].strip()
        wanted = _column(head, text, place)
        if wanted < 0 and groups and _goes_on(source, groups[-1][0], text):
            first, _, its = groups[-1][0]
            groups[-1] = ((first, end, its), place)
            continue
        place = wanted if wanted >= 0 else min(place + 1, len(head.columns) - 1)
        if groups and groups[-1][1] == place:
            first, _, its = groups[-1][0]
            groups[-1] = ((first, end, its), place)
        else:
            groups.append(((start, end, number), place))
    return groups


def _column(head: Head, text: str, place: int) -> int:
    """Return the column after ``place`` that the words of a line ask for, -1 where they do not."""
    if len(text) <= 16 and KIND.fullmatch(text) and place < head.kind:
        return head.kind
    section = classify(text)
    if section is None or (place >= 0 and head.sections[place] is section):
        return -1
    provisions = (Section.BASIS, Section.DUTY_BASIS, Section.ACCOUNTABILITY_BASIS)
    if section in provisions:
        if place >= 0 and head.sections[place] in provisions:
            return -1
        wanted: tuple[Section, ...] = provisions
    elif section is Section.ACCOUNTABILITY:
        wanted = (section, Section.ACCOUNTABILITY_BASIS)
    else:
        wanted = (section,)
    for at in range(place + 1, len(head.columns)):
        if head.sections[at] in wanted:
            return at
    return -1


def _goes_on(source: str, cell: Line, text: str) -> bool:
    """Tell whether a line goes on with the cell before it."""
    if text.startswith(("1.", "1．", "1、")) and source[cell[1] - 1] not in "：:":
        return False
    if _ON.match(text):
        return cell[1] - cell[0] > 5 or text[0] in "》）；，。、"
    return cell[1] - cell[0] >= _LONG and len(text) >= _LONG


READER = Reader(shape=Shape.LINES, surest=0.75, sniff=sniff, read=read)
