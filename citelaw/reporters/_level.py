"""The words of a rule's default severity; apart from the others, which take the model to load."""

from __future__ import annotations

from citelaw.manual import PROFILES, RulePage

SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_PROFILES = {"list": "清单", "judgment": "裁判文书和处罚决定", "prose": "其他文章"}


def level(page: RulePage) -> str:
    """Return how bad the findings of a rule are as a rule, and in what it speaks if not in all."""
    words = SEVERITIES[page.severity]
    if not page.on:
        words += "，默认不启用"
    if set(page.profiles) != set(PROFILES):
        words += f"，只用于{'、'.join(_PROFILES[one] for one in page.profiles)}"
    return words
