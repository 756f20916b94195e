"""Are the files for CI systems valid, and the runners right that the heavy tests run them with?"""

import re
from pathlib import Path
from typing import Any

import pytest
from steps import HOOKS, ROOT, Command, commands, evaluate, load_yaml, schema_errors

from citelaw.settings import INCLUDE


@pytest.mark.parametrize(
    ("schema", "name"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "ci/gitlab.yml")],
)
def test_file_has_no_error_by_its_schema(schema: str, name: str) -> None:
    assert schema_errors(schema, ROOT / name) == ""


def test_schema_sees_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "action.yml"
    broken.write_text((ROOT / "action.yml").read_text("utf-8").replace("composite", "compound"))
    assert "compound" in schema_errors("vendor.github-actions", broken)


def test_no_expression_stands_in_a_program_of_the_action() -> None:
    steps = load_yaml(ROOT / "action.yml")["runs"]["steps"]
    assert not [step["name"] for step in steps if "${{" in step.get("run", "")]


def test_other_actions_are_pinned_by_commit_and_their_version_is_said() -> None:
    uses = re.findall(r"uses: (.*)", (ROOT / "action.yml").read_text("utf-8"))
    assert len(uses) == 2
    for one in uses:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


OFFICE = ("*.docx", "*.xlsx", "*.pdf", "*.odt", "*.ods", "*.doc", "*.xls", "*.wps", "*.et")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda one: one["id"])
def test_hook_takes_the_files_that_a_checked_folder_gives(hook: Any) -> None:
    wanted = re.compile(hook["files"])
    corrects = hook["id"] == "citelaw-fix"
    for glob in INCLUDE:
        taken = not (corrects and glob in OFFICE)  # a corrected copy is nothing for a commit
        assert bool(wanted.search(glob.replace("*", "清单/医保局 2024"))) is taken
        assert bool(wanted.search(glob.replace("*", "A").upper())) is taken
    for name in ("a.py", "txt", "a.txt.bak", "a.pptx", ".gitignore"):
        assert not wanted.search(name)


def test_runner_of_the_tests_obeys_stop_commands() -> None:
    log = "::error file=a%2Cb::x%0Ay\n::stop-commands::T\n::error::no\n::T::\n a ##[error]old\n"
    assert commands(log) == [
        Command("error", {"file": "a,b"}, "x\ny"),
        Command("old form", {}, " a ##[error]old"),
    ]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("a.b || 'c'", "1"),
        ("a.x || 'c'", "c"),
        ("a.b == '1' && a.x == ''", True),
        ("a.b != '1' || (a.b == '1' && 'it''s')", "it's"),
    ],
)
def test_runner_of_the_tests_evaluates_expressions(expression: str, value: Any) -> None:
    assert evaluate(expression, {"a": {"b": "1"}}) == value
