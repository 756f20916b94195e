"""Extraction with attribution, in megabytes of UTF-8 a second on one core.

    python bench/extraction.py [FILE|DIR ...] [--megabytes 20]

Every list is a document of its own. Copies of the lists fill up the amount; they differ in digits
(the last digit of every number is drawn anew), so that no cache can help. The ratio compares with
``re.findall`` of 《[^《》]+》 over the same texts in the same run.
"""

import argparse
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

from citelaw.engine import Engine
from citelaw.readers import read_bytes

FIXTURES = Path(__file__).parent.parent / "fixtures" / "lists"
LAST_DIGIT = re.compile(r"[0-9](?![0-9])")
TITLE = re.compile("《[^《》]+》")
MEGABYTE = 1_000_000


def lists(paths: list[Path]) -> list[str]:
    files = [
        file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])
    ]
    return [
        read_bytes(file.read_bytes(), file.name).source
        for file in files
        if file.is_file() and file.name != "README.md"
    ]


def copies(texts: list[str], limit: int) -> Iterator[bytes]:
    """The lists, then copies that differ in digits, ``limit`` bytes of UTF-8 at most."""
    draw = random.Random(2026)
    made = 0
    for round_number in range(limit):
        for text in texts:
            # 1 and 2 keep months, days and years what they are
            copy = LAST_DIGIT.sub(lambda _: draw.choice("12"), text) if round_number else text
            data = copy.encode()
            made += len(data)
            if made > limit:
                return
            yield data


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure extraction with attribution.")
    parser.add_argument("paths", nargs="*", type=Path, default=[FIXTURES])
    parser.add_argument("--megabytes", type=float, default=20)
    arguments = parser.parse_args()
    data = list(copies(lists(arguments.paths), int(arguments.megabytes * MEGABYTE)))
    size = sum(map(len, data)) / MEGABYTE
    engine = Engine()
    engine.extract_document(engine.read_text("《甲法》"))  # loads the names and the patterns

    statutes = pinpoints = 0
    reading = finding = searching = 0.0
    for one in data:
        start = time.perf_counter()
        document = read_bytes(one, "list")
        read = time.perf_counter()
        cells = engine.extract_document(document)
        found = time.perf_counter()
        TITLE.findall(document.source)
        searched = time.perf_counter()
        reading += read - start
        finding += found - read
        searching += searched - found
        statutes += sum(len(cell.statutes) for cell in cells)
        pinpoints += sum(len(cell.citations) for cell in cells)

    print(f"{len(data)} documents, {size:.1f} MB, {statutes} statutes, {pinpoints} pinpoints")
    print(f"extraction with attribution  {size / finding:6.1f} MB/s")
    print(f"reading                      {size / reading:6.1f} MB/s")
    print(f"both                         {size / (reading + finding):6.1f} MB/s")
    print(f"re.findall of 《[^《》]+》    {size / searching:6.1f} MB/s")
    print(f"extraction takes {finding / searching:.1f} times as long as re.findall")


if __name__ == "__main__":
    main()
