"""What the rows of a table cost beside the engine's own walk, by ratios of one run.

python bench/arrow_rows.py [--megabytes 2] [--kilobytes 30]

Documents are the fixtures one after the other, each so long; the walk reads a document and finds
its citations, or checks them, and keeps nothing. The ratios are medians over rounds in which all
are measured one after the other, so that what else the machine does falls on all.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
from extraction import FIXTURES, MEGABYTE, copies, lists

from citelaw.engine import Engine as Walk
from citelaw.integrations.arrow import check_batches, extract_batches
from citelaw.library import Engine

ROUNDS = 5


def documents(megabytes: float, kilobytes: float) -> Iterator[str]:
    """Yield lists of about ``kilobytes`` each; a list that is longer stands alone."""
    found, size = [], 0
    for one in copies(lists([FIXTURES]), int(megabytes * MEGABYTE)):
        found.append(one.decode())
        size += len(one)
        if size >= kilobytes * 1000:
            yield "\n".join(found)
            found, size = [], 0
    if found:
        yield "\n".join(found)


def seconds(work: Callable[[], Iterable[object]]) -> float:
    start = time.perf_counter()
    for _ in work():
        pass
    return time.perf_counter() - start


def compare(name: str, *ways: Callable[[], Iterable[object]]) -> None:
    """Print how long the walk, results and rows take, and how that compares."""
    rounds = [[seconds(way) for way in ways] for _ in range(ROUNDS + 1)][1:]
    _, results, rows = (
        statistics.median(times[way] / times[0] for times in rounds) for way in range(3)
    )
    alone = statistics.median(times[0] for times in rounds)
    print(f"{name:8} walk {alone:5.2f} s, results {results:.2f} times, rows {rows:.2f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what rows cost beside the walk.")
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--kilobytes", type=float, default=30)
    arguments = parser.parse_args()
    texts = list(documents(arguments.megabytes, arguments.kilobytes))
    batch = pa.RecordBatch.from_pydict({"id": range(len(texts)), "text": texts})
    engine, walk = Engine().prepare(), Walk().prepare()
    print(f"{len(texts)} documents, {sum(len(text.encode()) for text in texts) / MEGABYTE:.1f} MB")
    compare(
        "extract",
        lambda: (walk.extract_document(walk.read_text(text)) for text in texts),
        lambda: (engine.extract(text, name="") for text in texts),
        lambda: extract_batches([batch], engine=engine),
    )
    compare(
        "check",
        lambda: (walk.check_document(walk.read_text(text)) for text in texts),
        lambda: (engine.check(text, name="") for text in texts),
        lambda: check_batches([batch], engine=engine),
    )


if __name__ == "__main__":
    main()
