"""A user's own texts: kept in the data folder of the system, compiled into a database there.

The texts are kept as files in the corpus format, so that a later import adds to them and a later
citelaw can compile them again; ``texts.sqlite`` beside them is what is asked. A file appears whole
or not at all, and every import compiles all that is kept: what an interrupt or a failure left
behind, the next one puts right.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from citelaw.pattern import Pattern

if TYPE_CHECKING:
    from citelaw.registry.building import Progress
    from citelaw.registry.building.corpus import Defect, StatuteText
    from citelaw.registry.convert import Source

_NAME = "citelaw"
_DATABASE = "texts.sqlite"
_TEXTS = "texts"
_VARIABLE = "CITELAW_DATA"
_SUFFIX = ".txt"
_LONGEST_NAME = 200
"""Bytes of a file name before its suffix; systems take 255."""

_UNSAFE = Pattern(r"[^\w（）〈〉《》、·—-]+")


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
    """What an import did.

    ``taken`` are the texts that were read, ``defects`` the files that could not be used,
    ``damaged`` the files kept earlier that are not what they were; ``kept`` counts the texts
    compiled.
    """

    def __init__(self) -> None:
        self.taken: list[StatuteText] = []
        self.defects: list[Defect] = []
        self.damaged: list[Defect] = []
        self.kept = 0


def import_texts(found: Iterable[Source | Defect], folder: Path, progress: Progress) -> Imported:
    """Keep the texts ``found`` in ``folder`` and compile all that lie there.

    A text of the same title and version takes the place of the one kept before; of two such texts
    in one import the second is a defect. Where no text can be used nothing is written. Dates of
    effect come from the curated facts as they do for the shipped database; of nothing else are
    they taken, so that the file holds the user's texts alone.

    Raises:
        RegistryError: the folder cannot be written, or the curated facts are wrong.
    """
    from citelaw.errors import RegistryError, why

    done = Imported()
    texts = _take(found, done)
    if not texts:
        return done
    try:
        _keep(texts, folder)
        _compile(folder, done, progress)
    except OSError as error:
        raise RegistryError(f"{folder}：写不进去（{why(error).chinese}）；换一个位置。") from error
    return done


def compile_kept(folder: Path, progress: Progress) -> Imported:
    """Compile the texts that are kept in ``folder`` once more, as a newer citelaw needs it.

    Raises:
        RegistryError: none is kept, or the folder cannot be read or written.
    """
    from citelaw.errors import RegistryError, why

    done = Imported()
    try:
        if not _state(folder / _TEXTS):
            raise RegistryError(f"{folder}：还没有导入过文本；给出文件夹或者 --from-package NAME。")
        _compile(folder, done, progress)
    except OSError as error:
        raise RegistryError(f"{folder}：读不出或者写不进去（{why(error).chinese}）。") from error
    return done


def _take(found: Iterable[Source | Defect], done: Imported) -> dict[str, str]:
    """Return the texts that can be used, by the name of the file to keep them in."""
    from citelaw.registry.building.corpus import Defect, FormatError, parse_text

    texts: dict[str, str] = {}
    firsts: dict[str, str] = {}
    for one in found:
        if isinstance(one, Defect):
            done.defects.append(one)
            continue
        try:
            text = parse_text(one.text, one.file)
        except FormatError as error:
            done.defects.append(Defect(file=one.file, line=error.line, reason=error.reason))
            continue
        name = file_name(text)
        if name in texts:
            reason = f"标题和版本都与 {firsts[name]} 相同，只导入前一个"
            done.defects.append(Defect(file=one.file, line=1, reason=reason))
            continue
        texts[name], firsts[name] = one.text, one.file
        done.taken.append(text)
    return texts


def _keep(texts: dict[str, str], folder: Path) -> None:
    """Write the texts; each takes its place only when all have been written out."""
    import tempfile  # lazy: 4 ms

    kept = folder / _TEXTS
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as drafts:
        for name, text in texts.items():
            Path(drafts, name).write_text(text, "utf-8", newline="\n")
        for name in texts:
            os.replace(Path(drafts, name), kept / name)


def _compile(folder: Path, done: Imported, progress: Progress) -> None:
    """Compile the kept texts, again where another import changed them meanwhile.

    Thus the one that ends last has compiled the texts of all.
    """
    from citelaw.registry.building import compile_texts
    from citelaw.registry.curated import SHIPPED, read_curated

    facts = replace(read_curated(SHIPPED), statutes=(), corrections=())
    texts = folder / _TEXTS
    before = None
    while before != (now := _state(texts)):
        progress(f"编译已存的 {len(now)} 部文本，约需几秒到几分钟")
        done.damaged = []
        report = compile_texts(_usable(texts, done), facts, folder / _DATABASE, words=True)
        done.kept = report.versions
        before = now


def _state(texts: Path) -> dict[str, tuple[int, int, int]]:
    """Return what tells whether the kept files are still the same."""
    state = {}
    for path in texts.glob(f"*{_SUFFIX}"):
        try:
            about = path.stat()
        except OSError:
            continue
        state[path.name] = (about.st_ino, about.st_mtime_ns, about.st_size)
    return state


def _usable(texts: Path, done: Imported) -> Iterator[StatuteText]:
    """Yield the kept texts, one of each title and version; note in ``done`` what is damaged."""
    from citelaw.registry.building.corpus import Defect, read_file

    new = {file_name(text) for text in done.taken}
    seen: dict[str, str] = {}
    for path in sorted(texts.glob(f"*{_SUFFIX}")):
        one = read_file(path, str(path))
        if isinstance(one, Defect):
            done.damaged.append(one)
            continue
        name = file_name(one)
        first = seen.setdefault(name, path.name)
        if first != path.name:
            reason = f"标题和版本都与 {first} 相同"
            done.damaged.append(Defect(file=one.file, line=1, reason=reason))
            continue
        if name not in new and one.short:
            reason = f"应有 {one.declared} 条，只读到 {len(one.articles)} 条"
            done.damaged.append(Defect(file=one.file, line=1, reason=reason))
        yield one


def file_name(text: StatuteText) -> str:
    """Return the name under which a text is kept, another for every title and version.

    It is fit for any system; where that takes more than the title and the version as they are, or
    where a system may not tell it from another, it ends with a mark of them.
    """
    from unicodedata import normalize

    date = text.date if text.dated else "undated"
    exact = f"{text.title}({date})"
    title = _UNSAFE.sub("_", text.title)
    name = f"{title}({_UNSAFE.sub('_', date)})"
    if name == normalize("NFC", exact).casefold() and len(name.encode()) <= _LONGEST_NAME:
        return name + _SUFFIX
    from hashlib import sha256

    end = f"({date})~{sha256(exact.encode()).hexdigest()[:16]}"
    cut = title.encode()[: _LONGEST_NAME - len(end.encode())].decode(errors="ignore")
    return f"{cut}{end}{_SUFFIX}"
