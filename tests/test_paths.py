"""Are files named as the readers of reports want them, wherever the run was started?"""

import pytest

from citelaw.commands._outputs import checkout
from citelaw.reporters import Style
from citelaw.reporters._paths import named, root_uri, uri


@pytest.mark.parametrize(
    ("path", "folder", "root", "expected"),
    [
        ("甲.tsv", "/work", "", "甲.tsv"),
        ("./a/../b/甲.tsv", "/work", "", "b/甲.tsv"),
        ("/work/a/甲.tsv", "/work", "", "a/甲.tsv"),
        ("../other/甲.tsv", "/work/in", "", "/work/other/甲.tsv"),
        ("甲.tsv", "/work/in", "/work", "in/甲.tsv"),
        ("../甲.tsv", "/work/in", "/work", "甲.tsv"),
        ("/workshop/甲.tsv", "/work", "", "/workshop/甲.tsv"),
        (r"a\b.tsv", "/work", "", r"a\b.tsv"),
        (r"C:\x.tsv", "/work", "", r"C:\x.tsv"),
        (r"清单\甲.tsv", r"C:\工作", "", "清单/甲.tsv"),
        (r"c:\工作\清单\甲.tsv", r"C:\工作", "", "清单/甲.tsv"),
        (r"D:\甲.tsv", r"C:\工作", "", "D:/甲.tsv"),
        (r"\\server\share\甲.tsv", r"C:\工作", "", "//server/share/甲.tsv"),
        (r"\\server\share\a\甲.tsv", r"\\server\share\a", "", "甲.tsv"),
        (r"C:\x\y.tsv", "", "", "C:/x/y.tsv"),
        ("./甲.tsv", "", "", "甲.tsv"),
        ("/work/甲.tsv", "/", "", "work/甲.tsv"),
    ],
)
def test_files_are_named_from_the_root(path: str, folder: str, root: str, expected: str) -> None:
    assert named(path, Style(folder=folder, root=root)).path == expected


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("清 单.tsv", "/work", "%E6%B8%85%20%E5%8D%95.tsv"),
        ("50%#1?.tsv", "/work", "50%25%231%3F.tsv"),
        ("a:b.tsv", "/work", "a%3Ab.tsv"),
        (r"a\b.tsv", "/work", "a%5Cb.tsv"),
        ("/mnt/a b.tsv", "/work", "file:///mnt/a%20b.tsv"),
        (r"D:\a b.tsv", "C:\\", "file:///D:/a%20b.tsv"),
        (r"\\server\share\a b.tsv", "C:\\", "file://server/share/a%20b.tsv"),
        ("\udcff.tsv", "/work", "%FF.tsv"),  # a name that is no UTF-8 keeps its byte
        ("\ud83d.tsv", r"C:\work", "%3F.tsv"),  # half a pair, on Windows
        (
            r"\\服务器\共享\a.tsv",
            "C:\\",
            "file:///%5C%5C%E6%9C%8D%E5%8A%A1%E5%99%A8/%E5%85%B1%E4%BA%AB/a.tsv",
        ),
        (r"\\wsl$\deb\a.tsv", "C:\\", "file:///%5C%5Cwsl%24/deb/a.tsv"),
        ("//甲.tsv", "/work", "file:///%E7%94%B2.tsv"),
        ("../甲.tsv", "", "../%E7%94%B2.tsv"),
    ],
)
def test_uris_are_percent_encoded(path: str, folder: str, expected: str) -> None:
    assert uri(named(path, Style(folder=folder))) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(folder="/work/清单"), "file:///work/%E6%B8%85%E5%8D%95/"),
        (Style(folder="/"), "file:///"),
        (Style(folder=r"C:\清单"), "file:///C:/%E6%B8%85%E5%8D%95/"),
        (Style(folder="C:\\"), "file:///C:/"),
        (Style(folder=r"\\server\share"), "file://server/share/"),
        (Style(folder="/work/in", root="/work"), "file:///work/"),
        (Style(), None),
    ],
)
def test_the_root_is_a_folder_of_its_own(style: Style, expected: str | None) -> None:
    assert root_uri(style) == expected


@pytest.mark.parametrize(
    ("environment", "folder", "expected"),
    [
        ({"GITHUB_WORKSPACE": "/w/repo"}, "/w/repo/lists", "/w/repo"),
        ({"CI_PROJECT_DIR": "/builds/a"}, "/builds/a", "/builds/a"),
        ({"GITHUB_WORKSPACE": "/w/repo"}, "/home/me", ""),
        ({"GITHUB_WORKSPACE": "."}, "/home/me", ""),
        ({"GITHUB_WORKSPACE": "/w/re", "CI_PROJECT_DIR": "/w"}, "/w/repo", "/w"),
        ({}, "/home/me", ""),
    ],
)
def test_the_checkout_counts_where_the_working_folder_lies_in_it(
    environment: dict[str, str], folder: str, expected: str
) -> None:
    assert checkout(environment, folder) == expected
