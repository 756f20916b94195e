"""Does an annotated copy hold every finding, and is the list itself never touched?"""

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import openpyxl.comments
import pytest
from docx_files import (
    anchored,
    cell,
    comments,
    document,
    inserted,
    paragraph,
    part,
    parts,
    row,
    table,
)
from docx_files import (
    run as word_run,
)

from citelaw.annotating import Kind, Wish, annotate
from citelaw.commands import run
from citelaw.engine import Engine
from citelaw.errors import ReportError
from citelaw.identity import id_in_file
from citelaw.model import Answer, Edit, FileKind, Severity, Unit
from citelaw.office import Archive, Field, Format, Grid, Opened, Remark, Row, Table
from citelaw.readers import read_bytes
from citelaw.reporters import Language
from citelaw.settings import Settings, SuppressEntry

HEAD = ("序号", "事项名称", "设定依据")


class Pad:
    """A made-up kind of file, packed: lines of three cells, and what was put into it last."""

    def __init__(self) -> None:
        self.remarks: tuple[Remark, ...] = ()
        self.table: Table | None = None
        self.answers: tuple[Answer, ...] = ()
        self.form = Format(
            kind=FileKind.XLSX,
            endings=(".pad", ".pax"),
            claims=lambda data, _name: data.startswith(b"PK"),
            open=self.open,
            rewrite=self.rewrite,
            annotate=self.annotate,
        )

    def open(self, data: bytes, _name: str) -> Opened:
        source = Archive(data, "").read("cells").decode()
        rows, units, at = [], [], 0
        for number, line in enumerate(source.split("\n"), 1):
            fields = []
            for column, text in enumerate(line.split("|")):
                address = f"Sheet1!{'ABC'[column]}{number}"
                fields.append(Field(at, at + len(text), column, address=address))
                units.append(Unit(at, at + len(text), address))
                at += len(text) + 1
            rows.append(Row(tuple(fields)))
        return Opened(source, (Grid(tuple(rows)),), tuple(units), answers=self.answers)

    def annotate(self, data: bytes, _name: str, remarks: Sequence[Remark], table: Table) -> bytes:
        self.remarks, self.table = tuple(remarks), table
        return Archive(data, "").rewritten({"comments": b'<comment author="citelaw"/>'})

    def rewrite(self, data: bytes, _name: str, _edits: Sequence[Edit]) -> bytes:
        return data


@pytest.fixture
def pad(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pad]:
    """A kind of file whose copies tell what was put into them."""
    pad = Pad()
    for module in ("citelaw.readers._laid", "citelaw.annotating", "citelaw.annotating._former"):
        monkeypatch.setattr(f"{module}.format_of", lambda _data, _name: pad.form)
    return pad


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings(as_of=date(2026, 11, 21)), views=True)


def pad_file(folder: Path, *lines: str, name: str = "清单.pad") -> Path:
    path = folder / name
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("cells", "\n".join(["|".join(HEAD), *lines]))
    path.write_bytes(data.getvalue())
    return path


WRONG = "1|甲事项|《中华人民共和国社会保险法》第九百条"
AGAIN = "2|乙事项|《中华人民共和国社会保险法》第九百条"
UNKNOWN = "3|丙事项|《某某区未收录办法》第三条、《某某区未收录办法》第四条"


# ---------------------------------------------------------------- what is said


def test_remark_says_number_rule_severity_evidence_and_time(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    annotate(engine, str(pad_file(tmp_path, WRONG)), Wish())
    (remark,) = pad.remarks
    assert remark.severity is Severity.ERROR
    first, *others = remark.text.split("\n")
    assert first == "【1】错误（待核） CL301 所引条不存在：“第九百条”"
    assert others[0].startswith("《中华人民共和国社会保险法》（2018年修正文本）")
    assert others[1].startswith("依据：《中华人民共和国社会保险法》")
    assert others[2] == "时点：按核对日看如此"


def test_same_opinion_is_said_in_full_once(tmp_path: Path, pad: Pad, engine: Engine) -> None:
    annotate(engine, str(pad_file(tmp_path, WRONG, AGAIN)), Wish())
    first, second = pad.remarks
    assert first.text.startswith("【1】")
    assert second.text == "同【1】：“第九百条”"
    assert first.row[1] == second.row[1] == "1"
    assert first.row[0] != second.row[0]
    assert first.row[9] == second.row[9] != ""


def test_title_that_is_not_on_record_is_marked_once_and_counted(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    annotate(engine, str(pad_file(tmp_path, UNKNOWN)), Wish())
    found = [one for one in pad.remarks if "CL201" in one.text]
    assert len(found) == 1
    assert "另有 1 处：Sheet1!C2" in found[0].text
    assert "另有 1 处：Sheet1!C2" in found[0].row[9]


def test_row_fits_the_head_of_the_table(tmp_path: Path, pad: Pad, engine: Engine) -> None:
    annotate(engine, str(pad_file(tmp_path, WRONG)), Wish())
    assert pad.table is not None
    row = dict(zip(pad.table.head, pad.remarks[0].row, strict=True))
    assert pad.table.head[pad.table.places] == "位置"
    assert pad.table.head[pad.table.answer : pad.table.answer + 2] == ("采纳/不采纳", "理由")
    assert pad.table.answers == ("采纳", "不采纳")
    assert row["位置"] == "Sheet1!C2"
    assert (row["事项序号"], row["栏目"], row["原文"]) == ("1", "设定依据", "第九百条")
    assert (row["规则"], row["级别"]) == ("CL301 所引条不存在", "错误")
    assert (row["确定程度"], row["时点"]) == ("待核", "现时")
    assert row["采纳/不采纳"] == row["理由"] == ""


def test_remarks_speak_english_where_that_is_asked(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    annotate(engine, str(pad_file(tmp_path, WRONG)), Wish(language=Language.ENGLISH))
    assert pad.remarks[0].text.startswith("[1]error (to be verified) CL301 article-missing")
    assert pad.table is not None
    assert pad.table.head[0] == "id"
    assert pad.table.answers == ("采纳", "不采纳")


def test_anchored_words_are_those_of_the_findings(tmp_path: Path, pad: Pad, engine: Engine) -> None:
    done = annotate(engine, str(pad_file(tmp_path, WRONG, AGAIN)), Wish())
    (file,) = done.report.files
    assert file.source is not None
    words = [file.source[slice(*one.span)] for one in pad.remarks]
    assert words == [one.raw for one in file.diagnostics] == ["第九百条", "第九百条"]


# ---------------------------------------------------------------- answers


def test_what_was_answered_stays_in_the_table_and_is_not_said(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    path = pad_file(tmp_path, WRONG, AGAIN)
    annotate(engine, str(path), Wish())
    known = pad.remarks[0].row[0]
    pad.answers = (Answer(known, "原文如此"),)
    done = annotate(engine, str(path), Wish())
    assert [id_in_file(one.diagnostic) for one in done.report.files[0].suppressed] == [known]
    answered, open_one = pad.remarks
    assert answered.text == ""
    assert answered.row[0] == known
    assert answered.row[-2:] == ("不采纳", "原文如此")
    assert open_one.text.startswith("【1】")


def test_answer_without_reason_stays_in_the_table_and_is_complained_about(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    path = pad_file(tmp_path, WRONG)
    annotate(engine, str(path), Wish())
    pad.answers = (Answer(pad.remarks[0].row[0], ""),)
    annotate(engine, str(path), Wish())
    rows = [one.row for one in pad.remarks]
    assert [row[7][:5] for row in rows] == ["CL301", "CL902"]
    assert rows[0][-2:] == ("不采纳", "")


def test_finding_that_is_to_be_mended_keeps_its_answer(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    path = pad_file(tmp_path, WRONG)
    annotate(engine, str(path), Wish())
    pad.answers = (Answer(pad.remarks[0].row[0], "下次改", taken=True),)
    annotate(engine, str(path), Wish())
    (remark,) = pad.remarks
    assert remark.text.startswith("【1】")
    assert remark.row[-2:] == ("采纳", "下次改")


def test_finding_about_no_place_of_the_list_is_told_and_has_a_row(tmp_path: Path, pad: Pad) -> None:
    entry = SuppressEntry("**", "CL301", None, "原文如此", date(2020, 1, 1))
    settings = Settings(as_of=date(2026, 11, 21), suppress=(entry,))
    done = annotate(Engine(settings), str(pad_file(tmp_path, WRONG)), Wish())
    nowhere, found = pad.remarks
    assert (nowhere.text, nowhere.row[7][:5]) == ("", "CL902")
    assert found.text
    assert len(done.unplaced) == 1
    assert "到期" in done.unplaced[0].chinese


# ---------------------------------------------------------------- where copies go


def test_copy_goes_beside_the_list_by_default(tmp_path: Path, pad: Pad, engine: Engine) -> None:
    path = pad_file(tmp_path, WRONG)
    before = path.read_bytes()
    done = annotate(engine, str(path), Wish())
    assert (Path(done.path), done.kind, done.places) == (tmp_path / "清单.校验.pad", Kind.FILE, 1)
    assert path.read_bytes() == before
    again = annotate(engine, done.path, Wish())
    assert Path(again.path) == tmp_path / "清单.校验2.pad"


def test_text_becomes_a_report(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "清单.md"
    path.write_text("依据《中华人民共和国社会保险法》第九百条。", "utf-8")
    done = annotate(engine, str(path), Wish())
    assert (Path(done.path), done.kind) == (tmp_path / "清单.校验.html", Kind.REPORT)
    page = Path(done.path).read_text("utf-8")
    assert "第九百条" in page
    assert annotate(engine, str(path), Wish()).path == done.path  # an earlier report gives way


@pytest.mark.parametrize("name", ["out.docx", "out.xlsx", "out.txt", "out"])
def test_copy_of_another_kind_is_refused(tmp_path: Path, engine: Engine, name: str) -> None:
    path = tmp_path / "清单.md"
    path.write_text("依据《中华人民共和国社会保险法》第九百条。", "utf-8")
    with pytest.raises(ReportError, match=r"只能是 \.html 文件"):
        annotate(engine, str(path), Wish(out=str(tmp_path / name), force=True))
    assert sorted(os.listdir(tmp_path)) == ["清单.md"]


def test_copy_keeps_the_ending_of_its_list(tmp_path: Path, pad: Pad, engine: Engine) -> None:
    path = pad_file(tmp_path, WRONG, name="清单.pax")
    assert annotate(engine, str(path), Wish()).path.endswith("清单.校验.pax")
    with pytest.raises(ReportError, match=r"只能是 \.pax、\.html 文件"):
        annotate(engine, str(path), Wish(out=str(tmp_path / "out.pad")))


@pytest.mark.parametrize("how", ["itself", "symbolic link", "hard link", "another way"])
def test_list_itself_is_never_written_to(
    tmp_path: Path, pad: Pad, engine: Engine, how: str
) -> None:
    path = pad_file(tmp_path, WRONG)
    before = path.read_bytes()
    out = tmp_path / "out.pad"
    if how == "itself":
        out = path
    elif how == "symbolic link":
        out.symlink_to(path)
    elif how == "hard link":
        out.hardlink_to(path)
    else:
        (tmp_path / "folder").mkdir()
        out = tmp_path / "folder" / ".." / path.name
    with pytest.raises(ReportError, match="清单本身"):
        annotate(engine, str(path), Wish(out=str(out), force=True))
    assert path.read_bytes() == before


def test_usual_name_that_leads_to_the_list_is_passed_over(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    path = pad_file(tmp_path, WRONG)
    (tmp_path / "清单.校验.pad").hardlink_to(path)
    assert annotate(engine, str(path), Wish()).path.endswith("清单.校验2.pad")


def test_file_of_somebody_is_not_written_over_without_force(tmp_path: Path, engine: Engine) -> None:
    path, out = tmp_path / "清单.md", tmp_path / "out.html"
    path.write_text("依据《中华人民共和国社会保险法》第九百条。", "utf-8")
    out.write_text("<p>别人的</p>", "utf-8")
    with pytest.raises(ReportError, match="不是以前的批注件"):
        annotate(engine, str(path), Wish(out=str(out)))
    assert out.read_text("utf-8") == "<p>别人的</p>"
    annotate(engine, str(path), Wish(out=str(out), force=True))
    assert "第九百条" in out.read_text("utf-8")


def test_tracked_corrections_are_for_word_alone(tmp_path: Path, pad: Pad, engine: Engine) -> None:
    with pytest.raises(ReportError, match="--corrections"):
        annotate(engine, str(pad_file(tmp_path, WRONG)), Wish(corrections=True))


def test_old_kind_of_file_has_copies_of_the_new_one(
    tmp_path: Path, pad: Pad, engine: Engine
) -> None:
    pad.form = replace(pad.form, endings=(".old",), copies_as=".pad")
    path = pad_file(tmp_path, WRONG, name="清单.old")
    assert annotate(engine, str(path), Wish()).path.endswith("清单.校验.pad")
    with pytest.raises(ReportError, match=r"只能是 \.pad、\.html 文件"):
        annotate(engine, str(path), Wish(out=str(tmp_path / "out.old")))


# ---------------------------------------------------------------- Word

BOLD = word_run("社会保险法》第九", "<w:b/>")
LISTED = document(
    paragraph("某区权责清单"),
    table(
        row(*map(cell, HEAD)),
        row(
            cell("1"),
            cell("甲事项"),
            cell(
                paragraph("《中华人民共和国", BOLD, "百条；"),
                "《中华人民共和国 社会保险法》第八十八条",
            ),
        ),
        row(
            cell("2"),
            cell("乙事项"),
            cell(paragraph(inserted(word_run("《中华人民共和国社会保险法》第九百条")))),
        ),
    ),
)


def word_list(folder: Path) -> Path:
    path = folder / "清单.docx"
    path.write_bytes(LISTED)
    return path


def test_comments_of_word_stand_at_the_words_of_the_findings(
    tmp_path: Path, engine: Engine
) -> None:
    path = word_list(tmp_path)
    done = annotate(engine, str(path), Wish())
    copy = Path(done.path).read_bytes()
    assert path.read_bytes() == LISTED
    said = {number: text for number, (author, text) in comments(copy).items() if author}
    at = anchored(copy)
    assert sorted((at[number], said[number].split("\n")[0]) for number in said) == [
        ("《中华人民共和国 社会保险法》", "【2】警告 CL105 法规名称内有空白"),
        ("第九百条", "【1】错误（待核） CL301 所引条不存在"),
        ("第九百条", "同【1】"),
    ]
    assert read_bytes(copy, "副本.docx").source == read_bytes(LISTED, "清单.docx").source


def test_corrections_in_word_are_proposed_and_the_text_is_still_the_same(
    tmp_path: Path, engine: Engine
) -> None:
    done = annotate(engine, str(word_list(tmp_path)), Wish(corrections=True))
    copy = Path(done.path).read_bytes()
    assert part(copy).count(b"<w:del ") == 1
    assert read_bytes(copy, "副本.docx").source == read_bytes(LISTED, "清单.docx").source


@pytest.mark.parametrize("corrections", [False, True])
def test_annotating_a_copy_for_word_gives_that_copy(
    tmp_path: Path, engine: Engine, corrections: bool
) -> None:
    first = annotate(engine, str(word_list(tmp_path)), Wish(corrections=True))
    out = str(tmp_path / "再.docx")
    again = annotate(engine, first.path, Wish(out=out, corrections=corrections))
    fresh = annotate(engine, str(word_list(tmp_path)), Wish(corrections=corrections))
    assert parts(Path(again.path).read_bytes()) == parts(Path(fresh.path).read_bytes())


def test_earlier_copy_for_word_gives_way_and_a_document_of_somebody_does_not(
    tmp_path: Path, engine: Engine
) -> None:
    path = word_list(tmp_path)
    done = annotate(engine, str(path), Wish())
    annotate(engine, str(path), Wish(out=done.path))
    other = tmp_path / "别人的.docx"
    other.write_bytes(document(paragraph("别人的")))
    before = other.read_bytes()
    with pytest.raises(ReportError, match="不是以前的批注件"):
        annotate(engine, str(path), Wish(out=str(other)))
    assert other.read_bytes() == before


def test_document_in_which_somebody_speaks_of_citelaw_is_no_earlier_copy(
    tmp_path: Path, engine: Engine
) -> None:
    path, other = word_list(tmp_path), tmp_path / "别人的.docx"
    book = docx.Document()
    book.add_comment(book.add_paragraph("别人的").add_run("的"), "citelaw 说的不对", author="张三")
    book.save(str(other))
    before = other.read_bytes()
    with pytest.raises(ReportError, match="不是以前的批注件"):
        annotate(engine, str(path), Wish(out=str(other)))
    assert other.read_bytes() == before


# ---------------------------------------------------------------- Excel


def excel_list(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "权责清单"
    for line in ("|".join(HEAD), WRONG, AGAIN):
        sheet.append(line.split("|"))
    sheet["B2"].comment = openpyxl.comments.Comment("请核", "张三")
    path = folder / "清单.xlsx"
    book.save(path)
    return path


def results(path: str) -> Any:
    return openpyxl.load_workbook(path)["校验结果"]


def test_workbook_gets_notes_and_a_sheet_with_all_findings(tmp_path: Path, engine: Engine) -> None:
    path = excel_list(tmp_path)
    before = path.read_bytes()
    done = annotate(engine, str(path), Wish())
    assert path.read_bytes() == before
    sheet = openpyxl.load_workbook(done.path)["权责清单"]
    notes = {one.coordinate: one.comment.text for line in sheet for one in line if one.comment}
    assert notes["B2"] == "请核"
    assert "【1】错误（待核） CL301 所引条不存在：“第九百条”" in notes["C2"]
    assert notes["C3"].endswith("同【1】：“第九百条”")
    found = [[one.value for one in line] for line in results(done.path)]
    assert [line[2] for line in found] == ["位置", "权责清单!C2", "权责清单!C3"]
    copy = read_bytes(Path(done.path).read_bytes(), "副本.xlsx")
    assert copy.source == read_bytes(before, "清单.xlsx").source


def test_answers_in_the_sheet_count_on_whichever_file_is_annotated_next(
    tmp_path: Path, engine: Engine
) -> None:
    path = excel_list(tmp_path)
    copy = annotate(engine, str(path), Wish()).path
    book = openpyxl.load_workbook(copy)
    sheet = book["校验结果"]
    answer = [one.value for one in sheet[1]].index("采纳/不采纳") + 1
    sheet.cell(2, answer).value, sheet.cell(2, answer + 1).value = "不采纳", "原文如此"
    sheet.cell(3, answer).value = "采纳"
    book.save(copy)
    renamed = tmp_path / "改了名.xlsx"
    renamed.write_bytes(Path(copy).read_bytes())
    (file,) = engine.check_paths([str(renamed)]).files
    assert [one.place.address for one in file.diagnostics] == ["权责清单!C3"]
    assert [one.reason for one in file.suppressed] == ["原文如此"]
    for source in (path, renamed):  # the former takes the place of the copy
        done = annotate(engine, str(source), Wish())
        (file,) = done.report.files
        assert [one.place.address for one in file.diagnostics] == ["权责清单!C3"]
        answers = [tuple(one.value for one in line[-2:]) for line in results(done.path)]
        assert answers[1:] == [("不采纳", "原文如此"), ("采纳", None)]


def test_annotating_a_copy_of_a_workbook_gives_that_copy(tmp_path: Path, engine: Engine) -> None:
    first = annotate(engine, str(excel_list(tmp_path)), Wish())
    again = annotate(engine, first.path, Wish(out=str(tmp_path / "再.xlsx")))
    before, after = (parts(Path(one.path).read_bytes()) for one in (first, again))
    (drawing,) = [name for name in before if name.endswith(".vml")]  # the shapes are new ones
    assert before.pop(drawing).count(b"Note") == after.pop(drawing).count(b"Note")
    assert after == before


def test_workbook_of_somebody_with_a_sheet_of_that_name_is_no_earlier_copy(
    tmp_path: Path, engine: Engine
) -> None:
    path, other = excel_list(tmp_path), tmp_path / "别人的.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("校验结果").append(["人工核对", "通过"])
    book.save(other)
    before = other.read_bytes()
    with pytest.raises(ReportError, match="不是以前的批注件"):
        annotate(engine, str(path), Wish(out=str(other)))
    assert other.read_bytes() == before


# ---------------------------------------------------------------- the command


def command(*arguments: str) -> int:
    return run(["annotate", "--isolated", "--as-of", "2026-11-21", *arguments])


def text_list(folder: Path, text: str) -> str:
    path = folder / "list.txt"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ("依据《中华人民共和国社会保险法》第八十八条。", [], 0),
        ("依据《中华人民共和国社会保险法》第九百条。", [], 1),
        ("依据《中华人民共和国社会保险法》第九百条。", ["--exit-zero"], 0),
        ("依据《中华人民共和国社会保险法》第九百条。", ["--ignore", "CL301"], 0),
    ],
)
def test_status_is_that_of_check(
    tmp_path: Path, text: str, options: list[str], status: int
) -> None:
    assert command(text_list(tmp_path, text), *options) == status
    assert (tmp_path / "list.校验.html").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.docx"],
        ["-"],
        ["list.txt", "-o", "-"],
        ["list.txt", "-o", "list.docx"],
        ["list.txt", "-o", "list.txt"],
        ["list.txt", "-o", "no/such/folder/out.html"],
        ["list.txt", "--select", "CL999"],
        ["list.txt", "--corrections"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    text_list(tmp_path, "依据《中华人民共和国社会保险法》第九百条。")
    assert command(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert os.listdir(tmp_path) == ["list.txt"]


def test_command_says_where_the_copy_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text_list(tmp_path, "依据《中华人民共和国社会保险法》第九百条。")
    command(path)
    assert "list.校验.html：问题 1 条" in capsys.readouterr().out
    command(path, "--quiet")
    assert capsys.readouterr().out == ""
