"""Are the examples of the pages on CI right? Those that install or run are in heavy/."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from steps import CLEAN, HOOKS, PAGES, ROOT, Example, examples, load_yaml, schema_errors

from citelaw.commands import run

INPUTS = load_yaml(ROOT / "action.yml")["inputs"]
TEMPLATE = (ROOT / "ci" / "gitlab.yml").read_text("utf-8")
every = [(page, one) for page in PAGES for one in examples(page)]


def of(*kinds: str) -> list[Example]:
    found = [one for _, one in every if one.kind in kinds]
    assert found
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_example_says_what_it_is(page: str) -> None:
    assert (ROOT / page).read_text("utf-8").count("```") == 2 * len(examples(page))


def test_both_languages_have_the_same_examples() -> None:
    english, chinese = (
        [(one.kind, one.status, re.sub(r" +#.*", "", one.text)) for one in examples(page)]
        for page in PAGES
    )
    assert english == chinese


@pytest.mark.parametrize("page", PAGES)
def test_every_input_of_the_action_is_described(page: str) -> None:
    rows = [line for line in (ROOT / page).read_text("utf-8").split("\n") if line.startswith("| `")]
    described = {name for row in rows for name in re.findall(r"`([\w-]+)`", row.split("|")[1])}
    assert described == set(INPUTS)


def test_every_variable_of_the_template_is_described_at_its_head() -> None:
    head, _, rest = TEMPLATE.partition("\nvariables:\n")
    described = set(re.findall(r"^# \| (CITELAW_\w+)", head, re.MULTILINE))
    assert described | {"CITELAW_CACHE_DIR"} == set(re.findall(r"CITELAW_\w+", rest))


@pytest.mark.parametrize("example", of("github-workflow"))
def test_workflow_is_valid_and_gives_inputs_that_there_are(
    example: Example, tmp_path: Path
) -> None:
    path = tmp_path / "workflow.yml"
    path.write_text(example.text, "utf-8")
    assert schema_errors("vendor.github-workflows", path) == ""
    steps = load_yaml(path)["jobs"]["citelaw"]["steps"]
    [own] = [step for step in steps if step.get("uses", "").startswith("OWNER/citelaw@")]
    assert own["with"].keys() <= INPUTS.keys()


@pytest.mark.parametrize("example", of("gitlab"))
def test_pipeline_is_valid_and_sets_variables_that_there_are(
    example: Example, tmp_path: Path
) -> None:
    path = tmp_path / "pipeline.yml"
    path.write_text(example.text, "utf-8")
    assert schema_errors("vendor.gitlab-ci", path) == ""
    pipeline = load_yaml(path)
    for name in pipeline.get("variables", {}):
        assert f"${{{name}:" in TEMPLATE
    for one in pipeline.get("include", ()):
        assert (ROOT / one["file"].removeprefix("/")).is_file()
    assert pipeline.keys() <= {"include", "variables", *load_yaml(ROOT / "ci" / "gitlab.yml")}


@pytest.mark.parametrize("example", of("pre-commit"))
def test_hook_and_its_options_are_there(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(CLEAN, "utf-8")
    for repository in YAML(typ="safe").load(example.text)["repos"]:
        for hook in repository["hooks"]:
            [entry] = [one["entry"] for one in HOOKS if one["id"] == hook["id"]]
            assert hook["args"][-1] == "--"
            assert run([*entry.split()[1:], *hook["args"], str(path)]) == 0


@pytest.mark.parametrize("example", of("toml"))
def test_configuration_can_be_used(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text(CLEAN, "utf-8")
    assert run(["baseline", "write", "list.txt"]) == 0
    Path("citelaw.toml").write_text(example.text, "utf-8")
    assert run(["check", "list.txt"]) == 0
