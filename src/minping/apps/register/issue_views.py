"""A ticket for a code: asked by the ballot page, without cookie, without trace."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from minping.apps.foundation.pages import public
from minping.apps.register.services.tickets import Outcome, ticket_confirm, ticket_issue

LARGEST = 1024
ANSWER_BYTES = 384
STATUS = {
    Outcome.ISSUED: HTTPStatus.OK,
    Outcome.CONFIRMED: HTTPStatus.OK,
    Outcome.UNREADABLE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Outcome.REFUSED: HTTPStatus.FORBIDDEN,
    Outcome.OTHER_TICKET: HTTPStatus.CONFLICT,
    Outcome.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}


def _asked(request: HttpRequest) -> tuple[str, str] | None:
    """Code and ticket of a request that comes from our own page; None for anything else.

    No cookie is read, so there is nothing that another site could make use of; it is turned away anyway.
    """
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    if foreign or request.content_type != "application/json" or len(request.body) > LARGEST:
        return None
    try:
        given = json.loads(request.body)
        code, ticket = given["code"], given["ticket"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (code, ticket) if isinstance(code, str) and isinstance(ticket, str) else None


def _answer(outcome: Outcome, **more: Any) -> HttpResponse:
    """Every answer has the same length, whatever it says."""
    text = json.dumps({"status": outcome.value, **more}, ensure_ascii=False).encode().ljust(ANSWER_BYTES)
    response = HttpResponse(text, content_type="application/json", status=STATUS[outcome])
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@require_POST
@public
def issue(request: HttpRequest) -> HttpResponse:
    """``{"code", "ticket"}`` → round, class, signature of the ticket, hash of the manifest."""
    asked = _asked(request)
    if asked is None:
        return _answer(Outcome.UNREADABLE)
    found = ticket_issue(code=asked[0], ticket=asked[1])
    if found.outcome is not Outcome.ISSUED:
        return _answer(found.outcome)
    answer = {"round": found.round, "class": found.class_code, "mac": found.mac, "manifest": found.manifest}
    return _answer(found.outcome, **answer)


@csrf_exempt
@require_POST
@public
def confirm(request: HttpRequest) -> HttpResponse:
    """The browser has its ticket; it casts only after this."""
    asked = _asked(request)
    if asked is None:
        return _answer(Outcome.UNREADABLE)
    return _answer(ticket_confirm(code=asked[0], ticket=asked[1]))
