"""Is what somebody suppressed left out, for the reason given, and nothing else in silence?"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw.commands import run
from citelaw.directive import directives
from citelaw.engine import Engine
from citelaw.identity import id_in_file
from citelaw.model import (
    Answer,
    FileReport,
    Related,
    ResolvedDocument,
    Rule,
    Severity,
    SuppressedBy,
)
from citelaw.readers import read_path, read_text
from citelaw.registry import open_registry
from citelaw.settings import Settings, SuppressEntry
from citelaw.span import Span
from citelaw.suppression import by_comments, codes_of, labels

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
STATUTES = FIXTURES / "statutes"
LISTS = sorted(path for path in (FIXTURES / "lists").iterdir() if path.name != "README.md")
AS_OF = date(2026, 11, 21)
WRONG = "《青禾保险法》第九百条"
RIGHT = "《青禾保险法》第三条"


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(as_of=AS_OF), registry=open_registry(database))


def set_to(engine: Engine, **settings: object) -> Engine:
    changed = replace(engine.settings, **settings)  # type: ignore[arg-type]
    return Engine(changed, registry=engine.registry)


def check(engine: Engine, *lines: str) -> FileReport:
    return engine.check_document(engine.read_text("\n".join(lines), "list.txt"))


def reported(report: FileReport) -> list[tuple[str, str]]:
    return [(one.code, one.raw) for one in report.diagnostics]


def messages(report: FileReport) -> list[str]:
    return [one.message for one in report.diagnostics if one.code == "CL902"]


# ---------------------------------------------------------------- comments that reach a finding


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL301] 原文如此 -->"], id="behind it"),
        pytest.param([f"<!-- citelaw: ignore[CL301] 原文如此 -->{WRONG}"], id="before it"),
        pytest.param([f"{WRONG} <!--citelaw:ignore[CL301]原文如此-->"], id="without a blank"),
        pytest.param([f"{WRONG} <!-- citelaw：ignore【CL301】：原文如此 -->"], id="full width"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[cl301] 原文如此 -->"], id="small letters"),
        pytest.param([f"{WRONG} <!-- citelaw ignore[CL301] 原文如此 -->"], id="without a colon"),
        pytest.param([f"{WRONG} <!—Citelaw: ignore[CL301] 原文如此 —>"], id="typed in Word"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL3] 原文如此 -->"], id="prefix"),
        pytest.param(["<!-- citelaw: ignore-next-line[CL301] 原文如此 -->", WRONG], id="next line"),
        pytest.param(
            [
                "<!-- citelaw: ignore-next-line[CL301] 原文如此 -->",
                "  <!-- citelaw: ignore-next-line[CL999x] 原文如此 -->",
                WRONG,
            ],
            id="next line over another comment",
        ),
        pytest.param(
            [
                "<!-- citelaw: ignore-start[CL301] 原文如此 -->",
                "",
                WRONG,
                "<!-- citelaw: ignore-end -->",
            ],
            id="block",
        ),
        pytest.param(
            [
                "<!-- citelaw: ignore-start[CL1] 原文如此 -->",
                "<!-- citelaw: ignore-start[CL301] 原文如此 -->",
                "<!-- citelaw: ignore-end -->",
                "<!-- citelaw: ignore-start[CL301] 原文如此 -->",
                WRONG,
                "<!-- citelaw: ignore-end -->",
                "<!-- citelaw: ignore-end -->",
            ],
            id="block in a block",
        ),
        pytest.param(
            [WRONG, "<!-- citelaw: ignore-file[CL301] 原文如此 -->"], id="file, from the end"
        ),
    ],
)
def test_comment_suppresses_with_its_reason(engine: Engine, lines: list[str]) -> None:
    report = check(engine, *lines)
    assert [code for code, _ in reported(report) if code == "CL301"] == []
    (gone,) = report.suppressed
    assert (gone.how, gone.reason) == ("comment", "原文如此")
    assert (gone.diagnostic.code, gone.diagnostic.raw) == ("CL301", "第九百条")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([WRONG, "<!-- citelaw: ignore[CL301] 原文如此 -->"], id="alone behind it"),
        pytest.param(["<!-- citelaw: ignore[CL301] 原文如此 -->", WRONG], id="alone before it"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore-next-line[CL301] 理由 -->"], id="next"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL101] 原文如此 -->"], id="another rule"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL301] -->"], id="no reason"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore 原文如此 -->"], id="no rule"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[] 原文如此 -->"], id="empty brackets"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL301 原文如此 -->"], id="half a bracket"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL] 原文如此 -->"], id="too short a prefix"),
        pytest.param([f"{WRONG} <!-- citelaw: disable[CL301] 原文如此 -->"], id="another word"),
        pytest.param([f"{WRONG} <!-- citelaw: -->"], id="nothing"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL301] 原文", "如此 -->"], id="two lines"),
        pytest.param(["<!-- citelaw: ignore-start[CL301] 理由 -->", WRONG], id="never ended"),
        pytest.param([WRONG, "<!-- citelaw: ignore-end -->"], id="never started"),
        pytest.param([f"{WRONG} <!-- citelaw: ignore[CL902] 原文如此 -->"], id="itself"),
    ],
)
def test_comment_that_does_nothing_is_said_and_hides_nothing(
    engine: Engine, lines: list[str]
) -> None:
    report = check(engine, *lines)
    assert ("CL301", "第九百条") in reported(report)
    assert report.suppressed == ()
    assert messages(report)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore[CL301]", "抑制注释没有写明理由，未起作用，理由写在方括号之后。"),
        ("ignore 原文", "抑制注释没有在方括号内写明规则，未起作用，应写作 ignore[CL101] 理由。"),
        (
            "ignore[artcle-missing] 原文",
            "没有规则 artcle-missing，最接近的是 article-missing，这一项未起作用。",
        ),
        ("ignroe[CL301] 原文", "citelaw 注释没有 ignroe 这种写法，应为 ignore，未起作用。"),
        ("ignore[CL101] 原文", "本行没有 CL101 的问题，这条抑制已不需要。"),
        ("ignore[CL101,CL501] 原文", "本行没有 CL101、CL501 的问题，这条抑制已不需要。"),
        ("ignore-next-line[CL101] 原文", "下一行没有 CL101 的问题，这条抑制已不需要。"),
        ("ignore-file[CL101] 原文", "本文件没有 CL101 的问题，这条抑制已不需要。"),
        ("ignore-start[CL101] 原文", "ignore-start 之后没有与它相配的 ignore-end，未起作用。"),
        ("ignore-end", "ignore-end 之前没有与它相配的 ignore-start，未起作用。"),
        ("ignore[CL902] 原文", "unused-suppression 不能用注释抑制，可用 --ignore 关闭。"),
    ],
)
def test_fault_of_a_comment_is_said_in_its_own_sentence(
    engine: Engine, comment: str, said: str
) -> None:
    assert messages(check(engine, f"{WRONG} <!-- citelaw: {comment} -->")) == [said]


def test_comment_that_is_alone_in_its_line_is_led_to_the_next_line(engine: Engine) -> None:
    (said,) = messages(check(engine, "<!-- citelaw: ignore[CL301] 原文如此 -->", WRONG))
    assert "ignore-next-line" in said


def test_known_rules_of_a_comment_count_though_another_is_unknown(engine: Engine) -> None:
    report = check(engine, f"{WRONG} <!-- citelaw: ignore[CL301, CL999] 原文如此 -->")
    assert len(report.suppressed) == 1
    assert messages(report) == ["没有规则 CL999，最接近的是 CL902，这一项未起作用。"]


def test_second_comment_on_what_the_first_suppresses_is_named_with_its_line(
    engine: Engine,
) -> None:
    report = check(
        engine,
        "<!-- citelaw: ignore-file[CL301] 原文如此 -->",
        f"{WRONG} <!-- citelaw: ignore[CL301] 原文如此 -->",
    )
    assert messages(report) == ["CL301 的问题已由第 1 行的注释抑制，这条注释多余。"]
    assert len(report.suppressed) == 1


def test_lines_end_as_the_file_ends_them(engine: Engine) -> None:
    source = f"<!-- citelaw: ignore-next-line[CL301] 理由 -->\r\n{WRONG}\r{WRONG}"
    report = engine.check_document(engine.read_text(source, "list.txt"))
    assert [source[: one.span.start].count("\r") for one in report.diagnostics] == [2]


def test_rule_that_was_not_run_leaves_no_comment_unused(engine: Engine) -> None:
    only = set_to(engine, select=("CL101", "CL902"))
    assert reported(check(only, f"{RIGHT} <!-- citelaw: ignore[CL301] 原文如此 -->")) == []
    without = set_to(engine, ignore=("CL301",))
    assert messages(check(without, f"{WRONG} <!-- citelaw: ignore[CL301] 原文如此 -->")) == []


def test_rule_can_be_turned_off(engine: Engine) -> None:
    off = set_to(engine, ignore=("unused-suppression",))
    assert reported(check(off, f"{RIGHT} <!-- citelaw: ignore[CL301] -->")) == []


def test_file_on_which_a_rule_crashed_has_no_unused_comment(engine: Engine) -> None:
    def crash(resolved: ResolvedDocument) -> list[object]:
        raise ZeroDivisionError(resolved.document.name)

    crashing = set_to(engine)
    rules = [one for one in engine.rules if one.code != "CL301"]
    rules.append(Rule(code="CL301", name="article-missing", severity=Severity.ERROR, check=crash))  # type: ignore[arg-type]
    crashing.__dict__["rules"] = tuple(rules)
    report = check(crashing, f"{WRONG} <!-- citelaw: ignore[CL301] 原文如此 -->")
    assert [code for code, _ in reported(report)] == ["CL901"]


def test_places_of_one_cause_are_suppressed_one_by_one(engine: Engine) -> None:
    title = "《实施<甲法>办法》"
    lines = [
        "序号\t权力名称\t设定依据",
        f"1\t处罚\t{title}第一条 <!-- citelaw: ignore[CL104] 原文如此 -->",
        f"2\t处罚\t{title}第二条",
        f"3\t处罚\t{title}第三条 <!-- citelaw: ignore[CL104] 原文如此 -->",
        f"4\t处罚\t{title}第四条",
    ]
    report = check(engine, *lines)
    (left,) = [one for one in report.diagnostics if one.code == "CL104"]
    (gone,) = report.suppressed
    second, fourth = [Span(at, at + len(title)) for at in _places(lines, title)][1::2]
    assert (left.span, [one.span for one in left.related]) == (second, [fourth])
    assert left.place.row == "2"
    assert left.fix is not None
    assert all(
        any(place.start <= edit.span.start < place.end for place in (second, fourth))
        for edit in left.fix.edits
    )
    assert len(gone.diagnostic.related) == 1


def _places(lines: list[str], words: str) -> list[int]:
    source = "\n".join(lines)
    return [at for at in range(len(source)) if source.startswith(words, at)]


def test_what_is_left_of_a_file_wrapped_throughout_speaks_of_its_own_title(engine: Engine) -> None:
    subjects = ("稻谷仓储", "河道采砂", "山林防火", "村镇供水")
    comment = "<!-- citelaw: ignore[CL105] 原文如此 -->"
    rows = (
        f'{row}\t处罚\t"《甲省{subject}\n管理条例》第三条{comment * (row == 1)}"'
        for row, subject in enumerate(subjects, 1)
    )
    report = check(engine, "序号\t权力名称\t设定依据", *rows)
    (left,) = [one for one in report.diagnostics if one.code == "CL105"]
    assert left.expected == "《甲省河道采砂管理条例》"
    assert left.expected in left.message
    assert len(left.related) == 2
    assert [one.diagnostic.expected for one in report.suppressed] == ["《甲省稻谷仓储管理条例》"]


def test_place_that_a_finding_only_points_to_needs_no_comment(engine: Engine) -> None:
    text = f"{WRONG} <!-- citelaw: ignore[CL301] 原文如此 -->\n{RIGHT}"
    document = engine.read_text(text, "list.txt")
    resolved = engine.resolve(document, engine.find(document))
    found = tuple(
        one._replace(related=(Related(Span(*one.span), "与此处重复"), Related(Span(0, 4), "见此")))
        for one in engine.lint(resolved)
    )
    outcome = by_comments(document, found, engine.rules)
    assert [one.diagnostic.code for one in outcome.suppressed] == ["CL301"]
    assert outcome.reported == ()


# ---------------------------------------------------------------- what the readers make of them


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_comment_in_every_line_changes_no_cell(path: Path) -> None:
    plain = read_path(path)
    comment = " <!-- citelaw: ignore[CL101] 见《某法》第三条：\t|“</td>甲 -->"
    lines = plain.source.split("\n")
    marked = read_text("\n".join(line + comment * bool(line) for line in lines), path.name)
    assert marked.shape is plain.shape
    assert [one.text for one in marked.cells] == [one.text for one in plain.cells]
    assert [(one.row, one.column, one.section, one.address) for one in marked.cells] == [
        (one.row, one.column, one.section, one.address) for one in plain.cells
    ]
    for cell in marked.cells:
        for piece in cell.offsets.pieces_of_cell:
            if piece.kept:
                start, length = piece.source, piece.length
                text = cell.text[piece.cell : piece.cell + length]
                assert marked.source[start : start + length] == text


@given(
    st.lists(
        st.sampled_from(
            [
                *["甲法", "<p>", "&amp;", "\n", "\r\n", " ", "\t", "《乙法》第三条", "1", "\u200b"],
                *["<!-- citelaw: ignore[CL101] 理由 -->", "<!-- citelaw: x", "-->", "<!--"],
            ]
        ),
        max_size=30,
    )
)
def test_places_stay_true_wherever_comments_stand(parts: list[str]) -> None:
    document = read_text("".join(parts))
    for cell in document.cells:
        assert 0 <= cell.span.start <= cell.span.end <= len(document.source)
        for piece in cell.offsets.pieces_of_cell:
            assert cell.span.start <= piece.source
            assert piece.source + piece.source_length <= cell.span.end
            if piece.kept:
                end = piece.source + piece.length
                text = cell.text[piece.cell : piece.cell + piece.length]
                assert document.source[piece.source : end] == text


@pytest.mark.parametrize(
    "lines",
    [
        ["序号\t权力名称\t设定依据", "{}", f"1\t处罚\t{WRONG}", "{}", f"2\t处罚\t{RIGHT}"],
        ["| 序号 | 权力名称 | 设定依据 |", "|---|---|---|", f"| 1 | 处罚 | {WRONG} |", "{}"],
        ["序号：1", "权力名称：处罚", "{}", f"设定依据：{WRONG}", "责任事项：受理"],
    ],
    ids=["tsv", "markdown", "key-value"],
)
def test_comment_on_its_own_line_belongs_to_no_cell(lines: list[str]) -> None:
    comment = "<!-- citelaw: ignore-next-line[CL301] 见《某法》第三条 -->"
    plain = read_text("\n".join(line for line in lines if line != "{}"))
    marked = read_text("\n".join(comment if line == "{}" else line for line in lines))
    assert marked.shape is plain.shape
    cells = [(one.text, one.row, one.column) for one in marked.cells]
    assert cells == [(one.text, one.row, one.column) for one in plain.cells]


def test_words_of_a_reason_are_no_citation(engine: Engine) -> None:
    text = f"{RIGHT} <!-- citelaw: ignore[CL301] 已按《残卷法》第九百条函告 -->"
    cells = engine.extract_document(engine.read_text(text))
    assert [one.raw for cell in cells for one in cell.statutes] == ["《青禾保险法》"]


def test_comment_inside_a_title_is_no_white_space_in_it(engine: Engine) -> None:
    text = "《青禾 <!-- citelaw: ignore[CL105] 原文如此 -->保险法》第三条"
    ((cell,),) = [engine.read_text(text).cells]
    assert cell.text == "《青禾保险法》第三条"


def test_other_comments_are_not_meant() -> None:
    text = "<!-- citelaws: x --> <!-- 见 citelaw: ignore[CL101] x --> <!-- citelaw 生成 -->"
    assert directives(text) == ()


# ---------------------------------------------------------------- entries of the configuration


def entry(**fields: object) -> SuppressEntry:
    base = SuppressEntry("*.txt", "CL301", None, "已函告", None)
    return base._replace(**fields)  # type: ignore[arg-type]


def with_entries(engine: Engine, *entries: SuppressEntry) -> Engine:
    return set_to(engine, suppress=entries)


@pytest.mark.parametrize(
    "one",
    [
        entry(),
        entry(rule="article-missing"),
        entry(rule="CL3"),
        entry(text="第九百条"),
        entry(text="《青禾 保险法》第九百条"),
        entry(text="青禾"),
        entry(file="list.txt"),
        entry(expires=AS_OF),
    ],
    ids=str,
)
def test_entry_suppresses_with_its_reason(engine: Engine, one: SuppressEntry) -> None:
    report = check(with_entries(engine, one), WRONG)
    assert reported(report) == []
    assert [(gone.how, gone.reason) for gone in report.suppressed] == [("config", "已函告")]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (entry(expires=date(2026, 11, 20)), "已于 2026-11-20 到期，未起作用。"),
        (entry(reason=" "), "没有写明理由，未起作用。"),
        (entry(text="第九百零一条"), "没有可抑制的问题，已不需要。"),
        (entry(rule="CL101"), "没有可抑制的问题，已不需要。"),
        (entry(rule="artcle-missing"), "没有规则 artcle-missing，最接近的是 article-missing"),
    ],
    ids=str,
)
def test_entry_that_does_nothing_is_said_and_hides_nothing(
    engine: Engine, one: SuppressEntry, said: str
) -> None:
    report = check(with_entries(engine, one), WRONG)
    assert ("CL301", "第九百条") in reported(report)
    (message,) = messages(report)
    assert said in message
    assert message.startswith("配置的抑制条目（*.txt，")


def test_entry_on_a_file_that_is_not_there_is_not_unused(engine: Engine) -> None:
    assert messages(check(with_entries(engine, entry(file="other/*.txt")), WRONG)) == []


def test_entry_is_judged_over_the_whole_run(engine: Engine, tmp_path: Path) -> None:
    for name, text in (("a.txt", RIGHT), ("b.txt", WRONG), ("c.txt", RIGHT)):
        (tmp_path / name).write_text(text, "utf-8")
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    used = with_entries(engine, entry()).check_paths(paths)
    assert [messages(file) for file in used.files] == [[], [], []]
    unused = with_entries(engine, entry(rule="CL101")).check_paths(paths)
    assert [len(messages(file)) for file in unused.files] == [1, 0, 0]


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("a.txt", "lists/a.txt", True),
        ("*.txt", "lists/a.txt", True),
        ("lists/*.txt", "lists/a.txt", True),
        ("./lists/*.txt", "lists/a.txt", True),
        ("lists/*.txt", "lists/old/a.txt", False),
        ("lists/**/*.txt", "lists/old/2023/a.txt", True),
        ("lists/**/*.txt", "lists/a.txt", True),
        ("lists/**", "lists/a.txt", True),
        ("ists/*.txt", "lists/a.txt", False),
        ("清单[1].txt", "清单[1].txt", True),
        ("?.txt", "ab.txt", False),
    ],
)
def test_glob_is_about_the_path(glob: str, path: str, expected: bool) -> None:
    assert entry(file=glob).is_about(path) is expected


def test_labels_are_names_codes_and_beginnings() -> None:
    assert codes_of("CL301") == codes_of("article-missing") == codes_of("cl301") == {"CL301"}
    assert {"CL101", "CL104"} <= codes_of("CL1")
    assert codes_of("CL") == codes_of("") == codes_of("article") == frozenset()
    assert labels().nearest("title-mispelled") == "title-misspelled"
    assert labels().nearest("x" * 10_000) is None


# ---------------------------------------------------------------- what the user sees


def test_report_says_how_many_are_suppressed_and_fails_no_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    wrong = "《中华人民共和国社会保险法》第九百条"
    path.write_text(f"{wrong} <!-- citelaw: ignore[CL301] 原文如此 -->\n", "utf-8")
    assert run(["check", "--as-of", "2026-11-21", str(path)]) == 0
    said = capsys.readouterr().out
    assert "未发现问题；已抑制、未列出 1 处（清单内注释 1）" in said
    assert run(["check", "--as-of", "2026-11-21", "--output-format", "json", str(path)]) == 0
    data = json.loads(capsys.readouterr().out)
    (gone,) = data["files"][0]["suppressed"]
    assert (gone["code"], gone["kind"], gone["reason"]) == ("CL301", "comment", "原文如此")
    assert data["summary"]["errors"] == 0


@pytest.mark.parametrize("label", ["CL901", "rule-crashed", "CL902", "unused-suppression"])
def test_rules_on_citelaw_itself_have_their_pages(
    label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rule", label]) == 0
    assert capsys.readouterr().out.startswith("CL90")


# ---------------------------------------------------------------- answers in an annotated copy


def answered(engine: Engine, text: str, *answers: Answer, name: str = "list.txt") -> FileReport:
    document = replace(engine.read_text(text, name), answers=answers)
    return engine.check_document(document)


def ids(report: FileReport, code: str = "CL301") -> list[str]:
    return [id_in_file(one) for one in report.diagnostics if one.code == code]


def test_what_was_answered_with_a_reason_is_not_reported_whatever_the_copy_is_called(
    engine: Engine,
) -> None:
    (known,) = ids(answered(engine, WRONG))
    report = answered(engine, f"序言。\n{WRONG}", Answer(known, " 原文如此 "), name="甲/校验.xlsx")
    assert reported(report) == []
    (gone,) = report.suppressed
    found = (gone.diagnostic.raw, gone.how, gone.reason)
    assert found == ("第九百条", SuppressedBy.ANSWER, "原文如此")


def test_answer_is_about_its_own_finding(engine: Engine) -> None:
    text = f"{WRONG}\n《青禾保险法》第九百零一条"
    first, second = ids(answered(engine, text))
    report = answered(engine, text, Answer(second, "原文如此"))
    assert ids(report) == [first]


def test_answer_without_a_reason_counts_for_nothing_and_is_said_at_its_finding(
    engine: Engine,
) -> None:
    (known,) = ids(answered(engine, WRONG))
    report = answered(engine, WRONG, Answer(known, " "))
    assert reported(report) == [("CL301", "第九百条"), ("CL902", "第九百条")]
    assert "没有写明理由" in messages(report)[0]


def test_answer_to_what_is_gone_is_passed_over(engine: Engine) -> None:
    assert reported(answered(engine, RIGHT, Answer("0123456789ab", "原文如此"))) == []


def test_last_answer_to_a_finding_counts(engine: Engine) -> None:
    (known,) = ids(answered(engine, WRONG))
    report = answered(engine, WRONG, Answer(known, ""), Answer(known, "原文如此"))
    assert reported(report) == []


def test_what_is_to_be_mended_is_reported_until_it_is(engine: Engine) -> None:
    (known,) = ids(answered(engine, WRONG))
    report = answered(engine, WRONG, Answer(known, "", taken=True))
    assert reported(report) == [("CL301", "第九百条")]
