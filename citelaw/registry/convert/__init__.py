"""Turns full texts from the formats that users have into the corpus text format.

A folder may hold texts in the corpus format (``.txt``), in the Markdown of LawRefBook (``.md``) and
in the layout in which the official database of laws (国家法律法规数据库) gives them (``.docx``). A
package is an installed one that brings a data file of texts. What cannot be used comes back as a
``Defect`` that says why; nothing is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from citelaw.errors import RegistryError, why
from citelaw.registry.building.corpus import Defect, FormatError
from citelaw.registry.convert import _corpus, docx, markdown, package
from citelaw.registry.convert._source import LARGEST_FILE, Source
from citelaw.registry.convert.faults import faults_of

__all__ = ["Source", "faults_of", "read_folder", "read_package"]

_CONVERTERS: dict[str, Callable[[bytes, str], str]] = {
    ".txt": _corpus.convert,
    ".md": markdown.convert,
    ".docx": docx.convert,
}
_REFUSED = {
    ".doc": "旧版 Word 文件（.doc）不读，另存为 .docx 后再导入",
    ".wps": "WPS 文件不读，另存为 .docx 后再导入",
    ".pdf": "PDF 不读，改用同一法规的 .docx 文本",
}
_PACKAGES = {package.NAME: package.read}


def read_folder(folder: Path) -> Iterator[Source | Defect]:
    """Yield every file of ``folder`` in the order of its path, as a text or as a defect.

    Hidden folders and links to folders are named once and not entered.

    Raises:
        RegistryError: ``folder`` is no folder.
    """
    if not folder.is_dir():
        raise RegistryError(f"{folder}：没有这个文件夹，应给出存放法规全文的文件夹")
    root = folder.resolve()
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
        try:
            refusal = "文件名不是 UTF-8 编码" if shown != name else _refusal(path, root)
            if refusal is None:
                text = _CONVERTERS[path.suffix.lower()](path.read_bytes(), name)
                yield Source(file=name, text=text)
            else:
                yield Defect(file=shown, line=1, reason=refusal)
        except FormatError as error:
            yield Defect(file=name, line=error.line, reason=error.reason)
        except OSError as error:
            yield Defect(file=shown, line=1, reason=f"文件打不开：{why(error).chinese}")


def read_package(name: str) -> Iterator[Source | Defect]:
    """Yield the texts that the installed package ``name`` brings with it.

    Raises:
        RegistryError: the package is not known, not installed, or its data file cannot be read.
    """
    read = _PACKAGES.get(name)
    if read is None:
        raise RegistryError(f"不认识文本包 {name}，可用的有：{'、'.join(_PACKAGES)}")
    return read()


def _walk(folder: Path) -> list[Path]:
    """Return files, hidden folders and links below ``folder``, sorted by their POSIX path."""
    found: list[Path] = []
    open_folders = [folder]
    while open_folders:
        try:
            entries = list(open_folders.pop().iterdir())
        except OSError:
            continue  # its parent listed it; what cannot be listed has no files to name
        for path in entries:
            hidden = path.name.startswith(".")
            if path.is_dir() and not path.is_symlink() and not hidden:
                open_folders.append(path)
            else:
                found.append(path)
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _refusal(path: Path, root: Path) -> str | None:
    """Return why ``path`` is not even opened, or None."""
    if path.name.startswith("."):
        return "隐藏文件，不是法规文本"
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "符号链接指向文件夹之外，不读"
    if path.is_dir():
        return "符号链接的文件夹，不读"
    if not path.is_file():
        return "不是普通文件"
    suffix = path.suffix.lower()
    if suffix not in _CONVERTERS:
        return _REFUSED.get(suffix, "不认识的文件类型，能读的是 .txt、.md、.docx")
    if path.stat().st_size > LARGEST_FILE:
        return f"文件超过 {LARGEST_FILE // 2**20} MB"
    return None
