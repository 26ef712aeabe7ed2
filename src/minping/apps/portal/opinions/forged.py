"""Forms that are sent without their mark come back with what was typed, instead of a page that has lost it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _unused(request: HttpRequest) -> Any:
    return HttpResponse()


def forged(request: HttpRequest) -> bool:
    """Whether a form was not sent from a page of ours, or from one whose mark has expired.

    For views that are exempt from the general check because they answer for themselves.
    """
    check = _Check(_unused)
    check.process_request(request)
    return check.process_view(request, _unused, (), {}) is not None
