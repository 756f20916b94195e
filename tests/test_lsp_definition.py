"""Does a short name lead to where the list gives it, a place to its title, both to their like?"""

import pytest
from lsprotocol.types import Location
from open_list import opened

from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.definition import definition, references, short_names
from citelaw.span import Span

INSURANCE = "《中华人民共和国青禾保险法》"


def pointed(text: str) -> tuple[str, int, list[Span]]:
    """Return a list without its marks, where its ‸ stood, and what stood between ⟦ ⟧."""
    offset, spans, plain = -1, [], ""
    for character in text:
        if character == "‸":
            offset = len(plain)
        elif character == "⟦":
            spans.append(Span(len(plain), -1))
        elif character == "⟧":
            spans[-1] = Span(spans[-1].start, len(plain))
        else:
            plain += character
    return plain, offset, spans


def span_of(found: Checked, location: Location) -> Span:
    assert location.uri == found.uri
    return found.span(location.range)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{INSURANCE}（以下简称⟦《保险法》⟧）。𠮷\n按照‸《保险法》第三条", id="in-marks"
        ),
        pytest.param(f"{INSURANCE}（以下简称“⟦青保法⟧”）。𠮷\n按照‸青保法第三条", id="quoted"),
        pytest.param(f"{INSURANCE}（以下简称⟦青保法⟧）\n‸青保法第三条", id="bare"),
        pytest.param(f"{INSURANCE}（以下简称⟦青 保法⟧）\n‸青保法第三条", id="torn"),
        pytest.param(f"{INSURANCE}（下称⟦《条例》⟧）\n《条例‸》第三条", id="inside-the-use"),
        pytest.param(f"{INSURANCE}（以下简称⟦《保‸险法》⟧）\n《保险法》第三条", id="there-itself"),
        pytest.param(f"{INSURANCE}（以下简称“⟦青保‸法⟧”）\n青保法第三条", id="bare-there-itself"),
        pytest.param(
            f"{INSURANCE}（以下简称《条例》）\n《旧渠稽核条例》（以下简称⟦《条例》⟧）\n‸《条例》第二条",
            id="given-anew",
        ),
        pytest.param(
            f"{INSURANCE}（以下简称⟦《条例》⟧）\n‸《条例》第二条\n《旧渠稽核条例》（以下简称《条例》）",
            id="given-anew-later",
        ),
        pytest.param(f"⟦{INSURANCE}⟧‸第三条", id="place"),
        pytest.param(f"⟦{INSURANCE}⟧第三条、‸第五条", id="second-place"),
        pytest.param(f"⟦{INSURANCE}⟧第十条：“违反‸本法第五条规定的，”", id="place-in-a-quotation"),
        pytest.param(
            f"{INSURANCE}（以下简称《保险法》）\n⟦《保险法》⟧‸第三条", id="place-of-a-short-name"
        ),
        pytest.param(
            "<table><tr><td>序号</td><td>设定依据</td></tr><tr><td>1</td><td>𠮷"
            "《中华人民共和国青禾&#20445;险法》（以下简称⟦《青&#20445;<b>法</b>》⟧），"
            "‸《青保法》第三条</td></tr></table>",
            id="html",
        ),
    ],
)
def test_definition_is_exactly_the_words_where_it_is_given(text: str, encoding: str) -> None:
    plain, offset, (wanted,) = pointed(text)
    found = opened(plain, encoding=encoding)
    location = definition(found, offset)
    assert location is not None
    assert span_of(found, location) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"‸{INSURANCE}第三条", id="full-title"),
        pytest.param("‸《某某办法》第三条", id="unknown-title"),
        pytest.param("按照‸有关规定", id="nothing-cited"),
        pytest.param("‸", id="empty"),
    ],
)
def test_what_is_defined_nowhere_has_no_definition(text: str) -> None:
    plain, offset, _ = pointed(text)
    assert definition(opened(plain), offset) is None


@pytest.mark.parametrize(
    ("text", "declaration"),
    [
        pytest.param(
            f"⟦{INSURANCE}⟧（以下简称⟦《保险法》⟧）。⟦《保险法》⟧第三条，⟦‸《青禾保险法》⟧，《旧渠稽核条例》",
            True,
            id="statute-with-its-short-name",
        ),
        pytest.param(
            f"⟦{INSURANCE}⟧（以下简称《保险法》）。⟦《保险法》⟧第三条，⟦‸《青禾保险法》⟧，《旧渠稽核条例》",
            False,
            id="statute-without",
        ),
        pytest.param(
            f"⟦{INSURANCE}⟧（以下简称“⟦青保‸法⟧”）。⟦青保法⟧第三条",
            True,
            id="from-where-it-is-given",
        ),
        pytest.param(
            f"⟦{INSURANCE}⟧（以下简称“青保‸法”）。⟦青保法⟧第三条",
            False,
            id="without-where-it-is-given",
        ),
        pytest.param(
            "⟦《某某办法》⟧第三条，⟦‸《某某办法》⟧，《某某规定》", True, id="unknown-title"
        ),
        pytest.param(
            f"⟦{INSURANCE}⟧⟦‸第三条⟧、第五条。《青禾保险法》⟦第三条⟧，《旧渠稽核条例》第三条",
            True,
            id="place-with-its-title",
        ),
        pytest.param(
            f"{INSURANCE}⟦‸第三条⟧、第五条。《青禾保险法》⟦第三条⟧，《旧渠稽核条例》第三条",
            False,
            id="place",
        ),
        pytest.param("按照‸有关规定，《某某办法》", True, id="nothing-cited"),
    ],
)
def test_references_are_all_mentions_of_the_statute_or_the_place(
    text: str, declaration: bool
) -> None:
    plain, offset, wanted = pointed(text)
    found = opened(plain)
    located = references(found, offset, declaration=declaration)
    assert [span_of(found, one) for one in located] == wanted


def test_short_names_are_those_that_the_list_gives_and_uses() -> None:
    text = (
        f"{INSURANCE}（以下简称《保险法》），《旧渠稽核条例》（以下简称举报人）。"
        f"{INSURANCE}（以下简称“青保法”）。青保法第三条"
    )
    found = opened(text)
    assert short_names(found, found.mentions[0].what) == ("保险法", "青保法")
    canal = found.mention_at(text.index("旧渠"))
    assert canal is not None
    assert short_names(found, canal.what) == ()
