"""What resolving and judging cost beside extraction, and which rules cost most of it.

    python bench/resolving.py [FILE|DIR ...] [--rounds 7]

Every list is a document of its own; of all rounds the least time counts, in processor time, so
that other work on the machine matters little. ``first`` opens the database anew in every round, so
that nothing is kept from an earlier list of the same words; ``again`` asks one engine once more, as
an editor does after every change. Patterns are compiled in both (``bench/startup.py`` counts them).
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

from citelaw.engine import Engine
from citelaw.model import Diagnostic, ResolvedDocument, Rule
from citelaw.rules import all_rules

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures" / "lists"
BESIDE = ROOT.parent / "shared" / "lists"
"""Further lists that may lie beside the checkout."""

DEAREST = 8
STEPS = ("read", "find", "resolve", "lint")

T = TypeVar("T")
P = ParamSpec("P")


def lists(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in files if file.is_file() and file.name != "README.md")


class Stopwatch:
    """The seconds of processor time that each step takes."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def time(self, step: str, work: Callable[P, T], *of: P.args, **named: P.kwargs) -> T:
        start = time.process_time()
        result = work(*of, **named)
        self.seconds[step] += time.process_time() - start
        return result


def check(engine: Engine, files: list[Path], watch: Stopwatch) -> None:
    """Walk through the lists as ``citelaw check`` does, one after the other."""
    for file in files:
        document = watch.time("read", engine.read, file)
        cells = watch.time("find", engine.find, document)
        resolved = watch.time("resolve", engine.resolve, document, cells)
        for rule in all_rules():
            watch.time(rule.name, judged, rule, resolved)


def judged(rule: Rule, resolved: ResolvedDocument) -> list[Diagnostic]:
    return list(rule.check(resolved))


def rounds(files: list[Path], count: int, *, anew: bool) -> dict[str, float]:
    """Return the least seconds of each step, and of each rule by its name."""
    engine = Engine().prepare()
    check(engine, files, Stopwatch())
    best: dict[str, float] = {}
    for _ in range(count):
        if anew:
            engine = Engine().prepare()
            _ = engine.names, engine.find(engine.read_text("《甲法》第一条"))
        watch = Stopwatch()
        check(engine, files, watch)
        for step, seconds in watch.seconds.items():
            best[step] = min(best.get(step, seconds), seconds)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure resolving and judging.")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    files = list(lists(arguments.paths or [one for one in (FIXTURES, BESIDE) if one.exists()]))
    names = [rule.name for rule in all_rules()]
    first = rounds(files, arguments.rounds, anew=True)
    again = rounds(files, arguments.rounds, anew=False)
    for best in (first, again):
        best["lint"] = sum(best[name] for name in names)
        best["extraction"] = best["read"] + best["find"]
        best["both"] = best["resolve"] + best["lint"]

    print(f"{len(files)} documents, milliseconds{'first':>12}{'again':>10}")
    for step in STEPS:
        print(f"{step:26}{first[step] * 1000:12.1f}{again[step] * 1000:10.1f}")
    for step in ("resolve", "lint", "both"):
        shares = [best[step] / best["extraction"] for best in (first, again)]
        print(f"{step + ' / extraction':26}{shares[0]:12.2f}{shares[1]:10.2f}")
    print("dearest rules, share of all rules and of all the time")
    for name in sorted(names, key=lambda name: -first[name])[:DEAREST]:
        whole = first["extraction"] + first["both"]
        print(f"{name:26}{first[name] / first['lint']:12.1%}{first[name] / whole:10.1%}")


if __name__ == "__main__":
    main()
