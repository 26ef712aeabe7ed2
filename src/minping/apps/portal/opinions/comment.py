"""A comment from the ballot page: apart from the ballot, without cookie, code, time or trace."""

import json
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from minping.apps.foundation.pages import public
from minping.apps.opinions.services import comment_hold
from minping.apps.portal.opinions import often

REQUEST_BYTES = 2048
ANSWER_BYTES = 64
STATUS = {
    "held": HTTPStatus.OK,
    "bad": HTTPStatus.UNPROCESSABLE_ENTITY,
    "closed": HTTPStatus.GONE,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
}


@csrf_exempt  # no cookie is read, so there is nothing that another site could make use of
@require_POST
@public
def comment(request: HttpRequest) -> HttpResponse:
    """``{"round", "unit", "text"}``, always of the same length; so is the answer."""
    if request.COOKIES or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return _answer("bad")
    if request.content_type != "application/octet-stream" or len(request.body) != REQUEST_BYTES:
        return _answer("bad")
    if often.comments.too_often(request):
        return _answer("too_often")
    often.comments.count(request)
    try:
        given = json.loads(request.body)
        round, unit, text = UUID(given["round"]), given["unit"], given["text"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _answer("bad")
    if not (isinstance(unit, str) and isinstance(text, str)):
        return _answer("bad")
    return _answer(comment_hold(round=round, unit_code=unit, text=text))


def _answer(status: str) -> HttpResponse:
    text = json.dumps({"status": status}).encode().ljust(ANSWER_BYTES)
    return HttpResponse(text, content_type="application/json", status=STATUS[status])
