"""What happens to a lead: judged, sealed, handed over, signed for, answered, closed."""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import seal
from minping.apps.leads.access import held, keepers, of_discipline
from minping.apps.leads.clocks import due_after
from minping.apps.leads.models import Access, Lead, Step
from minping.apps.leads.sealed import PURPOSE, told_of
from minping.core.findings import Text
from minping.core.lifecycle import LEAD, Case, IllegalMove, perform

WAYS = {
    "person": Text("当面", "in person"),
    "courier": Text("机要", "by confidential courier"),
    "system": Text("在本系统内", "within this system"),
}


@transaction.atomic
def lead_dismiss(*, actor: Actor, lead: UUID, reason: str) -> None:
    """Judge it to be no lead: what it came from goes back to be handled as an opinion."""
    found = _allowed(actor, lead)
    said = _needed(reason, Text("请写明为什么不属线索。", "Say why it is no lead."))
    _move(actor, found, "dismiss", ("reason_given",), {"reason": said})


@transaction.atomic
def lead_seal(*, actor: Actor, lead: UUID, users: Iterable[UUID]) -> None:
    """Judge it to be a lead and settle who of the keepers may go on knowing of it.

    The discipline body may leave the list empty; a keeper stays on the list he makes.
    """
    found = _allowed(actor, lead)
    chosen = set(users) if of_discipline(actor) else {*users, actor.person}
    named = [keeper for keeper in keepers() if keeper.user in chosen]
    _move(actor, found, "seal", ("access_list_set",), {})
    at = now()
    Access.objects.bulk_create(
        Access(lead=found, user=k.user, name=k.name, since=at, given_by=actor.name) for k in named
    )


@transaction.atomic
def lead_hand_over(*, actor: Actor, lead: UUID, receiver: str, way: str) -> None:
    """Hand it over 快交: to whom and how; the time is that of the act."""
    found = _allowed(actor, lead)
    to = _needed(receiver, Text("请写明移交给谁。", "Say to whom it is handed over."))
    if way not in WAYS:
        raise Refused(Text("请选择移交方式。", "Choose how it is handed over."))
    _move(actor, found, "hand_over", ("time_recorded",), {"receiver": to, "way": way})


@transaction.atomic
def lead_receipt(*, actor: Actor, lead: UUID, number: str, signer: str) -> None:
    """The discipline body signs for it 快查; on paper, a keeper copies number and signature."""
    found = _allowed(actor, lead)
    signed = _needed(signer, Text("请写明签收人。", "Say who signed for it."))
    told = {"number": number.strip()[:60], "signer": signed}
    _move(actor, found, "sign_receipt", ("receipt_signed", "time_recorded"), told)


@transaction.atomic
def lead_feed_back(*, actor: Actor, lead: UUID, outcome: str, text: str) -> None:
    """The result comes back 快办."""
    found = _allowed(actor, lead)
    if outcome not in Lead.Outcome.values:
        raise Refused(Text("请选择办理结果。", "Choose the result."))
    said = _needed(text, Text("请写明办理结果。", "Write down the result."))
    found.outcome = outcome
    _move(actor, found, "feed_back", ("result_received", "time_recorded"), {"result": said})


@transaction.atomic
def lead_close(*, actor: Actor, lead: UUID, note: str = "") -> None:
    """Close it; the sealed text and the log stay."""
    _move(actor, _allowed(actor, lead), "close", (), {"note": note.strip()})


@transaction.atomic
def access_give(*, actor: Actor, lead: UUID, user: UUID) -> None:
    """Let one more keeper know of a sealed lead, as when a post changes hands."""
    found = _allowed(actor, lead)
    keeper = next((k for k in keepers() if k.user == user), None)
    if keeper is None:
        raise Refused(
            Text(
                "此人不是线索管理人，须先由两人确认列入名单。",
                "Not a keeper of leads; two persons must name him first.",
            )
        )
    _, made = Access.objects.get_or_create(
        lead=found, user=user, defaults={"name": keeper.name, "since": now(), "given_by": actor.name}
    )
    if made:
        record(actor, "leads.lead.access_given", lead)


def _allowed(actor: Actor, lead: UUID) -> Lead:
    require(actor, "leads.hand_over")
    return held(actor, lead)


def _needed(words: str, missing: Text) -> str:
    said = words.strip()
    if not said:
        raise Refused(missing)
    return said


def _move(actor: Actor, lead: Lead, act: str, facts: tuple[str, ...], told: Mapping[str, str]) -> None:
    """The one place where a lead changes its state."""
    try:
        moved = perform(LEAD, Case(lead.state), act, facts)
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    at, owed = now(), lead.due
    lead.state = moved.state
    if act != "seal":
        lead.due = due_after(act, at)
    lead.told = seal(json.dumps({**told_of(lead), act: dict(told)}, ensure_ascii=False), PURPOSE)
    lead.save(update_fields=["state", "due", "outcome", "told"])
    Step.objects.create(lead=lead, act=act, at=at, by=actor.id, by_name=actor.name, due=owed)
    record(actor, f"leads.lead.{act}", lead.id)
