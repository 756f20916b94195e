"""DOC, XLS, WPS, RTF without LibreOffice: what they are, what is said, how it is run."""

import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from compound_files import compound, word, workbook
from odf_files import odt

from citelaw.annotating._target import target_of
from citelaw.engine import Engine
from citelaw.errors import ReadError
from citelaw.model import FileKind, Shape
from citelaw.office import _libreoffice, format_of, formats
from citelaw.readers import read_bytes, source_of
from citelaw.readers._decode import NEVER_TEXT
from citelaw.settings import Settings

DOC = compound({"WordDocument": word(), "1Table": b""})
XLS = compound({"Workbook": workbook(0x0042)})
RTF = b"{\\rtf1\\ansi text}"
WORD_XML = b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?><w:wordDocument/>'
EXCEL_XML = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    _libreoffice._converted.cache_clear()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No LibreOffice is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(_libreoffice, "_usual_places", list)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program called soffice that notes its arguments and then does what its file says."""
    if sys.platform == "win32":
        pytest.skip("a script is no program there")
    path = tmp_path / "bin" / "soffice"
    path.parent.mkdir()
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


def does(program: Path, lines: str) -> None:
    program.write_text(f'#!/bin/sh\necho "$@" >> "{program.parent}/runs"\n{lines}\n', "utf-8")
    program.chmod(0o755)


def runs(program: Path) -> list[str]:
    return (program.parent / "runs").read_text("utf-8").splitlines()


def gives(program: Path, data: bytes) -> None:
    """Let the program give ``data`` for whatever it is to convert."""
    (program.parent / "made").write_bytes(data)
    does(
        program,
        'while [ "$1" != --convert-to ]; do shift; done\n'
        f'mkdir -p "$4"; cp "{program.parent}/made" "$4/list.$2"',
    )


# ---------------------------------------------------------------- what they are


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(DOC, FileKind.DOC, id="word"),
        pytest.param(XLS, FileKind.XLS, id="excel"),
        pytest.param(compound({"Book": workbook()}), FileKind.XLS, id="excel 95"),
        pytest.param(RTF, FileKind.DOC, id="rtf"),
        pytest.param(WORD_XML, FileKind.DOC, id="word 2003 xml"),
        pytest.param(EXCEL_XML, FileKind.XLS, id="excel 2003 xml"),
        pytest.param(
            compound({"WordDocument": word()}, inside=["Workbook"]),
            FileKind.DOC,
            id="workbook in it",
        ),
        pytest.param(
            compound({"Workbook": workbook()}, inside=["WordDocument"]),
            FileKind.XLS,
            id="and v. v.",
        ),
    ],
)
def test_streams_of_the_root_tell_what_an_old_file_is(data: bytes, kind: FileKind) -> None:
    assert format_of(data, "清单").kind is kind


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(compound({"PowerPoint Document": b""}), id="slides"),
        pytest.param(DOC[:600], id="cut off"),
        pytest.param(DOC[:8], id="magic alone"),
        pytest.param(DOC[:512] + b"\xff" * len(DOC), id="no directory"),
        pytest.param(DOC[:30] + b"\xff\xff" + DOC[32:], id="sectors of any size"),
    ],
)
def test_other_and_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="没有见过的格式"):
        format_of(data, "清单.doc")


def test_chain_of_sectors_that_bites_its_tail_comes_to_an_end() -> None:
    table = len(DOC) - 512
    directory = int.from_bytes(DOC[48:52], "little")
    at = table + 4 * directory
    data = DOC[:at] + directory.to_bytes(4, "little") + DOC[at + 4 :]
    assert format_of(data, "清单").kind is FileKind.DOC


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), id="docx, xlsx"),
        pytest.param(compound({"WordDocument": word(0x0100)}), id="doc"),
    ],
)
def test_password_is_said_before_anything_is_run(data: bytes) -> None:
    with pytest.raises(ReadError, match="文件有密码"):
        format_of(data, "清单.docx")


def test_name_of_another_kind_is_said() -> None:
    with pytest.raises(ReadError, match=r"扩展名是 \.doc，内容却是 XLS 文件；改名为 \.xls"):
        read_bytes(XLS, "清单.doc")


# ---------------------------------------------------------------- text of such names


@pytest.mark.parametrize("name", ["清单.xls", "清单.et", "清单.doc", "清单.wps"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_web_page_under_an_old_name_is_read_as_a_web_page(name: str, encoding: str) -> None:
    page = "<table><tr><td>序号<td>事项名称<td>设定依据<tr><td>1<td>登记<td>《社会保险法》</table>"
    document = read_bytes(page.encode(encoding), name)
    assert (document.shape, document.cells[2].text) == (Shape.HTML, "《社会保险法》")


@pytest.mark.parametrize("ending", sorted(NEVER_TEXT))
@pytest.mark.parametrize("data", [b"", "依照本法".encode(), b"\x00\x01\x02\x03", b"<html></html>"])
def test_name_of_a_file_that_is_no_text_must_be_true(ending: str, data: bytes) -> None:
    with pytest.raises(ReadError, match=rf"扩展名是 \{ending}，内容却不是这种文件"):
        read_bytes(data, f"清单{ending.upper()}")


def test_endings_that_no_text_has_are_those_of_the_formats() -> None:
    old = (FileKind.DOC, FileKind.XLS)
    known = {ending for one in formats() if one.kind not in old for ending in one.endings}
    assert known <= NEVER_TEXT


@pytest.mark.parametrize(
    ("data", "name", "copy"),
    [
        pytest.param(DOC, "清单.doc", "清单.校验.docx", id="doc"),
        pytest.param(RTF, "清单.rtf", "清单.校验.docx", id="rtf"),
        pytest.param(XLS, "清单.et", "清单.校验.xlsx", id="et"),
    ],
)
def test_copy_with_remarks_is_called_what_it_is(data: bytes, name: str, copy: str) -> None:
    form = format_of(data, name)
    assert target_of(name, None, form).path == Path(copy)
    assert form.rewrite is None


# ---------------------------------------------------------------- LibreOffice


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    ("data", "name", "target"), [(DOC, "清单.doc", "docx"), (XLS, "清单.et", "xlsx")]
)
def test_what_to_do_without_libreoffice_is_said(data: bytes, name: str, target: str) -> None:
    with pytest.raises(ReadError, match=rf"没有找到 LibreOffice.*另存为 \.{target}") as caught:
        read_bytes(data, name)
    assert "install it, or save the file as" in caught.value.words.english


@pytest.mark.usefixtures("without")
def test_file_that_cannot_be_converted_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "甲.doc").write_bytes(DOC)
    (tmp_path / "乙.txt").write_text("《中华人民共和国社会保险法》第九百条\n", "utf-8")
    engine = Engine(Settings(as_of=date(2026, 11, 21)))
    report = engine.check_paths([tmp_path / "甲.doc", tmp_path / "乙.txt"])
    assert [one.failure is None for one in report.files] == [True, False]


def test_program_beside_the_lists_is_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    does(tmp_path / "soffice", "exit 0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.curdir)
    monkeypatch.setattr(_libreoffice, "_usual_places", list)
    with pytest.raises(ReadError, match="没有找到 LibreOffice"):
        read_bytes(DOC, "清单.doc")


def test_converted_file_is_read_with_a_note(program: Path) -> None:
    gives(program, odt("<text:p>依照《社会保险法》第五条</text:p>"))
    document = read_bytes(DOC, "清单.doc")
    assert document.shape is FileKind.DOC
    assert [cell.text for cell in document.cells] == ["依照《社会保险法》第五条"]
    assert "由 LibreOffice 转换为 .docx" in document.notes[0].chinese


def test_conversion_has_its_own_profile_and_leaves_nothing_behind(program: Path) -> None:
    gives(program, odt("<text:p>甲</text:p>"))
    read_bytes(DOC, "清单.doc")
    (line,) = runs(program)
    assert "--headless --norestore --nolockcheck" in line
    profile = line.partition("-env:UserInstallation=file://")[2].partition(" ")[0]
    assert profile.endswith("/profile")
    assert not Path(profile).parent.exists()


def test_file_that_is_opened_again_is_not_converted_again(program: Path) -> None:
    gives(program, odt("<text:p>甲</text:p>"))
    read_bytes(DOC, "清单.doc")
    assert source_of(DOC, "清单.doc") == "甲"
    assert len(runs(program)) == 1


@pytest.mark.parametrize(
    ("data", "ending"), [(DOC, "doc"), (RTF, "rtf"), (WORD_XML, "xml"), (XLS, "xls")]
)
def test_libreoffice_sees_the_usual_ending(program: Path, data: bytes, ending: str) -> None:
    gives(program, odt("<text:p>甲</text:p>"))
    read_bytes(data, "清单 $(rm -r).wps" if data is DOC else "清单")
    assert runs(program)[0].endswith(f"/list.{ending}")


@pytest.mark.parametrize("lines", ["exit 0", "exit 77", "echo made >&2; kill -9 $$"])
def test_failure_is_said_and_nothing_of_it_printed(
    program: Path, lines: str, capfd: pytest.CaptureFixture[str]
) -> None:
    does(program, lines)
    with pytest.raises(ReadError, match="LibreOffice 打不开"):
        read_bytes(DOC, "清单.doc")
    assert capfd.readouterr() == ("", "")


def test_failure_of_a_workbook_with_a_password_is_said_as_that(program: Path) -> None:
    does(program, "exit 1")
    with pytest.raises(ReadError, match="文件有密码"):
        read_bytes(compound({"Workbook": workbook(0x0042, 0x002F)}), "清单.xls")


def test_failure_is_not_kept(program: Path) -> None:
    does(program, "exit 1")
    with pytest.raises(ReadError):
        read_bytes(DOC, "清单.doc")
    gives(program, odt("<text:p>甲</text:p>"))
    assert read_bytes(DOC, "清单.doc").source == "甲"


def test_conversion_that_never_ends_is_ended_with_all_it_started(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_libreoffice, "LONGEST", 0.5)
    does(program, f'sleep 60 & echo $! > "{program.parent}/child"; wait')
    before = time.monotonic()
    with pytest.raises(ReadError, match=r"转换了 0\.5 秒没有完成"):
        read_bytes(DOC, "清单.doc")
    assert time.monotonic() - before < 20
    child = int((program.parent / "child").read_text())
    for _ in range(100):
        if not _is_running(child):
            break
        time.sleep(0.05)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return False
    return state != "Z"
