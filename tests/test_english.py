"""What a run says of its own failures: Chinese by default, English under ``--lang en``."""

import ast
import io
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import citelaw
from citelaw.commands import _console, _outputs, run
from citelaw.commands._progress import Progress

CLEAN = "依据《中华人民共和国社会保险法》第八十八条。\n".encode()
TWO_MARKS = "依据《 中华人民共和国社会保险法》第八十八条。\n".encode()
GOOD = {"list.txt": CLEAN}
BASELINE = b'{"citelaw_baseline": 1, "citelaw": "0.1.0", "entries": [%s]}'

HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
CHECK = ("check", "--as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder of every test, empty; a list may have a megabyte there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("citelaw.readers.LIMIT", 1 << 20)


def make(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def settings(text: str) -> dict[str, bytes]:
    return {**GOOD, "citelaw.toml": text.encode()}


def overlay(text: str) -> dict[str, bytes]:
    return {**GOOD, "statutes.toml": text.encode()}


def baseline(entry: bytes) -> dict[str, bytes]:
    return {**GOOD, "b.json": BASELINE % entry}


# Files, arguments behind them, what is said in Chinese, what in English.
FAILURES: dict[str, tuple[Mapping[str, bytes], str, str, str]] = {
    # ------------------------------------------------------------ lists
    "missing": (
        {},
        "no.txt",
        "no.txt：没有这个文件；检查路径。",
        "no.txt: no such file; check the path.",
    ),
    "glob": (
        {},
        "*.md",
        "*.md：没有这样的文件；检查路径和通配符。",
        "*.md: no such file; check the path and the wildcards.",
    ),
    "empty folder": (
        {"d/x.bin": b""},
        "d",
        "d：其中没有要检查的清单（被排除、忽略的不算）；给出文件名。",
        "d: it holds no list to check (what is excluded or ignored does not count); name a file.",
    ),
    "binary": (
        {"a.txt": b"a\0\1\2\3"},
        "a.txt",
        "a.txt：含有零字节，是二进制文件，不是文本；给出文本文件。",
        "a.txt: it holds zero bytes, so it is binary, not text; name a text file.",
    ),
    "archive": (
        {"a.docx": b"PK\3\4"},
        "a.docx",
        "a.docx：文件不完整或者已损坏；重新下载，或者用 Office、WPS 打开修复后另存。",
        "a.docx: it is cut off or damaged; fetch it again, or repair it with Office or WPS and "
        "save it.",
    ),
    "unknown encoding": (
        {"a.txt": b"\xff\xfe\xfd" + bytes(range(128, 250))},
        "a.txt --encoding utf-8",
        "a.txt：第 1 字节起不是 utf-8 编码；换一个编码，或另存为 UTF-8。",
        "a.txt: not utf-8 from byte 1 on; try another encoding, or save it as UTF-8.",
    ),
    "no encoding fits": (
        {"a.txt": bytes(range(128, 255))},
        "a.txt",
        "a.txt：认不出编码；用 --encoding 指明，或另存为 UTF-8。",
        "a.txt: its encoding is not recognised; name it with --encoding, or save it as UTF-8.",
    ),
    "too large": (
        {"a.txt": b"a" * (1 << 20) + b"a"},
        "a.txt",
        "a.txt：超过 1 MB；拆成几个文件再检查。",
        "a.txt: larger than 1 MB; split it into several files.",
    ),
    "ignore file too large": (
        {"d/.citelawignore": b"#" * (1 << 21), "d/a.txt": CLEAN},
        "d",
        "d/.citelawignore：大于 1 MB，没有照它忽略文件；拆小后再用。",
        "d/.citelawignore: larger than 1 MB, so nothing is ignored by it; make it smaller.",
    ),
    # ------------------------------------------------------------ the configuration
    "no toml": (
        settings("select = [\n"),
        "--config citelaw.toml list.txt",
        "citelaw.toml:1：到这里为止不合 TOML 的写法（等号后的文字要加英文引号）。",
        "citelaw.toml:1: up to here this is no TOML (text behind = stands in quotes).",
    ),
    "no utf-8": (
        {**GOOD, "citelaw.toml": b"\n\xff"},
        "--config citelaw.toml list.txt",
        "citelaw.toml:2：不是 UTF-8 编码；另存为 UTF-8 后再用。",
        "citelaw.toml:2: not UTF-8; save it as UTF-8.",
    ),
    "missing configuration": (
        GOOD,
        "--config no.toml list.txt",
        "no.toml：读不出来（没有这个文件或者文件夹）。",
        "no.toml: cannot be read (no such file or folder).",
    ),
    "unknown key": (
        settings('\nselct = ["CL1"]'),
        "list.txt",
        "citelaw.toml:2：selct 没有这一项，最接近的是 select。",
        "citelaw.toml:2: selct is no key, select is nearest.",
    ),
    "no text": (
        settings("encoding = 1"),
        "list.txt",
        'citelaw.toml:1：encoding 要写成引号里的文字，如 encoding = "gb18030"。',
        'citelaw.toml:1: encoding is to be text in quotes, such as encoding = "gb18030".',
    ),
    "no list of texts": (
        settings('select = "CL1"'),
        "list.txt",
        'citelaw.toml:1：select 要写成方括号里的几段文字，如 select = ["CL4"]。',
        'citelaw.toml:1: select is to be texts in brackets, such as select = ["CL4"].',
    ),
    "empty list": (
        settings("select = []"),
        "list.txt",
        "citelaw.toml:1：select 是空的；写上内容，或者删去这一项。",
        "citelaw.toml:1: select is empty; fill it, or delete the key.",
    ),
    "no yes or no": (
        settings("force-exclude = 1"),
        "list.txt",
        "citelaw.toml:1：force-exclude 只能是 true 或 false，不加引号。",
        "citelaw.toml:1: force-exclude can only be true or false, without quotes.",
    ),
    "no such word": (
        settings('fail-on = "bad"'),
        "list.txt",
        "citelaw.toml:1：fail-on 不能是“bad”，只能是 error、warning、info。",
        "citelaw.toml:1: fail-on cannot be “bad”, only error, warning, info.",
    ),
    "no such severity": (
        settings('[severity]\nCL101 = "bad"'),
        "list.txt",
        "citelaw.toml:2：severity.CL101 不能是“bad”，只能是引号里的 error、warning、info、off。",
        "citelaw.toml:2: severity.CL101 cannot be “bad”, only error, warning, info, off, in "
        "quotes.",
    ),
    "no such encoding": (
        settings('encoding = "klingon"'),
        "list.txt",
        "citelaw.toml:1：encoding 不能是“klingon”，没有这种文字编码，常用 utf-8、gb18030。",
        "citelaw.toml:1: encoding cannot be “klingon”, there is no such encoding; utf-8 and "
        "gb18030 are usual.",
    ),
    "no day": (
        settings('as-of = "May"'),
        "list.txt",
        "citelaw.toml:1：as-of 不是日期，写作 2023-06-01。",
        "citelaw.toml:1: as-of is no date, write 2023-06-01.",
    ),
    "no interval": (
        settings('list-date = "May"'),
        "list.txt",
        'citelaw.toml:1：list-date 不是日期，写作 "2023"、"2023-06" 或 2023-06-01。',
        'citelaw.toml:1: list-date is no date, write "2023", "2023-06" or 2023-06-01.',
    ),
    "no table": (
        settings("severity = 1"),
        "list.txt",
        "citelaw.toml:1：severity 要写成一张表 [severity]。",
        "citelaw.toml:1: severity is to be a table [severity].",
    ),
    "no tables": (
        settings("suppress = 1"),
        "list.txt",
        "citelaw.toml:1：suppress 要写成双方括号的表 [[suppress]]，一件一个。",
        "citelaw.toml:1: suppress is to be tables in double brackets, [[suppress]] each.",
    ),
    "suppression without reason": (
        settings('[[suppress]]\nrule = "CL101"'),
        "list.txt",
        "citelaw.toml:1：suppress.reason 没有写；写明为什么不改。",
        "citelaw.toml:1: suppress.reason is missing; say why it stays.",
    ),
    "extends what is not there": (
        settings('extend = "no.toml"'),
        "list.txt",
        "citelaw.toml:1：extend 所指的 no.toml 不存在；检查路径。",
        "citelaw.toml:1: extend names no.toml, which is not there; check the path.",
    ),
    "extends itself": (
        settings('extend = "citelaw.toml"'),
        "list.txt",
        "citelaw.toml:1：extend 绕了一圈（citelaw.toml → citelaw.toml）；删去其中一处。",
        "citelaw.toml:1: extend goes in a circle (citelaw.toml → citelaw.toml); delete one.",
    ),
    "silent failures": (
        settings('min-severity = "error"\nfail-on = "info"'),
        "list.txt",
        "citelaw.toml：min-severity（error）高于 fail-on（info）：不报告的问题不能使检查不通过；"
        "把 min-severity 改为 info，或者把 fail-on 改为 error。",
        "citelaw.toml: min-severity (error) is above fail-on (info): what is not reported cannot "
        "fail a run; make min-severity info or fail-on error.",
    ),
    "today long ago": (
        settings("as-of = 1900-01-01"),
        "list.txt --as-of 1900-01-01",
        "as-of（1900-01-01）早于 1949-10-01，没有可以核对的法规；改正日期。",
        "as-of (1900-01-01) is before 1949-10-01, when there was no statute to check against; "
        "correct the day.",
    ),
    "list of tomorrow": (
        GOOD,
        "list.txt --list-date 2030",
        "list-date（2030-01-01）晚于今天（as-of，2026-11-21）；"
        "改正日期，或者用 as-of 说明以哪一天为今天。",
        "list-date (2030-01-01) is after today (as-of, 2026-11-21); correct it, or say with as-of "
        "which day counts as today.",
    ),
    # ------------------------------------------------------------ rules
    "unknown rule": (
        GOOD,
        "list.txt --select CL9999",
        "select 里写的“CL9999”没有这条规则，最接近的是 CL902；citelaw rule --all 列出全部规则。",
        "select: there is no rule “CL9999” (CL902 is nearest); citelaw rule --all lists them all.",
    ),
    "selected and ignored": (
        GOOD,
        "list.txt --select CL101 --ignore CL101",
        "CL101 既要检查（select）又要忽略（ignore）；删去一处。",
        "CL101 is both selected and ignored; delete one of the two.",
    ),
    "no rule left": (
        GOOD,
        "list.txt --ignore ALL",
        "没有选中任何规则，什么也不会检查；改写 select 或 ignore。",
        "no rule is selected, so nothing would be checked; change select or ignore.",
    ),
    # ------------------------------------------------------------ baselines
    "missing baseline": (
        GOOD,
        "list.txt --baseline b.json",
        "b.json：没有这个基线文件；先用 citelaw baseline write 生成。",
        "b.json: there is no such baseline; make it with citelaw baseline write.",
    ),
    "baseline of something else": (
        {**GOOD, "b.json": b"{}"},
        "list.txt --baseline b.json",
        "b.json：不是 citelaw 的基线文件；换一个路径。",
        "b.json: no baseline of citelaw; name another file.",
    ),
    "baseline without a key": (
        baseline(b'{"file": "list.txt"}'),
        "list.txt --baseline b.json",
        "b.json：第 1 个条目缺少 rule；改正后再用。",
        "b.json: entry 1 has no rule; mend it.",
    ),
    "baseline with a wrong value": (
        baseline(b'{"file": 1}'),
        "list.txt --baseline b.json",
        "b.json：第 1 个条目的 file 不是文字；改正后再用。",
        "b.json: entry 1: file is no text; mend it.",
    ),
    "broken baseline": (
        {**GOOD, "b.json": b"{\n<<<<"},
        "list.txt --baseline b.json",
        "b.json：第 2 行不是正确的 JSON；改正，或者从版本库恢复。",
        "b.json: line 2 is no JSON; mend it, or restore it from version control.",
    ),
    # ------------------------------------------------------------ statutes
    "missing database": (
        GOOD,
        "list.txt --database no.sqlite",
        "no.sqlite：没有法规数据库文件；检查路径，或用 citelaw statutes build 生成。",
        "no.sqlite: there is no statute database; check the path, or make one with citelaw "
        "statutes build.",
    ),
    "damaged database": (
        {**GOOD, "d.sqlite": b"SQLite format 3"},
        "list.txt --database d.sqlite",
        "d.sqlite：不能作为法规数据库读取；重新安装或重新生成。",
        "d.sqlite: cannot be read as a statute database; install or build it again.",
    ),
    "overlay with an unknown table": (
        overlay("[[law]]\n"),
        "list.txt",
        "statutes.toml:1：没有 [[law]] 这种表；"
        "可以写的是 [[statute]]、[[statute.event]]、[[organ]]。",
        "statutes.toml:1: [[law]] is no table; what may stand is [[statute]], [[statute.event]], "
        "[[organ]].",
    ),
    "overlay with a wrong day": (
        overlay('[[statute]]\ntitle = "A"\nrepealed_on = "May"\n'),
        "list.txt",
        'statutes.toml:3：repealed_on 不能是“May”，要写成日期，如 "2018-12-29"。',
        'statutes.toml:3: repealed_on cannot be “May”, only a date such as "2018-12-29".',
    ),
    "overlay with a title twice": (
        overlay('[[statute]]\ntitle = "A"\n[[statute]]\ntitle = "A"\n'),
        "list.txt",
        "statutes.toml:4：标题“A”在第 2 行已经写过；两条合成一条。",
        "statutes.toml:4: the title “A” stands in line 2 already; make one of the two.",
    ),
    # ------------------------------------------------------------ what is written
    "unwritable output": (
        GOOD,
        "list.txt -o no/out.txt",
        "no/out.txt：写不进去（没有这个文件或者文件夹）；换一个位置。",
        "no/out.txt: cannot be written (no such file or folder); choose another place.",
    ),
    # ------------------------------------------------------------ how the command is called
    "two reports to one place": (
        GOOD,
        "list.txt --output-format json --output-format csv",
        "json 和 csv 两份报告都写到标准输出；用 --output-format csv:文件 给其中一份指定文件；"
        "用法见 citelaw check --help。",
        "both reports, json and csv, go to standard output; give one of them a file with "
        "--output-format csv:FILE; citelaw check --help says more.",
    ),
    "no such format": (
        GOOD,
        "list.txt --output-format csv:",
        "--output-format：'csv:' 的冒号后面没有文件名，写作 csv:报告文件；"
        "用法见 citelaw check --help。",
        "--output-format: no file stands behind the colon of 'csv:', write csv:FILE; citelaw check "
        "--help says more.",
    ),
    "no such option": (
        GOOD,
        "list.txt --no-such",
        "没有选项 --no-such；用法见 citelaw check --help。",
        "there is no option --no-such; citelaw check --help says more.",
    ),
    "option without a value": (
        GOOD,
        "list.txt --select",
        "选项 --select 的值不对或者没有给出；用法见 citelaw --help。",
        "option --select has a wrong value or none; citelaw --help says more.",
    ),
    "no such choice": (
        GOOD,
        "list.txt --fail-on bad",
        "--fail-on：只能是 error、warning、info；用法见 citelaw check --help。",
        "--fail-on: only error, warning, info; citelaw check --help says more.",
    ),
    "no date": (
        GOOD,
        "list.txt --list-date May",
        "--list-date：'May' 不是日期，写作 2023、2023-06 或 2023-06-01；"
        "用法见 citelaw check --help。",
        "--list-date: 'May' is no date, write 2023, 2023-06 or 2023-06-01; citelaw check --help "
        "says more.",
    ),
    "no number": (
        GOOD,
        "list.txt --jobs 0",
        "-j、--jobs：要写不小于 1、不大于 256 的整数；用法见 citelaw check --help。",
        "-j, --jobs: only a whole number not below 1, not above 256; citelaw check --help says "
        "more.",
    ),
    "fix and diff": (
        GOOD,
        "list.txt --fix --diff",
        "--fix 改写文件，--diff 只显示改动，不能同时用；用法见 citelaw check --help。",
        "--fix changes files and --diff only shows changes, so they do not go together; citelaw "
        "check --help says more.",
    ),
    "output over a list": (
        GOOD,
        "list.txt -o list.txt",
        "-o：list.txt 就是要读的清单，换一个文件名；用法见 citelaw check --help。",
        "-o: list.txt is a list to be read, choose another name; citelaw check --help says more.",
    ),
    "name for standard input without it": (
        {},
        "--stdin-filename x list.txt",
        "--stdin-filename 只和 - （标准输入）同用；用法见 citelaw check --help。",
        "--stdin-filename goes with standard input (-) only; citelaw check --help says more.",
    ),
}


@pytest.mark.parametrize(
    ("files", "arguments", "chinese", "english"), FAILURES.values(), ids=FAILURES
)
def test_failure_is_said_in_the_language_asked_for(
    files: Mapping[str, bytes],
    arguments: str,
    chinese: str,
    english: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make(files)
    said = []
    for lang in ([], ["--lang", "zh"], ["--lang", "en"]):
        assert run([*CHECK, *lang, *arguments.split()]) == 2
        said.append(capsys.readouterr().err)
    assert said == [f"citelaw: {one}\n" for one in (chinese, chinese, english)]
    assert not HAN.search(said[2])


def test_wrong_command_is_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["chek", "--lang=en"]) == 2
    assert capsys.readouterr().err.startswith("citelaw: there is no command chek, only annotate, ")


# ---------------------------------------------------------------- inside reports


def reports(*arguments: str) -> dict[str, str]:
    """Return what every format says of a run."""
    wanted = [f"--output-format={name}:out/{name}" for name in _outputs.names()]
    Path("out").mkdir()
    assert run([*CHECK, *arguments, *wanted]) == 2
    return {path.name: path.read_text("utf-8") for path in Path("out").iterdir()}


def without_manual(sarif: str) -> str:
    """Return a report without the pages of the rules, which are Chinese."""
    data = json.loads(sarif)
    del data["runs"][0]["tool"]["driver"]["rules"]
    return json.dumps(data, ensure_ascii=False)


# Formats that tell of files that are not read, and those that do so on standard error alone.
TELLING = {"csv", "github", "gitlab", "html", "json", "junit", "rdjsonl", "sarif"}


def test_reason_stands_in_reports_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    found = reports("no.txt", "--lang", "en")
    assert {name for name, text in found.items() if "no such file; check the path" in text} == (
        TELLING
    )
    del found["json"]  # has both
    found["sarif"] = without_manual(found["sarif"])
    found["html"] = found["html"].partition("<main>")[2].partition("</main>")[0]
    assert [name for name, text in found.items() if HAN.search(text)] == []
    assert not HAN.search(capsys.readouterr().err)


def test_reason_stands_in_reports_in_chinese() -> None:
    found = reports("no.txt")
    assert {name for name, text in found.items() if "没有这个文件；检查路径" in text} == TELLING
    del found["json"]
    assert not [name for name, text in found.items() if "no such file" in text]


def test_json_has_the_reason_in_both_languages() -> None:
    (failure,) = json.loads(reports("no.txt")["json"])["failures"]
    assert failure == {
        "path": "no.txt",
        "reason": "no.txt：没有这个文件；检查路径。",
        "reason_en": "no.txt: no such file; check the path.",
    }


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        ("zh", "a.txt：文件是只读的，没有改动；取消只读后再运行。"),
        ("en", "a.txt: it is read-only and as it was; make it writable and run again."),
    ],
)
def test_reason_why_a_file_was_not_corrected_stands_everywhere(
    lang: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make({"a.txt": TWO_MARKS})
    Path("a.txt").chmod(0o444)
    found = reports("a.txt", "--fix", "--lang", lang)
    assert {name for name, text in found.items() if reason in text} == TELLING
    assert f"citelaw: {reason}\n" in capsys.readouterr().err


# ---------------------------------------------------------------- what else a run says


def test_summary_of_the_step_that_cannot_be_written_is_said_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make(GOOD)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/summary.md")
    assert run([*CHECK, "list.txt", "--output-format", "github", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "citelaw: no/summary.md: the summary of the step cannot be written (no such file or "
        "folder); look at GITHUB_STEP_SUMMARY.\n"
    )


def test_closed_standard_input_is_said_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run([*CHECK, "-", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "citelaw: standard input is closed; name a file, or put a pipe to it.\n"
    )


def test_verbose_run_and_old_data_are_said_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    make(settings('ignore = ["CL706"]'))
    assert run(["check", "list.txt", "--as-of", "2036-11-21", "-v", "--lang", "en"]) == 0
    notice, told, configured = capsys.readouterr().err.splitlines()
    assert notice.startswith("citelaw: the statute data (")
    assert "department rule" in notice
    assert re.match(r"citelaw: 1 lists in \d+\.\d\d s: 0 answered by the cache, the others ", told)
    assert configured == "citelaw: configuration from citelaw.toml."
    assert not HAN.search(notice + told)


def test_progress_is_said_in_the_language_of_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("citelaw.commands._progress.QUIET_FOR", 0.0)
    token = _console.LANGUAGE.set("en")
    Progress()(3, 70)
    _console.LANGUAGE.reset(token)
    assert screen.getvalue() == "\r3 of 70 lists checked"


# ---------------------------------------------------------------- explain


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("list.txt:9", "list.txt: there is no line 9, only 2, counted from 1."),
        ("no.txt:1", "no.txt: no such file; check the path."),
    ],
)
def test_explain_says_in_english_why_it_cannot(
    where: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make(GOOD)
    assert run(["explain", where, "--lang", "en"]) == 2
    assert capsys.readouterr().err == f"citelaw: {reason}\n"


# ---------------------------------------------------------------- nothing is forgotten

PACKAGE = Path(citelaw.__file__).parent
CHINESE_ONLY = (  # what no command with --lang runs
    "registry/building",
    "registry/convert",
    "registry/home.py",
    "commands/baseline",
    "commands/statutes",
    "commands/clean.py",
    "commands/init.py",
    "commands/rule.py",
)
SAYING = {"ReadError", "RegistryError", "SettingsError", "FixError", "ReportError", "error"}
SAYING_AT_ONCE = {"UsageError", "BadParameter", "complain", "fail"}


def one_language(call: ast.Call) -> bool:
    """Return whether a call says something in Chinese and not in English."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
    first = ast.unparse(call.args[0]) if call.args else ""
    plain = bool(call.args) and isinstance(call.args[0], (ast.Constant, ast.JoinedStr))
    if name in SAYING:
        return plain and len(call.args) < 2
    return name in SAYING_AT_ONCE and plain and HAN.search(first) is not None


def test_no_failure_of_a_command_with_two_languages_is_said_in_one() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.relative_to(PACKAGE).as_posix().startswith(CHINESE_ONLY)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and one_language(node)
    ]
    assert found == []
