"""Is a pattern compiled when it is used, and read alike by re and regex?"""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
import regex

import citelaw
from citelaw.pattern import Pattern
from citelaw.readers import read_path

LISTS = sorted((Path(__file__).parent.parent / "fixtures" / "lists").glob("*.*"))
TEXTS = [read_path(path).source for path in LISTS if path.name != "README.md"]


def patterns() -> list[Any]:
    """Every pattern that a module of the package holds."""
    found = {}
    for info in pkgutil.walk_packages(citelaw.__path__, "citelaw."):
        if info.name in ("citelaw.__main__", "citelaw.integrations.spark"):
            continue  # the one runs, the other needs PySpark; its file is looked at below
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, Pattern):
                label = f"{info.name.removeprefix('citelaw.')}.{name}"
                found[value.pattern, value.flags] = pytest.param(value, id=label)
    return list(found.values())


@pytest.mark.parametrize("pattern", patterns())
def test_both_engines_find_the_same_places(pattern: Pattern) -> None:
    plain = re.compile(pattern.pattern, pattern.flags)
    other = regex.compile(pattern.pattern, int(pattern.flags))  # both number their flags alike
    for text in TEXTS:
        assert [found.span() for found in plain.finditer(text)] == [
            found.span() for found in other.finditer(text)
        ]


def test_pattern_is_compiled_at_its_first_use() -> None:
    broken = Pattern("(")
    with pytest.raises(re.error):
        broken.search("甲")


def test_pattern_has_the_methods_of_a_compiled_one() -> None:
    pattern = Pattern("甲+")
    assert pattern.findall("甲甲乙甲") == ["甲甲", "甲"]
    assert pattern.sub("丙", "甲甲乙") == "丙乙"
    assert pattern.search("乙") is None


def test_pattern_has_no_other_methods() -> None:
    with pytest.raises(AttributeError):
        _ = Pattern("甲").groups  # type: ignore[attr-defined]


def test_module_that_is_not_loaded_here_holds_no_pattern() -> None:
    folder = Path(citelaw.__path__[0])
    assert "Pattern(" not in (folder / "integrations" / "spark.py").read_text("utf-8")
