"""What a client may set of the server; the names are those of the editor's settings."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Run(StrEnum):
    """When a list is checked."""

    ON_TYPE = "onType"
    ON_SAVE = "onSave"
    MANUAL = "manual"


class Options(NamedTuple):
    """The settings ``citelaw.*`` of a client, each with what holds where it says nothing.

    ``language`` is "zh" or "en", or "auto" for that of the client. ``debounce`` is how long the
    server waits after a key press, in milliseconds. ``most`` is how many findings of a list are
    shown; the rest is one note. ``configuration`` is the file that says how lists are checked, ""
    for the nearest ``citelaw.toml``. ``strike_repealed`` has editors strike repealed statutes
    through. ``inlay_hints`` and ``code_lenses`` are off, since they stand between the words.
    """

    language: str = "auto"
    run: Run = Run.ON_TYPE
    debounce: int = 250
    most: int = 1_000
    configuration: str = ""
    strike_repealed: bool = False
    inlay_hints: bool = False
    code_lenses: bool = False
