"""What workers and the cache save on a run over many lists, and what a worker takes of memory.

python bench/running.py [FILE ...] [--copies 200] [--jobs 2] [--format full]

Each copy ends with a line of its own, so that no two lists are the same. Times are those of whole
processes that write their report to a file; ratios are of one run of this program.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).parent.parent / "fixtures" / "lists"

PROGRAM = """
import resource
from citelaw.__main__ import main
if __name__ == "__main__":
    try:
        main()
    finally:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(own // 1024, worker // 1024)
"""


class Measured(NamedTuple):
    """A run: seconds, and the most memory of the process and of its largest worker in MB."""

    seconds: float
    own: int
    worker: int


def measured(folder: Path, *options: str) -> Measured:
    """Run ``citelaw check`` on the lists in ``folder``."""
    program = folder.parent / "program.py"
    program.write_text(PROGRAM, "utf-8")
    report = folder.parent / "report"
    command = [sys.executable, str(program), "check", "--exit-zero", "-o", str(report), *options]
    environment = {**os.environ, "CITELAW_CACHE_DIR": str(folder.parent / "cache")}
    start = time.perf_counter()
    done = subprocess.run(
        [*command, str(folder)], capture_output=True, text=True, check=True, env=environment
    )
    own, worker = done.stdout.split()[-2:]
    return Measured(time.perf_counter() - start, int(own), int(worker))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure runs over many lists.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--copies", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", default="full")
    arguments = parser.parse_args()
    files = arguments.files or sorted(FIXTURES.glob("*.*"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "lists"
        folder.mkdir()
        for number in range(arguments.copies):
            for file in files:
                end = f"\n第{number}份。\n".encode()
                (folder / f"{number}-{file.name}").write_bytes(file.read_bytes() + end)
        look = ("--output-format", arguments.format)
        one = measured(folder, *look, "--no-cache", "-j", "1")
        several = measured(folder, *look, "--no-cache", "-j", str(arguments.jobs))
        cold = measured(folder, *look, "-j", str(arguments.jobs))
        warm = min(measured(folder, *look) for _ in range(3))
    print(f"{len(files) * arguments.copies} lists, report as {arguments.format}")
    print(f"one process            {one.seconds:6.2f} s, {one.own} MB")
    print(
        f"{arguments.jobs} workers, no cache    {several.seconds:6.2f} s, "
        f"{one.seconds / several.seconds:.2f} times as fast; "
        f"{several.own} MB, a worker {several.worker} MB"
    )
    print(f"{arguments.jobs} workers, cold cache  {cold.seconds:6.2f} s")
    print(
        f"warm cache             {warm.seconds:6.2f} s, {cold.seconds / warm.seconds:.1f} times as "
        f"fast as cold with workers, {one.seconds / warm.seconds:.1f} times as one process"
    )


if __name__ == "__main__":
    main()
