"""A made-up run of ``citelaw check`` with all that a report can hold, for the tests of formats.

No rule and no database had a hand in it, so that every expected value can be read off by hand.
"""

from datetime import date

from citelaw.manual import pages
from citelaw.model import (
    Applicability,
    BaselineEntry,
    Certainty,
    Compared,
    Counts,
    DateBasis,
    Diagnostic,
    Edit,
    Evidence,
    FileFacts,
    FileReport,
    Fix,
    Fixed,
    Identity,
    ListDate,
    Place,
    Profile,
    Related,
    Report,
    Section,
    Severity,
    Shape,
    Suppressed,
    SuppressedBy,
    Unchecked,
    UndeterminedVersion,
)
from citelaw.reporters import Language, Reporter, Style, load_reporter
from citelaw.span import Span
from citelaw.words import Words

FOLDER = "/work/各市 清单"
DAY = date(2026, 11, 21)

# Line 1 holds a character of four bytes; a finding runs from line 2 into line 4, which ends at \r.
TEXT = "1-1\t𠮷依据《某甲法》第八条。\r\n2\t依据《某\n乙\n条例》，又《某市办法》。\r结束"
WRONG_AT = Span(12, 15)
BROKEN_AT = Span(22, 30)
UNKNOWN_AT = Span(32, 38)
assert TEXT[slice(*WRONG_AT)] == "第八条"
assert TEXT[slice(*BROKEN_AT)] == "《某\n乙\n条例》"
assert TEXT[slice(*UNKNOWN_AT)] == "《某市办法》"

WRONG = Diagnostic(
    code="CL301",
    name="article-missing",
    severity=Severity.ERROR,
    certainty=Certainty.CERTAIN,
    wrong_since="list",
    since="2019-06-01",
    message="《某甲法》没有第八条，应为第九条。",
    message_en="There is no article 8; article 9 is meant.",
    span=WRONG_AT,
    raw="第八条",
    place=Place(row="1-1", column="设定依据", section=Section.BASIS),
    title="某甲法",
    cited="《某甲法》第八条",
    statute_id="s1",
    expected="第九条",
    fix=Fix("改为“第九条”", (Edit(WRONG_AT, "第九条"),), Applicability.UNSAFE),
    related=(Related(UNKNOWN_AT, "另处所引", "cited elsewhere"),),
    evidence=Evidence(
        "中华人民共和国某甲法", "2018年修正文本", "第九条", None, "2026-08-28", "text of 2018"
    ),
    identity=Identity("article-missing", "《某甲法》第八条", 1),
)
BROKEN = Diagnostic(
    code="CL105",
    name="title-whitespace",
    severity=Severity.WARNING,
    certainty=Certainty.LIKELY,
    wrong_since="list",
    message="题名中间有多余的换行，应作《某乙条例》。",
    message_en="A line break in the title.",
    span=BROKEN_AT,
    raw="《某\n乙\n条例》",
    place=Place(row="2", column="设定依据", section=Section.BASIS),
    title="某乙条例",
    cited="《某乙条例》",
    statute_id="s2",
    expected="《某乙条例》",
    fix=Fix(
        "改为“《某乙条例》”",
        (Edit(Span(24, 25), ""), Edit(Span(26, 27), "")),
        Applicability.SAFE,
    ),
    identity=Identity("title-whitespace", "《某乙条例》", 1),
    known=None,
)
UNKNOWN = Diagnostic(
    code="CL201",
    name="statute-unknown",
    severity=Severity.INFO,
    certainty=Certainty.CERTAIN,
    wrong_since="today",
    message="《某市办法》不在数据库（数据截至2026-10-31），未予核验，不表示有误。",
    message_en="《某市办法》 is not in the database.",
    span=UNKNOWN_AT,
    raw="《某市办法》",
    place=Place(row="2", column="设定依据", section=Section.BASIS),
    title="某市办法",
    cited="《某市办法》",
    statute_id="s3",
    identity=Identity("statute-unknown", "《某市办法》", 1),
)
STYLE_ONLY = BROKEN._replace(
    code="CL602",
    name="punctuation",
    severity=Severity.INFO,
    certainty=Certainty.CERTAIN,
    message="中文里用了半角逗号，应作“，”。",
    message_en="A half-width comma.",
    span=Span(30, 31),
    raw="，",
    expected=None,
    fix=Fix("改标点", (Edit(Span(30, 31), "；"),), Applicability.DISPLAY),
    identity=Identity("punctuation", "，", 1),
)
FACTS = FileFacts(
    encoding="gb18030",
    shape=Shape.TSV,
    profile=Profile.LIST,
    as_of=DAY,
    list_date=ListDate(date(2023, 1, 1), None, DateBasis.INFERRED, "某甲法"),
    undetermined=(UndeterminedVersion("某乙条例", "list-date", "", 2),),
)
COUNTS = Counts(
    statutes=3,
    pinpoints=1,
    quotes=0,
    citations=4,
    attributed=1,
    unattributed=0,
    checked=3,
    uncheckable=((Unchecked.STATUTE_UNKNOWN.value, 1),),
)
FOUND = FileReport(
    path="./城 区/甲 50%#1.tsv",
    source=TEXT,
    facts=FACTS,
    diagnostics=(WRONG, BROKEN, STYLE_ONLY, UNKNOWN),
    counts=COUNTS,
)
LEFT_OUT = FileReport(
    path="乙.tsv",
    source=TEXT,
    facts=FACTS._replace(encoding="utf-8", undetermined=()),
    diagnostics=(WRONG._replace(known=False),),
    counts=COUNTS._replace(citations=3, uncheckable=()),
    suppressed=(
        Suppressed(BROKEN._replace(known=True), SuppressedBy.BASELINE, ""),
        Suppressed(STYLE_ONLY, SuppressedBy.CONFIG, "原件如此"),
        Suppressed(
            WRONG._replace(identity=Identity("article-missing", "《某甲法》第八条", 2)),
            SuppressedBy.COMMENT,
            "已函询",
        ),
    ),
)
CLEAN = FileReport(
    path="丙.md",
    source="# 清单\n",
    facts=FACTS._replace(encoding="utf-8", undetermined=()),
    counts=Counts(0, 0, 0, 0, 0, 0, 0),
)
NOT_TEXT = Words("/mnt/坏.bin：不是文本；换一个文件。", "/mnt/坏.bin: not text; name another.")
READ_ONLY = Words("丁.md：只读，未写入。", "丁.md: read-only, not written.")
UNREADABLE = FileReport(path="/mnt/坏.bin", failure=NOT_TEXT)
REFUSED = CLEAN._replace(path="丁.md", fixed=Fixed(refusal=READ_ONLY))
RUN = Report(
    files=(FOUND, LEFT_OUT, CLEAN, UNREADABLE, REFUSED),
    as_of=DAY,
    data_date="2026-10-31",
    digest="0" * 64,
    known_to=(("law", "2026-08-28"),),
)
COMPARED = RUN._replace(
    baseline=Compared(
        "baseline.toml", 1, 2, (BaselineEntry("乙.tsv", Identity("duplicate", "《甲》", 1)),)
    )
)
CLEAN_RUN = RUN._replace(files=(CLEAN,))
EMPTY_RUN = RUN._replace(files=())


def many(files: int, findings: int) -> Report:
    """A run over ``files`` files with as many findings in each."""
    row = "{}\t依据《某甲法》第八条。\n"
    rows = [row.format(number) for number in range(findings)]
    found, offset = [], 0
    for number, text in enumerate(rows):
        start = offset + text.index("第八条")
        span = Span(start, start + 3)
        found.append(
            WRONG._replace(
                span=span,
                fix=Fix("改为“第九条”", (Edit(span, "第九条"),), Applicability.UNSAFE),
                related=(),
                severity=tuple(Severity)[number % 3],
                identity=Identity("article-missing", "《某甲法》第八条", number + 1),
            )
        )
        offset += len(text)
    one = FOUND._replace(source="".join(rows), diagnostics=tuple(found))
    return RUN._replace(
        files=tuple(one._replace(path=f"区县/第 {number} 号.tsv") for number in range(files))
    )


STYLE = Style(folder=FOLDER)
ENGLISH = Style(folder=FOLDER, language=Language.ENGLISH)
PAGES = pages()


def reporter(name: str) -> Reporter:
    return load_reporter(name)


def text(name: str, report: Report = RUN, style: Style = STYLE) -> str:
    return reporter(name).render(report, style).decode()


def with_findings(*found: Diagnostic, path: str = "甲.tsv", source: str = TEXT) -> Report:
    file = FOUND._replace(path=path, source=source, diagnostics=found)
    return RUN._replace(files=(file,))
