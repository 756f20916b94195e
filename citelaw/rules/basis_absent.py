"""CL705 basis-absent (warning, list)

找什么：清单里有一项没有列任何依据。

为什么
    法无授权不可为；没有依据的事项，或者是漏填，或者不该列入清单。

错误
    序号：1
    事项名称：⟦青禾种子经营检查⟧
    权力类型：行政检查
    设定依据：无

    序号：1
    事项名称：青禾保险稽核
    权力类型：行政检查
    设定依据：《中华人民共和国青禾保险法》第三条
    序号：2
    事项名称：对骗取青禾保险金的处罚
    权力类型：行政处罚
    设定依据：《中华人民共和国青禾保险法》第九条
    序号：3
    事项名称：对欠缴青禾保险费的处罚
    权力类型：行政处罚
    设定依据：《中华人民共和国青禾保险法》第八条
    序号：4
    事项名称：⟦渠道用水稽核⟧
    权力类型：行政检查
    设定依据：

正确
    序号：1
    事项名称：青禾保险稽核
    权力类型：行政检查
    设定依据：《中华人民共和国青禾保险法》第三条
    序号：2
    事项名称：渠道用水稽核
    权力类型：行政检查
    设定依据：同上

    序号：1
    事项名称：青禾保险监管
    权力类型：行政检查
    责任事项：制定计划
    序号：1.1
    事项名称：青禾保险稽核
    权力类型：行政检查
    设定依据：《中华人民共和国青禾保险法》第三条
    序号：1.2
    事项名称：青禾保险抽查
    权力类型：行政检查
    设定依据：《中华人民共和国青禾保险法》第三条
    序号：1.3
    事项名称：青禾保险巡查
    权力类型：行政检查
    设定依据：《中华人民共和国青禾保险法》第三条

    序号：1
    事项名称：青禾保险稽核
    权力类型：行政检查
    责任事项：制定计划

    序号：1
    事项名称：青禾保险稽核
    权力类型：行政检查
    设定依据：云杉省委机构编制委员会核定的职责

依据
    同一清单里其他事项都列了依据，而这一项的依据栏是空的，或者只写“无”“/”。写“同上”的，依据与上一项
    合并在一格的，行被拆散的，主项与子项分行列依据的，清单没有依据栏的，不报；依据栏有文字而没有认出文件的，
    也不报。

English: An item of the list states no basis at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from citelaw.model import (
    Certainty,
    Diagnostic,
    Profile,
    ResolvedDocument,
    Rule,
    Section,
    Severity,
    Shape,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding
from citelaw.rules._items import Item, items
from citelaw.span import Span

CODE = ("CL705", "basis-absent", Severity.WARNING)

_NONE = Pattern(r"[\s　]*(?:无|暂无|没有|空|[/／\\—－\-]{1,4})[。\s　]*")
_REGULAR = 0.75  # share of the items that have a cell in a column from which all should
_LEAST = 4  # items from which an empty cell among full ones says something
_SUB_ITEM = Pattern(r"子项")
_BLANKS_ARE_GONE = frozenset({Shape.LINES, Shape.PROSE})


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every item without a basis."""
    found = items(resolved)
    regular = _regular(found)
    tells = _blanks_tell(resolved) and len(found) >= _LEAST and Section.BASIS in regular
    for item in found:
        cells = item.cells_of(Section.BASIS)
        if cells and all(_NONE.fullmatch(cell.text) for cell in cells):
            if not item.mentions_of(Section.OTHER):
                yield _finding(resolved, item, Certainty.CERTAIN)
        elif tells and not cells and _whole(item, regular) and not _kin(item, found):
            yield _finding(resolved, item, Certainty.LIKELY)


def _blanks_tell(resolved: ResolvedDocument) -> bool:
    """Return whether an empty cell can be told from one that is merged with its neighbours."""
    document = resolved.document
    if document.shape in _BLANKS_ARE_GONE:
        return False
    return not document.merged


def _regular(found: Sequence[Item]) -> frozenset[str]:
    """Return the columns in which nearly all items have a cell; all for a basis count as one."""
    counts = Counter(column for item in found for column in _columns(item))
    return frozenset(column for column, count in counts.items() if count >= _REGULAR * len(found))


def _columns(item: Item) -> set[str]:
    return {Section.BASIS if cell.section is Section.BASIS else cell.column for cell in item.cells}


def _whole(item: Item, regular: frozenset[str]) -> bool:
    """Return whether an item lacks nothing but its basis, and names no statute in its stead.

    Where the cell is merged with its neighbour's, others of the row are as a rule merged too.
    """
    if item.records > 1 or item.name is None or not item.number:
        return False
    columns = _columns(item)
    if regular - columns != {Section.BASIS} or "" in columns:
        return False
    if any(_SUB_ITEM.search(column) for column in columns):
        return False
    return not item.mentions_of(Section.OTHER, Section.DUTY)


def _kin(item: Item, found: Sequence[Item]) -> bool:
    """Return whether the item is the head of numbered sub-items, or one of them."""
    return any(
        _below(item.number, other.number) or _below(other.number, item.number) for other in found
    )


def _below(number: str, other: str) -> bool:
    """Return whether ``other`` is numbered below ``number``: 1.1, 1-1, 1（1）."""
    return bool(number) and other.startswith(tuple(f"{number}{mark}" for mark in ".．-－—（("))


def _finding(resolved: ResolvedDocument, item: Item, certainty: Certainty) -> Diagnostic:
    cell = item.anchor
    name = f"“{cell.text}”" if len(cell.text) <= 30 else "本项"
    return finding(
        resolved,
        CODE,
        cell,
        Span(0, len(cell.text)),
        message=f"{name.strip()}没有列出任何依据，请补充，确无依据的不应列入清单。",
        message_en="The item states no basis.",
        certainty=certainty,
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check, profiles=(Profile.LIST,))
