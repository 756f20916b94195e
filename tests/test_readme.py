"""Do the READMEs show what the commands really print?"""

import re
from pathlib import Path

import pytest

from citelaw.commands import run
from citelaw.directive import directives
from citelaw.suppression import VERBS, codes_of

ROOT = Path(__file__).parent.parent
SHOWN = re.compile(r"<!-- make check -->\n\n```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_shows_the_output_of_make_check(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    shown = SHOWN.search((ROOT / name).read_text("utf-8"))
    assert shown is not None
    assert run(["check", "--exit-zero", "--as-of", "2026-11-21", "fixtures/lists/tsv.txt"]) == 0
    assert shown[1] == capsys.readouterr().out


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_comments_of_the_readme_are_those_that_count(name: str) -> None:
    shown = directives((ROOT / name).read_text("utf-8"))
    assert sorted(one.verb for one in shown) == sorted(VERBS)
    for one in shown:
        assert one.verb == "ignore-end" or (one.labels and all(map(codes_of, one.labels)))
        assert one.verb == "ignore-end" or one.reason


def test_make_check_checks_the_list_that_the_readme_shows() -> None:
    assert "FILES ?= fixtures/lists/tsv.txt\n" in (ROOT / "Makefile").read_text("utf-8")
