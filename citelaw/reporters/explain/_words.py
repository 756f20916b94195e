"""The words of ``citelaw explain`` for what the model says in codes: Chinese, then English."""

from __future__ import annotations

from citelaw.model import (
    DateBasis,
    DateKind,
    DifferenceKind,
    Identified,
    MeantBy,
    Profile,
    Section,
    Unchecked,
)
from citelaw.reporters import Language
from citelaw.reporters.explain import Silence

Pair = tuple[str, str]

SECTION: dict[Section, Pair] = {
    Section.BASIS: ("设定依据", "basis"),
    Section.DUTY: ("责任事项", "duties"),
    Section.DUTY_BASIS: ("责任事项依据", "basis of duties"),
    Section.ACCOUNTABILITY: ("追责情形", "accountability"),
    Section.ACCOUNTABILITY_BASIS: ("追责依据", "basis of accountability"),
    Section.OTHER: ("其他", "other"),
}
PROFILE: dict[Profile, Pair] = {
    Profile.LIST: ("清单", "lists"),
    Profile.JUDGMENT: ("裁判文书", "judgments"),
    Profile.PROSE: ("一般文章", "prose"),
}
DATE: dict[DateKind, Pair] = {
    DateKind.ADOPTED: ("通过", "adopted"),
    DateKind.PROMULGATED: ("公布", "promulgated"),
    DateKind.EFFECTIVE: ("施行", "in force"),
    DateKind.AMENDED: ("修正", "amended"),
    DateKind.REVISED: ("修订", "revised"),
    DateKind.UNSPECIFIED: ("没有写明是何日期", "unspecified"),
}
EVENT: dict[str, Pair] = {
    "adopted": ("通过", "adopted"),
    "promulgated": ("公布", "promulgated"),
    "approved": ("批准", "approved"),
    "effective": ("施行", "in force"),
    "amended": ("修正", "amended"),
    "revised": ("修订", "revised"),
    "repealed": ("废止", "repealed"),
    "unspecified": ("修改", "changed"),
}
IDENTIFIED: dict[Identified, Pair] = {
    Identified.TITLE: ("按名称认定", "found by its title"),
    Identified.DEFINED: ("清单用“以下简称”定义了这个简称", "a short title that the list defines"),
    Identified.CONTINUED: (
        "书名号后面接写的字与名称合成另一文件",
        "the title goes on behind its marks",
    ),
    Identified.NUMBER: ("按文号认定", "found by its number"),
    Identified.NOTE: ("按题注的日期认定", "found by the dates of its note"),
}
MEANT: dict[MeantBy, Pair] = {
    MeantBy.NOTED: (
        "题注写的是这一文本，清单制发时可能施行",
        "the note names it, and it may have been in force when the list was made",
    ),
    MeantBy.LIST_DATE: (
        "清单制发时可能施行的只有这一文本",
        "no other may have been in force when the list was made",
    ),
    MeantBy.AGREED: (
        "清单制发时施行的可能不止一个文本，比对结果都一样，取最新的",
        "several may have been in force when the list was made; all say the same, it is the newest",
    ),
    MeantBy.TODAY: (
        "按清单制发时的文本比对没有问题，按今日文本比对有问题",
        "nothing is wrong by what was in force when the list was made, something by today's text",
    ),
    MeantBy.PRESENT: (
        "清单制发时的文本不能确定，或者比对结果不一，按今日文本",
        "what was in force when the list was made does not decide; it is today's text",
    ),
}
DIFFERENCE: dict[DifferenceKind, Pair] = {
    DifferenceKind.CHANGED: ("文字不同", "words differ"),
    DifferenceKind.ADDED: ("多出文字", "words added"),
    DifferenceKind.DROPPED: ("此处漏了文字", "words are missing here"),
}
LIST_DATE: dict[DateBasis, Pair] = {
    DateBasis.GIVEN: ("选项指定", "as given"),
    DateBasis.STATED: ("清单写明", "as the list says"),
    DateBasis.INFERRED: (
        "按所引最新的日期推定，只知不早于",
        "told by the newest date cited, a lower bound",
    ),
}
SILENCE: dict[Silence, Pair] = {
    Silence.SUPPRESSED: ("已按注释、配置或者基线不列出", "suppressed"),
    Silence.NOT_SELECTED: ("没有选用", "not selected"),
    Silence.OTHER_PROFILE: ("不用于这种文书", "not for this kind of text"),
    Silence.QUOTED: ("在引文或者题注里面，不是清单自己的话", "inside a quotation or a note"),
    Silence.TIER_GUESSED: ("这部法规的位阶只是推定的", "the tier of the statute is only guessed"),
    Silence.NO_TIER_LABEL: ("没有【法律】一类标注", "no tier label"),
    Silence.NO_NUMBER: ("没有文号", "no number"),
    Silence.NO_DATE: ("题注没有日期", "no date in a note"),
    Silence.NO_CLAIM: ("没有注日期或者文号", "neither date nor number"),
    Silence.NO_PINPOINT: ("没有引到条款", "no place is cited"),
    Silence.BY_PINPOINT: ("各条款分别核对，见所引条款", "each place is checked for itself"),
    Silence.NO_CHAPTER: ("引到的不是编、章、节", "no part, chapter or section is cited"),
    Silence.NO_ARTICLE: ("没有引到条", "no article is cited"),
    Silence.NO_PARAGRAPH: ("没有引到款", "no paragraph is cited"),
    Silence.NO_ITEM: ("没有引到项", "no item is cited"),
    Silence.NO_QUOTE: ("没有引文", "no quotation"),
    Silence.JOINT_QUOTE: (
        "几条合用一段引文，只能合起来比对",
        "several articles share the quotation",
    ),
    Silence.SHARED_QUOTE: (
        "引文与别处合用，不在这一处比对",
        "the quotation is shared and not compared at this place",
    ),
}
_UNCHECKED: dict[Unchecked, Pair] = {
    Unchecked.UNATTRIBUTED: (
        "看不出条款属于哪部法规",
        "it is unclear of which statute the place is",
    ),
    Unchecked.STATUTE_UNKNOWN: ("数据库未收录这部法规", "the statute is not in the database"),
    Unchecked.STATUTE_AMBIGUOUS: (
        "同名法规不止一部，不能认定",
        "several statutes have that title",
    ),
    Unchecked.NO_TEXT: ("没有收录条文", "the articles are not held"),
    Unchecked.VERSION_UNDETERMINED: ("适用的版本不能确定", "the version is not determined"),
    Unchecked.HISTORY_INCOMPLETE: ("版本沿革不全", "the history is incomplete"),
    Unchecked.NOT_AN_ARTICLE: ("不是条文，没有可比的目录", "not an article"),
    Unchecked.QUOTE_TOO_SHORT: (
        "引文太短，不比对",
        "the quotation is too short to be compared",
    ),
    Unchecked.QUOTE_UNMATCHED: (
        "引文与收录的文本都对不上，不下结论",
        "the quotation fits no text that is held",
    ),
    Unchecked.UNITS_UNCONFIRMED: (
        "款项划分没有两个来源印证",
        "the division into paragraphs is not confirmed",
    ),
}


def why(reason: Silence | Unchecked, language: Language) -> str:
    """Return a reason in words."""
    pair = SILENCE[reason] if isinstance(reason, Silence) else _UNCHECKED[reason]
    return pair[language is Language.ENGLISH]
