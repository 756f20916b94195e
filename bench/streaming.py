"""What memory a run over a large folder takes, and how fast it is, as tables are written.

python bench/streaming.py [--megabytes 100] [--jobs 2] [--command check] [--lists DIR]

The lists are made up (bench/written.py), from 2 KB to 2 MB each, half of their bytes in those above
500 KB. The most memory is that of all processes of the run together, asked of /proc (Linux) every
50 ms, with what they share counted for each; "second half" is the most after half of the time,
which tells memory that grows from memory that is used. ``--lists`` keeps the lists there for the
next time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from written import NAMES, SHAPES, Writer

from citelaw.registry import open_registry

SMALLEST, LARGEST = 2_000, 2_000_000
PAGE = os.sysconf("SC_PAGE_SIZE")


def sizes(total: int) -> Iterator[int]:
    """Yield sizes of lists, as many small ones as large ones by their order of magnitude."""
    random = Random(8)
    while total > 0:
        size = min(int(SMALLEST * (LARGEST / SMALLEST) ** random.random()), total)
        yield size
        total -= size


def write(folder: Path, total: int) -> None:
    """Write lists of ``total`` bytes together, a hundred in a folder."""
    writer = Writer(open_registry())
    for number, size in enumerate(sizes(total)):
        shape = SHAPES[number % len(SHAPES)]
        inside = folder / f"{number // 100:04}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number:06}-{NAMES[shape]}").write_text(writer.list_of(shape, size), "utf-8")


def memory(process: int) -> int:
    """Return the bytes of memory that a process and those that it started have now."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [one for task in tasks for one in (task / "children").read_text().split()]
    except (OSError, IndexError):  # it has ended
        return 0
    return pages * PAGE + sum(memory(int(child)) for child in children)


def measured(command: list[str]) -> tuple[float, int, int]:
    """Run a command; return the seconds, and the most memory, of all and of the second half."""
    seen = []
    start = time.perf_counter()
    with subprocess.Popen(command) as run:
        while run.poll() is None:
            seen.append((time.perf_counter() - start, memory(run.pid)))
            time.sleep(0.05)
    seconds = time.perf_counter() - start
    if run.returncode not in (0, 1):
        sys.exit(f"the run ended with {run.returncode}")
    late = [size for at, size in seen if at > seconds / 2]
    return seconds, max(size for _, size in seen), max(late)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the memory of a run over a folder.")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--command", choices=["check", "extract"], default="check")
    parser.add_argument("--lists", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lists = arguments.lists or Path(name) / "lists"
        if not lists.is_dir():
            write(lists, arguments.megabytes * 1_000_000)
        out = Path(name) / "out"
        command = [sys.executable, "-m", "citelaw", arguments.command, str(lists)]
        command += [f"--output-format=parquet:{out}", "-j", str(arguments.jobs)]
        seconds, most, late = measured(command)
        read = sum(path.stat().st_size for path in lists.rglob("*") if path.is_file())
        written = sum(path.stat().st_size for path in out.iterdir())
    print(
        f"{read / 1e6:.0f} MB of lists, {arguments.command} with {arguments.jobs} job(s): "
        f"{seconds:.1f} s, {read / 1e6 / seconds:.2f} MB/s, tables of {written / 1e6:.1f} MB; "
        f"most memory {most / 1e6:.0f} MB, in the second half {late / 1e6:.0f} MB"
    )


if __name__ == "__main__":
    main()
