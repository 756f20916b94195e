"""Builds ``statutes.sqlite`` from a corpus of texts and curated facts.

Deterministic: inputs are read in sorted order, nothing comes from the clock or the host, and the
file is written by ``VACUUM INTO``. The digest is taken over the sorted rows of all tables, since
the file header carries the version of SQLite. No text of a statute goes into the file, but where a
user builds one of texts of their own.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from citelaw.errors import RegistryError, why
from citelaw.registry.building.corpus import Defect, Passed, StatuteText, read_corpus
from citelaw.registry.building.proof import Proof
from citelaw.registry.building.record import Row
from citelaw.registry.building.tables import Tables
from citelaw.registry.curated import Curated, read_curated
from citelaw.registry.digest import DIGEST, digest_of
from citelaw.registry.layout import APPLICATION_ID, SCHEMA

NO_CLOSING = "no closing article (possibly truncated)"
"""The defect of a text that ends where no statute ends."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What was built: row counts, what could not be used, the digest of the data.

    ``files`` counts the texts taken by folder, ``passed`` the files that were passed over, each
    with its reason. ``miscounted`` are the texts whose header counts other articles than were
    read. ``proof`` says how many cross-references follow the article maps.
    """

    statutes: int
    versions: int
    articles: int
    distinct_articles: int
    incomplete_versions: int
    files: tuple[tuple[str, int], ...]
    passed: tuple[Passed, ...]
    defects: tuple[Defect, ...]
    miscounted: tuple[str, ...]
    proof: Proof
    digest: str
    size: int

    def lines(self) -> list[str]:
        """Return the report in lines: counts, then every file passed over or with a fault."""
        repaired = sum(defect.repaired for defect in self.defects)
        return [
            f"digest {self.digest}",
            f"size {self.size} bytes",
            f"statutes {self.statutes}, versions {self.versions}, articles {self.articles} "
            f"({self.distinct_articles} distinct)",
            f"versions that are not complete {self.incomplete_versions}",
            *(f"files of {folder or '.'} {count}" for folder, count in self.files),
            f"files passed over {len(self.passed)}",
            f"files with another number of articles than their header {len(self.miscounted)}",
            f"defects {len(self.defects)}, of them repaired {repaired}",
            f"cross-references that follow the maps {self.proof.agreeing} "
            f"of {self.proof.testable}, changed by the amendment itself {self.proof.corrected}",
            "",
            *(f"{one.file}: passed over: {one.reason}" for one in self.passed),
            *(f"{file}: header counts other articles" for file in self.miscounted),
            *(str(defect) for defect in self.defects),
        ]


def build(
    corpus: Path | None,
    curated: Path,
    out: Path,
    *,
    local: bool = False,
    progress: Progress = lambda _: None,
) -> BuildReport:
    """Build the database at ``out`` from a corpus folder (or None) and curated facts.

    With ``local`` the folders 07 and 08 are taken in place of the national tiers; the file is then
    looked up beside the shipped one.

    Raises:
        RegistryError: a folder is missing, a curated fact is wrong, two facts contradict, or
            ``out`` cannot be written.
    """
    for folder in (corpus, curated):
        if folder is not None and not folder.is_dir():
            raise RegistryError(f"{folder.name}: no such folder; name the folder with the inputs")
    facts = read_curated(curated)
    if local:
        facts = replace(facts, statutes=(), versions=(), decrees=())
    found = read_corpus(corpus, local) if corpus is not None else ()
    return compile_texts(found, facts, out, progress=progress)


def compile_texts(
    found: Iterable[StatuteText | Defect | Passed],
    facts: Curated,
    out: Path,
    *,
    words: bool = False,
    progress: Progress = lambda _: None,
) -> BuildReport:
    """Build the database at ``out`` from texts and facts; with ``words`` it keeps the texts.

    Raises:
        RegistryError: two facts contradict, or ``out`` cannot be written.
    """
    if out.is_dir():
        raise _refuse(out, "这是一个文件夹")
    inputs = _Inputs(facts, progress)
    for one in found:
        inputs.take(one)
    texts = inputs.by_title()
    tables = Tables(facts, inputs.data_date(), words=words)
    progress(f"{sum(map(len, texts.values()))} texts read; comparing versions")
    for title in sorted(set(texts) | {statute.title for statute in facts.statutes}):
        tables.add_statute(title, texts.get(title, []))
    rows = tables.finish()
    digest = digest_of(rows)
    rows["meta"].append({"key": DIGEST, "value": digest})
    progress("writing")
    _write(rows, out)
    return BuildReport(
        statutes=len(rows["statute"]),
        versions=len(rows["version"]),
        articles=sum(row["article_count"] for row in rows["version"]),
        distinct_articles=len(rows["text"]),
        incomplete_versions=sum(not row["complete"] for row in rows["version"]),
        files=tuple(sorted(inputs.files.items())),
        passed=tuple(inputs.passed),
        defects=tuple(sorted(inputs.defects, key=lambda one: (one.file, one.line, one.reason))),
        miscounted=tuple(inputs.miscounted),
        proof=tables.proof,
        digest=digest,
        size=out.stat().st_size,
    )


class _Inputs:
    """The texts as they come in, and what was amiss with them."""

    def __init__(self, facts: Curated, progress: Progress) -> None:
        self.files: Counter[str] = Counter()
        self.passed: list[Passed] = []
        self.defects: list[Defect] = []
        self.miscounted: list[str] = []
        self._texts: dict[str, list[StatuteText]] = defaultdict(list)
        self._corrections = {(one.title, one.version): one for one in facts.corrections}
        self._known_to = facts.known_to
        self._progress = progress

    def take(self, one: StatuteText | Defect | Passed) -> None:
        """Take a text, or note why there is none."""
        if isinstance(one, Defect):
            self.defects.append(one)
            self.passed.append(Passed(one.file, one.reason))
            return
        if isinstance(one, Passed):
            self.passed.append(one)
            return
        folder = one.file.rpartition("/")[0]
        if folder not in self.files:
            self._progress(f"reading {folder or 'texts'}")
        correction = self._corrections.get((one.title, one.date))
        if correction is not None and correction.drop:
            self.passed.append(Passed(one.file, f"corrected: {correction.source}"))
            return
        self.files[folder] += 1
        self.defects += one.defects
        if one.declared is not None and one.declared != len(one.articles):
            self.miscounted.append(one.file)
        text = correction.applied(one) if correction is not None else one
        self._texts[text.title].append(text)

    def by_title(self) -> dict[str, list[StatuteText]]:
        """Return the texts of each title, the oldest first, with what tells if they are whole."""
        return {title: self._closed(texts) for title, texts in self._texts.items()}

    def data_date(self) -> str:
        """Return the newest day up to which anything is known."""
        days = [text.source_as_of for texts in self._texts.values() for text in texts]
        return max([*days, *(day for _, day in self._known_to), ""])

    def _closed(self, texts: list[StatuteText]) -> list[StatuteText]:
        """Mark texts as closed that end with the same article as one of another source."""
        ordered = sorted(texts, key=lambda text: (text.date, text.file))
        ends = {(text.sources[0], text.articles[-1].hashes) for text in texts if text.articles}
        closed = []
        for text in ordered:
            if not text.closed and text.articles:
                last = text.articles[-1]
                alike = {source for source, hashes in ends if hashes == last.hashes}
                if alike - {text.sources[0]}:
                    text = replace(text, closed=True)
                else:
                    self.defects.append(Defect(file=text.file, line=last.line, reason=NO_CLOSING))
            closed.append(text)
        return closed


def _refuse(out: Path, reason: str | None) -> RegistryError:
    return RegistryError(f"{out}：写不进去（{reason}）；换一个位置。")


def _write(rows: dict[str, list[Row]], out: Path) -> None:
    from sqlalchemy.exc import DatabaseError  # lazy: 0.3 s

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            finished = Path(folder) / "finished.sqlite"
            _fill(rows, Path(folder) / "draft.sqlite", finished)
            finished.replace(out)
    except OSError as error:
        raise _refuse(out, why(error).chinese) from error
    except DatabaseError as error:  # the disk is full
        raise _refuse(out, str(error.orig)) from error


def _fill(rows: dict[str, list[Row]], draft: Path, finished: Path) -> None:
    """Write the rows to ``draft`` and what is in it, in a form of its own, to ``finished``."""
    from sqlalchemy import create_engine, insert, text

    from citelaw.registry.building.schema import TABLES

    engine = create_engine(f"sqlite:///{draft}")
    try:
        with engine.begin() as connection:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
            TABLES.create_all(connection)
            for table in TABLES.sorted_tables:
                if rows[table.name]:
                    connection.execute(insert(table), rows[table.name])
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM INTO :path"), {"path": str(finished)})
    finally:
        engine.dispose()
