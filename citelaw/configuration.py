"""Reads configuration files, and tells which settings hold for a list.

The nearest folder upwards that has ``citelaw.toml``, ``.citelaw.toml`` or ``pyproject.toml`` with a
table ``[tool.citelaw]`` decides as a whole; where it has several, the first named. ``extend`` lays
a file over another. What the command line says wins over files. A run without a configuration file
pays for the look at the folders only.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from citelaw.errors import SettingsError
from citelaw.model import ListDate, Profile, Severity, Shape
from citelaw.pattern import Pattern
from citelaw.settings import (
    FileGlob,
    FileRules,
    RuleSeverity,
    Settings,
    SuppressEntry,
    given_date,
    is_text_encoding,
    reaches,
)
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.toml import TomlFile

PROJECT = "pyproject.toml"
NAMES = ("citelaw.toml", ".citelaw.toml", PROJECT)
"""The names of configuration files; in one folder the first of them counts."""

EARLIEST = date(1949, 10, 1)
"""The first day that can count as today: the statutes are those of the People's Republic."""

_KIND = Words("配置文件", "a configuration")
_TABLE = "tool.citelaw"
_OFF = "off"
_OWN_TABLE = Pattern(  # [tool.citelaw], or the start of another way to write it
    r"(?m)^[ \t\[]{0,80}[\"']?tool[\"']?[ \t]{0,80}(?:\]|[.=][^\n]{0,400}citelaw)"
)

Choice = TypeVar("Choice", bound=StrEnum)


class Configuration:
    """Which settings hold for each list of a run.

    Args:
        given: what the command line decides; it wins over files.
        today: the day that counts as today where nothing else says so.
        file: the configuration file for every list, in place of the nearest.
        isolated: whether no configuration file is looked for.
        compared: whether the run is compared with the baselines that are named.

    Raises:
        SettingsError: ``given`` contradicts itself, or ``file`` cannot be used.
    """

    def __init__(
        self,
        given: Settings,
        *,
        today: date | None = None,
        file: Path | None = None,
        isolated: bool = False,
        compared: bool = True,
    ) -> None:
        self._given = given
        self._compared = compared
        self._default = Settings(as_of=today)
        self._isolated = isolated
        self._nearest: dict[str, Path | None] = {}
        self._settings: dict[Path, Settings] = {}
        demand_sense(given)
        self.base = self._joined(read_settings(file) if file is not None else Settings())
        self._same_for_all = isolated or file is not None

    def nearest(self, path: Path) -> Settings:
        """Return the settings that hold for the list ``path``.

        Raises:
            SettingsError: the configuration file that decides cannot be used.
        """
        if self._same_for_all:
            return self.base
        file = self.file(path)
        if file is None:
            return self.base
        if file not in self._settings:
            self._settings[file] = self._joined(read_settings(file))
        return self._settings[file]

    def file(self, path: Path) -> Path | None:
        """Return the configuration file that is nearest to the list ``path``, None without any.

        Raises:
            SettingsError: a ``pyproject.toml`` on the way speaks of citelaw and is no TOML.
        """
        return self._file_for(os.path.dirname(os.path.abspath(path)))

    def _joined(self, of_file: Settings) -> Settings:
        joined = self._given.over(of_file).over(self._default)
        _demand_possible_days(joined)
        return joined if self._compared else replace(joined, baseline=None)

    def _file_for(self, folder: str) -> Path | None:
        """Return the file that decides in ``folder``; each folder is looked at once."""
        passed = []
        while folder not in self._nearest:
            passed.append(folder)
            found = file_in(folder)
            parent = os.path.dirname(folder)
            if found is not None or parent == folder:
                self._nearest[folder] = found
                break
            folder = parent
        self._nearest.update(dict.fromkeys(passed, self._nearest[folder]))
        return self._nearest[folder]


def file_in(folder: str | os.PathLike[str]) -> Path | None:
    """Return the configuration file of a folder, None where it has none.

    Raises:
        SettingsError: ``pyproject.toml`` speaks of citelaw and is no TOML.
    """
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.lexists(path) and (name != PROJECT or _speaks_of_citelaw(path)):
            return Path(path)
    return None


def _speaks_of_citelaw(path: str) -> bool:
    """Return whether ``pyproject.toml`` has the table ``[tool.citelaw]``.

    A file without these words is not parsed: it belongs to other tools, and its slips to them.
    """
    from citelaw.toml import parse, read_bounded

    if not os.path.isfile(path):
        return False
    name = shown_path(path)
    content = read_bounded(Path(path), name, _KIND, SettingsError)
    text = content.decode("utf-8", "replace")
    if "citelaw" not in text or _OWN_TABLE.search(text) is None:
        return False
    tool = parse(name, content, SettingsError).values.get("tool")
    return isinstance(tool, dict) and "citelaw" in tool


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return how messages call a file: as seen from the working folder, if it lies there."""
    whole = os.path.abspath(path)
    try:
        seen = os.path.relpath(whole)
    except (ValueError, OSError):  # on another drive; the working folder is gone
        return whole
    return whole if seen.startswith(os.pardir) else seen


# ---------------------------------------------------------------- one file


def read_settings(path: Path) -> Settings:
    """Return what a configuration file decides, laid over the file that it extends.

    Raises:
        SettingsError: it or a file that it extends is missing, cannot be read, is no UTF-8 or no
            TOML; an unknown key, a value of the wrong form, decisions that contradict each other.
            The message says file and line, and what may stand there.
    """
    settings = _read(Path(os.path.abspath(path)), ())
    demand_sense(settings)
    return settings


def _read(path: Path, extending: tuple[Path, ...]) -> Settings:
    file = _File(path)
    unresolved = file.text("extend")
    settings = file.settings()
    if unresolved is None:
        return settings
    wanted = Path(os.path.normpath(file.folder / unresolved))
    chain = (*extending, path)
    if wanted in chain:
        circle = " → ".join(shown_path(one) for one in (*chain[chain.index(wanted) :], wanted))
        raise file.wrong(
            "extend",
            f"绕了一圈（{circle}）；删去其中一处",
            f"goes in a circle ({circle}); delete one",
        )
    if not os.path.lexists(wanted):
        shown = shown_path(wanted)
        raise file.wrong(
            "extend",
            f"所指的 {shown} 不存在；检查路径",
            f"names {shown}, which is not there; check the path",
        )
    return settings.over(_read(wanted, chain))


class _File:
    """A configuration file: its values, where each stands, and what is made of them."""

    def __init__(self, path: Path) -> None:
        from citelaw.toml import parse, read_bounded

        self.name = shown_path(path)
        self.folder = path.parent
        content = read_bounded(path, self.name, _KIND, SettingsError)
        self._file: TomlFile = parse(self.name, content, SettingsError)
        self._root = _TABLE if path.name == PROJECT else ""
        self._values = self._own_values()
        self._demand_known(self._values, tuple(KEYS), "")

    def _own_values(self) -> Mapping[str, Any]:
        values: Any = self._file.values
        for part in self._root.split(".") if self._root else ():
            values = values.get(part, {})
            if not isinstance(values, dict):
                raise SettingsError(
                    f"{self.name}：{part} 要写成一张表，如 [{self._root}]。",
                    f"{self.name}: {part} is to be a table, such as [{self._root}].",
                )
        return dict(values)

    # ------------------------------------------------------------ what is wrong, and where

    def wrong(
        self, key: str, chinese: str, english: str, table: str = "", nth: int = 0
    ) -> SettingsError:
        """Return the error that says where ``key`` stands and what is wrong with it."""
        name = f"{table}.{key}" if table else key
        place = f"{self.name}:{self._line(key, table, nth)}"
        return SettingsError(f"{place}：{name} {chinese}。", f"{place}: {name} {english}.")

    def _line(self, key: str, table: str, nth: int) -> int:
        """Return the line of a key in the nth table of that name, or the nearest that is known."""
        headings = self._file.headings
        path = ".".join(part for part in (self._root, table) if part)
        found = headings.get(path, [])
        heading = found[nth] if nth < len(found) else None
        if heading is not None and key in heading.keys:
            return heading.keys[key]
        whole = headings.get(f"{path}.{key}" if path else key)
        if whole:
            return whole[0].line
        if heading is not None and path:
            return heading.line
        outer = headings.get(self._root, headings[""])[0]
        return outer.keys.get(table or key, outer.line)

    def _demand_known(
        self, values: Mapping[str, Any], known: tuple[str, ...], table: str, nth: int = 0
    ) -> None:
        for key in values:
            if key in known:
                continue
            from difflib import get_close_matches  # lazy: 2 ms

            near = get_close_matches(key.replace("_", "-").lower(), known, n=1, cutoff=0.5)
            hint = f"最接近的是 {near[0]}" if near else f"可以写的是 {'、'.join(known)}"
            english = f"{near[0]} is nearest" if near else f"what may stand is {', '.join(known)}"
            raise self.wrong(key, f"没有这一项，{hint}", f"is no key, {english}", table, nth)

    # ------------------------------------------------------------ values

    def text(self, key: str) -> str | None:
        """Return a text that is not blank."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            example = f'{key} = "{EXAMPLES[key]}"'
            raise self.wrong(
                key,
                f"要写成引号里的文字，如 {example}",
                f"is to be text in quotes, such as {example}",
            )
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, at least one where the key stands there."""
        return () if key not in self._values else self._texts(key, self._values[key])

    def _texts(self, key: str, value: object, table: str = "") -> tuple[str, ...]:
        right = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        if not isinstance(value, list) or not right:
            name = f'"{key}"' if table else key
            example = f'{name} = ["{EXAMPLES.get(table or key, "CL401")}"]'
            raise self.wrong(
                key,
                f"要写成方括号里的几段文字，如 {example}",
                f"is to be texts in brackets, such as {example}",
                table,
            )
        if not value:
            raise self.wrong(
                key,
                "是空的；写上内容，或者删去这一项",
                "is empty; fill it, or delete the key",
                table,
            )
        return tuple(one.strip() for one in value)

    def path(self, key: str) -> Path | None:
        """Return a path, as seen from the folder of the file."""
        text = self.text(key)
        return None if text is None else Path(os.path.normpath(self.folder / text))

    def yes(self, key: str) -> bool | None:
        """Return whether something is wanted."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(
                key, "只能是 true 或 false，不加引号", "can only be true or false, without quotes"
            )
        return value

    def globs(self, key: str) -> tuple[FileGlob, ...]:
        """Return globs, which count from the folder of the file."""
        return tuple(map(self._glob, self.texts(key)))

    def choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """Return one of the words of ``kind``."""
        text = self.text(key)
        return None if text is None else self._choice(key, text, kind)

    def _choice(self, key: str, text: str, kind: type[Choice]) -> Choice:
        try:
            return kind(text)
        except ValueError:
            raise self.wrong(
                key,
                f"不能是“{text}”，只能是 {'、'.join(kind)}",
                f"cannot be “{text}”, only {', '.join(kind)}",
            ) from None

    def encoding(self, key: str) -> str | None:
        """Return the name of a text encoding."""
        text = self.text(key)
        if text is not None and not is_text_encoding(text):
            raise self.wrong(
                key,
                f"不能是“{text}”，没有这种文字编码，常用 utf-8、gb18030",
                f"cannot be “{text}”, there is no such encoding; utf-8 and gb18030 are usual",
            )
        return text

    def day(self, key: str) -> date | None:
        """Return a calendar day, written with or without quotes."""
        return self._day(key, self._values.get(key))

    def _day(self, key: str, value: object, table: str = "", nth: int = 0) -> date | None:
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            if isinstance(value, str):
                return date.fromisoformat(value.strip())
        except ValueError:
            pass
        raise self.wrong(
            key, "不是日期，写作 2023-06-01", "is no date, write 2023-06-01", table, nth
        )

    def interval(self, key: str) -> ListDate | None:
        """Return the day, month or year in which a list was made."""
        value = self._values.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, (str, date)) and not isinstance(value, datetime):
                return given_date(str(value).strip())
        except ValueError:
            pass
        raise self.wrong(
            key,
            '不是日期，写作 "2023"、"2023-06" 或 2023-06-01',
            'is no date, write "2023", "2023-06" or 2023-06-01',
        )

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a table; an empty one where there is none."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            heading = self._heading(key)
            raise self.wrong(key, f"要写成一张表 [{heading}]", f"is to be a table [{heading}]")
        return value

    def _heading(self, key: str) -> str:
        return f"{self._root}.{key}" if self._root else key

    # ------------------------------------------------------------ what they decide

    def settings(self) -> Settings:
        """Return what the file decides, without what it extends."""
        severity, off = self._severity()
        return Settings(
            databases=tuple(
                Path(os.path.normpath(self.folder / one)) for one in self.texts("databases")
            ),
            as_of=self.day("as-of"),
            list_date=self.interval("list-date"),
            shape=self.choice("shape", Shape),
            encoding=self.encoding("encoding"),
            profile=self.choice("profile", Profile),
            select=self.texts("select"),
            ignore=(*self.texts("ignore"), *off),
            extend_select=self.texts("extend-select"),
            per_file_ignores=self._per_file_ignores(),
            severity=severity,
            min_severity=self.choice("min-severity", Severity),
            fail_on=self.choice("fail-on", Severity),
            baseline=self.path("baseline"),
            suppress=self._suppress(),
            include=self.globs("include"),
            extend_include=self.globs("extend-include"),
            exclude=self.globs("exclude"),
            extend_exclude=self.globs("extend-exclude"),
            force_exclude=self.yes("force-exclude"),
            respect_gitignore=self.yes("respect-gitignore"),
            source=self.name,
        )

    def _glob(self, glob: str) -> FileGlob:
        return FileGlob(str(self.folder), glob)

    def _per_file_ignores(self) -> tuple[FileRules, ...]:
        key = "per-file-ignores"
        return tuple(
            FileRules(self._glob(glob), self._texts(glob, rules, key), self.name)
            for glob, rules in self.table(key).items()
        )

    def _severity(self) -> tuple[tuple[RuleSeverity, ...], tuple[str, ...]]:
        """Return the severities that are stated, and the rules that are "off"."""
        changes, off = [], []
        for rule, word in self.table("severity").items():
            if word == _OFF:
                off.append(rule)
            elif isinstance(word, str) and word in tuple(Severity):
                changes.append(RuleSeverity(rule, Severity(word), self.name))
            else:
                allowed = (*Severity, _OFF)
                raise self.wrong(
                    rule,
                    f"不能是“{word}”，只能是引号里的 {'、'.join(allowed)}",
                    f"cannot be “{word}”, only {', '.join(allowed)}, in quotes",
                    "severity",
                )
        return tuple(changes), tuple(off)

    def _suppress(self) -> tuple[SuppressEntry, ...]:
        entries = self._values.get("suppress", [])
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            heading = self._heading("suppress")
            raise self.wrong(
                "suppress",
                f"要写成双方括号的表 [[{heading}]]，一件一个",
                f"is to be tables in double brackets, [[{heading}]] each",
            )
        return tuple(self._entry(nth, values) for nth, values in enumerate(entries))

    def _entry(self, nth: int, values: Mapping[str, Any]) -> SuppressEntry:
        self._demand_known(values, SUPPRESS_KEYS, "suppress", nth)
        stated: dict[str, str] = {}
        for key in ("file", "rule", "text", "reason"):
            value = values.get(key)
            if value is None:
                continue
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(
                    key,
                    "要写成引号里的文字，不能是空的",
                    "is to be text in quotes, and not empty",
                    "suppress",
                    nth,
                )
            stated[key] = value.strip()
        for key, chinese, english in (
            ("rule", "写明哪一条规则", "say which rule"),
            ("reason", "写明为什么不改", "say why it stays"),
        ):
            if key not in stated:
                raise self.wrong(
                    key, f"没有写；{chinese}", f"is missing; {english}", "suppress", nth
                )
        return SuppressEntry(
            file=stated.get("file", "**"),
            rule=stated["rule"],
            text=stated.get("text"),
            reason=stated["reason"],
            expires=self._day("expires", values.get("expires"), "suppress", nth),
            folder=str(self.folder),
            source=self.name,
        )


KEYS = (
    "databases",
    "as-of",
    "list-date",
    "shape",
    "encoding",
    "profile",
    "select",
    "ignore",
    "extend-select",
    "per-file-ignores",
    "severity",
    "min-severity",
    "fail-on",
    "baseline",
    "suppress",
    "include",
    "extend-include",
    "exclude",
    "extend-exclude",
    "force-exclude",
    "respect-gitignore",
    "extend",
)
"""The keys of a configuration file: the fields of ``Settings``, and ``extend``."""

SUPPRESS_KEYS = ("file", "rule", "text", "reason", "expires")

EXAMPLES = {
    "databases": "本地法规.sqlite",
    "shape": "tsv",
    "encoding": "gb18030",
    "profile": "list",
    "select": "CL4",
    "ignore": "CL602",
    "extend-select": "CL706",
    "per-file-ignores": "CL102",
    "min-severity": "warning",
    "fail-on": "warning",
    "baseline": "citelaw-baseline.json",
    "include": "*.txt",
    "extend-include": "*.list",
    "exclude": "旧清单",
    "extend-exclude": "旧清单",
    "extend": "../citelaw.toml",
}
"""What messages show of each key."""


# ---------------------------------------------------------------- contradictions


def demand_sense(settings: Settings) -> None:
    """Demand that what one place decides goes together.

    Raises:
        SettingsError: what is not reported at all is to fail the run; the days are impossible.
    """
    floor, failing, where = settings.min_severity, settings.fail_on, _where(settings)
    if floor is not None and failing is not None and not reaches(failing, floor):
        raise SettingsError(
            f"{where.chinese}min-severity（{floor}）高于 fail-on（{failing}）：不报告的问题"
            f"不能使检查不通过；把 min-severity 改为 {failing}，或者把 fail-on 改为 {floor}。",
            f"{where.english}min-severity ({floor}) is above fail-on ({failing}): what is not "
            f"reported cannot fail a run; make min-severity {failing} or fail-on {floor}.",
        )
    _demand_possible_days(settings)


def _demand_possible_days(settings: Settings) -> None:
    today, made, where = settings.as_of, settings.list_date, _where(settings)
    if today is not None and today < EARLIEST:
        raise SettingsError(
            f"{where.chinese}as-of（{today}）早于 {EARLIEST}，没有可以核对的法规；改正日期。",
            f"{where.english}as-of ({today}) is before {EARLIEST}, when there was no statute to "
            "check against; correct the day.",
        )
    if made is None or made.not_before is None:
        return
    if made.not_after is not None and made.not_after < EARLIEST:
        raise SettingsError(
            f"{where.chinese}list-date（{made.not_after}）早于 {EARLIEST}；改正日期。",
            f"{where.english}list-date ({made.not_after}) is before {EARLIEST}; correct the day.",
        )
    if today is not None and made.not_before > today:
        raise SettingsError(
            f"{where.chinese}list-date（{made.not_before}）晚于今天（as-of，{today}）；"
            "改正日期，或者用 as-of 说明以哪一天为今天。",
            f"{where.english}list-date ({made.not_before}) is after today (as-of, {today}); "
            "correct it, or say with as-of which day counts as today.",
        )


def _where(settings: Settings) -> Words:
    """Return what stands before a message on ``settings``: their file, if they have one."""
    source = settings.source
    return Words(f"{source}：", f"{source}: ") if source else Words("", "")
