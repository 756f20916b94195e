"""The document round it all: its parts in order, its policy, its one style and one script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from citelaw.model import FileReport, Report, Severity, Unchecked
from citelaw.reporters import Language
from citelaw.reporters._html import charts, lists, notes, summary, timeline
from citelaw.reporters._html.markup import (
    EMPTY,
    Attributes,
    Html,
    data_block,
    element,
    escaped,
    joined,
    scrolled,
    table_head,
)
from citelaw.reporters._html.sheets import NOTES_LIMIT, Book, Item, Sheet, book_of, in_doubt
from citelaw.reporters._html.words import WORDS, Words
from citelaw.reporters._where import called
from citelaw.reporters._words import WORDS as COMMON
from citelaw.version import __version__


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8").strip()


def _hash(text: str) -> str:
    from base64 import b64encode

    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def policy() -> str:
    """Return what the page may do: show itself. Nothing is loaded, sent or framed."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(_asset('style.css'))}; script-src {_hash(_asset('script.js'))}"
    )


def page(report: Report, language: Language) -> str:
    """Return the report as one HTML document."""
    words = WORDS[language]
    book = book_of(report)
    title = words.title if len(report.files) != 1 else f"{words.title} {_name(report.files[0])}"
    body = element(
        "body",
        None,
        element("a", {"class": "skip", "href": "#findings"}, words.skip),
        _head(report, words),
        element("main", None, joined(_main(report, book, language, words), "\n")),
        element("footer", None, words.made.format(version=__version__)),
        data_block("data", _data(book, language, words)),
        Html(f"<script>{_asset('script.js')}</script>"),
    )
    head = (
        f'<meta charset="utf-8">\n'
        f'<meta name="generator" content="citelaw {__version__}">\n'  # a walk knows it by this
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(policy())}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n'
        f'<meta name="color-scheme" content="light dark">\n'
        f'<link rel="icon" href="data:,">\n'
        f"<title>{escaped(title)}</title>\n"
        f"<style>{_asset('style.css')}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n{head}\n</head>\n'
        f"{body.text}\n</html>\n"
    )


def _name(file: FileReport) -> str:
    return PurePath(called(file).replace("\\", "/")).name


# ---------------------------------------------------------------- head


def _head(report: Report, words: Words) -> Html:
    number = len(report.files)
    name = _name(report.files[0]) if number == 1 else words.files.format(number)
    return element(
        "header",
        None,
        element("h1", None, words.title),
        element("p", {"class": "of"}, name),
        element("p", {"class": "verdict"}, summary.verdict(report, words)),
        summary.figures(summary.Totals(report.files), words),
    )


def _main(report: Report, book: Book, language: Language, words: Words) -> Sequence[Html]:
    alone = len(report.files) == 1
    facts = summary.file_facts(report.files[0], language, words) if alone else ()
    run_facts = summary.run_facts(report, book, language, words)
    overview = element(
        "section",
        {"id": "overview"},
        element("h2", None, words.overview),
        summary.coverage(summary.Totals(report.files), language),
        element("dl", {"class": "facts"}, *facts, *run_facts),
        EMPTY if alone else _file_table(report, book, words),
        summary.unverified(report.files, words),
    )
    parts = [overview]
    if any(sheet.notes for sheet in book.sheets):
        parts.append(_figures(report, book, words))
    history = timeline.timeline(report, book, words)
    if history.text:
        heading = element("h2", None, words.history)
        parts.append(element("section", {"id": "history"}, heading, history))
    parts.append(_bar(words))
    parts += _sheets(book, alone, language, words)
    return parts


def _figures(report: Report, book: Book, words: Words) -> Html:
    return element(
        "section",
        {"id": "figures"},
        element("h2", None, words.figures),
        element(
            "div",
            {"class": "charts"},
            charts.by_rule(report, words),
            charts.by_statute(book, words),
        ),
    )


def _file_table(report: Report, book: Book, words: Words) -> Html:
    """Return the lists of a run with their numbers, and links to those that are shown."""
    keys = {id(sheet.file): f"#l{sheet.number}" for sheet in book.sheets}
    heads = (
        words.file,
        words.citations,
        words.unchecked,
        *(words.severity[one] for one in Severity),
    )
    rows = []
    for file in report.files:
        totals = summary.Totals([file])
        href = keys.get(id(file))
        name = element("a", {"href": href}, file.path) if href else Html(escaped(file.path))
        numbers = [totals.cited, totals.unchecked, *(totals.found[one] for one in Severity)]
        cells = (
            (element("td", {"class": "num"}, str(one) if one else "") for one in numbers)
            if file.failure is None
            else (element("td", {"colspan": len(numbers)}, file.failure.said(words.language)),)
        )
        rows.append(element("tr", None, element("th", {"scope": "row"}, name), *cells))
    return scrolled(
        words.by_file,
        element(
            "table",
            {"class": "plain files"},
            element("caption", None, words.by_file),
            table_head(heads),
            element("tbody", None, joined(rows, "\n")),
        ),
    )


# ---------------------------------------------------------------- the lists


def _sheets(book: Book, alone: bool, language: Language, words: Words) -> Sequence[Html]:
    parts = [element("h2", {"id": "findings"}, words.findings)]
    bodies: list[Html] = []
    first = 0
    for sheet in book.sheets:
        listing = lists.listing(sheet, first, words)
        bodies.append(_sheet(sheet, listing, first, alone, language, words))
        first += len(sheet.file.view.citations) if sheet.file.view is not None else 0
    return [*parts, *bodies]


def _sheet(
    sheet: Sheet, listing: lists.Listing, first: int, alone: bool, language: Language, words: Words
) -> Html:
    name = facts = None
    if not alone:
        name = element("h3", None, _name(sheet.file))
        facts = element("dl", {"class": "facts"}, *summary.file_facts(sheet.file, language, words))
    number = str(sheet.number)
    layout = "sheet" if alone else "sheet many"
    return element(
        "section",
        {"class": layout, "id": f"l{number}", "data-f": number},
        name,
        facts,
        notes.notes(sheet, listing.anchors, language, words),
        summary.suppressed(sheet, language, words),
        summary.unchecked(sheet, first, listing.anchors, language, words),
        element(
            "div",
            {"class": "original"},
            element("h2" if alone else "h4", None, words.text),
            _legend(words) if sheet.number == 1 else None,
            *(element("p", {"class": "dim"}, one) for one in _left_out(sheet, words)),
            element("div", {"class": "paper"}, listing.html) if listing.html.text else None,
        ),
    )


def _left_out(sheet: Sheet, words: Words) -> Iterable[str]:
    """Yield what of a list is not on the page."""
    if not sheet.whole:
        yield words.shown_in_parts if sheet.notes else words.not_shown
    if sheet.left_out:
        yield words.no_room.format(limit=NOTES_LIMIT, number=sheet.left_out)


def _legend(words: Words) -> Html:
    """Return what the lines under the words mean."""
    marks = [
        element(
            "li",
            None,
            element("mark", {"class": lists.badge_class(one)}, words.severity[one]),
            element("span", {"class": f"n {lists.badge_class(one)}"}, f"{words.short[one]}1"),
        )
        for one in Severity
    ]
    kinds = (("ok", "checked"), ("no", "unchecked"), ("un", "unverified"))
    marks += [
        element("li", None, element("span", {"class": f"c {name}"}, words.verdict[key]))
        for name, key in kinds
    ]
    return element("ul", {"class": "legend", "aria-label": words.legend}, joined(marks))


def _bar(words: Words) -> Html:
    """Return the place where the script puts the filter; without script it is not shown."""
    attributes: Attributes = {
        "id": "bar",
        "role": "search",
        "aria-label": words.filter,
        "hidden": True,
    }
    return element("div", attributes)


# ---------------------------------------------------------------- for the script


def _data(book: Book, language: Language, words: Words) -> Any:
    """Return what the script is told: citations and statutes, and the words for what it makes."""
    statutes: dict[str, list[str]] = {}
    citations = [cited for sheet in book.sheets for cited in _citations(sheet, statutes, words)]
    reasons = {one.value: COMMON[language].unchecked[one] for one in Unchecked}
    return {
        "citations": citations,
        "statutes": list(statutes.values()),
        "titles": list(book.titles),
        "verdicts": {**words.verdict, **reasons},
        "rules": {
            note.first.code: words.rules.get(note.first.name, note.first.name)
            for sheet in book.sheets
            for note in sheet.notes
        },
        "items": {
            f"{sheet.number}-{item.key}": _item_name(item, words)
            for sheet in book.sheets
            for item in sheet.items
            if item.key
        },
        "files": {str(sheet.number): _name(sheet.file) for sheet in book.sheets},
        "severities": {one.value: words.severity[one] for one in Severity},
        "words": _script_words(words),
    }


def _citations(
    sheet: Sheet, statutes: dict[str, list[str]], words: Words
) -> Iterable[list[int | str]]:
    """Yield statute, place, verdict and version of each citation; gather ``statutes`` by title."""
    view = sheet.file.view
    if view is None:
        return
    for known in view.statutes:
        tier, state = timeline.tier(known, words), timeline.state(known, words)
        statutes.setdefault(known.title, [known.title, tier, known.number, state])
    places = {title: at for at, title in enumerate(statutes)}
    doubtful = in_doubt(sheet)
    for at, cited in enumerate(view.citations):
        found = cited.verdict == "checked" and at in doubtful
        statute = view.statutes[cited.statute] if cited.statute >= 0 else None
        version = statute.versions[cited.version] if statute and cited.version >= 0 else None
        yield [
            places[statute.title] if statute is not None else -1,
            cited.place,
            "found" if found else cited.verdict,
            timeline.version_in_full(version, words) if version is not None else "",
            int(cited.compared and cited.verdict == "checked" and not found),
        ]


def _item_name(item: Item, words: Words) -> str:
    if item.name:
        return words.item.format(item.name)
    return f"{words.no_item}{words.comma}{item.address or words.line.format(item.line)}"


_FOR_SCRIPT = (
    *("filter", "all", "rule", "statute", "rows", "file", "elsewhere", "only_rows", "clear"),
    *("nothing", "shown", "shown_all", "previous", "next", "keys", "print", "close", "fold"),
    *("unfold", "card", "see_note", "judged_by", "compared_quote", "filtered", "no_statute"),
    *("unchecked", "comma", "colon"),
)


def _script_words(words: Words) -> dict[str, str]:
    fields = words._asdict()
    return {name: fields[name] for name in _FOR_SCRIPT}
