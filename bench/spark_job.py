"""How fast Spark is with two threads, against two plain processes that do the same.

python bench/spark_job.py [--megabytes 200]

Both examine the same Parquet files of made-up lists, and count the rows; nothing but the examining
is timed, as in jobs of hours: in both, processes have begun and opened the database before.
Ratios are of one run of this program.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from written import SHAPES, Writer

from citelaw import Engine
from citelaw.integrations.arrow import check_batches, extract_batches
from citelaw.registry import open_registry

SIZES = (500, 2_000, 8_000, 30_000, 30_000, 100_000)
"""Bytes of documents: notices, single items, lists of offices and of counties."""
FILE = 2_000_000
"""Bytes of documents in a Parquet file."""

WORK: dict[str, Any] = {"extract": extract_batches, "check": check_batches}


def documents(size: int) -> Iterator[tuple[str, str]]:
    """Yield ids and texts of ``size`` bytes together."""
    writer, random = Writer(open_registry()), Random(0)
    written = 0
    while written < size:
        text = writer.list_of(random.choice(SHAPES), random.choice(SIZES))
        written += len(text.encode())
        yield f"{written:012}", text


def write(folder: Path, size: int, file: int = FILE) -> int:
    """Write the documents into files of ``folder``; return how many there are."""
    number = held = 0
    rows: list[tuple[str, str]] = []

    def flush() -> None:
        ids, texts = zip(*rows, strict=True)
        pq.write_table(pa.table({"id": ids, "text": texts}), folder / f"{number:06}.parquet")

    for row in documents(size):
        rows.append(row)
        number, held = number + 1, held + len(row[1].encode())
        if held >= file:
            flush()
            rows, held = [], 0
    if rows:
        flush()
    return number


def examined(files: list[Path], method: str, engine: Engine) -> int:
    """Return the number of rows of the documents in ``files``."""
    batches = (batch for file in files for batch in pq.read_table(file).to_batches())
    return sum(batch.num_rows for batch in WORK[method](batches, engine=engine))


def process(pipe: Connection) -> None:
    """Examine what is asked for until nothing is."""
    engine = Engine().prepare()
    while asked := pipe.recv():
        files, method = asked
        pipe.send(examined(files, method, engine))


def plain(files: list[Path], warm: list[Path]) -> dict[str, tuple[int, float]]:
    """Return rows and seconds of two processes, each with every second of the files."""
    context = multiprocessing.get_context("spawn")
    pipes = []
    for _ in range(2):
        ours, theirs = context.Pipe()
        context.Process(target=process, args=(theirs,), daemon=True).start()
        pipes.append(ours)

    def both(method: str, *shares: list[Path]) -> int:
        for pipe, share in zip(pipes, shares, strict=True):
            pipe.send((share, method))
        return sum(pipe.recv() for pipe in pipes)

    taken = {}
    for method in WORK:
        both(method, warm, warm)
        start = time.perf_counter()
        rows = both(method, files[::2], files[1::2])
        taken[method] = rows, time.perf_counter() - start
    for pipe in pipes:
        pipe.send(None)
    return taken


def in_spark(folder: Path, warm: Path) -> dict[str, tuple[int, float]]:
    """Return rows and seconds of Spark with two threads."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    from citelaw.integrations import spark as citelaw_spark

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", False)
    builder = builder.config("spark.ui.showConsoleProgress", False)
    session = builder.config("spark.sql.files.maxPartitionBytes", FILE).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def rows(method: str, where: Path) -> int:
        found = getattr(citelaw_spark, method)(session.read.parquet(str(where)))
        counted = found.selectExpr("count(*)", "max(raw)").first()  # raw: the columns are read
        assert counted is not None
        return int(counted[0])

    taken = {}
    for method in WORK:
        rows(method, warm)
        start = time.perf_counter()
        taken[method] = rows(method, folder), time.perf_counter() - start
    session.stop()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare Spark with two plain processes.")
    parser.add_argument("--megabytes", type=float, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, warm = Path(name) / "documents", Path(name) / "warm"
        folder.mkdir()
        warm.mkdir()
        number = write(folder, int(arguments.megabytes * 1_000_000))
        write(warm, 400_000, 50_000)  # tasks for every process
        alone = plain(sorted(folder.iterdir()), sorted(warm.iterdir()))
        spark = in_spark(folder, warm)
    print(f"{number} documents, {arguments.megabytes:g} MB")
    for method in WORK:
        (rows, own), (spark_rows, seconds) = alone[method], spark[method]
        if rows != spark_rows:
            sys.exit(f"{method}: {spark_rows} rows from Spark, {rows} from two processes")
        print(
            f"{method:8} two processes {own:7.2f} s, Spark local[2] {seconds:7.2f} s: "
            f"{own / seconds:.2f} of their speed; {rows} rows"
        )


if __name__ == "__main__":
    main()
