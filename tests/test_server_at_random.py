"""Has a list that was edited at random, and asked about meanwhile, the findings of a fresh one?"""

import random
from pathlib import Path

import pytest
from open_server import PULL, PUSH, Client, Json, RefusedError, serving

from citelaw.integrations.lsp._documents import uri_of

CITED = "《中华人民共和国青禾保险法》"
PIECES = (
    f"依据{CITED}第三十条。",
    f"依据{CITED}第十条、第五条。",
    "依据【行政法规】《旧渠稽核条例》第二条。",
    "（2018年修正）",
    "第三条",
    "《",
    "》",
    "\n",
    "\r\n",
    "\f",
    "\u2028",
    "\U0002000b",
    "甲",
)
STEPS = 150
QUESTIONS = ("hover", "documentSymbol", "documentLink", "semanticTokens/full", "diagnostic")


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Editor:
    """A document in an editor, and the same text as the editor keeps it: for the comparison."""

    def __init__(self, client: Client, uri: str, chance: random.Random) -> None:
        self.client, self.uri, self.chance = client, uri, chance
        self.text = "".join(chance.choice(PIECES) for _ in range(30))
        self.version = 1
        client.open(uri, self.text)

    def place(self, offset: int) -> Json:
        before = lines_of(self.text[:offset])
        return {"line": len(before) - 1, "character": units(before[-1])}

    def edit(self) -> None:
        """Replace a few characters; never between CR and LF, where no cursor stands."""
        start = self.chance.randrange(len(self.text) + 1)
        end = min(start + self.chance.choice((0, 0, 0, 1, 5, 40)), len(self.text))
        if any(self.text[at - 1 : at + 1] == "\r\n" for at in (start, end) if at):
            return
        new = self.chance.choice(PIECES) if self.chance.random() < 0.7 else ""
        place = {"start": self.place(start), "end": self.place(end)}
        self.text = self.text[:start] + new + self.text[end:]
        self.version += 1
        self.client.change(self.uri, self.version, {"range": place, "text": new})

    def ask(self) -> int:
        method = self.chance.choice(QUESTIONS)
        if method == "diagnostic" and "diagnosticProvider" not in self.client.offered:
            method = "hover"
        params: Json = {"textDocument": {"uri": self.uri}}
        if method == "hover":
            params["position"] = self.place(self.chance.randrange(len(self.text) + 1))
        number = self.client.begin(f"textDocument/{method}", params)
        if self.chance.random() < 0.2:
            self.client.notify("$/cancelRequest", id=number)
        return number


def found(client: Client, uri: str, version: int) -> list[Json]:
    if "diagnosticProvider" in client.offered:
        items: list[Json] = client.pull(uri)["items"]
        return items
    return client.pushed(uri, version)


def refusal(client: Client, number: int) -> int | None:
    """With which code a question is not answered; None where it is."""
    try:
        client.reply(number)
    except RefusedError as refused:
        return refused.code
    return None


@pytest.mark.parametrize("capabilities", [PUSH, PULL], ids=["sent", "asked for"])
def test_edits_and_questions_at_random_leave_the_findings_of_the_text(
    capabilities: Json, tmp_path: Path, database: Path
) -> None:
    chance = random.Random("server")
    settings = tmp_path / "citelaw.toml"
    settings.write_text(f"databases = ['{database}']\nas-of = 2026-11-21\n", "utf-8")
    with serving() as client:
        client.initialize(capabilities, initializationOptions={"debounce": 1})
        editors = [Editor(client, uri_of(tmp_path / f"{name}.txt"), chance) for name in "ab"]
        asked = []
        for _ in range(STEPS):
            editor = chance.choice(editors)
            if chance.random() < 0.8:
                editor.edit()
            else:
                asked.append(editor.ask())
            if chance.random() < 0.2:
                client.listen(chance.choice((0.001, 0.02)))
        assert {refusal(client, number) for number in asked} <= {None, -32800, -32801, -32802}
        edited = [found(client, one.uri, one.version) for one in editors]
    with serving() as client:
        client.initialize(capabilities)
        for editor, items in zip(editors, edited, strict=True):
            client.open(editor.uri, editor.text, editor.version)
            assert found(client, editor.uri, editor.version) == items
        assert any(edited)
