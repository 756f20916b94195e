"""Does an editor get of each finding what it shows?"""

from lsprotocol.types import DiagnosticSeverity, DiagnosticTag, Position
from open_list import opened

from citelaw.identity import finding_ids
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import ClientAbilities
from citelaw.integrations.lsp.diagnostics import diagnostics, diagnostics_of_file, note
from citelaw.integrations.lsp.options import Options
from citelaw.words import Words

ALL = ClientAbilities(related_information=True, diagnostic_data=True, deprecated_tag=True)
LINE = "依据《中华人民共和国青禾保险法》第三十条。"
REPEALED = "依据【行政法规】《旧渠稽核条例》第二条。"


def shown(checked: Checked, client: ClientAbilities = ALL, **options: object) -> list:
    return diagnostics(checked, Options()._replace(**options), "zh", client)


def test_a_finding_says_what_where_and_how_bad() -> None:
    checked = opened(f"𠀋\n{LINE}")
    (one,) = shown(checked)
    (finding,) = checked.report.diagnostics
    assert (one.code, one.source, one.severity) == ("CL301", "citelaw", DiagnosticSeverity.Error)
    assert one.message == finding.message
    assert (one.range.start, one.range.end) == (Position(1, 16), Position(1, 20))
    assert one.data == {"id": finding_ids(checked.report.path)(finding), "version": 1}
    assert one.tags is None


def test_messages_are_in_the_language_of_the_client() -> None:
    checked = opened(LINE)
    (one,) = diagnostics(checked, Options(), "en", ALL)
    assert one.message == checked.report.diagnostics[0].message_en


def test_the_code_leads_to_the_page_of_its_rule_where_the_client_can_show_it() -> None:
    checked = opened(LINE)
    able = ClientAbilities(code_description=True, commands=frozenset({"citelaw.showRule"}))
    (one,) = shown(checked, able)
    assert one.code_description is not None
    assert one.code_description.href == "command:citelaw.showRule?%5B%22CL301%22%5D"
    for client in (ClientAbilities(), able._replace(commands=frozenset())):
        (one,) = shown(checked, client)
        assert one.code_description is None


def test_the_same_finding_keeps_its_name_where_it_moves() -> None:
    (before,), (after,) = shown(opened(LINE)), shown(opened(f"一\n\n{LINE}", version=2))
    assert before.data["id"] == after.data["id"]
    assert (before.data["version"], after.data["version"]) == (1, 2)


def test_a_client_gets_nothing_that_it_does_not_know() -> None:
    text = f"{LINE}\n{LINE}\n{REPEALED}"
    for one in shown(opened(text), ClientAbilities(), strike_repealed=True):
        assert (one.data, one.related_information, one.tags) == (None, None, None)


def test_repealed_statutes_are_struck_through_where_that_is_wanted() -> None:
    checked = opened(REPEALED)
    tags = {one.code: one.tags for one in shown(checked, strike_repealed=True)}
    assert tags["CL202"] == [DiagnosticTag.Deprecated]
    assert {one.code: one.tags for one in shown(checked)}["CL202"] is None


def test_other_places_of_a_finding_are_named_with_what_they_are() -> None:
    cited = "《中华人民共和国青禾保险法》"
    checked = opened(f"依据{cited}第三条,{cited}第四条,第五条.")
    with_places = [one for one in checked.report.diagnostics if one.related]
    assert with_places, "the example has no finding with other places"
    for finding, one in zip(checked.report.diagnostics, shown(checked), strict=True):
        places = one.related_information or []
        assert [other.message for other in places] == [other.message for other in finding.related]
        assert all(other.location.uri == checked.uri for other in places)
        spans = [checked.span(other.location.range) for other in places]
        assert spans == [other.span for other in finding.related]


def test_of_too_many_findings_the_worst_are_shown_and_the_rest_is_counted() -> None:
    checked = opened(f"{REPEALED}\n" * 3 + f"{LINE}\n" * 3)
    everything = shown(checked)
    *kept, more = shown(checked, most=4)
    errors = [one for one in everything if one.severity is DiagnosticSeverity.Error]
    assert len(everything) > 4
    assert [one for one in kept if one.severity is DiagnosticSeverity.Error] == errors[:4]
    places = [(one.range.start.line, one.range.start.character) for one in kept]
    assert places == sorted(places)
    assert (more.code, more.severity) == ("not-shown", DiagnosticSeverity.Information)
    assert more.range.start == Position(0, 0)
    assert f"还有 {len(everything) - 4} 处未显示" in more.message


def test_exactly_as_many_as_allowed_are_shown_without_a_note() -> None:
    checked = opened(f"{LINE}\n" * 2)
    assert [one.code for one in shown(checked, most=2)] == ["CL301", "CL301"]


def test_a_file_that_is_not_open_has_the_same_findings() -> None:
    checked = opened(f"\f{LINE}")
    made = diagnostics_of_file(checked.report, checked.uri, "utf-16", Options(), "zh", ALL)
    assert [one.range for one in made] == [one.range for one in shown(checked)]
    assert made[0].data["version"] is None


def test_a_note_stands_at_the_beginning_of_its_line() -> None:
    made = note(Words("甲", "a"), "en", DiagnosticSeverity.Warning, 3)
    assert (made.message, made.range.start, made.code) == ("a", Position(3, 0), "not-checked")
