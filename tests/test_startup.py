"""Does a command import what it needs, and no more?"""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "sqlalchemy",
    "cn2an",
    "spacy",
    "pyspark",
    "pygls",
    "lsprotocol",
    "starlette",
    "docx",
    "openpyxl",
    "lxml",
    "hypothesis",
    "jsonschema",
    "importlib.metadata",
    "asyncio",
    "unittest",
}
LIST = "依据【法律】《中华人民共和国社会保险法》（2018修正）第八十八条：以欺诈手段骗取待遇。\n"

PROGRAM = """
import sys
from citelaw.commands import run
run(sys.argv[1:])
print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The modules in the process after the command line ran on ``arguments``."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = tmp_path / "list.txt"
    path.write_text(LIST, "utf-8")
    return str(path)


@pytest.mark.parametrize("command", ["extract", "check"])
def test_command_on_a_plain_list_loads_nothing_heavy(command: str, path: str) -> None:
    assert not loaded(command, path) & HEAVY


def test_explaining_loads_nothing_heavy_and_no_other_command_loads_it(path: str) -> None:
    assert not loaded("explain", f"{path}:1") & HEAVY
    assert not [name for name in loaded("check", path) if ".explain." in f"{name}."]


def test_extract_loads_no_rule_and_no_resolving(path: str) -> None:
    modules = loaded("extract", path)
    assert "citelaw.grammar" in modules
    assert not [name for name in modules if name.startswith(("citelaw.rules", "citelaw.resolve"))]


def test_table_of_text_is_made_without_what_writes_workbooks(path: str) -> None:
    modules = loaded("convert", path, "--to", "tsv")
    assert "citelaw.reporters.convert.tsv" in modules
    assert not modules & (HEAVY | {"citelaw.reporters.convert.xlsx"})
    assert not [name for name in modules if name.startswith(("citelaw.rules", "citelaw.resolve"))]


def test_only_the_reporter_asked_for_is_loaded(path: str) -> None:
    modules = loaded("check", path, "--output-format", "json")
    assert "citelaw.reporters.check.json" in modules
    assert "citelaw.reporters.check.full" not in modules


def test_help_loads_click_and_the_commands_alone() -> None:
    modules = loaded("--help")
    assert "citelaw.commands.check" in modules
    assert not modules & (HEAVY | {"regex", "sqlite3", "wcwidth"})
    assert "citelaw.model" not in modules


def test_page_of_a_rule_loads_neither_the_rules_nor_the_model() -> None:
    modules = {name for name in loaded("rule", "CL101") if name.startswith("citelaw.")}
    assert "citelaw.reporters.rule.text" in modules
    parts = {name.split(".")[1] for name in modules}
    assert parts == {
        "commands",
        "discovery",
        "errors",
        "manual",
        "pattern",
        "reporters",
        "selection",
        "version",
        "words",
    }


@pytest.mark.parametrize("arguments", [("--help",), ("rule", "CL101")], ids=" ".join)
def test_what_click_does_without_is_not_loaded_for_help(arguments: tuple[str, ...]) -> None:
    program = "import sys, click; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    slow = {"pathlib", "urllib.parse", "ipaddress", "dataclasses", "json"} - set(
        done.stdout.split()
    )
    assert not loaded(*arguments) & slow


def test_import_of_the_package_loads_no_part_of_it() -> None:
    program = "import sys, citelaw; print(*(m for m in sys.modules if m.startswith('citelaw.')))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["citelaw.version"]
