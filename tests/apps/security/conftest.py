"""A world with two units, seen by somebody of every role; made once for all tests of a module."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.apps.security.objects import World, gather

from minping.apps.accounts.models import Grant, User
from minping.apps.accounts.selectors import actor_for
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.roles import SCOPED, Role
from minping.apps.units.models import Unit, UnitName


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, open for the whole module; what happens in it is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _somebody(role: Role, unit: Unit | None) -> Actor:
    user = User(username=f"walker-{role}", name=role, made_at=now())
    user.set_password("to be asked for again")
    user.save()
    Grant.objects.create(user=user, role=role, unit=unit, given_at=now())
    return actor_for(user.id)


@pytest.fixture(scope="module")
def people(kept: None) -> dict[Role, Actor]:
    """One person for each role; liaisons and partners belong to the first unit."""
    own, other = (Unit.objects.create(code=code) for code in ("WALK-A", "WALK-B"))
    for unit, name in ((own, "甲局"), (other, "乙局")):
        UnitName.objects.create(unit=unit, name=name)
    return {role: _somebody(role, own if role in SCOPED else None) for role in Role}


@pytest.fixture(scope="module")
def world(people: dict[Role, Actor]) -> World:
    """What makers build on; with all that is made once."""
    own, other = (Unit.objects.get(code=code) for code in ("WALK-A", "WALK-B"))
    found = World(unit=other.id, own=own.id, lead=people[Role.LEAD], clerk=people[Role.CLERK])
    found.kept.update({name: maker.make(found) for name, maker in gather().items() if maker.once})
    return found


def _browser(actor: Actor, fresh: bool) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.person))
    session = client.session
    proof = {"method": "password", "at": time.time() - (0 if fresh else 86400)}
    session["account_authentication_methods"] = [proof]
    session["account_authentication_methods_user"] = str(actor.id)
    session.save()
    return client


@pytest.fixture(scope="module")
def visitors(people: dict[Role, Actor]) -> dict[Role, Client]:
    """A browser for each role, signed in just now."""
    return {role: _browser(actor, fresh=True) for role, actor in people.items()}


@pytest.fixture(scope="module")
def stale(people: dict[Role, Actor]) -> dict[Role, Client]:
    """A browser for each role, signed in long ago."""
    return {role: _browser(actor, fresh=False) for role, actor in people.items()}
