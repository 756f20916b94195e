"""Citations and findings as Arrow tables: one function from batches to batches, for every host.

Spark (``citelaw.integrations.spark``), DuckDB, Polars and Ray Data go through ``extract_batches``
and ``check_batches``, and the Parquet files of ``citelaw check --output-format parquet:DIR`` hold
the same rows, so that a document gives the same wherever it is examined.

Each document gives one row of the kind "document", with an ``error`` where nothing could be made of
it, then the rows of what was found in it. So no document is passed over in silence: there are as
many rows of that kind as documents. ``citation_schema`` and ``finding_schema`` say what the columns
are; their names are those of CONTRACT (``citelaw.results``), but for ``mention`` and ``finding``,
which are called ``id`` there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from citelaw.errors import SettingsError
from citelaw.library import Engine, outcome
from citelaw.results import (
    CheckResult,
    Counts,
    Diagnostic,
    ExtractResult,
    Failure,
    FormMention,
    ListDate,
    Note,
    PinpointMention,
    StatuteMention,
    Suppressed,
)

LARGEST = 50_000_000
"""Bytes of a document that is still examined; it takes some twenty times as much memory."""
BATCH = 4 << 20
"""About so many bytes of rows are given at once."""
_ROW = 400
"""About so many bytes has a row beside its text."""

Row = dict[str, Any]
Columns = dict[str, pa.DataType]

DOCUMENT = "document"
FINDING = "finding"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDocument:
    """What the row of a document says of it, in a table of citations."""

    encoding: str
    format: str
    characters: int
    mentions: int
    notes: tuple[Note, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """What the row of a document says of it, in a table of findings.

    ``counts`` tells how much of it was checked and why the rest could not be; ``citelaw``,
    ``digest`` and ``data_date`` by which citelaw and which statute database.
    """

    encoding: str
    format: str
    profile: str
    characters: int
    as_of: date
    list_date: ListDate | None
    diagnostics: int
    counts: Counts
    notes: tuple[Note, ...]
    suppressed: tuple[Suppressed, ...]
    citelaw: str
    data_date: str
    digest: str


def citation_schema(id: str = "id", id_type: pa.DataType | None = None) -> pa.Schema:
    """Return the columns of a table of citations; ``id`` is the one that names the document.

    Raises:
        SettingsError: another column has that name.
    """
    found: Columns = {}
    for kind in (StatuteMention, PinpointMention, FormMention):
        found |= _columns(kind)
    return _schema(id, id_type, {"mention": found.pop("id")} | found, ExtractedDocument)


def finding_schema(id: str = "id", id_type: pa.DataType | None = None) -> pa.Schema:
    """Return the columns of a table of findings; ``id`` is the one that names the document.

    Raises:
        SettingsError: another column has that name.
    """
    found = _columns(Diagnostic)
    return _schema(id, id_type, {"finding": found.pop("id")} | found, CheckedDocument)


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    engine: Engine | None = None,
    largest: int = LARGEST,
) -> Iterator[pa.RecordBatch]:
    """Yield what the documents in ``batches`` cite, as batches of ``citation_schema``.

    Args:
        batches: the documents; all columns but two are passed over.
        text: the column of the documents: texts, or the bytes of text, Office and PDF files.
        id: the column of their names; it comes back as it is.
        engine: examines them; without one it is ``Engine()``.
        largest: bytes of a document that is still examined; a larger one gives an error.

    Raises:
        RegistryError: the statute database cannot be opened.
        SettingsError: a column is missing or holds something else.
    """
    work = (engine or Engine()).prepare().extract
    return _examined(batches, text, id, largest, work, extracted_rows, citation_schema)


def check_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    engine: Engine | None = None,
    largest: int = LARGEST,
) -> Iterator[pa.RecordBatch]:
    """Yield what is wrong in the documents in ``batches``, as batches of ``finding_schema``.

    Arguments and errors are those of ``extract_batches``.
    """
    work = (engine or Engine()).prepare().check
    return _examined(batches, text, id, largest, work, checked_rows, finding_schema)


def extracted_rows(result: ExtractResult | Failure) -> Iterator[Row]:
    """Yield the rows of a document in a table of citations, without its id."""
    if isinstance(result, Failure):
        yield _failed(result)
        return
    document = ExtractedDocument(
        encoding=result.encoding,
        format=result.format,
        characters=result.characters,
        mentions=len(result.mentions),
        notes=result.notes,
    )
    yield {"kind": DOCUMENT, "document": _values(document)}
    for one in result.mentions:
        row = _values(one)
        if isinstance(one, StatuteMention):
            row["mention"] = row.pop("id")
        yield row | {"kind": one.kind}


def checked_rows(result: CheckResult | Failure) -> Iterator[Row]:
    """Yield the rows of a document in a table of findings, without its id."""
    if isinstance(result, Failure):
        yield _failed(result)
        return
    document = CheckedDocument(
        encoding=result.encoding,
        format=result.format,
        profile=result.profile,
        characters=result.characters,
        as_of=result.as_of,
        list_date=result.list_date,
        diagnostics=len(result.diagnostics),
        counts=result.counts,
        notes=result.notes,
        suppressed=result.suppressed,
        citelaw=result.citelaw,
        data_date=result.statutes.data_date,
        digest=result.statutes.digest,
    )
    yield {"kind": DOCUMENT, "document": _values(document)}
    for one in result.diagnostics:
        row = _values(one)
        yield row | {"kind": FINDING, "finding": row.pop("id")}


def in_batches(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield ``rows`` in batches of about ``BATCH`` bytes, however many a document gives."""
    found: list[Row] = []
    size = 0
    for row in rows:
        found.append(row)
        size += _ROW + 3 * len(row.get("raw", ""))
        if size >= BATCH:
            yield pa.RecordBatch.from_pylist(found, schema)
            found, size = [], 0
    if found:
        yield pa.RecordBatch.from_pylist(found, schema)


# ---------------------------------------------------------------- documents in


def _examined(
    batches: Iterable[pa.RecordBatch],
    text: str,
    id: str,
    largest: int,
    work: Callable[..., Any],
    rows: Callable[[Any], Iterator[Row]],
    schema: Callable[[str, pa.DataType], pa.Schema],
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        documents, ids = _column(batch, text, _is_text, "文本或字节"), _column(batch, id)
        columns = schema(id, ids.type)
        numbered = schema(id, pa.int32())
        found = (
            {id: number} | row
            for number, document in enumerate(documents)
            for row in rows(_outcome(work, document, _name(ids[number]), largest))
        )
        for made in in_batches(found, numbered):
            own = _taken(ids, made.column(0))
            yield pa.RecordBatch.from_arrays([own, *made.columns[1:]], schema=columns)


def _taken(ids: pa.Array, numbers: pa.Array) -> pa.Array:
    """Return the ids of these numbers as they are: Python has not every value that one may be."""
    plain = {pa.string_view(): pa.large_string(), pa.binary_view(): pa.large_binary()}
    if ids.type in plain:  # Arrow takes nothing from views
        return ids.cast(plain[ids.type]).take(numbers).cast(ids.type)
    return ids.take(numbers)


def _name(id: pa.Scalar) -> str:
    """Return what a document is called in messages, and where settings are about some files."""
    try:
        return str(id.as_py())
    except UnicodeDecodeError:
        return str(id.as_buffer().to_pybytes(), "utf-8", "replace")
    except (OverflowError, ValueError):  # a time that Python cannot tell
        return str(id.cast(pa.string()))


def _column(
    batch: pa.RecordBatch,
    name: str,
    fits: Callable[[pa.DataType], bool] = lambda _: True,
    wanted: str = "",
) -> pa.Array:
    """Return a column of documents, or of their names.

    Raises:
        SettingsError: there is none of that name, there are two, or it holds something else.
    """
    check_column(batch.schema, name)
    found = batch.column(name)
    if isinstance(found, pa.DictionaryArray):
        found = found.dictionary_decode()
    if not fits(found.type):
        raise SettingsError(
            f"列 {name!r} 应是{wanted}，却是 {found.type}；换一列，或者先转换。",
            f"the column {name!r} must hold texts or bytes, it holds {found.type}; name another, "
            "or convert it.",
        )
    return found


def check_column(schema: pa.Schema, name: str) -> None:
    """Demand that there is one column called ``name``.

    Raises:
        SettingsError: there is none, or there are several.
    """
    number = schema.names.count(name)
    if number != 1:
        there = "、".join(schema.names)
        raise SettingsError(
            f"{'没有' if not number else '不止一列是'} {name!r}；表里有：{there}。",
            f"there is {'no' if not number else 'more than one'} column {name!r} among {there}.",
        )


def _is_text(kind: pa.DataType) -> bool:
    types = pa.types
    return any(
        fits(kind)
        for fits in (
            types.is_string,
            types.is_large_string,
            types.is_string_view,
            types.is_binary,
            types.is_large_binary,
            types.is_binary_view,
            types.is_fixed_size_binary,
            types.is_null,
        )
    )


def _outcome(work: Callable[..., Any], document: pa.Scalar, name: str, largest: int) -> Any:
    """Return what came of a document, or why nothing did."""
    if not document.is_valid:
        return Failure(
            path=name,
            reason="没有文本（空值）；补上文本，或者去掉这一行。",
            reason_en="there is no text (null); add it, or leave the row out.",
        )
    size = document.as_buffer().size
    if size > largest:
        return Failure(
            path=name,
            reason=f"超过 {largest} 字节（{size}）；拆成几份，或者把 largest 设大。",
            reason_en=f"larger than {largest} bytes ({size}); split it, or set a greater largest.",
        )
    try:
        source = document.as_py()
    except UnicodeDecodeError as error:
        return Failure(
            path=name,
            reason=f"第 {error.start + 1} 字节起不是完整的 UTF-8；以字节（binary）的列给出。",
            reason_en=f"broken UTF-8 from byte {error.start + 1} on; give it in a binary column.",
        )
    return outcome(work, source, name)


def _failed(failure: Failure) -> Row:
    return {"kind": DOCUMENT, "error": failure.reason, "error_en": failure.reason_en}


# ---------------------------------------------------------------- results as columns


def _schema(
    id: str, id_type: pa.DataType | None, found: Columns, document: type[object]
) -> pa.Schema:
    columns = {
        "kind": pa.string(),
        "error": pa.string(),
        "error_en": pa.string(),
        "document": _type(document),
    } | found
    if id in columns:
        raise SettingsError(
            f"编号列不能叫 {id!r}，结果里有同名的列；先改名。",
            f"the column of ids cannot be called {id!r}, as a column of the results is; rename it.",
        )
    return pa.schema({id: id_type or pa.string()} | columns)


def _columns(kind: Any) -> Columns:
    hints = get_type_hints(kind)
    return {one.name: _type(hints[one.name]) for one in dataclasses.fields(kind)}


def _type(kind: Any) -> pa.DataType:
    """Return the type of a column that holds values of the annotated type ``kind``."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _type(inner)
    if origin is tuple and get_origin(arguments[0]) is tuple:
        return pa.map_(*map(_type, get_args(arguments[0])))
    if origin is tuple:
        return pa.list_(_type(arguments[0]))
    if dataclasses.is_dataclass(kind):
        return pa.struct(_columns(kind))
    if issubclass(kind, str):
        return pa.string()
    return {bool: pa.bool_(), int: pa.int32(), date: pa.date32()}[kind]


def _values(value: Any) -> Any:
    """Return a result as Arrow takes it: dictionaries, tuples, plain values."""
    if dataclasses.is_dataclass(value):
        return {one.name: _values(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return tuple(map(_values, value))
    return value.value if isinstance(value, StrEnum) else value
