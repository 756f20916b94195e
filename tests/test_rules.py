"""Does every rule do what its own page says, and say it in the house's words?"""

import inspect
import re
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from citelaw.engine import Engine
from citelaw.model import (
    Applicability,
    Cell,
    DateBasis,
    Diagnostic,
    Document,
    ListDate,
    Organ,
    Profile,
    Report,
    ResolvedDocument,
    Rule,
    Section,
    Severity,
    Shape,
)
from citelaw.registry import open_registry
from citelaw.reporters import Language, Style, load_reporter
from citelaw.rules import all_rules, lint
from citelaw.rules._finding import finding, joined
from citelaw.settings import Settings
from citelaw.span import OffsetMap, Piece, Span

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
AS_OF = date(2026, 11, 21)

# The table of rules: code, name, and the default severities that it allows.
TABLE = {
    "CL101": ("title-misspelled", "warning"),
    "CL102": ("title-abbreviated", "warning"),
    "CL103": ("title-unmarked", "warning"),
    "CL104": ("title-marks", "warning"),
    "CL105": ("title-whitespace", "warning"),
    "CL201": ("statute-unknown", "info"),
    "CL202": ("statute-repealed", "error warning"),
    "CL203": ("statute-superseded", "warning"),
    "CL204": ("statute-not-in-force-yet", "error"),
    "CL205": ("version-outdated", "warning info"),
    "CL206": ("version-wrong", "error warning"),
    "CL207": ("tier-wrong", "warning"),
    "CL208": ("upcoming-change", "info"),
    "CL209": ("version-inconsistent", "warning"),
    "CL301": ("article-missing", "error"),
    "CL302": ("paragraph-missing", "warning"),
    "CL303": ("item-missing", "warning"),
    "CL304": ("article-renumbered", "error warning"),
    "CL305": ("pinpoint-missing", "warning"),
    "CL306": ("pinpoint-malformed", "warning"),
    "CL307": ("chapter-missing", "warning"),
    "CL308": ("basis-unrelated", "info"),
    "CL401": ("quote-wrong-article", "error"),
    "CL402": ("quote-outdated", "error"),
    "CL403": ("quote-altered", "error warning"),
    "CL404": ("quote-truncated", "warning info"),
    "CL501": ("docno-malformed", "warning"),
    "CL502": ("docno-wrong", "error warning"),
    "CL503": ("docno-inconsistent", "warning"),
    "CL504": ("issuer-anachronism", "warning"),
    "CL601": ("duplicate", "info"),
    "CL602": ("punctuation", "info"),
    "CL603": ("numbering", "warning"),
    "CL701": ("basis-tier", "warning"),
    "CL702": ("basis-powerless", "warning"),
    "CL703": ("other-region", "warning"),
    "CL704": ("accountability-subject", "info"),
    "CL705": ("basis-absent", "warning"),
    "CL706": ("basis-order", "info"),
    "CL707": ("organ-abolished", "info"),
    "CL901": ("rule-crashed", "warning"),
    "CL902": ("unused-suppression", "warning"),
}

_HEADINGS = ("为什么", "错误", "正确", "依据")
_MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
_DATED = re.compile(r"日期 (\d{4}-\d{2}-\d{2})\n")


NO_EXAMPLE = "（没有示例："
"""Opens what a page says in place of an example, with the reason: only that of rule-crashed may."""


class Expected(NamedTuple):
    """A place that a page marks: its span, its words, and what should stand there."""

    start: int
    end: int
    raw: str
    expected: str | None


class Example(NamedTuple):
    """One example of a page, its marks stripped."""

    text: str
    day: date | None
    marked: tuple[Expected, ...]


# ---------------------------------------------------------------- reading a page


def page_of(rule: Rule) -> str:
    return inspect.getdoc(sys.modules[rule.check.__module__]) or ""


def part_of(page: str, heading: str) -> str:
    """Return the lines under a heading, without their indentation."""
    found = re.search(rf"^{heading}\n((?:    .*\n|\s*\n)+)", page + "\n", re.MULTILINE)
    return "" if found is None else re.sub(r"^    ", "", found[1], flags=re.MULTILINE).strip()


def read_example(block: str) -> Example:
    dated = _DATED.match(block)
    block = block[dated.end() :] if dated else block
    text, marked, at = "", [], 0
    for found in _MARK.finditer(block):
        raw, arrow, expected = found[1].partition("→")
        text += block[at : found.start()]
        marked.append(Expected(len(text), len(text) + len(raw), raw, expected if arrow else None))
        text += raw
        at = found.end()
    day = date.fromisoformat(dated[1]) if dated else None
    return Example(text + block[at:], day, tuple(marked))


def examples(heading: str) -> list[object]:
    """Return every example under ``heading`` of every page as a test parameter."""
    return [
        pytest.param(rule, read_example(block), id=f"{rule.name}-{number}")
        for rule in all_rules()
        for number, block in enumerate(part_of(page_of(rule), heading).split("\n\n"), 1)
        if block.strip() and not block.startswith(NO_EXAMPLE)
    ]


# ---------------------------------------------------------------- running it


def as_list(text: str, day: date | None) -> Document:
    """Return a list whose one basis cell holds ``text``."""
    span = Span(0, len(text))
    offsets = OffsetMap((Piece(0, 0, len(text), len(text), True),))
    cell = Cell(
        text=text, offsets=offsets, span=span, row="1", column="设定依据", section=Section.BASIS
    )
    dated = ListDate(not_before=day, not_after=day, basis=DateBasis.GIVEN) if day else None
    return Document(name="example", source=text, cells=(cell,), shape=Shape.TSV, list_date=dated)


@pytest.fixture(scope="session")
def engine(database: Path) -> Engine:
    every = tuple(rule.code for rule in all_rules())  # those that are off by default too
    return Engine(Settings(as_of=AS_OF, select=every), registry=open_registry(database))


def as_blocks(engine: Engine, text: str, day: date | None) -> Document:
    """Return a list whose items ``text`` prints field by field (序号：1), as a reader reads it."""
    document = engine.read_text(text, "example")
    dated = ListDate(not_before=day, not_after=day, basis=DateBasis.GIVEN) if day else None
    return replace(document, list_date=dated)


def run_on(engine: Engine, example: Example) -> tuple[Diagnostic, ...]:
    blocks = "序号：" in example.text
    make = partial(as_blocks, engine) if blocks else as_list
    return engine.check_document(make(example.text, example.day)).diagnostics


def mended(text: str, found: Diagnostic) -> str:
    assert found.fix is not None
    for edit in sorted(found.fix.edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_rule_marks_what_its_page_marks(engine: Engine, rule: Rule, example: Example) -> None:
    assert example.marked, "a wrong example marks its place with ⟦ ⟧"
    found = [
        Expected(*one.span, one.raw, one.expected)
        for one in run_on(engine, example)
        if one.code == rule.code
    ]
    assert found == list(example.marked)


@pytest.mark.parametrize(("rule", "example"), examples("正确"))
def test_rule_is_silent_on_its_right_examples(engine: Engine, rule: Rule, example: Example) -> None:
    assert not example.marked
    assert [one.message for one in run_on(engine, example) if one.code == rule.code] == []


@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_fix_puts_what_is_expected_in_its_place(
    engine: Engine, rule: Rule, example: Example
) -> None:
    for one in run_on(engine, example):
        if one.code != rule.code or one.fix is None or one.related:
            continue
        before, after = example.text[: one.span.start], example.text[one.span.end :]
        assert mended(example.text, one) == f"{before}{one.expected}{after}"


@pytest.mark.parametrize(("rule", "example"), [*examples("错误"), *examples("正确")])
def test_messages_keep_to_the_house_style(engine: Engine, rule: Rule, example: Example) -> None:
    for one in run_on(engine, example):
        assert not re.search(r"[!！]|违法|合法", one.message)
        assert one.message.endswith("。")
        assert one.message.count("。") == 1, "one sentence"
        assert "可能" not in one.message or one.certainty == "likely"
        assert one.message_en.endswith(".")


_QUOTED = re.compile(
    r"""《(?:[^《》]|《[^《》]*》)*》 | “[^”]*” | ‘[^’]*’
      | (?:第[〇零一二三四五六七八九十百千]+[编章节条款项目](?:之[一二三四五六七八九十]+)?)+""",
    re.VERBOSE,
)
"""What an English sentence quotes: titles, words of the list and of the law, places in the law."""

_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")


@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_english_words_of_a_finding_hold_no_chinese_but_quoted(
    engine: Engine, rule: Rule, example: Example
) -> None:
    for one in run_on(engine, example):
        said = [one.message_en, *(place.message_en for place in one.related)]
        said += [one.fix.title_en] if one.fix is not None else []
        assert all(said), one.code
        assert [_HAN.findall(_QUOTED.sub("", words)) for words in said] == [[]] * len(said)


_FRAME = re.compile(r"^ *(?:[0-9]+|[-+]|) \|.*$", re.MULTILINE)
"""The lines of a report that show the list as it is, and as it should be."""

_COLUMN = re.compile(r"^  where: .*$| → .*$", re.MULTILINE)
"""Where a report names a column of the list, or what should stand in it."""


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_english_report_holds_no_chinese_but_quoted(
    engine: Engine, rule: Rule, example: Example, name: str
) -> None:
    blocks = "序号：" in example.text
    make = partial(as_blocks, engine) if blocks else as_list
    file = engine.check_document(make(example.text, example.day))
    report = Report(files=(file,), as_of=AS_OF, data_date="2026-11-01", digest="0" * 64)
    style = Style(language=Language.ENGLISH, statistics=True)
    said = load_reporter(name).render(report, style).decode()
    assert f" {rule.name} " in said or name == "grouped" or rule.code == "CL201"
    for left_out in (_FRAME, _COLUMN, _QUOTED):
        said = left_out.sub("", said)
    assert _HAN.findall(said) == []


# ---------------------------------------------------------------- the pages


@pytest.fixture(params=all_rules(), ids=lambda rule: rule.name)
def rule(request: pytest.FixtureRequest) -> Rule:
    found: Rule = request.param
    return found


def test_page_opens_with_one_sentence_on_what_is_found(rule: Rule) -> None:
    _, first, *rest = page_of(rule).split("\n\n")
    assert first.startswith("找什么：")
    assert first.endswith("。")
    assert first.count("。") == 1
    assert rest


@pytest.mark.parametrize("heading", _HEADINGS)
def test_page_has_all_its_parts(rule: Rule, heading: str) -> None:
    assert part_of(page_of(rule), heading)


def test_only_the_crash_of_a_rule_has_no_example() -> None:
    without = [one.name for one in all_rules() if NO_EXAMPLE in page_of(one)]
    assert without == ["rule-crashed"]


def test_parts_stand_in_their_order(rule: Rule) -> None:
    page = page_of(rule)
    places = [page.index(f"\n{heading}\n") for heading in _HEADINGS]
    assert places == sorted(places)


def test_page_ends_with_an_english_line(rule: Rule) -> None:
    last = page_of(rule).split("\n")[-1]
    assert re.fullmatch(r"English: [A-Z].+\.", last)


def test_code_name_and_severity_are_those_of_the_table(rule: Rule) -> None:
    name, severities = TABLE[rule.code]
    assert rule.name == name
    assert rule.severity.value in severities.split()


def test_module_is_named_after_its_rule(rule: Rule) -> None:
    module = sys.modules[rule.check.__module__]
    assert module.__name__ == f"citelaw.rules.{rule.name.replace('-', '_')}"
    assert module.RULE is rule


def test_codes_and_names_are_unique() -> None:
    rules = all_rules()
    assert len({one.code for one in rules}) == len(rules) == len({one.name for one in rules})


# ---------------------------------------------------------------- a rule that crashes


def _crash(resolved: ResolvedDocument) -> list[Diagnostic]:
    raise ZeroDivisionError(resolved.document.name)


CRASHING = Rule(code="CL999", name="always-crashes", severity=Severity.ERROR, check=_crash)


def resolved_example(engine: Engine) -> ResolvedDocument:
    document = as_list("【行政法规】《甲条例》（国务院令649号）第五十七 条", None)
    return engine.resolve(document, engine.find(document))


def test_crash_of_a_rule_is_a_finding_on_that_document(engine: Engine) -> None:
    (found,) = lint(resolved_example(engine), (CRASHING,))
    assert (found.code, found.name, found.severity) == ("CL901", "rule-crashed", "warning")
    assert "CL999" in found.message
    assert "ZeroDivisionError" in found.message


def test_other_rules_go_on_after_a_crash(engine: Engine) -> None:
    resolved = resolved_example(engine)
    without = [one.code for one in lint(resolved, engine.rules)]
    with_crash = [one.code for one in lint(resolved, (CRASHING, *engine.rules))]
    assert with_crash == ["CL901", *without]


def test_crash_on_an_empty_document_is_a_finding_too(engine: Engine) -> None:
    resolved = resolved_example(engine)._replace(document=as_list("", None))
    empty = resolved._replace(document=replace(resolved.document, cells=()), cells=())
    assert [one.code for one in lint(empty, (CRASHING,))] == ["CL901"]


# ---------------------------------------------------------------- what a page cannot show


def findings(engine: Engine, source: str, code: str) -> list[Diagnostic]:
    document = engine.read_text(source)
    return [one for one in engine.check_document(document).diagnostics if one.code == code]


HEADER = "序号\t权力名称\t设定依据\n"


def test_fix_keeps_the_markup_inside_a_title(engine: Engine) -> None:
    source = f"{HEADER}1\t处罚\t<p>《甲管理 <b>条例</b>》第三条</p>\n"
    (found,) = findings(engine, source, "CL105")
    assert mended(source, found) == f"{HEADER}1\t处罚\t<p>《甲管理<b>条例</b>》第三条</p>\n"


def test_title_that_two_paragraphs_share_has_no_fix(engine: Engine) -> None:
    source = f"{HEADER}1\t处罚\t<p>《甲管理</p><p>条例》第三条</p>\n"
    (found,) = findings(engine, source, "CL105")
    assert found.expected == "《甲管理条例》"
    assert found.fix is None


@pytest.mark.parametrize(
    ("blank", "kind"),
    [
        pytest.param(" ", "safe", id="blank"),
        pytest.param("\n", "safe", id="line-end"),
        pytest.param("\r\n\t ", "safe", id="indented-line"),
        pytest.param("\t", "unsafe", id="tab-that-may-part-columns"),
        pytest.param("\n \n", "unsafe", id="blank-line"),
        pytest.param("\r\r", "unsafe", id="two-line-ends"),
    ],
)
def test_white_space_that_may_part_two_places_is_not_safely_taken_away(
    engine: Engine, blank: str, kind: str
) -> None:
    document = as_list(f"依照《甲管理{blank}条例》第三条", None)
    (found,) = engine.check_document(document).diagnostics[:1]
    assert found.code == "CL105"
    assert found.fix is not None
    assert found.fix.applicability == kind


def test_edit_that_would_bring_in_markup_is_no_fix(engine: Engine) -> None:
    document = as_list("《甲条例》第三条", None)
    resolved = engine.resolve(document, engine.find(document))
    rule = ("CL104", "title-marks", Severity.WARNING)
    found = finding(
        resolved,
        rule,
        document.cells[0],
        Span(0, 5),
        message="。",
        message_en=".",
        expected="《甲<b>条例》",
        fix=Applicability.SAFE,
    )
    assert found.fix is None


def test_joined_findings_promise_only_what_holds_for_every_edit(engine: Engine) -> None:
    document = as_list("《甲 条例》《乙\t条例》《丙 条例》", None)
    found = engine.check_document(document).diagnostics
    first, *others = (one for one in found if one.code == "CL105")
    assert [one.fix and one.fix.applicability for one in (first, *others)] == [
        "safe",
        "unsafe",
        "safe",
    ]
    for group in ((first, *others), (others[0], first, others[1])):
        fix = joined(group[0], group[1:], "此处亦同", "here too").fix
        assert fix is not None
        assert fix.applicability == "safe"
        assert {edit.span.start for edit in fix.edits} == {2, 14}


FORM = {"CL102", "CL103", "CL104", "CL105", "CL306", "CL501", "CL602"}
"""The rules that only the form of a citation breaks; no other fix is surely what was meant."""


@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_only_form_is_corrected_safely(engine: Engine, rule: Rule, example: Example) -> None:
    for one in run_on(engine, example):
        safe = one.fix is not None and one.fix.applicability is Applicability.SAFE
        assert not safe or one.code in FORM


def test_inner_marks_written_as_entities_are_mended_in_the_source(engine: Engine) -> None:
    source = f"{HEADER}1\t处罚\t<p>《实施&lt;甲法&gt;办法》第三条</p>\n"
    (found,) = findings(engine, source, "CL104")
    assert found.raw == "《实施&lt;甲法&gt;办法》"
    assert mended(source, found) == f"{HEADER}1\t处罚\t<p>《实施〈甲法〉办法》第三条</p>\n"


def test_same_wrong_title_is_one_finding_whose_fix_edits_every_place(engine: Engine) -> None:
    rows = [f"{row}\t处罚\t《实施<甲法>办法》第{row}条\n" for row in (1, 2, 3)]
    source = HEADER + "".join(rows)
    (found,) = findings(engine, source, "CL104")
    assert [source[one.span.start : one.span.end] for one in found.related] == [found.raw] * 2
    assert mended(source, found) == source.replace("<", "〈").replace(">", "〉")


def test_file_wrapped_throughout_is_one_finding(engine: Engine) -> None:
    subjects = ("稻谷仓储", "河道采砂", "山林防火", "村镇供水")
    cells = (
        f'{row}\t处罚\t"《甲省{subject}\n管理条例》第三条"\n'
        for row, subject in enumerate(subjects, 1)
    )
    (found,) = findings(engine, HEADER + "".join(cells), "CL105")
    assert len(found.related) == 3


def test_few_broken_titles_among_whole_ones_are_findings_each(engine: Engine) -> None:
    whole = "".join(f"{row}\t处罚\t《甲省稻谷仓储第{row}号管理条例》第三条\n" for row in (1, 2, 3))
    broken = "".join(f'{row}\t处罚\t"《甲省河道\n采砂管理条例》第三条"\n' for row in (4, 5))
    assert len(findings(engine, HEADER + whole + broken, "CL105")) == 2


@pytest.mark.parametrize(
    ("column", "cell", "severity"),
    [
        pytest.param("设定依据", "青禾保险法第三条", "warning", id="cited-in-a-basis"),
        pytest.param("设定依据", "依照青禾保险法的有关规定执行", "info", id="in-general"),
        pytest.param("备注", "由青禾保险法第三条规定", "info", id="outside-a-basis"),
    ],
)
def test_unmarked_title_weighs_by_where_it_stands(
    engine: Engine, column: str, cell: str, severity: str
) -> None:
    source = f"序号\t权力名称\t{column}\n1\t处罚\t{cell}\n"
    (found,) = findings(engine, source, "CL103")
    assert found.severity == severity


@pytest.mark.parametrize(
    ("power", "severity"),
    [("行政处罚", "warning"), ("行政检查", "info"), ("公共服务", "info")],
    ids=["its-power", "another-power", "no-power"],
)
def test_dropped_paragraph_weighs_by_the_power_of_its_item(
    engine: Engine, power: str, severity: str
) -> None:
    source = (
        "序号\t权力名称\t权力类型\t设定依据\n"
        f"1\t会堂收费\t{power}\t《中华人民共和国云雀会堂法》第五条：“会堂应当在入口处公示各项收费的标准。”\n"
    )
    (found,) = findings(engine, source, "CL404")
    assert found.severity == severity


@pytest.mark.parametrize(
    ("words", "severity"),
    [("政府采购", "warning"), ("市政府", "error"), ("部署", "warning"), ("公安局", "error")],
)
def test_changed_organ_weighs_more_than_a_word_that_looks_like_one(
    engine: Engine, words: str, severity: str
) -> None:
    source = (
        "日期 2020-01-01\n《中华人民共和国云雀会堂法》第三条：“云雀会堂不得为未经登记的"
        f"{words}活动提供场地，不得拒绝残疾人入场。”"
    )
    (found,) = findings(engine, source, "CL403")
    assert found.severity == severity


@pytest.mark.parametrize(
    "number",
    [
        "国务院令第649号",
        "甲部令2019年第2号",
        "甲法监发〔2004〕第97号",
        "甲发〔2018〕063号",
        "甲省人大常委会公告（第23号）",
    ],
)
def test_used_form_of_a_number_is_no_finding(engine: Engine, number: str) -> None:
    assert findings(engine, f"{HEADER}1\t处罚\t《甲办法》（{number}）第三条\n", "CL501") == []


def test_title_inside_a_quotation_is_not_the_lists_own(engine: Engine) -> None:
    cell = "《甲法》第三条：“依照<乙法>和《丙 办法》（甲发[2018]2号）处理。”"
    document = as_list(cell, None)
    found = {one.code for one in engine.check_document(document).diagnostics}
    assert not found & {"CL103", "CL104", "CL105", "CL501"}


# ---------------------------------------------------------------- documents cited whole


def test_list_that_gives_no_place_anywhere_is_one_finding(engine: Engine) -> None:
    rows = "".join(f"{row}\t许可\t《青禾保险法》、《甲条例》\n" for row in range(1, 5))
    (found,) = findings(engine, HEADER + rows, "CL305")
    assert (found.severity, len(found.related)) == ("info", 7)


def test_notices_cited_whole_are_one_finding_a_cell(engine: Engine) -> None:
    rows = "".join(f"{row}\t许可\t《关于甲的通知》；《关于乙的意见》\n" for row in (1, 2))
    pinned = "3\t许可\t《青禾保险法》第三条\n"
    found = findings(engine, HEADER + rows + pinned, "CL305")
    assert [(one.severity, len(one.related)) for one in found] == [("info", 1), ("info", 1)]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("《青禾保险法》\t第三条", id="place-in-the-next-column"),
        pytest.param("《关于甲的意见》（甲发〔2014〕5号）（三）加强监管\t", id="numbered-point"),
        pytest.param("《关于甲的意见》第三部分\t", id="part"),
        pytest.param("对违反《青禾保险法》行为的处罚\t", id="name-of-the-power"),
        pytest.param("依据《青禾保险法》（2018年修正）制定\t", id="what-it-was-made-by"),
        pytest.param("《关于取消甲的决定》\n附件：《甲目录》第303项\t", id="annex"),
    ],
)
def test_document_with_a_place_is_not_cited_whole(engine: Engine, cell: str) -> None:
    name, _, place = cell.partition("\t")
    source = f'序号\t权力名称\t设定依据\t条款\n1\t许可\t"{name}"\t{place}\n'
    assert findings(engine, source, "CL305") == []


def test_statute_named_short_is_one_finding_whose_fix_edits_every_place(engine: Engine) -> None:
    rows = [f"{row}\t处罚\t《青禾保险法》第{row}条\n" for row in (1, 2, 3)]
    source = HEADER + "".join(rows)
    (found,) = findings(engine, source, "CL102")
    assert len(found.related) == 2
    assert mended(source, found) == source.replace("《青禾", "《中华人民共和国青禾")


def test_decision_after_its_full_title_may_name_a_statute_short(engine: Engine) -> None:
    document = as_list("《中华人民共和国青禾保险法》第三条，《青禾保险法》第五条", None)
    resolved = engine.resolve(document, engine.find(document))
    (rule,) = (one for one in all_rules() if one.code == "CL102")
    assert len(list(rule.check(resolved))) == 1
    assert list(rule.check(resolved._replace(profile=Profile.JUDGMENT))) == []


# ---------------------------------------------------------------- the lists of one run

REWARD = "《甲省保障局关于印发〈骗取青禾基金举报奖励办法〉的通知》"
ENCLOSED = "《骗取青禾基金举报奖励办法》"
SUPERVISION = "《甲省保障局关于加强青禾基金监督工作的意见》"
HOSPITALS = "《甲省保障局关于公布定点医院名单的通告》"


def in_one_run(engine: Engine, folder: Path, *cells: str) -> dict[str, list[Diagnostic]]:
    """Return what CL503 finds in lists of one basis each, by the name of the file."""
    for number, cell in enumerate(cells, 1):
        path = folder / f"{number}.txt"
        path.write_text(f"{HEADER}1\t处罚\t{cell}第三条\n", encoding="utf-8")
    report = engine.check_paths(folder.glob("*.txt"))
    return {
        Path(file.path).name: [one for one in file.diagnostics if one.code == "CL503"]
        for file in report.files
    }


def test_number_that_most_lists_print_otherwise_is_a_finding(
    engine: Engine, tmp_path: Path
) -> None:
    right, wrong = "（甲保办发〔2018〕22号）", "（甲保发〔2018〕22号）"
    found = in_one_run(engine, tmp_path, ENCLOSED + wrong, REWARD + right, REWARD + right)
    assert [len(found[name]) for name in ("1.txt", "2.txt", "3.txt")] == [1, 0, 0]
    (one,) = found["1.txt"]
    assert (one.raw, one.expected) == ("甲保发〔2018〕22号", "甲保办发〔2018〕22号")
    assert ["2.txt" in place.message for place in one.related] == [True, False]


def test_of_two_lists_that_contradict_each_other_the_later_is_marked(
    engine: Engine, tmp_path: Path
) -> None:
    found = in_one_run(
        engine, tmp_path, f"{REWARD}（甲保发〔2018〕22号）", f"{REWARD}（甲保发〔2018〕23号）"
    )
    assert found["1.txt"] == []
    assert [one.expected for one in found["2.txt"]] == [None]


def test_number_of_another_document_in_another_list_is_a_finding(
    engine: Engine, tmp_path: Path
) -> None:
    number = "（甲保发〔2019〕3号）"
    found = in_one_run(engine, tmp_path, SUPERVISION + number, HOSPITALS + number)
    assert [len(found[name]) for name in ("1.txt", "2.txt")] == [0, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "《奖励办法》（甲发〔2018〕2号）", "《奖励办法》（甲发〔2018〕7号）", id="short"
        ),
        pytest.param(f"{REWARD}（甲发〔2015〕2号）", f"{REWARD}（甲发〔2018〕7号）", id="reissued"),
        pytest.param(
            "《甲方案》（政办发〔2018〕2号）", "《乙规划》（政办发〔2018〕2号）", id="towns"
        ),
        pytest.param(f"{REWARD}（甲发〔2018〕2号）", f"{ENCLOSED}（甲发[2018]2号）", id="form"),
    ],
)
def test_lists_that_may_mean_two_documents_do_not_contradict(
    engine: Engine, tmp_path: Path, first: str, second: str
) -> None:
    assert not any(in_one_run(engine, tmp_path, first, second).values())


DUTIES = "序号\t权力名称\t责任事项\t追责情形\t设定依据\n"


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        pytest.param("1.受理；2.审查；4.决定。", ["4"], id="gap"),
        pytest.param("1.受理；2.审查；2.公示；3.决定。", ["2"], id="repeat"),
        pytest.param(
            "1.受理：（1）收件；（3）登记。2.审查。3.决定。", ["3"], id="gap-in-sub-items"
        ),
        pytest.param(
            "（一）不予受理的；（二）不予审查的；（四）泄密的。", ["四"], id="chinese-numbers"
        ),
        pytest.param("1.受理；2.审查；3.决定。1.公示；2.归档。", [], id="new-series"),
        pytest.param("直接实施责任：1.受理；2.审查。指导监督责任：4.指导。", [], id="heading"),
        pytest.param("3.审查；4.决定。", [], id="torn-cell"),
        pytest.param(
            "1.受理：1.收件；2.登记。2.审查。3.决定。", [], id="inner-series-of-its-style"
        ),
        pytest.param(
            "1.受理。2.审查：1.初审；2.复审。4.决定。", ["4"], id="gap-after-an-inner-series"
        ),
        pytest.param("1.受理，3日内告知；2，审查；3.决定。", [], id="written-in-another-way"),
        pytest.param("1.受理；2.审查3.决定；4.送达。", [], id="without-a-mark-before-it"),
        pytest.param(
            "1.受理；2.审查，面积3.5亩以下的除外；3.决定；30.以上另行规定。", [], id="decimals"
        ),
        pytest.param(
            "依照《甲法》第三条：（一）不予受理的；（五）泄密的。", [], id="items-of-a-provision"
        ),
        pytest.param("（一）不予受理的；……（五）泄密的。", [], id="items-with-an-ellipsis"),
    ],
)
def test_numbers_of_a_duty_follow_each_other(engine: Engine, cell: str, marked: list[str]) -> None:
    source = f"{DUTIES}1\t处罚\t{cell}\t\t《甲法》第三条\n"
    assert [one.raw for one in findings(engine, source, "CL603")] == marked


def test_same_basis_in_two_cells_is_no_duplicate(engine: Engine) -> None:
    rows = "".join(f"{row}\t处罚\t受理\t依法追责\t《甲法》第三条\n" for row in (1, 2))
    assert findings(engine, DUTIES + rows, "CL601") == []


def test_statute_that_a_duty_names_twice_is_no_duplicate(engine: Engine) -> None:
    source = f"{DUTIES}1\t处罚\t《甲法》第三条；《甲法》第三条\t\t《甲法》第三条\n"
    assert findings(engine, source, "CL601") == []


def test_abolished_organ_is_one_finding_with_its_other_places(engine: Engine) -> None:
    rows = "".join(f"{row}\t处罚\t移送青禾部\t青禾部处理\t《甲法》第三条\n" for row in (1, 2))
    (found,) = findings(engine, DUTIES + rows, "CL707")
    assert (found.raw, found.wrong_since, len(found.related)) == ("青禾部", "today", 3)


@pytest.mark.parametrize(
    ("day", "since"),
    [
        pytest.param(date(2020, 1, 1), "list", id="after-the-reform"),
        pytest.param(date(2018, 6, 1), "today", id="in-its-year"),
        pytest.param(date(2016, 1, 1), "today", id="before-it"),
    ],
)
def test_abolished_organ_is_judged_by_the_date_of_the_list(
    engine: Engine, day: date, since: str
) -> None:
    (found,) = (
        one
        for one in run_on(engine, Example("由青禾部审批。依据：《甲法》第三条", day, ()))
        if one.code == "CL707"
    )
    assert found.wrong_since == since


def test_half_width_marks_are_one_finding_whose_fix_edits_every_place(engine: Engine) -> None:
    rows = "".join(f"{row}\t处罚\t《甲法》第三条, 第四条;《乙法》第五条\n" for row in (1, 2))
    source = HEADER + rows
    (found,) = findings(engine, source, "CL602")
    assert len(found.related) == 3
    assert mended(source, found) == source.replace(", ", "，").replace(";", "；")


def test_torn_quotation_keeps_its_marks(engine: Engine) -> None:
    source = (
        f"{HEADER}1\t处罚\t《甲法》第三条：“县级以上人民政府负责甲工作，\n"
        "\t\t乡级人民政府协助甲工作。”《乙法》第五条\n"
    )
    assert findings(engine, source, "CL602") == []


@pytest.mark.parametrize(
    ("last", "marked"),
    [
        pytest.param(
            "乙机关应当负责乙类工作，组织实施乙类项目", ["组织实施乙类项目"], id="unstopped"
        ),
        pytest.param("乙机关应当负责乙类工作，组织实施乙类项目……", [], id="elided"),
        pytest.param("乙机关应当负责乙类工作；", [], id="item"),
    ],
)
def test_quotation_without_full_stop_among_stopped_ones(
    engine: Engine, last: str, marked: list[str]
) -> None:
    rows = "".join(
        f"{row}\t处罚\t《甲办法》第{row}条：甲机关应当负责甲类工作，组织实施甲类项目。\n"
        for row in range(1, 6)
    )
    source = f"{HEADER}{rows}6\t处罚\t《乙办法》第三条：{last}\n"
    assert [one.raw for one in findings(engine, source, "CL602")] == marked


@pytest.mark.parametrize(
    ("number", "marked"),
    [
        pytest.param("国土资发〔2021〕3号", ["国土资发"], id="after-its-end"),
        pytest.param("国土资发〔1995〕3号", ["国土资发"], id="before-its-beginning"),
        pytest.param("国土资发〔2018〕3号", [], id="in-its-last-year"),
        pytest.param("云国土资发〔2021〕3号", [], id="local-code"),
        pytest.param("民发〔2021〕3号", [], id="unknown-code"),
    ],
)
def test_code_of_an_organ_dates_a_document(engine: Engine, number: str, marked: list[str]) -> None:
    document = as_list(f"【规范性文件】《甲通知》（{number}）", None)
    organs = (Organ(name="国土资源部", short=(), since="1998", until="2018"),)
    resolved = engine.resolve(document, engine.find(document))._replace(organs=organs)
    found = [one for one in lint(resolved, all_rules()) if one.code == "CL504"]
    assert [one.raw for one in found] == marked


# ---------------------------------------------------------------- since when


@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_nothing_is_wrong_since_a_day_to_come(engine: Engine, rule: Rule, example: Example) -> None:
    for one in run_on(engine, example):
        assert one.since is None or one.since <= AS_OF.isoformat()
