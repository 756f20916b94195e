"""What texts and curated facts together say of a statute."""

from datetime import date
from pathlib import Path

import pytest

from citelaw.model import NotYet, Tier, Undetermined
from citelaw.registry import open_registry
from citelaw.registry.building import build

TEXT = """---
title: "{title}"
tier: {tier}
version: "2020-01-01"
effective_stated: "{effective}"
status: {status}
status_by: "{by}"
source_as_of: "2021-01-01"
source: "one"
---
第一条　渠长每日巡渠。

第二条　自公布之日起施行。
"""


def built(folder: Path, facts: str = "", **values: str) -> Path:
    given = {
        "title": "杉县渠法",
        "tier": "法律",
        "effective": "2020-06-01",
        "status": "latest-known",
    }
    (folder / "texts").mkdir()
    (folder / "facts").mkdir()
    text = TEXT.format(**{"by": "", **given, **values})
    (folder / "texts" / "one.txt").write_text(text, "utf-8")
    (folder / "facts" / "facts.toml").write_text(facts, "utf-8")
    build(folder / "texts", folder / "facts", folder / "out.sqlite")
    return folder / "out.sqlite"


@pytest.mark.parametrize(
    ("title", "region"),
    [
        pytest.param("杉树省渠道条例", "杉树省", id="province"),
        pytest.param("内蒙古自治区渠道条例", "内蒙古自治区", id="autonomous-region"),
        pytest.param("上海市城市渠道条例", "上海市", id="municipality"),
        pytest.param("云杉市市容条例", "云杉市", id="city"),
        pytest.param("云杉土家族自治县渠道条例", "云杉土家族自治县", id="autonomous-county"),
        pytest.param("云杉风景名胜区条例", None, id="no-region-named"),
    ],
)
def test_title_of_a_local_statute_names_its_region(
    tmp_path: Path, title: str, region: str | None
) -> None:
    path = built(tmp_path, title=title, tier="地方性法规")
    (statute,) = open_registry(path).statutes()
    assert (statute.tier, statute.region) == (Tier.LOCAL_REGULATION, region)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        pytest.param({}, ("in-force", "数据来源 one 未载废止", "metadata"), id="in-force"),
        pytest.param(
            {"effective": "2030-01-01"},
            ("not-yet-in-force", "自2030-01-01起施行", "text"),
            id="not-yet",
        ),
        pytest.param(
            {"status": "repealed", "by": "新渠法 (2020-12-01), from 2021-01-01"},
            ("repealed", "新渠法 (2020-12-01), from 2021-01-01", "text"),
            id="repealed",
        ),
        pytest.param(
            {"status": "repealed"}, ("repealed", "数据来源 one 标注", "metadata"), id="by-nobody"
        ),
    ],
)
def test_status_names_its_evidence(
    tmp_path: Path, values: dict[str, str], status: tuple[str, str, str]
) -> None:
    (statute,) = open_registry(built(tmp_path, **values)).statutes()
    assert (statute.status.word, statute.status.evidence, statute.status.certainty) == status
    assert statute.status.as_of == "2021-01-01"


def test_promulgated_statute_without_text_is_not_yet_in_force(tmp_path: Path) -> None:
    facts = (
        '[[statute]]\ntitle = "杉县新渠法"\nsource = "县府公报"\ncertainty = "known"\n'
        '[[statute.event]]\ndate = "2020-12-01"\nkind = "promulgated"\n'
        '[[statute.event]]\ndate = "2021-06-01"\nkind = "effective"\n'
    )
    registry = open_registry(built(tmp_path, facts))
    (statute,) = registry.by_title("杉县新渠法")
    assert statute.status.word == "not-yet-in-force"
    assert registry.at(statute, date(2021, 5, 31)) == NotYet(first=None, begins=date(2021, 6, 1))
    assert registry.at(statute, date(2021, 6, 1)) == Undetermined(candidates=())


def test_curated_repeal_goes_before_the_corpus(tmp_path: Path) -> None:
    facts = (
        '[[statute]]\ntitle = "杉县渠法"\nrepealed_on = "2020-12-31"\n'
        'source = "县府公报"\ncertainty = "known"\n'
    )
    (statute,) = open_registry(built(tmp_path, facts)).statutes()
    assert (statute.status.word, statute.status.evidence) == ("repealed", "县府公报")
    assert statute.repealed_on == "2020-12-31"


CORRECTION = (
    '[[correction]]\ntitle = "杉县渠法"\nversion = "2020-01-01"\n{}\n'
    'source = "公报"\ncertainty = "known"\n'
)


def test_correction_puts_another_tier(tmp_path: Path) -> None:
    path = built(tmp_path, CORRECTION.format('tier = "部门规章"\ntier_certain = false'))
    (statute,) = open_registry(path).statutes()
    assert (statute.tier, statute.tier_certain) == (Tier.DEPARTMENT_RULE, False)


def test_correction_puts_another_date(tmp_path: Path) -> None:
    registry = open_registry(built(tmp_path, CORRECTION.format('date = "2020-02-02"')))
    (statute,) = registry.statutes()
    assert [version.date for version in registry.versions(statute)] == ["2020-02-02"]


def test_correction_leaves_a_text_out_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    path = built(tmp_path / "one", CORRECTION.format("drop = true"))
    assert list(open_registry(path).statutes()) == []
    report = build(tmp_path / "one" / "texts", tmp_path / "one" / "facts", tmp_path / "b.sqlite")
    assert [(one.file, one.reason) for one in report.passed] == [("one.txt", "corrected: 公报")]
