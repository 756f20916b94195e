"""Papers as DOCX in the layout of GB/T 9704—2012; the only place of reports that knows Word.

``layout`` holds the figures of the standard, the styles and the pages, ``tables`` the tables, and
``package`` what makes the bytes: parts that python-docx does not know, the same bytes for the same
paper. ``attached`` gives back what a paper carries for the next round.
"""

from __future__ import annotations

from citelaw.errors import ReportError
from citelaw.reporters._docx.package import attached
from citelaw.reporters._paper import Paper

__all__ = ["attached", "available", "written"]


def available() -> None:
    """Look whether papers can be written here.

    Raises:
        ReportError: python-docx is not installed.
    """
    try:
        import docx  # noqa: F401
    except ImportError:
        raise ReportError(
            "没有安装写 Word 文档的软件包，安装：pip install 'citelaw[office]'",
            "what writes Word documents is not installed; install it: "
            "pip install 'citelaw[office]'",
        ) from None


def written(paper: Paper) -> bytes:
    """Return the paper as a DOCX file, the same bytes for the same paper.

    Raises:
        ReportError: python-docx is not installed.
    """
    available()
    from citelaw.reporters._docx.layout import laid_out  # lazy: 0.2 s, with python-docx
    from citelaw.reporters._docx.package import packed

    return packed(laid_out(paper), paper)
