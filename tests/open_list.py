"""A list that is open in an editor, checked against the invented statutes."""

import atexit
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from citelaw.engine import Engine
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.positions import Positions
from citelaw.registry import Registry, open_registry
from citelaw.settings import Settings

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
AS_OF = date(2026, 11, 21)


@cache
def registry() -> Registry:
    """The database of the invented statutes, built once and never written to."""
    from citelaw.registry.building import build  # lazy: 0.3 s

    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    out = Path(folder.name) / "statutes.sqlite"
    build(STATUTES, STATUTES / "curated", out)
    return open_registry(out)


def opened(
    text: str,
    *,
    name: str = "list.txt",
    encoding: str = "utf-16",
    version: int = 1,
    **settings: Any,
) -> Checked:
    """Return the list ``text`` as the editor has it open, with units of ``encoding``."""
    path = Path(name).absolute()
    engine = Engine(Settings(**{"as_of": AS_OF, **settings}), registry=registry())
    report = engine.check_document(engine.read_text(text, str(path)))
    return Checked(path.as_uri(), version, path, Positions(text, encoding), report, engine)
