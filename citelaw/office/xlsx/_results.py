"""The sheet 校验结果: one row a remark, links to the cells, a drop-down for the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from citelaw.office._opened import Table
from citelaw.office._xml import Node, Part, Splice, escaped, spliced, whole
from citelaw.office.xlsx._address import LAST_ROW, letters, quoted
from citelaw.office.xlsx._answers import REFUSED, TITLE, Given
from citelaw.office.xlsx._book import RESULTS_NAME, Book, Sheet, relations_part
from citelaw.office.xlsx._package import HEADER, Package, into
from citelaw.office.xlsx._style import Styles, add_styles
from citelaw.office.xlsx._text import encoded

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FILTER = "_xlnm._FilterDatabase"
_MOST_LINKS = 65_000  # Excel refuses a sheet of more than 65,530
_LONGEST = 32_767  # characters of a cell
_BROAD = re.compile(r"[\u1100-\u115f\u2010-\u203b\u2e80-\ua4cf\uac00-\ud7a3\uf900-\uffe6]")
_LINE_HEIGHT, _HIGHEST = 13.5, 409  # points
_NARROW, _WIDE = 8, 48
_SENTENCE = 36  # digits: 18 characters a line
_MEASURED = 500  # rows
_AFTER_SHEETS = ("x:sheets", "x:functionGroups", "x:externalReferences")


class Line(NamedTuple):
    """A row of the sheet and the place in the workbook that it links to; empty for none."""

    values: tuple[str, ...]
    location: str


def add_results(
    package: Package,
    book: Book,
    lines: Sequence[Line],
    table: Table,
    answers: Mapping[str, Given],
    earlier: Sequence[Sheet],
) -> None:
    """Put the sheet into the package, in place of the first of ``earlier`` rounds."""
    told = _with_answers(lines, table, answers)
    sheet = _sheet(package, told, table, add_styles(package, book))
    workbook = package.part(book.part)
    splices: list[Splice] = []
    if earlier:
        title, place = earlier[0].title, earlier[0].place
        package.parts[earlier[0].part] = sheet
        package.gone.add(relations_part(earlier[0].part))
    else:
        part = package.free("xl/worksheets/sheet", ".xml")
        package.parts[part] = sheet
        package.declare(_TYPE, part=part)
        listed = workbook.root.find("x:sheets")
        assert listed is not None
        title, place = _title(listed), len(listed.children)
        name = package.relate(book.part, "worksheet", part)
        splices += into(workbook, listed, [_listed(package, workbook, listed, title, name)])
    splices += _names(workbook, title, place, table, len(told))
    package.parts[book.part] = spliced(workbook.data, splices)


def _with_answers(lines: Sequence[Line], table: Table, answers: Mapping[str, Given]) -> list[Line]:
    """Return the rows with the answers of an earlier round.

    What was not taken keeps its row though it is no finding any more: the row is what says so.
    """
    width = max(len(table.head), table.answer + 2)
    told = []
    seen = set()
    for values, location in lines[: LAST_ROW - 1]:
        row = [*values, *[""] * (width - len(values))]
        row[table.places] = row[table.places] or location
        given = answers.get(row[0])
        if given is not None and not row[table.answer]:
            row[table.answer : table.answer + 2] = given.answer, given.reason
        seen.add(row[0])
        told.append(Line(tuple(row), location))
    for found, given in answers.items():
        if given.answer == REFUSED and given.reason and found not in seen:
            row = [given.row.get(word, "") for word in table.head]
            row += [""] * (width - len(row))
            row[0] = found
            row[table.answer : table.answer + 2] = given.answer, given.reason
            told.append(Line(tuple(row), ""))
    return told[: LAST_ROW - 1]


def _title(listed: Node) -> str:
    taken = {one.get("name").lower() for one in listed.children}
    others = (f"{TITLE} ({number})" for number in count(2))
    return next(one for one in chain((TITLE,), others) if one not in taken)


def _listed(package: Package, workbook: Part, listed: Node, title: str, name: str) -> bytes:
    number = max((whole(one.get("sheetId")) for one in listed.children), default=0) + 1
    return b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>' % (
        workbook.prefix(listed),
        package.relations.encode(),
        escaped(title),
        number,
        name.encode(),
    )


def _names(workbook: Part, title: str, place: int, table: Table, rows: int) -> Iterable[Splice]:
    """Yield the defined names of the sheet, in place of those that it had."""
    root = workbook.root
    prefix = workbook.prefix(root)
    width = max(len(table.head), table.answer + 2)
    filtered = f"{quoted(title)}!$A$1:${letters(width)}${rows + 1}"
    first, last = letters(table.answer + 1), letters(table.answer + 2)
    answered = f"{quoted(title)}!${first}$1:${last}${rows + 1}"
    told = [
        b'<%sdefinedName name="%s" localSheetId="%d" hidden="1">%s</%sdefinedName>'
        % (prefix, _FILTER.encode(), place, escaped(filtered), prefix),
        b'<%sdefinedName name="%s" hidden="1">%s</%sdefinedName>'
        % (prefix, RESULTS_NAME.encode(), escaped(answered), prefix),
    ]
    listed = root.find("x:definedNames")
    if listed is None:
        before = [one for one in root.children if one.tag in _AFTER_SHEETS][-1]
        at = workbook.end(before)
        names = b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, b"".join(told), prefix)
        yield Splice(at, at, names)
        return
    for one in listed.children:
        local = one.get("name") == _FILTER and one.get("localSheetId") == str(place)
        if local or one.get("name").lower() == RESULTS_NAME:
            yield Splice(one.start, workbook.end(one), b"")
    yield from into(workbook, listed, told)


def _sheet(package: Package, lines: Sequence[Line], table: Table, styles: Styles) -> bytes:
    width = max(len(table.head), table.answer + 2)
    head = [*table.head, *[""] * (width - len(table.head))]
    sizes = _sizes(head, lines, table.answer + 1)
    rows = [_row(1, head, [styles.head] * width, sizes)]
    looks = [styles.body] * width
    for number, line in enumerate(lines, 2):
        linked = line.location and number <= _MOST_LINKS
        row_looks = [*looks]
        row_looks[table.places] = styles.link if linked else styles.body
        rows.append(_row(number, line.values, row_looks, sizes))
    last = len(lines) + 1
    return b"".join(
        [
            HEADER,
            b'<worksheet xmlns="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            % package.main.encode(),
            b'<dimension ref="A1:%s%d"/>' % (letters(width).encode(), last),
            b'<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
            b'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
            b'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
            _columns(sizes),
            b"<sheetData>",
            *rows,
            b'</sheetData><autoFilter ref="A1:%s%d"/>' % (letters(width).encode(), last),
            _drop_down(table, last),
            _links(lines, table.places + 1),
            b'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" '
            b'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            b"</worksheet>",
        ]
    )


def _row(number: int, values: Sequence[str], styles: Sequence[int], sizes: Sequence[int]) -> bytes:
    cells = []
    lines = 1
    for column, (value, style) in enumerate(zip(values, styles, strict=False), 1):
        place = b'r="%s%d" s="%d"' % (letters(column).encode(), number, style)
        if not value:
            cells.append(b"<c %s/>" % place)
            continue
        text = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
        lines = max(lines, _lines(text, sizes[column - 1] - 1))
        cells.append(
            b'<c %s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
            % (place, escaped(encoded(text)))
        )
    height = min(lines * _LINE_HEIGHT + 3, _HIGHEST)
    return b'<row r="%d" ht="%g">%s</row>' % (number, height, b"".join(cells))


def _lines(text: str, size: int) -> int:
    """Return how many lines a text takes in a column; too many rather than too few."""
    if len(text) * 2 <= size and "\n" not in text:
        return 1
    return sum(1 + _width(one, _LONGEST) // size for one in text.split("\n"))


def _sizes(head: Sequence[str], lines: Sequence[Line], reason: int) -> list[int]:
    """Return the widths of the columns, in digits; a sentence is to be written into ``reason``."""
    sizes = []
    for column, word in enumerate(head):
        texts = [line.values[column] for line in lines[:_MEASURED] if column < len(line.values)]
        longest = max((_width(part) for one in texts for part in one.split("\n")), default=0)
        # room for the button of the filter beside the word of the head
        least = _SENTENCE if column == reason else _NARROW
        sizes.append(min(max(longest + 2, _width(word) + 5, least), _WIDE))
    return sizes


def _columns(sizes: Sequence[int]) -> bytes:
    told = [
        b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (column, column, size)
        for column, size in enumerate(sizes, 1)
    ]
    return b"<cols>%s</cols>" % b"".join(told)


def _width(text: str, most: int = _WIDE + 1) -> int:
    """Return the width of a text in digits, as far as its first ``most`` characters go."""
    start = text[:most]
    return len(start) if start.isascii() else len(start) + len(_BROAD.findall(start))


def _drop_down(table: Table, last: int) -> bytes:
    if last < 2:
        return b""
    column = letters(table.answer + 1).encode()
    return (
        b'<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
        b'showErrorMessage="1" sqref="%s2:%s%d"><formula1>%s</formula1></dataValidation>'
        b"</dataValidations>" % (column, column, last, escaped(f'"{",".join(table.answers)}"'))
    )


def _links(lines: Sequence[Line], column: int) -> bytes:
    told = [
        b'<hyperlink ref="%s%d" location="%s" display="%s"/>'
        % (letters(column).encode(), number, escaped(one.location), escaped(one.location))
        for number, one in enumerate(lines[: _MOST_LINKS - 1], 2)
        if one.location
    ]
    return b"<hyperlinks>%s</hyperlinks>" % b"".join(told) if told else b""
