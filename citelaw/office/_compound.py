"""What streams an OLE2 file (DOC, XLS) holds, and how they begin; nothing else of it is read.

Sectors, entries and chains are counted, so that a damaged file ends the walk and nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # from here on a sector number is a mark (end of chain, free)
_NONE = 0xFFFFFFFF
_ENTRY = 128  # bytes of an entry of the directory
_MOST = 4096  # entries of the directory that are looked at
_STREAM = 2


class Stream(NamedTuple):
    """A stream of the root: its first sector and its length in bytes."""

    sector: int
    size: int


class Compound:
    """An OLE2 file: the streams of its root, by their names in lower case.

    Those of storages are left out: an embedded workbook makes no workbook of a document.
    """

    __slots__ = ("_allocation", "_data", "_shift", "streams")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.streams: dict[str, Stream] = {}
        try:
            self._shift = min(max(struct.unpack_from("<H", data, 30)[0], 7), 16)
            self._allocation = self._allocations()
            (first,) = struct.unpack_from("<I", data, 48)
            self.streams = self._root(b"".join(self._chain(first)))
        except struct.error:
            return

    def begins(self, name: str) -> bytes:
        """Return the first sector of a stream; b"" for one that is missing or very short."""
        stream = self.streams.get(name)
        (least,) = struct.unpack_from("<I", self._data, 56) if stream else (0,)
        if stream is None or stream.size < least:  # it lies in a stream of short ones
            return b""
        return self._sector(stream.sector)

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) << self._shift : (number + 2) << self._shift]

    def _numbers(self, sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

    def _allocations(self) -> list[int]:
        """Return the sectors that say which sector follows which."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        (further,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(len(self._data) >> self._shift):
            if further >= _LAST:
                break
            numbers = self._numbers(self._sector(further))
            if not numbers:
                break
            found += numbers[:-1]
            further = numbers[-1]
        return found

    def _chain(self, sector: int) -> Iterator[bytes]:
        """Yield the sectors of the directory."""
        each = 1 << self._shift
        for _ in range(_MOST * _ENTRY // each):
            data = self._sector(sector)
            if sector >= _LAST or not data:
                return
            yield data
            place, at = divmod(sector, each // 4)
            if place >= len(self._allocation):
                return
            (sector,) = struct.unpack_from("<I", self._sector(self._allocation[place]), at * 4)

    def _root(self, directory: bytes) -> dict[str, Stream]:
        streams: dict[str, Stream] = {}
        (top,) = struct.unpack_from("<I", directory, 76)
        waiting = [top]
        for _ in range(_MOST):
            if not waiting:
                break
            entry = waiting.pop()
            if entry == _NONE or (entry + 1) * _ENTRY > len(directory):
                continue
            at = entry * _ENTRY
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            waiting += struct.unpack_from("<II", directory, at + 68)
            if kind == _STREAM:
                raw = directory[at : at + max(min(length, 64) - 2, 0)]
                name = raw.decode("utf-16-le", "replace").lower()
                streams[name] = Stream(*struct.unpack_from("<II", directory, at + 116))
        return streams
