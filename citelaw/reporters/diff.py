"""What would be corrected in a file, as a unified diff (UTF-8)."""

from __future__ import annotations

from citelaw.reporters._width import printable
from citelaw.span import LineIndex

_LINE_ENDS = "\r\n"


def render(path: str, before: str, after: str, *, shown: bool = False) -> bytes:
    r"""Return the changes of the file ``path`` as a unified diff.

    Lines end at ``\n``, ``\r\n`` or ``\r``; a lone ``\r`` is written as ``\r\n``, since nothing
    else ends a line of a diff.

    Args:
        path: the name of the file.
        before: its text.
        after: its text when corrected.
        shown: whether a terminal shows it, which must not get controls.
    """
    import difflib  # lazy: 5 ms

    lines = difflib.unified_diff(_lines(before), _lines(after), path, f"{path}（修正后）", n=1)
    return "".join(_written(line, shown) for line in lines).encode("utf-8", "backslashreplace")


def _lines(text: str) -> list[str]:
    """Return the lines of ``text`` with their ends."""
    index = LineIndex(text)
    starts = [index.line_span(number).start for number in range(1, len(index) + 1)]
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True) if start < end]


def _written(line: str, shown: bool) -> str:
    words = line.rstrip(_LINE_ENDS)
    end = line[len(words) :]
    if shown:
        return printable(words) + "\n"
    if not end:
        return f"{words}\n\\ No newline at end of file\n"
    return words + (end if end.endswith("\n") else "\r\n")
