"""The shipped database against known truths, and against the texts that it was built from."""

import random
import re
from datetime import date
from pathlib import Path

import pytest

from citelaw.model import Locator, NotYet, Tier, Undetermined, Version
from citelaw.numeral import parse_number
from citelaw.registry import Registry, open_registry
from citelaw.registry.lookup import SHIPPED

pytestmark = pytest.mark.skipif(not SHIPPED.is_file(), reason="statutes.sqlite is not built")
FRAUD = (
    "以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的，由社会保险行政部门责令退回骗取的社会保险金，"
    "处骗取金额二倍以上五倍以下的罚款。"
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return open_registry()


def in_force(registry: Registry, title: str, day: date) -> Version:
    (statute,) = registry.by_title(title)
    version = registry.at(statute, day)
    assert isinstance(version, Version)
    return version


@pytest.mark.parametrize(
    ("title", "tier"),
    [
        ("社会保险法", Tier.LAW),
        ("社会保险费征缴暂行条例", Tier.ADMINISTRATIVE_REGULATION),
        ("医疗机构医疗保障定点管理暂行办法", Tier.DEPARTMENT_RULE),
    ],
)
def test_tier_is_certain(registry: Registry, title: str, tier: Tier) -> None:
    (statute,) = registry.by_title(title)
    assert (statute.tier, statute.tier_certain) == (tier, True)


@pytest.mark.parametrize(
    ("title", "day", "version"),
    [
        ("社会保险法", date(2018, 12, 28), "2010-10-28"),
        ("社会保险法", date(2018, 12, 29), "2018-12-29"),
        ("社会救助暂行办法", date(2019, 3, 1), "2014-02-21"),
        ("社会救助暂行办法", date(2019, 3, 18), "2019-03-02"),
        ("公务员法", date(2018, 6, 1), "2017-09-01"),
        ("公务员法", date(2019, 6, 1), "2018-12-29"),
        ("监察法", date(2025, 5, 31), "2018-03-20"),
        ("监察法", date(2025, 6, 1), "2024-12-25"),
    ],
)
def test_version_in_force(registry: Registry, title: str, day: date, version: str) -> None:
    assert in_force(registry, title, day).date == version


def test_law_not_in_force_yet(registry: Registry) -> None:
    (statute,) = registry.by_title("医疗保障法")
    assert isinstance(registry.at(statute, date(2026, 12, 31)), NotYet)


def test_version_that_is_not_held_is_undetermined(registry: Registry) -> None:
    (statute,) = registry.by_title("行政处罚法")
    assert registry.at(statute, date(2000, 1, 1)) == Undetermined(candidates=())


def test_succession_without_repeal(registry: Registry) -> None:
    (statute,) = registry.by_title("社会救助暂行办法")
    assert (statute.repealed_on, statute.successor) == (None, "中华人民共和国社会救助法")


def test_article_104_of_the_civil_servants_law_moved_to_108(registry: Registry) -> None:
    old = in_force(registry, "公务员法", date(2018, 6, 1))
    new = in_force(registry, "公务员法", date(2020, 1, 1))
    moved = registry.moved(old, new, Locator(article=104))
    assert moved is not None
    assert (moved.locator.article, moved.similarity >= 0.75) == (108, True)


def test_quoted_fraud_article_is_the_88th(registry: Registry) -> None:
    version = in_force(registry, "社会保险法", date(2020, 1, 1))
    right = registry.compare(version, Locator(article=88), FRAUD)
    wrong = registry.compare(version, Locator(article=80), FRAUD)
    assert right is not None
    assert wrong is not None
    assert (right.coverage, right.differences, right.complete) == (1.0, (), True)
    assert wrong.coverage < 0.3
    assert registry.search(version, FRAUD)[0].locator == Locator(article=88)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("printed", "opening", "article"),
    [("八十", "以欺诈、伪造证明材料", 88), ("九十", "国家工作人员在社会保险管理", 93)],
)
def test_list_003_quotes_an_article_under_a_wrong_number(
    registry: Registry, shared: Path, printed: str, opening: str, article: int
) -> None:
    source = next((shared / "lists").glob("003_*.txt")).read_text("utf-8")
    quoted = re.search(rf"第{printed}条[:：]?\s*({opening}[^。]*。)", source)
    assert quoted
    version = in_force(registry, "社会保险法", date(2020, 1, 1))
    best = registry.search(version, quoted[1])[0]
    assert (best.locator.article, best.differences, best.complete) == (article, (), True)


@pytest.mark.shared
def test_true_articles_raise_no_difference(registry: Registry, shared: Path) -> None:
    files = sorted((shared / "corpus" / "02-laws").glob("*.txt"))
    chosen = random.Random(7).sample(files, 40)
    checked = 0
    for path in chosen:
        front, body = path.read_text("utf-8").split("\n---\n", 1)
        title = re.search(r'title: "(.*)"', front)
        day = re.search(r'version: "(.*)"', front)
        assert title
        assert day
        (statute,) = registry.by_title(title[1])
        version = next((v for v in registry.versions(statute) if v.date == day[1]), None)
        if version is None:
            continue
        for printed, block in re.findall(r"^第([^条]+)条　((?:.+\n?)+)", body, re.M):
            number, text = parse_number(printed), block.replace("\n", "")
            found = registry.compare(version, Locator(article=number), text)
            if found is None or "#" in block or version.last_article != version.article_count:
                continue
            checked += 1
            if re.search(r"^第[^条]{1,9}\s", block, re.M):  # an article or heading not set off
                continue
            assert found.differences == (), (title[1], number)
            assert found.complete, (title[1], number)
    assert checked > 1000


ROOT = Path(__file__).parent.parent


def test_docs_state_what_the_database_holds(registry: Registry) -> None:
    page = (ROOT / "docs" / "statutes.md").read_text("utf-8")
    known_to = dict(registry.known_to)
    for tier, day in known_to.items():
        counts = registry.coverage[tier]
        numbers = [counts[key] for key in ("statutes", "with_text", "versions", "complete")]
        cells = [Tier(tier).chinese, *map(str, numbers), day]
        assert f"| {' | '.join(cells)} |" in page, tier
