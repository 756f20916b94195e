"""Does a report say where, what and how much, so that people and programs can rely on it?"""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_list import (
    CELL,
    CITATION,
    COUNTS,
    DOCUMENT,
    FILE,
    FOUND,
    REPORT,
    TEXT,
    UNREADABLE,
    WRONG,
)

from citelaw.model import (
    Applicability,
    CellCitations,
    FileReport,
    Fixed,
    Related,
    Report,
    Severity,
    Unchecked,
)
from citelaw.reporters import Language, Style, load_listing, load_reporter
from citelaw.reporters._location import STEP, Places
from citelaw.reporters._words import CHINESE, ENGLISH
from citelaw.span import Span
from citelaw.words import Words

# ---------------------------------------------------------------- locations


@given(st.text(st.sampled_from("a法𠮷\n\r\x0c\u2028é👍")), st.data())
def test_location_counts_lines_bytes_and_units_as_their_definitions_say(
    text: str, data: st.DataObject
) -> None:
    text *= data.draw(st.sampled_from([1, STEP // 3 + 1]))
    offset = data.draw(st.integers(0, len(text)))
    at = Places(text).locate(offset)
    before = text[:offset]
    # a place between \r and \n stands before the line's end
    ended = before[:-1] if before.endswith("\r") and text[offset : offset + 1] == "\n" else before
    line = ended.replace("\r\n", "\n").replace("\r", "\n").rpartition("\n")[2]
    line += before[len(ended) :]
    assert at.line == ended.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert at.column == len(line) + 1
    assert at.byte == len(before.encode())
    assert at.utf16_column == len(line.encode("utf-16-le")) // 2 + 1


# ---------------------------------------------------------------- whole reports


def full(report: Report, language: Language = Language.CHINESE) -> str:
    return load_reporter("full").render(report, Style(language=language)).decode()


def as_json(report: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(load_reporter("json").render(report, Style()))
    return data


def schema(name: str) -> jsonschema.Draft202012Validator:
    text = (files("citelaw.reporters") / "schema" / f"{name}.json").read_bytes()
    return jsonschema.Draft202012Validator(json.loads(text))


def test_full_report_shows_place_frame_reason_correction_and_evidence() -> None:
    assert (
        full(REPORT)
        == """\
甲.tsv:1:12: CL401 [*] quote-wrong-article 错误
  引文不是第八十条，而是第八十八条（2018年修正文本）的文字，请改条号或重引。
  1 | 1    依据《社会保险法》第八十条：𠮷，又《某市办法》。
    |                        ^^^^^^^^
  + |                        第八十八条
  位置：序号 1，设定依据
  依据：《中华人民共和国社会保险法》 2018年修正文本 第八十八条；数据截至 2026-08-28
  另见：1:5 所引法律

甲.tsv：清单未载日期，据所引《某市办法》推定不早于 2023-01-01，“制发时”的结论以此为限

未核验：下列 1 种文件不在数据库（数据截至 2026-10-31），不表示有误
  《某市办法》 1 处

共 1 个文件，引用 2 处：已核 1，未核 1（数据库未收录 1）；错误 1\
；未能读取 1 个文件；可自动修正 [*]：--fix --unsafe-fixes 1
"""
    )


def with_related(*related: Related) -> str:
    found = WRONG._replace(related=related)
    return full(REPORT._replace(files=(REPORT.files[0]._replace(diagnostics=(found,)),)))


def test_places_of_which_the_same_is_said_stand_on_one_line() -> None:
    same = [Related(span=Span(at, at + 1), message="此处相同") for at in range(4, 16)]
    report = with_related(Related(span=Span(3, 4), message="此处不同"), *same)
    assert "  另见：1:4 此处不同\n" in report
    assert "、1:13、1:14 等 12 处 此处相同\n" in report
    assert report.count("另见") == 2


def test_long_report_lists_its_errors_at_the_end() -> None:
    minor = [
        WRONG._replace(severity=Severity.INFO, message=f"第{number}处。", related=())
        for number in range(12)
    ]
    report = full(REPORT._replace(files=(REPORT.files[0]._replace(diagnostics=(*minor, WRONG)),)))
    assert "\n\n上列各处中的错误，应先核对\n  甲.tsv:1:12: CL401 quote-wrong-article\n\n" in report
    assert "应先核对" not in full(REPORT)


def test_full_report_says_once_what_is_wrong_in_the_same_way() -> None:
    again = WRONG._replace(span=Span(22, 26))
    report = full(REPORT._replace(files=(FILE._replace(diagnostics=(WRONG, again)),)))
    assert report.count("CL401") == 1
    assert "同样的问题另有 1 处：第 1 行" in report
    assert "错误 2" in report


def test_full_report_speaks_english() -> None:
    assert (
        full(REPORT, Language.ENGLISH)
        == """\
甲.tsv:1:12: CL401 [*] quote-wrong-article error
  The quoted words are those of article 88.
  1 | 1    依据《社会保险法》第八十条：𠮷，又《某市办法》。
    |                        ^^^^^^^^
  + |                        第八十八条
  where: item 1, 设定依据
  evidence: 《中华人民共和国社会保险法》 as amended in 2018 第八十八条; data to 2026-08-28
  see also: 1:5 the law cited

甲.tsv: the list states no date; by the cited 《某市办法》 it is not older than 2023-01-01\
, and what is said of its day holds within that bound

Not verified: 1 title(s) not in the database (data to 2026-10-31)\
, as listed here; that does not mean that they are wrong
  《某市办法》 1 place(s)

1 file(s), 2 citation(s): 1 checked, 1 not checked (not in the database 1); error 1\
; 1 file(s) could not be read; fixable [*]: --fix --unsafe-fixes 1
"""
    )


def test_clean_file_gives_the_closing_line_only() -> None:
    clean = FILE._replace(diagnostics=(), counts=COUNTS._replace(checked=2, uncheckable=()))
    report = full(REPORT._replace(files=(clean,)))
    assert report == "共 1 个文件，引用 2 处：已核 2，未核 0；未发现问题\n"


def test_no_citation_is_not_called_no_problem() -> None:
    counts = COUNTS._replace(citations=0, checked=0, uncheckable=())
    empty = FILE._replace(diagnostics=(), counts=counts)
    report = full(REPORT._replace(files=(empty,)))
    assert report == "共 1 个文件，引用 0 处：已核 0，未核 0；没有找到引用\n"


def test_report_without_a_file_that_was_read_judges_nothing() -> None:
    unread = FileReport(path="乙.bin", failure=Words("乙.bin：不是文本。", "乙.bin: not text."))
    report = full(REPORT._replace(files=(unread,)))
    assert report == "共 0 个文件，引用 0 处：已核 0，未核 0；未能读取 1 个文件\n"


def test_controls_in_a_list_do_not_reach_the_terminal() -> None:
    hostile = FILE._replace(source=TEXT.replace("依据", "\x1b]"))
    report = full(REPORT._replace(files=(hostile,)))
    assert "\x1b" not in report


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_severity_and_reason_has_its_word(words: Any) -> None:
    assert set(words.severity) == set(Severity)
    assert set(words.unchecked) == set(Unchecked)


def test_json_report_is_valid_by_its_schema() -> None:
    schema("check").validate(as_json(REPORT))


def test_json_report_places_a_finding_in_every_unit() -> None:
    one = as_json(REPORT)["files"][0]["diagnostics"][1]
    assert (one["start"], one["end"], one["raw"]) == (19, 25, "《某市办法》")
    assert one["location"] == {"line": 1, "column": 20}
    assert one["end_location"] == {"line": 1, "column": 26}
    assert one["byte_start"] == len(TEXT[:19].encode())
    assert one["utf16_column"] == 21  # 𠮷 takes two units


def test_json_report_names_the_mention_and_the_citation() -> None:
    one, other = as_json(REPORT)["files"][0]["diagnostics"]
    assert (one["statute_id"], one["citation"]) == ("s1", "《社会保险法》第八十条")
    assert (other["statute_id"], other["citation"]) == ("s2", "《某市办法》")


def test_json_report_lists_files_that_could_not_be_read() -> None:
    data = as_json(REPORT)
    assert data["failures"] == [
        {"path": "乙.bin", "reason": "乙.bin：不是文本。", "reason_en": "乙.bin: not text."}
    ]
    assert data["summary"]["files"] == 1


def test_reports_say_what_was_fixed() -> None:
    rules = (("CL104", Applicability.SAFE, 2), ("CL401", Applicability.UNSAFE, 1))
    report = REPORT._replace(files=(FILE._replace(fixed=Fixed(rules=rules)), UNREADABLE))
    assert "；已修正 3 处（稳妥 2，须复核 1）；可自动修正 [*]：--fix --unsafe-fixes 1\n" in full(
        report
    )
    english = full(report, Language.ENGLISH)
    assert english.endswith(
        "; 3 fixed (2 safe, 1 to be reviewed); fixable [*]: --fix --unsafe-fixes 1\n"
    )
    data = as_json(report)
    schema("check").validate(data)
    assert data["files"][0]["fixed"]["rules"] == {"CL104": 2, "CL401": 1}
    assert data["summary"]["fixed"] == 3


def test_jsonl_lines_are_valid_by_their_schema_and_sorted() -> None:
    lines = load_listing("jsonl").render(DOCUMENT, FOUND, None).decode().split("\n")[:-1]
    found = [json.loads(line) for line in lines]
    for one in found:
        schema("extract").validate(one)
    assert [(one["kind"], one["start"], one["raw"]) for one in found] == [
        ("statute", 4, "《社会保险法》"),
        ("ref", 11, "第八十条"),
        ("statute", 19, "《某市办法》"),
    ]
    assert (found[1]["statute"], found[1]["pinpoint"]) == ("s1", "a80")


def test_jsonl_lines_name_the_file_where_there_are_several() -> None:
    line, *_ = load_listing("jsonl").render(DOCUMENT, FOUND, "甲.tsv").decode().split("\n")
    assert json.loads(line)["file"] == "甲.tsv"


def test_pinpoint_without_statute_has_null() -> None:
    lost = CellCitations(cell=CELL, citations=(CITATION._replace(statute=None),))
    line = load_listing("jsonl").render(DOCUMENT, (lost,), None)
    assert json.loads(line)["statute"] is None


def test_table_shows_whose_a_pinpoint_is() -> None:
    table = load_listing("table").render(DOCUMENT, FOUND, None).decode().split("\n")
    assert table[2].split() == ["1:12", "第八十条", "s1", "a80"]
    assert table[-2] == "法规 2 处，条款 1 处，非法规文书 0 处"
