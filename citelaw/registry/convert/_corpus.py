"""Texts that are in the corpus format already."""

from __future__ import annotations

from citelaw.registry.building.corpus import FormatError, parse_text
from citelaw.registry.convert._source import OWN, check_lines, decode


def convert(content: bytes, file: str) -> str:
    """Return the text, once its front matter has been read; a source is added where it lacks one.

    Raises:
        FormatError: it is not in the corpus format.
    """
    text = decode(content)
    lines = text.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise FormatError(1, "不是语料格式：开头没有夹在两行 --- 之间的说明")
    check_lines(lines)
    end = lines.index("---", 1)
    try:
        front = parse_text("\n".join(lines[: end + 1]), file)
    except FormatError as error:
        raise FormatError(error.line, f"开头的说明有误：{error.reason}") from error
    if not front.sources[0]:
        lines.insert(end, f'source: "{OWN}"')
    return "\n".join(lines)
