"""All that decides what is found in a text, beside the text itself."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Hashable
from functools import cache
from pathlib import Path

from citelaw.running._cache import digest
from citelaw.settings import Settings
from citelaw.version import __version__


@cache
def code_state() -> str:
    """Return what tells this citelaw from another: its version, and the state of its files.

    Whoever works on citelaw itself has the same version before and after an edit.
    """
    found = [__version__]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(".py"):
                state = os.stat(os.path.join(folder, name))
                found.append(f"{name} {state.st_size} {state.st_mtime_ns}")
    return "\n".join(found)


@cache
def code_digest() -> str:
    """Return the digest of this citelaw: the same wherever the same one is installed."""
    found = [__version__]
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*.py")):
        found += [str(path.relative_to(root)), digest(path.read_bytes())]
    return digest("\n".join(found).encode())


def settings_state(settings: Settings) -> str:
    """Return what tells settings from others, as far as they decide what is found in one text.

    Accepted findings, the baseline and the least severity are looked at when all lists of a run
    are examined; which files are lists was looked at before.
    """
    for_all = dataclasses.replace(settings, suppress=(), baseline=None, min_severity=None)
    in_one = dataclasses.replace(
        for_all,
        include=(),
        extend_include=(),
        exclude=(),
        extend_exclude=(),
        force_exclude=None,
        respect_gitignore=None,
    )
    return repr(in_one)


def entry_name(path: str, run: Hashable, *, views: bool) -> str:
    """Return the name of the cache entry for a list.

    One that others contradict has two, and one that is shown on a page its own.
    """
    parts = [os.path.abspath(Path(path)), *(["run"] if run else []), *(["view"] if views else [])]
    return "\n".join(parts)
