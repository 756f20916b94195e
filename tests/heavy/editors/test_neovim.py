"""Does Neovim, with the configuration that is shipped, show findings on the right words?

CITELAW_NEOVIM names the program (Debian's 0.7), CITELAW_NEOVIM_NEXT one of a later version that
asks for diagnostics and counts UTF-8; where there is none, the first is the only witness.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from editor_lists import (
    EDITORS,
    LISTS,
    NO_ARTICLE,
    REPEALED,
    WRONG_ARTICLE,
    Seen,
    command_folder,
    expected,
    lay,
)

HERE = Path(__file__).parent
PATIENCE = 20.0
STILL = 0.6
"""Seconds without a change after which what is shown counts as settled: beyond every delay."""

VERSIONS = {"debian": "CITELAW_NEOVIM"}
if os.path.exists(os.environ.get("CITELAW_NEOVIM_NEXT", "")):
    VERSIONS["next"] = "CITELAW_NEOVIM_NEXT"


class Neovim:
    """Neovim with one list, in a user's folder of its own that holds the shipped file alone."""

    def __init__(self, program: str, home: Path, path: Path) -> None:
        self.program = program
        self.path = path
        self.text = path.read_bytes().decode()
        plugins = home / "config" / "nvim" / "plugin"
        plugins.mkdir(parents=True)
        shutil.copy(EDITORS / "neovim" / "citelaw.lua", plugins)
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "PATH": f"{command_folder(home / 'bin')}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **{f"XDG_{one}_HOME": str(home / one.lower()) for one in ("CONFIG", "DATA", "STATE")},
        }
        self._socket = str(home / "socket")
        self._answer = home / "answer"
        eyes = HERE / "neovim_eyes.lua"
        self._process = subprocess.Popen(
            [program, "--headless", "--listen", self._socket, "-c", f"luafile {eyes}", str(path)],
            cwd=path.parent,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.until(lambda: os.path.exists(self._socket), "the socket")
        self.until(lambda: self._evaluated("exists('*luaeval') && v:vim_did_enter") == "1", "start")

    def _evaluated(self, expression: str) -> str:
        command = [self.program, "--server", self._socket, "--remote-expr", expression]
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=PATIENCE)
        return (done.stdout + done.stderr).decode(errors="replace")

    def ask(self, name: str) -> Any:
        """Return what the eyes see (``neovim_eyes.lua``)."""
        said = self._evaluated(f"luaeval('Eyes(_A[1], _A[2])', ['{name}', '{self._answer}'])")
        try:
            return json.loads(self._answer.read_bytes())
        except (OSError, ValueError):
            raise AssertionError(said) from None

    def lua(self, code: str, given: object = None) -> None:
        """Run a Lua expression; ``_A`` is ``given``."""
        quoted = json.dumps(given, ensure_ascii=False).replace("'", "''")
        self._evaluated(f"luaeval('{code}', json_decode('{quoted}'))")

    def edit(self, keys: str) -> None:
        """Do what ``keys``, notation <…> included, do in normal mode."""
        self.lua("Type(_A)", keys)

    def keys(self, keys: str) -> None:
        """Type ``keys`` as a person does: what they bring about may come later."""
        command = [self.program, "--server", self._socket, "--remote-send", keys]
        subprocess.run(command, env=self.environment, check=True, timeout=PATIENCE)

    def until(self, claim: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not claim():
            assert time.monotonic() < deadline, what
            assert self._process.poll() is None, what
            time.sleep(0.05)

    def seen(self, kind: str = "marks") -> list[Seen]:
        """Return what is underlined, or ("found") what it holds as findings now."""
        looked = self.ask("look")
        lines = looked["text"].replace("\r\n", "\n").split("\n")
        seen = []
        for row, column, words, *code in looked[kind]:
            line = lines[row] if row < len(lines) else ""  # what it holds may be of an older text
            before = line.encode()[:column].decode(errors="replace")
            seen.append(Seen(row, len(before), words, *code or ("",)))
        return sorted(seen)

    def settled(self) -> None:
        """Wait until what is shown is that of a fresh check of the text, and stays so."""
        deadline = time.monotonic() + PATIENCE
        fresh: list[Seen] = []
        text: str | None = None
        since = time.monotonic()
        while True:
            shown = self.seen(), self.seen("found")
            now: str = self.ask("look")["text"]
            if now != text:
                text = now
                fresh = expected(self.path.with_name(f"fresh-{self.path.name}"), now)
                since = time.monotonic()
            wanted = sorted(one._replace(code="") for one in fresh), fresh
            if shown != wanted:
                since = time.monotonic()
            if time.monotonic() - since > STILL:
                break
            if time.monotonic() > deadline:
                assert shown == wanted
            time.sleep(0.05)
        self.text = now

    def stop(self) -> None:
        self._evaluated("execute('qa!')")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if self._process.stderr is not None:
            self._process.stderr.close()


Open = Callable[[str], Neovim]


@pytest.fixture(params=VERSIONS.values(), ids=VERSIONS)
def program(request: pytest.FixtureRequest, needed: Callable[[str, str], str]) -> str:
    return needed(request.param, "nvim")


@pytest.fixture
def opened(program: str, tmp_path: Path) -> Generator[Open, None, None]:
    """Open one of LISTS in Neovim."""
    started: list[Neovim] = []

    def start(kind: str) -> Neovim:
        name, text = LISTS[kind]
        path = lay(tmp_path / "lists") / name
        path.write_bytes(text.encode())
        started.append(Neovim(program, tmp_path / "home", path))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.mark.parametrize("kind", LISTS)
def test_words_of_findings_are_underlined_once(kind: str, opened: Open) -> None:
    neovim = opened(kind)
    neovim.settled()
    assert neovim.seen()


def test_configuration_has_one_server_and_takes_the_folder_of_citelaw_toml(opened: Open) -> None:
    neovim = opened("plain")
    neovim.settled()
    [client] = neovim.ask("clients")
    assert client["name"] == "citelaw"
    assert client["root"] == str(neovim.path.parent)
    modern = client["pull"]
    assert client["encoding"] == ("utf-8" if modern else "utf-16")


EDITS = (
    ("before", "gg0i前言𠮷<Esc>"),
    ("in", "/第八十条<CR>lr九"),
    ("in again", "/第九十条<CR>lr八"),
    ("after", f"A{REPEALED}。<Esc>"),
    ("new line", f"o9\t🏛️新的\t{NO_ARTICLE}<Esc>"),
    ("paste", "Gp"),
    ("join", "ggJ"),
    ("delete", "/社会保险法<CR>daw"),
    ("line", "Gdd"),
    ("everywhere", ":%s/。/。\\f/ge<CR>"),
    ("undo", "u"),
    ("undo more", "3u"),
    ("redo", "<C-r>"),
    ("upper", "ggVGyP"),
    ("all", "ggdGi" + REPEALED + "<CR>𠮷" + NO_ARTICLE + "<Esc>"),
    ("undo all", "u"),
)
PASTED = f"21\t粘贴\t𠮷{WRONG_ARTICLE}\n22\t粘贴\te\u0301{REPEALED}\n23\t粘贴\t{NO_ARTICLE}\n"


@pytest.mark.parametrize("kind", ["astral", "separators", "crlf"])
def test_after_edits_everything_is_as_after_a_fresh_check(kind: str, opened: Open) -> None:
    neovim = opened(kind)
    neovim.settled()
    neovim.lua('vim.fn.setreg("\\"", _A)', PASTED)
    for name, keys in EDITS:
        former = neovim.text
        neovim.edit(keys)
        neovim.until(lambda: neovim.ask("look")["text"] != former, name)  # noqa: B023
        neovim.settled()


def test_card_is_shown_at_a_title(opened: Open) -> None:
    neovim = opened("astral")
    neovim.settled()
    neovim.keys("gg/社会保险法<CR>K")
    neovim.until(lambda: neovim.ask("floating"), "the card")
    card = neovim.ask("floating")
    assert "中华人民共和国社会保险法" in card
    assert "2018" in card


def test_quick_fix_changes_the_words_of_its_finding_alone(opened: Open) -> None:
    neovim = opened("astral")
    neovim.settled()
    former = neovim.text
    neovim.lua("Want(_A)", "第八十八条")
    neovim.keys("gg/第八十条<CR>gra")
    neovim.until(lambda: neovim.ask("look")["text"] != former, "the fix")
    assert neovim.ask("look")["text"] == former.replace("第八十条", "第八十八条", 1)
    neovim.settled()
    neovim.edit("u")
    neovim.settled()
    assert neovim.text == former


def test_titles_are_offered_while_one_is_written(opened: Open) -> None:
    neovim = opened("astral")
    neovim.settled()
    neovim.keys("GA《社会保险<C-x><C-o>")
    neovim.until(lambda: neovim.ask("menu"), "the menu")
    assert any("中华人民共和国社会保险法" in one for one in neovim.ask("menu"))
