"""A round that was drawn with dice leads to its protocol; one that was not does not."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.results.year import year_of

from minping.apps.campaigns.models import Round
from minping.apps.foundation.clock import now
from minping.apps.people.models import Draw

pytestmark = pytest.mark.django_db


def test_the_protocol_of_a_draw_is_one_step_from_the_campaign(client: Client) -> None:
    year = year_of()
    drawn, taken, waiting = list(year.rounds.values())[:3]
    Round.objects.filter(id=waiting).update(state="drawn")
    links = {}
    for round_id, method in ((drawn, "dice"), (taken, "all"), (waiting, "dice")):
        made = Draw.objects.create(
            round_id=round_id, method=method, state="drawn", committed_at=now(), committed_by="刘主任"
        )
        links[round_id] = reverse("draws:draw", args=[made.id])
    text = client.get(reverse("portal:campaign", args=[year.campaign])).content.decode()
    assert links[drawn] in text
    assert links[waiting] in text
    assert links[taken] not in text
    assert "尚未开始" in text
