"""Do DuckDB, Polars and pandas read the tables as the page says?"""

import re
from pathlib import Path

import pytest
from steps import ROOT

from citelaw.commands import run

PAGE = (ROOT / "docs" / "parquet.md").read_text("utf-8")
WRONG = "依据《中华人民共和国社会保险法》第九百条。\n"


@pytest.fixture(autouse=True)
def _tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with the tables of two lists, one of which cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "清单").mkdir()
    (tmp_path / "清单" / "一.txt").write_text(WRONG, "utf-8")
    (tmp_path / "清单" / "二.txt").write_bytes(b"\x00\x01" * 500)
    assert run(["check", "清单", "--output-format", "parquet:结果"]) == 2


def test_queries_of_the_page_run_in_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    (text,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    found = [duckdb.sql(query).fetchall() for query in text.strip().rstrip(";").split(";")]
    assert found[0] == [("CL301", "error", 1)]
    assert [file for file, _ in found[1]] == ["清单/二.txt"]
    assert found[2] == [(1, 1)]


@pytest.mark.parametrize(
    ("nth", "module", "said"), [(0, "polars", "清单/一.txt"), (1, "pandas", "CL301")]
)
def test_programs_of_the_page_run(
    nth: int, module: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip(module)
    exec(compile(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[nth], PAGE, "exec"), {})
    assert said in capsys.readouterr().out
