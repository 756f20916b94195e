"""HTML that is safe by construction: text is escaped when an element is made, never later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, NamedTuple


class Html(NamedTuple):
    """Markup that is finished: what came from outside is escaped in it."""

    text: str


Child = Html | str | None
Attributes = Mapping[str, str | int | bool | None]

EMPTY = Html("")
REPLACEMENT = "\ufffd"
_KEPT = "\t\n\u00a0\u2002\u2003\u2009\u200d\u3000"
"""Not printable by ``str.isprintable``, and shown all the same."""
_VOID = frozenset({"meta", "link", "br", "col", "input", "hr"})


def visible(text: str) -> str:
    """Return ``text`` as a page may show it: controls and marks of direction as �.

    No character is added or taken away, so that offsets stay.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in _KEPT else REPLACEMENT for one in text)


def escaped(text: str) -> str:
    """Return ``text`` escaped for content and for attributes in double quotes."""
    return escape(visible(text), quote=True)


def element(name: str, attributes: Attributes | None = None, *children: Child) -> Html:
    """Return an element; children that are plain text are escaped, None is nothing.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    parts = [f"<{name}"]
    for key, value in (attributes or {}).items():
        if value is True:
            parts.append(f" {key}")
        elif value is not None and value is not False:
            parts.append(f' {key}="{escaped(str(value))}"')
    parts.append(">")
    if name in _VOID:
        return Html("".join(parts))
    parts += [_content(child) for child in children]
    parts.append(f"</{name}>")
    return Html("".join(parts))


def _content(child: Child) -> str:
    if child is None:
        return ""
    return child.text if isinstance(child, Html) else escape(visible(child), quote=False)


def joined(children: Iterable[Child], separator: str = "") -> Html:
    """Return elements one after the other, with markup between them."""
    return Html(separator.join(map(_content, children)))


def table_head(names: Iterable[str]) -> Html:
    """Return the head of a table whose columns are called ``names``."""
    cells = joined(element("th", {"scope": "col"}, name) for name in names)
    return element("thead", None, element("tr", None, cells))


def scrolled(label: str, child: Html) -> Html:
    """Return what may be wider than the page, in a region that keys can scroll."""
    attributes = {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": label}
    return element("div", attributes, child)


def data_block(identity: str, value: Any) -> Html:
    """Return ``value`` as JSON for the script of the page.

    No character that could end the element, open a comment or end a line stands in it as itself.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    text = "".join(one if one.isprintable() or one in _KEPT else _json_escape(one) for one in text)
    return Html(f'<script type="application/json" id="{escaped(identity)}">{text}</script>')


def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1]
