"""Runs the check that a baseline is made of, and says what became of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from citelaw.commands import _console, _files, _options
from citelaw.errors import SettingsError

if TYPE_CHECKING:
    from citelaw.configuration import Configuration
    from citelaw.files import Chosen
    from citelaw.model import FileReport
    from citelaw.settings import Settings

DEFAULT = Path(".citelaw-baseline.json")

path = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline.  [default: the one of the configuration, else .citelaw-baseline.json]",
)


class Done(NamedTuple):
    """The files of a round with their findings, and whether one of them could not be read."""

    files: tuple[FileReport, ...]
    failed: bool


class Round(NamedTuple):
    """What a round is made of: the lists and how they are to be read and judged."""

    chosen: Chosen
    settings: Settings
    config: Path | None
    isolated: bool

    def path(self, output: Path | None) -> Path:
        """Return the file of the baseline: as asked for, else the one that all lists share.

        Raises:
            SettingsError: their configurations name several.
        """
        if output is not None:
            return output
        configuration = self._configuration()
        lists = self.chosen.paths or (os.curdir,)
        named = {configuration.nearest(Path(file)).baseline or DEFAULT for file in lists}
        if len(named) > 1:
            shown = "、".join(sorted(map(str, named)))
            raise SettingsError(f"这些清单的配置指定了不同的基线（{shown}）；用 -o 指定一个。")
        return named.pop()

    def run(self) -> Done:
        """Check the files; those that cannot be read are complained about."""
        from citelaw.running import Run

        run = Run(self._configuration(compared=False))
        found = run.check(self.chosen.paths, self.chosen.contents).files
        unread = [file.failure for file in found if file.failure is not None]
        failures = [*self.chosen.failures, *unread]
        for failure in dict.fromkeys(failures):
            _console.complain(failure)
        return Done(found, bool(failures))

    def _configuration(self, *, compared: bool = True) -> Configuration:
        return _configured(self.settings, self.config, self.isolated, compared=compared)


def of(files: tuple[str, ...], settings: Settings, config: Path | None, isolated: bool) -> Round:
    """Return the round on the lists that ``files``, arguments of the command, name."""
    configuration = _configured(settings, config, isolated, compared=False)
    return Round(_files.chosen(files, configuration), settings, config, isolated)


def _configured(
    settings: Settings, config: Path | None, isolated: bool, *, compared: bool
) -> Configuration:
    from citelaw.model import Severity

    # What is only not shown (min-severity) belongs to the baseline all the same.
    settings = replace(settings, min_severity=Severity.INFO)
    return _options.configured(settings, config, isolated, _options.today(), compared=compared)


def say(text: str) -> None:
    """Say on standard output what became of the baseline."""
    _console.write([f"{text}\n".encode("utf-8", "backslashreplace")])
