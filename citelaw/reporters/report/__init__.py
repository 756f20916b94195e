"""What a reviewing office tells whoever made the lists (校验意见书): the words, not the layout.

``_opinions`` makes opinions of findings: the same thing wrong with the same statute is said once,
with all its places. ``_overview`` tells what was checked, ``_body`` the opinions, ``_table`` the
findings one by one, ``_annexes`` what was not checked and what was cited. ``_round`` is what the
paper carries for the next round. What comes out is a ``Paper``; how that is laid out in Word is
no matter of this package (``citelaw.reporters._docx``).
"""

from __future__ import annotations

from citelaw.reporters import _docx
from citelaw.reporters._paper import Look, Paper, Part, Text
from citelaw.reporters.report import _words
from citelaw.reporters.report._annexes import cited, unchecked
from citelaw.reporters.report._body import body, mended
from citelaw.reporters.report._given import Before, Given
from citelaw.reporters.report._opinions import Gathered, gathered
from citelaw.reporters.report._overview import overview
from citelaw.reporters.report._round import Held, Round, parsed, rendered, round_of
from citelaw.reporters.report._table import table

__all__ = ["Before", "Given", "Held", "Round", "available", "carried", "document", "paper"]

available = _docx.available


def document(given: Given) -> bytes:
    """Return the paper on the lists of a run as a DOCX file, the same bytes for the same run.

    Raises:
        ReportError: python-docx is not installed.
    """
    return _docx.written(paper(given))


def carried(data: bytes, name: str) -> Round | None:
    """Return the round that a paper carries, None where it carries none.

    Args:
        data: the bytes of the DOCX file, which may have been saved by other programs.
        name: what it is called in messages.

    Raises:
        ReadError: the file is damaged, encrypted or too large.
        SettingsError: what it carries is damaged, or another version wrote it.
    """
    lines = _docx.attached(data, name)
    return None if lines is None else parsed(lines, name)


def paper(given: Given) -> Paper:
    """Return the paper on the lists of a run."""
    found = gathered(given)
    return Paper(
        title=_words.TITLE,
        day=given.report.as_of,
        parts=(
            _main(given, found),
            Part(tuple(table(given, found)), landscape=True),
            Part(tuple(unchecked(given))),
            Part(tuple(cited(given))),
        ),
        round=rendered(round_of(given, found)),
    )


def _main(given: Given, found: Gathered) -> Part:
    blocks = [
        Text(_words.TITLE, Look.TITLE),
        Text(_words.ADDRESSEE, Look.FLUSH),
        Text(_words.opening(given)),
        *overview(given, found),
        *body(given, found),
        *(mended(given, given.before) if given.before is not None else ()),
        *(Text(line, look) for line, look in _words.CLOSING),
        _words.SIGNATURES,
    ]
    return Part(tuple(blocks))
