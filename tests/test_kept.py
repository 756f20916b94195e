"""Is what is kept the same as what would be worked out anew?"""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from citelaw.model import Cell, CellCitations, ResolvedDocument
from citelaw.readers import read_text
from citelaw.registry.align import Frame, Run, _chain, _link, _opening
from citelaw.registry.fingerprint import followed, shingles
from citelaw.registry.kept import Kept
from citelaw.registry.titles import confusion_groups, most_edits, title_distance
from citelaw.rules._memo import forget, of_cell, once

CONFUSED = confusion_groups(["本术木", "民面"])
TITLES = st.text("本术木民面甲乙法", max_size=9)


def plain_distance(one: str, two: str, *, swaps: bool) -> float:
    """The distance without any short cut; two neighbours that changed places are one edit."""
    rows = [[float(at) for at in range(len(two) + 1)]]
    for line, first in enumerate(one, 1):
        row = [float(line)]
        for at, second in enumerate(two, 1):
            change = 0.5 if second in CONFUSED.get(first, ()) else 1.0
            cost = rows[-1][at - 1] + (0.0 if first == second else change)
            cost = min(cost, rows[-1][at] + 1.0, row[-1] + 1.0)
            swapped = line > 1 and at > 1 and (first, one[line - 2]) == (two[at - 2], second)
            row.append(min(cost, rows[-2][at - 2] + 1.0) if swaps and swapped else cost)
        rows.append(row)
    return rows[-1][-1]


@given(TITLES, TITLES, st.sampled_from([1.0, 2.25, 4.0]))
@example("乙乙乙乙木", "乙乙乙木乙", 1.0)
def test_no_near_title_is_rejected(one: str, two: str, limit: float) -> None:
    distance, plain = (
        title_distance(one, two, CONFUSED, limit),
        plain_distance(one, two, swaps=True),
    )
    assert min(distance, limit + 1) == plain if plain <= limit else distance > limit


@given(TITLES, TITLES)
def test_near_titles_share_the_pairs_that_edits_leave(one: str, two: str) -> None:
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, two))
    undone = 2 * most_edits(one, plain_distance(one, two, swaps=False), CONFUSED)
    assert len(pairs & others) >= len(pairs) - undone


@given(st.text(min_size=3, max_size=3), st.text(max_size=5))
def test_a_shingle_is_the_same_from_its_first_three_characters(side: str, last: str) -> None:
    assert list(followed(side, last)) == [shingles(side + one)[0] for one in last]


RUNS = st.lists(
    st.builds(Run, st.integers(0, 60), st.integers(0, 60), st.integers(4, 30)), max_size=12
)
SEAMS = st.frozensets(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3)


@given(RUNS, SEAMS)
def test_no_chain_that_may_win_is_passed_over(
    runs: list[Run], seams: frozenset[tuple[int, int]]
) -> None:
    runs = sorted(set(runs))
    frame = Frame((0, 20, 40), (20, 40, 90), 90, 20, 40, seams, seams)
    assert _chain(runs, (), frame) == plain_chain(runs, frame)


def plain_chain(runs: list[Run], frame: Frame) -> list[Run]:
    """The best chain, every pair of runs looked at."""
    best: list[tuple[float, list[Run]]] = []
    for run in runs:
        score, chain = _opening(run, set(frame.starts), frame), [run]
        for earlier, before in best:
            link = _link(before[-1], run, (), frame)
            if link is not None and earlier + link > score:
                score, chain = earlier + link, [*before, run]
        cited = 0.2 if frame.start <= run.place < frame.end else 0.0
        best.append((score + (run.length - 3) + cited, chain))
    return max(best, key=lambda one: one[0])[1] if best else []


def test_answers_are_given_once_until_there_are_too_many() -> None:
    asked: list[int] = []
    kept: Kept[int, None] = Kept(2)
    for key in (1, 2, 1, 2, 3, 1):
        kept.get(key, lambda key=key: asked.append(key))
    assert asked == [1, 2, 3, 1]


def test_equal_documents_are_told_apart() -> None:
    def resolved() -> ResolvedDocument:
        day = date(2026, 11, 21)
        return ResolvedDocument(read_text("甲"), (), (), (), None, day, "2026-10-31")

    asked: list[ResolvedDocument] = []
    work = once(lambda one: asked.append(one))
    one, two = resolved(), resolved()
    for document in (one, two, one, one._replace(data_date="2026-11-01")):
        work(document)
    assert len(asked) == 3
    forget(one)
    for document in (one, two):
        work(document)
    assert len(asked) == 4


def test_what_is_worked_out_of_a_cell_depends_on_all_that_it_is_given() -> None:
    @of_cell
    def work(cell: Cell, found: CellCitations | None, one: int, *, other: int = 0) -> int:
        met.append((one, other))
        return one + other

    met: list[tuple[int, int]] = []
    (cell,) = read_text("甲").cells
    assert [work(cell, None, 1), work(cell, None, 1), work(cell, None, 2)] == [1, 1, 2]
    assert work(cell, None, 2, other=3) == 5
    assert met == [(1, 0), (2, 0), (2, 3)]
