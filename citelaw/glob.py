"""Globs (通配符): names of files with ``*``, ``?``, ``[…]`` and ``**``, as ``.gitignore`` has them.

One reading for all places where a glob may stand. Nothing backtracks without limit: parts of a path
are matched one after the other, and within a part every ``*`` takes the first place that fits, so
a hostile glob in a foreign folder costs what any other does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from citelaw.pattern import Pattern

IGNORE_CASE = os.path.normcase("A") == "a"
"""Whether names differ by case on this system."""

Part = Callable[[str], object]
"""Tells whether it fits one name of a path: what it returns counts as true or false."""

Names = tuple[str, ...]
"""An absolute path as its names, from the drive ("" where there is none) to the last."""

_WILD = Pattern(r"[*?\[\\]")
_TOKEN = Pattern(
    r"""(?xs)
    \\ (?P<escaped>.)                    # \* is the star itself
  | (?P<stars>\*{1,4096})
  | (?P<any>\?)
  | (?P<open>\[)
  | (?P<plain>[^\\*?\[]{1,4096})
    """
)
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r" \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_STAR = "*"


class Glob(NamedTuple):
    """A glob taken apart at its slashes; None among the parts is ``**``, any number of folders.

    ``last`` is the text of the last part, which the name itself must fit.
    """

    parts: tuple[Part | None, ...]
    last: str

    def names(self, path: Sequence[str]) -> bool:
        """Return whether the glob names the file or folder with the names ``path``."""
        if len(self.parts) == 2 and self.parts[0] is None:  # at any depth: most globs
            last = self.parts[1]
            return last is not None and bool(last(path[-1]))
        reached = {0}
        for reached in self._steps(path):
            if not reached:
                return False
        return len(self.parts) in reached

    def holds(self, path: Sequence[str]) -> bool:
        """Return whether the glob names the file ``path`` or a folder that it lies in."""
        return any(len(self.parts) in reached for reached in self._steps(path))

    def _steps(self, path: Sequence[str]) -> Iterator[set[int]]:
        """Yield after each name how many parts of the glob may be behind it."""
        reached = self._past_stars({0})
        for name in path:
            steps = set()
            for at in reached:
                if at < len(self.parts):
                    part = self.parts[at]
                    if part is None:
                        steps.add(at)
                    elif part(name):
                        steps.add(at + 1)
            reached = self._past_stars(steps)
            yield reached

    def _past_stars(self, reached: set[int]) -> set[int]:
        """Return ``reached`` with the places behind ``**``, which may be no folder at all."""
        for at, part in enumerate(self.parts):
            if part is None and at in reached:
                reached.add(at + 1)
        return reached


@lru_cache(maxsize=4096)
def compiled(glob: str, *, literal_too: bool = False) -> Glob:
    """Return ``glob`` ready to match; without a slash it names what it names at any depth.

    A slash at its end has been taken off; one at its beginning only says that it counts from the
    folder. ``literal_too``: a part that is the very name fits also where it has wildcards.

    Source:
        gitignore(5), and git's wildmatch.c for what the page leaves open: ``**`` that has more
        than slashes beside it is ``*``, an unclosed ``[`` fits nothing. Unlike there ``?`` is a
        character, not a byte.
    """
    names = _names(glob)
    if "/" not in glob:
        names = ["**", glob]
    elif glob.startswith("/"):
        del names[0]
    parts: list[Part | None] = []
    for name in names:
        if len(name) < 2 or name.strip("*"):
            parts.append(part(name, literal_too=literal_too))
        elif not parts or parts[-1] is not None:
            parts.append(None)
    if parts[-1] is None:  # a/** is what lies in a, not a itself
        parts.append(part("*"))
    return Glob(tuple(parts), names[-1])


def _names(glob: str) -> list[str]:
    """Return a glob taken apart at its slashes; one in a bracket parts nothing."""
    names = []
    start = at = 0
    while at < len(glob):
        if glob[at] == "[":
            at = _Bracket(glob, at + 1).end
            continue
        escaped = glob[at] == "\\"
        if glob[at + escaped : at + escaped + 1] == "/":
            names.append(glob[start:at])
            start = at + escaped + 1
        at += escaped + 1
    return [*names, glob[start:]]


def names_of(path: str) -> Names:
    """Return the names that an absolute path is made of."""
    drive, rest = os.path.splitdrive(path)
    return (drive, *filter(None, rest.replace(os.sep, "/").split("/")))


def seen_from(folder: Names, names: Names) -> Names:
    """Return the way from ``folder`` to ``names``, with ``..`` where it leads upwards first."""
    depth = len(folder)
    if names[:depth] == folder:
        return names[depth:]
    common = 0
    for one, other in zip(folder, names, strict=False):
        if one != other:
            break
        common += 1
    return (os.pardir,) * (depth - common) + names[common:]


def part(glob: str, *, literal_too: bool = False) -> Part:
    """Return what tells whether a name fits ``glob``, which has no slash."""
    if not is_wild(glob):
        return _literal(glob)
    rest = glob.lstrip("*")
    if not is_wild(rest):
        return _ending(rest)
    expression = _expression(glob)
    if literal_too:
        import re

        expression = f"{expression}|{re.escape(glob)}"
    pattern = Pattern(f"(?s{'i' if IGNORE_CASE else ''}:{expression})")
    return lambda name: pattern.fullmatch(name)  # compiled when the first name is looked at


def is_wild(glob: str) -> bool:
    """Return whether ``glob`` may fit other names than itself."""
    return _WILD.search(glob) is not None


def _literal(name: str) -> Part:
    if not IGNORE_CASE:
        return name.__eq__
    lowered = name.lower()
    return lambda one: one.lower() == lowered


def _ending(ending: str) -> Part:
    if not IGNORE_CASE:
        return lambda one: one.endswith(ending)
    lowered = ending.lower()
    return lambda one: one.lower().endswith(lowered)


def _expression(glob: str) -> str:
    """Return the regular expression of a part; between stars it never goes back."""
    pieces = [""]
    for token in _tokens(glob):
        if token is None:
            return r"(?!)"
        if token == _STAR:
            pieces.append("")
        else:
            pieces[-1] += token
    first, *others = pieces
    if not others:
        return first
    middle = "".join(f"(?>.*?{piece})" for piece in others[:-1] if piece)
    return f"{first}{middle}.*{others[-1]}"


def _tokens(glob: str) -> Iterator[str | None]:
    """Yield the parts of a glob as regular expressions, None where it can fit nothing."""
    import re

    at = 0
    while at < len(glob):
        found = _TOKEN.match(glob, at)
        if found is None:  # a backslash at the end
            yield None
            return
        at = found.end()
        if found["open"]:
            bracket = _Bracket(glob, at)
            yield bracket.expression
            at = bracket.end
        elif found["stars"]:
            yield _STAR
        elif found["any"]:
            yield "."
        else:
            yield re.escape(found["escaped"] or found["plain"])


class _Bracket:
    """What stands in ``[…]`` from ``start``, behind the bracket.

    ``expression`` is None where the bracket is not closed or names a class that there is not;
    ``end`` is the place behind it.
    """

    def __init__(self, glob: str, start: int) -> None:
        self._glob = glob
        self.end = start
        negated = glob[start : start + 1] in ("!", "^")
        if negated:
            self.end += 1
        items = self._items()
        self.expression: str | None = None
        if items is not None:
            self.expression = f"[{'^' if negated else ''}{items}]"
            if not items:
                self.expression = "." if negated else "(?!)"

    def _items(self) -> str | None:
        """Return the items as they stand in a bracket of a regular expression."""
        items = ""
        previous = ""
        first = True
        while self.end < len(self._glob):
            one = self._glob[self.end]
            if one == "]" and not first:
                self.end += 1
                return items
            first = False
            after = self._glob[self.end + 1 : self.end + 2]
            if one == "-" and previous and after and after != "]":
                self.end += 1
                last = self._character()
                if previous <= last:
                    items += f"{_in_bracket(previous)}-{_in_bracket(last)}"
                previous = ""
            elif one == "[" and after == ":" and self._class_end() is not None:
                named = _CLASSES.get(self._class_name())
                if named is None:
                    return None
                items += named
                previous = ""
            else:
                previous = self._character()
                items += _in_bracket(previous)
        return None

    def _character(self) -> str:
        """Return the character that stands here, and go behind it."""
        if self._glob[self.end] == "\\":
            self.end += 1
        one = self._glob[self.end : self.end + 1]
        self.end += 1
        return one

    def _class_end(self) -> int | None:
        """Return where ``:]`` of the class that begins here stands; None where it is no class."""
        close = self._glob.find("]", self.end + 2)
        return close - 1 if close > self.end + 2 and self._glob[close - 1] == ":" else None

    def _class_name(self) -> str:
        end = self._class_end() or 0
        name = self._glob[self.end + 2 : end]
        self.end = end + 2
        return name


def _in_bracket(character: str) -> str:
    return f"\\{character}" if character in "\\]^-[&~|" else character
