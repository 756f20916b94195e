"""Lines of a text as source ranges; a line ends at LF, CRLF or CR only."""

from __future__ import annotations

from citelaw.pattern import Pattern

_END = Pattern(r"\r\n?|\n")


def split_lines(source: str) -> list[tuple[int, int]]:
    """Return the source range of every line, its line end left out."""
    lines: list[tuple[int, int]] = []
    start = 0
    if "\r" not in source:
        for line in source.split("\n"):
            end = start + len(line)
            lines.append((start, end))
            start = end + 1
        return lines
    for found in _END.finditer(source):
        lines.append((start, found.start()))
        start = found.end()
    lines.append((start, len(source)))
    return lines
