"""Do DuckDB and Polars hold the rows that one process makes of the same documents?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from steps import ROOT

from citelaw import Engine
from citelaw.integrations.arrow import (
    check_batches,
    citation_schema,
    extract_batches,
    finding_schema,
)

LISTS = sorted(path for path in (ROOT / "fixtures" / "lists").iterdir() if path.suffix != ".md")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def texts() -> dict[int, str | None]:
    """Documents by their numbers; one lacks its text."""
    known = [path.read_text("utf-8", "replace") for path in LISTS]
    return dict(enumerate([*known, None, "", *known]))


@pytest.fixture(scope="module")
def alone(texts: dict[int, str | None], engine: Engine) -> list[dict[str, Any]]:
    """The rows of one process, each document in a batch of its own."""
    batches = (pa.RecordBatch.from_pydict({"id": [n], "text": [t]}) for n, t in texts.items())
    return [row for found in check_batches(batches, engine=engine) for row in found.to_pylist()]


def sorted_rows(found: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: (row["id"], row["start"] or -1, row["code"] or ""))


def test_duckdb_gives_the_rows_of_one_process(
    tmp_path: Path, texts: dict[int, str | None], alone: list[dict[str, Any]], engine: Engine
) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect(str(tmp_path / "lists.duckdb"))
    connection.execute("CREATE TABLE documents (id INTEGER, text VARCHAR)")
    connection.executemany("INSERT INTO documents VALUES (?, ?)", list(texts.items()))

    reader = connection.sql("SELECT id, text FROM documents").to_arrow_reader(3)
    schema = finding_schema("id", pa.int32())
    findings = pa.Table.from_batches(check_batches(reader, engine=engine), schema)

    assert sorted_rows(findings.to_pylist()) == sorted_rows(alone)
    by_code = duckdb.sql(
        "SELECT code, count(*) FROM findings WHERE kind = 'finding' GROUP BY code ORDER BY code"
    ).fetchall()
    codes = [row["code"] for row in alone if row["kind"] == "finding"]
    assert by_code == [(code, codes.count(code)) for code in sorted(set(codes))]
    failed = duckdb.sql("SELECT id FROM findings WHERE error IS NOT NULL").fetchall()
    assert failed == [(len(LISTS),)]
    (checked,) = duckdb.sql("SELECT sum(document.counts.checked) FROM findings").fetchall()
    assert checked == (sum(r["document"]["counts"]["checked"] for r in alone if r["document"]),)


def test_duckdb_draws_documents_as_rows_are_taken(engine: Engine) -> None:
    """A table larger than memory: both sides stream, each on a connection of its own."""
    duckdb = pytest.importorskip("duckdb")
    here, there = duckdb.connect(), duckdb.connect()
    documents = here.sql(
        "SELECT range AS id, '依据《中华人民共和国社会保险法》第九百条。' AS text FROM range(500)"
    )
    drawn = []

    def seen(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        for batch in reader:
            drawn.append(batch.num_rows)
            yield batch

    schema = citation_schema("id", pa.int64())
    cited = pa.RecordBatchReader.from_batches(
        schema, extract_batches(seen(documents.to_arrow_reader(100)), engine=engine)
    )
    assert drawn == []
    there.register("cited", cited)
    assert there.sql("SELECT kind, count(*) FROM cited GROUP BY kind ORDER BY kind").fetchall() == [
        ("document", 500),
        ("ref", 500),
        ("statute", 500),
    ]
    assert sum(drawn) == 500


@pytest.mark.parametrize("newest", [False, True], ids=["large_string", "string_view"])
def test_polars_gives_the_rows_of_one_process(
    newest: bool, texts: dict[int, str | None], alone: list[dict[str, Any]], engine: Engine
) -> None:
    polars = pytest.importorskip("polars")
    level = polars.CompatLevel.newest() if newest else polars.CompatLevel.oldest()
    frame = polars.DataFrame({"id": list(texts), "text": list(texts.values())})
    batches = (
        batch
        for part in frame.iter_slices(3)
        for batch in part.to_arrow(compat_level=level).to_batches()
    )
    findings = polars.concat(map(polars.from_arrow, check_batches(batches, engine=engine)))

    kept = findings.filter(polars.col("kind") == "finding")
    assert kept.height == sum(row["kind"] == "finding" for row in alone)
    rows = findings.drop("document").to_dicts()
    single = [{name: one for name, one in row.items() if name != "document"} for row in alone]
    assert sorted_rows(rows) == sorted_rows(single)
    assert findings.filter(polars.col("error").is_not_null())["id"].to_list() == [len(LISTS)]


def program(name: str) -> str:
    """Return the program of the page under a heading."""
    page = (ROOT / "docs" / "arrow.md").read_text("utf-8")
    return page.split(f"## {name}\n")[1].split("```python\n")[1].split("```")[0]


@pytest.mark.parametrize(
    ("name", "module", "said"),
    [
        ("DuckDB", "duckdb", "CL301"),
        ("Polars", "polars", "CL301"),
        ("pandas", "pandas", "没有文本"),
    ],
)
def test_programs_of_the_page_run(
    name: str,
    module: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip(module)
    monkeypatch.chdir(tmp_path)
    if name == "DuckDB":
        duckdb = pytest.importorskip("duckdb")
        with duckdb.connect("lists.duckdb") as made:
            made.execute(
                "CREATE TABLE documents AS SELECT 1 AS id, '依据《社会保险法》第九百条。' AS text"
            )
    exec(program(name), {})
    assert said in capsys.readouterr().out
