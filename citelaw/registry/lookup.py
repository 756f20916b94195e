"""The look-up side of the statute database: plain ``sqlite3``, read-only, lazy, thread-safe."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from citelaw.errors import RegistryError
from citelaw.model import (
    ArticleFacts,
    ArticleFlag,
    Change,
    Comparison,
    Found,
    InForce,
    Locator,
    MappedArticle,
    NearTitle,
    Renumbered,
    Statute,
    Version,
)
from citelaw.registry.articles import Articles, Units
from citelaw.registry.catalogue import Catalogue
from citelaw.registry.database import Database
from citelaw.registry.timeline import Timeline

if TYPE_CHECKING:
    from citelaw.registry.guess import Guesses, Standing
    from citelaw.registry.overlay import Overlay

SHIPPED = Path(__file__).parent.parent / "statutes.sqlite"
"""The compiled snapshot in the package."""

_LOCAL = "-local"
_COUNTED = ("statutes", "with_text", "versions", "complete", "articles", "history_complete")
_ENOUGH = 0.5
"""Share of the words that must stand in an article for ``find`` to give it."""


def open_registry(*paths: Path, overlay: Overlay | None = None) -> Registry:
    """Open the statute databases at ``paths``, or those that are at hand where none is named.

    At hand are the one shipped with citelaw, local statutes beside it (``statutes-local.sqlite``),
    and what the user imported.

    Raises:
        RegistryError: a file is missing, damaged, or made for another version of citelaw.
    """
    if paths:
        return Registry(*paths, overlay=overlay)
    return Registry(*_usable(tuple(at_hand())), overlay=overlay)


def _usable(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files at hand.

    Raises:
        RegistryError: the user's own texts were compiled for another citelaw; it says how to
            compile them again.
    """
    for path in paths[1:]:
        try:
            Database(path).close()
        except RegistryError as error:
            raise RegistryError(
                f"{error} 自行导入的文本用 citelaw statutes import 重新编译，或者删除该文件。",
                f"{error.words.english} Texts of your own are compiled again by citelaw statutes "
                "import; or delete that file.",
            ) from error
    return paths


def at_hand() -> Iterator[Path]:
    """Yield the databases that are looked up where none is named."""
    from citelaw.registry.home import imported

    yield SHIPPED
    beside = SHIPPED.with_stem(SHIPPED.stem + _LOCAL)
    if beside.is_file():
        yield beside
    own = imported()
    if own is not None:
        yield own


class Registry:
    """The statute database: what statutes are called, their versions, and whose words are whose.

    Several files may be asked as one: the first that holds a statute gives its facts, versions
    that it lacks come from the others, and an ``overlay`` of the user's own facts wins over them
    all. May be used from several threads; each has its own read-only connections.
    """

    def __init__(self, *paths: Path, overlay: Overlay | None = None) -> None:
        self._files = tuple(Database(path) for path in paths)
        self._overlay = overlay
        self._catalogue = Catalogue(self._files, overlay)
        catalogue = self._catalogue
        self._timeline = Timeline(self._files, catalogue.everywhere, catalogue.added_events)
        self._articles = Articles(self._files, self._siblings)
        self.organs = self._catalogue.organs
        """The organs whose names are known, in the order of the facts."""

    def with_overlay(self, overlay: Overlay) -> Registry:
        """Return a registry of the same files under another overlay."""
        return Registry(*(file.path for file in self._files), overlay=overlay)

    def close(self) -> None:
        """Close the connections of all threads; the registry opens new ones when asked again."""
        for file in self._files:
            file.close()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, in the order in which they are asked."""
        return tuple(file.path for file in self._files)

    @property
    def digest(self) -> str:
        """The SHA-256 over all rows; of several files and an overlay that over their digests."""
        digests = [file.meta["digest"] for file in self._files]
        digests += [self._overlay.digest] if self._overlay is not None else []
        if len(digests) == 1:
            return digests[0]
        from hashlib import sha256  # lazy: 4 ms

        return sha256("\n".join(digests).encode()).hexdigest()

    @property
    def data_date(self) -> str:
        """The newest day of the facts in the first file."""
        return self._files[0].meta["data_date"]

    @property
    def known_to(self) -> tuple[tuple[str, str], ...]:
        """Tier and the day up to which changes of its statutes would be known."""
        return tuple((tier, day) for tier, day in json.loads(self._files[0].meta["known_to"]))

    @property
    def coverage(self) -> dict[str, dict[str, int]]:
        """What the files hold, by tier; "unknown" where a statute has none.

        The numbers of its ``statutes``, of those ``with_text`` and with ``history_complete``, of
        its ``versions``, of those ``complete``, and of their ``articles``. A statute that several
        files hold counts in each.
        """
        total: dict[str, dict[str, int]] = {}
        for file in self._files:
            for tier, counts in json.loads(file.meta["coverage"]).items():
                known = total.setdefault(tier, dict.fromkeys(_COUNTED, 0))
                for name in _COUNTED:
                    known[name] += counts.get(name, 0)
        return total

    def verify(self) -> tuple[str, ...]:
        """Return what is damaged in the files, a line each; nothing where every row is as written.

        Every row is read, which takes some seconds.
        """
        return tuple(problem for file in self._files for problem in file.problems())

    # ------------------------------------------------------------ titles and numbers

    def names(self) -> tuple[str, ...]:
        """Return every title and alias that is recognised in running text without 书名号."""
        return self._catalogue.names()

    def by_title(self, title: str) -> tuple[Statute, ...]:
        """Return the statutes of that exact title or alias; several where it is ambiguous.

        White space, width, marks and organs' short names (国家医保局) do not matter. A wrapper
        (关于印发〈某办法〉的通知) gives what it encloses where it is not known itself.
        """
        return self._catalogue.by_title(title)

    def near_titles(self, title: str, limit: int = 3) -> tuple[NearTitle, ...]:
        """Return known titles within a few edits of an unknown one, the nearest first.

        Confused characters (OCR, homophones) count half. A substring is not near. The forms under
        which ``by_title`` looks a title up are tried here too, so that a slip inside a wrapper
        (关于印发〈某办法〉的通知) is found.
        """
        return self._catalogue.near_titles(title, limit)

    def by_number(self, number: str) -> tuple[Statute, ...]:
        """Return the statutes that bear the document or decree number (发文字号, 令号).

        A decree that amends many statutes gives them all.
        """
        return self._catalogue.by_number(number)

    def statutes(self) -> Iterator[Statute]:
        """Yield every statute, file by file, in the order of the titles."""
        return self._catalogue.statutes()

    # ------------------------------------------------------------ versions and time

    def versions(self, statute: Statute) -> tuple[Version, ...]:
        """Return the versions whose articles are held, the oldest first."""
        return self._timeline.versions(statute)

    def latest(self, statute: Statute) -> Version | None:
        """Return the newest version that is held, whether it is in force or not."""
        held = self.versions(statute)
        return held[-1] if held else None

    def changes(self, statute: Statute) -> tuple[Change, ...]:
        """Return the enactment, amendments and revisions, the oldest first, held or not."""
        return self._timeline.changes(statute)

    def enacted_after(self, day: date) -> tuple[Statute, ...]:
        """Return the statutes that are known to come into force after ``day`` for the first time.

        Source:
            立法法 (2023修正) 第六十一条: between promulgation and the first day in force a statute
            is public and binds nobody.
        """
        ids = dict.fromkeys(map(self._catalogue.first_id, self._timeline.enacted_after(day)))
        return tuple(self._catalogue.statute(one) for one in ids)

    def at(self, statute: Statute, day: date) -> InForce:
        """Return the version (文本) of ``statute`` in force on ``day``.

        Days before the first effective date (施行日期) give ``NotYet``; on the day itself the new
        version counts. Where an effective date is not known, or the version is not held, the held
        versions that may be in force come back as ``Undetermined``. An amendment without a known
        effective date counts as in force two years after its date (``history.PRESUMED_DAYS``).
        Repeal is not looked at: on later days the last version is given.

        Args:
            statute: as this registry gave it.
            day: calendar day in China; no time zone is involved.

        Source:
            立法法 (2023修正) 第六十一条: a statute states its effective date.
        """
        return self._timeline.at(statute, day)

    def _siblings(self, version: Version) -> tuple[Version, ...]:
        return self.versions(self._catalogue.statute(version.statute_id))

    def is_complete(self, version: Version) -> bool:
        """Return whether all articles of the version are held."""
        return self._articles.is_complete(version)

    def sources(self, version: Version) -> tuple[str, ...]:
        """Return the names of the sources that have this version."""
        return self._articles.sources(version)

    # ------------------------------------------------------------ places

    def article_exists(self, version: Version, locator: Locator) -> bool | None:
        """Return whether the version has the article; None where its text is not complete."""
        return self._articles.article_exists(version, locator)

    def chapter_exists(self, version: Version, locator: Locator) -> bool | None:
        """Return whether the version has the 编, 章 or 节; None where that cannot be told."""
        return self._articles.chapter_exists(version, locator)

    def units(self, version: Version, locator: Locator) -> Units | None:
        """Return how the article of ``locator`` is divided; None where the version lacks it."""
        return self._articles.units(version, locator)

    def article(self, version: Version, locator: Locator) -> ArticleFacts | None:
        """Return what is known of the article of ``locator``; None where the version lacks it."""
        return self._articles.facts(version, locator)

    def places(self, version: Version) -> tuple[Locator, ...]:
        """Return the places of the articles of the version that are held, in its order.

        Only the list of numbers is read; ``articles`` says what each of them is.
        """
        return self._articles.places(version)

    def articles(self, version: Version) -> Iterator[ArticleFacts]:
        """Yield what is known of every article of the version, in its order."""
        return self._articles.all_facts(version)

    def flags(self, version: Version, locator: Locator) -> ArticleFlag | None:
        """Return what the cited place does (罚则, 许可 …); None where the version lacks it.

        Of an item (项) the opening words of its paragraph count too.
        """
        return self._articles.flags(version, locator)

    def words(self, version: Version, locator: Locator) -> tuple[str, ...] | None:
        """Return the lines of the article where the user has its text; None elsewhere.

        The words are those of the very fingerprint, whatever file they come from.
        """
        return self._articles.words(version, locator)

    # ------------------------------------------------------------ quotations

    def compare(self, version: Version, locator: Locator, text: str) -> Comparison | None:
        """Hold the quotation ``text`` against the cited place (条, or 款 or 项 in it).

        The result's locator is the cited one, or, where the words stand in another part of the
        same article, that part. Differences index ``text``. Below 30 % coverage the words are not
        those of the place, and differences are not listed. None where the version lacks the
        article or the quotation has fewer than four words.
        """
        return self._articles.compare(version, locator, text)

    def standing(
        self, version: Version, locator: Locator, before: str, guesses: Guesses, after: str
    ) -> tuple[Standing, ...]:
        """Return those of ``guesses`` that stand in the article between ``before`` and ``after``.

        Marks and white space do not count. Where fewer than four words go before, the words must
        open a unit (款, 项). What is too short to be proved is left out.
        """
        return self._articles.standing(version, locator, before, guesses, after)

    def search(self, version: Version, text: str, limit: int = 3) -> tuple[Comparison, ...]:
        """Return the articles of ``version`` that have the words of ``text``, the best first."""
        return self._articles.search(version, text, limit)

    def find(self, text: str, limit: int = 10) -> tuple[Found, ...]:
        """Return the articles of any statute that have at least half of the words of ``text``.

        The best come first, then the newest versions. Takes some tenths of a second: every
        article is looked at.
        """
        found = []
        for statute_id, version_id, locator in self._articles.find(text):
            statute = self._catalogue.statute(self._catalogue.first_id(statute_id))
            version = next((v for v in self.versions(statute) if v.id == version_id), None)
            comparison = self.compare(version, locator, text) if version is not None else None
            if comparison is not None and comparison.coverage >= _ENOUGH:
                found.append(Found(statute, comparison))
        found.sort(key=_best)
        return tuple(found[:limit])

    # ------------------------------------------------------------ from version to version

    def same_words(self, one: Version, two: Version, locator: Locator) -> bool | None:
        """Return whether two versions say the same under the number of the article of ``locator``.

        None where neither has the article. Marks and white space do not count.
        """
        return self._articles.same_words(one, two, locator)

    def moved(self, old: Version, new: Version, locator: Locator) -> Renumbered | None:
        """Return where the article of ``old`` stands in ``new``, over all versions between.

        The map of each neighbouring pair is followed; where it is silent the words decide. None
        where an article is lost on the way or its words changed too much (similarity below 0.75
        by words; the map's own similarity is handed on as it is).
        """
        return self._articles.moved(old, new, locator)

    def article_map(self, old: Version, new: Version) -> tuple[MappedArticle, ...] | None:
        """Return what became of every article from one version to the next (条文对照).

        None where no map of the two was made: they are not neighbours, or of different files.
        """
        return self._articles.article_map(old, new)

    def map_over(self, versions: Sequence[Version]) -> tuple[MappedArticle, ...]:
        """Return what became of every article from the first of ``versions`` to the last.

        ``versions`` are the dated ones between the two, the oldest first. The maps of neighbours
        are followed; where none was made (other files) the words decide.
        """
        from citelaw.registry.composition import mapped  # only for this question

        return mapped(self, versions)


def _best(found: Found) -> tuple[float, int, str, int, str]:
    comparison = found.comparison
    return (
        -round(comparison.coverage, 3),
        len(comparison.differences),
        found.statute.title,
        -int(comparison.version.date.replace("-", "") or 0),
        comparison.locator.key,
    )
