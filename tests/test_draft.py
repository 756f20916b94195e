"""A list examined again after an edit is reported as if it were read for the first time."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from citelaw.draft import Draft
from citelaw.engine import Engine
from citelaw.model import Cell, FileReport
from citelaw.rules import _memo
from citelaw.settings import Settings

HEAD = "序号\t职权名称\t职权类型\t设定依据\t责任事项\t追责情形及依据\n"
CELLS = (
    "对骗取青禾保险金的处罚",
    "行政处罚",
    "【法律】《中华人民共和国青禾保险法》（2018年5月20日修正）第五条：“青禾保险经办机构应当自收到申请之日起二十个工作日内核定损失，并书面告知申请人。”",
    "《青禾保险法》第六条第二项；《甲省引水条例》第八条。",
    "根据《中华人民共和国云杉职员法》（以下简称《云杉法》）第五条，主管部门应当受理。",
    "第三条：“县级以上青禾主管部门负责本行政区域内的青禾保险工作。”",
    "《关于印发〈引水管理办法〉的通知》（甲水〔2014〕7号）第三条、第四条",
    "1.受理；2.审查；4.决定。",
    "违反白鹭机构管理办法的，依照云杉法第九条处理。",
    "《青禾救助暂行办法》（2019年3月2日修订）第二条、第十条。",
    "同上，见《白鹭机构管理办法》（青禾部令第4号，2016年修订）。",
    "《云杉职员法》第三条：“县级以上青禾主管部门负责本行政区域内的青禾保险工作。”\n",
    "《远星旧船检验办法》",
)


def table(rng: random.Random, rows: int = 12) -> str:
    lines = [HEAD]
    for number in range(1, rows + 1):
        lines.append("\t".join([str(number), *rng.choices(CELLS, k=5)]) + "\n")
    return "".join(lines)


def paragraphs(rng: random.Random, rows: int = 20) -> str:
    return "".join(f"{rng.choice(CELLS)}\n" for _ in range(rows))


def blocks(rng: random.Random, rows: int = 8) -> str:
    return "".join(
        f"职权名称：{rng.choice(CELLS)}\n设定依据：{rng.choice(CELLS)}\n追责依据：{rng.choice(CELLS)}\n\n"
        for _ in range(rows)
    )


def markdown(rng: random.Random, rows: int = 10) -> str:
    head = "| 序号 | 职权名称 | 设定依据 | 责任事项 |\n|---|---|---|---|\n"
    cells = [one.replace("\n", "") for one in CELLS]
    return head + "".join(
        f"| {number} | {' | '.join(rng.choices(cells, k=3))} |\n" for number in range(rows)
    )


def html(rng: random.Random, rows: int = 8) -> str:
    return (
        "<table><tr><th>序号</th><th>职权名称</th><th>设定依据</th></tr>"
        + "".join(
            f"<tr><td>{number}</td><td>{rng.choice(CELLS)}</td><td>{rng.choice(CELLS)}<br/>"
            f"{rng.choice(CELLS)}&nbsp;</td></tr>\n"
            for number in range(rows)
        )
        + "</table>"
    )


PIECES = (
    *(
        "《",
        "》",
        "第",
        "条",
        "“",
        "”",
        "\n",
        "\t",
        "。",
        "；",
        "（",
        "）",
        "法",
        "引",
        "十",
        "𠀀",
        "|",
    ),
    *(
        "以下简称",
        "第三条",
        "《云杉法》",
        "（2019年修订）",
        "（以下简称《保险法》）",
        "中华人民共和国",
    ),
    *(
        "\r\n",
        "<br>",
        "&lt;",
        "\x0c",
        "\u2028",
        "甲水〔2020〕3号",
        "序号",
        "《中华人民共和国青禾保险法》",
    ),
    *("青禾保险法", "白鹭机构管理办法", "二十", "青禾"),
    "<!-- citelaw: ignore[CL305] 已核 -->",
    *CELLS,
)


def edited(text: str, rng: random.Random) -> str:
    """Return ``text`` with a random place of it replaced."""
    start = rng.randrange(len(text) + 1)
    length = rng.choice((0, 0, 0, 1, 1, 2, 5, 30, 200))
    new = "" if rng.random() < 0.3 else rng.choice(PIECES)
    return text[:start] + new + text[start + length :]


def shown(report: FileReport) -> tuple[object, ...]:
    """Return what of a report others see, cells by their place and words."""
    diagnostics = tuple(one._replace(statute=None, citation=None) for one in report.diagnostics)
    resolved = report.resolved
    assert resolved is not None
    return (
        report._replace(diagnostics=diagnostics, resolved=None),
        [placed(one) for one in resolved.document.cells],
        [(placed(one.cell), fields(one, "cell")) for one in resolved.mentions],
        [
            (placed(one.citation.cell), one.citation[1:], fields(one, "citation", "mention"))
            for one in resolved.citations
        ],
        [
            fields(one.mention, "cell") if one.mention is not None else None
            for one in resolved.citations
        ],
    )


def placed(cell: Cell) -> tuple[object, ...]:
    return (cell.offsets.pieces_of_cell, fields(cell, "offsets", "memo"))


def fields(one: object, *left_out: str) -> dict[str, object]:
    names = getattr(type(one), "__slots__", ())
    return {name: getattr(one, name) for name in names if name not in left_out}


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(databases=(database,), as_of=date(2026, 11, 21))).prepare()


@pytest.mark.parametrize("make", [table, paragraphs, blocks, markdown, html])
@pytest.mark.parametrize("seed", range(3))
def test_random_edits_are_reported_like_a_fresh_check(
    make: Callable[[random.Random], str], seed: int, engine: Engine
) -> None:
    rng = random.Random(f"{make.__name__}{seed}")
    draft, text = Draft(engine, "list.txt"), make(rng)
    for _ in range(40):
        found = draft.examine(text)
        fresh = engine.check_document(engine.read_text(text, "list.txt"))
        assert shown(found) == shown(fresh), text
        text = edited(text, rng) or make(rng)


QUOTING = (
    "《青禾保险法》第五条：“青禾保险经办机构应当自收到申请之日起二十个工作日内核定损失，"
    "并书面告知申请人。”"
)


def said(report: FileReport) -> list[tuple[str, ...]]:
    """Return what a report says, wherever it says it."""
    return [(one.message, one.wrong_since, one.certainty) for one in report.diagnostics]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            f"{HEAD}1\t职权\t行政处罚\t《云杉职员法》（以下简称《职员办法》）\t\t\n"
            "2\t职权\t行政处罚\t违反职员办法第三十条的\t\t\n",
            f"{HEAD}1\t职权\t行政处罚\t《云杉职员法》\t\t\n"
            "2\t职权\t行政处罚\t违反职员办法第三十条的\t\t\n",
            id="a short name given above",
        ),
        pytest.param(
            f"{HEAD}1\t职权\t行政处罚\t《云杉职员法》\t第三十条\t\n",
            f"{HEAD}1\t职权\t行政处罚\t《青禾保险法》\t第三十条\t\n",
            id="the statute that the cell before leaves open",
        ),
        pytest.param(
            f"{HEAD}1\t职权\t行政处罚\t《云杉职员法》（以下简称《用工办法》）\t\t\n"
            "2\t职权\t行政处罚\t《青禾保险法》第三条。按照用工办法,办理\t\t\n",
            f"{HEAD}1\t职权\t行政处罚\t《云杉职员法》\t\t\n"
            "2\t职权\t行政处罚\t《青禾保险法》第三条。按照用工办法,办理\t\t\n",
            id="what a rule worked out of the cell",
        ),
    ],
)
def test_an_edit_reaches_the_cells_that_depend_on_it(
    before: str, after: str, engine: Engine
) -> None:
    draft = Draft(engine, "list.txt")
    last = said(draft.examine(before))[-1]
    fresh = engine.check_document(engine.read_text(after, "list.txt"))
    assert shown(draft.examine(after)) == shown(fresh)
    assert last not in said(fresh)


def test_what_rules_worked_out_of_a_list_is_not_kept_while_it_is_written(engine: Engine) -> None:
    draft = Draft(engine, "list.txt")
    for text in (QUOTING, f"{QUOTING}甲"):
        resolved = draft.examine(text).resolved
        assert not any(id(resolved) in kept for kept in _memo._results)


def test_a_byte_order_mark_is_no_part_of_the_text(engine: Engine) -> None:
    draft = Draft(engine, "list.txt")
    marked = draft.examine("\ufeff" + QUOTING)
    assert marked.diagnostics
    assert shown(marked) == shown(draft.examine(QUOTING))
