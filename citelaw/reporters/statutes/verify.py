"""Whether the rows of each database file are as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.reporters.statutes import Object, View


class Verified(NamedTuple):
    """A file, its digest where it could be read, and what is damaged in it."""

    path: str
    digest: str | None
    problems: tuple[str, ...]


def lines(files: tuple[Verified, ...]) -> Iterator[str]:
    """Yield a line for each file, and what is damaged in it."""
    for file in files:
        if file.problems:
            yield f"已损坏  {file.path}"
            yield from (f"  {problem}" for problem in file.problems)
        else:
            yield f"完好  {file.path}"
            yield f"  数据摘要 {file.digest}"


def fields(files: tuple[Verified, ...]) -> Object:
    """Return the files as objects."""
    return {
        "intact": not any(file.problems for file in files),
        "files": [
            {
                "path": file.path,
                "digest": file.digest,
                "intact": not file.problems,
                "problems": list(file.problems),
            }
            for file in files
        ],
    }


VIEW = View(name="verify", lines=lines, fields=fields)
