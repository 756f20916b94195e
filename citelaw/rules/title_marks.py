"""CL104 title-marks (warning)

找什么：书名号用错的题名：残缺、不成对、层次不对、内外用错，或者“的通知”落在外面。

为什么
    书名号划定文件名称的起止。外层用《》，里面一层用〈〉（GB/T 15834-2011）；标号残缺或者错位时，
    读者和程序都不能确定引的是哪一个文件。

错误
    【规范性文件】⟦《关于印发<甲管理办法>的通知》→《关于印发〈甲管理办法〉的通知》⟧（甲发〔2018〕22号）第三条

    【规范性文件】⟦《关于印发《甲管理办法》的通知》→《关于印发〈甲管理办法〉的通知》⟧第三条

    【规范性文件】⟦《甲管理办法》的通知→《关于印发〈甲管理办法〉的通知》⟧（甲发〔2019〕35号）第三条

    【规范性文件】⟦甲省人民政府关于《甲管理办法》的通知→《甲省人民政府关于〈甲管理办法〉的通知》⟧第三条

    【行政法规】⟦《甲管理条例〉→《甲管理条例》⟧第三条

    【行政法规】⟦《《甲管理条例》→《甲管理条例》⟧第三条

    【行政法规】⟦《甲管理条例→《甲管理条例》⟧第三条

正确
    【规范性文件】《关于印发〈甲管理办法〉的通知》（甲发〔2018〕22号）第三条

    【地方性法规】《甲省实施〈中华人民共和国甲法〉办法》第三条

    【规范性文件】《转发〈关于印发《甲管理办法》的通知〉的通知》第三条

    【规范性文件】《转发〈关于印发〈甲管理办法〉的通知〉的通知》第三条

依据
    只看清单自身的文字；引文里的题名不报。《甲办法》的通知补作“关于印发”是推定，须人工确认；
    题名的起止看不清的，只指出，不给改法。
    第三层用〈〉或者《》，标准没有规定，都不报。同一题名在一个文件里同样写错的，合为一条。

English: Title marks that are broken, unbalanced, wrongly nested, or leave part of the title out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citelaw.model import (
    Applicability,
    Cell,
    CellCitations,
    Diagnostic,
    Need,
    ResolvedDocument,
    Rule,
    Severity,
    StatuteMention,
)
from citelaw.pattern import Pattern
from citelaw.rules._finding import finding, one_per_cause
from citelaw.rules._memo import of_cell
from citelaw.rules._title import (
    CLOSING,
    OPENING,
    Marks,
    check_marks,
    in_other_marks,
    to_its_end,
    without_blanks,
)
from citelaw.span import Span

CODE = ("CL104", "title-marks", Severity.WARNING)

_WORDS = {
    "inner": ("书名号里面一层应用〈〉", "The inner marks of a title are 〈〉"),
    "outer": ("题名应用书名号《》", "A title stands in 《》"),
    "doubled": ("书名号重复", "The title marks are doubled"),
    "outer-missing": ("题名缺外层书名号", "The outer title marks are missing"),
    "tail": ("题名的一部分落在书名号外", "Part of the title stands outside its marks"),
    "unbalanced": ("书名号不成对", "The title marks do not pair"),
}
_ENCLOSES = ("关于", "印发", "转发", "批转", "颁发", "发布", "公布", "下发", "修改", "废止")
_NAMES_IT = Pattern(r"(?:简称|称为?|叫作?|即)[：:]?$")


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield one finding for each title that is printed with wrong marks."""
    yield from one_per_cause(
        _places(resolved),
        "同一题名的书名号在这里同样有误",
        "the marks of the same title are wrong here too",
    )


def _places(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    for found in resolved.cells:
        for span, marks in _faults(found.cell, found):
            yield _judge(resolved, found.cell, span, marks)


@of_cell
def _faults(cell: Cell, found: CellCitations | None) -> Sequence[tuple[Span, Marks]]:
    """Return the titles of a cell whose marks are wrong, by *cell* spans."""
    faults = []
    for mention in found.statutes if found is not None else ():
        if mention.quoted:
            continue
        span = _with_odd_marks(cell, mention)
        printed = cell.text[span.start : span.end]
        if mention.bare:
            marks = Marks("outer", f"《{mention.raw}》", False) if span != mention.span else None
        else:
            marks = check_marks(without_blanks(printed))
        if marks is not None and marks.fault == "outer" and _is_enclosed(cell, span):
            marks = Marks("outer-missing", None, False)
        if marks is not None:
            faults.append((span, marks))
    return faults


def _is_enclosed(cell: Cell, span: Span) -> bool:
    """Return whether the marked words are what a notice encloses: 关于印发〈甲办法〉的通知."""
    before, after = cell.text[: span.start], cell.text[span.end :]
    return before.endswith(_ENCLOSES) and after.startswith("的")


def _judge(resolved: ResolvedDocument, cell: Cell, span: Span, marks: Marks) -> Diagnostic:
    chinese, english = _WORDS[marks.fault]
    advice = f"，应作{marks.right}" if marks.right else "，应补正"
    return finding(
        resolved,
        CODE,
        cell,
        span,
        message=f"{chinese}{advice}。",
        message_en=f"{english}{f': {marks.right}' if marks.right else ''}.",
        expected=marks.right,
        fix=Applicability.SAFE if marks.sure else Applicability.UNSAFE,
        minimal=True,
    )


def _with_odd_marks(cell: Cell, mention: StatuteMention) -> Span:
    """Return the mention's cell span, with the superfluous or wrong marks beside it."""
    text, (start, end) = cell.text, mention.span
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if mention.bare:
        names_it = _NAMES_IT.search(text, max(0, start - 5), max(0, start - 1))
        if in_other_marks(text, mention.span) and names_it is None:
            return Span(start - 1, end + 1)
        return mention.span
    if mention.raw[0] in OPENING and before == "《" and "《" not in mention.raw[1:]:
        return Span(start - 1, end + (after == "》"))
    if mention.raw[-1] in CLOSING and after == "》" and mention.raw[0] in OPENING:
        return Span(start, end + 1)
    return to_its_end(text, mention.span)


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    needs=(Need.OWN_WORDS,),
)
