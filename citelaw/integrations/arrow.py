"""Citations and findings as Arrow tables: one function from batches to batches, for every host.

Spark (``citelaw.integrations.spark``), DuckDB, Polars and Ray Data go through ``extract_batches``
and ``check_batches``, and the Parquet files of ``citelaw check --output-format parquet:DIR`` hold
the same rows, so that a document gives the same wherever it is examined.

Each document gives one row of the kind "document", with an ``error`` where nothing could be made of
it, then the rows of what was found in it. So no document is passed over in silence: there are as
many rows of that kind as documents. Rows stand in the order of the documents, those of a document
in the order of its text. ``citation_schema`` and ``finding_schema`` say what the columns are; their
names are those of CONTRACT (``citelaw.results``), but for ``mention`` and ``finding``, which are
called ``id`` there. The page for users is ``docs/arrow.md``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from citelaw.errors import ReadError, SettingsError
from citelaw.library import Engine, outcome
from citelaw.results import (
    CheckResult,
    DataState,
    Diagnostic,
    ExtractResult,
    Failure,
    FormMention,
    Object,
    PinpointMention,
    StatuteMention,
)

LARGEST = 50_000_000
"""Bytes of a document that is still examined; it takes some twenty times as much memory."""
BATCH = 4 << 20
"""About so many bytes of rows are given at once."""
_ROW = 800
"""About so many bytes has a row beside its text."""

DOCUMENT = "document"
FINDING = "finding"

Row = dict[str, Any]
Columns = dict[str, pa.DataType]

_TEXT = (
    types.is_string,
    types.is_large_string,
    types.is_string_view,
    types.is_binary,
    types.is_large_binary,
    types.is_binary_view,
    types.is_null,
)
_DAY = (
    types.is_date,
    types.is_string,
    types.is_large_string,
    types.is_string_view,
    types.is_null,
)


def citation_schema(id: str = "id", id_type: pa.DataType | None = None) -> pa.Schema:
    """Return the columns of a table of citations; ``id`` is the one that names the document.

    Raises:
        SettingsError: another column has that name.
    """
    found: Columns = {}
    for kind in (StatuteMention, PinpointMention, FormMention):
        found |= _columns(kind)
    document = _columns(ExtractResult, "encoding", "format", "characters", "notes")
    document["mentions"] = pa.int32()
    return _schema(id, id_type, {"mention": found.pop("id")} | found, document)


def finding_schema(id: str = "id", id_type: pa.DataType | None = None) -> pa.Schema:
    """Return the columns of a table of findings; ``id`` is the one that names the document.

    Raises:
        SettingsError: another column has that name.
    """
    found = _columns(Diagnostic)
    document = _columns(CheckResult, "encoding", "format", "profile", "characters", "as_of")
    document |= _columns(CheckResult, "list_date", "counts", "notes", "suppressed", "citelaw")
    document |= _columns(DataState, "data_date", "digest")
    document["diagnostics"] = pa.int32()
    return _schema(id, id_type, {"finding": found.pop("id")} | found, document)


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    engine: Engine | None = None,
    largest: int = LARGEST,
) -> Iterator[pa.RecordBatch]:
    """Yield what the documents in ``batches`` cite, as batches of ``citation_schema``.

    Without documents there are no batches either: a table of them is made by
    ``pa.Table.from_batches(found, citation_schema(id, type_of_id))``.

    Args:
        batches: the documents; all columns but two are passed over.
        text: the column of the documents: texts, or the bytes of text, Office and PDF files.
        id: the column of their names; it comes back as it is, but for how it is encoded.
        engine: examines them; without one it is ``Engine()``.
        largest: bytes of a document that is still examined; a larger one gives an error.

    Raises:
        RegistryError: the statute database cannot be opened.
        SettingsError: a column is missing or holds something else; said with the first batch.
    """
    given = _Given(text=text, id=id, largest=largest)
    work = (engine or Engine()).prepare().extract_dict
    return _examined(batches, given, work, extracted_rows, citation_schema)


def check_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    list_date: str | None = None,
    engine: Engine | None = None,
    largest: int = LARGEST,
) -> Iterator[pa.RecordBatch]:
    """Yield what is wrong in the documents in ``batches``, as batches of ``finding_schema``.

    ``list_date`` is the column of the days that the documents were made, as dates or as texts
    (2018-12-29); where it is null, the day of the engine holds, else what the document says. All
    else is as in ``extract_batches``.
    """
    given = _Given(text=text, id=id, largest=largest, list_date=list_date)
    work = (engine or Engine()).prepare().check_dict
    return _examined(batches, given, work, checked_rows, finding_schema)


def extracted_rows(found: ExtractResult | Failure | Object) -> Iterator[Row]:
    """Yield the rows of a document in a table of citations, without its id.

    ``found`` is what became of the document, or ``to_dict`` of that, which is used up.
    """
    plain = found if isinstance(found, dict) else found.to_dict()
    if "reason" in plain:
        yield _failed(plain)
        return
    mentions = plain["mentions"]
    yield {"kind": DOCUMENT, "document": plain | {"mentions": len(mentions)}}
    for one in mentions:
        one["mention"] = one.get("id")
        yield one


def checked_rows(found: CheckResult | Failure | Object) -> Iterator[Row]:
    """Yield the rows of a document in a table of findings, without its id.

    ``found`` is what became of the document, or ``to_dict`` of that, which is used up.
    """
    plain = found if isinstance(found, dict) else found.to_dict()
    if "reason" in plain:
        yield _failed(plain)
        return
    (file,) = plain["files"]
    counts, made = file["counts"], file["list_date"]
    document = {
        "as_of": _day(file["as_of"]),
        "list_date": made
        and made | {"not_before": _day(made["not_before"]), "not_after": _day(made["not_after"])},
        "counts": counts | {"uncheckable": list(counts["uncheckable"].items())},
        "diagnostics": len(file["diagnostics"]),
    }
    yield {"kind": DOCUMENT, "document": plain | plain["statutes"] | file | document}
    for one in file["diagnostics"]:
        one["kind"], one["finding"] = FINDING, one["id"]
        yield one


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


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)


def _failed(failure: Object) -> Row:
    return {"kind": DOCUMENT, "error": failure["reason"], "error_en": failure["reason_en"]}


# ---------------------------------------------------------------- documents in


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """Which columns hold what, and how large a document may be."""

    text: str
    id: str
    largest: int
    list_date: str | None = None

    def __post_init__(self) -> None:
        if self.text == self.id:  # every row would repeat the document
            raise SettingsError(
                f"文本列和编号列是同一列 {self.id!r}；编号要另有一列。",
                f"the column {self.id!r} is named for texts and for ids; name another for ids.",
            )


def _examined(
    batches: Iterable[pa.RecordBatch],
    given: _Given,
    work: Callable[..., Object],
    rows: Callable[[Any], Iterator[Row]],
    schema: Callable[[str, pa.DataType], pa.Schema],
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the documents, in which numbers stand for the ids until the end.

    So that an id comes back which Python could not hold: a nanosecond, broken UTF-8.
    """
    for batch in batches:
        if not isinstance(batch, pa.RecordBatch):
            raise _no_batch(batch)
        ids = _column(batch, given.id)
        columns = schema(given.id, ids.type)
        found = _numbered(_outcomes(batch, ids, given, work), rows, given.id)
        for made in in_batches(found, columns.set(0, pa.field(given.id, pa.int64()))):
            yield made.set_column(0, columns.field(0), _taken(ids, made.column(0)))


def _numbered(
    outcomes: Iterable[Object | Failure], rows: Callable[[Any], Iterator[Row]], id: str
) -> Iterator[Row]:
    for at, one in enumerate(outcomes):
        for row in rows(one):
            row[id] = at
            yield row


def _outcomes(
    batch: pa.RecordBatch, ids: pa.Array, given: _Given, work: Callable[..., Object]
) -> Iterator[Object | Failure]:
    """Yield what becomes of each document of a batch."""
    texts = _of_type(batch, given.text, _TEXT, "文本或字节", "texts or bytes")
    days: Iterable[Any] = repeat(None)
    if given.list_date is not None:
        days = _of_type(batch, given.list_date, _DAY, "日期或文本", "dates or texts")
    for key, text, day in zip(ids, texts, days, strict=False):  # there may be no days
        yield outcome(partial(_one, work, given.largest, day), text, _name(key))


def _one(
    work: Callable[..., Object], largest: int, day: pa.Scalar | None, text: pa.Scalar, *, name: str
) -> Object:
    """Return what ``work`` makes of a document.

    Raises:
        ReadError: nothing can be made of it.
    """
    source = _source(text, largest)
    if day is None or not day.is_valid:
        return work(source, name=name)
    return work(source, name=name, list_date=_list_date(day))


def _source(text: pa.Scalar, largest: int) -> str | bytes:
    if not text.is_valid:
        raise ReadError(
            "没有文本（空值）；补上文本，或者去掉这一行。",
            "there is no text (null); add it, or leave the row out.",
        )
    size = text.as_buffer().size
    if size > largest:
        raise ReadError(
            f"超过 {largest} 字节（{size}）；拆成几份，或者把 largest 设大。",
            f"larger than {largest} bytes ({size}); split it, or set a greater largest.",
        )
    try:
        source: str | bytes = text.as_py()
    except UnicodeDecodeError as error:
        raise ReadError(
            f"第 {error.start + 1} 字节起不是完整的 UTF-8；以字节（binary）的列给出。",
            f"broken UTF-8 from byte {error.start + 1} on; give it in a binary column.",
        ) from error
    return source


def _list_date(day: pa.Scalar) -> date:
    try:
        said = day.as_py()
        return date.fromisoformat(said) if isinstance(said, str) else said
    except (ValueError, OverflowError) as error:
        raise ReadError(
            f"制定日期不是日期（{error}）；写成 2018-12-29，不知道的留空（空值）。",
            f"the day of the list is none ({error}); write 2018-12-29, or null where it is not "
            "known.",
        ) from error


def _name(key: pa.Scalar) -> str:
    """Return what the engine calls a document; its ending may tell the format of bytes.

    A path from the root would be seen from the working folder, and findings be known by that,
    which is another one in each process of a cluster.
    """
    try:
        value = key.as_py()
    except (ValueError, OverflowError, NotImplementedError):  # no value of Python
        return ""
    return "" if value is None else str(value).lstrip("/")


# ---------------------------------------------------------------- columns in


def _no_batch(given: object) -> SettingsError:
    kind = type(given).__name__
    return SettingsError(
        f"要的是一批批的 pyarrow.RecordBatch，这里是 {kind}；表（Table）用 table.to_batches()。",
        f"batches must be pyarrow.RecordBatch, this is {kind}; of a table take table.to_batches().",
    )


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


def _column(batch: pa.RecordBatch, name: str) -> pa.Array:
    """Return a column, its values each by itself where they stand in a dictionary or in runs."""
    check_column(batch.schema, name)
    found = batch.column(name)
    if isinstance(found, pa.DictionaryArray):
        return _taken(found.dictionary, found.indices)
    if isinstance(found, pa.RunEndEncodedArray):
        return pc.run_end_decode(found)
    return found


def _of_type(
    batch: pa.RecordBatch,
    name: str,
    types: Sequence[Callable[[pa.DataType], bool]],
    wanted: str,
    wanted_en: str,
) -> pa.Array:
    """Return a column that holds one of some types.

    Raises:
        SettingsError: it holds another, there is none of that name, or there are two.
    """
    found = _column(batch, name)
    if isinstance(found, pa.ExtensionArray):
        found = found.storage
    if not any(fits(found.type) for fits in types):
        raise SettingsError(
            f"列 {name!r} 应是{wanted}，却是 {found.type}；换一列，或者先转换。",
            f"the column {name!r} must hold {wanted_en}, it holds {found.type}; name another, or "
            "convert it.",
        )
    return found


def _taken(values: pa.Array, at: pa.Array) -> pa.Array:
    """Return the values at some places."""
    try:
        return values.take(at)
    except NotImplementedError:  # as of string_view
        found = (None if one is None else values[one] for one in at.to_pylist())
        return pa.array(list(found), values.type)


# ---------------------------------------------------------------- results as columns


def _schema(id: str, id_type: pa.DataType | None, found: Columns, document: Columns) -> pa.Schema:
    columns = {
        "kind": pa.string(),
        "error": pa.string(),
        "error_en": pa.string(),
        "document": pa.struct(document),
    } | found
    if id in columns:
        raise SettingsError(
            f"编号列不能叫 {id!r}，结果里有同名的列；先改名。",
            f"the column of ids cannot be called {id!r}, as a column of the results is; rename it.",
        )
    return pa.schema({id: id_type or pa.string()} | columns)


def _columns(kind: Any, *names: str) -> Columns:
    """Return fields of a result as columns; without ``names`` all."""
    hints = get_type_hints(kind)
    fields = names or [one.name for one in dataclasses.fields(kind)]
    return {name: _type(hints[name]) for name in fields}


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
