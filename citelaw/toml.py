"""Reads a TOML file that a person wrote; every slip is said with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from citelaw.errors import CitelawError, why
from citelaw.pattern import Pattern
from citelaw.words import Words

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 5 * MEGABYTE

_BOM = b"\xef\xbb\xbf"
_SHOWN = 40
"""How many characters of a wrong value a message repeats."""

_HEADER = Pattern(r"\[{1,2}(?P<name>[^\[\]#]{1,160})\]{1,2}\s{0,80}(?:#|$)")
_KEY = Pattern(r"[\"']?(?P<key>[\w-]{1,80})[\"']?[ \t]{0,80}[=.]")
_NOT_NAME = Pattern(r"[\"' \t]")
_LONG_STRING = Pattern(r'"""|\'\'\'')
_DECODE_PLACE = Pattern(r"\(at line (?P<line>\d{1,9}), column (?P<column>\d{1,9})\)")
_CONTROL = Pattern(r"[\x00-\x1f\x7f]")


@dataclass(slots=True)
class Heading:
    """A ``[table]`` line of the source with the lines of the keys under it, from 1."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)


class TomlFile(NamedTuple):
    """What a file says: its values, and the headings of each table.

    The table "" has the keys that stand before all tables.
    """

    values: dict[str, Any]
    headings: Mapping[str, list[Heading]]


def read_bounded(path: Path, name: str, kind: Words, error: type[CitelawError]) -> bytes:
    """Return the bytes of a file.

    Args:
        path: the file.
        name: what messages call it.
        kind: what it is to be.
        error: what is raised where it cannot be read, or is larger than 5 MB.
    """
    if path.exists() and not path.is_file():
        raise error(
            f"{name}：不是普通文件；换成文字文件。",
            f"{name}: no regular file; make it a text file.",
        )
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as reason:
        said = why(reason)
        raise error(
            f"{name}：读不出来（{said.chinese}）。", f"{name}: cannot be read ({said.english})."
        ) from reason
    if len(content) > SIZE_LIMIT:
        limit = SIZE_LIMIT // MEGABYTE
        raise error(
            f"{name}：大于 {limit} MB，不像是{kind.chinese}；拆小后再用。",
            f"{name}: larger than {limit} MB, hardly {kind.english}; make it smaller.",
        )
    return content


def parse(name: str, content: bytes, error: type[CitelawError]) -> TomlFile:
    """Return what the bytes of a file say; ``error`` is raised where they are no UTF-8 or TOML."""
    source = _decode(name, content, error)
    return TomlFile(_parse(name, source, error), _headings(source))


def _decode(name: str, content: bytes, error: type[CitelawError]) -> str:
    content = content.removeprefix(_BOM)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        raise error(
            f"{name}:{line}：不是 UTF-8 编码；另存为 UTF-8 后再用。",
            f"{name}:{line}: not UTF-8; save it as UTF-8.",
        ) from reason


def _parse(name: str, source: str, error: type[CitelawError]) -> dict[str, Any]:
    import tomllib  # lazy: 4 ms

    try:
        return tomllib.loads(source)
    except RecursionError:
        raise error(
            f"{name}：方括号套得太深；改正后再用。", f"{name}: brackets too deep; mend it."
        ) from None
    except ValueError as fault:  # a number of thousands of digits is no TOMLDecodeError
        found = _DECODE_PLACE.search(str(fault))
        line = int(found["line"]) if found else _last_line(source)
        where = Words("到这里为止", "up to here")
        if found:
            where = Words(f"第 {found['column']} 列起", f"from column {found['column']} on")
        reason = _reason(fault)
        raise error(
            f"{name}:{line}：{where.chinese}不合 TOML 的写法（{reason.chinese}）。",
            f"{name}:{line}: {where.english} this is no TOML ({reason.english}).",
        ) from fault


def _last_line(source: str) -> int:
    return source.rstrip("\n").count("\n") + 1


_QUOTES = Words("引号没有配对", "a quote is not closed")
_BRACKETS = Words("方括号没有配对", "a bracket is not closed")
_REASONS = (
    ("Cannot overwrite", Words("同一项写了两次", "one key stands twice")),
    ("Cannot declare", Words("同一张表写了两次", "one table stands twice")),
    ("Unterminated string", _QUOTES),
    ("Expected \"'", _QUOTES),
    (
        "Illegal character",
        Words(
            "引号没有配对，或者有不可见字符", "a quote is not closed, or a character is invisible"
        ),
    ),
    ("Invalid date", Words("没有这个日期", "there is no such day")),
    ("Invalid value", Words("等号后的文字要加英文引号", "text behind = stands in quotes")),
    ("Expected '='", Words("项名和值之间要有等号", "between key and value stands =")),
    ("Unclosed array", _BRACKETS),
    ("Expected ']", _BRACKETS),
)


def _reason(error: ValueError) -> Words:
    """Return what helps against what the parser says."""
    for start, reason in _REASONS:
        if str(error).startswith(start):
            return reason
    return Words("核对引号、方括号和等号", "look at quotes, brackets and equals signs")


def _headings(source: str) -> dict[str, list[Heading]]:
    """Return the headings of each table; "" has the keys that stand before all tables."""
    current = Heading(1)
    found: dict[str, list[Heading]] = {"": [current]}
    inside = False
    for number, line in enumerate(source.split("\n"), 1):
        line = line.strip()
        if line.startswith("#") and not inside:
            continue
        was_inside, inside = inside, inside ^ (len(_LONG_STRING.findall(line)) % 2 == 1)
        if was_inside:
            continue
        header = _HEADER.match(line)
        if header is not None:
            current = Heading(number)
            found.setdefault(_NOT_NAME.sub("", header["name"]), []).append(current)
            continue
        key = _KEY.match(line)
        if key is not None:
            current.keys.setdefault(key["key"], number)
    return found


def shown(value: str) -> str:
    """Return what a message repeats of a word of the file: not all of a long one."""
    text = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return _CONTROL.sub(" ", text)
