"""Does the Action do what it promises, for lists of any name?

Its steps really run, in scratch repositories and with the environment that GitHub gives; only pip
is left out (``test_install.py``).
"""

import json
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from steps import CLEAN, HOSTILE, LIST, ROOT, WRONG, Action, Job, Repository, commands

NOWHERE = "0" * 40


@pytest.fixture
def action(repository: Repository, tmp_path: Path) -> Action:
    made = Action(ROOT, repository, tmp_path / "scratch")
    made.install()
    return made


def sarif_files(job: Job) -> list[str]:
    """The files that the results in the job's SARIF file name."""
    written = json.loads(Path(job.outputs["sarif-file"]).read_text("utf-8"))
    places = [one["locations"][0]["physicalLocation"] for one in written["runs"][0]["results"]]
    return [unquote(one["artifactLocation"]["uri"]) for one in places]


def pull_request(base: str, *, fork: bool = False) -> dict[str, Any]:
    name = "someone/lists" if fork else "county/lists"
    return {"pull_request": {"base": {"sha": base}, "head": {"repo": {"full_name": name}}}}


def test_clean_lists_pass(action: Action, repository: Repository) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    job = action.run()
    assert job.ok, job.log
    assert job.outputs == {
        "exit-code": "0",
        "findings": "0",
        "errors": "0",
        "warnings": "0",
        "sarif-file": "",
    }
    assert commands(job.log) == []
    assert "共 2 个文件，引用 1 处" in job.page


def test_error_fails_the_job_after_it_was_shown(action: Action, repository: Repository) -> None:
    repository.write(LIST, f"{CLEAN}{WRONG}")
    repository.commit()
    job = action.run()
    assert not job.ok
    assert job.ran[-1] == "Judge"
    assert job.outputs["exit-code"] == "1"
    assert (job.outputs["findings"], job.outputs["errors"]) == ("1", "1")
    [found] = job.annotations
    assert found.name == "error"
    assert (found.properties["file"], found.properties["line"]) == (LIST, "2")
    assert "CL301" in found.properties["title"]
    assert "第九百条" in found.message
    assert f"{LIST}:2" in unescape(job.page)
    assert "CL301" in job.page
    assert "第九百条" in job.log


def test_what_is_not_asked_for_is_left_out(action: Action, repository: Repository) -> None:
    repository.write(LIST, WRONG)
    repository.commit()
    job = action.run(annotations="false", summary="false", fail_on="never", lang="en")
    assert job.ok
    assert job.outputs["exit-code"] == "0"
    assert job.outputs["errors"] == "1"
    assert job.annotations == []
    assert job.page == ""


def test_fail_on_decides_what_fails(action: Action, repository: Repository) -> None:
    repository.write(LIST, "根据《中华人民共和国 社会保险法》第八十八条处理。\n")
    repository.commit()
    assert action.run().ok
    assert not action.run(fail_on="info").ok


def test_files_may_be_folders_globs_and_names_with_blanks(
    action: Action, repository: Repository
) -> None:
    repository.write(LIST, CLEAN)
    repository.write("草稿/民政局 清单.txt", WRONG)
    repository.write("草稿/b.txt", WRONG)
    repository.commit()
    assert action.run(files="清单\nREADME.md").ok
    assert action.run(files="草稿/民政局 清单.txt\n").outputs["errors"] == "1"
    assert action.run(files="草稿/*.txt").outputs["errors"] == "2"


def test_only_lists_that_a_pull_request_changes_fail_it_and_sarif_has_all(
    action: Action, repository: Repository
) -> None:
    repository.write("old.txt", WRONG)
    repository.write(LIST, CLEAN)
    base = repository.commit()
    repository.write(LIST, CLEAN * 2)
    repository.commit()
    job = action.run(
        "pull_request", pull_request(base), changed_only="true", sarif_file="out put.sarif"
    )
    assert job.ok, job.log
    assert job.annotations == []
    assert Path(job.outputs["sarif-file"]).name == "out put.sarif"
    assert sarif_files(job) == ["old.txt"]
    assert action.run("pull_request", pull_request(base), changed_only="false").outputs["errors"]


def test_renamed_list_is_judged_and_a_deleted_one_is_not(
    action: Action, repository: Repository
) -> None:
    repository.write("gone.txt", WRONG)
    repository.write("old.txt", WRONG)
    base = repository.commit()
    repository.git("rm", "--quiet", "gone.txt")
    repository.git("mv", "old.txt", "新名 字.txt")
    repository.commit()
    job = action.run("pull_request", pull_request(base), changed_only="true")
    assert [one.properties["file"] for one in job.annotations] == ["新名 字.txt"]


def test_change_that_touches_no_list_passes(action: Action, repository: Repository) -> None:
    repository.write("old.txt", WRONG)
    base = repository.commit()
    repository.write("src/tool.py", "print()\n")
    repository.commit()
    job = action.run("pull_request", pull_request(base), changed_only="true")
    assert job.ok, job.log
    assert job.outputs["findings"] == "0"
    assert "份清单都没有改动" in job.log
    assert "共 0 个文件" in job.page


@pytest.mark.parametrize("before", [NOWHERE, "a" * 40], ids=["first push", "forced push"])
def test_push_without_a_state_before_it_is_judged_whole(
    action: Action, repository: Repository, before: str
) -> None:
    repository.write("old.txt", WRONG)
    repository.commit()
    job = action.run("push", {"before": before}, changed_only="true")
    assert job.outputs["errors"] == "1"


def test_push_is_judged_by_what_it_changes(action: Action, repository: Repository) -> None:
    repository.write("old.txt", WRONG)
    before = repository.commit()
    repository.write(LIST, CLEAN)
    repository.commit()
    assert action.run("push", {"before": before}, changed_only="true").ok


def test_merge_that_github_makes_is_compared_with_its_first_parent(
    action: Action, repository: Repository
) -> None:
    repository.write("a.txt", CLEAN)
    stale = repository.commit()
    repository.git("checkout", "--quiet", "-b", "draft")
    repository.write("b.txt", CLEAN)
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.write("theirs.txt", WRONG)
    repository.commit()
    repository.git("merge", "--quiet", "--no-ff", "draft")
    assert action.run("pull_request", pull_request(stale), changed_only="true").ok


def test_commit_that_a_shallow_clone_lacks_is_fetched(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repository.write("old.txt", WRONG)
    base = repository.commit()
    repository.write(LIST, CLEAN)
    repository.commit()
    clone = Repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", f"file://{repository.folder}")
    clone.git("fetch", "--quiet", "--depth=1", "origin", "main")
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    action = Action(ROOT, clone, tmp_path / "scratch")
    action.install()
    job = action.run("pull_request", pull_request(base), changed_only="true")
    assert job.ok, job.log
    assert clone.git("rev-parse", "--is-shallow-repository") == "true"


def test_pull_request_whose_base_cannot_be_had_fails_with_what_to_do(
    action: Action, repository: Repository
) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    job = action.run("pull_request", pull_request("a" * 40), changed_only="true")
    assert job.outputs["exit-code"] == "2"
    assert "浅克隆" in job.log


def test_broken_configuration_ends_with_2_and_uploads_nothing(
    action: Action, repository: Repository
) -> None:
    repository.write(LIST, WRONG)
    repository.write("citelaw.toml", "fail-on = 3\n")
    repository.commit()
    job = action.run("push", upload_sarif="true")
    assert not job.ok
    assert job.outputs["exit-code"] == "2"
    assert "Upload SARIF" not in job.ran
    assert job.ran[-1] == "Judge"


def test_sarif_is_uploaded_where_findings_failed_the_job_too(
    action: Action, repository: Repository
) -> None:
    repository.write(LIST, WRONG)
    repository.commit()
    job = action.run("push", upload_sarif="true")
    assert job.ran[-2:] == ("Upload SARIF", "Judge")
    assert json.loads(Path(job.outputs["sarif-file"]).read_text("utf-8"))["version"] == "2.1.0"


def test_what_is_suppressed_is_not_uploaded(action: Action, repository: Repository) -> None:
    repository.write(LIST, WRONG.rstrip("\n") + "<!-- citelaw: ignore[CL301] 上级文本如此 -->\n")
    repository.commit()
    kept = action.run("push", sarif_file="kept.sarif")
    assert sarif_files(kept) == [LIST]
    uploaded = action.run("push", upload_sarif="true")
    assert sarif_files(uploaded) == []


@pytest.mark.parametrize(("fork", "uploads"), [(True, False), (False, True)], ids=["fork", "own"])
def test_pull_request_from_a_fork_uploads_nothing(
    action: Action, repository: Repository, fork: bool, uploads: bool
) -> None:
    repository.write(LIST, CLEAN)
    base = repository.commit()
    job = action.run("pull_request", pull_request(base, fork=fork), upload_sarif="true")
    assert ("Upload SARIF" in job.ran) is uploads


@pytest.mark.parametrize("changed_only", ["false", "true"], ids=["all", "changed"])
def test_names_of_lists_are_never_run_nor_read_as_options_or_commands(
    action: Action, repository: Repository, changed_only: str
) -> None:
    base = repository.commit()
    for name in HOSTILE:
        repository.write(name, WRONG)
    repository.commit()
    job = action.run("pull_request", pull_request(base), changed_only=changed_only)
    assert job.outputs["exit-code"] == "1"
    assert job.outputs["errors"] == str(len(HOSTILE))
    found = [one for one in job.annotations if one.name == "error"]
    assert {one.properties["title"] for one in found} == {"citelaw (CL301 article-missing)"}
    assert sorted(one.properties["file"] for one in found) == sorted(HOSTILE)
    assert not list(action.workspace.rglob("owned"))
    assert not (action.workspace / "owned.txt").exists()


def test_names_that_the_workflow_gives_are_never_run_nor_read_as_options(
    action: Action, repository: Repository
) -> None:
    names = [name for name in HOSTILE if "\n" not in name]
    for name in names:
        repository.write(name, WRONG)
    repository.commit()
    job = action.run(files="\n".join(names))
    assert sorted(one.properties["file"] for one in job.annotations if one.name == "error") == (
        sorted(names)
    )
    assert not list(action.workspace.rglob("owned"))
    assert not (action.workspace / "owned.txt").exists()


def test_text_of_a_list_is_never_a_command_to_the_runner(
    action: Action, repository: Repository
) -> None:
    orders = "::error::owned\n##[error]owned\n::stop-commands::x\n"
    repository.write("a.txt", f"{orders}依据 ::error::owned ##[error]owned {WRONG}{orders}")
    repository.commit()
    job = action.run()
    assert [one.properties["file"] for one in job.annotations] == ["a.txt"]
    assert len(commands(job.log)) == 1
    assert "::error" not in job.page
    assert "##[" not in job.page


@pytest.mark.parametrize(
    "given",
    [
        {"files": "$(touch owned)"},
        {"args": "$(touch owned) `touch owned`"},
        {"args": "; touch owned"},
        {"base": "--output=owned", "changed_only": "true"},
        {"base": "--upload-pack=touch owned;", "changed_only": "true"},
        {"fail_on": "$(touch owned)"},
        {"lang": "`touch owned`"},
        {"sarif_file": "x.sarif\nfindings=0"},
        {"version": "1 -r owned"},
        {"working_directory": "$(touch owned)"},
        {"changed_only": "yes"},
        {"annotations": ""},
        {"files": " \n\n"},
    ],
    ids=str,
)
def test_wrong_inputs_fail_the_job_and_are_never_run(
    action: Action, repository: Repository, given: dict[str, str]
) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    repository.git("remote", "add", "origin", str(repository.folder))
    job = action.run("push", {"before": NOWHERE}, **given)
    assert not job.ok
    assert not list(action.workspace.parent.rglob("owned"))
    assert not list(action.scratch.rglob("owned"))


def test_checkout_in_a_folder_of_the_workspace_names_files_from_its_own_top(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write(LIST, WRONG)
    repository.commit()
    action = Action(ROOT, repository, tmp_path / "scratch")
    action.workspace = repository.folder.parent
    action.install()
    job = action.run(working_directory="lists", sarif_file="out.sarif")
    assert [one.properties["file"] for one in job.annotations] == [LIST]
    assert (repository.folder / "out.sarif").is_file()
    assert sarif_files(job) == [LIST]


def test_folder_of_the_checkout_may_be_where_the_run_starts(
    action: Action, repository: Repository
) -> None:
    repository.write("old.txt", WRONG)
    base = repository.commit()
    repository.write(LIST, WRONG)
    repository.commit()
    given = {"working_directory": "清单", "changed_only": "true", "sarif_file": "out.sarif"}
    job = action.run("pull_request", pull_request(base), **given)
    assert [one.properties["file"] for one in job.annotations] == [LIST]
    assert sarif_files(job) == [LIST]


def test_python_is_set_up_only_where_the_runner_has_none(
    action: Action, repository: Repository, tmp_path: Path
) -> None:
    repository.commit()
    assert "Set up Python" not in action.run().ran
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    (tools / "python3").write_text("#!/bin/bash\nexit 1\n")
    (tools / "python3").chmod(0o755)
    assert "Set up Python" in action.run(path=str(tools)).ran
