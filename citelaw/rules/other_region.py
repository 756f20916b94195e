"""CL703 other-region (warning, list)

找什么：清单列了外省、外市的地方性文件作依据。

为什么
    地方性法规、规章和文件只在本行政区域内适用；抄自外地清单的依据在本地不起作用。

错误
    甘肃省白河县青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：⟦《云杉省青禾救助条例》⟧第三条

    甘肃省白河县青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：⟦《河南省青禾救助实施办法》⟧第三条

    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    行使主体：安阳市青禾保障局
    设定依据：⟦《洛阳市青禾救助实施办法》⟧第三条

    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：《甘肃省青禾救助办法》第三条、《甘肃省青禾保护条例》第四条、《甘肃省青禾种子规定》第二条；
    ⟦《关于印发〈河南省青禾救助实施办法〉的通知》⟧

正确
    甘肃省青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：《甘肃省青禾救助办法》第三条；《兰州市青禾救助实施办法》第二条

    甘肃省兰州市青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：《甘肃省青禾救助办法》第三条；《兰州市青禾救助实施办法》第二条；《白河县青禾救助细则》第一条

    甘肃省白河县青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：《中华人民共和国海南自由贸易港法》第三条；参照《云杉省青禾救助条例》第三条

    白河县青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：《云杉省青禾救助条例》第三条；《河南省青禾救助实施办法》第三条

    甘肃省白河县青禾保障局权责清单
    序号：1
    事项名称：青禾救助
    权力类型：行政给付
    设定依据：《甘肃省青禾救助办法》第三条：“依照《云杉省青禾救助条例》的规定执行。”

依据
    清单的标题、行使主体，或者所引地方文件的绝大多数，表明清单属于哪里；文件的制定机关或者题名开头的地名
    表明文件属于哪里。清单属地说不准的，全国性文件题名里带地名的，写明参照的，引文里的，不报。

English: A local document of another province or city is listed as a basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import (
    BASIS_SECTIONS,
    Certainty,
    Diagnostic,
    MentionResolution,
    Need,
    Profile,
    ResolvedDocument,
    Rule,
    Severity,
)
from citelaw.rules._basis import titled
from citelaw.rules._finding import finding, one_per_cause
from citelaw.rules._items import items
from citelaw.rules._region import Region, by_reference, outside, region_of, region_of_list

CODE = ("CL703", "other-region", Severity.WARNING)


def check(resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield a finding for every document of another region, once per document."""
    found = items(resolved)
    own = region_of_list(resolved, found)
    if own is None:
        return
    region, said = own
    others = (
        _finding(resolved, one, other, region, said)
        for item in found
        for one in item.mentions_of(*BASIS_SECTIONS)
        if (other := region_of(one)) is not None and outside(other, region)
        if not by_reference(one)
    )
    yield from one_per_cause(others, "同一份外地文件", "the same document of another place")


def _finding(
    resolved: ResolvedDocument, one: MentionResolution, other: Region, own: Region, said: bool
) -> Diagnostic:
    title = one.mention.title
    return finding(
        resolved,
        CODE,
        one.cell,
        one.mention.span,
        message=(
            f"{titled(title)}是{other.chinese}的文件，本清单属{own.chinese}，"
            "不能作为本地权力的依据，请改引本地或者上级文件。"
        ),
        message_en=(
            f"{titled(title)} is a document of “{other.chinese}”; "
            f"this list belongs to “{own.chinese}”."
        ),
        certainty=Certainty.CERTAIN if said else Certainty.LIKELY,
        statute=one.mention,
    )


RULE = Rule(
    code=CODE[0],
    name=CODE[1],
    severity=CODE[2],
    check=check,
    profiles=(Profile.LIST,),
    needs=(Need.OWN_WORDS,),
)
