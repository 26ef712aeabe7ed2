"""What can go wrong for a person at the screen, and the pages that say so."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minping.core.findings import Finding, Text


class Refused(Exception):  # noqa: N818 - the word of the domain
    """A service does not do what was asked: ``text`` says what happened and what to do."""

    def __init__(self, text: Text, findings: Sequence[Finding] = ()) -> None:
        super().__init__(text.zh)
        self.text = text
        self.findings = tuple(findings)


class NotAllowed(Exception):  # noqa: N818
    """The actor does not hold the permission."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


def _page(request: HttpRequest, status: int, title: Text, text: Text) -> HttpResponse:
    context = {"title": title, "text": text, "status": status}
    return render(request, "foundation/fault.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(
        request,
        400,
        Text("请求无法识别", "This request cannot be read"),
        Text(
            "请返回上一页重新操作。已保存的内容不受影响。", "Go back and try again. What was saved is safe."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a form whose security mark has expired."""
    if reason:
        return _page(
            request,
            403,
            Text("页面已过期", "This page has expired"),
            Text(
                "为安全起见，请返回上一页刷新后重新提交。",
                "For safety, go back, reload the page and send again.",
            ),
        )
    return _page(
        request,
        403,
        Text("您没有这项权限", "You may not do this"),
        Text(
            "如工作需要，请评议办负责人为您的账号添加角色。",
            "If your work needs it, ask the office lead to add a role to your account.",
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(
        request,
        404,
        Text("没有找到这个页面", "There is no such page"),
        Text("它可能已被移走，或不在您的查看范围内。", "It may have moved, or lie outside what you may see."),
    )


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    return _page(
        request,
        429,
        Text("操作过于频繁", "Too often"),
        Text(
            "请过一分钟再试。已保存的内容不受影响。", "Wait a minute and try again. What was saved is safe."
        ),
    )


def server_fault(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(
        request,
        500,
        Text("系统出现故障", "Something failed on our side"),
        Text(
            "刚才的操作没有完成，已保存的数据不受影响。请稍后再试；若再次出现，请告知管理人员当时的操作。",
            "What you did was not completed; saved data is safe. Try again later, and tell the operator if it recurs.",
        ),
    )
