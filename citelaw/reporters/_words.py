"""The words of the reports for people, in Chinese and English."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.model import Section, Severity, SuppressedBy, Unchecked
from citelaw.reporters import Language
from citelaw.reporters._level import SEVERITIES


class Words(NamedTuple):
    """Every phrase that a report adds to the messages of the rules, in one language."""

    severity: dict[Severity, str]
    unchecked: dict[Unchecked, str]
    suppressed_by: dict[SuppressedBy, str]
    comma: str
    listing: str
    semicolon: str
    colon: str
    and_so_on: str
    quoted: str
    place: str
    item: str
    sections: dict[Section, str]
    bracketed: str
    correction: str
    right: str
    deleted: str
    see: str
    places: str
    more: str
    alike: str
    alike_at: str
    likely: str
    since: str
    since_when: dict[str, str]
    inferred: str
    copied: str
    evidence: str
    known_to: str
    errors: str
    unverified: str
    unverified_number: str
    overlay: str
    stale: str
    undetermined: str
    undetermined_number: str
    why: str
    why_undetermined: dict[str, str]
    times: str
    mentions: str
    summary: str
    checked: str
    reasons: str
    nothing: str
    uncited: str
    failed: str
    failures: dict[str, str]
    fixed: str
    fixable: str
    suppressed: str
    compared: str
    statistics: str
    heads: tuple[str, str, str, str, str]


CHINESE = Words(
    severity={one: SEVERITIES[one.value] for one in Severity},
    unchecked={
        Unchecked.UNATTRIBUTED: "所属法规不明",
        Unchecked.STATUTE_UNKNOWN: "数据库未收录",
        Unchecked.STATUTE_AMBIGUOUS: "同名法规不止一部",
        Unchecked.NO_TEXT: "无文本",
        Unchecked.VERSION_UNDETERMINED: "适用版本不明",
        Unchecked.HISTORY_INCOMPLETE: "版本沿革不全",
        Unchecked.NOT_AN_ARTICLE: "非条文",
        Unchecked.QUOTE_TOO_SHORT: "引文过短",
        Unchecked.QUOTE_UNMATCHED: "引文未能比对",
        Unchecked.UNITS_UNCONFIRMED: "款项划分未确认",
    },
    suppressed_by={
        SuppressedBy.COMMENT: "清单内注释",
        SuppressedBy.CONFIG: "配置",
        SuppressedBy.BASELINE: "基线",
        SuppressedBy.ANSWER: "答复不采纳",
    },
    comma="，",
    listing="、",
    semicolon="；",
    colon="：",
    and_so_on="……",
    quoted="{}",
    place="位置：",
    item="序号 {}",
    sections={
        Section.BASIS: "设定依据",
        Section.DUTY: "责任事项",
        Section.DUTY_BASIS: "责任事项依据",
        Section.ACCOUNTABILITY: "追责情形",
        Section.ACCOUNTABILITY_BASIS: "追责依据",
    },
    bracketed="{}（{}）",
    correction="改法：",
    right="改为：",
    deleted="（删去）",
    see="另见：",
    places="{shown} 等 {number} 处",
    more="另有 {} 处",
    alike="同样的问题另有 {number} 处：第 {lines} 行",
    alike_at="同样的问题另有 {number} 处：{lines}",
    likely="（待核）",
    since="时点：",
    since_when={"list": "清单制发时已如此，自 {} 起", "today": "现在如此，自 {} 起"},
    inferred="{path}：清单未载日期，据所引《{title}》推定不早于 {day}，“制发时”的结论以此为限",
    copied="改好的副本是 {}，原文件没有改动；本报告针对副本",
    evidence="依据：",
    known_to="数据截至 {}",
    stale="所引法规中有 {number} 种，数据截至 {date} 或稍后，已超过一年，其后的修改和废止未收录",
    undetermined="适用版本未能确定，下列各处没有核对到底，不表示有误",
    undetermined_number="适用版本未能确定，{number} 处没有核对到底，不表示有误",
    why="《{title}》 {number} 处：{why}",
    why_undetermined={
        "effective-date": "{} 修改决定的施行日期未收录，适用版本请人工核定",
        "list-date": "清单的日期不能确定在修改之前还是之后，可用 --list-date 指定",
        "newer-text": "引文是清单日期以后的文本，请核对清单的日期",
        "no-such-text": "所注或者制发时的文本未收录",
    },
    overlay="已用清单旁的法规事实：{}",
    errors="上列各处中的错误，应先核对",
    unverified="未核验：下列 {titles} 种文件不在数据库（数据截至 {date}），不表示有误",
    unverified_number="未核验：{titles} 种文件不在数据库（数据截至 {date}），不表示有误",
    times="《{title}》 {number} 处",
    mentions="（共 {} 处）",
    summary="共 {files} 个文件，引用 {cited} 处：已核 {checked}，未核 {unchecked}",
    checked="引用 {cited} 处：已核 {checked}，未核 {unchecked}",
    reasons="（{}）",
    nothing="未发现问题",
    uncited="没有找到引用",
    failed="未能读取 {} 个文件",
    failures={"unreadable": "未能读取", "not-written": "未能写入"},
    fixed="已修正 {number} 处（稳妥 {safe}，须复核 {unsafe}）",
    fixable="可自动修正 [*]：{}",
    suppressed="已抑制、未列出 {number} 处（{how}）",
    compared="与基线 {path} 相比：新增 {new}，未改 {unchanged}，已改 {fixed}",
    statistics="各规则的问题数",
    heads=("数量", "规则", "名称", "级别", "可自动修正"),
)

ENGLISH = Words(
    severity={Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
    unchecked={
        Unchecked.UNATTRIBUTED: "statute unclear",
        Unchecked.STATUTE_UNKNOWN: "not in the database",
        Unchecked.STATUTE_AMBIGUOUS: "several statutes of that title",
        Unchecked.NO_TEXT: "no text",
        Unchecked.VERSION_UNDETERMINED: "version undetermined",
        Unchecked.HISTORY_INCOMPLETE: "history incomplete",
        Unchecked.NOT_AN_ARTICLE: "not an article",
        Unchecked.QUOTE_TOO_SHORT: "quotation too short",
        Unchecked.QUOTE_UNMATCHED: "quotation not matched",
        Unchecked.UNITS_UNCONFIRMED: "paragraphs unconfirmed",
    },
    suppressed_by={
        SuppressedBy.COMMENT: "comments",
        SuppressedBy.CONFIG: "configuration",
        SuppressedBy.BASELINE: "baseline",
        SuppressedBy.ANSWER: "answers",
    },
    comma=", ",
    listing=", ",
    semicolon="; ",
    colon=": ",
    and_so_on=" …",
    quoted="“{}”",
    place="where: ",
    item="item {}",
    sections={
        Section.BASIS: "basis",
        Section.DUTY: "duty",
        Section.DUTY_BASIS: "basis of the duty",
        Section.ACCOUNTABILITY: "accountability",
        Section.ACCOUNTABILITY_BASIS: "basis of accountability",
    },
    bracketed="{} ({})",
    correction="correction: ",
    right="should be: ",
    deleted="(delete)",
    see="see also: ",
    places="{shown} … ({number} places)",
    more="and {} more",
    alike="the same in {number} more place(s): line(s) {lines}",
    alike_at="the same in {number} more place(s): {lines}",
    likely=" (to be verified)",
    since="since: ",
    since_when={"list": "{}, before the list was made", "today": "{}, after the list was made"},
    inferred="{path}: the list states no date; by the cited 《{title}》 it is not older than "
    "{day}, and what is said of its day holds within that bound",
    copied="the corrected copy is {}, the file itself is as it was; this report is on the copy",
    evidence="evidence: ",
    known_to="data to {}",
    stale="Of the statutes cited {number} are known to {date} or somewhat later only, more than a "
    "year ago; what was changed or repealed since is not on record",
    undetermined="The version that counts is not known; these were not checked to the end; "
    "that does not mean that they are wrong",
    undetermined_number="The version that counts is not known in {number} place(s), which were not "
    "checked to the end; that does not mean that they are wrong",
    why="《{title}》 {number} place(s): {why}",
    why_undetermined={
        "effective-date": "it is not known from when the amendment of {} is in force",
        "list-date": "the list may be older or newer than an amendment; see --list-date",
        "newer-text": "the words are newer than the list; check its date",
        "no-such-text": "the text that is meant is not held",
    },
    overlay="facts beside the lists were used: {}",
    errors="The errors among them, to be looked at first",
    unverified="Not verified: {titles} title(s) not in the database (data to {date}), as listed "
    "here; that does not mean that they are wrong",
    unverified_number="Not verified: {titles} title(s) not in the database (data to {date}); "
    "that does not mean that they are wrong",
    times="《{title}》 {number} place(s)",
    mentions=" ({} times)",
    summary="{files} file(s), {cited} citation(s): {checked} checked, {unchecked} not checked",
    checked="citations {cited}: checked {checked}, not checked {unchecked}",
    reasons=" ({})",
    nothing="nothing found",
    uncited="no citation found",
    failed="{} file(s) could not be read",
    failures={"unreadable": "not read", "not-written": "not written"},
    fixed="{number} fixed ({safe} safe, {unsafe} to be reviewed)",
    fixable="fixable [*]: {}",
    suppressed="{number} suppressed, not listed ({how})",
    compared="against the baseline {path}: new {new}, unchanged {unchanged}, fixed {fixed}",
    statistics="Findings by rule",
    heads=("number", "rule", "name", "severity", "fixable"),
)

WORDS = {Language.CHINESE: CHINESE, Language.ENGLISH: ENGLISH}
