"""``citelaw statutes build``: compiles a statute database from facts and texts."""

from __future__ import annotations

from pathlib import Path

import click

from citelaw.commands import _console


@click.command(short_help="Compile a statute database from facts and texts.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of statute texts; only fingerprints of their words are stored.",
)
@click.option(
    "--curated",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of TOML facts; those shipped with citelaw by default.",
)
@click.option(
    "--local",
    is_flag=True,
    help="Take the local statutes in place of the national: a second file to look up beside.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="statutes.sqlite",
    show_default=True,
    metavar="FILE",
    help="Database to write.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What was passed over, repaired or found wrong; default: beside the database.",
)
def build(
    corpus: Path | None, curated: Path | None, local: bool, out: Path, report: Path | None
) -> int:
    """Compile a statute database from TOML facts and a corpus of texts.

    Only fingerprints of the words are stored. Counts go to standard output, progress to standard
    error, and every file that was passed over or has a fault, with its line, to the report.
    """
    from citelaw.registry.building import build as compile_database
    from citelaw.registry.curated import SHIPPED

    built = compile_database(
        corpus, curated or SHIPPED, out, local=local, progress=_console.complain
    )
    lines = built.lines()
    report = report or out.with_suffix(".report.txt")
    _console.write([f"{line}\n".encode() for line in lines], str(report))
    counts = [*lines[: lines.index("")], f"report {report}"]
    _console.write([f"{line}\n".encode() for line in counts])
    return 0


COMMAND = build
