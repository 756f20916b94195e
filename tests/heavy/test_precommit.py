"""Do the hooks for pre-commit work in a repository of lists, on a machine without network?"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from steps import CLEAN, LIST, TODAY, WRONG, Repository, offline

HOSTILE = ("$(touch owned).txt", '"; touch owned; ".txt', "--output-format=json:owned.txt")


class Consumer(Repository):
    """A repository of lists that uses the hooks of ``published``."""

    def __init__(
        self, folder: Path, program: str, published: Path, environment: dict[str, str]
    ) -> None:
        super().__init__(folder)
        self._program, self._environment, self._published = program, environment, published
        self.configure()

    def configure(self, hook: str = "citelaw", args: str = f"--as-of={TODAY}, --") -> None:
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n- repo: {self._published}\n  rev: v0.1.0\n"
            f"  hooks:\n  - id: {hook}\n    args: [{args}]\n",
        )

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return subprocess.run(
            [self._program, *words],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
        )

    def run_all(self) -> subprocess.CompletedProcess[str]:
        return self.run("run", "--all-files", "--color", "never")


@pytest.fixture(scope="session")
def program(needed: Callable[[str, str], str]) -> str:
    return needed("CITELAW_PRE_COMMIT", "pre-commit")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory, wheels: str) -> dict[str, str]:
    """One place for the environment that pre-commit builds, so that it is built once."""
    return offline(tmp_path_factory.mktemp("home"), wheels)


@pytest.fixture
def consumer(
    tmp_path: Path, program: str, published: Path, environment: dict[str, str]
) -> Consumer:
    return Consumer(tmp_path / "lists", program, published, environment)


def test_manifest_is_valid(program: str, published: Path) -> None:
    command = [program, "validate-manifest", str(published / ".pre-commit-hooks.yaml")]
    assert subprocess.run(command).returncode == 0


def test_finding_stops_the_commit(consumer: Consumer) -> None:
    consumer.write(LIST, WRONG)
    done = consumer.run_all()
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{LIST}:1:" in done.stdout
    assert "CL301" in done.stdout
    assert "exit code: 1" in done.stdout


def test_clean_lists_pass_and_other_files_are_not_looked_at(consumer: Consumer) -> None:
    consumer.write(LIST, CLEAN)
    consumer.write("README.md", "# 清单\n")
    consumer.write("tool.py", f"# {WRONG}")
    done = consumer.run_all()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_list_that_the_configuration_excludes_is_passed_over(consumer: Consumer) -> None:
    consumer.write("往年/旧 清单.txt", WRONG)
    consumer.write("citelaw.toml", 'exclude = ["往年/"]\n')
    done = consumer.run_all()
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("args", ["--", f"--as-of={TODAY}, --"], ids=["default", "own"])
def test_names_are_never_run_nor_read_as_options(consumer: Consumer, args: str) -> None:
    consumer.configure(args=args)
    for name in HOSTILE:
        consumer.write(name, WRONG)
    done = consumer.run_all()
    assert done.returncode == 1
    for name in HOSTILE:
        assert f"{name}:1:" in done.stdout
    assert not list(consumer.folder.rglob("owned"))
    assert not (consumer.folder / "owned.txt").exists()


def test_broken_configuration_is_told_from_findings(consumer: Consumer) -> None:
    consumer.write(LIST, CLEAN)
    consumer.write("citelaw.toml", "fail-on = 3\n")
    done = consumer.run_all()
    assert done.returncode == 1
    assert "exit code: 2" in done.stdout


def test_fixing_hook_corrects_the_list_and_passes_the_second_time(consumer: Consumer) -> None:
    consumer.configure("citelaw-fix")
    consumer.write(LIST, "根据《中华人民共和国 社会保险法》第八十八条处理。\n")
    first = consumer.run_all()
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert (consumer.folder / LIST).read_text("utf-8") == CLEAN
    assert consumer.run_all().returncode == 0


def test_hook_can_be_tried_without_any_configuration(consumer: Consumer, published: Path) -> None:
    consumer.write(LIST, WRONG)
    done = consumer.run("try-repo", str(published), "citelaw", "--all-files", "--ref", "v0.1.0")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "CL301" in done.stdout
