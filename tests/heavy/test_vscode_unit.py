"""Do the sources of the extension for VS Code hold their types, and pass their own tests?"""

import re
import subprocess
from collections.abc import Callable

from steps import ROOT


def test_types_and_unit_tests_hold(needed: Callable[[str, str], str]) -> None:
    needed("CITELAW_NPM", "npm")
    command = [str(ROOT / "editors/vscode/package.sh"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"^\S* ?pass (\d+)$", done.stdout, re.MULTILINE)
    assert passed is not None, done.stdout
    assert int(passed[1]) > 40
