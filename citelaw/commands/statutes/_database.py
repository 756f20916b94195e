"""Opens the statute database for looking into it, with a team's own facts where it has any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citelaw.registry import Registry


def opened(database: tuple[Path, ...]) -> Registry:
    """Return the registry of the files, or of those at hand where none is named.

    A ``statutes.toml`` in the working folder is laid over them, as ``check`` does for the lists
    beside it.

    Raises:
        RegistryError: a file cannot be used, or the facts cannot be read.
    """
    from citelaw.engine import OVERLAY, Engine
    from citelaw.settings import Settings

    return Engine(Settings(databases=database)).beside(Path(OVERLAY)).registry
