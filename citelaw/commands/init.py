"""``citelaw init``: a ``citelaw.toml`` to begin with, every key explained."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

import click

from citelaw.commands import _complete, _console, _files, _options
from citelaw.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from citelaw.configuration import Configuration

NAME = "citelaw.toml"


@click.command(short_help="Write a citelaw.toml to begin with.")
@click.argument(
    "folder",
    metavar="[FOLDER]",
    default=".",
    type=click.Path(),
    callback=_options.path,
    shell_complete=_complete.folders,
)
@click.option("--force", is_flag=True, help="Write over the one that is there.")
def init(folder: Path, force: bool) -> int:
    """Write a citelaw.toml (配置) into FOLDER, by default the working folder.

    It holds every key with its meaning in Chinese, commented out, so that nothing changes until a
    # is taken away.
    """
    from citelaw.configuration import Configuration, file_in
    from citelaw.errors import why
    from citelaw.settings import Settings
    from citelaw.whole import write_whole

    _files.here()
    path = folder / NAME
    if not folder.is_dir():
        raise SettingsError(f"{folder}：没有这个文件夹；先建立它，或者改正路径。")
    if os.path.lexists(path) and not force:
        raise SettingsError(f"{path}：已经有配置，没有改动；要写成新的，加上 --force。")
    found = file_in(folder)
    if found is not None and found.name != NAME and not force:
        raise SettingsError(
            f"{found}：已经是这个文件夹的配置，有了 {NAME} 它就不再起作用；"
            "改它就可以，仍要另写则加上 --force。"
        )
    above = Configuration(Settings()).file(folder.absolute())
    try:
        write_whole(path, [template()])
    except OSError as error:
        raise SettingsError(
            f"{path}：写不进去（{why(error).chinese}）；检查文件夹的权限。"
        ) from error
    lines = [f"{path}：已写好，其中各项都注释着；去掉行首的 # 再改，改好的才生效。"]
    if above is not None and above.parent != folder.absolute():
        there = os.path.relpath(above, folder.absolute())
        lines.append(f'上级的 {there} 从此不管这里的清单；要沿用它，写上 extend = "{there}"。')
    lines.append(_next(folder, Configuration(Settings())))
    _console.write([f"{line}\n".encode("utf-8", "backslashreplace") for line in lines])
    return 0


def template() -> bytes:
    """Return what is written: a configuration in which all is commented out."""
    from pathlib import Path  # lazy: 3 ms

    return (Path(__file__).parents[1] / "settings.template.toml").read_bytes()


def _next(folder: Path, configuration: Configuration) -> str:
    """Return what to do next, with the number of lists that there are."""
    from citelaw.files import chosen

    where = str(folder)
    number = len(chosen([where], configuration).files)
    asked = "citelaw check" if where == os.curdir else f"citelaw check {shlex.quote(where)}"
    if number:
        return f"下一步：{asked}（检查其中的 {number} 份清单）。"
    return f"下一步：把清单放进来，再运行 {asked}。"


COMMAND = init
