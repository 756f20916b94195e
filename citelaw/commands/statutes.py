"""``citelaw statutes``: what the statute database holds, and building one."""

from __future__ import annotations

from pathlib import Path

import click

from citelaw.commands import _console, _options

SHIPPED_FACTS = Path(__file__).parent.parent / "statutes"


@click.group(short_help="Show or build the statute database.")
def statutes() -> None:
    """Show or build the statute database (法规数据库)."""


@statutes.command()
@_options.database
def info(database: Path | None) -> int:
    """Show what the statute database holds and how far it is known."""
    from citelaw.model import Tier
    from citelaw.registry import open_registry

    registry = open_registry(database)
    lines = [f"数据截至 {registry.data_date}", f"数据摘要 {registry.digest}"]
    lines += [f"{Tier(tier).chinese}更新至 {day}" for tier, day in registry.known_to]
    lines += [f"不加书名号也能识别的名称 {len(registry.names())} 个"]
    _console.write(["\n".join([*lines, ""]).encode()])
    return 0


@statutes.command()
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of statute texts; only fingerprints of their words are stored.",
)
@click.option(
    "--curated",
    type=click.Path(path_type=Path),
    default=SHIPPED_FACTS,
    metavar="DIR",
    help="Folder of TOML facts; those shipped with citelaw by default.",
)
@click.option("--local", is_flag=True, help="Take the local statutes in place of the national.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="statutes.sqlite",
    show_default=True,
    metavar="FILE",
    help="Database to write.",
)
def build(corpus: Path | None, curated: Path, local: bool, out: Path) -> int:
    """Compile a statute database from TOML facts and a corpus of texts."""
    from citelaw.registry.build import build as compile_database

    report = compile_database(corpus, curated, out, local=local)
    for defect in report.defects:
        _console.complain(f"{defect.file}:{defect.line}: {defect.reason}")
    _console.write(
        [
            f"statutes {report.statutes}, versions {report.versions}, "
            f"articles {report.articles}, defects {len(report.defects)}\n"
            f"digest {report.digest}\n".encode()
        ]
    )
    return 0


COMMAND = statutes
