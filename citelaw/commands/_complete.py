"""What a shell may put in place of a half-written word; asked for by ``citelaw completion``.

Nothing here is loaded for that: each function imports what it needs when it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    Items = list[CompletionItem[str]]


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Leave it to the shell to complete the name of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def folders(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Leave it to the shell to complete the name of a folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the codes of rules, or their names where a name is begun."""
    return _items(_labels(incomplete), incomplete)


def labels(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the rules that may stand last in a list with commas, and ALL."""
    before, comma, last = incomplete.rpartition(",")
    found = {**_labels(last), "ALL": ""}
    taken = set(before.split(","))
    rest = {f"{before}{comma}{word}": said for word, said in found.items() if word not in taken}
    return _items(rest, incomplete)


def shapes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the layouts of lists."""
    from citelaw.model import Shape  # lazy: 25 ms

    return _items(dict.fromkeys(Shape, ""), incomplete)


def encodings(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the encodings that lists have."""
    return _items(dict.fromkeys(("utf-8", "gb18030", "utf-16"), ""), incomplete)


def _labels(begun: str) -> dict[str, str]:
    """Return what names a rule, each with what else names it."""
    from citelaw.manual import names

    found = names()
    return {name: code for code, name in found.items()} if begun[:1].islower() else found


def _items(found: dict[str, str], incomplete: str) -> Items:
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(word, help=said or None)
        for word, said in found.items()
        if word.startswith(incomplete)
    ]
