"""Real VS Code to test in: code-server, shown by Chromium, and what people do in its windows.

A ``Server`` is one installation with its own settings and extensions, a ``Window`` shows a folder
that it serves. What is proved is what the window shows: ``Window.until`` asks again until it is as
wanted, or the time is up, and returns what was seen last. Pictures of all windows and the logs of
a test that failed are kept in the folder that ``CITELAW_PICTURES`` names (else a temporary one).
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, urlencode

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds until what is to come must be there; a busy machine takes long for the first."""

SETTINGS = {
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.layoutControl.enabled": False,
    "workbench.tips.enabled": False,
    "workbench.editorLargeFileConfirmation": 1024,
    "window.menuBarVisibility": "hidden",
    "window.commandCenter": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
    "editor.fontFamily": "Noto Sans Mono CJK SC",
    "editor.fontSize": 15,
    "editor.stickyScroll.enabled": False,
    "editor.unusualLineTerminators": "off",
    "editor.occurrencesHighlight": "off",
    "editor.selectionHighlight": False,
    "editor.matchBrackets": "never",
    "editor.hover.delay": 100,
    "security.workspace.trust.startupPrompt": "never",
    "citelaw.language": "zh",
}
"""What no test is about, and what makes pictures the same everywhere."""

WAVES = ".squiggly-error, .squiggly-warning, .squiggly-info"
BOXES = ".unicode-highlight"
MENU = ".action-widget .monaco-list-row"
STRUCK = ".view-line .squiggly-inline-deprecated"


class Installed(NamedTuple):
    """The programs that are needed."""

    node: str
    code_server: str
    playwright: str
    chromium: str


class Server:
    """A code-server with the extension ``vsix``, all of whose files lie in ``folder``."""

    def __init__(
        self,
        installed: Installed,
        folder: Path,
        vsix: Path,
        *,
        trusting: bool = True,
        settings: Mapping[str, object] | None = None,
        path: str | None = None,
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        user = self.data / "User"
        user.mkdir(parents=True)
        (user / "settings.json").write_text(json.dumps(SETTINGS | dict(settings or {})), "utf-8")
        (folder / "config.yaml").touch()
        self._know_chinese()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            "PATH": path or os.environ["PATH"],
            "HOME": str(folder),
            "SHELL": "/bin/sh",
            "LANG": "C.UTF-8",
            "CITELAW_DATA": os.devnull,
        }
        self._program = [
            installed.node,
            os.path.join(installed.code_server, "out/node/entry.js"),
            *("--user-data-dir", str(self.data)),
            *("--extensions-dir", str(folder / "extensions")),
            *("--config", str(folder / "config.yaml")),
        ]
        self._run("--install-extension", str(vsix))
        options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{self.port}"]
        options += ["--disable-telemetry", "--disable-update-check"]
        if trusting:
            options.append("--disable-workspace-trust")
        self.output = folder / "code-server.log"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*self._program, *options],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._await()

    def _know_chinese(self) -> None:
        """Have windows be Chinese for a browser that is, as by a language pack without a word.

        What is not translated stays English; the extension brings its own Chinese.
        """
        words = self.folder / "main.i18n.json"
        words.write_text('{"contents": {}}')
        pack = {
            "hash": "0",
            "label": "中文(简体)",
            "extensions": [{"extensionIdentifier": {"id": "none.zh"}, "version": "1.0.0"}],
            "translations": {"vscode": str(words)},
        }
        (self.data / "languagepacks.json").write_text(json.dumps({"zh-cn": pack}))
        (self.data / "User" / "argv.json").write_text("{}")  # else it is always English

    def _run(self, *words: str) -> None:
        done = subprocess.run(
            [*self._program, *words], env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _await(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"code-server did not start: {self.output.read_text('utf-8')}")

    def address(self, folder: Path, file: str = "") -> str:
        """Return where the window is that shows ``folder``, with one of its files open."""
        asked = {"folder": str(folder)}
        if file:
            uri = f"vscode-remote://127.0.0.1:{self.port}{quote(str(folder / file))}"
            asked["payload"] = json.dumps([["openFile", uri]])
        return f"http://127.0.0.1:{self.port}/?{urlencode(asked)}"

    def processes(self, said: str) -> list[int]:
        """Return the processes below this one on whose command line ``said`` stands."""
        parents: dict[int, int] = {}
        lines: dict[int, str] = {}
        for one in Path("/proc").glob("[0-9]*"):
            try:
                status = (one / "stat").read_text()
                lines[int(one.name)] = (one / "cmdline").read_bytes().decode("utf-8", "replace")
            except OSError:  # it has ended
                continue
            parents[int(one.name)] = int(status.rpartition(")")[2].split()[1])
        return sorted(pid for pid in lines if said in lines[pid] and self._above(pid, parents))

    def _above(self, pid: int, parents: Mapping[int, int]) -> bool:
        while pid in parents:
            if pid == self.process.pid:
                return True
            pid = parents[pid]
        return False

    def logs(self) -> str:
        """Return the ends of what code-server and the extension wrote into their logs."""
        told = [self.output, *sorted(self.data.rglob("citelaw.log"))]
        return "\n".join(
            f"== {one.relative_to(self.folder)}\n{one.read_text('utf-8', 'replace')[-2000:]}"
            for one in told
        )

    def stop(self) -> None:
        """End code-server and all that it started."""
        below = self.processes("")
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in below:
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    continue
            end = time.monotonic() + 5
            while time.monotonic() < end and self.process.poll() is None:
                time.sleep(0.05)
        self.process.wait()


class Browser:
    """Chromium, driven by a program in Node that reads what to do (vscode_window.js)."""

    def __init__(self, installed: Installed) -> None:
        script = Path(__file__).with_name("vscode_window.js")
        self.process = subprocess.Popen(
            [installed.node, str(script), installed.playwright, installed.chromium],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.windows: dict[str, Window] = {}

    def do(self, what: str, window: str = "", **given: object) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        request = {"do": what, "in": window, **given}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the browser ended at {request}"
        answer = json.loads(line)
        if "error" in answer:
            raise BrowserError(f"{request}: {answer['error']}")
        return answer["value"]

    def stop(self) -> None:
        try:
            self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


class BrowserError(AssertionError):
    """What was asked of a window could not be done."""


class Line(NamedTuple):
    """A line in view, and the text under each of its marks from left to right."""

    text: str
    marks: tuple[str, ...]


class Window:
    """A window of VS Code that shows ``folder``."""

    def __init__(
        self, browser: Browser, server: Server, folder: Path, file: str = "", **options: object
    ) -> None:
        self.browser, self.server, self.folder = browser, server, folder
        self.name = f"{folder.name}-{len(browser.windows)}-{time.monotonic_ns()}"
        browser.do("open", name=self.name, url=server.address(folder, file), **options)
        browser.windows[self.name] = self

    def do(self, what: str, **given: object) -> Any:
        return self.browser.do(what, self.name, **given)

    def close(self) -> None:
        if self.browser.windows.pop(self.name, None) is not None:
            self.browser.do("close", name=self.name)

    # ------------------------------------------------------------ seeing

    def until(
        self, see: Callable[[], T], wanted: Callable[[T], object], patience: float = PATIENCE
    ) -> T:
        """Return what is seen as soon as it is as wanted; when the time is up, what it is then."""
        end = time.monotonic() + patience
        while True:
            try:
                seen = see()
            except BrowserError:
                if time.monotonic() > end:
                    raise
            else:
                if wanted(seen) or time.monotonic() > end:
                    return seen
            time.sleep(0.1)

    def stays(self, see: Callable[[], T], for_seconds: float = 2.0) -> T:
        """Return what is seen, once it has not changed for a while: nothing more is to come."""
        seen, since = see(), time.monotonic()
        while time.monotonic() - since < for_seconds:
            time.sleep(0.1)
            now = see()
            if now != seen:
                seen, since = now, time.monotonic()
        return seen

    def lines(self, selector: str = WAVES) -> list[Line]:
        """Return the lines in view with what ``selector`` marks in them."""
        return [
            Line(one["text"], tuple(mark["text"] for mark in one["marks"]))
            for one in self.do("lines", selector=selector)
        ]

    def marked(self, selector: str = WAVES) -> list[str]:
        """Return the marked texts in view, from top to bottom."""
        return [text for line in self.lines(selector) for text in line.marks]

    def texts(self, selector: str) -> list[str]:
        return [" ".join(one.split()) for one in self.do("texts", selector=selector)]

    def problems(self) -> list[str]:
        """Return the rows of the list of problems, which must be open; files are rows too."""
        return self.texts(".markers-panel .monaco-list-row")

    def messages(self) -> list[str]:
        """Return the messages that were not closed, whether they are still on the screen or not."""
        if not self.texts(".notifications-center"):
            self.do("press_on", selector="[id='status.notifications']")
        return self.texts(".notifications-center .notification-list-item-message")

    def said(self) -> list[str]:
        """Return what the items of the status bar say to those who do not see them."""
        return list(self.do("attributes", selector=".statusbar-item", name="aria-label"))

    def data(self) -> str:
        """Return what the status item of citelaw says."""
        return next((one for one in self.said() if one and one.startswith("citelaw:")), "")

    def shown(self) -> list[str]:
        """Return the names of what is shown side by side."""
        tab = ".tabs-container .tab.active"
        return list(self.do("attributes", selector=tab, name="data-resource-name"))

    def titles(self) -> list[str]:
        """Return the titles of what is open."""
        return list(self.do("attributes", selector=".tabs-container .tab", name="aria-label"))

    # ------------------------------------------------------------ doing

    def press(self, *keys: str) -> None:
        self.do("press", keys=keys)

    def type(self, text: str) -> None:
        self.do("type", text=text)

    def at(self, what: str, text: str, nth: int = 0) -> None:
        """Do ``what`` ("click", "point") at ``text`` in the editor, once it stands there."""
        assert self.until(lambda: self.do(what, text=text, nth=nth), bool), text

    def show(self, file: str) -> None:
        """Open ``file`` by a double click in the explorer, and wait until it is there."""
        self.do("press_on", selector=".explorer-folders-view .monaco-list-row", text=file, twice=1)
        assert file in self.until(self.shown, lambda seen: file in seen)

    def command(self, title: str) -> None:
        """Run a command by its title, as the palette shows it."""
        row = ".quick-input-widget .monaco-list-row"

        def chosen() -> list[str]:
            """Type the title and choose the command; what has the focus may close the palette."""
            self.press("Escape", "F1")
            self.do("press_on", selector=".quick-input-widget .quick-input-box input")
            self.press("Control+a")
            self.type(f">{title}")
            shown = self.until(lambda: self.texts(row), lambda rows: title in str(rows), 10)
            if title in str(shown):
                self.do("press_on", selector=row, text=title)
            return shown

        shown = self.until(chosen, lambda rows: title in str(rows))
        assert title in str(shown), f"{title} is not among {shown}"

    def hover(self, text: str, wanted: str) -> str:
        """Return what is shown when the pointer rests on ``text``, once ``wanted`` is in it."""
        card = ".monaco-editor .monaco-hover .hover-contents, .monaco-hover.workbench-hover"
        end = time.monotonic() + PATIENCE
        seen = ""
        while wanted not in seen and time.monotonic() < end:
            self.press("Escape")
            self.do("away")
            self.until(lambda: self.texts(card), lambda shown: not shown, 3)
            self.at("point", text)
            shown = self.until(lambda: self.texts(card), lambda shown: wanted in str(shown), 5)
            seen = "\n".join(shown)
        return seen

    def quick_fixes(self, text: str) -> list[str]:
        """Return what is offered in the menu of the light bulb with the cursor in ``text``."""
        end = time.monotonic() + PATIENCE
        offered: list[str] = []
        while not offered and time.monotonic() < end:
            self.press("Escape")
            self.at("click", text)
            self.do("away")  # else Ctrl makes a link of what the pointer is on
            self.press("Control+.")
            offered = self.until(lambda: self.texts(MENU), bool, 10)
        return offered

    def completions(self, text: str, wanted: str) -> list[str]:
        """Type ``text`` key by key; return what is offered, once the first of it has ``wanted``."""
        for one in text:
            self.type(one)
        row = ".suggest-widget .monaco-list-row"
        return self.until(lambda: self.texts(row), lambda seen: seen and wanted in seen[0])

    def choose(self, title: str) -> None:
        """Choose from the menu that is open."""
        self.do("press_on", selector=MENU, text=title)

    def answer(self, text: str) -> None:
        """Type ``text`` into the box that asks for it, and confirm."""
        self.do("press_on", selector=".quick-input-widget .quick-input-box input")
        self.type(text)
        self.press("Enter")

    def saved(self, file: str, wanted: Callable[[str], object]) -> str:
        """Save the file that is shown; return what is on the disk once it is as ``wanted``."""
        self.press("Control+s")
        return self.until(lambda: (self.folder / file).read_bytes().decode("utf-8"), wanted)

    def picture(self, path: Path, **clip: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.do("picture", path=str(path), **({"clip": clip} if clip else {}))


TODAY = "2026-11-21"
CONFIGURATION = f'as-of = "{TODAY}"\n'

Lists = Mapping[str, str | bytes]


def laid(folder: Path, lists: Lists) -> Path:
    """Return ``folder`` with ``lists`` in it, which are checked as of a fixed day."""
    for name, content in ({"citelaw.toml": CONFIGURATION} | dict(lists)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found(needed: Callable[[str, str], str]) -> Installed:
    """Return where the programs are, by the fixture ``needed``."""
    return Installed(
        node=needed("CITELAW_NODE24", "node24"),
        code_server=needed("CITELAW_CODE_SERVER", "code-server"),
        playwright=needed("CITELAW_PLAYWRIGHT", "playwright-core"),
        chromium=needed("CHROMIUM", "chromium"),
    )


def started(server: Server) -> Iterator[Server]:
    """Give ``server`` and stop it whatever happens."""
    try:
        yield server
    finally:
        server.stop()
