"""``citelaw convert``: a list of any shape as a clean table."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from citelaw.commands import _complete, _console, _lists, _options

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.model import Shape

FORMATS = ("xlsx", "tsv", "md", "jsonl")


@click.command(short_help="Make a clean table of a list.")
@click.argument("file", metavar="FILE", callback=_options.one_list, shell_complete=_complete.files)
@_options.reading
@_options.database
@_options.configuration
@_options.output
@click.option(
    "--to",
    "form",
    type=click.Choice(FORMATS),
    help="xlsx: a workbook; tsv: fields parted by tabs; md: a table in Markdown; jsonl: one object "
    "a line.  [default: what the name of the output ends in]",
)
def convert(
    file: str,
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str | None,
    form: str | None,
) -> int:
    """Make a clean table of the list FILE: a row an item, and what it cites in columns of its own.

    The columns 序号, 事项名称, 类型 come first, then the list's own, then 引用数, 引用法规,
    引用条款, 引用文号. FILE may be - (standard input).

    Exit status: 0, or 2 where the file could not be read or the table not be written.
    """
    from citelaw.reporters import load_converter
    from citelaw.reporters.convert import tabulated
    from citelaw.settings import Settings
    from citelaw.words import Words

    form = form or _form_of(output)
    converter = load_converter(form)
    if output is None and converter.binary and _console.on_terminal():
        raise click.UsageError(
            _console.said(
                f"{form} 不能写到终端；用 -o 写到文件",
                f"{form} is nothing for a terminal; use -o and a file",
            )
        )
    settings = Settings(databases=database, shape=shape, encoding=encoding)
    lists = _lists.Lists((file,), _options.configured(settings, config, isolated), output)
    if len(lists.paths) > 1:
        raise click.UsageError(
            _console.said("一次只转换一份清单", "one list is converted at a time")
        )
    for one in lists:
        table = tabulated(one.document, one.engine.extract_document(one.document))
        _console.write([converter.render(table)], output)
        for note in one.document.notes:
            _console.complain(Words(*(f"{one.path}：{said}" for said in note)))
        if not table.items:
            _console.complain(
                Words(
                    f"{one.path}：没有找到表格，只有文字；用 --shape 说明清单是怎样排的。",
                    f"{one.path}: no table was found, only text; say with --shape how it is laid "
                    "out.",
                )
            )
    return _console.FAILED if lists.failed else 0


def _form_of(output: str | None) -> str:
    """Return the format that the name of a file stands for.

    Raises:
        UsageError: it stands for none.
    """
    form = os.path.splitext(output or "")[1].lower().removeprefix(".")
    if form not in FORMATS:
        words = "、".join(FORMATS), ", ".join(FORMATS)
        raise click.UsageError(
            _console.said(
                f"没有给出 --to；写 --to 和 {words[0]} 之一，或者 -o 一个这样结尾的文件",
                f"--to is missing; give it one of {words[1]}, or -o a file that ends so",
            )
        )
    return form


COMMAND = convert
