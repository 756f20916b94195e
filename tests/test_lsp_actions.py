"""Do code actions do what they say, at the place as it is now, and nothing besides?"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from applied_edits import applied
from applied_edits import edited as edited_text
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol.converters import get_converter
from lsprotocol.types import (
    CodeAction,
    CodeActionContext,
    CodeActionKind,
    CodeActionTriggerKind,
    CreateFile,
    Diagnostic,
    Position,
    Range,
    SnippetTextEdit,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)
from open_list import AS_OF, opened, registry

import citelaw.integrations.lsp._accepting as accepting_module
from citelaw.configuration import Configuration
from citelaw.engine import Engine
from citelaw.fixing import SAFE, fix_content
from citelaw.fixing._edits import apply
from citelaw.identity import finding_id
from citelaw.integrations.lsp._accepting import OpenText, Surroundings
from citelaw.integrations.lsp._changes import text_edits
from citelaw.integrations.lsp._ignoring import ignoring, written
from citelaw.integrations.lsp.actions import (
    FIX_ALL,
    IGNORE,
    MOST,
    SERVER_FIX_ALL,
    SHOW_RULE,
    actions,
    fix_all_edit,
    ignore_edit,
    resolved,
)
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import ClientAbilities
from citelaw.integrations.lsp.positions import Positions
from citelaw.model import (
    Applicability,
    Certainty,
    Edit,
    FileReport,
    Fix,
    ResolvedDocument,
    Rule,
    Severity,
    Shape,
)
from citelaw.model import Diagnostic as Finding
from citelaw.readers import decode
from citelaw.settings import Settings
from citelaw.span import Span
from citelaw.words import Words

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LISTS = [
    *sorted(path for path in (FIXTURES / "lists").iterdir() if path.name != "README.md"),
    *sorted((FIXTURES / "tables").iterdir()),
]
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
PLAIN = ClientAbilities(action_literals=True)
MODERN = ClientAbilities(
    action_literals=True, document_changes=True, create_files=True, resolve_edit=True
)
WRONG = "《青禾保险法》第九百条"
SPACED = "《中华人民共和国 青禾保险法》第三条"
CONVERTER = get_converter()
NOTHING = Surroundings()


def parts(checked: Checked) -> Iterator[tuple[Finding, Finding]]:
    for one in checked.report.diagnostics:
        for part in one.parts or (one,):
            yield one, part


# ---------------------------------------------------------------- comments in every layout

WORDS = st.sampled_from(
    [
        WRONG,
        SPACED,
        "《青禾保险法》第三条",
        "《中华人民共和国青禾 保险法》",
        "《印发<青禾办法>的通知》（青保发[2018]2号）",
        "《青禾保险法》第八百条“𠮷”",
        "“《青禾保险法》第七百条”",
        "依据 ",
        "，",
        "。",
        "👍𠮷",
        "\u3000",
        " ",
    ]
)
FIELD = st.lists(WORDS, min_size=1, max_size=4).map("".join)
COMMENT = st.sampled_from(
    [
        "",
        "",
        "",
        " <!-- citelaw: ignore[CL104] 原文如此 -->",
        " <!-- citelaw: ignore[CL999x] 原文如此 -->",
        " <!-- citelaw: ignore[CL301 -->",
        " <!-- 说明 -->",
        " <!-- citelaw: ignore[CL1",
    ]
)
Row = tuple[str, str, str]
ROWS = st.lists(st.tuples(FIELD, FIELD, COMMENT), min_size=1, max_size=4)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def tsv(rows: list[Row], end: str) -> str:
    lines = ["序号\t事项名称\t设定依据\t责任事项"]
    lines += [f"{n}\t甲\t{one}\t{other}{c}" for n, (one, other, c) in enumerate(rows, 1)]
    return end.join([*lines, ""])


def quoted(rows: list[Row], end: str) -> str:
    lines = ["序号\t事项名称\t设定依据\t责任事项"]
    lines += [f'{n}\t甲\t"{one}{end}{other}{c}"\t"乙"' for n, (one, other, c) in enumerate(rows, 1)]
    return end.join([*lines, ""])


def markdown(rows: list[Row], end: str) -> str:
    lines = ["# 清单", "", "| 序号 | 事项名称 | 设定依据 | 责任事项 |", "|--|--|--|--|"]
    lines += [
        f"| {n} | 甲\\|乙 | {one}{c} | {other} |" for n, (one, other, c) in enumerate(rows, 1)
    ]
    return end.join([*lines, "", f"说明：{rows[0][0]}  "])


def html(rows: list[Row], end: str) -> str:
    lines = [
        f"<!DOCTYPE html><title>{rows[0][0]}</title><table><tr><th>序号<th>设定依据<th>责任</tr>"
    ]
    lines += [
        f"<tr><td>{n}</td><td{end}class='a'><p>{one}</p><b>{other}</b>{c}{end}</td><td>{one}</td></tr>"
        for n, (one, other, c) in enumerate(rows, 1)
    ]
    return end.join([*lines, f"</table><p>{rows[0][1]}</p></html>"])


def one_line(rows: list[Row], _end: str) -> str:
    cells = (f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other, _ in rows)
    return f"<table><tr><th>设定依据</th><th>责任事项</th></tr>{''.join(cells)}</table>"


def indented(rows: list[Row], end: str) -> str:
    lines = ["\t序号", "\t事项名称", "\t设定依据", "\t责任事项", ""]
    for number, (one, other, c) in enumerate(rows, 1):
        lines += [f"\t{number}", "\t甲", f"\t1.{one}{c}", f"2.{other}", "\t乙", ""]
    return end.join(lines)


def key_value(rows: list[Row], end: str) -> str:
    lines = []
    for number, (one, other, c) in enumerate(rows, 1):
        lines += [f"序号：{number}", "事项名称：甲", f"实施依据：{one}", f"    {other}{c}", ""]
    return end.join([*lines, "----"])


def lines_of(rows: list[Row], end: str) -> str:
    return end.join(f"{one}{end}{other}{c}" for one, other, c in rows)


def prose(rows: list[Row], end: str) -> str:
    text = "".join(f"　　{one}{end}{other}{c}{end}" for one, other, c in rows)
    return f"关于公布清单的通知{end}{end}各股室：{end}{text}"


LAYOUTS = [tsv, quoted, markdown, html, one_line, indented, key_value, lines_of, prose]
SHAPES = {one: one.__name__ for one in LAYOUTS}


def key(part: Finding) -> tuple[str, str, str]:
    return part.code, re.sub(r" ?<!-- ?citelaw.*?-->", "", part.raw), part.message


def keys(checked: Checked) -> Counter[tuple[str, str, str]]:
    return Counter(key(part) for _, part in parts(checked))


def check_comment(before: Checked, part: Finding, after: Checked, places: int) -> None:
    """Check that what ``part`` is about is left out, and nothing else but its like in the line."""
    gone = keys(before) - keys(after)
    assert gone[key(part)] >= 1
    assert {code for code, _, _ in gone} == {part.code}
    assert sum(gone.values()) == places
    assert not keys(after) - keys(before)


def edited(checked: Checked, edit: WorkspaceEdit) -> str:
    text = checked.positions.text
    return applied(edit, {checked.uri: text}, checked.positions.encoding)[checked.uri]


def check_all_comments(text: str, encoding: str, **options: Any) -> int:
    before = opened(text, encoding=encoding, **options)
    refused = 0
    for one, part in parts(before):
        if one.code.startswith("CL9"):
            continue
        found = ignoring(before, part, "原文如此，已函告")
        if found is None:
            refused += 1
            continue
        nth = (one.parts or (one,)).index(part)
        asked = {"id": finding_id(before.report.path, one), "place": nth, "where": "here"}
        edit = ignore_edit(before, asked | {"reason": "原文如此，已函告"}, PLAIN)
        assert edit is not None
        text_after = edited(before, edit)
        assert "原文如此，已函告" in text_after
        after = opened(text_after, encoding=encoding, **options)
        check_comment(before, part, after, found.places)
    return refused


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.__name__)
@settings(max_examples=12)
@given(rows=ROWS, end=LINE_ENDS, encoding=ENCODINGS)
def test_comment_leaves_out_the_finding_in_every_layout(
    layout: Any, rows: list[Row], end: str, encoding: str
) -> None:
    refused = check_all_comments(layout(rows, end), encoding)
    assert refused == 0 or layout is html  # a title has no comments


@settings(max_examples=8)
@given(rows=ROWS, end=LINE_ENDS, shape=st.sampled_from(sorted(Shape)))
def test_comment_leaves_out_the_finding_where_the_layout_is_told(
    rows: list[Row], end: str, shape: Shape
) -> None:
    assert check_all_comments(lines_of(rows, end), "utf-16", shape=shape) == 0


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_comment_leaves_out_the_finding_in_the_lists_at_hand(path: Path) -> None:
    text, _ = decode(path.read_bytes(), str(path))
    check_all_comments(f"\ufeff{text}", "utf-8")


@pytest.mark.parametrize(
    ("line", "after"),
    [
        pytest.param(
            f"{WRONG}。",
            f"{WRONG}。 <!-- citelaw: ignore[CL301] 甲 -->",
            id="at the end of its line",
        ),
        pytest.param(
            f"{WRONG}。  ",
            f"{WRONG}。 <!-- citelaw: ignore[CL301] 甲 -->  ",
            id="before the blanks that end a line",
        ),
        pytest.param(
            f"| 1 | {WRONG} | 乙 |\n|--|--|--|\n",
            f"| 1 | {WRONG} <!-- citelaw: ignore[CL301] 甲 --> | 乙 |\n|--|--|--|\n",
            id="inside the cell of a Markdown table",
        ),
        pytest.param(
            f"序号\t设定依据\t责任\n1\t{WRONG}\t乙\n",
            f"序号\t设定依据\t责任\n1\t{WRONG} <!-- citelaw: ignore[CL301] 甲 -->\t乙\n",
            id="inside the field of a row",
        ),
        pytest.param(
            f'序号\t设定依据\t责任\n1\t乙\t"{WRONG}"\n',
            f'序号\t设定依据\t责任\n1\t乙\t"{WRONG} <!-- citelaw: ignore[CL301] 甲 -->"\n',
            id="inside the quotes of a field",
        ),
        pytest.param(
            f"<table><tr><td>1</td><td>{WRONG}\n<b\nid=a>乙</b></td><td>3</td></tr></table>",
            f"<table><tr><td>1</td><td>{WRONG} <!-- citelaw: ignore[CL301] 甲 -->\n"
            "<b\nid=a>乙</b></td><td>3</td></tr></table>",
            id="before the tag that the line ends with",
        ),
        pytest.param(
            f"<table><tr><td>{WRONG}</td><td>《青禾保险法》第八百条</td><td>3</td></tr></table>",
            "<table><tr><td>《青禾保险法》<!-- citelaw: ignore-start[CL301] 甲 -->第九百条"
            "<!-- citelaw: ignore-end --></td><td>《青禾保险法》第八百条</td><td>3</td></tr>"
            "</table>",
            id="around the finding where a line of HTML has several",
        ),
        pytest.param(
            f"{WRONG} <!-- citelaw: ignore[CL102] 乙 -->",
            f"{WRONG} <!-- citelaw: ignore[CL102, CL301] 乙；甲 -->",
            id="into the comment of the line",
        ),
        pytest.param(
            f"<!-- citelaw: ignore-next-line[CL102] 甲。 -->\n{WRONG}",
            f"<!-- citelaw: ignore-next-line[CL102, CL301] 甲。 -->\n{WRONG}",
            id="into the comment on the line",
        ),
        pytest.param(
            f"<!-- citelaw: ignore-next-line[CL102] 乙 -->\n"
            f"<!-- citelaw: ignore-next-line[CL103] 丙 -->\n{WRONG}",
            "<!-- citelaw: ignore-next-line[CL102] 乙 -->\n"
            f"<!-- citelaw: ignore-next-line[CL103, CL301] 丙；甲 -->\n{WRONG}",
            id="into the nearest of several",
        ),
        pytest.param(
            f"{WRONG} <!-- citelaw: ignore[CL102] -->",
            f"{WRONG} <!-- citelaw: ignore[CL301] 甲 --> <!-- citelaw: ignore[CL102] -->",
            id="beside a comment that counts for nothing",
        ),
        pytest.param(
            f"{WRONG} <!-- citelaw: ignore[CL102 乙",
            f"{WRONG} <!-- citelaw: ignore[CL102 乙 <!-- citelaw: ignore[CL301] 甲 -->",
            id="behind a comment that is not closed",
        ),
    ],
)
def test_comment_stands_where_the_layout_has_room(line: str, after: str) -> None:
    before = opened(line)
    part = next(part for _, part in parts(before) if part.code == "CL301")
    asked = {"id": finding_id(before.report.path, part), "reason": "甲", "where": "here"}
    edit = ignore_edit(before, asked, PLAIN)
    assert edit is not None
    assert edited(before, edit) == after


@pytest.mark.parametrize(
    "reason",
    [
        "原文如此 -->",
        "—> –>",
        "<!-- citelaw: ignore[CL1]",
        '甲|乙\t"丙"',
        "甲\r\n乙\u2028丙",
        "[丁] 戊",
    ],
)
def test_any_reason_can_be_given(reason: str) -> None:
    for text in (
        f"| 1 | {WRONG} | 乙 |\n|--|--|--|\n",
        f'序号\t依据\t责\n1\t"{WRONG}"\t乙\n',
        WRONG,
    ):
        before = opened(text)
        (part,) = (part for _, part in parts(before) if part.code == "CL301")
        asked = {"id": finding_id(before.report.path, part), "reason": reason, "where": "here"}
        edit = ignore_edit(before, asked, PLAIN)
        assert edit is not None
        after = opened(edited(before, edit))
        check_comment(before, part, after, 1)
        assert [one.reason for one in after.report.suppressed] == [written(reason)]


def test_title_of_a_page_has_no_room_for_a_comment() -> None:
    before = opened(f"<!DOCTYPE html><title>{WRONG}</title><table><tr><td>1<td>2<td>3</table>")
    (part,) = (part for _, part in parts(before) if part.code == "CL301")
    assert ignoring(before, part, "甲") is None


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"id": "0"}, id="another finding"),
        pytest.param({"reason": " "}, id="no reason"),
        pytest.param({"reason": 3}, id="no words"),
        pytest.param({"place": "1"}, id="no number"),
        pytest.param({"place": None}, id="no place"),
    ],
)
def test_what_is_asked_wrongly_is_not_ignored(asked: dict[str, object]) -> None:
    before = opened(WRONG)
    (one,) = before.report.diagnostics
    right = {"id": finding_id(before.report.path, one), "reason": "甲", "where": "here", "place": 0}
    assert ignore_edit(before, right, PLAIN)
    assert ignore_edit(before, right | asked, PLAIN) is None


def test_findings_on_suppressions_themselves_are_not_ignored() -> None:
    before = opened("《青禾保险法》第三条 <!-- citelaw: ignore[CL301] 甲 -->")
    (one,) = before.report.diagnostics
    assert one.code == "CL902"
    asked = {"id": finding_id(before.report.path, one), "reason": "甲", "where": "here"}
    assert ignore_edit(before, asked, MODERN) is None
    assert offered(before, one) == []


# ---------------------------------------------------------------- corrections


def offered(
    checked: Checked,
    one: Finding | None = None,
    client: ClientAbilities = MODERN,
    *,
    language: str = "zh",
    around: Surroundings = NOTHING,
    **context: Any,
) -> list[CodeAction]:
    """What is offered at a finding, or for the whole text."""
    whole = Positions(checked.positions.text, checked.positions.encoding)
    place = whole.range(Span(0, len(whole.text))) if one is None else checked.range(one.span)
    asked = CodeActionContext(**{"diagnostics": [], **context})
    return actions(checked, place, asked, language, client, around)


def titles(found: list[CodeAction]) -> list[str]:
    return [one.title for one in found]


TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from(["\n", "\r\n", "\r", "\f", "\u2028", "\t"])), max_size=25
).map("".join)


@settings(max_examples=60)
@given(TEXTS, ENCODINGS, st.sampled_from(["", "\ufeff"]), st.sampled_from([PLAIN, MODERN]))
def test_quick_fix_makes_the_edits_of_the_fix(
    text: str, encoding: str, mark: str, client: ClientAbilities
) -> None:
    checked = opened(mark + text, encoding=encoding)
    for one in checked.report.diagnostics:
        if one.fix is None or one.fix.applicability is Applicability.DISPLAY:
            continue
        expected = mark + apply(checked.source, sorted(one.fix.edits))
        found = [edited(checked, it.edit) for it in offered(checked, one, client) if it.edit]
        assert expected in found


@settings(max_examples=60)
@given(TEXTS, ENCODINGS, st.sampled_from(["", "\ufeff"]))
def test_fixing_all_makes_what_the_command_makes(text: str, encoding: str, mark: str) -> None:
    checked = opened(mark + text, encoding=encoding)
    content = (mark + text).encode()
    _, expected = fix_content(checked.engine, checked.report.path, content, SAFE)
    edit = fix_all_edit(checked, MODERN)
    after = edited(checked, edit) if edit else mark + text
    assert after.encode() == expected


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_fixing_all_makes_what_the_command_makes_of_the_lists_at_hand(path: Path) -> None:
    text, _ = decode(path.read_bytes(), str(path))
    checked = opened(text)
    _, expected = fix_content(checked.engine, checked.report.path, text.encode(), SAFE)
    edit = fix_all_edit(checked, PLAIN)
    after = edited(checked, edit) if edit else text
    assert after.encode() == expected


def test_edits_touch_only_the_characters_that_differ() -> None:
    checked = opened(f"甲\n{SPACED}\n乙\n")
    edit = fix_all_edit(checked, PLAIN)
    assert edit is not None
    assert edit.changes == {checked.uri: [TextEdit(Range(Position(1, 8), Position(1, 9)), "")]}


def turning(resolved: ResolvedDocument) -> Iterable[Finding]:
    """Want 乙 in place of 甲, and 甲 in place of 乙."""
    source = resolved.document.source
    wanted = {"甲": "乙", "乙": "甲"}[source[0]]
    yield Finding(
        code="CL999",
        name="turning",
        severity=Severity.WARNING,
        certainty=Certainty.CERTAIN,
        wrong_since="list",
        message="",
        message_en="",
        span=Span(0, 1),
        raw=source[0],
        fix=Fix("", (Edit(Span(0, 1), wanted),), Applicability.SAFE),
    )


def test_fixes_that_turn_in_a_circle_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = (Rule("CL999", "turning", Severity.WARNING, turning),)
    monkeypatch.setattr("citelaw.engine.Engine.rules", rules)
    checked = opened("甲\n")
    assert len(checked.report.diagnostics) == 1
    assert fix_all_edit(checked, MODERN) is None


def test_line_end_of_two_characters_is_never_cut() -> None:
    source = "甲\r\n乙\r\n丙"
    place = Positions(source).range
    for start in range(len(source)):
        for end in range(start, len(source)):
            for text in ("", "丁", "\n", "\r"):
                one = Edit(Span(start, end), text)
                expected = apply(source, [one])
                after = edited_text(source, text_edits(source, [one], place), "utf-16")
                assert after == expected
    touching = [Edit(Span(0, 2), "a"), Edit(Span(2, 3), "b"), Edit(Span(5, 6), "c")]
    expected = apply(source, touching)
    assert edited_text(source, text_edits(source, touching, place), "utf-16") == expected


def test_edit_is_tied_to_the_version_where_the_client_knows_how() -> None:
    checked = opened(SPACED, version=7)
    (one,) = checked.report.diagnostics
    modern, plain = (offered(checked, one, client)[0].edit for client in (MODERN, PLAIN))
    assert modern is not None
    assert plain is not None
    (change,) = modern.document_changes or ()
    assert isinstance(change, TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == (checked.uri, 7)
    assert modern.changes is None
    assert plain.document_changes is None
    assert set(plain.changes or {}) == {checked.uri}


COMMAS = "《青禾保险法》第三条,第四条。\n《青禾保险法》第三条,第四条。\n"
UNSAFE = "【行政法规】《中华人民共和国青禾保险法》第三条。"


def test_one_cause_at_several_places_is_corrected_everywhere_or_here() -> None:
    checked = opened(COMMAS)
    (one,) = checked.report.diagnostics
    everywhere, here, *_ = offered(checked, one)
    assert (everywhere.title, everywhere.is_preferred) == ("改为“，”（同一原因共 2 处）", True)
    assert (here.title, here.is_preferred) == ("改为“，”（只改这一处）", None)
    assert everywhere.edit
    assert edited(checked, everywhere.edit) == COMMAS.replace(",", "，")
    assert here.edit
    assert edited(checked, here.edit) == COMMAS.replace(",", "，", 1)


def test_part_under_the_cursor_is_the_one_that_is_meant() -> None:
    checked = opened(COMMAS)
    (one,) = checked.report.diagnostics
    at = checked.range(one.parts[1].span)
    _, here, *_ = actions(checked, at, CodeActionContext([]), "zh", MODERN)
    assert here.edit
    assert edited(checked, here.edit) == COMMAS[::-1].replace(",", "，", 1)[::-1]
    ignored = next(
        it
        for it in actions(checked, at, CodeActionContext([]), "zh", MODERN)
        if it.title == "抑制 CL602：在此加注释（理由待补）"
    )
    assert ignored.edit
    after = opened(edited(checked, ignored.edit))
    assert [found.span for found in after.report.diagnostics] == [one.parts[0].span]


def test_correction_that_is_not_sure_says_so_and_is_not_preferred() -> None:
    checked = opened(UNSAFE)
    first, *others = offered(checked)
    assert (first.title, first.is_preferred) == ("改为“法律”（需核对）", None)
    assert not any("安全" in one.title for one in others)
    (english, *_) = offered(checked, language="en")
    assert english.title == "change to “法律” (to be checked)"


def test_idea_is_not_offered() -> None:
    checked = opened(SPACED)
    (one,) = checked.report.diagnostics
    assert one.fix is not None
    idea = one._replace(fix=one.fix._replace(applicability=Applicability.DISPLAY))
    checked.report = checked.report._replace(diagnostics=(idea,))
    assert not [it for it in offered(checked) if it.title.startswith(("改为", "修正"))]


def test_surest_correction_comes_first_and_only_one_is_preferred() -> None:
    found = offered(opened(f"{UNSAFE}{SPACED}。"))
    assert titles(found)[:2] == ["改为“《中华人民共和国青禾保险法》”", "改为“法律”（需核对）"]
    assert [one.is_preferred for one in found[:3]] == [True, None, None]
    found = offered(opened(f"{SPACED}，《中华人民共和国青禾 保险法》第三条。"))
    assert not any(one.is_preferred for one in found)
    assert "修正全部 2 处可安全修正的引用" in titles(found)


def test_long_menu_is_cut() -> None:
    found = offered(
        opened("".join(f"《中华人民共和国{' ' * n}青禾保险法》。" for n in range(1, 20)))
    )
    assert len(found) == MOST
    assert sum(one.title.startswith("改为") for one in found) == 5


def test_long_title_keeps_both_ends() -> None:
    spaced = f"《关于印发〈{'甲' * 100} {'乙' * 100}办法〉的通知》第一条"
    titles_of_fixes = [one for one in titles(offered(opened(spaced))) if one.startswith("改为")]
    for one in titles_of_fixes:
        assert len(one) <= 81
        assert one.endswith("的通知》”")
    assert titles_of_fixes


# ---------------------------------------------------------------- what is asked


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (None, {"quickfix"}),
        (["quickfix"], {"quickfix"}),
        ([CodeActionKind.QuickFix], {"quickfix"}),
        (["quickfix.other"], set()),
        (["source"], {FIX_ALL}),
        (["source.fixAll"], {FIX_ALL}),
        ([CodeActionKind.SourceFixAll], {FIX_ALL}),
        ([FIX_ALL], {FIX_ALL}),
        (["source.fixAll.citelawyer"], set()),
        (["source.fixAll.citelaw.more"], set()),
        (["source.fixAl"], set()),
        (["source.organizeImports", "refactor"], set()),
        (["quickfix", "source"], {"quickfix", FIX_ALL}),
        ([""], {"quickfix", FIX_ALL}),
        ([], set()),
    ],
    ids=str,
)
@pytest.mark.parametrize("trigger", [*CodeActionTriggerKind, None])
def test_client_gets_the_kinds_that_it_asks_for(
    only: list[str] | None, kinds: set[str], trigger: CodeActionTriggerKind | None
) -> None:
    checked = opened(f"{SPACED}，《中华人民共和国青禾 保险法》第三条。")
    found = offered(checked, only=only, trigger_kind=trigger)
    assert {str(getattr(one.kind, "value", one.kind)) for one in found} == kinds


def test_action_on_the_whole_list_is_not_offered_at_every_movement_of_the_cursor() -> None:
    checked = opened(f"{SPACED}\n没有问题的一行")
    for trigger, expected in (
        (CodeActionTriggerKind.Automatic, []),
        (CodeActionTriggerKind.Invoked, ["修正全部 1 处可安全修正的引用"]),
    ):
        at = Range(Position(1, 2), Position(1, 2))
        asked = CodeActionContext([], trigger_kind=trigger)
        assert titles(actions(checked, at, asked, "zh", MODERN)) == expected


@pytest.mark.parametrize(
    ("start", "end", "met"),
    [
        ((0, 7), (0, 7), True),
        ((0, 11), (0, 11), True),
        ((0, 9), (0, 9), True),
        ((0, 6), (0, 6), False),
        ((0, 12), (0, 12), False),
        ((0, 0), (0, 7), False),
        ((0, 11), (0, 13), False),
        ((0, 0), (0, 8), True),
        ((0, 0), (9, 0), True),
        ((9, 9), (9, 9), False),
    ],
)
def test_finding_is_met_where_it_stands(
    start: tuple[int, int], end: tuple[int, int], met: bool
) -> None:
    checked = opened(f"{WRONG}，乙\n丙")  # 《青禾保险法》 has seven characters
    at = Range(Position(*start), Position(*end))
    asked = CodeActionContext([], only=["quickfix"])
    assert bool(actions(checked, at, asked, "zh", MODERN)) is met


def shown(checked: Checked, one: Finding, **data: object) -> Diagnostic:
    """What a client may send along of a finding; place and words are wrong."""
    known = {"id": finding_id(checked.report.path, one), **data}
    return Diagnostic(range=Range(Position(3, 3), Position(9, 9)), message="旧", data=known)


def test_places_and_words_that_a_client_sends_along_count_for_nothing() -> None:
    checked = opened(f"{SPACED}\n{WRONG}")
    spaced, wrong = checked.report.diagnostics
    for sent in (
        [shown(checked, spaced, fix="毁掉", edits=[1, 2])],
        [shown(checked, spaced, id="不认识")],
        [
            Diagnostic(range=checked.range(wrong.span), message="", data=data)
            for data in (3, [], {})
        ],
        [],
    ):
        found = [it for it in offered(checked, spaced, diagnostics=sent) if it.edit]
        (first, *_) = (edited(checked, it.edit) for it in found if it.edit)
        assert first == f"《中华人民共和国青禾保险法》第三条\n{WRONG}"
        assert not any("CL301" in title for title in titles(found))


def test_client_that_names_a_finding_means_it() -> None:
    checked = opened("《印发<青禾办法>的通知》")
    codes = {one.code: one for one in checked.report.diagnostics}
    assert set(codes) == {"CL104", "CL201"}
    sent = shown(checked, codes["CL201"])
    found = offered(checked, codes["CL104"], diagnostics=[sent], only=["quickfix"])
    assert found
    for one in found:
        assert "CL201" in one.title
        assert one.diagnostics == [sent]


def test_finding_in_the_line_of_the_cursor_is_found_by_its_name() -> None:
    checked = opened(f"{WRONG}，乙\n{SPACED}")
    one = checked.report.diagnostics[0]
    at = Range(Position(0, 13), Position(0, 13))
    for sent, expected in (([], False), ([shown(checked, one)], True)):
        asked = CodeActionContext(sent, only=["quickfix"])
        assert bool(actions(checked, at, asked, "zh", MODERN)) is expected
    other = CodeActionContext([shown(checked, checked.report.diagnostics[1])], only=["quickfix"])
    assert actions(checked, at, other, "zh", MODERN) == []


def test_client_that_knows_no_actions_gets_none() -> None:
    assert offered(opened(SPACED), client=ClientAbilities(document_changes=True)) == []


def test_list_that_could_not_be_checked_has_no_actions() -> None:
    checked = opened(SPACED)
    failed = FileReport(path=checked.report.path, failure=Words("读不出来", "unreadable"))
    nothing = Checked(checked.uri, 1, checked.path, checked.positions, failed, checked.engine)
    assert offered(nothing) == []
    assert fix_all_edit(nothing, MODERN) is None


# ---------------------------------------------------------------- when it is chosen


def fix_all_of(checked: Checked, client: ClientAbilities) -> CodeAction:
    (found,) = offered(checked, client=client, only=["source.fixAll"])
    return found


def test_edit_of_everything_is_worked_out_when_it_is_chosen() -> None:
    checked = opened(f"{SPACED}\n")
    asked = fix_all_of(checked, MODERN)
    assert asked.edit is None
    assert asked.command is None
    sent = CONVERTER.structure(CONVERTER.unstructure(asked), CodeAction)
    done = resolved(sent, checked, MODERN)
    assert done.edit == fix_all_edit(checked, MODERN)
    assert done.edit is not None
    assert resolved(done, checked, MODERN) is done
    for other in (
        CodeAction("甲"),
        CodeAction("甲", data=3),
        CodeAction("甲", data={"citelaw": 1}),
    ):
        assert resolved(other, checked, MODERN) is other


def test_correction_of_very_many_places_is_sent_when_it_is_chosen() -> None:
    many = "《青禾保险法》第三条,第四条。\n" * 101
    checked = opened(many)
    (one,) = checked.report.diagnostics
    plain, modern = (offered(checked, one, client)[0] for client in (PLAIN, MODERN))
    assert plain.title == modern.title == "改为“，”（同一原因共 101 处）"
    assert plain.edit is not None
    assert edited(checked, plain.edit) == many.replace(",", "，")
    assert modern.edit is None
    sent = CONVERTER.structure(CONVERTER.unstructure(modern), CodeAction)
    done = resolved(sent, checked, MODERN)
    assert done.edit is not None
    assert edited(checked, done.edit) == many.replace(",", "，")
    assert resolved(sent, opened("《青禾保险法》第三条。"), MODERN).edit is None


def test_client_that_cannot_ask_again_gets_a_command_or_the_edit() -> None:
    checked = opened(f"{SPACED}\n")
    asked = fix_all_of(checked, PLAIN._replace(apply_edit=True))
    assert asked.edit is None
    assert asked.command is not None
    assert (asked.command.command, asked.command.arguments) == (SERVER_FIX_ALL, [checked.uri])
    assert fix_all_of(checked, PLAIN).edit == fix_all_edit(checked, PLAIN)


# ---------------------------------------------------------------- reasons


def ignoring_actions(checked: Checked, client: ClientAbilities) -> list[CodeAction]:
    return [one for one in offered(checked, client=client) if one.title.startswith("抑制")]


def test_client_that_can_type_into_an_edit_types_the_reason() -> None:
    checked = opened(WRONG)
    here, _ = ignoring_actions(checked, MODERN._replace(snippet_edits=True))
    assert here.title == "抑制 CL301：在此加注释（填写理由）"
    assert here.edit is not None
    (change,) = here.edit.document_changes or ()
    assert isinstance(change, TextDocumentEdit)
    (one,) = change.edits
    assert isinstance(one, SnippetTextEdit)
    assert one.snippet.value == " <!-- citelaw: ignore[CL301] ${1:理由待补} -->"
    sent = CONVERTER.structure(CONVERTER.unstructure(here), CodeAction)
    assert sent.edit
    assert edited(checked, sent.edit) == f"{WRONG} <!-- citelaw: ignore[CL301] 理由待补 -->"


def test_client_that_asks_for_the_reason_sends_it_with_what_it_was_given(tmp_path: Path) -> None:
    checked = opened(COMMAS, name=str(tmp_path / "list.txt"))
    client = MODERN._replace(commands=frozenset({IGNORE}), snippet_edits=True)
    (one,) = checked.report.diagnostics
    at = checked.range(one.parts[1].span)
    found = actions(checked, at, CodeActionContext([]), "zh", client)
    here, there = (it for it in found if it.title.startswith("抑制"))
    for action in (here, there):
        assert action.edit is None
        assert action.command is not None
        assert action.command.command == IGNORE
        assert action.title.endswith("（填写理由）") or "填写理由" in action.title
    (asked,) = here.command.arguments
    edit = ignore_edit(checked, {**asked, "reason": "样张如此"}, client)
    assert edit
    line = "《青禾保险法》第三条,第四条。"
    assert edited(checked, edit) == f"{line}\n{line} <!-- citelaw: ignore[CL602] 样张如此 -->\n"
    (asked,) = there.command.arguments
    edit = ignore_edit(checked, {**asked, "reason": "样张如此"}, client)
    assert edit
    after = applied(edit, {}, "utf-16")
    (text,) = after.values()
    assert 'reason = "样张如此"' in text


def test_several_places_in_a_line_are_said() -> None:
    checked = opened(f"{WRONG}，《青禾保险法》第八百条")
    (here, _, *_) = ignoring_actions(checked, MODERN)
    assert here.title == "抑制 CL301：在此加注释（理由待补，本行 2 处一并）"


def test_page_of_a_rule_is_shown_by_a_client_that_can() -> None:
    checked = opened(WRONG)
    assert not any("查看" in one for one in titles(offered(checked)))
    found = offered(checked, client=MODERN._replace(commands=frozenset({SHOW_RULE})))
    page = found[-1]
    assert page.title == "查看规则 CL301（article-missing）"
    assert page.command is not None
    assert (page.command.command, page.command.arguments) == (SHOW_RULE, ["CL301"])


# ---------------------------------------------------------------- entries of a configuration


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "清单").mkdir()
    return tmp_path


def accept(
    checked: Checked, around: Surroundings = NOTHING, reason: str = "原文如此"
) -> WorkspaceEdit | None:
    one = checked.report.diagnostics[0]
    asked = {"id": finding_id(checked.report.path, one), "reason": reason, "where": "config"}
    return ignore_edit(checked, asked, MODERN, around)


def recheck(checked: Checked) -> FileReport:
    """The report that a run gives on the list, with the configuration that lies about it."""
    assert checked.path is not None
    checked.path.write_text(checked.positions.text, encoding="utf-8")
    engine = Engine(configuration=Configuration(Settings(as_of=AS_OF)), registry=registry())
    return engine.check_path(str(checked.path))


def save(edit: WorkspaceEdit, files: dict[Path, str], encoding: str = "utf-16") -> dict[Path, str]:
    """Write what a client makes of ``edit`` to its files, and return it."""
    texts = {path.as_uri(): text for path, text in files.items()}
    after = applied(edit, texts, encoding)
    saved = {path_of(uri): text for uri, text in after.items()}
    for path, text in saved.items():
        path.write_bytes(text.encode())
    return saved


def path_of(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


BEFORE = {
    "a new file": None,
    "empty": "",
    "blank": "\n\n",
    "with a comment at its end": '# 甲\nignore = ["CL602"]  # 乙\n# 丙',
    "with entries": '[[suppress]]\nfile = "旧"\nrule = "CL101" # 甲\nreason = "乙"\n\n\n',
    "with another table at its end": '[severity]\nCL105 = "info"\n',
    "with the line ends of Windows": 'ignore = ["CL602"]\r\n\r\n[severity]\r\nCL105 = "info"',
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize("name", ["list.txt", "清单/甲 乙.txt", "清单/[1]*.txt", "清单/a\\?b.md"])
def test_entry_leaves_out_the_finding_and_keeps_the_file(
    folder: Path, before: str | None, name: str
) -> None:
    file = folder / "citelaw.toml"
    if before is not None:
        file.write_bytes(before.encode())
    checked = opened(WRONG, name=str(folder / name))
    edit = accept(checked, Surroundings(root=folder))
    assert edit is not None
    text = save(edit, {} if before is None else {file: before})[file]
    assert text.startswith(before or "")
    added = text[len(before or "") :]
    assert ("\r" in added) is ("\r" in (before or ""))
    assert "\r" not in added.replace("\r\n", "")
    report = recheck(checked)
    assert report.diagnostics == ()
    assert [(one.reason, one.diagnostic.code) for one in report.suppressed] == [
        ("原文如此", "CL301")
    ]


def test_entry_is_about_this_list_alone(folder: Path) -> None:
    checked = opened(WRONG, name=str(folder / "list.txt"))
    edit = accept(checked)
    assert edit is not None
    save(edit, {})
    (folder / "清单" / "list.txt").write_text(WRONG, encoding="utf-8")
    assert recheck(checked).diagnostics == ()
    other = opened(WRONG, name=str(folder / "清单" / "list.txt"))
    assert [one.code for one in recheck(other).diagnostics] == ["CL301"]


def test_entry_goes_into_a_project(folder: Path) -> None:
    file = folder / "pyproject.toml"
    before = '[tool.citelaw]\nignore = ["CL602"]\n[tool.other]\na = 1'
    file.write_bytes(before.encode())
    checked = opened(WRONG, name=str(folder / "清单" / "list.txt"))
    edit = accept(checked)
    assert edit is not None
    text = save(edit, {file: before})[file]
    assert text.startswith(f"{before}\n\n[[tool.citelaw.suppress]]\n")
    assert recheck(checked).diagnostics == ()


def test_entry_is_put_behind_what_is_not_saved_yet(folder: Path) -> None:
    file = folder / "citelaw.toml"
    file.write_text("# 存盘的\n", encoding="utf-8")
    text = "# 𠮷没有存盘的"
    opened_file = OpenText("file:///as%20the/client%3Asays", 9, text)
    around = Surroundings(text_of={file: opened_file}.get)
    checked = opened(WRONG, name=str(folder / "list.txt"), encoding="utf-8")
    edit = accept(checked, around)
    assert edit is not None
    (change,) = edit.document_changes or ()
    assert isinstance(change, TextDocumentEdit)
    assert change.text_document.version == 9
    after = applied(edit, {opened_file.uri: text}, "utf-8")[opened_file.uri]
    assert after.startswith(f"{text}\n\n[[suppress]]\n")


def test_new_file_stands_in_the_workspace_or_beside_the_list(folder: Path) -> None:
    checked = opened(WRONG, name=str(folder / "清单" / "list.txt"))
    for around, expected in (
        (Surroundings(root=folder), folder),
        (Surroundings(root=folder / "别处"), folder / "清单"),
        (Surroundings(), folder / "清单"),
    ):
        edit = accept(checked, around)
        assert edit is not None
        create, _ = edit.document_changes or ()
        assert isinstance(create, CreateFile)
        assert path_of(create.uri) == expected / "citelaw.toml"


def test_file_that_the_client_names_decides(folder: Path) -> None:
    (folder / "citelaw.toml").write_text("", encoding="utf-8")
    named = folder / "清单" / "共用.toml"
    named.write_text("", encoding="utf-8")
    checked = opened(WRONG, name=str(folder / "list.txt"))
    edit = accept(checked, Surroundings(configuration=named))
    assert edit is not None
    (text,) = applied(edit, {named.as_uri(): ""}, "utf-16").values()
    assert 'file = "../list.txt"' in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("citelaw.toml", 'ignore = ["CL1', id="no TOML"),
        pytest.param("citelaw.toml", "suppress = []\n", id="entries in brackets"),
        pytest.param("citelaw.toml", 'suppress = "甲"\n', id="entries that are none"),
        pytest.param("citelaw.toml", "a = 1\ra = 2\r", id="line ends that TOML has not"),
        pytest.param("citelaw.toml", "a = " + "[" * 5000, id="brackets too deep"),
        pytest.param("pyproject.toml", "[tool.citelaw]\n[", id="no TOML in a project"),
        pytest.param("pyproject.toml", "[tool]\ncitelaw = 1\n", id="no table in a project"),
        pytest.param("citelaw.toml", "\udcff", id="no text"),
    ],
)
def test_nothing_is_put_into_a_broken_configuration(folder: Path, name: str, text: str) -> None:
    checked = opened(WRONG, name=str(folder / "list.txt"))
    assert accept(checked) is not None
    (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert accept(checked) is None
    assert not any("登记" in one for one in titles(offered(checked)))


def test_entry_that_is_there_already_is_not_doubled(folder: Path) -> None:
    file = folder / "citelaw.toml"
    checked = opened(WRONG, name=str(folder / "list.txt"))
    edit = accept(checked)
    assert edit is not None
    save(edit, {})
    assert file.exists()
    assert accept(checked, reason="别的理由") is None


def test_client_that_creates_no_file_is_offered_none(folder: Path) -> None:
    checked = opened(WRONG, name=str(folder / "list.txt"))
    client = MODERN._replace(create_files=False)
    assert [one.title for one in ignoring_actions(checked, client)] == [
        "抑制 CL301：在此加注释（理由待补）"
    ]


def test_list_that_is_no_file_has_no_configuration() -> None:
    checked = opened(WRONG)
    checked.path = None
    assert accept(checked) is None


def test_place_that_no_file_system_has_does_no_harm() -> None:
    assert offered(opened(WRONG, name=f"/{'long' * 80}/list.txt"))


@settings(max_examples=40)
@given(st.text(), st.text(), st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_written_reads_as_it_was_meant(text: str, reason: str, end: str) -> None:
    entry = {"file": text, "rule": "CL301", "text": text, "reason": reason}
    before = f'a = "甲"{end}[[suppress]]{end}rule = "乙"'
    added = accepting_module._added(before, entry, in_project=False)
    if added is None:
        assert any("\ud800" <= one <= "\udfff" for one in text + reason)
        return
    assert tomllib.loads(before + added)["suppress"][1] == entry


def test_places_that_an_entry_is_about_are_said(folder: Path) -> None:
    checked = opened(f"{WRONG}。\n{WRONG}。", name=str(folder / "list.txt"))
    _, there, *_ = ignoring_actions(checked, MODERN)
    assert there.title == (
        "抑制 CL301：在 citelaw.toml 登记“《青禾保险法》第九百条”（理由待补，本文件 2 处）"
    )
    english = [it.title for it in offered(checked, language="en") if "citelaw.toml" in it.title]
    assert english[0] == (
        "Suppress CL301 for “《青禾保险法》第九百条” in citelaw.toml "
        "(reason to be given, 2 places in this list)"
    )
