"""Does citelaw find what careful readers found in real lists, and nothing else?"""

import json
import shutil
import subprocess
import sys
from functools import reduce
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from citelaw.commands import run

pytestmark = pytest.mark.shared

AS_OF = "2026-11-21"
FLOORS = {
    "statute.f1": 0.98,
    "ref.f1": 0.98,
    "quote.p": 0.95,
    "quote.r": 0.95,
    "internal.f1": 0.90,
    "doc_no": 0.98,
    "dates": 0.95,
    "section": 0.97,
    "errors.precision": 0.90,
    "errors.recall": 0.80,
    "errors.as_of": 0.95,
    "errors.correct": 0.85,
    "provable.recall": 0.85,
    "certain.recall": 0.94,
}
PROVABLE = ("--needs", "file,corpus")
"""Errors that the file or the texts of the corpus prove, without other knowledge."""

CORRECTIONS = [
    pytest.param("003", "第八十条", "第八十八条", id="another-article-is-quoted"),
    pytest.param("003", "第九十条", "第九十三条", id="another-article-is-quoted-again"),
    pytest.param("003", "行政法规", "法律", id="a-law-is-labelled-a-regulation"),
    pytest.param("004", "第一百零四条", "第一百零八条", id="a-revision-renumbered-the-article"),
]


def checked(path: Path, result: Path) -> dict[str, Any]:
    run(["check", str(path), "--output-format", "json", "--as-of", AS_OF, "-o", str(result)])
    file: dict[str, Any] = json.loads(result.read_bytes())["files"][0]
    return file


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scorer says of the annotated lists."""
    gold = tmp_path_factory.mktemp("gold")
    predictions = tmp_path_factory.mktemp("predictions")
    for annotation in sorted((shared / "gold").glob("*.jsonl")):
        shutil.copy(annotation, gold)
    for golden in sorted(gold.glob("*.gold.jsonl")):
        name = golden.name.removesuffix(".gold.jsonl")
        text = shutil.copy(shared / "lists" / f"{name}.txt", gold)
        run(["extract", str(text), "-o", str(predictions / f"{name}.pred.jsonl")])
        file = checked(Path(text), predictions / f"{name}.json")
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in file["diagnostics"]]
        (predictions / f"{name}.diag.jsonl").write_text("".join(lines), "utf-8")
    scorer = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(predictions)]
    every = scored(scorer, predictions / "scores.json")
    return {
        **every["total"]["summary"],
        "errors": every["errors_total"],
        "provable": scored([*scorer, *PROVABLE], predictions / "provable.json")["errors_total"],
        "certain": scored([*scorer, *PROVABLE, "--certain"], predictions / "certain.json")[
            "errors_total"
        ],
    }


def scored(scorer: list[str], result: Path) -> dict[str, Any]:
    subprocess.run([*scorer, "--json", str(result)], check=True, capture_output=True)
    scores: dict[str, Any] = json.loads(result.read_bytes())
    return scores


@pytest.mark.parametrize("figure", FLOORS)
def test_figure_does_not_sink_below_its_floor(scores: dict[str, Any], figure: str) -> None:
    assert reduce(lambda part, key: part[key], figure.split("."), scores) >= FLOORS[figure]


def test_no_form_is_taken_for_a_statute(scores: dict[str, Any]) -> None:
    assert scores["nonlegal_fp"] == 0


def test_raw_is_the_source_between_start_and_end(scores: dict[str, Any]) -> None:
    assert scores["raw_mismatch"] == 0


@pytest.mark.parametrize(("number", "printed", "right"), CORRECTIONS)
def test_the_right_words_are_named(
    shared: Path, tmp_path: Path, number: str, printed: str, right: str
) -> None:
    (path,) = (shared / "lists").glob(f"{number}_*.txt")
    found = checked(path, tmp_path / "check.json")["diagnostics"]
    assert right in {one["expected"] for one in found if one["raw"] == printed}


def test_every_list_gives_objects_of_the_schema_that_stand_in_its_text(
    shared: Path, tmp_path: Path
) -> None:
    schema = files("citelaw.reporters") / "schema" / "extract.json"
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_bytes()))
    for path in sorted((shared / "lists").rglob("*.txt")):
        assert run(["extract", str(path), "-o", str(tmp_path / "found")]) == 0
        text = path.read_bytes().decode("utf-8-sig")
        for line in (tmp_path / "found").read_text("utf-8").split("\n")[:-1]:
            one = json.loads(line)
            validator.validate(one)
            assert text[one["start"] : one["end"]] == one["raw"]
