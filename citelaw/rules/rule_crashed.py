"""CL901 rule-crashed (warning)

找什么：某条规则在本文件上出错，没有查完。

为什么
    规则出错时，它该查的问题在本文件里没有查。不说出来，就会被当作没有问题。其余规则照常检查。

错误
    （没有示例：出错的是程序而不是清单，一段文字不能再现。）

正确
    （没有示例：各条规则都查完的文件不报。）

依据
    程序自身的运行情况。用 --select、--ignore 不能关闭。遇到时，把清单的这一段和消息里的原因报告给
    维护者；本文件的抑制注释这时不判断是否多余。

English: A rule failed on this file and was not checked; the other rules ran.
"""

from __future__ import annotations

from collections.abc import Iterator

from citelaw.model import Diagnostic, ResolvedDocument, Rule, Severity
from citelaw.rules._finding import finding_in_source
from citelaw.span import Span

CODE = ("CL901", "rule-crashed", Severity.WARNING)


def check(_resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Yield nothing: only ``rules.lint``, which runs the rules, knows that one of them failed."""
    return iter(())


def crashed(resolved: ResolvedDocument, rule: Rule, error: Exception) -> Diagnostic:
    """Return the finding that ``rule`` failed on the document with ``error``."""
    reason = f"{type(error).__name__}: {error}"
    return finding_in_source(
        resolved.document,
        CODE,
        Span(0, 0),
        f"规则 {rule.code} 在本文件上出错，未完成检查，其余规则不受影响（{reason}）。",
        f"Rule {rule.code} failed on this file and was not checked ({reason}).",
    )


RULE = Rule(code=CODE[0], name=CODE[1], severity=CODE[2], check=check)
