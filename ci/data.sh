#!/usr/bin/env bash
# Runs a command with what tests/heavy/data needs: `ci/data.sh .venv/bin/pytest tests/heavy/data`.
#
# Java comes from Debian (where no Java is here). The Python packages are installed beside citelaw,
# as the processes that Spark starts run on the interpreter of the tests; no other test needs them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source-path=SCRIPTDIR/..
source ci/fetch.sh

PYPI=('pyspark[sql]==4.3.0' pandas==2.3.3 duckdb==2.0.0 polars==2.1.0 jieba==0.42.1)

from_debian java:openjdk-17-jre-headless
"$python" -m pip install --quiet --disable-pip-version-check "${PYPI[@]}"
exec "$@"
