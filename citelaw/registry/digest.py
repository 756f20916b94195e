"""The digest of a statute database: over its sorted rows, since the file varies with SQLite."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

DIGEST = "digest"
"""The key of the row of ``meta`` that holds the digest, which is not part of it."""


def digest_of(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> str:
    """Return the SHA-256 over all rows, tables and rows sorted; rows are column → value."""
    total = hashlib.sha256()
    for table in sorted(tables):
        total.update(f"{table}\n".encode())
        kept = (row for row in tables[table] if table != "meta" or row["key"] != DIGEST)
        for line in sorted(repr(sorted(row.items())) for row in kept):
            total.update(line.encode("utf-8", "surrogatepass"))
    return total.hexdigest()
