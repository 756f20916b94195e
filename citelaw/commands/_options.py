"""Options that several sub-commands share, and how their values are read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeVar

import click

from citelaw.commands import _complete, _console, _files

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.configuration import Configuration
    from citelaw.model import ListDate, Profile, Severity, Shape
    from citelaw.settings import FileRules, Settings

Decorated = TypeVar("Decorated", bound=Callable[..., object])

CHINA = timezone(timedelta(hours=8))


def shape(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Shape | None:
    """Read the name of a layout."""
    if value is None:
        return None
    from citelaw.model import Shape  # lazy: 25 ms

    try:
        return Shape(value)
    except ValueError:
        raise click.BadParameter(
            _console.said(
                f"没有名为 {value!r} 的版式，只能是 {'、'.join(Shape)}",
                f"there is no layout {value!r}, only {', '.join(Shape)}",
            )
        ) from None


def encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Read the name of a text encoding that Python knows."""
    if value is None:
        return None
    from citelaw.settings import is_text_encoding  # lazy: 25 ms

    if not is_text_encoding(value):
        raise click.BadParameter(
            _console.said(
                f"没有名为 {value!r} 的文字编码，常用 utf-8、gb18030",
                f"there is no encoding {value!r}; utf-8 and gb18030 are usual",
            )
        )
    return value


def profile(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Profile | None:
    """Read the name of a kind of text; click has seen that there is one."""
    if value is None:
        return None
    from citelaw.model import Profile  # lazy: 25 ms

    return Profile(value)


def severity(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Severity | None:
    """Read a severity; click has seen that there is one."""
    if value is None:
        return None
    from citelaw.model import Severity  # lazy: 25 ms

    return Severity(value)


def path(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Read the name of a file or folder."""
    if value is None:
        return None
    from pathlib import Path  # lazy: 3 ms

    return Path(value)


def paths(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    """Read the names of files given one by one."""
    return tuple(found for one in value if (found := path(ctx, param, one)) is not None)


def labels(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Read rules given one by one or with commas between them."""
    found = tuple(word.strip() for one in value for word in one.split(","))
    if not all(found):
        raise click.BadParameter(
            _console.said(
                "有空的规则；写作 CL401 或 CL401,CL402",
                "a rule is empty; write CL401 or CL401,CL402",
            )
        )
    return found


def per_file_ignores(
    _ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[FileRules, ...]:
    """Read ``GLOB:RULES``; the glob counts from the working folder."""
    if not value:
        return ()
    from citelaw.settings import FileGlob, FileRules  # lazy: 25 ms

    found = []
    for one in value:
        glob, _, words = one.rpartition(":")
        rules = tuple(word.strip() for word in words.split(","))
        if not glob.strip() or not all(rules):
            raise click.BadParameter(
                _console.said(
                    f"{one!r} 不是“文件:规则”，写作 '旧清单/*.txt:CL102,CL4'",
                    f"{one!r} is not GLOB:RULES, write 'old/*.txt:CL102,CL4'",
                )
            )
        found.append(FileRules(FileGlob(os.getcwd(), glob.strip()), rules))
    return tuple(found)


def today() -> date:
    """Return what day it is in China; this is the only place where citelaw reads the clock."""
    return datetime.now(CHINA).date()


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    """Read a calendar day; without one it is today in China."""
    return given_day(ctx, param, value) or today()


def given_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """Read a calendar day, None where none is given."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            _console.said(
                f"{value!r} 不是日期，写作 2023-06-01", f"{value!r} is no date, write 2023-06-01"
            )
        ) from None


def words(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Read a text to look for; bytes that are no UTF-8 stand in it as ?."""
    value = value.encode("utf-8", "replace").decode()
    if not value.strip():
        raise click.BadParameter(_console.said("是空的", "it is empty"))
    return value


def interval(_ctx: click.Context, _param: click.Parameter, value: str | None) -> ListDate | None:
    """Read the day, month or year in which a list was made, as the interval that it spans."""
    if value is None:
        return None
    from citelaw.settings import given_date  # lazy: 25 ms

    try:
        return given_date(value)
    except ValueError:
        message = _console.said(
            f"{value!r} 不是日期，写作 2023、2023-06 或 2023-06-01",
            f"{value!r} is no date, write 2023, 2023-06 or 2023-06-01",
        )
        raise click.BadParameter(message) from None


def configured(
    settings: Settings,
    config: Path | None,
    isolated: bool,
    day: date | None = None,
    *,
    compared: bool = True,
) -> Configuration:
    """Return the settings of the command line over the configuration files.

    What the options say of files is among them. ``day`` counts as today where neither says so;
    ``compared`` False leaves baselines out.

    Raises:
        SettingsError: they contradict each other, or the file ``config`` cannot be used.
    """
    from citelaw.configuration import Configuration

    if config is not None and isolated:
        raise click.UsageError(
            _console.said(
                "--config 和 --isolated 不能一起用", "--config does not go with --isolated"
            )
        )
    settings = _files.decided(settings)
    return Configuration(settings, today=day, file=config, isolated=isolated, compared=compared)


def reading(command: Decorated) -> Decorated:
    """Add how files are to be read."""
    for decorate in (
        click.option(
            "--encoding",
            callback=encoding,
            shell_complete=_complete.encodings,
            metavar="NAME",
            help="Encoding of the files, in place of the one that is sniffed.",
        ),
        click.option(
            "--shape",
            callback=shape,
            shell_complete=_complete.shapes,
            metavar="SHAPE",
            help="Layout of the files, in place of the one that is sniffed: tsv, csv, "
            "indented, markdown, html, key-value, lines or prose.",
        ),
    ):
        command = decorate(command)
    return command


def configuration(command: Decorated) -> Decorated:
    """Add which configuration files are read."""
    for decorate in (
        click.option(
            "--isolated", is_flag=True, help="Read no configuration file; the options decide."
        ),
        click.option(
            "--config",
            type=click.Path(),
            callback=path,
            metavar="FILE",
            help="Configuration for all files, in place of the nearest citelaw.toml, "
            ".citelaw.toml or pyproject.toml of each.",
        ),
    ):
        command = decorate(command)
    return command


def lists(ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Read the names of lists, none of which -o may overwrite."""
    for path in value:
        spare(ctx, path)
    return value


def one_list(ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Read the name of a list that -o may not overwrite."""
    spare(ctx, value)
    return value


def spare(ctx: click.Context, path: str) -> None:
    """Refuse to write the output over a list; click reads options before arguments.

    Raises:
        UsageError: ``-o`` names the file ``path``.
    """
    written = ctx.params.get("output")
    if written is not None and _console.place(written) == _console.place(path):
        message = _console.said(
            f"-o：{written} 就是要读的清单，换一个文件名",
            f"-o: {written} is a list to be read, choose another name",
        )
        raise click.UsageError(message, ctx)


def files(command: Decorated) -> Decorated:
    """Add the files to read and how to read them.

    They are what was given; ``_files.chosen`` tells which lists that means.
    """
    argument = click.argument(
        "files", metavar="[FILE]...", nargs=-1, callback=lists, shell_complete=_complete.files
    )
    return argument(_files.options(reading(command)))


database = click.option(
    "--database",
    type=click.Path(),
    callback=paths,
    multiple=True,
    metavar="FILE",
    help="Statute database, in place of the one that is shipped; further ones are looked up "
    "beside the first.",
)
output = click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=_complete.files,
    help="File to write to, in place of standard output.",
)
view_format = click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: for reading; json: for programs.",
)
AS_OF_HELP = "The day that counts as today; default: today in China."
as_of = click.option("--as-of", callback=day, metavar="DATE", help=AS_OF_HELP)
as_of_if_given = click.option("--as-of", callback=given_day, metavar="DATE", help=AS_OF_HELP)
"""For commands that read a configuration, which may say the day as well."""
list_date = click.option(
    "--list-date",
    callback=interval,
    metavar="DATE",
    help="When the lists were made (2023, 2023-06 or 2023-06-01), in place of what they say.",
)
profile_of_text = click.option(
    "--profile",
    type=click.Choice(["list", "judgment", "prose"]),
    callback=profile,
    help="What kind of text the files are, in place of what they read like.",
)
select = click.option(
    "--select",
    multiple=True,
    callback=labels,
    shell_complete=_complete.labels,
    metavar="RULES",
    help="Run these rules only: names, codes, beginnings of codes (CL4) or ALL, with commas "
    "between them; repeatable.",
)
ignore = click.option(
    "--ignore",
    multiple=True,
    callback=labels,
    shell_complete=_complete.labels,
    metavar="RULES",
    help="Leave these rules out; the longer code wins over --select.",
)
extend_select = click.option(
    "--extend-select",
    multiple=True,
    callback=labels,
    shell_complete=_complete.labels,
    metavar="RULES",
    help="Run these rules beside those that run anyway.",
)
min_severity = click.option(
    "--min-severity",
    type=click.Choice(["error", "warning", "info"]),
    callback=severity,
    help="The least severity that is reported and counted.  [default: info]",
)
baseline = click.option(
    "--baseline",
    type=click.Path(),
    callback=path,
    metavar="FILE",
    help="Leave out what this file (citelaw baseline write) holds, and say what is new, unchanged "
    "and fixed.",
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    callback=severity,
    help="The least severity that gives exit status 1.  [default: error]",
)
exit_zero = click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever is found.")
lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the text for people.",
)
