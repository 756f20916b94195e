"""Which of the lists differ from an earlier state in Git (``--changed-since``).

A CI system that judges a proposed change wants the lists that the change touches and no others. Git
is asked for names only, behind ``-z``, so that Chinese names, blanks and line ends in a name come
through as they are; what is compared are the files as they lie on the disk.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from citelaw.errors import SettingsError
from citelaw.words import Words

if TYPE_CHECKING:
    from pathlib import PurePosixPath

OPTION = "--changed-since"

option = click.option(
    OPTION,
    metavar="COMMIT",
    help="Only those of the files that are new or differ since this commit, tag or branch of Git.",
)

_ALONE = ("-c", "core.fsmonitor=false", "--no-optional-locks")
"""Nothing is started by and nothing is written to the repository that is looked at."""


def changed(files: Sequence[str], revision: str) -> tuple[str, ...]:
    """Return those of ``files`` that are new or differ since ``revision``, in their order.

    That is since HEAD left the line of ``revision`` (the merge base); where the history that is
    here does not say when, as in a shallow clone, since ``revision`` itself, which may name more
    lists and never fewer. A list counts as changed as well where a configuration, a
    ``statutes.toml`` or a baseline in its folder or above it did.

    Args:
        files: lists of the repository that the working folder is in.
        revision: a commit, tag or branch.

    Raises:
        SettingsError: there is no Git or no repository, it lacks ``revision``, or a file is not in
            it.
    """
    top = os.path.realpath(_asked("rev-parse", "--show-toplevel").removesuffix("\n"))
    touched = _touched(_base(revision))
    deciding = _deciding()
    folders = {path.parent for path in touched if path.name in deciding}
    found = []
    for file in files:
        path = _within(top, file)
        if path in touched or not folders.isdisjoint(path.parents):
            found.append(file)
    return tuple(found)


def _deciding() -> frozenset[str]:
    """Return the names of the files that decide how the lists below them are judged."""
    from citelaw.commands.baseline._round import DEFAULT
    from citelaw.configuration import NAMES
    from citelaw.engine import OVERLAY
    from citelaw.files._walk import IGNORE_FILE

    return frozenset(map(_alike, (*NAMES, OVERLAY, DEFAULT.name, IGNORE_FILE)))


def _base(revision: str) -> str:
    """Return the commit that the lists are compared with.

    Raises:
        SettingsError: ``revision`` is no commit that is here.
    """
    name = f"{revision}^{{commit}}"
    commit = None
    if revision and not revision.startswith("-") and "\0" not in revision:
        commit = _answer("rev-parse", "--verify", "--quiet", name)
    if commit is None:
        raise SettingsError(
            f"{OPTION}：这个仓库里没有提交 {revision!r}；"
            "浅克隆要先取来（git fetch，或把克隆深度设为 0），名称写错的改正。",
            f"{OPTION}: this repository has no commit {revision!r}; a shallow clone fetches it "
            "first (git fetch, or a depth of 0), a wrong name is to be corrected.",
        )
    return (_answer("merge-base", commit.strip(), "HEAD") or commit).strip()


def _touched(commit: str) -> frozenset[PurePosixPath]:
    """Return what differs from ``commit`` on the disk, deleted files and new ones among it."""
    from pathlib import PurePosixPath  # lazy: 3 ms

    differing = _asked(
        "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", commit, "--"
    )
    new = _asked("ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/")
    return frozenset(PurePosixPath(_alike(name)) for name in (differing + new).split("\0") if name)


def _alike(name: str) -> str:
    """Return what names have in common that some system takes for one: case, composed or not.

    Where two files differ in that alone, both count as changed if one did.
    """
    import unicodedata

    return unicodedata.normalize("NFC", name).casefold()


def _within(top: str, file: str) -> PurePosixPath:
    """Return where ``file`` stands below the folder ``top``; a link stands where it lies.

    Raises:
        SettingsError: it does not stand there.
    """
    from pathlib import PurePosixPath  # lazy: 3 ms

    folder, name = os.path.split(os.path.abspath(file))
    folder = os.path.realpath(folder)
    if os.path.splitdrive(folder)[0] == os.path.splitdrive(top)[0]:
        path = os.path.relpath(os.path.join(folder, name), top)
        if path.split(os.sep, 1)[0] != os.pardir:
            return PurePosixPath(_alike(path.replace(os.sep, "/")))
    raise SettingsError(
        f"{OPTION}：{file} 不在当前文件夹所在的仓库里；去掉它，或者分开检查。",
        f"{OPTION}: {file} is not in the repository of the working folder; leave it out, or check "
        "it apart.",
    )


def _answer(*words: str) -> str | None:
    """Return what ``git`` says to ``words``, None where it says no."""
    try:
        return _asked(*words)
    except SettingsError:
        return None


def _asked(*words: str) -> str:
    """Return what ``git`` prints, undecodable bytes as in the names of files.

    Raises:
        SettingsError: there is no git, or it fails; with its own last words.
    """
    import subprocess  # lazy: 10 ms

    try:
        done = subprocess.run(["git", *_ALONE, *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise SettingsError(
            f"{OPTION}：找不到 git；装上它，或者去掉这个选项。",
            f"{OPTION}: there is no git; install it, or leave the option out.",
        ) from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        said, cure = said or str(done.returncode), _cure(said)
        raise SettingsError(
            f"{OPTION}：git 没有答复（{said}）；{cure.chinese}。",
            f"{OPTION}: git does not answer ({said}); {cure.english}.",
        )
    return os.fsdecode(done.stdout)


def _cure(said: str) -> Words:
    """Return what helps against the failure that ``git`` names."""
    if "safe.directory" in said:
        return Words(
            "仓库属于另一个用户，先运行 git config --global --add safe.directory 它的路径",
            "the repository is another user’s, so run git config --global --add safe.directory "
            "and its path first",
        )
    return Words("在清单所在的仓库里运行", "run in the repository of the lists")
