"""Elements of WordprocessingML as bytes, in the prefix that a part uses itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from citelaw.model import Severity
from citelaw.office._xml import Node, Part, escaped

_SIGN = re.compile(r"([\t\n])")
_BLANKS = " \t\r\n"
_DEFAULT = re.compile(rb"\sxmlns\s*=\s*[\"']([^\"']*)[\"']")
_COLOURS = {Severity.ERROR: "C0000", Severity.WARNING: "E36C0", Severity.INFO: "0070C"}
WAVES = tuple(_COLOURS.values())
"""What the colours of citelaw's waves begin with."""
# what citelaw's wave took the place of; told by the last digit of its colour, which nobody sees
_BEFORE = {"1": "", "2": "none", "3": "single"}
_AFTER_UNDERLINE = frozenset(
    {
        *("w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em"),
        *("w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath", "w:rPrChange"),
    }
)


class Names(NamedTuple):
    """How new elements of a part are called."""

    prefix: bytes
    declared: bytes = b""

    def tag(self, name: str, attributes: bytes = b"", content: bytes | None = None) -> bytes:
        """Return an element; ``attributes`` each begin with a blank."""
        called = self.prefix + name.encode()
        start = b"<" + called + self.declared + attributes
        return start + b"/>" if content is None else start + b">" + content + b"</" + called + b">"

    def attribute(self, name: str, value: str | int) -> bytes:
        """Return an attribute with a blank before it."""
        return b" " + self.prefix + name.encode() + b'="' + escaped(str(value)) + b'"'


def names_of(part: Part) -> Names:
    """Return how new elements of ``part`` are called."""
    prefix = part.prefix(part.root)
    if prefix:
        return Names(prefix)
    # attributes need a prefix, which a default namespace is not
    default = _DEFAULT.search(part.data, part.root.start, part.open_end(part.root))
    return Names(b"cw:", b' xmlns:cw="' + (default[1] if default else b"") + b'"')


def needs_space(text: str) -> bool:
    """Tell whether white space at the ends of ``text`` would be dropped by Word."""
    return text != text.strip(_BLANKS)


def text_element(called: bytes, text: str, keep: bool) -> bytes:
    """Return an element with text; ``keep`` asks to keep white space even where there is none."""
    space = b' xml:space="preserve"' if keep or needs_space(text) else b""
    return b"<" + called + space + b">" + escaped(text) + b"</" + called + b">"


def shown(prefix: bytes, text: str, keep: bool = False, kind: bytes = b"t") -> bytes:
    """Return the content of a run that shows ``text``, tabs and line breaks too."""
    found = []
    for piece in _SIGN.split(text):
        if piece == "\t":
            found.append(b"<" + prefix + b"tab/>")
        elif piece == "\n":
            found.append(b"<" + prefix + b"br/>")
        elif piece:
            found.append(text_element(prefix + kind, piece, keep))
    return b"".join(found)


def with_wave(part: Part, run: Node, severity: Severity) -> bytes:
    """Return the ``w:rPr`` of a run with a wavy underline; another underline stays as it is."""
    names = names_of(part)
    properties = run.find("w:rPr")
    if properties is None:
        return names.tag("rPr", content=_wave(names, severity, "1"))
    raw = part.raw(properties)
    line = properties.find("w:u")
    if line is not None:
        kind = {"none": "2", "single": "3"}.get(line.get("w:val"))
        if kind is None or len(line.attributes) > 1:
            return raw
        start, end = line.start - properties.start, part.end(line) - properties.start
        return raw[:start] + _wave(names, severity, kind) + raw[end:]
    wave = _wave(names, severity, "1")
    if part.open_end(properties) == part.end(properties):  # <w:rPr/>
        called = part.prefix(properties) + b"rPr"
        return b"<" + called + b">" + wave + b"</" + called + b">"
    later = (one.start for one in properties.children if _is_later(one.tag))
    at = next(later, properties.close) - properties.start
    return raw[:at] + wave + raw[at:]


def _is_later(tag: str) -> bool:
    return tag in _AFTER_UNDERLINE or not tag.startswith("w:")


def _wave(names: Names, severity: Severity, before: str) -> bytes:
    colour = _COLOURS[severity] + before
    return names.tag("u", names.attribute("val", "wave") + names.attribute("color", colour))


def is_own_wave(line: Node) -> bool:
    """Tell whether an underline (``w:u``) is citelaw's."""
    colour = line.get("w:color").upper()
    return line.get("w:val") == "wave" and colour[:-1] in WAVES and colour[-1] in _BEFORE


def without_wave(part: Part, properties: Node) -> bytes:
    """Return a ``w:rPr`` as it was before ``with_wave``; b"" where there was none."""
    raw = part.raw(properties)
    line = properties.find("w:u")
    if line is None or not is_own_wave(line):
        return raw
    start, end = line.start - properties.start, part.end(line) - properties.start
    kind = _BEFORE[line.get("w:color")[-1]]
    names = names_of(part)
    before = names.tag("u", names.attribute("val", kind)) if kind else b""
    left = raw[:start] + before + raw[end:]
    inner = left[part.open_end(properties) - properties.start : left.rindex(b"</")]
    return left if inner.strip() else b""
