"""Bytes to text and back: the byte-order mark, UTF-8, GB18030, UTF-16; binary files are refused."""

from __future__ import annotations

import codecs
import re
import sys
from typing import NamedTuple

from citelaw.errors import ReadError
from citelaw.words import Words

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
)
"""What files begin with that are no text, and are read all the same (``citelaw.office``)."""

PROGRAM = b"<?mso-application"
"""What XML holds near its beginning that Word or Excel 2003 wrote, read likewise."""

NEVER_TEXT = frozenset(
    {
        *(".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm"),
        *(".odt", ".ott", ".ods", ".ots", ".pdf"),
    }
)
"""The endings of names that no text has."""

_UNPACK = Words("先解压", "unpack it")
_RECOGNISE = Words("先识别为文本", "recognise its text")
_MAGIC = (
    (b"\x1f\x8b", Words("GZIP 压缩文件", "a GZIP archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Words("7z 压缩文件", "a 7z archive"), _UNPACK),
    (b"Rar!\x1a\x07", Words("RAR 压缩文件", "a RAR archive"), _UNPACK),
    (b"\x89PNG", Words("PNG 图片", "a PNG picture"), _RECOGNISE),
    (b"\xff\xd8\xff", Words("JPEG 图片", "a JPEG picture"), _RECOGNISE),
    (
        b"SQLite format 3\x00",
        Words("SQLite 数据库", "an SQLite database"),
        Words("给出文本文件", "name a text file"),
    ),
)

_SAMPLE = 4096
# Text of a list is made of these: Han, CJK and full-width punctuation, printable ASCII.
# Kept as strings: compiling them takes 4 ms, and UTF-8 needs none.
_USUAL = (
    r"[\t\n\r\x20-\x7e\u00a0-\u00b7\u2010-\u2026\u2460-\u249b\u3000-\u303f"
    r"\u4e00-\u9fff\uff00-\uffef]"
)
_FREQUENT = frozenset("的一是在不了有人和以为中上个国大地到对行政法第条规定部门其应当医保理事项")


def _usual(text: str) -> float:
    """Return the share (0..1) of the characters of ``text`` that lists are made of."""
    return len(re.findall(_USUAL, text)) / len(text) if text else 0.0


def _utf16(data: bytes) -> str | None:
    """Return the byte order of a UTF-16 text without a mark, where it is obvious.

    Without any ASCII such a text holds no zero byte, and half of all pairs of bytes are Han
    characters in it; so the words must be usual ones as well.
    """
    if len(data) % 2:
        return None
    best, order = 0.9, None
    for name in ("utf-16-le", "utf-16-be"):
        sample = data[: 2 * _SAMPLE].decode(name, "replace")
        share = _usual(sample)
        if share > best and (b"\0" in data or _is_chinese(sample)):
            best, order = share, name
    return order


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise ReadError(
                f"{name}：{what.chinese}，不是文本；{remedy.chinese}，再检查。",
                f"{name}: {what.english}, not text; {remedy.english} first.",
            )


def _refuse_mail(data: bytes, name: str) -> None:
    """Refuse a web page with its pictures in one file: its text is encoded as that of a mail."""
    head = data[:_SAMPLE]
    if re.match(rb"[A-Za-z-]{2,40}:", head) and re.search(rb"(?i)^MIME-Version:", head, re.M):
        raise ReadError(
            f"{name}：网页归档文件（MHTML），读不了；用浏览器或者 Word、WPS 打开，"
            "另存为网页（.html）或者 .docx 再检查。",
            f"{name}: a web archive (MHTML), which cannot be read; open it in a browser, Word or "
            "WPS and save it as a web page (.html) or .docx.",
        )


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        start = error.start + 1
        raise ReadError(
            f"{name}：第 {start} 字节起不是 {encoding} 编码；换一个编码，或另存为 UTF-8。",
            f"{name}: not {encoding} from byte {start} on; try another encoding, or "
            "save it as UTF-8.",
        ) from None
    except UnicodeError:  # idna, undefined: these do not say where
        raise ReadError(
            f"{name}：不能按 {encoding} 编码读取；换一个编码，或另存为 UTF-8。",
            f"{name}: cannot be read as {encoding}; try another encoding, or save it as UTF-8.",
        ) from None
    return text.removeprefix("\ufeff")


def _forced(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(encoding)
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        raise ReadError(
            f"{name}：没有名为 {encoding!r} 的编码；常用 utf-8、gb18030。",
            f"{name}: there is no encoding {encoding!r}; utf-8 and gb18030 are usual.",
        ) from None
    if not getattr(known, "_is_text_encoding", True):
        raise ReadError(
            f"{name}：{encoding!r} 不是文字编码；常用 utf-8、gb18030。",
            f"{name}: {encoding!r} is no encoding of text; utf-8 and gb18030 are usual.",
        )
    codec = known.name
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    return _decode_as(data, codec, name), codec


def _is_chinese(text: str) -> bool:
    """Tell whether a reading makes sense, rather than being another encoding's bytes."""
    sample = text[: 4 * _SAMPLE]
    han = sum("\u3400" <= character <= "\u9fff" for character in sample)
    if han < 20:
        return _usual(sample) > 0.9
    return _usual(sample) > 0.9 and sum(character in _FREQUENT for character in sample) / han > 0.06


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of ``data`` without byte-order mark, and the name of its encoding.

    ``encoding`` forces one. Without it a byte-order mark decides, then UTF-16 where zero bytes
    make it obvious, UTF-8, GB18030 (which holds GBK and GB2312), UTF-16 without zero bytes.

    Raises:
        ReadError: the file is binary, or in an encoding that is not recognised.
    """
    if encoding is not None:
        return _forced(data, encoding, name)
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, codec, name), codec
    _refuse_binary(data, name)
    _refuse_mail(data, name)
    if b"\0" in data:
        order = _utf16(data)
        if order is None:
            raise ReadError(
                f"{name}：含有零字节，是二进制文件，不是文本；给出文本文件。",
                f"{name}: it holds zero bytes, so it is binary, not text; name a text file.",
            )
        return _decode_as(data, order, name), order
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_chinese(text):
        return text, "gb18030"
    order = _utf16(data)
    if order is not None:
        return _decode_as(data, order, name), order
    if _usual(data[: 4 * _SAMPLE].decode("utf-8", "replace")) > 0.9:
        raise ReadError(
            f"{name}：第 {broken.start + 1} 字节起不是完整的 UTF-8；修复后另存为 UTF-8。",
            f"{name}: broken UTF-8 from byte {broken.start + 1} on; repair it and save it as "
            "UTF-8.",
        )
    raise ReadError(
        f"{name}：认不出编码；用 --encoding 指明，或另存为 UTF-8。",
        f"{name}: its encoding is not recognised; name it with --encoding, or save it as UTF-8.",
    )


class Coding(NamedTuple):
    """How a text stands in a file: its codec (with the order of bytes) and its byte-order mark."""

    codec: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """Return the bytes of ``text``.

        Raises:
            UnicodeEncodeError: the encoding has no such character.
        """
        return self.mark + text.encode(self.codec)


def coding_of(data: bytes, text: str, encoding: str) -> Coding | None:
    """Return how ``text`` stands in ``data``, as ``decode`` read it with the codec ``encoding``.

    None where encoding it again does not give the same bytes.
    """
    codec = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    if codec in ("utf-16", "utf-32"):
        native = "-le" if sys.byteorder == "little" else "-be"
        marks = {codecs.BOM_UTF16_LE: "-le", codecs.BOM_UTF16_BE: "-be"}
        if codec == "utf-32":
            marks = {codecs.BOM_UTF32_LE: "-le", codecs.BOM_UTF32_BE: "-be"}
        found = (order for mark, order in marks.items() if data.startswith(mark))
        codec += next(found, native)
    try:
        body = text.encode(codec)
        mark = data[: len(data) - len(body)]
        same = mark + body == data and not mark.decode(codec).strip("\ufeff")
    except UnicodeError:
        return None
    return Coding(codec, mark) if same else None
