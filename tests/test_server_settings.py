"""Does a client's setting count, and is it said of each that does not?"""

from typing import Any

import pytest

from citelaw.integrations.lsp._settings import LONGEST_WAIT, SETTINGS, read_options
from citelaw.integrations.lsp.options import Options, Run

DEFAULT = Options()


@pytest.mark.parametrize(
    "given",
    [
        None,
        {},
        [],
        "citelaw",
        {"citelaw": None},
        {"debounce": None, "run": None},
        {"settings": {"citelaw": {"settings": {}}}},
        {"path": 7, "importStrategy": "x", "interpreter": [1], "trace": {"server": "off"}},
        {"commands": ["citelaw.showRule"], "status": True, "trace.server": "verbose"},
    ],
)
def test_what_sets_nothing_leaves_everything_as_it_is(given: Any) -> None:
    assert read_options(given) == (DEFAULT, ())


ALL = {
    "language": "en",
    "run": "onSave",
    "debounce": 100,
    "most": 7,
    "configuration": " 清单.toml ",
    "strikeRepealed": True,
    "inlayHints": True,
    "codeLenses": True,
}
SET = Options("en", Run.ON_SAVE, 100, 7, "清单.toml", True, True, True)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(ALL, id="plain"),
        pytest.param({"citelaw": ALL}, id="in their section"),
        pytest.param({"settings": ALL}, id="in settings"),
        pytest.param({"settings": {"citelaw": ALL}}, id="in their section in settings"),
        pytest.param(
            {f"citelaw.{name}": value for name, value in ALL.items()}, id="by whole names"
        ),
    ],
)
def test_settings_count_wherever_clients_put_them(given: Any) -> None:
    assert read_options(given) == (SET, ())


def test_every_setting_is_known() -> None:
    assert sorted(ALL) == sorted(SETTINGS)
    assert sorted(one.field for one in SETTINGS.values()) == sorted(Options._fields)


def test_later_settings_count_over_earlier_ones() -> None:
    found = read_options({"most": 5, "debounce": 1}, {"citelaw": {"most": 6, "debounce": None}})
    assert (found.options.most, found.options.debounce) == (6, 1)


@pytest.mark.parametrize(
    ("name", "value", "must"),
    [
        ("language", "fr", "auto、zh、en 之一"),
        ("language", ["zh"], "auto、zh、en 之一"),
        ("run", "always", "onType、onSave、manual 之一"),
        ("debounce", -1, f"0 到 {LONGEST_WAIT} 的整数"),
        ("debounce", "250", "的整数（毫秒）"),
        ("debounce", 2.5, "的整数（毫秒）"),
        ("debounce", True, "的整数（毫秒）"),
        ("debounce", float("inf"), "的整数（毫秒）"),
        ("debounce", float("nan"), "的整数（毫秒）"),
        ("most", 0, "1 到"),
        ("configuration", 7, "文字"),
        ("configuration", "清\0单", "文字"),
        ("strikeRepealed", "yes", "true 或 false"),
        ("inlayHints", 1, "true 或 false"),
        ("codeLenses", {}, "true 或 false"),
    ],
)
def test_a_wrong_value_is_said_and_the_default_holds(name: str, value: Any, must: str) -> None:
    options, faults = read_options({name: value, "most" if name != "most" else "debounce": 9})
    (fault,) = faults
    assert f"citelaw.{name}" in fault.chinese
    assert must in fault.chinese
    assert f"citelaw.{name}" in fault.english
    assert getattr(options, SETTINGS[name].field) == getattr(DEFAULT, SETTINGS[name].field)
    assert options != DEFAULT


@pytest.mark.parametrize(
    ("name", "near"),
    [("Debounce", "debounce"), ("inlayhints", "inlayHints"), ("frequency", "language、run")],
)
def test_an_unknown_setting_is_said_with_the_nearest_known(name: str, near: str) -> None:
    options, (fault,) = read_options({name: 1})
    assert options == DEFAULT
    assert f"citelaw.{name}" in fault.chinese
    assert near in fault.chinese
