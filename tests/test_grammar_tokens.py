"""Every token file carries its examples; they are run here."""

import pytest

from citelaw.grammar.scan import token_kinds

EXAMPLES = [
    pytest.param(kind, text, expected, id=f"{name}-{text}".encode("unicode_escape").decode())
    for name, kind in token_kinds().items()
    for text, expected in kind.examples
]


def first_token(kind, text):
    """The first token of ``kind`` in ``text``; a kind without anchors is read at its start."""
    if not kind.anchors:
        return kind.read(text, 0)
    for position, character in enumerate(text):
        if character in kind.anchors:
            token = kind.read(text, position)
            if token is not None:
                return token
    return None


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES)
def test_a_token_reads_its_examples(kind, text, expected):
    token = first_token(kind, text)
    assert (None if token is None else kind.show(token)) == expected


@pytest.mark.parametrize("name", sorted(token_kinds()))
def test_every_kind_of_token_has_an_example_that_it_reads_and_one_form_of_refusal(name):
    kind = token_kinds()[name]
    shown = [expected for _, expected in kind.examples]
    assert any(expected is not None for expected in shown)
    assert None in shown or name in ("version_note", "tier", "annex")
