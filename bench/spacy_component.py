"""The spaCy component against the engine, on documents of 30 KB, in one run.

    python bench/spacy_component.py [--documents 20] [--rounds 3]

The engine is ``Engine.check`` (``Engine.extract``), which gives results; the component also finds
what is cited and makes spans; the whole pipe also makes tokens of the text, a character each. Every
round measures all in turn, document by document; the best of the rounds counts. Ratios are speeds:
1 is as fast as the engine.
"""

import argparse
import gc
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import spacy
from extraction import FIXTURES, copies, lists

import citelaw
import citelaw.integrations.spacy  # where no installed entry point names it

SIZE = 30_000


def documents(number: int) -> list[str]:
    """Texts of about ``SIZE`` bytes, which differ in digits, so that no cache can help."""
    made: list[str] = []
    text = ""
    for data in copies(lists([FIXTURES]), SIZE * (number + 1)):
        text += data.decode()
        while len(text.encode()) >= SIZE and len(made) < number:
            made.append(text.encode()[:SIZE].decode("utf-8", "ignore"))
            text = text[len(made[-1]) :]
    return made


def seconds(work: Callable[[Any], object], given: object) -> float:
    """The seconds of this process, without those of others and for garbage of earlier work."""
    gc.collect()
    start = time.process_time()
    work(given)
    return time.process_time() - start


def measure(texts: list[str], rounds: int, *, check: bool) -> None:
    engine = citelaw.Engine().prepare()
    nlp = spacy.blank("zh")
    component = nlp.add_pipe("citelaw", config={"check": check})
    work = partial(engine.check if check else engine.extract, name="<text>")
    best = dict.fromkeys(("engine", "component", "pipe"), float("inf"))
    spans = sum(len(doc.spans["citelaw"]) for doc in nlp.pipe(texts))  # loads what is loaded late
    gc.freeze()  # what was loaded is not looked through again
    for _ in range(rounds):
        took = dict.fromkeys(best, 0.0)
        for text in texts:
            took["engine"] += seconds(work, text)
            took["component"] += seconds(component, nlp.make_doc(text))
            took["pipe"] += seconds(nlp, text)
        best = {name: min(best[name], took[name]) for name in best}
    size = sum(len(text.encode()) for text in texts)
    print(
        f"{'check' if check else 'extract'}: {len(texts)} documents of {SIZE} bytes, {spans} spans"
    )
    for name, spent in best.items():
        ratio = best["engine"] / spent
        print(f"  {name:9} {size / spent / 1e6:6.2f} MB/s   {ratio:.2f} of the engine")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the spaCy component.")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = documents(arguments.documents)
    for check in (True, False):
        measure(texts, arguments.rounds, check=check)


if __name__ == "__main__":
    main()
