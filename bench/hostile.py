"""Time of reading endless repetitions: the ratio of 64,000 to 16,000 characters.

Linear reading gives about 4, quadratic about 16.

    python bench/hostile.py
"""

import time

from citelaw.grammar import find
from citelaw.model import Cell, Document, Shape
from citelaw.span import OffsetMap, Piece, Span

UNITS = (
    "《",
    "》",
    "第",
    "第一",
    "第一条、",
    "第一、",
    "（",
    "“",
    "《社会保险法》（",
    "《社会保险法》第一条：“",
    "〔2018〕",
    "甲发〔2018〕2号",
    "令",
    "号",
    "关于《",
    "《甲办法》的通知",
    "前款",
    "本法",
    "【法律】",
    "以下简称",
    "2018年",
    "<社会保险法",
    "第一条 甲\n",
    "中“甲”",
    "。《社会保险法》",
    "《甲办法》（2018年1月",
    "甲",
    "\n",
)


def seconds(text: str, *, prose: bool) -> float:
    offsets = OffsetMap((Piece(0, 0, len(text), len(text), True),))
    cell = Cell(text=text, offsets=offsets, span=Span(0, len(text)), prose=prose)
    document = Document(name="hostile", source=text, cells=(cell,), shape=Shape.PROSE)
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        find(document, lambda: ("社会保险法",))
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    worst = 0.0
    for unit in UNITS:
        for prose in (False, True):
            short, long = (
                seconds((unit * length)[:length], prose=prose) for length in (16_000, 64_000)
            )
            ratio = long / max(short, 1e-4)
            worst = max(worst, ratio)
            print(f"{ratio:5.1f}  {long * 1000:7.1f} ms  prose={prose!s:5}  {unit!r}")
    print(f"worst ratio {worst:.1f}")


if __name__ == "__main__":
    main()
