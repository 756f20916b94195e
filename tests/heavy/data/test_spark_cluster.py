"""Does a cluster give what one process gives, also when a machine of it dies?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from spark_documents import alone, by_id, table, texts
from steps import ROOT

from citelaw import check

pytest.importorskip("pyspark", reason="make test-data installs pyspark")

from spark_cluster import HOME, Cluster

RUN = Path(__file__).with_name("spark_run.py")


@pytest.fixture
def cluster(java: str, tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        made.wait()
        yield made
    finally:
        made.stop()


def test_rows_are_those_of_one_process_when_a_worker_is_killed(
    cluster: Cluster, database: Path, tmp_path: Path
) -> None:
    documents = table(texts(700), pa.string(), pa.string())
    pq.write_table(documents, tmp_path / "documents.parquet")
    files = (tmp_path / "documents.parquet", database, tmp_path / "found.parquet")
    command = [sys.executable, str(RUN), cluster.master, *map(str, files)]

    with (tmp_path / "driver.log").open("wb") as log:
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=os.environ)
    assert run.stdout is not None
    assert run.stdout.readline() == b"begun\n", (tmp_path / "driver.log").read_text()
    cluster.kill(cluster.workers[0])
    assert run.poll() is None
    run.communicate(timeout=180)

    said = (tmp_path / "driver.log").read_text("utf-8")
    assert run.returncode == 0, said
    assert "Lost executor" in said
    rows = by_id(pq.read_table(files[2]))
    assert len(rows) == 700
    assert rows == alone("check", documents, database)


def test_example_runs_by_spark_submit(java: str, tmp_path: Path) -> None:
    out = tmp_path / "found"
    lists = ROOT / "fixtures" / "lists"
    submit = [str(HOME / "bin" / "spark-submit"), "--master", "local[2]"]
    command = [*submit, str(ROOT / "examples" / "spark_job.py"), str(lists), str(out)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=240)

    assert done.returncode == 0, done.stderr
    found = pq.read_table(out).to_pylist()
    names = {f"file:{path}": path for path in lists.glob("*.*")}
    assert {row["path"] for row in found if row["kind"] == "document"} == set(names)
    for name, path in names.items():
        wrong = [one.id for one in check(path.read_bytes(), name=name).diagnostics]
        assert [row["finding"] for row in found if row["path"] == name][1:] == wrong
