"""``check_text``: what is wrong with the citations of a text, and apart from that what is unknown.

That nothing was found says nothing about what was not checked: the verdict and the first sentence
keep the two apart, so that "no errors" can not be read as "all is right".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from citelaw.integrations.mcp import _arguments as arguments
from citelaw.integrations.mcp._arguments import Parameter
from citelaw.integrations.mcp._schema import COUNT, DAY, many, no, output_schema, ref
from citelaw.integrations.mcp._tool import Answer, Desk, Object, Tool
from citelaw.library import TEXT, outcome
from citelaw.model import Severity, Unchecked
from citelaw.reporters import Language
from citelaw.reporters._words import WORDS
from citelaw.results import CheckResult, Diagnostic, Failure
from citelaw.settings import Settings
from citelaw.words import Words

_LISTED = 100
_MOST_LISTED = 10_000
_MOST_RELATED = 20
_IN_DETAIL = 50
_LONGEST_RAW = 60

_VERDICTS = {
    "errors": "at least one citation is wrong (severity error)",
    "findings": "there are findings, none of severity error; they need attention all the same",
    "nothing-found": "every citation was checked in full, and nothing is wrong with any",
    "nothing-found-in-part": "nothing is wrong with what was checked, but not all was, or comments "
    "in the text leave findings out; the rest may be right or wrong",
    "nothing-checked": "no citation could be checked, so nothing is known of them",
    "no-citations": "the text cites no statute",
}
_CRASHED = "rule-crashed"

_DESCRIPTION = """\
Check the citations of Chinese law (法规引用) in a text against a database of statutes: titles \
and numbers (标题、文号), whether the statute is in force (现行有效、已废止、被替代), whether \
the cited article (条), paragraph (款) and item (项) exist or were renumbered, whether quoted \
words (引文) are those of the provision, and more. The text may be a list of powers and duties \
(权责清单), a decision, or any prose.

Read `verdict` first. `findings` are what citelaw claims to be wrong or in need of change, each \
with what is right (`expected`, `fix`) and the evidence. `unknown` are documents that are not in \
the database: not checked, neither right nor wrong; do not report them as errors. \
`counts.uncheckable` says by reason how many citations could not be compared in full. No \
findings mean that all is right only if the verdict is "nothing-found".\
"""


def answer(desk: Desk, given: Object) -> Answer:
    """Return what is wrong in the text, what is unknown, and how much was checked."""
    as_of = given["as_of"] or desk.today()
    settings = Settings(as_of=as_of, list_date=given["list_date"], profile=given["profile"])
    result = outcome(desk.engine.with_settings(settings).check, given["text"], TEXT)
    if isinstance(result, Failure):
        raise arguments.ArgumentError(result.reason, result.reason_en)
    findings = [one for one in result.diagnostics if _claims(one)]
    unknown = [one for one in result.diagnostics if not _claims(one)]
    verdict = _verdict(result, findings, unknown)
    plain, most = result.to_dict()["files"][0], given["limit"]
    told = list(zip(result.diagnostics, map(_bounded, plain["diagnostics"]), strict=True))
    fields = {
        "findings": [said for one, said in told if _claims(one)][:most],
        "unknown": [said for one, said in told if not _claims(one)][:most],
        "suppressed": plain["suppressed"][:most],
        "left_out": {
            "findings": len(findings[most:]),
            "unknown": len(unknown[most:]),
            "suppressed": len(result.suppressed[most:]),
        },
        "counts": plain["counts"],
        **{name: plain[name] for name in ("profile", "format", "characters", "list_date")},
    }
    summary = Words(
        _summary(Language.CHINESE, verdict, result, findings, unknown),
        _summary(Language.ENGLISH, verdict, result, findings, unknown),
    )
    return Answer(verdict, summary, as_of, fields, "\n".join(_details(findings, unknown)))


def _claims(one: Diagnostic) -> bool:
    """Return whether it says that something is wrong; of a rule that failed nothing is known."""
    return one.claims_error and one.name != _CRASHED


def _bounded(found: Object) -> Object:
    """Return a finding with the first of its other places: there may be thousands of them."""
    related = found["related"]
    left = len(related[_MOST_RELATED:])
    return found | {"related": related[:_MOST_RELATED], "related_left_out": left}


def _verdict(result: CheckResult, findings: list[Diagnostic], unknown: list[Diagnostic]) -> str:
    counts = result.counts
    if findings:
        return "errors" if any(one.severity is Severity.ERROR for one in findings) else "findings"
    if not counts.citations and not unknown:
        return "no-citations"
    if not counts.checked:
        return "nothing-checked"
    complete = counts.checked == counts.citations and not unknown and not result.suppressed
    return "nothing-found" if complete else "nothing-found-in-part"


_SAID = {
    Language.CHINESE: {
        "errors": "发现问题：{found}。",
        "findings": "发现应当处理的：{found}。",
        "nothing-found": "{cited} 处引用全部核对，没有发现问题。",
        "nothing-found-in-part": "已经核对的 {checked} 处引用没有发现问题；没有核对的不在此列。",
        "nothing-listed": "没有列出问题，但文中的注释要求 {suppressed} 处不列出，不能说没有问题。",
        "nothing-checked": "{cited} 处引用都没有能够核对（{why}），不能说对，也不能说错。",
        "no-citations": "没有找到法规引用，没有可以核对的。",
        "unchecked": "{cited} 处引用中有 {left} 处没有核对到底（{why}），不表示对，也不表示错。",
        "titles": "有 {titles} 种文件不在数据库，未核验，不表示有误。",
        "crashed": "有 {crashed} 条规则运行出错，它们的结论不在其中。",
        "suppressed": "文中的注释要求不列出的有 {suppressed} 处。",
    },
    Language.ENGLISH: {
        "errors": "Found: {found}. ",
        "findings": "Found, in need of attention: {found}. ",
        "nothing-found": "All {cited} citations were checked, and nothing was found. ",
        "nothing-found-in-part": "Nothing was found in the {checked} citations that were checked; "
        "this does not hold for the others. ",
        "nothing-listed": "Nothing is listed, but comments in the text leave {suppressed} findings "
        "out; this does not mean that nothing is wrong. ",
        "nothing-checked": "None of the {cited} citations could be checked ({why}); they may be "
        "right or wrong. ",
        "no-citations": "The text cites no statute, so there was nothing to check. ",
        "unchecked": "Of {cited} citations {left} were not checked in full ({why}); they may be "
        "right or wrong. ",
        "titles": "{titles} documents are not in the database and were not checked; that does not "
        "mean that they are wrong. ",
        "crashed": "{crashed} rules failed, and what they would have said is missing. ",
        "suppressed": "{suppressed} findings are not listed, by comments in the text. ",
    },
}


def _summary(
    language: Language,
    verdict: str,
    result: CheckResult,
    findings: list[Diagnostic],
    unknown: list[Diagnostic],
) -> str:
    """Return the verdict and all that bounds it; what is not checked is never left unsaid."""
    words, counts = WORDS[language], result.counts
    left = counts.citations - counts.checked
    severities = Counter(one.severity for one in findings)
    crashed = sum(one.name == _CRASHED for one in unknown)
    titles = len({one.citation or one.raw for one in unknown if one.name != _CRASHED})
    why = [f"{words.unchecked[Unchecked(name)]} {number}" for name, number in counts.uncheckable]
    found = [f"{words.severity[one]} {severities[one]}" for one in Severity if severities[one]]
    values = {
        "found": words.comma.join(found),
        "cited": counts.citations,
        "checked": counts.checked,
        "left": left,
        "why": words.comma.join(why),
        "titles": titles,
        "crashed": crashed,
        "suppressed": len(result.suppressed),
    }
    kept_back = verdict == "nothing-found-in-part" and bool(result.suppressed)
    said = ["nothing-listed" if kept_back else verdict]
    said += ["unchecked"] if left and verdict != "nothing-checked" else []
    said += ["titles"] if titles else []
    said += ["crashed"] if crashed else []
    said += ["suppressed"] if result.suppressed and not kept_back else []
    return "".join(_SAID[language][one].format_map(values) for one in said).rstrip()


def _details(findings: list[Diagnostic], unknown: list[Diagnostic]) -> Iterator[str]:
    """Yield the first findings for reading, then what is unknown under its own heading."""
    for heading, found in (("问题：", findings), ("未核验（不表示有误）：", unknown)):
        if found:
            yield heading
        for one in found[:_IN_DETAIL]:
            yield f"- {_line(one)}"
        if len(found) > _IN_DETAIL:
            yield f"- 另有 {len(found) - _IN_DETAIL} 处，见结构化结果。"


def _line(one: Diagnostic) -> str:
    raw = " ".join(one.raw.split())
    raw = raw if len(raw) <= _LONGEST_RAW else raw[: _LONGEST_RAW - 1] + "…"
    place = f"第{one.location.line}行第{one.location.column}列“{raw}”"
    if not _claims(one):
        return f"{place} {one.message}"
    severity = WORDS[Language.CHINESE].severity[one.severity]
    likely = WORDS[Language.CHINESE].likely if one.certainty == "likely" else ""
    return f"{severity}{likely} {one.code} {place} {one.message}"


def _output() -> Object:
    found = many(
        {
            "allOf": [ref("diagnostic")],
            "required": ["related_left_out"],
            "properties": {
                "related_left_out": {
                    "description": "How many more places there are than `related` holds.",
                    **COUNT,
                }
            },
        }
    )
    properties: dict[str, Any] = {
        "findings": {
            "description": "What is claimed to be wrong or in need of change, in text order. "
            "start and end count code points of the text.",
            **found,
        },
        "unknown": {
            "description": "What was not checked (CL201 statute-unknown: not in the database; "
            "CL901: a rule failed). No claim that anything is wrong.",
            **found,
        },
        "suppressed": {
            "description": "Findings that comments in the text (citelaw: ignore …) leave out.",
            **many(ref("suppressed")),
        },
        "left_out": {
            "description": "How many more there are of each than `limit` let through.",
            "type": "object",
            "required": ["findings", "unknown", "suppressed"],
            "properties": dict.fromkeys(("findings", "unknown", "suppressed"), COUNT),
        },
        "counts": ref("counts"),
        "profile": {
            "description": "What kind of text it was taken for.",
            "enum": ["list", "judgment", "prose"],
        },
        "format": {"description": "The layout that was read.", "type": "string"},
        "characters": COUNT,
        "list_date": {
            "description": "When the text was made: as given, stated in it, or inferred from it.",
            **no(
                {
                    "type": "object",
                    "required": ["not_before", "not_after", "basis"],
                    "properties": {
                        "not_before": no(DAY),
                        "not_after": no(DAY),
                        "basis": {"enum": ["given", "stated", "inferred"]},
                    },
                }
            ),
        },
    }
    return output_schema("check", _VERDICTS, properties)


TOOL = Tool(
    title="Check citations of Chinese law (校验法规引用)",
    description=_DESCRIPTION,
    parameters=(
        arguments.TEXT,
        Parameter(
            name="list_date",
            schema={
                "type": "string",
                "description": "When the text was made or issued (制发日期): 2023-06-01, 2023-06 "
                "or 2023. Citations are judged by the law of that time and by that of today. Leave "
                "it out unless it is known; what the text says of its date is then used.",
            },
            read=arguments.rough_day,
        ),
        Parameter(
            name="as_of",
            schema={
                "type": "string",
                "description": "The day that counts as today (2026-11-21); default: today.",
            },
            read=arguments.day,
        ),
        Parameter(
            name="profile",
            schema={
                "type": "string",
                "enum": ["list", "judgment", "prose"],
                "description": "What kind of text it is, in place of what it reads like. list: a "
                "list of powers and duties (权责清单), whose every basis must hold; judgment: a "
                "decision of a court or an authority, judged by the law of its day; prose: any "
                "other text.",
            },
            read=arguments.profile,
        ),
        Parameter(
            name="limit",
            schema={
                "type": "integer",
                "minimum": 1,
                "maximum": _MOST_LISTED,
                "description": f"How many findings to list at most; default {_LISTED}. All are "
                "counted.",
            },
            read=arguments.number(1, _MOST_LISTED),
            default=_LISTED,
        ),
    ),
    output=_output,
    answer=answer,
)
