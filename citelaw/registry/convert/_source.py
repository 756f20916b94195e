"""What the converters share: their result and their bounds."""

from __future__ import annotations

from dataclasses import dataclass

from citelaw.registry.building.corpus import FormatError

OWN = "自行导入"
"""The source of a text that a user brought and that names none."""

LARGEST_FILE = 30 * 2**20
"""Bytes of an input file; the longest statute (民法典) has 300 kB."""

LONGEST_LINE = 60_000
"""Characters of one paragraph; longer than any 款 or annex of a statute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A statute text in the corpus format, and the file or entry that it came from."""

    file: str
    text: str


def decode(content: bytes) -> str:
    """Return the text of UTF-8 ``content`` with LF line ends.

    Raises:
        FormatError: the bytes are not UTF-8, or there is nothing in them.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatError(
            line, f"不是 UTF-8 编码（第 {error.start} 字节），转码后再导入"
        ) from error
    if not text.strip():
        raise FormatError(1, "文件是空的")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_lines(lines: list[str]) -> None:
    """Raise FormatError where a line is too long to be a paragraph of a statute."""
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise FormatError(number, f"一行超过 {LONGEST_LINE} 字，不是法规文本")
