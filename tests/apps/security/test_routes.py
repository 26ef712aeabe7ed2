"""Every address × everybody: denied by default, nothing of another unit, never a breakdown (SEC C6–C9)."""

from http import HTTPStatus

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from tests.apps.security.objects import World, gather
from tests.apps.security.routes import Route, every_route, own_routes

from minping.apps.foundation.permissions import declared, roles_for
from minping.apps.foundation.roles import SCOPED, Role

OWN = own_routes()
WITH_IDS = [route for route in OWN if route.ids]
GUARDED = [route for route in OWN if getattr(route.view, "permission", "")]
PUBLIC = [route for route in OWN if getattr(route.view, "permission", None) == ""]
LOGIN = "/accounts/login/"
BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR


def named(routes: list[Route]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


def visit(client: Client, method: str, address: str) -> HttpResponseBase:
    """The answer; what the visit changed is undone."""
    with transaction.atomic():
        answer: HttpResponseBase = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    return answer


def address_of(route: Route, world: World) -> str:
    """An address of something that is there; of another unit, unless it belongs to none."""
    if not route.ids:
        return route.at()
    makers = gather()
    if route.name not in makers:
        pytest.fail(f"say in tests/apps/<room>/objects.py how to make the ids of {route.name}: {route.ids}")
    return route.at(**makers[route.name].make(world))


@named(OWN)
def test_every_view_says_who_may_open_it(route: Route) -> None:
    assert hasattr(route.view, "permission"), f"{route.name}: put @page(...) or @public on the view"
    assert not route.permission or route.permission in declared()


@named(GUARDED)
def test_staff_pages_stand_below_office_where_the_second_factor_is_asked_for(route: Route) -> None:
    assert route.at_nothing().startswith("/office/")


def test_no_maker_names_an_address_that_is_gone() -> None:
    assert set(gather()) <= {route.name for route in WITH_IDS}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@named(GUARDED)
def test_who_is_not_signed_in_is_led_to_the_sign_in(route: Route, method: str, client: Client) -> None:
    answer = visit(client, method, route.at_nothing())
    assert answer.status_code in {HTTPStatus.FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
    if answer.status_code == HTTPStatus.FOUND:
        assert answer.headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("method", ["GET", "POST"])
@named(GUARDED)
def test_each_role_opens_what_it_may_and_nothing_else(
    route: Route, method: str, world: World, visitors: dict[Role, Client]
) -> None:
    address = address_of(route, world)
    allowed = roles_for(route.permission)
    opened = set()
    for role, client in visitors.items():
        answer = visit(client, method, address)
        status = HTTPStatus(answer.status_code)
        assert status < BROKEN, f"{role}: {status}"
        assert not answer.headers.get("Location", "").startswith(LOGIN), role
        if role not in allowed:
            assert status in {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED}, f"{role}: {status}"
        elif status not in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
            opened.add(role)
    if method == "GET":
        assert opened, f"nobody can open {address}: is its maker right?"


@pytest.mark.parametrize("method", ["GET", "POST"])
@named([route for route in GUARDED if route.ids])
def test_liaisons_and_partners_find_nothing_of_another_unit(
    route: Route, method: str, world: World, visitors: dict[Role, Client]
) -> None:
    address = address_of(route, world)
    maker = gather()[route.name]
    for role in SCOPED & roles_for(route.permission):
        answer = visit(visitors[role], method, address)
        if not maker.shared:
            assert answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}, role


@pytest.mark.parametrize("method", ["GET", "POST"])
@named(WITH_IDS)
def test_an_id_that_nothing_has_is_not_found(
    route: Route, method: str, world: World, visitors: dict[Role, Client]
) -> None:
    known = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN}
    for client in visitors.values():
        assert visit(client, method, route.at_nothing()).status_code in known


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@named(PUBLIC)
def test_public_pages_answer_anybody_and_never_break(route: Route, method: str, client: Client) -> None:
    status = HTTPStatus(visit(client, method, route.at_nothing() if route.ids else route.at()).status_code)
    assert status < BROKEN
    assert status != HTTPStatus.FORBIDDEN


@named([route for route in GUARDED if route.fresh])
def test_grave_acts_ask_for_the_password_again(
    route: Route,
    world: World,
    someone,
    browser_of,
) -> None:
    role = sorted(roles_for(route.permission))[0]
    stale = browser_of(someone(role, unit=world.own if role in SCOPED else None), fresh=False)
    answer = visit(stale, route.fresh, address_of(route, world))
    assert answer.headers.get("Location", "").startswith("/accounts/"), answer.status_code
    assert "reauthenticate" in answer.headers["Location"]


GRAVE = ("close", "open", "publish", "export", "unlock", "reissue", "withdraw")


@named(GUARDED)
def test_views_named_after_grave_acts_are_fresh(route: Route) -> None:
    """Opening and closing a round, publishing, exporting, unlocking, re-issuing (SEC C5)."""
    verbs = route.name.partition(":")[2].split("_")
    if set(verbs) & set(GRAVE):
        assert route.fresh, f"put @fresh below @page on the view of {route.name}"


FROM_PACKAGES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}


def test_no_view_of_a_package_is_open_that_was_not_chosen() -> None:
    assert {route.name for route in every_route() if route.foreign} == FROM_PACKAGES


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", sorted(FROM_PACKAGES - {"account_login", "account_logout", "account_inactive"})
)
def test_pages_of_packages_want_a_sign_in(name: str, client: Client) -> None:
    ids = {"pk": 1} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else {}
    answer = visit(client, "GET", reverse(name, kwargs=ids))
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"].startswith(LOGIN)
