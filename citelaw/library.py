"""The library: one engine for other programs, whose results stand alone.

``citelaw.engine`` walks, and shows every step to the parts of citelaw; this is the same walk behind
a door that stays: what goes in is a text, a file or bytes, what comes out ``citelaw.results``.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from citelaw.configuration import demand_sense
from citelaw.engine import OVERLAY
from citelaw.engine import Engine as Walk
from citelaw.errors import CitelawError, ReadError, SettingsError
from citelaw.model import CellCitations, DateBasis, Document, ListDate, Report
from citelaw.registry.kept import Kept
from citelaw.results import SCHEMA_VERSION, CheckResult, ExtractResult, Failure, Object
from citelaw.settings import Settings

if TYPE_CHECKING:
    from citelaw.registry import Registry

Source = str | bytes | os.PathLike[str]
"""A document: its text, its bytes (of a text, Office or PDF file), or the path of a file."""

Paths = Iterable[str | os.PathLike[str]]
Databases = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

TEXT, BYTES = "<text>", "<bytes>"
"""What a document without a name is called."""

_LONGEST_NAME = 260
"""Characters of a text that may be meant as the name of a file."""

_LONGEST_PATH = 40_000
"""Characters of a path; no system takes more than 32,767."""

_FOLDERS = 16
"""Folders with facts of their own that are known at once; each takes some 3 MB."""

Result = TypeVar("Result")


class _Opened(NamedTuple):
    """What an engine has opened in a process, and with the facts of which folders."""

    process: int
    walk: Walk
    with_facts: Kept[Path, Walk]

    @classmethod
    def of(cls, walk: Walk) -> _Opened:
        return cls(os.getpid(), walk, Kept(_FOLDERS))

    def beside(self, path: Path) -> Walk:
        """Return the engine that knows the facts beside a file; the folders may be beyond number.

        Raises:
            RegistryError: the facts cannot be read.
        """
        facts = path.parent / OVERLAY
        if not os.path.lexists(facts):
            return self.walk
        return self.with_facts.get(
            facts, lambda: self.walk.with_settings(self.walk.settings, facts)
        )


class Engine:
    """Extracts and checks citations by one set of settings.

    The database is opened with the first question and kept, so that one engine serves many
    documents. Threads may share an engine. It can be sent to another process, which then opens the
    database for itself, and is whole after a fork. Nothing here reads the clock.

    Args:
        settings: the decisions of a user; what is given beside them wins over them.
        database: the statute database, or several that are looked up beside the first.
        as_of: the day that counts as today; without it the last day that the database knows.
        list_date: the day that every document was made, in place of what it says itself.

    Raises:
        SettingsError: the settings contradict each other, or a day is none.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        database: Databases = (),
        as_of: date | None = None,
        list_date: date | None = None,
    ) -> None:
        files = (database,) if isinstance(database, str | os.PathLike) else database
        given = Settings(
            databases=tuple(map(Path, files)),
            as_of=_day(as_of),
            list_date=None if list_date is None else _given(list_date),
        )
        self.settings = given.over(settings or Settings())
        demand_sense(self.settings)
        self._opened: _Opened | None = None

    def __reduce__(self) -> tuple[type[Engine], tuple[Settings]]:
        return Engine, (self.settings,)

    @property
    def _walk(self) -> Walk:
        """The engine of this process: a connection to a database must not be used after a fork."""
        return self._own().walk

    def _own(self) -> _Opened:
        opened = self._opened
        if opened is None or opened.process != os.getpid():
            opened = self._opened = _Opened.of(Walk(self.settings))
        return opened

    def prepare(self) -> Engine:
        """Return this engine, with its database opened and its settings looked through.

        Raises:
            RegistryError: a database cannot be opened.
            SettingsError: the settings name a rule that does not exist, or contradict each other.
        """
        self._walk.prepare()
        return self

    def with_settings(self, settings: Settings) -> Engine:
        """Return an engine with ``settings`` over its own, which shares the opened database.

        Raises:
            RegistryError: ``settings`` name a database that cannot be opened.
        """
        other = Engine(settings.over(self.settings))
        other._opened = _Opened.of(self._walk.with_settings(other.settings))
        return other

    def extract(self, source: Source, *, name: str | None = None) -> ExtractResult:
        """Return what ``source`` cites.

        Args:
            source: the text, the bytes, or the path of the file.
            name: what the document is called; its ending may tell its format.

        Raises:
            ReadError: it cannot be read.
            RegistryError: the statute database, which knows bare titles, cannot be opened.
        """
        walk, document = self._read(source, name)
        return extracted(document, walk.extract_document(document))

    def check(
        self, source: Source, *, name: str | None = None, list_date: date | None = None
    ) -> CheckResult:
        """Return what is wrong with the citations in ``source``.

        The facts in a ``statutes.toml`` beside a file count. Lists are judged one by one: what
        several of them print differently (CL503) only ``citelaw check`` sees.

        Args:
            source: the text, the bytes, or the path of the file.
            name: what the document is called; its ending may tell its format.
            list_date: the day that the document was made, in place of what it says itself.

        Raises:
            ReadError: it cannot be read.
            RegistryError: the statute database cannot be opened.
            SettingsError: the settings name a rule that does not exist, or contradict each other.
        """
        return checked(self._report(source, name, list_date))

    def extract_dict(self, source: Source, *, name: str | None = None) -> Object:
        """Return ``extract(…).to_dict()``, at less cost; all else is as in ``extract``."""
        walk, document = self._read(source, name)
        return cited(document, walk.extract_document(document))

    def check_dict(
        self, source: Source, *, name: str | None = None, list_date: date | None = None
    ) -> Object:
        """Return ``check(…).to_dict()`` for one of many documents, at less cost.

        That an accepted finding (``Settings.suppress``) is not in it is no finding (CL902): it may
        be in another. All else is as in ``check``.
        """
        from citelaw.reporters.check.json import document_of

        return document_of(self._report(source, name, list_date, alone=False))

    def dicts(self, source: Source, *, name: str | None = None) -> tuple[Object, Object]:
        """Return ``extract_dict`` and ``check_dict`` from one walk."""
        from citelaw.reporters.check.json import document_of

        report = self._report(source, name, None, alone=False)
        resolved = report.files[0].resolved
        assert resolved is not None
        return cited(resolved.document, resolved.cells), document_of(report)

    def _report(
        self, source: Source, name: str | None, list_date: date | None, *, alone: bool = True
    ) -> Report:
        walk, document = self._read(source, name)
        if list_date is not None:
            document = dataclasses.replace(document, list_date=_given(list_date))
        return walk.prepare().report_on(document, alone=alone)

    def _among(self, source: Source, *, name: str) -> CheckResult:
        """Return what is wrong in one of many documents: see ``check_dict``."""
        return checked(self._report(source, name, None, alone=False))

    def check_many(
        self, paths: Paths, *, workers: int = 1
    ) -> Generator[CheckResult | Failure, None, None]:
        """Yield what is wrong in each of the files ``paths``, in their order.

        A file that cannot be read or checked gives a ``Failure``, and the others go on. That an
        accepted finding (``Settings.suppress``) is in none of them is not said. ``paths``
        is read only as far as results are asked for, and but a few results wait: neither may be
        large. To end early, close the iterator.

        Args:
            paths: the files; any number, in any order.
            workers: how many processes examine files; with 1 it is this one. More need a main
                module that can be imported (``if __name__ == "__main__":``), as all of
                multiprocessing does.

        Raises:
            RegistryError: the statute database cannot be opened.
            SettingsError: the settings contradict each other.
            WorkerError: no worker could be started.
        """
        return self._many("_among", paths, workers)

    def extract_many(
        self, paths: Paths, *, workers: int = 1
    ) -> Generator[ExtractResult | Failure, None, None]:
        """Yield what each of the files ``paths`` cites; all else is as in ``check_many``."""
        return self._many("extract", paths, workers)

    def _many(self, method: str, paths: Paths, workers: int) -> Generator[Any, None, None]:
        """Yield what the method of that name makes of each file; it is known to all workers."""
        if isinstance(paths, str | bytes | os.PathLike):
            one = _short(os.fsdecode(paths))
            raise ReadError(
                f"{one}：这是一个文件，不是多个；用列表 [ ] 给出。",
                f"{one}: this is one path, not many; give a list of them.",
            )
        self.prepare()
        names = map(_named, paths)
        if workers <= 1:
            work = _worker(self, method)
            return (work(name) for name in names)
        return _by_workers(partial(_worker, self, method), names, workers)

    def _read(self, source: Source, name: str | None) -> tuple[Walk, Document]:
        """Return a document as it was read, and the engine that knows what lies beside it."""
        walk = self._walk
        name = None if name is None else str(name)  # a key may be a number, or numpy's
        if isinstance(source, str):
            source = str(source)
            if name is None:
                _demand_text(source)
            return walk, walk.read_text(source, name or TEXT)
        if isinstance(source, bytes):
            return walk, walk.read(Path(name or BYTES), source)
        if not isinstance(source, os.PathLike):
            kind = type(source).__name__
            raise ReadError(
                f"文档应是文本（str）、字节（bytes）或文件路径（Path），这里是 {kind}；"
                "空值要先去掉或者换成空文本。",
                f"a document is a text (str), bytes or the path of a file (Path), this is "
                f"{kind}; leave missing values out, or put an empty text in their place.",
            )
        path = Path(os.fsdecode(source))
        beside = self._own().beside(path)
        document = beside.read(path)
        return beside, document if name is None else dataclasses.replace(document, name=name)


def extract(
    source: Source,
    *,
    settings: Settings | None = None,
    database: Databases = (),
    name: str | None = None,
) -> ExtractResult:
    """Return what ``source`` cites: its text (``str``), its bytes, or the file at a ``Path``.

    For many documents make an ``Engine``, which keeps the database open.

    Raises:
        ReadError: it cannot be read.
        RegistryError: the statute database, which knows bare titles, cannot be opened.
    """
    return Engine(settings, database=database).extract(source, name=name)


def check(
    source: Source,
    *,
    settings: Settings | None = None,
    database: Databases = (),
    as_of: date | None = None,
    list_date: date | None = None,
    name: str | None = None,
) -> CheckResult:
    """Return what is wrong in a text (``str``), bytes, or the file at a ``Path``.

    For many documents make an ``Engine``, which keeps the database open.

    Raises:
        ReadError: it cannot be read.
        RegistryError: the statute database cannot be opened.
        SettingsError: the settings name a rule that does not exist, or contradict each other.
    """
    engine = Engine(settings, database=database, as_of=as_of, list_date=list_date)
    return engine.check(source, name=name)


def check_many(
    paths: Paths, *, workers: int = 1, settings: Settings | None = None
) -> Generator[CheckResult | Failure, None, None]:
    """Yield what is wrong in each of the files ``paths``: see ``Engine.check_many``."""
    return Engine(settings).check_many(paths, workers=workers)


def extract_many(
    paths: Paths, *, workers: int = 1, settings: Settings | None = None
) -> Generator[ExtractResult | Failure, None, None]:
    """Yield what each of the files ``paths`` cites: see ``Engine.check_many``."""
    return Engine(settings).extract_many(paths, workers=workers)


def extracted(document: Document, cells: tuple[CellCitations, ...]) -> ExtractResult:
    """Return as a result what was found in a document."""
    result = ExtractResult.from_dict(cited(document, cells))
    return dataclasses.replace(result, text=document.source)


def checked(report: Report) -> CheckResult:
    """Return as a result the report on one file, which could be read."""
    from citelaw.reporters.check.json import document_of

    (file,) = report.files
    assert file.source is not None
    return dataclasses.replace(CheckResult.from_dict(document_of(report)), text=file.source)


def cited(document: Document, cells: tuple[CellCitations, ...]) -> Object:
    """Return the plain values of an ``ExtractResult``."""
    from citelaw.reporters.extraction import objects

    return {
        "schema_version": SCHEMA_VERSION,
        "path": document.name,
        "encoding": document.encoding,
        "format": document.shape.value,
        "characters": len(document.source),
        "mentions": objects(document, cells),
        "notes": [{"message": n.chinese, "message_en": n.english} for n in document.notes],
    }


def _given(day: date) -> ListDate:
    return ListDate(not_before=_day(day), not_after=_day(day), basis=DateBasis.GIVEN)


def _day(given: date | None) -> date | None:
    """Return a day as it was given; a time is none, and would compare with none."""
    if given is None or type(given) is date:
        return given
    raise SettingsError(
        f"日期要用 datetime.date，这里是 {type(given).__name__}（{given!r}）。",
        f"a day must be a datetime.date, this is {type(given).__name__} ({given!r}).",
    )


def _demand_text(source: str) -> None:
    """Raise where a text is the name of a file: to check the name would look like a check of it."""
    if len(source) > _LONGEST_NAME or "\n" in source or "\0" in source:
        return
    if source and os.path.isfile(source):
        raise ReadError(
            f"{source}：这是一个文件的名字，不是它的内容；要检查文件，用 Path({source!r})。",
            f"{source}: this is the name of a file, not what stands in it; give "
            f"Path({source!r}) to have the file read.",
        )


def registry_of(engine: Engine) -> Registry:
    """Return the statute database that ``engine`` asks, for other doors of citelaw.

    Raises:
        RegistryError: it cannot be opened.
    """
    return engine._walk.registry


def outcome(work: Callable[..., Result], source: Source, name: str) -> Result | Failure:
    """Return what ``work`` makes of a document, or why nothing could be made of it.

    One document must not take the others with it, whatever is in it: what fails in an unforeseen
    way, for want of memory too, is the failure of this one.
    """
    try:
        return work(source, name=name)
    except CitelawError as error:
        return Failure(path=name, reason=error.words.chinese, reason_en=error.words.english)
    except Exception as error:
        said = f"{type(error).__name__}: {error}".rstrip(": ")
        return Failure(
            path=name,
            reason=f"{name}：检查时出错（{said}），其余文件照常；附上文本报告这个缺陷。",
            reason_en=f"{name}: failed ({said}), the others go on; please report this with the "
            "text.",
        )


def _named(path: str | os.PathLike[str]) -> str | Failure:
    """Return the name of a file, or why it is none: a long text would fill the pipes of workers."""
    try:
        name = os.fsdecode(path)
    except TypeError:
        kind = type(path).__name__
        return Failure(
            path=_short(path),
            reason=f"文件路径应是 str 或 Path，这里是 {kind}；空值要先去掉。",
            reason_en=f"the path of a file must be a str or a Path, this is {kind}; leave missing "
            "values out.",
        )
    if len(name) <= _LONGEST_PATH:
        return name
    return Failure(
        path=_short(name),
        reason=f"{_short(name)}：太长，不是文件名；文本用 check 或 extract 逐个检查。",
        reason_en=f"{_short(name)}: too long for the path of a file; texts are for check and "
        "extract.",
    )


def _short(path: object) -> str:
    said = str(path)
    return said if len(said) <= _LONGEST_NAME else f"{said[:_LONGEST_NAME]}…"


def _file(work: Callable[..., Result], path: str | Failure) -> Result | Failure:
    return path if isinstance(path, Failure) else outcome(work, Path(path), path)


def _worker(engine: Engine, method: str) -> Callable[[str | Failure], Any]:
    """Return what examines a file in a worker."""
    return partial(_file, getattr(engine.prepare(), method))


def _by_workers(
    make: Callable[[], Callable[[str | Failure], Any]],
    names: Iterable[str | Failure],
    workers: int,
) -> Generator[Any, None, None]:
    """Yield the results; what drawing the paths raises comes in its turn, after those before."""
    from citelaw.running.ordered import ordered  # lazy: 20 ms

    raised: list[Exception] = []

    def drawn() -> Iterator[str | Failure]:
        try:
            yield from names
        except Exception as error:
            raised.append(error)

    yield from ordered(make, drawn(), workers, lost)
    if raised:
        raise raised[0]


def lost(path: str) -> Failure:
    """Return what is said of a file at which a worker ended twice."""
    return Failure(
        path=path,
        reason=f"{path}：检查它的进程中途终止（可能内存不足）；单独检查它，或者减少 workers。",
        reason_en=f"{path}: the process that examined it ended early (for want of memory, "
        "perhaps); examine it alone, or use fewer workers.",
    )
