"""What the tests of Spark share: documents, and the rows that one process makes of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from steps import ROOT

from citelaw import Engine
from citelaw.integrations.arrow import check_batches, extract_batches

LISTS = tuple(
    Engine().extract(path).text for path in sorted((ROOT / "fixtures" / "lists").glob("*.*"))
)

Rows = dict[Any, list[dict[str, Any]]]
"""The rows of each document by its id, in their order."""


def texts(number: int) -> list[tuple[str, str]]:
    """Return ids and texts of so many documents, no two alike."""
    return [(f"{at:05}", f"{LISTS[at % len(LISTS)]}\n第{at}份。\n") for at in range(number)]


def alone(method: str, documents: pa.Table, database: Path) -> Rows:
    """Return what this process makes of ``documents``."""
    work = {"check": check_batches, "extract": extract_batches}[method]
    batches = work(documents.to_batches(), engine=Engine(database=database))
    return by_id(pa.Table.from_batches(batches))


def by_id(rows: pa.Table) -> Rows:
    """Return the rows of each document in the order in which they stand in ``rows``.

    Raises:
        AssertionError: the rows of a document do not stand together.
    """
    found: Rows = {}
    last: Any = object()
    for row in rows.to_pylist():
        assert row["id"] == last or row["id"] not in found, row["id"]
        last = row["id"]
        found.setdefault(last, []).append(row)
    return found


def table(documents: Iterable[tuple[Any, Any]], text: pa.DataType, key: pa.DataType) -> pa.Table:
    """Return a table of ids and documents."""
    ids, contents = zip(*documents, strict=True)
    return pa.table({"id": pa.array(ids, key), "text": pa.array(contents, text)})
