"""The regions of China that titles, organs and lists name, and which of them a list belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from citelaw.model import MentionResolution, ResolvedDocument, Tier
from citelaw.pattern import Pattern
from citelaw.rules._items import Item, headings

_PREFECTURES = """
河北省 石家庄市 唐山市 秦皇岛市 邯郸市 邢台市 保定市 张家口市 承德市 沧州市 廊坊市 衡水市
山西省 太原市 大同市 阳泉市 长治市 晋城市 朔州市 晋中市 运城市 忻州市 临汾市 吕梁市
内蒙古自治区 呼和浩特市 包头市 乌海市 赤峰市 通辽市 鄂尔多斯市 呼伦贝尔市 巴彦淖尔市 乌兰察布市
内蒙古自治区 兴安盟 锡林郭勒盟 阿拉善盟
辽宁省 沈阳市 大连市 鞍山市 抚顺市 本溪市 丹东市 锦州市 营口市 阜新市 辽阳市 盘锦市 铁岭市 朝阳市
辽宁省 葫芦岛市
吉林省 长春市 吉林市 四平市 辽源市 通化市 白山市 松原市 白城市 延边朝鲜族自治州
黑龙江省 哈尔滨市 齐齐哈尔市 鸡西市 鹤岗市 双鸭山市 大庆市 伊春市 佳木斯市 七台河市 牡丹江市 黑河市
黑龙江省 绥化市 大兴安岭地区
江苏省 南京市 无锡市 徐州市 常州市 苏州市 南通市 连云港市 淮安市 盐城市 扬州市 镇江市 泰州市 宿迁市
浙江省 杭州市 宁波市 温州市 嘉兴市 湖州市 绍兴市 金华市 衢州市 舟山市 台州市 丽水市
安徽省 合肥市 芜湖市 蚌埠市 淮南市 马鞍山市 淮北市 铜陵市 安庆市 黄山市 滁州市 阜阳市 宿州市 六安市
安徽省 亳州市 池州市 宣城市
福建省 福州市 厦门市 莆田市 三明市 泉州市 漳州市 南平市 龙岩市 宁德市
江西省 南昌市 景德镇市 萍乡市 九江市 新余市 鹰潭市 赣州市 吉安市 宜春市 抚州市 上饶市
山东省 济南市 青岛市 淄博市 枣庄市 东营市 烟台市 潍坊市 济宁市 泰安市 威海市 日照市 临沂市 德州市
山东省 聊城市 滨州市 菏泽市
河南省 郑州市 开封市 洛阳市 平顶山市 安阳市 鹤壁市 新乡市 焦作市 濮阳市 许昌市 漯河市 三门峡市
河南省 南阳市 商丘市 信阳市 周口市 驻马店市
湖北省 武汉市 黄石市 十堰市 宜昌市 襄阳市 鄂州市 荆门市 孝感市 荆州市 黄冈市 咸宁市 随州市
湖北省 恩施土家族苗族自治州
湖南省 长沙市 株洲市 湘潭市 衡阳市 邵阳市 岳阳市 常德市 张家界市 益阳市 郴州市 永州市 怀化市 娄底市
湖南省 湘西土家族苗族自治州
广东省 广州市 韶关市 深圳市 珠海市 汕头市 佛山市 江门市 湛江市 茂名市 肇庆市 惠州市 梅州市 汕尾市
广东省 河源市 阳江市 清远市 东莞市 中山市 潮州市 揭阳市 云浮市
广西壮族自治区 南宁市 柳州市 桂林市 梧州市 北海市 防城港市 钦州市 贵港市 玉林市 百色市 贺州市 河池市
广西壮族自治区 来宾市 崇左市
海南省 海口市 三亚市 三沙市 儋州市
四川省 成都市 自贡市 攀枝花市 泸州市 德阳市 绵阳市 广元市 遂宁市 内江市 乐山市 南充市 眉山市 宜宾市
四川省 广安市 达州市 雅安市 巴中市 资阳市 阿坝藏族羌族自治州 甘孜藏族自治州 凉山彝族自治州
贵州省 贵阳市 六盘水市 遵义市 安顺市 毕节市 铜仁市 黔西南布依族苗族自治州 黔东南苗族侗族自治州
贵州省 黔南布依族苗族自治州
云南省 昆明市 曲靖市 玉溪市 保山市 昭通市 丽江市 普洱市 临沧市 楚雄彝族自治州 红河哈尼族彝族自治州
云南省 文山壮族苗族自治州 西双版纳傣族自治州 大理白族自治州 德宏傣族景颇族自治州 怒江傈僳族自治州
云南省 迪庆藏族自治州
西藏自治区 拉萨市 日喀则市 昌都市 林芝市 山南市 那曲市 阿里地区
陕西省 西安市 铜川市 宝鸡市 咸阳市 渭南市 延安市 汉中市 榆林市 安康市 商洛市
甘肃省 兰州市 嘉峪关市 金昌市 白银市 天水市 武威市 张掖市 平凉市 酒泉市 庆阳市 定西市 陇南市
甘肃省 临夏回族自治州 甘南藏族自治州
青海省 西宁市 海东市 海北藏族自治州 黄南藏族自治州 海南藏族自治州 果洛藏族自治州 玉树藏族自治州
青海省 海西蒙古族藏族自治州
宁夏回族自治区 银川市 石嘴山市 吴忠市 固原市 中卫市
新疆维吾尔自治区 乌鲁木齐市 克拉玛依市 吐鲁番市 哈密市 昌吉回族自治州 博尔塔拉蒙古自治州
新疆维吾尔自治区 巴音郭楞蒙古自治州 阿克苏地区 克孜勒苏柯尔克孜自治州 喀什地区 和田地区
新疆维吾尔自治区 伊犁哈萨克自治州 塔城地区 阿勒泰地区
北京市
天津市
上海市
重庆市
"""

_HIGHER = {"塔城地区": "伊犁哈萨克自治州", "阿勒泰地区": "伊犁哈萨克自治州"}
"""Prefectures that belong to another one."""


class Region(NamedTuple):
    """A province (省、自治区、直辖市) and, where told, a prefecture (市、州、盟、地区) of it."""

    province: str
    prefecture: str | None = None

    @property
    def chinese(self) -> str:
        """The region as a title prints it: 河南省安阳市."""
        return self.province + (self.prefecture or "")


def _known() -> dict[str, Region]:
    """Return the region of every name of a province or prefecture."""
    known: dict[str, Region] = {}
    for line in _PREFECTURES.split("\n"):
        province, *prefectures = line.split() or [""]
        if province:
            known[province] = Region(province)
            known.update((name, Region(province, name)) for name in prefectures)
    return known


_KNOWN = _known()
_PROVINCES = "|".join(name for name, region in _KNOWN.items() if region.prefecture is None)
_PREFECTURE_NAMES = "|".join(name for name, region in _KNOWN.items() if region.prefecture)
_NAME = Pattern(f"{_PROVINCES}|{_PREFECTURE_NAMES}")
_OPENING = Pattern(rf"[#*\s《〈（(]{{0,6}}({_PROVINCES})?({_PREFECTURE_NAMES})?")
_NATIONAL_TIERS = frozenset(Tier) - {
    Tier.LOCAL_REGULATION,
    Tier.LOCAL_RULE,
    Tier.NORMATIVE_DOCUMENT,
}
_BY_REFERENCE = Pattern(r"(?:参照|借鉴|参考|比照)(?:执行)?[：:]?$")

_MAJORITY = 2 / 3  # share of the local documents that tells whose list this is
_LEAST = 3  # local documents that are needed for it


def region_of_words(words: str) -> Region | None:
    """Return the region whose name ``words`` open with, None where they open with none.

    >>> region_of_words("甘肃省社会救助条例").province
    '甘肃省'
    >>> region_of_words("安阳市医疗保障局职能配置规定").chinese
    '河南省安阳市'
    >>> region_of_words("海南自由贸易港法") is None
    True
    """
    found = _OPENING.match(words)
    province, prefecture = found.groups() if found is not None else (None, None)
    below = _KNOWN.get(prefecture or "")
    if province and (below is None or below.province != province):
        return Region(province)
    return below


def is_province(region: str) -> bool:
    """Return whether ``region`` is a whole province, as far as its name tells."""
    known = region_of_words(region)
    return known is None or region == known.province


def outside(other: Region, own: Region) -> bool:
    """Return whether ``other`` lies neither above nor within ``own``.

    >>> outside(Region("甘肃省", "兰州市"), Region("甘肃省"))
    False
    >>> outside(Region("甘肃省", "兰州市"), Region("甘肃省", "武威市"))
    True
    """
    if other.province != own.province:
        return True
    if other.prefecture is None or own.prefecture is None:
        return False
    higher = _HIGHER.get(own.prefecture), _HIGHER.get(other.prefecture)
    return other.prefecture != own.prefecture and not {other.prefecture, own.prefecture} & {*higher}


def region_of(one: MentionResolution) -> Region | None:
    """Return the region of a local document, None for a national one or where it is not told."""
    statute = one.statute
    if statute is not None and statute.region is not None:
        return region_of_words(statute.region) or Region(statute.region)
    if statute is not None and statute.tier in _NATIONAL_TIERS and statute.tier_certain:
        return None
    titles = (one.mention.title, *one.mention.inner)
    found = {region for title in titles if (region := region_of_words(title)) is not None}
    return found.pop() if len(found) == 1 else None


def by_reference(one: MentionResolution) -> bool:
    """Return whether a document is only taken as a model (参照《……》)."""
    before = one.cell.text[max(one.mention.span.start - 8, 0) : one.mention.span.start]
    return _BY_REFERENCE.search(before) is not None


def region_of_list(resolved: ResolvedDocument, items: Iterable[Item]) -> tuple[Region, bool] | None:
    """Return the region that a list belongs to, and whether the list itself says so.

    Its heading and the organs that exercise the powers decide, where all that they name agrees;
    else the province of nearly all local documents that it stands on.
    """
    items = tuple(items)
    said = _said(_words(resolved, items))
    if said is None:
        provinces = Counter(
            region.province
            for item in items
            for one in item.mentions
            if (region := region_of(one)) is not None
        )
        if not provinces:
            return None
        province, count = provinces.most_common(1)[0]
        enough = count >= _LEAST and count >= _MAJORITY * provinces.total()
        return (Region(province), False) if enough else None
    return (said, True) if said.province else None


def _words(resolved: ResolvedDocument, items: Iterable[Item]) -> set[str]:
    """Return the lines of the headings, and the names of the organs that exercise the powers."""
    organs = (cell.text for item in items for cell in item.organs)
    return {*headings(resolved), *organs}


def _said(words: Iterable[str]) -> Region | None:
    """Return the region that words agree on; an empty one where they contradict each other."""
    found: set[Region] = set()
    for text in words:
        opening = region_of_words(text)
        if opening is not None:
            found.add(opening)
            continue
        found.update(_KNOWN[name] for name in _NAME.findall(text))
    if not found:
        return None
    provinces = {region.province for region in found}
    prefectures = {region.prefecture for region in found if region.prefecture}
    if len(provinces) > 1:
        return Region("")
    return Region(provinces.pop(), prefectures.pop() if len(prefectures) == 1 else None)
