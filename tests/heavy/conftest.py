"""What tests that need programs beside Python share; `make test-heavy` fetches those and runs them.

Plain ``pytest`` does not come here (``norecursedirs``). A test whose program is missing is skipped;
under ``CITELAW_HEAVY=1``, as in ``make test-heavy``, it fails: what should be proved was not.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from steps import ROOT, Repository

STRICT = os.environ.get("CITELAW_HEAVY") == "1"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.heavy)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if STRICT and report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def needed() -> Callable[[str, str], str]:
    """Return where a program or folder is that a variable names, else a program of that name."""

    def find(variable: str, name: str) -> str:
        found = os.environ.get(variable) or shutil.which(name) or ""
        if not os.path.exists(found):
            pytest.skip(f"{name} is not here; make test-heavy fetches it ({variable})")
        return found

    return find


@pytest.fixture(scope="session")
def libreoffice(
    needed: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, str], Path]:
    """Return what makes a file of another kind ("docx", "pdf", "xls") with LibreOffice."""
    program = needed("CITELAW_SOFFICE", "soffice")
    profile = tmp_path_factory.mktemp("libreoffice")

    def convert(path: Path, kind: str) -> Path:
        out = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                *("--convert-to", kind, "--outdir", str(out), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        (made,) = out.iterdir()
        return made

    return convert


@pytest.fixture(scope="session")
def wheels(needed: Callable[[str, str], str]) -> str:
    """The folder of wheels that an installation without network takes."""
    return needed("CITELAW_WHEELS", "wheels")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with what Git tracks of this checkout, tagged ``v0.1.0``."""
    made = Repository(tmp_path_factory.mktemp("published") / "citelaw")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        target = made.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, target)
    made.commit()
    made.git("tag", "v0.1.0")
    return made.folder


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository that has other files beside lists."""
    made = Repository(tmp_path / "work space" / "lists")
    made.write("README.md", "# 清单\n\n各部门的清单。\n")
    made.write("src/tool.py", "print('《中华人民共和国社会保险法》第九百条')\n")
    return made
