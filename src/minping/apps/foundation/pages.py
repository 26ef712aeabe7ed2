"""Pages: every view says who may open it, and the frame that stands around all of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from minping.apps.foundation.actors import NOBODY, Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.core.findings import Finding, Text

View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking; set by ``accounts.middleware.ActorMiddleware``."""
    return getattr(request, "actor", NOBODY)


def page(permission: str) -> Callable[[View], View]:
    """A page of the office: opens for signed-in people who hold ``permission``, for nobody else."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if not actor.signed_in:
                return _to_sign_in(request)
            if not actor.may(permission):
                with transaction.atomic():
                    record(actor, "foundation.permission.denied", permission)
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except NotAllowed as fault:
                with transaction.atomic():
                    record(actor, "foundation.permission.denied", fault.permission)
                raise PermissionDenied from fault

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


UNSAVED = Text(
    "登录已过期，刚才提交的内容没有保存。登录后将回到原来那一页，请重新填写。",
    "Your sign-in had ended, and what you sent was not saved. After signing in you are back on that page.",
)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in and back. What was sent is lost, and said to be; one comes back to the page it was filled
    in on, since the address it was sent to may take nothing but what is sent."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    messages.warning(request, say(UNSAVED))
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        before = before.partition(request.get_host())[2]
        if before.startswith("/office/"):
            return redirect_to_login(before)
    return redirect_to_login("/office/")


def fresh(view: View) -> View:
    """Opens only shortly after a sign-in; else the person gives the password (or second factor) again and what
    was being sent goes on by itself (SEC C5). Stands below ``@page``:

    ``@page("campaigns.close")`` / ``@fresh`` / ``def close(request, ...)``
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not recently_signed_in(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    guarded.fresh = "GET"  # type: ignore[attr-defined]
    return guarded


def fresh_to_send(view: View) -> View:
    """As ``@fresh``, but anybody who may open the page may read it: only sending asks."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not recently_signed_in(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    guarded.fresh = "POST"  # type: ignore[attr-defined]
    return guarded


def recently_signed_in(request: HttpRequest) -> bool:
    """Whether the person proved who he is within ``settings.FRESH_SECONDS``."""
    from allauth.account.authentication import get_authentication_records  # noqa: PLC0415 - loads models

    proofs = get_authentication_records(request, request.user)
    return any(time.time() - proof["at"] < settings.FRESH_SECONDS for proof in proofs)


def public(view: View) -> View:
    """A page that anybody may open."""
    view.permission = ""  # type: ignore[attr-defined]
    return view


def language() -> str:
    """``zh`` or ``en``, of the request at hand."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(text: Text) -> str:
    """The text in the language of the request at hand."""
    return text.in_language(language())


LISTED = 20
"""How many findings of a refusal are told at once."""


def attempt(request: HttpRequest, act: Callable[[], object], done: Text | None = None) -> bool:
    """Carry out a service's act; tell the person what was done or why not. True when it was done."""
    try:
        act()
    except Refused as refused:
        messages.error(request, say(refused.text))
        for line in finding_lines(refused.findings[:LISTED]):
            messages.error(request, line)
        if len(refused.findings) > LISTED:
            messages.error(request, say(_more(len(refused.findings) - LISTED)))
        return False
    if done is not None:
        messages.success(request, say(done))
    return True


def _more(number: int) -> Text:
    return Text(
        f"另有{number}处未列出，改正以上各处后会接着指出。",
        f"{number} more are not listed; they are named once these are mended.",
    )


def finding_lines(findings: Sequence[Finding]) -> list[str]:
    """Findings as sentences in the language of the request at hand."""
    return [finding.in_language(language()) for finding in findings]


def download(data: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    """A file to save, under a name that may hold Chinese."""
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def frame(request: HttpRequest) -> Mapping[str, Any]:
    """What every template may use: the actor, the language, whether this is the demo."""
    return {
        "actor": actor_of(request),
        "language": language(),
        "demo": settings.MODE == "demo",
        "large_type": request.COOKIES.get("type") == "large",
    }
