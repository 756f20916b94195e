"""What a whole process costs: help against a bare program of click, commands against its import.

The library is measured against the import of regex.

python bench/startup.py [FILE] [--runs 15]
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = "import click; click.command()(lambda: None)()"
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
    regex = best(arguments.runs, "-c", "import regex") - bare
    citelaw = best(arguments.runs, "-c", "import citelaw") - bare
    print(f"import citelaw {citelaw:.1f} ms more, {citelaw / regex:.2f} times import regex")
    first = "import citelaw; citelaw.check('依据《中华人民共和国社会保险法》第九百条。')"
    cost = best(arguments.runs, "-c", first) - bare
    print(f"and a first check {cost:.0f} ms more, {cost / regex:.1f} times import regex")
    program = best(arguments.runs, "-c", PROGRAM, "--help")
    print(f"program of click --help {program:.0f} ms, the whole process")
    for command in (["--help"], ["rule", "CL101"]):
        whole = best(arguments.runs, "-m", "citelaw", *command)
        print(f"citelaw {' '.join(command):<10} {whole:5.0f} ms, {whole / program:.2f} times that")
    for command in (["extract", file], ["check", file]):
        cost = best(arguments.runs, "-m", "citelaw", *command) - bare
        print(f"citelaw {command[0]:<8} {cost:5.0f} ms more, {cost / click:.1f} times click")


if __name__ == "__main__":
    main()
