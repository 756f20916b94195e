"""The card over a title or a cited place (textDocument/hover).

Its first part is read in five seconds: which statute, whether it is in force, which text counts,
whether the place is there. Below come the words of the place, where the database has them, then
what the list itself says. Findings are not repeated: editors show them beside the card.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from citelaw.integrations.lsp._place import (
    Place,
    place_lines,
    place_of,
    word_parts,
)
from citelaw.integrations.lsp._subject import Subject, subject
from citelaw.integrations.lsp._teller import Teller
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.definition import short_names
from citelaw.integrations.lsp.markup import markup
from citelaw.integrations.lsp.standing import (
    Standing,
    State,
    coming,
    coming_words,
    in_force_words,
    standing,
    standing_words,
    titled,
)
from citelaw.model import (
    CitationResolution,
    DateBasis,
    InForce,
    ListDate,
    MentionResolution,
    NotYet,
    Statute,
    Tier,
    Unchecked,
    Undetermined,
)
from citelaw.resolve import Clock
from citelaw.words import Words

_MOST_CANDIDATES = 4


def hover(
    checked: Checked,
    offset: int,
    language: str,
    *,
    markdown: bool,
) -> Hover | None:
    """Return the card over the source offset ``offset``; None where nothing is cited.

    Args:
        checked: the list as it is now.
        offset: in code points of the source.
        language: "zh" or "en".
        markdown: whether the client reads Markdown; else the card is plain text.
    """
    found = subject(checked, offset)
    if found is None:
        return None
    tell = Teller(language, markup(language, markdown=markdown))
    card = _Card(checked, found, tell)
    kind = MarkupKind.Markdown if markdown else MarkupKind.PlainText
    return Hover(MarkupContent(kind, card.text()), checked.range(found.span))


class _Card:
    """The card of one title or place; every part is told by ``tell``."""

    def __init__(self, checked: Checked, found: Subject, tell: Teller) -> None:
        resolved = checked.report.resolved
        assert resolved is not None
        self.checked = checked
        self.span = found.span
        self.tell = tell
        self.registry = checked.engine.registry
        self.clock = Clock(self.registry, resolved.list_date, resolved.as_of)
        self.citation = found.what if isinstance(found.what, CitationResolution) else None
        self.mention = (
            found.what if isinstance(found.what, MentionResolution) else found.what.mention
        )

    def text(self) -> str:
        """Return the card."""
        tell, statute = self.tell, self.mention.statute if self.mention is not None else None
        words: list[str] = []
        if self.mention is None:
            head = [tell(Words("看不出所引条款属于哪部法规。", "It is unclear of which statute."))]
        elif self._is_of_another(statute):
            head, statute = [self._of_another()], None
        elif statute is None:
            head = list(self._unknown(self.mention))
        else:
            place = self._place()
            head = list(self._known(self.mention, statute, place))
            words = list(word_parts(place, tell)) if place is not None else []
        below = [*self._own_words(), *self._data(statute)]
        block = tell.markup.block
        return tell.markup.card([[block(head)], words, [block(below)] if below else []])

    def _is_of_another(self, statute: Statute | None) -> bool:
        """Return whether the place is of a document that is named behind the title."""
        unchecked = self.citation.unchecked if self.citation is not None else ()
        return statute is not None and Unchecked.STATUTE_UNKNOWN in unchecked

    def _of_another(self) -> str:
        return self.tell(
            Words(
                "名称后面接写了“实施细则”一类的字，条款属于那份文件，数据库未收录。",
                "The place is of the document that is named behind the title, which is not in the "
                "database.",
            )
        )

    def _place(self) -> Place | None:
        if self.citation is None or not self.citation.citation.pinpoint.chinese():
            return None
        return place_of(self.citation, self.registry)

    # ------------------------------------------------------------ the statute

    def _known(
        self, mention: MentionResolution, statute: Statute, place: Place | None
    ) -> Iterator[str]:
        """Yield what is known of a statute of the database."""
        tell, day = self.tell, self.clock.as_of
        name = place.citation.citation.pinpoint.chinese() if place is not None else ""
        kind = [_tier(statute), _plain(statute.document_number)]
        known = " · ".join(tell(words) for words in kind if words is not None)
        yield f"{tell.markup.strong(titled(statute.title) + name)} {known}"
        at = self.clock.at(statute, day)
        now = standing(mention, statute, at, day)
        yield self._state(mention, statute, now)
        yield from (tell(words) for words in self._texts(statute, at, now))
        if place is not None:
            yield from place_lines(place, self.registry, tell)

    def _state(self, mention: MentionResolution, statute: Statute, now: Standing) -> str:
        """Return what has become of the statute, and what is to come."""
        tell, words = self.tell, standing_words(now)
        in_force = now.state in (State.IN_FORCE, State.UNKNOWN)
        line = tell(words) if in_force else tell.strong(words)
        new = mention.successor
        if now.state is State.REPEALED and new is not None and new.title != now.by:
            line += tell(_succeeded(new.title, new.since))
        then = coming(mention, statute, self.clock.as_of)
        if then is not None:
            to_come = coming_words(then)
            line += tell(Words("，", ", ")) + tell.gap + tell.strong(to_come)
        return line

    def _texts(self, statute: Statute, at: InForce, now: Standing) -> Iterator[Words]:
        """Yield the texts in force when the list was made and today, as far as it is known."""
        if not statute.has_text:
            yield Words("条文未收录，不能核对", "its articles are not held and cannot be checked")
            return
        then = self.clock.window(statute).in_force
        if then is not None and not (isinstance(then, NotYet) and now.state is State.NOT_YET):
            if then == at and now.state is not State.REPEALED:
                both = _shortened(at)
                yield Words(
                    f"清单制发时和今日：{both.chinese}",
                    f"when the list was made and today: {both.english}",
                )
                return
            yield self._at_list(statute, then)
        if now.state in (State.REPEALED, State.NOT_YET):
            return
        today = _shortened(at)
        yield Words(f"今日：{today.chinese}", f"today: {today.english}")

    def _at_list(self, statute: Statute, then: InForce) -> Words:
        said, first = _shortened(then), self.clock.list_date
        ended, made = statute.repealed_on, first.not_before if first is not None else None
        if ended is not None and made is not None and ended <= made.isoformat():
            return Words(
                f"清单制发时：已废止，废止前是{said.chinese}",
                f"when the list was made: repealed; before that {said.english}",
            )
        return Words(f"清单制发时：{said.chinese}", f"when the list was made: {said.english}")

    def _unknown(self, mention: MentionResolution) -> Iterator[str]:
        """Yield what can be said of a title that is not in the database, or stands for several."""
        tell, named = self.tell, mention.mention
        title = titled(named.stands_for or named.title)
        name = self.citation.citation.pinpoint.chinese() if self.citation is not None else ""
        yield tell.markup.strong(title + name)
        if mention.candidates:
            yield tell(Words("同名法规不止一部，不能认定：", "several statutes have that title:"))
            for one in mention.candidates[:_MOST_CANDIDATES]:
                number = f"（{one.document_number}）" if one.document_number else ""
                yield tell.markup.text(titled(one.title) + number)
            return
        yield tell(
            Words(
                "数据库未收录，没有核验，不表示有误", "not in the database; not verified, not wrong"
            )
        )
        for near in mention.near:
            other = titled(near.title)
            yield tell(Words(f"相近的名称：{other}", f"a known title is near: {other}"))

    # ------------------------------------------------------------ the list

    def _own_words(self) -> Iterator[str]:
        """Yield what the list calls the statute, where that is not its title."""
        if self.mention is None or self.mention.mention.is_number:
            return
        named, statute = self.mention.mention, self.mention.statute
        if named.stands_for is not None:
            short, full = named.title, titled(named.stands_for)
            yield self.tell(
                Words(f"清单以“{short}”简称{full}", f"“{short}” stands for {full} in this list")
            )
        elif statute is not None and named.title != statute.title:
            yield self.tell(_printed(named.title, statute))
        shorts = [one for one in short_names(self.checked, self.mention) if one != named.title]
        if shorts:
            names = [f"“{one}”" for one in shorts]
            yield self.tell(
                Words(f"清单中简称{'、'.join(names)}", f"called {', '.join(names)} in this list")
            )

    def _data(self, statute: Statute | None) -> Iterator[str]:
        """Yield by which day the list is judged, and up to which day the statute is known."""
        said = [_list_day(self.clock.list_date)] if statute is not None else []
        known_to = statute.known_to if statute is not None else self.registry.data_date
        if known_to is not None:
            said.append(Words(f"数据截至 {known_to}", f"data to {known_to}"))
        if said:
            yield self.tell(
                Words(
                    "；".join(one.chinese for one in said), "; ".join(one.english for one in said)
                )
            )


def _plain(words: str | None) -> Words | None:
    return Words(words, words) if words else None


def _tier(statute: Statute) -> Words | None:
    if statute.tier is None:
        return None
    sure = statute.tier_certain
    english = Tier(statute.tier).value.replace("_", " ")
    return Words(
        statute.tier.chinese + ("" if sure else "（推定）"),
        english + ("" if sure else " (guessed)"),
    )


def _succeeded(title: str, since: date | None) -> Words:
    day = since.isoformat() if since is not None else ""
    return Words(
        f"，承接它的是{titled(title)}" + (f"（{day} 起施行）" if day else ""),
        f"; succeeded by {titled(title)}" + (f" (in force from {day})" if day else ""),
    )


def _shortened(at: InForce) -> Words:
    """Return which text is in force, of many that may be the newest ones."""
    if isinstance(at, Undetermined):
        at = Undetermined(candidates=at.candidates[-_MOST_CANDIDATES:])
    return in_force_words(at)


def _printed(title: str, statute: Statute) -> Words:
    name = titled(title)
    if title in statute.aliases:
        return Words(
            f"清单写作{name}，是收录的简称或别名", f"printed as {name}, a known other title"
        )
    return Words(f"清单写作{name}", f"printed as {name}")


def _list_day(known: ListDate | None) -> Words:
    """Return the day of the list, as far as it is known, and how."""
    if known is None or (known.not_before is None and known.not_after is None):
        return Words("清单日期不明", "date of the list not known")
    low, high = known.not_before, known.not_after
    how = "（推定）" if known.basis is DateBasis.INFERRED else ""
    english = " (inferred)" if how else ""
    if low == high:
        return Words(f"清单日期 {low}{how}", f"date of the list {low}{english}")
    if high is None:
        return Words(f"清单日期不早于 {low}{how}", f"the list is not older than {low}{english}")
    if low is None:
        return Words(f"清单日期不晚于 {high}{how}", f"the list is not newer than {high}{english}")
    return Words(f"清单日期 {low} 至 {high}{how}", f"date of the list {low} to {high}{english}")
