"""Times the look-up side of the statute database, beside bare SQLite in the same run.

Usage: python bench/lookup.py [DATABASE]

Aims: opening and one resolution 5 ms, a warm look-up 50 µs, a quotation of 200 characters 1 ms. The
words that are compared are made up: a comparison that finds little takes as long as one that does.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from citelaw.model import Locator, Version
from citelaw.registry import open_registry
from citelaw.registry.lookup import SHIPPED

TITLES = ("中华人民共和国社会保险法", "行政处罚法", "社会救助暂行办法", "公务员法", "药品管理法")
DAY = date(2026, 1, 1)
QUOTED = (
    "县级以上地方人民政府社会保险行政部门应当按照规定的期限和程序，对用人单位和个人遵守社会保险法律、法规情况"
    "进行监督检查，被检查的用人单位和个人应当如实提供与社会保险有关的资料，不得拒绝检查或者谎报、瞒报；有下列情形"
    "之一的，由社会保险行政部门责令限期改正；逾期不改正的，对用人单位处应缴社会保险费数额一倍以上三倍以下的罚款，"
    "对其直接负责的主管人员和其他直接责任人员处五百元以上三千元以下的罚款，依法给予处分。"
)[:200]


def once(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def show(name: str, seconds: float, base: float) -> None:
    print(f"{name:<52} {1e6 * seconds:>9.0f} µs {seconds / base:>8.1f} times bare SQLite")


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED

    def bare() -> None:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        connection.execute("SELECT title FROM statute WHERE id = 1").fetchall()
        connection.close()

    def opened() -> None:
        registry = open_registry(path)
        (statute,) = registry.by_title(TITLES[0])
        assert isinstance(registry.at(statute, DAY), Version)
        registry.close()

    base = median(once(bare) for _ in range(50))
    show("bare SQLite: open, one row", base, base)
    show("open, one title, the version in force", median(once(opened) for _ in range(50)), base)
    registry = open_registry(path)
    statutes = [registry.by_title(title)[0] for title in TITLES]
    versions = [version for one in statutes for version in registry.versions(one)]
    place = Locator(article=5)
    tasks: dict[str, Callable[[], object]] = {
        "title": lambda: [registry.by_title(title) for title in TITLES],
        "version in force": lambda: [registry.at(one, DAY) for one in statutes],
        "article": lambda: [registry.article_exists(one, place) for one in versions[:5]],
    }
    for name, task in tasks.items():
        task()
        show(f"warm: {name}", median(once(task) for _ in range(200)) / 5, base)
    titles = [statute.title for statute in registry.statutes()][:400]
    fresh = open_registry(path)
    times = [once(lambda t=title: fresh.by_title(t)) for title in titles]  # type: ignore[misc]
    show("a title for the first time", median(times), base)
    for at, version in enumerate(versions):  # another text each time: nothing is remembered
        registry.compare(version, place, f"{at}{QUOTED}")
    times = [
        once(lambda v=version, t=f"{QUOTED}{at}": registry.compare(v, Locator(article=86), t))  # type: ignore[misc]
        for at, version in enumerate(versions * 20)
    ]
    show("a quotation of 200 characters against an article", median(times), base)
    times = [
        once(lambda v=version, t=f"{QUOTED}{at}": registry.search(v, t))  # type: ignore[misc]
        for at, version in enumerate(versions * 20)
    ]
    show("… against every article of a version", median(times), base)
    show("… against every article of all statutes", once(lambda: registry.find(QUOTED)), base)


if __name__ == "__main__":
    main()
