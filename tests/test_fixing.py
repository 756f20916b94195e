"""Are fixes put in place as wholes, to the end, without losing a byte of anything else?"""

import errno
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import citelaw.fixing._file as file_module
from citelaw.commands import run
from citelaw.engine import Engine
from citelaw.errors import FixError
from citelaw.fixing import SAFE, WITH_UNSAFE, fix_path, mend
from citelaw.fixing._edits import apply, choose, edited, edits_of
from citelaw.fixing._file import Decoded, recode, save
from citelaw.fixing._rounds import ROUNDS
from citelaw.model import (
    Applicability,
    Certainty,
    Diagnostic,
    Document,
    Edit,
    FileReport,
    Fix,
    Related,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.readers import coding_of, decode, read_bytes
from citelaw.reporters.diff import render
from citelaw.settings import Settings
from citelaw.span import Span

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
REAL = Path(__file__).resolve().parents[2] / "shared" / "lists"
AS_OF = date(2026, 11, 21)

WRONG = "依据《中华人民共和国 社会保险法》第八十八条，《印发<甲办法>的通知》（甲发[2018]2号）。\n"
RIGHT = (
    "依据《中华人民共和国社会保险法》第八十八条，《印发〈甲办法〉的通知》（甲发〔2018〕2号）。\n"
)
MISLABELLED = "【行政法规】《中华人民共和国社会保险法》第八十八条。\n"
LABELLED = "【法律】《中华人民共和国社会保险法》第八十八条。\n"


def checked(*arguments: str) -> int:
    return run(["check", "--as-of", "2026-11-21", *arguments])


def written(folder: Path, content: str | bytes, name: str = "list.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def decoded(document: Document) -> Decoded:
    return Decoded(document.source, document.encoding)


def finding(
    *edits: tuple[int, int, str],
    span: tuple[int, int] | None = None,
    also: Iterable[tuple[int, int]] = (),
    kind: Applicability = Applicability.SAFE,
    code: str = "CL104",
) -> Diagnostic:
    """A finding whose fix makes ``edits``; its span is that of the first edit if not given."""
    place = Span(*(span or edits[0][:2]))
    return Diagnostic(
        code=code,
        name="title-marks",
        severity=Severity.WARNING,
        certainty=Certainty.CERTAIN,
        wrong_since="list",
        message="",
        message_en="",
        span=place,
        raw="",
        fix=Fix("", tuple(Edit(Span(start, end), text) for start, end, text in edits), kind),
        related=tuple(Related(Span(*one), "") for one in also),
    )


def fixed(source: str, *findings: Diagnostic, wanted: frozenset[Applicability] = SAFE) -> str:
    return apply(source, choose(findings, wanted, source).edits)


# ---------------------------------------------------------------- which fixes go together


def test_fixes_at_different_places_go_together() -> None:
    assert fixed("<甲>和<乙>", finding((0, 1, "〈")), finding((6, 7, "〉"))) == "〈甲>和<乙〉"


def test_fix_is_put_in_place_as_a_whole_or_not_at_all() -> None:
    first, second = finding((2, 3, "丙")), finding((2, 4, "丁"), (6, 7, "戊"))
    assert fixed("甲乙<>甲乙<>", first, second) == "甲乙丙>甲乙<>"


def test_fix_on_a_place_where_another_works_waits_though_no_edits_meet() -> None:
    first = finding((0, 1, "《"), span=(0, 5))
    second = finding((4, 5, "》"), span=(0, 5))
    assert fixed("<甲乙丙>", first, second) == "《甲乙丙>"


def test_fix_on_a_related_place_where_another_works_waits() -> None:
    first = finding((0, 1, "《"), span=(0, 2), also=[(4, 8)])
    second = finding((5, 6, "丁"), (4, 4, "x"), span=(4, 8))
    together = finding((0, 1, "《"), (7, 8, "》"), span=(0, 2), also=[(4, 8)])
    assert fixed("<甲乙丙<甲乙>", first, second) == "《甲乙丙x<丁乙>"
    assert fixed("<甲乙丙<甲乙>", together, second) == "《甲乙丙<甲乙》"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((2, 2, "甲"), (2, 2, "乙"), id="two insertions at one point"),
        pytest.param((1, 2, "甲"), (2, 2, "乙"), id="insertion behind a replacement"),
        pytest.param((2, 2, "甲"), (2, 3, "乙"), id="insertion before a replacement"),
        pytest.param((1, 3, "甲"), (2, 2, "乙"), id="insertion inside a replacement"),
        pytest.param((1, 3, "甲"), (2, 4, "乙"), id="overlap"),
        pytest.param((1, 4, "甲"), (2, 3, "乙"), id="one inside the other"),
        pytest.param((1, 3, "甲"), (1, 3, "乙"), id="the same place"),
    ],
)
def test_fixes_that_touch_do_not_go_together(
    first: tuple[int, int, str], second: tuple[int, int, str]
) -> None:
    assert len(choose([finding(first), finding(second)], SAFE, "abcdef").findings) == 1


def test_identical_edits_of_two_fixes_are_made_once_and_both_count() -> None:
    one, other = (
        finding((1, 1, "》"), span=(0, 1)),
        finding((1, 1, "》"), span=(0, 1), code="CL105"),
    )
    choice = choose([one, other], SAFE, "《")
    assert len(choice.findings) == 2
    assert apply("《", choice.edits) == "《》"


def test_insertion_of_a_fix_stands_before_what_the_same_fix_replaces_there() -> None:
    assert fixed("ab", finding((1, 1, "甲"), (1, 2, "乙"), (0, 1, "丙"))) == "丙甲乙"


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([(0, 3, "甲"), (2, 4, "乙")], id="overlapping"),
        pytest.param([(1, 1, "甲"), (1, 1, "乙")], id="two insertions at one point"),
        pytest.param([(0, 2, "甲"), (0, 2, "乙")], id="two texts for one place"),
        pytest.param([(0, 1, "a")], id="changes nothing"),
        pytest.param([(5, 9, "甲")], id="beyond the text"),
    ],
)
def test_fix_that_contradicts_itself_is_never_put_in_place(
    edits: list[tuple[int, int, str]],
) -> None:
    assert fixed("abcdef", finding(*edits)) == "abcdef"


def test_only_the_fixes_asked_for_are_put_in_place_and_display_never() -> None:
    safe = finding((0, 1, "甲"))
    unsafe = finding((2, 3, "乙"), kind=Applicability.UNSAFE)
    display = finding((4, 5, "丙"), kind=Applicability.DISPLAY)
    assert fixed("abcdef", safe, unsafe, display) == "甲bcdef"
    assert fixed("abcdef", safe, unsafe, display, wanted=WITH_UNSAFE) == "甲b乙def"


ATOMS = [
    "法",
    "《",
    "〉",
    "<",
    ">",
    "<p>",
    "</p>",
    "\r\n",
    "\r",
    "\n",
    "\t",
    " ",
    "👍",
    "𠮷",
    "é",
    "&lt;",
]
sources = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=20).map("".join)


@st.composite
def sources_with_findings(draw: st.DrawFn) -> tuple[str, list[Diagnostic]]:
    source = draw(sources)
    offsets = st.integers(0, len(source))
    place = st.tuples(offsets, offsets).map(lambda two: (min(two), max(two)))
    edit = st.tuples(place, st.sampled_from(["", *ATOMS])).map(lambda one: (*one[0], one[1]))
    one = st.builds(
        lambda edits, also: finding(*edits, also=also),
        st.lists(edit, min_size=1, max_size=3),
        st.lists(place, max_size=2),
    )
    return source, draw(st.lists(one, max_size=6))


@given(sources_with_findings())
def test_every_edit_is_made_where_it_was_meant_and_nothing_else(
    drawn: tuple[str, list[Diagnostic]],
) -> None:
    source, findings = drawn
    choice = choose(findings, SAFE, source)
    expected = source
    for span, text in reversed(choice.edits):
        expected = expected[: span.start] + text + expected[span.end :]
    assert apply(source, choice.edits) == expected
    ends = [span.end for span, _ in choice.edits]
    starts = [span.start for span, _ in choice.edits]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


@given(sources_with_findings())
def test_a_fix_is_made_whole_and_the_others_leave_no_trace(
    drawn: tuple[str, list[Diagnostic]],
) -> None:
    source, findings = drawn
    choice = choose(findings, SAFE, source)
    meant = {
        edit
        for one in choice.findings
        if one.fix
        for edit in one.fix.edits
        if source[slice(*edit.span)] != edit.text
    }
    assert set(choice.edits) == meant


@given(sources_with_findings(), st.data())
def test_rounds_of_edits_are_as_one_round_of_the_smallest(
    drawn: tuple[str, list[Diagnostic]], data: st.DataObject
) -> None:
    source, findings = drawn
    text, parts = source, (Span(0, len(source)),)
    for _ in range(3):
        edits = choose(findings, SAFE, text).edits
        text, parts = apply(text, edits), edited(parts, edits)
        findings = data.draw(st.permutations(findings))[:3]
    together = edits_of(source, parts)
    assert apply(source, together) == text
    for one in together:
        replaced = source[slice(*one.span)]
        assert replaced[:1] != one.text[:1]
        assert replaced[-1:] != one.text[-1:]
    for one, following in pairwise(together):
        assert one.span.end < following.span.start


# ---------------------------------------------------------------- rounds


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings(as_of=AS_OF))


def rewriting(pairs: dict[str, str]) -> Engine:
    """An engine whose only rule finds each key of ``pairs`` and wants its value there."""

    def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
        source = resolved.document.source
        for wrong, right in pairs.items():
            for hit in re.finditer(re.escape(wrong), source):
                one = finding((*hit.span(), right), code="CL999")
                yield one._replace(name="rewrites", raw=wrong)

    made = Engine(Settings(as_of=AS_OF))
    made.rules = (Rule("CL999", "rewrites", Severity.WARNING, check),)
    return made


def checked_text(engine: Engine, text: str) -> FileReport:
    return engine.check_document(engine.read_text(text))


def test_what_a_fix_brings_to_light_is_fixed_in_the_next_round() -> None:
    engine = rewriting({"甲": "乙", "乙": "丙"})
    mended = mend(engine, checked_text(engine, "甲和丁"), SAFE)
    assert (mended.source, mended.settled) == ("丙和丁", True)
    assert mended.fixed == (("CL999", Applicability.SAFE, 2),)
    assert not mended.report.diagnostics


def test_fixes_that_turn_in_a_circle_leave_the_text_where_the_circle_began() -> None:
    engine = rewriting({"甲": "乙", "乙": "丙", "丙": "乙"})
    mended = mend(engine, checked_text(engine, "甲"), SAFE)
    assert (mended.source, mended.settled) == ("乙", False)
    again = mend(engine, mended.report, SAFE)
    assert (again.source, again.fixed) == ("乙", ())


def test_fixes_without_end_stop_and_say_so() -> None:
    engine = rewriting({"甲": "乙甲"})
    mended = mend(engine, checked_text(engine, "甲"), SAFE)
    assert mended.source == "乙" * ROUNDS + "甲"
    assert not mended.settled


def test_fix_that_changes_nothing_ends_the_rounds() -> None:
    engine = rewriting({"甲": "甲"})
    mended = mend(engine, checked_text(engine, "甲"), SAFE)
    assert (mended.source, mended.fixed, mended.settled) == ("甲", (), True)


pieces = st.lists(
    st.sampled_from(
        [
            "依据《中华人民共和国 社会保险法》第八十 八条。",
            "《关于印发<甲 办法>的通知》（甲发[2018] 2号）第三条；",
            "【行政法规】《社会救助暂行办法》（国务院令649号）第六十八条",
            "<p>《实施&lt;甲法&gt;办法》第三条</p>",
            "《甲管理\r\n条例》",
            "《甲管理条例〉第三条",
            "\t",
            "\r\n",
            "\r",
            "\n",
            "1",
            "👍",
            "𠮷",
            "<b>",
            "序号\t权力名称\t设定依据\n",
        ]
    ),
    max_size=12,
)


@given(pieces, st.sampled_from([SAFE, WITH_UNSAFE]))
def test_second_run_finds_nothing_to_fix(
    engine: Engine, parts: list[str], wanted: frozenset[Applicability]
) -> None:
    source = "".join(parts)
    mended = mend(engine, checked_text(engine, source), wanted)
    assert mended.settled
    assert apply(source, mended.edits(source)) == mended.source
    again = mend(engine, checked_text(engine, mended.source), wanted)
    assert (again.source, again.fixed) == (mended.source, ())


@given(pieces)
def test_safe_fixes_touch_no_tag_no_tab_and_no_line_end_outside_a_citation(
    engine: Engine, parts: list[str]
) -> None:
    source = "".join(parts)
    mended = mend(engine, checked_text(engine, source), SAFE)
    for mark in ("\t", "👍", "𠮷", "<b>", "<p>", "</p>"):
        assert mended.source.count(mark) == source.count(mark)


# ---------------------------------------------------------------- real lists


LISTS = [
    *sorted(path for path in (FIXTURES / "lists").iterdir() if path.name != "README.md"),
    *sorted((FIXTURES / "tables").iterdir()),
]
SHARED = sorted([*REAL.glob("*.txt"), *REAL.glob("more/*.txt")])
_FOLDED = str.maketrans("<＜〈《>＞〉》[【〔]】〕", "<<<<>>>>[[[]]]")


def identity(one: Diagnostic) -> tuple[str, str]:
    """What a finding is, whatever marks and white space its words have, its title long or short."""
    raw = one.raw.replace("&lt;", "<").replace("&gt;", ">").replace("中华人民共和国", "")
    return one.code, re.sub(r"\s|^[<>]+|[<>]+$", "", raw.translate(_FOLDED))


def said(report: FileReport) -> list[tuple[Span, str, str]]:
    return [(one.span, one.code, one.message) for one in report.diagnostics]


def check_that_fixes_are_final(engine: Engine, path: Path, folder: Path) -> None:
    copy = Path(shutil.copyfile(path, folder / path.name))  # without its mode
    before = engine.check_path(str(copy)).diagnostics
    outcome = fix_path(engine, str(copy), SAFE)
    assert outcome.report.fixed is not None
    assert outcome.report.fixed.settled
    assert outcome.report.fixed.refusal is None
    again = engine.check_path(str(copy))
    assert said(again) == said(outcome.report)
    assert not [one for one in again.diagnostics if one.fix and one.fix.applicability in SAFE]
    assert not Counter(map(identity, again.diagnostics)) - Counter(map(identity, before))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_fixes_are_final_and_bring_no_new_finding(
    engine: Engine, path: Path, tmp_path: Path
) -> None:
    check_that_fixes_are_final(engine, path, tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_fixes_of_a_real_list_are_final_and_bring_no_new_finding(
    engine: Engine, path: Path, tmp_path: Path
) -> None:
    check_that_fixes_are_final(engine, path, tmp_path)


# ---------------------------------------------------------------- bytes


CODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8", b"\xef\xbb\xbf"),
    "gb18030": ("gb18030", b""),
    "utf-16 little-endian with mark": ("utf-16-le", b"\xff\xfe"),
    "utf-16 big-endian with mark": ("utf-16-be", b"\xfe\xff"),
    "utf-16 little-endian": ("utf-16-le", b""),
    "utf-16 big-endian": ("utf-16-be", b""),
    "utf-32 with mark": ("utf-32-le", b"\xff\xfe\x00\x00"),
}


@pytest.mark.parametrize(("codec", "mark"), CODINGS.values(), ids=CODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""], ids=["lf", "crlf", "cr", "none"])
def test_encoding_mark_and_line_ends_stay(
    codec: str, mark: bytes, end: str, tmp_path: Path
) -> None:
    odd = f"第一行\t制表 {end}{end}第二行\u3000\u2028乙{end}"
    path = written(tmp_path, mark + (odd + WRONG.replace("\n", end)).encode(codec))
    assert checked("--fix", "--exit-zero", str(path)) == 0
    assert path.read_bytes() == mark + (odd + RIGHT.replace("\n", end)).encode(codec)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(sorted(CODINGS)))
def test_a_text_that_was_read_is_written_as_it_was(text: str, name: str) -> None:
    codec, mark = CODINGS[name]
    data = mark + text.encode(codec)
    encoding = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    forced = encoding.get(codec, codec.removesuffix("-le")) if mark else codec
    read, known = decode(data, "list.txt", forced)
    coding = coding_of(data, read, known)
    assert coding is not None
    assert coding.encode(read) == data


def test_file_whose_bytes_do_not_come_back_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = WRONG.encode("utf-7") + b"+AGE-\n"
    path = written(tmp_path, data)
    assert checked("--fix", "--encoding", "utf-7", str(path)) == 2
    said = capsys.readouterr()
    assert "按 utf-7 写回得不到原来的字节，没有改动；先另存为 UTF-8" in said.err
    assert "CL105" in said.out
    assert path.read_bytes() == data


def test_character_that_the_encoding_lacks_refuses_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG.encode("gb2312"))
    document = read_bytes(path.read_bytes(), str(path), encoding="gb2312")
    with pytest.raises(FixError, match="gb2312 编码没有“𠮷”，没有改动；先另存为 UTF-8"):
        recode(path, decoded(document), document.source + "𠮷", "gb2312")


def test_file_that_no_longer_reads_the_same_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    document = read_bytes(path.read_bytes(), str(path))
    with pytest.raises(FixError, match="改后会认不出原来的编码"):
        recode(path, decoded(document), "\ufeff" + document.source, None)


# ---------------------------------------------------------------- files


def left_alone(path: Path, data: bytes) -> None:
    assert path.read_bytes() == data
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name]


def test_read_only_file_is_reported_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG)
    path.chmod(0o444)
    assert checked("--fix", "--backup", str(path)) == 2
    said = capsys.readouterr()
    assert said.err == f"citelaw: {path}：文件是只读的，没有改动；取消只读后再运行。\n"
    assert "CL105" in said.out
    assert "已修正 0 处" in said.out
    left_alone(path, WRONG.encode())


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("place", "number", "reason"),
    [
        pytest.param("citelaw.whole._new", errno.EACCES, "没有权限", id="folder-not-writable"),
        pytest.param("os.fsync", errno.ENOSPC, "磁盘已满", id="disk-full"),
        pytest.param("os.replace", errno.EPERM, "没有权限", id="not-replaceable"),
        pytest.param("shutil.copystat", errno.EIO, "磁盘读写出错", id="mode-not-kept"),
    ],
)
def test_failure_while_writing_loses_nothing_and_leaves_nothing(
    place: str,
    number: int,
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = written(tmp_path, WRONG)
    monkeypatch.setattr(place, failing(number))
    assert checked("--fix", "--backup", str(path)) == 2
    message = f"写不进去（{reason}），原文件没有改动；"
    assert message in capsys.readouterr().err.replace("\n", "")
    left_alone(path, WRONG.encode())


def test_interrupt_while_writing_loses_nothing_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    path = written(tmp_path, WRONG)
    monkeypatch.setattr("os.replace", interrupted)
    assert checked("--fix", "--backup", str(path)) == 130
    left_alone(path, WRONG.encode())


def test_file_that_changed_since_it_was_read_is_left_alone(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    document = engine.read(path)
    path.write_text("别的文字。\n", "utf-8")
    with pytest.raises(FixError, match="检查之后文件有变动，没有改写；再运行一次"):
        recode(path, decoded(document), RIGHT, None)


def test_file_that_changes_while_it_is_written_is_left_alone(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, WRONG)
    change = recode(path, decoded(engine.read(path)), RIGHT, None)

    def meanwhile(*_: object) -> None:
        path.write_text("别的文字。\n", "utf-8")

    monkeypatch.setattr(file_module, "_dress", meanwhile)
    with pytest.raises(FixError, match="检查之后文件有变动"):
        save(change, backup=True)
    left_alone(path, "别的文字。\n".encode())


def test_pipe_is_refused(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(FixError, match="不是普通文件"):
        recode(path, Decoded(WRONG, "utf-8"), RIGHT, None)


@pytest.mark.skipif(os.name == "nt", reason="named pipes")
def test_pipe_is_refused_before_it_is_read_away(engine: Engine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ends = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # both, so that nobody waits
    try:
        os.write(ends, WRONG.encode())
        fixed = fix_path(engine, str(pipe), SAFE).report.fixed
        assert os.read(ends, 1000) == WRONG.encode()
    finally:
        os.close(ends)
    assert fixed is not None
    assert "不是普通文件" in str(fixed.refusal)


def test_symbolic_link_stays_and_the_file_behind_it_is_fixed(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    target = written(folder, WRONG)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    assert checked("--fix", "--backup", "--exit-zero", str(link)) == 0
    assert link.is_symlink()
    assert target.read_text("utf-8") == RIGHT
    assert (folder / "list.txt.bak").read_text("utf-8") == WRONG


def test_file_given_by_two_names_is_fixed_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    assert checked("--fix", "--exit-zero", str(path), str(link)) == 0
    said = capsys.readouterr()
    assert "已修正 3 处" in said.out
    assert not said.err
    assert path.read_text("utf-8") == RIGHT


def test_mode_stays(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    path.chmod(0o640)
    assert checked("--fix", "--exit-zero", str(path)) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_backup_overwrites_none(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    written(tmp_path, "更早的备份", "list.txt.bak")
    assert checked("--fix", "--backup", "--exit-zero", str(path)) == 0
    assert (tmp_path / "list.txt.bak").read_text("utf-8") == "更早的备份"
    assert (tmp_path / "list.txt.bak1").read_text("utf-8") == WRONG
    assert path.read_text("utf-8") == RIGHT


def test_file_without_fixes_is_not_touched(tmp_path: Path) -> None:
    path = written(tmp_path, RIGHT)
    before = path.stat()
    assert checked("--fix", "--backup", "--exit-zero", str(path)) == 0
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    left_alone(path, RIGHT.encode())


def test_unreadable_file_is_reported_and_the_others_are_fixed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG)
    assert checked("--fix", str(path), str(tmp_path / "missing.txt")) == 2
    assert "missing.txt：没有这个文件" in capsys.readouterr().err
    assert path.read_text("utf-8") == RIGHT


# ---------------------------------------------------------------- options


def test_fix_makes_the_safe_ones_and_reports_what_remains(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG + MISLABELLED)
    assert checked("--fix", str(path)) == 0
    said = capsys.readouterr()
    assert path.read_text("utf-8") == RIGHT + MISLABELLED
    assert re.findall(r": (CL\d+) ", said.out) == ["CL207"]
    assert said.out.endswith(
        "；已修正 3 处（稳妥 3，须复核 0）；可自动修正 [*]：--fix --unsafe-fixes 1\n"
    )


def test_unsafe_fixes_are_made_where_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG + MISLABELLED)
    assert checked("--fix", "--unsafe-fixes", str(path)) == 0
    assert path.read_text("utf-8") == RIGHT + LABELLED
    assert capsys.readouterr().out.endswith("；已修正 4 处（稳妥 3，须复核 1）\n")


def test_unsafe_fixes_alone_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG + MISLABELLED)
    assert checked("--unsafe-fixes", str(path)) == 0
    assert path.read_text("utf-8") == WRONG + MISLABELLED
    assert capsys.readouterr().out.endswith("；可自动修正 [*]：--fix 3，--fix --unsafe-fixes 1\n")


def test_only_selected_rules_are_fixed(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    assert checked("--fix", "--select", "CL105", str(path)) == 0
    assert path.read_text("utf-8") == WRONG.replace("国 社", "国社")


def test_json_says_what_was_fixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, WRONG + MISLABELLED)
    assert checked("--fix", "--output-format", "json", str(path)) == 0
    data = json.loads(capsys.readouterr().out)
    schema = files("citelaw.reporters") / "schema" / "check.json"
    jsonschema.validate(data, json.loads(schema.read_text("utf-8")))
    assert data["files"][0]["fixed"] == {
        "safe": 3,
        "unsafe": 0,
        "rules": {"CL104": 1, "CL105": 1, "CL501": 1},
        "settled": True,
        "refusal": None,
        "refusal_en": None,
        "left": None,
        "left_en": None,
        "copy": None,
    }
    summary = data["summary"]
    assert (summary["fixed"], summary["fixable"], summary["fixable_unsafe"]) == (3, 0, 1)
    assert data["files"][0]["characters"] == len(RIGHT + MISLABELLED)


def test_json_without_fix_says_that_nothing_was_to_be_fixed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked("--output-format", "json", str(written(tmp_path, WRONG))) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["files"][0]["fixed"] is None
    assert data["summary"]["fixable"] == 3


def test_diff_shows_the_changes_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "第一行\n" + WRONG)
    assert checked("--diff", str(path)) == 1
    said = capsys.readouterr()
    assert (
        said.out == f"--- {path}\n+++ {path}（修正后）\n@@ -1,2 +1,2 @@\n 第一行\n-{WRONG}+{RIGHT}"
    )
    assert not said.err
    left_alone(path, ("第一行\n" + WRONG).encode())


def test_diff_without_changes_is_empty_and_ends_with_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(written(tmp_path, RIGHT + MISLABELLED))
    assert checked("--diff", path) == 0
    assert capsys.readouterr().out == ""
    assert checked("--diff", "--unsafe-fixes", path) == 1
    assert f"-{MISLABELLED}+{LABELLED}" in capsys.readouterr().out
    assert checked("--diff", "--unsafe-fixes", "--exit-zero", path) == 0


def test_diff_of_a_file_that_cannot_be_fixed_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, WRONG.encode("utf-7") + b"+AGE-\n")
    assert checked("--diff", "--encoding", "utf-7", str(path), str(tmp_path / "missing")) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 2
    assert not said.out


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["lf", "crlf", "none"])
def test_diff_can_be_applied_by_patch(end: str, tmp_path: Path) -> None:
    path = written(tmp_path, "第一行\n" + WRONG.replace("\n", end))
    difference = tmp_path / "changes.patch"
    assert checked("--diff", "-o", str(difference), str(path)) == 1
    subprocess.run(["patch", "--binary", "-s", str(path), str(difference)], check=True)
    assert path.read_bytes() == ("第一行\n" + RIGHT.replace("\n", end)).encode()


some_lines = st.lists(st.sampled_from(["甲", "乙", "丙", "", "丁" * 9]), max_size=30)


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_lines, some_lines, st.booleans())
def test_diff_of_any_two_texts_can_be_applied(
    tmp_path: Path, old: list[str], new: list[str], ended: bool
) -> None:
    before, after = ("\n".join(lines) + "\n" * ended for lines in (old, new))
    path = written(tmp_path, before)
    difference = written(tmp_path, render("list.txt", before, after), "changes.patch")
    if before != after:
        command = ["patch", "--binary", "-s", "-o", str(tmp_path / "out"), str(path)]
        subprocess.run([*command, str(difference)], check=True)
        assert (tmp_path / "out").read_text("utf-8") == after


def test_diff_of_a_list_that_repeats_itself_shows_each_change_alone() -> None:
    before = "".join(f"{row % 7} 甲<乙>\n丙\n\n\n\n" for row in range(2000))
    shown = render("list.txt", before, before.replace("<乙>\n丙", "〈乙〉丙")).decode()
    assert shown.count("@@ -") == 2000
    assert len(re.findall(r"^[-+]", shown, re.MULTILINE)) == 2 + 3 * 2000


def test_diff_on_a_terminal_shows_no_controls() -> None:
    shown = render("list.txt", "\x1b[31m甲\r\n", "\x1b[31m乙\r\n", shown=True).decode()
    assert shown.endswith("-\ufffd[31m甲\n+\ufffd[31m乙\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--fix", "--diff"], "--fix 改写文件，--diff 只显示改动，不能同时用"),
        (["--backup"], "--backup 只能和 --fix 同用"),
        (["--diff", "--backup"], "--backup 只能和 --fix 同用"),
        (["--diff", "--output-format", "json"], "--diff 只输出改动，不能再指定 --output-format"),
        (["--fix", "-o", "./list.txt"], "-o：./list.txt 就是要读的清单，换一个文件名"),
        (["--diff", "-o", "./list.txt"], "-o：./list.txt 就是要读的清单，换一个文件名"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_contradict_each_other_are_refused(
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = written(tmp_path, WRONG)
    monkeypatch.chdir(tmp_path)
    assert checked(*arguments, "list.txt") == 2
    assert capsys.readouterr().err == f"citelaw: {reason}；用法见 citelaw check --help。\n"
    left_alone(path, WRONG.encode())


def test_fixes_that_do_not_settle_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    turning = rewriting({"甲": "乙", "乙": "甲"})
    monkeypatch.setattr("citelaw.engine.Engine.rules", turning.rules)
    path = written(tmp_path, "甲\n")
    for option in ("--fix", "--diff"):
        assert checked(option, str(path)) == 0
        assert "有些修正互相抵触或者改不完" in capsys.readouterr().err
        left_alone(path, "甲\n".encode())


def test_diff_says_that_fixes_do_not_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    growing = rewriting({"甲": "乙甲"})
    monkeypatch.setattr("citelaw.engine.Engine.rules", growing.rules)
    assert checked("--diff", str(written(tmp_path, "甲\n"))) == 1
    assert "有些修正互相抵触或者改不完" in capsys.readouterr().err


def test_run_without_fix_loads_nothing_of_it(tmp_path: Path) -> None:
    program = (
        "import sys; from citelaw.commands import run; run(['check', sys.argv[1]]);"
        "print(*(name for name in sys.modules if 'fixing' in name or name == 'tempfile'))"
    )
    command = [sys.executable, "-c", program, str(written(tmp_path, RIGHT))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""
