"""Reads the paragraphs of a statute: title, history, table of contents, headings, articles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citelaw.numeral import parse_number
from citelaw.registry.building.corpus import FormatError
from citelaw.registry.convert._history import is_dated

BREAK = "<!-- FORCE BREAK -->"
"""A line that ends the article before it; LawRefBook writes it before what belongs to none."""

_SPACES = str.maketrans(
    dict.fromkeys((9, 11, 12, 160, *range(8192, 8203), 8239, 8287), " ")
    | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
)
_NUMERAL = "[〇○零一二三四五六七八九十百千]{1,9}"
_ARTICLE = re.compile(
    rf"第(?P<number>{_NUMERAL})条(?:之(?P<inserted>{_NUMERAL}))?(?:[ 　]+|$)(?P<words>.*)"
)
_HEADING = re.compile(
    rf"第(?P<number>{_NUMERAL})(?P<unit>分编|编|章|节)"
    r"(?:$|[ 　]+|(?![的、和至到所规中及以]))(?P<name>[^。；：:;]{0,60})"
)
_MARKS = {"编": "#", "分编": "##", "章": "###", "节": "####"}
_BARE_HEADINGS = ("总则", "分则", "附则", "罚则", "序言")
_CONTENTS = re.compile(r"目[ 　]{0,12}[录次]")
_LEADERS = re.compile(r"[.．…·\s0-9０-９]{1,200}$")
_ANNEX = re.compile(r"附(?:件|录|表|图)?[一二三四五六七八九十0-9０-９]{0,3}(?:[ 　:：]|$)")
_HISTORY = re.compile(
    r"[（(]\s*(?:根据)?\s*(?:[12１２][0-9０-９]{3}|[一二][〇○零一二三四五六七八九]{3})\s?年"
)
_HISTORY_VERB = re.compile(r"通过|公布|发布|批准|修正|修订")
_NUMBER = re.compile(r"[（(]?([一-鿿]{1,12}[〔\[（(][12]\d{3}[〕\]）)]第?\d{1,4}号)[）)]?")
_LONGEST_HISTORY = 40
_LONGEST_TITLE = 120
_TITLE_LINES = range(1, 4)
_SENTENCE = re.compile(r"[。；;！!]|[：:]$")
_OPEN = str.maketrans("(", "（")
_CLOSE = str.maketrans(")", "）")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a text: its title, the lines of its history (题注), and all that follows."""

    title: str
    history: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body in the corpus format, and the words of each article."""

    lines: tuple[str, ...]
    articles: tuple[str, ...]


def clean(lines: list[str]) -> list[str]:
    """Return the lines without outer and odd white space, and without empty ones."""
    stripped = (line.translate(_SPACES).strip() for line in lines)
    return [line for line in stripped if line]


def squeeze(text: str) -> str:
    """Return ``text`` without white space: 总　　则 is 总则."""
    return "".join(text.split())


def document_number(line: str) -> str | None:
    """Return the document number (发文字号) that stands alone on ``line``, or None."""
    found = _NUMBER.fullmatch(squeeze(line))
    return found[1] if found else None


def read_head(lines: list[str], named: str) -> Head:
    """Return title and history of a text whose title stands in its first lines.

    ``named`` is the title that the file name gives; it decides where the first lines hold more
    than a title (最高人民法院公告 and the like).

    Raises:
        FormatError: no title can be told.
    """
    start = next((i for i, line in enumerate(lines) if _opens_body(line)), len(lines))
    at = next((i for i, line in enumerate(lines[:start]) if _HISTORY.match(line)), None)
    if at is None:
        head = lines[: min(start, _LONGEST_HISTORY)]
        end = next((i for i, line in enumerate(head) if _SENTENCE.search(line)), len(head))
        dated = [line for line in head if is_dated(line) and _HISTORY_VERB.search(line)]
        end = min([end, *(head.index(line) for line in dated)])
        return _head(head[:end], named, dated, lines[end:])
    end = _history_end(lines, at)
    return _head(lines[:at], named, lines[at:end], lines[end:])


def _head(above: list[str], named: str, history: list[str], rest: list[str]) -> Head:
    """Return the head; a document number among the lines of the title is none of it."""
    numbers = [line for line in above if document_number(line)]
    title = _title([line for line in above if line not in numbers], named)
    return Head(title=title, history=tuple(history), rest=(*numbers, *rest))


def _opens_body(line: str) -> bool:
    return bool(_CONTENTS.fullmatch(line) or _ARTICLE.match(line) or _heading(line))


def _history_end(lines: list[str], start: int) -> int:
    """Return the index after the line on which the parenthesis of the history closes."""
    depth = 0
    for index, line in enumerate(lines[start : start + _LONGEST_HISTORY], start):
        depth += line.translate(_OPEN).count("（") - line.translate(_CLOSE).count("）")
        if depth <= 0:
            return index + 1
    return start + 1


def _title(lines: list[str], named: str) -> str:
    joined = squeeze("".join(lines))
    bare = joined.replace("、", "")
    if lines and bare == 2 * squeeze(lines[0]).replace("、", ""):
        return squeeze(lines[0])  # some files print the title twice, the second time in two lines
    if len(lines) in _TITLE_LINES and len(joined) <= _LONGEST_TITLE:
        return joined
    if named and (squeeze(named) in joined or not joined):
        return squeeze(named)
    raise FormatError(1, "认不出标题，应在第一行，用法规标题作文件名也可以")


def without_contents(lines: list[str]) -> list[str]:
    """Return the lines without the table of contents (目录).

    It ends where its first entry stands again; where that does not come, at the first line that
    is no heading.
    """
    first = next((i for i, line in enumerate(lines) if _ARTICLE.match(line)), len(lines))
    at = next((i for i, line in enumerate(lines[:first]) if _CONTENTS.fullmatch(line)), None)
    if at is None:
        return lines
    entries = [_entry(line) for line in lines[at + 1 : first]]
    if entries and entries[0] in entries[1:]:
        return lines[:at] + lines[at + 1 + entries.index(entries[0], 1) :]
    end = at + 1
    while end < first and _heading(_LEADERS.sub("", lines[end])):
        end += 1
    return lines[:at] + lines[end:]


def _entry(line: str) -> str:
    return squeeze(_LEADERS.sub("", line))


def read_body(lines: list[str]) -> Body:
    """Return the body: headings, articles with their units one a line, all else as ``> `` lines.

    What follows the last article as an annex (附件) is no part of that article.
    """
    lines = without_contents(lines)
    annex = _annex_start(lines)
    written: list[str] = []
    articles: list[list[str]] = []
    for line in lines[:annex]:
        _write(line, written, articles)
    if written and annex < len(lines):
        written.append("")
    written += [f"> {line}" for line in lines[annex:]]
    return Body(lines=tuple(written), articles=tuple("\n".join(article) for article in articles))


def _write(line: str, written: list[str], articles: list[list[str]]) -> None:
    """Append ``line`` to what is written so far; ``articles`` holds the lines of each article."""
    if line == BREAK:
        if written and written[-1]:
            written.append("")
        return
    article = _ARTICLE.match(line)
    heading = None if article else _heading(line)
    inside = bool(articles and written and written[-1] and written[-1][0] not in "#>")
    if (article or heading) and written and written[-1]:
        written.append("")
    if article:
        articles.append([article["words"]])
        written.append(f"{_number(article)}　{article['words']}")
    elif heading:
        written.append(heading)
    elif inside:
        _continue(line.lstrip("#> 　"), written, articles[-1])
    else:
        written.append(f"> {line}")


def _continue(line: str, written: list[str], article: list[str]) -> None:
    """Append ``line`` as a further unit, or as the first where the number had its own line."""
    if not line:
        return
    article.append(line)
    if written[-1].endswith("　"):
        written[-1] += line
    else:
        written.append(line)


def _number(article: re.Match[str]) -> str:
    inserted = f"之{article['inserted']}" if article["inserted"] else ""
    return f"第{article['number']}条{inserted}".replace("○", "〇")


def _heading(line: str) -> str | None:
    """Return the heading of ``line`` in the corpus format, or None where it is no heading."""
    bare = squeeze(line)
    if bare in _BARE_HEADINGS:
        return f"### {bare}"
    found = _HEADING.fullmatch(line)
    if not found:
        return None
    number = found["number"].replace("○", "〇")
    title = f"{_MARKS[found['unit']]} 第{number}{found['unit']} {squeeze(found['name'])}"
    return title.rstrip()


def _annex_start(lines: list[str]) -> int:
    """Return the index of the first line of the annexes, or the number of lines.

    A line that opens like an annex is none where the numbers of the articles go on after it.
    """
    numbers = [_article_number(line) for line in lines]
    following = [0] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        following[index] = numbers[index] or following[index + 1]
    last = 0
    for index, line in enumerate(lines):
        last = numbers[index] or last
        if last and following[index] <= last and not numbers[index] and _ANNEX.match(line):
            return index
    return len(lines)


def _article_number(line: str) -> int:
    found = _ARTICLE.match(line)
    return (parse_number(found["number"]) or 0) if found else 0
