"""What stands around a token: pure questions about the text on either side of a position."""

from __future__ import annotations

from citelaw.grammar.tokens._text import BLANK, HAN, NUMERAL, SPACE
from citelaw.model import Locator
from citelaw.pattern import Pattern
from citelaw.span import Span

_BULLET = (
    r"[0-9０-９]{1,2}[.．、)）]{1,2}|[（(][0-9０-９一二三四五六七八九十]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳●■◆•·\-—*#>]"
)
_ORGAN_IN_FRONT = rf"(?:{HAN}|[、 ]){{2,40}}(?:局|部|委|委员会|院|会|府|厅|办公室|办)(?={SPACE}*$)"
_LEAD = Pattern(rf"(?:{_BULLET}|{SPACE}|依据[：:]?|{HAN}{{2,4}}依据[：:]|{_ORGAN_IN_FRONT})*$")


def character_before(text: str, position: int) -> str:
    """Return the last character before ``position`` that is no blank; at a line start its end."""
    at = position - 1
    while at >= 0:
        character = text[at]
        if "\u4e00" <= character <= "\u9fff" or character == "\n":
            return character
        if not character.isspace() and character not in "\u200b\ufeff":
            return character
        at -= 1
    return "\n"


def lead_before(text: str, position: int) -> int | None:
    """Return where the lead (bullet, organ) of a citation at ``position`` begins.

    None where ``position`` stands inside a sentence.
    """
    low = max(0, position - 60)
    for at in range(position - 1, low - 1, -1):
        if text[at] in "。；;！？\n”」』":
            low = at + 1
            break
        if text[at] in "，,：:、" and at < position - 45:
            return None
    else:
        if low > 0:
            return None
    return low if _LEAD.match(text[low:position]) else None


def parenthesis_end(text: str, start: int, end: int) -> int | None:
    """Return where the parenthesis ends that ``[start, end)`` stands in, None where in none.

    A parenthesis is looked for up to 60 characters back and 400 ahead, inside one line.
    """
    if not _opened_before(text, start):
        return None
    depth = 1
    for at in range(end, min(len(text), end + 400)):
        if text[at] in "（(":
            depth += 1
        elif text[at] in "）)":
            depth -= 1
        if depth == 0 or text[at] == "\n":
            return at
    return None


def _opened_before(text: str, start: int) -> bool:
    depth = 0
    for at in range(start - 1, max(-1, start - 60), -1):
        character = text[at]
        if character == "\n":
            return False
        if character in "）)":
            depth += 1
        elif character in "（(":
            if depth == 0:
                return True
            depth -= 1
    return False


# ---------------------------------------------------------------- after a place

_HEADING = r"(?:[【（(][^【】（）()\n《》]{1,12}[】）)])?"  # 第七十七条【法律责任】：
_INTRO = Pattern(
    rf"{_HEADING}{BLANK}*[）)]?(?:之|的)?(?:有关|相关)?(?:明确|分别|还)?"
    rf"(?:规定|指出|要求|明确|载明|内容)?(?:如下|为)?{SPACE}*[：:]{SPACE}*"
)
_GAP_BEFORE_MARK = Pattern(rf"{SPACE}*(?:的?规定)?[，,]?{SPACE}*(?=[“「『\"])")
_TEXT_AFTER_SPACE = Pattern(rf"{_HEADING}{SPACE}+(?={HAN}|[（(“])")
_STARTS_CITATION = Pattern(
    rf"(?:{SPACE}+|[0-9０-９]{{1,2}}[.．、）)](?!\d)|[（(][0-9一二三四五六七八九十]{{1,3}}[）)]"
    rf"|[一二三四五六七八九十]{{1,3}}[、.．]|[①-⑳]|{HAN}{{2,12}}[：:]){{0,6}}"
    rf"(?:[《【]|第{SPACE}*{NUMERAL}{SPACE}*[编章节条]|$)"
)
_POINT_HEADING = Pattern(
    rf"{SPACE}*[、：:．]{SPACE}*"
    rf"(?:{HAN}{{2,30}}(?:[：:]{SPACE}*|{SPACE}+(?=(?:{HAN}|（){{4}})))?"
)
_NO_WORDS = Pattern(rf"{SPACE}*(?:[，。；;、,）)]|[的和及与]|中(?:的|[，“])|第{NUMERAL}部分|$)")
_OF_PLACE = Pattern(rf"{SPACE}*(?:中的?[“\"]|规定的|所列|所称|所规定|至第|规定之|违法行为)")
_COLON = Pattern(rf"{SPACE}*(?:明确|的)?(?:规定)?{SPACE}*[：:“「『]")
_ENDS = Pattern(rf"{SPACE}*(?:[。；;，,、]|$|\n|[《【])")

_GOES_ON = frozenset("的和及与之或等规所中至予进处执实给办依按作关行")
"""Words after a place that go on with the list's own sentence, so that no quotation begins."""


def introduction_end(text: str, end: int) -> int | None:
    """Return where quoted words begin after a colon, 规定：, or before a quote mark."""
    found = _INTRO.match(text, end) or _GAP_BEFORE_MARK.match(text, end)
    return int(found.end()) if found is not None else None


def quotation_start(text: str, end: int, *, opens_line: bool) -> int | None:
    """Return where the text begins that a place ending at ``end`` introduces, or None.

    Words may follow without any mark only where the place ``opens_line``.
    """
    if text[end : end + 1] in "、，。；":
        return None
    start = introduction_end(text, end)
    if start is not None:
        return start
    gap = _TEXT_AFTER_SPACE.match(text, end)
    if gap is not None:
        return int(gap.end())
    following = text[end : end + 1]
    if opens_line and "\u4e00" <= following <= "\u9fff" and following not in _GOES_ON:
        return None if _OF_PLACE.match(text, end) else end
    return None


def point_text(text: str, end: int) -> int | None:
    """Return where the words of a numbered point begin: after its mark, or after its heading.

    None where the list's own sentence goes on.
    """
    found = _POINT_HEADING.match(text, end)
    if found is None:
        return introduction_end(text, end)
    start = int(found.end())
    return None if _NO_WORDS.match(text, start) else start


def starts_citation(text: str, end: int, start: int) -> bool:
    """Return whether a new citation stands at ``start``, where words quoted after ``end`` would.

    Right after a colon a title may be the first word of the provision itself.
    """
    if not _STARTS_CITATION.match(text, start):
        return False
    return "\n" in text[end:start] or text[start : start + 1] != "《"


def introduces(text: str, start: int, end: int, *, marked: bool, own: bool = False) -> bool:
    """Return whether the place ``[start, end)`` in quoted words is the list's own.

    Such a place introduces the next quotation. Inside one pair of marks that spans several
    articles only a colon after the place tells; so it does after an ``own`` title.
    """
    if _OF_PLACE.match(text, end):
        return False
    if own:
        return _COLON.match(text, end) is not None
    before = character_before(text, start)
    colon = _COLON.match(text, end) is not None
    if marked:
        return colon and before in "。；;！？\n”"
    if before == "\n":
        return True
    if before in "）)":
        return colon
    if before not in "。；;！？”」』…>":
        return False
    return colon or bool(_ENDS.match(text, end) or _TEXT_AFTER_SPACE.match(text, end))


def paragraph_end(text: str, start: int, limit: int, *, heading: bool) -> int:
    """Return where words quoted in running text from ``start`` end, ``limit`` at the latest.

    They end with their paragraph, but go on over the list items that it announces; under a title
    of its own line (``heading``) they end before the next heading.
    """
    if heading:
        stop = text.find("\n#", start, limit)
        return stop if stop >= 0 else limit
    stop = start
    while (stop := text.find("\n", stop, limit)) >= 0:
        announced = text[start:stop].rstrip()[-1:] in "：:；;，"
        if not announced or not _LIST_ITEM.match(text, stop + 1):
            return stop
        stop += 1
    return limit


def follows_part(text: str, end: int) -> bool:
    """Return whether another quoted part follows the closing mark before ``end``: “…”“…”."""
    return _GAP_BEFORE_MARK.match(text, end) is not None


_QUOTED_WORDS = r"[“\"][^”\"]{1,120}[”\"]"
_AMENDS = Pattern(
    rf"{SPACE}*(?:中的?|、|，|和|第?[（(]?{NUMERAL}[）)]?[条款项]|{SPACE}){{0,6}}"
    rf"(?:{_QUOTED_WORDS}|[^。；\n]{{0,12}})(?:、?{_QUOTED_WORDS}){{0,4}}{SPACE}*(?:均|分别)?"
    r"(?:修改为|改为|删去|删除|修改)"
)


def amends(text: str, end: int) -> bool:
    """Return whether the words after a place say how it is amended (修改为, 删去)."""
    if all(text.find(word, end, end + 300) < 0 for word in ("改为", "修改", "删")):
        return False
    return _AMENDS.match(text, end) is not None


def adjoins(text: str, end: int, start: int) -> bool:
    """Return whether only a few linking words stand between two offsets."""
    return 0 <= start - end <= 6 and not text[end:start].strip(" 　的之中规定、，和及与\n")


_OWN_PART = Pattern(
    r"(?:本|参见|见本)(?:编|章|节|部分|指南|标准|手册|文|书|案|合同|协议|清单|局|公司)$"
)


_OWN_PART_ENDS = frozenset("编章节分南准册文书案同议单局司")


_RUN_BEFORE = Pattern(rf"({HAN}{{1,24}})([（(][^（()）\n]{{1,6}}[）)])?\Z")
_LINKS = (
    *"的之中和及与或据照反合用行即为是有按依由对在了自从至到见其如括上",
    *("规定", "条款", "内容", "说明", "该条", "同条", "前述", "上述"),
)
"""What may stand between the open statute and a place of it."""

_NAME = Pattern(
    r"(?:.*(?:根据|依据|按照|依照|参照|违反|适用|符合|执行|援引|构成|[和与及或由对据、]))?"
    rf"({HAN}{{0,20}}(?<![依合违非司执守立方])(?:法|条例|办法|规定|细则|规则|解释|修正案))\Z"
)

_MARKED_NAME = Pattern(rf"[『「“]({HAN}{{2,40}}(?:法|条例|办法|规定|细则|规则))[』」”]\Z")

_SPOKEN_OF = Pattern(
    rf"(?:第{NUMERAL}[条款项]|之{NUMERAL}|第?[（(]{NUMERAL}[）)]项?|[、和至]){{0,8}}(?:所?规定的|所列|所称)"
    r"|(?:[和及与或、]|以及|或者)(?:本(?:法|条例|办法|规定|细则|规则)|有关|其他|相关)"
)
_CITED_BARE = Pattern(r"[第（(：:，,。；;、》\s]|规定[：:，,]|$")


def spoken_of(text: str, end: int, *, marked: bool) -> bool:
    """Return whether a provision speaks of the title that ends at ``end``, and no list cites it.

    《甲法》和本条例规定的, 甲法第三条规定的, and without 书名号 （四）宪法宣誓场所.
    """
    if _SPOKEN_OF.match(text, end):
        return True
    return not marked and _CITED_BARE.match(text, end) is None


_NO_NAME = Pattern(
    r"(?:之|等|上述|各项|具体|有关|相关|以下|下列|其他|国家|现行|上级|地方|部门|法律|法规|规章|行政|的)+"
    r"(?:法|条例|办法|规定|细则|规则|解释)"
)


def noun_before(text: str, low: int, start: int) -> Span | None:
    """Return the word right before a place, where it and not the open statute owns the place.

    ``low`` is where the token before ends. The span is that of the name of a statute that is not
    known (民诉法解释第九十条), empty where some other document is named (合同第三条, 本公告第九条).
    """
    before = text[start - 1 : start]
    if before and before in "』」”":
        marked = _MARKED_NAME.search(text, max(0, start - 52), start)
        return None if marked is None else Span(marked.start(1), marked.end(1))
    if start <= low or not (before.isalpha() or before in "）)"):
        return None
    found = _RUN_BEFORE.search(text, max(low, start - 32), start)
    if found is None:
        return None
    name = _NAME.match(found[1])
    if name is not None and _NO_NAME.fullmatch(name[1]):
        return None  # 有关规定第三条: of the statute that is open
    if (
        name is not None
        and len(name[1]) >= 2
        and not name[1].startswith(("本", "该", "同", "前述", "上述"))
    ):
        return Span(found.end(1) - len(name[1]), start)
    if found[2] is not None or found[1].endswith(_LINKS):
        return None
    return Span(start, start)


def of_document_itself(text: str, start: int) -> bool:
    """Return whether a place is a part of the document that is read: 本编第三章."""
    if text[start - 1 : start] not in _OWN_PART_ENDS:
        return False
    return _OWN_PART.search(text, max(0, start - 6), start) is not None


# ---------------------------------------------------------------- the end of quoted words

_ELISION = Pattern(r"(?:…{1,2}|\.{3,6}|（略）|\(略\)|[。；]?略[。；]?$)")
_TRAILING_ELISION = Pattern(rf"(?:…+|\.{{3,6}}|（略）|\(略\)|{SPACE})+$")
_ELISION_ENDS = "….）) \t\r\n\f\u00a0\u3000\u200b\ufeff"
_BULLET_END = Pattern(
    rf"(?:{SPACE}|(?<![0-9.])[0-9０-９]{{1,2}}[.．、]|[（(][0-9０-９一二三四五六七八九十]{{1,3}}[）)]"
    r"|(?<=[\n。；])[一二三四五六七八九十]{1,3}[、.．]|[①-⑳●■◆•])+$"
)
_BULLET_ENDS = " \t\r\n\f\u00a0\u3000.．、)）①②③④⑤⑥⑦⑧⑨⑩●■◆•"
_LIST_ITEM = Pattern(rf"{SPACE}*(?:[（(][一二三四五六七八九十0-9]{{1,3}}[）)]|[0-9]{{1,2}}[.．、])")


def elides(text: str) -> bool:
    """Return whether …… or （略） stands in ``text``."""
    return ("…" in text or "..." in text or "略" in text) and bool(_ELISION.search(text))


def trim_quotation(text: str, start: int, end: int) -> int:
    """Return where quoted words end once bullets, marks, …… and blanks after them are cut."""
    if end < len(text) and text[end - 1] in _BULLET_ENDS:
        bullet = _BULLET_END.search(text, max(start, end - 12), end)
        if bullet is not None:
            end = int(bullet.start())
    end = _cut_elision(text, start, end)
    while end > start and text[end - 1] in '”」』"':
        if text.count("“", start, end) >= text.count("”", start, end):
            break
        end -= 1
    return _cut_elision(text, start, end)


def _cut_elision(text: str, start: int, end: int) -> int:
    if end <= start or text[end - 1] not in _ELISION_ENDS:
        return end
    while end > start and text[end - 1].isspace():
        end -= 1
    cut = _TRAILING_ELISION.search(text, max(start, end - 24), end)
    return int(cut.start()) if cut is not None else end


def paragraph_at(text: str, start: int, position: int) -> int:
    """Return which paragraph (款) of words quoted from ``start`` holds ``position``, from 1."""
    count = 1
    at = text.find("\n", start, position)
    while at >= 0:
        if not _LIST_ITEM.match(text, at + 1) and text[at + 1 : at + 2] != "\n":
            count += 1
        at = text.find("\n", at + 1, position)
    return count


# ---------------------------------------------------------------- titles and numbers without marks

_PLAIN_TITLE = Pattern(
    rf"{HAN}{{4,50}}(?:法|条例|规定|办法|细则|规则|决定|意见|规范|方案)"
    r"(?:[（(](?:试行|暂行|修订)[）)])?$"
)
_PLAIN_TITLE_ENDS = frozenset("法例定则见范案）)")
_UNMARKED_TITLE = Pattern(
    rf"(?:{HAN}|[、（）() \u3000〈〉<>0-9\-—]){{4,110}}"
    r"(?:通知|意见|决定|办法|规定|方案|公告|细则|批复|规划|纲要|条例|函)"
    rf"(?:[（(](?:试行|暂行|修订)[）)])?{SPACE}*[（(]?{SPACE}*$"
)
_TITLE_LEAD = Pattern(rf"(?:{_BULLET}|{SPACE}|、|根据|按照|依据|依照|参照|执行|落实|贯彻)")
_NUMBER_STANDS = Pattern(
    r"(?:按照|根据|依据|依照|参照|执行|落实|贯彻|见|以|印发|转发|属于)[^。；\n，,]{0,24}$"
)
_DOCUMENTS = ("文件", "通知", "复函", "批复", "意见", "公告", "决定", "函", "文")
"""What a number that stands for its document may be followed by: …673号文."""

_NUMBER_STANDS_AFTER = Pattern(rf"{BLANK}*(?:要求|规定|精神|明确|(?:{'|'.join(_DOCUMENTS)})(?!书))")

_CASE_PAPER = Pattern(rf"(?:(?!第){HAN}){{2,12}}书")
"""A paper of one case and no document of rules: …〔2023〕210号起诉书."""


def titled_line_above(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of the line above ``position`` where it is nothing but an unmarked title."""
    if character_before(text, position) != "\n":
        return None
    low = max(0, position - 200)
    end = low + len(text[low:position].rstrip())
    if end == low or text[end - 1] not in _PLAIN_TITLE_ENDS:
        return None
    start = text.rfind("\n", max(0, end - 80), end) + 1
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if _PLAIN_TITLE.match(text[start:end]) else None


def unmarked_title_before(text: str, number: int) -> tuple[int, int] | None:
    """Return the span of a title without marks that its own number at ``number`` follows.

    For example 甲局关于…的意见（甲发〔2021〕1号）.
    """
    low = max(0, number - 120)
    found = _UNMARKED_TITLE.search(text, max(low, text.rfind("\n", low, number) + 1), number)
    if found is None:
        return None
    start, end = int(found.start()), number
    while text[end - 1] in "（( 　\n":
        end -= 1
    while True:
        cut = _TITLE_LEAD.match(text, start, end)
        if cut is None or cut.end() == start:
            break
        start = int(cut.end())
    words = text[start:end]
    return (start, end) if "关于" in words or _PLAIN_TITLE.match(words) else None


_LABELLED = Pattern(
    rf"[ \t\u3000：:]{{0,4}}(?!{HAN}{{0,12}}(?:违反|本[法条办规细]|该[法条办规细]|上述|有关))"
    rf"({HAN}{{2,40}}?(?:法典?|条例|规定|办法|细则|规则)(?:（{HAN}{{2,6}}）)?)"
    rf"(?={SPACE}{{0,2}}(?:第{SPACE}?[0-9〇零一二三四五六七八九十百]{{1,6}}{SPACE}?[条章]"
    r"|[（(][^（）()]{0,40}(?:令|号|公告|通过|公布|发布|施行|修正|修订)))"
)
"""What stands right behind a label and is cited: 【地方性法规】甲省消防条例（…通过）第十条."""


def labelled_title(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of a title without marks that a label ending at ``position`` introduces."""
    found = _LABELLED.match(text, position)
    if found is None:
        return None
    start, end = found.span(1)
    cut = _TITLE_LEAD.match(text, start, end)
    start = int(cut.end()) if cut is not None else int(start)
    return (start, int(end)) if _PLAIN_TITLE.match(text[start:end]) else None


def number_end(text: str, end: int) -> int:
    """Return where the words of a number end that stands for its document: …673号文."""
    for word in _DOCUMENTS:
        if text.startswith(word, end):
            return end + len(word)
    return end


def stands_for_document(text: str, start: int, end: int) -> bool:
    """Return whether a number is used as the name of its document: 按照甲发〔2014〕70号要求."""
    if _NUMBER_STANDS_AFTER.match(text, end):
        return True
    if _CASE_PAPER.match(text, end):
        return False
    before = text[max(0, start - 40) : start].rpartition("\n")[2]
    return _NUMBER_STANDS.search(before) is not None


def fills_its_line(text: str, start: int, end: int) -> bool:
    """Return whether nothing but parentheses stands beside ``[start, end)`` in its line."""
    line_start = text.rfind("\n", max(0, start - 40), start) + 1
    line_end = text.find("\n", end, end + 40)
    if line_end < 0:
        line_end = min(len(text), end + 40)
    return not (text[line_start:start] + text[end:line_end]).strip(" 　\r（）()")


# ---------------------------------------------------------------- places


def below(above: Locator, place: Locator) -> Locator:
    """Return ``place`` with the article that it leaves out taken from ``above``."""
    if place.article is not None or place.annex is not None:
        return place
    if above.article is None:
        alone = place.item is not None and place.paragraph is None
        return place._replace(annex=above.annex) if alone else place
    if place.paragraph is not None:
        return place._replace(article=above.article, inserted=above.inserted)
    if place.item is not None:
        return place._replace(
            article=above.article, inserted=above.inserted, paragraph=above.paragraph
        )
    return place
