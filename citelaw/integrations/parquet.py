"""Citations and findings of any number of files as a folder of Parquet files (``parquet:DIR``).

The sorted list of files is cut into parts, each of which becomes one file, whole or not at all. The
rows are those of ``citelaw.integrations.arrow``, with the column ``file`` for the name. Beside the
names of the files nothing grows with their number: a part is written in row groups, and but a few
results wait.

A part holds a key, the digest of all that decides what is in it: citelaw, database, settings, facts
beside the files, what stands in each of them. A run that goes on with a folder (``resume``) keeps
the parts whose keys hold and makes the others anew, so that it ends with the same bytes as a run
that nobody disturbed. Nothing of clock, host or process is in them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from citelaw.configuration import Configuration
from citelaw.engine import Engine
from citelaw.errors import CitelawError, ReportError, why
from citelaw.identity import from_here
from citelaw.integrations.arrow import (
    BATCH,
    checked_rows,
    citation_schema,
    extracted_rows,
    finding_schema,
    in_batches,
)
from citelaw.library import cited, lost, outcome
from citelaw.office import helpers
from citelaw.readers import read_content
from citelaw.reporters import exit_status
from citelaw.reporters.check.json import document_of
from citelaw.results import Failure, Object
from citelaw.running import WORTH_SPREADING, code_digest, digest, settings_state
from citelaw.whole import DRAFT, beside
from citelaw.words import Words

EXTRACT, CHECK = "extract", "check"
FILE = "file"
"""The column that names the file."""
_ROWS = {EXTRACT: extracted_rows, CHECK: checked_rows}
SCHEMAS = {EXTRACT: citation_schema(FILE), CHECK: finding_schema(FILE)}

PART_BYTES = 16 << 20
"""Bytes of files from which on a part is complete: so much work a killed run may lose."""
PART_FILES = 5_000
"""Files that a part has at most."""
MOST_BESIDE = 64
"""Configurations and facts of folders that are held at once."""

_META = b"citelaw"
_NAME = re.compile(r"part-\d{5,}\.parquet")

Progress = Callable[[int, int], None]


class Tally(NamedTuple):
    """The numbers of files, and of what was found in them.

    ``failing`` are files with findings as bad as their settings say (``fail_on``), ``failed`` those
    that could not be read.
    """

    files: int = 0
    found: int = 0
    failing: int = 0
    failed: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return the sums."""
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


class Outcome(NamedTuple):
    """What a run came to: ``kept`` of the ``parts`` were there already."""

    tally: Tally
    parts: int
    kept: int


class Part(NamedTuple):
    """A stretch of the list of files, and the name of the file that it becomes."""

    name: str
    paths: tuple[str, ...]
    size: int


class Folder:
    """Where the parts of one run are.

    Args:
        path: the folder.
        table: ``EXTRACT`` or ``CHECK``.
    """

    def __init__(self, path: Path, table: str) -> None:
        self.path = path
        self.table = table

    def prepare(self, *, resume: bool) -> None:
        """Make the folder where there is none; see that nothing in it is in the way.

        What a killed run had begun to write is deleted. What citelaw did not write stays.

        Raises:
            ReportError: it holds something, and is not to be gone on with; something else, or the
                other table, has the name of a part; it cannot be made or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            names = sorted(os.listdir(self.path))
            if names and not resume:
                raise ReportError(
                    f"{self.path}：文件夹不是空的；换一个，接着做上次没有做完的用 --resume。",
                    f"{self.path}: the folder is not empty; choose another one, or go on with what "
                    "was not finished with --resume.",
                )
            for name in names:
                if name.startswith(DRAFT):
                    (self.path / name).unlink(missing_ok=True)
                elif _NAME.fullmatch(name):
                    self._demand_own(name)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _demand_own(self, name: str) -> None:
        path = self.path / name
        written = _written(path)
        if written is None and _opens(path):
            raise ReportError(
                f"{path}：不是 citelaw 写的文件；换一个文件夹。",
                f"{path}: it was not written by citelaw; choose another folder.",
            )
        if written is not None and written.get("table") != self.table:
            raise ReportError(
                f"{self.path}：里面是 citelaw {written.get('table')} 的结果；换一个文件夹。",
                f"{self.path}: it holds what citelaw {written.get('table')} wrote; choose another "
                "folder.",
            )

    def names(self) -> list[str]:
        """Return the names of the parts that are there."""
        return sorted(name for name in os.listdir(self.path) if _NAME.fullmatch(name))

    def day(self) -> str | None:
        """Return the day that counted as today in the run that is to be gone on with."""
        with contextlib.suppress(OSError):
            for name in self.names():
                written = _written(self.path / name)
                if written is not None and written.get("as_of"):
                    return str(written["as_of"])
        return None


class Run:
    """Writes what files cite, or what is wrong in them.

    Args:
        folder: where to; prepared.
        configuration: says which settings hold for each file.
        jobs: how many processes examine files; with 1 it is this one.
        progress: told after each file how many of how many are done.
        complain: told why a file could not be read.

    ``done`` is the outcome so far, also of a run that was interrupted.
    """

    def __init__(
        self,
        folder: Folder,
        configuration: Configuration,
        *,
        jobs: int = 1,
        progress: Progress | None = None,
        complain: Callable[[Words], None] | None = None,
    ) -> None:
        self._folder = folder
        self._configuration = configuration
        self._jobs = jobs
        self._progress = progress
        self._complain = complain
        self._schema = SCHEMAS[folder.table]
        self._examiner = _Examiner(folder.table, configuration)
        self._head = _head(folder.table, configuration)
        self._read = 0
        self.done = Outcome(Tally(), 0, 0)

    @property
    def engine(self) -> Engine:
        """The engine by which files are examined that no configuration lies beside."""
        return self._examiner.engine

    def write(self, paths: Sequence[str]) -> Outcome:
        """Write the parts of ``paths`` that are not there yet; take away what does not belong.

        Raises:
            RegistryError: the database cannot be opened.
            SettingsError: the settings of the run itself are wrong.
            ReportError: the folder cannot be written.
            WorkerError: no worker could be started.
        """
        self._examiner.prepare()
        missing = self._without_kept(list(parts_of(paths)))
        results = self._examined(missing)
        try:
            for part in missing:
                tally = self._write(part, self._told(islice(results, len(part.paths)), len(paths)))
                self.done = Outcome(
                    self.done.tally.plus(tally), self.done.parts + 1, self.done.kept
                )
        except OSError as error:
            raise _unwritable(self._folder.path, error) from error
        finally:
            results.close()
        return self.done

    def _without_kept(self, parts: Sequence[Part]) -> list[Part]:
        """Return the parts that are to be made; those of other files or states are deleted."""
        there = set(self._folder.names())
        missing = []
        for part in parts:
            kept = self._kept(part) if part.name in there else None
            if kept is None:
                missing.append(part)
                continue
            there.remove(part.name)
            self._read += len(part.paths)
            self.done = Outcome(self.done.tally.plus(kept), self.done.parts + 1, self.done.kept + 1)
        try:
            for name in there:
                (self._folder.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self._folder.path / name, error) from error
        return missing

    def _kept(self, part: Part) -> Tally | None:
        """Return the numbers of a part that is there, if it is whole and its key holds."""
        path = self._folder.path / part.name
        written = _written(path)
        if written is None:
            return None
        key = digest(self._head, *(self._examiner.key(one).encode() for one in part.paths))
        if written.get("key") != key or not _is_whole(path):
            return None
        return Tally(**written["tally"])

    def _examined(self, parts: Sequence[Part]) -> Generator[_Examined, None, None]:
        """Yield what came of each file, in their order."""
        paths = (path for part in parts for path in part.paths)
        if self._jobs <= 1 or sum(part.size for part in parts) < WORTH_SPREADING:
            return (self._examiner(path) for path in paths)
        from citelaw.running.ordered import ordered  # lazy: 20 ms

        make = partial(_Examiner, self._folder.table, self._configuration)
        return ordered(make, paths, self._jobs, partial(_lost, self._folder.table))

    def _told(self, results: Iterable[_Examined], total: int) -> Iterator[_Examined]:
        for one in results:
            self._read += 1
            if one.failure is not None and self._complain is not None:
                self._complain(one.failure)
            if self._progress is not None:
                self._progress(self._read, total)
            yield one

    def _write(self, part: Part, results: Iterator[_Examined]) -> Tally:
        """Write a part, whole or not at all."""
        target = self._folder.path / part.name
        with beside(target) as draft:
            with draft.open("wb") as file:
                tally = self._written(file, results)
            os.replace(draft, target)
        return tally

    def _written(self, file: IO[bytes], results: Iterator[_Examined]) -> Tally:
        tally, keys = Tally(), []
        with pq.ParquetWriter(
            file, self._schema, compression="zstd", write_page_checksum=True
        ) as writer:

            def taken() -> Iterator[pa.RecordBatch]:
                nonlocal tally
                for one in results:
                    tally = tally.plus(one.tally)
                    keys.append(one.key.encode())
                    yield from one.batches

            for group in _groups(taken()):
                writer.write_table(group, row_group_size=len(group))
            about = {
                "table": self._folder.table,
                "key": digest(self._head, *keys),
                "as_of": _day(self._configuration),
                "tally": tally._asdict(),
            }
            writer.add_key_value_metadata({_META: json.dumps(about).encode()})
        return tally


def parts_of(paths: Iterable[str]) -> Iterator[Part]:
    """Yield the parts of a list of files: by bytes and number, by nothing else."""
    found: list[str] = []
    size = number = 0
    for path in paths:
        found.append(path)
        size += _size(path)
        if size >= PART_BYTES or len(found) >= PART_FILES:
            yield Part(f"part-{number:05}.parquet", tuple(found), size)
            found, size, number = [], 0, number + 1
    if found:
        yield Part(f"part-{number:05}.parquet", tuple(found), size)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield the rows in tables of about ``BATCH`` bytes, each of which becomes a row group."""
    found: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        found.append(batch)
        size += batch.nbytes
        if size >= BATCH:
            yield pa.Table.from_batches(found).combine_chunks()
            found, size = [], 0
    if found:
        yield pa.Table.from_batches(found).combine_chunks()


# ---------------------------------------------------------------- one file, in whatever process


class _Examined(NamedTuple):
    """What came of a file: its rows, their numbers, and what decided them."""

    batches: tuple[pa.RecordBatch, ...]
    tally: Tally
    key: str
    failure: Words | None = None


class _Found(NamedTuple):
    """What was found in a file: as the library says it in plain values, how much, how bad."""

    plain: Object
    number: int
    failing: bool = False


class _Read(NamedTuple):
    """A file that was read: by which engine it is examined, and what decides what is found."""

    engine: Engine
    content: bytes
    key: str


class _Examiner:
    """Examines files, each as its folder wants it. It keeps the database, and no file."""

    def __init__(self, table: str, configuration: Configuration) -> None:
        self._table = table
        self._configuration = configuration
        self.engine = Engine(configuration=configuration)
        self._states: dict[Engine, str] = {}

    def prepare(self) -> None:
        """Open the database and look the settings through.

        Raises:
            RegistryError: the database cannot be opened.
            SettingsError: the settings of the run itself are wrong.
        """
        self.engine.prepare()

    def __call__(self, path: str) -> _Examined:
        """Return what came of a file."""
        key = ""  # of what failed in an unforeseen way: the next run tries it again

        def work(source: Path, *, name: str) -> _Found:
            nonlocal key
            read = None
            try:
                read = self._read(source)
                found = self._result(read, name)
            except CitelawError as error:
                key = read.key if read else _failed_key(path, error.words.chinese)
                raise
            key = read.key
            return found

        done = outcome(work, Path(path), path)
        if isinstance(done, Failure):
            return _failed(self._table, done, key)
        tally = Tally(files=1, found=done.number, failing=done.failing)
        return _Examined(_batches(self._table, path, done.plain), tally, key)

    def key(self, path: str) -> str:
        """Return what decides what is found in a file, "" where only to read it would tell."""
        if not os.path.isfile(path) and os.path.exists(path):
            return ""  # a pipe gives what it holds but once
        try:
            return self._read(Path(path)).key
        except CitelawError as error:
            return _failed_key(path, error.words.chinese)

    def _read(self, path: Path) -> _Read:
        content = read_content(path)
        engine = self._beside(path)
        return _Read(
            engine,
            content,
            digest(*_encoded(path, from_here(str(path)), self._states[engine]), content),
        )

    def _beside(self, path: Path) -> Engine:
        engine = self.engine.beside(path)
        if engine not in self._states:
            if len(self._states) >= MOST_BESIDE:
                self.engine = Engine(configuration=self._configuration)
                self._states = {}
                engine = self.engine.beside(path)
            self._states[engine] = _state(engine.prepare())
        return engine

    def _result(self, read: _Read, name: str) -> _Found:
        engine = read.engine
        document = engine.read(Path(name), read.content)
        if self._table == EXTRACT:
            plain = cited(document, engine.extract_document(document))
            return _Found(plain, len(plain["mentions"]))
        report = engine.report_on(document, alone=False)
        (file,) = report.files
        return _Found(document_of(report), len(file.diagnostics), exit_status(report) == 1)


def _batches(table: str, path: str, found: Object | Failure) -> tuple[pa.RecordBatch, ...]:
    """Return the rows of a file."""
    name = {FILE: _utf8(path)}
    rows = _ROWS[table](found)
    return tuple(in_batches((name | row for row in rows), SCHEMAS[table]))


def _failed(table: str, failure: Failure, key: str) -> _Examined:
    whole = dataclasses.replace(
        failure, reason=_utf8(failure.reason), reason_en=_utf8(failure.reason_en)
    )
    said = Words(failure.reason, failure.reason_en)
    return _Examined(_batches(table, failure.path, whole), Tally(files=1, failed=1), key, said)


def _lost(table: str, path: str) -> _Examined:
    """Return what is said of a file at which workers died: the next run tries it again."""
    return _failed(table, lost(path), "")


def _utf8(name: str) -> str:
    """Return a name that may hold bytes of no text as one that may stand in a table."""
    return name.encode("utf-8", "backslashreplace").decode()


# ---------------------------------------------------------------- keys


def _head(table: str, configuration: Configuration) -> bytes:
    """Return what decides what is in every part."""
    programs = (code_digest(), pa.__version__, *helpers())
    return "\n".join((table, *programs, _day(configuration))).encode()


def _day(configuration: Configuration) -> str:
    return str(configuration.base.as_of or "")


def _state(engine: Engine) -> str:
    """Return the digest of what decides, beside a text, what ``engine`` finds in it."""
    settings = engine.settings
    alone = dataclasses.replace(settings, databases=())  # the digest says what is in them
    baseline = read_content(settings.baseline) if settings.baseline is not None else b""
    accepted = repr((settings.suppress, settings.min_severity, settings.baseline))
    return digest(
        engine.registry.digest.encode(),
        *_encoded(settings_state(alone), accepted),
        baseline,
    )


def _failed_key(path: str, reason: str) -> str:
    return digest(*_encoded(path, "", reason))


def _encoded(*texts: object) -> Iterator[bytes]:
    return (str(text).encode("utf-8", "surrogatepass") for text in texts)


# ---------------------------------------------------------------- what is there already


def _written(path: Path) -> dict[str, Any] | None:
    """Return what a part says of itself; None where it is none, or is damaged."""
    try:
        found = pq.read_metadata(path).metadata
        said = json.loads(found[_META])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _opens(path: Path) -> bool:
    """Return whether a file is Parquet, or no file at all."""
    if not path.is_file():
        return True
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def _is_whole(path: Path) -> bool:
    """Return whether every page is as it was written."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for number in range(file.num_row_groups):
                file.read_row_group(number)
    except (OSError, pa.ArrowException, ValueError):
        return False
    return True


def _unwritable(path: Path, error: OSError) -> ReportError:
    reason = why(error)
    return ReportError(
        f"{path}：写不进去（{reason.chinese}）；换一个位置。",
        f"{path}: cannot be written ({reason.english}); choose another place.",
    )
