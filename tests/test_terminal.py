"""Do the reports for people show corrections, colours, numbers, and nothing that does harm?"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from made_up_list import COUNTS, FILE, NOT_VERIFIED, REPORT, UNREADABLE, WRONG

from citelaw.model import (
    Applicability,
    Certainty,
    Diagnostic,
    Edit,
    Fix,
    Place,
    Related,
    Report,
    Severity,
    Suppressed,
    SuppressedBy,
    UndeterminedVersion,
)
from citelaw.reporters import Language, Style, load_reporter
from citelaw.reporters import _screen as screens
from citelaw.reporters._width import columns
from citelaw.reporters._words import CHINESE, ENGLISH
from citelaw.reporters.check._correction import changes
from citelaw.span import Span

FORMATS = ("full", "concise", "grouped")
SGR = re.compile("\x1b\\[[0-9;]*m")


def shown(report: Report, name: str = "full", **style: Any) -> str:
    return load_reporter(name).render(report, Style(**style)).decode()


def finding(source: str, raw: str, **fields: Any) -> Diagnostic:
    start = source.index(raw)
    span = Span(start, start + len(raw))
    plain = WRONG._replace(related=(), expected=None, fix=None, place=Place())
    return plain._replace(span=span, raw=raw, **fields)


def reported(source: str, *found: Diagnostic, path: str = "甲.txt") -> Report:
    file = FILE._replace(path=path, source=source, diagnostics=found)
    return REPORT._replace(files=(file,))


def fix(*edits: tuple[int, int, str], how: Applicability = Applicability.UNSAFE) -> Fix:
    placed = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Fix(title="改正", edits=placed, applicability=how, title_en="mend")


def below_the_carets(report: str) -> list[str]:
    """Return the lines of the diff."""
    return [line for line in report.split("\n") if re.match(r" *[-+] \|", line)]


# ---------------------------------------------------------------- the correction


def test_what_replaces_the_marked_words_stands_below_their_carets() -> None:
    source = "依据《甲法》第八十条：引文"
    report = shown(reported(source, finding(source, "第八十条", expected="第八十八条")))
    assert "  1 | 依据《甲法》第八十条：引文\n" in report
    assert "    |             ^^^^^^^^\n  + |             第八十八条\n" in report


def test_fix_that_edits_the_marked_words_shows_them_mended() -> None:
    source = "依据《甲<b>办</b> 法》第八条"
    found = finding(source, "《甲<b>办</b> 法》", expected="《甲办法》", fix=fix((12, 13, "")))
    report = shown(reported(source, found))
    assert below_the_carets(report) == ["  + |     《甲<b>办</b>法》"]


def test_edits_of_other_places_are_not_those_of_the_marked_words() -> None:
    source = "《甲<法>办法》第一条，《甲<法>办法》"
    edits = fix((2, 3, "〈"), (4, 5, "〉"), (15, 16, "〈"), (17, 18, "〉"))
    report = shown(reported(source, finding(source, "《甲<法>办法》", fix=edits)))
    assert below_the_carets(report) == ["  + | 《甲〈法〉办法》"]


def test_words_that_are_to_go_are_shown_with_a_minus() -> None:
    source = "《甲法》第一条，，第二条"
    report = shown(reported(source, finding(source, "，，", expected="")))
    assert below_the_carets(report) == ["  - |               ，，"]


def test_change_inside_a_long_quotation_is_shown_as_it_is_and_as_it_should_be() -> None:
    before, after = "甲" * 60, "乙" * 60
    source = f"第八条：“{before}民政部门{after}”"
    found = finding(source, f"{before}民政部门{after}", expected=f"{before}医疗保障部门{after}")
    report = shown(reported(source, found))
    assert below_the_carets(report) == [
        "  - | …" + "甲" * 10 + "民政部门" + "乙" * 8 + "…",
        "  + | …" + "甲" * 10 + "医疗保障部门" + "乙" * 8 + "…",
    ]


def test_changes_far_from_each_other_are_shown_each_and_many_not_all() -> None:
    words = [letter * 30 for letter in "甲乙丙丁戊"]
    raw, right = "错".join(words), "对".join(words)
    report = shown(reported(raw, finding(raw, raw, expected=right)))
    lines = below_the_carets(report)
    assert [line[4:7] for line in lines] == ["| …"] * 6
    assert "错" in lines[4]
    assert "对" in lines[5]
    assert "\n    | …\n" in report


def test_line_end_inside_the_marked_words_can_be_seen() -> None:
    source = "《甲省\n管理条例》第三条"
    found = finding(source, "《甲省\n管理条例》", expected="《甲省管理条例》")
    assert below_the_carets(shown(reported(source, found))) == [
        "  - | 《甲省⏎管理条例》",
        "  + | 《甲省管理条例》",
    ]


def test_correction_too_long_for_its_place_starts_a_line() -> None:
    source = "甲" * 45 + "《乙法》"
    found = finding(source, "《乙法》", expected="《中华人民共和国乙法》")
    assert below_the_carets(shown(reported(source, found))) == [
        "  - | 《乙法》",
        "  + | 《中华人民共和国乙法》",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.CHINESE, "  改法：改正\n"), (Language.ENGLISH, "  correction: mend\n")],
)
def test_fix_that_edits_other_places_alone_is_named(language: Language, said: str) -> None:
    source = "《甲法》第八条，第九条"
    found = finding(source, "第八条", fix=fix((8, 9, "")))
    assert said in shown(reported(source, found), language=language)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param("第八十条", "第八十八条", [(3, 3, 3, 4)], id="insertion"),
        pytest.param("第八十八条", "第八十条", [(3, 4, 3, 3)], id="deletion"),
        pytest.param("abcd", "xyz", [(0, 4, 0, 3)], id="nothing-in-common"),
        pytest.param("aa", "a", [(1, 2, 1, 1)], id="repeat"),
        pytest.param("甲<乙>丙丁", "甲〈乙〉丙丁", [(1, 2, 1, 2), (3, 4, 3, 4)], id="two"),
        pytest.param("", "甲", [(0, 0, 0, 1)], id="from-nothing"),
        pytest.param("a" + "b" * 900, "b" * 900 + "c", [(0, 901, 0, 901)], id="too-long"),
    ],
)
def test_texts_differ_where_they_do(
    old: str, new: str, found: list[tuple[int, int, int, int]]
) -> None:
    assert [tuple(one) for one in changes(old, new)] == found


def test_idea_that_is_never_put_in_place_has_no_mark_of_a_fix() -> None:
    source = "依据《甲法》第八十条"
    idea = fix((6, 10, "第八十八条"), how=Applicability.DISPLAY)
    report = shown(reported(source, finding(source, "第八十条", fix=idea)), statistics=True)
    assert "[*]" not in report
    assert below_the_carets(report) == ["  + |             第八十八条"]


# ---------------------------------------------------------------- colours


def test_without_colour_no_escape_is_written() -> None:
    assert not any("\x1b" in shown(REPORT, name, statistics=True) for name in FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_colours_change_no_character_and_no_column(name: str) -> None:
    coloured = shown(REPORT, name, color=True, statistics=True)
    assert SGR.sub("", coloured) == shown(REPORT, name, statistics=True)
    assert coloured.count("\x1b[0m") * 2 == len(SGR.findall(coloured)), "each is closed"


def test_marked_words_have_a_line_under_them_and_what_is_new_too() -> None:
    coloured = shown(REPORT, color=True)
    error = screens.SEVERITY[Severity.ERROR]
    assert f"\x1b[4;{error}m第八十条\x1b[0m" in coloured
    right = screens.RIGHT
    assert f"\x1b[{right}m第八十\x1b[0m\x1b[{right};1;4m八\x1b[0m\x1b[{right}m条\x1b[0m" in coloured


def _luminance(look: str) -> float:
    """Return the relative luminance (WCAG 2) of a colour of the fixed 256."""
    number = int(look.removeprefix("38;5;"))
    steps = (0, 95, 135, 175, 215, 255)
    if number >= 232:
        parts = [8 + 10 * (number - 232)] * 3
    else:
        parts = [steps[(number - 16) // by % 6] for by in (36, 6, 1)]
    linear = [
        one / 255 / 12.92 if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "look", [screens.FAINT, screens.RIGHT, screens.WRONG, *screens.SEVERITY.values()]
)
def test_colours_can_be_read_on_white_and_on_black(look: str) -> None:
    light = _luminance(look)
    assert 1.05 / (light + 0.05) > 3
    assert (light + 0.05) / 0.05 > 3


# ---------------------------------------------------------------- concise and grouped


def test_concise_report_has_one_line_a_finding_and_its_counts() -> None:
    assert (
        shown(REPORT, "concise")
        == """\
甲.tsv:1:12: CL401 [*] quote-wrong-article 错误：引文不是第八十条，而是第八十八条（2018年修正文本）\
的文字，请改条号或重引。 → 第八十八条
未核验：1 种文件不在数据库（数据截至 2026-10-31），不表示有误
共 1 个文件，引用 2 处：已核 1，未核 1（数据库未收录 1）；错误 1\
；未能读取 1 个文件；可自动修正 [*]：--fix --unsafe-fixes 1
"""
    )


def test_grouped_report_has_its_columns_aligned_below_the_name_of_the_file() -> None:
    source = "依据《甲法》第八条\n" * 11
    plain = finding(source, "第八条", severity=Severity.WARNING, message="有误。")
    far = plain._replace(span=Span(107, 110), certainty=Certainty.LIKELY, expected="第九条")
    near = plain._replace(fix=fix((6, 9, "第九条")))
    report = shown(reported(source, near, far), "grouped")
    assert report.startswith(
        """\
甲.txt
   1:7  CL401 [*] 警告          有误。 → 第九条
  11:8  CL401     警告（待核）  有误。 → 第九条

"""
    )


def test_long_correction_behind_a_message_is_cut_to_where_it_differs() -> None:
    raw, right = "甲" * 40 + "乙" * 40, "甲" * 40 + "新" + "乙" * 40
    line = shown(reported(raw, finding(raw, raw, expected=right)), "concise").split("\n")[0]
    assert line.endswith(" → …" + "甲" * 10 + "新" + "乙" * 8 + "…")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("language", "words"), [("zh", CHINESE), ("en", ENGLISH)])
def test_every_format_ends_with_what_was_not_checked(name: str, language: str, words: Any) -> None:
    open_one = UndeterminedVersion("甲法", "list-date", "", 3)
    facts = FILE.facts._replace(undetermined=(open_one,), known_to=(("乙法", "2019-01-01"),))
    gone = Suppressed(WRONG, SuppressedBy.COMMENT, "原文如此")
    file = FILE._replace(diagnostics=(NOT_VERIFIED,), facts=facts, suppressed=(gone,))
    report = REPORT._replace(files=(file, UNREADABLE), overlays=("statutes.toml",))
    said = shown(report, name, language=Language(language))
    for phrase in (
        words.unverified if name != "concise" else words.unverified_number,
        words.undetermined if name != "concise" else words.undetermined_number,
        words.stale,
        words.overlay,
        words.summary,
        words.failed,
        words.suppressed,
    ):
        fixed = max(re.split(r"\{\w*\}", phrase), key=len)
        assert fixed in said


@pytest.mark.parametrize("name", FORMATS)
def test_quiet_report_has_the_findings_and_the_numbers_asked_for_alone(name: str) -> None:
    said = shown(REPORT, name, quiet=True)
    assert shown(REPORT, name).startswith(said.rstrip("\n") + "\n")
    assert "共 1 个文件" not in said
    assert "未核验" not in said
    assert "各规则的问题数" in shown(REPORT, name, quiet=True, statistics=True)
    clean = REPORT._replace(files=(FILE._replace(diagnostics=()),))
    assert shown(clean, name, quiet=True) == ""


def test_titles_not_verified_are_counted_with_their_other_places() -> None:
    again = NOT_VERIFIED._replace(related=(Related(Span(0, 1), "同一文件", "the same"),) * 2)
    report = shown(REPORT._replace(files=(FILE._replace(diagnostics=(again,)),)))
    assert "  《某市办法》 3 处\n" in report


# ---------------------------------------------------------------- statistics


def test_statistics_name_the_most_frequent_rule_first_in_aligned_columns() -> None:
    source = "依据《甲法》第八十条，第一条"
    error = finding(source, "第八十条")
    minor = finding(source, "第一条", code="CL105", name="title-whitespace")
    fixed = minor._replace(severity=Severity.INFO, fix=fix((11, 12, "")))
    warning = minor._replace(severity=Severity.WARNING, span=Span(12, 13))
    report = shown(reported(source, error, warning, fixed), statistics=True)
    table = """
各规则的问题数
  数量  规则   名称                 级别       可自动修正
     2  CL105  title-whitespace     警告/提示  [*] 1
     1  CL401  quote-wrong-article  错误

"""
    assert table in report


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_end_with_statistics(name: str) -> None:
    assert "\n     1  CL401  quote-wrong-article  错误  [*] 1\n" in shown(
        REPORT, name, statistics=True
    )
    clean = REPORT._replace(files=(FILE._replace(diagnostics=()),))
    assert shown(clean, name, statistics=True) == shown(clean, name)


# ---------------------------------------------------------------- what does harm


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "latin-1"])
def test_nothing_from_a_list_or_a_file_name_reaches_the_terminal_as_a_control(
    name: str, encoding: str
) -> None:
    evil = "\x1b]0;甲\x07\x9b31m\u202e\r\x08"
    found = finding(
        f"依据{evil}《甲法》",
        evil,
        message=f"“{evil}”有误。",
        expected=f"{evil}乙",
        place=Place(row=evil, column=evil),
        related=(Related(Span(0, 1), f"此处写作{evil}", evil),),
        evidence=WRONG.evidence._replace(statute=evil, source=evil, version=evil),
        fix=Fix(evil, (Edit(Span(0, 1), evil),), Applicability.SAFE, evil),
    )
    unknown = NOT_VERIFIED._replace(title=evil)
    report = reported(f"依据{evil}《甲法》", found, unknown, path=f"{evil}\n.txt")
    report = report._replace(overlays=(evil,))
    facts = FILE.facts._replace(
        list_date=FILE.facts.list_date._replace(source=evil),
        undetermined=(UndeterminedVersion(evil, "list-date", "", 1),),
    )
    report = report._replace(files=(report.files[0]._replace(facts=facts),))
    said = shown(report, name, encoding=encoding, statistics=True)
    assert not set(said) & set("\x1b\x07\x9b\u202e\r\x08\x00")
    assert "\n.txt" not in said


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "path", [r"C:\清单\2026 年\甲.txt", r"\\server\清单\甲.txt", "清单/" * 60 + "甲.txt"]
)
def test_paths_are_shown_as_they_are(name: str, path: str) -> None:
    source = "依据《甲法》第八十条"
    said = shown(reported(source, finding(source, "第八十条"), path=path), name)
    where = f"{path}:1:7: CL401" if name != "grouped" else f"{path}\n  1:7  CL401"
    assert said.startswith(where)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
def test_report_for_a_terminal_that_lacks_characters_can_be_written(
    name: str, encoding: str
) -> None:
    source = "👍依据《𠮷法》第八十条，①"
    found = finding(source, "《𠮷法》", expected="《吉法》", message="“👍𠮷”有误。")
    said = shown(reported(source, found, path="👍.txt"), name, encoding=encoding)
    lines = said.encode(encoding, "replace").decode(encoding).split("\n")
    assert lines[0].startswith("?.txt:1:4: CL401" if name != "grouped" else "?.txt")
    if name == "full":
        frame, carets, right = (line for line in lines if " | " in line)
        assert columns(frame[: frame.index("|")]) == columns(carets[: carets.index("|")])
        marked = {"gbk": "《?法》", "latin-1": "????", "ascii": "????"}[encoding]
        before = columns(frame[: frame.index(marked, 9)])
        assert carets == carets[:6] + " " * (before - 6) + "^" * columns(marked)
        assert right.index("《" if encoding == "gbk" else "?") == before


def test_terminal_of_a_chinese_locale_gets_its_encoding_with_carets_in_place(
    tmp_path: Path,
) -> None:
    pty = pytest.importorskip("pty", reason="no terminals to be made here")
    path = tmp_path / "清单.txt"
    path.write_text("依据《👍𠮷法》，<乙法>第三条，《丙\u3000法》第八条\n", "utf-8")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "TERM": "xterm", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "citelaw", "check", "--no-cache", "--exit-zero", path.name]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, stdout=theirs, stderr=subprocess.PIPE, check=True
    )
    os.close(theirs)
    said = os.read(ours, 1 << 16).decode("gbk").replace("\r\n", "\n")
    os.close(ours)
    assert done.stderr == b""
    assert "  1 | 依据《??法》，<乙法>第三条，《丙\u3000法》第八条\n" in said
    before = columns("  1 | 依据《??法》，<乙法>第三条，")
    assert f"\n    |{' ' * (before - 5)}^^^^^^^^^^\n" in said


@pytest.mark.parametrize("width", [1, 20, 40, 79, 200])
def test_lines_of_a_frame_are_no_wider_than_their_screen(width: int) -> None:
    source = "甲" * 300 + "第八十条" + "乙" * 300
    found = finding(source, "第八十条", expected="第八十八条")
    lines = shown(reported(source, found), width=width).split("\n")
    gutter = len("  1 | ")
    assert all(columns(line) <= gutter + max(width, 24) for line in lines if "|" in line)


def test_clean_report_is_the_same_in_all_formats() -> None:
    clean = FILE._replace(diagnostics=(), counts=COUNTS._replace(checked=2, uncheckable=()))
    said = {shown(REPORT._replace(files=(clean,)), name) for name in FORMATS}
    assert said == {"共 1 个文件，引用 2 处：已核 2，未核 0；未发现问题\n"}
