"""Citations and findings of documents in Spark: ``extract(df)`` and ``check(df)``.

A DataFrame of documents becomes one of citations, or of findings, through ``mapInArrow``; rows and
columns are those of ``citelaw.integrations.arrow``. All that decides a verdict is decided once, on
the driver: the settings, the day that counts as today, and the statute databases, which go to the
executors as files whose names carry the digest of their bytes. An executor opens no other, whatever
its own citelaw ships, and raises where it has not exactly these, or another citelaw.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import pickle
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql.functions import col
from pyspark.sql.pandas.types import from_arrow_schema

from citelaw.engine import Engine as Walk
from citelaw.errors import RegistryError, SettingsError, why
from citelaw.integrations import arrow
from citelaw.library import Databases, Engine
from citelaw.settings import Settings
from citelaw.version import __version__

_TEXTS = (types.StringType, types.CharType, types.VarcharType, types.BinaryType, types.NullType)
_IDS = (
    *_TEXTS,
    types.IntegralType,
    types.DecimalType,
    types.DateType,
    types.TimestampType,
    types.TimestampNTZType,
)
_DAYS = (types.DateType, types.StringType, types.CharType, types.VarcharType, types.NullType)

Batches = Iterable[pa.RecordBatch]


class _Shipped(NamedTuple):
    """A file of the driver's, as executors have it: its name there, the SHA-256 of its bytes."""

    name: str
    digest: str


class _Job(NamedTuple):
    """What an executor needs to know to do exactly what the driver would."""

    method: str
    largest: int
    settings: Settings
    databases: tuple[_Shipped, ...]
    dated: bool
    """Whether the documents have a column of days."""


def extract(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    *,
    settings: Settings | None = None,
    database: Databases = (),
    as_of: date | None = None,
    list_date: date | None = None,
    largest: int = arrow.LARGEST,
) -> DataFrame:
    """Return what the documents in ``df`` cite, with the columns of ``citation_type``.

    Nothing is examined before Spark is asked for the rows. Each document gives a row of the kind
    "document", with an ``error`` where it could not be read, and its other rows behind it in the
    order of the text.

    Args:
        df: the documents; of its columns two are read.
        text: the column of the documents: texts, or the bytes of text, Office and PDF files.
        id: the column of their names; it comes back as it is.
        settings: the decisions of a user; what is given beside them wins over them.
        database: the statute database, or several, as the driver finds them.
        as_of: the day that counts as today; without it the last day that the database knows.
        list_date: the day that every document was made, in place of what it says itself.
        largest: bytes of a document that is still examined; a larger one gives an error.

    Raises:
        RegistryError: the statute database cannot be opened.
        SettingsError: a column is missing or holds something else, or the settings contradict each
            other.
    """
    engine = Engine(settings, database=database, as_of=as_of, list_date=list_date)
    return _examined(df, text, id, engine, largest, "extract")


def check(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    *,
    settings: Settings | None = None,
    database: Databases = (),
    as_of: date | None = None,
    list_date: date | str | None = None,
    largest: int = arrow.LARGEST,
) -> DataFrame:
    """Return what is wrong in the documents in ``df``, with the columns of ``finding_type``.

    ``list_date`` may name a column of days as well, as dates or as texts (2018-12-29); where it is
    null, the document is asked. All else is as in ``extract``.
    """
    days, day = (list_date, None) if isinstance(list_date, str) else (None, list_date)
    engine = Engine(settings, database=database, as_of=as_of, list_date=day)
    return _examined(df, text, id, engine, largest, "check", days)


def citation_type(id: str = "id", id_type: types.DataType | None = None) -> types.StructType:
    """Return the type of the rows that ``extract`` gives; ``id`` names the document, by a text.

    Raises:
        SettingsError: another column has that name.
    """
    return _rows(arrow.citation_schema, types.StructField(id, id_type or types.StringType()))


def finding_type(id: str = "id", id_type: types.DataType | None = None) -> types.StructType:
    """Return the type of the rows that ``check`` gives; ``id`` names the document, by a text.

    Raises:
        SettingsError: another column has that name.
    """
    return _rows(arrow.finding_schema, types.StructField(id, id_type or types.StringType()))


# ---------------------------------------------------------------- on the driver


def _examined(
    df: DataFrame,
    text: str,
    id: str,
    engine: Engine,
    largest: int,
    method: str,
    days: str | None = None,
) -> DataFrame:
    texts = _column(df, text, _TEXTS, "文本或字节", "texts or bytes")
    ids = _column(df, id, _IDS, "文本、字节、数或者日期", "texts, bytes, numbers or dates")
    rows = {"extract": citation_type, "check": finding_type}[method]
    names = rows(ids.name).names
    if engine.settings.baseline is not None:
        raise SettingsError(
            "settings.baseline：基线按文件的路径记，数据表里的文档没有路径；去掉它，"
            "对结果按 finding 列比较。",
            "settings.baseline: a baseline goes by the paths of files, and rows have none; leave "
            "it out and compare the column finding of two results.",
        )
    walk = Walk(engine.settings).prepare()
    job = _Job(
        method=method,
        largest=largest,
        settings=dataclasses.replace(engine.settings, databases=(), as_of=walk.as_of),
        databases=tuple(_ship(df.sparkSession, path) for path in walk.registry.paths),
        dated=days is not None,
    )
    # mapInArrow takes no names with dots: within the job the columns are called as here
    asked = [_quoted(texts.name).alias("text"), _quoted(ids.name).alias("id")]
    if days is not None:
        made = _column(df, days, _DAYS, "日期或文本", "dates or texts")
        asked.append(_quoted(made.name).alias("list_date"))
    found = df.select(*asked).mapInArrow(
        _work(__version__, pickle.dumps(job)), rows("id", ids.dataType)
    )
    return found.toDF(*names)


def _column(
    df: DataFrame, name: str, fits: tuple[type[types.DataType], ...], wanted: str, english: str
) -> types.StructField:
    """Return the column of that name, as Spark tells names apart.

    Raises:
        SettingsError: there is none of that name, there are two, or it holds something else.
    """
    exact = df.sparkSession.conf.get("spark.sql.caseSensitive") == "true"
    found = [one for one in df.schema if one.name == name]
    if not exact:
        found = [one for one in df.schema if one.name.lower() == name.lower()]
    if len(found) != 1:
        there = "、".join(df.columns)
        raise SettingsError(
            f"{'没有' if not found else '不止一列是'} {name!r}；表里有：{there}。",
            f"there is {'no' if not found else 'more than one'} column {name!r} among {there}.",
        )
    if not isinstance(found[0].dataType, fits):
        kind = found[0].dataType.simpleString()
        raise SettingsError(
            f"列 {name!r} 应是{wanted}，却是 {kind}；换一列，或者先转换（cast）。",
            f"the column {name!r} must hold {english}, it holds {kind}; name another, or cast it.",
        )
    return found[0]


def _rows(schema: Callable[[str], pa.Schema], id: types.StructField) -> types.StructType:
    """Return the type of the rows of a schema, with the field of the id as Spark has it.

    Raises:
        SettingsError: another column has that name, in whatever case of letters.
    """
    _, *others = from_arrow_schema(schema(id.name.lower()))
    return types.StructType([types.StructField(id.name, id.dataType), *others])


def _quoted(name: str) -> Column:
    """Return the column of that very name, dots and all."""
    return col("`" + name.replace("`", "``") + "`")


def _ship(session: SparkSession, path: Path) -> _Shipped:
    """Have Spark give a file to every executor, once, and return what it is called there.

    Spark knows files by their names, and reads this one when an executor asks for it, maybe hours
    later: so it is a copy that nobody changes, whose name another content cannot have.

    Raises:
        RegistryError: it cannot be read, or copied.
    """
    try:
        digest = _digest(path)
        shipped = _Shipped(f"citelaw-{digest[:32]}.sqlite", digest)
        copy = Path(_copies().name, shipped.name)
        if not copy.exists():
            part = copy.with_suffix(".part")
            shutil.copyfile(path, part)
            os.replace(part, copy)
    except OSError as error:
        reason = why(error)
        raise RegistryError(
            f"{path}：法规数据库送不出去（{reason.chinese}）；检查文件和临时文件夹。",
            f"{path}: the statute database cannot be shipped ({reason.english}); see to the file "
            "and the folder of temporary files.",
        ) from error
    session.addArtifacts(str(copy), file=True)  # does nothing the second time
    return shipped


@cache
def _copies() -> TemporaryDirectory[str]:
    """Return the folder of what was shipped; it goes with this process."""
    return TemporaryDirectory(prefix="citelaw-")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _work(version: str, job: bytes) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """Return what Spark has executors do with the batches of a partition.

    Being defined in here it is sent as code, and its job as bytes: both can be read where there is
    no citelaw, or another one, so that this can be said.
    """

    def work(batches: Batches) -> Iterator[pa.RecordBatch]:
        import platform
        import sys

        where = f"{platform.node()}，{sys.executable}"
        try:
            from citelaw.version import __version__ as found
        except ImportError:
            found = ""
        if found != version:
            raise RuntimeError(
                f"执行器（{where}）上{f'的 citelaw 是 {found}' if found else '没有 citelaw'}，"
                f"驱动程序是 {version}；装同一版，或者用 --py-files 送去。"
                f"(the executor has citelaw {found or 'not at all'}, the driver {version}; "
                "install the same one there, or send it with --py-files)"
            )
        from citelaw.integrations.spark import examined

        return examined(job, batches)

    return work


# ---------------------------------------------------------------- on an executor


def examined(job: bytes, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the documents in ``batches``; ``job`` is what the driver wrote.

    Raises:
        RegistryError: the driver's statute database is not here.
    """
    read: _Job = pickle.loads(job)
    try:
        engine = _opened(read.settings, tuple(map(_received, read.databases)))
    except RegistryError as error:  # a traceback of Spark shows the text of an error alone
        said = error.words
        raise RegistryError(f"{said.chinese} ({said.english})", said.english) from error
    if read.method == "extract":
        return arrow.extract_batches(batches, engine=engine, largest=read.largest)
    days = "list_date" if read.dated else None
    return arrow.check_batches(batches, list_date=days, engine=engine, largest=read.largest)


@lru_cache(maxsize=2)
def _opened(settings: Settings, databases: tuple[Path, ...]) -> Engine:
    """Return the engine of this process: Spark lets one do many tasks.

    Raises:
        RegistryError: a database cannot be opened.
    """
    return Engine(settings, database=databases).prepare()


@cache
def _received(shipped: _Shipped) -> Path:
    """Return where a file of the driver's is.

    Raises:
        RegistryError: it is missing, or is not what the driver has.
    """
    path = Path(SparkFiles.get(shipped.name))
    try:
        digest = _digest(path)
    except OSError as error:
        reason = why(error)
        raise RegistryError(
            f"{path}：执行器（{platform.node()}）上没有驱动程序的法规数据库（{reason.chinese}）；"
            "看执行器的日志里为什么没有取到这个文件，也不要在任务中途清空 Spark 的临时文件夹。",
            f"{path}: the driver's statute database is not on the executor {platform.node()} "
            f"({reason.english}); its log says why it was not fetched; do not clear Spark's "
            "temporary folder while a job runs.",
        ) from error
    if digest != shipped.digest:
        raise RegistryError(
            f"{path}：执行器（{platform.node()}）上的法规数据库与驱动程序的不同"
            f"（{digest[:12]}，应为 {shipped.digest[:12]}）；重新运行任务。",
            f"{path}: the statute database on the executor {platform.node()} is not the driver's "
            f"({digest[:12]}, not {shipped.digest[:12]}); start the job anew.",
        )
    return path
