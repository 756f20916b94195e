"""What a large workbook takes: to be read, checked and annotated, against the same list as text.

    python bench/office.py [--rows 5000]

The list is made up (``written.py``): hundreds of statutes, eight columns, no two rows alike. The
workbook is written by openpyxl, with a head, shared strings and numbers as numbers. Each command is
a process of its own, without the cache; its memory is the most that it had at once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from written import DAY, HEADS, Writer

from citelaw.registry import open_registry

AIM_SPEED, AIM_MEMORY, AIM_ANNOTATED = 1.0, 400, 10.0
"""MB of text a second, MB, seconds."""


class Measured(NamedTuple):
    """Seconds, and megabytes at most."""

    seconds: float
    memory: float


def measured(*arguments: str) -> Measured:
    """Run citelaw; what it takes."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "citelaw", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f"citelaw {' '.join(arguments)} failed")
    return Measured(seconds, usage.ru_maxrss / 1024)


def write(rows: int, folder: Path) -> int:
    """Write the list as a workbook and as text; return the bytes of its text in UTF-8."""
    from openpyxl import Workbook

    writer = Writer(open_registry(), seed=7)
    table = [list(HEADS)]
    table += [[str(number), *writer.fields()[1:]] for number in range(1, rows + 1)]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("权责清单")
    for at, row in enumerate(table):
        sheet.append([int(row[0]) if at else row[0], *row[1:]])
    workbook.save(folder / "list.xlsx")
    text = "".join("\t".join(field.replace("\n", " ") for field in row) + "\n" for row in table)
    (folder / "list.tsv").write_text(text, encoding="utf-8")
    return len(text.encode())


def main(rows: int) -> None:
    """Print what each command takes, beside its aim."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write(rows, folder) / 1e6
        given = ("--no-cache", "--jobs", "1", "--isolated", "--as-of", DAY.isoformat())
        book, text = str(folder / "list.xlsx"), str(folder / "list.tsv")
        print(f"{rows} rows, {size:.2f} MB of text")
        read = measured("extract", text)
        print(f"extract, text      {read.seconds:6.2f} s  {read.memory:5.0f} MB")
        read = measured("extract", book)
        print(f"extract, workbook  {read.seconds:6.2f} s  {read.memory:5.0f} MB")
        plain = measured("check", *given, text)
        print(f"check, text        {plain.seconds:6.2f} s  {plain.memory:5.0f} MB")
        one = measured("check", *given, book)
        print(
            f"check, workbook    {one.seconds:6.2f} s  {one.memory:5.0f} MB  "
            f"{size / one.seconds:.2f} MB/s (aim {AIM_SPEED}), {one.seconds / plain.seconds:.2f} "
            f"of the text; memory aim {AIM_MEMORY}"
        )
        out = str(folder / "list.out.xlsx")
        one = measured("annotate", "--isolated", "--as-of", DAY.isoformat(), book, "-o", out)
        print(
            f"annotate           {one.seconds:6.2f} s  {one.memory:5.0f} MB  "
            f"(aim {AIM_ANNOTATED} s)"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=5000)
    main(parser.parse_args().rows)
