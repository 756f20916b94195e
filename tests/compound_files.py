"""Small OLE2 files, as Word and Excel wrote them before 2007: streams, nothing in them."""

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FREE, _END, _ALLOCATION = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST = 4096  # bytes of a stream that has sectors of its own


def compound(streams: Mapping[str, bytes], inside: Sequence[str] = ()) -> bytes:
    """Return a file with these streams, and with streams called ``inside`` in a storage."""
    padded = {name: data.ljust(_LEAST, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    follows: list[int] = []

    def lay(data: bytes) -> int:
        first = len(sectors)
        parts = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), 512)]
        sectors.extend(parts)
        follows.extend([*range(first + 1, first + len(parts)), _END])
        return first

    starts = {name: lay(data) for name, data in padded.items()}
    entries = [_entry("Root Entry", 5, child=1)]
    last = len(padded) + (1 if inside else 0)
    for at, (name, data) in enumerate(padded.items(), 1):
        after = at + 1 if at < last else _FREE
        entries.append(_entry(name, 2, after=after, start=starts[name], size=len(data)))
    if inside:
        entries.append(_entry("ObjectPool", 1, child=len(entries) + 1))
        for at, name in enumerate(inside, 1):
            after = len(entries) + 1 if at < len(inside) else _FREE
            entries.append(_entry(name, 2, after=after, start=0, size=_LEAST))
    directory = lay(b"".join(entries))
    table = struct.pack("<I", _ALLOCATION)
    allocation = len(sectors)
    sectors.append(
        (b"".join(struct.pack("<I", one) for one in follows) + table).ljust(512, b"\xff")
    )
    head = bytearray(_SECTOR)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, directory, 0, _LEAST, _END, 0, _END, 0)
    struct.pack_into("<109I", head, 76, allocation, *[_FREE] * 108)
    return bytes(head) + b"".join(sectors)


def _entry(
    name: str, kind: int, *, child: int = _FREE, after: int = _FREE, start: int = 0, size: int = 0
) -> bytes:
    entry = bytearray(128)
    printed = name.encode("utf-16-le") + b"\0\0"
    entry[: len(printed)] = printed
    struct.pack_into("<HBB", entry, 64, len(printed), kind, 1)
    struct.pack_into("<III", entry, 68, _FREE, after, child)
    struct.pack_into("<IQ", entry, 116, start, size)
    return bytes(entry)


def word(flags: int = 0) -> bytes:
    """Return the beginning of the stream WordDocument, with these flags."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)


def workbook(*records: int) -> bytes:
    """Return the beginning of the stream Workbook: its opening, then empty records."""
    opening = struct.pack("<HH16x", 0x0809, 16)
    return opening + b"".join(struct.pack("<HH2x", one, 2) for one in records)
