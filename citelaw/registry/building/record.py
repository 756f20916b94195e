"""Puts together what texts and curated facts say of a statute: its row, its events, its fate."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from citelaw.days import exact_day
from citelaw.model import Event, Status, Tier
from citelaw.registry.building.corpus import StatuteText
from citelaw.registry.building.history import KINDS, Held, Occurrence
from citelaw.registry.curated import Curated, CuratedStatute, CuratedVersion
from citelaw.registry.normalise import number_key, plain_number

_GUESSING_SOURCES = ("waystowork/waystowork.github.io",)

_REGION = re.compile(
    r"(?:北京|天津|上海|重庆)市|[一-龥]{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区"
    r"|[一-龥]{2,4}经济特区|[一-龥]{2,8}?(?:自治州|自治县|自治旗|市|县|盟)"
)

Row = dict[str, Any]


def changes_known(title: str, texts: list[StatuteText], facts: Curated) -> list[CuratedVersion]:
    """Return the curated changes of a statute: its own, and those of decrees that amend many."""
    own = [version for version in facts.versions if version.statute == title]
    dates = {version.date for version in own}
    events = sorted(event.date for text in texts for event in text.events)
    for decree in facts.decrees:
        day = decree.date.isoformat()
        amended = bool(texts) and texts[-1].tier is decree.tier and title not in decree.but
        if amended and day in events[1:] and events[0] < day and decree.date not in dates:
            own.append(
                CuratedVersion(
                    statute=title,
                    date=decree.date,
                    effective_from=decree.effective_from,
                    promulgated=None,
                    number=decree.number,
                )
            )
    return own


def occurrences(
    texts: list[StatuteText], known: CuratedStatute | None, changes: list[CuratedVersion]
) -> list[Occurrence]:
    """Return the dated events of all texts and of the curated facts, each once."""
    merged: dict[tuple[date, str], Occurrence] = {}
    stated = [
        (event.date, KINDS.get(event.kind, "unspecified"), event.number, event.effective)
        for text in texts
        for event in text.events
        if event.kind != "其他"
    ]
    if known is not None:
        stated += [(event.date, event.kind, event.number, None) for event in known.events]
    for day_text, kind, number, effective in stated:
        day = exact_day(day_text)
        if day is None:
            continue
        entry = merged.setdefault((day, kind), Occurrence(day=day, kind=kind))
        entry.number = entry.number or number
        entry.effective = entry.effective or effective
    for change in changes:
        for entry in [entry for (day, _), entry in merged.items() if day == change.date]:
            entry.number = change.number or entry.number
        if change.promulgated is not None and change.promulgated != change.date:
            merged[change.promulgated, "promulgated"] = Occurrence(
                day=change.promulgated, kind="promulgated", number=change.number
            )
    return sorted(merged.values(), key=lambda entry: (entry.day, entry.kind))


def held(index: int, text: StatuteText, number: str | None) -> Held:
    """Return the text as the time line needs it; ``number`` is what facts say of its change."""
    return Held(
        day=exact_day(text.date),
        effective=text.effective,
        source_as_of=exact_day(text.source_as_of),
        index=index,
        number=number,
        law=text.tier in (Tier.LAW, Tier.CONSTITUTION),
    )


def statute_row(
    statute_id: int,
    title: str,
    texts: list[StatuteText],
    known: CuratedStatute | None,
    events: list[Occurrence],
) -> Row:
    """Return the row of a statute; curated facts go before those of the texts."""
    last = texts[-1] if texts else None
    tier, certain = _tier(texts, known)
    number = known.number if known else None
    if number is None and texts:
        number = _own_number(texts)
    row: Row = {
        "id": statute_id,
        "title": title,
        "aliases": "[]",
        "tier": tier.value if tier else None,
        "tier_certain": int(certain),
        "issuer": (known.issuer if known else None) or (last.issuer if last else None),
        "region": (known.region if known else None) or _region(title, tier),
        "number": plain_number(number) if number else None,
        "events": as_json([[e.date, e.kind, e.number] for e in _events(events, known)]),
    }
    return row | _fate(last, known)


def _tier(texts: list[StatuteText], known: CuratedStatute | None) -> tuple[Tier | None, bool]:
    """Return the tier and whether it is certain; some sources only guess it."""
    if known is not None and known.tier is not None:
        return known.tier, known.certainty != "listed"
    if not texts:
        return None, False
    last = texts[-1]
    guessed = last.sources[0] in _GUESSING_SOURCES and last.tier not in (
        Tier.LAW,
        Tier.ADMINISTRATIVE_REGULATION,
    )
    certain = not guessed or any(text.decree_stated for text in texts)
    return last.tier, certain and last.tier_certain


def _region(title: str, tier: Tier | None) -> str | None:
    """Return the province, city or county whose local statute it is, as the title begins."""
    if tier not in (Tier.LOCAL_REGULATION, Tier.LOCAL_RULE):
        return None
    found = _REGION.match(title)
    return found[0] if found else None


def _own_number(texts: list[StatuteText]) -> str | None:
    """Return the number of the enactment; a header's may be that of an amending decision."""
    law = texts[0].tier in (Tier.LAW, Tier.CONSTITUTION)
    for text in texts:
        changes = [event for event in text.events if event.kind in ("修正", "修订")]
        amending = {number_key(event.number) for event in changes if event.number}
        if text.number and not (law and changes) and number_key(text.number) not in amending:
            return text.number
    return None


def _events(occurrences: list[Occurrence], known: CuratedStatute | None) -> list[Event]:
    events = [
        Event(date=entry.day.isoformat(), kind=entry.kind, number=entry.number)
        for entry in occurrences
    ]
    rough = [event for event in (known.events if known else ()) if exact_day(event.date) is None]
    return sorted([*events, *rough], key=lambda event: (event.date, event.kind))


def _fate(last: StatuteText | None, known: CuratedStatute | None) -> Row:
    """Return repeal and succession, curated facts before the corpus's own status."""
    fate: Row = dict.fromkeys(("repealed_on", "repealed_by", "successor", "repealing_version"))
    if last is not None and last.status in ("repealed", "superseded"):
        by, _, since = last.status_by.partition(", from ")
        by, _, dated = by.partition(" (")
        if last.status == "repealed":
            fate["repealed_on"] = since if exact_day(since) else None
            fate["repealing_version"] = dated.rstrip(")")
            fate["repealed_by"] = by or None
        if by and not by[0].isdigit():
            fate["successor"] = by
    if known is not None:
        for key in ("repealed_on", "repealed_by", "successor"):
            fate[key] = getattr(known, key) or fate[key]
    return fate


def status_of(
    row: Row,
    last: StatuteText | None,
    known: CuratedStatute | None,
    begins: date | None,
    data_date: str,
) -> Status:
    """Return what has become of a statute on the day of the data and by what that is known.

    ``begins`` is the day from which it is in force, where that is known.
    """
    curated = known is not None and (known.repealed_on or known.repealed_by or known.successor)
    if row["repealed_on"] or row["repealed_by"] or row["successor"]:
        word = "repealed" if row["repealed_on"] or row["repealed_by"] else "superseded"
        if curated and known is not None:
            return Status(word, known.source, known.certainty, row["known_to"])
        by = last.status_by if last is not None else ""
        return Status(word, by or "数据来源标注", "text" if by else "metadata", row["known_to"])
    if last is not None and last.status == "repealed":
        return Status("repealed", f"数据来源 {last.sources[0]} 标注", "metadata", row["known_to"])
    if begins is not None and begins.isoformat() > data_date:
        certainty = known.certainty if last is None and known is not None else "text"
        return Status("not-yet-in-force", f"自{begins}起施行", certainty, row["known_to"])
    if last is None:
        source, certainty = (known.source, known.certainty) if known else ("", "listed")
        return Status("unknown", source, certainty, None)
    if not last.source_as_of:
        return Status("unknown", f"数据来源 {last.sources[0]} 未说明截至何日", "metadata", None)
    return Status("in-force", f"数据来源 {last.sources[0]} 未载废止", "metadata", row["known_to"])


def known_to(tier: str | None, texts: list[StatuteText], facts: Curated) -> str | None:
    """Return the day up to which changes would be known: of its tier, or of a later source."""
    days = [text.source_as_of for text in texts if text.source_as_of]
    if not days:
        return None
    days += [day for known, day in facts.known_to if known.value == tier]
    return max(days)


def as_text(day: date | None) -> str | None:
    """Return the day as it is stored."""
    return day.isoformat() if day is not None else None


def as_json(value: object) -> str:
    """Return the value as it is stored."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
