"""Does the paper of a review hold all that was found, in its layout, and compare two rounds?"""

import builtins
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from made_up_run import COMPARED, FOUND, RUN

from citelaw.commands import run
from citelaw.errors import ReadError, SettingsError
from citelaw.model import Certainty, Counts, FileReport, Severity
from citelaw.registry.building import compile_texts
from citelaw.registry.building.corpus import read_corpus
from citelaw.registry.curated import read_curated
from citelaw.reporters._docx.layout import BOTTOM, RIGHT
from citelaw.reporters.report import Given, carried, document
from citelaw.reporters.report._opinions import advice, part_of
from citelaw.reporters.report._table import HEAD

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
AS_OF = "2026-11-21"
COLUMNS = ("序号", "事项名称", "设定依据", "追责依据")
ROWS = (
    (
        "1",
        "青禾保险费的征缴",
        "《中华人民共和国青禾保险法》第九百条。",
        "《云杉职员法》（2005年4月27日）第二条。",
    ),
    (
        "2",
        "青禾待遇的核定",
        "《中华人民共和国青禾保险法》第九百条；《青禾灌溉管理规定》第八条。",
        "《中华人民共和国云杉职员法》第三条，第四条。",
    ),
    (
        "3",
        "青禾救助",
        "《青禾救助 暂行办法》第三条；《欺诈骗取青禾保险金举报奖励暂行办法》。",
        "第十八条的规定。",
    ),
)


def put(path: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    Path(path).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Written(NamedTuple):
    """A paper as python-docx reads it again; ``lines`` are its paragraphs outside tables."""

    document: Any
    lines: list[str]
    tables: list[list[list[str]]]

    def table(self, *head: str) -> list[list[str]]:
        """The rows of all tables that begin with these columns, without their heads."""
        own = [one for one in self.tables if tuple(one[0][: len(head)]) == head]
        return [row for one in own for row in one[1:]]

    @property
    def findings(self) -> list[list[str]]:
        return self.table(*HEAD)

    @property
    def facts(self) -> list[list[str]]:
        """The rows of the tables of two columns."""
        return [row for one in self.tables for row in one if len(row) == 2]

    @property
    def words(self) -> str:
        """All that can be read, tables too."""
        return "\n".join([*self.lines, *(c for t in self.tables for r in t for c in r)])


def rows_of(table: Table) -> Iterator[list[str]]:
    for row in table._tbl.tr_lst:
        yield ["\n".join(p.text or "" for p in cell.p_lst) for cell in row.tc_lst]


def opened(content: bytes) -> Written:
    made = docx.Document(io.BytesIO(content))
    lines = [one.text for one in made.paragraphs]
    return Written(made, lines, [list(rows_of(one)) for one in made.tables])


def report(database: Path, *arguments: str, out: str = "out.docx", status: int = 1) -> Written:
    asked = ["report", *arguments, "--database", str(database), "--as-of", AS_OF, "-o", out]
    assert run(asked) == status
    return opened(Path(out).read_bytes())


def checked(database: Path, capsys: pytest.CaptureFixture[str], *files: str) -> Any:
    capsys.readouterr()
    run(
        ["check", *files, "--database", str(database), "--as-of", AS_OF, "--output-format", "json"],
    )
    return json.loads(capsys.readouterr().out)


# ---------------------------------------------------------------- what is said


def test_sections_stand_in_their_order(database: Path, folder: Path) -> None:
    lines = report(database, put("清单.tsv")).lines
    named = [
        "法规引用校验意见书",
        "一、概况",
        "二、应改",
        "三、宜改",
        "四、待核",
        "机器校验，经人工确认后生效。",
        "附表：逐项校验意见表",
        "附表",
        "逐项校验意见表",
        "附件1",
        "未核验清单",
        "附件2",
        "依据总目录",
    ]
    assert [line for line in lines if line in named] == named


def test_every_finding_is_in_the_table_once(
    database: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = report(database, put("清单.tsv"))
    data = checked(database, capsys, "清单.tsv")
    found = [one for one in data["files"][0]["diagnostics"] if one["name"] != "statute-unknown"]
    assert len(found) >= 5
    assert sorted(row[4] for row in made.findings) == sorted(one["message"] for one in found)
    assert all(row[-2:] == ["", ""] for row in made.findings)
    numbers = [row[0] for row in made.findings]
    assert len(set(numbers)) == len(numbers)


def test_counts_are_those_of_the_check(
    database: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = report(database, put("清单.tsv"))
    (file,) = checked(database, capsys, "清单.tsv")["files"]
    counts = file["counts"]
    unchecked = counts["citations"] - counts["checked"]
    facts = dict(made.facts)
    begin = f"引用 {counts['citations']} 处：已核 {counts['checked']}，未核 {unchecked}"
    assert facts["引用"].startswith(begin)
    assert len(made.table("序号", "引用", "未核原因")) == unchecked > 0
    cited = made.table("序号", "名称", "位阶")
    unattributed = counts["uncheckable"].get("unattributed", 0)
    assert sum(int(row[-1]) for row in cited) == counts["citations"] - unattributed


def test_every_statute_is_in_the_second_annex(database: Path, folder: Path) -> None:
    rows = report(database, put("清单.tsv")).table("序号", "名称", "位阶")
    found = {row[1]: row[2:] for row in rows}
    assert found["《中华人民共和国青禾保险法》"][0] == "法律"
    assert found["《中华人民共和国青禾保险法》"][2:] == ["2018年修正（2018-05-20）", "2"]
    assert found["《青禾灌溉管理规定》"] == ["—", "—", "未收录", "1"]
    repealed = found["《欺诈骗取青禾保险金举报奖励暂行办法》（已废止）"]
    assert repealed[:2] == ["规范性文件", "青保办发〔2018〕22号"]


def test_what_was_not_checked_says_why_and_where(database: Path, folder: Path) -> None:
    rows = report(database, put("清单.tsv")).table("序号", "引用", "未核原因")
    assert ["《青禾灌溉管理规定》第八条", "数据库未收录", "序号2 青禾待遇的核定"] in [
        row[1:4] for row in rows
    ]


def test_same_thing_of_the_same_statute_is_one_opinion(database: Path, folder: Path) -> None:
    made = report(database, put("清单.tsv"))
    (place,) = [line for line in made.lines if line.startswith("位置：") and "共 2 处" in line]
    assert place.startswith("位置：序号1 青禾保险费的征缴，设定依据 ")
    assert "；序号2 青禾待遇的核定，设定依据 " in place
    assert place.endswith("共 2 处（附表编号 1-1 至 1-2）。")
    missing = [row for row in made.findings if row[0] in ("1-1", "1-2")]
    assert [row[1] for row in missing] == ["序号1 青禾保险费的征缴", "序号2 青禾待遇的核定"]
    assert made.lines[made.lines.index("二、应改") + 2] == "（一）《中华人民共和国青禾保险法》"


def test_finding_of_several_places_names_them_all(database: Path, folder: Path) -> None:
    short = "《云杉职员法》第二条。"
    rows = (("1", "宣誓", short, ""), ("2", "保密", short, ""), ("3", "兼职", "", short))
    made = report(database, put("简称.tsv", rows), "--select", "CL102", status=0)
    (row,) = made.findings
    assert row[1:3] == ["序号1 宣誓", "设定依据\n第2行第3列\n等 3 处"]
    (places,) = [line for line in made.lines if line.startswith("位置：")]
    assert places == (
        "位置：序号1 宣誓，设定依据 第2行第3列；序号2 保密，设定依据 第3行第3列；"
        "序号3 兼职，追责依据 第4行第4列。共 3 处。"
    )


def test_grounds_name_version_effective_date_and_source(database: Path, folder: Path) -> None:
    row = next(row for row in report(database, put("清单.tsv")).findings if row[0] == "1-1")
    for part in ("《中华人民共和国青禾保险法》", "2018年修正文本（2018-05-20）", "主席令第325号"):
        assert part in row[6]
    assert "施行日期：2018-05-20" in row[6]
    assert "条文：" not in row[6]
    assert row[7:9] == ["确定\n应改", row[8]]


def test_words_of_a_provision_stand_there_where_the_user_has_them(
    database: Path, folder: Path
) -> None:
    texts = folder / "texts.sqlite"
    compile_texts(
        read_corpus(STATUTES, False), read_curated(STATUTES / "curated"), texts, words=True
    )
    quoted = (
        "《中华人民共和国青禾保险法》第三条：“县级以上青禾主管部门负责本区域内的青禾保险工作。”"
    )
    path = put("引文.tsv", (("1", "保险", quoted, ""),))
    made = report(database, path, "--database", str(texts), status=0)
    (row,) = [row for row in made.findings if "第三条" in row[6]]
    assert "条文：第三条" in row[6] or "条文：县级以上青禾主管部门" in row[6]


@pytest.mark.parametrize(
    ("severity", "certainty", "part"),
    [
        (Severity.ERROR, Certainty.CERTAIN, "应改"),
        (Severity.WARNING, Certainty.CERTAIN, "宜改"),
        (Severity.INFO, Certainty.CERTAIN, "宜改"),
        (Severity.ERROR, Certainty.LIKELY, "待核"),
        (Severity.INFO, Certainty.LIKELY, "待核"),
    ],
)
def test_what_is_not_sure_is_to_be_verified(
    severity: Severity, certainty: Certainty, part: str
) -> None:
    one = FOUND.diagnostics[0]._replace(severity=severity, certainty=certainty)
    assert part_of(one) == part


def test_advice_says_what_changes_in_long_words() -> None:
    one = FOUND.diagnostics[0]
    assert advice(one) == "改为“第九条”。"
    assert advice(one._replace(expected="", fix=None)) == "删去“第八条”。"
    assert advice(one._replace(expected=None, fix=None)) == "对照现行文本核实后改正。"
    long = "".join(chr(0x4E00 + at) for at in range(200))
    right = f"{long[:100]}新{long[101:]}"
    said = advice(one._replace(raw=long, expected=right, fix=None))
    assert said == f"“{long[94:107]}”改为“{right[94:107]}”。"


def test_list_date_digest_notes_and_suppressions_are_in_the_overview(
    database: Path, folder: Path
) -> None:
    Path("citelaw.toml").write_text('[[suppress]]\nrule = "CL105"\nreason = "原件如此"\n', "utf-8")
    facts = dict(report(database, put("清单.tsv"), "--list-date", "2023-06").facts)
    digest = hashlib.sha256(Path("清单.tsv").read_bytes()).hexdigest()
    assert facts["文件摘要"] == f"SHA-256：{digest}"
    assert facts["清单日期"] == "2023-06-01 至 2023-06-30（由使用者指定）"
    assert facts["未列出"] == "配置：原件如此（1 处）"
    assert facts["核对日"] == AS_OF


def test_all_that_a_run_can_hold_is_said() -> None:
    made = opened(document(Given(COMPARED, "/")))
    facts = dict(made.facts)
    assert "未能读取" in facts
    assert facts["适用版本未能确定"] == ("《某乙条例》 2 处：清单的日期不能确定在修改之前还是之后")
    assert "基线" in facts["未列出"]
    assert "--" not in made.words


def test_several_lists_are_told_apart(database: Path, folder: Path) -> None:
    made = report(database, put("甲.tsv"), put("乙.tsv", ROWS[:1]))
    assert "（二）所校清单：清单1" in made.lines
    assert "（三）所校清单：清单2" in made.lines
    assert "（一）清单1：乙.tsv" in made.lines
    assert "（二）清单2：甲.tsv" in made.lines
    (place,) = [line for line in made.lines if "共 3 处" in line]
    assert place.startswith("位置：清单1 序号1 ")
    assert "；清单2 序号1 " in place


def test_list_that_cannot_be_read_is_said(
    database: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("坏.tsv").write_bytes(b"\0\1\2" * 100)
    made = report(database, put("清单.tsv"), "坏.tsv", "没有.tsv", status=2)
    reasons = [said for name, said in made.facts if name == "未能读取"]
    assert [reason.partition("：")[0] for reason in reasons] == ["坏.tsv", "没有.tsv"]
    assert made.findings
    assert capsys.readouterr().err.count("坏.tsv") == 1


def test_nothing_found_is_said(database: Path, folder: Path) -> None:
    rows = (("1", "保险", "《中华人民共和国青禾保险法》第三条。", "《云杉职员法》第二条。"),)
    Path("citelaw.toml").write_text('select = ["CL301"]\n', "utf-8")
    made = report(database, put("清单.tsv", rows), status=0)
    for name in ("二、应改", "三、宜改", "四、待核", "逐项校验意见表", "未核验清单"):
        at = max(at for at, line in enumerate(made.lines) if line == name)
        assert made.lines[at + 1] == "无。"
    assert not made.findings
    assert made.table("序号", "名称", "位阶")


def test_list_without_any_citation_has_a_paper() -> None:
    empty = FileReport(path="空.txt", source="", counts=Counts(0, 0, 0, 0, 0, 0, 0))
    made = opened(document(Given(RUN._replace(files=(empty,)), "/")))
    assert made.lines.count("无。") >= 4


def test_paper_never_judges_whether_something_is_lawful(database: Path, folder: Path) -> None:
    words = report(database, put("清单.tsv")).words
    assert "合法" not in words
    assert "违法" not in words
    words = opened(document(Given(COMPARED, "/"))).words
    assert "合法" not in words
    assert "违法" not in words


NASTY = "<b>&amp;]]>\x01\x0b\u202e=1+1\ud800\ufffe-@"


def test_anything_may_stand_in_a_list() -> None:
    one = FOUND.diagnostics[0]
    one = one._replace(
        raw=f"第{NASTY}条",
        message=NASTY,
        expected=f"={NASTY}",
        place=one.place._replace(row=NASTY, column=NASTY, item_name=NASTY),
        title=NASTY,
        cited=NASTY,
        identity=one.identity._replace(words=NASTY) if one.identity else None,
    )
    file = FOUND._replace(path=f"{NASTY}.tsv", diagnostics=(one,))
    content = document(Given(RUN._replace(files=(file, file)), os.getcwd()))
    made = opened(content)
    assert made.findings[0][4] == "<b>&amp;]]>=1+1-@"
    kept = carried(content, "out.docx")
    assert kept is not None
    assert kept.findings[0].entry.identity == one.identity
    assert kept.files == (f"{NASTY}.tsv",) * 2


# ---------------------------------------------------------------- layout


@pytest.fixture(scope="module")
def laid_out() -> Written:
    return opened(document(Given(COMPARED, "/")))


def test_page_is_that_of_the_standard(laid_out: Written) -> None:
    upright, turned, annex, _ = laid_out.document.sections
    assert (RIGHT, BOTTOM) == (26, 35)
    for section in (upright, annex):
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        margins = (section.top_margin, section.left_margin)
        assert tuple(round(one.mm) for one in margins) == (37, 28)
        assert (round(section.right_margin.mm), round(section.bottom_margin.mm)) == (26, 35)
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)
    width = turned.page_width - turned.left_margin - turned.right_margin
    height = turned.page_height - turned.top_margin - turned.bottom_margin
    assert (round(width / Mm(1)), round(height / Mm(1))) == (225, 156)


@pytest.mark.parametrize(
    ("style", "han", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts_are_those_of_the_standard(
    laid_out: Written, style: str, han: str, points: int
) -> None:
    found = laid_out.document.styles[style]
    assert found.font.size == Pt(points)
    fonts = found.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == han
    assert not [name for name in fonts.attrib if "Theme" in name]


def test_body_has_lines_of_28_9_points_and_an_indent_of_two_characters(laid_out: Written) -> None:
    form = laid_out.document.styles["Body Text"].paragraph_format
    assert form.line_spacing == Pt(28.9)
    assert form.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert 22 * 28.9 <= Mm(225).pt < 23 * 28.9


def test_fonts_have_others_that_stand_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(document(Given(RUN, "/")))) as package:
        table = package.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,' in table


def test_pages_are_numbered_on_the_outer_side(laid_out: Written) -> None:
    first = laid_out.document.sections[0]
    odd, even = first.footer.paragraphs[0], first.even_page_footer.paragraphs[0]
    assert laid_out.document.settings.odd_and_even_pages_header_footer
    assert (odd.alignment, even.alignment) == (2, 0)
    for one in (odd, even):
        assert one.style.name == "Footer"
        (field,) = one._p.findall(qn("w:fldSimple"))
        assert field.get(qn("w:instr")) == "PAGE"
        assert one.text.replace("1", "") == "—  —"


def test_heads_are_repeated_and_rows_stay_together(laid_out: Written) -> None:
    tables = [one for one in laid_out.document.tables if len(one._tbl.tr_lst[0].tc_lst) > 2]
    for table in tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        width = sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid)
        assert width / 1440 * 25.4 <= 225.1


# ---------------------------------------------------------------- bytes


def test_same_run_gives_the_same_bytes(database: Path, folder: Path) -> None:
    report(database, put("清单.tsv"), out="一.docx")
    report(database, "清单.tsv", out="二.docx")
    assert Path("一.docx").read_bytes() == Path("二.docx").read_bytes()


def test_nothing_tells_when_it_was_made(database: Path, folder: Path) -> None:
    made = report(database, put("清单.tsv"))
    assert made.document.core_properties.created.isoformat() == f"{AS_OF}T00:00:00+00:00"
    with zipfile.ZipFile("out.docx") as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# ---------------------------------------------------------------- the second round


FIXED = (
    (*ROWS[0][:3], "《云杉职员法》（2005年4月27日）第二条。"),
    (ROWS[1][0], ROWS[1][1], "《中华人民共和国青禾保险法》第三条。", ROWS[1][3]),
    (
        *ROWS[2][:2],
        "《青禾救助 暂行办法》第三条；《中华人民共和国云杉职员法》第九十条。",
        ROWS[2][3],
    ),
)
"""The second list: of the repealed document nothing is left, an article that is not there is new,
and one of two places of the missing article is mended."""


def states(made: Written) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"新增": [], "未改": []}
    for row in made.findings:
        found[row[0].split("\n")[1]].append(row[4])
    return found


@pytest.mark.parametrize("how", ["paper", "baseline"])
def test_second_round_tells_new_unchanged_and_mended(
    database: Path, folder: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    put("清单.tsv")
    first = report(database, "清单.tsv", out="一.docx")
    previous = "一.docx"
    if how == "baseline":
        previous = "一.json"
        asked = ["baseline", "write", "清单.tsv", "-o", previous]
        assert run([*asked, "--database", str(database), "--as-of", AS_OF]) == 0
    put("清单.tsv", FIXED)
    made = report(database, "清单.tsv", "--previous", previous, out="二.docx")
    found = states(made)
    assert [one for one in found["新增"] if "无第九十条" in one]
    assert [one for one in found["未改"] if "无第九百条" in one]
    gone = made.table("原编号", "清单", "事项")
    assert [row for row in gone if "举报奖励暂行办法" in row[3]]
    assert len(gone) == len(first.findings) - len(found["未改"])
    (line,) = [line for line in made.lines if line.startswith("与上一轮")]
    assert line == (
        f"与上一轮（{previous}）相比：已改 {len(gone)} 处，未改 {len(found['未改'])} 处，"
        f"新增 {len(found['新增'])} 处。"
    )
    if how == "paper":
        assert all(row[0] and row[4] for row in gone)


def test_round_with_no_change_is_all_unchanged(database: Path, folder: Path) -> None:
    first = report(database, put("清单.tsv"), out="一.docx")
    made = report(database, "清单.tsv", "--previous", "一.docx", out="二.docx")
    assert len(states(made)["未改"]) == len(first.findings)
    assert not made.table("原编号", "清单", "事项")


def test_list_is_known_again_under_another_name_or_in_another_folder(
    database: Path, folder: Path
) -> None:
    first = report(database, put("清单.tsv"), out="一.docx")
    (folder / "第二轮").mkdir()
    Path("清单.tsv").rename("第二轮/清单（修改稿）.tsv")
    arguments = ("第二轮/清单（修改稿）.tsv", "--previous", "一.docx")
    made = report(database, *arguments, out="第二轮/二.docx")
    assert len(states(made)["未改"]) == len(first.findings)
    assert "上一轮的“清单.tsv”按本轮的“第二轮/清单（修改稿）.tsv”比较。" in made.lines


def test_nothing_is_said_of_lists_of_the_former_round_that_were_not_checked(
    database: Path, folder: Path
) -> None:
    report(database, put("甲.tsv"), put("乙.tsv"), out="一.docx")
    made = report(database, "甲.tsv", "--previous", "一.docx", out="二.docx")
    assert not made.table("原编号", "清单", "事项")
    assert "上一轮的下列清单本轮没有校验，不作结论：乙.tsv。" in made.lines


def test_baseline_of_the_configuration_gives_way_to_the_former_round(
    database: Path, folder: Path
) -> None:
    put("清单.tsv")
    asked = ["baseline", "write", "清单.tsv", "--database", str(database), "--as-of", AS_OF]
    assert run(asked) == 0
    Path("citelaw.toml").write_text('baseline = ".citelaw-baseline.json"\n', "utf-8")
    assert not report(database, "清单.tsv", out="一.docx", status=0).findings
    arguments = ("清单.tsv", "--previous", ".citelaw-baseline.json")
    assert states(report(database, *arguments, out="二.docx"))["未改"]


def changed(line: bytes) -> bytes:
    """The paper of a run whose record has ``line`` in place of its second one."""
    content = document(Given(RUN, "/"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "customXml/item2.xml":
                head, _, rest = data.partition(b"</line>\n")
                data = head + b"</line>\n<line>" + line + b"</line>\n" + rest
            new.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[]",
        b"no JSON",
        b"[" * 100_000,
        b'{"file": "a", "rule": "b", "citation": "c", "nth": 0, "places": 1, "number": "",'
        b' "item": "", "message": ""}',
        b'{"file": "a", "rule": "b", "citation": "c", "nth": true, "places": 1, "number": "",'
        b' "item": "", "message": ""}',
        b'{"file": "' + b"a" * 30_000 + b'", "rule": "b", "citation": "c", "nth": 1, "places": 1,'
        b' "number": "", "item": "", "message": ""}',
    ],
    ids=["empty", "no-object", "no-json", "deep", "nth", "kind", "long"],
)
def test_damaged_record_is_refused(line: bytes) -> None:
    with pytest.raises(SettingsError, match="已经损坏"):
        carried(changed(line), "out.docx")


def test_document_type_in_the_record_is_refused() -> None:
    content = document(Given(RUN, "/"))
    out = io.BytesIO()
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><round xmlns="urn:citelaw:report-round">&b;</round>'
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "customXml/item2.xml" else old.read(name))
    with pytest.raises(ReadError, match="DOCTYPE"):
        carried(out.getvalue(), "out.docx")


def test_former_round_that_cannot_be_used_is_refused(
    database: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("清单.tsv")
    docx.Document().save("别的.docx")
    Path("不是.docx").write_bytes(b"PK\x03\x04 cut off")
    said = {
        "没有.docx": "读不出来",
        "别的.docx": "其中没有校验记录",
        "不是.docx": "文件不完整",
        "清单.tsv": "JSON",
    }
    for previous, reason in said.items():
        asked = ["report", "清单.tsv", "-o", "out.docx", "--previous", previous]
        assert run([*asked, "--database", str(database)]) == 2
        assert reason in capsys.readouterr().err
        assert not Path("out.docx").exists()


# ---------------------------------------------------------------- the command


def test_paper_goes_over_no_list_and_no_former_paper(
    database: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("清单.tsv")
    report(database, "清单.tsv", out="一.docx")
    before = Path("一.docx").read_bytes()
    assert run(["report", "清单.tsv", "-o", "清单.tsv"]) == 2
    assert run(["report", "清单.tsv", "-o", "./一.docx", "--previous", "一.docx"]) == 2
    assert "就是 --previous 的文件，换一个文件名；" in capsys.readouterr().err
    assert Path("一.docx").read_bytes() == before


def test_paper_in_the_folder_is_no_list(database: Path, folder: Path) -> None:
    report(database, put("清单.tsv"), out="意见.docx")
    docx.Document().save("另一份.docx")
    with zipfile.ZipFile("意见.docx") as old, zipfile.ZipFile("另存.docx", "w") as new:
        for name in old.namelist():  # as other programs number the parts
            new.writestr(name.replace("item2.xml", "item7.xml"), old.read(name))
    facts = report(database, ".", out="新.docx", status=1).facts
    assert [said for name, said in facts if name == "文件"] == ["另一份.docx", "清单.tsv"]


def test_list_may_come_from_standard_input(
    database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Path(put("清单.tsv")).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    facts = dict(report(database, "-", "--stdin-filename", "所送.tsv").facts)
    assert facts["文件"] == "所送.tsv"
    assert facts["文件摘要"] == f"SHA-256：{hashlib.sha256(content).hexdigest()}"


def test_output_must_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", put("清单.tsv")]) == 2
    assert "没有给出 -o、--output" in capsys.readouterr().err


def test_exit_status_is_that_of_check(database: Path, folder: Path) -> None:
    put("清单.tsv")
    report(database, "清单.tsv", "--exit-zero", status=0)
    report(database, "清单.tsv", "--select", "CL105", status=0)
    report(database, "清单.tsv", "--select", "CL105", "--fail-on", "info", status=1)


def test_without_python_docx_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def missing(name: str, *arguments: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert run(["report", put("清单.tsv"), "-o", "out.docx"]) == 2
    assert "pip install 'citelaw[office]'" in capsys.readouterr().err
    assert not Path("out.docx").exists()
