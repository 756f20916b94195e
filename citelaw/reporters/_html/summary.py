"""What was checked and what was not: the head of the page, and the facts of each list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from citelaw.model import (
    Applicability,
    DateBasis,
    FileReport,
    ListDate,
    Report,
    Severity,
    Suppressed,
    Unchecked,
    View,
)
from citelaw.reporters import Language
from citelaw.reporters._html.charts import rule_name, strip
from citelaw.reporters._html.lists import badge_class, plain
from citelaw.reporters._html.markup import EMPTY, Html, element, joined, table_head
from citelaw.reporters._html.notes import fact
from citelaw.reporters._html.sheets import NOTES_LIMIT, Book, Sheet, item_at, place_at
from citelaw.reporters._html.words import Words
from citelaw.reporters._said import (
    each_reason,
    findings,
    left_out,
    message,
    notes,
    stale,
    unverified_titles,
)
from citelaw.reporters._where import called
from citelaw.reporters._words import WORDS as COMMON

LINES_SHOWN = 20
_RAW = 60


class Totals:
    """The numbers of a run, or of some of its lists."""

    __slots__ = ("checked", "cited", "counts", "found")

    def __init__(self, files: Iterable[FileReport]) -> None:
        files = tuple(files)
        self.counts = [file.counts for file in files if file.counts is not None]
        self.cited = sum(one.citations for one in self.counts)
        self.checked = sum(one.checked for one in self.counts)
        self.found = Counter(one.severity for file in files for one in findings(file))

    @property
    def unchecked(self) -> int:
        """How many citations could not be checked."""
        return self.cited - self.checked


def verdict(report: Report, words: Words) -> str:
    """Return the result of a run in one sentence, which claims no more than was checked."""
    totals = Totals(report.files)
    if not any(file.source is not None for file in report.files):
        return words.nothing_read
    if totals.found:
        return words.found.format(number=totals.found.total())
    if not totals.cited:
        return words.uncited
    if totals.unchecked:
        return words.clean_but.format(number=totals.unchecked)
    return words.clean


def figures(totals: Totals, words: Words) -> Html:
    """Return the numbers that are asked for first."""
    tiles = [
        _tile(badge_class(one), words.severity[one], totals.found[one], one in totals.found)
        for one in Severity
    ]
    tiles.append(_tile("ok", words.checked, totals.checked, totals.checked > 0))
    tiles.append(_tile("no", words.unchecked, totals.unchecked, totals.unchecked > 0))
    return element("ul", {"class": "tiles"}, joined(tiles))


def _tile(name: str, label: str, number: int, any_there: bool) -> Html:
    return element(
        "li",
        {"class": name if any_there else f"{name} nil"},
        element("span", {"class": "label"}, label),
        element("b", None, str(number)),
    )


def coverage(totals: Totals, language: Language) -> Html:
    """Return how much was checked, and for what reasons the rest was not."""
    if not totals.cited:
        return EMPTY
    common = COMMON[language]
    line = common.checked.format(
        cited=totals.cited, checked=totals.checked, unchecked=totals.unchecked
    )
    reasons = [element("li", None, one) for one in each_reason(totals.counts, common)]
    return element(
        "div",
        {"class": "coverage"},
        element("p", None, line),
        strip((("ok", totals.checked), ("no", totals.unchecked)), totals.cited),
        element("ul", {"class": "reasons"}, joined(reasons)) if reasons else None,
    )


# ---------------------------------------------------------------- the run


def run_facts(
    report: Report, book: Book, language: Language, words: Words
) -> Iterable[Html | None]:
    """Yield what is known of the run as a whole."""
    known = words.known_to.format(date=report.data_date, digest=report.digest[:12])
    yield fact(words.as_of, report.as_of.isoformat())
    old = stale(report, COMMON[language])
    yield fact(words.data, joined((known, element("div", None, old) if old else None)))
    yield fact(words.overlays, words.comma.join(report.overlays))
    failures = [
        f"{file.path}{words.colon}{file.failure.said(words.language)}"
        for file in report.files
        if file.failure is not None
    ]
    yield fact(words.failed, _listed(failures))
    if report.baseline is not None:
        yield fact(words.baseline, _baseline(report, words))
    if book.beyond:
        rest = words.beyond.format(limit=NOTES_LIMIT)
        lines = (f"{one.path}{words.colon}{_in_short(one, words)}" for one in book.beyond)
        yield fact(words.files.format(len(book.beyond)), joined((rest, _listed(lines))))


def _listed(lines: Iterable[str]) -> Html:
    items = [element("li", None, line) for line in lines]
    return element("ul", None, joined(items)) if items else EMPTY


def _in_short(file: FileReport, words: Words) -> str:
    found = Totals([file]).found
    return words.comma.join(f"{words.severity[one]} {found[one]}" for one in Severity if found[one])


def _baseline(report: Report, words: Words) -> Html:
    compared = report.baseline
    assert compared is not None
    line = words.compared.format(
        path=compared.path,
        new=compared.new,
        unchanged=compared.unchanged,
        fixed=len(compared.fixed),
    )
    if not compared.fixed:
        return joined((line,))
    gone = _listed(
        f"{one.file}{words.colon}{words.rules.get(one.identity.rule, one.identity.rule)}"
        f"{words.comma}{plain(one.identity.words, _RAW)}"
        for one in compared.fixed
    )
    summary = element("summary", None, words.compared_fixed)
    return joined((line, element("details", None, summary, gone)))


# ---------------------------------------------------------------- a list


def file_facts(file: FileReport, language: Language, words: Words) -> Iterable[Html | None]:
    """Yield what is known of a list as a whole."""
    yield fact(words.file, called(file))
    if file.facts is not None:
        facts = file.facts
        form = (words.profile[facts.profile], words.shape[facts.shape], facts.encoding)
        yield fact(words.kind, words.comma.join(filter(None, form)))
        yield fact(words.notes, _listed(notes(file, language)))
        yield fact(words.list_date, list_date(facts.list_date, words))
        yield fact(words.undetermined, _undetermined(file, language))
    yield fact(words.fixed, _fixed(file, words))


def list_date(day: ListDate | None, words: Words) -> str:
    """Return when a list was made and how that is known."""
    if day is None or (day.not_before is None and day.not_after is None):
        return words.no_list_date
    low, high = day.not_before, day.not_after
    if low == high:
        when = words.on_day.format(low)
    elif low is not None and high is not None:
        when = words.between.format(low, high)
    else:
        when = words.from_day.format(low) if low is not None else words.to_day.format(high)
    how = words.basis[day.basis]
    if day.basis is DateBasis.INFERRED and day.source:
        how += f"{words.colon}{day.source}"
    return words.bracketed.format(when, how)


def _undetermined(file: FileReport, language: Language) -> Html:
    common = COMMON[language]
    return _listed(
        common.why.format(
            title=one.title,
            number=one.places,
            why=common.why_undetermined[one.why].format(one.changed),
        )
        for one in (file.facts.undetermined if file.facts is not None else ())
    )


def _fixed(file: FileReport, words: Words) -> Html | str:
    fixed = file.fixed
    if fixed is None:
        return EMPTY
    if fixed.refusal is not None:
        return fixed.refusal.said(words.language)
    lines = [
        words.fixed_rules.format(code=code, number=number, kind=words.applicability[kind])
        for code, kind, number in fixed.rules
    ]
    safe, unsafe = (fixed.number(one) for one in (Applicability.SAFE, Applicability.UNSAFE))
    lines += [] if fixed.settled else [words.unsettled]
    return joined((words.places.format(safe + unsafe), _listed(lines)))


def suppressed(sheet: Sheet, language: Language, words: Words) -> Html:
    """Return the findings of a list that are not reported, with who said so and why."""
    if not sheet.file.suppressed:
        return EMPTY
    items = [_suppressed(sheet, one, language, words) for one in sheet.file.suppressed]
    summary = f"{words.suppressed} {words.places.format(len(items))}"
    return element(
        "details",
        {"class": "aside"},
        element("summary", None, summary),
        element("ul", None, joined(items, "\n")),
    )


def _suppressed(sheet: Sheet, one: Suppressed, language: Language, words: Words) -> Html:
    found = one.diagnostic
    return element(
        "li",
        None,
        place_at(sheet, found.span.start, found.place.address, words),
        " ",
        element("strong", None, rule_name(found.code, found.name, words)),
        " ",
        element("q", None, plain(found.raw, _RAW)) if found.raw else None,
        element("div", None, message(found, language)),
        element("div", {"class": "dim"}, left_out(one, language)),
    )


def unverified(files: Iterable[FileReport], words: Words) -> Html:
    """Return the titles that are not in the database, with the number of their mentions."""
    titles = unverified_titles(files)
    if not titles:
        return EMPTY
    items = [
        element("li", None, f"《{plain(title, 200)}》 {words.times.format(number)}")
        for title, number in titles
    ]
    return element(
        "details",
        {"class": "aside"},
        element("summary", None, f"{words.unverified} {len(titles)}"),
        element("p", None, words.unverified_note),
        element("ul", None, joined(items, "\n")),
    )


def unchecked(
    sheet: Sheet, first_citation: int, anchors: Collection[str], language: Language, words: Words
) -> Html:
    """Return the citations of a list that were not checked, by reason, with links to them."""
    view = sheet.file.view
    if view is None:
        return EMPTY
    printed = _printed(sheet.source, view)
    groups: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, one in enumerate(view.citations, first_citation):
        if one.counted and one.verdict != "checked":
            known = one.statute >= 0
            title = view.statutes[one.statute].title if known else printed.get(one.mention, "")
            groups.setdefault((one.verdict, title), []).append((number, one.start))
    if not groups:
        return EMPTY
    rows = [
        element(
            "tr",
            None,
            element("td", {"class": "keep"}, COMMON[language].unchecked[Unchecked(reason)]),
            element("td", None, title or words.not_known),
            element("td", None, _links(sheet, found, anchors, words)),
        )
        for (reason, title), found in sorted(groups.items())
    ]
    heads = (words.why, words.statute, words.where)
    table = element(
        "table",
        {"class": "plain"},
        table_head(heads),
        element("tbody", None, joined(rows, "\n")),
    )
    number = sum(map(len, groups.values()))
    summary = element("summary", None, f"{words.not_checked} {words.places.format(number)}")
    return element("details", {"class": "aside"}, summary, table)


def _printed(source: str, view: View) -> dict[str, str]:
    """Return the titles as they are printed, by the ids of their mentions."""
    return {
        one.mention: plain(source[one.start : one.end], _RAW)
        for one in view.citations
        if not one.place and one.mention
    }


def _links(
    sheet: Sheet, found: Sequence[tuple[int, int]], anchors: Collection[str], words: Words
) -> Html:
    """Return links to the places, those of one row as one: 序号 5 ×3."""
    rows: dict[str, list[int]] = {}
    for number, start in found:
        item = item_at(sheet.items, start)
        where = place_at(sheet, start, "", words)
        name = words.item.format(item.name) if item is not None and item.name else where
        rows.setdefault(name, []).append(number)
    links: list[Html | str] = []
    for name, numbers in list(rows.items())[:LINES_SHOWN]:
        key = f"c{numbers[0]}"
        link = element("a", {"href": f"#{key}"}, name) if key in anchors else name
        links.append(joined((link, f" ×{len(numbers)}" if len(numbers) > 1 else None)))
    left = sum(map(len, list(rows.values())[LINES_SHOWN:]))
    if left:
        links.append(words.more_places.format(left))
    return joined(links, words.comma)
