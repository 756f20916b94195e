"""What a statute may be called: the names under which it is filed, and those used bare.

Shared by both sides: the build files names, the look-up folds a printed title the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citelaw.pattern import Pattern
from citelaw.registry.normalise import title_key

_STATE = "中华人民共和国"
_ORGAN_ENDINGS = "部局委院厅会府室办署行团台"
_ISSUED = Pattern(
    r"(?:印发|发布|颁发|颁布|公布|转发|批转|下发)(?P<inner>.{4,120}?)(?:等.{1,4}项.{1,6})?的(?:通知|公告|通告|函|令)$"
)
_TORN_NOTICE = Pattern(
    r"(?P<inner>.{4,120}(?:办法|规定|细则|方案|规程|规范|制度|意见)(?:（.{2,6}）)?)的通知$"
)
"""A notice whose 关于印发 stands before its 书名号."""

_TRIAL = Pattern(r"（(?:试行|暂行|草案|征求意见稿|[12]\d{3}年?.{0,8})）$")
_BARE_ENDINGS = (
    "法", "法典", "条例", "规定", "办法", "细则", "决定", "意见", "通知", "解释", "批复", "规则",
    "规程", "章程", "准则", "纲要", "方案", "规范", "标准", "公告", "决议", "制度", "宪法", "目录",
    "指引", "若干问题", "总则", "通则", "规划", "措施",
)  # fmt: skip
_SHORT_NAMES = frozenset({"刑法", "宪法"})
_COMMON_WORDS = frozenset(
    {
        "暂行办法", "暂行规定", "实施办法", "实施细则", "管理办法", "管理规定", "基本法", "组织法",
        "实施条例", "若干规定", "合作办法", "工作规则", "议事规则",
    }
)  # fmt: skip


def short_titles(title: str) -> Iterator[str]:
    """Yield the forms of a title that leave something out, for look-up only.

    >>> list(short_titles("中华人民共和国某法")), list(short_titles("某部关于某事的规定（试行）"))
    (['某法'], ['关于某事的规定（试行）', '某部关于某事的规定', '关于某事的规定'])
    """
    plain = title.replace(_STATE, "")
    if plain != title:
        yield plain
    for form in dict.fromkeys((title, plain)):
        yield from _without_issuer(form)
    without_trial = _TRIAL.sub("", plain)
    if without_trial != plain:
        yield without_trial
        yield from _without_issuer(without_trial)


def _without_issuer(title: str) -> Iterator[str]:
    about = title.find("关于")
    if 2 <= about <= 40 and title[about - 1] in _ORGAN_ENDINGS:
        yield title[about:]


def looked_up(title: str, organs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the keys under which a printed title is looked up, the most exact first.

    ``organs`` are pairs of an organ's short and full name (国家医保局, 国家医疗保障局).
    """
    key = title_key(title)
    yield key
    full = key
    for short, name in organs:
        if short in full and name not in full:
            full = full.replace(short, name)
    if full != key:
        yield full
    yield from short_titles(full)
    inner = _ISSUED.search(full)
    if inner:
        yield inner["inner"]
        yield from short_titles(inner["inner"])
        yield from (found["inner"] for found in _ISSUED.finditer(inner["inner"]))
    torn = _TORN_NOTICE.match(full)
    if torn and not inner:
        yield torn["inner"]


def is_bare_name(name: str) -> bool:
    """Return whether a name is recognised in running text without 书名号.

    >>> is_bare_name("社会保险法"), is_bare_name("暂行办法"), is_bare_name("刑法")
    (True, False, True)
    """
    if name in _SHORT_NAMES:
        return True
    return len(name) >= 3 and name not in _COMMON_WORDS and name.endswith(_BARE_ENDINGS)
