"""Does ``citelaw explain`` say all that is known, and give no reason that was not found?"""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from test_rules import as_list, examples

from citelaw.commands import run
from citelaw.commands.explain import Asked, place
from citelaw.engine import Engine
from citelaw.explain import explain
from citelaw.explain._stance import unmet
from citelaw.model import Diagnostic, Profile, ResolvedDocument, Rule
from citelaw.registry import open_registry
from citelaw.registry.building import compile_texts
from citelaw.registry.building.corpus import read_corpus
from citelaw.registry.curated import read_curated
from citelaw.reporters.explain import Explanation, Silence, Stance, Subject
from citelaw.rules import all_rules
from citelaw.settings import Settings

STATUTES = Path(__file__).resolve().parents[1] / "fixtures" / "statutes"
TODAY = "2026-11-21"

LIST = (
    "青石县权责清单（2020年版）",
    "序号\t名称\t权力类型\t设定依据",
    "1\t青禾处罚\t行政处罚\t【法律】《中华人民共和国青禾保险法》（2010年3月1日通过，2018年5月20日"
    "修正）第九条：“以虚报播种面积、编造灾情证明或者其他手段骗取青禾保险待遇的，由青禾主管部门责令退回骗取的"
    "保险金”。",
    "2\t职员处分\t其他\t《中华人民共和国云杉职员法》第三条：“云杉职员因工作需要兼职，应当经有关机关批准，"
    "并不得领取兼职报酬。”",
    "3\t空\t其他\t无",
    "4\t稽核\t其他\t《旧渠稽核条例》第二条；《不存在的管理办法》第五条第二款；《救助联营办法》第一条。",
    "5\t救助\t其他\t《青禾保险法》第六条第二款、第四十条。填写《处罚告知书》。",
    "6\t名称\t其他\t《中华人民共和国青禾保脸法》第三条，《灯塔管理规定》第一条。",
    "7\t合用\t其他\t《中华人民共和国青禾保险法》第八条、第九条：“农户未按时足额缴纳青禾保险费的，由青禾主管部门"
    "责令限期缴纳”。",
)


@pytest.fixture(scope="module")
def engine(database: Path) -> Engine:
    return Engine(Settings(as_of=date.fromisoformat(TODAY)), registry=open_registry(database))


class Asking:
    """Runs ``citelaw explain`` on the list above and the invented statutes."""

    def __init__(
        self, path: Path, database: Path, capsys: pytest.CaptureFixture[str], text: str
    ) -> None:
        path.write_text(text, "utf-8")
        self.path = path
        self._database = str(database)
        self._capsys = capsys
        self.status = 0
        self.err = ""

    def __call__(self, where: str, *options: str) -> str:
        arguments = [f"{self.path}:{where}", "--database", self._database, "--as-of", TODAY]
        return self.run(*arguments, *options)

    def run(self, *arguments: str) -> str:
        self.status = run(["explain", *arguments])
        said = self._capsys.readouterr()
        self.err = said.err
        return said.out

    def json(self, where: str, *options: str) -> Any:
        data = json.loads(self(where, "--output-format", "json", *options))
        text = (files("citelaw.reporters") / "schema" / "explain.json").read_bytes()
        jsonschema.Draft202012Validator(json.loads(text)).validate(data)
        return data

    def column(self, line: int, words: str) -> str:
        """The place of the first of ``words`` in a line."""
        return f"{line}:{LIST[line - 1].index(words) + 1}"


@pytest.fixture
def ask(tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]) -> Asking:
    return Asking(tmp_path / "list.txt", database, capsys, "\n".join(LIST) + "\n")


def squeezed(text: str) -> str:
    return "".join(text.split())


def blocks(text: str) -> list[str]:
    """The headings of what is explained, without the path."""
    return [line.rsplit(": ", 1)[1] for line in text.splitlines() if "list.txt:" in line]


def stances(subject: Any) -> dict[str, tuple[str, str | None]]:
    return {one["code"]: (one["stance"], one["why"]) for one in subject["rules"]}


# ---------------------------------------------------------------- what is explained


def test_line_gives_all_its_citations_in_order(ask: Asking) -> None:
    said = ask("6")
    assert ask.status == 0
    assert blocks(said) == [
        "《旧渠稽核条例》第二条",
        "《不存在的管理办法》第五条第二款",
        "《救助联营办法》第一条",
    ]


@pytest.mark.parametrize(
    ("line", "words", "shown"),
    [
        pytest.param(6, "第五条", "《不存在的管理办法》第五条第二款", id="under a place"),
        pytest.param(6, "联营", "《救助联营办法》第一条", id="a title with one place"),
        pytest.param(7, "险法》", "《青禾保险法》", id="a title with several places"),
        pytest.param(3, "灾情", "《中华人民共和国青禾保险法》第九条", id="inside a quotation"),
        pytest.param(3, "2010年", "《中华人民共和国青禾保险法》第九条", id="in a note"),
        pytest.param(6, "6\t", "《旧渠稽核条例》第二条", id="nearest"),
        pytest.param(7, "告知", "《处罚告知书》", id="a form"),
    ],
)
def test_column_gives_what_stands_there(ask: Asking, line: int, words: str, shown: str) -> None:
    text = "6" if words == "6\t" else words
    where = "6:1" if words == "6\t" else ask.column(line, text)
    assert blocks(ask(where)) == [shown]


def test_place_of_a_report_can_be_copied_with_its_colon(ask: Asking) -> None:
    assert blocks(ask(ask.column(6, "第二条") + ":")) == ["《旧渠稽核条例》第二条"]


def test_line_inside_a_quotation_gives_its_citation(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "依据《青禾保险法》第九条：“以虚报播种面积、\n伪造灾情证明或者其他手段\n骗取待遇的”。\n"
    ask = Asking(tmp_path / "list.txt", database, capsys, text)
    assert blocks(ask("2", "--shape", "prose")) == ["《青禾保险法》第九条"]


# ---------------------------------------------------------------- what is said


def test_altered_quotation_is_told_from_reading_to_rule(ask: Asking) -> None:
    said = squeezed(ask("3"))
    for words in (
        "位置序号1，“设定依据”栏，属于设定依据",
        "位阶标注【法律】",
        "2010-03-01通过：数据库记有通过2010-03-01",
        "条款第九条（a9）",
        "引文45字",
        "与收录的名称相同",
        "状态有效",
        "题注所指2018年修正文本（2018-05-20）",
        "题注写的是这一文本，清单制发时可能施行",
        "与所引条款比对，第九条：引文的文字90%在其中",
        "文字不同：“编”",
        "第九条，1款，划分经3个来源印证内容：罚则",
        "指出CL403quote-altered警告",
        "没有文号：CL501",
        "清单日期：2020-01-01–2020-12-31（清单写明）",
    ):
        assert words in said


def test_outdated_number_names_both_texts_and_the_new_place(ask: Asking) -> None:
    said = squeezed(ask("4"))
    assert "与所引条款比对，第三条：引文的文字3%在其中" in said
    assert "2005年文本（2005-04-27）的这一条在2018年修订文本（2018-12-29）中是第五条" in said
    assert "引文两处都对得上" in said
    assert "CL304article-renumbered错误" in said


def test_repealed_statute_is_said_to_be_so_at_both_days(ask: Asking) -> None:
    said = squeezed(ask(ask.column(6, "第二条")))
    assert "状态已废止，2015-03-01废止，废止它的是《新渠稽核条例》" in said
    assert said.count("已于2015-03-01废止，废止前是1999年文本") == 2
    assert "CL202statute-repealed错误" in said


def test_unknown_title_is_not_called_wrong(ask: Asking) -> None:
    said = squeezed(ask(ask.column(6, "第五条")))
    assert "数据库未收录，没有核对，不表示有误" in said
    assert "收录的名称中没有相近的" in said
    assert "未核对数据库未收录这部法规" in said


def test_near_titles_come_with_their_distance(ask: Asking) -> None:
    said = squeezed(ask(ask.column(8, "保脸")))
    assert "相近的名称：《中华人民共和国青禾保险法》，相差1" in said


def test_ambiguous_title_names_the_statutes_that_bear_it(ask: Asking) -> None:
    said = squeezed(ask(ask.column(6, "联营")))
    assert "同名法规2部，不能认定是哪一部" in said
    assert "《青禾救助暂行办法》" in said


def test_missing_article_names_the_last_one(ask: Asking) -> None:
    assert "没有第四十条，末条是第十二条" in ask(ask.column(7, "第四十条"))


def test_alias_is_said_to_be_one(ask: Asking) -> None:
    assert "是收录的简称或别名" in ask(ask.column(7, "第六条"))


def test_joint_quotation_is_said_to_be_compared_together(ask: Asking) -> None:
    said = squeezed(ask(ask.column(9, "第八条")))
    assert "与第九条合用这段引文" in said
    assert "与第八条、第九条合并比对" in said
    assert "几条合用一段引文，只能合起来比对：CL401" in said


def test_title_with_several_places_lists_them(ask: Asking) -> None:
    said = ask(ask.column(7, "险法》"))
    assert "第六条第二款 7:" in said
    assert "各条款分别核对" in said


def test_form_is_no_statute(ask: Asking) -> None:
    assert "不是法规，不核对" in ask(ask.column(7, "告知"))


def test_words_are_shown_where_they_are_at_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts.sqlite"
    corpus, curated = read_corpus(STATUTES, False), read_curated(STATUTES / "curated")
    compile_texts(corpus, curated, texts, words=True)
    ask = Asking(tmp_path / "list.txt", texts, capsys, "\n".join(LIST) + "\n")
    said = squeezed(ask("3"))
    assert "处骗取金额二倍以上五倍以下的罚款。" in said
    assert "，应为“" in said


def test_english_is_all_english_but_for_the_law(ask: Asking) -> None:
    said = ask("3", "--lang", "en")
    for words in ("judged    text of 2018-05-20", "words differ", "CL403 quote-altered warning"):
        assert words in said
    for words in ("位置", "比对", "没有", "核对"):
        assert words not in said


# ---------------------------------------------------------------- which statute, which version


@pytest.mark.parametrize(
    ("text", "identified"),
    [
        ("依据《青禾保险法》第六条。", "title"),
        ("依据《白鹭机构管理办法》（以下简称《鹭法》）。按照《鹭法》第二条。", "defined"),
        ("按照青禾部令第3号第二条办理。", "number"),
        ("依据《救助联营办法》（国务院令第901号）第一条。", "title"),
    ],
)
def test_statute_is_said_to_be_known_by_what_it_was_found_by(
    engine: Engine, text: str, identified: str
) -> None:
    one = explained(engine, text, engine.rules).subjects[-1]
    assert one.mention is not None
    assert one.mention.identified == identified


def test_place_of_the_document_behind_a_title_is_not_that_of_the_title(ask: Asking) -> None:
    ask.path.write_text("《青禾保险法》补充规定：第二条\n", "utf-8")
    said = squeezed(ask("1"))
    assert "条款属于那份文件，数据库未收录" in said
    assert "同名" not in said


def test_number_is_said_to_tell_statutes_of_one_title_apart(engine: Engine) -> None:
    text = "依据《救助联营办法》（国务院令第901号）第一条。"
    (one,) = explained(engine, text, engine.rules).subjects
    assert one.mention is not None
    assert one.mention.told_apart == "number"


@pytest.mark.parametrize(
    ("text", "day", "because"),
    [
        pytest.param("《青禾保险法》（2018年5月20日修正）第六条", "2020-01-01", "noted", id="note"),
        pytest.param("《青禾保险法》第六条", "2020-01-01", "list-date", id="date"),
        pytest.param("《白鹭机构管理办法》第二条", "2017-01-01", "agreed", id="several agree"),
        pytest.param("《云杉职员法》第七条", "2010-01-01", "list-date", id="older"),
        pytest.param("《青禾保险法》第六条", None, "present", id="no date"),
    ],
)
def test_version_is_said_to_be_meant_for_what_decided_it(
    engine: Engine, text: str, day: str | None, because: str
) -> None:
    document = as_list(f"依据{text}。", date.fromisoformat(day) if day else None)
    file = engine.check_document(document)
    (one,) = explain(file, engine.rules, engine.registry, 1, None).subjects
    assert one.citation is not None
    assert one.citation.meant_by == because


# ---------------------------------------------------------------- for programs


def test_json_holds_what_the_text_says(ask: Asking) -> None:
    (one,) = ask.json("3")["subjects"]
    source = ask.path.read_text("utf-8")
    assert source[one["start"] : one["end"]] == "第九条"
    assert one["pinpoint"]["key"] == "a9"
    assert [each["date"] for each in one["mention"]["dates"]] == ["2010-03-01", "2018-05-20"]
    assert one["statute"]["known"]["title"] == "中华人民共和国青禾保险法"
    assert one["statute"]["identified"] == "title"
    assert one["named"]["date"] == one["judged"]["version"]["date"] == "2018-05-20"
    assert one["judged"]["because"] == "noted"
    (difference,) = one["judged"]["own"]["differences"]
    assert source[difference["start"] : difference["end"]] == difference["raw"] == "编"
    assert stances(one)["CL403"] == ("spoke", None)


@pytest.mark.parametrize("line", range(1, len(LIST) + 1))
def test_json_of_every_line_keeps_to_the_schema(ask: Asking, line: int) -> None:
    data = ask.json(str(line))
    assert bool(data["subjects"]) == (ask.status == 0)


def test_number_that_may_be_an_earlier_texts_is_said_to_be_so(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "日期 2020-01-01\n【法律】《中华人民共和国云雀会堂法》第七条：“会堂管理机构的工作人员索取"
        "演出场地以外的费用的，由会堂主管部门责令退还，并处五百元以下的罚款。”\n"
    )
    ask = Asking(tmp_path / "halls.txt", database, capsys, text)
    assert "条号可能是此前文本的，该文本未收录" in squeezed(ask("2"))
    (subject,) = ask.json("2")["subjects"]
    assert subject["judged"]["renumbered"]["old"] is None


# ---------------------------------------------------------------- why rules are silent


@pytest.mark.parametrize(
    ("line", "words", "code", "expected"),
    [
        pytest.param(6, "第二条", "CL403", ("lacks", "no-quote"), id="no quotation"),
        pytest.param(6, "第二条", "CL207", ("lacks", "no-tier-label"), id="no label"),
        pytest.param(6, "第五条", "CL202", ("lacks", "statute-unknown"), id="unknown"),
        pytest.param(6, "联营", "CL301", ("lacks", "statute-ambiguous"), id="ambiguous"),
        pytest.param(6, "第二条", "CL302", ("lacks", "no-paragraph"), id="no paragraph"),
        pytest.param(7, "第六条", "CL302", ("looked", None), id="had what it needs"),
        pytest.param(9, "第八条", "CL401", ("lacks", "joint-quote"), id="joint"),
        pytest.param(7, "险法》", "CL301", ("lacks", "by-pinpoint"), id="a title for itself"),
        pytest.param(3, "第九条", "CL307", ("lacks", "no-chapter"), id="no chapter"),
    ],
)
def test_silent_rule_has_a_reason_that_was_found(
    ask: Asking, line: int, words: str, code: str, expected: tuple[str, str | None]
) -> None:
    (one,) = ask.json(ask.column(line, words))["subjects"]
    assert stances(one)[code] == expected


def explained(
    engine: Engine, text: str, rules: tuple[Rule, ...], profile: Profile = Profile.LIST
) -> Explanation:
    """The first line of ``text``, judged by ``rules``."""
    document = engine.read_text(text, "list")
    resolved = engine.resolve(document, engine.find(document))._replace(profile=profile)
    from citelaw.rules import lint

    asked = [rule for rule in rules if profile in rule.profiles]
    file = engine.check_document(document)._replace(
        resolved=resolved, diagnostics=lint(resolved, asked)
    )
    return explain(file, rules, engine.registry, 1, None)


def test_rule_that_was_not_selected_is_not_said_to_have_looked(engine: Engine) -> None:
    rules = tuple(rule for rule in all_rules() if rule.code != "CL301")
    (one,) = explained(engine, "依据《青禾保险法》第六条。", rules).subjects
    (found,) = (each for each in one.rulings if each.rule.code == "CL301")
    assert (found.stance, found.why) == (Stance.OFF, Silence.NOT_SELECTED)


def test_rule_of_another_kind_of_text_is_not_said_to_have_looked(engine: Engine) -> None:
    it = explained(engine, "依据《旧渠稽核条例》第二条。", all_rules(), Profile.JUDGMENT)
    (found,) = (each for each in it.subjects[0].rulings if each.rule.code == "CL202")
    assert (found.stance, found.why) == (Stance.OFF, Silence.OTHER_PROFILE)


def test_rule_that_crashed_is_not_said_to_have_looked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: ResolvedDocument) -> Any:
        raise ValueError("broken")

    rules = tuple(
        rule._replace(check=fail) if rule.code == "CL301" else rule for rule in all_rules()
    )
    (one,) = explained(engine, "依据《青禾保险法》第六条。", rules).subjects
    (found,) = (each for each in one.rulings if each.rule.code == "CL301")
    assert found.stance is Stance.CRASHED


def test_finding_on_the_same_statute_elsewhere_is_told(engine: Engine) -> None:
    title = "《云杉职员法》（2005年4月27日通过）"
    text = f"依据{title}第一条。\n依据{title}第二条。"
    file = engine.check_document(engine.read_text(text, "list"))
    (one,) = explain(file, engine.rules, engine.registry, 2, None).subjects
    (found,) = (each for each in one.rulings if each.rule.code == "CL205")
    assert found.stance is Stance.ELSEWHERE


PARTLY = {"CL203", "CL206", "CL208", "CL403"}
"""Some of what they find they find without: plans past their years, days in no calendar, laws to
come on the subject that a title names, words of a title in a passage of its document."""


def is_about(found: Diagnostic, one: Subject) -> bool:
    """Whether a rule judged this very citation, or the mention that is explained."""
    if found.citation is not None:
        return one.citation is not None and found.citation is one.citation.citation
    mention = one.mention.mention if one.mention is not None else None
    return found.statute is not None and found.statute is mention


@pytest.mark.parametrize(("rule", "example"), examples("错误"))
def test_rule_that_speaks_has_what_it_says_it_needs(
    engine: Engine, rule: Rule, example: Any
) -> None:
    file = engine.check_document(as_list(example.text, example.day))
    for number in range(1, example.text.count("\n") + 2):
        for one in explain(file, engine.rules, engine.registry, number, None).subjects:
            for each in one.rulings:
                if each.stance is Stance.SPOKE and each.rule.code not in PARTLY:
                    judged = any(is_about(found, one) for found in each.findings)
                    lacking = [need for need in each.rule.needs if unmet(need, one)]
                    assert not (judged and lacking)


# ---------------------------------------------------------------- what is wrongly asked


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("0", "没有第 0 行，这个文件共"),
        ("99", "没有第 99 行，这个文件共"),
        ("6:0", "第 6 行没有第 0 列"),
        ("6:999", "第 6 行没有第 999 列，这一行共"),
    ],
)
def test_place_that_is_not_there_is_said_to_be_so(ask: Asking, where: str, reason: str) -> None:
    assert ask(where) == ""
    assert ask.status == 2
    assert reason in ask.err
    assert ask.err.count("\n") == 1


def test_line_without_citation_names_the_nearest_that_have_some(ask: Asking) -> None:
    said = ask("5")
    assert ask.status == 1
    assert "第 5 行没有找到引用；附近有引用的行：3、4、6、7" in said
    assert ask.json("5")["nearby"] == [3, 4, 6, 7]


def test_file_without_any_citation_is_said_to_be_so(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Asking(tmp_path / "list.txt", database, capsys, "")
    assert "整个文件里都没有找到引用" in ask("1")
    assert ask.status == 1


@pytest.mark.parametrize("where", ["list.txt", "list.txt:", "list.txt:x", ":3", "list.txt:-1"])
def test_what_is_no_place_is_refused_with_the_right_form(ask: Asking, where: str) -> None:
    ask.run(where)
    assert ask.status == 2
    assert "写作 清单.txt:12 或 清单.txt:12:5" in ask.err


def test_missing_file_is_said_to_be_so(ask: Asking) -> None:
    ask.run("nowhere.txt:3:5")
    assert ask.status == 2
    assert "nowhere.txt：没有这个文件" in ask.err


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("a.txt:3", Asked("a.txt", 3)),
        ("a.txt:3:5", Asked("a.txt", 3, 5)),
        ("a.txt:3:5:", Asked("a.txt", 3, 5)),
        (r"C:\a.txt:3", Asked(r"C:\a.txt", 3)),
        (r"C:\a.txt:3:5", Asked(r"C:\a.txt", 3, 5)),
        ("a:b.txt:3", Asked("a:b.txt", 3)),
        ("12:34:5:6", Asked("12:34", 5, 6)),
    ],
)
def test_colons_of_a_path_stay_with_it(where: str, asked: Asked) -> None:
    assert place(None, None, where) == asked  # type: ignore[arg-type]


def test_file_that_exists_decides_whose_number_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:3").touch()
    assert place(None, None, "a:3:5") == Asked("a:3", 5)  # type: ignore[arg-type]
    Path("a").touch()
    assert place(None, None, "a:3:5") == Asked("a", 3, 5)  # type: ignore[arg-type]


def test_day_of_the_configuration_counts(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\n".join(LIST) + "\n", "utf-8")
    (tmp_path / "citelaw.toml").write_text('as-of = "2021-05-06"\n', "utf-8")
    assert run(["explain", f"{path}:1", "--database", str(database)]) in (0, 1)
    assert "今日：2021-05-06；" in capsys.readouterr().out
