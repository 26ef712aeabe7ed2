"""Somebody of the discipline body, a keeper, and leads that lie in the inbox."""

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction

from minping.apps.foundation.actors import NOBODY, Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.roles import Role
from minping.apps.leads.models import Keeper
from minping.apps.leads.services import lead_spot

TEXT = "窗口的人收了我两个红包才给办证，我姓欧阳。"


@pytest.fixture
def discipline(someone: Callable[..., Actor]) -> Actor:
    return someone(Role.DISCIPLINE, name="纪检孙")


@pytest.fixture
def keeper(someone: Callable[..., Actor]) -> Actor:
    made = someone(Role.CLERK, name="管理人周")
    Keeper.objects.create(user=made.person, name=made.name, since=now(), agreed_by="组长")
    return made


@pytest.fixture
def spotted(db: None) -> Callable[..., uuid.UUID]:
    """``spotted()``: a lead that the word list found in somebody's form."""

    def make(text: str = TEXT, actor: Actor = NOBODY, by_person: bool = False) -> uuid.UUID:
        with transaction.atomic():
            return lead_spot(actor=actor, text=text, source="form", words=("红包",), by_person=by_person)

    return make
