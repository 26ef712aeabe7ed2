"""Pages of what is published never change: their body is put together once, and browsers are told so.

Only the body is kept; the frame around it holds forms with a mark of their own for each reader.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import parse_etags, quote_etag
from django.utils.safestring import SafeString

from minping.apps.foundation.pages import language

_KEPT = 600


class _Body:
    """Hashable by its key alone, so that what makes the body is no part of the key."""

    def __init__(self, key: tuple[str, ...], make: Callable[[], SafeString]) -> None:
        self.key, self.make = key, make

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Body) and other.key == self.key


@lru_cache(maxsize=_KEPT)
def _kept(body: _Body) -> SafeString:
    return body.make()


def kept_page(
    request: HttpRequest,
    template: str,
    key: tuple[object, ...],
    body: str,
    context: Callable[[], Mapping[str, Any]],
    title: str,
) -> HttpResponse:
    """The page ``template`` around the body, which is made by the template ``body`` on its first request.

    ``key``: all that the body depends on beside the language. Answers 304 when the browser has the page.
    """
    whole = (body, language(), *map(str, key))
    tag = _tag(request, whole)
    fresh = tag in parse_etags(request.headers.get("If-None-Match", ""))
    if fresh and not len(get_messages(request)):
        return _headed(HttpResponseNotModified(), tag)
    made = _kept(_Body(whole, lambda: render_to_string(body, dict(context()))))
    return _headed(render(request, template, {"body": made, "title": title}), tag)


def _tag(request: HttpRequest, whole: tuple[str, ...]) -> str:
    """Changes with the body, and with what the frame shows: type size and the mark of this reader's forms."""
    frame = (
        request.COOKIES.get("type", ""),
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        settings.MODE,
    )
    return "W/" + quote_etag(hashlib.sha256("\0".join((*whole, *frame)).encode()).hexdigest()[:32])


def _headed(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
