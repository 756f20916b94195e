"""Does Spark give what one process gives, and say so where it cannot?"""

import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa


def test_python_workers_of_spark_run_on_the_interpreter_of_the_tests(spark: Any) -> None:
    def interpreter(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            yield pa.RecordBatch.from_pydict({"program": [sys.executable]})

    found = spark.range(1).mapInArrow(interpreter, "program string").collect()

    assert [row.program for row in found] == [sys.executable]
