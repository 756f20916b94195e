"""Organs read backwards from an anchor: 医保发 of 医保发〔2018〕22号, 国务院 of 国务院令."""

from __future__ import annotations

from citelaw.grammar.tokens._text import HAN, SPACE
from citelaw.pattern import Pattern

_RUN = Pattern(rf"(?:{HAN}|[、 \u3000]){{1,44}}$")
_CUT = Pattern(
    r"^.*(?:通过|批准|公布|发布|颁布|修订|修正|修改|根据|依据|按照|依照|施行|实施|会议|以|经|由|的|和(?=[^和]{0,2}$)|自(?!治)"
    r"|年|月|日|及其|[条款项章节]、|(?<![部局委院会厅署行办府室])[ \u3000](?![^ \u3000]*、))"
)
_ORGAN = Pattern(
    r"(?:院|席|部|委|委员会|局|署|会|府|厅|行|办|办公室|军委|政府|总局|主席团|省|市|人大|中心|政)$"
)
_ORGAN_BEFORE_CODE = Pattern(
    r"^.*(?:厅|局|委|部|院|会|府|室|[、 \u3000])(?=[^发字办函规文令电]{1,6}"
    r"[发字办函规文令电综通社教行法财]?[^、]{0,2}$)"
)
_LEADING_WORDS = Pattern(
    r"^.*(?:根据|按照|依据|依照|参照|执行|落实|贯彻|以及|文号|[和与及由经以见按])(?=[^ ]{2})"
    r"|^.*[年月日]"
)


def organ_before(text: str, position: int) -> int:
    """Return where the organ's name before ``position`` begins; ``position`` where none stands."""
    found = _RUN.search(text, max(0, position - 46), position)
    if found is None:
        return position
    start = int(found.start())
    cut = _CUT.search(text[start:position])
    if cut is not None:
        start += cut.end()
    while start < position and text[start] in " \u3000、":
        start += 1
    name = text[start:position].rstrip()
    return start if len(name) >= 2 and _ORGAN.search(name) else position


_CODE_RUN = Pattern(rf"[^\W\d_]{{1,24}}{SPACE}?$")


def code_before(text: str, position: int) -> int:
    """Return where the organ code (发文机关代字) before ``position`` begins, or ``position``."""
    found = _CODE_RUN.search(text, max(0, position - 26), position)
    if found is None:
        return position
    start = int(found.start())
    for pattern in (_LEADING_WORDS, _ORGAN_BEFORE_CODE):
        cut = pattern.search(text[start:position].rstrip())
        if cut is not None:
            start += cut.end()
    length = position - start
    return start if 2 <= length <= 12 else position
