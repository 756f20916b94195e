"""Which places name one document: equal titles, and titles of one notice joined by its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from citelaw.learn._names import NumberKey, inner_title, title_key
from citelaw.learn._use import Use
from citelaw.pattern import Pattern

_SHORTEST_ISSUER = 2
_LONGEST_ISSUER = 40
_SUBJECT = Pattern("关于|印发|转发|批转")


@dataclass(slots=True)
class Group:
    """The places that name one document; ``titled`` are those under its own title."""

    titled: list[Use]
    others: list[Use] = field(default_factory=list)
    inner: str | None = None

    @property
    def uses(self) -> list[Use]:
        """All places, under whatever title, in order."""
        return sorted([*self.titled, *self.others])

    @property
    def numbers(self) -> set[NumberKey]:
        """The numbers under which the document is cited."""
        return {number.key for use in self.uses for number in use.numbers[:1]}


def grouped(found: Iterable[Use]) -> list[Group]:
    """Return the documents that the places name, in the order of their titles."""
    groups: dict[str, Group] = {}
    for use in found:
        groups.setdefault(use.key, Group([])).titled.append(use)
    groups = dict(sorted(groups.items()))
    _join_without_issuer(groups)
    _join_issued(groups)
    return list(groups.values())


def _join_without_issuer(groups: dict[str, Group]) -> None:
    """Join 关于X的通知 to 甲局关于X的通知 where nothing else can be meant."""
    endings: dict[str, list[str]] = {}
    for key in groups:
        for found in _SUBJECT.finditer(key, _SHORTEST_ISSUER, _LONGEST_ISSUER):
            endings.setdefault(key[found.start() :], []).append(key)
    for key in [key for key in groups if key in endings]:
        _join_to_the_one(groups, key, [longer for longer in endings[key] if longer in groups])


def _join_issued(groups: dict[str, Group]) -> None:
    """Join X办法 to 关于印发〈X办法〉的通知, and tell each notice what it alone issues."""
    notices: dict[str, list[str]] = {}
    for key, group in groups.items():
        inner = inner_title(group.titled[0].title)
        if inner is not None:
            notices.setdefault(title_key(inner), []).append(key)
            group.inner = inner
    for inner_key, keys in notices.items():
        apart = inner_key in groups and not _join_to_the_one(groups, inner_key, keys)
        if apart or len(keys) > 1:
            for key in keys:
                groups[key].inner = None


def _join_to_the_one(groups: dict[str, Group], key: str, wider: list[str]) -> bool:
    """Join a group to the one of ``wider`` that shares its number, or that alone may be meant."""
    group = groups[key]
    sharing = [name for name in wider if groups[name].numbers & group.numbers]
    fitting = sharing if group.numbers else wider
    if len(fitting) != 1:
        return False
    groups[fitting[0]].others += groups.pop(key).uses
    return True
