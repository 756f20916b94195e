"""Short names that a list gives itself: （以下简称《处罚法》）."""

from __future__ import annotations

from citelaw.grammar.tokens._text import Token, TokenKind, squeeze
from citelaw.grammar.tokens.title import is_statute
from citelaw.pattern import Pattern

_DEFINITION = Pattern(
    r"(?:以下)?[简统下]称[为：:]?[ \u3000]?"
    r"[“\"「]?《?([^”\"》」（）()，。；、\n《]{1,30})》?[”\"」]?"
)


def read(text: str, position: int) -> Token | None:
    """Read the short name that is given at the 称 at ``position``."""
    if text[position - 1 : position] not in ("简", "统", "下"):
        return None
    start = position - 1
    if text[start - 2 : start] == "以下":
        start -= 2
    found = _DEFINITION.match(text, start)
    if found is None:
        return None
    end = int(found.end())
    mark = text.rfind("《", start, found.start(1))
    # a short name in 书名号 is a mention of its own, so the token stops before it
    return Token("definition", start, mark if mark >= 0 else end, squeeze(found[1]))


def short_names(text: str) -> list[str]:
    """Return the short names given in ``text`` that are those of statutes."""
    if "称" not in text or not any(word in text for word in ("简称", "统称", "下称")):
        return []
    names = (squeeze(found[1]) for found in _DEFINITION.finditer(text))
    return [name for name in names if len(name) >= 3 and is_statute(name)]


TOKEN = TokenKind(
    anchors="称",
    read=read,
    show=lambda token: token.value,
    examples=(
        ("（以下简称《处罚法》）", "处罚法"),
        ("（以下简称“条例”）", "条例"),
        ("(以下简称举报人)", "举报人"),
        ("（下称《处罚法》）", "处罚法"),
        ("（以下简称“《条例》”）", "条例"),
        ("名称", None),
    ),
)
