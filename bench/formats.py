"""What rendering takes: every format of ``citelaw check``, 40,000 findings in 1,000 files.

python bench/formats.py [FORMAT ...]
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from datetime import date

from citelaw.manual import pages
from citelaw.model import (
    Applicability,
    Certainty,
    Counts,
    Diagnostic,
    Edit,
    Evidence,
    FileFacts,
    FileReport,
    Fix,
    Identity,
    Place,
    Profile,
    Report,
    Severity,
    Shape,
)
from citelaw.reporters import Style, load_reporter
from citelaw.span import Span

FORMATS = ("json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjsonl", "csv")
FILES, FINDINGS = 1_000, 40
ROW = "{}\t行政处罚\t依据《社会保险法》第八十条：骗取社会保险待遇的，责令退回，处以罚款。\n"
SEVERITIES = tuple(Severity)


def finding(number: int, offset: int) -> Diagnostic:
    """A finding of ordinary size, with a fix and its evidence."""
    span = Span(offset, offset + 4)
    return Diagnostic(
        code="CL401",
        name="quote-wrong-article",
        severity=SEVERITIES[number % 3],
        certainty=Certainty.CERTAIN,
        wrong_since="list",
        message="引文不是第八十条，而是第八十八条（2018年修正文本）的文字，请改条号或重引。",
        message_en="The quoted words are those of article 88 (text as amended in 2018).",
        span=span,
        raw="第八十条",
        place=Place(row=str(number), column="设定依据"),
        title="社会保险法",
        cited="《社会保险法》第八十条",
        expected="第八十八条",
        fix=Fix("改为“第八十八条”", (Edit(span, "第八十八条"),), Applicability.UNSAFE),
        evidence=Evidence("中华人民共和国社会保险法", "2018年修正文本", "第八十八条"),
        identity=Identity("quote-wrong-article", "《社会保险法》第八十条", number + 1),
    )


def report() -> Report:
    """A run over many files."""
    rows = [ROW.format(number) for number in range(FINDINGS)]
    source, found, offset = "".join(rows), [], 0
    for number, row in enumerate(rows):
        found.append(finding(number, offset + row.index("第八十条")))
        offset += len(row)
    facts = FileFacts("utf-8", Shape.TSV, Profile.LIST, date(2026, 11, 21))
    files = [
        FileReport(
            path=f"清单/第 {number} 号.tsv",
            source=source,
            facts=facts,
            diagnostics=tuple(found),
            counts=Counts(FINDINGS, FINDINGS, 0, FINDINGS, FINDINGS, 0, FINDINGS),
        )
        for number in range(FILES)
    ]
    return Report(tuple(files), date(2026, 11, 21), "2026-10-31", "0" * 64)


def main(names: list[str]) -> None:
    """Print the processor time, the size and the memory that each format takes."""
    run = report()
    style = Style(folder="/srv/lists", pages=pages())
    print(f"{FILES} files, {FILES * FINDINGS} findings")
    for name in names or FORMATS:
        reporter = load_reporter(name)
        started = time.process_time()
        data = reporter.render(run, style)
        taken = time.process_time() - started
        tracemalloc.start()
        reporter.render(run, style)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{name:8} {taken:6.2f} s {len(data) / 1e6:7.1f} MB, memory {peak / 1e6:6.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
