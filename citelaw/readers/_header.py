"""What the head of a table says: which part of a list a column is, where the 序号 stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from citelaw.model import Section
from citelaw.pattern import Pattern

_SPACE = Pattern(r"\s+")

# Header words as real lists print them, white space removed.
_WORDS = Pattern(
    r"""
    序号 | 编号 | 代码 | 备注 | 说明 | 依据 | 子项 | 主项 | 项目 | 事项 | 状态 | 数量 | 录入人
    | (?:[一二三]级)?(?:权力|职权|权责|事项|项目|子项|主项|政务服务|服务|地方|基本|实施|违法){0,3}
      (?:名称|类型|类别|编码|代码|编号|性质|来源|分类|行为)(?:项目|子项)?
    | (?:实施|设定|职权|权力|法律|法规|法定|处罚|审批|许可|政策|执法|设立|主要|事项|履职|行使
      |(?:对应)?责任(?:事项)?|追责|问责)的?(?:法律|政策)?依据(?:及[^\n]{1,8})?
    | (?:适用)?(?:法律|法规|法律法规|依据)(?:文件)?名称
    | (?:具体|法律|适用)?(?:条款|条文|法条)(?:号|内容)?
    | 设定(?:、|和|及)?行使依据[^\n]{0,10}
    | (?:收费|征收)[^\n]{0,8}依据[^\n]{0,6}
    | (?:对应)?(?:责任|职责)(?:事项|内容|主体|单位|部门|科室|清单|边界)(?:内容)?
    | 部门职责 | 主要职责 | 监督责任 | 直接实施责任 | 指导监督责任
    | (?:责任)?(?:追责|问责|追究)(?:的)?(?:情形|形式|方式|对象|范围|依据|对象范围|主体)
      (?:(?:及|和|、)?(?:依据|对象|方式|范围))?
    | (?:行使|实施|责任|执法|承办|监管|审批|权力|内设|隶属|上级|办理|牵头|主管|申请)
      (?:主体|单位|机构|机关|部门|科室|处室|层级|权限|对象|条件|材料|时限|期限|程序|流程|地点)
      (?:及?权限)?
    | (?:行使|办事|实施|管理|监管)层级(?:及?权限)? | 履职方式 | 行使方式 | 行使内容 | 所属行政区划
    | (?:法定|承诺|办理|办结)(?:期限|时限)(?:[（(][^\n]{1,10}[）)])?
    | (?:服务|联系|咨询|监督|投诉|举报)(?:电话|方式|渠道) | 诉求渠道 | 公开(?:类型|范围|形式|方式)
    | 是否[^\n]{1,14} | 办理数量 | 办理(?:环节|结果)
    """,
    re.VERBOSE,
)
_NUMBER = Pattern(r"(?:序|顺)?[序编]号|序|No\.?|NO\.?")
_NAME = Pattern(r"(?:事项|项目|职权|权力|权责|权力事项|职权事项|服务事项)(?:名称)?(?:项目|子项)?")
_KIND = Pattern(r"(?:事项|项目|职权|权力|行政权力|权责|权力事项)(?:类型|类别|性质|分类)")
LIMIT = 40  # characters of a header word, brackets and all


def squeeze(text: str) -> str:
    """Return ``text`` without white space."""
    return _SPACE.sub("", text)


def is_word(text: str) -> bool:
    """Tell whether ``text`` is a header word (表头用语)."""
    return len(text) <= LIMIT and _is_word(text)


@lru_cache(maxsize=1024)  # of short texts alone: of cells it would hold whole lists
def _is_word(text: str) -> bool:
    return _WORDS.fullmatch(squeeze(text)) is not None


@lru_cache(maxsize=1024)
def section_of(header: str) -> Section:
    """Return the section that a column header names; ``OTHER`` where it names none."""
    word = squeeze(header)
    if "追责" in word or "问责" in word or "责任追究" in word:
        return Section.ACCOUNTABILITY_BASIS if "依据" in word else Section.ACCOUNTABILITY
    if "责任事项" in word or "责任内容" in word or "责任依据" in word or "职责事项" in word:
        return Section.DUTY_BASIS if "依据" in word else Section.DUTY
    if word in ("直接实施责任", "指导监督责任"):
        return Section.DUTY
    if "依据" in word and "收费" not in word:
        return Section.BASIS
    if word.endswith(
        ("条款", "条款号", "条款内容", "条文", "条文内容", "法条", "法规名称", "法律名称")
    ):
        return Section.BASIS  # the title and its articles stand in columns of their own
    return Section.OTHER


def section_below(part: Section, header: str) -> Section:
    """Return the section of ``header``, below a head of the section ``part`` in its column."""
    own = section_of(header)
    if own not in (Section.OTHER, Section.BASIS) or part is Section.OTHER:
        return own
    if part in (Section.DUTY, Section.DUTY_BASIS):
        return section_of("责任事项" + header)
    if part in (Section.ACCOUNTABILITY, Section.ACCOUNTABILITY_BASIS):
        return section_of("追责" + header)
    return part


def is_header(texts: Sequence[str]) -> bool:
    """Tell whether the non-empty cells of a record are the head of a table (表头)."""
    if len(texts) < 2 or max(map(len, texts)) > LIMIT:
        return False
    known = sum(map(is_word, texts))
    if _NUMBER.fullmatch(squeeze(texts[0])) is not None:
        return known >= 2 or known * 2 >= len(texts)
    return known >= 3 and known * 2 >= len(texts)


def find_number(header: Sequence[str]) -> int:
    """Return the place of the 序号 column, -1 where there is none."""
    return _find(_NUMBER, header)


def find_name(header: Sequence[str]) -> int:
    """Return the place of the column that names the item (事项名称), -1 where there is none."""
    return _find(_NAME, header)


def find_kind(header: Sequence[str]) -> int:
    """Return the place of the column with the kind of power (权力类型), -1 where there is none."""
    return _find(_KIND, header)


def _find(pattern: Pattern, header: Sequence[str]) -> int:
    for place, text in enumerate(header):
        if pattern.fullmatch(squeeze(text)) is not None:
            return place
    return -1
