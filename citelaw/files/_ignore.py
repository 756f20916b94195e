"""What a walk leaves out: ignore files (``.gitignore``, ``.citelawignore``) and excludes (排除)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citelaw.errors import ReadError, why
from citelaw.glob import Glob, compiled, is_wild

SIZE_LIMIT = 1024 * 1024
"""Bytes of an ignore file; real ones have a few hundred."""

_BOM = b"\xef\xbb\xbf"


class Rule(NamedTuple):
    """A line of an ignore file.

    ``spares`` says that it begins with ``!``: what it names is not ignored after all. ``folders``
    says that it ends with ``/``, so that it names folders only.
    """

    glob: Glob
    spares: bool
    folders: bool


class Rules:
    """The rules of one ignore file, seen from its folder, which is ``depth`` names deep.

    Most rules are a name or an ending; what has neither is set aside without looking at each.
    """

    __slots__ = ("_by_name", "_ending", "_endings", "_others", "_rules", "depth")

    def __init__(self, rules: Iterable[Rule], depth: int) -> None:
        self.depth = depth
        self._rules = tuple(rules)
        self._by_name: dict[str, list[int]] = {}
        self._ending: list[int] = []
        self._others: list[int] = []
        endings = []
        for at, one in enumerate(self._rules):
            last = one.glob.last
            ending = last.lstrip("*")
            if not is_wild(last):
                self._by_name.setdefault(os.path.normcase(last), []).append(at)
            elif ending and not is_wild(ending):
                endings.append(os.path.normcase(ending))
                self._ending.append(at)
            else:
                self._others.append(at)
        self._endings = tuple(dict.fromkeys(endings))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def verdict(self, path: Sequence[str], *, folder: bool) -> bool | None:
        """Return whether ``path`` is ignored; None where no rule speaks of it.

        Of several rules the last counts. A file in an ignored folder is ignored with it, which
        is the caller's to see.

        Args:
            path: the names of an absolute path.
            folder: whether that is a folder.
        """
        asked = self._asked(os.path.normcase(path[-1]))
        if not asked:
            return None
        below = path[self.depth :]
        for at in reversed(asked):
            rule = self._rules[at]
            if (folder or not rule.folders) and rule.glob.names(below):
                return not rule.spares
        return None

    def _asked(self, name: str) -> list[int]:
        """Return the places of the rules that may speak of ``name``, in their order."""
        asked = self._by_name.get(name, [])
        if name.endswith(self._endings):
            asked = asked + self._ending
        return sorted(asked + self._others) if asked else self._others


def rule(line: str) -> Rule | None:
    """Return what a line asks for, None where that is nothing."""
    spares = line.startswith("!")
    glob = line.removeprefix("!")
    folders = glob.endswith("/")
    glob = glob.removesuffix("/")
    return Rule(compiled(glob), spares, folders) if glob.strip("/") else None


def rules_of(content: bytes, depth: int) -> Rules:
    """Return the rules that the bytes of an ignore file hold.

    Names stand in it as they do in the file system, so bytes that are no UTF-8 are kept.
    """
    text = content.removeprefix(_BOM).decode("utf-8", "surrogateescape")
    lines = (_without_spaces(line.removesuffix("\r")) for line in text.split("\n"))
    found = (rule(line) for line in lines if line and not line.startswith("#"))
    return Rules((one for one in found if one is not None), depth)


def _without_spaces(line: str) -> str:
    """Return a line without the spaces at its end; a backslash keeps the one behind it."""
    bare = line.rstrip(" ")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return f"{bare} " if slashes % 2 and bare != line else bare


def read_rules(path: str, depth: int, shown: str) -> Rules:
    """Return the rules in the ignore file ``path``; none where there is no file of that name.

    Args:
        path: the file.
        depth: how many names the folder has that they count from.
        shown: what messages call the file.

    Raises:
        ReadError: it cannot be read, or is larger than 1 MB.
    """
    if not os.path.isfile(path):  # to open a pipe would wait for ever
        return Rules((), depth)
    try:
        with open(path, "rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        reason = why(error)
        raise ReadError(
            f"{shown}：读不出来（{reason.chinese}），其中要忽略的文件没有忽略；检查文件。",
            f"{shown}: cannot be read ({reason.english}), so what it ignores is not; check it.",
        ) from error
    if len(content) > SIZE_LIMIT:
        raise ReadError(
            f"{shown}：大于 {SIZE_LIMIT >> 20} MB，没有照它忽略文件；拆小后再用。",
            f"{shown}: larger than {SIZE_LIMIT >> 20} MB, so nothing is ignored by it; make it "
            "smaller.",
        )
    return rules_of(content, depth)
