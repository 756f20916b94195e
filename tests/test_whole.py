"""Files appear whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from citelaw.whole import replace_whole, write_whole


def test_interrupt_while_writing_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "out").write_bytes(b"former")
    monkeypatch.setattr("os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "out", [b"new"])
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"former"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_file_keeps_its_mode_and_a_new_one_has_that_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    (tmp_path / "own").write_bytes(b"former")
    (tmp_path / "own").chmod(0o640)
    write_whole(tmp_path / "own", [b"n", b"ew"])
    write_whole(tmp_path / "new", [b"new"])
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert modes == {"any": modes["any"], "own": 0o640, "new": modes["any"]}
    assert (tmp_path / "own").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="named pipes")
def test_pipe_is_written_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, [b"new"])
    reader.join(10)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="the system names open files")
def test_pipe_without_a_name_of_its_own_is_written() -> None:
    reading, writing = os.pipe()
    write_whole(Path(f"/dev/fd/{writing}"), [b"new"])
    os.close(writing)
    with open(reading, "rb") as file:
        assert file.read() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_what_replaces_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"former")
    (tmp_path / "link").symlink_to("target")
    replace_whole(tmp_path / "link", [b"new"])
    assert (tmp_path / "target").read_bytes() == b"former"
    assert (tmp_path / "link").read_bytes() == b"new"
    assert not (tmp_path / "link").is_symlink()
