"""What an editor offers to do about findings (textDocument/codeAction): correct, ignore, explain.

All is worked out from the report on the text as it stands. Of what a client sends along only the
ids of findings count, never places or words: some clients send places of an older text, or in other
units than were agreed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import attrs
from lsprotocol.types import (
    CodeAction,
    CodeActionContext,
    CodeActionKind,
    CodeActionTriggerKind,
    Command,
    Diagnostic,
    Range,
    WorkspaceEdit,
)

from citelaw.draft import Draft
from citelaw.fixing import SAFE, choose, mend
from citelaw.identity import finding_ids
from citelaw.integrations.lsp._accepting import Surroundings, accepting
from citelaw.integrations.lsp._changes import Change, snippet, text_edits, workspace_edit
from citelaw.integrations.lsp._ignoring import TO_BE_GIVEN, ignoring
from citelaw.integrations.lsp.checked import Checked
from citelaw.integrations.lsp.client import SHOW_RULE, ClientAbilities
from citelaw.model import Applicability, Edit
from citelaw.model import Diagnostic as Finding
from citelaw.selection import OWN
from citelaw.span import Span
from citelaw.words import Words

FIX = "fix"
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.citelaw"
"""The kind of the action that makes all safe corrections."""

MOST = 10
"""So many actions are offered at most: more is a menu that nobody reads."""
_MOST_FIXES = 5
_LONGEST_TITLE = 80
_MANY = 100
"""Edits that are worked out when an action is chosen, so that a cursor on a mark that is wrong in
thousands of places has not all of them sent."""

IGNORE = "citelaw.ignoreHere"
"""A client that has this command asks for the reason, and sends it with what it was given to
``citelaw.server.ignore``."""
SERVER_FIX_ALL = "citelaw.server.fixAll"
HERE, IN_CONFIGURATION = "here", "config"

_QUICK_FIX = CodeActionKind.QuickFix.value
_SOURCE = CodeActionKind.Source.value
_PUT_IN_PLACE = (Applicability.SAFE, Applicability.UNSAFE)
_ALONE = Surroundings()


class _Asked(NamedTuple):
    """What an answer depends on."""

    checked: Checked
    context: CodeActionContext
    language: str
    client: ClientAbilities
    around: Surroundings


class _Touched(NamedTuple):
    """A finding at the place that is asked about, and the part of it that is there.

    ``nth`` is which of its parts that is; ``shown`` are the client's own words for the finding.
    """

    finding: Finding
    part: Finding
    nth: int
    shown: list[Diagnostic]


def actions(
    checked: Checked,
    given: Range,
    context: CodeActionContext,
    language: str,
    client: ClientAbilities,
    around: Surroundings = _ALONE,
) -> list[CodeAction]:
    """Return what can be done about the findings in ``given``, what is surest first.

    Args:
        checked: the document in its current version.
        given: the selection, or the place of the cursor.
        context: why the client asks, for which kinds, and about which findings.
        language: "zh" or "en".
        client: what the client can do with the answer.
        around: what lies about the list.
    """
    if not client.action_literals or checked.report.source is None:
        return []
    asked = _Asked(checked, context, language, client, around)
    found: list[CodeAction] = []
    if _is_wanted(_QUICK_FIX, context):
        for one in _quick_fixes(asked, _touched(checked, given, context)):
            if one not in found:
                found.append(one)
            if len(found) == MOST:
                break
    if _is_wanted(FIX_ALL, context):
        # who asks for anything gets it once, not in two kinds
        there = {one.title for one in found} if context.only is None else set()
        found += (one for one in _fix_all(asked, FIX_ALL) if one.title not in there)
    return found


def _is_wanted(kind: str, context: CodeActionContext) -> bool:
    """Return whether a client asks for actions of ``kind``.

    What is about the whole document is not offered at every movement of the cursor.
    """
    if context.only is None:
        automatic = context.trigger_kind is CodeActionTriggerKind.Automatic
        return not (automatic and kind.startswith(_SOURCE))
    only = (str(getattr(one, "value", one)) for one in context.only)
    return any(one in ("", kind) or kind.startswith(f"{one}.") for one in only)


# ---------------------------------------------------------------- which findings


def _touched(checked: Checked, given: Range, context: CodeActionContext) -> list[_Touched]:
    """Return the findings at ``given``, those with the surest fix first, then the narrowest.

    Where the client names some of them by their ids it means those; where the cursor is in the
    same line as a finding that it names, that one.
    """
    place = checked.span(given)
    named = _named(context)
    line = Span(checked.line(place.start).start, checked.line(place.end).end)
    identify = finding_ids(checked.report.path) if named else None
    near = [
        _Touched(one, part, nth, named.get(identify(one), []) if identify else [])
        for one in checked.report.diagnostics
        for nth, part in enumerate(one.parts or (one,))
        if _meets(part.span, line)
    ]
    found = [one for one in near if _meets(one.part.span, place)]
    meant = [one for one in found or near if one.shown]
    return sorted(meant or found, key=_rank)


def _meets(span: Span, place: Span) -> bool:
    """Return whether ``span`` is in ``place``; a cursor right behind it still is."""
    if span.start == span.end or place.start == place.end:
        return span.start <= place.end and place.start <= span.end
    return span.start < place.end and place.start < span.end


def _named(context: CodeActionContext) -> dict[str, list[Diagnostic]]:
    """Return what the client knows of findings, by their ids."""
    named: dict[str, list[Diagnostic]] = {}
    for one in context.diagnostics:
        known = one.data.get("id") if isinstance(one.data, Mapping) else None
        if isinstance(known, str):
            named.setdefault(known, []).append(one)
    return named


def _rank(one: _Touched) -> tuple[int, int, int]:
    fix = one.finding.fix
    surest = list(Applicability).index(fix.applicability) if fix is not None else len(Applicability)
    return surest, one.part.span.end - one.part.span.start, one.part.span.start


def _by_id(checked: Checked, known: object) -> Finding | None:
    """Return the finding that has an id; None where it is not there any more."""
    identify = finding_ids(checked.report.path)
    return next((one for one in checked.report.diagnostics if identify(one) == known), None)


# ---------------------------------------------------------------- corrections


def _quick_fixes(asked: _Asked, touched: Sequence[_Touched]) -> Iterator[CodeAction]:
    if not touched:
        return
    safe = {
        id(one.finding)
        for one in touched
        if one.finding.fix is not None and one.finding.fix.applicability in SAFE
    }
    fixes = chain.from_iterable(_fixes(asked, one, preferred=len(safe) == 1) for one in touched)
    yield from [one for one, _ in zip(fixes, range(_MOST_FIXES), strict=False)]
    if safe:
        yield from _fix_all(asked, _QUICK_FIX)
    for one in touched:
        if one.finding.code not in OWN:
            yield from _ignore(asked, one)
            yield from _accept(asked, one)
    if SHOW_RULE in asked.client.commands:
        for one in touched:
            yield _show_rule(asked, one)


def _fixes(asked: _Asked, one: _Touched, *, preferred: bool) -> Iterator[CodeAction]:
    """Yield the corrections of a finding: of all its places, and of the one that is touched."""
    whole = _edits(asked.checked, one.finding)
    if whole:
        yield _fix(asked, one, one.finding, whole, preferred=preferred)
    here = _edits(asked.checked, one.part) if one.finding.parts else ()
    if here and here != whole:
        yield _fix(asked, one, one.part, here, preferred=preferred and not whole)


def _edits(checked: Checked, one: Finding) -> tuple[Edit, ...]:
    """Return what corrects a finding, as ``--fix`` does; what is an idea only is not offered."""
    if one.fix is None or one.fix.applicability not in _PUT_IN_PLACE:
        return ()
    return choose((one,), frozenset({one.fix.applicability}), checked.source).edits


def _fix(
    asked: _Asked, touched: _Touched, one: Finding, edits: tuple[Edit, ...], *, preferred: bool
) -> CodeAction:
    fix = one.fix
    assert fix is not None
    title = _short(Words(fix.title, fix.title_en or fix.title).said(asked.language))
    alike = [part for part in one.parts if part.fix and part.fix.applicability == fix.applicability]
    how = []
    if len(alike) > 1:
        how.append(Words(f"同一原因共 {len(alike)} 处", f"all {len(alike)} places alike"))
    elif touched.finding.parts:
        how.append(Words("只改这一处", "this place only"))
    if fix.applicability is Applicability.UNSAFE:
        how.append(Words("需核对", "to be checked"))
    action = CodeAction(
        title=title + _in_brackets(how, asked.language),
        kind=_QUICK_FIX,
        diagnostics=touched.shown or None,
        is_preferred=True if preferred and fix.applicability in SAFE else None,
    )
    checked, client = asked.checked, asked.client
    if len(edits) > _MANY and client.resolve_edit:
        known = finding_ids(checked.report.path)(one)
        return attrs.evolve(action, data={"citelaw": FIX, "uri": checked.uri, "id": known})
    return attrs.evolve(action, edit=_of_list(checked, edits, client))


def _of_list(checked: Checked, edits: Iterable[Edit], client: ClientAbilities) -> WorkspaceEdit:
    made = text_edits(checked.source, edits, checked.range)
    return workspace_edit(Change(checked.uri, checked.version, made), client)


def _short(title: str) -> str:
    """Return a title that fits into a menu; a long one keeps both ends."""
    title = " ".join(title.split())
    half = _LONGEST_TITLE // 2
    return title if len(title) <= _LONGEST_TITLE else f"{title[:half]}…{title[-half:]}"


def _in_brackets(words: Sequence[Words], language: str) -> str:
    if not words:
        return ""
    said = [one.said(language) for one in words]
    return f" ({', '.join(said)})" if language == "en" else f"（{'，'.join(said)}）"


# ---------------------------------------------------------------- all that is safe


def _fix_all(asked: _Asked, kind: str) -> Iterator[CodeAction]:
    """Yield what makes all safe corrections; worked out when it is chosen, where that can be."""
    checked, client = asked.checked, asked.client
    number = sum(
        sum(part.fix is not None and part.fix.applicability in SAFE for part in one.parts or (one,))
        for one in checked.report.diagnostics
        if one.fix is not None and one.fix.applicability in SAFE
    )
    if number < (2 if kind == _QUICK_FIX else 1):
        return
    title = Words(
        f"修正全部 {number} 处可安全修正的引用",
        f"Correct all {number} places where that is safe",
    ).said(asked.language)
    action = CodeAction(title=title, kind=kind)
    if client.resolve_edit:
        yield attrs.evolve(action, data={"citelaw": FIX_ALL, "uri": checked.uri})
    elif client.apply_edit:
        yield attrs.evolve(action, command=Command(title, SERVER_FIX_ALL, arguments=[checked.uri]))
    else:
        yield attrs.evolve(action, edit=fix_all_edit(checked, client))


def resolved(action: CodeAction, checked: Checked, client: ClientAbilities) -> CodeAction:
    """Return an action with its edit; one that is whole, or none of ours, as it is.

    One whose finding is not there any more has none.
    """
    data = action.data if isinstance(action.data, Mapping) and action.edit is None else {}
    if data.get("citelaw") == FIX_ALL:
        return attrs.evolve(action, edit=fix_all_edit(checked, client))
    if data.get("citelaw") != FIX:
        return action
    one = _by_id(checked, data.get("id"))
    edits = _edits(checked, one) if one is not None else ()
    return attrs.evolve(action, edit=_of_list(checked, edits, client)) if edits else action


def fix_all_edit(checked: Checked, client: ClientAbilities) -> WorkspaceEdit | None:
    """Return what ``citelaw check --fix`` would make of the list; None where that is nothing."""
    if checked.report.source is None or checked.report.facts is None:
        return None
    # a draft of its own: the one of the editor would move the cells of ``checked``
    draft = Draft(checked.engine, checked.report.path)
    mended = mend(checked.engine, checked.report, SAFE, draft.examine)
    edits = mended.edits(checked.source)
    return _of_list(checked, edits, client) if edits else None


# ---------------------------------------------------------------- what is to stay


def ignore_edit(
    checked: Checked,
    asked: Mapping[str, Any],
    client: ClientAbilities,
    around: Surroundings = _ALONE,
) -> WorkspaceEdit | None:
    """Return what has a finding left out, as a client asks for it by ``citelaw.server.ignore``.

    Args:
        checked: the document in its current version.
        asked: the ``id`` of the finding, the ``place`` that is meant (which of its parts, 0 where
            it is missing), the ``reason``, and ``where``: "here" or "config".
        client: what the client can do.
        around: what lies about the list.

    Returns:
        None where the finding is not there any more, the reason is blank, or nothing can be
        written.
    """
    reason, nth = asked.get("reason"), asked.get("place", 0)
    if not isinstance(reason, str) or not reason.strip() or not isinstance(nth, int):
        return None
    one = _by_id(checked, asked.get("id"))
    if one is None or one.code in OWN:
        return None
    if asked.get("where") == IN_CONFIGURATION:
        entry = accepting(checked, one, reason, around, client)
        return None if entry is None else workspace_edit(entry.change, client)
    parts = one.parts or (one,)
    written = ignoring(checked, parts[nth] if 0 <= nth < len(parts) else one, reason)
    return None if written is None else _of_list(checked, written.edits, client)


def _ignore(asked: _Asked, one: _Touched) -> Iterator[CodeAction]:
    checked, client = asked.checked, asked.client
    reason = TO_BE_GIVEN.said(asked.language)
    written = ignoring(checked, one.part, reason)
    if written is None:
        return
    code = one.finding.code
    title = Words(f"抑制 {code}：在此加注释", f"Suppress {code} by a comment here")
    how = []
    if written.added:
        title = Words(
            f"抑制 {code}：写进已有的注释", f"Suppress {code} by the comment that stands there"
        )
    elif client.snippet_edits or IGNORE in client.commands:
        how.append(Words("填写理由", "with a reason"))
    else:
        how.append(TO_BE_GIVEN)
    if written.places > 1:
        how.append(Words(f"本行 {written.places} 处一并", f"{written.places} places in the line"))
    action = _ignoring_action(asked, one, title, how)
    if IGNORE in client.commands:
        yield attrs.evolve(action, command=_ignore_command(asked, one, action.title, HERE))
        return
    made: list[Any] = list(text_edits(checked.source, written.edits, checked.range))
    if client.snippet_edits and written.hole is not None:
        made[0] = snippet(made[0], written.hole)
    yield attrs.evolve(
        action, edit=workspace_edit(Change(checked.uri, checked.version, made), client)
    )


def _accept(asked: _Asked, one: _Touched) -> Iterator[CodeAction]:
    client = asked.client
    reason = TO_BE_GIVEN.said(asked.language)
    entry = accepting(asked.checked, one.finding, reason, asked.around, client)
    if entry is None:
        return
    code, text = one.finding.code, _short(entry.text)
    title = Words(
        f"抑制 {code}：在 {entry.name} 登记“{text}”",
        f"Suppress {code} for “{text}” in {entry.name}",
    )
    how = [Words("填写理由", "with a reason") if IGNORE in client.commands else TO_BE_GIVEN]
    if entry.places > 1:
        how.append(Words(f"本文件 {entry.places} 处", f"{entry.places} places in this list"))
    action = _ignoring_action(asked, one, title, how)
    if IGNORE in client.commands:
        command = _ignore_command(asked, one, action.title, IN_CONFIGURATION)
        yield attrs.evolve(action, command=command)
        return
    yield attrs.evolve(action, edit=workspace_edit(entry.change, client))


def _ignoring_action(
    asked: _Asked, one: _Touched, title: Words, how: Sequence[Words]
) -> CodeAction:
    return CodeAction(
        title=title.said(asked.language) + _in_brackets(how, asked.language),
        kind=_QUICK_FIX,
        diagnostics=one.shown or None,
    )


def _ignore_command(asked: _Asked, one: _Touched, title: str, where: str) -> Command:
    known = finding_ids(asked.checked.report.path)(one.finding)
    given = {"uri": asked.checked.uri, "id": known, "place": one.nth, "where": where}
    return Command(title, IGNORE, arguments=[given])


def _show_rule(asked: _Asked, one: _Touched) -> CodeAction:
    code, name = one.finding.code, one.finding.name
    title = Words(f"查看规则 {code}（{name}）", f"Show the page of {code} ({name})")
    said = title.said(asked.language)
    return CodeAction(
        title=said,
        kind=_QUICK_FIX,
        diagnostics=one.shown or None,
        command=Command(said, SHOW_RULE, arguments=[code]),
    )
