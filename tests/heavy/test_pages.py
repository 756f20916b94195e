"""Do the shell examples of the pages on CI work as they stand, from a folder of wheels alone?"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from steps import LIST, PAGES, WRONG, Example, Repository, examples, offline


class Desk:
    """A machine with Python and without network; ``run`` runs a text in the shell."""

    def __init__(self, home: Path, package: str, wheels: str) -> None:
        self.repository = Repository(home / "lists")
        subprocess.run([sys.executable, "-m", "venv", str(home / "venv")], check=True)
        self._environment = offline(home, wheels) | {
            "CITELAW_PACKAGE": package,
            "WORKSPACE_TMP": str(home / "jenkins temporary"),
        }
        self._environment["PATH"] = f"{home / 'venv' / 'bin'}:{self._environment['PATH']}"

    def run(self, text: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", text],
            cwd=folder or self.repository.folder,
            env=self._environment,
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, published: Path, wheels: str) -> Desk:
    """Return a machine where citelaw was installed as the page says."""
    made = Desk(tmp_path_factory.mktemp("desk"), f"git+file://{published}@v0.1.0", wheels)
    for example in examples(PAGES[0], "shell"):
        if "wheels" in example.text:
            done = made.run(example.text, made.repository.folder.parent)
            assert done.returncode == 0, done.stdout + done.stderr
    made.repository.write(LIST, WRONG)
    made.repository.commit()
    made.repository.git("remote", "add", "origin", str(made.repository.folder))
    return made


@pytest.mark.parametrize(
    "example",
    [one for one in examples(PAGES[0], "shell") if "wheels" not in one.text],
    ids=lambda one: one.text.split("\n")[0],
)
def test_commands_end_as_the_page_says(desk: Desk, example: Example) -> None:
    done = desk.run(example.text)
    assert done.returncode == example.status, done.stdout + done.stderr


def test_jenkins_stage_fails_for_a_finding_and_writes_its_reports(desk: Desk) -> None:
    [example] = examples(PAGES[0], "jenkins")
    script = example.text.split("'''")[1]
    done = desk.run(script)
    assert done.returncode == 1, done.stdout + done.stderr
    for name in ("citelaw.junit.xml", "citelaw.sarif"):
        assert name in example.text.partition("post {")[2]
        assert (desk.repository.folder / name).stat().st_size > 0


def test_configuration_of_pre_commit_is_valid(
    needed: Callable[[str, str], str], tmp_path: Path
) -> None:
    for example in examples(PAGES[0], "pre-commit"):
        path = tmp_path / ".pre-commit-config.yaml"
        path.write_text(example.text, "utf-8")
        command = [needed("CITELAW_PRE_COMMIT", "pre-commit"), "validate-config", str(path)]
        assert subprocess.run(command).returncode == 0
