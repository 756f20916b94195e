"""Reads what a client sets (``citelaw.*``) into ``Options``; what it sets wrongly is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from citelaw.integrations.lsp.options import Options, Run
from citelaw.words import Words

SECTION = "citelaw"

OF_CLIENTS = frozenset(
    {"commands", "importStrategy", "interpreter", "path", "settings", "status", "trace"}
)
"""Settings of the same section that clients keep for themselves, or that are read elsewhere."""

LONGEST_WAIT = 60_000
MOST = 100_000


class _Setting(NamedTuple):
    """A setting: its field in ``Options``, what its value must be, and how it is read."""

    field: str
    wanted: Words
    read: Callable[[Any], Any]


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:  # no path has that
        raise ValueError(value)
    return value.strip()


def _between(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(value)
        if value != int(value) or not least <= value <= most:
            raise ValueError(value)
        return int(value)

    return read


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError(value)
        return str(value)

    return read


def _listed(*words: str) -> Words:
    return Words(f"{'、'.join(words)} 之一", f"one of {', '.join(words)}")


_YES_OR_NO = Words("true 或 false", "true or false")
_LANGUAGES = ("auto", "zh", "en")

SETTINGS: Mapping[str, _Setting] = {
    "language": _Setting("language", _listed(*_LANGUAGES), _one_of(*_LANGUAGES)),
    "run": _Setting("run", _listed(*Run), lambda value: Run(_one_of(*Run)(value))),
    "debounce": _Setting(
        "debounce",
        Words(f"0 到 {LONGEST_WAIT} 的整数（毫秒）", f"a whole number from 0 to {LONGEST_WAIT}"),
        _between(0, LONGEST_WAIT),
    ),
    "most": _Setting(
        "most",
        Words(f"1 到 {MOST} 的整数", f"a whole number from 1 to {MOST}"),
        _between(1, MOST),
    ),
    "configuration": _Setting("configuration", Words("文字", "text"), _text),
    "strikeRepealed": _Setting("strike_repealed", _YES_OR_NO, _yes),
    "inlayHints": _Setting("inlay_hints", _YES_OR_NO, _yes),
    "codeLenses": _Setting("code_lenses", _YES_OR_NO, _yes),
}
"""The settings by their names in JSON."""


class Given(NamedTuple):
    """What a client sets, and what of it does not count, one message each."""

    options: Options
    faults: tuple[Words, ...] = ()


def read_options(*given: object) -> Given:
    """Return what the JSON values ``given`` set, a later one over those before it.

    What they leave out or set wrongly is default. The settings may stand in a value itself or in
    its ``citelaw`` or ``settings``, their names with or without ``citelaw.`` before them. A null is
    no setting.
    """
    wanted: dict[str, Any] = {}
    for one in given:
        for key, value in _section(one).items():
            name = key.removeprefix(f"{SECTION}.")
            if value is not None and name.partition(".")[0] not in OF_CLIENTS:
                wanted[name] = value
    values: dict[str, Any] = {}
    faults = []
    for name, value in wanted.items():
        setting = SETTINGS.get(name)
        if setting is None:
            faults.append(_unknown(name))
            continue
        try:
            values[setting.field] = setting.read(value)
        except (ValueError, OverflowError, TypeError):
            faults.append(_wrong(name, setting))
    return Given(Options()._replace(**values), tuple(faults))


def _section(given: object) -> Mapping[str, Any]:
    """Return the JSON object in which the settings stand."""
    for _ in range(3):
        if not isinstance(given, Mapping):
            return {}
        inner = next((given[one] for one in (SECTION, "settings") if one in given), None)
        if inner is None:
            return given
        given = inner
    return {}


def _unknown(name: str) -> Words:
    from difflib import get_close_matches

    near = get_close_matches(name, SETTINGS, 1) or ["、".join(SETTINGS)]
    english = near[0].replace("、", ", ")
    return Words(
        f"没有设置 {SECTION}.{name}，可以设的是 {near[0]}；这一项未起作用。",
        f"there is no setting {SECTION}.{name} ({english} may be meant); it does nothing.",
    )


def _wrong(name: str, setting: _Setting) -> Words:
    default = getattr(Options(), setting.field)
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    return Words(
        f"设置 {SECTION}.{name} 只能是{setting.wanted.chinese}；暂按默认值“{shown}”。",
        f"the setting {SECTION}.{name} must be {setting.wanted.english}; its default “{shown}” "
        "holds.",
    )
