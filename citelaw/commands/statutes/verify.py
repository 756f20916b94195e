"""``citelaw statutes verify``: whether every row of the database is as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from citelaw.commands import _options
from citelaw.commands.statutes import _view
from citelaw.errors import RegistryError

if TYPE_CHECKING:
    from citelaw.reporters.statutes.verify import Verified

DAMAGED = 1


@click.command(short_help="Verify that the database is intact.")
@_options.database
@_options.view_format
def verify(database: tuple[Path, ...], output_format: str) -> int:
    """Verify the database files: their structure, and the digest over all rows.

    Exit status: 0 every file is intact, 1 one is damaged, 2 one is not there.
    """
    from citelaw.registry import at_hand
    from citelaw.reporters.statutes.verify import VIEW

    files = tuple(_verified(path) for path in database or at_hand())
    _view.write(VIEW, files, None, output_format)
    return DAMAGED if any(file.problems for file in files) else 0


def _verified(path: Path) -> Verified:
    """Return what is damaged in a file; one that cannot even be opened is.

    Raises:
        RegistryError: there is no such file.
    """
    from citelaw.registry import open_registry
    from citelaw.reporters.statutes.verify import Verified

    try:
        registry = open_registry(path)
    except RegistryError as error:
        if not path.is_file():
            raise
        return Verified(str(path), None, (str(error),))
    return Verified(str(path), registry.digest, registry.verify())


COMMAND = verify
