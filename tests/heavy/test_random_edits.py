"""Is a list as well known after thousands of random edits as one that is opened anew?

``CITELAW_EDITS`` says how many edits each client makes.
"""

import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from language_client import Client, findings
from written import DAY, NAMES, SHAPES, Edit, Scribbler, Writer

from citelaw.engine import Engine
from citelaw.registry import open_registry
from citelaw.settings import Settings

EDITS = int(os.environ.get("CITELAW_EDITS", "2000"))
EVERY = 100
"""Edits after which a fresh server is asked as well."""
SIZE = 8_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "citelaw.toml").write_text(f"as-of = {DAY}\n", "utf-8")
    return tmp_path


def batches(edits: Iterator[Edit], seed: int) -> Iterator[list[Edit]]:
    """Yield edits as clients send them: mostly one, now and then several at once."""
    chance = random.Random(seed)
    while batch := list(islice(edits, chance.choice((1, 1, 1, 2, 5)))):
        yield batch


@pytest.mark.parametrize(
    ("encoding", "pull"),
    [
        pytest.param("utf-8", True, id="utf-8, asked"),
        pytest.param("utf-16", True, id="utf-16, asked"),
        pytest.param("utf-32", True, id="utf-32, asked"),
        pytest.param("utf-16", False, id="utf-16, sent"),
    ],
)
def test_after_random_edits_findings_are_those_of_a_fresh_server(
    encoding: str, pull: bool, folder: Path
) -> None:
    seed = sum(encoding.encode()) + pull
    writer = Writer(open_registry(), seed)
    shape = SHAPES[seed % len(SHAPES)]
    name = NAMES[shape]
    scribbler = Scribbler(writer.list_of(shape, SIZE), writer, shape, seed)
    settings = {"debounce": 0}
    with (
        Client(folder, encoding=encoding, pull=pull, options=settings) as client,
        Client(folder, encoding=encoding, options=settings) as fresh,
    ):
        assert client.encoding == encoding
        document = client.open(name, scribbler.text)
        made = 0
        for batch in batches(scribbler.edits(EDITS), seed):
            client.change(document, batch)
            made += len(batch)
            if made % EVERY < len(batch) or made == EDITS:
                shown = client.diagnostics(document)
                anew = fresh.open(name, document.text)
                assert findings(shown.diagnostics) == findings(fresh.diagnostics(anew).diagnostics)
                fresh.close(anew)
            elif pull:
                client.diagnostics(document)
        assert document.text == scribbler.text
        assert (client.stop(), fresh.stop()) == (0, 0)

    engine = Engine(Settings(as_of=DAY))
    report = engine.check_document(engine.read_text(document.text, str(folder / name)))
    source = document.text.removeprefix("\ufeff")
    expected = sorted((one.code, source[slice(*one.span)]) for one in report.diagnostics)
    found = sorted((one["code"], document.words(one["range"])) for one in shown.diagnostics)
    assert found == expected
