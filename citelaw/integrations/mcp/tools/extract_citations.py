"""``extract_citations``: what a text cites, without any judgment of it."""

from __future__ import annotations

from citelaw.integrations.mcp import _arguments as arguments
from citelaw.integrations.mcp._arguments import Parameter
from citelaw.integrations.mcp._schema import COUNT, many, output_schema, ref
from citelaw.integrations.mcp._tool import Answer, Desk, Object, Tool
from citelaw.library import TEXT, outcome
from citelaw.results import Failure
from citelaw.words import Words

_LISTED = 500
_MOST_LISTED = 10_000
_IN_DETAIL = 100

_VERDICTS = {
    "citations": "the text cites statutes or places in them; whether rightly was not looked at",
    "no-citations": "the text cites no statute",
}
_DESCRIPTION = """\
List what a Chinese text cites: names of statutes and other normative documents (法规名称, with \
or without 书名号), their numbers and dates (文号、日期), and places in them (第八十七条第二款), \
each with its offsets. Nothing is judged: that a citation is listed does not mean that it is \
right, nor that the statute exists; check_text tells.

`mentions` are in text order: kind "statute" names a document, "ref" a place in the document \
whose id is in `statute` (null where it could not be told), "nonlegal" something in 书名号 that \
is no normative document. `pinpoint` is the place in short: a87p2i1m3 is \
第八十七条第二款第一项第三目, a17-1 is 第十七条之一.\
"""


def answer(desk: Desk, given: Object) -> Answer:
    """Return what the text cites."""
    result = outcome(desk.engine.extract, given["text"], TEXT)
    if isinstance(result, Failure):
        raise arguments.ArgumentError(result.reason, result.reason_en)
    plain, most = result.to_dict(), given["limit"]
    statutes, places = len(result.statutes), len(result.pinpoints)
    verdict = "citations" if statutes or places else "no-citations"
    said = Words(
        f"提到法规、文件 {statutes} 处，条款 {places} 处；只是提取，没有核对对错。",
        f"Documents are named in {statutes} places, provisions in {places}; they were extracted "
        "only, not checked.",
    )
    if verdict == "no-citations":
        said = Words("没有找到法规引用。", "The text cites no statute.")
    fields = {
        "mentions": plain["mentions"][:most],
        "left_out": len(plain["mentions"][most:]),
        "statutes": statutes,
        "pinpoints": places,
        "format": plain["format"],
        "characters": plain["characters"],
    }
    lines = [
        f"- [{one.start}:{one.end}] {' '.join(one.raw.split())}"
        for one in result.mentions[:_IN_DETAIL]
    ]
    if len(result.mentions) > _IN_DETAIL:
        lines.append(f"- 另有 {len(result.mentions) - _IN_DETAIL} 处，见结构化结果。")
    return Answer(verdict, said, desk.today(), fields, "\n".join(lines))


def _output() -> Object:
    properties: Object = {
        "mentions": many({"oneOf": [ref("statute"), ref("ref"), ref("nonlegal")]}),
        "left_out": {"description": "How many more there are than `limit` let through.", **COUNT},
        "statutes": {"description": "How many mentions are of that kind, in all.", **COUNT},
        "pinpoints": {"description": "How many mentions are places, in all.", **COUNT},
        "format": {"description": "The layout that was read.", "type": "string"},
        "characters": COUNT,
    }
    return output_schema("extract", _VERDICTS, properties)


TOOL = Tool(
    title="List citations of Chinese law (提取法规引用)",
    description=_DESCRIPTION,
    parameters=(
        arguments.TEXT,
        Parameter(
            name="limit",
            schema={
                "type": "integer",
                "minimum": 1,
                "maximum": _MOST_LISTED,
                "description": f"How many mentions to list at most; default {_LISTED}.",
            },
            read=arguments.number(1, _MOST_LISTED),
            default=_LISTED,
        ),
    ),
    output=_output,
    answer=answer,
)
