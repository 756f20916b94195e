"""Is the server in the packed extension found, started, restarted and declined as it should be?"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from vscode import BOXES, Server, Window

pytestmark = pytest.mark.heavy

WRONG = "根据《中华人民共和国社会保险法》第八百七十条办理。\n"
MARK = ["第八百七十条"]
SCRIPT = "bundled/server.py"
DEBIAN = "/usr/bin/python3"

ENDED = "The server of citelaw ended unexpectedly"


def settings(**given: object) -> dict[str, str]:
    return {".vscode/settings.json": json.dumps({f"citelaw.{one}": given[one] for one in given})}


def sees(window: Window) -> list[str]:
    return window.until(window.marked, lambda seen: seen == MARK)


def line_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")


@pytest.fixture
def own(server: Server) -> Callable[[], list[int]]:
    """Tell which servers run that did not when the test began."""
    before = set(server.processes(SCRIPT))
    return lambda: [pid for pid in server.processes(SCRIPT) if pid not in before]


def bare(tmp_path: Path) -> str:
    """Return a Python without any package."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    return str(tmp_path / "bare/bin/python")


@pytest.mark.parametrize("which", ["debian", "venv"])
def test_bundled_server_needs_no_packages(
    which: str, open_window: Callable[..., Window], own: Callable[[], list[int]], tmp_path: Path
) -> None:
    python = DEBIAN if which == "debian" else bare(tmp_path)
    without = subprocess.run([python, "-c", "import pygls"], capture_output=True)
    assert without.returncode != 0
    window = open_window({"a.txt": WRONG} | settings(interpreter=[python]), "a.txt")
    assert sees(window) == MARK
    (server,) = own()
    assert os.path.realpath(line_of(server)[0]) == os.path.realpath(python)
    assert "-I" in line_of(server)


def test_second_interpreter_serves_where_the_first_is_missing(
    open_window: Callable[..., Window],
) -> None:
    given = settings(interpreter=["/nowhere/python3", DEBIAN])
    window = open_window({"a.txt": WRONG} | given, "a.txt")
    assert sees(window) == MARK
    assert window.messages() == []


def test_installed_citelaw_serves_where_it_is_asked_for(
    open_window: Callable[..., Window], own: Callable[[], list[int]], tmp_path: Path
) -> None:
    program = tmp_path / "citelaw"
    root = Path(__file__).resolve().parents[3]
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m citelaw "$@"\n')
    program.chmod(0o755)
    window = open_window({"a.txt": WRONG} | settings(path=str(program)), "a.txt")
    assert sees(window) == MARK
    assert own() == []


def test_one_message_says_that_no_python_serves(open_window: Callable[..., Window]) -> None:
    given = settings(interpreter=["/nowhere/python3", "/nowhere/else"])
    window = open_window({"a.txt": WRONG, "b.md": WRONG} | given, "a.txt")
    assert window.until(window.messages, bool)
    window.show("b.md")
    said = window.stays(window.messages)
    assert said == ["citelaw cannot use what citelaw.interpreter names (not there)."]
    assert "citelaw.interpreter" in window.data()
    assert window.marked() == []


def test_killed_server_is_started_again_and_given_up_after_five_times(
    open_window: Callable[..., Window], own: Callable[[], list[int]]
) -> None:
    window = open_window({"a.txt": WRONG}, "a.txt")
    assert sees(window) == MARK
    (first,) = own()
    os.kill(first, signal.SIGKILL)
    assert window.until(window.messages, bool) == [f"{ENDED} and is started again."]
    window.at("click", "根据")
    window.press("End")
    window.type("另据《中华人民共和国行政处罚法》第九百条。")
    both = [*MARK, "第九百条"]
    assert window.until(window.marked, lambda seen: seen == both) == both
    last = first
    for _ in range(4):
        (last,) = window.until(own, lambda seen, last=last: seen and last not in seen)
        assert window.until(window.data, lambda seen: "data up to" in seen)
        os.kill(last, signal.SIGKILL)
    gone = f"{ENDED} five times within three minutes and is not started again."
    said = window.until(window.messages, lambda seen: gone in seen)
    assert said.count(gone) == 1
    assert len(said) <= 2
    assert window.stays(own) == []
    assert gone in window.data()
    window.command("citelaw: Restart")
    assert window.until(own, bool)
    assert window.until(window.marked, lambda seen: len(seen) == 2)


def test_restricted_mode_checks_with_the_bundled_server(
    open_window: Callable[..., Window], wary: Server
) -> None:
    given = settings(path="/nowhere/citelaw", interpreter=["/nowhere/python3"])
    window = open_window({"a.txt": "😀" + WRONG} | given, "a.txt", on=wary)
    assert sees(window) == MARK
    assert window.until(
        lambda: " ".join(filter(None, window.said())), lambda said: "Restricted Mode" in said
    )
    assert window.stays(lambda: window.marked(BOXES)) == []
    assert window.messages() == []
    (server,) = wary.processes(SCRIPT)
    assert "-I" in line_of(server)


def test_settings_of_a_folder_count_once_it_is_trusted(
    open_window: Callable[..., Window], wary: Server
) -> None:
    given = settings(interpreter=["/nowhere/python3"])
    window = open_window({"a.txt": WRONG} | given, "a.txt", on=wary)
    assert sees(window) == MARK
    window.do("press_on", selector="[id='status.workspaceTrust']")
    window.do("press_on", selector=".workspace-trust-buttons-row .monaco-button", text="Trust")
    toasts = ".notifications-toasts .notification-list-item-message"
    said = window.until(lambda: window.texts(toasts), bool)
    assert said == ["citelaw cannot use what citelaw.interpreter names (not there)."]


def test_broken_configuration_is_shown(open_window: Callable[..., Window]) -> None:
    window = open_window({"a.txt": WRONG, "citelaw.toml": "as-of = 2026-13-45\n"}, "a.txt")
    window.press("Control+Shift+m")
    said = window.until(window.problems, lambda seen: any("citelaw.toml" in one for one in seen))
    assert sum("citelaw.toml:1" in one for one in said) == 1
    assert window.until(window.marked, lambda seen: MARK[0] in seen)


def test_corrected_configuration_counts_at_once(open_window: Callable[..., Window]) -> None:
    window = open_window({"a.txt": WRONG, "citelaw.toml": "as-of = 2026-13-45\n"}, "a.txt")
    assert window.until(window.marked, lambda seen: MARK[0] in seen)
    (window.folder / "citelaw.toml").write_text('ignore = ["CL301"]\n', "utf-8")
    assert window.until(window.marked, lambda seen: not seen) == []


def test_file_of_fifty_megabytes_is_declined_with_a_note(
    open_window: Callable[..., Window],
) -> None:
    line = (
        "根据《中华人民共和国社会保险法》第八百七十条，办理登记、变更和注销等事项，当场告知结果。\n"
    )
    large = line * (50 * 1024 * 1024 // len(line.encode()) + 1)
    window = open_window({"a.txt": WRONG, "large.txt": large}, "a.txt")
    assert sees(window) == MARK
    window.show("large.txt")
    said = window.until(window.messages, lambda seen: any(" MB" in one for one in seen))
    assert [one for one in said if " MB" in one and "large.txt" in one]
    window.show("a.txt")
    assert sees(window) == MARK
