"""citelaw: extracts and checks the legal citations of Chinese government lists (权责清单).

>>> import citelaw
>>> found = citelaw.extract("依据《中华人民共和国社会保险法》第八十八条。")
>>> [mention.raw for mention in found.mentions]
['《中华人民共和国社会保险法》', '第八十八条']

All that other programs may rely on stands in ``__all__``; everything else may move. A name is
loaded when it is first used, so that ``import citelaw`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from citelaw.version import __version__

if TYPE_CHECKING:
    from citelaw.configuration import read_settings
    from citelaw.errors import (
        CitelawError,
        ReadError,
        RegistryError,
        ReportError,
        SettingsError,
        WorkerError,
    )
    from citelaw.library import Engine, check, check_many, extract, extract_many
    from citelaw.model import (
        Applicability,
        Certainty,
        DateBasis,
        DateKind,
        Profile,
        Section,
        Severity,
        Shape,
    )
    from citelaw.results import (
        Baseline,
        CheckResult,
        Counts,
        DataState,
        Diagnostic,
        Edit,
        Evidence,
        ExtractResult,
        Failure,
        Fix,
        FixedEntry,
        FormMention,
        ListDate,
        Location,
        MentionDate,
        Note,
        PinpointMention,
        Related,
        StatuteMention,
        Suppressed,
    )
    from citelaw.settings import Settings, SuppressEntry

_HOMES = {
    "citelaw.configuration": ("read_settings",),
    "citelaw.errors": (
        "CitelawError",
        "ReadError",
        "RegistryError",
        "ReportError",
        "SettingsError",
        "WorkerError",
    ),
    "citelaw.library": ("Engine", "check", "check_many", "extract", "extract_many"),
    "citelaw.model": (
        "Applicability",
        "Certainty",
        "DateBasis",
        "DateKind",
        "Profile",
        "Section",
        "Severity",
        "Shape",
    ),
    "citelaw.results": (
        "Baseline",
        "CheckResult",
        "Counts",
        "DataState",
        "Diagnostic",
        "Edit",
        "Evidence",
        "ExtractResult",
        "Failure",
        "Fix",
        "FixedEntry",
        "FormMention",
        "ListDate",
        "Location",
        "MentionDate",
        "Note",
        "PinpointMention",
        "Related",
        "StatuteMention",
        "Suppressed",
    ),
    "citelaw.settings": ("Settings", "SuppressEntry"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Applicability",
    "Baseline",
    "Certainty",
    "CheckResult",
    "CitelawError",
    "Counts",
    "DataState",
    "DateBasis",
    "DateKind",
    "Diagnostic",
    "Edit",
    "Engine",
    "Evidence",
    "ExtractResult",
    "Failure",
    "Fix",
    "FixedEntry",
    "FormMention",
    "ListDate",
    "Location",
    "MentionDate",
    "Note",
    "PinpointMention",
    "Profile",
    "ReadError",
    "RegistryError",
    "Related",
    "ReportError",
    "Section",
    "Settings",
    "SettingsError",
    "Severity",
    "Shape",
    "StatuteMention",
    "SuppressEntry",
    "Suppressed",
    "WorkerError",
    "__version__",
    "check",
    "check_many",
    "extract",
    "extract_many",
    "read_settings",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'citelaw' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
