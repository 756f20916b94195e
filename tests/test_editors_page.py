"""Do the pages on editors tell the settings that there are, and name files that are there?"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citelaw.integrations.lsp._settings import read_options
from citelaw.integrations.lsp.options import Options

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / name for name in ("editors.md", "editors.zh-CN.md")]


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_has_each_setting_with_its_default(page: Path) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", page.read_text("utf-8"), re.MULTILINE)
    wanted = {camel(name): value for name, value in Options()._asdict().items()}
    assert {name: json.loads(value) for name, value in rows} == wanted
    assert read_options(wanted) == (Options(), ())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_names_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [one for one in links if not (page.parent / one).exists()] == []


def examples(kind: str) -> list[str]:
    """Return the examples in a language, of both pages."""
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    found = re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found
    return found


def configured() -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Yield the command and the settings of each example that is data."""
    for one in map(tomllib.loads, examples("toml")):
        server = one["language-server"]["citelaw"]
        yield [server["command"], *server["args"]], server["config"]
        assert all("citelaw" in language["language-servers"] for language in one["language"])
    for one in map(json.loads, examples("json")):
        (server,) = one.get("clients", one.get("servers")).values()
        yield server["command"], server.get("initializationOptions", {})


def test_examples_start_the_server_with_settings_that_there_are() -> None:
    for command, settings in configured():
        assert command == ["citelaw", "server"]
        assert read_options(settings).faults == ()


@pytest.mark.parametrize(
    ("kind", "shipped", "names"),
    [
        ("lua", "neovim/citelaw.lua", r"vim\.g\.citelaw|\b\w+(?= = \{)"),
        ("elisp", "emacs/citelaw.el", r"citelaw-\w+"),
    ],
)
def test_examples_set_what_the_shipped_file_reads(kind: str, shipped: str, names: str) -> None:
    code = (ROOT / "editors" / shipped).read_text("utf-8")
    for one in examples(kind):
        for name in re.findall(names, one):
            assert name in code


def test_shipped_files_start_the_server() -> None:
    lua, lisp = (
        (ROOT / "editors" / name).read_text("utf-8")
        for name in ("neovim/citelaw.lua", "emacs/citelaw.el")
    )
    assert 'cmd = { "citelaw", "server" }' in lua
    assert '(defcustom citelaw-command \'("citelaw" "server")' in lisp
