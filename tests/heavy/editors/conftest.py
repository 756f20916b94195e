"""What tests in editors share: the packed extension, VS Code with it, folders of lists to open."""

import os
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from steps import ROOT
from vscode import Browser, Installed, Lists, Server, Window, found, laid, started


@pytest.fixture(scope="session")
def vsix(needed: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packed extension: that which ``CITELAW_VSIX`` names, else one packed of this checkout."""
    given = os.environ.get("CITELAW_VSIX")
    if given:
        return Path(given)
    needed("CITELAW_CODE_SERVER", "code-server")  # else there is nothing to pack it for
    out = tmp_path_factory.mktemp("packed") / "citelaw.vsix"
    command = [str(ROOT / "editors/vscode/package.sh"), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def installed(needed: Callable[[str, str], str]) -> Installed:
    return found(needed)


@pytest.fixture(scope="session")
def browser(installed: Installed) -> Iterator[Browser]:
    made = Browser(installed)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def server(
    installed: Installed, vsix: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """VS Code that trusts every folder."""
    yield from started(Server(installed, tmp_path_factory.mktemp("vscode"), vsix))


@pytest.fixture(scope="session")
def wary(
    installed: Installed, vsix: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """VS Code that trusts no folder before it is told to (Restricted Mode)."""
    folder = tmp_path_factory.mktemp("wary")
    yield from started(Server(installed, folder, vsix, trusting=False))


@pytest.fixture
def open_window(
    browser: Browser, server: Server, tmp_path: Path
) -> Iterator[Callable[..., Window]]:
    """Open windows that are closed after the test: ``open_window({name: list}, name)``."""
    opened: list[Window] = []

    def show(lists: Lists, file: str = "", *, on: Server = server, **options: object) -> Window:
        folder = laid(tmp_path / f"清单 {len(opened)}", lists)
        opened.append(Window(browser, on, folder, file, **options))
        return opened[-1]

    yield show
    for window in opened:
        window.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what the windows show and what the servers said of a test that failed."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.failed and isinstance(browser, Browser):
        kept = Path(os.environ.get("CITELAW_PICTURES") or item.config.rootpath / "build" / "seen")
        for number, window in enumerate(browser.windows.values()):
            path = kept / f"{item.name}-{report.when}-{number}.png"
            window.picture(path)
            report.sections.append((f"window {window.folder.name}", str(path)))
        for server in {window.server for window in browser.windows.values()}:
            report.sections.append(("logs of VS Code", server.logs()))
    return report
