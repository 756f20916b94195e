r"""What a card says, as Markdown (CommonMark with strikethrough) or as plain text.

Whatever comes from a list or a database goes through ``text``: in Markdown none of it can be read
as markup, a link, a command or HTML, and nothing turns the direction of writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$@]|(?<=[A-Za-z]):(?=\S)|(?<=[Ww]{3})\.")
"""What may mark something up within a line: in CommonMark, in GitHub's tables and its links
without brackets (which need ``:``, ``@`` or ``www.``), formulas, the icons ``$(…)`` of VS Code."""
_ENTITIES = {"<": "&lt;", ">": "&gt;"}
"""VS Code sees no emphasis between \\< and \\>."""
_OPENING = re.compile(r"([0-9]{1,9}(?=[.)])|(?=[-+=#:]))")
"""What opens a list or heading at the start of a line, or makes a heading or table of the last."""
_DOUBTFUL = "\ufffd"


class Markup(Protocol):
    """A way to write a card; what it returns stays on one line, if not said otherwise."""

    def text(self, words: str) -> str:
        """Return ``words`` to be read as they are, white space as single blanks."""

    def strong(self, words: str) -> str:
        """Return ``words`` made to stand out."""

    def dropped(self, words: str) -> str:
        """Return ``words`` that should not stand where they do."""

    def added(self, words: str) -> str:
        """Return ``words`` that are missing."""

    def block(self, lines: Iterable[str]) -> str:
        """Return marked-up lines as one paragraph, each on a line of its own."""

    def quoted(self, lines: Iterable[str]) -> str:
        """Return marked-up lines as words of somebody else."""

    def card(self, parts: Iterable[Iterable[str]]) -> str:
        """Return paragraphs, with a rule between one part that says something and the next."""


class _Plain:
    """Plain text, with the words for what is to be deleted and added."""

    def __init__(self, deleted: str, missing: str) -> None:
        self._deleted = deleted
        self._missing = missing

    def text(self, words: str) -> str:
        return shown(words)

    def strong(self, words: str) -> str:
        return shown(words)

    def dropped(self, words: str) -> str:
        return f"[{self._deleted}{shown(words)}]" if words else ""

    def added(self, words: str) -> str:
        return f"[{self._missing}{shown(words)}]" if words else ""

    def block(self, lines: Iterable[str]) -> str:
        return "\n".join(line.strip() for line in lines)

    def quoted(self, lines: Iterable[str]) -> str:
        return "\n".join(f"  {line}" for line in lines)

    def card(self, parts: Iterable[Iterable[str]]) -> str:
        return "\n\n".join("\n".join(part) for part in map(list, parts) if part)


class _Markdown:
    def text(self, words: str) -> str:
        return escaped(words)

    def strong(self, words: str) -> str:
        return _between("**", words)

    def dropped(self, words: str) -> str:
        return _between("~~", words)

    def added(self, words: str) -> str:
        return _between("**", words)

    def block(self, lines: Iterable[str]) -> str:
        return "  \n".join(_opened(line.strip()) for line in lines)

    def quoted(self, lines: Iterable[str]) -> str:
        return "\n>\n".join(f"> {_opened(line.strip())}" for line in lines)

    def card(self, parts: Iterable[Iterable[str]]) -> str:
        return "\n\n---\n\n".join("\n\n".join(part) for part in map(list, parts) if part)


def markup(language: str, *, markdown: bool) -> Markup:
    """Return the way to write cards for a client that reads Markdown, or does not."""
    if markdown:
        return _Markdown()
    return _Plain("delete: ", "add: ") if language == "en" else _Plain("删：", "增：")


def shown(words: str) -> str:
    r"""Return ``words`` on one line, with � for controls and what turns the direction of writing.

    >>> shown("甲\n  乙\u3000丙\u202e丁")
    '甲 乙 丙�丁'
    """
    line = " ".join(words.split())
    if line.isprintable():
        return line
    return "".join(one if one.isprintable() else _DOUBTFUL for one in line)


def escaped(words: str) -> str:
    r"""Return ``words`` as Markdown that shows them as they are.

    >>> escaped("[点](command:x) <b> *甲*")
    '\\[点\\](command\\:x) &lt;b&gt; \\*甲\\*'
    """
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), shown(words))


def _opened(line: str) -> str:
    r"""Return a line of Markdown whose beginning is no mark of a list.

    >>> _opened("1. 甲"), _opened("- 乙")
    ('1\\. 甲', '\\- 乙')
    """
    return _OPENING.sub(r"\1\\", line, count=1) if _OPENING.match(line) else line


def _between(mark: str, words: str) -> str:
    """Return ``words`` between marks of emphasis.

    Next to punctuation these are marks only where a blank stands on their other side (CommonMark
    6.2, flanking), which Chinese text does not have.
    """
    line = shown(words)
    if not line:
        return ""
    before = "" if line[0].isalnum() else " "
    after = "" if line[-1].isalnum() else " "
    inside = escaped(line).replace("\\~", "&#126;")  # one before the closing ~~ makes them three
    return f"{before}{mark}{inside}{mark}{after}"
