"""Which part of a list a cell's own words speak for: decides where columns are shifted."""

from __future__ import annotations

from citelaw.model import Section
from citelaw.pattern import Pattern

KIND = Pattern(
    r"行政(?:处罚|许可|强制|检查|给付|奖励|确认|征收|征用|裁决|收费|审批|备案|监督|监督检查|指导|复议|应急)"
    r"|其他(?:行政)?(?:权力|职权)|其他类?|公共服务|审核转报|内部管理"
)

_OUTLINE = r"(?:[0-9０-９]{1,2}[.．、]{1,2}){0,2}[\s　]*"
_LABEL = Pattern(rf"[\s　]*{_OUTLINE}【[^】\n]{{2,14}}】")
_TITLE = Pattern(
    rf"[\s　]*{_OUTLINE}《[^》\n]{{2,120}}》[^《》。]{{0,300}}?(?:第[^\s。；]{{1,9}}条|追责情形)"
)
_DUTY = Pattern(rf"[\s　]*{_OUTLINE}(?:直接实施责任|指导监督责任)")
_ACCOUNTABILITY = Pattern(r"[\s　]*(?:因?不(?:履行|正确履行)|1?[.．、]?[\s　]*具体承办人)")
_SANCTION = Pattern(r"处分|追责|追究刑事责任|监察法")


def is_labelled(text: str) -> bool:
    """Tell whether a cell begins with a tier label (【法律】), as only a basis does."""
    return _LABEL.match(text) is not None


def classify(text: str) -> Section | None:
    """Return the section that the words of a cell speak for, None where they do not say.

    Provisions are ``BASIS``, or ``ACCOUNTABILITY_BASIS`` where the later half of the text
    speaks of sanctions (处分, 追责) against officials.
    """
    if _DUTY.match(text):
        return Section.DUTY
    if _ACCOUNTABILITY.match(text):
        return Section.ACCOUNTABILITY
    if _LABEL.match(text) or _TITLE.match(text):
        if _SANCTION.search(text, len(text) // 2):
            return Section.ACCOUNTABILITY_BASIS
        return Section.BASIS
    return None


_PROVISIONS = (Section.BASIS, Section.DUTY_BASIS, Section.ACCOUNTABILITY_BASIS)
# What a cell opens with that may contradict its header even where no column is missing.
LABELS = ("【", "1.【", "1. 【", "2.【", "2. 【")
OPENINGS = frozenset("【12直指")  # their first characters, for a quick look
DUTIES = ("直接实施责任", "指导监督责任")


def reconcile(printed: Section, text: str, *, shifted: bool, anchored: bool) -> Section:
    """Return the section of a cell whose column says ``printed``.

    Where the columns stand right the header decides; only a tier label under a header of no
    section (备注), or 直接实施责任 under one that holds no duties, contradicts it. Where they are
    ``shifted`` the words decide; where the shift is known (``anchored``) they only overrule a
    section that cannot hold such words.
    """
    spoken = classify(text)
    if spoken is None or spoken is printed:
        return printed
    if not shifted:
        labelled = printed is Section.OTHER and is_labelled(text)
        strayed = spoken is Section.DUTY and printed in _PROVISIONS
        return spoken if labelled or strayed else printed
    if spoken in _PROVISIONS and printed in _PROVISIONS:
        return printed if anchored or printed is Section.DUTY_BASIS else spoken
    if spoken is Section.ACCOUNTABILITY and printed is Section.ACCOUNTABILITY_BASIS:
        return printed
    return spoken
