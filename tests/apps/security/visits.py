"""Visiting an address as somebody, without leaving a trace."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from tests.apps.security.objects import World, gather
from tests.apps.security.routes import Route, own_routes

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


def address_of(route: Route, world: World) -> str:
    """An address of something that is there; of another unit, unless it belongs to none."""
    return route.at(**MAKERS[route.name].make(world)) if route.ids else route.at()
