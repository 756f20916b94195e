"""Does --changed-since name the lists that a change touches, whatever they are called?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from steps import ROOT, Repository

from citelaw.commands import run
from citelaw.commands._changed import changed
from citelaw.errors import SettingsError

ODD = (
    "清单/医保局 权责清单.txt",
    "清单/医保局 权责清单.xlsx",
    "$(touch owned).txt",
    '"; touch owned; ".txt',
    "-o owned.txt",
    "with\na line end.txt",
    "[abc]*?.txt",
    "tab\tinside.txt",
    "曹\udcff.txt",
)
"""Names that a shell, an option parser, a glob or a decoder may trip over; the last is no UTF-8."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    return made


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_changed_list_is_named_whatever_it_is_called(repository: Repository, name: str) -> None:
    repository.write(name, "旧\n")
    repository.write("other.txt", "旧\n")
    base = repository.commit()
    repository.write(name, "新\n")
    repository.commit()
    assert changed(("other.txt", name), base) == (name,)
    assert not os.path.exists("owned")


@pytest.mark.parametrize(
    ("in_git", "named"),
    [("List.txt", "LIST.TXT"), ("cafe\u0301.txt", "caf\u00e9.txt")],
    ids=["case", "composed"],
)
def test_name_that_some_system_takes_for_the_same_counts(
    repository: Repository, in_git: str, named: str
) -> None:
    repository.write(in_git, "旧\n")
    base = repository.commit()
    assert changed((named,), base) == ()
    repository.write(in_git, "新\n")
    assert changed((named,), base) == (named,)


def test_new_renamed_and_uncommitted_lists_count_and_a_deleted_one_does_not_trouble(
    repository: Repository,
) -> None:
    for name in ("gone.txt", "old.txt", "kept.txt", "draft.txt"):
        repository.write(name, f"{name}\n" * 20)
    base = repository.commit()
    repository.git("rm", "--quiet", "gone.txt")
    repository.git("mv", "old.txt", "renamed.txt")
    repository.write("added.txt", "新\n")
    repository.commit()
    repository.write("draft.txt", "改\n")
    repository.write("unknown to git.txt", "新\n")
    files = ("added.txt", "draft.txt", "kept.txt", "renamed.txt", "unknown to git.txt")
    expected = ("added.txt", "draft.txt", "renamed.txt", "unknown to git.txt")
    assert changed(files, base) == expected


def test_list_changed_on_the_other_branch_only_is_not_named(repository: Repository) -> None:
    repository.write("mine.txt", "旧\n")
    repository.write("theirs.txt", "旧\n")
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "draft")
    repository.write("mine.txt", "新\n")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.write("theirs.txt", "新\n")
    repository.commit()
    repository.git("checkout", "--quiet", "draft")
    assert changed(("mine.txt", "theirs.txt"), "main") == ("mine.txt",)


def test_paths_count_from_the_working_folder_and_may_be_absolute(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("清单/a.txt", "旧\n")
    repository.write("清单/b.txt", "旧\n")
    repository.write("top.txt", "旧\n")
    base = repository.commit()
    repository.write("清单/a.txt", "新\n")
    repository.write("top.txt", "新\n")
    monkeypatch.chdir("清单")
    absolute = str(repository.folder / "清单" / "a.txt")
    files = ("a.txt", "b.txt", "../top.txt", absolute)
    assert changed(files, base) == ("a.txt", "../top.txt", absolute)


@pytest.mark.parametrize("name", ["citelaw.toml", "statutes.toml", ".citelaw-baseline.json"])
@pytest.mark.parametrize("deleted", [False, True], ids=["changed", "deleted"])
def test_lists_below_a_changed_configuration_count_as_changed(
    repository: Repository, name: str, deleted: bool
) -> None:
    repository.write("县/镇/a.txt", "旧\n")
    repository.write("other/b.txt", "旧\n")
    repository.write(f"县/{name}", "旧\n")
    base = repository.commit()
    if deleted:
        os.remove(f"县/{name}")
    else:
        repository.write(f"县/{name}", "新\n")
    assert changed(("县/镇/a.txt", "other/b.txt"), base) == ("县/镇/a.txt",)


def test_shallow_clone_that_has_the_commit_but_no_history_names_the_lists(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("a.txt", "旧\n")
    repository.write("b.txt", "旧\n")
    base = repository.commit()
    repository.commit()
    repository.write("a.txt", "新\n")
    repository.commit()
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = Repository(tmp_path / "clone")
    origin = f"file://{repository.folder}"
    clone.git("fetch", "--quiet", "--depth=1", origin, "main")
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    monkeypatch.chdir(clone.folder)
    with pytest.raises(SettingsError, match="没有提交"):
        changed(("a.txt", "b.txt"), base)
    clone.git("fetch", "--quiet", "--depth=1", origin, base)
    assert changed(("a.txt", "b.txt"), base) == ("a.txt",)


@pytest.mark.parametrize("revision", ["", "nowhere", "--output=owned", "a\0b", "main:a.txt"])
def test_what_is_no_commit_is_refused(repository: Repository, revision: str) -> None:
    repository.write("a.txt", "旧\n")
    repository.commit()
    with pytest.raises(SettingsError, match="没有提交"):
        changed(("a.txt",), revision)
    assert not os.path.exists("owned")


def test_file_outside_the_repository_is_refused(repository: Repository, tmp_path: Path) -> None:
    base = repository.commit()
    (tmp_path / "elsewhere.txt").write_text("新\n", "utf-8")
    with pytest.raises(SettingsError, match="不在当前文件夹所在的仓库里"):
        changed(("../elsewhere.txt",), base)


def test_folder_without_a_repository_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SettingsError, match="not a git repository"):
        changed(("a.txt",), "HEAD")


def test_machine_without_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match="找不到 git"):
        changed(("a.txt",), "HEAD")


WRONG = "根据《中华人民共和国社会保险法》第九百条处理。\n"


def test_check_judges_the_changed_lists_of_a_folder_alone(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("old.txt", WRONG)
    base = repository.commit()
    assert run(["check", "--changed-since", base, "."]) == 0
    repository.write("新 清单.txt", WRONG)
    assert run(["check", "--changed-since", base, "."]) == 1
    assert "old.txt" not in capsys.readouterr().out


def test_commit_that_is_not_there_ends_the_run(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("a.txt", WRONG)
    repository.commit()
    assert run(["check", "--changed-since", "nowhere", "a.txt"]) == 2
    assert capsys.readouterr().out == ""


def test_standard_input_cannot_have_changed(repository: Repository) -> None:
    base = repository.commit()
    arguments = ["check", "--changed-since", base, "--stdin-filename", "a.txt", "-"]
    command = [sys.executable, "-m", "citelaw", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, input=WRONG.encode(), env=environment, capture_output=True)
    assert done.returncode == 2
    assert "标准输入" in done.stderr.decode()
