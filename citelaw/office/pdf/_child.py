"""What runs in the process that looks into a PDF file: the characters and ruled cells of its pages.

A program of its own, which needs pdfplumber and nothing else (see ``_extract``). It reads a line of
JSON (where packages are found, how much it may take) and the file from standard input, and writes a
line of JSON for each page. Whatever goes wrong in it goes wrong in it alone.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import warnings
from typing import Any

Box = list[float]
"""Left, top, right, bottom in points from the top left of the page."""


def limit(memory: int, seconds: int) -> None:
    """Bound what this process may take, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def say(**fields: object) -> None:
    """Write one object."""
    sys.stdout.write(json.dumps(fields, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def direction(matrix: tuple[float, ...]) -> str:
    """Return where a text runs to: right, up, down, or "" where it stands askew."""
    a, b, c, d = matrix[:4]
    if abs(b) <= 0.2 * abs(a) and abs(c) <= 0.2 * abs(d):
        return "right" if a > 0 else ""
    if abs(a) <= 0.2 * abs(b) and abs(d) <= 0.2 * abs(c):
        return "up" if b > 0 else "down"
    return ""


def turned(box: Box, where: str, width: float, height: float) -> Box:
    """Return a box of a page that is turned until its text runs to the right."""
    left, top, right, bottom = box
    if where == "up":
        return [height - bottom, left, height - top, right]
    if where == "down":
        return [top, width - right, bottom, width - left]
    return box


def box_of(one: dict[str, Any]) -> Box:
    """Return the box of a character."""
    return [float(one["x0"]), float(one["top"]), float(one["x1"]), float(one["bottom"])]


def tables_of(page: Any) -> list[Any]:
    """Return the ruled tables of a page; rules at their sides may be missing, as is usual."""
    level = [one for one in page.edges if one["orientation"] == "h"]
    sides = [min(one["x0"] for one in level), max(one["x1"] for one in level)] if level else []
    return list(page.find_tables({"explicit_vertical_lines": sides}))


def page_of(page: Any, most: int) -> dict[str, object]:
    """Return what a page has; ``askew`` counts the characters that were left out."""
    width, height = float(page.width), float(page.height)
    found = [(direction(one["matrix"]), one) for one in page.chars[:most]]
    ways = [way for way, _ in found if way]
    where = max(("right", "up", "down"), key=ways.count)
    sides = (height, width) if where in ("up", "down") else (width, height)

    def place(box: Box) -> Box:
        return [round(side, 1) for side in turned(box, where, width, height)]

    return {
        "width": sides[0],
        "height": sides[1],
        "characters": [[one["text"], *place(box_of(one))] for way, one in found if way == where],
        "askew": sum(way != where and not one["text"].isspace() for way, one in found),
        "tables": [
            [place([float(side) for side in cell]) for cell in table.cells]
            for table in (tables_of(page) if ways else ())
        ],
        "pictures": len(page.images),
    }


def main() -> None:
    """Say what the file has, page by page."""
    asked = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = asked["path"]
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        say(missing=True)
        return
    data = sys.stdin.buffer.read()
    limit(asked["memory"], asked["seconds"])
    try:
        file = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        say(locked=any(isinstance(one, PDFPasswordIncorrect) for one in error.args))
        return
    say(pages=len(file.pages))
    for page in file.pages[: asked["pages"]]:
        say(**page_of(page, asked["characters"]))
        page.close()
    say(done=True)


if __name__ == "__main__":
    main()
