"""Does the GitLab template do what it promises, for lists of any name, in any shell?

Its script really runs, in scratch repositories and with the variables that GitLab gives; only pip
is left out (``test_install.py``).
"""

import json
from pathlib import Path

import pytest
from steps import CLEAN, HOSTILE, LIST, ROOT, WRONG, Repository, Template, load_yaml

SHELLS = ("bash", "dash")


@pytest.fixture
def template(repository: Repository, tmp_path: Path) -> Template:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    made = Template(ROOT / "ci" / "gitlab.yml", repository, scratch)
    made.install()
    return made


def quality(template: Template) -> list[str]:
    """The files that the code quality report names."""
    report = json.loads((template.folder / ".citelaw-ci/code-quality.json").read_text("utf-8"))
    return [one["location"]["path"] for one in report]


@pytest.mark.parametrize("shell", SHELLS)
def test_gitlab_job_writes_its_reports_and_fails_for_an_error(
    template: Template, repository: Repository, shell: str
) -> None:
    repository.write(LIST, f"{CLEAN}{WRONG}")
    repository.commit()
    job = template.run(shell=shell, CITELAW_FILES="清单\nREADME.md")
    assert job.outputs["exit-code"] == "1", job.log
    assert "第九百条" in job.log
    assert quality(template) == [LIST]
    artifacts = load_yaml(template.file)["citelaw"]["artifacts"]
    for path in (*artifacts["paths"], *artifacts["reports"].values()):
        assert (template.folder / path).stat().st_size > 0


def test_gitlab_job_passes_clean_lists(template: Template, repository: Repository) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    job = template.run()
    assert job.ok, job.log
    assert quality(template) == []
    assert repository.git("status", "--porcelain") == ""


def test_merge_request_fails_for_its_own_lists_and_reports_all(
    template: Template, repository: Repository
) -> None:
    repository.write("old.txt", WRONG)
    repository.write("gone.txt", WRONG)
    base = repository.commit()
    repository.git("rm", "--quiet", "gone.txt")
    repository.write(LIST, CLEAN)
    repository.commit()
    assert template.run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base).ok
    assert quality(template) == ["old.txt"]
    repository.write(LIST, WRONG)
    repository.commit()
    job = template.run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert job.outputs["exit-code"] == "1"
    assert quality(template) == ["old.txt", LIST]
    assert template.run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CITELAW_FAIL_ON="never").ok
    every = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CITELAW_CHANGED_ONLY": "false"}
    assert "old.txt" in template.run(**every).log


def test_merged_results_are_compared_with_the_target_branch(
    template: Template, repository: Repository
) -> None:
    repository.write(LIST, CLEAN)
    base = repository.commit()
    repository.write("theirs.txt", WRONG)
    target = repository.commit()
    repository.write(LIST, CLEAN * 2)
    repository.commit()
    job = template.run(
        CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=target
    )
    assert job.ok, job.log


def test_merge_request_without_changed_lists_passes(
    template: Template, repository: Repository
) -> None:
    repository.write("old.txt", WRONG)
    base = repository.commit()
    repository.write("src/tool.py", "print()\n")
    repository.commit()
    job = template.run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert job.ok, job.log


def test_unreadable_list_outside_the_merge_request_is_told(
    template: Template, repository: Repository
) -> None:
    repository.write("old.txt", "\0" * 100)
    base = repository.commit()
    repository.write(LIST, WRONG)
    repository.commit()
    job = template.run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert job.outputs["exit-code"] == "2"


def test_merge_request_whose_base_cannot_be_had_fails_with_what_to_do(
    template: Template, repository: Repository
) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    job = template.run(CI_MERGE_REQUEST_DIFF_BASE_SHA="a" * 40)
    assert job.outputs["exit-code"] == "2"
    assert "浅克隆" in job.log


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_lists_are_never_run_nor_read_as_options_by_gitlab(
    template: Template, repository: Repository, shell: str
) -> None:
    base = repository.commit()
    for name in HOSTILE:
        repository.write(name, WRONG)
    repository.commit()
    job = template.run(shell=shell, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert job.outputs["exit-code"] == "1"
    assert sorted(quality(template)) == sorted(HOSTILE)
    names = sorted(name for name in HOSTILE if "\n" not in name)
    assert template.run(shell=shell, CITELAW_FILES="\n".join(names)).outputs["exit-code"] == "1"
    assert sorted(quality(template)) == names
    assert not list(template.folder.rglob("owned*"))


@pytest.mark.parametrize(
    "variables",
    [
        {"CITELAW_FILES": "$(touch owned)"},
        {"CITELAW_ARGS": "$(touch owned) ; touch owned"},
        {"CITELAW_FAIL_ON": "$(touch owned)"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "--upload-pack=touch owned;"},
    ],
    ids=str,
)
def test_variables_of_gitlab_are_never_run(
    template: Template, repository: Repository, variables: dict[str, str]
) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    repository.git("remote", "add", "origin", str(repository.folder))
    assert template.run(**variables).outputs["exit-code"] == "2"
    assert not list(template.folder.rglob("owned"))


def test_package_must_be_named(template: Template, repository: Repository) -> None:
    repository.write(LIST, CLEAN)
    repository.commit()
    job = template.run(prepare=True)
    assert not job.ok
    assert "CITELAW_PACKAGE" in job.log


def test_name_that_looks_like_a_glob_is_not_expanded_by_the_shell(
    template: Template, repository: Repository
) -> None:
    repository.write("[abc]*?.txt", WRONG)
    repository.write("b 2.txt", WRONG)
    repository.commit()
    template.run(CITELAW_FILES="[abc]*?.txt")
    assert quality(template) == ["[abc]*?.txt"]
