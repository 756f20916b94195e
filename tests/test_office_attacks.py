"""Is a file that is damaged, locked or made to do harm refused in one line, and does nothing?"""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsx_files
from compound_files import compound
from odf_files import cell, ods, odt, row, table
from office_lists import EVERY_SHEET_QUIRK, EVERY_WORD_QUIRK, laid, word, workbook

from citelaw.commands import run
from citelaw.errors import ReadError
from citelaw.model import Severity
from citelaw.office import Remark, Table, format_of
from citelaw.readers import read_bytes
from citelaw.span import Span

LIST = (
    "某局权责清单\n序号\t事项名称\t权力类型\t设定依据\n"
    "1\t甲\t行政处罚\t《价格法》第九百条\n注：本清单公布。\n"
)
MEMORY = 1 << 30
"""Bytes that a check of a harmful file may take, Python and its database among them."""
SECRET = "这不该被读到"


@cache
def good(kind: str) -> bytes:
    """A list with one error, in a file of the kind."""
    list_ = laid(LIST.encode(), "list.txt")
    if kind == "docx":
        return word(list_, EVERY_WORD_QUIRK, 1)
    if kind == "xlsx":
        return workbook(list_, EVERY_SHEET_QUIRK, 1)
    lines = [line.split("\t") for line in LIST.splitlines()[1:3]]
    if kind == "odt":
        return odt(table(*(row(*map(cell, line)) for line in lines)))
    return ods(table(*(row(*map(cell, line)) for line in lines)))


KINDS = ("docx", "xlsx", "odt", "ods")
MAIN = {
    "docx": "word/document.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}

READ = {
    "docx": {
        *("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"),
        *("word/document.xml", "word/styles.xml", "word/footnotes.xml"),
    },
    "xlsx": {
        *("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"),
        *("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
    },
    "odt": {"content.xml"},
    "ods": {"content.xml"},
}
"""The parts of those files that are read."""


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(
                zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def changed(kind: str, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(good(kind))
    return packed({**parts, name: change(parts[name])})


def checked(data: bytes, name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Check a file that cannot be; return the line that says why."""
    (folder / name).write_bytes(data)
    before = sorted(folder.rglob("*"))
    assert (
        run(["check", "--as-of", "2026-11-21", "--output-format", "json", str(folder / name)]) == 2
    )
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert found["files"] == []
    assert len(found["failures"]) == 1
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert sorted(folder.rglob("*")) == before
    return said.err


def findings(data: bytes, name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Check a file that can be; return the codes of what is wrong with it."""
    (folder / name).write_bytes(data)
    run(["check", "--as-of", "2026-11-21", "--output-format", "jsonl", str(folder / name)])
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    return [json.loads(line)["code"] for line in said.out.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_file_is_good_unless_something_is_done_to_it(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "CL301" in findings(good(kind), f"list.{kind}", tmp_path, capsys)


# ---------------------------------------------------------------- what it is


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
@pytest.mark.parametrize("kind", KINDS)
def test_file_that_is_cut_off_is_damaged(
    kind: str, share: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = good(kind)[: int(len(good(kind)) * share)]
    assert "文件不完整或者已损坏" in checked(data, f"list.{kind}", tmp_path, capsys)


@pytest.mark.parametrize("kind", KINDS)
def test_main_part_that_is_cut_off_is_damaged(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = changed(kind, MAIN[kind], lambda part: part[: len(part) // 2])
    assert "文件不完整或者已损坏" in checked(data, f"list.{kind}", tmp_path, capsys)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_password_is_said(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = compound({"EncryptedPackage": b"\0" * 5000, "EncryptionInfo": b"\0" * 200})
    assert "文件有密码" in checked(data, f"list.{ending}", tmp_path, capsys)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["docx", "xlsx", "odt", "ods"])
def test_wrong_ending_is_said(
    kind: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if ending != kind:
        reason = checked(good(kind), f"list.{ending}", tmp_path, capsys)
        assert f"扩展名是 .{ending}" in reason
        assert f".{kind}" in reason


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_macros_are_refused(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, macro = {
        "docx": (b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
        "xlsx": (b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
    }[kind]
    data = changed(
        kind,
        "[Content_Types].xml",
        lambda part: part.replace(b"vnd.openxmlformats-officedocument." + plain, b"vnd." + macro),
    )
    assert "宏" in checked(data, f"list.{kind[:3]}m", tmp_path, capsys)
    assert "宏" in checked(data, f"list.{kind}", tmp_path, capsys)


def test_package_of_something_else_is_no_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = packed({"inner.zip": good("docx")})
    assert "先解压" in checked(inner, "list.docx", tmp_path, capsys)


# ---------------------------------------------------------------- entities

ENTITIES = {
    "laughs": '<!DOCTYPE r [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>",
    "file": '<!DOCTYPE r [<!ENTITY i SYSTEM "{uri}">]>',
    "parameter": '<!DOCTYPE r [<!ENTITY % i SYSTEM "{uri}"> %i;]>',
    "outer": '<!DOCTYPE r SYSTEM "{uri}">',
}


def with_type(part: bytes, declared: bytes) -> bytes:
    """Return a part with a document type before its first element."""
    at = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
    return part[:at] + declared + part[at:]


def harmed(attack: str, secret: Path) -> bytes:
    """Return a document type that would bring in the words of a file, or very many."""
    secret.write_text(SECRET, "utf-8")
    return ENTITIES[attack].replace("{uri}", secret.as_uri()).encode()


@pytest.mark.parametrize("attack", ENTITIES)
@pytest.mark.parametrize("kind", KINDS)
def test_document_type_is_refused(
    kind: str, attack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = harmed(attack, tmp_path / "secret")
    data = changed(kind, MAIN[kind], lambda part: with_type(part, declared))
    assert SECRET not in checked(data, f"list.{kind}", tmp_path, capsys)


@pytest.mark.parametrize("kind", KINDS)
def test_document_type_is_refused_in_every_part_that_is_read(kind: str, tmp_path: Path) -> None:
    declared = harmed("file", tmp_path / "secret")
    parts, clean = parts_of(good(kind)), read_bytes(good(kind), f"list.{kind}").source
    refused = set()
    for name in parts:
        data = packed({**parts, name: with_type(parts[name], declared)})
        try:
            assert read_bytes(data, f"list.{kind}").source == clean  # a part that is not read
        except ReadError:
            refused.add(name)
    assert refused >= READ[kind]


# ---------------------------------------------------------------- names in the package


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/tmp/evil.txt", "..\\evil.txt", "C:\\evil.txt"]
)
def test_names_in_a_package_lead_nowhere(
    kind: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    data = packed({**parts_of(good(kind)), name: b"evil"})
    assert "CL301" in findings(data, f"list.{kind}", folder, capsys)
    assert [path.name for path in sorted(tmp_path.rglob("*")) if path.is_file()] == [f"list.{kind}"]


@pytest.mark.parametrize(
    ("kind", "part"),
    [("docx", "word/_rels/document.xml.rels"), ("xlsx", "xl/_rels/workbook.xml.rels")],
)
@pytest.mark.parametrize("target", ["../../../../../../..{path}", "{path}", "file://{path}"])
def test_relations_lead_to_no_file(
    kind: str, part: str, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"<a>{SECRET}</a>", "utf-8")
    to = target.replace("{path}", str(secret)).encode()
    data = changed(
        kind,
        part,
        lambda part: part.replace(b'"footnotes.xml"', b'"%s"' % to).replace(
            b'"sharedStrings.xml"', b'"%s"' % to
        ),
    )
    findings(data, f"list.{kind}", tmp_path, capsys)


# ---------------------------------------------------------------- too much of something


def deep(part: bytes) -> bytes:
    """Return a part whose first paragraph or cell lies very deep."""
    at = part.index(b"<", part.index(b">", part.index(b"<", 60)) + 1)
    return part[:at] + b"<a>" * 200_000 + b"</a>" * 200_000 + part[at:]


def bomb(part: bytes) -> bytes:
    """Return a part that is a thousand times as long as what is stored of it."""
    at = part.index(b">", part.index(b"<", 60)) + 1
    return part[:at] + b" " * (200 << 20) + part[at:]


def many(data: bytes) -> bytes:
    return packed({**parts_of(data), **{f"p{number}": b"" for number in range(20_001)}})


def wide() -> bytes:
    """A workbook of 10,000 columns."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    for line in LIST.splitlines()[1:3]:
        sheet.append(line.split("\t"))
    sheet.append(["2", *["无"] * 10_000])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LONG = b"9" * 5_000
"""A number that Python refuses to work out."""


@pytest.mark.parametrize(
    ("part", "before"),
    [
        ("xl/worksheets/sheet1.xml", rb'(?<= s=")[0-9]+'),
        ("xl/worksheets/sheet1.xml", rb'(?<= min=")[0-9]+'),
        ("xl/worksheets/sheet1.xml", rb'(?<=<row r=")[0-9]+'),
        ("xl/styles.xml", rb'(?<= numFmtId=")[0-9]+'),
        ("xl/styles.xml", rb'(?<= fontId=")[0-9]+'),
        ("xl/workbook.xml", rb'(?<= sheetId=")[0-9]+'),
        ("xl/comments/comment1.xml", rb'(?<= authorId=")[0-9]+'),
    ],
)
def test_number_of_very_many_digits_is_none(part: str, before: bytes) -> None:
    parts = parts_of(xlsx_files.office_workbook())
    data, times = re.subn(before, LONG, parts[part])
    assert times
    harmed = packed({**parts, part: data})
    read_bytes(harmed, "list.xlsx")
    remark = Remark(Span(0, 5), Severity.ERROR, "错")
    table = Table(("编号", "位置", "采纳/不采纳", "理由"), 1, 2, ("采纳", "不采纳"))
    form = format_of(harmed, "list.xlsx")
    assert form.annotate is not None
    form.annotate(harmed, "list.xlsx", [remark], table)


def test_shared_string_of_a_number_of_very_many_digits_is_none() -> None:
    sheet = f'<sheetData><row><c r="A1" t="s"><v>{LONG.decode()}</v></c></row></sheetData>'
    data = xlsx_files.workbook({"清单": sheet}, strings="<si><t>甲</t></si>")
    assert read_bytes(data, "list.xlsx").source == ""


HARMED = ("docx", "xlsx")
HARMFUL = {
    **{
        f"deep {kind}": (kind, lambda kind=kind: changed(kind, MAIN[kind], deep)) for kind in HARMED
    },
    **{
        f"bomb {kind}": (kind, lambda kind=kind: changed(kind, MAIN[kind], bomb)) for kind in HARMED
    },
    **{f"parts {kind}": (kind, lambda kind=kind: many(good(kind))) for kind in HARMED},
}
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({most}, {most}))
from citelaw.commands import run
from citelaw.errors import ReadError
from citelaw.readers import read_bytes
sys.exit(run(sys.argv[1:]))
"""


def in_little_memory(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED.format(most=MEMORY), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
@pytest.mark.parametrize("attack", HARMFUL)
def test_file_that_would_take_all_memory_is_refused_in_little(attack: str, tmp_path: Path) -> None:
    kind, make = HARMFUL[attack]
    path = tmp_path / f"list.{kind}"
    path.write_bytes(make())
    done = in_little_memory(
        "check", "--as-of", "2026-11-21", "--jobs", "1", "--no-cache", str(path)
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_workbook_of_ten_thousand_columns_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(wide())
    done = in_little_memory(
        "check", "--as-of", "2026-11-21", "--jobs", "1", "--no-cache", str(path)
    )
    assert done.returncode == 1
    assert "第九百条" in done.stdout
