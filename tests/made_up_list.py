"""One made-up list with a finding and a title that is not verified, for the tests of reports."""

from datetime import date

from citelaw.model import (
    Applicability,
    Cell,
    CellCitations,
    Certainty,
    Citation,
    Counts,
    DateBasis,
    Diagnostic,
    Document,
    Edit,
    Evidence,
    FileFacts,
    FileReport,
    Fix,
    ListDate,
    Locator,
    Pinpoint,
    Place,
    Profile,
    Related,
    Report,
    Severity,
    Shape,
    StatuteMention,
    Unchecked,
)
from citelaw.span import OffsetMap, Piece, Span
from citelaw.words import Words

TEXT = "1\t依据《社会保险法》第八十条：𠮷，又《某市办法》。"
CELL = Cell(
    text=TEXT[2:],
    offsets=OffsetMap((Piece(0, 2, len(TEXT) - 2, len(TEXT) - 2, True),)),
    span=Span(2, len(TEXT)),
    row="1",
    column="设定依据",
)
LAW = StatuteMention(span=Span(2, 9), raw="《社会保险法》", title="社会保险法")
UNKNOWN = StatuteMention(span=Span(17, 23), raw="《某市办法》", title="某市办法")
PLACE = Pinpoint(span=Span(9, 13), raw="第八十条", locator=Locator(article=80))
CITATION = Citation(cell=CELL, statute=LAW, pinpoint=PLACE)
FOUND = (CellCitations(cell=CELL, statutes=(LAW, UNKNOWN), citations=(CITATION,)),)
DOCUMENT = Document(name="甲.tsv", source=TEXT, cells=(CELL,), shape=Shape.TSV)
DATE = ListDate(
    not_before=date(2023, 1, 1), not_after=None, basis=DateBasis.INFERRED, source="某市办法"
)
WRONG = Diagnostic(
    code="CL401",
    name="quote-wrong-article",
    severity=Severity.ERROR,
    certainty=Certainty.CERTAIN,
    wrong_since="list",
    message="引文不是第八十条，而是第八十八条（2018年修正文本）的文字，请改条号或重引。",
    message_en="The quoted words are those of article 88.",
    span=Span(11, 15),
    raw="第八十条",
    place=Place(row="1", column="设定依据"),
    title="社会保险法",
    cited="《社会保险法》第八十条",
    statute_id="s1",
    expected="第八十八条",
    fix=Fix(
        title="改为第八十八条",
        title_en="change to 第八十八条",
        edits=(Edit(span=Span(11, 15), text="第八十八条"),),
        applicability=Applicability.UNSAFE,
    ),
    related=(Related(span=Span(4, 11), message="所引法律", message_en="the law cited"),),
    evidence=Evidence(
        statute="中华人民共和国社会保险法",
        version="2018年修正文本",
        version_en="as amended in 2018",
        pinpoint="第八十八条",
        known_to="2026-08-28",
    ),
)
NOT_VERIFIED = Diagnostic(
    code="CL201",
    name="statute-unknown",
    severity=Severity.INFO,
    certainty=Certainty.CERTAIN,
    wrong_since="today",
    message="《某市办法》不在数据库（数据截至2026-10-31），未予核验，不表示有误。",
    message_en="Not in the database.",
    span=Span(19, 25),
    raw="《某市办法》",
    place=Place(row="1", column="设定依据"),
    title="某市办法",
    cited="《某市办法》",
    statute_id="s2",
)
COUNTS = Counts(
    statutes=2,
    pinpoints=1,
    quotes=0,
    citations=2,
    attributed=1,
    unattributed=0,
    checked=1,
    uncheckable=((Unchecked.STATUTE_UNKNOWN.value, 1),),
)
FACTS = FileFacts(
    encoding="utf-8",
    shape=Shape.TSV,
    profile=Profile.LIST,
    as_of=date(2026, 11, 21),
    list_date=DATE,
)
FILE = FileReport(
    path="甲.tsv",
    source=TEXT,
    facts=FACTS,
    diagnostics=(WRONG, NOT_VERIFIED),
    counts=COUNTS,
)
UNREADABLE = FileReport(path="乙.bin", failure=Words("乙.bin：不是文本。", "乙.bin: not text."))
REPORT = Report(
    files=(FILE, UNREADABLE),
    as_of=date(2026, 11, 21),
    data_date="2026-10-31",
    digest="0" * 64,
    known_to=(("law", "2026-08-28"),),
)
