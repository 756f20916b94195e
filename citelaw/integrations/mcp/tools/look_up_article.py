"""``look_up_article``: whether a statute has an article, in which versions, how divided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citelaw.inquiry import article_on, has_place
from citelaw.integrations.mcp import _arguments as arguments
from citelaw.integrations.mcp._arguments import ArgumentError, Parameter
from citelaw.integrations.mcp._schema import COUNT, DAY, many, no, output_schema, ref
from citelaw.integrations.mcp._statute import PROPERTIES, STATUTE, VERDICTS, named, unresolved
from citelaw.integrations.mcp._tool import Answer, Desk, Object, Tool
from citelaw.model import Locator, NotYet, Statute, Undetermined, Version
from citelaw.registry import Registry
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes import as_text
from citelaw.reporters.statutes._history import version_fields
from citelaw.reporters.statutes.article import VIEW, Article, division
from citelaw.reporters.statutes.card import in_force_words
from citelaw.words import Words

_VERDICTS = {
    "exists": "the version in force on the day, by changes up to `statute.known_to`, has the place",
    "missing": "the version in force on the day, by changes up to `statute.known_to`, does not "
    "have the place, and its text is complete",
    "undetermined": "whether the version in force on the day has the place cannot be told: its "
    "text is not complete, or nothing confirms how the article is divided",
    "version-undetermined": "which version was in force on the day is not known; "
    "candidates_have_it says what each possible one has",
    "no-text": "the statute is known, but its version of that day is not held, so nothing is known "
    "of its articles then",
    "not-in-force-yet": "the statute was not in force yet on the day",
    "repealed": "the statute was repealed by that day; `exists` is about its last version",
    "repealed-day-unknown": "the statute is repealed, since when is not known; `exists` is about "
    "its last version",
    **VERDICTS,
}

_DESCRIPTION = """\
Look up an article (条) of a Chinese statute, or a paragraph (款) or item (项) of it: whether it \
exists in the version in force on a day and in each other version that is held, how many \
paragraphs and items it has, what it does (罚则、许可 …), and where it stood in the version \
before and stands in the one after (条文对照).

The words of provisions are not shipped; `words` holds them only where the user has imported \
texts. Where it is null, do not quote the article from memory as if it came from here. An \
article that was inserted later is 第十七条之一, "17-1". 款 are the paragraphs of an article, 项 \
the numbered items （一）（二）… in a paragraph; 第三项 without 款 means an item of the article \
whose paragraph is not named.\
"""


def answer(desk: Desk, given: Object) -> Answer:
    """Return what is known of the article."""
    locator = _place(given)
    as_of = desk.today()
    day = given["on_date"] or as_of
    found = named(desk.registry, given["statute"])
    asked: Object = {**found.fields, "pinpoint": locator.key, "on_date": day.isoformat()}
    if found.statute is None:
        return Answer(*unresolved(found, given["statute"]), as_of, asked | _NOTHING)
    it = article_on(desk.registry, found.statute, locator, day)
    shown = VIEW.fields(it)
    exists = _exists(desk.registry, it)
    facts = it.facts
    fields = asked | {
        "at": shown["at"],
        "exists": exists,
        "candidates_have_it": _candidates(desk.registry, it),
        "versions": [
            version_fields(one)
            | {
                "complete": desk.registry.is_complete(one),
                "exists": has_place(desk.registry, one, locator),
            }
            for one in desk.registry.versions(found.statute)
        ],
        "division": [
            {"paragraph": paragraph, "items": items}
            for paragraph, items in (division(facts).items() if facts is not None else ())
        ],
        "division_confirmed": bool(facts.confirmations) if facts is not None else None,
        **{name: shown[name] for name in ("units", "subject", "neighbours", "words")},
    }
    verdict = _verdict(it, exists)
    summary = _summary(verdict, it, fields)
    return Answer(verdict, summary, as_of, fields, "\n".join(_details(desk.registry, it)))


_NOTHING: Object = {
    "at": None,
    "exists": None,
    "candidates_have_it": [],
    "versions": [],
    "division": [],
    "division_confirmed": None,
    "units": [],
    "subject": None,
    "neighbours": [],
    "words": None,
}


def _place(given: Object) -> Locator:
    """Return the place; paragraph and item may stand in the article, or beside it."""
    locator: Locator = given["article"]
    for name in ("paragraph", "item"):
        stated, beside = getattr(locator, name), given[name]
        if stated is not None and beside not in (None, stated):
            raise ArgumentError(
                f"{name}：与 article 里写的不同；只写一处。",
                f"{name}: article says another; give one of them.",
            )
        if beside is not None:
            locator = locator._replace(**{name: beside})
    return locator


def _exists(registry: Registry, it: Article) -> bool | None:
    """Return whether the version in force has the place; None where that cannot be told."""
    return has_place(registry, it.at, it.locator) if isinstance(it.at, Version) else None


def _candidates(registry: Registry, it: Article) -> list[bool | None]:
    """Return whether each version that may be in force, or will first be, has the place."""
    if isinstance(it.at, Undetermined):
        return [has_place(registry, one, it.locator) for one in it.at.candidates]
    if isinstance(it.at, NotYet) and it.at.first is not None:
        return [has_place(registry, it.at.first, it.locator)]
    return []


def _verdict(it: Article, exists: bool | None) -> str:
    over = _over(it.statute, it.day)
    if over is not None:
        return over
    if isinstance(it.at, NotYet):
        return "not-in-force-yet"
    if isinstance(it.at, Undetermined):
        return "version-undetermined" if it.at.candidates else "no-text"
    if exists is None:
        return "undetermined"
    return "exists" if exists else "missing"


def _over(statute: Statute, day: date) -> str | None:
    """Return the verdict on a statute that was repealed by the day, None where it was not."""
    if statute.repealed_on is not None:
        return "repealed" if statute.repealed_on <= day.isoformat() else None
    return "repealed-day-unknown" if statute.status.word == "repealed" else None


def _details(registry: Registry, it: Article) -> Iterator[str]:
    """Yield what the version in force knows of the article, and which versions have it."""
    if isinstance(it.at, Version):
        yield as_text(VIEW, it).decode().rstrip()
    for one in registry.versions(it.statute):
        yield f"{words.version(one)}：{_HAS[has_place(registry, one, it.locator)]}"


_HAS = {True: "有这一处", False: "没有这一处", None: "有没有这一处不能确定"}
_HAS_IT = {True: "has it", False: "does not have it", None: "may have it or not"}


def _summary(verdict: str, it: Article, fields: Object) -> Words:
    """Return the verdict in words, with all that bounds it."""
    place = f"{words.marked(it.statute.title)}{it.locator.chinese()}"
    chinese = [f"{place}，{it.day}：{in_force_words(it.statute, it.day, it.at)}"]
    english = [f"{place} on {it.day}: {verdict}, {_VERDICTS[verdict].replace('`', '')}"]
    if isinstance(it.at, Version):
        chinese[0] += f"，{_HAS[fields['exists']]}"
        english.append(f"That version ({it.at.label_en}) {_HAS_IT[fields['exists']]}")
    if isinstance(it.at, NotYet) and fields["candidates_have_it"]:
        chinese[0] += f"，届时{_HAS[fields['candidates_have_it'][0]]}"
    if isinstance(it.at, Undetermined):
        for one, exists in zip(it.at.candidates, fields["candidates_have_it"], strict=True):
            chinese.append(f"{words.version(one)}{_HAS[exists]}")
            english.append(f"The version of {one.date} {_HAS_IT[exists]}")
    if verdict == "repealed-day-unknown":
        chinese.append("已经废止，自何日起不明")
    if it.statute.status.word == "superseded":
        by = words.marked(it.statute.successor) if it.statute.successor else "别的文件"
        chinese.append(f"它已被{by}替代，未见明文废止")
        english.append(f"It is superseded by {by}, without express repeal")
    known_to = it.statute.known_to
    if known_to is not None and known_to < it.day.isoformat():
        chinese.append(f"数据截至 {known_to}，其后的修改和废止不在其中")
        english.append(f"Changes after {known_to} are not known")
    if fields["exists"] and fields["words"] is None:
        chinese.append("没有条文原文：数据库不附原文，导入过文本（citelaw statutes import）的才有")
        english.append("The words of the provision are not held")
    return Words("。".join(chinese) + "。", ". ".join(english) + ".")


def _output() -> Object:
    versions: Object = {
        "allOf": [ref("version")],
        "required": ["complete", "exists"],
        "properties": {
            "complete": {"description": "Whether all its articles are held.", "type": "boolean"},
            "exists": {"type": ["boolean", "null"]},
        },
    }
    view = ref("article_view")["$ref"] + "/properties/"
    properties: Object = {
        **PROPERTIES,
        "pinpoint": {"description": "The place in short: a87p2i1.", "type": "string"},
        "on_date": DAY,
        "at": {"description": "What is in force on the day.", **no(ref("at"))},
        "exists": {
            "description": "Whether the version in `at` has the place; null where that cannot be "
            "told, or no one version is in force.",
            "type": ["boolean", "null"],
        },
        "candidates_have_it": {
            "description": "For each candidate of `at` whether it has the place.",
            **many({"type": ["boolean", "null"]}),
        },
        "versions": {
            "description": "All versions that are held, the oldest first; exists says whether each "
            "has the place under the same number.",
            **many(versions),
        },
        "division": {
            "description": "The paragraphs (款) of the article, with the number of items (项) of "
            "each, in the version in `at`.",
            **many(
                {
                    "type": "object",
                    "required": ["paragraph", "items"],
                    "properties": {"paragraph": COUNT, "items": COUNT},
                }
            ),
        },
        "division_confirmed": {
            "description": "False where the division cannot be trusted.",
            "type": ["boolean", "null"],
        },
        **{name: {"$ref": view + name} for name in ("units", "subject", "neighbours", "words")},
    }
    return output_schema("statutes", _VERDICTS, properties)


TOOL = Tool(
    title="Look up an article of a Chinese statute (查法条)",
    description=_DESCRIPTION,
    parameters=(
        STATUTE,
        Parameter(
            name="article",
            schema={
                "type": ["string", "integer"],
                "description": '88, "第八十八条", "17-1" or "第十七条之一"; a paragraph and an '
                'item may stand in it ("第八十七条第二款第一项"). One article at a time.',
            },
            read=arguments.article,
            required=True,
        ),
        Parameter(
            name="paragraph",
            schema={
                "type": "integer",
                "minimum": 1,
                "description": "The paragraph (款) of the article, counted from 1.",
            },
            read=arguments.unit,
        ),
        Parameter(
            name="item",
            schema={
                "type": "integer",
                "minimum": 1,
                "description": "The item (项) of the paragraph, counted from 1.",
            },
            read=arguments.unit,
        ),
        Parameter(
            name="on_date",
            schema={
                "type": "string",
                "description": "The day whose law is asked for (2019-06-01); default: today. Give "
                "the day of the decision or the list that cites the article.",
            },
            read=arguments.day,
        ),
    ),
    output=_output,
    answer=answer,
)
