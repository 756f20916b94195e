"""Is a team's statutes.toml read as a clerk writes it, and every slip said in Chinese?"""

import hashlib
from pathlib import Path

import pytest

from citelaw.errors import RegistryError
from citelaw.model import Event, Tier
from citelaw.registry.curated import CuratedOrgan
from citelaw.registry.overlay import Overlay, read_overlay

WHOLE = """
# 本单位补充的文件
[[statute]]
title = "云杉市青禾救助办法"
tier = "地方政府规章"
issuer = "云杉市人民政府"
region = "云杉市"
number = "云杉市人民政府令第7号"
numbers = ["云杉市人民政府令第9号"]
aliases = ["青禾救助办法"]
repealed_on = 2024-01-01
repealed_by = "云杉市青禾保障办法"
successor = "云杉市青禾保障办法"

[[statute.event]]
date = "2019-03"
kind = "公布"
number = "云杉市人民政府令第7号"

[[statute.event]]
date = 2020-05-06
kind = "amended"

[[organ]]
name = "云杉市青禾保障局"
short = ["市青保局"]
since = 2019-02-03
"""


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "statutes.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def overlay(folder: Path, content: str | bytes) -> Overlay:
    return read_overlay(written(folder, content))


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(RegistryError) as caught:
        overlay(folder, content)
    return str(caught.value)


# ---------------------------------------------------------------- what is read


def test_every_key_of_a_statute_is_read(tmp_path: Path) -> None:
    (statute,) = overlay(tmp_path, WHOLE).statutes
    assert statute.title == "云杉市青禾救助办法"
    assert statute.tier is Tier.LOCAL_RULE
    assert statute.issuer == "云杉市人民政府"
    assert statute.region == "云杉市"
    assert statute.number == "云杉市人民政府令第7号"
    assert statute.numbers == ("云杉市人民政府令第9号",)
    assert statute.aliases == ("青禾救助办法",)
    assert statute.repealed_on == "2024-01-01"
    assert statute.repealed_by == "云杉市青禾保障办法"
    assert statute.successor == "云杉市青禾保障办法"


def test_events_are_read_with_chinese_and_english_kinds(tmp_path: Path) -> None:
    (statute,) = overlay(tmp_path, WHOLE).statutes
    assert statute.events == (
        Event(date="2019-03", kind="promulgated", number="云杉市人民政府令第7号"),
        Event(date="2020-05-06", kind="amended"),
    )


def test_organs_are_read(tmp_path: Path) -> None:
    assert overlay(tmp_path, WHOLE).organs == (
        CuratedOrgan(name="云杉市青禾保障局", short=("市青保局",), since="2019-02-03", until=None),
    )


def test_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    content = ("\ufeff" + WHOLE).encode()
    found = overlay(tmp_path, content)
    assert found.digest == hashlib.sha256(content).hexdigest()
    assert found.path == tmp_path / "statutes.toml"


def test_empty_file_adds_nothing(tmp_path: Path) -> None:
    found = overlay(tmp_path, b"")
    assert (found.statutes, found.organs) == ((), ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_byte_order_mark_and_line_ends_change_nothing(tmp_path: Path, line_end: str) -> None:
    plain = overlay(tmp_path, WHOLE)
    other = overlay(tmp_path, ("\ufeff" + WHOLE.replace("\n", line_end)).encode())
    assert (other.statutes, other.organs) == (plain.statutes, plain.organs)


def test_certainty_is_known_where_it_is_not_said(tmp_path: Path) -> None:
    first, second = overlay(
        tmp_path,
        '[[statute]]\ntitle = "甲办法"\n[[statute]]\ntitle = "乙办法"\ncertainty = "listed"\n',
    ).statutes
    assert (first.certainty, second.certainty) == ("known", "listed")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("《甲办法》", "甲办法"),
        ("《关于印发《甲办法》的通知》", "关于印发《甲办法》的通知"),
        ("《甲法》和《乙法》", "《甲法》和《乙法》"),
        (" 甲办法 ", "甲办法"),
    ],
)
def test_title_stands_without_its_outer_marks(tmp_path: Path, printed: str, title: str) -> None:
    (statute,) = overlay(tmp_path, f'[[statute]]\ntitle = "{printed}"\n').statutes
    assert statute.title == title


@pytest.mark.parametrize("tier", Tier)
def test_every_tier_is_read_by_both_its_names(tmp_path: Path, tier: Tier) -> None:
    for name in (tier.value, tier.chinese):
        (found,) = overlay(tmp_path, f'[[statute]]\ntitle = "甲"\ntier = "{name}"\n').statutes
        assert found.tier is tier


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(
            '\n[[statute]]\ntitle = "甲"\ntilte = "乙"\n',
            "statutes.toml:4：没有 tilte 这一项；[[statute]] 里可以写 title、tier、",
            id="unknown-key",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\n"tilte" = "乙"\n',
            "statutes.toml:3：没有 tilte 这一项；",
            id="unknown-key-in-quotes",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\n[[statute.event]]\ndate = "2019"\nkind = "公布"\nday = 1\n',
            "statutes.toml:6：没有 day 这一项；[[statute.event]] 里可以写 date、kind、number。",
            id="unknown-key-of-event",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\n[[statute.evnt]]\ndate = "2019"\n',
            "statutes.toml:3：没有 evnt 这一项；",
            id="unknown-part",
        ),
        pytest.param(
            '# 说明\n[[version]]\nstatute = "甲"\n',
            "statutes.toml:2：没有 [[version]] 这种表；可以写的是 [[statute]]、[[statute.event]]、"
            "[[organ]]。",
            id="table-of-the-shipped-facts",
        ),
        pytest.param(
            'title = "甲"\n', "statutes.toml:1：title 不在任何表下；", id="key-outside-a-table"
        ),
        pytest.param(
            '\n[statute]\ntitle = "甲"\n',
            "statutes.toml:2：statute 要写成双方括号的表 [[statute]]，一件一个。",
            id="single-brackets",
        ),
        pytest.param(
            '[[statute]]\ntier = "法律"\n',
            "statutes.toml:1：[[statute]] 缺少 title。",
            id="no-title",
        ),
        pytest.param(
            '[[statute]]\ntitle = "  "\n', "statutes.toml:1：[[statute]] 缺少 title。", id="blank"
        ),
        pytest.param(
            '[[organ]]\nshort = ["甲"]\n', "statutes.toml:1：[[organ]] 缺少 name。", id="no-name"
        ),
        pytest.param(
            "[[statute]]\ntitle = 5\n",
            'statutes.toml:2：title 要写成引号里的文字，如 title = "……"。',
            id="number-for-text",
        ),
        pytest.param(
            '[[organ]]\nname = "甲局"\nsource = 5\n',
            "statutes.toml:3：source 要写成引号里的文字",
            id="number-for-source",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\naliases = "乙"\n',
            'statutes.toml:3：aliases 要写成方括号里的几段文字，如 aliases = ["……", "……"]。',
            id="text-for-list",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\naliases = ["乙", 5]\n',
            "statutes.toml:3：aliases 要写成方括号里的几段文字",
            id="number-in-list",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\nrepealed_on = "去年"\n',
            'statutes.toml:3：repealed_on 不能是“去年”，要写成日期，如 "2018-12-29"。',
            id="repealed-on-no-date",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\nrepealed_on = "2023-02-30"\n',
            "statutes.toml:3：repealed_on 不能是“2023-02-30”",
            id="no-such-day",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\nrepealed_on = true\n',
            'statutes.toml:3：repealed_on 要写成日期，如 repealed_on = "2018-12-29"。',
            id="truth-for-date",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\n[[statute.event]]\nkind = "公布"\ndate = "2019-13"\n',
            "statutes.toml:5：date 不能是“2019-13”",
            id="no-such-month",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\n[[statute.event]]\ndate = "2019"\nkind = "发表"\n',
            "statutes.toml:5：kind 不能是“发表”，只能是 通过、批准、公布、施行、修正、",
            id="unknown-kind",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\ntier = "规章"\n',
            "statutes.toml:3：tier 不能是“规章”，只能是 宪法（constitution）、法律（law）、",
            id="unknown-tier",
        ),
        pytest.param(
            '[[organ]]\nname = "甲"\ncertainty = "sure"\n',
            "statutes.toml:3：certainty 不能是“sure”，只能是 text、metadata、listed、known。",
            id="unknown-certainty",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲办法（试行）"\n\n[[statute]]\ntitle = "《甲办法(试行)》"\n',
            "statutes.toml:5：标题“《甲办法(试行)》”在第 2 行已经写过；两条合成一条。",
            id="title-twice",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\ntitle = "乙"\n',
            "statutes.toml:3：第 12 列起不合 TOML 的写法（同一项写了两次）。",
            id="key-twice",
        ),
        pytest.param(
            "[[statute]]\ntitle = 甲办法\n",
            "statutes.toml:2：第 9 列起不合 TOML 的写法（等号后的文字要加英文引号）。",
            id="no-quotes",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲\ntier = "法律"\n',
            "statutes.toml:2：第 11 列起不合 TOML 的写法（引号没有配对，或者有不可见字符）。",
            id="open-quote",
        ),
        pytest.param(
            "[[statute]]\ntitle = '''甲\n",
            "statutes.toml:2：到这里为止不合 TOML 的写法（引号没有配对）。",
            id="open-long-quote",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\naliases = ["乙"\n',
            "statutes.toml:3：到这里为止不合 TOML 的写法（方括号没有配对）。",
            id="open-list",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲"\nnumber = ' + "9" * 5000,
            "statutes.toml:3：到这里为止不合 TOML 的写法",
            id="endless-number",
        ),
        pytest.param(
            "[[statute]]\naliases = " + "[" * 100_000,
            "statutes.toml：方括号套得太深；改正后再用。",
            id="endless-brackets",
        ),
        pytest.param(
            '[[statute]]\ntitle = "甲办法"\n'.encode("gb18030"),
            "statutes.toml:2：不是 UTF-8 编码；另存为 UTF-8 后再用。",
            id="gb18030",
        ),
    ],
)
def test_slip_is_said_with_file_line_and_what_may_stand_there(
    tmp_path: Path, source: str | bytes, message: str
) -> None:
    assert refusal(tmp_path, source).startswith(message)


def test_quoted_and_bare_dates_are_the_same(tmp_path: Path) -> None:
    form = (
        '[[statute]]\ntitle = "甲"\nrepealed_on = {0}\n'
        '[[statute.event]]\ndate = {0}\nkind = "公布"\n'
    )
    quoted = overlay(tmp_path, form.format('"2020-01-01"')).statutes
    assert overlay(tmp_path, form.format("2020-01-01")).statutes == quoted


def test_words_in_comments_and_long_strings_are_no_keys(tmp_path: Path) -> None:
    source = (
        '# 例："""\n# tilte = 1\n[[statute]]\ntitle = "甲"\n'
        'source = """\n[[nothing]]\ntilte = 1\n"""\n'
        '[[statute]]\ntitle = "乙"\nrepealed_on = "?"\n'
    )
    assert refusal(tmp_path, source).startswith("statutes.toml:11：repealed_on")


def test_file_over_five_megabytes_is_refused(tmp_path: Path) -> None:
    content = b"#" * (5 * 1024 * 1024)
    assert overlay(tmp_path, content).statutes == ()
    assert refusal(tmp_path, content + b"#").startswith("statutes.toml：大于 5 MB")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param("none.toml", "读不出来", id="missing"),
        pytest.param(".", "不是普通文件", id="folder"),
        pytest.param("link.toml", "读不出来", id="broken-link"),
    ],
)
def test_file_that_cannot_be_read_is_said(tmp_path: Path, name: str, fault: str) -> None:
    (tmp_path / "link.toml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(RegistryError, match=fault):
        read_overlay(tmp_path / name)


def test_message_holds_no_control_characters_and_no_long_value(tmp_path: Path) -> None:
    source = f'[[statute]]\ntitle = "甲"\ntier = "\\u001b[31m{"长" * 1000}"\n'
    found = refusal(tmp_path, source)
    assert "\x1b" not in found
    assert found.startswith(f"statutes.toml:3：tier 不能是“ [31m{'长' * 35}…”")
