"""Does a SARIF log say what GitHub and others read, and nothing that they refuse?"""

import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from made_up_run import (
    CLEAN_RUN,
    COMPARED,
    EMPTY_RUN,
    ENGLISH,
    PAGES,
    RUN,
    STYLE,
    TEXT,
    UNKNOWN,
    WRONG,
    many,
    text,
    with_findings,
)

from citelaw.model import Related, Report, Suppressed, SuppressedBy
from citelaw.reporters import Style
from citelaw.reporters._sarif import notifications
from citelaw.rules import all_rules
from citelaw.span import Span


def run_of(report: Report = RUN, style: Style = STYLE) -> dict[str, Any]:
    log = json.loads(text("sarif", report, style._replace(pages=PAGES)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run  # type: ignore[no-any-return]


def results(report: Report = RUN, style: Style = STYLE) -> list[dict[str, Any]]:
    return run_of(report, style)["results"]  # type: ignore[no-any-return]


def test_sarif_result_says_what_where_and_what_is_right() -> None:
    first = results()[0]
    assert (first["ruleId"], first["level"]) == ("CL301", "error")
    assert first["message"]["text"] == "《某甲法》没有第八条，应为第九条。\n改为：第九条"
    (location,) = first["locations"]
    place = location["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "%E5%9F%8E%20%E5%8C%BA/%E7%94%B2%2050%25%231.tsv",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {
        "startLine": 1,
        "startColumn": 13,
        "endLine": 1,
        "endColumn": 16,
        "charOffset": 12,
        "charLength": 3,
        "snippet": {"text": "第八条"},
    }
    assert place["contextRegion"]["snippet"]["text"] == TEXT.split("\r\n")[0]
    assert location["logicalLocations"] == [
        {"name": "设定依据", "fullyQualifiedName": "1-1/设定依据", "kind": "cell"}
    ]
    assert first["properties"]["evidence"]["version"] == "2018年修正文本"


def test_sarif_states_its_units_and_line_ends() -> None:
    run = run_of()
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == (
        "file:///work/%E5%90%84%E5%B8%82%20%E6%B8%85%E5%8D%95/"
    )


def test_sarif_region_runs_over_lines() -> None:
    place = results()[1]["locations"][0]["physicalLocation"]
    region, context = place["region"], place["contextRegion"]
    assert (region["startLine"], region["startColumn"]) == (2, 5)
    assert (region["endLine"], region["endColumn"]) == (4, 4)
    assert region["snippet"]["text"] == "《某\n乙\n条例》"
    assert context["snippet"]["text"] == "2\t依据《某\n乙\n条例》，又《某市办法》。"


def test_sarif_context_is_bounded_and_wider_than_the_region() -> None:
    source = "甲" * 5_000_000
    long = WRONG._replace(span=Span(2_500_000, 2_500_003), fix=None, related=())
    whole = long._replace(span=Span(0, 5_000_000))
    first, second = results(with_findings(long, whole, source=source))[::-1]
    context = first["locations"][0]["physicalLocation"]["contextRegion"]
    assert context["charLength"] == 403
    assert (context["startColumn"], context["charOffset"]) == (2_499_801, 2_499_800)
    place = second["locations"][0]["physicalLocation"]
    assert "snippet" not in place["region"]
    assert "contextRegion" not in place  # nothing stands beside it


def test_sarif_fix_replaces_regions_and_an_idea_is_none() -> None:
    first, broken, style_only, *_ = results()
    (fix,) = first["fixes"]
    (change,) = fix["artifactChanges"]
    assert (
        change["artifactLocation"] == first["locations"][0]["physicalLocation"]["artifactLocation"]
    )
    assert [one["insertedContent"] for one in change["replacements"]] == [{"text": "第九条"}]
    assert change["replacements"][0]["deletedRegion"]["charOffset"] == 12
    assert len(broken["fixes"][0]["artifactChanges"][0]["replacements"]) == 2
    assert "fixes" not in style_only


def test_sarif_marks_what_is_left_out_and_why() -> None:
    found = {
        one["suppressions"][0]["properties"]["by"]: one["suppressions"][0]
        for one in results()
        if "suppressions" in one
    }
    assert set(found) == {one.value for one in SuppressedBy if one is not SuppressedBy.ANSWER}
    assert found["comment"]["kind"] == "inSource"
    assert found["comment"]["justification"] == "已函询"
    assert found["config"]["kind"] == found["baseline"]["kind"] == "external"
    assert "justification" not in found["baseline"]


def test_sarif_says_that_an_answer_stands_in_the_list_itself() -> None:
    answered = Suppressed(WRONG, SuppressedBy.ANSWER, "原件如此")
    file = RUN.files[0]._replace(suppressed=(answered,))
    report = RUN._replace(files=(file,))
    (found,) = [one for one in results(report) if "suppressions" in one]
    assert found["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "properties": {"by": "answer"},
            "justification": "原件如此",
        }
    ]


def test_sarif_leaves_out_what_is_left_out_where_that_is_asked() -> None:
    assert not [
        one for one in results(style=STYLE._replace(suppressed=False)) if "suppressions" in one
    ]


def test_sarif_compares_with_the_baseline() -> None:
    states = [one.get("baselineState") for one in results(COMPARED)]
    assert states.count("new") == 1
    assert states.count("unchanged") == 1
    assert run_of(COMPARED)["properties"]["baseline"] == {"new": 1, "unchanged": 2, "fixed": 1}


def test_sarif_fingerprints_are_unique_and_stay_where_lines_move() -> None:
    found = [one["partialFingerprints"]["citelawFinding/v1"] for one in results(many(3, 40))]
    assert len(set(found)) == 120
    moved = WRONG._replace(span=Span(16, 19), related=(), fix=None)
    before, after = (
        results(with_findings(one, source=source))[0]["partialFingerprints"]
        for one, source in ((WRONG, TEXT), (moved, "新行\n\n" + TEXT))
    )
    assert before == after


def test_sarif_has_no_hash_that_the_upload_complains_of_and_no_category_of_its_own() -> None:
    assert all(set(one["partialFingerprints"]) == {"citelawFinding/v1"} for one in results())
    assert "automationDetails" not in run_of()


def test_sarif_rules_have_their_pages() -> None:
    rules = run_of()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    for rule in rules:
        assert rule["id"] != rule["name"]
        assert 0 < len(rule["shortDescription"]["text"]) <= 1_024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1_024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"## {rule['id']} ")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert len(rule["properties"]["tags"]) <= 20
    for one in results():
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    off = [rule["id"] for rule in rules if rule["defaultConfiguration"].get("enabled") is False]
    assert off == [rule.code for rule in all_rules() if not rule.on]


def test_sarif_describes_rules_in_english_where_that_is_asked() -> None:
    rule = run_of(style=ENGLISH)["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"].isascii() or "《" in rule["shortDescription"]["text"]
    assert rule["shortDescription"]["text"] == PAGES[0].summary
    assert run_of(style=ENGLISH)["language"] == "en-US"


def test_sarif_without_pages_still_names_its_rules() -> None:
    (run,) = json.loads(text("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CL105", "CL201", "CL301", "CL602"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


def notified(report: Report = RUN, style: Style = STYLE) -> list[tuple[str, str, str]]:
    run = run_of(report, style)
    described = run["tool"]["driver"]["notifications"]
    found = run["invocations"][0]["toolExecutionNotifications"]
    for one in found:
        assert described[one["descriptor"]["index"]]["id"] == one["descriptor"]["id"]
    return [(one["descriptor"]["id"], one["level"], one["message"]["text"]) for one in found]


def test_sarif_says_what_was_not_read_not_verified_and_not_checked() -> None:
    assert notified() == [
        ("unverified", "note", UNKNOWN.message),
        ("unchecked", "note", "引用 4 处：已核 3，未核 1（数据库未收录 1）"),
        (
            "undetermined",
            "note",
            "《某乙条例》 2 处：清单的日期不能确定在修改之前还是之后，可用 --list-date 指定",
        ),
        ("unreadable", "error", "/mnt/坏.bin：不是文本；换一个文件。"),
        ("not-written", "error", "丁.md：只读，未写入。"),
    ]
    assert not [one for one in results() if one["ruleId"] == UNKNOWN.code]


@pytest.mark.parametrize(
    ("report", "successful"), [(RUN, False), (CLEAN_RUN, True), (EMPTY_RUN, True)]
)
def test_sarif_says_whether_the_run_succeeded(report: Report, *, successful: bool) -> None:
    (invocation,) = run_of(report)["invocations"]
    assert invocation["executionSuccessful"] is successful
    assert "exitCode" not in invocation
    (invocation,) = run_of(report, STYLE._replace(status=2))["invocations"]
    assert invocation["exitCode"] == 2


def test_sarif_lists_every_file_with_its_encoding() -> None:
    artifacts = run_of()["artifacts"]
    assert [unquote_to_bytes(one["location"]["uri"]).decode() for one in artifacts] == [
        "城 区/甲 50%#1.tsv",
        "乙.tsv",
        "丙.md",
        "file:///mnt/坏.bin",
        "丁.md",
    ]
    assert artifacts[0]["encoding"] == "GB18030"
    assert artifacts[0]["properties"] == {
        "listDate": {"not_before": "2023-01-01", "not_after": None, "basis": "inferred"},
        "citations": 4,
        "checked": 3,
    }


def test_sarif_warns_of_more_results_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in notified(many(1, 5)) if one[0] == "too-many-results"]
    monkeypatch.setattr(notifications, "MOST", 4)
    assert [one[1] for one in notified(many(1, 5)) if one[0] == "too-many-results"] == ["warning"]


def test_sarif_shows_a_hundred_related_places() -> None:
    crowd = WRONG._replace(
        related=tuple(Related(Span(at % 9, at % 9 + 1), "") for at in range(130))
    )
    (one,) = results(with_findings(crowd))
    assert [place["id"] for place in one["relatedLocations"]] == list(range(1, 101))
    assert one["properties"]["relatedLocationsOmitted"] == 30


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[点击](http://a)", "\\[点击\\](http://a)"),
        ("财社[2014]70号", "财社[2014]70号"),
        ("{0} 和 {甲}", "{{0}} 和 {甲}"),
    ],
)
def test_sarif_message_holds_no_link_and_no_placeholder(words: str, expected: str) -> None:
    (one,) = results(with_findings(WRONG._replace(message=words, expected=None, fix=None)))
    assert one["message"]["text"] == expected
