"""What becomes of the articles of one version in the next, on invented statutes."""

import pytest

from citelaw.model import MapKind
from citelaw.registry.building.corpus import parse_text
from citelaw.registry.building.mapping import map_articles
from citelaw.registry.building.proof import Proof, prove
from citelaw.registry.building.provisions import Article
from citelaw.registry.layout import NOWHERE, ArticleKey, Mapped

SEEDS = "种子企业应当建立青禾种子生产经营档案，载明种子来源、产地、数量、质量、销售去向和销售日期。"
PUMPS = "灌溉机构每年三月前检修水泵、闸门和渠道，并将检修结果告知沿渠的农户。"
PAYMENT = "农户按播种面积缴纳青禾保险费，每亩十二元，由村民小组代收。"
REFUND = "骗取青禾保险金的，由青禾主管部门责令退回，并处骗取金额二倍以上五倍以下的罚款。"
COUNCIL = "青禾理事会由农户代表、种子企业代表和主管部门代表组成，任期三年。"
EFFECT = "本法自公布之日起施行。"


def articles(*words: str) -> tuple[Article, ...]:
    body = "\n\n".join(f"第{'一二三四五六七八九'[at]}条　{text}" for at, text in enumerate(words))
    return parse_text(f'---\ntitle: "甲法"\ntier: 法律\n---\n{body}', "a.txt").articles


def mapped(old: tuple[Article, ...], new: tuple[Article, ...]) -> dict[tuple[int, int], MapKind]:
    return {(row.old.number, row.new.number): row.kind for row in map_articles(old, new)}


def test_unchanged_article_is_the_same() -> None:
    rows = map_articles(articles(SEEDS, EFFECT), articles(SEEDS, EFFECT))
    assert rows[0] == Mapped(ArticleKey(1, 0), ArticleKey(1, 0), 100, MapKind.SAME)


def test_article_behind_a_new_one_is_moved() -> None:
    rows = mapped(articles(SEEDS, EFFECT), articles(PUMPS, SEEDS, EFFECT))
    assert rows[1, 2] is MapKind.MOVED
    assert rows[0, 1] is MapKind.NEW


def test_reference_that_follows_the_renumbering_is_no_change() -> None:
    old = articles(SEEDS, REFUND + "依照本法第一条处理。", EFFECT)
    new = articles(PUMPS, SEEDS, REFUND + "依照本法第二条处理。", EFFECT)
    assert mapped(old, new)[2, 3] is MapKind.MOVED


def test_changed_amount_is_a_change_of_the_same_article() -> None:
    old, new = articles(REFUND, EFFECT), articles(REFUND.replace("五倍", "三倍"), EFFECT)
    (row,) = (row for row in map_articles(old, new) if row.kind is MapKind.CHANGED)
    assert (row.old.number, row.new.number) == (1, 1)
    assert 75 <= row.similarity < 100


def test_article_that_is_gone_is_dropped() -> None:
    assert mapped(articles(SEEDS, PUMPS, EFFECT), articles(SEEDS, EFFECT))[2, 0] is MapKind.DROPPED


def test_article_in_two_parts_is_split() -> None:
    rows = mapped(articles(SEEDS + PAYMENT, EFFECT), articles(SEEDS, PAYMENT, EFFECT))
    assert {rows[1, 1], rows[1, 2]} == {MapKind.CHANGED, MapKind.SPLIT}


def test_two_articles_in_one_are_merged() -> None:
    rows = mapped(articles(SEEDS, PAYMENT, EFFECT), articles(SEEDS + PAYMENT, EFFECT))
    assert {rows[1, 1], rows[2, 1]} == {MapKind.CHANGED, MapKind.MERGED}


def test_nothing_is_said_of_an_article_that_is_neither_alike_nor_unlike() -> None:
    half = SEEDS[:24] + COUNCIL[:22]
    rows = map_articles(articles(SEEDS, EFFECT), articles(half, EFFECT))
    assert all(row.similarity >= 50 or NOWHERE in (row.old, row.new) for row in rows)
    assert not any(ArticleKey(1, 0) == row.old and row.new == NOWHERE for row in rows)


def test_identical_articles_keep_their_order() -> None:
    rows = mapped(articles(SEEDS, SEEDS, EFFECT), articles(SEEDS, SEEDS, EFFECT))
    assert rows[1, 1] is rows[2, 2] is MapKind.SAME


def test_inserted_article_is_mapped_by_its_full_number() -> None:
    old = articles(SEEDS, EFFECT)
    text = f"第一条　{SEEDS}\n\n第一条之一　{PUMPS}\n\n第二条　{EFFECT}"
    new = parse_text(f'---\ntitle: "甲法"\ntier: 法律\n---\n{text}', "a.txt").articles
    (row,) = (row for row in map_articles(old, new) if row.kind is MapKind.NEW)
    assert row.new == ArticleKey(1, 1)


@pytest.mark.parametrize(
    ("reference", "proof"),
    [
        pytest.param("本法第二条", Proof(1, 1, 0), id="follows"),
        pytest.param("本法第三条", Proof(0, 1, 1), id="corrected-by-the-amendment"),
        pytest.param("本法第二条、第三条", Proof(0, 0, 0), id="another-number-of-references"),
    ],
)
def test_references_prove_the_map(reference: str, proof: Proof) -> None:
    old = articles(SEEDS, REFUND + "依照本法第一条处理。", EFFECT)
    new = articles(PUMPS, SEEDS, REFUND + f"依照{reference}处理。", EFFECT)
    assert prove(old, new, map_articles(old, new)) == proof
