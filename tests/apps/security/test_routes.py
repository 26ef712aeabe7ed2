"""Every address × everybody: denied by default, nothing of another unit, never a breakdown (SEC C5–C9)."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.security.objects import World
from tests.apps.security.routes import Route, every_route
from tests.apps.security.visits import MAKERS, OWN, REACHED, named, reached, shut_links, visit

from minping.apps.foundation.permissions import ROOMS, VERBS, declared, roles_for
from minping.apps.foundation.roles import SCOPED, Role

pytestmark = pytest.mark.django_db
WITH_IDS = [route for route in OWN if route.ids]
GUARDED = [route for route in OWN if getattr(route.view, "permission", "")]
PUBLIC = [route for route in OWN if getattr(route.view, "permission", None) == ""]
LOGIN = "/accounts/login/"
BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR
METHODS = ("GET", "POST")
CLOSED = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
Visitors = dict[Role, Client]
ASKING = {
    "campaigns:units-copy",
    "campaigns:scheme-part",
    "campaigns:scheme-shape",
    "campaigns:scheme-trial",
    "results:explain",
}
"""Not found without something that only the page before them knows."""


@named(OWN)
def test_every_view_says_who_may_open_it(route: Route) -> None:
    assert hasattr(route.view, "permission"), f"{route.name}: put @page(...) or @public on the view"
    assert not route.permission or route.permission in declared()


@named(GUARDED)
def test_staff_pages_stand_below_office_where_the_second_factor_is_asked_for(route: Route) -> None:
    assert route.at_nothing().startswith("/office/")


def test_every_address_with_an_id_is_reached() -> None:
    """Say in tests/apps/<room>/objects.py how to make the ids of these, so that they are walked too."""
    missing = [f"{route.name} {route.ids}" for route in WITH_IDS if route.name not in MAKERS]
    assert not missing, "\n" + "\n".join(missing)


def test_no_maker_names_an_address_that_is_gone() -> None:
    assert set(MAKERS) <= {route.name for route in WITH_IDS}


def test_every_permission_has_words() -> None:
    parts = [name.partition(".") for name in declared()]
    assert {room for room, _, _ in parts} <= set(ROOMS)
    assert {verb for _, _, verb in parts} <= set(VERBS)


@named(GUARDED)
def test_who_is_not_signed_in_is_led_to_the_sign_in(route: Route, kept: None) -> None:
    for method in METHODS:
        answer = visit(Client(), method, route.at_nothing())
        assert answer.status_code in {HTTPStatus.FOUND, HTTPStatus.METHOD_NOT_ALLOWED}, method
        if answer.status_code == HTTPStatus.FOUND:
            assert answer.headers["Location"].startswith(LOGIN), method


@named([route for route in GUARDED if route in REACHED])
def test_each_role_opens_what_it_may_and_nothing_else(route: Route, world: World, visitors: Visitors) -> None:
    allowed, opened = roles_for(route.permission), set()
    with reached(route, world) as address:
        for role, client in visitors.items():
            for method in METHODS:
                answer = visit(client, method, address)
                status, who = HTTPStatus(answer.status_code), f"{role} {method}: {answer.status_code}"
                assert status < BROKEN, who
                assert not answer.headers.get("Location", "").startswith("/accounts/"), who
                if status == HTTPStatus.OK:
                    assert not shut_links(role, answer), f"{who}, leads to what the role may not open"
                if role not in allowed:
                    assert status in {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED}, who
                elif status not in {HTTPStatus.FORBIDDEN, *CLOSED}:
                    opened.add(role)
    assert opened or not allowed - SCOPED or route.name in ASKING, (
        f"nobody can open {address}: is its maker right?"
    )


@named([route for route in GUARDED if route.ids and route in REACHED])
def test_liaisons_and_partners_find_nothing_of_another_unit(
    route: Route, world: World, visitors: Visitors
) -> None:
    with reached(route, world) as address:
        if MAKERS[route.name].shared:
            return
        for role in sorted(SCOPED & roles_for(route.permission)):
            for method in METHODS:
                assert visit(visitors[role], method, address).status_code in CLOSED, f"{role} {method}"


@named(WITH_IDS)
def test_an_id_that_nothing_has_is_not_found(route: Route, visitors: Visitors) -> None:
    for role in (Role.LEAD, Role.LIAISON, Role.AUDITOR):
        for method in METHODS:
            status = visit(visitors[role], method, route.at_nothing()).status_code
            assert status in {HTTPStatus.FORBIDDEN, *CLOSED}, f"{role} {method}: {status}"


@named(PUBLIC)
def test_public_pages_answer_anybody_and_never_break(route: Route, kept: None) -> None:
    address = route.at_nothing() if route.ids else route.at()
    for method in METHODS:
        status = visit(Client(), method, address).status_code
        assert status < BROKEN, method
        assert status != HTTPStatus.FORBIDDEN or method == "POST"


@named([route for route in GUARDED if route.fresh and route in REACHED])
def test_grave_acts_ask_for_the_password_again(route: Route, world: World, stale: Visitors) -> None:
    role = sorted(roles_for(route.permission) - SCOPED)[0]
    with reached(route, world) as address:
        answer = visit(stale[role], route.fresh, address)
    assert "reauthenticate" in answer.headers.get("Location", ""), answer.status_code


GRAVE = {"close", "open", "publish", "export", "unlock", "reissue"}


@named(GUARDED)
def test_views_named_after_grave_acts_are_fresh(route: Route) -> None:
    """Opening and closing a round, publishing, exporting, unlocking, re-issuing (SEC C5)."""
    if set(route.name.partition(":")[2].split("_")) & GRAVE:
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


@pytest.mark.parametrize(
    "name", sorted(FROM_PACKAGES - {"account_login", "account_logout", "account_inactive"})
)
def test_pages_of_packages_want_a_sign_in(name: str, kept: None) -> None:
    ids = {"pk": 1} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else {}
    answer = visit(Client(), "GET", reverse(name, kwargs=ids))
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"].startswith(LOGIN)
