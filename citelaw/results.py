"""What the library gives: the objects of CONTRACT as frozen types, which stand alone.

A result holds no document, no database and no engine: it can be kept, sent to another process,
written as JSON and read again. Its attributes are the fields of the JSON that ``citelaw check
--output-format json`` and ``citelaw extract --output-format jsonl`` write; all offsets are
half-open ranges of code points of the source text, lines and columns count from 1.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, ClassVar, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from citelaw.errors import ReportError
from citelaw.model import Applicability, Certainty, DateBasis, DateKind, Profile, Section, Severity

SCHEMA_VERSION = 1

Object = dict[str, Any]
Pairs = tuple[tuple[str, int], ...]
Days = tuple[tuple[str, str], ...]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionDate:
    """A date in a version note; ``date`` is "2018-12-29", "2018-12" or "2018"."""

    kind: DateKind
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuteMention:
    """A place that names a normative document (《中华人民共和国社会保险法》).

    ``id`` ("s1", "s2" … in source order) is what ``PinpointMention.statute`` and
    ``Diagnostic.statute_id`` name. ``title`` is normalised, ``bare`` says that it has no 书名号,
    ``inner`` are titles inside it; ``doc_no`` and ``tier`` are what stands beside it, None where
    nothing does. ``row`` is the list's own 序号. The four fields of addresses are given for files
    that are no text (``Sheet1!I7`` and code points from there), None elsewhere.
    """

    kind: ClassVar[str] = "statute"
    id: str
    start: int
    end: int
    raw: str
    title: str
    bare: bool
    inner: tuple[str, ...]
    doc_no: str | None
    tier: str | None
    dates: tuple[MentionDate, ...]
    row: str
    column: str
    section: Section
    address: str | None = None
    end_address: str | None = None
    address_start: int | None = None
    address_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinpointMention:
    """A place in a statute as it is cited (第八十七条第二款).

    ``statute`` is the id of the mention that it belongs to, None where that could not be told;
    ``pinpoint`` its canonical form ("a87p2"), ``quote`` the offsets of the text that it introduces;
    ``internal`` is true for references inside quoted provisions and to the statute itself (本法).
    """

    kind: ClassVar[str] = "ref"
    statute: str | None
    start: int
    end: int
    raw: str
    pinpoint: str
    quote: tuple[int, int] | None
    internal: bool
    address: str | None = None
    end_address: str | None = None
    address_start: int | None = None
    address_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMention:
    """Something in 书名号 that is no normative document (《行政处罚告知书》)."""

    kind: ClassVar[str] = "nonlegal"
    start: int
    end: int
    raw: str
    address: str | None = None
    end_address: str | None = None
    address_start: int | None = None
    address_end: int | None = None


Mention = StatuteMention | PinpointMention | FormMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What reading came upon and people must know: hidden rows, pictures that were not read."""

    message: str
    message_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractResult:
    """What one document cites, in text order.

    ``text`` is the source in which all offsets count; it is no part of ``to_dict`` and of equality.
    """

    path: str
    encoding: str
    format: str
    characters: int
    mentions: tuple[Mention, ...]
    notes: tuple[Note, ...] = ()
    text: str = field(default="", compare=False, repr=False)

    @property
    def statutes(self) -> tuple[StatuteMention, ...]:
        """The places that name a normative document."""
        return tuple(one for one in self.mentions if isinstance(one, StatuteMention))

    @property
    def pinpoints(self) -> tuple[PinpointMention, ...]:
        """The places in statutes that are cited."""
        return tuple(one for one in self.mentions if isinstance(one, PinpointMention))

    def statute_of(self, pinpoint: PinpointMention) -> StatuteMention | None:
        """Return the mention that a place belongs to, None where that could not be told."""
        return next((one for one in self.statutes if one.id == pinpoint.statute), None)

    def to_dict(self) -> Object:
        """Return plain values; each entry of ``mentions`` is a line of ``citelaw extract``."""
        return {"schema_version": SCHEMA_VERSION} | _plain(self)

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON."""
        return _json(self.to_dict())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ExtractResult:
        """Return the result that ``to_dict`` made ``data`` of; fields unknown here are passed over.

        Raises:
            ReportError: a field is missing or is something else.
        """
        _demand_schema(data)
        return _read(cls, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A line and a column, both from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Put ``text`` in place of the source range."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A correction: edits that belong together; ``safe`` ones are surely what was meant."""

    applicability: Applicability
    title: str
    title_en: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that belongs to a finding, and why."""

    start: int
    end: int
    message: str
    message_en: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves a finding; every field may be unknown."""

    statute: str | None
    version: str | None
    version_en: str | None
    pinpoint: str | None
    source: str | None
    known_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: what is wrong, where, why, and what should stand there.

    ``wrong_since`` is "list" where it was wrong when the list was made, "today" where later law
    made it so, ``since`` from which day. ``expected`` is the text that should stand in place of
    ``raw``, None where that is not known. ``statute-unknown`` (CL201) claims nothing to be wrong:
    see ``claims_error``.
    """

    id: str
    code: str
    name: str
    severity: Severity
    certainty: Certainty
    wrong_since: str
    since: str | None
    message: str
    message_en: str
    start: int
    end: int
    raw: str
    location: Location
    end_location: Location
    byte_start: int
    byte_end: int
    utf16_column: int
    utf16_end_column: int
    address: str
    end_address: str
    address_start: int | None
    address_end: int | None
    item: str
    item_name: str
    section: Section
    statute_id: str | None
    citation: str | None
    expected: str | None
    fix: Fix | None
    related: tuple[Related, ...]
    evidence: Evidence
    url: str | None
    baseline_state: str | None

    @property
    def claims_error(self) -> bool:
        """Whether it says that something is wrong, and not only that it is not known (未核验)."""
        return self.name != "statute-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """A finding that is not reported, who said so (comment, config, baseline, answer), and why."""

    id: str
    code: str
    name: str
    start: int
    end: int
    kind: str
    reason: str
    baseline_state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was seen and what was checked.

    ``pinpoints`` = ``attributed`` + ``unattributed``; ``citations`` = ``checked`` + the numbers of
    ``uncheckable``, which stand there by reason.
    """

    statutes: int
    pinpoints: int
    quotes: int
    citations: int
    attributed: int
    unattributed: int
    checked: int
    uncheckable: Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDate:
    """The day a list was made, as an interval of days, and how it is known."""

    not_before: date | None
    not_after: date | None
    basis: DateBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class DataState:
    """The statute database that was asked; ``known_to`` says by tier up to which day."""

    data_date: str
    digest: str
    overlays: tuple[str, ...]
    known_to: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedEntry:
    """An entry of a baseline whose finding is gone."""

    file: str
    rule: str
    citation: str
    nth: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How a result compares with a baseline: the numbers of new and unchanged findings."""

    path: str
    new: int
    unchanged: int
    fixed: tuple[FixedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What is wrong with the citations of one document, and how much of it was checked.

    ``text`` is the source in which all offsets count; it is no part of ``to_dict`` and of equality.
    """

    citelaw: str
    statutes: DataState
    as_of: date
    path: str
    encoding: str
    format: str
    profile: Profile
    characters: int
    list_date: ListDate | None
    counts: Counts
    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...]
    baseline: Baseline | None = None
    text: str = field(default="", compare=False, repr=False)

    def to_dict(self) -> Object:
        """Return what ``citelaw check --output-format json`` writes for this document alone."""
        plain = _plain(self)
        head = {name: plain.pop(name) for name in ("citelaw", "statutes", "baseline")}
        return {
            "schema_version": SCHEMA_VERSION,
            "citelaw": head["citelaw"],
            "statutes": head["statutes"],
            "as_of": plain["as_of"],
            "files": [plain | {"fixed": None}],
            "failures": [],
            "summary": self._summary(),
            "baseline": head["baseline"],
        }

    def _summary(self) -> Object:
        severities = [one.severity for one in self.diagnostics]
        fixes = [one.fix.applicability for one in self.diagnostics if one.fix is not None]
        return {
            "files": 1,
            "citations": self.counts.citations,
            "errors": severities.count(Severity.ERROR),
            "warnings": severities.count(Severity.WARNING),
            "infos": severities.count(Severity.INFO),
            "fixable": fixes.count(Applicability.SAFE),
            "fixable_unsafe": fixes.count(Applicability.UNSAFE),
            "fixed": 0,
        }

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON."""
        return _json(self.to_dict())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CheckResult:
        """Return the result of the one file in what ``citelaw check`` wrote as JSON.

        Raises:
            ReportError: there are more files or none, or a field is missing or is something else.
        """
        _demand_schema(data)
        files = data.get("files")
        file = files[0] if isinstance(files, list | tuple) and len(files) == 1 else None
        if not isinstance(file, dict):
            raise ReportError(
                "校验结果（JSON）：应当只有一个文件（files）；多个文件的，逐个取出。",
                "results as JSON: one file is expected in files; take several one by one.",
            )
        head = {name: data.get(name) for name in ("citelaw", "statutes", "baseline")}
        return _read(cls, head | file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read or checked, and why; the others go on."""

    path: str
    reason: str
    reason_en: str

    def to_dict(self) -> Object:
        """Return the entry of ``failures`` that ``citelaw check`` writes as JSON."""
        return _plain(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Failure:
        """Return what ``to_dict`` made ``data`` of.

        Raises:
            ReportError: a field is missing or is something else.
        """
        return _read(cls, data)


def mention_of(data: Mapping[str, Any]) -> Mention:
    """Return the mention that ``data``, a line of ``citelaw extract``, speaks of.

    Raises:
        ReportError: a field is missing or is something else.
    """
    made: Mention = _way(Mention).back(data, "")
    return made


def diagnostic_of(data: Mapping[str, Any]) -> Diagnostic:
    """Return the finding that ``data``, an entry of ``diagnostics``, speaks of.

    Raises:
        ReportError: a field is missing or is something else.
    """
    return _read(Diagnostic, data)


# ---------------------------------------------------------------- plain values, there and back

_ADDRESS = frozenset({"address", "end_address", "address_start", "address_end"})
_MENTIONS = {one.kind: one for one in (StatuteMention, PinpointMention, FormMention)}


class _Way(NamedTuple):
    """How values of one annotated type become plain ones, and come back.

    What comes back is told its place in the document, for messages.
    """

    there: Callable[[Any], Any]
    back: Callable[[Any, str], Any]


def _plain(value: Any) -> Object:
    """Return a value of this module as JSON knows it."""
    plain: Object = _way(type(value)).there(value)
    return plain


def _read(kind: type[Result], data: Any) -> Result:
    """Return the value of ``kind`` that ``_plain`` made ``data`` of.

    Raises:
        ReportError: a field is missing or is something else.
    """
    made = _way(kind).back(data, "")
    assert isinstance(made, kind)
    return made


def _json(value: Object) -> str:
    """Return JSON that UTF-8 can hold, also of a path that is none (``os.fsdecode``)."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _demand_schema(data: Any) -> None:
    found = data.get("schema_version") if isinstance(data, Mapping) else None
    if found != SCHEMA_VERSION:
        raise ReportError(
            f"JSON 结果：schema_version 应为 {SCHEMA_VERSION}，实为 {found!r}；"
            "用同一版 citelaw 重新生成。",
            f"results as JSON: schema_version must be {SCHEMA_VERSION}, it is {found!r}; "
            "make them anew with this citelaw.",
        )


def _wrong(place: str, wanted: str, value: Any) -> ReportError:
    found = type(value).__name__
    return ReportError(
        f"JSON 结果：{place or '整体'} 应为 {wanted}，实为 {found}；用同一版 citelaw 重新生成。",
        f"results as JSON: {place or 'the whole'} must be {wanted}, it is {found}; make them anew "
        "with this citelaw.",
    )


_WAYS: dict[Any, _Way] = {}


def _way(kind: Any) -> _Way:
    """Return the way of values of the annotated type ``kind``."""
    if kind not in _WAYS:
        _WAYS[kind] = _made(kind)
    return _WAYS[kind]


def _made(kind: Any) -> _Way:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind == Mention:
        return _Way(_mention, _mention_back)
    if origin is UnionType:
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _optional(_way(inner))
    if origin is tuple and get_origin(arguments[0]) is tuple:
        return _Way(dict, _pairs(*map(_way, get_args(arguments[0]))))
    if origin is tuple:
        return _sequence(_way(arguments[0]), arguments)
    if dataclasses.is_dataclass(kind):
        return _object(kind)
    if issubclass(kind, StrEnum):
        return _Way(lambda value: value.value, _called(kind, str, "、".join(kind)))
    if kind is date:
        return _Way(date.isoformat, _called(date.fromisoformat, str, "日期（2018-12-29）"))
    return _Way(lambda value: value, _of_type(kind))


def _of_type(kind: type) -> Callable[[Any, str], Any]:
    def back(value: Any, place: str) -> Any:
        if type(value) is not kind:
            raise _wrong(place, kind.__name__, value)
        return value

    return back


def _called(make: Callable[[Any], Any], kind: type, wanted: str) -> Callable[[Any, str], Any]:
    def back(value: Any, place: str) -> Any:
        try:
            return make(_of_type(kind)(value, place))
        except ValueError:
            raise _wrong(place, wanted, value) from None

    return back


def _optional(inner: _Way) -> _Way:
    return _Way(
        lambda value: None if value is None else inner.there(value),
        lambda value, place: None if value is None else inner.back(value, place),
    )


def _sequence(inner: _Way, arguments: tuple[Any, ...]) -> _Way:
    length = None if arguments[-1] is Ellipsis else len(arguments)

    def back(value: Any, place: str) -> Any:
        if not isinstance(value, list | tuple) or (length is not None and len(value) != length):
            raise _wrong(place, "list" if length is None else f"list[{length}]", value)
        return tuple(inner.back(one, f"{place}[{at}]") for at, one in enumerate(value))

    return _Way(lambda value: [inner.there(one) for one in value], back)


def _pairs(key: _Way, inner: _Way) -> Callable[[Any, str], Any]:
    def back(value: Any, place: str) -> Any:
        if not isinstance(value, Mapping):
            raise _wrong(place, "dict", value)
        return tuple(
            (key.back(name, place), inner.back(one, f"{place}.{name}"))
            for name, one in value.items()
        )

    return back


def _mention(value: Mention) -> Object:
    """Return a mention as a line of ``citelaw extract``: addresses only where there are any."""
    plain = {"kind": value.kind} | _plain(value)
    if value.address is None:
        return {name: one for name, one in plain.items() if name not in _ADDRESS}
    return plain


def _mention_back(value: Any, place: str) -> Any:
    kind = _MENTIONS.get(str(value.get("kind"))) if isinstance(value, dict) else None
    if kind is None:
        raise _wrong(place, "、".join(_MENTIONS), value)
    return _way(kind).back(value, place)


def _object(kind: Any) -> _Way:
    """Return the way of a dataclass; unknown names are passed over, as the output may grow."""
    hints = get_type_hints(kind)
    fields = [one for one in dataclasses.fields(kind) if one.compare]
    ways = {one.name: _way(hints[one.name]) for one in fields}
    needed = {one.name for one in fields if one.default is dataclasses.MISSING}

    def there(value: Any) -> Object:
        return {name: way.there(getattr(value, name)) for name, way in ways.items()}

    def back(value: Any, place: str) -> Any:
        if not isinstance(value, Mapping):
            raise _wrong(place, "dict", value)
        missing = needed - value.keys()
        if missing:
            raise _wrong(f"{place}.{min(missing)}".lstrip("."), str(hints[min(missing)]), None)
        given = (name for name in ways if name in value)
        return kind(
            **{name: ways[name].back(value[name], f"{place}.{name}".lstrip(".")) for name in given}
        )

    return _Way(there, back)
