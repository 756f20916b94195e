"""Tells things of a list in one language and one kind of markup."""

from __future__ import annotations

from typing import NamedTuple

from citelaw.integrations.lsp.markup import Markup
from citelaw.words import Words


class Teller(NamedTuple):
    """Says in ``language`` ("zh" or "en") what is handed to it as words, all marked up."""

    language: str
    markup: Markup

    def __call__(self, words: Words) -> str:
        """Return ``words`` as text."""
        return self.markup.text(words.said(self.language))

    def strong(self, words: Words) -> str:
        """Return ``words`` as text that stands out."""
        return self.markup.strong(words.said(self.language))

    def pair(self, label: Words, said: str) -> str:
        """Return ``said``, which is marked up, behind its label."""
        return self(Words(f"{label.chinese}：", f"{label.english}: ")) + self.gap + said

    @property
    def gap(self) -> str:
        """What parts two sentences."""
        return " " if self.language == "en" else ""
