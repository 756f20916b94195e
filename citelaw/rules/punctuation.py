"""CL602 punctuation (info)

找什么：引用里面和引用前后的标点错误。

为什么
    题名与条号之间多一个逗号、文号后面多一个句号，条号就归不到文件；引号缺一半或者把下一条的条号括进去，
    读者分不清哪些是法条原文。

错误
    【法律】《甲法》⟦，第七章，第三十五条→第七章第三十五条⟧。

    【规范性文件】《甲局工作规则》⟦（甲厅字〔2018〕172号）。→（甲厅字〔2018〕172号）⟧
    第三条第一款：组织甲工作。

    【法律】《甲法》第三条⟦；；→；⟧《乙法》第五条⟦，。→。⟧

    《甲法》第三条⟦,，→，⟧第五条

    《甲法》第三条：⟦“⟧县级以上人民政府负责甲工作。第五条：乙机关负责乙工作。”

    《甲法》第三条：⟦“⟧县级以上人民政府负责甲工作。

    《甲法》第三条：⟦”→“⟧县级以上人民政府负责甲工作。”

    《甲法》⟦,第十四条→第十四条⟧

    《甲法》第三条⟦, →，⟧第五条；《乙法》（2010年1月1日公布,2018年1月1日修正）第七条

    《甲办法》⟦（）⟧第三条

    1.《甲法》第三条⟦：⟧
    2.《乙法》第五条。

    1.《甲法》第三条；
    2.《乙法》⟦第五条→第五条；⟧
    3.《丙法》第七条；
    4.《丁法》第九条。

    《甲法》（2018年1月1日修正⟦)→）⟧第三条

    ⟦【法律→【法律】⟧《甲法》第三条

    《甲办法》⟦（甲发〔2018〕3号→（甲发〔2018〕3号）⟧第三条

    《甲办法》（2009年4月2日通过，⟦2016年12月12日修改→2016年12月12日修改）⟧
    第三条：县级机关负责甲工作。

    《甲办法》⟦（（→（⟧2009年4月2日通过，2016年12月12日修改）第三条

正确
    《甲办法》（2009年4月2日通过，2016年12月12日修改）第三条（一般规定）

    《甲办法》（2009年4月2日通过，2016年12月12日修改，第三条）

    【法律】《甲法》、第16章《戊条例》；《乙法》第三条，第五条；《丙法》《丁法》第七章第三十五条。

    《甲法》第三条：“县级以上人民政府负责甲工作。”第五条：“乙机关负责‘乙’工作。”

    《甲法》第三条：“县级以上人民政府负责甲工作。
    “乡级人民政府协助甲工作。”

    《甲法》第三条：县级以上人民政府负责甲工作……

    《甲办法》（甲发〔2018〕3号）。《乙办法》（乙发〔2018〕3号）。

    由县级机关负责甲工作，，，并做好乙工作。依据：《甲法》第三条

    《甲法》（2010年1月1日公布）第三条：县级以上人民政府负责 1,000 吨以上的甲工作；

依据
    GB/T 15834-2011《标点符号用法》。只看引用里面和前后五个字以内；《》、《》与《》《》都对；引文
    分段、每段只写前引号的，一栏拆成几格的，不报。半角逗号、分号全文合为一条。引文末尾缺句号，须清单其他
    引文都有句号，并且库中文字到此为一款、一条的末尾，或者库中没有该文件的文字。

English: Wrong punctuation in and around citations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import (
    Cell,
    CellCitations,
    Diagnostic,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._finding import finding, joined
from citelaw.rules._memo import of_cell
from citelaw.rules._punctuation._cited import Cited
from citelaw.rules._punctuation._fault import Fault
from citelaw.rules._punctuation.brackets import brackets, labels
from citelaw.rules._punctuation.entries import colons, separators
from citelaw.rules._punctuation.full_stops import unstopped
from citelaw.rules._punctuation.half_width import half_brackets, half_marks
from citelaw.rules._punctuation.quotation_marks import quote_marks, torn
from citelaw.rules._punctuation.runs import doubled
from citelaw.rules._punctuation.strays import strays

CODE = ("CL602", "punctuation", Severity.INFO)

_FINDERS = (strays, doubled, colons, separators, labels, brackets)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each wrong mark in or beside a citation of the list's own."""
    torn_cells = torn(resolved.document)
    narrow: list[Diagnostic] = []
    for found in resolved.cells:
        cell = found.cell
        faults, half = _marks(cell, found, id(cell) in torn_cells)
        yield from (_finding(resolved, cell, fault) for fault in faults)
        narrow += (_finding(resolved, cell, fault) for fault in half)
    yield from (_finding(resolved, cell, fault) for cell, fault in unstopped(resolved))
    if narrow:
        first, *others = narrow
        yield joined(first, others, "此处亦为半角标点", "half-width here too") if others else first


@of_cell
def _marks(
    cell: Cell, found: CellCitations | None, torn_open: bool
) -> tuple[Sequence[Fault], Sequence[Fault]]:
    """Return the wrong marks of a cell, and the half-width ones.

    ``torn_open`` tells that the partner of its odd quotation mark stands in a cell close by.
    """
    assert found is not None
    cited = Cited(found)
    faults = [fault for finder in _FINDERS for fault in finder(cited)]
    if not torn_open:
        faults += quote_marks(cited)
    return faults, _half_width(cited, faults)


def _half_width(cited: Cited, faults: list[Fault]) -> list[Fault]:
    """Return the half-width marks in text order, but for those that another fault takes away."""
    return [
        half
        for half in sorted([*half_marks(cited), *half_brackets(cited)])
        if not any(fault.takes_away(cited.text, half.span.start) for fault in faults)
    ]


def _finding(resolved: ResolvedDocument, cell: Cell, fault: Fault) -> Diagnostic:
    return finding(
        resolved,
        CODE,
        cell,
        fault.span,
        message=fault.message,
        message_en=fault.english,
        certainty=fault.certainty,
        expected=fault.expected,
        fix=fault.fix if fault.expected is not None else None,
        minimal=True,
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check)
