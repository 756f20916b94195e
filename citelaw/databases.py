"""The statute databases of one run, each opened once and only when a question is asked."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citelaw.grammar import NameIndex
    from citelaw.registry import Registry


class Data:
    """A statute database and the bare titles in it, loaded when the first question is asked.

    Args:
        databases: the files; none for those at hand.
        registry: a registry to use in place of them.
    """

    def __init__(self, databases: tuple[Path, ...], registry: Registry | None = None) -> None:
        self._databases = databases
        self._given = registry

    @cached_property
    def registry(self) -> Registry:
        """The statute database."""
        if self._given is not None:
            return self._given
        from citelaw.registry import open_registry

        return open_registry(*self._databases)

    @cached_property
    def names(self) -> NameIndex:
        """The titles that may stand without 书名号."""
        from citelaw.grammar import NameIndex

        return NameIndex(lambda: self.registry.names())


class Databases:
    """The databases of a run: by the files that they consist of, and the facts laid over them.

    Args:
        files: the files of the first; none for those at hand.
        registry: a registry to use in place of the first.
    """

    def __init__(self, files: tuple[Path, ...], registry: Registry | None = None) -> None:
        self.first = Data(files, registry)
        self._known: dict[tuple[tuple[Path, ...], Path | None], Data] = {(files, None): self.first}

    def of(self, files: tuple[Path, ...], facts: Path | None) -> Data:
        """Return the database of ``files`` with the file ``facts`` laid over it.

        Raises:
            RegistryError: a file cannot be read.
        """
        key = (files, facts)
        if key not in self._known:
            if facts is None:
                data = Data(files)
                _ = data.registry  # opened here, where the list is known that needs it
            else:
                from citelaw.registry.overlay import read_overlay

                below = self.of(files, None).registry
                data = Data(files, below.with_overlay(read_overlay(facts)))
            self._known[key] = data
        return self._known[key]

    def about(self, files: tuple[Path, ...], facts: Path | None) -> Databases:
        """Return those that a list has to do with, for a report on it alone; they are shared.

        Raises:
            RegistryError: a file cannot be read.
        """
        own = Databases(files)
        opened = self._known.get((files, None))
        if opened is None:
            _ = own.first.registry  # opened here, where the settings are known that need it
        else:
            own.first = own._known[files, None] = opened
        if facts is not None:
            own._known[files, facts] = self._known.get((files, facts)) or own.of(files, facts)
        return own

    @property
    def registries(self) -> tuple[Registry, ...]:
        """The databases that were asked, the first one first."""
        return tuple(data.registry for data in self._known.values())

    @property
    def data_date(self) -> str:
        """The oldest of the days to which they are known."""
        return min(registry.data_date for registry in self.registries)

    @property
    def known_to(self) -> tuple[tuple[str, str], ...]:
        """The oldest day for each tier."""
        known = [dict(registry.known_to) for registry in self.registries]
        tiers = sorted({tier for days in known for tier in days})
        return tuple((tier, min(days[tier] for days in known if tier in days)) for tier in tiers)

    @property
    def overlays(self) -> tuple[str, ...]:
        """The files of facts that were laid over them."""
        return tuple(sorted({os.fspath(facts) for _, facts in self._known if facts}))

    @property
    def digest(self) -> str:
        """The digest of the data, over those of every overlay and database."""
        first, *others = (registry.digest for registry in self.registries)
        if not others:
            return first
        from hashlib import sha256  # lazy: 4 ms

        return sha256("\n".join([first, *sorted(others)]).encode()).hexdigest()
