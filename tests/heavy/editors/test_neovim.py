"""Does Neovim, with the configuration that is shipped, show findings on the right words?

CITELAW_NEOVIM names the program (Debian's 0.7), CITELAW_NEOVIM_NEXT one of a later version that
asks for diagnostics and counts UTF-8; where there is none, the first is the only witness.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from editor_lists import (
    EDITORS,
    LISTS,
    NO_ARTICLE,
    PATIENCE,
    REPEALED,
    WRONG_ARTICLE,
    Seen,
    end,
    lay,
    settled,
    surroundings,
    until,
)

HERE = Path(__file__).parent

VERSIONS = {"debian": "CITELAW_NEOVIM"}
if os.path.exists(os.environ.get("CITELAW_NEOVIM_NEXT", "")):
    VERSIONS["next"] = "CITELAW_NEOVIM_NEXT"


class Neovim:
    """Neovim with one list, in a user's folder of its own that holds the shipped file alone."""

    def __init__(self, program: str, home: Path, path: Path) -> None:
        self.program = program
        self.path = path
        plugins = home / "config" / "nvim" / "plugin"
        plugins.mkdir(parents=True)
        shutil.copy(EDITORS / "neovim" / "citelaw.lua", plugins)
        self.environment = surroundings(home)
        self._socket = str(home / "socket")
        self._answer = home / "answer"
        eyes = HERE / "neovim_eyes.lua"
        self._process = subprocess.Popen(
            [program, "--headless", "--listen", self._socket, "-c", f"luafile {eyes}", str(path)],
            cwd=path.parent,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self._evaluated("v:vim_did_enter") == "1", "start")

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

    def look(self) -> tuple[str, list[Seen]]:
        """Return the text, what is underlined, and what is known of it, with the rules."""
        looked = self.ask("look")
        lines = looked["text"].replace("\r\n", "\n").split("\n")
        seen = []
        for row, column, words, *code in looked["marks"] + looked["found"]:
            line = lines[row] if row < len(lines) else ""  # what is known may be of an older text
            before = line.encode()[:column].decode(errors="replace")
            seen.append(Seen(row, len(before), words, *code or ("",)))
        return looked["text"], seen

    def settled(self) -> str:
        """Wait until what is shown is that of a fresh check of the text; return the text."""
        return settled(self.path, self.look, twice=True)

    def changed(self, former: str) -> str:
        """Wait until the text is another, and what is shown is that of a fresh check of it."""
        until(lambda: self.look()[0] != former, f"a change of {former}")
        return self.settled()

    def stop(self) -> None:
        self._evaluated("execute('qa!')")
        end(self._process)


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
    assert neovim.look()[1]


def test_one_server_works_in_the_folder_of_citelaw_toml(opened: Open) -> None:
    neovim = opened("plain")
    neovim.settled()
    [client] = neovim.ask("clients")
    assert client["name"] == "citelaw"
    assert client["root"] == str(neovim.path.parent)
    assert client["encoding"] == ("utf-8" if client["pull"] else "utf-16")


EDITS = {
    "before": "gg0i前言𠮷<Esc>",
    "in": "/第八十条<CR>lr九",
    "in again": "/第九十条<CR>lr八",
    "after": f"A{REPEALED}。<Esc>",
    "a new line": f"o9\t🏛️新的\t{NO_ARTICLE}<Esc>",
    "lines pasted": "Gp",
    "lines joined": "ggJ",
    "a word deleted": "/社会保险法<CR>daw",
    "a line deleted": "Gdd",
    "many places": ":%s/。/。<C-v><C-l>/ge<CR>",
    "undone": "u",
    "more undone": "3u",
    "done again": "<C-r>",
    "everything twice": "ggVGyP",
    "everything anew": f"ggdGi{REPEALED}<CR>𠮷{NO_ARTICLE}<Esc>",
    "that undone": "u",
}
PASTED = f"21\t粘贴\t𠮷{WRONG_ARTICLE}\n22\t粘贴\te\u0301{REPEALED}\n23\t粘贴\t{NO_ARTICLE}\n"


@pytest.mark.parametrize("kind", ["astral", "separators", "crlf"])
def test_after_edits_everything_is_as_after_a_fresh_check(kind: str, opened: Open) -> None:
    neovim = opened(kind)
    text = neovim.settled()
    neovim.lua('vim.fn.setreg("\\"", _A)', PASTED)
    for keys in EDITS.values():
        neovim.edit(keys)
        text = neovim.changed(text)


def test_card_is_shown_at_a_title(opened: Open) -> None:
    neovim = opened("astral")
    neovim.settled()
    neovim.keys("gg/社会保险法<CR>K")
    until(lambda: neovim.ask("floating"), "the card")
    card = neovim.ask("floating")
    assert "中华人民共和国社会保险法" in card
    assert "2018" in card


def test_quick_fix_changes_the_words_of_its_finding_alone(opened: Open) -> None:
    neovim = opened("astral")
    text = neovim.settled()
    neovim.lua("Want(_A)", "第八十八条")
    neovim.keys("gg/第八十条<CR>gra")
    after = neovim.changed(text)
    assert after == text.replace("第八十条", "第八十八条", 1)
    neovim.edit("u")
    assert neovim.changed(after) == text


def test_title_and_article_are_completed(opened: Open) -> None:
    neovim = opened("astral")
    text = neovim.settled()
    neovim.keys("GA《中华人民共和国社会保险<C-x><C-o>")
    until(lambda: neovim.ask("menu"), "titles")
    neovim.keys("<Esc>A第<C-x><C-o>")
    until(lambda: "第一条" in neovim.ask("menu"), "articles")
    neovim.keys("<Esc>")
    line_end = "\n" if text.endswith("\n") else ""
    after = neovim.changed(text)
    assert after == text.removesuffix("\n") + "《中华人民共和国社会保险法》第一条" + line_end
