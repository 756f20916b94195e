"""Are the items of a list told apart, and is each one's kind of power read where it stands?"""

from datetime import date

import pytest

from citelaw.model import ResolvedDocument
from citelaw.readers import read_text
from citelaw.rules._items import Item, items

HEADER = "序号\t事项名称\t权力类型\t设定依据\t责任事项\n"
PLAIN = "序号\t事项名称\t设定依据\t责任事项\n"


def items_of(source: str) -> list[Item]:
    document = read_text(source)
    resolved = ResolvedDocument(
        document=document,
        cells=(),
        mentions=(),
        citations=(),
        list_date=None,
        as_of=date(2026, 11, 21),
        data_date="2026-10-31",
    )
    return list(items(resolved))


def kinds_of(source: str) -> list[str | None]:
    return [item.power.value if item.power else None for item in items_of(source)]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        pytest.param("行政处罚", "行政处罚", id="full"),
        pytest.param("处罚类", "行政处罚", id="short"),
        pytest.param("行政强制措施", "行政强制", id="measure"),
        pytest.param("行政监督检查", "行政检查", id="supervision"),
        pytest.param("其他行政权力", "其他", id="other"),
        pytest.param("A-行政许可", "行政许可", id="with-a-letter"),
        pytest.param("行政处罚、行政强制", None, id="two-kinds"),
    ],
)
def test_kind_is_that_of_its_column(printed: str, kind: str | None) -> None:
    source = f"{HEADER}1\t引水监督\t{printed}\t《甲法》第三条\t检查\n"
    assert kinds_of(source) == [kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("对擅自引水行为的处罚", "行政处罚", id="penalty"),
        pytest.param("对擅自引水的行政处罚（含个人）", "行政处罚", id="with-a-note"),
        pytest.param("取水许可", "行政许可", id="licence"),
        pytest.param("对违法行为不予处罚", None, id="no-penalty"),
        pytest.param("行政处罚听证的组织", None, id="kind-in-the-middle"),
    ],
)
def test_name_says_the_kind_where_no_column_does(name: str, kind: str | None) -> None:
    assert kinds_of(f"{PLAIN}1\t{name}\t《甲法》第三条\t检查\n") == [kind]


def test_heading_row_says_the_kind_of_the_items_below() -> None:
    source = (
        f"{PLAIN}一、行政处罚（共1项）\n1\t擅自引水\t《甲法》第三条\t立案\n"
        "二、行政许可（共1项）\n1\t取水\t《甲法》第四条\t受理\n"
        "三、附则\n1\t其余\t《甲法》第五条\t办理\n"
    )
    assert kinds_of(source) == ["行政处罚", "行政许可", None]


def test_title_says_the_kind_of_all_items() -> None:
    source = f"白河县水务局权责清单（行政处罚）\n\n{PLAIN}1\t擅自引水\t《甲法》第三条\t立案\n"
    assert kinds_of(source) == ["行政处罚"]


def test_title_that_names_two_kinds_says_none() -> None:
    source = f"白河县行政处罚、行政许可事项清单\n\n{PLAIN}1\t擅自引水\t《甲法》第三条\t立案\n"
    assert kinds_of(source) == [None]


def test_merged_kind_holds_for_the_rows_below() -> None:
    rows = "1\t甲\t行政处罚\t《甲法》第三条\t立案\n2\t乙\t\t《甲法》第四条\t立案\n"
    rows += "3\t丙\t\t《甲法》第五条\t立案\n"
    assert kinds_of(HEADER + rows) == ["行政处罚"] * 3


def test_kind_that_one_row_lacks_is_not_taken_from_above() -> None:
    rows = "1\t甲\t行政处罚\t《甲法》第三条\t立案\n2\t乙\t\t《甲法》第四条\t立案\n"
    rows += "3\t丙\t行政检查\t《甲法》第五条\t立案\n"
    assert kinds_of(HEADER + rows) == ["行政处罚", None, "行政检查"]


def test_torn_row_belongs_to_the_item_above() -> None:
    rows = "1\t甲\t行政处罚\t《甲法》第三条\t立案\n\t\t\t《乙法》第四条\t调查\n"
    (item,) = items_of(HEADER + rows)
    assert item.records == 2
    assert item.name is not None
    assert item.name.text == "甲"


def test_blocks_are_items_of_their_own() -> None:
    block = "事项名称：{}\n权力类型：行政检查\n设定依据：《甲法》第三条\n责任事项：检查\n"
    source = block.format("甲") + block.format("乙")
    assert [item.name.text for item in items_of(source) if item.name] == ["甲", "乙"]


def test_numbers_that_begin_anew_below_a_heading_part_items() -> None:
    row = "1\t甲\t行政处罚\t《甲法》第三条\t立案\n"
    assert len(items_of(f"{HEADER}{row}乙类清单\n{row}")) == 2


BASIS = "《甲法》第三条"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            f"序号\t事项名称\t设定依据\t责任事项\n7\t取水许可\t{BASIS}\t受理\n8\t排水\t无\t审查\n",
            id="tsv",
        ),
        pytest.param(
            f"序号,事项名称,设定依据,责任事项\n7,取水许可,{BASIS},受理\n8,排水,无,审查\n", id="csv"
        ),
        pytest.param(
            "| 序号 | 事项名称 | 设定依据 | 责任事项 |\n| --- | --- | --- | --- |\n"
            f"| 7 | 取水许可 | {BASIS} | 受理 |\n| 8 | 排水 | 无 | 审查 |\n",
            id="markdown",
        ),
        pytest.param(
            "<table><tr><th>序号<th>事项名称<th>设定依据<th>责任事项"
            f"<tr><td>7<td>取水许可<td>{BASIS}<td>受理<tr><td>8<td>排水<td>无<td>审查</table>",
            id="html",
        ),
        pytest.param(
            "\t序号\n\t事项名称\n\t设定依据\n\t责任事项\n\n"
            f"\t7\n\t取水许可\n\t{BASIS}\n\t受理\n\n\t8\n\t排水\n\t无\n\t审查\n",
            id="indented",
        ),
        pytest.param(
            f"序号\n事项名称\n设定依据\n责任事项\n7\n取水许可\n{BASIS}\n受理\n8\n排水\n无\n审查\n",
            id="lines",
        ),
        pytest.param(
            f"序号：7\n事项名称：取水许可\n设定依据：{BASIS}\n责任事项：受理\n\n"
            "序号：8\n事项名称：排水\n设定依据：无\n责任事项：审查\n",
            id="key-value",
        ),
        pytest.param(
            f"**事项名称**：取水许可\n**编号**：7\n**设定依据**：{BASIS}\n**责任事项**：受理\n---\n"
            "**事项名称**：排水\n**编号**：8\n**设定依据**：无\n**责任事项**：审查\n",
            id="key-value, name first",
        ),
    ],
)
def test_every_layout_tells_the_name_of_the_item(source: str) -> None:
    told = {cell.text: (cell.row, cell.item_name) for cell in read_text(source).cells}
    assert (told["取水许可"], told[BASIS], told["受理"]) == (("7", "取水许可"),) * 3
    assert (told["排水"], told["审查"]) == (("8", "排水"),) * 2


def test_block_without_a_name_has_none_of_another() -> None:
    source = (
        f"权力类型：行政许可\n事项名称：取水许可\n设定依据：{BASIS}\n责任事项：受理\n\n"
        "权力类型：行政处罚\n设定依据：《乙法》第四条\n责任事项：立案\n"
    )
    names = {cell.text: cell.item_name for cell in read_text(source).cells}
    assert (names["行政许可"], names[BASIS]) == ("取水许可", "取水许可")
    assert (names["行政处罚"], names["《乙法》第四条"]) == ("", "")
