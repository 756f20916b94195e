"""Does the component of spaCy hold with words of jieba, in other processes, and as installed?"""

import multiprocessing
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.util import ignore_error

import citelaw
import citelaw.integrations.spacy  # where no installed entry point names it
from citelaw.commands import run

ROOT = Path(__file__).resolve().parents[3]
LISTS = ROOT / "fixtures" / "lists"
CUT = "参照《中华人民共和国社会保险法》第六十三条例。"
"""jieba makes one word of 条例."""
TEXT = "依据《中华人民共和国社会保险法》第九百条、《社会保险稽核告知书》办理。"


def pipeline(database: Path, segmenter: str = "char") -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("citelaw", config={"database": str(database)})
    return nlp


def lists() -> list[str]:
    return [citelaw.extract(path).text for path in sorted(LISTS.glob("*.[tmh]*"))]


@pytest.fixture(scope="module")
def engine(database: Path) -> citelaw.Engine:
    return citelaw.Engine(database=database)


def test_words_of_jieba_lose_no_citation_and_no_offset(
    database: Path, engine: citelaw.Engine
) -> None:
    pytest.importorskip("jieba", reason="make test-data installs jieba")
    nlp, cut = pipeline(database, "jieba"), 0
    for text in [*lists(), CUT]:
        doc = nlp(text)
        assert doc.text == text
        extracted = engine.extract(text)
        assert extracted.mentions
        assert tuple(span._.citation for span in doc.spans["citelaw"]) == extracted.mentions
        for span in doc.spans["citelaw"]:
            one = span._.citation
            assert span.start_char <= one.start
            assert one.end <= span.end_char
            cut += span.text != one.raw
    assert cut


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_processes_give_what_one_gives(
    start: str, database: Path, engine: citelaw.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = multiprocessing.get_context(start)
    monkeypatch.setattr("spacy.language.mp", context)
    nlp, texts = pipeline(database), lists() * 3
    docs = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert [doc.text for doc in docs] == texts
    for doc in docs:
        assert doc._.citelaw.extracted == engine.extract(doc.text)
        assert doc._.citelaw.checked == engine.check(doc.text)
        found = [span._.finding for span in doc.spans["citelaw_findings"]]
        assert found == [*doc._.citelaw.diagnostics]


def test_document_that_fails_in_another_process_comes_back_and_says_so(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dicts = citelaw.Engine.dicts
    monkeypatch.setattr(
        citelaw.Engine,
        "dicts",
        lambda self, text, **given: 1 / 0 if text == "坏" else dicts(self, text, **given),
    )
    monkeypatch.setattr("spacy.language.mp", multiprocessing.get_context("fork"))
    nlp = pipeline(database)
    nlp.set_error_handler(ignore_error)
    docs = list(nlp.pipe([TEXT, "坏", TEXT], n_process=2, batch_size=1))
    assert [doc.text for doc in docs] == [TEXT, "坏", TEXT]
    assert [doc._.citelaw.failure is None for doc in docs] == [True, False, True]
    assert "division" in docs[1]._.citelaw.failure.reason_en


def test_stream_is_drawn_as_documents_are_taken(database: Path) -> None:
    drawn = []

    def texts() -> object:
        while True:
            drawn.append(TEXT)
            yield TEXT

    nlp = pipeline(database)
    docs = list(islice(nlp.pipe(texts(), batch_size=4), 5))  # type: ignore[call-overload]
    assert [doc._.citelaw.failure for doc in docs] == [None] * 5
    assert len(drawn) <= 9


def test_installed_package_names_the_component(tmp_path: Path) -> None:
    """Installed without its dependencies, which the interpreter of the tests lends."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "-t", str(tmp_path), str(ROOT)],
        check=True,
    )
    program = "import spacy; print([*spacy.blank('zh').add_pipe('citelaw').labels])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "['STATUTE', 'PINPOINT', 'FORM']\n", done.stderr


def test_spacy_trains_with_what_is_exported(tmp_path: Path) -> None:
    """A few steps on a handful of lines; that it learns is not the question."""

    def spacy_cli(*arguments: str) -> str:
        command = [sys.executable, "-m", "spacy", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert run(["export", str(LISTS), "--by", "line", "-o", str(tmp_path / "train.spacy")]) == 0
    spacy_cli("init", "config", "--lang", "zh", "--pipeline", "ner,spancat", "config.cfg")
    spacy_cli(
        *("train", "config.cfg", "--output", "model"),
        *("--paths.train", "train.spacy", "--paths.dev", "train.spacy"),
        *("--training.max_steps", "3", "--training.eval_frequency", "3"),
        *("--components.spancat.spans_key", "citelaw"),
    )
    nlp = spacy.load(tmp_path / "model" / "model-last")
    labels = {"STATUTE", "PINPOINT", "FORM"}
    assert {*nlp.pipe_labels["ner"]} == {*nlp.pipe_labels["spancat"]} == labels
