"""What tests in homes of data share: a Spark of this machine, on the interpreter of the tests."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "ignore:PySpark does not yet fully support pandas")


@pytest.fixture(scope="session")
def java(needed: Callable[[str, str], str]) -> str:
    """Java, and a surrounding in which Spark stays on this machine and on this interpreter."""
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    return needed("CITELAW_JAVA", "java")


@pytest.fixture(scope="session")
def spark(java: str) -> Iterator[Any]:
    """A session of Spark in this process with two threads (``local[2]``)."""
    pyspark = pytest.importorskip("pyspark.sql", reason="make test-data installs pyspark")
    builder = pyspark.SparkSession.builder.master("local[2]").appName("citelaw tests")
    session = builder.config("spark.ui.enabled", False).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
