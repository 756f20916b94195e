"""A user's own texts: kept in the data folder of the system, compiled into a database there.

The texts are kept as files in the corpus format, so that a later import adds to them and a later
citelaw can compile them again; ``texts.sqlite`` beside them is what is asked.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citelaw.registry.building import BuildReport, Progress
    from citelaw.registry.building.corpus import Defect, StatuteText
    from citelaw.registry.convert import Source

_NAME = "citelaw"
_DATABASE = "texts.sqlite"
_TEXTS = "texts"
_VARIABLE = "CITELAW_DATA"
_LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w（）〈〉《》、·—-]+")


def data_folder() -> Path:
    """Return the folder of citelaw's user data; the variable ``CITELAW_DATA`` names another."""
    named = os.environ.get(_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path  # lazy: 12 ms

    return user_data_path(_NAME, appauthor=False)


def imported() -> Path | None:
    """Return the database of the user's own texts, None where nothing was imported."""
    if not os.environ.get(_VARIABLE) and not any(map(os.path.isdir, likely_folders())):
        return None
    path = data_folder() / _DATABASE
    return path if path.is_file() else None


def likely_folders() -> Iterator[str]:
    """Yield where systems keep a user's data, of which ``platformdirs`` names one.

    Every run asks whether there are texts; where none of these exists it is spared the 12 ms that
    asking ``platformdirs`` takes.
    """
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        if os.environ.get(variable):
            yield os.path.join(os.environ[variable], _NAME)
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        yield os.path.join(home, "Library", "Application Support", _NAME)
    yield os.path.join(home, ".local", "share", _NAME)
    yield os.path.join(home, "AppData", "Local", _NAME)


class Imported:
    """What an import did: the texts taken, what could not be used, the database made of all."""

    def __init__(self) -> None:
        self.taken: list[StatuteText] = []
        self.defects: list[Defect] = []
        self.report: BuildReport | None = None


def import_texts(found: Iterable[Source | Defect], folder: Path, progress: Progress) -> Imported:
    """Keep the texts ``found`` in ``folder`` and compile all that lie there.

    A text of the same title and version takes the place of the one kept before. Dates of effect
    come from the curated facts as they do for the shipped database; of nothing else are they
    taken, so that the file holds the user's texts alone.

    Raises:
        RegistryError: the folder cannot be written, or the curated facts are wrong.
    """
    from citelaw.errors import RegistryError
    from citelaw.registry.building import compile_texts
    from citelaw.registry.building.corpus import Defect, FormatError, parse_text, read_corpus
    from citelaw.registry.curated import SHIPPED, read_curated

    done = Imported()
    texts = folder / _TEXTS
    try:
        for one in found:
            if isinstance(one, Defect):
                done.defects.append(one)
                continue
            try:
                text = parse_text(one.text, one.file)
            except FormatError as error:
                done.defects.append(Defect(file=one.file, line=error.line, reason=error.reason))
                continue
            texts.mkdir(parents=True, exist_ok=True)
            (texts / file_name(text)).write_text(one.text, "utf-8", newline="\n")
            done.taken.append(text)
    except OSError as error:
        raise RegistryError(f"{folder}：写不进去（{error.strerror}）；换一个位置。") from error
    if not done.taken:
        return done
    facts = replace(read_curated(SHIPPED), statutes=(), corrections=())
    out = folder / _DATABASE
    done.report = compile_texts(read_corpus(texts), facts, out, words=True, progress=progress)
    return done


def file_name(text: StatuteText) -> str:
    """Return the name under which a text is kept: its title and version, fit for any system."""
    title = _UNSAFE.sub("_", text.title)
    if len(title) > _LONGEST_NAME:
        from zlib import crc32

        title = f"{title[:_LONGEST_NAME]}~{crc32(text.title.encode()):08x}"
    return f"{title}({_UNSAFE.sub('_', text.date)}).txt"
