"""Notices that go out by themselves: shipped words, the office's words, switched off; each key once."""

from uuid import uuid4

import pytest

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.jobs import run_due
from minping.apps.messaging.models import Message, MessageTemplate
from minping.apps.messaging.notices import STANDING
from minping.apps.messaging.selectors import templates
from minping.apps.messaging.services import Draft, rules, template_put, template_retire
from minping.apps.messaging.standing import standing_queue
from minping.apps.messaging.texts import MOST_PARTS, check_text, length_of, placeholders
from minping.core.findings import has_errors

pytestmark = pytest.mark.django_db
VALUES = {"unit": "县水务局", "office": "县评议办", "phone": "0000-1", "number": "2", "day": "11月25日"}


def queue(key: str = "a", kind: str = "problem.0") -> int:
    return standing_queue(kind=kind, drafts=[Draft(key, number="+8613912345678", values=VALUES)])


@pytest.mark.parametrize("kind", STANDING)
def test_every_shipped_text_can_be_sent(kind: str) -> None:
    text = STANDING[kind].text
    signature = rules().signature
    assert not has_errors([*check_text(text.zh, signature), *check_text(text.en, signature)])
    assert placeholders(text.zh) == placeholders(text.en)
    assert length_of(text.zh, signature).parts <= min(2, MOST_PARTS)


def test_the_same_key_is_queued_once() -> None:
    assert [queue(), queue(), queue("b")] == [1, 0, 1]


def test_the_office_finds_the_texts_before_they_are_used() -> None:
    run_due()
    assert MessageTemplate.objects.exclude(standing="").count() == len(STANDING)
    assert not templates(), "nobody sends them by hand"


def test_the_office_changes_the_words(clerk: Actor) -> None:
    queue()
    shipped = MessageTemplate.objects.get(standing="problem.0")
    with pytest.raises(Refused, match="不能用占位符"):
        template_put(actor=clerk, name=shipped.name, zh="请看{link}", template=shipped.id)
    template_put(actor=clerk, name=shipped.name, zh="{unit}请尽快办理。", template=shipped.id)
    queue("b")
    first, second = Message.objects.order_by("key")
    assert first.template.zh == shipped.zh, "what was queued keeps its words"
    assert (second.template.zh, second.values) == ("{unit}请尽快办理。", {"unit": "县水务局"})


def test_a_retired_text_switches_its_notice_off(clerk: Actor) -> None:
    queue()
    template_retire(actor=clerk, template=MessageTemplate.objects.get(standing="problem.0").id)
    assert queue("b") == 0


def test_a_name_that_is_taken_does_not_hold_a_notice_up(clerk: Actor) -> None:
    template_put(actor=clerk, name=STANDING["problem.0"].name, zh="另一条")
    assert queue(str(uuid4())) == 1
