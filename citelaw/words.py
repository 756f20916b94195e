"""What is said to people, in the two languages that citelaw speaks."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One thing that is said, in Chinese and in English."""

    chinese: str
    english: str

    def said(self, language: str) -> str:
        """Return it in the language "zh" or "en"."""
        return self.english if language == "en" else self.chinese
