"""Does the packed extension do in a real VS Code what its README promises?

The lists are written for these tests: invented prose, real statutes. What must be marked in them is
written by hand; all is judged as of a fixed day, and nothing wrong here can become right later.
"""

from collections.abc import Iterator

import pytest
from vscode import Browser, Server, Window, laid

pytestmark = pytest.mark.heavy

HEAD = "序号\t事项名称\t设定依据\n"

MARKED = {
    "plain.txt": (
        HEAD + "1\t社保登记\t《中华人民共和国社会保险法》第八百七十条\n",
        ["第八百七十条"],
    ),
    "astral.txt": (
        HEAD + "1\t𠀀𪚥登记😀👨‍👩‍👧\t𠮷《中华人民共和国社会保险法》第八百七十条；"
        "🈚《中华人民共和国行政处罚法》第九百条𠀀\n",
        ["第八百七十条", "第九百条"],
    ),
    "form-feed.txt": (
        "\f根据《中华人民共和国社会保险法》第九百零一条。\n\f\n"
        "\v根据《中华人民共和国社会保险法》第九百零二条。\f\n"
        "根据《中华人民共和国社会保险法》第九百零三条。\n",
        ["第九百零一条", "第九百零二条", "第九百零三条"],
    ),
    "separators.txt": (
        "根据\u2028《中华人民共和国社会保险法》第九百零一条。\u2029\n"
        "根据\u0085《中华人民共和国社会保险法》第九百零二条。\n",
        ["第九百零一条", "第九百零二条"],
    ),
    "crlf.txt": (
        "\ufeff前言。\r\n\r\n根据《中华人民共和国社会保险法》第九百零一条。\r\n"
        "根据《中华人民共和国社会保险法》第九百零二条。\r\n",
        ["第九百零一条", "第九百零二条"],
    ),
    "line-ends.txt": (
        "前言。\r根据《中华人民共和国社会保险法》第九百零一条。\r\n"
        "根据《中华人民共和国社会保险法》第九百零二条。\n根据《中华人民共和国社会保险法》第九百零三条。",
        ["第九百零一条", "第九百零二条", "第九百零三条"],
    ),
    "page.html": (
        "<p>根据&#12298;中华人民共和国社会保险法&#12299;第九百零一条。</p>\n",
        ["第九百零一条"],
    ),
    "notes.md": (
        "| 序号 | 依据 |\n| --- | --- |\n| 1 | **《中华人民共和国社会保险法》**第九百零一条 |\n",
        ["第九百零一条"],
    ),
    "table.csv": (
        "序号,事项名称,设定依据\n1,登记,《中华人民共和国社会保险法》第九百零一条\n",
        ["第九百零一条"],
    ),
}


@pytest.fixture(scope="module")
def lists(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window with all the lists above."""
    folder = laid(
        tmp_path_factory.mktemp("lists"), {name: text for name, (text, _) in MARKED.items()}
    )
    window = Window(browser, server, folder, "plain.txt")
    yield window
    window.close()


@pytest.mark.parametrize("name", MARKED)
def test_waves_lie_under_the_words_of_the_findings(lists: Window, name: str) -> None:
    lists.show(name)
    assert lists.until(lists.marked, lambda seen: seen == MARKED[name][1]) == MARKED[name][1]
