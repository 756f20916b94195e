"""Does the component of spaCy say what the engine says, wherever the document goes?"""

import doctest
import os
import pickle
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import get_lang_class, ignore_error

import citelaw
from citelaw.integrations.spacy import make, register

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "spacy.md"
LAW, PLACE, FORM = "《中华人民共和国青禾保险法》", "第九百条", "《青禾缴费告知书》"
TEXT = f"依据{LAW}{PLACE}、{FORM}办理。"


def pipeline(database: Path, lang: str = "zh", **config: Any) -> Language:
    nlp = spacy.blank(lang)
    nlp.add_pipe("citelaw", config={"database": str(database)} | config)
    return nlp


@pytest.fixture(scope="module")
def nlp(database: Path) -> Language:
    return pipeline(database)


@pytest.fixture(scope="module")
def engine(database: Path) -> citelaw.Engine:
    return citelaw.Engine(database=database)


def texts(doc: Doc, key: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[key]]


# ---------------------------------------------------------------- what stands on the document


def test_citations_and_findings_are_groups_of_spans(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert texts(doc, "citelaw") == [(LAW, "STATUTE"), (PLACE, "PINPOINT"), (FORM, "FORM")]
    assert texts(doc, "citelaw_findings") == [(PLACE, "CL301")]


def test_spans_and_document_give_the_results_of_the_library(
    nlp: Language, engine: citelaw.Engine
) -> None:
    doc, extracted, checked = nlp(TEXT), engine.extract(TEXT), engine.check(TEXT)
    assert tuple(span._.citation for span in doc.spans["citelaw"]) == extracted.mentions
    assert tuple(span._.finding for span in doc.spans["citelaw_findings"]) == checked.diagnostics
    assert doc._.citelaw.extracted == extracted
    assert doc._.citelaw.checked == checked
    assert doc._.citelaw.checked.text == doc._.citelaw.extracted.text == TEXT
    assert doc._.citelaw.mentions == extracted.mentions
    assert doc._.citelaw.diagnostics == checked.diagnostics
    assert doc._.citelaw.counts == checked.counts
    assert doc._.citelaw.unaligned == ()
    assert doc._.citelaw.failure is None


def test_other_spans_and_documents_stand_for_nothing(nlp: Language) -> None:
    doc = nlp(TEXT)
    doc.spans["mine"] = [
        Span(doc, 0, 2),
        Span(doc, 0, 2, span_id="mine"),
        Span(doc, 0, 2, span_id=7),
    ]
    for span in (*doc.spans["mine"], doc[2:5]):
        assert span._.citation is None
        assert span._.finding is None
    assert doc.spans["citelaw"][0]._.finding is None
    assert doc.spans["citelaw_findings"][0]._.citation is None
    assert nlp.make_doc(TEXT)._.citelaw is None


def test_document_that_goes_through_again_is_examined_again(nlp: Language) -> None:
    doc = nlp(nlp(TEXT))
    assert len(doc.spans["citelaw"]) == 3
    assert doc.spans["citelaw"][2]._.citation.raw == FORM


def test_two_components_keep_their_results_apart(database: Path) -> None:
    nlp = pipeline(database)
    second = {"database": str(database), "spans_key": "second", "check": False}
    nlp.add_pipe("citelaw", name="second/citelaw", config=second)
    doc = nlp(TEXT)
    assert doc.spans["citelaw_findings"][0]._.finding.raw == PLACE
    assert [one._.citation for one in doc.spans["second"]] == [
        one._.citation for one in doc.spans["citelaw"]
    ]
    assert doc._.citelaw.checked is None  # that of the last one


# ---------------------------------------------------------------- tokens and offsets

CUT = ("依据《中华人民", "共和国", "青禾保险法》第九", "百条、", "《青禾缴费告知书》", "办理。")


def cut(nlp: Language, words: tuple[str, ...] = CUT) -> Doc:
    return Doc(nlp.vocab, words=list(words), spaces=[False] * len(words))


@pytest.mark.parametrize(
    ("mode", "spans", "unaligned"),
    [
        ("expand", ["依据《中华人民共和国青禾保险法》第九", "青禾保险法》第九百条、", FORM], []),
        ("contract", ["共和国", FORM], [PLACE, PLACE]),
        ("strict", [FORM], [LAW, PLACE, PLACE]),
    ],
)
def test_offsets_stay_exact_where_tokens_cut_through_a_title(
    mode: str, spans: list[str], unaligned: list[str], database: Path
) -> None:
    nlp = pipeline(database, alignment_mode=mode)
    doc = nlp(cut(nlp))
    assert [span.text for span in doc.spans["citelaw"]] == spans
    assert [one.raw for one in doc._.citelaw.unaligned] == unaligned
    assert [one.raw for one in doc._.citelaw.mentions] == [LAW, PLACE, FORM]
    for span in doc.spans["citelaw"]:
        one = span._.citation
        assert doc.text[one.start : one.end] == one.raw
        assert mode == "contract" or one.raw in span.text


@settings(max_examples=60)
@given(cuts=st.sets(st.integers(1, len(TEXT) - 1)))
def test_whatever_the_tokens_every_citation_has_a_span_around_it(
    cuts: set[int], nlp: Language
) -> None:
    words = tuple(TEXT[start:end] for start, end in pairwise([0, *sorted(cuts), len(TEXT)]))
    doc = nlp(cut(nlp, words))
    assert [one._.citation.raw for one in doc.spans["citelaw"]] == [LAW, PLACE, FORM]
    for span in (*doc.spans["citelaw"], *doc.spans["citelaw_findings"]):
        one = span._.citation or span._.finding
        assert span.start_char <= one.start
        assert one.end <= span.end_char
        assert doc.text[one.start : one.end] == one.raw


@pytest.mark.parametrize("lang", ["zh", "en", "xx"])
@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{TEXT}",
        f"\ufeff\ufeff{TEXT}",
        f"  \r\n\r\n{TEXT}\r\n",
        f"\u3000\u3000甲 乙\t丙\n{TEXT}\n",
        f"1\t甲\n2\t\U0002000b\n3\t{TEXT}\r{TEXT}",
        f"\0\u200b{TEXT} ",
        f"<table><tr><td>{TEXT}</td></tr></table>",
    ],
)
def test_offsets_count_in_the_text_of_the_document(text: str, lang: str, database: Path) -> None:
    doc = pipeline(database, lang)(text)
    assert doc.text == text
    found = [span._.citation for span in doc.spans["citelaw"]]
    assert [one.raw for one in found] == [LAW, PLACE, FORM] * text.count(LAW)
    for one in (*found, *(span._.finding for span in doc.spans["citelaw_findings"])):
        assert doc.text[one.start : one.end] == one.raw


@pytest.mark.parametrize("text", ["", " ", "\n", "\ufeff"])
def test_document_without_words_cites_nothing(text: str, nlp: Language) -> None:
    doc = nlp(text)
    assert doc._.citelaw.failure is None
    assert doc._.citelaw.counts.citations == 0
    assert len(doc.spans["citelaw"]) == len(doc.spans["citelaw_findings"]) == 0


@pytest.mark.parametrize("text", [None, float("nan"), b"text", "\ud800"])
def test_spacy_itself_refuses_what_is_no_text(text: Any, nlp: Language) -> None:
    with pytest.raises(Exception, match=r"E1041|unpack|surrogates"):
        nlp(text)


# ---------------------------------------------------------------- documents that are kept


def assert_is_whole(doc: Doc, engine: citelaw.Engine) -> None:
    assert [span._.citation for span in doc.spans["citelaw"]] == [*engine.extract(TEXT).mentions]
    found = [span._.finding for span in doc.spans["citelaw_findings"]]
    assert found == [*engine.check(TEXT).diagnostics]
    assert doc._.citelaw.checked == engine.check(TEXT)
    assert doc._.citelaw.extracted == engine.extract(TEXT)


def test_document_comes_back_whole_from_bytes_and_from_a_pickle(
    nlp: Language, engine: citelaw.Engine
) -> None:
    doc, vocab = nlp(TEXT), spacy.blank("zh").vocab
    assert_is_whole(Doc(vocab).from_bytes(doc.to_bytes()), engine)
    assert_is_whole(pickle.loads(pickle.dumps(doc)), engine)
    assert_is_whole(doc.copy(), engine)


def test_document_comes_back_whole_from_a_docbin(nlp: Language, engine: citelaw.Engine) -> None:
    data = DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert_is_whole(doc, engine)
    (again,) = nlp.pipe([doc])  # what was read has tuples for lists
    assert_is_whole(again, engine)


def test_spans_that_came_without_their_records_say_so(nlp: Language) -> None:
    data = DocBin(docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert doc._.citelaw is None
    with pytest.raises(citelaw.ReportError, match="store_user_data=True"):
        _ = doc.spans["citelaw"][0]._.citation


def test_part_that_took_the_record_of_its_document_along_says_so(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc[2:].as_doc()._.citelaw is None
    part = doc[2:].as_doc(copy_user_data=True)
    with pytest.raises(citelaw.ReportError, match=r"as_doc\(copy_user_data=True\)"):
        _ = part._.citelaw
    assert nlp(part)._.citelaw.mentions[0].start == 0


# ---------------------------------------------------------------- pipelines that are kept


def test_pipeline_comes_back_from_a_folder_with_its_settings(
    tmp_path: Path, database: Path
) -> None:
    nlp = pipeline(database, ignore=["CL301"], spans_key="cited", as_of="2026-11-21")
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.config.to_str() == nlp.config.to_str()
    doc = again(TEXT)
    assert texts(doc, "cited")[0] == (LAW, "STATUTE")
    assert len(doc.spans["citelaw_findings"]) == 0
    assert doc._.citelaw.checked.as_of.isoformat() == "2026-11-21"


def test_settings_given_as_a_pipeline_is_loaded_hold(tmp_path: Path, database: Path) -> None:
    pipeline(database, ignore=["CL301"]).to_disk(tmp_path)
    again = spacy.load(tmp_path, config={"components.citelaw.ignore": ["CL1"]})
    assert texts(again(TEXT), "citelaw_findings") == [(PLACE, "CL301")]


def test_pipeline_comes_back_from_bytes_with_its_settings(database: Path) -> None:
    nlp = pipeline(database, ignore=["CL301"])
    again = get_lang_class(nlp.lang).from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert again.config.to_str() == nlp.config.to_str()
    assert len(again(TEXT).spans["citelaw_findings"]) == 0


def test_component_can_be_sent_to_another_process(nlp: Language) -> None:
    component = pickle.loads(pickle.dumps(nlp.get_pipe("citelaw")))
    assert texts(component(nlp.make_doc(TEXT)), "citelaw_findings") == [(PLACE, "CL301")]


# ---------------------------------------------------------------- configuration


def test_without_check_citations_alone_are_found(database: Path, engine: citelaw.Engine) -> None:
    doc = pipeline(database, check=False)(TEXT)
    assert [*doc.spans] == ["citelaw"]
    assert doc._.citelaw.extracted == engine.extract(TEXT)
    assert doc._.citelaw.checked is doc._.citelaw.counts is None
    assert doc._.citelaw.diagnostics == ()


def test_settings_reach_the_engine(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "citelaw.toml"
    file.write_text('ignore = ["CL301"]\nas-of = "2020-01-01"\n', "utf-8")
    given = {"list_date": "2019-05", "select": ["CL3"], "settings": str(file)}
    doc = pipeline(database, as_of="2026-11-21", **given)(TEXT)
    checked = doc._.citelaw.checked
    assert [one.code for one in checked.diagnostics] == ["CL301"]  # what is given here wins
    assert checked.as_of.isoformat() == "2026-11-21"
    assert checked.list_date.not_after.isoformat() == "2019-05-31"
    assert len(pipeline(database, settings=str(file))(TEXT).spans["citelaw_findings"]) == 0


def test_several_databases_are_looked_up(database: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("citelaw", config={"database": [str(database), str(database)]})
    assert len(nlp(TEXT).spans["citelaw_findings"]) == 1


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"check": "maybe"}, "citelaw -> check"),
        ({"as_of": "2026"}, "as_of.*'2026'"),
        ({"list_date": "2019-13"}, "list_date.*'2019-13'"),
        ({"select": "CL3"}, "citelaw -> select"),
        ({"select": ["CL998"]}, "select.*CL998"),
        ({"ignore": ["ALL"]}, "没有选中任何规则"),
        ({"database": "no/such.sqlite"}, "no/such.sqlite"),
        ({"settings": "no/such.toml"}, "no/such.toml"),
        ({"alignment_mode": "exact"}, "expand、contract、strict.*'exact'"),
        ({"findings_key": "citelaw"}, "spans_key.*findings_key"),
        ({"as-of": "2026-11-21"}, "citelaw -> as-of"),
    ],
    ids=str,
)
def test_wrong_configuration_is_refused_as_the_component_is_added(
    config: dict[str, Any], said: str
) -> None:
    with pytest.raises((citelaw.CitelawError, ValueError), match=f"(?s){said}"):
        spacy.blank("zh").add_pipe("citelaw", config=config)


def test_name_that_another_library_took_is_said(database: Path) -> None:
    former = Span.remove_extension("citation")
    Span.set_extension("citation", default="theirs")
    try:
        with pytest.raises(citelaw.SettingsError, match=r"Span\.remove_extension\('citation'\)"):
            pipeline(database)
    finally:
        Span.remove_extension("citation")
        Span.set_extension("citation", getter=former[2])
    register()


# ---------------------------------------------------------------- documents that fail


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that fails at what names 坏."""
    dicts = citelaw.Engine.dicts

    def work(self: citelaw.Engine, source: str, **options: Any) -> Any:
        if "坏" in source:
            raise RuntimeError("unforeseen")
        return dicts(self, source, **options)

    monkeypatch.setattr(citelaw.Engine, "dicts", work)


@pytest.mark.usefixtures("failing")
def test_document_that_fails_raises_as_in_every_component(database: Path) -> None:
    nlp = pipeline(database)
    with pytest.raises(citelaw.ReadError, match="unforeseen"):
        nlp("坏")
    with pytest.raises(citelaw.ReadError, match="unforeseen"):
        list(nlp.pipe([TEXT, "坏"]))


@pytest.mark.usefixtures("failing")
def test_document_that_fails_is_kept_where_errors_are_handled(database: Path) -> None:
    nlp, told = pipeline(database), []
    nlp.set_error_handler(lambda name, proc, docs, error: told.append((name, docs[0].text)))
    docs = [*nlp.pipe([TEXT, "坏", TEXT]), nlp("坏")]
    assert told == [("citelaw", "坏"), ("citelaw", "坏")]
    assert [len(doc.spans["citelaw"]) for doc in docs] == [3, 0, 3, 0]
    for doc in docs[1::2]:
        assert "unforeseen" in doc._.citelaw.failure.reason_en
        assert doc._.citelaw.mentions == doc._.citelaw.diagnostics == ()
        assert doc._.citelaw.counts is None
        assert "unforeseen" in repr(doc._.citelaw)


@pytest.mark.usefixtures("failing")
def test_document_that_fails_loses_what_an_earlier_round_said(nlp: Language) -> None:
    doc = nlp(TEXT)
    component = pickle.loads(pickle.dumps(nlp.get_pipe("citelaw")))
    component.set_error_handler(ignore_error)
    component.engine.dicts = lambda *_, **__: 1 / 0
    (again,) = component.pipe([doc])
    assert len(again.spans["citelaw"]) == len(again.spans["citelaw_findings"]) == 0
    assert again._.citelaw.failure is not None


# ---------------------------------------------------------------- how spaCy finds it

PROGRAM = """
import sys, spacy
nlp = spacy.blank("zh")
print("citelaw.library" in sys.modules, end=" ")
print(len(nlp.add_pipe("citelaw")(nlp.make_doc("《社会保险法》第一条")).spans["citelaw"]))
"""


def test_spacy_finds_the_component_without_an_import_and_loads_it_late(tmp_path: Path) -> None:
    """Beside the package stands what an installation would write of its entry points."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (point,) = project["entry-points"]["spacy_factories"].items()
    assert point == ("citelaw", f"{make.__module__}:{make.__name__}")
    installed = tmp_path / "citelaw_entry-0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Name: citelaw-entry\nVersion: 0\n")
    (installed / "entry_points.txt").write_text(f"[spacy_factories]\n{' = '.join(point)}\n")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (tmp_path, ROOT)))},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False 2\n", done.stderr


# ---------------------------------------------------------------- the page


def test_examples_of_the_page_give_what_it_shows() -> None:
    examples = doctest.DocTestParser().get_doctest(
        PAGE.read_text("utf-8"), {}, PAGE.name, str(PAGE), 0
    )
    assert len(examples.examples) > 15
    said: list[str] = []
    doctest.DocTestRunner().run(examples, out=said.append)
    assert said == []
