"""CL102 title-abbreviated (warning, list, judgment)

找什么：正式清单里用了简称的标题，应当写全称。

为什么
    依据栏引用的是文件本身，名称应当与文件的标题一致；简称可能同时指几个文件，读者也难以检索。

错误
    【法律】⟦《青禾保险法》→《中华人民共和国青禾保险法》⟧第三条

    【规范性文件】《云杉省打击骗取青禾保障基金行为举报奖励办法》（云青保〔2019〕53号）第三条，执行本省⟦《打击骗取青禾保障基金行为举报奖励办法》→《云杉省打击骗取青禾保障基金行为举报奖励办法》⟧第四条

    【规范性文件】⟦《云杉省卫计委关于印发〈药品备案采购管理办法〉的通知》→《云杉省卫生和计划生育委员会关于印发〈药品备案采购管理办法〉的通知》⟧第三条

正确
    【法律】《中华人民共和国青禾保险法》（以下简称《青禾保险法》）第三条，《青禾保险法》第五条

    【法律】《中华人民共和国青禾保险法》第三条：“违反《云杉职员法》的，依照其规定处理。”

    【行政法规】《青禾救助暂行办法》第二条

    【规范性文件】《国家青保局关于加强青禾基金监督工作的意见》（青保发〔2023〕9号）第三条

依据
    数据库中该文件的标题；省去省、自治区、市名的，以清单别处写的全称为准。清单先用“以下简称”定义的，引文、题注
    里的名称，曾用的标题，不报；裁判文书首次写了全称的，后面不报。发文机关写了不规范的简称（卫计委）的，或者
    库中标题写全称而清单写规范简称（国家医保局）的，只作提示。一个文件合为一条，标首次出现处。没有书名号的由
    title-unmarked 说明。叙述文章不查。

English: A short title where a formal list wants the full one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citelaw.model import (
    Applicability,
    Certainty,
    Diagnostic,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
    Tier,
)
from citelaw.pattern import Pattern
from citelaw.rules._basis import evidence
from citelaw.rules._finding import finding, joined
from citelaw.rules._title import STATE, inside, sent_out, without_blanks, words_of

CODE = ("CL102", "title-abbreviated", Severity.WARNING)

_LEAST = 8
"""Characters from which a title without its place is still that of one document."""

_Printed = dict[str, list[tuple[str, MentionResolution]]]

_PLACE = Pattern(r"(?:[\u4e00-\u9fff]{2,9}?(?:省|自治[区州县]|市|地区|州|县|区|盟|旗)){1,3}$")
_ISSUERS = Pattern(r"^[^〈〉]{2,60}?(?=关于|印发|转发)")
_SHORT_ORGANS = (
    ("卫计委", "卫生和计划生育委员会"),
    ("卫计局", "卫生和计划生育局"),
    ("卫健委", "卫生健康委员会"),
    ("发改委", "发展和改革委员会"),
    ("人社厅", "人力资源和社会保障厅"),
    ("人社局", "人力资源和社会保障局"),
    ("住建厅", "住房和城乡建设厅"),
    ("住建局", "住房和城乡建设局"),
    ("食药监局", "食品药品监督管理局"),
    ("市监局", "市场监督管理局"),
    ("质监局", "质量技术监督局"),
    ("安监局", "安全生产监督管理局"),
    ("文旅厅", "文化和旅游厅"),
    ("文旅局", "文化和旅游局"),
    ("工信厅", "工业和信息化厅"),
    ("工信局", "工业和信息化局"),
    ("环保厅", "环境保护厅"),
    ("国土厅", "国土资源厅"),
)
"""Short names of local organs that are not official, and the full ones."""


class _Short(NamedTuple):
    """A short title and the full one; ``proved`` is false where custom alone tells that."""

    resolution: MentionResolution
    full: str
    severity: Severity
    proved: bool


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield one finding for each statute that is named by a short title."""
    printed = _by_end(resolved)
    groups: dict[str, list[_Short]] = {}
    said: set[str] = set()
    for one in resolved.mentions:
        short = _short(resolved, one, printed)
        if short is None:
            said.add(one.mention.title)
        elif resolved.profile is not Profile.JUDGMENT or short.full not in said:
            groups.setdefault(short.full, []).append(short)
    for same in groups.values():
        first, *others = (_finding(resolved, short) for short in same)
        yield (
            joined(first, others, "此处同样用了简称", "the short title here too")
            if others
            else first
        )


def _short(resolved: ResolvedDocument, one: MentionResolution, printed: _Printed) -> _Short | None:
    """Return the full title where a mention of the list's own is short for it."""
    mention = one.mention
    if not mention.own or mention.bare or mention.stands_for is not None:
        return None
    if mention.is_number:
        return None
    full = _known_title(one)
    if full is not None:
        return _Short(one, full, Severity.WARNING, True)
    full = _with_place(one, printed)
    if full is not None:
        return _Short(one, full, Severity.WARNING, False)
    full = _with_organs(resolved, one)
    return _Short(one, full, Severity.INFO, False) if full is not None else None


def _known_title(one: MentionResolution) -> str | None:
    """Return the statute's title where the printed one leaves something of it out."""
    statute, title = one.statute, one.mention.title
    if statute is None:
        return None
    words = words_of(title)
    if words == words_of(statute.title):
        return inside(statute.title) if title.count(STATE) < statute.title.count(STATE) else None
    aliases = {words_of(alias) for alias in statute.aliases}
    in_use = statute.tier in (Tier.LAW, Tier.ADMINISTRATIVE_REGULATION) and words in aliases
    return inside(statute.title) if in_use and _shortens(words, statute.title) else None


def _shortens(words: str, title: str) -> bool:
    """Return whether ``words`` are characters of ``title`` in their order, its last among them."""
    rest = iter(title)
    return all(character in rest for character in words) and words[-1] == title[-1]


def _by_end(resolved: ResolvedDocument) -> _Printed:
    """Return the titles that the list prints, each where it is first, by their last characters."""
    first = {words_of(one.mention.title): one for one in reversed(resolved.mentions)}
    printed: _Printed = {}
    for words, one in first.items():
        printed.setdefault(words[-_LEAST:], []).append((words, one))
    return printed


def _with_place(one: MentionResolution, printed: _Printed) -> str | None:
    """Return the title that the list prints elsewhere with its province, city or county."""
    words, statute = words_of(one.mention.title), one.statute
    if len(words) < _LEAST or (statute is not None and _is_title_of(words, statute.title)):
        return None
    number = one.mention.document_number
    for other_words, other in printed.get(words[-_LEAST:], ()):
        place = other_words.removesuffix(words)
        if place == other_words or other.mention.bare or not _PLACE.match(place):
            continue
        if number is None or other.mention.document_number is None:
            return other.mention.title
        if number.text == other.mention.document_number.text:
            return other.mention.title
    return None


def _is_title_of(words: str, title: str) -> bool:
    """Return whether ``words`` are a statute's title or that of what it sends out."""
    enclosed = sent_out(inside(title))
    return words in (words_of(title), words_of(enclosed or ""))


def _with_organs(resolved: ResolvedDocument, one: MentionResolution) -> str | None:
    """Return the title with the full name of its issuer.

    An official short name (国家医保局) may be the title's own: only where the known title has the
    full one is it short.
    """
    statute, title = one.statute, without_blanks(one.mention.raw).strip("《》")
    if "关于" not in title and "印发" not in title and "转发" not in title:
        return None
    found = _ISSUERS.match(title)
    if found is None:
        return None
    issuers = found[0]
    for short, name in _SHORT_ORGANS:
        issuers = issuers.replace(short, name)
    known = statute.title if statute is not None else ""
    for organ in resolved.organs:
        for short in organ.short:
            if short in issuers and organ.name not in issuers and organ.name in known:
                issuers = issuers.replace(short, organ.name)
    return issuers + title[found.end() :] if issuers != found[0] else None


def _finding(resolved: ResolvedDocument, short: _Short) -> Diagnostic:
    one = short.resolution
    return finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=f"标题用了简称，全称是《{short.full}》。",
        message_en=f"The title is short for 《{short.full}》.",
        severity=short.severity,
        certainty=Certainty.CERTAIN if short.proved else Certainty.LIKELY,
        expected=f"《{short.full}》",
        fix=Applicability.SAFE if short.proved else Applicability.UNSAFE,
        minimal=True,
        evidence=evidence(one.statute),
        statute=one.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST, Profile.JUDGMENT),
    needs=(Need.OWN_WORDS,),
)
