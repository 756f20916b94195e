"""What the words of titles, numbers and labels show for certain: organ, region, tier."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from citelaw.model import DateKind, Tier
from citelaw.numeral import parse_number
from citelaw.pattern import Pattern

_NOT_WORDS = Pattern(r"[\W_]{1,400}")
_STATE = "中华人民共和国"

_NUMERAL = r"[0-9〇○零一二三四五六七八九十百千]{1,7}"
_YEAR = r"[〔(\[【]?(?P<year>(?:19|20)[0-9]{2})[〕)\]】]?年?"
_NUMBER_FIRST = Pattern(
    rf"(?P<head>[^0-9]{{0,60}}?)(?:{_YEAR})?第?(?P<number>{_NUMERAL})号(?P<word>令|公告)$"
)
_NUMBER = Pattern(
    rf"(?P<head>[^0-9]{{0,60}}?)(?:{_YEAR})?[〔(\[]?第?(?P<number>{_NUMERAL})号?[〕)\]]?$"
)
_DECREE_WORDS = ("令", "公告")

_ISSUED = Pattern(
    r"^(?P<issuer>[^〈〉]{0,60}?)(?:印发|发布|颁发|颁布|公布|下发)"
    r"(?:〈(?P<marked>[^〈〉]{3,120})〉|(?P<plain>[^〈〉]{4,120}?))的(?:通知|公告|通告|令)$"
)
_PASSED_ON = ("转发", "批转")
_DATED = Pattern(r"（(?P<year>(?:19|20)[0-9]{2})年?(?P<word>修订|修正|修改)(?:版|本|文本)?）$")
_DATED_KINDS = {
    "修订": DateKind.REVISED,
    "修正": DateKind.AMENDED,
    "修改": DateKind.AMENDED,
}
_GENERIC = Pattern(
    r"(?:暂行|实施|管理|试行|若干|有关|上述|以上|相关|工作|监督|考核|补充|处理|奖励|操作|具体|本){0,3}"
    r"(?:法律|法规|规章|文件|办法|规定|条例|细则|通知|意见|决定|方案|制度|标准|规范|规则|规程|措施|目录|清单)"
)
"""A title that could be that of any document: 《监督管理办法》."""

_PROVINCES = (
    "北京市", "天津市", "上海市", "重庆市", "河北省", "山西省", "辽宁省", "吉林省", "黑龙江省",
    "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省",
    "广东省", "海南省", "四川省", "贵州省", "云南省", "陕西省", "甘肃省", "青海省", "台湾省",
    "内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区",
    "香港特别行政区", "澳门特别行政区",
)  # fmt: skip
_HAN = r"[^\W\da-zA-Z_]"
_CITY = Pattern(
    rf"(?P<city>{_HAN}{{2,8}}?(?:市|自治州))"
    r"(?=人民政府|人民代表大会|人大|实施〈|[^关〈]{2,12}(?:局|委员会|委|办公室)(?:关于|印发|转发))"
)
"""A city in front of its organ, or of 实施: elsewhere 市 may be that of 市场 or 城市."""

_ORGAN = Pattern(rf"{_HAN}{{1,24}}(?:部|局|委|会|院|厅|署|行|府|办公室)$")
_JOINT = Pattern(
    r"(?:部|局|厅|署|办公室|委员会|委(?!员会)|(?<!国务)院|政府)"
    r"(?!办公厅|办公室|党组|主席|令|$)(?=..)"
)
"""An organ's last word with another organ behind it: 财政部税务总局."""

_RELATIVE = Pattern(r"(?:省|市|自治区|自治州|州|县|区|盟|旗|本|我|党|人民|国家(?:局|总局)$)")
_LEAD = Pattern(r"(?P<organ>[^〈〉《》]{2,60}?)(?=关于|印发|转发|批转)")
_HEAD = Pattern(r"[^第0-9〔(（\[]{1,60}")
_SEPARATOR = Pattern(r"[、\s]{1,8}")
_CODES = {
    "国发": "国务院",
    "国函": "国务院",
    "国办发": "国务院办公厅",
    "国办函": "国务院办公厅",
}
"""Organ codes (机关代字) under which one organ alone issues."""

_LABELS = {
    "宪法": Tier.CONSTITUTION,
    "法律": Tier.LAW,
    "国家法律": Tier.LAW,
    "行政法规": Tier.ADMINISTRATIVE_REGULATION,
    "国务院行政法规": Tier.ADMINISTRATIVE_REGULATION,
    "监察法规": Tier.SUPERVISION_REGULATION,
    "地方性法规": Tier.LOCAL_REGULATION,
    "地方法规": Tier.LOCAL_REGULATION,
    "部门规章": Tier.DEPARTMENT_RULE,
    "部委规章": Tier.DEPARTMENT_RULE,
    "国务院部门规章": Tier.DEPARTMENT_RULE,
    "地方政府规章": Tier.LOCAL_RULE,
    "地方规章": Tier.LOCAL_RULE,
    "政府规章": Tier.LOCAL_RULE,
    "司法解释": Tier.JUDICIAL_INTERPRETATION,
    "规范性文件": Tier.NORMATIVE_DOCUMENT,
}
_CENTRAL = Pattern(r"(?:部|总局|署|^国家.{1,20}(?:局|委员会|委)|^中国.{1,20}(?:会|银行))$")
_LOCAL = Pattern(r"省|市(?!场)|自治区|自治州|县|人民政府")


class NumberKey(NamedTuple):
    """What makes two printed numbers one: the organ or its code, year, value, decree or not."""

    organ: str
    year: str
    value: int
    decree: bool


def title_key(title: str) -> str:
    """Return what is left of a title without marks and white space.

    >>> title_key("关于印发〈甲 办法〉（试行）的通知")
    '关于印发甲办法试行的通知'
    """
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", title))


def number_key(number: str) -> NumberKey | None:
    """Return what a number is the same by, however it is printed; None where it is none.

    >>> number_key("甲局第2号令") == number_key("甲局令（第二号）")
    True
    >>> number_key("甲发[2018]22号")
    NumberKey(organ='甲发', year='2018', value=22, decree=False)
    """
    text = "".join(unicodedata.normalize("NFKC", number).split()).replace(_STATE, "")
    found = _NUMBER_FIRST.match(text)
    word = found["word"] if found is not None else ""
    found = found or _NUMBER.match(text)
    value = parse_number(found["number"]) if found is not None else None
    if found is None or value is None:
        return None
    organ = title_key(found["head"])
    for ending in _DECREE_WORDS:
        if organ.endswith(ending):
            organ, word = organ.removesuffix(ending), ending
            break
    return NumberKey(organ, found["year"] or "", value, bool(word))


def names_its_organ(number: NumberKey) -> bool:
    """Return whether a number says whose it is: 第7号令 does not."""
    return len(number.organ) >= 2


def inner_title(title: str) -> str | None:
    """Return the title of what a notice issues: X办法 of 关于印发〈X办法〉的通知.

    >>> inner_title("甲局关于印发〈乙办法〉的通知"), inner_title("关于印发乙丙办法的通知")
    ('乙办法', '乙丙办法')
    >>> inner_title("转发〈关于印发乙办法的通知〉的通知")
    >>> inner_title("关于印发〈乙条例〉三项制度的通知")
    """
    if any(word in title for word in _PASSED_ON):
        return None
    found = _ISSUED.match(title)
    if found is None:
        return None
    inner = found["marked"] or found["plain"]
    return None if _GENERIC.fullmatch(inner) else str(inner)


def undated(title: str) -> tuple[str, tuple[DateKind, str] | None]:
    """Return a title without the version in its last parentheses, and that version.

    >>> undated("甲规定（2024年修订）")
    ('甲规定', (<DateKind.REVISED: 'revised'>, '2024'))
    """
    found = _DATED.search(title)
    if found is None:
        return title, None
    return title[: found.start()], (_DATED_KINDS[found["word"]], found["year"])


def is_generic(title: str) -> bool:
    """Return whether a title could be that of any document (《办法》)."""
    return len(title) < 2 or _GENERIC.fullmatch(title) is not None


def region_of(title: str) -> str | None:
    """Return the province or city that a title begins with.

    >>> region_of("甘肃省甲条例"), region_of("云杉市人民政府关于甲的通知")
    ('甘肃省', '云杉市')
    >>> region_of("城市市容办法")
    """
    title = title.removeprefix("〈")
    for province in _PROVINCES:
        if title.startswith(province):
            city = _CITY.match(title, len(province))
            return province + (city["city"] if city is not None else "")
    city = _CITY.match(title)
    return str(city["city"]) if city is not None else None


def issuer_of_title(printed: str) -> str | None:
    """Return the organs in front of 关于 or 印发, None where they are not certain.

    >>> issuer_of_title("甲部 乙总局关于丙的通知"), issuer_of_title("甲部乙总局关于丙的通知")
    ('甲部、乙总局', None)
    """
    found = _LEAD.match(printed)
    return _organs(found["organ"]) if found is not None else None


def issuer_of_number(number: NumberKey, printed: str) -> str | None:
    """Return the organs whose decree or code a number names, None where they are not certain."""
    if not number.decree:
        return _CODES.get(number.organ)
    head = printed.replace(_STATE, "").replace(" ", "、")
    for word in _DECREE_WORDS:
        head = head.partition(word)[0]
    found = _HEAD.match(head)
    return _organs(found[0]) if found is not None else None


def _organs(names: str) -> str | None:
    """Return organs with 、 between them.

    None where one is relative (自治区党委), or where two are run together.
    """
    organs = [name for name in _SEPARATOR.split(names.strip(" 、")) if name]
    certain = all(
        _ORGAN.match(name) and not _JOINT.search(name) and not _RELATIVE.match(name)
        for name in organs
    )
    return "、".join(organs) if organs and certain else None


def tier_of(label: str, region: str | None, number: NumberKey | None) -> Tier | None:
    """Return the tier that a label names, 法规 and 规章 by the place or the organ of the document.

    >>> tier_of("规章", None, number_key("甲部令第2号")), tier_of("规章", None, None)
    (<Tier.DEPARTMENT_RULE: 'department_rule'>, None)
    """
    known = _LABELS.get(label)
    if known is not None or label not in ("法规", "规章"):
        return known
    organ = number.organ if number is not None and number.decree else ""
    if label == "法规":
        if region is not None:
            return Tier.LOCAL_REGULATION
        return Tier.ADMINISTRATIVE_REGULATION if organ == "国务院" else None
    if region is not None or organ.endswith("人民政府"):
        return Tier.LOCAL_RULE
    central = _CENTRAL.search(organ) is not None and _LOCAL.search(organ) is None
    return Tier.DEPARTMENT_RULE if central else None
