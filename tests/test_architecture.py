"""Do the layers hold, and is a plug-in found by the walk alone?"""

import subprocess
import sys
from pathlib import Path

import pytest

import citelaw
import citelaw.commands
import citelaw.reporters.check
import citelaw.reporters.explain
import citelaw.reporters.extract
from citelaw.discovery import discover, load, module_names
from citelaw.reporters import Listing, Reporter
from citelaw.reporters.explain import Explainer

ROOT = Path(__file__).parent.parent


def test_imports_keep_to_the_layers() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_public_name_can_be_imported() -> None:
    for name in citelaw.__all__:
        assert getattr(citelaw, name) is not None


def test_every_format_holds_its_constant() -> None:
    assert discover(citelaw.reporters.check, "REPORTER", Reporter)
    assert discover(citelaw.reporters.extract, "LISTING", Listing)
    assert discover(citelaw.reporters.explain, "EXPLAINER", Explainer)


def test_module_without_its_constant_is_a_loud_error() -> None:
    with pytest.raises(TypeError, match="must define REPORTER as Reporter"):
        load(citelaw.reporters.extract, "jsonl", "REPORTER", Reporter)


def test_helpers_are_passed_over() -> None:
    names = module_names(citelaw.commands)
    assert "check" in names
    assert not [name for name in names if name.startswith("_")]


@pytest.mark.parametrize("path", sorted(ROOT.glob("citelaw/**/*.py")), ids=lambda path: path.stem)
def test_only_who_answers_for_many_catches_everything(path: Path) -> None:
    """The runner of all rules, and of many documents: one must not take the others with it."""
    if path not in (ROOT / "citelaw" / "rules" / "__init__.py", ROOT / "citelaw" / "library.py"):
        text = path.read_text("utf-8")
        assert "except Exception" not in text
        assert "except BaseException" not in text
        assert "except:" not in text
