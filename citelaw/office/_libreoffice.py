"""Files that only other programs read, converted by LibreOffice where it is installed.

It works in a folder of its own that is gone afterwards, with a profile of its own: macros off, no
link followed, nothing of the user's LibreOffice used or changed, so that one may be open meanwhile.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from citelaw.errors import ReadError

LONGEST = 120.0
"""Seconds that a conversion may take."""

_NAMES = ("soffice", "libreoffice")
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Calc/Content/Update", "Link", "2"),
    ("Writer/Content/Update", "Link", "2"),
)


def converted(data: bytes, name: str, ending: str, target: str) -> bytes:
    """Return a file in another format.

    Args:
        data: its bytes.
        name: what it is called in messages.
        ending: the ending of its kind, without a dot.
        target: that of the format wanted.

    Raises:
        ReadError: LibreOffice is not installed, or cannot read it, or takes too long.
    """
    try:
        return _converted(data, ending, target)
    except ReadError as error:
        chinese, english = error.words
        raise ReadError(f"{name}：{chinese}", f"{name}: {english}") from None


@lru_cache(maxsize=2)  # a file is opened again for its source and for copies of it
def _converted(data: bytes, ending: str, target: str) -> bytes:
    program = _program()
    if program is None:
        raise ReadError(
            "是旧格式的文件，要先由 LibreOffice 转换，没有找到 LibreOffice；装上它，"
            f"或者用 Office、WPS 另存为 .{target}，再检查。",
            "it is of an old format that LibreOffice has to convert, and LibreOffice was not "
            f"found; install it, or save the file as .{target} with Office or WPS.",
        )
    with tempfile.TemporaryDirectory(prefix="citelaw-", ignore_cleanup_errors=True) as folder:
        inside = Path(folder).resolve()
        source = inside / f"list.{ending}"
        source.write_bytes(data)
        _write_profile(inside / "profile")
        in_time = _run(program, inside, source, target)
        made = inside / "out" / f"list.{target}"
        if in_time and made.is_file():
            return made.read_bytes()
    if not in_time:
        raise ReadError(
            f"LibreOffice 转换了 {LONGEST:g} 秒没有完成；用 Office、WPS 另存为 .{target} 再检查。",
            f"LibreOffice did not convert it in {LONGEST:g} seconds; save it as .{target} with "
            "Office or WPS.",
        )
    raise ReadError(
        "LibreOffice 打不开，文件有密码、不完整或者已损坏；"
        f"用 Office、WPS 打开，去掉密码，另存为 .{target} 再检查。",
        "LibreOffice cannot open it: it has a password, or is cut off or damaged; save it as "
        f".{target} with Office or WPS, without a password.",
    )


def is_installed() -> bool:
    """Return whether there is a LibreOffice."""
    return _program() is not None


def _program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed.

    One in the folder where citelaw is run does not count: it might have come with the lists.
    """
    for name in _NAMES:
        found = shutil.which(name)
        if found is not None and os.path.isabs(found):
            return found
    return next((path for path in _usual_places() if os.path.isfile(path)), None)


def _usual_places() -> list[str]:
    if sys.platform == "win32":
        roots = [os.environ.get(one) for one in ("ProgramFiles", "ProgramFiles(x86)")]
        return [rf"{root}\LibreOffice\program\soffice.com" for root in roots if root]
    if sys.platform == "darwin":
        home = os.path.expanduser("~")
        inside = "Applications/LibreOffice.app/Contents/MacOS/soffice"
        return [f"/{inside}", f"{home}/{inside}"]
    return ["/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice"]


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        "utf-8",
    )


def _run(program: str, folder: Path, source: Path, target: str) -> bool:
    """Let LibreOffice convert; return whether it came to an end in time."""
    try:
        process = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nodefault",
                "--convert-to",
                target,
                "--outdir",
                str(folder / "out"),
                str(source),
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return True
    try:
        process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            _kill(process)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and all that it started."""
    if sys.platform == "win32":
        subprocess.run(
            ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
        )
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
