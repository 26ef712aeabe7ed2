"""免评 of a unit for one campaign, from an earlier published result; 免评不免建 (F120, F121)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.selectors import CampaignFacts, campaign_of, participations_of
from minping.apps.campaigns.services import participations_set
from minping.apps.consequences.exemptible import earned
from minping.apps.consequences.models import Exemption
from minping.apps.consequences.services.acting import GONE, REASON, as_json
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.approvals import ask
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.core.findings import Text
from minping.core.lifecycle import EXEMPTION, Case, IllegalMove, perform

EXEMPT = "consequences.exempt"
NOT_BEGUN = ("draft", "scheme_frozen")


@transaction.atomic
def exemptions_ask(*, actor: Actor, campaign: UUID, basis: UUID, units: Iterable[UUID], reason: str) -> int:
    """Propose units by their earlier result, and ask the second person; how many."""
    require(actor, EXEMPT)
    words = said(reason, REASON, 300)
    known = {one.unit: one for one in earned(campaign, basis)}
    chosen = [known[unit] for unit in dict.fromkeys(units) if unit in known]
    if not chosen:
        raise Refused(Text("没有选中单位。", "No unit was chosen."))
    there = Exemption.objects.filter(campaign=campaign).exclude(state__in=["declined", "revoked"])
    if there.filter(unit__in=[one.unit for one in chosen]).exists():
        raise Refused(Text("其中有单位已经提过。", "One of these units was proposed already."))
    rows = [
        Exemption.objects.create(
            campaign_id=campaign,
            unit_id=one.unit,
            basis_id=basis,
            facts=as_json(one.facts),
            reason=words,
            state=EXEMPTION.states[0].name,
            put_name=actor.name,
            put_at=now(),
        )
        for one in chosen
    ]
    record(actor, "consequences.exemption.proposed", campaign, units=[one.code for one in chosen])
    names = "、".join(one.name for one in chosen)
    ask(
        actor=actor,
        act=EXEMPT,
        subject=rows[0].id,
        title=Text(f"免评：{names}", f"exempt this year: {names}"),
        payload={"exemptions": [str(row.id) for row in rows]},
        reason=words,
    )
    return len(rows)


def carry_exempt(actor: Actor, payload: Mapping[str, Any]) -> None:
    """What happens when the second person agrees: the units take part without being ranked."""
    for one in payload["exemptions"]:
        row = _held(UUID(one))
        if row.state == "declined":
            continue
        row.decided_name, row.decided_at = actor.name, now()
        _move(actor, row, "approve", {"basis_is_earlier_result", "second_person"})
        _take_part(row, "exempt", f"免评：{row.reason}")
        if _campaign(row).state not in NOT_BEGUN:
            _move(actor, row, "activate", {"campaign_started"})


@transaction.atomic
def exemption_decline(*, actor: Actor, exemption: UUID, reason: str) -> None:
    """Drop a proposal with the reason; the unit is appraised like all others."""
    require(actor, EXEMPT)
    row = _held(exemption)
    row.ended, row.ended_on = said(reason, REASON, 500), today()
    row.decided_name, row.decided_at = actor.name, now()
    _move(actor, row, "decline", {"reason_given"})


@transaction.atomic
def exemption_revoke(*, actor: Actor, exemption: UUID, event: str) -> bool:
    """A veto event ends it. True when the unit is appraised this year after all; False when voting had begun,
    so that it only loses the exemption."""
    require(actor, EXEMPT)
    row = _held(exemption)
    row.ended, row.ended_on = said(event, Text("一票否决事项", "the veto event"), 500), today()
    _move(actor, row, "revoke", {"veto_event", "reason_given"})
    try:
        with transaction.atomic():
            _take_part(row, "appraised", "")
    except Refused:
        return False
    return True


@transaction.atomic
def exemptions_follow() -> int:
    """Exemptions begin and end with their campaigns; how many did."""
    moved = 0
    for row in Exemption.objects.select_for_update().filter(state__in=["approved", "active"]):
        state = _campaign(row).state
        if row.state == "approved" and state not in NOT_BEGUN:
            _move(SYSTEM, row, "activate", {"campaign_started"})
            moved += 1
        if row.state == "active" and state == "archived":
            _move(SYSTEM, row, "expire", {"campaign_archived"})
            moved += 1
    return moved


def _held(exemption: UUID) -> Exemption:
    found = Exemption.objects.select_for_update().filter(id=exemption).first()
    if found is None:
        raise Refused(GONE)
    return found


def _campaign(row: Exemption) -> CampaignFacts:
    found = campaign_of(row.campaign_id)
    if found is None:
        raise Refused(GONE)
    return found


def _move(actor: Actor, row: Exemption, act: str, facts: Collection[str]) -> None:
    try:
        row.state = perform(EXEMPTION, Case(row.state), act, facts).state
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    row.save()
    record(actor, f"consequences.exemption.{act}", row.id, unit=row.unit_id, state=row.state)


def _take_part(row: Exemption, status: str, reason: str) -> None:
    """The unit keeps its category; the change is the system's, since whoever agrees need not run the campaign."""
    parts = {part.unit: part for part in participations_of(row.campaign_id)}
    part = parts.get(row.unit_id)
    if part is None and status != "exempt":
        raise Refused(GONE)
    participations_set(
        actor=SYSTEM,
        campaign=row.campaign_id,
        units=[row.unit_id],
        category=part.category if part is not None else "",
        status=status,
        reason=reason,
    )
