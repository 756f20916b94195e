"""What a whole process costs, beyond bare Python, in multiples of importing click.

python bench/startup.py [FILE] [--runs 15]
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures" / "lists"


def best(runs: int, *arguments: str) -> float:
    """The least time that ``python ARGUMENTS`` takes, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure start-up.")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    file = arguments.file or str(FIXTURES / "tsv.txt")
    bare = best(arguments.runs, "-c", "pass")
    click = best(arguments.runs, "-c", "import click") - bare
    print(f"bare Python {bare:.0f} ms; importing click {click:.0f} ms more")
    for command in (["--help"], ["extract", file], ["check", file]):
        cost = best(arguments.runs, "-m", "citelaw", *command) - bare
        print(f"citelaw {command[0]:<8} {cost:5.0f} ms more, {cost / click:.1f} times click")


if __name__ == "__main__":
    main()
