"""Do the pages on editors tell the settings that there are, and name files that are there?"""

import json
import re
from pathlib import Path

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
