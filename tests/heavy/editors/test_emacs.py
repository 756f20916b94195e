"""Does Emacs, with the configuration that is shipped and Eglot, show findings on the right words?

It runs as a daemon, so that commands, idle time and hooks are those of a session.
CITELAW_EMACS and CITELAW_EMACSCLIENT name the programs; Eglot is Debian's elpa-eglot.
"""

import json
import re
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


class Emacs:
    """Emacs with one list, in a user's folder of its own whose init file loads the shipped file."""

    def __init__(self, program: str, client: str, home: Path, path: Path) -> None:
        self.path = path
        self._client = client
        self._environment = surroundings(home)
        self._socket = home / "socket"
        self._answer = home / "answer"
        (home / ".emacs.d").mkdir()
        shipped = EDITORS / "emacs" / "citelaw.el"
        (home / ".emacs.d" / "init.el").write_text(f'(load "{shipped}")\n', "utf-8")
        eyes = HERE / "emacs_eyes.el"
        self._process = subprocess.Popen(
            [program, f"--fg-daemon={self._socket}", "--load", str(eyes)],
            cwd=path.parent,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._socket.exists, "start")
        self.do(f'(eyes-open "{path}")')

    def do(self, form: str) -> str:
        """Evaluate ``form``; return what is printed of its value."""
        command = [self._client, f"--socket-name={self._socket}", "--eval", form]
        done = subprocess.run(command, env=self._environment, capture_output=True, timeout=PATIENCE)
        said = (done.stdout + done.stderr).decode(errors="replace")
        assert done.returncode == 0, said
        return said

    def ask(self, form: str) -> Any:
        """Return the value of ``form``, which JSON can hold."""
        self.do(f'(eyes-answer "{self._answer}" {form})')
        return json.loads(self._answer.read_bytes())

    def type(self, keys: str) -> None:
        """Type ``keys``, as ``kbd`` reads them."""
        self.do(f"(eyes-type {json.dumps(keys, ensure_ascii=False)})")

    def look(self) -> tuple[str, list[Seen]]:
        """Return the text, and what is underlined with its rule; what goes over lines in pieces."""
        looked = self.ask("(eyes-look)")
        text: str = looked["text"]
        seen = []
        for start, stop, said in looked["marks"]:
            code = re.search(r"\[(CL\d+)\]", said)
            at = start
            for words in text[start:stop].split("\n"):
                line = text.count("\n", 0, at)
                column = at - (text.rfind("\n", 0, at) + 1)
                if words:
                    seen.append(Seen(line, column, words, code[1] if code else said))
                at += len(words) + 1
        return text, seen

    def settled(self) -> str:
        """Wait until what is shown is that of a fresh check of the text; return the text."""
        return settled(self.path, self.look)

    def changed(self, former: str) -> str:
        """Wait until the text is another, and what is shown is that of a fresh check of it."""
        until(lambda: self.look()[0] != former, f"a change of {former}")
        return self.settled()

    def stop(self) -> None:
        self.do("(let ((kill-emacs-hook nil)) (run-with-timer 0 nil #'kill-emacs) nil)")
        end(self._process)


def typed(text: str) -> str:
    """Return the keys that type ``text``."""
    return " ".join({" ": "SPC", "\t": "C-q TAB", "\n": "C-q C-j"}.get(one, one) for one in text)


Open = Callable[[str], Emacs]


@pytest.fixture
def opened(needed: Callable[[str, str], str], tmp_path: Path) -> Generator[Open, None, None]:
    """Open one of LISTS in Emacs."""
    started: list[Emacs] = []
    program = needed("CITELAW_EMACS", "emacs")
    client = needed("CITELAW_EMACSCLIENT", "emacsclient")

    def start(kind: str) -> Emacs:
        name, text = LISTS[kind]
        path = lay(tmp_path / "lists") / name
        path.write_bytes(text.encode())
        started.append(Emacs(program, client, tmp_path / "home", path))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.mark.parametrize("kind", LISTS)
def test_words_of_findings_are_underlined_once(kind: str, opened: Open) -> None:
    emacs = opened(kind)
    emacs.settled()
    assert emacs.look()[1]


def test_one_server_works_in_the_folder_of_citelaw_toml(opened: Open) -> None:
    emacs = opened("plain")
    emacs.settled()
    looked = emacs.ask("(eyes-look)")
    assert looked["servers"] == 1
    assert looked["root"] == f"{emacs.path.parent}/"


PASTED = f"21\t粘贴\t𠮷{WRONG_ARTICLE}\n22\t粘贴\te\u0301{REPEALED}\n23\t粘贴\t{NO_ARTICLE}\n"
EDITS = {
    "before": f"M-< {typed('前言𠮷')}",
    "in": f"M-< C-s {typed('第八十条')} RET DEL DEL {typed('九')}",
    "in again": f"DEL {typed('八十条')}",
    "after": f"C-e {typed(REPEALED)} {typed('。')}",
    "a new line": f"C-e {typed(PASTED)}",
    "lines copied": "M-< C-SPC C-n C-n C-n M-w M-> C-y",
    "lines joined": "M-< C-n C-n M-^",
    "a word deleted": f"M-< C-s {typed('社会保险法')} RET DEL DEL DEL",
    "a line deleted": "M-> C-p C-a C-k C-k",
    "many places": f"M-< M-x {typed('replace-string')} RET 。 RET 。 C-q C-l RET",
    "undone": "C-/",
    "more undone": "C-/ C-/ C-/",
    "everything twice": "C-x h M-w M-> C-y",
    "everything anew": f"C-x h C-w {typed(REPEALED)} C-q C-j {typed('𠮷' + NO_ARTICLE)}",
}


@pytest.mark.parametrize("kind", ["astral", "separators", "crlf"])
def test_after_edits_everything_is_as_after_a_fresh_check(kind: str, opened: Open) -> None:
    emacs = opened(kind)
    text = emacs.settled()
    for keys in EDITS.values():
        emacs.type(keys)
        text = emacs.changed(text)


def test_card_is_shown_at_a_title(opened: Open) -> None:
    emacs = opened("astral")
    emacs.settled()
    emacs.type(f"M-< C-s {typed('社会保险法')} RET")
    card = emacs.ask("(eyes-card)")
    assert "中华人民共和国社会保险法" in card
    assert "2018" in card


def test_quick_fix_changes_the_words_of_its_finding_alone(opened: Open) -> None:
    emacs = opened("astral")
    text = emacs.settled()
    emacs.type(f"M-< C-s {typed('第八十条')} RET M-x {typed('eglot-code-actions')} RET RET")
    after = emacs.changed(text)
    assert after == text.replace("第八十条", "第八十八条", 1)
    emacs.type("C-/")
    assert emacs.changed(after) == text


def test_title_is_completed(opened: Open) -> None:
    emacs = opened("astral")
    text = emacs.settled()
    emacs.type(f"M-> C-b {typed('《中华人民共和国社会保险')}")
    assert "中华人民共和国社会保险法" in emacs.ask("(eyes-completions)")
    assert emacs.changed(text) == text.removesuffix("\n") + "《中华人民共和国社会保险\n"


def test_shipped_file_compiles_without_a_warning(
    needed: Callable[[str, str], str], tmp_path: Path
) -> None:
    path = shutil.copy(EDITORS / "emacs" / "citelaw.el", tmp_path)
    strict = "(progn (package-initialize) (setq byte-compile-error-on-warn t))"
    command = [needed("CITELAW_EMACS", "emacs"), "--batch", "--eval", strict]
    done = subprocess.run([*command, "-f", "batch-byte-compile", path], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
