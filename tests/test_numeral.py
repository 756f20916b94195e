import cn2an
import pytest

from citelaw.numeral import COMMON_NUMBERS, is_malformed, parse_number, to_chinese


def test_every_article_number_reads_and_prints_as_cn2an_does():
    for value in range(1, 10_000):
        printed = cn2an.an2cn(str(value))
        assert parse_number(printed) == value
        assert to_chinese(value) == (printed[1:] if printed.startswith("一十") else printed)


def test_the_table_of_common_numerals_agrees_with_the_exact_reading():
    for printed, value in COMMON_NUMBERS.items():
        expected = int(printed) if printed.isdecimal() else cn2an.cn2an(printed, "smart")
        assert value == expected


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("８７", 87),
        ("二〇一八", 2018),
        ("一百〇四", 104),
        ("六49", 649),  # seen in real lists: half of a decree number was read by OCR
        ("七10", 710),
        ("五十 七", 57),
        ("十", 10),
        ("两百", 200),
        ("一万", 10_000),
    ],
)
def test_numerals_as_lists_print_them(printed, value):
    assert parse_number(printed) == value


@pytest.mark.parametrize("printed", ["", "第", "十十", "甲", "百", "一二百"])
def test_what_is_no_numeral_has_no_value(printed):
    assert parse_number(printed) is None


def test_a_missing_zero_is_read_as_meant_and_told():
    assert parse_number("一百四") == 104
    assert is_malformed("一百四")
    assert cn2an.cn2an("一百四", "smart") == 140


@pytest.mark.parametrize("printed", ["一百零四", "一百四十", "一百〇四", "二十", "104", "一千零四"])
def test_a_well_written_numeral_is_not_malformed(printed):
    assert not is_malformed(printed)
