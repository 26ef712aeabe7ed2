"""Approval by two: another person, with the right, once; nobody is exempt (SEC C6)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from minping.apps.foundation import approvals
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import Approval, AuditEntry
from minping.apps.foundation.roles import Role
from minping.core.findings import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was carried out; the act ``tests.act`` needs what auditors may read."""
    done: list[Any] = []
    monkeypatch.setattr(approvals, "_ACTS", dict(approvals._ACTS))

    @approvals.act_by_two("tests.act", "foundation.approve")
    def carry(actor: Actor, payload: Any) -> None:
        if payload.get("refuse"):
            raise Refused(Text("还不行。", "Not yet."))
        done.append((actor.name, payload))

    return done


def ask(actor: Actor, **payload: Any) -> UUID:
    return approvals.ask(
        actor=actor, act="tests.act", subject="7", title=Text("办一件事", "Do a thing"), payload=payload
    )


def test_another_person_carries_it_out(lead: Actor, clerk: Actor, carried: list[Any]) -> None:
    one = ask(clerk, n=1)
    assert carried == []
    approvals.agree(actor=lead, approval=one)
    assert carried == [(lead.name, {"n": 1})]
    said = list(AuditEntry.objects.values_list("act", "actor_name"))
    assert said == [("tests.act.asked", clerk.name), ("tests.act.agreed", lead.name)]


def test_whoever_asked_cannot_agree_not_even_the_lead(lead: Actor, carried: list[Any]) -> None:
    one = ask(lead)
    with pytest.raises(Refused, match="另一人"):
        approvals.agree(actor=lead, approval=one)
    assert carried == []


def test_the_table_itself_knows_two_persons(lead: Actor, carried: list[Any]) -> None:
    one = ask(lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(id=one).update(state="done", decided_by=lead.person)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DISCIPLINE, Role.APPRAISER, Role.SYSADMIN])
def test_who_may_not_do_it_cannot_ask_or_agree(
    someone: Callable[..., Actor], clerk: Actor, carried: list[Any], role: Role
) -> None:
    other = someone(role)
    with pytest.raises(NotAllowed):
        ask(other)
    one = ask(clerk)
    for decide in (approvals.agree, approvals.refuse):
        with pytest.raises(NotAllowed):
            decide(actor=other, approval=one, answer="不")


def test_the_system_cannot_stand_for_a_person(carried: list[Any]) -> None:
    with pytest.raises(Refused):
        ask(SYSTEM)


def test_a_refusal_needs_a_reason_and_a_withdrawal_none(
    lead: Actor, clerk: Actor, carried: list[Any]
) -> None:
    one = ask(clerk)
    with pytest.raises(Refused, match="理由"):
        approvals.refuse(actor=lead, approval=one, answer=" ")
    approvals.refuse(actor=lead, approval=one, answer="材料不全")
    approvals.refuse(actor=clerk, approval=ask(clerk), answer="")
    assert list(Approval.objects.order_by("requested_at").values_list("state", flat=True)) == [
        "refused",
        "withdrawn",
    ]
    assert carried == []


def test_what_cannot_be_carried_out_stays_open(lead: Actor, clerk: Actor, carried: list[Any]) -> None:
    one = ask(clerk, refuse=True)
    with pytest.raises(Refused, match="还不行"):
        approvals.agree(actor=lead, approval=one)
    assert Approval.objects.get(id=one).state == "waiting"
    assert AuditEntry.objects.filter(act="tests.act.agreed").count() == 0


def test_the_same_request_waits_once(lead: Actor, clerk: Actor, carried: list[Any]) -> None:
    ask(clerk)
    with pytest.raises(Refused, match="已经提请"):
        ask(lead)


def test_the_page_asks_for_the_password_before_agreeing(
    lead: Actor, clerk: Actor, carried: list[Any], browser_of: Callable[..., Client]
) -> None:
    path = f"/office/approvals/{ask(clerk)}/"
    stale = browser_of(lead, fresh=False)
    assert "办一件事" in stale.get(path).content.decode()
    assert "reauthenticate" in stale.post(path, {"decision": "agree"}).headers["Location"]
    assert carried == []
    assert browser_of(lead).post(path, {"decision": "agree"}).status_code == 302
    assert len(carried) == 1
