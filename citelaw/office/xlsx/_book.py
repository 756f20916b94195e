"""The workbook (工作簿): its sheets in order, and the parts that belong to them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from citelaw.errors import ReadError
from citelaw.office._archive import Archive, damaged
from citelaw.office._xml import Node, Part

TYPES = "[Content_Types].xml"
RESULTS_NAME = "citelaw_answers"
"""The defined name of the sheet 校验结果: its columns with answer and reason, the head included."""
_MOST_RESULTS = 10
_SPREADSHEET = "spreadsheetml."
_MACROS = ("macroenabled", "ms-excel.addin")
_BINARY = "binary"
_TRUE = ("1", "true", "on")


class Relation(NamedTuple):
    """A relation (关系) of a part: ``kind`` is the last word of its type, ``part`` its target."""

    id: str
    kind: str
    part: str


class Sheet(NamedTuple):
    """A worksheet (工作表): its title, its part, and whether it is hidden."""

    title: str
    part: str
    hidden: bool
    place: int
    """Its place among all sheets of the workbook, charts included, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: where its parts are."""

    archive: Archive
    name: str
    part: str
    sheets: tuple[Sheet, ...]
    results: tuple[str, ...]
    """What the defined name of the sheets that citelaw added stands for."""
    strings: str
    styles: str
    since_1904: bool


def relations_part(part: str) -> str:
    """Return the part that holds the relations of ``part``."""
    folder, _, base = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relations(archive: Archive, name: str, part: str) -> tuple[Relation, ...]:
    """Return the relations of ``part`` within the package."""
    source = relations_part(part)
    if source not in archive.names:
        return ()
    folder = posixpath.dirname(part)
    return tuple(
        Relation(
            id=one.get("Id"),
            kind=one.get("Type").rsplit("/", 1)[-1],
            part=_target(folder, one.get("Target")),
        )
        for one in Part(archive.read(source), name).root.all("pr:Relationship")
        if one.get("TargetMode") != "External"
    )


def _target(folder: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def main_part(archive: Archive, name: str) -> str:
    """Return the main part of a package; empty where it says none that is there."""
    found = (one.part for one in relations(archive, name, "") if one.kind == "officeDocument")
    return next((part for part in found if part in archive.names), "")


def content_type(archive: Archive, name: str, part: str) -> str:
    """Return the content type of ``part``, in lower case; empty where none is stated."""
    if TYPES not in archive.names:
        return ""
    root = Part(archive.read(TYPES), name).root
    ending = part.rpartition(".")[2].lower()
    default = ""
    for one in root.children:
        if one.tag == "ct:Override" and one.get("PartName").lstrip("/") == part:
            return one.get("ContentType").lower()
        if one.tag == "ct:Default" and one.get("Extension").lower() == ending:
            default = one.get("ContentType").lower()
    return default


def is_workbook(data: bytes, name: str) -> bool:
    """Tell whether ``data`` is a workbook without macros (XLSX, XLTX).

    Raises:
        ReadError: it is one with macros, or a binary one (XLSB).
    """
    if not data.startswith(b"PK"):
        return False
    archive = Archive(data, name)
    part = main_part(archive, name)
    if not part:
        return False
    kind = content_type(archive, name, part)
    if _BINARY in kind and "ms-excel" in kind:
        raise ReadError(
            f"{name}：二进制的工作簿（.xlsb）读不了；用 Excel 或者 WPS 另存为 .xlsx 再检查。",
            f"{name}: binary workbooks (.xlsb) cannot be read; save it as .xlsx.",
        )
    if "ms-excel" in kind and any(word in kind for word in _MACROS):
        raise _with_macros(name)
    if _SPREADSHEET not in kind:
        return False
    if any(one.endswith("vbaProject.bin") for one in archive.names):
        raise _with_macros(name)
    return True


def _with_macros(name: str) -> ReadError:
    return ReadError(
        f"{name}：含宏的工作簿（.xlsm、.xltm），没有读取；用 Excel 或者 WPS 另存为 .xlsx 再检查。",
        f"{name}: a workbook with macros (.xlsm, .xltm), which is not read; save it as .xlsx.",
    )


def read_book(data: bytes, name: str) -> Book:
    """Return the workbook ``data``.

    Raises:
        ReadError: it is damaged.
    """
    archive = Archive(data, name)
    part = main_part(archive, name)
    if not part:
        raise damaged(name)
    root = Part(archive.read(part), name).root
    related = relations(archive, name, part)
    by_kind = {one.kind: one.part for one in reversed(related) if one.part in archive.names}
    settings = root.find("x:workbookPr")
    return Book(
        archive=archive,
        name=name,
        part=part,
        sheets=tuple(_sheets(root, related, archive)),
        results=tuple(_results(root))[:_MOST_RESULTS],
        strings=by_kind.get("sharedStrings", ""),
        styles=by_kind.get("styles", ""),
        since_1904=settings is not None and settings.get("date1904") in _TRUE,
    )


def _sheets(root: Node, related: tuple[Relation, ...], archive: Archive) -> Iterator[Sheet]:
    listed = root.find("x:sheets")
    targets = {one.id: one for one in related}
    seen: set[str] = set()
    for place, one in enumerate(listed.all("x:sheet") if listed is not None else ()):
        target = targets.get(one.get("r:id"))
        if target is None or target.kind != "worksheet" or target.part not in archive.names:
            continue
        if target.part not in seen:  # two sheets of one part would show its text twice
            seen.add(target.part)
            hidden = one.get("state") in ("hidden", "veryHidden")
            yield Sheet(one.get("name"), target.part, hidden, place)


def _results(root: Node) -> Iterator[str]:
    listed = root.find("x:definedNames")
    for one in listed.all("x:definedName") if listed is not None else ():
        if one.get("name").lower() == RESULTS_NAME:
            yield one.text.strip()
