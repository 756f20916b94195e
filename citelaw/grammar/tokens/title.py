"""Titles in 书名号, as they really look: nested, broken over lines, with ASCII or lost marks."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.grammar.tokens._text import HAN, SPACE, Token, TokenKind, squeeze
from citelaw.pattern import Pattern

MAX_TITLE = 160
"""The longest title read, in characters; the longest official one known has about 110."""


class Title(NamedTuple):
    """A title as read.

    ``text`` is normalised, ``inner`` holds the titles named inside it, ``statute`` says whether it
    names a normative document, ``marked`` whether any 书名号 stands at it.
    """

    text: str
    inner: tuple[str, ...]
    statute: bool
    marked: bool = True


_PLAIN = Pattern(rf"《([^《》〈〉<>＜＞。]{{1,{MAX_TITLE}}})》")
_MARK = Pattern(r"[《》]")
_INNER = Pattern(r"[〈<＜《]([^〈〉<>＜＞《》]{2,120})[〉>＞》]")
_OPENING = Pattern(r"[<＜《]")
_CLOSING = Pattern(r"[>＞》]")

# What goes on behind the inner title of 《关于适用《甲法》若干问题的解释（二）》.
_GOES_ON = Pattern(
    rf"(?:(?!第[0-9〇零一二三四五六七八九十百]{{1,6}}[条章])(?:{HAN}|[（）()、])){{1,60}}》"
)

# What may stand outside the marks: 《…办法》的通知.
_TAIL = Pattern(
    rf"{SPACE}{{0,2}}(?:等{HAN}{{0,8}})?的?{SPACE}?(?:补充|紧急)?"
    r"(通知|决定|意见|批复|公告|通告|函|办法|规定|细则|决议|说明|解释)"
)
_TAIL_NOTICE = Pattern(
    r"的(?:补充|紧急)?通知|的?(?:司法解释|实施(?:条例|细则|办法|规定))(?=第|[（(，。、；\s]|$)"
)
_STANDARD = Pattern(
    r"[（(\s]{0,2}(?:GB|HJ|DB|AQ|JT|YY|SB|NY|CJ|JGJ|QB|HG|TSG|GA|WS|ISO)[/\sA-Z\-]*[0-9]"
)
_INTRODUCES = Pattern(
    rf"(?:关于|印发|转发|批转|颁发|颁布|发布|公布|修改|废止|实施|施行|执行|贯彻|落实|适用|修订|批准|下发"
    rf"|对|和|与|、|〉|》|>){HAN}{{0,6}}$"
)

# 关于(印发)《…》的通知 whose own outer marks were left out: what may stand before 《.
_OUTER = Pattern(
    rf"(?:{HAN}|[、 \u3000]){{0,60}}"
    r"(?:关于(?:印发|转发|下发|发布|公布|颁发|修改|废止|实施|贯彻|贯彻落实"
    r"|执行|批准)?|印发|转发|批转)$"
)
_LEADING = Pattern(
    r"^.*(?:会议|发布(?=关于)|公布(?=关于)|通过(?=关于)|[年月日]|根据|按照|依据|依照|执行|遵照|参照|落实|贯彻|以及|\u3000)"
    r"|^[和及与或由经按以]| +(?=[^ ]{0,3}$)"
)


def _words(alternatives: str) -> tuple[str, ...]:
    """Split ``a|b|c``; a tuple of endings is tried faster than a pattern."""
    return tuple(alternatives.split("|"))


_NO_MARK = r"[^<>＜＞〈〉《》「」『』\n。，；：]"
_WEAK = (
    "要求",
    "说明",
    "机制",
    "原则",
    "事项",
    "职责",
    "政策",
    "指标",
    "令",
    "函",
    "条",
    "安排",
    "基准",
)
"""Endings that name a document only in 《》; in other marks they are plain words."""

_CITED = Pattern(
    rf"{SPACE}?(?:[（(][^（()）]{{0,60}}(?:令|修正|修订|公布|施行)[^（()）]{{0,40}}[）)]{SPACE}?)?"
    rf"第{SPACE}?[0-9〇零一二三四五六七八九十百]{{1,6}}{SPACE}?条"
)
_TRAILING = Pattern(r"(?:[（(【\[][^（）()【】\[\]]{1,24}[）)】\]]|[〉>＞》])$")
_NORMATIVE = _words(
    r"法|法典|条例|规定|办法|细则|规则|决定|决议|意见|通知|规范|标准|规程|制度|准则|守则|宪法|解释"
    r"|方案|规划|纲要|计划|公告|通告|通报|批复|答复|复函|函|指南|指引|导则|名录|目录|清单|措施|命令|令"
    r"|章程|公约|条约|协定|议定书|修正案|大纲|基准|要求|要点|若干问题|安排|纪要|说明|政策|指标|图录"
    r"|税则|约定|职责|定额|总则|通则|分则|原则|事项|机制|条"
)
_FORM = _words(
    r"书|表|证|证明|单|票|据|簿|册|卡|报告|笔录|合同|协议|协定书|函件|案卷目录|卷内目录|材料目录"
    r"|材料清单|物品清单|财物清单|证据清单|申请材料清单|送达回证|批件|执照|许可|报|日报|杂志|记录|台账|凭证"
    r"|登记事项|司法|章程修正案|章程|须知|告知|通知函|法律"
)


def is_statute(title: str) -> bool:
    """Return whether a normalised title names a normative document, by its last words.

    >>> is_statute("社会保险法"), is_statute("行政处罚告知书"), is_statute("举报奖励办法（试行）")
    (True, False, True)
    """
    stripped = title
    for _ in range(3):
        if stripped[-1:] not in "）)】]〉>＞》":
            break
        found = _TRAILING.search(stripped)
        if found is None or not found.start():
            break
        stripped = stripped[: found.start()]
    if "关于" in stripped and stripped.endswith(("通知", "意见", "决定", "批复", "公告", "函")):
        return True
    if "国家标准" in stripped or "行业标准" in stripped:
        return False  # a technical standard: no articles, another system of numbers
    return stripped.endswith(_NORMATIVE) and not _ends_as_form(stripped)


def _ends_as_form(title: str) -> bool:
    return title.endswith(_FORM) and not title.endswith("公司法")  # 《人民司法》 is a journal


def is_form(title: str) -> bool:
    """Return whether a normalised title names a form, a certificate, a standard or the like.

    >>> is_form("行政处罚告知书"), is_form("基金监督管理条列")
    (True, False)
    """
    return _ends_as_form(title) or "标准" in title


def _value(raw: str) -> Title:
    """Normalise ``raw``, which begins with its outer mark; the closing one may be lost."""
    text = squeeze(raw)
    text = text[1:-1] if text[-1:] in "》〉>＞" else text[1:]
    while text[:1] == "《" and text[-1:] == "》" and text.count("《") == 1:
        text = text[1:-1]  # 《《…》》: a mark too many
    text = _CLOSING.sub("〉", _OPENING.sub("〈", text))
    inner = tuple(squeeze(found) for found in _INNER.findall(text))
    return Title(text, inner, is_statute(text))


def _close_nested(text: str, position: int) -> int | None:
    """Return the end of a title whose inner title has 《》 too, or None."""
    depth = 0
    limit = position + MAX_TITLE + 80
    passed = position
    for found in _MARK.finditer(text, position, limit):
        at = found.start()
        if at < passed:
            continue
        if text[at] == "《" and text.count("〈", position, at) > text.count("〉", position, at):
            passed = text.find("》", at, limit) + 1  # 〈…《甲法》…〉 is closed before 》 counts
        elif text[at] == "《":
            if (
                depth
                and at > position + 1
                and not _INTRODUCES.search(text, max(position, at - 12), at)
            ):
                return None
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return int(at) + 1
            rest = text[at + 1 : at + 2]
            if depth == 1 and rest not in ("》", "《", "、"):
                tail = _TAIL.match(text, at + 1)
                if tail is None:
                    if _GOES_ON.match(text, at + 1):
                        continue
                    return None
                if text[tail.end() : tail.end() + 1] not in ("》", "〉", ">"):
                    return int(tail.end())  # the outer 》 is missing
    return None


_BROKEN = Pattern(
    rf"《((?:(?!第{SPACE}*[0-9〇零一二三四五六七八九十百]{{1,6}}{SPACE}*[条章])"
    r"[^《》。；：:，,\n（(“”【\t|]){2,60})"
)
_BROKEN_END = Pattern(r"^.{1,56}(?:法典?|条例|规定|办法|细则|规则|意见|通知|决定|规范|方案)")


def _broken(text: str, position: int) -> Token | None:
    """Read a title whose closing mark is lost: what a careful reader takes as the title."""
    found = _BROKEN.match(text, position)
    if found is None:
        return None
    body = found[1]
    at = max(body.find("〉"), body.find(">"))
    if at > 0 and not any(mark in body[:at] for mark in "〈<"):
        raw = text[position : position + at + 2]  # 《…〉: the wrong closing mark
        return Token("title", position, position + at + 2, _value(raw))
    end = _BROKEN_END.match(body)
    if end is None:
        return None
    stop = position + 1 + end.end()
    return Token("title", position, stop, _value(text[position:stop]))


_NESTED_FIRST = Pattern(
    rf"{HAN}{{0,12}}(?:细则|办法|规定|条例|意见|决定|通知|解释|规则)(?:[（(]{HAN}{{2,4}}[）)])?》"
)
"""What follows the inner title of 《《甲条例》实施细则》."""


def read(text: str, position: int) -> Token | None:
    """Read the title whose 《 stands at ``position``; it may begin before it."""
    if text.startswith("《", position + 1):
        doubled = _PLAIN.match(text, position + 1)
        nested_first = _NESTED_FIRST.match(text, doubled.end()) if doubled is not None else None
        if nested_first is not None:
            end = int(nested_first.end())
            return Token("title", position, end, _value(text[position:end]))
        if doubled is not None and not _TAIL.match(text, int(doubled.end())):
            end = int(doubled.end())
            end += text.startswith("》", end)
            return Token("title", position, end, _value(text[position + 1 : doubled.end()]))
    found = _PLAIN.match(text, position)
    if found is not None and "：" not in found[1] and found[1].count("\n") <= 3:
        end = int(found.end())
        simple = True
    else:
        simple = False
        closing = text.find("》", position, position + MAX_TITLE + 80)
        opening = text.find("《", position + 1, closing) if closing > 0 else -1
        content = text[position + 1 : closing] if closing > 0 else ""
        if closing > 0 and opening < 0 and "。" not in content and content.count("\n") <= 3:
            end = closing + 1  # inner marks 〈〉 or <>
        else:
            nested = _close_nested(text, position) if opening > 0 else None
            if nested is None:
                return _broken(text, position)
            end = nested
    start = position
    following = text[end : end + 1]
    if following == "》":
        return Token("title", start, end + 1, _value(text[start:end]))  # 《…》》: a mark too many
    if "\u4e00" <= following <= "\u9fff" or following.isspace():
        outside = _part_outside(text, start, end)
        if outside is not None:
            return outside
    if simple:
        words = squeeze(text[start + 1 : end - 1])
        if is_statute(words):
            statute = not _STANDARD.match(text, end)
        else:  # a misspelled ending (…管理条列), but cited like a statute
            statute = not is_form(words) and _CITED.match(text, end) is not None
        return Token("title", start, end, Title(words, (), statute))
    return Token("title", start, end, _value(text[start:end]))


def _part_outside(text: str, start: int, end: int) -> Token | None:
    """Return the title of which only the part ``[start, end)`` stands in marks, or None."""
    outer = _outer_start(text, start) if start else None
    tail = (_TAIL if outer is not None else _TAIL_NOTICE).match(text, end)
    if tail is None:
        return None
    return _with_tail(text, start if outer is None else outer, int(tail.end()))


def _with_tail(text: str, start: int, end: int) -> Token:
    """A title part of which stands outside the marks: 《…办法》的通知."""
    if text[end : end + 1] == "》":
        end += 1
    raw = squeeze(text[start:end]).rstrip("》")
    closed = raw + "》" if raw.count("《") > raw.count("》") else raw
    title = _CLOSING.sub("〉", _OPENING.sub("〈", closed))
    inner = tuple(squeeze(found) for found in _INNER.findall(title))
    return Token("title", start, end, Title(title, inner, True))


def _outer_start(text: str, position: int) -> int | None:
    """Return where a title begins whose outer marks were left out before 《, or None."""
    if text[position - 1] not in "于发转批改止施彻实行准布":
        return None
    found = _OUTER.search(text, max(0, position - 72), position)
    if found is None:
        return None
    start = int(found.start())
    while True:
        cut = _LEADING.search(text[start:position])
        if cut is None or cut.end() == 0:
            break
        start += cut.end()
    while start < position and text[start] in " \u3000、":
        start += 1
    return start if position - start >= 2 else None


_OTHER_MARKS = Pattern(rf"[<＜〈「『]{{1,2}}({_NO_MARK}{{2,60}})[>＞〉」』》]{{1,2}}")


def read_other_marks(text: str, position: int) -> Token | None:
    """Read a title in marks that are none of a title: <<社会保险法>>, 〈…〉, 「…」."""
    found = _OTHER_MARKS.match(text, position)
    if found is None:
        return None
    words = squeeze(found[1])
    if not is_statute(words) or words.endswith(_WEAK):
        return None
    outside = _part_outside(text, position, int(found.end()))
    if outside is not None:
        return outside
    return Token("title", position, int(found.end()), Title(words, (), True))


def read_closing(text: str, position: int) -> Token | None:
    """Read a title whose opening mark is lost, at its 》: 社会保险法》第八十七条."""
    found = _LOST_OPENING.search(text, max(0, position - 40), position)
    if found is None:
        return None
    start = int(found.start())
    title = squeeze(text[start:position])
    return Token("title", start, position + 1, Title(title, (), is_statute(title)))


_LOST_OPENING = Pattern(
    rf"(?<!{HAN}){HAN}{{2,38}}(?:法典?|条例|规定|办法|细则|规则|意见|通知|决定)$"
)


def _show(token: Token) -> tuple[str, tuple[str, ...], bool]:
    return token.value.text, token.value.inner, token.value.statute


def _read_any(text: str, position: int) -> Token | None:
    return read(text, position) if text[position] == "《" else read_other_marks(text, position)


TOKEN = TokenKind(
    anchors="《<＜〈「『",
    read=_read_any,
    show=_show,
    examples=(
        ("《中华人民共和国社会保险法》第八十七条", ("中华人民共和国社会保险法", (), True)),
        ("《《甲管理条例》实施细则》第三条", ("〈甲管理条例〉实施细则", ("甲管理条例",), True)),
        # seen in real lists: the closing mark stands on the next line
        (
            "《医疗保障基金使用监督管理条例\n》第三十七条",
            ("医疗保障基金使用监督管理条例", (), True),
        ),
        ("《社会 保险法》", ("社会保险法", (), True)),
        (
            "《甲局关于印发〈乙管理办法〉的通知》（甲发〔2018〕2号）",
            ("甲局关于印发〈乙管理办法〉的通知", ("乙管理办法",), True),
        ),
        ("《关于印发<乙管理办法>的通知》", ("关于印发〈乙管理办法〉的通知", ("乙管理办法",), True)),
        (
            "《关于印发《乙管理办法》的通知》",
            ("关于印发〈乙管理办法〉的通知", ("乙管理办法",), True),
        ),
        (
            "《最高甲院关于适用《乙法》若干问题的解释（二）》第三条",
            ("最高甲院关于适用〈乙法〉若干问题的解释（二）", ("乙法",), True),
        ),
        (
            "《关于印发《乙管理办法》的通知（甲发",
            ("关于印发〈乙管理办法〉的通知", ("乙管理办法",), True),
        ),
        ("《乙管理办法》的通知（甲发", ("〈乙管理办法〉的通知", ("乙管理办法",), True)),
        (
            "甲省人民政府关于《乙暂行办法》的通知，第七章",
            ("甲省人民政府关于〈乙暂行办法〉的通知", ("乙暂行办法",), True),
        ),
        ("《社会保险法第八十七条，《价格法》", ("社会保险法", (), True)),
        ("《社会保险法〉第八十七条", ("社会保险法", (), True)),
        ("《甲法》实施细则第三十条", ("〈甲法〉实施细则", ("甲法",), True)),
        ("《水质 氨的测定 分光光度法》（HJ 828-2017）", ("水质氨的测定分光光度法", (), False)),
        ("《甲管理条列》（国务院令第7号）第三条", ("甲管理条列", (), True)),
        ("《劳动合同》第三条", ("劳动合同", (), False)),
        ("制作《行政处罚告知书》送达", ("行政处罚告知书", (), False)),
        ("<<社会保险法>>第八十七条", ("社会保险法", (), True)),
        ("〈社会保险法〉第八十七条", ("社会保险法", (), True)),
        ("「价格法」第三条", ("价格法", (), True)),
        ("《《甲条例》第三条", ("甲条例", (), True)),
        ("《《甲条例》》第三条", ("甲条例", (), True)),
        ("《甲条例》》第三条", ("甲条例", (), True)),
        (
            "《转发〈关于印发《甲办法》的通知〉的通知》",
            ("转发〈关于印发〈甲办法〉的通知〉的通知", ("甲办法",), True),
        ),
        (
            "《公安部关于印发〈执行《甲法》有关问题的解释（二）〉的通知》",
            (
                "公安部关于印发〈执行〈甲法〉有关问题的解释（二）〉的通知",
                ("甲法",),
                True,
            ),
        ),
        ("乙局关于印发〈甲办法〉的通知（乙", ("乙局关于印发〈甲办法〉的通知", ("甲办法",), True)),
        ("x<y，其他规定>", None),
        ("《甲条例》的规定", ("甲条例", (), True)),
    ),
)
