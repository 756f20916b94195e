"""``statute_history``: how a statute came to its words, and whether it is in force."""

from __future__ import annotations

from citelaw.inquiry import history_of
from citelaw.integrations.mcp._schema import many, no, output_schema, ref
from citelaw.integrations.mcp._statute import PROPERTIES, STATUTE, VERDICTS, named, unresolved
from citelaw.integrations.mcp._tool import Answer, Desk, Object, Tool
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes import as_text
from citelaw.reporters.statutes.card import VIEW, Card, in_force_words
from citelaw.words import Words

_VERDICTS = {
    "in-force": "in force, as far as the data go (statute.known_to)",
    "not-yet-in-force": "adopted, but not in force yet",
    "repealed": "repealed (废止); statute.repealed_on and repealed_by say when and by what",
    "superseded": "another statute covers its matter (statute.successor), without express repeal",
    "status-unknown": "the statute is known, but not what has become of it",
    **VERDICTS,
}
_DESCRIPTION = """\
Tell the history (沿革) of a Chinese statute: its full title, tier (位阶), issuer and number, \
whether it is in force, every enactment, amendment (修正) and revision (修订) with its day and \
decree, from when to when each version is in force, repeal and successor, and how far all this \
is known.

`statute.history_complete` false means that there may be changes that are not on record: do not \
say that there were none. A day in force is an interval of two days where it is not known \
exactly; `presumed` marks a guess. Nothing is known of what happened after `statute.known_to`.\
"""


def answer(desk: Desk, given: Object) -> Answer:
    """Return the history of the statute."""
    as_of = desk.today()
    found = named(desk.registry, given["statute"])
    if found.statute is None:
        nothing: Object = {"at": None, "changes": []}
        return Answer(*unresolved(found, given["statute"]), as_of, found.fields | nothing)
    at = desk.registry.at(found.statute, as_of)
    card = Card(history_of(desk.registry, found.statute), as_of, at)
    shown = VIEW.fields(card)
    fields = found.fields | {"at": shown["at"], "changes": shown["changes"]}
    word = found.statute.status.word
    verdict = "status-unknown" if word == "unknown" else word
    return Answer(
        verdict, _summary(verdict, card), as_of, fields, as_text(VIEW, card).decode().rstrip()
    )


def _summary(verdict: str, card: Card) -> Words:
    statute = card.history.statute
    title, status = words.marked(statute.title), statute.status.word
    chinese = [
        f"{title}：{words.STATUS.get(status, status)}",
        f"{card.day}：{in_force_words(statute, card.day, card.at)}",
    ]
    english = [f"{title}: {verdict}, {_VERDICTS[verdict]}"]
    if statute.repealed_on is not None:
        english.append(f"It was repealed on {statute.repealed_on}")
    number = len(card.history.changes)
    if statute.history_complete:
        chinese.append(f"沿革完整，制定和修改共 {number} 次")
        english.append(f"The history is complete: {number} enactments and changes")
    else:
        chinese.append(f"收录的制定和修改有 {number} 次，沿革不完整，可能还有未收录的")
        english.append(f"{number} enactments and changes are on record; there may be more")
    if statute.known_to is not None:
        chinese.append(f"数据截至 {statute.known_to}，其后的修改和废止不在其中")
        english.append(f"Changes after {statute.known_to} are not known")
    return Words("。".join(chinese) + "。", ". ".join(english) + ".")


def _output() -> Object:
    properties: Object = {
        **PROPERTIES,
        "at": {"description": "Which version is in force today.", **no(ref("at"))},
        "changes": {
            "description": "Enactment, amendments and revisions, the oldest first; version is null "
            "where its articles are not held.",
            **many(ref("change")),
        },
    }
    return output_schema("statutes", _VERDICTS, properties)


TOOL = Tool(
    title="History of a Chinese statute (法规沿革)",
    description=_DESCRIPTION,
    parameters=(STATUTE,),
    output=_output,
    answer=answer,
)
