"""Does an office program lay out the paper of a review as it should be, and keep what it carries?

LibreOffice makes the pages, poppler reads them; ``CITELAW_PICTURES`` names a folder where the
pictures are kept.
"""

import os
import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pdfplumber
import pytest

from citelaw.commands import run
from citelaw.office import is_paper
from citelaw.reporters.report import carried

pytestmark = pytest.mark.heavy

AS_OF = "2026-11-21"
POINTS = 72 / 25.4
"""Points in a millimetre."""
ROW = (
    "{n}\t第{n}项：对骗取社会保险待遇行为的处罚\t《中华人民共和国社会保险法》第{n}条、第九百条；"
    "《某市青禾办法》第{n}条。\t《中华人民共和国公务员法》（2005年4月27日通过）第五十三条。\n"
)
ITEMS = 30


class Made(NamedTuple):
    """A list, the paper on it, the pages of that, and the paper as LibreOffice saves it."""

    source: Path
    paper: Path
    pages: Path
    saved: Path


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, libreoffice: Callable[[Path, str], Path]
) -> Made:
    folder = tmp_path_factory.mktemp("report")
    rows = "".join(ROW.format(n=number) for number in range(1, ITEMS + 1))
    source, paper = folder / "清单.tsv", folder / "意见.docx"
    source.write_text(f"序号\t事项名称\t设定依据\t追责依据\n{rows}", "utf-8")
    assert run(["report", str(source), "-o", str(paper), "--as-of", AS_OF]) == 1
    pages = libreoffice(paper, "pdf")
    pictures = os.environ.get("CITELAW_PICTURES")
    if pictures:
        draw = ["pdftoppm", "-r", "60", "-png", str(pages), str(Path(pictures) / "report")]
        subprocess.run(draw, check=True)
    return Made(source, paper, pages, libreoffice(paper, "docx"))


@pytest.fixture(scope="module")
def pages(made: Made, needed: Callable[[str, str], str]) -> list[str]:
    read = [needed("PDFTOTEXT", "pdftotext"), "-layout", str(made.pages), "-"]
    done = subprocess.run(read, capture_output=True, check=True, text=True)
    return done.stdout.split("\f")[:-1]


def test_pages_are_numbered_from_the_first_to_the_last(pages: list[str]) -> None:
    assert len(pages) > 8
    for number, page in enumerate(pages, 1):
        last = page.rstrip().rsplit("\n", 1)[-1]
        assert re.fullmatch(rf"— *{number} *—", last.strip())
        left = len(last) - len(last.lstrip())
        assert (left > 20) == (number % 2 == 1)


def test_all_parts_are_printed(pages: list[str]) -> None:
    text = "".join("".join(pages).split())
    places = [text.index(part) for part in ("一、概况", "二、应改", "三、宜改", "四、待核")]
    assert places == sorted(places)
    for words in (
        "机器校验，经人工确认后生效。",
        "经办",
        "审核",
        "审签",
        "未核验清单",
        "依据总目录",
    ):
        assert words in text
    assert "合法" not in text
    assert "违法" not in text


def test_head_of_the_table_stands_on_each_of_its_pages(pages: list[str]) -> None:
    heads = ["编制单位答复" in "".join(page.split()) or "复核" in page for page in pages]
    first = heads.index(True)
    last = len(heads) - 1 - heads[::-1].index(True)
    assert last > first
    assert all(heads[first : last + 1])


def test_text_stands_in_the_block_of_the_standard(made: Made) -> None:
    with pdfplumber.open(made.pages) as pdf:
        turned = 0
        for page in pdf.pages:
            across = page.width > page.height
            turned += across
            width, height = (225, 156) if across else (156, 225)
            left, top = (35, 28) if across else (28, 37)
            body = [one for one in page.chars if one["bottom"] < (top + height + 3) * POINTS]
            assert min(one["x0"] for one in body) >= (left - 1) * POINTS
            assert max(one["x1"] for one in body) <= (left + width + 6) * POINTS  # a hanging mark
            assert min(one["top"] for one in body) >= (top - 2) * POINTS
        assert 0 < turned < len(pdf.pages)


def lines_of(page: Any) -> list[list[Any]]:
    """The characters of the text block of an upright page, line by line."""
    found: list[list[Any]] = []
    for one in sorted(page.chars, key=lambda one: (one["bottom"], one["x0"])):
        if one["bottom"] < (37 + 225 + 3) * POINTS:
            if not found or one["bottom"] - found[-1][0]["bottom"] > 14:
                found.append([])
            found[-1].append(one)
    return [sorted(line, key=lambda one: one["x0"]) for line in found]


def test_full_page_has_22_lines_of_28_characters(made: Made) -> None:
    with pdfplumber.open(made.pages) as pdf:
        upright = [lines_of(page) for page in pdf.pages[1:5] if page.width < page.height]
    assert max(map(len, upright)) == 22
    steps = [
        after["x0"] - before["x0"]
        for page in upright
        for line in page
        for before, after in pairwise(line)
        if min(before["text"], after["text"]) >= "\u4e00" and before["size"] > 15
    ]
    assert 28 * min(steps) <= 156 * POINTS < 28.5 * min(steps)


def test_what_it_carries_outlives_another_program(made: Made) -> None:
    before = carried(made.paper.read_bytes(), "意见.docx")
    assert before is not None
    assert before.findings
    assert carried(made.saved.read_bytes(), "意见.docx") == before


def test_saved_paper_is_a_former_round(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "二.docx"
    asked = ["report", str(made.source), "--as-of", AS_OF, "-o", str(out)]
    assert run([*asked, "--previous", str(made.saved)]) == 1
    assert not capsys.readouterr().err
    text = "".join(one.text for one in docx.Document(str(out)).paragraphs)
    assert "已改 0 处" in text
    assert "新增 0 处" in text
    assert is_paper(str(made.saved))
