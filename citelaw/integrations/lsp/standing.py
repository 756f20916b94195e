"""What has become of a statute by the day that counts as today, and how editors are told."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from citelaw.model import InForce, MentionResolution, NotYet, Statute, Undetermined, Version
from citelaw.words import Words


class State(StrEnum):
    """Whether a statute is in force; ``UNKNOWN`` where nothing says so."""

    IN_FORCE = "in-force"
    NOT_YET = "not-yet"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class Standing(NamedTuple):
    """The state of a statute on a day.

    ``since`` is the day from which it holds, the first day in force where that is still to come;
    None where it is not known. ``by`` is the title of the statute that repealed or superseded it.
    """

    state: State
    since: date | None = None
    by: str | None = None


class Coming(NamedTuple):
    """The next thing that is known to happen to a statute.

    ``what`` is "repeal", "successor" or "change"; ``by`` the title of the successor.
    """

    what: str
    day: date
    by: str | None = None


def standing(one: MentionResolution, statute: Statute, at: InForce, day: date) -> Standing:
    """Return the state of ``statute``, which ``one`` names, on ``day``.

    ``at`` is what the database gives for that day; it does not look at repeal.
    """
    state, new = state_of(statute, at, day), one.successor
    if state is State.REPEALED:
        return Standing(state, _day(statute.repealed_on), statute.repealed_by)
    if isinstance(at, NotYet):
        return Standing(state, at.begins)
    if state is State.SUPERSEDED:
        if new is None or (new.since is not None and new.since > day):
            return Standing(State.IN_FORCE)
        return Standing(state, new.since, new.title)
    return Standing(state)


def state_of(statute: Statute, at: InForce, day: date) -> State:
    """Return the state of ``statute`` on ``day``, of which the database gives ``at``.

    Its ``status`` is that of the last day of the data, which is not the day asked about.
    """
    if is_repealed(statute, day):
        return State.REPEALED
    if isinstance(at, NotYet):
        return State.NOT_YET
    return _STATES.get(statute.status.word, State.IN_FORCE)


_STATES = {"superseded": State.SUPERSEDED, "unknown": State.UNKNOWN}


def is_repealed(statute: Statute, day: date) -> bool:
    """Return whether ``statute`` is repealed on ``day``; superseded without words it is not."""
    ended = _day(statute.repealed_on)
    return ended <= day if ended is not None else statute.status.word == "repealed"


def coming(one: MentionResolution, statute: Statute, day: date) -> Coming | None:
    """Return what is known to happen first to ``statute`` after ``day``."""
    found = []
    ended, new = _day(statute.repealed_on), one.successor
    if ended is not None:
        found.append(Coming("repeal", ended, statute.repealed_by))
    elif new is not None and new.since is not None:
        found.append(Coming("successor", new.since, new.title))
    for change in one.changes[1:]:
        if change.low is not None and change.low == change.high:
            found.append(Coming("change", change.low))
    return min((each for each in found if each.day > day), key=lambda each: each.day, default=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


# ---------------------------------------------------------------- in words


def titled(title: str) -> str:
    """Return a title in 书名号, marks inside it as 〈〉."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def state_words(state: State) -> Words:
    """Return a state that is out of the ordinary in a word; "" for the others."""
    return _STATE_WORDS.get(state, Words("", ""))


_STATE_WORDS = {
    State.REPEALED: Words("已废止", "repealed"),
    State.SUPERSEDED: Words("已被替代", "superseded"),
    State.NOT_YET: Words("尚未施行", "not yet in force"),
}


def standing_words(one: Standing) -> Words:
    """Return the state of a statute in a few words: 已于 2015-03-01 由《甲法》废止."""
    since = one.since.isoformat() if one.since is not None else ""
    by = titled(one.by) if one.by is not None else ""
    match one.state:
        case State.REPEALED:
            return Words(
                f"已于 {since} {_by(by)}废止" if since else f"已{_by(by)}废止，日期未收录",
                "repealed"
                + (f" from {since}" if since else ", day not on record")
                + (f" by {by}" if by else ""),
            )
        case State.SUPERSEDED:
            return Words(
                f"已由{by}取代" + (f"（{since} 起）" if since else "") + "，未见明文废止",
                f"superseded by {by}"
                + (f" from {since}" if since else "")
                + ", not repealed in words",
            )
        case State.NOT_YET:
            return Words(
                "尚未施行，" + (f"{since} 起施行" if since else "施行日期未收录"),
                "not yet in force, " + (f"from {since}" if since else "first day not on record"),
            )
        case State.IN_FORCE:
            return Words("现行有效", "in force")
        case State.UNKNOWN:
            return Words("效力状态未收录", "whether it is in force is not on record")


def _by(title: str) -> str:
    return f"由{title}" if title else ""


def coming_words(one: Coming) -> Words:
    """Return what is to happen to a statute: 2027-01-01 起由《甲法》取代."""
    day, by = one.day.isoformat(), titled(one.by) if one.by is not None else ""
    match one.what:
        case "repeal":
            return Words(
                f"{day} 起{_by(by)}废止", f"repealed from {day}" + (f" by {by}" if by else "")
            )
        case "successor":
            return Words(f"{day} 起由{by}取代", f"superseded by {by} from {day}")
        case _:
            return Words(f"{day} 起施行修改后的文本", f"amended text in force from {day}")


def version_words(one: Version) -> Words:
    """Return a version with its first day in force: 2018年修正文本（2018-05-20 起施行）."""
    begins = one.effective_from.isoformat() if one.effective_from is not None else ""
    return Words(
        one.label + (f"（{begins} 起施行）" if begins else "（施行日期未收录）"),
        one.label_en + (f" (in force from {begins})" if begins else " (first day not on record)"),
    )


def in_force_words(at: InForce) -> Words:
    """Return which version is in force; what is not determined is never replaced by a guess."""
    if isinstance(at, Version):
        return version_words(at)
    if isinstance(at, NotYet):
        return standing_words(Standing(State.NOT_YET, at.begins))
    return _undetermined(at)


def _undetermined(at: Undetermined) -> Words:
    if not at.candidates:
        return Words(
            "不能确定，当时的文本未收录", "not determined, the text of the day is not held"
        )
    names = [version_words(one) for one in at.candidates]
    return Words(
        "不能确定，可能是" + "，或".join(one.chinese for one in names),
        "not determined, may be the " + " or the ".join(one.english for one in names),
    )
