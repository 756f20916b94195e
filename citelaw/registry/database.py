"""One statute database file, opened read-only with plain ``sqlite3``.

Opening looks at the schema and the size of the file only, which takes a millisecond; whether every
row is as it was written is the business of ``verify``.
"""

from __future__ import annotations

import os
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from citelaw.errors import RegistryError, why
from citelaw.registry.layout import APPLICATION_ID, SCHEMA
from citelaw.registry.normalise import NORMALISER

if TYPE_CHECKING:
    import sqlite3

_HEADER = struct.Struct(">16xH10xI28xI4xI")
_LARGEST_PAGE = 65_536
_NEEDED = (
    "confusions", "coverage", "data_date", "digest", "known_to", "normaliser", "organs", "words",
)  # fmt: skip


class _Open:
    """A connection that is closed when the thread that opened it has ended."""

    __slots__ = ("__weakref__", "connection")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Database:
    """A statute database file; each thread has its own connection.

    Raises:
        RegistryError: the file is missing, damaged, or made for another version of citelaw.
    """

    def __init__(self, path: Path) -> None:
        self._open_ones: WeakSet[_Open] = WeakSet()
        self._local = threading.local()
        self.path = path
        self.meta = self._open()

    def _open(self) -> dict[str, str]:
        if not os.path.isfile(self.path):  # a Path raises where the name is too long
            raise RegistryError(
                f"{self.path}：没有法规数据库文件；检查路径，或用 citelaw statutes build 生成。",
                f"{self.path}: there is no statute database; check the path, or make one with "
                "citelaw statutes build.",
            )
        self._check_header()
        meta = dict(self.rows("SELECT key, value FROM meta WHERE key <> 'names'"))
        missing = set(_NEEDED) - set(meta)
        if missing:
            raise RegistryError(
                f"{self.path}：已损坏，缺 {min(missing)}；重新生成。",
                f"{self.path}: damaged, it has no {min(missing)}; build it again.",
            )
        if meta["normaliser"] != str(NORMALISER):
            raise RegistryError(
                f"{self.path}：文字指纹出自另一版 citelaw；重新生成。",
                f"{self.path}: its fingerprints of texts are another citelaw’s; build it again.",
            )
        return meta

    def _check_header(self) -> None:
        """Demand a whole file of this format.

        Source:
            SQLite, "Database File Format", 1.3: page size at byte 16, pages at 28, user version
            at 60, application id at 68, big-endian.
        """
        try:
            with self.path.open("rb") as file:
                header = file.read(_HEADER.size)
            size = self.path.stat().st_size
        except OSError as error:
            reason = why(error)
            raise RegistryError(
                f"{self.path}：打不开（{reason.chinese}）；检查权限。",
                f"{self.path}: cannot be opened ({reason.english}); check its mode.",
            ) from error
        if len(header) < _HEADER.size or not header.startswith(b"SQLite format 3"):
            raise RegistryError(
                f"{self.path}：不能作为法规数据库读取；重新安装或重新生成。",
                f"{self.path}: cannot be read as a statute database; install or build it again.",
            )
        page, pages, schema, application = _HEADER.unpack(header)
        if application != APPLICATION_ID:
            raise RegistryError(
                f"{self.path}：不是 citelaw 的法规数据库；换一个文件。",
                f"{self.path}: no statute database of citelaw; name another file.",
            )
        if schema != SCHEMA:
            newer = schema > SCHEMA
            age, remedy = ("新", "更新 citelaw") if newer else ("旧", "重新生成")
            older, cure = ("newer", "update citelaw") if newer else ("older", "build it again")
            raise RegistryError(
                f"{self.path}：供更{age}的 citelaw 使用（格式 {schema}，本版 {SCHEMA}）；"
                f"{remedy}。",
                f"{self.path}: made for a {older} citelaw (format {schema}, this one has "
                f"{SCHEMA}); {cure}.",
            )
        due = (page if page > 1 else _LARGEST_PAGE) * pages
        if due != size:
            raise RegistryError(
                f"{self.path}：已损坏，应有 {due} 字节，实有 {size} 字节；重新安装或重新生成。",
                f"{self.path}: damaged, it should have {due} bytes and has {size}; install or "
                "build it again.",
            )

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return the rows that ``query`` gives.

        Raises:
            RegistryError: the file cannot be read as a database.
        """
        import sqlite3  # lazy: 0.02 s

        try:
            return self._connection().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from error

    @cached_property
    def versions(self) -> dict[int, list[tuple[int, bool]]]:
        """Statute → its versions, and whether each has articles; read in one go.

        The table has no index by statutes: to ask it for each would read all of it again.
        """
        found: dict[int, list[tuple[int, bool]]] = {}
        for statute, version, articles in self.rows(
            "SELECT statute_id, id, article_count FROM version ORDER BY date, id"
        ):
            found.setdefault(statute, []).append((version, articles > 0))
        return found

    def problems(self) -> tuple[str, ...]:
        """Return what is damaged: the structure of the file, or rows that are not as written."""
        try:
            found = [row[0] for row in self.rows("PRAGMA integrity_check(10)") if row[0] != "ok"]
            if found:
                return tuple(f"{self.path}：{' '.join(one.split())}" for one in found)
            digest = self._digest()
        except RegistryError as error:
            return (str(error),)
        if digest != self.meta["digest"]:
            stored = self.meta["digest"]
            return (f"{self.path}：数据摘要应为 {stored}，实为 {digest}。",)
        return ()

    def _digest(self) -> str:
        """Return the digest over all rows; one table is in memory at a time."""
        from citelaw.registry.digest import digest_of  # lazy: verify alone needs it

        query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        return digest_of({name: self._stream(name) for (name,) in self.rows(query)})

    def _stream(self, table: str) -> Iterator[dict[str, Any]]:
        import sqlite3  # lazy: 0.02 s

        try:
            cursor = self._connection().execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> RegistryError:
        return RegistryError(
            f"{self.path}：不能作为法规数据库读取（{error}）；重新生成。",
            f"{self.path}: cannot be read as a statute database ({error}); build it again.",
        )

    @contextmanager
    def decoding(self) -> Iterator[None]:
        """Turn what a damaged row gives into an error that says so.

        Raises:
            RegistryError: what was read inside is not what the build wrote.
        """
        try:
            yield
        except (LookupError, TypeError, ValueError, struct.error, zlib.error) as error:
            raise RegistryError(
                f"{self.path}：已损坏（{type(error).__name__}）；重新安装或重新生成，"
                "可先用 citelaw statutes verify 检查。",
                f"{self.path}: damaged ({type(error).__name__}); install or build it again, "
                "citelaw statutes verify says more.",
            ) from error

    def _connection(self) -> sqlite3.Connection:
        held: _Open | None = getattr(self._local, "open", None)
        connection = held.connection if held is not None else None
        if connection is None:
            import sqlite3  # lazy: 0.02 s

            path = str(self.path.resolve())
            for mark in "%?#":  # what an SQLite address reads as its own
                path = path.replace(mark, f"%{ord(mark):02x}")
            address = f"file:{path}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._local.open = _Open(connection)
            self._open_ones.add(self._local.open)
        return connection

    def close(self) -> None:
        """Close the connections of all threads; new ones are opened when asked again."""
        self._local = threading.local()
        for held in tuple(self._open_ones):
            held.connection.close()

    def __del__(self) -> None:
        self.close()


_LOCAL_BITS = 24


def joint_id(file: int, local: int) -> int:
    """Return the id, unique over all files, of the row ``local`` of the file of that position."""
    return file << _LOCAL_BITS | local


def split_id(joint: int) -> tuple[int, int]:
    """Return the position of the file and the id within it.

    >>> split_id(joint_id(2, 77))
    (2, 77)
    """
    return joint >> _LOCAL_BITS, joint & (1 << _LOCAL_BITS) - 1
