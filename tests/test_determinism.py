"""Is the output the same whatever the hash seed, the order of the files and the locale are?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures" / "lists"
LISTS = sorted(path for path in FIXTURES.iterdir() if path.name != "README.md")
COMMANDS = {
    "extract": ["extract"],
    "check-full": ["check", "--as-of", "2026-11-21"],
    "check-json": ["check", "--as-of", "2026-11-21", "--output-format", "json"],
}


def output(arguments: list[str], paths: list[Path], **variables: str) -> bytes:
    command = [sys.executable, "-m", "citelaw", *arguments, *map(str, paths)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", **variables}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_output_depends_on_neither_seed_nor_order_nor_locale(arguments: list[str]) -> None:
    expected = output(arguments, LISTS)
    assert expected
    assert output(arguments, LISTS, PYTHONHASHSEED="1") == expected
    assert output(arguments, LISTS[::-1], PYTHONHASHSEED="2") == expected
    assert output(arguments, LISTS, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") == expected
    assert output(arguments, LISTS, PYTHONIOENCODING="gbk") == expected
