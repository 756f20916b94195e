"""CL103 title-unmarked (warning)

找什么：没有加书名号的法规文件名称。

为什么
    依据栏里的文件名称应当加书名号，名称的起止才清楚；没有书名号，读者分不清文件名与叙述。

错误
    【法律】⟦青禾保险法→《青禾保险法》⟧第三条

    【规范性文件】⟦云杉省青禾局关于加强青禾保障工作的意见→《云杉省青禾局关于加强青禾保障工作的意见》⟧（云青发〔2021〕3号）第三条

正确
    【法律】《青禾保险法》第三条

    【法律】《中华人民共和国青禾保险法》（以下简称青禾法）第三条，违反青禾保险法律、法规的，依照青禾法第九条处理。

    【法律】《青禾保险法》及其实施细则第三条

    【规范性文件】按照甲财社〔2014〕70号文件要求执行

依据
    名称须在数据库中、在清单别处加过书名号，或者自带文号。依据栏为警告；叙述文字，以及“依照民事诉讼法的
    有关规定”这类不带条号的笼统提法，只作提示。引文、题注里的名称，以及清单自己定义的简称，不报；
    以文号代文件名的，不报。同一名称在一个文件里多次出现的，合为一条。

English: A statute that is named without title marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    BASIS_SECTIONS,
    Applicability,
    Cell,
    Diagnostic,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, one_per_cause, unquoted_mentions
from citelaw.rules._title import check_marks, in_other_marks, without_blanks

CODE = ("CL103", "title-unmarked", Severity.WARNING)

_IN_GENERAL = Pattern(r"(?:中的?|的)?(?:有关|相关)?(?:规定|要求|精神)")


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield one finding for each statute that the list names without marks."""
    cited = {id(one.statute) for found in resolved.cells for one in found.citations if one.statute}
    yield from one_per_cause(
        (
            _judge(resolved, cell, mention, id(mention) in cited)
            for cell, mention in unquoted_mentions(resolved)
            if _is_unmarked(cell, mention)
        ),
        "此处同样没有加书名号",
        "named without title marks here too",
    )


def _is_unmarked(cell: Cell, mention: StatuteMention) -> bool:
    if not mention.bare or mention.noted or mention.stands_for is not None:
        return False
    if mention.is_number or mention.raw.startswith("其"):  # 《甲法》及其实施细则: no name
        return False
    return not in_other_marks(cell.text, mention.span)  # CL104 speaks of those


def _judge(
    resolved: ResolvedDocument, cell: Cell, mention: StatuteMention, cited: bool
) -> Diagnostic:
    in_general = not cited and _IN_GENERAL.match(cell.text, mention.span.end) is not None
    in_basis = resolved.profile is Profile.LIST and cell.section in BASIS_SECTIONS
    is_basis = in_basis and not in_general
    expected = _marked(mention.raw)
    return finding(
        resolved,
        CODE,
        cell,
        mention.span,
        message=f"文件名称没有加书名号，应作{expected}。",
        message_en=f"The statute is named without title marks: {expected}.",
        severity=Severity.WARNING if is_basis else Severity.INFO,
        expected=expected,
        fix=Applicability.SAFE if is_basis else Applicability.UNSAFE,
        minimal=True,
        statute=mention,
    )


def _marked(words: str) -> str:
    """Return a bare title in its marks."""
    title = f"《{without_blanks(words)}》"
    marks = check_marks(title)
    return title if marks is None or marks.right is None else marks.right


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS,),
)
