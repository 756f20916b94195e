"""ZIP packages (DOCX, XLSX, ODT, ODS): read within bounds, written again with parts changed.

Nothing is ever unpacked to the disk, so the names in a package lead nowhere. Sizes are counted
while unpacking; what the directory of the package claims is not believed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import cached_property

from citelaw.errors import ReadError
from citelaw.words import Words

MOST_PARTS = 20_000
LARGEST_PART = 256 << 20
"""Bytes of one part, unpacked."""
LARGEST_RATIO = 1_000
"""Times that a part may grow: empty formatted cells of real workbooks come to 300."""
_SMALL = 4 << 20  # parts up to here may grow as they like
_CHUNK = 1 << 20
_SECRET = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of a package are packed; other ways cost memory and are no office's."""


class Archive:
    """The parts of a package, by their names.

    Args:
        data: the bytes of the file.
        name: what it is called in messages.

    Raises:
        ReadError: it is cut off or damaged, or its parts are encrypted or too many.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
            raise damaged(name) from None
        self._infos = {info.filename: info for info in infos}
        if len(infos) > MOST_PARTS:
            raise self._refused(
                Words(f"其中有 {len(infos)} 个部件", f"it holds {len(infos)} parts")
            )
        if any(info.flag_bits & _SECRET for info in infos):
            raise encrypted(name)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the parts."""
        return frozenset(self._infos)

    def read(self, part: str, most: int = LARGEST_PART) -> bytes:
        """Return the bytes of a part, at most ``most``.

        Raises:
            ReadError: it is missing, damaged, or unpacks to more than is reasonable.
        """
        info = self._infos.get(part)
        if info is None or info.compress_type not in METHODS:
            raise damaged(self._name, part)
        room = min(most, max(_SMALL, info.compress_size * LARGEST_RATIO))
        unpacked = io.BytesIO()  # hands its bytes over without a copy, unlike a list of chunks
        try:
            with self._zip.open(info) as file:
                while chunk := file.read(_CHUNK):
                    if unpacked.tell() + len(chunk) > room:
                        raise self._refused(
                            Words(
                                f"其中的 {part} 解压后超过 {room >> 20} MB",
                                f"{part} in it unpacks to more than {room >> 20} MB",
                            )
                        )
                    unpacked.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise damaged(self._name, part) from None
        return unpacked.getvalue()

    def rewritten(self, parts: Mapping[str, bytes], without: Iterable[str] = ()) -> bytes:
        """Return the package with other ``parts``, new ones last, and without some.

        The parts that are not named keep their bytes, their order, dates and attributes.
        """
        gone = frozenset(without)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for info in self._infos.values():
                if info.filename not in gone:
                    data = parts.get(info.filename)
                    package.writestr(
                        _fresh(info), self.read(info.filename) if data is None else data
                    )
            for part in parts:
                if part not in self._infos:
                    package.writestr(_fresh(zipfile.ZipInfo(part)), parts[part])
        return out.getvalue()

    def _refused(self, why: Words) -> ReadError:
        return ReadError(
            f"{self._name}：{why.chinese}，不像正常的文件，没有读取；"
            "用 Office 或者 WPS 另存一份再检查。",
            f"{self._name}: {why.english}, which no usual file does, so it was not read; save it "
            "anew with Office or WPS.",
        )


def _fresh(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return what describes a part, without the place and sizes that it had."""
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    stored = info.compress_type == zipfile.ZIP_STORED and info.file_size > 0
    fresh.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    fresh.external_attr = info.external_attr
    fresh.create_system = info.create_system
    return fresh


def damaged(name: str, part: str = "") -> ReadError:
    """Return the error for a package that cannot be unpacked."""
    where = Words(f"（{part}）", f" ({part})") if part else Words("", "")
    return ReadError(
        f"{name}：文件不完整或者已损坏{where.chinese}；"
        "重新下载，或者用 Office、WPS 打开修复后另存。",
        f"{name}: it is cut off or damaged{where.english}; fetch it again, or repair it with "
        "Office or WPS and save it.",
    )


def encrypted(name: str) -> ReadError:
    """Return the error for a file that has a password."""
    return ReadError(
        f"{name}：文件有密码，读不了；去掉密码后另存，再检查。",
        f"{name}: it is protected by a password; save it without one.",
    )
