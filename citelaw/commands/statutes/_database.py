"""Opens the statute database for looking into it, with a team's own facts where it has any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citelaw.registry import Registry


def opened(database: tuple[Path, ...]) -> Registry:
    """Return the registry of the files, or of those at hand where none is named.

    The configuration that holds in the working folder may name others, and a ``statutes.toml``
    there is laid over them, as ``check`` does for the lists beside it.

    Raises:
        RegistryError: a file cannot be used, or the facts cannot be read.
        SettingsError: the configuration cannot be used.
    """
    from citelaw.configuration import Configuration
    from citelaw.engine import OVERLAY, Engine
    from citelaw.settings import Settings

    configuration = Configuration(Settings(databases=database))
    return Engine(configuration=configuration).beside(Path(OVERLAY)).registry
