"""Does Spark give what one process gives, and say so where it cannot?"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from spark_documents import alone, by_id, table, texts
from steps import ROOT

from citelaw import Engine, RegistryError, Settings, SettingsError
from citelaw.integrations.arrow import LARGEST

pytest.importorskip("pyspark", reason="make test-data installs pyspark")

from pyspark import SparkFiles, cloudpickle
from pyspark.sql import types

from citelaw.integrations import spark as citelaw_spark
from citelaw.integrations.spark import check, citation_type, extract, finding_type

METHODS = {"check": check, "extract": extract}
WRONG = "依据《清和市社会保障条例》第九百条处理。"

LISTED = "依据《中华人民共和国青禾保险法》第一条。"


@pytest.fixture
def changed(database: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a database with the same statutes in a file of other bytes."""

    def make(name: str) -> Path:
        made = tmp_path / f"{name}.sqlite"
        shutil.copyfile(database, made)
        made.chmod(0o600)
        connection = sqlite3.connect(made)
        connection.execute(f"CREATE TABLE made_{name} (empty)")
        connection.commit()
        connection.close()
        return made

    return make


# ---------------------------------------------------------------- the same rows


@pytest.mark.parametrize("method", METHODS)
def test_texts_give_the_rows_of_one_process(spark: Any, database: Path, method: str) -> None:
    documents = table(texts(90), pa.string(), pa.string())
    df = spark.createDataFrame(documents).repartition(7)

    found = METHODS[method](df, database=database).toArrow()

    assert by_id(found) == alone(method, documents, database)


@pytest.mark.parametrize("method", METHODS)
def test_bytes_named_by_numbers_give_the_rows_of_one_process(
    spark: Any, database: Path, method: str
) -> None:
    lists = sorted((ROOT / "fixtures" / "lists").glob("*.*"))
    contents = [path.read_bytes() for path in lists] + [b"%PDF-1.7 broken", b"\x00\xff\x00", b""]
    documents = table(enumerate(contents), pa.binary(), pa.int64())

    found = METHODS[method](spark.createDataFrame(documents), database=database).toArrow()

    rows = by_id(found)
    assert rows == alone(method, documents, database)
    errors = [key for key, (document, *_) in rows.items() if document["error"]]
    assert errors == [len(lists), len(lists) + 1]


def test_bad_documents_are_rows_with_an_error(spark: Any, database: Path) -> None:
    good = texts(1)[0][1]
    size = len(good.encode())
    df = spark.createDataFrame(
        [("good", good), ("null", None), (None, good), ("large", good + "。")],
        "id string, text string",
    )

    found = check(df, database=database, largest=size).toArrow().to_pylist()

    documents = {row["id"]: row for row in found if row["kind"] == "document"}
    assert {key: row["error"] for key, row in documents.items()} == {
        "good": None,
        "null": "没有文本（空值）；补上文本，或者去掉这一行。",
        None: None,
        "large": f"超过 {size} 字节（{size + 3}）；拆成几份，或者把 largest 设大。",
    }
    assert documents["large"]["document"] is None
    assert {row["id"] for row in found if row["kind"] == "finding"} == {"good", None}


def test_text_that_is_no_utf_8_is_a_row_with_an_error(spark: Any, database: Path) -> None:
    df = spark.sql("SELECT 7 AS id, CAST(X'E4B880FF' AS STRING) AS text")

    (row,) = check(df, database=database).collect()

    assert (row.id, row.kind) == (7, "document")
    assert row.error == "第 4 字节起不是完整的 UTF-8；以字节（binary）的列给出。"


def test_one_large_document_among_thousands_gives_the_rows_of_one_process(
    spark: Any, database: Path
) -> None:
    small = [(f"{at:05}", f"{WRONG}第{at}份。") for at in range(2000)]
    large = "".join(text for _, text in texts(700))
    assert len(large.encode()) > 1_000_000
    documents = table([*small[:900], ("large", large), *small[900:]], pa.string(), pa.string())

    found = check(spark.createDataFrame(documents).coalesce(2), database=database).toArrow()

    assert by_id(found) == alone("check", documents, database)


def test_document_beyond_the_largest_is_said_and_the_others_go_on(
    spark: Any, database: Path
) -> None:
    made = f"SELECT id, repeat('a', IF(id = 3, {2 * LARGEST}, 5)) AS text FROM range(6)"

    found = check(spark.sql(made), database=database).select("id", "kind", "error").collect()

    assert sorted(row.id for row in found) == [0, 1, 2, 3, 4, 5]
    (error,) = (row.error for row in found if row.id == 3)
    assert error.startswith(f"超过 {LARGEST} 字节（{2 * LARGEST}）")
    assert not any(row.error for row in found if row.id != 3)


# ---------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("'一'", types.StringType()),
        ("7", types.IntegerType()),
        ("7L", types.LongType()),
        ("7.50BD", types.DecimalType(3, 2)),
        ("X'00FF'", types.BinaryType()),
        ("DATE'2026-11-21'", types.DateType()),
        ("TIMESTAMP'2026-11-21 08:00:00'", types.TimestampType()),
        ("TIMESTAMP_NTZ'2026-11-21 08:00:00'", types.TimestampNTZType()),
        ("NULL", types.NullType()),
    ],
)
def test_id_keeps_its_type_and_value(
    spark: Any, database: Path, value: str, kind: types.DataType
) -> None:
    df = spark.sql(f"SELECT {value} AS id, '{WRONG}' AS text")

    found = check(df, database=database)

    assert found.schema == finding_type("id", kind)
    assert {row.id for row in found.collect()} == {df.first().id}


def test_columns_are_typed(spark: Any, database: Path) -> None:
    df = spark.createDataFrame(texts(1), "id string, text string")

    cited, wrong = extract(df, database=database), check(df, database=database)

    assert cited.schema == citation_type()
    assert wrong.schema == finding_type()
    assert {name: kind for name, kind in cited.dtypes[:8] if name != "document"} == {
        "id": "string",
        "kind": "string",
        "error": "string",
        "error_en": "string",
        "mention": "string",
        "start": "int",
        "end": "int",
    }
    checked = wrong.selectExpr("document.counts.checked", "document.as_of", "location.line")
    assert [kind for _, kind in checked.dtypes] == ["int", "date", "int"]


def test_names_are_spark_s_own(spark: Any, database: Path) -> None:
    df = spark.createDataFrame([(1, WRONG, 2)], "`编.号` long, `Te``xt` string, other long")

    found = extract(df, "te`XT", "编.号", database=database)

    assert found.columns[0] == "编.号"
    assert {row[0] for row in found.collect()} == {1}


def test_one_column_may_be_both(spark: Any, database: Path) -> None:
    df = spark.createDataFrame([(WRONG,)], "`内容` string")

    assert {row[0] for row in extract(df, "内容", "内容", database=database).collect()} == {WRONG}


@pytest.mark.parametrize(
    ("columns", "arguments", "said"),
    [
        ("id string, body string", {}, "没有 'text'；表里有：id、body。"),
        ("name string, text string", {}, "没有 'id'；表里有：name、text。"),
        ("id string, text string, TEXT string", {}, "不止一列是 'text'；"),
        ("id string, text array<string>", {}, "列 'text' 应是文本或字节，却是 array<string>；"),
        (
            "id map<int,int>, text string",
            {},
            "列 'id' 应是文本、字节、数或者日期，却是 map<int,int",
        ),
        ("id string, text string", {"settings": Settings(ignore=("CL999",))}, "CL999"),
        ("id string, text string", {"settings": Settings(baseline=Path("b"))}, "baseline：基线按"),
        ("Start string, text string", {"id": "Start"}, "编号列不能叫 'start'"),
    ],
    ids=["no-text", "no-id", "two", "array", "map", "no-rule", "baseline", "id-of-the-result"],
)
def test_what_cannot_be_is_said_when_it_is_asked(
    spark: Any, database: Path, columns: str, arguments: dict[str, Any], said: str
) -> None:
    df = spark.createDataFrame([], columns)

    with pytest.raises(SettingsError, match=said):
        check(df, database=database, **arguments)


def test_missing_database_is_said_when_it_is_asked(spark: Any, tmp_path: Path) -> None:
    df = spark.createDataFrame([], "id string, text string")

    with pytest.raises(RegistryError, match=r"none\.sqlite"):
        check(df, database=tmp_path / "none.sqlite")


# ---------------------------------------------------------------- driver and executors


def test_nothing_runs_before_rows_are_asked_for(spark: Any, database: Path) -> None:
    context = spark.sparkContext
    df = spark.createDataFrame(texts(1), "id string, text string")
    context.setJobGroup("lazy", "lazy")

    found = check(df, database=database)

    assert not context.statusTracker().getJobIdsForGroup("lazy")
    found.collect()
    assert context.statusTracker().getJobIdsForGroup("lazy")


def test_day_and_list_date_reach_every_executor(spark: Any, database: Path) -> None:
    df = spark.createDataFrame(texts(8), "id string, text string").repartition(4)
    day = date(2019, 5, 1)

    found = check(df, database=database, as_of=day, list_date=date(2018, 1, 2)).collect()

    documents = [row.document for row in found if row.kind == "document"]
    assert len(documents) == 8
    assert {one.as_of for one in documents} == {day}
    assert {one.list_date.not_before for one in documents} == {date(2018, 1, 2)}


def test_each_document_may_have_its_own_day(spark: Any, database: Path) -> None:
    """A day as a date, one as a text, none, and one that is none, which is an error of its row."""
    frame = spark.createDataFrame(
        [("1", LISTED, "2014-06-01"), ("2", LISTED, None), ("3", LISTED, "昨天")],
        "id string, text string, made_on string",
    )
    found = check(frame, list_date="made_on", database=database).where("kind = 'document'")
    days = {
        row.id: row.document and row.document.list_date and row.document.list_date.not_before
        for row in found.collect()
    }
    assert days == {"1": date(2014, 6, 1), "2": None, "3": None}
    (bad,) = found.where("error IS NOT NULL").collect()
    assert bad.id == "3"
    dated = frame.where("id = '1'").selectExpr("id", "text", "to_date(made_on) AS made_on")
    (one,) = (
        check(dated, list_date="made_on", database=database).where("kind = 'document'").collect()
    )
    assert one.document.list_date.not_before == date(2014, 6, 1)
    with pytest.raises(SettingsError, match="made_at"):
        check(frame, list_date="made_at", database=database)


def test_settings_reach_every_executor(spark: Any, database: Path) -> None:
    documents = table(texts(18), pa.string(), pa.string())
    df = spark.createDataFrame(documents)
    own = alone("check", documents, database)
    codes = {row["code"] for rows in own.values() for row in rows if row["code"]}
    some = sorted(codes)[0]

    found = check(df, settings=Settings(ignore=(some,), databases=(database,)))

    assert {row.code for row in found.collect() if row.code} == codes - {some}


def test_database_is_shipped_once(spark: Any, changed: Callable[[str], Path]) -> None:
    context = spark.sparkContext
    df = spark.createDataFrame(texts(1), "id string, text string")
    before = set(context.listFiles)
    one, other = changed("one"), changed("other")

    check(df, database=one).collect()
    extract(df, database=one).collect()
    assert len(set(context.listFiles) - before) == 1

    check(df, database=(one, other)).collect()
    assert len(set(context.listFiles) - before) == 2


def test_database_is_opened_once_in_a_process(spark: Any, database: Path) -> None:
    def opened(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from citelaw.integrations.spark import _opened

        for _ in batches:
            info = _opened.cache_info()
            yield pa.RecordBatch.from_pydict(
                {"process": [os.getpid()], "hits": [info.hits], "misses": [info.misses]}
            )

    def counts() -> dict[int, tuple[int, int]]:
        asked = spark.range(0, 16, 1, 16).mapInArrow(opened, "process long, hits long, misses long")
        return {row.process: (row.hits, row.misses) for row in asked.collect()}

    before = counts()
    df = spark.createDataFrame(texts(16), "id string, text string").repartition(16)
    check(df, database=database, as_of=date(2020, 2, 3)).collect()
    done = [
        (hits - before.get(process, (0, 0))[0], misses - before.get(process, (0, 0))[1])
        for process, (hits, misses) in counts().items()
    ]

    assert sum(hits + misses for hits, misses in done) == 16
    assert all(misses <= 1 for _, misses in done)
    assert sum(misses for _, misses in done) < 8


def _fetched(spark: Any, database: Path) -> tuple[Any, Path]:
    """Return a check of one document, and where its database is once the executor has it."""
    df = spark.createDataFrame(texts(1), "id string, text string")
    root = Path(SparkFiles.getRootDirectory())
    before = set(root.iterdir())
    found = check(df, database=database)
    spark.range(2).repartition(2).collect()  # an executor fetches with its next task
    (file,) = set(root.iterdir()) - before
    return found, file


def test_executor_without_the_database_says_so(spark: Any, changed: Callable[[str], Path]) -> None:
    found, file = _fetched(spark, changed("gone"))
    file.unlink()

    with pytest.raises(Exception, match=r"没有驱动程序的法规数据库（没有这个文件") as raised:
        found.collect()
    assert "is not on the executor" in str(raised.value)


def test_executor_with_another_database_says_so(spark: Any, changed: Callable[[str], Path]) -> None:
    found, file = _fetched(spark, changed("damaged"))
    with file.open("ab") as end:
        end.write(b"\0")

    with pytest.raises(Exception, match=r"上的法规数据库与驱动程序的不同") as raised:
        found.collect()
    assert "is not the driver's" in str(raised.value)


@pytest.mark.parametrize(
    ("blocked", "version", "said"),
    [
        ("sys.modules['citelaw'] = None", "0.1.0", "上没有 citelaw，驱动程序是 0.1.0；"),
        ("", "9.9.9", "的 citelaw 是 "),
    ],
    ids=["none", "another"],
)
def test_executor_without_this_citelaw_says_so(blocked: str, version: str, said: str) -> None:
    work = cloudpickle.dumps(citelaw_spark._work(version, b"job that nobody reads"))
    program = (
        f"import sys\n{blocked}\nfrom pyspark import cloudpickle\n"
        "work = cloudpickle.loads(sys.stdin.buffer.read())\n"
        "try:\n    list(work([]))\nexcept RuntimeError as error:\n"
        "    sys.stdout.buffer.write(str(error).encode())\n"
    )

    done = subprocess.run([sys.executable, "-c", program], input=work, capture_output=True)

    assert said in done.stdout.decode(), done.stderr.decode()
    assert sys.executable in done.stdout.decode()


def test_the_last_day_of_the_driver_s_data_counts_as_today(spark: Any, database: Path) -> None:
    df = spark.createDataFrame(texts(1), "id string, text string")

    found = check(df, database=database).collect()

    known = Engine(database=database).check(texts(1)[0][1])
    assert {(row.document.as_of, row.document.digest) for row in found if row.document} == {
        (known.as_of, known.statutes.digest)
    }
