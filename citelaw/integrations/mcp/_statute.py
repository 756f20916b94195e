"""Which statute a title names, and what is answered where it names none, or several."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.inquiry import near
from citelaw.integrations.mcp import _arguments as arguments
from citelaw.integrations.mcp._arguments import Parameter
from citelaw.integrations.mcp._schema import many, no, ref
from citelaw.integrations.mcp._tool import Object
from citelaw.model import NearTitle, Statute
from citelaw.registry import Registry
from citelaw.reporters.statutes import _words as words
from citelaw.reporters.statutes._history import statute_fields
from citelaw.words import Words

UNKNOWN, AMBIGUOUS = "statute-unknown", "statute-ambiguous"

VERDICTS = {
    UNKNOWN: "the database has no statute of that title; that does not mean that there is none, "
    "nor that the title is wrong",
    AMBIGUOUS: "several statutes bear that title; `candidates` are they, ask again with a full one",
}

STATUTE = Parameter(
    name="statute",
    schema={
        "type": "string",
        "description": "The title of the statute, in full (中华人民共和国社会保险法) or as it is "
        "usually shortened (社会保险法), with or without 书名号; no version note, no number.",
    },
    read=arguments.title,
    required=True,
)

PROPERTIES: Object = {
    "statute": {
        "description": "The statute; null where the title names none, or several. has_text says "
        "whether fingerprints of its articles are held.",
        **no(ref("statute")),
    },
    "candidates": {"description": "The statutes that bear the title.", **many(ref("statute"))},
    "suggestions": {
        "description": "Known titles that look like an unknown one. Guesses by spelling alone: ask "
        "the user, never put one in place of the title.",
        **many(
            {
                "type": "object",
                "required": ["title", "full_title"],
                "properties": {"title": {"type": "string"}, "full_title": {"type": "string"}},
            }
        ),
    },
}


class Named(NamedTuple):
    """What a title names: the one statute, or the several, or what it may be a slip for."""

    statute: Statute | None
    candidates: tuple[Statute, ...] = ()
    suggestions: tuple[NearTitle, ...] = ()

    @property
    def fields(self) -> Object:
        """What stands in an answer; see ``PROPERTIES``."""
        return {
            "statute": statute_fields(self.statute) if self.statute is not None else None,
            "candidates": [statute_fields(one) for one in self.candidates],
            "suggestions": [
                {"title": one.title, "full_title": one.statute.title} for one in self.suggestions
            ],
        }


def named(registry: Registry, title: str) -> Named:
    """Return what a title names."""
    found = registry.by_title(title)
    if len(found) == 1:
        return Named(found[0])
    return Named(None, found, () if found else near(registry, title))


def unresolved(it: Named, title: str) -> tuple[str, Words]:
    """Return verdict and words for a title that names no statute, or several."""
    marked = words.marked(title.strip().removeprefix("《").removesuffix("》"))
    if it.candidates:
        titles = "、".join(words.marked(one.title) for one in it.candidates)
        return AMBIGUOUS, Words(
            f"称作{marked}的法规有 {len(it.candidates)} 部（{titles}），写出全称再查。",
            f"{marked} is the title of {len(it.candidates)} statutes ({titles}); ask again with a "
            "full one.",
        )
    chinese = f"{marked}不在数据库，不表示没有这部法规，也不表示标题有误。"
    english = (
        f"{marked} is not in the database; that does not mean that there is no such statute, nor "
        "that the title is wrong."
    )
    if it.suggestions:
        titles = "、".join(words.marked(one.title) for one in it.suggestions)
        chinese += f"标题相近的有{titles}，仅供核对。"
        english += f" Titles that look like it: {titles}; mere suggestions."
    return UNKNOWN, Words(chinese, english)
