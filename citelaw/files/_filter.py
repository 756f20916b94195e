"""What the settings of a folder want of the files in it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from citelaw.files._ignore import Rule
from citelaw.glob import Glob, Names, seen_from
from citelaw.settings import EXCLUDE, INCLUDE, FileGlob, Settings

_SUFFIXES = tuple(glob.removeprefix("*") for glob in INCLUDE)
_USUAL = frozenset(EXCLUDE)


class Filter(NamedTuple):
    """Which files are lists and what is passed over, as one place of the configuration says.

    ``wanted`` are the globs of lists beside those of ``usual_lists``; ``unwanted`` the rules of
    excludes in their order, beside those of ``usual_folders``. Each counts from its own folder.
    ``git`` says whether git's ignore files count.
    """

    usual_lists: bool
    wanted: tuple[tuple[Names, Glob], ...]
    usual_folders: bool
    unwanted: tuple[tuple[Names, Rule], ...]
    git: bool

    def is_list(self, names: Names) -> bool:
        """Return whether the file ``names`` is a list, by its name."""
        if self.usual_lists and names[-1].lower().endswith(_SUFFIXES):
            return True
        return any(glob.holds(seen_from(folder, names)) for folder, glob in self.wanted)

    def excludes(self, names: Names, *, folder: bool, usual: bool = True) -> bool:
        """Return whether the file or folder ``names`` is passed over.

        What lies in a folder that is passed over is the caller's to see.

        Args:
            names: the file or folder.
            folder: whether it is a folder.
            usual: whether it is one that is passed over where nothing else is said.
        """
        for base, rule in reversed(self.unwanted):
            if rule.folders and not folder:
                continue
            way = seen_from(base, names)
            if way and rule.glob.names(way):
                return not rule.spares
        return usual and self.usual_folders and folder and names[-1] in _USUAL


@lru_cache(maxsize=256)
def filter_of(settings: Settings) -> Filter:
    """Return what ``settings`` want of files."""
    wanted = (*settings.include, *settings.extend_include)
    unwanted = (*settings.exclude, *settings.extend_exclude)
    return Filter(
        usual_lists=not settings.include,
        wanted=tuple(one for glob in wanted for one in glob.readings()),
        usual_folders=not settings.exclude,
        unwanted=tuple(one for glob in unwanted for one in _rules(glob)),
        git=settings.respect_gitignore is not False,
    )


def _rules(glob: FileGlob) -> tuple[tuple[Names, Rule], ...]:
    """Return an exclude as rules; like a line of an ignore file it may begin with ``!``."""
    text = glob.glob.removeprefix("!")
    return tuple(
        (folder, Rule(found, glob.glob.startswith("!"), text.endswith("/")))
        for folder, found in FileGlob(glob.folder, text).readings()
    )
