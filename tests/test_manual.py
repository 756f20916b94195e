"""Is the manual, which is read without running the rules, what the rules say of themselves?"""

import inspect
import os
import py_compile
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from citelaw import manual
from citelaw.discovery import docstrings
from citelaw.errors import ReportError
from citelaw.manual import RulePage
from citelaw.model import Profile, Rule
from citelaw.rules import all_rules

ROOT = Path(__file__).parent.parent
PAGE = "CL999 made-up (info, list, off)\n\n找什么：甲。\n"


def page_of(rule: Rule) -> RulePage:
    (page,) = manual.pages([rule.code])
    return page


def test_manual_has_the_rules_in_order_of_their_codes() -> None:
    assert list(manual.names().items()) == [(rule.code, rule.name) for rule in all_rules()]
    assert [page.code for page in manual.pages()] == list(manual.names())


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_first_line_of_a_page_is_what_the_rule_says_of_itself(rule: Rule) -> None:
    page = page_of(rule)
    assert (page.code, page.name, page.severity) == (rule.code, rule.name, rule.severity.value)
    assert page.profiles == tuple(profile.value for profile in rule.profiles)
    assert page.on is rule.on


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_page_is_read_whole(rule: Rule) -> None:
    page = page_of(rule)
    for part in (page.finds, page.why, page.evidence, page.summary):
        assert part.endswith((".", "。"))


def test_text_that_is_read_is_the_docstring_of_the_module() -> None:
    read = docstrings("citelaw.rules")
    for rule in all_rules():
        module = sys.modules[rule.check.__module__]
        assert read[module.__name__.rpartition(".")[2]].strip() == inspect.getdoc(module)


def test_profiles_are_those_of_the_model() -> None:
    assert tuple(Profile) == manual.PROFILES


def test_page_without_its_first_line_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manual, "docstrings", lambda package: {"made_up": ""})
    manual._texts.cache_clear()
    with pytest.raises(ReportError, match=r"规则 made_up 的说明读不到.*-OO"):
        manual.names()


def test_manual_is_whole_where_python_drops_docstrings() -> None:
    command = ["-B", "-m", "citelaw", "rule", "CL706"]
    whole, dropped = (
        subprocess.run(
            [sys.executable, *flags, *command], cwd=ROOT, capture_output=True, check=True
        )
        for flags in ([], ["-OO"])
    )
    assert dropped.stdout == whole.stdout
    assert "默认不启用" in whole.stdout.decode()


@pytest.mark.parametrize("kind", ["folder", "zip", "bytecode"])
def test_docstrings_are_read_however_a_package_is_installed(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"made_up_{kind}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "one.py").write_text(f'"""{PAGE}"""\n\nRULE = """not this"""\n', "utf-8")
    (folder / "_helper.py").write_text('"""A helper."""\n', "utf-8")
    place = tmp_path
    if kind == "zip":
        place = tmp_path / "all.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for path in folder.iterdir():
                archive.write(path, f"{name}/{path.name}")
    if kind == "bytecode":
        for path in list(folder.iterdir()):
            py_compile.compile(os.fspath(path), cfile=os.fspath(path.with_suffix(".pyc")))
            path.unlink()
    monkeypatch.syspath_prepend(place)
    assert docstrings(name) == {"one": PAGE}
    assert (f"{name}.one" in sys.modules) is (kind == "bytecode")
