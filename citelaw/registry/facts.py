"""Reads tables of facts (TOML): the shipped ones and the file a team keeps beside its lists.

Which tables and keys there are is handed in. What is not among them is an error with file, line
and the keys that are allowed there, so that a slip of the pen cannot silently drop a fact.
Messages are Chinese, since a clerk (经办人) writes one of the two kinds of file.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from citelaw.days import exact_day
from citelaw.errors import RegistryError
from citelaw.model import Tier
from citelaw.pattern import Pattern
from citelaw.toml import Heading, parse, shown
from citelaw.toml import read_bounded as _read_bounded
from citelaw.words import Words

_KIND = Words("法规事实的文件", "a file of facts")
_DAY = Pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROUGH_DAY = Pattern(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_TIERS = {tier.value: tier for tier in Tier} | {tier.chinese: tier for tier in Tier}


class Table(NamedTuple):
    """The keys that a table may have, and those that it must have."""

    allowed: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[table]]`` of a TOML file, its values and the lines where they stand."""

    table: str
    file: str
    line: int
    values: Mapping[str, object]
    key_lines: Mapping[str, int]
    parts: tuple[Entry, ...] = ()

    def wrong(self, key: str, chinese: str, english: str) -> RegistryError:
        """Return the error that says where ``key`` stands and what is wrong with it."""
        place = f"{self.file}:{self.key_lines.get(key, self.line)}"
        return RegistryError(f"{place}：{key} {chinese}。", f"{place}: {key} {english}.")

    def text(self, key: str) -> str | None:
        """Return a text, without white space around it; None where it is absent or empty."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(
                key,
                f'要写成引号里的文字，如 {key} = "……"',
                f'is to be text in quotes, such as {key} = "…"',
            )
        return value.strip() or None if value is not None else None

    def required(self, key: str) -> str:
        """Return a text that is known to stand there."""
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(
                key,
                f'要写成方括号里的几段文字，如 {key} = ["……", "……"]',
                f'is to be texts in brackets, such as {key} = ["…", "…"]',
            )
        return tuple(one.strip() for one in value if one.strip())

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(
                key, "要写成 true 或 false，不加引号", "is to be true or false, without quotes"
            )
        return value

    def choice(self, key: str, allowed: Mapping[str, str]) -> str:
        """Return what ``allowed`` makes of the word at ``key``."""
        word = self.required(key)
        if word not in allowed:
            raise self.wrong(
                key,
                f"不能是“{shown(word)}”，只能是 {'、'.join(allowed)}",
                f"cannot be “{shown(word)}”, only {', '.join(filter(str.isascii, allowed))}",
            )
        return allowed[word]

    def tier(self, key: str = "tier") -> Tier | None:
        """Return the tier named by its identifier or in Chinese, or None where none is."""
        word = self.text(key)
        if word is None:
            return None
        if word not in _TIERS:
            allowed = "、".join(f"{tier.chinese}（{tier}）" for tier in Tier)
            raise self.wrong(
                key,
                f"不能是“{shown(word)}”，只能是 {allowed}",
                f"cannot be “{shown(word)}”, only {', '.join(Tier)}",
            )
        return _TIERS[word]

    def day(self, key: str) -> datetime.date | None:
        """Return a calendar day, written with or without quotes."""
        text = self._date(key)
        if text is None:
            return None
        found = exact_day(text) if _DAY.fullmatch(text) else None
        if found is None:
            raise self.wrong(
                key,
                f'不能是“{shown(text)}”，要写成日期，如 "2018-12-29"',
                f'cannot be “{shown(text)}”, only a date such as "2018-12-29"',
            )
        return found

    def rough_day(self, key: str) -> str | None:
        """Return a day, a month or a year: "2018-12-29", "2018-12" or "2018"."""
        text = self._date(key)
        if text is None:
            return None
        full = text + "-01" * ((10 - len(text)) // 3)
        if not _ROUGH_DAY.fullmatch(text) or exact_day(full) is None:
            raise self.wrong(
                key,
                f'不能是“{shown(text)}”，要写成日期，如 "2018-12-29"、"2018-12" 或 "2018"',
                f'cannot be “{shown(text)}”, only a date such as "2018-12-29", "2018-12" or "2018"',
            )
        return text

    def _date(self, key: str) -> str | None:
        value = self.values.get(key)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value.isoformat()
        if value is not None and not isinstance(value, str):
            raise self.wrong(
                key,
                f'要写成日期，如 {key} = "2018-12-29"',
                f'is to be a date, such as {key} = "2018-12-29"',
            )
        return self.text(key)


def read_entries(name: str, content: bytes, tables: Mapping[str, Table]) -> tuple[Entry, ...]:
    """Return the entries of a TOML file in the order of their tables.

    Args:
        name: what messages call the file.
        content: its bytes, UTF-8 with or without byte-order mark.
        tables: the tables that may stand there, by name; "statute.event" is a part of "statute".

    Raises:
        RegistryError: no UTF-8, broken TOML, an unknown table or key, a key that is missing.
    """
    parsed, headings = parse(name, content, RegistryError)
    reader = _Reader(name, tables, headings)
    return tuple(entry for table in parsed for entry in reader.entries(table, parsed[table]))


def read_bounded(path: Path) -> bytes:
    """Return the bytes of a file of facts.

    Raises:
        RegistryError: it cannot be read, or is larger than 5 MB.
    """
    return _read_bounded(path, path.name, _KIND, RegistryError)


class _Reader:
    """Turns what the TOML parser gives into entries, each with the lines it stands on."""

    def __init__(
        self, name: str, tables: Mapping[str, Table], headings: Mapping[str, list[Heading]]
    ) -> None:
        self.name = name
        self.tables = tables
        self.headings = {table: iter(found) for table, found in headings.items()}
        self.keys = headings[""][0].keys

    def entries(self, table: str, value: object) -> list[Entry]:
        """Return the entries of one table of the file or of another entry."""
        if table not in self.tables:
            raise self._unknown(table, value)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._not_a_table(table)
        return [self._entry(table, one) for one in value]

    def _entry(self, table: str, values: dict[str, Any]) -> Entry:
        heading = next(self.headings.get(table, iter(())), None) or Heading(self._line(table))
        parts: list[Entry] = []
        own: dict[str, object] = {}
        for key, value in values.items():
            if f"{table}.{key}" in self.tables:
                parts += self.entries(f"{table}.{key}", value)
            else:
                own[key] = value
        entry = Entry(table, self.name, heading.line, own, heading.keys, tuple(parts))
        self._check_keys(entry)
        return entry

    def _check_keys(self, entry: Entry) -> None:
        allowed, required = self.tables[entry.table]
        for key in entry.values:
            if key not in allowed:
                line = entry.key_lines.get(key) or self._line(f"{entry.table}.{key}", entry.line)
                raise RegistryError(
                    f"{self.name}:{line}：没有 {shown(key)} 这一项；"
                    f"[[{entry.table}]] 里可以写 {'、'.join(allowed)}。",
                    f"{self.name}:{line}: {shown(key)} is no key; what may stand in "
                    f"[[{entry.table}]] is {', '.join(allowed)}.",
                )
        missing = [key for key in required if _is_blank(entry.values.get(key))]
        if missing:
            place = f"{self.name}:{entry.line}"
            raise RegistryError(
                f"{place}：[[{entry.table}]] 缺少 {'、'.join(missing)}。",
                f"{place}: [[{entry.table}]] has no {', '.join(missing)}.",
            )

    def _unknown(self, table: str, value: object) -> RegistryError:
        """Return the error of a table that is none of ours, or of a key above all tables."""
        place = f"{self.name}:{self._line(table)}"
        tables = [f"[[{one}]]" for one in self.tables]
        allowed, english = "、".join(tables), ", ".join(tables)
        several = value if isinstance(value, list) else [value]
        if any(isinstance(one, dict) for one in several):
            return RegistryError(
                f"{place}：没有 [[{shown(table)}]] 这种表；可以写的是 {allowed}。",
                f"{place}: [[{shown(table)}]] is no table; what may stand is {english}.",
            )
        return RegistryError(
            f"{place}：{shown(table)} 不在任何表下；写在 {allowed} 之下。",
            f"{place}: {shown(table)} stands in no table; write it below {english}.",
        )

    def _not_a_table(self, table: str) -> RegistryError:
        place = f"{self.name}:{self._line(table)}"
        return RegistryError(
            f"{place}：{table} 要写成双方括号的表 [[{table}]]，一件一个。",
            f"{place}: {table} is to be tables in double brackets, [[{table}]] each.",
        )

    def _line(self, table: str, default: int = 1) -> int:
        """Return the line of the next heading of a table, or of a key of that name."""
        heading = next(self.headings.get(table, iter(())), None)
        return heading.line if heading is not None else self.keys.get(table, default)


def _is_blank(value: object) -> bool:
    """Return whether a key that must stand there is absent, empty or only white space."""
    return value in (None, []) or (isinstance(value, str) and not value.strip())
