"""The nouns of the walk: what is read, found, looked up and reported.

Frozen without behaviour beyond small properties: dataclasses where identity counts or fields are
many, named tuples where values are small and made by the thousand (a frozen dataclass takes twice
the time to make, and its class five times the time to import). Tuples, not lists; ``None`` means
"not stated". Places inside a cell are *cell* spans (code points of ``Cell.text``); only
diagnostics, which leave the engine, hold *source* spans (code points of ``Document.source``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag, StrEnum
from typing import NamedTuple

from citelaw.numeral import to_chinese
from citelaw.span import OffsetMap, Span
from citelaw.words import Words

_Day = date  # for classes with a field called ``date``

# ---------------------------------------------------------------- what is read


class Section(StrEnum):
    """The part of a list that a cell belongs to."""

    BASIS = "basis"
    DUTY = "duty"
    DUTY_BASIS = "duty_basis"
    ACCOUNTABILITY = "accountability"
    ACCOUNTABILITY_BASIS = "accountability_basis"
    OTHER = "other"


BASIS_SECTIONS = (Section.BASIS, Section.DUTY_BASIS, Section.ACCOUNTABILITY_BASIS)
"""The sections that list what an item stands on."""


CITED_COLUMNS = ("引用数", "引用法规", "引用条款", "引用文号")
"""The columns that ``citelaw convert`` adds to a list: they say again what its cells cite, so that
readers pass over them.
"""


class Shape(StrEnum):
    """How a document is laid out; decides which reader reads it and how context flows."""

    TSV = "tsv"
    CSV = "csv"
    INDENTED = "indented"
    MARKDOWN = "markdown"
    HTML = "html"
    KEY_VALUE = "key-value"
    LINES = "lines"
    PROSE = "prose"


class FileKind(StrEnum):
    """A kind of file that is no text; where its tables are it says itself."""

    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    ODT = "odt"
    ODS = "ods"
    PDF = "pdf"


class Profile(StrEnum):
    """What kind of text a document is; some rules speak only in some of them.

    ``LIST`` is a list of powers and duties, whose every citation is a basis that must hold when it
    is issued; ``JUDGMENT`` a decision of a court or an authority, judged by the law of its day;
    ``PROSE`` running text that speaks about law.
    """

    LIST = "list"
    JUDGMENT = "judgment"
    PROSE = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    r"""One field of a list (or one stretch of prose), cleaned.

    ``text`` has no markup; paragraph breaks are ``\\n``. ``span`` is the source range that the
    cell takes up; ``offsets`` maps cell offsets to source offsets. ``row`` is the list's own
    序号 as printed, ``column`` the header of its column as printed, both "" where none.
    ``item_name`` is the name of the item (事项名称) as printed, "" where it is not known.
    ``record`` numbers the physical record (table row, block) within the document; cells of one
    field that was torn over several records share ``row`` and ``column``. ``prose`` is true for
    text outside any table or field: there a line may open an article of the document itself.
    ``memo`` keeps what was worked out from the words of the cell alone, and from what was found in
    it (``rules._memo``), until that is looked for again.
    """

    text: str
    offsets: OffsetMap
    span: Span
    row: str = ""
    column: str = ""
    section: Section = Section.OTHER
    record: int = 0
    address: str = ""
    item_name: str = ""
    prose: bool = False
    memo: dict[object, tuple[object, ...]] = field(default_factory=dict, compare=False, repr=False)


class DateBasis(StrEnum):
    """How the date of a list is known."""

    GIVEN = "given"
    STATED = "stated"
    INFERRED = "inferred"


class ListDate(NamedTuple):
    """The day a list was made, as an interval of calendar days, both ends included.

    ``source`` is the title or number, as cited, by which an inferred bound is known.
    """

    not_before: date | None
    not_after: date | None
    basis: DateBasis
    source: str = ""


class Unit(NamedTuple):
    """What offsets are counted in for a person: a paragraph of a document, a cell of a workbook.

    ``start`` and ``end`` are *source* offsets, ``address`` is what a person calls it
    (``Sheet1!I7``, ``表2 第3行第8列 段1``).
    """

    start: int
    end: int
    address: str


class Answer(NamedTuple):
    """What a person answered in a copy with remarks to the finding ``id``, and why.

    ``taken`` is true for 采纳: the list is to be mended, and until then the finding stays.
    """

    id: str
    reason: str
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""A list as it was read: the decoded source and its cells in source order.

    Of a file that is no text (Office, PDF) the source is the visible text of its parts, joined by
    ``\n``; ``units`` say where in the file that stands, in source order. ``notes`` are what the
    reader wants said: hidden rows, pictures. ``answers`` are those to an earlier round. ``merged``
    says that cells may reach over several rows.
    """

    name: str
    source: str
    cells: tuple[Cell, ...]
    shape: Shape | FileKind
    encoding: str = "utf-8"
    list_date: ListDate | None = None
    units: tuple[Unit, ...] = ()
    notes: tuple[Words, ...] = ()
    answers: tuple[Answer, ...] = ()
    merged: bool = False


# ---------------------------------------------------------------- what is found


class DateKind(StrEnum):
    """What a date in a version note is the date of (通过 公布 施行 修正 修订)."""

    ADOPTED = "adopted"
    PROMULGATED = "promulgated"
    EFFECTIVE = "effective"
    AMENDED = "amended"
    REVISED = "revised"
    UNSPECIFIED = "unspecified"


class NoteDate(NamedTuple):
    """A date in a version note.

    ``value`` is "2018-12-29", "2018-12" or "2018"; ``span`` holds the cell's characters from the
    date to its kind word; ``ordinal`` is the N of 第N次修正.
    """

    kind: DateKind
    value: str
    span: Span
    word: str = ""
    ordinal: int | None = None


class VersionNote(NamedTuple):
    """The words after (or before) a title that say which version is meant; a cell span."""

    span: Span
    dates: tuple[NoteDate, ...] = ()


class DocumentNumber(NamedTuple):
    """A document (发文字号) or decree number (令号); ``text`` is normalised, ``raw`` as printed."""

    span: Span
    raw: str
    text: str


class TierLabel(NamedTuple):
    """The label 【法律】 in front of a title; ``span`` covers the words without the marks."""

    span: Span
    text: str


class StatuteMention(NamedTuple):
    """A place in a cell that names a normative document.

    ``span`` runs from 《 to its 》, or over the bare title. ``title`` is normalised (no outer
    marks, no white space, inner marks as 〈〉). ``inner`` holds the titles named inside it.
    ``quoted`` is true inside quoted provision text, ``noted`` inside another's version note.
    ``stands_for`` is the full title where the list itself defined this one (以下简称).
    """

    span: Span
    raw: str
    title: str
    bare: bool = False
    inner: tuple[str, ...] = ()
    tier_label: TierLabel | None = None
    document_number: DocumentNumber | None = None
    numbers: tuple[DocumentNumber, ...] = ()
    notes: tuple[VersionNote, ...] = ()
    quoted: bool = False
    noted: bool = False
    stands_for: str | None = None

    @property
    def own(self) -> bool:
        """Whether the list names it for itself: neither in a quotation nor in another's note."""
        return not self.quoted and not self.noted

    @property
    def is_number(self) -> bool:
        """Whether a number stands for the document itself (按照甲财社〔2014〕70号要求)."""
        return self.document_number is not None and self.document_number.span == self.span


class FormMention(NamedTuple):
    """Something in 书名号 that is no normative document (《行政处罚告知书》)."""

    span: Span
    raw: str


class Locator(NamedTuple):
    """A place in a statute: 编 章 节 条 款 项 目, an annex, or a numbered point of a notice.

    ``inserted`` is the N of 第十七条之N. ``annex`` 0 is an annex without number.

    >>> Locator(article=87, paragraph=1, item=2, subitem=4).key
    'a87p1i2m4'
    >>> Locator(article=17, inserted=1).chinese()
    '第十七条之一'
    """

    part: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    annex: int | None = None
    outline: int | None = None

    @property
    def key(self) -> str:
        """The canonical pinpoint of gold/ANNOTATION.md: "a87p1i2", "c5s2", "x0i8", "n31"."""
        parts = []
        for letter, value in zip("bcsa", self[:4], strict=True):
            if value is not None:
                parts.append(f"{letter}{value}")
        if self.inserted is not None:
            parts.append(f"-{self.inserted}")
        if self.annex is not None:
            parts.append(f"x{self.annex}")
        if self.outline is not None:
            parts.append(f"n{self.outline}")
        for letter, value in zip("pim", self[5:8], strict=True):
            if value is not None:
                parts.append(f"{letter}{value}")
        return "".join(parts)

    def chinese(self) -> str:
        """The place in words, as a list would print it."""
        words = []
        for unit, value in zip("编章节条", self[:4], strict=True):
            if value is not None:
                words.append(f"第{to_chinese(value)}{unit}")
        if self.inserted is not None:
            words.append(f"之{to_chinese(self.inserted)}")
        if self.annex is not None:
            words.append(f"附件{self.annex or ''}")
        if self.outline is not None:
            words.append(to_chinese(self.outline))
        for unit, value in zip("款项目", self[5:8], strict=True):
            if value is not None:
                words.append(f"第{to_chinese(value)}{unit}")
        return "".join(words)


class Pinpoint(NamedTuple):
    """A place named in text (第八十七条第二款): the cell span, the printed words, the locator.

    ``through`` is the last place of a range (第五条至第九条). ``internal`` is true for references
    inside quoted provisions or relative to the statute itself (本法, 本条例第三十八条, 前款规定);
    then ``locator`` is empty where only the statute is named. ``malformed`` says what is wrong with
    the way the number is written, in a word of ``rules.pinpoint_malformed``, or "".
    """

    span: Span
    raw: str
    locator: Locator
    through: Locator | None = None
    internal: bool = False
    malformed: str = ""

    @property
    def key(self) -> str:
        """The canonical pinpoint; a range is ``a5..a9``."""
        if self.through is None:
            return self.locator.key
        return f"{self.locator.key}..{self.through.key}"

    def chinese(self) -> str:
        """Return the place in words: 第五条至第九条; "" for a document as such (本法)."""
        through = f"至{self.through.chinese()}" if self.through is not None else ""
        return self.locator.chinese() + through


class Quote(NamedTuple):
    """Quoted provision text: a cell span without the quote marks.

    ``text`` is the cell text of the span. ``elided`` is true where …… or （略） stands in it or
    right after it; ``marked`` where quote marks enclose it.
    """

    span: Span
    text: str
    elided: bool = False
    marked: bool = False


class Citation(NamedTuple):
    """One pinpoint, the mention that it belongs to (or None), and the text it introduces."""

    cell: Cell
    statute: StatuteMention | None
    pinpoint: Pinpoint
    quote: Quote | None = None


class CellCitations(NamedTuple):
    """All that was found in one cell, each kind in text order."""

    cell: Cell
    statutes: tuple[StatuteMention, ...] = ()
    citations: tuple[Citation, ...] = ()
    forms: tuple[FormMention, ...] = ()


# ---------------------------------------------------------------- what the database knows


class Tier(StrEnum):
    """The tier of a statute in the Chinese hierarchy (立法法)."""

    CONSTITUTION = "constitution"
    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    SUPERVISION_REGULATION = "supervision_regulation"
    DEPARTMENT_RULE = "department_rule"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    NORMATIVE_DOCUMENT = "normative_document"
    LOCAL_REGULATION = "local_regulation"
    LOCAL_RULE = "local_rule"

    @property
    def chinese(self) -> str:
        """The tier's name as a list prints it."""
        return _TIER_NAMES[self.value]


_TIER_NAMES = {
    "constitution": "宪法",
    "law": "法律",
    "administrative_regulation": "行政法规",
    "supervision_regulation": "监察法规",
    "department_rule": "部门规章",
    "judicial_interpretation": "司法解释",
    "normative_document": "规范性文件",
    "local_regulation": "地方性法规",
    "local_rule": "地方政府规章",
}


class Organ(NamedTuple):
    """An organ, its official short names, and from when to when it existed where known."""

    name: str
    short: tuple[str, ...]
    since: str | None
    until: str | None


class Event(NamedTuple):
    """Something that happened to a statute (通过 公布 施行 修正 修订 废止) on a day.

    ``date`` is "2018-12-29", "2018-12" or "2018"; ``kind`` one of DateKind's values or "repealed",
    "approved"; ``number`` the decree or document number of the event where known.
    """

    date: str
    kind: str
    number: str | None = None


class Status(NamedTuple):
    """What has become of a statute, as far as it is known.

    ``word`` is "in-force", "not-yet-in-force", "repealed", "superseded" or "unknown" on the last
    day of the data; ``evidence`` says by what it is known, ``certainty`` how well ("text",
    "metadata", "listed", "known"), ``as_of`` up to which day nothing else was known.
    """

    word: str
    evidence: str
    certainty: str
    as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A normative document as the database knows it.

    ``tier_certain`` is false where the tier is only guessed from path or title. ``known_to`` is the
    day up to which changes of it would be known; ``history_complete`` says whether every version
    is held; ``events_complete`` the lesser thing, that every change of it is on record.
    """

    id: int
    title: str
    aliases: tuple[str, ...]
    tier: Tier | None
    tier_certain: bool
    issuer: str | None
    region: str | None
    document_number: str | None
    events: tuple[Event, ...]
    known_to: str | None
    history_complete: bool
    has_text: bool
    status: Status
    repealed_on: str | None = None
    repealed_by: str | None = None
    successor: str | None = None

    @property
    def events_complete(self) -> bool:
        """Whether every change is on record: the head of a law's text lists them all."""
        if self.history_complete:
            return True
        first = min(self.events, key=lambda event: event.date, default=None)
        law = self.tier in (Tier.LAW, Tier.CONSTITUTION) and self.has_text
        return law and first is not None and first.kind == "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One wording of a statute.

    ``date`` is its adoption or promulgation date as printed in law ("2018-12-29"). The effective
    date (施行日期) is an interval of calendar days whose ends may be open (None = not known); the
    adoption date never stands in for it. ``last_article`` is the highest article number.
    """

    id: int
    statute_id: int
    date: str
    kind: str
    effective_from: _Day | None
    effective_to: _Day | None
    decree_number: str | None
    article_count: int
    last_article: int

    @property
    def label(self) -> str:
        """The version in words: 2018年修正文本, 2010年文本."""
        word = {"amendment": "修正", "revision": "修订"}.get(self.kind, "")
        return f"{self.date[:4]}年{word}文本" if self.date[:4].isdigit() else "现有文本"

    @property
    def label_en(self) -> str:
        """The version in English: as amended in 2018, text of 2010."""
        words = {"amendment": "as amended in", "revision": "as revised in"}
        year = self.date[:4]
        return f"{words.get(self.kind, 'text of')} {year}" if year.isdigit() else "present text"


class Change(NamedTuple):
    """A change of the words of a statute: its enactment, an amendment (修正) or revision (修订).

    ``events`` are what is recorded of it (adoption, promulgation …). It is in force from a day
    between ``low`` and ``high``, which are equal where the day is known and None where nothing is;
    ``presumed`` says that ``high`` is a presumption. ``version`` holds its words, None where they
    are not at hand.
    """

    kind: str
    events: tuple[Event, ...]
    low: _Day | None
    high: _Day | None
    presumed: bool
    version: Version | None


class Successor(NamedTuple):
    """The statute that took the place of another, or will.

    ``since`` is its first day in force, None where that is not known; ``number`` the one by which
    it was issued.
    """

    title: str
    number: str | None
    since: _Day | None


class NotYet(NamedTuple):
    """The statute has not come into force on the day asked for.

    It does on the day ``begins``, with the version ``first``; None where either is not held.
    """

    first: Version | None
    begins: _Day | None


class Undetermined(NamedTuple):
    """Several versions may hold on the day asked for, because an effective date is not known."""

    candidates: tuple[Version, ...]


InForce = Version | NotYet | Undetermined


class ArticleFlag(IntFlag):
    """What an article does, told from its words when the database is built; shows no text."""

    PENALTY = 1
    """罚则: fines, confiscation, revocation, detention."""
    LICENCE = 2
    """许可: something needs approval, a permit, a registration of its kind."""
    COERCION = 4
    """强制: sealing, seizure, freezing, forced execution."""
    INSPECTION = 8
    """检查: an organ inspects, supervises on the spot, investigates."""
    ACCOUNTABILITY = 16
    """追责: staff are disciplined or prosecuted."""
    DUTY = 32
    """义务: someone shall or must not do something."""
    REFERRAL = 64
    """转致: another provision or statute decides."""
    COMMENCEMENT = 128
    """施行: from when the statute is in force, what it repeals."""

    @property
    def chinese(self) -> tuple[str, ...]:
        """The flags in words, in order."""
        return tuple(_FLAG_NAMES[flag] for flag in self)


_FLAG_NAMES = {
    ArticleFlag.PENALTY: "罚则",
    ArticleFlag.LICENCE: "许可",
    ArticleFlag.COERCION: "强制",
    ArticleFlag.INSPECTION: "检查",
    ArticleFlag.ACCOUNTABILITY: "追责",
    ArticleFlag.DUTY: "义务",
    ArticleFlag.REFERRAL: "转致",
    ArticleFlag.COMMENCEMENT: "施行",
}


class ArticleUnit(NamedTuple):
    """A unit (款 项 目) of an article: its place, how many words it has, what it does."""

    locator: Locator
    length: int
    flags: ArticleFlag


class ArticleFacts(NamedTuple):
    """What the database knows of an article beside its fingerprint.

    ``confirmations`` is the number of sources that confirm how it is divided into units, 0 where
    the division cannot be trusted. ``subject`` (主体) is whom an article on accountability binds,
    as its words name them, None elsewhere.
    """

    locator: Locator
    units: tuple[ArticleUnit, ...]
    flags: ArticleFlag
    confirmations: int
    subject: str | None


class MapKind(StrEnum):
    """What became of an article from one version to the next."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"
    NEW = "new"


class MappedArticle(NamedTuple):
    """A row of an article map (条文对照): where an article of one version stands in the next.

    ``old`` is None for a new article, ``new`` for a dropped one. ``similarity`` is 0..1: from 0.75
    the row is asserted, from 0.5 it is probable; there are no rows below.
    """

    kind: MapKind
    old: Locator | None
    new: Locator | None
    similarity: float


class DifferenceKind(StrEnum):
    """How quoted words depart from the provision."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


class Difference(NamedTuple):
    """A place where a quotation departs from the provision; ``span`` indexes the quotation's text.

    For dropped words the span covers the words beside the gap; ``passage`` is true where a whole
    unit (款, 项) or more than forty characters are missing there. ``expected`` is the right text
    for the span, None where the database holds fingerprints only and cannot tell.
    """

    kind: DifferenceKind
    span: Span
    expected: str | None = None
    passage: bool = False


class Comparison(NamedTuple):
    """A quotation held against one place (``locator``) of one version.

    ``coverage`` is the share (0..1) of the quotation's shingles that stand there. ``differences``
    are the places that depart, in order. ``complete`` tells whether the quotation ends where the
    cited unit (款, 项 or the whole article) ends; None where that cannot be told. ``stop_unit_end``
    is true where it stops at the end of some unit of the article. ``unit`` is the smallest unit
    that holds all the words found; ``stop`` the one in which the last of them stands, ``left`` how
    many words of that unit follow it. All three are None where nothing was found.
    """

    version: Version
    locator: Locator
    coverage: float
    differences: tuple[Difference, ...] = ()
    complete: bool | None = None
    stop_unit_end: bool = False
    unit: Locator | None = None
    stop: Locator | None = None
    left: int | None = None


class Found(NamedTuple):
    """An article that has the words that were looked for, and the statute that it is of."""

    statute: Statute
    comparison: Comparison


# ---------------------------------------------------------------- what is resolved


class Unchecked(StrEnum):
    """Why a citation could not be compared in every part that it states."""

    UNATTRIBUTED = "unattributed"
    STATUTE_UNKNOWN = "statute-unknown"
    STATUTE_AMBIGUOUS = "statute-ambiguous"
    NO_TEXT = "no-text"
    VERSION_UNDETERMINED = "version-undetermined"
    HISTORY_INCOMPLETE = "history-incomplete"
    NOT_AN_ARTICLE = "not-an-article"
    QUOTE_TOO_SHORT = "quote-too-short"
    QUOTE_UNMATCHED = "quote-unmatched"
    UNITS_UNCONFIRMED = "units-unconfirmed"


class Identified(StrEnum):
    """By what it is known which statute a mention names.

    ``DEFINED`` where the list itself gave the title as a short one (以下简称), ``CONTINUED`` where
    the title goes on behind its marks (《某规定》实施细则).
    """

    TITLE = "title"
    DEFINED = "defined"
    CONTINUED = "continued"
    NUMBER = "number"
    NOTE = "note"


class MeantBy(StrEnum):
    """Why a citation is judged by the version that it is judged by."""

    NOTED = "noted"
    """The note names it, and it may have been in force when the list was made."""
    LIST_DATE = "list-date"
    """No other may have been in force when the list was made."""
    AGREED = "agreed"
    """All that may have been in force when the list was made say the same; it is the newest."""
    TODAY = "today"
    """What may have been in force when the list was made bears the citation out, it does not."""
    PRESENT = "present"
    """What was in force when the list was made does not decide; it is in force today."""


class NearTitle(NamedTuple):
    """A known title near a printed one: ``distance`` edits apart."""

    statute: Statute
    title: str
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionResolution:
    """What the database says of a mention.

    ``candidates`` holds every statute of that exact title or alias: one = resolved, none = unknown,
    several = ambiguous. ``near`` are known titles close to an unknown one. ``by_number`` are the
    statutes that carry the printed number. ``changes`` are those of the one statute that is meant,
    the oldest first, ``successor`` what took its place. ``identified`` says by what the candidates
    were found, ``told_apart`` by what the one was told from others of its title. ``statute`` is the
    one statute that is meant, or None.
    """

    cell: Cell
    mention: StatuteMention
    candidates: tuple[Statute, ...] = ()
    near: tuple[NearTitle, ...] = ()
    by_number: tuple[Statute, ...] = ()
    changes: tuple[Change, ...] = ()
    successor: Successor | None = None
    identified: Identified | None = None
    told_apart: Identified | None = None
    statute: Statute | None = field(init=False)

    def __post_init__(self) -> None:
        one = self.candidates[0] if len(self.candidates) == 1 else None
        object.__setattr__(self, "statute", one)


class Missing(NamedTuple):
    """A place that the version meant lacks.

    ``kind`` is the largest unit that is not there: "chapter", "article", "paragraph" or "item";
    ``locator`` the place down to that unit. ``total`` says how many of them there are, None where
    that is no answer. ``items`` is the number of 项 in the article, of which one may be meant
    where a 款 is missing.
    """

    kind: str
    locator: Locator
    total: int | None = None
    items: int = 0


class Renumbered(NamedTuple):
    """Where the cited article of ``old`` stands in ``new``.

    ``old`` is None where the number may be that of an earlier text which is not held.
    ``similarity`` is 0..1; ``proved`` says that a quotation matches both places.
    """

    old: Version | None
    new: Version
    locator: Locator
    similarity: float
    proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationResolution:
    """What the database says of a citation.

    ``at_list`` and ``at_today`` are the versions in force at the list's date and today (None where
    the statute is not resolved or the list has no date). ``meant`` is the version that the citation
    is judged by, ``meant_by`` why. ``exists`` says whether ``meant`` has the cited place; None
    where not decidable; ``missing`` what of it is not there.
    ``compared`` holds the places that the quotation was held against, several that share it;
    ``own`` compares it with the cited place of ``meant``; ``older`` with the cited place of another
    held version that fits better; ``elsewhere`` with another article that fits better.
    ``foreign`` is the article of another statute that the file cites and that has the words.
    ``right`` is the quotation in the words that are in force, where it is an older version's and
    they are known.
    ``facts`` is what is known of the cited article of ``meant`` beside its words, ``flags`` what
    the cited place (款 or 项 where one is cited) does.
    """

    citation: Citation
    mention: MentionResolution | None
    at_list: InForce | None = None
    at_today: InForce | None = None
    meant: Version | None = None
    meant_since: str = "today"
    meant_by: MeantBy | None = None
    exists: bool | None = None
    missing: Missing | None = None
    compared: tuple[Locator, ...] = ()
    own: Comparison | None = None
    older: Comparison | None = None
    elsewhere: Comparison | None = None
    foreign: Found | None = None
    right: str | None = None
    renumbered: Renumbered | None = None
    facts: ArticleFacts | None = None
    flags: ArticleFlag | None = None
    unchecked: tuple[Unchecked, ...] = ()


class OutdatedNote(NamedTuple):
    """A version note that names a text which a later change has replaced.

    ``span`` is the *cell* span of the last date or number of the note; ``dated`` tells a date from
    a number alone, which identifies a document and claims no version. ``newest`` is the change in
    force, ``since`` "list" or "today". ``changed`` holds the articles that the file cites of the
    statute and whose words differ between the two texts; ``compared`` is false where one of the
    texts is not held.
    """

    mention: MentionResolution
    span: Span
    dated: bool
    newest: Change
    since: str
    changed: tuple[Locator, ...]
    compared: bool


class UnnamedQuote(NamedTuple):
    """A provision that a basis quotes without naming its document; a *cell* span.

    ``found`` is the article that has the words, of a statute that the file cites; None where none
    or several do.
    """

    cell: Cell
    span: Span
    found: Found | None


class PrintedNumber(NamedTuple):
    """A document that a list names with its number (发文字号), for the other lists of a run.

    ``issuer`` and ``subject`` are what the title says of it, ``parts`` those of the number, by
    which both are known whatever their spelling; ``text`` is the number as it should be printed.
    ``inner`` are the words of the titles named inside the title. ``known`` tells that the database
    has the document with that number.
    """

    title: str
    text: str
    issuer: str
    subject: str
    parts: tuple[str, ...]
    inner: tuple[str, ...] = ()
    known: bool = False


class NumberUse(NamedTuple):
    """A document and its number, and the names of the lists of one run that print them so."""

    printed: PrintedNumber
    files: tuple[str, ...]


class ResolvedDocument(NamedTuple):
    """All that the rules may see: the document, what was found in it, what the database says.

    ``organs`` are those whose names the database knows, ``upcoming`` the statutes that are
    promulgated but not in force on the day ``as_of``, ``outdated`` the version notes that name a
    replaced text, one for each statute, ``unnamed`` the provisions without their document. ``run``
    is what the lists of the same run print differently of the documents that this one names,
    itself included.
    """

    document: Document
    cells: tuple[CellCitations, ...]
    mentions: tuple[MentionResolution, ...]
    citations: tuple[CitationResolution, ...]
    list_date: ListDate | None
    as_of: date
    data_date: str
    profile: Profile = Profile.LIST
    organs: tuple[Organ, ...] = ()
    upcoming: tuple[Successor, ...] = ()
    outdated: tuple[OutdatedNote, ...] = ()
    unnamed: tuple[UnnamedQuote, ...] = ()
    run: tuple[NumberUse, ...] = ()


# ---------------------------------------------------------------- what is reported


class Severity(StrEnum):
    """error: the basis fails as cited; warning: a careful editor changes it; info: style."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Certainty(StrEnum):
    """How sure a finding is, apart from how bad it is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Applicability(StrEnum):
    """What a fix promises: safe = surely what was meant; unsafe = probably; display = an idea."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Edit(NamedTuple):
    """Put ``text`` in place of the *source* span."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A correction: edits that belong together; what it does in Chinese and in English."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    title_en: str = ""


class Evidence(NamedTuple):
    """What proves a finding; every field may be unknown. ``version`` stands in English too."""

    statute: str | None = None
    version: str | None = None
    pinpoint: str | None = None
    source: str | None = None
    known_to: str | None = None
    version_en: str | None = None


NO_EVIDENCE = Evidence()
"""For findings that the list proves alone."""


class Related(NamedTuple):
    """Another *source* span that belongs to a finding, and why, in Chinese and in English.

    ``address`` is that of the place where it starts, "" in files that are text.
    """

    span: Span
    message: str
    message_en: str = ""
    address: str = ""


class Identity(NamedTuple):
    """What a finding keeps from round to round, wherever it moves in its file.

    The name of its rule, the citation (or, without one, the marked words) without regard to white
    space and width, and the how-manieth of its like in the file it is, from 1.
    """

    rule: str
    words: str
    nth: int


class Place(NamedTuple):
    """Where in a list a finding stands, in the list's own words.

    ``row`` is its 序号, ``column`` the heading of its column and ``item_name`` the name of its item
    (事项名称), "" where there is none. ``address`` is what a person calls the place where it starts
    and ``end_address`` the one where it ends; ``start`` and ``end`` are code points from the
    beginning of those, None in files that are text, where lines and columns say it.
    """

    row: str = ""
    column: str = ""
    section: Section = Section.OTHER
    address: str = ""
    item_name: str = ""
    end_address: str = ""
    start: int | None = None
    end: int | None = None


NOWHERE = Place()
"""For findings on no place of the list."""


class Diagnostic(NamedTuple):
    """One finding.

    ``span`` indexes the source, ``place`` says where that is for a person. ``title`` is the title
    that it is about and ``cited`` the citation (《甲法》第八条), as printed, "" without one;
    ``statute_id`` names that mention in the report ("s1", "s2" … in source order). ``statute`` and
    ``citation`` are what the rule saw; a finding that was kept or sent elsewhere has them no more.

    ``expected`` is the text that should stand in place of ``raw``, or None; ``wrong_since`` is
    "list" where it was wrong when the list was made, "today" where a later change made it so;
    ``since`` the day it became wrong, where known. ``parts`` are the findings of one cause that it
    stands for, the one it is made of first; empty where it stands for itself alone. ``identity`` is
    given by the engine; ``known`` says whether a baseline holds the finding, None where none was
    asked.
    """

    code: str
    name: str
    severity: Severity
    certainty: Certainty
    wrong_since: str
    message: str
    message_en: str
    span: Span
    raw: str
    place: Place = NOWHERE
    title: str = ""
    cited: str = ""
    statute_id: str | None = None
    since: str | None = None
    expected: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    evidence: Evidence = NO_EVIDENCE
    statute: StatuteMention | None = None
    citation: Citation | None = None
    parts: tuple[Diagnostic, ...] = ()
    identity: Identity | None = None
    known: bool | None = None


class Need(StrEnum):
    """What a rule must find at a citation to judge it in full."""

    OWN_WORDS = "own-words"
    """The citation stands in the list's own words, not inside a quotation or a note."""
    STATUTE = "statute"
    """The statute is known."""
    HISTORY = "history"
    """Every change of the statute is on record."""
    TIER = "tier"
    """The tier of the statute is known and no guess."""
    TIER_LABEL = "tier-label"
    NUMBER = "number"
    DATE = "date"
    """A version note prints a date."""
    CLAIM = "claim"
    """A date or a number says which version is meant."""
    PINPOINT = "pinpoint"
    """A place in the statute is cited, in the list's own words."""
    CHAPTER = "chapter"
    """A 编, 章 or 节 is cited, and no article."""
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    VERSION = "version"
    """It is known by which version the place is judged."""
    ARTICLE_KNOWN = "article-known"
    """It can be told whether that version has the article."""
    PLACE_KNOWN = "place-known"
    """It can be told whether that version has the place, down to its 款, 项 and 目."""
    QUOTE = "quote"
    COMPARED = "compared"
    """The quotation was held against one place."""


class Rule(NamedTuple):
    """A kind of error: its code and name, its default severity, and the function that finds it.

    ``check`` yields diagnostics; their code, name and default severity are the rule's own. It is
    asked in the ``profiles`` alone; ``on`` is false for a rule that runs only where it is selected.
    ``needs`` is what it must find at a citation to judge it in full, what is asked for first first.
    """

    code: str
    name: str
    severity: Severity
    check: Callable[[ResolvedDocument], Iterable[Diagnostic]]
    profiles: tuple[Profile, ...] = tuple(Profile)
    on: bool = True
    needs: tuple[Need, ...] = ()


class Counts(NamedTuple):
    """What was seen and what was checked.

    ``pinpoints`` = ``attributed`` + ``unattributed``; ``citations`` = ``checked`` + the sum of
    ``uncheckable``, the numbers by reason.
    """

    statutes: int
    pinpoints: int
    quotes: int
    citations: int
    attributed: int
    unattributed: int
    checked: int
    uncheckable: tuple[tuple[str, int], ...] = ()


class Fixed(NamedTuple):
    """What was corrected in a file.

    ``rules`` holds the numbers of findings by code and applicability. ``settled`` is false where
    the fixes contradict each other, or did not come to an end. ``refusal`` is the one-line reason
    where the file could not be written and is as it was, ``left`` that why some fixes could not be
    put into it. ``copy`` is the path of the copy that they were made in, "" where it was the file
    itself.
    """

    rules: tuple[tuple[str, Applicability, int], ...] = ()
    settled: bool = True
    refusal: Words | None = None
    left: Words | None = None
    copy: str = ""

    def number(self, applicability: Applicability) -> int:
        """How many findings were corrected by fixes of that kind."""
        return sum(number for _, kind, number in self.rules if kind is applicability)


class SuppressedBy(StrEnum):
    """Where it was said that a finding is not to be reported."""

    COMMENT = "comment"
    CONFIG = "config"
    BASELINE = "baseline"
    ANSWER = "answer"
    """In the sheet 校验结果 of an annotated copy: 不采纳."""


class Suppressed(NamedTuple):
    """A finding that is not reported, who said so, and why."""

    diagnostic: Diagnostic
    how: SuppressedBy
    reason: str


class BaselineEntry(NamedTuple):
    """A finding that an earlier run wrote down.

    ``file`` is relative to the folder of the baseline, with ``/``; ``identity`` that of the
    finding; ``places`` how many places of the file it stood for; ``reason`` why it stays, "" where
    nobody has said so yet.
    """

    file: str
    identity: Identity
    places: int = 1
    reason: str = ""


class Compared(NamedTuple):
    """A run against the baseline in the file ``path``.

    The numbers of findings that it does not hold (新增) and holds (未改), and the entries whose
    finding is gone (已改). Of files and rules that were not run nothing is said.
    """

    path: str
    new: int
    unchanged: int
    fixed: tuple[BaselineEntry, ...]


class UndeterminedVersion(NamedTuple):
    """A statute whose version that counts could not be told, in ``places`` places of a list.

    ``changed`` is the date of the newest change whose effective date is not known, where that is
    why; ``why`` is "effective-date", "no-such-text", "newer-text" or "list-date".
    """

    title: str
    why: str
    changed: str
    places: int


class FileFacts(NamedTuple):
    """What is known of a list as a whole.

    ``as_of`` is the day that counted as today. ``known_to`` holds the titles of the statutes that
    it cites, each with the day up to which changes of it would be known. ``notes`` are those of the
    reader (``Document.notes``).
    """

    encoding: str
    shape: Shape | FileKind
    profile: Profile
    as_of: date
    list_date: ListDate | None = None
    undetermined: tuple[UndeterminedVersion, ...] = ()
    known_to: tuple[tuple[str, str], ...] = ()
    notes: tuple[Words, ...] = ()


class ViewPiece(NamedTuple):
    """A run of a cell as it is shown: the *source* range that it takes up.

    ``text`` is what stands for the range (an entity, a paragraph break); None where the source
    itself is shown.
    """

    start: int
    end: int
    text: str | None = None


class ViewCell(NamedTuple):
    """A cell as it is shown; ``column`` is its place in ``ViewTable.columns``, -1 for none."""

    column: int
    pieces: tuple[ViewPiece, ...]


class ViewRow(NamedTuple):
    """A record of a list; ``item`` is its 序号 as printed, ``address`` where it begins.

    Both are "" for none.
    """

    item: str
    cells: tuple[ViewCell, ...]
    address: str = ""


class ViewTable(NamedTuple):
    """Records under one head, or, where ``columns`` is empty, text outside any table.

    ``columns`` are the list's own headings; one in which no record has anything is not there.
    """

    columns: tuple[str, ...]
    rows: tuple[ViewRow, ...]


class ViewCitation(NamedTuple):
    """A title or a place that is cited, and what became of it; a *source* span.

    ``mention`` is the id of the title ("s12"), "" where it is unknown whose place it is.
    ``statute`` is the place of the statute in ``View.statutes``, ``version`` that of the version
    that it was judged by in the versions of that statute; -1 for none. ``place`` is the place in
    words, "" for a title. ``verdict`` is "checked", "internal" (inside a quotation or a note, and
    not judged), or why it could not be checked, a value of ``Unchecked``. ``counted`` tells whether
    it is one of the citations of ``Counts``. ``quote`` is the *source* span of the quotation that
    it introduces, empty for none; ``compared`` tells whether that was compared.
    """

    start: int
    end: int
    mention: str
    statute: int
    version: int
    place: str
    verdict: str
    counted: bool
    quote: tuple[int, int] = (0, 0)
    compared: bool = False


class ViewVersion(NamedTuple):
    """A change of a statute, days as ISO dates; ``date`` is the one that the version is called by.

    ``low``, ``high`` and ``presumed`` are those of ``Change``; ``until`` is the first day on which
    it is in force no longer, None where there is none or it is not known. ``events`` hold date,
    kind and number ("" for none) of each.
    """

    kind: str
    date: str
    low: str | None
    high: str | None
    presumed: bool
    until: str | None
    events: tuple[tuple[str, str, str], ...]


class ViewStatute(NamedTuple):
    """A statute that a list cites; ``status`` is the word of ``Status``.

    ``tier`` is a value of ``Tier`` or "". ``successor`` took its place on ``successor_since``.
    """

    title: str
    tier: str
    tier_certain: bool
    number: str
    status: str
    versions: tuple[ViewVersion, ...]
    repealed_on: str | None
    successor: str | None
    successor_since: str | None


class View(NamedTuple):
    """What a page shows of a list beside its findings: layout, citations, statutes cited.

    Only text, numbers, None and tuples, so that it travels between processes and through files.
    """

    tables: tuple[ViewTable, ...]
    citations: tuple[ViewCitation, ...]
    statutes: tuple[ViewStatute, ...]


class FileReport(NamedTuple):
    """What was found in one file; ``failure`` is the one-line reason where it could not be read.

    ``source`` is its decoded text, which all spans index. ``fixed`` is what was corrected before;
    None where nothing was to be. ``fail_on`` is the least severity that fails a run on this file.
    ``silent`` are the names of the rules that were not asked of it. ``printed`` is what the other
    lists of a run are compared with. ``view`` is what a page shows of the list, None where it was
    not asked for. ``resolved`` is what the findings were made from; a report that was kept or sent
    elsewhere has it no more.
    """

    path: str
    source: str | None = None
    facts: FileFacts | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    counts: Counts | None = None
    failure: Words | None = None
    fixed: Fixed | None = None
    suppressed: tuple[Suppressed, ...] = ()
    fail_on: Severity = Severity.ERROR
    silent: frozenset[str] = frozenset()
    printed: tuple[PrintedNumber, ...] = ()
    view: View | None = None
    resolved: ResolvedDocument | None = None


class Report(NamedTuple):
    """The result of one run over files, with the state of the data it stands on.

    ``overlays`` are the files of a team's own facts that were laid over the database; ``baseline``
    is None where the run was not compared with one.
    """

    files: tuple[FileReport, ...]
    as_of: date
    data_date: str
    digest: str
    known_to: tuple[tuple[str, str], ...] = ()
    overlays: tuple[str, ...] = ()
    baseline: Compared | None = None
