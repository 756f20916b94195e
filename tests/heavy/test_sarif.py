"""Do the official schema of SARIF and Microsoft's validator, with GitHub's rules, find no fault?

Needs the npm package @microsoft/sarif-multitool-linux: CITELAW_SARIF_MULTITOOL names the program in
it or its folder. Without it the tests are skipped; under CITELAW_HEAVY=1 they fail.

The validator leaves with 0 whatever it finds, and calls a file that breaks the schema validated:
its own log is read, and the schema is asked besides.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from made_up_run import CLEAN_RUN, COMPARED, FOUND, LEFT_OUT, RUN, TEXT, UNREADABLE, WRONG, many

from citelaw.manual import pages
from citelaw.model import Edit, Fix, Related, Report
from citelaw.reporters import Language, Style, load_reporter
from citelaw.span import Span

pytestmark = pytest.mark.heavy

PAGES = pages()
STYLE = Style(folder="/work/各市 清单", status=1, pages=PAGES)
ACCEPTED = {
    "SARIF2002",  # messages without ids: each finding has a sentence of its own
    "SARIF2003",  # the revision of the repository is not known to a reporter
    "SARIF2005",  # informationUri: there is no page on the web yet
    "SARIF2006",  # asks the network for the schema
    "SARIF2012",  # helpUri, as above; names as users write them (title-misspelled)
    "SARIF2013",  # the lists themselves stay where they are
}
"""Notes and the one warning that are known and meant; none of them is a rule of GitHub's."""
BROKEN = {"columnKind": "bytes"}
"""A value that the schema does not have, to see that it bites."""


@pytest.fixture(scope="session")
def multitool() -> Path:
    named = os.environ.get("CITELAW_SARIF_MULTITOOL", "")
    program = Path(named) / "Sarif.Multitool" if Path(named).is_dir() else Path(named)
    if named and program.is_file():
        return program
    absent = "the SARIF multitool is not here (CITELAW_SARIF_MULTITOOL)"
    if os.environ.get("CITELAW_HEAVY") == "1":
        pytest.fail(absent)
    pytest.skip(absent)


@pytest.fixture(scope="session")
def schema(multitool: Path) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(
        json.loads((multitool.parent / "sarif-2.1.0.json").read_bytes())
    )


def validated(multitool: Path, log: Path) -> list[dict[str, Any]]:
    """What the validator says of a log, GitHub's rules included."""
    report = log.with_suffix(".validated")
    subprocess.run(
        [
            multitool, "validate", log, "-o", report, "--log", "ForceOverwrite",
            "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    (run,) = json.loads(report.read_text("utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"]
    found: list[dict[str, Any]] = run["results"]
    return found


def with_findings(*found: Any, path: str = "甲.tsv", source: str = TEXT) -> Report:
    return RUN._replace(files=(FOUND._replace(path=path, source=source, diagnostics=found),))


EMPTY = WRONG._replace(span=Span(12, 12), raw="", fix=None, related=())
WIDE = WRONG._replace(
    span=Span(0, 900_000),
    fix=Fix("改", (Edit(Span(0, 900_000), "短"),), WRONG.fix.applicability) if WRONG.fix else None,
    related=tuple(Related(Span(at, at + 1), "") for at in range(150)),
)
REPORTS = {
    "clean": CLEAN_RUN,
    "no-files": RUN._replace(files=()),
    "all-there-is": COMPARED,
    "thousand": many(25, 40),
    "suppressed-alone": RUN._replace(files=(LEFT_OUT._replace(diagnostics=()),)),
    "unreadable-alone": RUN._replace(files=(UNREADABLE,)),
    "odd-names": RUN._replace(
        files=tuple(
            FOUND._replace(path=path)
            for path in (
                "a b#c%d?.tsv",
                "../外/甲.tsv",
                "a:b.tsv",
                r"C:\x\y.tsv",
                "\udcff.tsv",
                "//甲",
                r"\\服务器\甲\乙.tsv",
                r"\\wsl$\a\b.tsv",
            )
        )
    ),
    "no-width-and-whole-line": with_findings(EMPTY, WIDE, source="甲" * 900_000),
    "odd-words": with_findings(WRONG._replace(message="[a](b) {0} \x00\x1b\udcff]", raw="\x00")),
}


def log_of(report: Report, style: Style, folder: Path) -> Path:
    path = folder / "log.sarif"
    path.write_bytes(load_reporter("sarif").render(report, style))
    return path


CASES = [(name, "zh") for name in REPORTS]
CASES += [(name, style) for name in ("all-there-is", "odd-names") for style in ("en", "windows")]
STYLES = {
    "zh": STYLE,
    "en": STYLE._replace(language=Language.ENGLISH),
    "windows": STYLE._replace(folder=r"C:\清单 一"),
}
MEANT = {
    "odd-names": {"SARIF2016"},  # files outside the folder have absolute URIs
    "no-width-and-whole-line": {"SARIF2010", "SARIF2011"},  # 900,000 characters are no snippet
}


@pytest.mark.parametrize(("name", "style"), CASES)
def test_log_has_no_fault(
    name: str, style: str, multitool: Path, schema: jsonschema.Draft7Validator, tmp_path: Path
) -> None:
    log = log_of(REPORTS[name], STYLES[style], tmp_path)
    assert [error.message for error in schema.iter_errors(json.loads(log.read_bytes()))] == []
    found = validated(multitool, log)
    heavy = [one for one in found if one.get("level") == "error" or one["ruleId"].startswith("GH")]
    assert heavy == []
    assert {one["ruleId"] for one in found} <= ACCEPTED | MEANT.get(name, set())
    warnings = [one["ruleId"] for one in found if one.get("level", "warning") == "warning"]
    assert warnings == ["SARIF2005"]


def test_log_without_pages_breaks_no_rule_of_the_format(
    multitool: Path, schema: jsonschema.Draft7Validator, tmp_path: Path
) -> None:
    log = log_of(COMPARED, Style(), tmp_path)
    assert [error.message for error in schema.iter_errors(json.loads(log.read_bytes()))] == []
    assert not [one for one in validated(multitool, log) if one.get("level") == "error"]


def test_validators_bite(
    multitool: Path, schema: jsonschema.Draft7Validator, tmp_path: Path
) -> None:
    log = log_of(COMPARED, STYLE, tmp_path)
    data = json.loads(log.read_bytes())
    assert list(schema.iter_errors(data | {"runs": [data["runs"][0] | BROKEN]}))
    del data["runs"][0]["results"][0]["partialFingerprints"]
    for rule in data["runs"][0]["tool"]["driver"]["rules"]:
        del rule["help"]
    log.write_text(json.dumps(data))
    rules = {one["ruleId"] for one in validated(multitool, log)}
    assert [rule for rule in rules if rule.startswith("GH")]
