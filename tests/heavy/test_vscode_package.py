"""Is the extension for VS Code packed with all that it needs, and does its server run anywhere?"""

import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from steps import ROOT

from citelaw.version import __version__

STRANGE = re.compile(
    r"\.(so|pyd|dll|dylib|exe|py[co]|ts|map)$|(^|/)(tests?|node_modules|__pycache__)/|\.\./"
)


@pytest.fixture(scope="module")
def packed(needed: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packed extension: that which ``CITELAW_VSIX`` names, else one packed of this checkout."""
    given = os.environ.get("CITELAW_VSIX")
    if given:
        return Path(given)
    needed("CITELAW_NPM", "npm")
    out = tmp_path_factory.mktemp("packed") / "citelaw.vsix"
    command = [str(ROOT / "editors/vscode/package.sh"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the extension, as VS Code unpacks it."""
    folder = tmp_path_factory.mktemp("extensions") / "citelaw 扩展"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    return folder / "extension"


@pytest.fixture(scope="module")
def python(needed: Callable[[str, str], str]) -> str:
    """A Python that has nothing but itself: that of the system."""
    return needed("CITELAW_BARE_PYTHON", "/usr/bin/python3")


def test_package_is_small_and_holds_nothing_that_was_compiled_or_tests(packed: Path) -> None:
    assert packed.stat().st_size < 20 * 1024 * 1024
    with zipfile.ZipFile(packed) as archive:
        assert [one for one in archive.namelist() if STRANGE.search(one)] == []


def test_package_names_its_version_and_has_its_files(unpacked: Path) -> None:
    manifest = json.loads((unpacked / "package.json").read_text("utf-8"))
    assert manifest["version"] == __version__
    assert (unpacked / manifest["main"]).is_file()
    assert (unpacked / manifest["icon"]).read_bytes().startswith(b"\x89PNG")
    files = {one.name.lower() for one in unpacked.iterdir()}
    assert {"readme.md", "changelog.md", "license.txt", "package.nls.zh-cn.json"} <= files
    page = (unpacked / "readme.md").read_text("utf-8")
    assert "](images/" not in page  # VS Code shows only pictures of web servers
    database = unpacked / "bundled/libs/citelaw/statutes.sqlite"
    assert database.read_bytes() == (ROOT / "citelaw" / "statutes.sqlite").read_bytes()


def test_every_bundled_package_brings_its_license(unpacked: Path) -> None:
    for folder in (unpacked / "bundled/libs").glob("*.dist-info"):
        names = " ".join(str(path.relative_to(folder)) for path in folder.rglob("*")).lower()
        metadata = (folder / "METADATA").read_text("utf-8").lower()
        assert "license" in names or re.search(r"^license|mit license", metadata, re.MULTILINE)


def _message(**content: Any) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


LIST = "依据《中华人民共和国社会保险法》第九百条。\n"
OPENED = {"uri": "untitled:list", "languageId": "plaintext", "version": 1, "text": LIST}
TALK = b"".join(
    (
        _message(id=1, method="initialize", params={"capabilities": {}, "processId": None}),
        _message(method="initialized", params={}),
        _message(method="textDocument/didOpen", params={"textDocument": OPENED}),
    )
)


def test_server_runs_on_a_python_without_packages_and_imports_nothing_of_where_it_stands(
    unpacked: Path, python: str, tmp_path: Path
) -> None:
    open_folder, cache = tmp_path / "open", tmp_path / "compiled"
    for name in ("citelaw", "pygls", "json", "encodings"):
        (open_folder / name).mkdir(parents=True)
        (open_folder / name / "__init__.py").write_text("open('touched', 'w').close()\n", "utf-8")
    before = sorted(unpacked.rglob("*"))
    options = ["-I", "-X", "utf8", "-X", f"pycache_prefix={cache}"]
    with subprocess.Popen(
        [python, *options, str(unpacked / "bundled/server.py")],
        cwd=open_folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(open_folder), "HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(TALK)
        server.stdin.flush()
        said = b""
        while b"CL301" not in said:
            some = os.read(server.stdout.fileno(), 65536)
            assert some, said
            said += some
        server.kill()
    assert not (open_folder / "touched").exists()
    assert any(cache.rglob("*.pyc"))  # so that the second start is quicker
    assert sorted(unpacked.rglob("*")) == before


def test_old_python_is_told_so(unpacked: Path, python: str) -> None:
    program = (
        "import runpy, sys; sys.version_info = (3, 9, 7); "
        f"runpy.run_path({str(unpacked / 'bundled/server.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([python, "-I", "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs Python 3.11 or later" in done.stderr
    assert "Python 3.9" in done.stderr
    assert len(done.stderr.splitlines()) == 1
