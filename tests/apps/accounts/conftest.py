"""Somebody with a password, and a form to sign in by."""

from collections.abc import Callable, Iterator
from typing import cast
from uuid import UUID

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from tests.apps.conftest import PASSWORD

from minping.apps.accounts.models import User
from minping.apps.foundation.actors import Actor


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """What is counted in memory begins at nothing."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_in(db: None) -> Callable[..., HttpResponse]:
    """``sign_in(client, actor)`` by the form; ``password`` and ``username`` may be others."""

    def post(
        client: Client, actor: Actor | None, password: str = PASSWORD, username: str = "", **more: str
    ) -> HttpResponse:
        name = username or User.objects.get(id=actor.person if actor else UUID(int=0)).username
        answer = client.post(
            "/accounts/login/",
            {"login": name, "password": password},
            **more,  # type: ignore[arg-type]
        )
        return cast(HttpResponse, answer)

    return post
