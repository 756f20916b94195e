"""Document numbers (发文字号): 医保发〔2018〕22号, with whatever brackets a list prints."""

from __future__ import annotations

from citelaw.grammar.tokens._organ import code_before
from citelaw.grammar.tokens._text import HAN, SPACE, Token, TokenKind, squeeze
from citelaw.pattern import Pattern

_YEAR = Pattern(
    rf"[〔\[【(（﹝［﹙]{SPACE}*((?:19|20|１９|２０)[0-9０-９]{{2}}|[8-9][0-9](?=[)）\]〕]))"
    rf"{SPACE}*年?{SPACE}*[〕\]】)）﹞］﹚]"
    rf"{SPACE}*(第?{SPACE}*[0-9０-９〇零一二三四五六七八九十百]{{1,5}}{SPACE}*(?:号|(?=[）)])))"
)
# 甲发2018年22号, 甲发2011〕3号: a bracket is lost, so the year is no anchor.
_BROKEN = Pattern(
    rf"{HAN}{{1,10}}[发字函规办文综]{SPACE}?[〔\[【(（]?(?:19|20)[0-9]{{2}}[〕\]】)）年]?{SPACE}?"
    r"第?[0-9]{1,4}$"
)


_DIGIT = Pattern(r"[〔\[【(（]?[0-9]")


def read(text: str, position: int) -> Token | None:
    """Read the number whose year bracket stands at ``position``; it begins before it."""
    if text[position] == "号":
        return _read_broken(text, position)
    after = text[position + 1 : position + 2]
    if not (after.isdecimal() or after.isspace()):
        return None
    found = _YEAR.match(text, position)
    if found is None:
        return None
    start = code_before(text, position)
    if start == position:
        return None
    code = squeeze(text[start:position])
    return Token("number", start, int(found.end()), f"{code}〔{found[1]}〕{squeeze(found[2])}")


def _read_broken(text: str, position: int) -> Token | None:
    found = _BROKEN.search(text, max(0, position - 28), position)
    if found is None:
        return None
    year = _DIGIT.search(text, found.start(), position)
    assert year is not None
    start = code_before(text, int(year.start()))
    if start >= year.start():
        return None
    return Token("number", start, position + 1, squeeze(text[start : position + 1]))


TOKEN = TokenKind(
    anchors="〔[【(（﹝［号",
    read=read,
    show=lambda token: token.value,
    examples=(
        ("（医保发〔2018〕22号）", "医保发〔2018〕22号"),
        ("（安办文 [2019]47号）", "安办文〔2019〕47号"),
        # seen in real lists: a space inside the bracket, no parentheses around the number
        ("《甲意见》医保发〔 2021〕5号", "医保发〔2021〕5号"),
        ("（国办发【2018】63号）", "国办发〔2018〕63号"),
        ("按照自治区财政厅、民政厅新财社〔2014〕70号要求", "新财社〔2014〕70号"),
        ("（新党厅字〔2018〕172号）", "新党厅字〔2018〕172号"),
        ("人社部发〔2016〕120号", "人社部发〔2016〕120号"),
        ("根据国发(2014)21号文件", "国发〔2014〕21号"),
        ("（卫法监发〔2003〕第42号）", "卫法监发〔2003〕第42号"),
        ("（甲发2018年22号）", "甲发2018年22号"),
        ("（甲发2011〕3号）", "甲发2011〕3号"),
        ("（甲发〔2018〕22）", "甲发〔2018〕22"),
        # a court's case number
        ("（2018）京01民初123号", None),
        ("（2019年修订）", None),
    ),
)
