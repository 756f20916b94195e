"""What earlier runs found in files, kept in the user's cache folder.

One entry for each list, named by the path of the list; it holds for the content, the citelaw, the
database and the settings that it was made with, and is made anew as soon as one of them differs.
An entry that is damaged in any way counts as none. The folder can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
import time
from hashlib import blake2b
from pathlib import Path

from citelaw.whole import DRAFT, replace_whole

_FORMAT = b"citelaw-cache-1"
_VARIABLE = "CITELAW_CACHE_DIR"
_SUFFIX = ".entry"
_STAMP = "CACHEDIR.TAG"
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Kept by citelaw; can be deleted at any time. See https://bford.info/cachedir/.\n"
)
_OLDEST = 30 * 24 * 3600
"""Seconds after which an entry that no run has asked for is deleted."""
_DAY = 24 * 3600
_DIGEST = 20
"""Bytes of a digest: 160 bits, so that nobody meets two things with one."""


def cache_folder() -> Path:
    """Return the folder of citelaw's cache; the variable ``CITELAW_CACHE_DIR`` names another."""
    named = os.environ.get(_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # lazy: 12 ms

    return user_cache_path("citelaw", appauthor=False)


def digest(*parts: bytes) -> str:
    """Return the digest of ``parts``, which are told apart."""
    total = blake2b(digest_size=_DIGEST)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


class Cache:
    """The entries in a folder, which is made when the first is kept.

    A folder that cannot be written is no failure: nothing is kept then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._usable: bool | None = None

    def find(self, name: str, key: str) -> bytes | None:
        """Return what was kept under ``name`` for ``key``; None where nothing whole was."""
        path = self._path(name)
        try:
            if not path.is_file():  # to open a pipe would wait for ever
                return None
            data = path.read_bytes()
        except OSError:
            return None
        head, _, body = data.partition(b"\n")
        wanted = b" ".join((_FORMAT, key.encode(), digest(body).encode()))
        return body if head == wanted else None

    def keep(self, name: str, key: str, body: bytes) -> None:
        """Keep ``body`` under ``name`` for ``key``, in place of what is there."""
        if self._usable is None:
            self._usable = self._prepared()
        if not self._usable:
            return
        head = b" ".join((_FORMAT, key.encode(), digest(body).encode()))
        try:
            replace_whole(self._path(name), (head, b"\n", body))
        except OSError:
            self._usable = False

    def clear(self) -> int:
        """Delete every entry; return how many there were.

        Raises:
            OSError: one cannot be deleted.
        """
        entries = self._entries()
        for path in (*entries, *self._drafts()):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            (self.folder / _STAMP).unlink(missing_ok=True)
            self.folder.rmdir()
        return len(entries)

    def _path(self, name: str) -> Path:
        return self.folder / (digest(name.encode("utf-8", "surrogatepass")) + _SUFFIX)

    def _entries(self) -> list[Path]:
        return sorted(self.folder.glob("*" + _SUFFIX))

    def _drafts(self) -> list[Path]:
        """Return what processes that were killed had begun to write."""
        return sorted(self.folder.glob(DRAFT + "*"))

    def _prepared(self) -> bool:
        """Return whether the folder can be written; once a day old entries are deleted."""
        stamp = self.folder / _STAMP
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            now = time.time()
            if not stamp.exists():
                replace_whole(stamp, (_TAG.encode(),))
            elif stamp.stat().st_mtime < now - _DAY:
                self._delete_old(now - _OLDEST)
                os.utime(stamp)
        except OSError:
            return False
        return True

    def _delete_old(self, oldest: float) -> None:
        for path in (*self._entries(), *self._drafts()):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
