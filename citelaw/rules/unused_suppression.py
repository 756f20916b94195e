"""CL902 unused-suppression (warning)

找什么：没有起作用的抑制：注释、配置条目里指的问题已经没有，或者写法不对、已经过期。

为什么
    问题改好以后，留下的抑制会把以后的新问题也盖住；写错了的抑制，写的人以为已经生效。

    注释写在清单里，占一行之内，写明规则和理由：

        <!-- citelaw: ignore[CL101] 理由 -->              同一行
        <!-- citelaw: ignore-next-line[CL101] 理由 -->    下一行（隔着别的抑制注释也算）
        <!-- citelaw: ignore-start[CL101] 理由 -->        从这里到 <!-- citelaw: ignore-end -->
        <!-- citelaw: ignore-file[CL101] 理由 -->         整个文件

    方括号里写编号、名称或者编号的开头（CL1 指 CL101 至 CL199），可以写几条，逗号隔开。跨行的问题，
    注释在其中任一行都算。同一原因合为一条的，只抑制注释所及的几处，其余照报。

错误
    《青禾保险法》第三条 ⟦<!-- citelaw: ignore[CL301] 底稿如此 -->⟧

    《青禾保险法》第九百条 ⟦<!-- citelaw: ignore[CL301] -->⟧

    《青禾保险法》第九百条 ⟦<!-- citelaw: ignore 底稿如此 -->⟧

    《青禾保险法》第九百条 ⟦<!-- citelaw: ignore[artcle-missing] 底稿如此 -->⟧

    《青禾保险法》第九百条 ⟦<!-- citelaw: ignor[CL301] 底稿如此 -->⟧

    ⟦<!-- citelaw: ignore-start[CL301] 底稿如此 -->⟧《青禾保险法》第九百条

    《青禾保险法》第九百条 ⟦<!-- citelaw: ignore-end -->⟧

    《青禾保险法》第九百条 ⟦<!-- citelaw:⟧ ignore[CL301] 底稿如此

正确
    《青禾保险法》第九百条 <!-- citelaw: ignore[CL301] 底稿如此，已函告 -->

    《青禾保险法》第九百条 <!-- citelaw: ignore[article-missing] 底稿如此 -->

    《青禾保险法》第九百条 <!-- citelaw: ignore[CL3] 底稿如此 -->

    <!-- citelaw: ignore-start[CL301] 底稿如此 -->《青禾保险法》第九百条<!-- citelaw: ignore-end -->

    《青禾保险法》第九百条 <!-- citelaw: ignore-file[CL301] 底稿如此 -->

    《青禾保险法》第三条 <!-- 与本工具无关的注释 -->

依据
    本次运行各规则的结果。所指规则没有运行的（未选用、被忽略）不报；有规则出错的文件不报多余；不在本次
    检查之内的文件，针对它的配置条目不报。本规则的问题不能用注释抑制，可以用 --ignore 关闭。

English: A suppression that suppresses nothing, is badly written, or has expired.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import Diagnostic, Document, ResolvedDocument, Rule, Severity
from citelaw.rules._finding import finding_in_source
from citelaw.span import Span

CODE = ("CL902", "unused-suppression", Severity.WARNING)


def check(_resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield nothing: ``citelaw.suppression`` knows, when the other rules have spoken."""
    return iter(())


def unused(document: Document | None, span: Span, message: str, message_en: str) -> Diagnostic:
    """Return the finding on a suppression; without ``document`` where it is not in the list."""
    return finding_in_source(document, CODE, span, message, message_en)


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check)
