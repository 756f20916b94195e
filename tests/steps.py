"""Runs the steps of action.yml and of the GitLab template as GitHub's and GitLab's runners do."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-21"

CLEAN = "根据《中华人民共和国社会保险法》第八十八条处理。\n"
WRONG = "根据《中华人民共和国社会保险法》第九百条处理。\n"
LIST = "清单/医保局 权责清单.txt"

HOSTILE = (
    "$(touch owned).txt",
    "`touch owned`.txt",
    '"; touch owned; ".txt',
    "'; touch owned; '.txt",
    "| touch owned.txt",
    "--output-format=full:owned.txt",
    "-o owned.txt",
    "%0A::error::owned.txt",
    "::error file=x::owned.txt",
    "with\na line end, 中文.txt",
    "[abc]*?.txt",
)
"""Names of lists that a shell, an option parser, a glob or a runner may trip over."""

_TOKEN = re.compile(r"\s*(\|\||&&|==|!=|[()]|'(?:[^']|'')*'|[\w.-]+)\s*")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def load_yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path)


HOOKS = load_yaml(ROOT / ".pre-commit-hooks.yaml")


def schema_errors(schema: str, *files: Path) -> str:
    """Return what is wrong with ``files`` by a schema of check-jsonschema, "" for nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


# ---------------------------------------------------------------- a repository of lists


class Repository:
    """A Git repository in ``folder``, on the branch ``main``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *words: str) -> str:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        command = ["git", *identity, *words]
        done = subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, name: str, text: str) -> None:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def commit(self) -> str:
        """Commit everything that lies in the folder and return the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")


def installed(programs: Path) -> None:
    """Put into ``programs`` what an installation of this checkout has there."""
    programs.mkdir(parents=True)
    python = shlex.quote(sys.executable)
    (programs / "python").write_text(f'#!/bin/sh\nexec {python} "$@"\n')
    run = f"exec env PYTHONPATH={shlex.quote(str(ROOT))} {python} -m citelaw"
    (programs / "citelaw").write_text(f'#!/bin/sh\n{run} "$@"\n')
    for name in ("python", "citelaw"):
        (programs / name).chmod(0o755)


def environment_of(home: Path) -> dict[str, str]:
    """Return what every program is told, at home in the folder ``home``."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "CITELAW_DATA": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def offline(home: Path, wheels: str) -> dict[str, str]:
    """Return an environment in which pip knows nothing but the folder ``wheels``."""
    return environment_of(home) | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": wheels,
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
    }


# ---------------------------------------------------------------- GitHub's expressions


def evaluate(expression: str, context: Any) -> Any:
    """Return the value of an expression of a workflow; what is not there is an empty text."""
    rest = expression.strip()
    tokens = []
    while rest:
        match = _TOKEN.match(rest)
        assert match is not None, f"not understood: {rest!r} in {expression!r}"
        tokens.append(match[1])
        rest = rest[match.end() :]
    value = _either(tokens, context)
    assert not tokens, f"left over: {tokens} in {expression!r}"
    return value


def _either(tokens: list[str], context: Any) -> Any:
    value = _both(tokens, context)
    while tokens and tokens[0] == "||":
        tokens.pop(0)
        other = _both(tokens, context)
        value = value or other
    return value


def _both(tokens: list[str], context: Any) -> Any:
    value = _compared(tokens, context)
    while tokens and tokens[0] == "&&":
        tokens.pop(0)
        other = _compared(tokens, context)
        value = value and other
    return value


def _compared(tokens: list[str], context: Any) -> Any:
    value = _single(tokens, context)
    if tokens and tokens[0] in ("==", "!="):
        equal = tokens.pop(0) == "=="
        return (value == _single(tokens, context)) is equal
    return value


def _single(tokens: list[str], context: Any) -> Any:
    token = tokens.pop(0)
    if token == "(":
        value = _either(tokens, context)
        assert tokens.pop(0) == ")"
        return value
    if token.startswith("'"):
        return token[1:-1].replace("''", "'")
    value = context
    for name in token.split("."):
        value = value.get(name, "") if isinstance(value, dict) else ""
    return value


def filled(text: str, context: Any) -> str:
    """Return ``text`` with the values of its expressions."""
    return _EXPRESSION.sub(lambda one: str(evaluate(one[1], context)), text)


# ---------------------------------------------------------------- GitHub's runner


class Command(NamedTuple):
    """A command that a step gave to the runner by printing it."""

    name: str
    properties: dict[str, str]
    message: str


_COMMAND = re.compile(r"\s*::([\w-]+)(?: (.*?))?::(.*)")


def commands(log: str) -> list[Command]:
    """Return the commands that a runner takes from ``log``, those of ``stop-commands`` obeyed.

    The older form ``##[name]message`` counts anywhere in a line.
    """
    found, end = [], None
    for line in log.split("\n"):
        if end is not None:
            end = None if line.strip() == f"::{end}::" else end
            continue
        match = _COMMAND.fullmatch(line)
        if match is not None and match[1] == "stop-commands":
            end = match[3]
        elif match is not None:
            pairs = (pair.partition("=") for pair in (match[2] or "").split(",") if pair)
            properties = {name.strip(): unquote(value) for name, _, value in pairs}
            found.append(Command(match[1], properties, unquote(match[3])))
        elif "##[" in line:
            found.append(Command("old form", {}, line))
    assert end is None, "commands are still stopped where the log ends"
    return found


class Job(NamedTuple):
    """What a job did: the log, the outputs of the action, the page, the steps that ran."""

    ok: bool
    log: str
    outputs: dict[str, str]
    page: str
    ran: tuple[str, ...]

    @property
    def annotations(self) -> list[Command]:
        return [one for one in commands(self.log) if one.name in ("error", "warning", "notice")]


class Action:
    """The steps of ``action.yml`` beside ``root``, run for the checkout ``repository``."""

    def __init__(self, root: Path, repository: Repository, scratch: Path) -> None:
        self.root = root
        self.definition = load_yaml(root / "action.yml")
        self.workspace = repository.folder
        self.scratch = scratch
        self.temporary = scratch / "runner temp"
        self.temporary.mkdir(parents=True)
        self.environment = environment_of(scratch)

    def install(self) -> None:
        """Do what the step of that name does, without pip: this Python, this checkout."""
        installed(self.temporary / "citelaw" / "bin")
        (self.temporary / "citelaw" / "source").write_text(f"{self.root}\n")

    def run(
        self, event: str = "workflow_dispatch", data: Any = None, path: str = "", **given: str
    ) -> Job:
        """Run the steps with the inputs ``given`` (``_`` for ``-``) for an event with ``data``."""
        inputs = {
            name: str(one.get("default", "")) for name, one in self.definition["inputs"].items()
        }
        named = {name.replace("_", "-"): value for name, value in given.items()}
        assert named.keys() <= inputs.keys()
        context: dict[str, Any] = {
            "inputs": inputs | {"args": f"--as-of {TODAY}"} | named,
            "github": {
                "event_name": event,
                "event": data or {},
                "repository": "county/lists",
                "workspace": str(self.workspace),
            },
            "steps": {},
        }
        page = self.scratch / "page.md"
        page.write_bytes(b"")
        log, ran, ok = "", [], True
        for number, step in enumerate(self.definition["runs"]["steps"]):
            if not ok or not evaluate(step.get("if", "'true'"), context):
                continue
            ran.append(step["name"])
            if "uses" in step:
                continue
            done, outputs = self._step(number, step, context, page, path)
            log += done.stdout.decode("utf-8", "replace")
            ok = done.returncode == 0
            if "id" in step:
                context["steps"][step["id"]] = {"outputs": outputs}
        outputs = {
            name: filled(one["value"], context) for name, one in self.definition["outputs"].items()
        }
        return Job(ok, log, outputs, page.read_text("utf-8"), tuple(ran))

    def _step(
        self, number: int, step: Any, context: Any, page: Path, path: str
    ) -> tuple[subprocess.CompletedProcess[bytes], dict[str, str]]:
        output = self.scratch / f"output-{number}"
        output.write_bytes(b"")
        script = self.scratch / f"step-{number}.sh"
        script.write_text(step["run"], "utf-8")
        environment = self.environment | {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.root),
            "GITHUB_EVENT_NAME": context["github"]["event_name"],
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(page),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
        }
        environment |= {name: filled(text, context) for name, text in step.get("env", {}).items()}
        if path:
            environment["PATH"] = path
        shell = {"bash": ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail"]}[step["shell"]]
        done = subprocess.run(
            [*shell, str(script)],
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        lines = output.read_text("utf-8").splitlines()
        return done, dict(line.split("=", 1) for line in lines)


# ---------------------------------------------------------------- GitLab's runner


class Template:
    """The job of the GitLab template ``file``, run in the clone ``repository``."""

    def __init__(self, file: Path, repository: Repository, scratch: Path) -> None:
        self.file = file
        self.folder = repository.folder
        self.scratch = scratch
        self.environment = environment_of(scratch)

    def install(self) -> None:
        """Do what ``before_script`` does, without pip: this Python, this checkout."""
        folder = self.folder / ".citelaw-ci"
        installed(folder / "venv" / "bin")
        (folder / ".gitignore").write_text("*\n")

    def run(self, *, shell: str = "bash", prepare: bool = False, **variables: str) -> Job:
        """Run the job's script, behind ``before_script`` where it is to ``prepare``."""
        job = load_yaml(self.file)["citelaw"]
        parts = [*job["before_script"], *job["script"]] if prepare else job["script"]
        script = self.scratch / "script.sh"
        strict = "set -eo pipefail" if shell == "bash" else "set -e"
        script.write_text("\n".join([strict, *parts, ""]), "utf-8")
        environment = self.environment | {
            "CI": "true",
            "CI_PROJECT_DIR": str(self.folder),
            "CITELAW_ARGS": f"--as-of {TODAY}",
            **variables,
        }
        for name, text in job["variables"].items():
            value = text.replace("$CI_PROJECT_DIR", str(self.folder))
            environment[name] = value
        done = subprocess.run(
            [shell, str(script)],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        outputs = {"exit-code": str(done.returncode)}
        return Job(done.returncode == 0, done.stdout.decode("utf-8", "replace"), outputs, "", ())


# ---------------------------------------------------------------- the pages on CI

PAGES = ("docs/ci.md", "docs/ci.zh-CN.md")

_EXAMPLE = re.compile(
    r"<!-- example: ([\w-]+)(?:, exit (\d))? -->\n\n```\w+\n(.*?)```\n", re.DOTALL
)


class Example(NamedTuple):
    """An example of a page: of which kind, with which exit status (-1: it is not run so), what."""

    kind: str
    status: int
    text: str


def examples(page: str, *kinds: str) -> tuple[Example, ...]:
    """Return the examples of ``page`` that are of ``kinds``, or all."""
    found = _EXAMPLE.findall((ROOT / page).read_text("utf-8"))
    every = (Example(kind, int(status or -1), text) for kind, status, text in found)
    return tuple(one for one in every if not kinds or one.kind in kinds)
