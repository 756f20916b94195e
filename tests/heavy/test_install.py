"""Do the Action and the GitLab template install citelaw from a checkout, without network?"""

from pathlib import Path

from steps import LIST, WRONG, Action, Repository, Template, offline


def test_action_installs_its_own_checkout_once_and_finds_the_error(
    published: Path,
    repository: Repository,
    tmp_path: Path,
    wheels: str,
) -> None:
    repository.write(LIST, WRONG)
    repository.commit()
    action = Action(published, repository, tmp_path / "scratch")
    action.environment = offline(tmp_path, wheels)
    job = action.run()
    assert job.outputs["exit-code"] == "1", job.log
    assert (job.outputs["errors"], len(job.annotations)) == ("1", 1)
    again = tmp_path / "nothing"
    action.environment = offline(tmp_path, str(again))
    assert action.run().outputs["exit-code"] == "1"
    assert "pip" in action.run(version="9.9.9").annotations[0].message


def test_gitlab_job_installs_its_package_and_finds_the_error(
    published: Path, repository: Repository, tmp_path: Path, wheels: str
) -> None:
    repository.write(LIST, WRONG)
    repository.commit()
    template = Template(published / "ci" / "gitlab.yml", repository, tmp_path)
    template.environment = offline(tmp_path, wheels)
    job = template.run(prepare=True, CITELAW_PACKAGE=f"git+file://{published}@v0.1.0")
    assert job.outputs["exit-code"] == "1", job.log
    assert "CL301" in job.log
