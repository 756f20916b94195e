"""Do the formats for other programs say what those programs read, and nothing that breaks them?"""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_run import (
    BROKEN,
    CLEAN,
    CLEAN_RUN,
    COMPARED,
    COUNTS,
    EMPTY_RUN,
    ENGLISH,
    FOUND,
    PAGES,
    RUN,
    STYLE,
    STYLE_ONLY,
    TEXT,
    UNKNOWN,
    UNREADABLE,
    WRONG,
    many,
    reporter,
    text,
    with_findings,
)

from citelaw.commands import run
from citelaw.model import (
    Edit,
    FileReport,
    Fix,
    Identity,
    Related,
    Report,
    Severity,
)
from citelaw.reporters import Style
from citelaw.reporters._json import Encoded, laid_out
from citelaw.rules import all_rules
from citelaw.span import Span

NAMES = ("csv", "github", "gitlab", "jsonl", "junit", "rdjsonl", "sarif")


# ---------------------------------------------------------------- what all of them keep to


@pytest.mark.parametrize("style", [STYLE, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("report", [RUN, COMPARED, CLEAN_RUN, EMPTY_RUN])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_run_gives_the_same_utf_8_bytes(name: str, report: Report, style: Style) -> None:
    data = reporter(name).render(report, style)
    assert data == reporter(name).render(report, style)
    data.decode()


@pytest.mark.parametrize("name", sorted({*NAMES, "json"} - {"csv"}))
def test_lines_end_with_a_line_feed(name: str) -> None:
    data = reporter(name).render(RUN, STYLE)
    assert data.endswith(b"\n")
    assert b"\r" not in data


@pytest.mark.parametrize("name", [name for name in NAMES if name != "jsonl"])
def test_messages_are_in_the_language_of_the_report(name: str) -> None:
    assert WRONG.message in text(name)
    assert WRONG.message_en not in text(name)
    assert WRONG.message_en in text(name, style=ENGLISH)
    assert WRONG.message not in text(name, style=ENGLISH)


@pytest.mark.parametrize("name", ["csv", "github", "gitlab", "junit", "rdjsonl"])
def test_evidence_and_correction_are_in_english_too(name: str) -> None:
    said = text(name, style=ENGLISH)
    assert "text of 2018" in said
    assert "2018年修正文本" not in said
    assert "改为" not in said
    assert "依据：" not in said


@pytest.mark.parametrize("name", [name for name in NAMES if name != "jsonl"])
def test_a_file_that_could_not_be_read_is_said(name: str) -> None:
    assert "不是文本；换一个文件。" in text(name)
    assert "只读，未写入。" in text(name)


# ---------------------------------------------------------------- json lines


def test_jsonl_lines_are_findings_alone_valid_by_the_schema() -> None:
    schema = json.loads((files("citelaw.reporters") / "schema" / "check.json").read_bytes())
    line = {"$defs": schema["$defs"], "$ref": "#/$defs/line"}
    found = [json.loads(one) for one in text("jsonl").splitlines()]
    for one in found:
        jsonschema.Draft202012Validator(line).validate(one)
    assert [(one["file"], one["code"]) for one in found] == [
        ("./城 区/甲 50%#1.tsv", "CL301"),
        ("./城 区/甲 50%#1.tsv", "CL105"),
        ("./城 区/甲 50%#1.tsv", "CL602"),
        ("./城 区/甲 50%#1.tsv", "CL201"),
        ("乙.tsv", "CL301"),
    ]


def test_jsonl_findings_are_those_of_json() -> None:
    whole = json.loads(text("json"))
    expected = [
        {"file": file["path"]} | one for file in whole["files"] for one in file["diagnostics"]
    ]
    assert [json.loads(one) for one in text("jsonl").splitlines()] == expected


def test_json_has_each_finding_on_one_line() -> None:
    lines = text("json").splitlines()
    assert sum('"message_en"' in line for line in lines) == 5
    assert all(line.lstrip().startswith('{"id"') for line in lines if '"message_en"' in line)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=12,
    ),
    st.integers(0, 4),
)
def test_layout_changes_no_value(value: Any, depth: int) -> None:
    assert json.loads(laid_out(value, depth)) == value


def test_what_is_json_already_is_taken_as_it_is() -> None:
    assert json.loads(laid_out({"a": [Encoded('{"b": 1}')]}, 2)) == {"a": [{"b": 1}]}


@pytest.mark.parametrize("name", ["json", "jsonl", "rdjsonl", "gitlab", "sarif"])
def test_no_line_ends_where_only_some_readers_see_an_end(name: str) -> None:
    whole = text(name, with_findings(WRONG._replace(message="甲\x85乙\u2028丙\u2029丁\x0b")))
    assert whole.splitlines() == whole.split("\n")[:-1]
    assert "甲\\u0085乙\\u2028丙\\u2029丁\\u000b" in whole


# ---------------------------------------------------------------- github


class Command(NamedTuple):
    """A workflow command as the runner reads it."""

    name: str
    fields: dict[str, str]
    message: str


def command(line: str) -> Command:
    found = re.fullmatch(r"::(\w+) ?([^:]*)::(.*)", line)
    assert found, line
    pairs = (pair.partition("=") for pair in found[2].split(",") if pair)
    fields = {key: unescaped(value) for key, _, value in pairs}
    return Command(found[1], fields, unescaped(found[3]))


def unescaped(text: str) -> str:
    for code, mark in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, mark)
    return text


def commands(report: Report = RUN, style: Style = STYLE) -> list[Command]:
    return [command(line) for line in text("github", report, style).split("\n")[:-1]]


def test_annotation_names_the_place_and_says_what_is_right() -> None:
    one = next(one for one in commands() if one.fields.get("line") == "1")
    assert one.name == "error"
    assert one.fields == {
        "title": "citelaw (CL301 article-missing)",
        "file": "城 区/甲 50%#1.tsv",
        "line": "1",
        "endLine": "1",
        "col": "13",
        "endColumn": "16",
    }
    assert one.message == (
        "《某甲法》没有第八条，应为第九条。\n改为：第九条\n"
        "依据：《中华人民共和国某甲法》 2018年修正文本 第九条；数据截至 2026-08-28"
    )


def test_annotation_over_several_lines_has_no_columns() -> None:
    one = next(one for one in commands() if one.name == "warning")
    assert (one.fields["line"], one.fields["endLine"]) == ("2", "4")
    assert not {"col", "endColumn"} & set(one.fields)


def test_annotations_come_worst_first() -> None:
    names = [one.name for one in commands()]
    assert names == ["error", "error", "error", "error", "warning", "notice", "notice"]


def test_annotations_are_escaped() -> None:
    odd = WRONG._replace(message="100%：\r\n第二行, a::b")
    report = with_findings(odd, path="a,b:c%\n::error::d.tsv")
    assert len(text("github", report).splitlines()) == 1
    (one,) = commands(report)
    assert one.fields["file"] == "a,b:c%\n::error::d.tsv"
    assert one.message.startswith("100%：\n\n第二行, a::b\n改为：第九条\n")


def test_titles_that_are_not_verified_are_one_notice() -> None:
    again = UNKNOWN._replace(span=Span(34, 36))
    other = UNKNOWN._replace(title="某县规定", raw="《某县规定》")
    (one,) = commands(with_findings(UNKNOWN, again, other))
    assert one.name == "notice"
    assert one.message == (
        "未核验：2 种文件不在数据库（数据截至 2026-10-31），不表示有误："
        "《某市办法》 2 处，《某县规定》 1 处"
    )


def graded(errors: int, warnings: int, infos: int) -> Report:
    severities = [Severity.ERROR] * errors + [Severity.WARNING] * warnings
    severities += [Severity.INFO] * infos
    return with_findings(*(WRONG._replace(severity=one) for one in severities))


def hidden(report: Report) -> str | None:
    said = [one.message for one in commands(report) if "只显示" in one.message]
    assert len(said) <= 1
    return said[0] if said else None


def test_nothing_is_said_to_be_hidden_where_github_shows_all() -> None:
    assert hidden(graded(10, 10, 10)) is None


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((11, 0, 0), "错误 1 条"),
        ((12, 13, 0), "错误 2 条，警告 3 条"),
        ((0, 0, 11), "提示 2 条"),  # the notice that says it takes a place itself
        ((11, 0, 10), "错误 1 条，提示 1 条"),
    ],
)
def test_annotations_that_github_drops_are_counted(
    numbers: tuple[int, int, int], expected: str
) -> None:
    assert f"未显示：{expected}；" in (hidden(graded(*numbers)) or "")


def test_what_is_hidden_is_said_among_the_first_ten_notices() -> None:
    names = [one.message for one in commands(graded(0, 0, 40)) if one.name == "notice"]
    assert "只显示" in names[0]


def summary(report: Report, style: Style = STYLE) -> str:
    render = reporter("github").summary
    assert render is not None
    return render(report, style).decode()


def test_step_summary_lists_failures_then_findings_worst_first() -> None:
    rows = [row for row in summary(COMPARED).split("\n") if row.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows] == [
        "| 级别", "| ---", "| 未能读取", "| 未能写入",
        "| 错误", "| 错误", "| 警告（待核）", "| 提示",
    ]  # fmt: skip
    assert "城 区/甲 50%&#35;1.tsv&#58;1&#58;13" in rows[4]
    assert "与基线 baseline.toml 相比：新增 1，未改 2，已改 1" in summary(COMPARED)
    assert "已抑制、未列出 3 处（清单内注释 1，配置 1，基线 1）" in summary(COMPARED)
    assert "- 《某市办法》 1 处" in summary(COMPARED)


def test_step_summary_adds_up() -> None:
    first = summary(RUN).split("\n\n")[1]
    assert first.startswith(
        "共 4 个文件，引用 7 处：已核 6，未核 1（数据库未收录 1）；错误 2，警告 1，提示 1；"
        "未能读取 1 个文件"
    )


@pytest.mark.parametrize("style", [STYLE, ENGLISH], ids=["zh", "en"])
def test_step_summary_of_a_clean_run_has_no_table(style: Style) -> None:
    assert "|" not in summary(CLEAN_RUN, style)


def test_step_summary_lists_two_hundred_findings_and_counts_the_rest() -> None:
    page = summary(with_findings(*[WRONG] * 2_000))
    assert page.count("\n| 错误") == 200
    assert "另有 1800 条未列出" in page


def test_step_summary_stays_below_what_github_takes() -> None:
    long = WRONG._replace(message="长" * 100_000, expected="正" * 100_000)
    page = summary(with_findings(*[long] * 2_000))
    shown = page.count("\n| 错误")
    assert 100 < shown < 200
    assert len(page.encode()) < 600_000
    assert f"另有 {2_000 - shown} 条未列出" in page


@pytest.mark.parametrize(
    "words",
    ["a|b", "<b>x</b>", "[x](http://y)", "www.example.com", "`x`", "a\nb", "@me", "*x*", ":x:"],
)
def test_step_summary_takes_nothing_for_mark_up(words: str) -> None:
    page = summary(with_findings(WRONG._replace(message=words)))
    (row,) = [row for row in page.split("\n") if "CL301" in row]
    assert row.count("|") == 6
    cell = row.split(" | ")[3]
    assert not re.search(r"[<>\[\]`@*]|www\.|//.*:|:x:", cell)
    unmarked = re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), cell)
    assert unmarked == words.replace("\n", " ")


# ---------------------------------------------------------------- gitlab

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "additionalProperties": False,
                "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^\\\\]+$", "not": {"pattern": "^./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                    "positions": {
                        "type": "object",
                        "required": ["begin", "end"],
                        "properties": {
                            side: {
                                "type": "object",
                                "required": ["line", "column"],
                                "properties": {
                                    unit: {"type": "integer", "minimum": 1}
                                    for unit in ("line", "column")
                                },
                            }
                            for side in ("begin", "end")
                        },
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation and its own validator ask of a Code Quality report."""


def issues(report: Report = RUN, style: Style = STYLE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text("gitlab", report, style))
    return found


@pytest.mark.parametrize("report", [RUN, CLEAN_RUN, EMPTY_RUN, many(3, 40)])
def test_gitlab_report_is_valid_and_its_fingerprints_unique(report: Report) -> None:
    found = issues(report)
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(found)
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_gitlab_weights_and_places() -> None:
    assert [(one["check_name"], one["severity"]) for one in issues()] == [
        ("CL301 article-missing", "critical"),
        ("CL105 title-whitespace", "major"),
        ("CL602 punctuation", "minor"),
        ("CL201 statute-unknown", "info"),
        ("CL301 article-missing", "critical"),
        ("citelaw unreadable", "blocker"),
        ("citelaw not-written", "blocker"),
    ]
    assert issues()[1]["location"] == {
        "path": "城 区/甲 50%#1.tsv",
        "positions": {"begin": {"line": 2, "column": 5}, "end": {"line": 4, "column": 4}},
    }


def test_gitlab_fingerprint_stays_where_lines_move() -> None:
    moved = WRONG._replace(span=Span(WRONG.span.start + 4, WRONG.span.end + 4))
    before = issues(with_findings(WRONG))[0]
    after = issues(with_findings(moved, source="新行\n\n" + TEXT))[0]
    assert before["fingerprint"] == after["fingerprint"]
    assert before["location"] != after["location"]


def test_gitlab_tells_findings_apart_that_are_alike() -> None:
    found = issues(with_findings(WRONG, WRONG))
    assert found[1]["fingerprint"] == found[0]["fingerprint"] + "-2"


def test_gitlab_names_files_from_the_repository() -> None:
    style = Style(folder="/builds/法规/in", root="/builds/法规")
    assert issues(with_findings(WRONG), style)[0]["location"]["path"] == "in/甲.tsv"


# ---------------------------------------------------------------- junit

ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
"""Elements that we use with the attributes that junit-10.xsd of Jenkins gives them."""
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "system-out"},
    "testcase": {"failure", "error", "skipped"},
}


def suites(report: Report = RUN, style: Style = STYLE) -> ET.Element:
    return ET.fromstring(reporter("junit").render(report, style))


def cases(report: Report = RUN, style: Style = STYLE) -> Iterator[tuple[str, str, str]]:
    for case in suites(report, style).iter("testcase"):
        verdict = case[0] if len(case) else None
        kind = "" if verdict is None else f"{verdict.tag}:{verdict.get('type')}"
        yield case.get("classname", ""), case.get("name", ""), kind


@pytest.mark.parametrize("report", [RUN, COMPARED, CLEAN_RUN, EMPTY_RUN, many(2, 30)])
def test_junit_keeps_to_the_schema_of_jenkins(report: Report) -> None:
    root = suites(report)
    for element in root.iter():
        assert set(element.keys()) <= ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in root:
        assert {"name", "tests", "failures", "errors"} <= set(suite.keys())
        for tag, attribute in (("failure", "failures"), ("error", "errors"), ("skipped",) * 2):
            assert int(suite.attrib[attribute]) == len(list(suite.iter(tag)))
        assert int(suite.attrib["tests"]) == len(list(suite.iter("testcase")))
    for attribute in ("tests", "failures", "errors"):
        assert int(root.attrib[attribute]) == sum(int(suite.attrib[attribute]) for suite in root)


def test_junit_fails_what_fails_the_run() -> None:
    assert list(cases()) == [
        ("citelaw.城 区/甲 50%#1_tsv", "CL301 article-missing 《某甲法》第八条", "failure:error"),
        ("citelaw.城 区/甲 50%#1_tsv", "CL105 title-whitespace 《某乙条例》", "skipped:warning"),
        ("citelaw.城 区/甲 50%#1_tsv", "CL602 punctuation ，", "skipped:info"),
        ("citelaw.城 区/甲 50%#1_tsv", "CL201 statute-unknown 《某市办法》", "skipped:unverified"),
        ("citelaw.乙_tsv", "CL301 article-missing 《某甲法》第八条", "failure:error"),
        ("citelaw.乙_tsv", "CL105 title-whitespace 《某乙条例》", "skipped:suppressed-baseline"),
        ("citelaw.乙_tsv", "CL602 punctuation ，", "skipped:suppressed-config"),
        (
            "citelaw.乙_tsv",
            "CL301 article-missing 《某甲法》第八条 (2)",
            "skipped:suppressed-comment",
        ),
        ("citelaw.丙_md", "citelaw", ""),
        ("citelaw./mnt/坏_bin", "citelaw unreadable", "error:unreadable"),
        ("citelaw.丁_md", "citelaw not-written", "error:not-written"),
    ]


def test_junit_fails_warnings_where_they_fail_the_run() -> None:
    strict = RUN._replace(files=(FOUND._replace(fail_on=Severity.WARNING),))
    kinds = [kind for *_, kind in cases(strict)]
    assert kinds == ["failure:error", "failure:warning", "skipped:info", "skipped:unverified"]


def test_junit_says_where_and_why() -> None:
    failure = next(suites().iter("failure"))
    assert failure.get("message") == "《某甲法》没有第八条，应为第九条。"
    assert (failure.text or "").split("\n") == [
        "城 区/甲 50%#1.tsv:1:13: CL301 article-missing 错误",
        "位置：序号 1-1，设定依据",
        "《某甲法》没有第八条，应为第九条。",
        "改为：第九条",
        "依据：《中华人民共和国某甲法》 2018年修正文本 第九条；数据截至 2026-08-28",
    ]


def test_junit_cases_of_a_file_have_names_of_their_own() -> None:
    long = "很长的话" * 40
    alike = [
        BROKEN._replace(identity=Identity("title-whitespace", long + end, 1)) for end in "甲乙"
    ]
    names = [name for _, name, _ in cases(with_findings(*alike))]
    assert len(set(names)) == 2
    assert max(map(len, names)) < 130


def test_junit_has_no_character_that_xml_cannot_hold() -> None:
    odd = WRONG._replace(message="甲\x00\x1b\x0b\ufffe\udcff]]><&\"'乙", raw="\x00")
    report = with_findings(odd, path='a"<b>&\x01\n.tsv')
    root = suites(report)
    assert root[0].get("name") == 'a"<b>&\ufffd\n.tsv'
    assert next(root.iter("failure")).get("message") == "甲\ufffd\ufffd\ufffd\ufffd\ufffd]]><&\"'乙"


def test_junit_compares_with_the_baseline() -> None:
    assert (suites(COMPARED)[-1][0].text or "").startswith("与基线 baseline.toml 相比：新增 1")


# ---------------------------------------------------------------- reviewdog


def diagnostics(report: Report = RUN, style: Style = STYLE) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text("rdjsonl", report, style).splitlines()]


FIELDS = {"message", "location", "severity", "source", "code", "suggestions"}
FIELDS |= {"original_output", "related_locations"}


def test_rdjsonl_has_the_fields_of_a_diagnostic_alone() -> None:
    for one in diagnostics():
        assert {"message", "location", "severity"} <= set(one) <= FIELDS
        assert one["severity"] in ("ERROR", "WARNING", "INFO")
        assert "url" not in one.get("code", {})


def test_rdjsonl_columns_are_bytes_of_the_line() -> None:
    first, broken, *_ = diagnostics()
    line = TEXT.split("\r\n")[0]
    assert first["location"]["range"] == {
        "start": {"line": 1, "column": len(line[:12].encode()) + 1},
        "end": {"line": 1, "column": len(line[:15].encode()) + 1},
    }
    assert first["location"]["range"]["start"]["column"] == 30  # 4 + 4 (𠮷) + 7 times 3, from 1
    assert broken["location"]["range"] == {
        "start": {"line": 2, "column": 9},
        "end": {"line": 4, "column": 10},
    }


def test_rdjsonl_suggests_a_fix_as_a_whole() -> None:
    first, broken, style_only, unknown, *_ = diagnostics()
    assert first["suggestions"] == [{"range": first["location"]["range"], "text": "第九条"}]
    # Two edits around 乙 are one suggestion: line breaks away, the character kept.
    assert broken["suggestions"] == [
        {
            "range": {"start": {"line": 2, "column": 15}, "end": {"line": 4, "column": 1}},
            "text": "乙",
        }
    ]
    assert "suggestions" not in style_only  # an idea, never put in place
    assert "suggestions" not in unknown


def test_rdjsonl_suggests_nothing_where_edits_meet() -> None:
    edits = (Edit(Span(12, 15), "甲"), Edit(Span(13, 14), "乙"))
    odd = WRONG._replace(fix=Fix("改", edits, WRONG.fix.applicability if WRONG.fix else None))  # type: ignore[arg-type]
    assert "suggestions" not in diagnostics(with_findings(odd))[0]


def test_rdjsonl_lines_stay_below_what_reviewdog_reads() -> None:
    long = WRONG._replace(
        message="长" * 50_000,
        expected="正" * 50_000,
        related=(Related(Span(0, 1), "另" * 30_000),) * 30,
    )
    data = reporter("rdjsonl").render(with_findings(long, WRONG), STYLE)
    assert max(map(len, data.split(b"\n"))) < 65_536
    assert [json.loads(line)["code"]["value"] for line in data.splitlines()] == ["CL301"] * 2


def test_rdjsonl_says_a_title_that_is_not_verified_once() -> None:
    again = UNKNOWN._replace(span=Span(34, 36), related=(Related(Span(0, 1), "同上"),))
    (one,) = diagnostics(with_findings(UNKNOWN, again))
    assert one["message"].endswith("不表示有误。（共 3 处）")
    assert one["severity"] == "INFO"


def test_rdjsonl_names_files_from_the_working_folder() -> None:
    style = Style(folder="/builds/法规/in", root="/builds/法规")
    assert diagnostics(with_findings(WRONG), style)[0]["location"]["path"] == "甲.tsv"


# ---------------------------------------------------------------- csv


def rows(report: Report = RUN, style: Style = STYLE) -> list[dict[str, str]]:
    data = reporter("csv").render(report, style)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data[3:].decode(), newline="")))


def test_csv_rows_have_the_place_the_words_and_the_state() -> None:
    assert rows()[0] == {
        "文件": "城 区/甲 50%#1.tsv",
        "行": "1",
        "列": "13",
        "位置": "",
        "序号": "'1-1",
        "事项": "",
        "栏目": "设定依据",
        "部分": "设定依据",
        "规则": "CL301 article-missing",
        "级别": "错误",
        "原文": "第八条",
        "问题": "《某甲法》没有第八条，应为第九条。",
        "修改": "第九条",
        "依据": "《中华人民共和国某甲法》 2018年修正文本 第九条；数据截至 2026-08-28",
        "状态": "待改",
    }


def test_csv_states_tell_what_is_new_left_out_unverified_or_unread() -> None:
    assert [(row["规则"][:5], row["状态"]) for row in rows()] == [
        ("CL301", "待改"),
        ("CL105", "待改"),
        ("CL602", "待改"),
        ("CL201", "未核验"),
        ("CL301", "新增"),
        ("CL301", "已抑制，清单内注释：已函询"),
        ("CL105", "已抑制，基线"),
        ("CL602", "已抑制，配置：原件如此"),
        ("", "未能读取"),
        ("", "未能写入"),
    ]


def test_csv_keeps_what_was_left_out_apart_where_that_is_not_wanted() -> None:
    states = [row["状态"] for row in rows(style=STYLE._replace(suppressed=False))]
    assert not [state for state in states if state.startswith("已抑制")]


def test_csv_lines_end_as_excel_writes_them() -> None:
    data = reporter("csv").render(CLEAN_RUN, STYLE)
    assert (
        data
        == b"\xef\xbb\xbf"
        + (
            '"文件","行","列","位置","序号","事项","栏目","部分","规则","级别","原文","问题",'
            '"修改","依据","状态"\r\n'
        ).encode()
    )
    english = reporter("csv").render(CLEAN_RUN, ENGLISH)
    assert english.startswith(b'\xef\xbb\xbf"file","line","column","address","item"')


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("\r=1", "\n=1"),
        ("1-1", "'1-1"),
        ("2.10", "'2.10"),
        ("001", "'001"),
        ("(1)", "'(1)"),
        ("（2）", "'（2）"),
        ("123456789012", "'123456789012"),
        ("12", "12"),
        ("第八条", "第八条"),
        ("甲\x00\x1b乙", "甲\ufffd\ufffd乙"),
        ("甲\udcff", "甲\ufffd"),
        ('甲"乙,丙;丁', '甲"乙,丙;丁'),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
    ],
)
def test_csv_cell_is_neither_formula_nor_date_nor_noise(words: str, expected: str) -> None:
    (row,) = rows(with_findings(WRONG._replace(raw=words)))
    assert row["原文"] == expected


def test_csv_cell_is_no_longer_than_excel_holds() -> None:
    (row,) = rows(with_findings(WRONG._replace(message="长" * 50_000)))
    assert len(row["问题"]) == 32_000
    assert row["状态"] == "待改"


# ---------------------------------------------------------------- whatever the names and words

odd = st.text(
    st.sampled_from("a8%#:,|<>&\"'=-+@[](){}`\\/\r\n\t\x00\x1b\x85\u2028\udcff《法》𠮷")
    | st.characters(),
    max_size=12,
)


@settings(max_examples=60)
@given(odd, odd, odd)
def test_no_name_and_no_words_break_out_of_a_format(name: str, words: str, right: str) -> None:
    one = WRONG._replace(message=words or "错", raw=words, expected=right, related=())
    report = with_findings(one._replace(place=WRONG.place._replace(row=words)), path=f"x{name}")
    for style in (STYLE, STYLE._replace(folder="", pages=PAGES[:1])):
        assert len(text("jsonl", report, style).split("\n")) == 2
        assert len(diagnostics(report, style)) == 1
        assert len(issues(report, style)) == 1
        assert len(commands(report, style)) == 1
        assert len(rows(report, style)) == 1
        assert len(list(suites(report, style).iter("failure"))) == 1
        (result,) = json.loads(text("sarif", report, style))["runs"][0]["results"]
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        parts = urlsplit(location["uri"])
        assert (parts.query, parts.fragment) == ("", "")
        assert parts.scheme in ("", "file")
        assert "\n### " not in summary(report, style)


def test_every_finding_of_a_large_run_is_an_issue() -> None:
    assert len(issues(many(20, 100))) == 2_000


@pytest.mark.parametrize("name", NAMES)
def test_unread_and_clean_files_alone_give_no_finding(name: str) -> None:
    assert WRONG.code in text(name, with_findings(WRONG))
    for file in (UNREADABLE, CLEAN):
        assert not re.search(r"CL\d", text(name, RUN._replace(files=(file,))))


def test_summary_counts_only_what_was_read() -> None:
    lost: FileReport = FOUND._replace(counts=COUNTS._replace(citations=9, checked=8))
    assert "引用 9 处：已核 8，未核 1" in summary(RUN._replace(files=(lost, UNREADABLE)))
    assert STYLE_ONLY.message in summary(RUN)


# ---------------------------------------------------------------- through the command


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    folder = tmp_path / "城 区"
    folder.mkdir()
    monkeypatch.chdir(folder)
    comment = "<!-- citelaw: ignore-next-line[CL301] 已函询 -->"
    text = f"依据《中华人民共和国社会保险法》第九百条。\n\n{comment}\n"
    text += "依据《中华人民共和国社会保险法》第九百零一条。\n"
    Path("甲 50%.md").write_text(text, "utf-8")
    return "甲 50%.md"


def checked(*arguments: str) -> int:
    return run(["check", "--as-of", "2026-11-21", "--select", "CL301", *arguments])


def test_command_names_files_from_the_repository_and_gives_pages_and_status(listed: str) -> None:
    assert checked(listed, "--output-format", "sarif:out.sarif") == 1
    (found,) = json.loads(Path("out.sarif").read_bytes())["runs"]
    assert found["invocations"][0]["exitCode"] == 1
    assert len(found["tool"]["driver"]["rules"]) == len(all_rules())
    uris = {one["location"]["uri"] for one in found["artifacts"]}
    assert uris == {"%E5%9F%8E%20%E5%8C%BA/%E7%94%B2%2050%25.md"}
    assert ["suppressions" in one for one in found["results"]] == [False, True]


def test_command_leaves_out_what_is_suppressed_where_that_is_asked(listed: str) -> None:
    assert (
        checked(listed, "--no-suppressed", "--exit-zero", "--output-format", "sarif:a.sarif") == 0
    )
    (found,) = json.loads(Path("a.sarif").read_bytes())["runs"]
    assert found["invocations"][0]["exitCode"] == 0
    assert ["suppressions" in one for one in found["results"]] == [False]


def test_command_adds_to_the_summary_of_the_step(
    listed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path("page.md")
    page.write_text("# 前文\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert checked(listed, "--output-format", "github") == 1
    assert capsys.readouterr().out.startswith("::error title=citelaw (CL301 article-missing),file=")
    assert page.read_text("utf-8").startswith("# 前文\n### citelaw\n")
    assert checked(listed, "--output-format", "json:out.json") == 1
    assert page.read_text("utf-8").count("### citelaw") == 1


def test_summary_that_cannot_be_written_is_said(
    listed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("no/such/page.md").absolute()))
    assert checked(listed, "--output-format", "github") == 2
    assert "步骤摘要写不进去" in capsys.readouterr().err
