"""Do the rows of a table say what the engine says, whatever stands in the columns?"""

import doctest
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import docx
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citelaw import Engine, SettingsError
from citelaw.integrations import arrow
from citelaw.integrations.arrow import (
    check_batches,
    citation_schema,
    extract_batches,
    finding_schema,
)
from citelaw.library import outcome

LISTS = sorted(
    path
    for path in (Path(__file__).parents[1] / "fixtures" / "lists").iterdir()
    if path.stem != "README"
)
PAGE = Path(__file__).parents[1] / "docs" / "arrow.md"
DAY = date(2026, 11, 21)
WRONG = "依据《中华人民共和国社会保险法》第九百条。"
CITED = "《中华人民共和国社会保险法》"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(as_of=DAY)


def documents(texts: Any, ids: Any = None, **columns: Any) -> pa.RecordBatch:
    ids = [f"d{number}" for number in range(len(texts))] if ids is None else ids
    return pa.RecordBatch.from_pydict({"id": ids, "text": texts, **columns})


def rows(batches: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


def extracted(engine: Engine, texts: Any, ids: Any = None, **options: Any) -> list[dict[str, Any]]:
    return rows(extract_batches([documents(texts, ids)], engine=engine, **options))


def raws(found: list[dict[str, Any]]) -> list[str]:
    return [row["raw"] for row in found if row["raw"] is not None]


def errors(found: list[dict[str, Any]]) -> list[str | None]:
    return [row["error_en"] for row in found if row["kind"] == "document"]


# ---------------------------------------------------------------- the rows are the results


def plain(value: Any) -> Any:
    """A value of a column as JSON writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def demand_same(row: dict[str, Any], said: dict[str, Any], renamed: str) -> None:
    """Hold each column against the field of its name; a column that the field lacks is null."""
    said = {renamed if name == "id" else name: one for name, one in said.items()}
    columns = row.keys() - {"id", "kind", "document", "error", "error_en"}
    assert said.keys() - {"kind"} <= columns
    for name in columns:
        assert plain(row[name]) == said.get(name), name


def demand_citations(found: list[dict[str, Any]], said: dict[str, Any]) -> None:
    first, *others = found
    assert (first["kind"], first["error"]) == ("document", None)
    for name, value in plain(first["document"]).items():
        assert value == (len(said["mentions"]) if name == "mentions" else said[name])
    assert [row["kind"] for row in others] == [one["kind"] for one in said["mentions"]]
    for row, one in zip(others, said["mentions"], strict=True):
        demand_same(row, one, "mention")


def demand_findings(found: list[dict[str, Any]], said: dict[str, Any]) -> None:
    first, *others = found
    assert (first["kind"], first["error"]) == ("document", None)
    file = said | said["statutes"] | said["files"][0]
    for name, value in plain(first["document"]).items():
        if name == "diagnostics":
            assert value == len(file["diagnostics"])
        elif name == "counts":
            assert value | {"uncheckable": dict(value["uncheckable"])} == file["counts"]
        else:
            assert value == file[name], name
    for row, one in zip(others, file["diagnostics"], strict=True):
        assert row["kind"] == "finding"
        demand_same(row, one, "finding")


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_rows_hold_what_the_engine_says(path: Path, engine: Engine) -> None:
    batch = documents([path.read_bytes()], [path.name])
    found = rows(extract_batches([batch], engine=engine))
    demand_citations(found, engine.extract(path.read_bytes(), name=path.name).to_dict())
    found = rows(check_batches([batch], engine=engine))
    demand_findings(found, engine.check(path.read_bytes(), name=path.name).to_dict())
    assert {row["id"] for row in found} == {path.name}


pieces = st.sampled_from(
    [
        CITED,
        "第九百条",
        "第八十八条第一款",
        "《处罚告知书》",
        "（2018修正）",
        "规定：“应当”",
        "。\n",
        "甲",
        "𠮷",
    ]
)


@given(st.lists(st.lists(pieces, max_size=8).map("".join), max_size=6), st.integers(1, 3))
def test_any_documents_in_any_batches_give_the_rows_of_each(texts: list[str], size: int) -> None:
    engine = ENGINE
    batches = [documents(texts).slice(at, size) for at in range(0, len(texts), size)]
    cited = rows(extract_batches(batches, engine=engine))
    wrong = rows(check_batches(batches, engine=engine))
    names = [f"d{number}" for number in range(len(texts))]
    assert [row["id"] for row in cited if row["kind"] == "document"] == names
    for name, text in zip(names, texts, strict=True):
        of_it = [row for row in cited if row["id"] == name]
        demand_citations(of_it, engine.extract(text, name=name).to_dict())
        of_it = [row for row in wrong if row["id"] == name]
        demand_findings(of_it, engine.check(text, name=name).to_dict())


ENGINE = Engine(as_of=DAY)


def test_results_and_failures_give_the_same_rows_as_their_dictionaries(engine: Engine) -> None:
    result, checked = engine.extract(WRONG), engine.check(WRONG)
    failure = outcome(engine.check, b"\x89PNG\r\n", "x")
    assert [*arrow.extracted_rows(result)] == [*arrow.extracted_rows(engine.extract_dict(WRONG))]
    assert [*arrow.checked_rows(checked)] == [*arrow.checked_rows(engine.check_dict(WRONG))]
    (row,) = arrow.checked_rows(failure)  # type: ignore[arg-type]
    assert "PNG" in row["error"]


# ---------------------------------------------------------------- columns


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.json_(pa.string())],
    ids=str,
)
def test_texts_may_be_of_any_type_of_text(kind: pa.DataType, engine: Engine) -> None:
    assert raws(extracted(engine, pa.array([CITED, ""], kind))) == [CITED]


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view()], ids=str)
def test_bytes_are_read_as_files(kind: pa.DataType, engine: Engine) -> None:
    found = extracted(engine, pa.array([CITED.encode("gb18030")], kind))
    assert raws(found) == [CITED]
    assert found[0]["document"]["encoding"] == "gb18030"


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view()], ids=str)
def test_texts_and_ids_may_stand_in_dictionaries(kind: pa.DataType, engine: Engine) -> None:
    def packed(values: list[str]) -> pa.Array:
        at = pa.array([0, 1, None, 0], pa.int32())
        return pa.DictionaryArray.from_arrays(at, pa.array(values, kind))

    found = extracted(engine, packed([CITED, ""]), packed(["甲", "乙"]))
    assert [row["id"] for row in found] == ["甲", "甲", "乙", None, "甲", "甲"]
    assert raws(found) == [CITED] * 2


def test_slice_of_a_batch_is_its_own_documents(engine: Engine) -> None:
    batch = documents([f"《{name}法》" for name in "甲乙丙丁"]).slice(1, 2)
    found = rows(extract_batches([batch], engine=engine))
    assert raws(found) == ["《乙法》", "《丙法》"]
    assert [row["id"] for row in found] == ["d1", "d1", "d2", "d2"]


@pytest.mark.parametrize(
    "ids",
    [
        pa.array([7, 7, None]),
        pa.array(["x", None, "x"], pa.string_view()),
        pa.array([bytes(16), bytes(16), None], pa.uuid()),
        pa.array([b"\xff\x00", b"", None]),
        pa.array([{"file": "a", "page": 1}, None, {"file": None, "page": 2}]),
        pa.array(["", "a\0b", "一"], pa.large_string()),
        pa.array([2**63, 0, 1], pa.uint64()),
        pa.array([1, 2, None], pa.timestamp("ns")),
        pa.array([2**62, 0, None], pa.timestamp("us", "UTC")),
        pa.array([10**7, 0, None], pa.date32()),
        pa.array([["a"], [], None]),
        pa.nulls(3),
    ],
    ids=lambda ids: str(ids.type),
)
def test_ids_of_any_type_come_back(ids: pa.Array, engine: Engine) -> None:
    batch = documents([CITED, None, WRONG], ids)
    (found,) = extract_batches([batch], engine=engine)
    assert found.schema.field("id").type == ids.type
    assert found.column("id").equals(arrow._taken(ids, pa.array([0, 0, 1, 2, 2, 2])))


def test_id_of_broken_utf8_comes_back(engine: Engine) -> None:
    ids = broken_text(b"\xff\xfe")
    (found,) = extract_batches([documents([CITED], ids)], engine=engine)
    assert found.column("id").cast(pa.binary()).to_pylist() == [b"\xff\xfe"] * 2


def test_finding_is_known_by_the_id_of_its_document_wherever_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    batch = documents([WRONG], ["/data/list.txt"])
    here = rows(check_batches([batch], engine=engine))
    monkeypatch.chdir(tmp_path)
    assert rows(check_batches([batch], engine=engine)) == here
    assert here[1]["finding"]


def broken_text(*values: bytes) -> pa.Array:
    """Strings that nobody looked through, as a faulty writer leaves them."""
    stored = pa.array(values, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(values), stored.buffers())


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"text": "body"}, "no column 'body' among id、text、date、kind、number"),
        ({"id": "name"}, "no column 'name'"),
        ({"text": "number"}, "must hold texts or bytes, it holds int64"),
        ({"id": "text"}, "for texts and for ids"),
        ({"id": "kind"}, "cannot be called 'kind'"),
        ({"list_date": "day"}, "no column 'day'"),
        ({"list_date": "date"}, r"must hold dates or texts, it holds timestamp\[us\]"),
    ],
    ids=str,
)
def test_column_that_cannot_be_meant_is_refused(
    given_: dict[str, str], said: str, engine: Engine
) -> None:
    batch = documents([CITED], date=[datetime(2020, 1, 1)], kind=["x"], number=[1])
    with pytest.raises(SettingsError) as error:
        list(check_batches([batch], engine=engine, **given_))
    assert re.search(said, error.value.words.english)


def test_two_columns_of_one_name_are_refused(engine: Engine) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array(["a"])] * 3, names=["id", "text", "text"])
    with pytest.raises(SettingsError, match="不止一列"):
        list(extract_batches([batch], engine=engine))


@pytest.mark.parametrize("batches", [documents([CITED]), pa.table({"id": [1]}), [{"id": 1}]])
def test_what_is_no_batch_is_refused(batches: Any, engine: Engine) -> None:
    with pytest.raises(SettingsError, match="RecordBatch"):
        list(extract_batches(batches, engine=engine))


def test_without_documents_a_table_has_its_columns_all_the_same(engine: Engine) -> None:
    for batches in ([], [documents(pa.array([], pa.string()), pa.array([], pa.int64()))]):
        found = pa.Table.from_batches(
            check_batches(batches, engine=engine), finding_schema("id", pa.int64())
        )
        assert found.num_rows == 0
    (found,) = check_batches([documents([CITED], [1])], engine=engine)
    assert found.schema == finding_schema("id", pa.int64())
    (found,) = extract_batches([documents([CITED], ["x"])], engine=engine)
    assert found.schema == citation_schema()


# ---------------------------------------------------------------- documents


def test_document_without_text_is_an_error_and_the_others_go_on(engine: Engine) -> None:
    found = extracted(engine, [None, CITED, None])
    assert [row["kind"] for row in found] == ["document", "document", "statute", "document"]
    said = "there is no text (null); add it, or leave the row out."
    assert errors(found) == [said, None, said]
    assert found[0]["document"] is None
    assert errors(extracted(engine, pa.nulls(1))) == [said]


def test_nan_of_pandas_is_a_document_without_text(engine: Engine) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["a", "b"], "text": [float("nan"), CITED]})
    found = rows(extract_batches([pa.RecordBatch.from_pandas(frame)], engine=engine))
    assert ["null" in (error or "") for error in errors(found)] == [True, False]


def test_broken_utf8_is_an_error_and_the_others_go_on(engine: Engine) -> None:
    found = extracted(engine, broken_text(b"abc\xff", CITED.encode()))
    assert errors(found) == ["broken UTF-8 from byte 4 on; give it in a binary column.", None]
    assert raws(found) == [CITED]


def test_bytes_of_an_office_file_are_read_as_one(engine: Engine) -> None:
    written, other = io.BytesIO(), io.BytesIO()
    made = docx.Document()
    made.add_paragraph(WRONG)
    made.save(written)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.bin", b"\x00\xff")
    found = extracted(engine, [written.getvalue(), other.getvalue(), b"\x89PNG\r\n\x00", b""])
    assert found[0]["document"]["format"] == "docx"
    assert [row["address"] for row in found[1:3]] == ["第1段"] * 2
    assert [error is None for error in errors(found)] == [True, False, False, True]


def test_document_may_be_as_large_as_the_limit_and_no_larger(engine: Engine) -> None:
    found = extracted(engine, [CITED, f"{CITED}。"], largest=len(CITED.encode()))
    assert raws(found) == [CITED]
    assert errors(found) == [
        None,
        "larger than 42 bytes (45); split it, or set a greater largest.",
    ]


def test_document_of_60_megabytes_is_an_error(engine: Engine) -> None:
    (row,) = extracted(engine, ["x" * 60_000_000])
    assert row["error_en"].startswith("larger than 50000000 bytes (60000000)")


def test_text_is_a_text_though_a_file_is_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    (tmp_path / "list.txt").write_text(WRONG, "utf-8")
    monkeypatch.chdir(tmp_path)
    engine.prepare()
    monkeypatch.setattr("pathlib.Path.open", None)
    monkeypatch.setattr("builtins.open", None)
    name = "list.txt"
    found = extracted(engine, [name, name, str(tmp_path / name)], [name, None, "x"])
    assert errors(found) == [None] * 3
    assert [row["document"]["characters"] for row in found[:2]] == [8, 8]


def test_lone_surrogate_is_refused_before_it_comes_here() -> None:
    with pytest.raises(UnicodeEncodeError):
        documents(["\ud800"])


def test_what_nobody_foresaw_is_the_error_of_one_document(
    monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    whole = Engine.extract_dict

    def breaks(self: Engine, source: Any, *, name: str | None = None) -> dict[str, Any]:
        if source == "broken":
            raise MemoryError
        return whole(self, source, name=name)

    monkeypatch.setattr(Engine, "extract_dict", breaks)
    found = extracted(engine, ["broken", CITED])
    assert "MemoryError" in (errors(found)[0] or "")
    assert raws(found) == [CITED]


# ---------------------------------------------------------------- days


OLD = "依据《中华人民共和国社会保险法》（2018修正）第一条。"


@pytest.mark.parametrize(
    "days",
    [
        pa.array([date(2015, 6, 1), None]),
        pa.array([date(2015, 6, 1), None], pa.date64()),
        pa.array(["2015-06-01", None]),
        pa.array(["2015-06-01", None], pa.string_view()),
        pa.array(["2015-06-01", None]).dictionary_encode(),
    ],
    ids=lambda days: str(days.type),
)
def test_each_document_is_judged_by_its_own_day(days: pa.Array, engine: Engine) -> None:
    batch = documents([OLD, OLD], day=days)
    found = rows(check_batches([batch], list_date="day", engine=engine))
    first, second = (row["document"]["list_date"] for row in found if row["kind"] == "document")
    day = date(2015, 6, 1)
    assert first == {"not_before": day, "not_after": day, "basis": "given"}
    assert second["basis"] == "inferred"
    demand_findings(
        [row for row in found if row["id"] == "d0"],
        engine.check(OLD, name="d0", list_date=day).to_dict(),
    )


def test_columns_in_runs_are_read_value_by_value(engine: Engine) -> None:
    runs = pa.RunEndEncodedArray.from_arrays(pa.array([2, 3], pa.int32()), pa.array([OLD, None]))
    batch = pa.record_batch({"id": runs, "text": runs})
    found = [
        row for row in rows(extract_batches([batch], engine=engine)) if row["kind"] == "document"
    ]
    assert [(row["id"], row["error"] is None) for row in found] == [
        (OLD, True),
        (OLD, True),
        (None, False),
    ]


@pytest.mark.parametrize("day", ["", "去年", "2015-13-01", "2015-06"])
def test_day_that_is_none_is_an_error(day: str, engine: Engine) -> None:
    found = rows(check_batches([documents([OLD], day=[day])], list_date="day", engine=engine))
    (row,) = found
    assert row["error_en"].startswith("the day of the list is none (")


def test_day_beyond_the_calendar_is_an_error(engine: Engine) -> None:
    batch = documents([OLD], day=pa.array([10**7], pa.date32()))
    (row,) = rows(check_batches([batch], list_date="day", engine=engine))
    assert "2018-12-29" in row["error"]


# ---------------------------------------------------------------- how much at once


def test_document_of_many_rows_comes_in_several_batches(
    monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    monkeypatch.setattr(arrow, "BATCH", 10_000)
    batch = documents([CITED * 100, CITED], [1, 2])
    found = list(extract_batches([batch], engine=engine))
    assert len(found) > 5
    assert max(one.num_rows for one in found) < 20
    assert [row["id"] for row in rows(iter(found))] == [1] * 101 + [2] * 2


def test_rows_are_given_before_the_next_documents_are_examined(
    monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    """Neither a batch of documents nor the rows of one are held."""
    monkeypatch.setattr(arrow, "BATCH", 1)
    seen = []
    whole = Engine.extract_dict
    monkeypatch.setattr(
        Engine,
        "extract_dict",
        lambda self, source, *, name: seen.append(name) or whole(self, source, name=name),
    )
    found = extract_batches(iter([documents([CITED] * 3)] * 2), engine=engine)
    assert seen == []
    next(found)
    assert seen == ["d0"]


# ---------------------------------------------------------------- the page


def described(fields: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield names and types of columns as the page writes them."""
    for field in fields:
        kind, name = field.type, f"{before}{field.name}"
        inner = kind.value_type if pa.types.is_list(kind) else kind
        fields_inside = [inner.field(at) for at in range(inner.num_fields)]
        nested = pa.types.is_struct(inner)
        if pa.types.is_map(kind):
            yield name, f"map of {kind.key_type} to {kind.item_type}"
            continue
        word = "struct" if nested else str(inner)
        yield name, f"list of {word}" if inner is not kind else word
        if nested:
            yield from described(fields_inside, f"{name}.")


@pytest.mark.parametrize(
    ("heading", "schema"),
    [("Columns of citations", citation_schema()), ("Columns of findings", finding_schema())],
)
def test_page_describes_each_column(heading: str, schema: pa.Schema) -> None:
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    told = re.findall(r"^\| `([\w.]+)` \| ([^|]+) \| [^|]+ \|$", section, re.MULTILINE)
    columns = [("id", "as given"), *list(described(schema))[1:]]
    assert told == columns


def test_example_of_the_page_gives_what_it_shows() -> None:
    example = doctest.DocTestParser().get_doctest(
        PAGE.read_text("utf-8"), {}, PAGE.name, str(PAGE), 0
    )
    assert example.examples
    said: list[str] = []
    doctest.DocTestRunner().run(example, out=said.append)
    assert said == []


def test_programs_of_the_page_import_what_there_is() -> None:
    programs = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(programs) == 4
    for program in programs:
        compile(program, PAGE.name, "exec")
        for module, names in re.findall(r"^from (citelaw\S*) import (.+)$", program, re.MULTILINE):
            assert all(hasattr(import_module(module), name) for name in names.split(", "))
