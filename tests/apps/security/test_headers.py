"""What every answer tells the browser; cookies; forged requests (SEC C4, D1–D3, D7)."""

import json
import os
import subprocess
import sys
from http import HTTPStatus

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.apps.security.objects import World
from tests.apps.security.routes import Route
from tests.apps.security.visits import OWN, REACHED, named, reached, visit

from minping.apps.foundation.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
    "object-src": {"'none'"},
}
WITHOUT_COOKIE = {"register:issue", "register:confirm"}
"""Asked by the ballot page without cookie, so that no other site can act in somebody's name."""
ASKED_BY_ANYBODY = {"portal:opinion-comment", "portal:api-send", "portal:api-ledger", "portal:api-units"}
"""Take and give the same to everybody, without cookie or account."""
CHECKED_INSIDE = {"portal:opinion-new", "portal:opinion-point"}
"""Look for forgery themselves (``portal.opinions.forged``), so that nothing typed is lost."""


def policy_of(answer: HttpResponse) -> dict[str, set[str]]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: set(values) for name, *values in (part.split() for part in parts if part.strip())}


def check(answer: HttpResponse) -> None:
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, name
    assert "camera=()" in answer.headers["Permissions-Policy"]
    said = policy_of(answer)
    if "sandbox" in said:
        assert said == {"default-src": {"'none'"}, "sandbox": set()}, "an uploaded file may do nothing at all"
        return
    for name, sources in POLICY.items():
        assert said[name] == sources, name
    assert said["connect-src"] == {"'self'", settings.BOX_URL}
    assert set(said) <= {*POLICY, "connect-src", "manifest-src"}


@named(REACHED)
def test_every_page_says_what_the_browser_may_do(
    route: Route, world: World, visitors: dict[Role, Client]
) -> None:
    with reached(route, world) as address:
        answer = visit(visitors[Role.LEAD], "GET", address)
    check(answer)
    if getattr(route.view, "permission", ""):
        assert "no-store" in answer.headers["Cache-Control"]
    else:
        assert "public" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/login/", 200),
        ("/accounts/2fa/", 302),
        ("/office/", 302),
        ("/no/such/page/", 404),
        ("/static/minping/office.css", 200),
        ("/static/no-such-file.css", 404),
    ],
)
def test_so_do_sign_in_faults_and_files(client: Client, kept: None, path: str, status: int) -> None:
    answer = visit(client, "GET", path)
    assert answer.status_code == status
    check(answer)
    if not path.startswith("/static/minping"):
        assert "no-store" in answer.headers["Cache-Control"]


def test_so_does_a_refused_form(client: Client, kept: None) -> None:
    answer = visit(Client(enforce_csrf_checks=True), "POST", "/accounts/login/")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "页面已过期" in answer.content.decode()
    check(answer)


def test_a_made_up_host_is_refused(client: Client, kept: None) -> None:
    assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


@named([route for route in REACHED if not getattr(route.view, "csrf_exempt", False)])
def test_a_form_from_elsewhere_changes_nothing(
    route: Route, world: World, visitors: dict[Role, Client]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitors[Role.LEAD].cookies
    with reached(route, world) as address:
        answer = visit(strict, "POST", address)
    assert answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED}


def test_views_without_that_check_are_known_by_name() -> None:
    exempt = {route.name for route in OWN if getattr(route.view, "csrf_exempt", False)}
    assert exempt <= WITHOUT_COOKIE | ASKED_BY_ANYBODY | CHECKED_INSIDE


def test_forms_of_the_browser_carry_their_origin(kept: None) -> None:
    """With ``no-referrer`` browsers would send ``Origin: null``, which has to be refused."""
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/accounts/login/")
    token = page.context["csrf_token"]
    form = {"login": "x", "password": "y", "csrfmiddlewaretoken": str(token)}
    for origin, status in (("http://testserver", 200), ("null", 403), ("http://evil.example", 403)):
        answer = strict.post("/accounts/login/", form, headers={"origin": origin})
        assert answer.status_code == status, origin


def test_cookies_are_for_this_site_and_not_for_scripts(client: Client, kept: None) -> None:
    client.get("/accounts/login/")
    client.post("/office/display/", {"language": "en", "type": "large"})
    assert set(client.cookies) >= {"csrf", "language", "type"}
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_coming_back_leads_nowhere_else(client: Client, kept: None) -> None:
    for back in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert client.post("/office/display/", {"back": back}).headers["Location"] == "/"
    assert client.post("/office/display/", {"back": "/office/?a=1"}).headers["Location"] == "/office/?a=1"


SHOW = """
import json
from minping.site import settings as s
print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
    s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.SECOND_FACTOR, s.DEBUG, s.PASSWORD_HASHERS[0]]))
"""


def test_production_uses_host_cookies_https_argon2_and_a_second_factor(tmp_path: object) -> None:
    environment = {**os.environ, "MINPING_MODE": "production", "MINPING_HOME": str(tmp_path)}
    environment.pop("MINPING_BEHIND_PROXY", None)
    shown = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, check=True)
    assert json.loads(shown.stdout) == [
        "__Host-session",
        "__Host-csrf",
        True,
        True,
        31_536_000,
        True,
        True,
        False,
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]
