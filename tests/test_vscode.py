"""Does the extension for VS Code say of itself what holds, in Chinese and in English alike?"""

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from citelaw.integrations.lsp.options import Options
from citelaw.version import __version__

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "editors" / "vscode"
READMES = ("README.md", "README.zh-CN.md")
_STRING = r'"((?:[^"\\]|\\.)*)"'


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("src/**/*.ts")))


MANIFEST = read("package.json")
SETTINGS = MANIFEST["contributes"]["configuration"]["properties"]
COMMANDS = [one["command"] for one in MANIFEST["contributes"]["commands"]]
OF_THE_CLIENT = {"path", "importStrategy", "interpreter", "trace.server"}


def test_version_is_that_of_the_package() -> None:
    assert MANIFEST["version"] == __version__
    lock = read("package-lock.json")
    assert lock["version"] == lock["packages"][""]["version"] == __version__


def test_settings_are_those_of_the_server() -> None:
    defaults = {name: getattr(Options(), name) for name in Options._fields}
    defaults["strike_repealed"] = True  # what Neovim makes of it does not concern VS Code
    named = {re.sub("_(.)", lambda found: found[1].upper(), one): defaults[one] for one in defaults}
    offered = {name.removeprefix("citelaw."): one["default"] for name, one in SETTINGS.items()}
    assert {name: offered.get(name) for name in named} == named
    assert set(offered) - set(named) == OF_THE_CLIENT


def test_what_a_folder_may_not_set_is_all_that_starts_or_reads_something() -> None:
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert {one.removeprefix("citelaw.") for one in restricted} == {
        "path",
        "importStrategy",
        "interpreter",
        "configuration",
    }


def test_every_command_is_carried_out() -> None:
    table = re.search(r"const commands.*?= \{\n(.*?)\n  \};", sources(), re.DOTALL)
    assert table is not None
    names = re.findall(r"^    (\w+): ", table[1], re.MULTILINE)
    assert [f"citelaw.{one}" for one in names] == sorted(COMMANDS)


def test_extension_starts_with_every_language_that_it_checks() -> None:
    listed = re.search(r"const LANGUAGES = \[(.*?)\];", sources(), re.DOTALL)
    assert listed is not None
    languages = re.findall(_STRING, listed[1])
    assert MANIFEST["activationEvents"] == [f"onLanguage:{one}" for one in languages]


@pytest.mark.parametrize("name", ["package.nls.json", "package.nls.zh-cn.json"])
def test_manifest_has_its_words(name: str) -> None:
    wanted = set(re.findall(r'"%([\w.]+)%"', json.dumps(MANIFEST)))
    assert set(read(name)) == wanted


def test_messages_have_their_chinese() -> None:
    said = re.findall(rf"l10n\.t\(\s*{_STRING}", sources())
    chinese = read("l10n/bundle.l10n.zh-cn.json")
    assert set(chinese) == {json.loads(f'"{one}"') for one in said}


@pytest.mark.parametrize(
    "pair",
    [
        *read("l10n/bundle.l10n.zh-cn.json").items(),
        *zip(
            read("package.nls.json").values(), read("package.nls.zh-cn.json").values(), strict=True
        ),
    ],
    ids=lambda pair: pair[0][:40],
)
def test_chinese_says_as_much_as_the_english(pair: tuple[str, str]) -> None:
    for pattern in (r"\{\d\}", r"\(command:[^)]+\)", r"`[^`]+`", r"\n"):
        assert sorted(re.findall(pattern, pair[0])) == sorted(re.findall(pattern, pair[1]))
    assert not re.search(r"[!！]|请", "".join(pair))


def test_walkthrough_and_menus_name_what_is_there() -> None:
    contributed = MANIFEST["contributes"]
    named = re.findall(r"command:(citelaw\.\w+)", json.dumps(read("package.nls.json")))
    named += re.findall(r"onCommand:(citelaw\.\w+)", json.dumps(contributed))
    named += [one["command"] for menu in contributed["menus"].values() for one in menu]
    assert set(named) <= set(COMMANDS)
    for step in contributed["walkthroughs"][0]["steps"]:
        assert (FOLDER / step["media"]["svg"]).is_file()


@pytest.mark.parametrize("name", READMES)
def test_readme_explains_every_setting_and_command(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert [one for one in SETTINGS if f"`{one}`" not in text] == []
    words = read("package.nls.zh-cn.json" if "zh" in name else "package.nls.json")
    titles = [one["title"].strip("%") for one in MANIFEST["contributes"]["commands"]]
    assert [words[one] for one in titles if words[one] not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_readme_gives_the_defaults(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    for setting, described in SETTINGS.items():
        row = re.search(rf"^\| `{re.escape(setting)}` \| (.*?) \|", text, re.MULTILINE)
        assert row is not None
        assert row[1] == f"`{json.dumps(described['default'])}`"


@pytest.mark.parametrize("name", READMES)
def test_readme_shows_pictures_that_are_there(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert [
        one for one in re.findall(r"!\[.*?\]\((.+?)\)", text) if not (FOLDER / one).exists()
    ] == []


def test_bundle_has_what_the_server_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["lsp"]
    pinned = re.findall(r"^([\w-]+)==", _requirements(), re.MULTILINE)
    only_for_building = {"sqlalchemy"}
    assert {re.split(r"[<>=]", one)[0] for one in wanted} - only_for_building <= set(pinned)
    assert pinned == sorted(pinned)


def _requirements() -> str:
    return (FOLDER / "bundled" / "requirements.txt").read_text("utf-8")


def test_lock_names_no_host() -> None:
    assert '"resolved"' not in (FOLDER / "package-lock.json").read_text("utf-8")


def test_old_python_can_read_that_it_is_too_old() -> None:
    source = (FOLDER / "bundled" / "server.py").read_text("ascii")
    ast.parse(source, feature_version=(3, 6))
