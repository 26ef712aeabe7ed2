"""Visiting an address as somebody, without leaving a trace."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from tests.apps.security.objects import Made, World, gather
from tests.apps.security.routes import Route, own_routes

from minping.apps.foundation.permissions import roles_for
from minping.apps.foundation.roles import Role

OWN = own_routes()
MAKERS = gather()
REACHED = [route for route in OWN if not route.ids or route.name in MAKERS]
"""What can be visited; a test of its own asks for the makers of all others."""


def named(routes: list[Route]) -> pytest.MarkDecorator:
    """One test for each route."""
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens to the database inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def visit(client: Client, method: str, address: str) -> HttpResponse:
    """The answer; what the visit changed is undone."""
    with undone():
        answer: HttpResponse = getattr(client, method.lower())(address)
        if answer.streaming:
            list(answer.streaming_content)  # type: ignore[attr-defined]
    return answer


def shut_links(role: Role, answer: HttpResponse) -> set[str]:
    """Routes that a page leads this role to and that are not open to it."""
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return set()
    shut = set()
    for path in set(re.findall(r'href="(/[^"?#]*)', answer.content.decode())):
        with suppress(Resolver404):
            found = resolve(path)
            permission = getattr(found.func, "permission", "")
            if permission and role not in roles_for(permission):
                shut.add(found.view_name)
    return shut


@contextmanager
def reached(route: Route, world: World) -> Iterator[str]:
    """An address of something that is there; of another unit, unless it belongs to none. Then all is undone."""
    with undone():
        ids = _ids(route, world)
        yield route.at(**ids)


def _ids(route: Route, world: World) -> Made:
    if not route.ids:
        return {}
    maker = MAKERS[route.name]
    return world.kept[route.name] if maker.once else maker.make(world)
