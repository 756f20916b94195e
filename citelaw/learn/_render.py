"""Writes proposals as TOML that a team pastes into its ``statutes.toml``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from citelaw.learn._proposal import (
    Conflict,
    Contradiction,
    Counted,
    Place,
    Proposal,
    ProposedEvent,
)
from citelaw.model import DateKind
from citelaw.pattern import Pattern

_HEAD = (
    "# 清单里提到而数据库里没有的文件。核对后并入 statutes.toml；",
    "# 井号后面的是说明，或者是清单里说法不一、没有把握的内容，核实后去掉井号即可使用。",
)
_KINDS = {
    DateKind.ADOPTED: "通过",
    DateKind.PROMULGATED: "公布",
    DateKind.EFFECTIVE: "施行",
    DateKind.AMENDED: "修正",
    DateKind.REVISED: "修订",
    DateKind.UNSPECIFIED: "日期",
}
_NOTHING = "# 清单里没有数据库不认识的文件。"
_CERTAINTY = "listed"
_SHOWN_PLACES = 4
_CONTROL = Pattern(r"[\x00-\x1f\x7f]")


def render(proposals: Iterable[Proposal]) -> str:
    """Return the proposals as a TOML file; what is not certain stands there as comments."""
    proposals = tuple(proposals)
    lines = list(_HEAD) if proposals else [_NOTHING]
    for proposal in proposals:
        entry = list(_entry(proposal))
        if proposal.doubtful:
            entry = [f"# {line.removeprefix('# ')}".rstrip() for line in entry]
        lines += ["", *_remarks(proposal), *entry]
    text = "\n".join([*lines, ""])
    return text.encode("utf-8", "replace").decode()  # a file name may hold lone surrogates


def _entry(proposal: Proposal) -> Iterator[str]:
    """Yield the lines of an entry; a line that is not certain is commented out."""
    yield "[[statute]]"
    yield _line("title", proposal.title)
    if proposal.tier is not None:
        yield _line("tier", proposal.tier.chinese)
    if proposal.issuer is not None:
        yield _line("issuer", proposal.issuer)
    if proposal.region is not None:
        yield _line("region", proposal.region)
    if proposal.number is not None:
        yield _line("number", proposal.number)
    else:
        yield from (f"# {_line('number', number.value)}" for number in proposal.numbers)
    if proposal.further_numbers:
        yield _list("numbers", proposal.further_numbers)
    if proposal.aliases:
        yield _list("aliases", proposal.aliases)
    files = "、".join(f"{file}（{count}次）" for file, count in proposal.files)
    yield _line("source", f"据清单：{files}")
    yield _line("certainty", _CERTAINTY)
    for event in proposal.events:
        yield from _event(event)


def _event(event: ProposedEvent) -> Iterator[str]:
    lead = "" if event.certain else "# "
    yield ""
    yield f"{lead}[[statute.event]]"
    yield f"{lead}{_line('date', event.date)}"
    yield f"{lead}{_line('kind', _KINDS[event.kind])}"
    if event.number is not None:
        yield f"{lead}{_line('number', event.number)}"


# ---------------------------------------------------------------- remarks


def _remarks(proposal: Proposal) -> Iterator[str]:
    """Yield the comments above an entry: how often, where, and what is not certain."""
    for remark in (
        *_evidence(proposal),
        *(_told(contradiction) for contradiction in proposal.contradictions),
        *_doubts(proposal),
    ):
        yield f"# {_CONTROL.sub(' ', remark)}"


def _evidence(proposal: Proposal) -> Iterator[str]:
    """Yield how often the document is named and where; of one that is named once only where."""
    yield f"出现 {proposal.count} 次：{_places(proposal.places)}。"
    stated = [f"文号 {_stated(number, proposal)}" for number in proposal.numbers]
    stated += [f"标签【{label.value}】{label.count} 次" for label in proposal.labels]
    dates = (event for event in proposal.events if event.certain)
    stated += [f"{event.date} {_KINDS[event.kind]} {len(event.places)} 次" for event in dates]
    if proposal.count > 1 and stated:
        yield f"{'；'.join(stated)}。"
    if len(proposal.spellings) > 1:
        printed = "、".join(f"《{one.value}》{one.count} 次" for one in proposal.spellings)
        yield f"题名写法：{printed}。"
    if proposal.labels and proposal.tier is None and not _disputed(proposal, Conflict.LABELS):
        yield f"标签【{proposal.labels[0].value}】定不了层级，tier 没有写入。"
    if len(proposal.numbers) == 1 and proposal.number is None and not _shared(proposal):
        yield f"{proposal.numbers[0].value}没有写明是哪个机关的，没有写入。"


def _shared(proposal: Proposal) -> bool:
    return _disputed(proposal, Conflict.SHARED_NUMBER)


def _disputed(proposal: Proposal, conflict: Conflict) -> bool:
    return any(one.conflict is conflict for one in proposal.contradictions)


def _stated(number: Counted, proposal: Proposal) -> str:
    """Return a number with its count, and its places where they are not those of the title."""
    told = f"{number.value} {number.count} 次"
    return told if number.count == proposal.count else f"{told}（{_places(number.places)}）"


def _told(contradiction: Contradiction) -> str:
    """Return a contradiction in one sentence: the values, how often each, what became of it."""
    values = "，".join(f"{one.value} {one.count} 次" for one in contradiction.values)
    chosen = contradiction.chosen
    outcome = f"取 {chosen}" if chosen is not None else "次数相同，没有写入"
    match contradiction.conflict:
        case Conflict.NUMBERS:
            return f"文号不一：{values}；{outcome}。"
        case Conflict.LABELS:
            return f"标签不一：{values}；{outcome}。"
        case Conflict.DATES:
            return f"{_KINDS[DateKind(contradiction.about)]}日期不一：{values}；{outcome}。"
        case Conflict.DATE_ORDER:
            kinds = [_KINDS[DateKind(kind)] for kind in contradiction.about.split("、")]
            dates = [one.value for one in contradiction.values]
            told = "，".join(f"{kind} {date}" for kind, date in zip(kinds, dates, strict=True))
            return f"日期先后不合，可能出自两个版本：{told}；没有写入。"
        case Conflict.SHARED_NUMBER:
            titles = "，".join(f"《{one.value}》{one.count} 次" for one in contradiction.values)
            outcome = f"写在《{chosen}》名下" if chosen is not None else outcome
            return f"几个文件共用{contradiction.about}：{titles}；{outcome}。"


def _doubts(proposal: Proposal) -> Iterator[str]:
    for title in proposal.near:
        same = "，文号相同" if title in proposal.holders else ""
        yield f"可能是《{title}》之误{same}；核实前不要启用本条。"
    for title in proposal.holders:
        if title not in proposal.near:
            yield f"文号与数据库里的《{title}》相同，可能是同一文件；核实前不要启用本条。"


def _places(places: tuple[Place, ...]) -> str:
    """Return where something stands: the first places of each file, by 序号 where it has them."""
    files: dict[str, list[Place]] = {}
    for place in places:
        files.setdefault(place.file, []).append(place)
    return "；".join(f"{file} {_in_file(found)}" for file, found in files.items())


def _in_file(places: list[Place]) -> str:
    rows = list(dict.fromkeys(place.row for place in places if place.row))
    lines = list(dict.fromkeys(str(place.line) for place in places if not place.row))
    told = []
    if rows:
        told.append(f"序号 {_first(rows)}{_and_more(rows)}")
    if lines:
        told.append(f"第 {_first(lines)} 行{_and_more(lines)}")
    return "，".join(told)


def _first(numbers: list[str]) -> str:
    return "、".join(numbers[:_SHOWN_PLACES])


def _and_more(numbers: list[str]) -> str:
    return "等" if len(numbers) > _SHOWN_PLACES else ""


# ---------------------------------------------------------------- TOML


def _line(key: str, value: str) -> str:
    return f"{key} = {_string(value)}"


def _list(key: str, values: Iterable[str]) -> str:
    return f"{key} = [{', '.join(_string(value) for value in values)}]"


def _string(value: str) -> str:
    """Return a TOML string; JSON writes all but DEL as TOML does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
