"""Is the text of an open document what the editor has, after whatever changes it sends?"""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
    TextDocumentItem,
)

from citelaw.integrations.lsp._documents import OpenDocument, name_of, path_of, uri_of

ENCODINGS = ("utf-8", "utf-16", "utf-32")
WIDTHS = {
    "utf-8": lambda character: len(character.encode("utf-8", "surrogatepass")),
    "utf-16": lambda character: 2 if ord(character) > 0xFFFF else 1,
    "utf-32": lambda character: 1,
}
PIECES = (
    "a",
    "法",
    "é",
    "\U0002000b",
    "👨‍👩‍👧",
    "\n",
    "\r",
    "\r\n",
    "\f",
    "\v",
    "\x85",
    "\u2028",
    "\ufeff",
)
EDITS = 10_000


def offset_in(text: str, line: int, character: int, encoding: str) -> int:
    """Where a position stands, counted character by character as the specification has it."""
    at = 0
    for _ in range(line):
        while at < len(text) and text[at] not in "\r\n":
            at += 1
        if at == len(text):
            return at
        at += 2 if text[at : at + 2] == "\r\n" else 1
    units = 0
    while at < len(text) and text[at] not in "\r\n":
        units += WIDTHS[encoding](text[at])
        if units > character:
            break
        at += 1
    return at


def put(text: str, change: TextDocumentContentChangePartial, encoding: str) -> str:
    places = (change.range.start, change.range.end)
    start, end = (offset_in(text, at.line, at.character, encoding) for at in places)
    return text[:start] + change.text + text[max(start, end) :]


def opened(text: str, encoding: str = "utf-16") -> OpenDocument:
    return OpenDocument(TextDocumentItem("file:///list.txt", "plaintext", 1, text), encoding)


def partial(
    start: tuple[int, int], end: tuple[int, int], text: str
) -> TextDocumentContentChangePartial:
    return TextDocumentContentChangePartial(Range(Position(*start), Position(*end)), text)


# ---------------------------------------------------------------- random edits


def some_text(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(most)))


def some_change(chance: random.Random, lines: int) -> TextDocumentContentChangePartial:
    first, last = (chance.randrange(lines + 2) for _ in range(2))
    if chance.random() < 0.7:
        last = first
    start = Position(first, chance.randrange(12))
    end = Position(last, start.character + chance.randrange(4))
    return TextDocumentContentChangePartial(Range(start, end), some_text(chance, 4))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_random_edits_give_the_text_of_a_plain_count(encoding: str) -> None:
    chance = random.Random(f"edits {encoding}")
    document = opened(some_text(chance, 60), encoding)
    done = 0
    while done < EDITS // len(ENCODINGS) + 1:
        text = document.now.text
        lines = text.count("\n") + text.count("\r") + 1
        changes = [some_change(chance, lines) for _ in range(chance.choice((1, 1, 2, 5)))]
        if chance.random() < 0.3:  # as an editor with several cursors sends them
            changes.sort(key=lambda one: (-one.range.start.line, -one.range.start.character))
        document.change(changes, done)
        for change in changes:
            text = put(text, change, encoding)
        assert document.now.text == text
        done += len(changes)
        if len(text) > 120:
            whole = TextDocumentContentChangeWholeDocument(some_text(chance, 60))
            document.change([whole], done)
            assert document.now.text == whole.text


@given(
    text=st.text(max_size=30),
    edits=st.lists(
        st.tuples(*[st.integers(0, 6)] * 4, st.text(max_size=5)), min_size=1, max_size=6
    ),
    encoding=st.sampled_from(ENCODINGS),
)
def test_any_changes_of_any_text_give_the_text_of_a_plain_count(
    text: str, edits: list[tuple[int, int, int, int, str]], encoding: str
) -> None:
    document = opened(text, encoding)
    changes = [partial(one[:2], one[2:4], one[4]) for one in edits]
    document.change(changes, 2)
    for change in changes:
        text = put(text, change, encoding)
    assert document.now.text == text


# ---------------------------------------------------------------- what editors send


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        pytest.param("甲\r\n乙", partial((0, 1), (1, 0), ""), "甲乙", id="a line end is deleted"),
        pytest.param("甲\r乙", partial((1, 0), (1, 0), "\n"), "甲\r\n乙", id="CR becomes CRLF"),
        pytest.param("甲\f乙\n丙", partial((1, 0), (1, 1), "丁"), "甲\f乙\n丁", id="form feed"),
        pytest.param("甲\u2028乙\n丙", partial((1, 0), (1, 1), "丁"), "甲\u2028乙\n丁", id="LS"),
        pytest.param("𠀋乙", partial((0, 2), (0, 3), "丁"), "𠀋丁", id="behind astral"),
        pytest.param("𠀋乙", partial((0, 1), (0, 1), "丁"), "丁𠀋乙", id="inside astral"),
        pytest.param("甲\n", partial((1, 0), (1, 0), "乙"), "甲\n乙", id="the empty last line"),
        pytest.param("甲\n", partial((9, 9), (9, 9), "乙"), "甲\n乙", id="behind the last line"),
        pytest.param("甲\n乙", partial((0, 99), (0, 99), "丁"), "甲丁\n乙", id="behind a line end"),
        pytest.param("", partial((0, 0), (0, 0), "甲"), "甲", id="an empty text"),
        pytest.param("甲乙", partial((0, 2), (0, 1), "丁"), "甲乙丁", id="end before start"),
    ],
)  # fmt: skip
def test_a_change_is_put_where_the_editor_means(text: str, change: object, after: str) -> None:
    document = opened(text)
    document.change([change], 2)  # type: ignore[list-item]
    assert document.now.text == after
    assert (document.version, document.revision) == (2, 1)


def test_thousands_of_changes_at_once_in_a_large_text_take_no_time() -> None:
    text = "依据《青禾保险法》第三条。\n" * 80_000
    document = opened(text)
    changes = [partial((line, 2), (line, 3), "〈") for line in range(79_999, 0, -40)]
    started = time.perf_counter()
    document.change(changes, 2)  # type: ignore[arg-type]
    assert time.perf_counter() - started < 2
    assert document.now.text.count("〈") == 2_000


# ---------------------------------------------------------------- what documents are called


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("untitled:Untitled-1", "Untitled-1"),
        ("inmemory://model/1", "1"),
        ("vscode-remote://ssh-remote%2Bbox/home/a/%E6%B8%85%E5%8D%95.txt", "清单.txt"),
        ("http://[", "["),
        ("x:", "x:"),
    ],
)
def test_what_is_no_file_is_called_by_the_end_of_its_uri(uri: str, name: str) -> None:
    assert path_of(uri) is None
    assert name_of(uri) == name


def test_a_file_is_found_by_its_uri(tmp_path: object) -> None:
    path = f"{tmp_path}/权责 清单#1 100%.txt"
    assert str(path_of(uri_of(path))) == path


def test_a_name_that_no_system_allows_is_no_file() -> None:
    assert path_of("file:///a%00b.txt") is None
