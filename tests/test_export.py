"""Is what ``citelaw export`` writes what the lists cite, in the forms that are trained with?"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.tokens import DocBin

import citelaw
from citelaw.commands import run
from citelaw.integrations.training import Bin, Example, Place, json_line, lines_of

LISTS = Path(__file__).parents[1] / "fixtures" / "lists"
LAW, PLACE, FORM = "《中华人民共和国青禾保险法》", "第九百条", "《青禾缴费告知书》"
TEXT = f"青禾\r\n\r\n依据{LAW}{PLACE}、\n{FORM}办理。\n"
CHINESE = spacy.blank("zh")
LABELS = {"statute": "STATUTE", "ref": "PINPOINT", "nonlegal": "FORM"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "清单.txt"
    path.write_bytes(TEXT.encode())
    return path


def export(out: Path, *arguments: object) -> int:
    return run(["export", "--isolated", *map(str, arguments), "-o", str(out)])


def objects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def words(example: dict[str, Any]) -> list[tuple[str, str]]:
    return [(example["text"][s["start"] : s["end"]], s["label"]) for s in example["spans"]]


def documents(path: Path) -> list[Any]:
    return list(DocBin().from_disk(path).get_docs(CHINESE.vocab))


# ---------------------------------------------------------------- lines of JSON


def test_line_is_a_text_with_labelled_places(path: Path, tmp_path: Path) -> None:
    assert export(tmp_path / "out.jsonl", path) == 0
    (one,) = objects(tmp_path / "out.jsonl")
    assert [*one] == ["text", "spans", "meta"]
    assert one["text"] == TEXT
    assert one["meta"] == {"file": str(path), "start": 0}
    assert [*one["spans"][0]] == ["start", "end", "label"]
    assert words(one) == [(LAW, "STATUTE"), (PLACE, "PINPOINT"), (FORM, "FORM")]


def test_folder_gives_an_example_for_each_list_with_all_it_cites(tmp_path: Path) -> None:
    assert export(tmp_path / "out.jsonl", LISTS) == 0
    found = {Path(one["meta"]["file"]): one for one in objects(tmp_path / "out.jsonl")}
    assert {path.stem for path in found} > {"tsv", "html", "prose", "key-value"}
    for path, one in found.items():
        extracted = citelaw.extract(path)
        assert one["text"] == extracted.text
        assert words(one) == [(mention.raw, LABELS[mention.kind]) for mention in extracted.mentions]


def test_lines_are_examples_that_say_where_they_stand(path: Path, tmp_path: Path) -> None:
    assert export(tmp_path / "out.jsonl", path, "--by", "line") == 0
    found = objects(tmp_path / "out.jsonl")
    assert [one["text"] for one in found] == ["青禾", f"依据{LAW}{PLACE}、", f"{FORM}办理。"]
    assert [one["meta"]["start"] for one in found] == [0, 6, 6 + len(found[1]["text"]) + 1]
    assert [words(one) for one in found] == [
        [],
        [(LAW, "STATUTE"), (PLACE, "PINPOINT")],
        [(FORM, "FORM")],
    ]


def test_lines_that_a_citation_goes_over_stay_together() -> None:
    text = "甲\n《青禾\n保险法》第一\r\n条\n乙\r丙"
    places = (Place(2, 10, "STATUTE"), Place(10, 15, "PINPOINT"))
    found = list(lines_of(Example(text, places, "清单", 100)))
    assert [one.text for one in found] == ["甲", "《青禾\n保险法》第一\r\n条", "乙", "丙"]
    assert [one.start for one in found] == [100, 102, 116, 118]
    assert found[1].places == (Place(0, 8, "STATUTE"), Place(8, 13, "PINPOINT"))


@given(
    text=st.text(st.sampled_from("甲乙\n\r 《》"), max_size=40),
    cuts=st.lists(st.integers(0, 40), max_size=12, unique=True),
)
def test_lines_lose_no_place_and_no_word(text: str, cuts: list[int]) -> None:
    ends = sorted(one for one in cuts if one <= len(text))
    places = tuple(
        Place(start, end, "FORM")
        for start, end in zip(ends[::2], ends[1::2], strict=False)
        if text[start:end].strip() == text[start:end]
    )
    found = list(lines_of(Example(text, places, "清单")))
    assert all(text[one.start :].startswith(one.text) for one in found)
    moved = [
        Place(start + one.start, end + one.start, label)
        for one in found
        for start, end, label in one.places
    ]
    assert moved == [*places]
    assert "".join("".join(one.text for one in found).split()) == "".join(text.split())


def test_half_a_character_is_written_as_json_writes_it() -> None:
    line = json_line(Example("甲\ud800", (), "清单"))
    assert json.loads(line)["text"] == "甲\ud800"


# ---------------------------------------------------------------- files of spaCy


def test_docbin_holds_spans_and_entities_of_characters(path: Path, tmp_path: Path) -> None:
    assert export(tmp_path / "out.spacy", path) == 0
    (doc,) = documents(tmp_path / "out.spacy")
    assert doc.text == TEXT
    expected = [(LAW, "STATUTE"), (PLACE, "PINPOINT"), (FORM, "FORM")]
    assert [(one.text, one.label_) for one in doc.spans["citelaw"]] == expected
    assert [(one.text, one.label_) for one in doc.ents] == expected


@example("甲 乙  丙\n 1 ")
@given(st.text(st.sampled_from("甲《》1 a\n\r\t\u3000\x1f\x85\u200b\U0002000b")))
def test_tokens_are_those_of_a_chinese_pipeline(text: str) -> None:
    found = Bin()
    found.add(Example(text, (), "清单"))
    (doc,) = DocBin().from_bytes(found.to_bytes()).get_docs(CHINESE.vocab)
    assert doc.text == text
    assert [(one.text, one.whitespace_) for one in doc] == [
        (one.text, one.whitespace_) for one in CHINESE(text)
    ]


def test_docbin_says_what_the_lines_say(tmp_path: Path) -> None:
    assert export(tmp_path / "out.spacy", LISTS, "--by", "line") == 0
    assert export(tmp_path / "out.jsonl", LISTS, "--by", "line") == 0
    lines, docs = objects(tmp_path / "out.jsonl"), documents(tmp_path / "out.spacy")
    assert [doc.text for doc in docs] == [one["text"] for one in lines]
    for doc, one in zip(docs, lines, strict=True):
        assert [(span.text, span.label_) for span in doc.spans["citelaw"]] == words(one)
        assert [(span.text, span.label_) for span in doc.ents] == words(one)


def test_places_that_overlap_are_all_spans_and_the_longest_is_an_entity(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text("青禾缴费告知书办理", "utf-8")
    places = (Place(0, 3, "FORM"), Place(2, 7, "STATUTE"), Place(6, 8, "PINPOINT"))
    monkeypatch.setattr(
        "citelaw.integrations.training.example_of",
        lambda document, _cells, file: Example(document.source, places, file),
    )
    assert export(tmp_path / "out.spacy", path) == 0
    assert "有 2 处与别的引用重叠" in capsys.readouterr().err
    (doc,) = documents(tmp_path / "out.spacy")
    assert [(one.start, one.end) for one in doc.spans["citelaw"]] == [(0, 3), (2, 7), (6, 8)]
    assert [(one.start, one.end, one.label_) for one in doc.ents] == [(2, 7, "STATUTE")]


def test_nothing_to_export_is_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    export(tmp_path / "out.spacy", tmp_path / "empty")
    assert documents(tmp_path / "out.spacy") == []


# ---------------------------------------------------------------- what cannot be done


@pytest.mark.parametrize("form", ["jsonl", "docbin"])
def test_file_that_cannot_be_read_is_said_and_the_others_are_exported(
    form: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "坏.txt").write_bytes(b"\x00\x01\xff\xfe" * 50)
    out = tmp_path / "out"
    assert export(out, tmp_path / "坏.txt", tmp_path / "没有.txt", path, "--to", form) == 2
    said = capsys.readouterr().err
    assert "坏.txt" in said
    assert "没有.txt" in said
    assert len(objects(out) if form == "jsonl" else documents(out)) == 1


def test_docbin_without_spacy_says_what_to_install(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    assert export(tmp_path / "out.spacy", path) == 2
    assert "pip install 'citelaw[spacy]'" in capsys.readouterr().err
    assert not (tmp_path / "out.spacy").exists()
    assert export(tmp_path / "out.jsonl", path) == 0


def test_lines_are_written_without_loading_spacy(path: Path) -> None:
    program = (
        "import sys; from citelaw.commands import run; run(sys.argv[1:]); "
        "print('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "export", "--to", "jsonl", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_output_without_a_known_ending_needs_a_form(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path / "out.txt", path) == 2
    assert "--to docbin 或 --to jsonl" in capsys.readouterr().err


def test_list_is_not_written_over(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(path, path, "--to", "jsonl") == 2
    assert path.read_bytes() == TEXT.encode()
