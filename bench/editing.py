"""How long ``citelaw server`` takes to answer while a list is written, and what it takes of memory.

    python bench/editing.py [--sizes 30 200 2000] [--keys 200] [--edits 2000] [--random 10000]

The client is a program that speaks the protocol over the server's standard streams, so that all is
measured between the moment at which a change is sent and that at which its findings are there. The
server waits for nobody (``debounce`` 0): what a person waits for is the figure and the debounce.

The lists are made up (``written.py``): hundreds of statutes, no two items alike, three shapes. One
key after another is typed into the middle of each: a title, an article, a quotation that is in the
statute, one that is in none, prose, line ends; then keys that delete, and rows that are pasted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from statistics import median

from language_client import Client, Document, findings
from written import DAY, NAMES, SHAPES, Edit, Scribbler, Writer

from citelaw.registry import open_registry

AIMS = {30: 30, 200: 60, 2000: 400}
"""Milliseconds from a key to its findings, by the size of the list in KB."""
AIM_START = 1.5
AIM_GROWTH = 5.0
SETTINGS: Mapping[str, object] = {"debounce": 0}
PHRASES = {
    "title": "《中华人民共和国社会保险法》",
    "article": "第八十八条第一款、第九十条",
    "quotation": "：“以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的，责令退回”。",
    "unknown quotation": "《劳动法》第三条：“各部门应当在十日内把名册报送备案，不得拖延”。",
    "prose": "由承办机构核对材料，五日内答复，并公开结果。",
    "line ends": "\n\n\n",
}
"""What is typed, in this order."""
ROUND = 150
"""Keys that are typed before they are taken back."""
DELETED = 24
PASTED = 12


def strokes(
    document: Document, start: int, writer: Writer, shape: str
) -> Iterator[tuple[str, Edit]]:
    """Yield what is done at ``start`` key by key, without end: its kind, and the edit."""
    while True:
        at = start
        for kind, phrase in PHRASES.items():
            for character in phrase:
                yield kind, Edit(at, at, character)
                at += 1
        for _ in range(DELETED):
            at -= 1
            yield "deletion", Edit(at, at + 1, "")
        for _ in range(PASTED // 4):
            row = writer.row(shape)
            yield "paste", Edit(at, at, row)
            at += len(row)


def field(text: str, near: int) -> int:
    """Return where a field or a sentence begins, before ``near`` and as near as there is one."""
    return 1 + max(text.rfind(mark, 0, near) for mark in "\t|。")


def verdict(value: float, aim: float) -> str:
    return "held" if value <= aim else "missed"


def opened(folder: Path, shape: str, text: str, *, pull: bool) -> tuple[Client, Document]:
    client = Client(folder, pull=pull, options=SETTINGS)
    return client, client.open(NAMES[shape], text)


def measure_keys(
    folder: Path, size: int, shape: str, keys: int, writer: Writer, pull: bool
) -> None:
    """Print how long the findings of a list of ``size`` KB took to come, key by key."""
    client, document = opened(folder, shape, writer.list_of(shape, 1000 * size), pull=pull)
    with client:
        first = client.diagnostics(document)
        taken: dict[str, list[float]] = {}
        steps = strokes(document, field(document.text, len(document.text) // 2), writer, shape)
        worked = client.work()
        for _ in range(keys):
            kind, edit = next(steps)
            sent = client.change(document, [edit])
            arrived = client.diagnostics(document)
            taken.setdefault(kind, []).append(1000 * (arrived.moment - sent))
        worked = 1000 * (client.work() - worked) / keys
        client.stop()
    every = sorted(one for times in taken.values() for one in times)
    aim = AIMS.get(size, max(AIMS.values()))
    print(
        f"{size:>5} KB  {shape:<9} {'pull' if pull else 'push'}  "
        f"median {median(every):6.1f} ms {verdict(median(every), aim):<7}"
        f"95 of 100 {every[int(0.95 * len(every))]:6.1f} ms  "
        f"worst {every[-1]:7.1f} ms {verdict(every[-1], aim):<7}"
        f"aim {aim} ms"
    )
    wait = first.moment - client.started
    print(
        f"{'':10}{len(first.diagnostics)} findings, opened in {wait:.1f} s, "
        f"{worked:.0f} ms of computing a key"
    )
    for kind, times in taken.items():
        print(f"{'':14}{kind:<18} median {median(times):6.1f} ms  worst {max(times):7.1f} ms")


def measure_start(folder: Path, writer: Writer, runs: int = 5) -> None:
    """Print how long it takes from the start of the process to the first findings."""
    text = writer.list_of("tsv", 30_000)
    taken = []
    for _ in range(runs):
        client, document = opened(folder, "tsv", text, pull=True)
        with client:
            taken.append(client.diagnostics(document).moment - client.started)
            client.stop()
    print(
        f"start to findings, 30 KB: median {median(taken):.2f} s, worst {max(taken):.2f} s, "
        f"aim {AIM_START} s {verdict(max(taken), AIM_START)}"
    )


def there_and_back(document: Document, writer: Writer) -> Iterator[Edit]:
    """Yield keys that write a paragraph, and those that take it back, without end."""
    while True:
        made: list[Edit] = []
        steps = strokes(document, field(document.text, len(document.text) // 2), writer, "tsv")
        for _, edit in islice(steps, ROUND):
            made.append(edit.undone(document.text))
            yield edit
        yield from reversed(made)


def measure_memory(folder: Path, writer: Writer, edits: int, size: int) -> None:
    """Print what the server takes of memory after a tenth of the edits and after all.

    The text stays as long as it is. Edits that bring ever more text and ever more statutes let the
    server keep more of the database; they are measured beside these, without an aim.
    """
    text = writer.list_of("tsv", 1000 * size)
    for kind in ("typed and deleted", "random"):
        client, document = opened(folder, "tsv", text, pull=True)
        scribbler = Scribbler(text, writer, "tsv", seed=1)
        kinds = {"typed and deleted": there_and_back(document, writer)}
        steps = kinds.get(kind, scribbler.edits(edits))
        with client:
            client.diagnostics(document)
            taken = {0: client.memory()}
            for number, edit in enumerate(islice(steps, edits), 1):
                client.change(document, [edit])
                client.diagnostics(document)
                if number in (edits // 10, edits):
                    taken[number] = client.memory()
            client.stop()
        growth = 100 * (taken[edits] / taken[edits // 10] - 1)
        said = ", ".join(
            f"after {number} edits {memory:.0f} MB" for number, memory in taken.items()
        )
        aim = f", {verdict(growth, AIM_GROWTH)}" if kind in kinds else ""
        print(f"memory, {size} KB, {kind}: {said}; growth {growth:.1f} %{aim}")


def measure_random(folder: Path, writer: Writer, edits: int, every: int = 250) -> None:
    """Print whether findings after random edits are those of a list that is opened anew."""
    scribbler = Scribbler(writer.list_of("tsv", 30_000), writer, "tsv", seed=2)
    client, document = opened(folder, "tsv", scribbler.text, pull=True)
    different = asked = 0
    start = time.perf_counter()
    with client, Client(folder, options=SETTINGS) as fresh:
        for number, edit in enumerate(scribbler.edits(edits), 1):
            client.change(document, [edit])
            shown = client.diagnostics(document).diagnostics
            if number % every == 0 or number == edits:
                anew = fresh.open(NAMES["tsv"], document.text)
                asked += 1
                different += findings(shown) != findings(fresh.diagnostics(anew).diagnostics)
                fresh.close(anew)
        fresh.stop()
        client.stop()
    print(
        f"{edits} random edits in {time.perf_counter() - start:.0f} s: "
        f"{different} of {asked} fresh checks differ"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the server while a list is written.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[30, 200, 2000], help="in KB")
    parser.add_argument("--shapes", nargs="*", choices=SHAPES, default=SHAPES)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--edits", type=int, default=2000, help="for memory")
    parser.add_argument("--random", type=int, default=10_000)
    arguments = parser.parse_args()
    writer = Writer(open_registry())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "citelaw.toml").write_text(f"as-of = {DAY}\n", "utf-8")
        measure_start(folder, writer)
        for size in arguments.sizes:
            for shape in arguments.shapes:
                measure_keys(folder, size, shape, arguments.keys, writer, pull=True)
            measure_keys(folder, size, "tsv", arguments.keys, writer, pull=False)
        if arguments.edits:
            measure_memory(folder, writer, arguments.edits, 30)
            measure_memory(folder, writer, arguments.edits, 200)
        if arguments.random:
            measure_random(folder, writer, arguments.random)


if __name__ == "__main__":
    main()
