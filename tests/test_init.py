"""Is the configuration that ``citelaw init`` writes complete, true and harmless?"""

import json
import os
import re
import tomllib
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from citelaw.commands import run
from citelaw.commands.init import template
from citelaw.configuration import KEYS, SUPPRESS_KEYS, read_settings
from citelaw.engine import Engine
from citelaw.settings import EXCLUDE, INCLUDE, Settings

TEXT = template().decode()
WHOLE = re.sub(r"(?m)^#(?=[a-zA-Z\[\"])", "", TEXT)
"""The same with every key in effect."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "工作"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def loaded(text: str) -> Settings:
    Path("../citelaw.toml").write_text("", "utf-8")
    Path("citelaw.toml").write_text(text, "utf-8")
    return replace(read_settings(Path("citelaw.toml")), source="")


def test_nothing_is_decided_until_a_mark_is_taken_away() -> None:
    assert loaded(TEXT) == Settings()


def test_every_key_is_there_and_may_be_taken_as_it_is() -> None:
    values = tomllib.loads(WHOLE)
    assert set(values) == set(KEYS)
    assert set(values["suppress"][0]) == set(SUPPRESS_KEYS)
    settings = loaded(WHOLE)
    left = {field.name for field in fields(Settings)} - {"inherited", "source"}
    assert all(getattr(settings, name) is not None for name in left)
    assert all(getattr(settings, name) != () for name in left)


def test_labels_of_rules_in_it_are_known() -> None:
    Engine(replace(loaded(WHOLE), databases=(), baseline=None)).prepare()


def test_it_is_valid_by_the_schema() -> None:
    schema = json.loads((files("citelaw") / "settings.schema.json").read_bytes())
    values = json.loads(json.dumps(tomllib.loads(WHOLE), default=str))  # dates as editors see them
    jsonschema.Draft202012Validator(schema).validate(values)
    assert set(values) == set(schema["properties"])


DEFAULTS: dict[str, Any] = {
    "include": list(INCLUDE),
    "exclude": list(EXCLUDE),
    "force-exclude": False,
    "respect-gitignore": True,
    "min-severity": "info",
    "fail-on": "error",
}


def test_what_it_calls_a_default_is_one() -> None:
    called = re.findall(r"(?m)^# .*默认：\n#([a-z-]+) = ", TEXT)
    assert {key: tomllib.loads(WHOLE)[key] for key in called} == DEFAULTS


def test_only_rule_that_is_off_by_default_is_the_one_that_it_names() -> None:
    from citelaw.rules import all_rules

    (off,) = (rule.code for rule in all_rules() if not rule.on)
    assert f"默认是除 {off} 以外的全部规则" in TEXT


def test_every_key_is_explained_in_the_line_above() -> None:
    lines = TEXT.split("\n")
    tables = False
    for at, line in enumerate(lines):
        if re.match(r"#[a-zA-Z\[\"]", line):
            tables = tables or line.startswith("#[")
            inside = tables and not line.startswith("#[")
            assert inside or re.match(r"# [^-].*[。：]$", lines[at - 1]), line
        else:
            assert not line or line.startswith("# ")


# ---------------------------------------------------------------- what the command does


def test_init_writes_it_and_says_what_next(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    assert Path("citelaw.toml").read_bytes() == template()
    assert capsys.readouterr().out == (
        "citelaw.toml：已写好，其中各项都注释着；去掉行首的 # 再改，改好的才生效。\n"
        "下一步：把清单放进来，再运行 citelaw check。\n"
    )
    assert sorted(os.listdir()) == ["citelaw.toml"]


def test_init_of_a_folder_counts_its_lists(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("权责 清单")
    folder.mkdir()
    for name in ("a.txt", "b.md", "c.pptx"):
        (folder / name).touch()
    assert run(["init", "权责 清单"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "下一步：citelaw check '权责 清单'（检查其中的 2 份清单）。"


def test_configuration_that_is_there_is_kept_unless_forced(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("citelaw.toml").write_text("#\n", "utf-8")
    assert run(["init"]) == 2
    said = capsys.readouterr()
    assert said.err == "citelaw: citelaw.toml：已经有配置，没有改动；要写成新的，加上 --force。\n"
    assert Path("citelaw.toml").read_text("utf-8") == "#\n"
    assert run(["init", "--force"]) == 0
    assert Path("citelaw.toml").read_bytes() == template()


@pytest.mark.parametrize("name", [".citelaw.toml", "pyproject.toml"])
def test_configuration_of_another_name_is_not_put_out_of_effect(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_text("[tool.citelaw]\n" if name == "pyproject.toml" else "", "utf-8")
    assert run(["init"]) == 2
    assert capsys.readouterr().err.startswith(f"citelaw: {name}：已经是这个文件夹的配置")
    assert not Path("citelaw.toml").exists()
    assert run(["init", "--force"]) == 0


def test_configuration_above_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    Path("../.citelaw.toml").touch()
    Path("pyproject.toml").write_text("[project]\n", "utf-8")
    assert run(["init"]) == 0
    said = capsys.readouterr().out.splitlines()[1]
    assert said == (
        '上级的 ../.citelaw.toml 从此不管这里的清单；要沿用它，写上 extend = "../.citelaw.toml"。'
    )


@pytest.mark.parametrize("folder", ["没有", "a.txt"])
def test_folder_that_is_none_is_refused(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").touch()
    assert run(["init", folder]) == 2
    assert capsys.readouterr().err.startswith(f"citelaw: {folder}：没有这个文件夹")


def test_folder_that_cannot_be_written_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("citelaw.toml").mkdir()
    assert run(["init", "--force"]) == 2
    assert capsys.readouterr().err.startswith("citelaw: citelaw.toml：写不进去（")
