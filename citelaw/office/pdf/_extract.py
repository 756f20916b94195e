"""The characters and ruled cells of a PDF file, found by pdfplumber in a process of its own.

A file may be anybody's, and libraries that read PDF can be made to loop, to fail and to fill the
memory: that process may take so much time and memory and no more, and writes no file.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from citelaw.errors import ReadError
from citelaw.office._archive import damaged, encrypted

MOST_PAGES = 2_000
LONGEST = 300.0
"""Seconds that a file may take; a page of a table takes a tenth of one."""
_MEMORY = 2 << 30
_CHARACTERS = 100_000  # of a page; a full one has 3,000


class Box(NamedTuple):
    """A rectangle in points from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float


class Character(NamedTuple):
    """A character where it stands; ``text`` is what the file says it means."""

    text: str
    box: Box


class Page(NamedTuple):
    """What a page has; ``tables`` are the cells of each ruled table.

    ``askew`` counts the characters of watermarks and stamps, which were left out.
    """

    width: float
    height: float
    characters: tuple[Character, ...]
    tables: tuple[tuple[Box, ...], ...]
    askew: int
    pictures: int


def pages_of(data: bytes, name: str) -> list[Page]:
    """Return the pages of a PDF file.

    Raises:
        ReadError: it is damaged, has a password, or takes too long; pdfplumber is not installed.
    """
    said = _answers(data, name)
    head = next(said, {})
    if head.get("missing"):
        raise ReadError(
            f"{name}：读 PDF 要用 pdfplumber，没有安装；运行 pip install 'citelaw[office]'，"
            "或者另存为 Word 文件再检查。",
            f"{name}: to read PDF takes pdfplumber, which is not installed; run pip install "
            "'citelaw[office]', or save it as a Word file.",
        )
    if head.get("locked"):
        raise encrypted(name)
    count = head.get("pages")
    if not isinstance(count, int) or not count:
        raise damaged(name)
    if count > MOST_PAGES:
        raise ReadError(
            f"{name}：有 {count} 页，超过 {MOST_PAGES} 页；拆成几个文件再检查。",
            f"{name}: it has {count} pages, more than {MOST_PAGES}; split it into several files.",
        )
    pages: list[Page] = []
    for one in said:
        if one.get("done"):
            return pages
        pages.append(_page(one))
    raise damaged(name)  # the process ended before the file did


def _answers(data: bytes, name: str) -> Iterator[dict[str, object]]:
    """Yield what the process says; nothing more where it fails."""
    asked = {
        "path": [one for one in sys.path if one],
        "memory": _MEMORY,
        "seconds": int(LONGEST),
        "pages": MOST_PAGES,
        "characters": _CHARACTERS,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).with_name("_child.py"))],
            input=json.dumps(asked).encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{name}：{LONGEST:.0f} 秒内没有读完，没有检查；拆成几个文件，或者另存为 Word 文件。",
            f"{name}: it could not be read within {LONGEST:.0f} seconds; split it into several "
            "files, or save it as a Word file.",
        ) from None
    for line in done.stdout.split(b"\n"):
        with contextlib.suppress(ValueError):
            said = json.loads(line)
            if isinstance(said, dict):
                yield said


def _page(said: dict[str, object]) -> Page:
    """Return a page as it was said."""
    width, height, characters, tables, askew, pictures = (
        said[key] for key in ("width", "height", "characters", "tables", "askew", "pictures")
    )
    assert isinstance(characters, list)
    assert isinstance(tables, list)
    return Page(
        width=float(str(width)),
        height=float(str(height)),
        characters=tuple(Character(one[0], Box(*one[1:])) for one in characters),
        tables=tuple(tuple(Box(*cell) for cell in table) for table in tables),
        askew=int(str(askew)),
        pictures=int(str(pictures)),
    )
