"""Puts the actor beside the request, and ends sessions that were idle too long (SEC C4)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from minping.apps.accounts.selectors import actor_for
from minping.apps.foundation.actors import NOBODY

_SEEN = "seen"
_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/office/display/")


class ActorMiddleware:
    """Sets ``request.actor``; leads staff without a second factor to the page where they set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = NOBODY  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            if self._idle(request):
                logout(request)
            else:
                request.actor = actor_for(request.user.pk)  # type: ignore[attr-defined]
                if self._lacks_second_factor(request):
                    return redirect("mfa_index")
        return self.get_response(request)

    def _idle(self, request: HttpRequest) -> bool:
        at = int(time.time())
        seen = request.session.get(_SEEN, at)
        if at - seen > settings.SESSION_IDLE_SECONDS:
            return True
        if at - seen > 30 or _SEEN not in request.session:
            request.session[_SEEN] = at
        return False

    def _lacks_second_factor(self, request: HttpRequest) -> bool:
        if not settings.SECOND_FACTOR or request.path.startswith(_WITHOUT_SECOND_FACTOR):
            return False
        from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415 - reads settings when imported

        return request.path.startswith("/office/") and not is_mfa_enabled(request.user)
