"""Is everything that a shell runs here free of what ShellCheck warns of?"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from steps import ROOT, load_yaml

SCRIPTS = (
    ".ci/run",
    "ci/action.sh",
    "ci/data.sh",
    "ci/editors.sh",
    "ci/fetch.sh",
    "ci/tools.sh",
    "editors/vscode/package.sh",
)


@pytest.fixture(scope="session")
def shellcheck(needed: Callable[[str, str], str]) -> Callable[..., str]:
    program = needed("CITELAW_SHELLCHECK", "shellcheck")

    def check(shell: str, path: Path) -> str:
        options = ["--external-sources", "--shell", shell, "--severity", "style"]
        command = [program, *options, str(path)]
        return subprocess.run(command, capture_output=True, text=True).stdout

    return check


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_clean(shellcheck: Callable[..., str], name: str) -> None:
    assert shellcheck("bash", ROOT / name) == ""


def test_programs_in_the_action_are_clean(shellcheck: Callable[..., str], tmp_path: Path) -> None:
    for step in load_yaml(ROOT / "action.yml")["runs"]["steps"]:
        if "run" in step:
            path = tmp_path / "step.sh"
            path.write_text(step["run"], "utf-8")
            assert shellcheck("bash", path) == ""


def test_programs_in_the_gitlab_template_are_clean_in_any_shell(
    shellcheck: Callable[..., str], tmp_path: Path
) -> None:
    job = load_yaml(ROOT / "ci/gitlab.yml")["citelaw"]
    path = tmp_path / "script.sh"
    path.write_text("\n".join([*job["before_script"], *job["script"]]) + "\n", "utf-8")
    assert shellcheck("sh", path) == ""


def test_shellcheck_sees_a_fault(shellcheck: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "fault.sh"
    path.write_text("rm $1\n", "utf-8")
    assert "SC2086" in shellcheck("bash", path)
