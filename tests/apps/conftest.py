"""People of an invented office, and browsers in which they are signed in."""

import time
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from minping.apps.accounts.models import Grant, User
from minping.apps.accounts.selectors import actor_for
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.roles import Role

PASSWORD = "correct horse battery"  # noqa: S105 - of invented people


def new_person(*roles: Role, unit: uuid.UUID | None = None, name: str = "") -> Actor:
    """A new user with these roles (for the unit), as an actor."""
    label = name or "、".join(roles) or "nobody"
    user = User(username=f"{'-'.join(roles)}-{uuid.uuid4().hex[:8]}", name=label, made_at=now())
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        Grant.objects.create(user=user, role=role, unit_id=unit, given_at=now())
    return actor_for(user.id)


@pytest.fixture
def someone(db) -> Callable[..., Actor]:
    """``someone(Role.LEAD)``: a new user with this role (and unit), as an actor."""
    return new_person


@pytest.fixture
def browser_of(db) -> Callable[..., Client]:
    """A test client in which the actor is signed in, just now unless ``fresh=False``."""

    def sign_in(actor: Actor, fresh: bool = True) -> Client:
        client = Client()
        client.force_login(User.objects.get(id=actor.id or uuid.UUID(int=0)))
        if fresh:
            session = client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session["account_authentication_methods_user"] = str(actor.id)
            session.save()
        return client

    return sign_in


@pytest.fixture
def lead(someone: Callable[..., Actor]) -> Actor:
    return someone(Role.LEAD, name="刘主任")


@pytest.fixture
def clerk(someone: Callable[..., Actor]) -> Actor:
    return someone(Role.CLERK, name="陈干事")
