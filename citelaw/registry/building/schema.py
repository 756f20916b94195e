"""The tables of ``statutes.sqlite``, for the build side alone: this module imports SQLAlchemy.

The look-up side reads the same tables with plain ``sqlite3``; ``layout.SCHEMA`` names their shape.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table

TABLES = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


META = Table(
    "meta", TABLES, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)
STATUTE = Table(
    "statute",
    TABLES,
    _id(),
    Column("title", String, nullable=False),
    Column("aliases", String, nullable=False),
    Column("tier", String),
    Column("tier_certain", Integer, nullable=False),
    Column("issuer", String),
    Column("region", String),
    Column("number", String),
    Column("events", String, nullable=False),
    Column("known_to", String),
    Column("history_complete", Integer, nullable=False),
    Column("repealed_on", String),
    Column("repealed_by", String),
    Column("successor", String),
    Column("status", String, nullable=False),
    Column("status_evidence", String, nullable=False),
    Column("status_certainty", String, nullable=False),
)
NAME = Table(
    "name",
    TABLES,
    Column("key", String, primary_key=True),
    Column("statute_id", Integer, primary_key=True, autoincrement=False),
    Column("rank", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""``rank`` 0: the canonical title; 1: an alias; 2: a form made by leaving something out."""

TITLE = Table("title", TABLES, _id(), Column("statute_id", Integer), Column("text", String))
BIGRAM = Table(
    "bigram",
    TABLES,
    Column("gram", String, primary_key=True),
    Column("titles", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
NUMBER = Table(
    "number",
    TABLES,
    Column("key", String, primary_key=True),
    Column("statute_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
VERSION = Table(
    "version",
    TABLES,
    _id(),
    Column("statute_id", Integer, nullable=False),
    Column("date", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("effective_from", String),
    Column("effective_to", String),
    Column("number", String),
    Column("article_count", Integer, nullable=False),
    Column("last_article", Integer, nullable=False),
    Column("complete", Integer, nullable=False),
    Column("sources", String, nullable=False),
    Column("headings", LargeBinary, nullable=False),
    Column("articles", LargeBinary, nullable=False),
)
CHANGE = Table(
    "change",
    TABLES,
    Column("statute_id", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("events", String, nullable=False),
    Column("low", String),
    Column("high", String),
    Column("presumed", Integer, nullable=False),
    Column("version_id", Integer),
    sqlite_with_rowid=False,
)
TEXT = Table(
    "text",
    TABLES,
    _id(),
    Column("units", LargeBinary, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    Column("confirmations", Integer, nullable=False),
    Column("subject", String),
)
WORDS = Table(
    "words",
    TABLES,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("lines", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The words themselves, packed; only in files that a user made of texts of their own."""

ARTICLE_MAP = Table(
    "article_map",
    TABLES,
    Column("old_id", Integer, primary_key=True, autoincrement=False),
    Column("new_id", Integer, primary_key=True, autoincrement=False),
    Column("rows", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
