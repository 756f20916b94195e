"""Checks a folder of lists with Spark: `spark-submit examples/spark_job.py LISTS OUT`.

LISTS is a folder that every executor can read (or a URL of HDFS or S3), with text, Office and PDF
files; OUT gets the findings as Parquet files.
"""

import sys

from pyspark.sql import SparkSession

from citelaw.integrations.spark import check


def main(lists: str, out: str) -> None:
    """Check the files in the folder ``lists``, write what is wrong to the folder ``out``."""
    spark = SparkSession.builder.appName("citelaw").getOrCreate()
    files = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(lists)

    check(files, text="content", id="path").write.parquet(out)

    found = spark.read.parquet(out)
    failed = found.where("error IS NOT NULL").select("path", "error")
    found.groupBy("kind").count().show()
    failed.show(truncate=False)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
