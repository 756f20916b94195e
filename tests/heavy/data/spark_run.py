"""A job that says on standard output when the first of its tasks is done.

``python spark_run.py MASTER DOCUMENTS DATABASE OUT``: checks the Parquet file DOCUMENTS into the
Parquet file OUT.
"""

import sys
import threading
import time

import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from citelaw.integrations.spark import check

TASKS = 24


def main() -> None:
    master, documents, database, out = sys.argv[1:]
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", False)
    builder = builder.config("spark.executor.memory", "512m")
    session = builder.getOrCreate()
    context = session.sparkContext
    df = session.createDataFrame(pq.read_table(documents)).repartition(TASKS)
    rows = check(df, database=database)

    def tell() -> None:
        tracker = context.statusTracker()
        while True:
            stages = map(tracker.getStageInfo, tracker.getActiveStageIds())
            if any(one and one.numTasks == TASKS and one.numCompletedTasks for one in stages):
                print("begun", flush=True)
                return
            time.sleep(0.02)

    threading.Thread(target=tell, daemon=True).start()
    pq.write_table(rows.toArrow(), out)
    session.stop()


if __name__ == "__main__":
    main()
