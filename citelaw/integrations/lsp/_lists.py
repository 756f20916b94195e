"""Many lists at once, whether or not they are open: as ``citelaw check`` does, in this process.

What happens here happens in a thread of its own, with engines of its own.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citelaw.errors import CitelawError, ReportError, why
from citelaw.words import Words

if TYPE_CHECKING:
    from citelaw.annotating import Annotated
    from citelaw.configuration import Configuration
    from citelaw.model import Report
    from citelaw.running import Progress


class Wanted(NamedTuple):
    """Lists that are to be checked.

    ``paths`` are files and folders. ``texts`` are those of the files that are open, by their paths:
    they count in place of what is saved. ``configuration`` decides for all lists, None for the
    nearest one of each.
    """

    paths: tuple[str, ...]
    texts: Mapping[str, str]
    configuration: Path | None
    today: date


class Found(NamedTuple):
    """What was found, and why some lists could not be looked for."""

    report: Report
    failures: tuple[Words, ...]


class StoppedError(CitelawError):
    """Somebody does not want to wait for the end."""


def check_lists(wanted: Wanted, progress: Progress, *, views: bool = False) -> Found:
    """Return what is found in lists; ``views`` where a page of them is to be made.

    Raises:
        CitelawError: the database or the configuration cannot be used, or ``progress`` wants to
            stop.
    """
    from citelaw.configuration import Configuration
    from citelaw.files import chosen
    from citelaw.running import Cache, Run, cache_folder
    from citelaw.settings import Settings

    configuration = Configuration(Settings(), today=wanted.today, file=wanted.configuration)
    lists = chosen(wanted.paths, configuration)
    texts = {os.path.abspath(path): text for path, text in wanted.texts.items()}
    contents = {
        path: _bytes(texts[key], Path(path), configuration)
        for path in lists.paths
        if (key := os.path.abspath(path)) in texts
    }
    cache = Cache(cache_folder())
    run = Run(configuration, cache=cache, progress=progress, views=views)
    return Found(run.check(lists.paths, contents), lists.failures)


def _bytes(text: str, path: Path, configuration: Configuration) -> bytes:
    """Return a text of the editor as it is read from a file."""
    try:
        encoding = configuration.nearest(path).encoding or "utf-8"
    except CitelawError:  # the report on the file will say so
        encoding = "utf-8"
    return text.encode(encoding, "replace")


def write_page(report: Report, language: str, folder: str) -> str:
    """Write the page for a report to a new file; return its path.

    Args:
        report: what was found, with views.
        language: "zh" or "en".
        folder: from where the page names the lists.

    Raises:
        ReportError: the page cannot be written.
    """
    from citelaw.manual import pages
    from citelaw.reporters import Language, Style, load_reporter

    reporter = load_reporter("html")
    style = Style(language=Language(language), folder=folder, pages=pages())
    content = reporter.render(report, style)
    try:
        handle, path = tempfile.mkstemp(prefix="citelaw-", suffix=".html")
        with open(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        reason = why(error)
        raise ReportError(
            f"报告写不进临时文件夹（{reason.chinese}）。",
            f"the report cannot be written to the temporary folder ({reason.english}).",
        ) from error
    return path


def write_copy(path: Path, configuration: Path | None, today: date, language: str) -> Annotated:
    """Write the annotated copy of a file beside it, as it is saved.

    Args:
        path: the file.
        configuration: the file that decides, None for the nearest one.
        today: the day that counts as today.
        language: "zh" or "en".

    Raises:
        CitelawError: the file cannot be read, or the copy cannot be written.
    """
    from citelaw.annotating import Wish, annotate
    from citelaw.configuration import Configuration
    from citelaw.engine import Engine
    from citelaw.reporters import Language
    from citelaw.settings import Settings

    decided = Configuration(Settings(), today=today, file=configuration)
    engine = Engine(configuration=decided, views=True)
    return annotate(engine, os.fspath(path), Wish(language=Language(language)))
