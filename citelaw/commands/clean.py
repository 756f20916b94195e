"""``citelaw clean``: what earlier runs kept of lists, deleted."""

from __future__ import annotations

import click

from citelaw.commands import _console


@click.command(short_help="Delete the cache.")
def clean() -> int:
    """Delete what earlier runs kept of the lists they checked (缓存).

    It is kept in the user's cache folder, or in the folder that CITELAW_CACHE_DIR names, and makes
    checking lists that have not changed faster. Nothing else is lost.
    """
    from citelaw.errors import ReportError, why
    from citelaw.running import Cache, cache_folder

    folder = cache_folder()
    try:
        number = Cache(folder).clear()
    except OSError as error:
        raise ReportError(
            f"{folder}：缓存删不掉（{why(error).chinese}）；检查文件夹的权限。"
        ) from error
    _console.write([f"已删除缓存 {number} 条（{folder}）。\n".encode()])
    return 0


COMMAND = clean
