"""Does LibreOffice open an annotated Word document, and keep every comment at its words?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx_files import (
    anchored,
    box,
    cell,
    comments,
    deleted,
    document,
    inserted,
    note,
    notes,
    paragraph,
    row,
    run,
    table,
)

from citelaw.model import Edit, Severity
from citelaw.office import Remark, Table
from citelaw.office.docx import FORMAT
from citelaw.span import Span

Office = Callable[..., Path]
LAW = "《中华人民共和国民法通则》第三条"
HEAD = row("序号", "事项名称", "设定依据", "责任事项")
BODY = (
    paragraph(run("权责清单", '<w:b/><w:sz w:val="36"/>'), properties='<w:jc w:val="center"/>'),
    paragraph(
        "制发依据：", run("《中华人民共和国", "<w:b/>"), run("民法通则》"), "第三条。", note(1)
    ),
    table(
        HEAD,
        row("1", "稽核", cell("依据如下", f"{LAW}。"), "检查"),
        row("2", "核查", cell(paragraph(run("按"), inserted(LAW), deleted("旧"))), "检查"),
        row("3", cell("外", table(row(LAW, "内")), "末"), "依据", "检查"),
    ),
    paragraph("附：", box(f"盒中{LAW}")),
    paragraph(run(LAW, '<w:u w:val="single"/>')),
)
DATA = document(*BODY, sides={"footnotes": notes("footnote", f"注：{LAW}")})
SEVERITIES = list(Severity)


def annotated(data: bytes, *, corrections: bool) -> bytes:
    source = FORMAT.open(data, "清单.docx").source
    remarks = []
    start = source.find(LAW)
    while start >= 0:
        words = Span(start, start + len(LAW))
        old = source.index("民法通则", start)
        edits = (Edit(Span(old, old + 4), "民法典"),) if corrections else ()
        severity = SEVERITIES[len(remarks) % len(SEVERITIES)]
        said = f"第{len(remarks) + 1}处：民法通则已经废止。\n应为民法典。"
        remarks.append(Remark(words, severity, said, edits))
        start = source.find(LAW, start + 1)
    assert FORMAT.annotate is not None
    return FORMAT.annotate(data, "清单.docx", remarks, Table((), 0, 0, ()))


def in_body(words: dict[str, str]) -> list[str]:
    return [text for text in words.values() if text == LAW]


@pytest.mark.parametrize("corrections", [False, True])
def test_libreoffice_keeps_every_comment_at_its_words(
    libreoffice: Office, tmp_path: Path, corrections: bool
) -> None:
    copy = annotated(DATA, corrections=corrections)
    (tmp_path / "清单.docx").write_bytes(copy)
    saved = libreoffice(tmp_path / "清单.docx", "docx").read_bytes()
    before, after = comments(copy), comments(saved)
    assert len(before) == 7
    assert sorted(text for _, text in after.values()) == sorted(text for _, text in before.values())
    assert {author for author, _ in after.values()} == {"citelaw"}
    assert in_body(anchored(copy)) == [LAW] * 5
    assert in_body(anchored(saved)) == [LAW] * 5


def test_copy_that_libreoffice_saved_is_annotated_anew(libreoffice: Office, tmp_path: Path) -> None:
    (tmp_path / "清单.docx").write_bytes(annotated(DATA, corrections=True))
    saved = libreoffice(tmp_path / "清单.docx", "docx").read_bytes()
    again = annotated(saved, corrections=True)
    assert len(comments(again)) == 7
    assert in_body(anchored(again)) == [LAW] * 5
    assert FORMAT.open(again, "清单.docx").source == FORMAT.open(saved, "清单.docx").source
