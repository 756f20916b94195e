"""``citelaw export``: the citations in lists as training data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from citelaw.commands import _console, _lists, _options
from citelaw.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.integrations.training import Example
    from citelaw.model import Shape

ENDINGS = {".spacy": "docbin", ".jsonl": "jsonl"}


@click.command(short_help="Make training data of lists.")
@_options.files
@_options.database
@_options.configuration
@_options.output
@click.option(
    "--to",
    "form",
    type=click.Choice(["docbin", "jsonl"]),
    help="docbin: a .spacy file for spacy train; jsonl: one object a line, as Prodigy reads it.  "
    "[default: what the name of the output ends in]",
)
@click.option(
    "--by",
    "unit",
    type=click.Choice(["file", "line"]),
    default="file",
    show_default=True,
    help="What an example is; of an Office file a line is a paragraph or a cell. Lines that a "
    "citation goes over stay together.",
)
def export(
    files: tuple[str, ...],
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    config: Path | None,
    isolated: bool,
    output: str | None,
    form: str | None,
    unit: str,
) -> int:
    """Make training data of the citations in FILEs: texts with the places that cite, labelled.

    Labels are STATUTE (法规), PINPOINT (条款) and FORM (文书、表格). A FILE may be a folder, a glob
    or - (standard input); without any it is the working folder.

    Exit status: 0, or 2 where a file could not be read; the others are exported all the same.
    """
    from citelaw.settings import Settings

    form = form or _form_of(output)
    if form == "docbin" and output is None and _console.on_terminal():
        raise click.UsageError(
            _console.said(
                "docbin 不能写到终端；用 -o 写到文件",
                "docbin is nothing for a terminal; use -o and a file",
            )
        )
    chunks = _docbin if form == "docbin" else _lines
    settings = Settings(databases=database, shape=shape, encoding=encoding)
    lists = _lists.Lists(files, _options.configured(settings, config, isolated), output)
    _console.write(chunks(_examples(lists, unit)), output)
    return _console.FAILED if lists.failed else 0


def _examples(lists: _lists.Lists, unit: str) -> Iterator[Example]:
    from citelaw.integrations.training import example_of, lines_of

    for one in lists:
        example = example_of(one.document, one.engine.extract_document(one.document), one.path)
        yield from lines_of(example) if unit == "line" else [example]
        for note in one.document.notes:
            _console.complain(Words(*(f"{one.path}：{said}" for said in note)))


def _lines(examples: Iterator[Example]) -> Iterator[bytes]:
    from citelaw.integrations.training import json_line

    return map(json_line, examples)


def _docbin(examples: Iterator[Example]) -> Iterator[bytes]:
    """Yield the file, which can be written only when all is in it."""
    from citelaw.integrations.training import Bin

    found = Bin()
    for example in examples:
        found.add(example)
    if found.dropped:
        _console.complain(
            Words(
                f"有 {found.dropped} 处与别的引用重叠，只作 spans，不作 ents。",
                f"{found.dropped} place(s) overlap others; they are spans, but no ents.",
            )
        )
    yield found.to_bytes()


def _form_of(output: str | None) -> str:
    """Return the format that the name of a file stands for.

    Raises:
        UsageError: it stands for none.
    """
    form = ENDINGS.get(os.path.splitext(output or "")[1].lower())
    if form is None:
        raise click.UsageError(
            _console.said(
                "没有给出 --to；写 --to docbin 或 --to jsonl，"
                "或者 -o 一个以 .spacy、.jsonl 结尾的文件",
                "--to is missing; give it docbin or jsonl, or -o a file that ends in .spacy or "
                ".jsonl",
            )
        )
    return form


COMMAND = export
