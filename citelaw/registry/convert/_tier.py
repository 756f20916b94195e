"""Finds the tier (效力层级) and the issuer (制定机关) of a text, or that they are not known."""

from __future__ import annotations

import re

from citelaw.registry.building.corpus import TIERS, CorpusEvent, FormatError

_LAW_FOLDERS = (
    "宪法相关法",
    "民法典",
    "民法商法",
    "民商法",
    "刑法",
    "行政法",
    "经济法",
    "社会法",
    "程序法",
    "诉讼与非诉讼程序法",
)
"""Branches of the legal system (法律部门); collections sort the laws, and only them, by these."""

_FOLDERS = {**{name: name for name in TIERS}, **dict.fromkeys(_LAW_FOLDERS, "法律")}
_DECREE_ORGAN = re.compile(r"([^，。；\s令《》（）()]{2,60}?)令(?:[12]\d{3}年)?[第〔（(]")
_ISSUERS = (
    (
        "法律",
        re.compile(r"^(?:第\S{1,4}届)?全国人(?:民代表大会|大常委会)|^(?:中华人民共和国)?主席令"),
    ),
    ("监察法规", re.compile(r"国家监察委员会")),
    ("司法解释", re.compile(r"最高人民法院|最高人民检察院")),
    ("行政法规", re.compile(r"国务院(?:令|[、第]|$|[^，。]{0,6}会议|批准|公布|发布|总理)|^政务院")),
    ("地方性法规", re.compile(r"[省市州县区旗盟].{0,12}人民代表大会")),
    ("地方政府规章", re.compile(r"[省市州县区旗].{0,4}(?:人民政府|政府).{0,12}(?:令|会议|公布)")),
    ("部门规章", re.compile(r"(?:部|委员会|总局|局|署|银行|办公室|监会)(?:公告|令)")),
)
"""Tier → who adopts or promulgates its texts, tried in this order on the first event.

Source:
    立法法 (2023修正) 第十条, 第七十二条, 第八十条, 第九十一条, 第九十三条, 第一百一十九条.
"""

_STATE_COUNCIL = re.compile(r"国务院(?:令|关于)")
_LAW_TITLE = re.compile(r"中华人民共和国\S{1,60}(?<!办)法(?:[（(]\S{1,12}[）)])?")
_IMPLEMENTING = re.compile(r"中华人民共和国\S{1,60}法实施条例")
_LEGISLATIVE = re.compile(r"(?:第[一二三四五六七八九十]{1,3}届)?全国人民代表大会")
_JUDICIAL = re.compile(r"最高人民(?:法院|检察院)|[法高]\S{0,6}释[〔\[]")
_LOCAL_TITLE = re.compile(r"[^《中全]{1,10}?(?:省|市|自治区|自治州|自治县)")


def tier_of(title: str, events: tuple[CorpusEvent, ...], folders: tuple[str, ...]) -> str:
    """Return the tier: by the folder, else by who issued the text, else by its title.

    Raises:
        FormatError: nothing tells it, or the folder and the issuer contradict each other.
    """
    by_folder = next((_FOLDERS[name] for name in reversed(folders) if name in _FOLDERS), None)
    by_issuer = _by_issuer(title, events)
    if by_folder == "法律" and by_issuer not in (None, "法律", "宪法"):
        raise FormatError(1, f"文件夹说是法律，制定机关说是{by_issuer}，放到正确的文件夹后再导入")
    tier = by_folder or by_issuer or _by_title(title)
    if tier is None:
        names = "、".join(TIERS)
        raise FormatError(1, f"认不出效力层级，放到以层级命名的文件夹（{names}）后再导入")
    return tier


def _by_issuer(title: str, events: tuple[CorpusEvent, ...]) -> str | None:
    if title == "中华人民共和国宪法" or title.startswith("中华人民共和国宪法修正案"):
        return "宪法"
    if _JUDICIAL.match(title):
        return "司法解释"
    first = events[0].text if events else ""
    tier = next((tier for tier, issuer in _ISSUERS if issuer.search(first)), None)
    if tier == "法律" and _LOCAL_TITLE.match(title):
        return None  # the history opens with the national law that it carries out
    if tier == "部门规章" and any(_STATE_COUNCIL.search(event.text) for event in events):
        return "行政法规"  # issued by a ministry with the State Council's approval, amended by it
    return tier


def _by_title(title: str) -> str | None:
    if _LAW_TITLE.fullmatch(title) or _LEGISLATIVE.match(title):
        return "法律"
    if title == "中华人民共和国监察法实施条例":
        return "监察法规"
    return "行政法规" if _IMPLEMENTING.fullmatch(title) else None


def issuer_of(tier: str, events: tuple[CorpusEvent, ...]) -> str:
    """Return the issuer where tier and history tell it, else ""."""
    if tier == "行政法规":
        return "国务院"
    if tier in ("宪法", "法律"):
        return _legislature(events)
    if tier == "部门规章":
        found = (_DECREE_ORGAN.search(event.text) for event in events)
        return next((organ[1].removeprefix("中华人民共和国") for organ in found if organ), "")
    return ""


def _legislature(events: tuple[CorpusEvent, ...]) -> str:
    first = next((event.text for event in events if "全国人民代表大会" in event.text), "")
    if not first:
        return ""
    return "全国人民代表大会" + ("常务委员会" if "常务委员会" in first.split("《")[0] else "")
