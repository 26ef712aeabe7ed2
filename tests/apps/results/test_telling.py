"""Units learn of an announced result by telephone, once; the office of appeals that take long (F147, F134)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.apps.results.appealing import filed
from tests.apps.results.appealing import told as announced

from minping.apps.accounts.services import own_phone_set
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.foundation.roles import Role
from minping.apps.messaging.models import Message
from minping.apps.results.telling import remind

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return sorted(Message.objects.values_list("template__standing", flat=True))


def test_announced_once_and_appeals_recalled_higher_and_higher(
    clerk: Actor, lead: Actor, someone: Callable[..., Actor]
) -> None:
    made = announced(clerk, lead, someone)
    group = someone(Role.LEADING_GROUP)
    for number, actor in enumerate((lead, group, made.liaison)):
        own_phone_set(actor=actor, phone=f"1390000000{number}")
    remind()
    units = told()
    remind()
    assert set(units) == {"result.told"}
    assert told() == units
    filed(made)
    Message.objects.exclude(template__standing="result.told").delete()
    start = today()
    with as_of(start + timedelta(days=8)):
        remind()
        remind()
    assert told() == ["appeal.1", *units]
    with as_of(start + timedelta(days=22)):
        remind()
    assert told().count("appeal.2") == 2
