"""The fixed words of the paper. It never says of a list that it keeps or breaks the law."""

from __future__ import annotations

from citelaw.model import Unchecked
from citelaw.numeral import to_chinese
from citelaw.reporters._html.words import CHINESE as _PAGE
from citelaw.reporters._paper import Grid, Look, Text
from citelaw.reporters._words import CHINESE as _COMMON
from citelaw.reporters.report._given import Given

TITLE = "法规引用校验意见书"
ADDRESSEE = "（编制单位）＿＿＿＿＿＿＿＿＿＿＿＿："
FIXED = "机器校验，经人工确认后生效。"

NO_LIST_DATE = "不明（清单没有写明，也无从推定）"
PAGE = _PAGE._replace(no_list_date=NO_LIST_DATE)
"""The words of the page, without what is said to users of the command line."""
COMMON = _COMMON._replace(
    why_undetermined={
        **_COMMON.why_undetermined,
        "list-date": "清单的日期不能确定在修改之前还是之后",
    }
)

MUST, SHOULD, VERIFY = "应改", "宜改", "待核"
EXPLAINED = {
    MUST: "下列各处的引用有误，应当改正。",
    SHOULD: "下列各处不影响所引的法规和条款，按规范宜作修改。",
    VERIFY: "下列各处机器不能断定，由编制单位核实：确有不妥的改正，没有问题的说明理由。",
}
TO_CHANGE = "对照现行文本核实后改正。"
TO_VERIFY = "核实：确有不妥的改正，没有问题的说明理由。"
SINCE = {"list": "制发时", "today": "现时"}
KNOWN = {True: "未改", False: "新增"}
NOTHING = "无。"
NO_STATUTE = "不涉及具体法规"
ON_ITSELF = "据清单本身的文字"
ANNEX_1, ANNEX_2 = "未核验清单", "依据总目录"
TABLE = "逐项校验意见表"

ON_NUMBERS = "编号是正文中意见的序号，“2-1”是第 2 条意见的第 1 处；各处按清单的次序排列。"
ON_UNCHECKED = {
    Unchecked.UNATTRIBUTED: "看不出条款是哪部法规的",
    Unchecked.STATUTE_UNKNOWN: "数据库没有这份文件",
    Unchecked.STATUTE_AMBIGUOUS: "同名的不止一部，不能断定所指",
    Unchecked.NO_TEXT: "数据库有这份文件，没有它的条文",
    Unchecked.VERSION_UNDETERMINED: "不能断定应按哪个文本核对",
    Unchecked.HISTORY_INCOMPLETE: "应当核对的文本没有收录",
    Unchecked.NOT_AN_ARTICLE: "所引的不是条文",
    Unchecked.QUOTE_TOO_SHORT: "引文太短，比对不出",
    Unchecked.QUOTE_UNMATCHED: "引文没有能比对上",
    Unchecked.UNITS_UNCONFIRMED: "条文的款、项如何划分没有得到印证",
}

CLOSING = (
    (FIXED, Look.CLOSING),
    ("", Look.CLOSING),
    (f"附表：{TABLE}", Look.CLOSING),
    (f"附件：1. {ANNEX_1}", Look.CLOSING),
    (f"　　　2. {ANNEX_2}", Look.CLOSING),
    ("", Look.CLOSING),
)
_DATE = "　　　　年　　月　　日"
SIGNATURES = Grid(
    head=("", "经办", "审核", "审签"),
    widths=(18, 46, 46, 46),
    rows=(("姓名", "", "", ""), ("日期", _DATE, _DATE, _DATE)),
    labels=True,
    height=11,
)


def opening(given: Given) -> str:
    """Return the sentence that says what was done."""
    read = sum(file.source is not None for file in given.report.files)
    day = given.report.as_of
    again = "并与上一轮校验意见作了比较，" if given.before is not None else ""
    return (
        f"对所送 {read} 份清单所引法规的名称、文号、版本、条款和引文作了校验，{again}"
        f"核对日为{day.year}年{day.month}月{day.day}日。现将意见函告如下。"
    )


def heading(number: int, text: str) -> Text:
    """Return a heading of the first level: 一、概况."""
    return Text(f"{to_chinese(number)}、{text}", Look.FIRST)


def subheading(number: int, text: str) -> Text:
    """Return a heading of the second level: （一）…."""
    return Text(f"（{to_chinese(number)}）{text}", Look.SECOND)


def list_name(number: int) -> str:
    """Return how a list is called where there are several."""
    return f"清单{number}"


def cut(text: str, most: int) -> str:
    """Return ``text`` with its middle left out where it has more than ``most`` characters."""
    if len(text) <= most:
        return text
    half = (most - 2) // 2
    return f"{text[:half]}……{text[-half:]}"
