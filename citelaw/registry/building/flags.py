"""Tells from the words of a provision what it does: 罚则, 许可, 强制, 检查, 追责, 义务, 转致, 施行.

A flag is a fact for rules to weigh ("the only article cited has no penalty clause"), found by the
terms that statutes use for it; it decides nothing alone. Flags are found when the database is
built, line by line, so that each 款 and 项 has its own.

Source:
    行政处罚法 (2021修订) 第九条 (kinds of penalties); 行政许可法 (2019修正) 第二条;
    行政强制法 第九条, 第十二条 (kinds of coercion); 公职人员政务处分法 第七条 (sanctions).
"""

from __future__ import annotations

import re

from citelaw.model import ArticleFlag

_TERMS = {
    ArticleFlag.PENALTY: re.compile(
        r"罚款|罚金|没收(?!处)|吊销|暂扣|拘留|拘役|徒刑|死刑|警告(?![标牌线信装标志示])|通报批评"
        r"|责令(?:停产|停业|停止(?:营业|生产|经营)|关闭)|降低资质|限制(?:开展生产|从业)|禁止从业"
        r"|(?:给予|予以|依法|从重|从轻|减轻).{0,6}处罚|规定处罚|撤销.{0,8}(?:资格|证书|许可|登记)"
        r"|取消.{0,20}资格|(?:年|终身|永久)[以之]?内?(?:不得|禁止)其?再?(?:从事|担任|参加|参与|受聘)"
        r"|停[产业]整顿|(?:限期|驱逐)出境"
    ),
    ArticleFlag.LICENCE: re.compile(
        r"许可|审批|核准|批准(?!文号|书|证书)"
        r"|(?:取得|领取|申领|申请|核发|发给|颁发|办理).{0,20}(?:证书|执照|资格|资质|许可证|登记证)"
        r"|(?:申请|办理|注册|准予).{0,10}(?:登记|备案)|资格认定|准入"
    ),
    ArticleFlag.COERCION: re.compile(
        r"查封|扣押|扣留|冻结|强制(?!性|保险|险)|代履行|划拨|加处|滞纳金|拍卖|先行登记保存|限制人身自由"
    ),
    ArticleFlag.INSPECTION: re.compile(
        r"(?<!体格)(?<!健康)检查|抽查|抽样|稽核|稽查|巡查|核查|查阅|督查|调查取证|现场(?:勘验|调查|核实)|监督管理"
    ),
    ArticleFlag.ACCOUNTABILITY: re.compile(
        r"(?:给予|予以|作出|受到|依法|从重).{0,8}处分|(?:政务|行政|纪律)处分|问责|引咎辞职"
        r"|滥用职权|玩忽职守|徇私舞弊|(?:记过|记大过|降级|撤职|开除)(?=[、，。；]|处分|的|或者)"
        r"|(?:主管人员|责任人员|工作人员|负责人|公务员).{0,40}(?:追究|责任|处分)"
    ),
    ArticleFlag.DUTY: re.compile(r"应当|应该|必须|不得|不准|禁止|严禁|义务|(?<=[^无毋])须"),
    ArticleFlag.REFERRAL: re.compile(
        r"(?:依照|按照|适用|参照|根据|依据|比照).{1,60}?(?:规定|法律|办法|条例|》|法).{0,8}"
        r"(?:执行|办理|处理|处罚|确定|给予|追究|规定|实施)"
        r"|(?:依照|按照|适用|参照)本.{0,4}第|另有规定|另行(?:规定|制定)|从其规定"
    ),
    ArticleFlag.COMMENCEMENT: re.compile(
        r"自.{2,24}(?:起|之日)(?:施行|实施|执行|生效|实行)|同时废止|(?:起|即行)废止"
    ),
}

_BEGINNINGS = (
    "违反|有下列|有以下|不履行|不依法|未|不按|滥用|玩忽|徇私|泄露|在|利用|隐匿|擅自|违法|拒不|侵占|挪用|贪污"
    "|收受|索取|失职|截留|弄虚|参与|对|，有下列|，有以下"
)
_SUBJECT = re.compile(
    r"(?:^|[。；])(?:[（(][^）)]{1,3}[）)])?\s*(?:对)?"
    r"(?P<subject>[^，。；：、《》“”]{0,24}?(?:[、和及或者以及]{1,2}[^，。；：《》“”]{2,24}?){0,4}"
    r"(?:工作人员|公务员|公职人员|人员|负责人|机关|部门|机构|单位|组织|政府)"
    r"(?:及其[^，。；：]{0,12}?(?:工作人员|负责人))?)"
    rf"(?=，?(?:{_BEGINNINGS}))"
)
_LONGEST_SUBJECT = 60


def flags_of(line: str, *, condition: bool = False) -> int:
    """Return the flags (``ArticleFlag``) of one line of a provision.

    A line that only states a case (``condition``: 应当由第三人负担的) puts no duty on anyone.

    >>> str(ArticleFlag(flags_of("处骗取金额二倍以上五倍以下的罚款。")).chinese)
    "('罚则',)"
    """
    found = 0
    for flag, terms in _TERMS.items():
        if terms.search(line) and not (condition and flag is ArticleFlag.DUTY):
            found |= flag
    return found


def subject_of(lines: tuple[str, ...]) -> str | None:
    """Return whom an article on accountability (追责) binds, as its words name them.

    >>> subject_of(("青禾主管部门的工作人员滥用职权的，依法给予处分。",))
    '青禾主管部门的工作人员'
    >>> subject_of(("应当按时缴费。",)) is None
    True
    """
    if not any(_TERMS[ArticleFlag.ACCOUNTABILITY].search(line) for line in lines):
        return None
    for line in lines:
        found = _SUBJECT.search(line)
        if found and len(found["subject"]) <= _LONGEST_SUBJECT:
            return found["subject"]
    return None
