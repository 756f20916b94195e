"""The patterns stay in the subset that re and regex read alike.

So that a host may choose: re has no compiled package, regex has a time limit and Unicode sets.
"""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
import regex

from citelaw import grammar
from citelaw.grammar import scan
from citelaw.grammar.tokens.bare_title import NameIndex
from citelaw.pattern import Pattern
from citelaw.readers import read_path

LISTS = sorted((Path(__file__).parent.parent / "fixtures" / "lists").glob("*.*"))
TEXTS = [read_path(path).source for path in LISTS if path.suffix in (".txt", ".md", ".html")]


def patterns():
    for info in pkgutil.walk_packages(grammar.__path__, "citelaw.grammar."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, Pattern):
                yield pytest.param(value.pattern, id=f"{info.name.rpartition('.')[2]}.{name}")


@pytest.mark.parametrize("pattern", list(patterns()))
def test_both_engines_find_the_same_places(pattern):
    plain, compiled = re.compile(pattern), regex.compile(pattern)
    for text in TEXTS:
        assert [found.span() for found in plain.finditer(text)] == [
            found.span() for found in compiled.finditer(text)
        ]


def test_the_anchors_are_read_alike_too():
    anchors = scan.Scanner(NameIndex())._anchors.pattern
    for text in TEXTS:
        plain = [found.start() for found in re.finditer(anchors, text)]
        assert plain == [found.start() for found in regex.finditer(anchors, text)]
