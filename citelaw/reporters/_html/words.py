"""The words of the page, in Chinese and English, beside those of all reports for people."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import Applicability, DateBasis, FileKind, Profile, Severity, Shape, Tier
from citelaw.reporters import Language, _words
from citelaw.reporters.statutes._words import CHANGE, EVENT, STATUS


class Words(NamedTuple):
    """Every phrase that the page adds to the messages of the rules, in one language."""

    language: str
    severity: dict[Severity, str]
    short: dict[Severity, str]
    shape: dict[Shape | FileKind, str]
    profile: dict[Profile, str]
    basis: dict[DateBasis, str]
    tier: dict[Tier, str]
    status: dict[str, str]
    change: dict[str, str]
    event: dict[str, str]
    applicability: dict[Applicability, str]
    rules: dict[str, str]
    verdict: dict[str, str]
    # the page
    title: str
    skip: str
    made: str
    overview: str
    figures: str
    history: str
    findings: str
    text: str
    bracketed: str
    colon: str
    comma: str
    # what was found, in short
    found: str
    clean: str
    clean_but: str
    uncited: str
    nothing_read: str
    checked: str
    unchecked: str
    places: str
    # facts
    file: str
    files: str
    notes: str
    list_date: str
    no_list_date: str
    from_day: str
    to_day: str
    on_day: str
    between: str
    as_of: str
    data: str
    known_to: str
    kind: str
    citations: str
    overlays: str
    baseline: str
    compared: str
    compared_fixed: str
    suppressed: str
    failed: str
    fixed: str
    fixed_rules: str
    unsettled: str
    beyond: str
    not_shown: str
    shown_in_parts: str
    no_room: str
    # what was not checked
    not_checked: str
    why: str
    where: str
    unverified: str
    unverified_note: str
    undetermined: str
    times: str
    # charts
    by_statute: str
    by_rule: str
    by_file: str
    statute: str
    rule: str
    total: str
    share: str
    no_statute: str
    more_rows: str
    # timeline
    timeline: str
    timeline_note: str
    timeline_table: str
    timeline_none: str
    today: str
    list_day: str
    list_day_open: str
    list_days: str
    version: str
    in_force: str
    until: str
    state: str
    tier_name: str
    guessed: str
    not_known: str
    presumed: str
    not_before: str
    not_after: str
    repealed: str
    replaced: str
    replaced_on: str
    events: str
    legend: str
    legend_open: str
    legend_at: str
    # findings
    no_findings: str
    about: str
    correction: str
    since: dict[str, str]
    since_day: dict[str, str]
    time: str
    evidence: str
    related: str
    location: str
    item: str
    no_item: str
    line: str
    likely: str
    known: dict[bool, str]
    more_places: str
    outside: str
    no_view: str
    no_column: str
    # for the script
    filter: str
    all: str
    rows: str
    elsewhere: str
    only_rows: str
    clear: str
    nothing: str
    shown: str
    shown_all: str
    previous: str
    next: str
    keys: str
    print: str
    close: str
    open: str
    fold: str
    unfold: str
    card: str
    see_note: str
    judged_by: str
    compared_quote: str
    filtered: str


CHINESE = Words(
    language="zh-CN",
    severity=_words.CHINESE.severity,
    short={Severity.ERROR: "错", Severity.WARNING: "警", Severity.INFO: "示"},
    shape={
        Shape.TSV: "制表符分隔的表格",
        Shape.CSV: "逗号分隔的表格（CSV）",
        Shape.INDENTED: "逐栏分行的表格",
        Shape.MARKDOWN: "Markdown 表格",
        Shape.HTML: "网页表格",
        Shape.KEY_VALUE: "“栏目：内容”逐项列出",
        Shape.LINES: "逐行列出",
        FileKind.DOCX: "Word 文档（DOCX）",
        FileKind.XLSX: "Excel 工作簿（XLSX）",
        FileKind.DOC: "Word 97–2003 文档（DOC）",
        FileKind.XLS: "Excel 97–2003 工作簿（XLS）",
        FileKind.ODT: "OpenDocument 文档（ODT）",
        FileKind.ODS: "OpenDocument 工作簿（ODS）",
        FileKind.PDF: "PDF 文件",
        Shape.PROSE: "文章",
    },
    profile={Profile.LIST: "清单", Profile.JUDGMENT: "裁判文书、处罚决定", Profile.PROSE: "文章"},
    basis={
        DateBasis.GIVEN: "由使用者指定",
        DateBasis.STATED: "清单自己写明",
        DateBasis.INFERRED: "清单没有写日期，按所引最新的文件推定",
    },
    tier={tier: tier.chinese for tier in Tier},
    status=STATUS,
    change=CHANGE,
    event=EVENT,
    applicability={
        Applicability.SAFE: "可自动修正",
        Applicability.UNSAFE: "可自动修正，须复核",
        Applicability.DISPLAY: "仅供参考",
    },
    rules={
        "title-misspelled": "法规名称有误",
        "title-abbreviated": "法规名称用了简称",
        "title-unmarked": "法规名称未加书名号",
        "title-marks": "书名号使用不当",
        "title-whitespace": "法规名称内有空白",
        "statute-unknown": "数据库未收录",
        "statute-repealed": "法规已经废止",
        "statute-superseded": "法规已被替代",
        "statute-not-in-force-yet": "法规尚未施行",
        "version-outdated": "所注版本不是最新",
        "version-wrong": "所注日期文号对不上版本",
        "tier-wrong": "位阶标注有误",
        "upcoming-change": "法规将有变动",
        "version-inconsistent": "版本标注前后不一",
        "article-missing": "所引条不存在",
        "paragraph-missing": "所引款不存在",
        "item-missing": "所引项不存在",
        "article-renumbered": "条号已经变动",
        "pinpoint-missing": "没有写明条款",
        "pinpoint-malformed": "条款写法有误",
        "chapter-missing": "所引章节不存在",
        "basis-unrelated": "依据与事项不合",
        "quote-wrong-article": "引文是另一条的内容",
        "quote-outdated": "引文是旧文本",
        "quote-altered": "引文有改动",
        "quote-truncated": "引文没有引完",
        "docno-malformed": "文号写法有误",
        "docno-wrong": "文号有误",
        "docno-inconsistent": "文号前后不一",
        "issuer-anachronism": "发文机关与时间不合",
        "duplicate": "重复引用",
        "punctuation": "标点有误",
        "numbering": "编号有误",
        "basis-tier": "依据的位阶不够",
        "basis-powerless": "所引条文没有罚则",
        "other-region": "引用了外地文件",
        "accountability-subject": "追责条文的对象不合",
        "basis-absent": "没有写依据",
        "basis-order": "依据的排列次序",
        "organ-abolished": "机关已经撤销",
        "rule-crashed": "规则运行出错",
        "unused-suppression": "抑制没有起作用",
    },
    verdict={
        "checked": "已核，未发现问题",
        "found": "已核，发现问题",
        "unchecked": "未核",
        "unverified": "未收录，未核验",
    },
    title="法规引用校验报告",
    skip="跳到问题一览",
    made="由 citelaw {version} 生成",
    overview="概况",
    figures="问题分布",
    history="法规沿革",
    findings="问题一览",
    text="清单原文",
    bracketed="{}（{}）",
    colon=_words.CHINESE.colon,
    comma="、",
    found="发现问题 {number} 处",
    clean="未发现问题",
    clean_but="已核的引用未发现问题，另有 {number} 处未核",
    uncited="没有找到引用",
    nothing_read="没有能读取的文件",
    checked="已核",
    unchecked="未核",
    places="{} 处",
    file="文件",
    files="{} 个文件",
    notes="说明",
    list_date="清单日期",
    no_list_date="不明（清单没有写日期，也无从推定；可用 --list-date 指定）",
    from_day="不早于 {}",
    to_day="不晚于 {}",
    on_day="{}",
    between="{} 至 {}",
    as_of="核对日",
    data="法规数据",
    known_to="截至 {date}（版本 {digest}）",
    kind="文本形式",
    citations="引用",
    overlays="清单旁的法规事实",
    baseline="与基线相比",
    compared="{path}：新增 {new} 处，未改 {unchanged} 处，已改 {fixed} 处",
    compared_fixed="已改的问题",
    suppressed="已抑制、未列出",
    failed="未能读取",
    fixed="已修正",
    fixed_rules="{code} {number} 处（{kind}）",
    unsettled="有的修正互相抵触，没有改完",
    beyond="本页最多列出 {limit} 条，下列清单的问题只计数，见其他格式的报告",
    not_shown="没有发现问题，原文未列出",
    shown_in_parts="清单较多，这一份只列出有问题的单元格",
    no_room="本页最多列出 {limit} 处，这一份另有较轻的 {number} 处没有列出，见其他格式的报告",
    not_checked="未核的引用",
    why="原因",
    where="位置",
    unverified="未收录的文件",
    unverified_note="下列文件不在数据库，未作核验，不表示有误",
    undetermined="适用版本未能确定",
    times="{} 处",
    by_statute="各法规的问题",
    by_rule="各类问题",
    by_file="各文件",
    statute="法规",
    rule="问题类别",
    total="合计",
    share="比例",
    no_statute="不涉及具体法规",
    more_rows="其余 {} 项",
    timeline="有问题的法规历次文本的施行期间",
    timeline_note="横条是一个文本的施行期间，深色的是清单日期时施行（日期只知范围的，可能施行）的文本；竖线是清单日期和核对日。"
    "图中内容都在下面的沿革表里。",
    timeline_table="沿革表",
    timeline_none="没有沿革记录",
    today="核对日",
    list_day="清单日期",
    list_day_open="清单日期（不早于）",
    list_days="各清单日期",
    version="文本",
    in_force="施行",
    until="至",
    state="状态",
    tier_name="位阶",
    guessed="（推定）",
    not_known="不明",
    presumed="（推定）",
    not_before="不早于 {}",
    not_after="不晚于 {}",
    repealed="{day}废止",
    replaced="由《{title}》替代",
    replaced_on="由《{title}》替代（{day}施行）",
    events="通过、公布、修改",
    legend="图例",
    legend_open="施行日期不明",
    legend_at="清单日期时施行，或者可能施行",
    no_findings="没有发现问题。",
    about="所引",
    correction="改为",
    since={"list": "清单制发时已如此", "today": "按核对日看如此"},
    since_day={"list": "清单制发时已如此，自 {} 起", "today": "按核对日看如此，自 {} 起"},
    time="时点",
    evidence="依据",
    related="另见",
    location="位置",
    item="序号 {}",
    no_item="无序号",
    line="第 {} 行",
    likely="待核",
    known={True: "基线已有", False: "新增"},
    more_places="其余 {} 处",
    outside="下列问题不在单元格内：",
    no_view="各处的前后文：",
    no_column="（无栏名）",
    filter="筛选",
    all="全部",
    rows="序号",
    elsewhere="表外",
    only_rows="只看有问题的行",
    clear="清除筛选",
    nothing="没有符合条件的问题。",
    shown="显示 {shown} 处，共 {all} 处",
    shown_all="共 {all} 处",
    previous="上一处",
    next="下一处",
    keys="按 N 看下一处，按 P 看上一处，按 Esc 关闭说明",
    print="打印",
    close="关闭",
    open="展开",
    fold="收起",
    unfold="展开全文",
    card="问题说明",
    see_note="查看条目",
    judged_by="比对文本",
    compared_quote="引文已比对",
    filtered="以下按条件筛选：",
)

ENGLISH = Words(
    language="en",
    severity=_words.ENGLISH.severity,
    short={Severity.ERROR: "E", Severity.WARNING: "W", Severity.INFO: "I"},
    shape={
        Shape.TSV: "table parted by tabs",
        Shape.CSV: "table parted by commas (CSV)",
        Shape.INDENTED: "table, one field a line",
        Shape.MARKDOWN: "Markdown table",
        Shape.HTML: "HTML table",
        Shape.KEY_VALUE: "labels and values",
        Shape.LINES: "one cell a line",
        FileKind.DOCX: "Word document (DOCX)",
        FileKind.XLSX: "Excel workbook (XLSX)",
        FileKind.DOC: "Word 97–2003 document (DOC)",
        FileKind.XLS: "Excel 97–2003 workbook (XLS)",
        FileKind.ODT: "OpenDocument text (ODT)",
        FileKind.ODS: "OpenDocument workbook (ODS)",
        FileKind.PDF: "PDF file",
        Shape.PROSE: "prose",
    },
    profile={Profile.LIST: "list", Profile.JUDGMENT: "judgment, decision", Profile.PROSE: "prose"},
    basis={
        DateBasis.GIVEN: "as given",
        DateBasis.STATED: "as the list says",
        DateBasis.INFERRED: "the list states none; told by the newest document that it cites",
    },
    tier={
        Tier.CONSTITUTION: "constitution",
        Tier.LAW: "law",
        Tier.ADMINISTRATIVE_REGULATION: "administrative regulation",
        Tier.SUPERVISION_REGULATION: "supervision regulation",
        Tier.DEPARTMENT_RULE: "department rule",
        Tier.JUDICIAL_INTERPRETATION: "judicial interpretation",
        Tier.NORMATIVE_DOCUMENT: "normative document",
        Tier.LOCAL_REGULATION: "local regulation",
        Tier.LOCAL_RULE: "local rule",
    },
    status={
        "in-force": "in force",
        "not-yet-in-force": "not in force yet",
        "repealed": "repealed",
        "superseded": "superseded",
        "unknown": "not known",
    },
    change={
        "enactment": "enactment",
        "amendment": "amendment",
        "revision": "revision",
        "unspecified": "change",
        "undated": "undated",
    },
    event={
        "adopted": "adopted",
        "promulgated": "promulgated",
        "approved": "approved",
        "effective": "in force",
        "amended": "amended",
        "revised": "revised",
        "repealed": "repealed",
        "unspecified": "changed",
    },
    applicability={
        Applicability.SAFE: "fixable",
        Applicability.UNSAFE: "fixable, to be looked at",
        Applicability.DISPLAY: "a suggestion",
    },
    rules={},
    verdict={
        "checked": "checked, nothing found",
        "found": "checked, with a finding",
        "unchecked": "not checked",
        "unverified": "not in the database",
    },
    title="Report on legal citations",
    skip="Skip to the findings",
    made="made by citelaw {version}",
    overview="Overview",
    figures="Where the findings are",
    history="History of the statutes",
    findings="Findings",
    text="The list",
    bracketed="{} ({})",
    colon=_words.ENGLISH.colon,
    comma=", ",
    found="Findings: {number}",
    clean="Nothing found",
    clean_but="Nothing found in what was checked; not checked: {number}",
    uncited="No citation found",
    nothing_read="No file could be read",
    checked="checked",
    unchecked="not checked",
    places="{}",
    file="File",
    files="{} files",
    notes="Notes",
    list_date="Date of the list",
    no_list_date="not known; see --list-date",
    from_day="not before {}",
    to_day="not after {}",
    on_day="{}",
    between="{} to {}",
    as_of="Judged on",
    data="Statute data",
    known_to="to {date} (version {digest})",
    kind="Form",
    citations="Citations",
    overlays="Facts beside the lists",
    baseline="Against the baseline",
    compared="{path}: new {new}, unchanged {unchanged}, fixed {fixed}",
    compared_fixed="Findings that are gone",
    suppressed="Suppressed, not listed",
    failed="Could not be read",
    fixed="Fixed",
    fixed_rules="{code} {number} ({kind})",
    unsettled="some fixes contradict each other; not all were done",
    beyond="This page holds {limit} notes at most; of these lists only the numbers are given",
    not_shown="nothing found; its text is left out",
    no_room="This page holds {limit} findings at most; {number} lesser ones of this list are left "
    "out, see the other formats",
    shown_in_parts="The lists are many; of this one only the cells with findings are shown",
    not_checked="Citations not checked",
    why="Why",
    where="Where",
    unverified="Not in the database",
    unverified_note="These were not verified; that does not mean they are wrong",
    undetermined="Version not determined",
    times="{}",
    by_statute="Findings by statute",
    by_rule="Findings by rule",
    by_file="By file",
    statute="Statute",
    rule="Rule",
    total="Total",
    share="Share",
    no_statute="no statute in particular",
    more_rows="{} more",
    timeline="Texts of the statutes with findings, and when they were in force",
    timeline_note="A bar is the time in which a text was in force, a dark one that of the list's "
    "date; the lines are the date of the list and the day of judging. The table says the same.",
    timeline_table="Table of the history",
    timeline_none="no history on record",
    today="judged on",
    list_day="the list's date",
    list_day_open="the list's date (not before)",
    list_days="dates of the lists",
    version="Text",
    in_force="In force from",
    until="until",
    state="State",
    tier_name="Tier",
    guessed=" (guessed)",
    not_known="not known",
    presumed=" (presumed)",
    not_before="not before {}",
    not_after="not after {}",
    repealed="repealed {day}",
    replaced="replaced by {title}",
    replaced_on="replaced by {title} (in force {day})",
    events="Adopted, promulgated, changed",
    legend="Legend",
    legend_open="effective date not known",
    legend_at="in force, or perhaps, at the list's date",
    no_findings="Nothing found.",
    about="Cited",
    correction="Should be",
    since={"list": "wrong when the list was made", "today": "so on the day of judging"},
    since_day={
        "list": "wrong when the list was made, from {}",
        "today": "so on the day of judging, from {}",
    },
    time="Since",
    evidence="Evidence",
    related="See",
    location="Place",
    item="item {}",
    no_item="no number",
    line="line {}",
    likely="to be verified",
    known={True: "in the baseline", False: "new"},
    more_places="{} more places",
    outside="These findings stand in no cell:",
    no_view="The words round each finding:",
    no_column="(no heading)",
    filter="Filter",
    all="all",
    rows="Item",
    elsewhere="outside tables",
    only_rows="Only rows with findings",
    clear="Clear",
    nothing="No finding fits the filter.",
    shown="{shown} of {all} shown",
    shown_all="{all} in all",
    previous="Previous",
    next="Next",
    keys="N next finding, P previous, Esc closes the card",
    print="Print",
    close="Close",
    open="Open",
    fold="Fold",
    unfold="Show all",
    card="Finding",
    see_note="Go to the entry",
    judged_by="Compared with",
    compared_quote="quotation compared",
    filtered="Filtered by: ",
)

WORDS = {Language.CHINESE: CHINESE, Language.ENGLISH: ENGLISH}
