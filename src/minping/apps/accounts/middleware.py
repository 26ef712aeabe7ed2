"""Puts the actor beside the request, ends old sessions, and asks for a second factor (SEC C1, C4)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from minping.apps.accounts.selectors import actor_for
from minping.apps.foundation.actors import NOBODY
from minping.apps.foundation.pages import say
from minping.core.findings import Text

_SEEN, _BEGAN = "seen", "began"
_STAFF = "/office/"
_ALWAYS = ("/office/display/",)
_IDLE = Text(
    "您已较长时间没有操作，为安全起见已退出，请重新登录。", "You were away for long and were signed out."
)
_OVER = Text("本次登录已满8小时，请重新登录。", "You have been signed in for eight hours; sign in again.")


class ActorMiddleware:
    """Sets ``request.actor``; before pages of the office, leads to a new password or a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = NOBODY  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            if over := self._over(request):
                logout(request)
                messages.info(request, say(over))
            else:
                request.actor = actor_for(request.user.pk)  # type: ignore[attr-defined]
                if way := self._first(request):
                    return redirect(way)
        return self.get_response(request)

    def _over(self, request: HttpRequest) -> Text | None:
        """Why the session has ended: nothing done for half an hour, or signed in eight hours ago."""
        at, session = int(time.time()), request.session
        if at - session.get(_SEEN, at) > settings.SESSION_IDLE_SECONDS:
            return _IDLE
        if at - session.get(_BEGAN, at) > settings.SESSION_COOKIE_AGE:
            return _OVER
        session.setdefault(_BEGAN, at)
        if at - session.get(_SEEN, 0) > 30:
            session[_SEEN] = at
        return None

    def _first(self, request: HttpRequest) -> str:
        """The page that must be dealt with before any page of the office."""
        if not request.path.startswith(_STAFF) or request.path.startswith(_ALWAYS):
            return ""
        if request.user.must_change:  # type: ignore[union-attr]
            return "account_change_password"
        if settings.SECOND_FACTOR:
            from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415 - reads settings when imported

            if not is_mfa_enabled(request.user):
                return "mfa_index"
        return ""
