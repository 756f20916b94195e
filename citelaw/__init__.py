"""citelaw: extracts and checks the legal citations of Chinese government lists (权责清单).

>>> cells = extract("依据《中华人民共和国社会保险法》第八十八条。")
>>> [citation.pinpoint.key for cell in cells for citation in cell.citations]
['a88']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from citelaw.version import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from citelaw.engine import Engine
    from citelaw.errors import CitelawError, ReadError, RegistryError, ReportError, SettingsError
    from citelaw.model import (
        Cell,
        CellCitations,
        Citation,
        Counts,
        Diagnostic,
        Document,
        FileReport,
        Locator,
        Pinpoint,
        Quote,
        Report,
        StatuteMention,
        Suppressed,
    )
    from citelaw.settings import Settings, SuppressEntry
    from citelaw.span import Span

_HOMES = {
    "citelaw.engine": ("Engine",),
    "citelaw.errors": (
        "CitelawError",
        "ReadError",
        "RegistryError",
        "ReportError",
        "SettingsError",
    ),
    "citelaw.model": (
        "Cell",
        "CellCitations",
        "Citation",
        "Counts",
        "Diagnostic",
        "Document",
        "FileReport",
        "Locator",
        "Pinpoint",
        "Quote",
        "Report",
        "StatuteMention",
        "Suppressed",
    ),
    "citelaw.settings": ("Settings", "SuppressEntry"),
    "citelaw.span": ("Span",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Cell",
    "CellCitations",
    "Citation",
    "CitelawError",
    "Counts",
    "Diagnostic",
    "Document",
    "Engine",
    "FileReport",
    "Locator",
    "Pinpoint",
    "Quote",
    "ReadError",
    "RegistryError",
    "Report",
    "ReportError",
    "Settings",
    "SettingsError",
    "Span",
    "StatuteMention",
    "SuppressEntry",
    "Suppressed",
    "__version__",
    "check",
    "extract",
]


def extract(source: str | Path) -> tuple[CellCitations, ...]:
    """Return what is cited in ``source``, cell by cell; a ``str`` is text, a ``Path`` a file.

    Places are *cell* spans; ``cell.offsets.to_source`` makes them spans of the source.

    Raises:
        ReadError: the file cannot be read.
    """
    from citelaw.engine import Engine

    engine = Engine()
    return engine.extract_document(_read(engine, source))


def check(source: str | Path, *, as_of: date | None = None) -> FileReport:
    """Return the findings in ``source``; a ``str`` is text, a ``Path`` a file.

    Args:
        source: the list.
        as_of: the day that counts as today; without it the last day that the database knows.

    Raises:
        ReadError: the file cannot be read.
        RegistryError: the statute database cannot be opened.
    """
    from citelaw.engine import Engine
    from citelaw.settings import Settings

    engine = Engine(Settings(as_of=as_of))
    return engine.check_document(_read(engine, source))


def _read(engine: Engine, source: str | Path) -> Document:
    return engine.read_text(source) if isinstance(source, str) else engine.read(source)


def __getattr__(name: str) -> object:
    """Load a public name on first use, so that ``import citelaw`` costs next to nothing."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'citelaw' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
