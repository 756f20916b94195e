"""Lists of any size, and the edits of somebody who writes them: for bench/editing.py and tests.

Titles, dates and articles are those of the database that is shipped; offices, items and words are
made up. The same seed gives the same list and the same edits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from citelaw.model import Locator, Statute, Tier, Version
from citelaw.numeral import to_chinese
from citelaw.registry import Registry

DAY = date(2026, 11, 21)
SHAPES = ("tsv", "markdown", "prose")
NAMES = {"tsv": "list.tsv", "markdown": "list.md", "prose": "list.txt"}

HEADS = (
    "序号",
    "事项名称",
    "权力类型",
    "设定依据",
    "行使主体",
    "责任事项",
    "追责依据",
    "追责情形",
)
_PLACES = (
    "青石县",
    "杉县",
    "白河区",
    "云岭县",
    "石桥镇",
    "枫林区",
    "北湾市",
    "柳溪县",
    "双塔区",
    "南坪市",
)
_POWERS = (
    "行政处罚",
    "行政许可",
    "行政检查",
    "行政确认",
    "行政强制",
    "行政给付",
    "行政奖励",
    "其他行政权力",
)
_FAILURES = (
    "未按规定",
    "未在限期内",
    "擅自",
    "以虚假材料",
    "拒绝或者阻碍",
    "逾期不",
    "超出核准范围",
    "伪造、变造凭证",
    "未经批准",
    "隐瞒有关情况",
)
_VERBS = (
    "办理",
    "申报",
    "变更",
    "公示",
    "保存",
    "移交",
    "登记",
    "使用",
    "处置",
    "缴纳",
    "报送",
    "转让",
    "更正",
)
_OBJECTS = (
    "社会保险登记",
    "医疗保障基金",
    "安全生产台账",
    "建设工程质量资料",
    "食品经营场所",
    "特种设备",
    "排水设施",
    "农药包装",
    "矿山尾矿",
    "道路运输车辆",
    "公共场所卫生资料",
    "文物复制品",
    "地名标志",
    "户外广告设施",
    "种畜禽",
    "渔业捕捞日志",
    "计量器具",
    "危险化学品",
    "劳动用工名册",
    "校外培训预收费",
    "住房公积金",
    "养老机构床位",
    "河道采砂",
    "林木采伐",
    "宗教活动场所",
    "民用爆炸物品",
    "气象探测环境",
)
_DUTIES = (
    "受理申请，核对材料，当场告知补正",
    "现场核查并制作记录",
    "两名以上执法人员调查取证",
    "告知当事人陈述、申辩和要求听证的权利",
    "作出决定，送达当事人，公开结果",
    "归档备查，按期回访",
    "发现涉嫌犯罪的，移送有关机关",
    "会同有关单位研究，报分管负责人审定",
    "在承诺期限内办结，不收取任何费用",
    "对经办情况开展内部监督",
)
_FAULTS = (
    "符合条件不予受理，或者对不符合条件的予以受理",
    "未履行告知义务，剥夺当事人陈述、申辩、要求听证的权利",
    "擅自改变种类、幅度，或者违反规定的程序实施",
    "在办理过程中索取、收受他人财物，谋取不正当利益",
    "不依法履行监督职责或者监督不力，造成严重后果",
    "泄露在工作中知悉的国家秘密、商业秘密和个人隐私",
    "对投诉、举报不及时核查处理，推诿、拖延或者弄虚作假",
    "截留、私分、挪用或者变相侵占款物、资料",
    "其他滥用职权、玩忽职守、徇私舞弊的情形",
)
_QUOTED = (
    ("中华人民共和国社会保险法", 88, "以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的"),
    ("中华人民共和国行政处罚法", 6, "实施行政处罚，纠正违法行为，应当坚持处罚与教育相结合"),
    ("中华人民共和国行政许可法", 5, "设定和实施行政许可，应当遵循公开、公平、公正、非歧视的原则"),
    ("中华人民共和国行政强制法", 5, "行政强制的设定和实施，应当适当"),
    ("中华人民共和国公务员法", 59, "公务员应当遵纪守法，不得有下列行为"),
    ("中华人民共和国环境保护法", 6, "一切单位和个人都有保护环境的义务"),
    ("中华人民共和国土地管理法", 3, "十分珍惜、合理利用土地和切实保护耕地是我国的基本国策"),
    ("中华人民共和国食品安全法", 4, "食品生产经营者对其生产经营食品的安全负责"),
    ("中华人民共和国安全生产法", 3, "安全生产工作应当以人为本，坚持人民至上、生命至上"),
    ("中华人民共和国会计法", 3, "各单位必须依法设置会计账簿，并保证其真实、完整"),
    ("中华人民共和国道路交通安全法", 8, "国家对机动车实行登记制度"),
    ("中华人民共和国野生动物保护法", 3, "野生动物资源属于国家所有"),
    ("医疗保障基金使用监督管理条例", 15, "定点医药机构及其工作人员应当执行实名就医和购药管理规定"),
    ("社会救助暂行办法", 2, "社会救助制度坚持托底线、救急难、可持续"),
    ("中华人民共和国城乡规划法", 9, "任何单位和个人都应当遵守经依法批准并公布的城乡规划"),
    ("中华人民共和国政府信息公开条例", 6, "行政机关应当及时、准确地公开政府信息"),
    ("保障农民工工资支付条例", 3, "农民工有按时足额获得工资的权利"),
    ("中华人民共和国慈善法", 4, "开展慈善活动，应当遵循合法、自愿、诚信、非营利的原则"),
)
_INVENTED = (
    "违反规定的，由县级以上地方人民政府有关主管部门责令限期改正",
    "应当自收到申请之日起二十个工作日内作出决定，并送达申请人",
    "主管部门应当对前款规定的活动进行监督检查，做好记录",
)
_LABELS = {
    Tier.LAW: "【法律】",
    Tier.ADMINISTRATIVE_REGULATION: "【行政法规】",
    Tier.DEPARTMENT_RULE: "【部门规章】",
    Tier.NORMATIVE_DOCUMENT: "【规范性文件】",
}
ODD = (
    "𠮷",
    "𮧵",
    "\f",
    "\u2028",
    "\x85",
    "\v",
    "e\u0301",
    "か\u3099",
    "👨‍👩‍👧",
    "\ufeff",
    "\u200b",
    "\t",
)
"""Characters of several units, of none to the eye, and such as some programs break lines at."""


class Cited(NamedTuple):
    """A statute with articles that it has."""

    statute: Statute
    version: Version
    articles: tuple[int, ...]


def citable(registry: Registry, random: Random, most: int = 600) -> tuple[Cited, ...]:
    """Return up to ``most`` statutes whose texts are held, each with up to twelve articles."""
    found = []
    statutes = [one for one in registry.statutes() if one.has_text]
    random.shuffle(statutes)
    for statute in statutes:
        version = registry.latest(statute)
        if version is None:
            continue
        tried = random.sample(range(1, 80), 24)
        there = [one for one in tried if registry.article_exists(version, Locator(article=one))]
        if there:
            found.append(Cited(statute, version, tuple(there[:12])))
        if len(found) == most:
            break
    return tuple(found)


class Writer:
    """Writes items of lists, no two alike, from the statutes that it may cite."""

    def __init__(self, registry: Registry, seed: int = 0) -> None:
        self.random = Random(seed)
        self._cited = citable(registry, self.random)
        self._number = 0

    def citation(self) -> str:
        """Return one basis: label, title, now and then a date, articles, a quotation.

        Few of the quotations are in no statute; each is looked for in all that the list cites.
        """
        random = self.random
        if random.random() < 0.2:
            title, article, quoted = random.choice(_QUOTED)
            return f"《{title}》第{to_chinese(article)}条：“{quoted}”。"
        statute, version, articles = random.choice(self._cited)
        label = _LABELS.get(statute.tier, "") if statute.tier and random.random() < 0.5 else ""
        day = version.date if random.random() < 0.4 else ""
        dated = f"（{day[:4]}年{int(day[5:7])}月{int(day[8:10])}日修正）" if len(day) == 10 else ""
        places = random.sample(articles, min(len(articles), random.choice((1, 1, 1, 2, 3))))
        cited = "、".join(f"第{to_chinese(one)}条" for one in sorted(places))
        part = random.choice(("",) * 12 + ("第一款", "第二款", "第（二）项"))
        invented = random.random() < 0.003
        words = f"：“{random.choice(_INVENTED)}。”" if invented else random.choice("。；。")
        return f"{label}《{statute.title}》{dated}{cited}{part}{words}"

    def fields(self) -> tuple[str, ...]:
        """Return the fields of an item, from its number to what its duty is based on."""
        random = self.random
        self._number += 1
        name = f"对{random.choice(_FAILURES)}{random.choice(_VERBS)}{random.choice(_OBJECTS)}的处理"
        place = random.choice(_PLACES)
        basis = "".join(
            f"{number}.{self.citation()}" for number in range(1, random.choice((2, 3, 4)))
        )
        duty = "".join(
            f"{number}.{words}。"
            for number, words in enumerate(random.sample(_DUTIES, random.randint(5, 9)), 1)
        )
        accountable = self.citation() if random.random() < 0.5 else "不履行职责的，依法问责。"
        faults = "".join(
            f"{number}.{words}的；"
            for number, words in enumerate(random.sample(_FAULTS, random.randint(5, 9)), 1)
        )
        power = random.choice(_POWERS)
        office = f"{place}主管部门"
        return (str(self._number), name, power, basis, office, duty, accountable, faults)

    def row(self, shape: str) -> str:
        """Return one item as it stands in a list of that shape, with its line end."""
        fields = self.fields()
        if shape == "tsv":
            return "\t".join(fields) + "\n"
        if shape == "markdown":
            return "| " + " | ".join(fields) + " |\n"
        number, name, _, basis, office, duty, accountable, faults = fields
        return f"{number}．{name}。{office}依据{basis}办理。{duty}追责依据：{accountable}{faults}\n"

    def list_of(self, shape: str, size: int) -> str:
        """Return a list of that shape with at least ``size`` bytes of UTF-8."""
        parts = [f"{self.random.choice(_PLACES)}权责清单\n（2025年版）\n\n"]
        if shape == "tsv":
            parts.append("\t".join(HEADS) + "\n")
        elif shape == "markdown":
            parts.append("| " + " | ".join(HEADS) + " |\n" + "| --- " * len(HEADS) + "|\n")
        written = sum(len(one.encode()) for one in parts)
        while written < size:
            parts.append(self.row(shape))
            written += len(parts[-1].encode())
        return "".join(parts)


class Edit(NamedTuple):
    """``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        """Return ``text`` with this edit."""
        return text[: self.start] + self.text + text[self.end :]

    def undone(self, text: str) -> Edit:
        """Return the edit that takes this one back, which is made in ``text``."""
        return Edit(self.start, self.start + len(self.text), text[self.start : self.end])


_POINTS = re.compile(r"[《》第条款“”\n\t|。]")


class Scribbler:
    """Random edits of ``text``, most of them in or beside citations, never inside a line end.

    The text stays between half and twice its first size.
    """

    def __init__(self, text: str, writer: Writer, shape: str, seed: int = 0) -> None:
        self.text = text
        self._size = len(text)
        self._writer = writer
        self._shape = shape
        self._random = Random(seed)
        self._former: list[Edit] = []

    def edits(self, count: int) -> Iterator[Edit]:
        """Yield ``count`` edits; ``text`` is what it becomes with each."""
        for _ in range(count):
            edit = self._next()
            self._former = [*self._former[-20:], edit.undone(self.text)]
            self.text = edit.applied(self.text)
            yield edit

    def _next(self) -> Edit:
        random = self._random
        if len(self.text) > 2 * self._size:
            start = random.randrange(len(self.text) - self._size // 2)
            return self._whole(start, start + self._size // 4, "")
        if len(self.text) < self._size // 2:
            return self._whole(*2 * (self._place(),), self._pasted())
        kind = random.random()
        place = self._place()
        if kind < 0.35:
            return self._whole(place, place, random.choice(self._typed()))
        if kind < 0.60:
            return self._whole(place, place + random.choice((1, 1, 1, 2, 4, 9)), "")
        if kind < 0.75:
            end = place + random.randrange(12)
            return self._whole(place, end, random.choice(self._typed()))
        if kind < 0.85:
            return self._whole(place, place, random.choice(ODD))
        if kind < 0.90 and self._former:
            last = self._former[-1]
            return self._whole(last.start, last.end, last.text)
        if kind < 0.94:
            return self._whole(place, place, random.choice(("\n", "\r\n", "\r", "\n\n")))
        if kind < 0.97:
            return self._whole(place, place + random.randrange(200), self._pasted())
        start, end = sorted((self._place(), self._place()))
        return self._whole(start, min(end, start + 400), "")

    def _typed(self) -> tuple[str, ...]:
        random = self._random
        number = to_chinese(random.randrange(1, 130))
        return (
            *"《》第条款项“”（），。、；",
            f"第{number}条",
            f"第{number}条之一",
            number,
            "《中华人民共和国社会保险法》",
            "（以下简称《办法》）",
            "【法律】",
            "国务院令第735号",
            "前款",
            "行政处罚法",
            "<br>",
            "<!-- citelaw: ignore[CL301] 照录 -->",
            self._writer.citation(),
        )

    def _pasted(self) -> str:
        rows = "".join(self._writer.row(self._shape) for _ in range(self._random.randint(1, 3)))
        return rows.replace("\n", "\r\n") if self._random.random() < 0.2 else rows

    def _place(self) -> int:
        random = self._random
        place = random.randrange(len(self.text) + 1)
        if random.random() < 0.7:
            near = _POINTS.search(self.text, place)
            place = near.start() + random.choice((0, 1)) if near else place
        return place

    def _whole(self, start: int, end: int, text: str) -> Edit:
        """Return the edit with both ends in the text and not between the halves of a line end."""
        start, end = min(start, len(self.text)), min(max(start, end), len(self.text))
        start -= self.text[max(start - 1, 0) : start + 1] == "\r\n"
        end += self.text[max(end - 1, 0) : end + 1] == "\r\n" and end > start
        return Edit(start, max(start, end), text)
