"""Does the HTML report do in a real browser what it promises? Chromium, through playwright-core.

``CITELAW_PLAYWRIGHT`` names a folder of node_modules with playwright-core (and axe-core),
``CHROMIUM`` the browser; ``CITELAW_PICTURES`` a folder where the pictures are kept.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from citelaw.engine import Engine
from citelaw.model import FileReport, Report
from citelaw.reporters import Style, load_reporter
from citelaw.settings import Settings
from citelaw.view import view_of

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "fixtures" / "lists"
TODAY = date(2026, 11, 21)
TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0
"""WCAG 2.1: for text, and for lines and shapes that carry a meaning."""

MANY = "序号\t事项名称\t设定依据\t责任事项\n" + "".join(
    f"{number}\t第{number}项\t"
    f"《中华人民共和国社会保险法》（2018年12月29日修正）第{number + 100}条、"
    f"《中华人民共和国行政处罚法》（2021年1月22日修订）第{number + 100}条。\t"
    f"1.受理第{number}项的申请，核对材料，当场告知补正；2.现场核查并制作记录；3.作出决定，送达当事人，公开结果；"
    "4.归档备查，按期回访，发现问题的移送有关部门处理。本项由办事机构会同有关单位承办，期限和程序从其规定。\n"
    for number in range(1, 501)
)
"""A list of 200 KB with a thousand findings."""

PAGES = {
    "tsv": ("tsv.txt",),
    "markdown": ("markdown.md",),
    "key-value": ("key-value.txt",),
    "prose": ("prose.txt",),
    "html": ("html.html",),
    "several": ("broken.txt", "indented.txt", "lines.txt", "tsv-html.txt"),
}


@cache
def engine() -> Engine:
    return Engine(Settings(as_of=TODAY))


def viewed(file: FileReport) -> FileReport:
    assert file.resolved is not None
    return file._replace(view=view_of(file.resolved), resolved=None)


def report_on(*files: FileReport) -> Report:
    return engine().report(map(viewed, files))


def look(report: Report, folder: Path) -> dict[str, Any]:
    """Return what the browser sees of the page of a report."""
    modules = os.environ.get("CITELAW_PLAYWRIGHT", "")
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    node = shutil.which("node")
    there = os.path.isdir(os.path.join(modules, "playwright-core")) and browser and node
    if not there:
        (pytest.fail if os.environ.get("CITELAW_HEAVY") == "1" else pytest.skip)(
            "playwright-core (CITELAW_PLAYWRIGHT), node or Chromium (CHROMIUM) is not here"
        )
    path = folder / "page.html"
    path.write_bytes(load_reporter("html").render(report, Style()))
    pictures = Path(os.environ.get("CITELAW_PICTURES") or folder) / folder.name
    pictures.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("html_page.js")
    command = [str(node), str(script), os.path.abspath(modules), browser, str(path), str(pictures)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    seen["pdf"] = (pictures / "page.pdf").read_bytes()[:5]
    return seen


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    made = {
        name: report_on(*(engine().check_path(str(LISTS / one)) for one in lists))
        for name, lists in PAGES.items()
    }
    made["many"] = report_on(engine().check_document(engine().read_text(MANY, "千处.txt")))
    return made


@pytest.fixture(scope="module", params=[*PAGES, "many"])
def seen(
    request: pytest.FixtureRequest,
    reports: dict[str, Report],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp(request.param)
    return look(reports[request.param], folder) | {"name": request.param}


def words(text: str) -> str:
    """Words without white space and without the markup of the fixture lists."""
    return "".join(unescape(re.sub(r"</?[a-z][^<>]*>", "", text)).split())


def test_marks_stand_under_the_words_of_their_findings(
    seen: dict[str, Any], reports: dict[str, Report]
) -> None:
    report = reports[seen["name"]]
    expected = Counter(
        words(one.raw)
        for file in report.files
        for one in file.diagnostics
        if one.name != "statute-unknown"
    )
    assert expected
    assert Counter(map(words, seen["marked"].values())) == expected


def test_page_breaks_no_policy_and_asks_for_nothing(seen: dict[str, Any]) -> None:
    assert seen["console"] == []
    assert seen["violations"] == []
    assert seen["requests"] == []


def test_card_comes_with_the_pointer_stays_under_it_and_goes(seen: dict[str, Any]) -> None:
    assert seen["hover"]["say"] in seen["hover"]["card"]
    assert seen["stays"]


def test_citation_without_finding_has_a_card_too(seen: dict[str, Any]) -> None:
    assert ("cited" in seen) is (seen["name"] != "many")
    assert "已核，未发现问题" in seen.get("cited", "已核，未发现问题")


def test_keys_lead_from_finding_to_finding_and_into_the_card(seen: dict[str, Any]) -> None:
    steps = seen["steps"]
    assert steps["found"] == steps["expected"]
    assert seen["near"]
    assert seen["escape"]
    before = steps["expected"][-2] if len(steps["expected"]) > 1 else steps["expected"][0]
    assert seen["back"] == before
    assert seen["entered"] == "card"
    assert seen["returned"] == before


def test_filters_show_what_their_numbers_promise(seen: dict[str, Any]) -> None:
    filters = seen["filters"]
    for one in filters["found"]:
        assert one["spots"] == one["promised"], one
        assert one["marks"] == one["promised"], one
        assert one["empty"] == 0, one
        if "again" in one:
            assert one["again"] == one["promised"], one
            assert one["hash"], one
    assert filters["nothing"]
    assert filters["after"]["marks"] == len(seen["marked"])
    assert filters["after"]["hash"] == ""


def test_link_leads_to_a_place_far_away(seen: dict[str, Any]) -> None:
    assert seen["far"]


def test_no_page_scrolls_sideways(seen: dict[str, Any]) -> None:
    assert seen["width"] <= 0
    assert seen["phone"]["width"] <= 0
    assert seen["phone"]["narrow"] <= 0


def test_tap_opens_the_card_and_closes_it(seen: dict[str, Any]) -> None:
    assert seen["phone"]["card"] > 0
    assert seen["phone"]["closed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(scheme: str, seen: dict[str, Any]) -> None:
    lowest = seen["contrast"][scheme]
    assert lowest["text"][0] >= TEXT_CONTRAST, lowest
    assert lowest["line"][0] >= LINE_CONTRAST, lowest
    assert lowest["drawing"][0] >= LINE_CONTRAST, lowest


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, seen: dict[str, Any]) -> None:
    if seen["axe"][scheme] is None:
        pytest.skip("axe-core is not beside playwright-core (CITELAW_PLAYWRIGHT)")
    assert seen["axe"][scheme] == []


def test_page_is_printed(seen: dict[str, Any]) -> None:
    assert seen["pdf"] == b"%PDF-"


def test_without_script_everything_is_read_and_linked(seen: dict[str, Any]) -> None:
    assert seen["without"]["notes"] > 0
    assert seen["without"]["bar"] == 0
    assert seen["without"]["address"].startswith("#f1-")


def test_thousand_findings_open_in_a_moment(seen: dict[str, Any]) -> None:
    assert seen["milliseconds"] < 5000
