"""Packages, XML with places, layouts turned into cells: what all readers of Office stand on."""

from __future__ import annotations

import io
import zipfile
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw.errors import ReadError
from citelaw.model import (
    Certainty,
    Diagnostic,
    Document,
    FileKind,
    Place,
    Severity,
    Shape,
    Unit,
)
from citelaw.office import Field, Format, Grid, Opened, Passage, Row
from citelaw.office._archive import LARGEST_RATIO, Archive
from citelaw.office._xml import DEEPEST, Part, Splice, escaped, spliced
from citelaw.readers import _laid
from citelaw.rules._units import in_units
from citelaw.span import Span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


# ---------------------------------------------------------------- packages


def test_part_of_a_package_is_read() -> None:
    archive = Archive(package({"word/document.xml": "甲".encode()}), "甲.docx")
    assert archive.names == {"word/document.xml"}
    assert archive.read("word/document.xml").decode() == "甲"


def test_rewritten_package_changes_the_named_parts_alone() -> None:
    before = package({"a": b"1" * 99, "乙.xml": b"2", "c": b"3"})
    after = Archive(Archive(before, "甲").rewritten({"乙.xml": b"4", "d": b"5"}, ["c"]), "甲")
    assert {name: after.read(name) for name in after.names} == {
        "a": b"1" * 99,
        "乙.xml": b"4",
        "d": b"5",
    }


def test_rewriting_the_same_package_twice_gives_the_same_bytes() -> None:
    archive = Archive(package({"a": b"1", "b": b"2"}), "甲")
    assert archive.rewritten({"b": b"3", "c": b""}) == archive.rewritten({"b": b"3", "c": b""})


def test_parts_keep_their_order_and_method() -> None:
    before = package({"mimetype": b"application/x", "b": b"2", "a": b"1"}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(Archive(before, "甲").rewritten({"b": b"9"}))) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["mimetype", "b", "a"]
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("length", [4, 30, 60, -1])
def test_package_that_is_cut_off_is_said_to_be_damaged(length: int) -> None:
    whole = package({"word/document.xml": bytes(range(256))})
    with pytest.raises(ReadError, match=r"甲\.docx：文件不完整或者已损坏"):
        Archive(whole[:length], "甲.docx")


def test_damaged_part_is_named() -> None:
    whole = bytearray(package({"a.xml": bytes(range(256)) * 9}, zipfile.ZIP_STORED))
    whole[100] ^= 1
    with pytest.raises(ReadError, match=r"已损坏（a\.xml）"):
        Archive(bytes(whole), "甲").read("a.xml")


def test_missing_part_is_damage() -> None:
    with pytest.raises(ReadError, match=r"已损坏（b\.xml）"):
        Archive(package({"a.xml": b""}), "甲").read("b.xml")


def test_part_with_a_password_is_refused() -> None:
    whole = bytearray(package({"a": b"1"}))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 8] |= 1  # general purpose bit 0
    with pytest.raises(ReadError, match="有密码"):
        Archive(bytes(whole), "甲")


def test_part_that_grows_without_reason_is_refused_before_it_is_unpacked() -> None:
    bomb = package({"a": b"\0" * (64 << 20)})
    assert (64 << 20) / len(bomb) > LARGEST_RATIO
    with pytest.raises(ReadError, match="解压后超过"):
        Archive(bomb, "甲").read("a")


def test_part_larger_than_asked_for_is_refused() -> None:
    with pytest.raises(ReadError, match="解压后超过"):
        Archive(package({"a": b"\0" * 3_000_000}), "甲").read("a", 2_000_000)


def test_package_of_very_many_parts_is_refused() -> None:
    with pytest.raises(ReadError, match="20001 个部件"):
        Archive(package({f"{number}": b"" for number in range(20_001)}), "甲")


# ---------------------------------------------------------------- XML with places


def document(body: str) -> bytes:
    """Return a part whose elements have a prefix of its own."""
    return f'<?xml version="1.0"?>\n<o:document xmlns:o="{W}">{body}</o:document>'.encode()


def test_elements_have_the_usual_prefix_and_know_their_bytes() -> None:
    part = Part(document('<o:p o:a="1"><o:t>甲&amp;乙</o:t><o:br/></o:p>'), "甲")
    (paragraph,) = part.root.children
    text, line_break = paragraph.children
    assert (paragraph.tag, paragraph.attributes) == ("w:p", {"w:a": "1"})
    assert (text.tag, text.text) == ("w:t", "甲&乙")
    assert part.raw(text).decode() == "<o:t>甲&amp;乙</o:t>"
    assert part.raw(line_break) == b"<o:br/>"
    assert part.prefix(text) == b"o:"


def test_sign_of_greater_in_an_attribute_ends_no_tag() -> None:
    part = Part(document("<o:p a='>' b=\"/>\"><o:t/></o:p>"), "甲")
    (paragraph,) = part.root.children
    assert part.data[part.open_end(paragraph) :].startswith(b"<o:t/>")
    assert part.raw(paragraph.children[0]) == b"<o:t/>"


def test_strict_and_transitional_namespaces_are_alike() -> None:
    strict = document("<o:p/>").replace(
        W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert Part(strict, "甲").root.children[0].tag == "w:p"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_part_in_another_encoding_is_read(encoding: str) -> None:
    text = document("<o:t>甲</o:t>").decode()
    if encoding == "gb18030":
        text = text.replace('"1.0"', '"1.0" encoding="GB18030"')
    part = Part(text.encode(encoding), "甲")
    assert part.root.children[0].text == "甲"
    assert part.raw(part.root.children[0]).decode() == "<o:t>甲</o:t>"


def test_text_in_very_many_pieces_costs_no_more_for_each() -> None:
    """The white space between the rows of a sheet is one text: half a minute if each copies it."""
    text, rows = "甲" * 10, 300_000
    data = document(f"{text}<o:tr/>" * rows)
    before = process_time()
    part = Part(data, "甲", {"w:tr": lambda _: None})
    assert process_time() - before < 5
    assert part.root.text == text * rows


def test_shed_elements_are_handed_over_and_forgotten() -> None:
    rows = []
    part = Part(document("<o:tr><o:tc/></o:tr>" * 3), "甲", {"w:tr": rows.append})
    assert [len(row.children) for row in rows] == [1, 1, 1]
    assert part.root.children == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', id="billion laughs"
        ),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', id="external"
        ),
        pytest.param(b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', id="DTD"),
    ],
)
def test_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="DOCTYPE"):
        Part(data, "甲")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<a><b></a>", id="not nested"),
        pytest.param(b"<a>&nothing;</a>", id="unknown entity"),
        pytest.param(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), id="too deep"),
        pytest.param(b'<?xml version="1.0" encoding="no-such"?><a/>', id="unknown encoding"),
        pytest.param(b"<a>\xff</a>", id="no UTF-8"),
        pytest.param(b"PK\x03\x04", id="no XML"),
    ],
)
def test_broken_xml_is_said_to_be_damage(data: bytes) -> None:
    with pytest.raises(ReadError, match="已损坏"):
        Part(data, "甲")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t"), max_size=9)


@given(st.lists(TEXT, min_size=1, max_size=6), st.data())
def test_splices_change_what_they_name_alone(texts: list[str], data: st.DataObject) -> None:
    body = "".join(f"<o:t>{escaped(text).decode()}</o:t>" for text in texts)
    part = Part(document(body), "甲")
    chosen = data.draw(st.sets(st.sampled_from(range(len(texts)))))
    nodes = part.root.children
    after = spliced(
        part.data,
        [
            Splice(nodes[at].start, part.end(nodes[at]), b"<o:u>" + escaped("<新>") + b"</o:u>")
            for at in chosen
        ],
    )
    found = Part(after, "甲").root.children
    assert [node.tag for node in found] == [
        "w:u" if at in chosen else "w:t" for at in range(len(texts))
    ]
    assert [part.raw(node) for at, node in enumerate(nodes) if at not in chosen] == [
        Part(after, "甲").raw(node) for at, node in enumerate(found) if at not in chosen
    ]


@given(st.text(max_size=30))
def test_escaped_text_comes_back_without_what_xml_cannot_hold(text: str) -> None:
    read = Part(b'<a b="' + escaped(text) + b'">' + escaped(text) + b"</a>", "甲").root
    allowed = "".join(
        one
        for one in text
        if one in "\t\n\r"
        or (one >= " " and one not in "\ufffe\uffff" and not "\ud800" <= one <= "\udfff")
    )
    assert read.text == allowed.replace("\r\n", "\n").replace("\r", "\n")


# ---------------------------------------------------------------- layouts


class Sheet:
    """Writes a source and the layout of its one grid."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0

    def put(self, text: str) -> tuple[int, int]:
        """Add a text; return its *source* range."""
        start = self.at
        self.parts.append(text)
        self.at += len(text) + 1
        return start, start + len(text)

    def row(self, *texts: str | None, head: bool = False, rows: tuple[int, ...] = ()) -> Row:
        """Return a row; None stands for a cell that is not there, ``rows`` for their reaches."""
        fields = []
        for column, text in enumerate(texts):
            if text is not None:
                start, end = self.put(text)
                reach = rows[column] if column < len(rows) else 1
                fields.append(Field(start, end, column, reach, address=f"{chr(65 + column)}"))
        return Row(tuple(fields), head)

    @property
    def source(self) -> str:
        """What was put down so far."""
        return "\n".join(self.parts)


def read(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return ``opened`` as the document that a file showing it is read as."""
    form = Format(
        kind=FileKind.DOCX,
        endings=(".docx",),
        claims=lambda *_: True,
        open=lambda *_: opened,
    )
    monkeypatch.setattr(_laid, "format_of", lambda *_: form)
    return _laid.read_file(b"", "甲.docx", None)


HEAD = ("序号", "事项名称", "权力类型", "实施依据")


def test_grid_becomes_cells_with_number_name_and_section(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    grid = Grid((sheet.row(*HEAD), sheet.row("7", "对甲的处罚", "行政处罚", "《甲法》第八条")))
    document = read(Opened(sheet.source, (grid,)), monkeypatch)
    basis = document.cells[-1]
    assert (basis.row, basis.item_name, basis.column) == ("7", "对甲的处罚", "实施依据")
    assert (basis.section, basis.address) == ("basis", "D")
    assert document.source[slice(*basis.span)] == basis.text == "《甲法》第八条"


def test_cell_over_several_rows_gives_all_of_them_its_item(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    grid = Grid(
        (
            sheet.row(*HEAD),
            sheet.row("1", "甲事项", "行政处罚", "《甲法》第一条", rows=(2, 2, 2)),
            sheet.row(None, None, None, "《乙法》第二条"),
            sheet.row("2", "乙事项", "行政处罚", "《丙法》第三条"),
        )
    )
    document = read(Opened(sheet.source, (grid,)), monkeypatch)
    bases = [cell for cell in document.cells if cell.section == "basis"]
    assert [(cell.row, cell.item_name) for cell in bases] == [
        ("1", "甲事项"),
        ("1", "甲事项"),
        ("2", "乙事项"),
    ]
    assert document.merged


def test_table_that_goes_on_keeps_its_head_and_another_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = Sheet()
    first = Grid((sheet.row(*HEAD), sheet.row("1", "甲", "行政处罚", "《甲法》第一条")))
    more = Grid((sheet.row("2", "乙", "行政处罚", "《乙法》第二条"),), goes_on=True)
    other = Grid((sheet.row("电话", "《丙法》第三条"),))
    document = read(Opened(sheet.source, (first, more, other)), monkeypatch)
    assert [cell.column for cell in document.cells if "《" in cell.text] == ["实施依据"] * 2 + [""]


def test_inner_table_parts_the_cell_that_it_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    head = sheet.row(*HEAD)
    row = sheet.row("1", "甲", "行政处罚", "《甲法》第一条")
    inner = Grid((sheet.row("见《乙法》", "丙"),))
    after = sheet.put("《丁法》第四条")
    whole = row.fields[-1]._replace(end=after[1], inner=(inner,))
    grid = Grid((head, Row((*row.fields[:-1], whole))))
    document = read(Opened(sheet.source, (grid,)), monkeypatch)
    found = [(cell.text, cell.row, cell.section) for cell in document.cells if "《" in cell.text]
    assert found == [
        ("《甲法》第一条", "1", "basis"),
        ("见《乙法》", "", "other"),
        ("《丁法》第四条", "1", "basis"),
    ]


def test_passages_stand_round_the_grids(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    title = sheet.put("某局权责清单（2024年版）")
    grid = Grid((sheet.row(*HEAD), sheet.row("1", "甲", "行政处罚", "《甲法》第一条")))
    document = read(Opened(sheet.source, (Passage(*title, "第1段"), grid)), monkeypatch)
    assert (document.cells[0].prose, document.cells[0].address) == (True, "第1段")
    assert document.cells[-1].row == "1"


def test_layout_cannot_be_forced_on_a_file_that_is_no_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = Format(
        kind=FileKind.XLSX,
        endings=(".xlsx",),
        claims=lambda *_: True,
        open=lambda *_: Opened("", ()),
    )
    monkeypatch.setattr(_laid, "format_of", lambda *_: form)
    with pytest.raises(ReadError, match="去掉 --shape"):
        _laid.read_file(b"", "甲.xlsx", Shape.TSV)


def test_finding_says_its_unit_and_the_place_in_it() -> None:
    source = "依据如下：\n见《甲法》（第八条）和《乙\n法》第九条。"
    document = Document(
        name="甲",
        source=source,
        cells=(),
        shape=FileKind.DOCX,
        units=(Unit(0, 5, "第1段"), Unit(6, 20, "第2段"), Unit(21, 27, "第3段")),
    )
    one = Diagnostic(
        code="CL101",
        name="unknown",
        severity=Severity.ERROR,
        certainty=Certainty.CERTAIN,
        wrong_since="list",
        message="",
        message_en="",
        span=Span(7, 24),
        raw=source[7:24],
        place=Place(row="3", address="表1"),
    )
    (there,) = in_units(document, [one])
    assert there.place == Place(row="3", address="第2段", start=1, end_address="第3段", end=3)
