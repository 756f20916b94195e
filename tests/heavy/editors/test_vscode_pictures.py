"""The pictures in the documentation of the extension are of the extension as it is.

Each is taken by every run and must hold what its text speaks of; ``CITELAW_IMAGES`` names a folder
(editors/vscode/images) into which they are written then, made small by pngquant.
"""

import os
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from steps import ROOT
from vscode import BOXES, Browser, Server, Window, laid

pytestmark = pytest.mark.heavy

LIST = """\
白河县人力资源和社会保障局权责清单（2023年版）

序号\t事项名称\t实施依据
1\t社会保险登记\t《中华人民共和国社会保险法》（2018年修正）第五十七条、第五十八条。
2\t骗取社会保险待遇的查处\t《中华人民共和国社会保险法》（2018年修正）第八十条：“以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的”。
3\t社会保险费的征缴\t《社会保险法》第六十条；《社会保险费征缴暂行条例》（国务院令第259号）第五条。
4\t劳动合同文本的备案\t《中华人民共和国合同法》第四十四条。
5\t工伤的认定\t《工伤保险条列》（国务院令第586号）第十七条、第二十条。
6\t劳动保障监察\t《劳动保障监察条例》（国务院令第423号）第十条、第十一条。
7\t行政处罚的听证\t《中华人民共和国行政处罚法》（2021年修订）第六十三条、第六十四条。
8\t欠缴社会保险费的强制\t《中华人民共和国社会保险法》（2018年修正）第六十三条、第四百五十条。
9\t劳务派遣的许可\t《中华人民共和国劳动合同法》（2012年修正）第五十七条。
10\t用人单位信息的公开\t《中华人民共和国政府信息公开条例》（2019年修订）第二十条。
"""
FOUND = [
    "第八十条",
    "《社会保险法》",
    "国务院令第259号",
    "《中华人民共和国合同法》",
    "《工伤保险条列》",
    "第四百五十条",
]
NAME = "权责清单.txt"
NAMES = ("squiggles", "hover", "quickfix", "problems", "status", "restricted")
LINES = {"x": 0, "y": 0, "width": 1280, "height": 450}
"""Where the list is in the window."""
MOST = 150 * 1024
"""Bytes of a picture: who opens the documentation waits for it."""

PLAIN = """{
  "workbench.activityBar.location": "hidden",
  "editor.wordWrap": "on",
  "editor.fontSize": 16,
  "editor.lineHeight": 26
}
"""


@pytest.fixture(scope="module")
def window(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    folder = laid(tmp_path_factory.mktemp("pictured"), {NAME: LIST, ".vscode/settings.json": PLAIN})
    made = Window(browser, server, folder, NAME, locale="zh-CN")
    made.press("Control+b")
    yield made
    made.close()


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., None]:
    """Take a picture that the documentation shows, and keep it where that is asked for."""

    def take(window: Window, name: str, **clip: int) -> None:
        path = tmp_path / f"{name}.png"
        window.picture(path, **clip)
        size = struct.unpack(">II", path.read_bytes()[16:24])
        assert size == (clip.get("width", 1280), clip.get("height", 800))
        if folder := os.environ.get("CITELAW_IMAGES"):
            command = ["pngquant", "--force", "--strip", "--speed", "1", "--output"]
            subprocess.run([*command, Path(folder, path.name).resolve(), path], check=True)

    return take


def ready(window: Window) -> None:
    """Wait until the list is marked and coloured, and nothing lies over it."""
    window.press("Escape", "Escape")
    window.do("away")
    assert window.until(window.marked, lambda seen: seen == FOUND) == FOUND
    assert len(window.until(lambda: colours(window), lambda seen: len(seen) == 5)) == 5
    assert window.until(lambda: window.texts(".view-line .detected-link"), bool)


def colours(window: Window) -> set[str]:
    """Return how text is coloured: prose, titles, places, numbers of decrees, quotations."""
    classes = window.do("attributes", selector=".view-line span span", name="class")
    return {one for some in classes for one in (some or "").split() if one.startswith("mtk")}


@pytest.mark.parametrize("name", NAMES)
def test_documentation_has_each_picture_and_none_is_large(name: str) -> None:
    path = ROOT / "editors/vscode/images" / f"{name}.png"
    assert path.stat().st_size < MOST


def test_squiggles(window: Window, keep: Callable[..., None]) -> None:
    ready(window)
    keep(window, "squiggles", **LINES)


def test_hover(window: Window, keep: Callable[..., None]) -> None:
    ready(window)
    wanted = "《中华人民共和国合同法》 法律"
    assert wanted in window.hover("《中华人民共和国合同法》", wanted)
    keep(window, "hover", **LINES | {"height": 540})


def test_quick_fix(window: Window, keep: Callable[..., None]) -> None:
    ready(window)
    assert any("第八十八条" in one for one in window.quick_fixes("第八十条"))
    keep(window, "quickfix", **LINES)


def test_problems(window: Window, keep: Callable[..., None]) -> None:
    ready(window)
    window.press("Control+Shift+m")
    assert window.until(window.problems, lambda seen: len(seen) == 1 + len(FOUND))
    keep(window, "problems")
    window.press("Control+Shift+m")


def test_status(window: Window, keep: Callable[..., None]) -> None:
    ready(window)
    window.do("hover_on", selector="[aria-label^='citelaw:']")
    tip = window.until(lambda: window.texts(".workbench-hover, .monaco-hover"), bool)
    assert "数据截至 2026-09-30" in tip[0]
    keep(window, "status", x=760, y=700, width=520, height=100)


def test_restricted(
    browser: Browser,
    wary: Server,
    tmp_path: Path,
    keep: Callable[..., None],
) -> None:
    folder = laid(tmp_path / "不受信任", {NAME: LIST})
    window = Window(browser, wary, folder, NAME, locale="zh-CN")
    try:
        ready(window)
        assert window.stays(lambda: window.marked(BOXES)) == []
        keep(window, "restricted", **LINES)
    finally:
        window.close()
