"""Does the id of a document come back as it is, whatever its type and value?"""

from pathlib import Path

import pyarrow as pa
import pytest

from citelaw import Engine
from citelaw.integrations.arrow import extract_batches

DOCUMENT = "依据《秋山市渡口管理条例》第三条。"
BROKEN = pa.Array.from_buffers(
    pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")]
)


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(pa.array(["一"]), id="text"),
        pytest.param(pa.array([""]), id="empty-text"),
        pytest.param(pa.array(["a\0b"]), id="text-with-nul"),
        pytest.param(pa.array(["一"], pa.large_string()), id="large-text"),
        pytest.param(pa.array(["一"], pa.string_view()), id="view-of-text"),
        pytest.param(BROKEN, id="broken-utf-8"),
        pytest.param(pa.array([b"\xff"]), id="bytes"),
        pytest.param(pa.array([2**63], pa.uint64()), id="large-number"),
        pytest.param(pa.array([None], pa.int64()), id="missing"),
        pytest.param(pa.array([None]), id="all-missing"),
        pytest.param(pa.array([1], pa.timestamp("ns")), id="nanoseconds"),
        pytest.param(pa.array([2**62], pa.timestamp("us", "UTC")), id="year-146000"),
        pytest.param(pa.array([10**9], pa.date32()), id="day-beyond-year-9999"),
        pytest.param(pa.array([[1, 2]]), id="list"),
    ],
)
def test_id_comes_back_as_it_is(ids: pa.Array, database: Path) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array([DOCUMENT]), ids], names=["text", "id"])

    (found,) = extract_batches([batch], engine=Engine(database=database))

    assert found.column("kind").to_pylist() == ["document", "statute", "ref"]
    assert found.column("id").type == ids.type
    own = found.column("id")
    assert all(own.slice(row, 1).equals(ids) for row in range(3))
