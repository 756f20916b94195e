"""``citelaw explain``: all that is known of the citation at one place of a list."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from citelaw.commands import _complete, _console, _freshness, _options
from citelaw.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.model import Document, ListDate, Shape, Unit

_NUMBERED = re.compile(r"(?P<before>.+):(?P<number>[0-9]{1,9})", re.DOTALL)
_INNER = "段"
"""Between the address of a cell and the number of a paragraph in it."""
NOTHING = 1


class Asked(NamedTuple):
    """A place in a file; line and column count from 1, without a column the whole line.

    In a file that is no text it may be an ``address`` (Sheet1!I7); then ``line`` means nothing.
    """

    path: str
    line: int
    column: int | None = None
    address: str = ""


def listed(ctx: click.Context, param: click.Parameter, value: str) -> Asked:
    """Read a place in a list that -o may not overwrite."""
    asked = place(ctx, param, value)
    _options.spare(ctx, asked.path)
    return asked


def place(_ctx: click.Context, _param: click.Parameter, value: str) -> Asked:
    """Read FILE:LINE, FILE:LINE:COL or FILE:ADDRESS.

    The colons of a path, and one more at the end, may stand.
    """
    value = value.removesuffix(":")
    last = _NUMBERED.fullmatch(value)
    if last is None:
        for colon in re.finditer("[:：]", value):
            path, address = value[: colon.start()], value[colon.end() :].strip()
            if address and os.path.isfile(path):
                return Asked(path, 1, address=address)
        raise click.BadParameter(
            _console.said(
                f"{value!r} 不是“文件:行”或“文件:行:列”，写作 清单.txt:12 或 清单.txt:12:5，"
                "Word、Excel 文件写作 清单.xlsx:Sheet1!I7",
                f"{value!r} is neither FILE:LINE nor FILE:LINE:COL, write list.txt:12 or "
                "list.txt:12:5, for a Word or Excel file list.xlsx:Sheet1!I7",
            )
        )
    inner = _NUMBERED.fullmatch(last["before"])
    line = Asked(last["before"], int(last["number"]))
    # A file may be called a:3; what exists decides, and line and column where nothing does.
    if inner is None or (os.path.exists(line.path) and not os.path.exists(inner["before"])):
        return line
    return Asked(inner["before"], int(inner["number"]), int(last["number"]))


@click.command(short_help="Explain the citation at a place.")
@click.argument("where", metavar="FILE:LINE[:COL]", callback=listed, shell_complete=_complete.files)
@_options.reading
@_options.configuration
@_options.database
@_options.output
@_options.view_format
@_options.lang
@_options.as_of_if_given
@_options.list_date
def explain(
    where: Asked,
    shape: Shape | None,
    encoding: str | None,
    database: tuple[Path, ...],
    output: str | None,
    output_format: str,
    lang: str,
    as_of: date | None,
    list_date: ListDate | None,
    config: Path | None,
    isolated: bool,
) -> int:
    """Show all that is known of the citations on a LINE, or of the one at COL or nearest to it.

    How it was read, which statute and version it was held against and why, what was compared,
    which rules spoke, and why the others did not. Lines and columns count from 1, as in the
    reports of check; in a Word or Excel file an address (Sheet1!I7) takes their place.

    Exit status: 0 shown, 1 no citation there, 2 the file has no such place or cannot be read.
    """
    from pathlib import Path  # lazy: 3 ms

    from citelaw.engine import Engine
    from citelaw.explain import explain as explained
    from citelaw.reporters import Language
    from citelaw.reporters.explain import load_explainer
    from citelaw.settings import Settings
    from citelaw.span import LineIndex

    settings = Settings(
        databases=database, as_of=as_of, list_date=list_date, shape=shape, encoding=encoding
    )
    configuration = _options.configured(settings, config, isolated, _options.today())
    path = Path(where.path)
    engine = Engine(configuration=configuration).prepare().beside(path).prepare()
    document = engine.read(path)
    unit = _unit(where, document) if where.address else None
    if unit is None:
        _check(where, document)
    else:
        where = where._replace(line=LineIndex(document.source).location(unit.start)[0])
    file = engine.check_document(document)
    unwanted = engine.unwanted(document.name)
    rules = [rule for rule in engine.rules if rule.code not in unwanted]
    file = file._replace(path=where.path)
    it = explained(file, rules, engine.registry, where.line, where.column, unit)
    _console.write([load_explainer(output_format).render(it, Language(lang))], output)
    if _freshness.is_old(engine.registry.data_date, engine.as_of):
        known_to = sorted(dict(engine.registry.known_to).items())
        _console.complain(_freshness.notice(known_to, engine.as_of))
    return 0 if it.subjects else NOTHING


def _unit(where: Asked, document: Document) -> Unit:
    """Return the paragraph or cell at an address; of several in one the first and all between.

    Raises:
        ReadError: the file has none of that address.
    """
    asked = _alike(where.address)
    found = [
        one for one in document.units if (_alike(one.address) + _INNER).startswith(asked + _INNER)
    ]
    if not found:
        example = document.units[0].address if document.units else "12:5"
        raise ReadError(
            f"{where.path}：没有 {where.address} 这个位置；照报告里的写法，如 {example}。",
            f"{where.path}: there is no {where.address}; write it as reports do: {example}.",
        )
    return found[0]._replace(end=found[-1].end, address=where.address)


def _alike(address: str) -> str:
    """Return what an address says without regard to case and white space."""
    return "".join(address.split()).casefold()


def _check(where: Asked, document: Document) -> None:
    """Say where a file has no such line or column.

    Raises:
        ReadError: it has not.
    """
    from citelaw.span import LineIndex

    lines = LineIndex(document.source)
    if not 1 <= where.line <= len(lines):
        raise ReadError(
            f"{where.path}：没有第 {where.line} 行，这个文件共 {len(lines)} 行，行从 1 数起。",
            f"{where.path}: there is no line {where.line}, only {len(lines)}, counted from 1.",
        )
    if where.column is None:
        return
    start, end = lines.line_span(where.line)
    if not 1 <= where.column <= end - start + 1:
        raise ReadError(
            f"{where.path}：第 {where.line} 行没有第 {where.column} 列，"
            f"这一行共 {end - start} 字，列从 1 数起。",
            f"{where.path}: line {where.line} has no column {where.column}, only {end - start} "
            "characters, counted from 1.",
        )


COMMAND = explain
