"""Excel workbooks (XLSX, XLTX), those of WPS included: read, corrected, annotated.

Cells are read in the order of the sheets, hidden ones too. What is changed is spliced into the
bytes of the parts, so that formulas, charts, widths and conditional formats stay what they were.
"""

from __future__ import annotations

from collections.abc import Sequence

from citelaw.model import Edit, FileKind
from citelaw.office._opened import Format, Opened, Remark, Table
from citelaw.office.xlsx._book import is_workbook, read_book
from citelaw.office.xlsx._read import read


def _open(data: bytes, name: str) -> Opened:
    return read(read_book(data, name)).opened()


def _rewrite(data: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    from citelaw.office.xlsx._rewrite import rewrite  # lazy: most files are only read

    return rewrite(data, name, edits)


def _annotate(data: bytes, name: str, remarks: Sequence[Remark], table: Table) -> bytes:
    from citelaw.office.xlsx._annotate import annotate  # lazy: as above

    return annotate(data, name, remarks, table)


FORMAT = Format(
    kind=FileKind.XLSX,
    endings=(".xlsx", ".xltx"),
    claims=is_workbook,
    open=_open,
    rewrite=_rewrite,
    annotate=_annotate,
)
