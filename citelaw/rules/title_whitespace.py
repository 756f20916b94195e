"""CL105 title-whitespace (warning)

找什么：题名里多余的空格和换行。

为什么
    题名是一个整体，中间断开后按题名检索不到文件，表格导入时也会被拆成两段。

错误
    【行政法规】⟦《甲管理 条例》→《甲管理条例》⟧第三十七条

    【行政法规】⟦《甲管理条例　》→《甲管理条例》⟧第三十七条

正确
    【行政法规】《甲管理条例》第三十七条

    【规范性文件】《甲局办公室 乙部办公厅关于印发〈甲管理办法〉的通知》第三条

    【部门规章】《GB 50016 甲设计规范管理规定》第三条

依据
    只看清单自身的文字；联合发文机关之间空一格是通行写法，不报；拉丁字母、数字旁的空格不报；引文里的
    题名不报。全文因排版换行、题名大多折断的，合为一条。

English: White space or a line break inside a title.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    Applicability,
    Cell,
    Diagnostic,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, joined, unquoted_mentions
from citelaw.rules._title import check_marks, without_blanks

CODE = ("CL105", "title-whitespace", Severity.WARNING)

LONG_TITLE = 10
"""From this length on a title is long enough to be broken by a line end."""

_RUNS_ON = Pattern("[；;。]")  # no title: its closing mark is lost, and text ran into it
_BROKEN = Pattern(r"[\r\n\f\u2028]")


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for each title with white space inside.

    Where most long titles are broken by line ends, the file is wrapped: those are one finding.
    """
    wrapped: list[Diagnostic] = []
    whole = 0
    for cell, mention in unquoted_mentions(resolved):
        if mention.is_number:
            continue
        found = _judge(resolved, cell, mention)
        if found is not None and _BROKEN.search(mention.raw):
            wrapped.append(found)
        elif found is not None:
            yield found
        elif len(mention.title) >= LONG_TITLE:
            whole += 1
    if len(wrapped) > max(whole, 2):
        yield joined(
            wrapped[0],
            wrapped[1:],
            "全文题名多处折行，此处亦同",
            "titles are broken by line ends throughout, here too",
        )
    else:
        yield from wrapped


def _judge(resolved: ResolvedDocument, cell: Cell, mention: StatuteMention) -> Diagnostic | None:
    right = without_blanks(mention.raw)
    if right == mention.raw or _RUNS_ON.search(right):
        return None
    marks = check_marks(right) if not mention.bare else None
    expected = right if marks is None else marks.right
    kind = "换行" if _BROKEN.search(mention.raw) else "空格"
    sure = marks is None or marks.sure
    return finding(
        resolved,
        CODE,
        cell,
        mention.span,
        message=f"题名中间有多余的{kind}{f'，应作{expected}' if expected else ''}。",
        message_en="There is superfluous white space inside the title.",
        expected=expected,
        fix=Applicability.SAFE if sure else Applicability.UNSAFE,
        minimal=True,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS,),
)
