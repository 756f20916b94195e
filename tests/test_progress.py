"""Progress is said late, to a terminal, and taken away again."""

import io
from types import SimpleNamespace

import pytest

from citelaw.commands import _progress
from citelaw.commands._progress import Progress


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    monkeypatch.setattr(_progress, "sys", SimpleNamespace(stderr=stream))
    return stream


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(_progress.time, "monotonic", lambda: now[0])
    return now


def test_nothing_is_said_of_a_run_of_less_than_a_second(
    terminal: Terminal, clock: list[float]
) -> None:
    progress = Progress()
    clock[0] += 0.9
    progress(500, 1000)
    progress.clear()
    assert terminal.getvalue() == ""


def test_long_run_says_how_far_it_is_and_takes_that_away(
    terminal: Terminal, clock: list[float]
) -> None:
    progress = Progress()
    clock[0] += 1.1
    progress(500, 1000)
    progress(501, 1000)  # too soon for another line
    clock[0] += 0.2
    progress(502, 1000)
    progress.clear()
    shown = terminal.getvalue()
    assert shown.startswith("\r已检查 500/1000 份清单\r已检查 502/1000 份清单\r ")
    assert shown.endswith(" \r")
    assert "501" not in shown


def test_terminal_that_lacks_the_characters_gets_others(
    terminal: Terminal, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Terminal, "encoding", "ascii")
    progress = Progress()
    clock[0] += 2
    progress(1, 2)
    assert terminal.getvalue() == "\r??? 1/2 ???"


def test_pipe_and_closed_stream_get_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_progress, "sys", SimpleNamespace(stderr=io.StringIO()))
    assert _progress.progress() is None
    monkeypatch.setattr(_progress, "sys", SimpleNamespace(stderr=None))
    assert _progress.progress() is None
