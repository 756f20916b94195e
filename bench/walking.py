"""What it costs to find the lists in a large tree, beside what the file system takes.

python bench/walking.py [--folders 1000] [--files 10]
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from citelaw.configuration import Configuration
from citelaw.files import chosen
from citelaw.settings import Settings

IGNORED = [f"*.ext{n}" for n in range(60)] + [f"name{n}" for n in range(60)] + ["out/", "!out/a"]


def tree(root: Path, folders: int, files: int) -> None:
    """Make lists in folders of ten folders each."""
    for folder in range(folders):
        path = root.joinpath(*str(folder), "清单")
        path.mkdir(parents=True, exist_ok=True)
        for file in range(files):
            (path / f"清单{file}.txt").touch()


def listed() -> int:
    """Return how many entries there are, as cheaply as that can be told."""
    found, waiting = 0, ["."]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                found += 1
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
    return found


def best(ask: Callable[[], object]) -> float:
    """The least time in milliseconds that ``ask`` takes in five tries."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the choice of files.")
    parser.add_argument("--folders", type=int, default=1000)
    parser.add_argument("--files", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        tree(Path(), arguments.folders, arguments.files)

        def choose() -> int:
            return len(chosen([], Configuration(Settings())).files)

        print(f"{listed()} entries, scandir alone: {best(listed):.0f} ms")
        print(f"{choose()} lists chosen: {best(choose):.0f} ms")
        Path(".citelawignore").write_text("\n".join(IGNORED), "utf-8")
        print(f"with an ignore file of {len(IGNORED)} lines: {best(choose):.0f} ms")
        os.chdir("/")


if __name__ == "__main__":
    main()
