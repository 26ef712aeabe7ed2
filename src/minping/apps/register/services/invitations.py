"""Invitations: who is asked, the two acts that need two persons, and the rows laid down anew."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from minping.apps.campaigns.selectors import RoundFacts, frozen_scheme, round_of
from minping.apps.campaigns.services import round_move
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.register.models import LIFECYCLE, NO_DIGEST, CredentialClass, Invitation
from minping.apps.units.selectors import units_of
from minping.core.findings import Text
from minping.core.lifecycle import INVITATION, IllegalMove, advance

STATE = Invitation.State
ALL = "all"
"""Code of the class whose members rate every unit of the round."""
BEFORE_OPENING = {"drawn", "invited"}
SMALL = 30
"""A class of fewer persons gives little shelter: it is made, and the office is told."""


@dataclass(frozen=True)
class Invitee:
    """A person who was drawn; ``unit``: the unit the person is asked about, None for all."""

    person: UUID
    unit: UUID | None = None


def round_facts(round: UUID) -> RoundFacts:
    """The round. Raises Refused when there is none."""
    found = round_of(round)
    if found is None:
        raise Refused(Text("没有这一轮次。", "There is no such round."))
    return found


@transaction.atomic
def invitations_make(
    *,
    actor: Actor,
    round: UUID,
    invitees: Sequence[Invitee],
    eligible: Mapping[UUID | None, int] | None = None,
) -> int:
    """Invite persons who are not invited yet; the number of new invitations. Doing it again adds nobody.

    Somebody drawn for two units gets two invitations: a class of his own would betray him.
    ``eligible``: persons in the frame of each unit, if it is larger than the draw.
    """
    require(actor, "register.edit")
    facts = round_facts(round)
    if facts.state not in BEFORE_OPENING:
        raise Refused(
            Text(
                "只能在抽样之后、开始投票之前生成邀请。",
                "Invitations are made after the draw and before the round opens.",
            )
        )
    everything = _rates_all(facts)
    there = set(Invitation.objects.filter(round=round).values_list("person", "class_code"))
    codes = _class_codes(invitees, everything)
    wanted = {(one.person, codes[None if everything else one.unit]) for one in invitees}
    fresh = [Invitation(round=round, class_code=code, person=person) for person, code in wanted - there]
    _classes_kept(round, codes, everything, eligible or {})
    secrets.SystemRandom().shuffle(fresh)
    Invitation.objects.bulk_create(fresh, batch_size=500)
    _eligible_at_least_invited(round)
    record(actor, "register.invitations.made", round, number=len(fresh))
    if facts.state == "drawn" and (there or fresh):
        round_move(actor=actor, round=round, act="invite", facts={"invitations_ready"})
    return len(fresh)


def _rates_all(facts: RoundFacts) -> bool:
    scheme = frozen_scheme(facts.campaign)
    group = scheme.groups.get(facts.group) if scheme else None
    return bool(group and group.rates_all)


def _class_codes(invitees: Sequence[Invitee], everything: bool) -> dict[UUID | None, str]:
    if everything:
        return {None: ALL}
    units = {one.unit for one in invitees}
    known = {unit.id: unit.code for unit in units_of(u for u in units if u is not None)}
    if unknown := [u for u in units if u is not None and u not in known]:
        raise Refused(
            Text(
                f"有{len(unknown)}个单位不在单位库里。",
                f"{len(unknown)} units are not on the list of units.",
            )
        )
    return {unit: ALL if unit is None else known[unit] for unit in units}


def _classes_kept(
    round: UUID, codes: Mapping[UUID | None, str], everything: bool, eligible: Mapping[UUID | None, int]
) -> None:
    names = {unit.id: unit.name for unit in units_of(u for u in codes if u is not None)}
    for unit, code in codes.items():
        size = sum(eligible.values()) if everything else eligible.get(unit, 0)
        title = "全部单位" if unit is None else names[unit]
        found, made = CredentialClass.objects.get_or_create(
            round=round, code=code, defaults={"unit": unit, "title": title, "eligible": size}
        )
        if not made and size > found.eligible:
            CredentialClass.objects.filter(id=found.id).update(eligible=size)


def _eligible_at_least_invited(round: UUID) -> None:
    invited: dict[str, int] = defaultdict(int)
    for code in Invitation.objects.filter(round=round).values_list("class_code", flat=True):
        invited[code] += 1
    for code, number in invited.items():
        CredentialClass.objects.filter(round=round, code=code, eligible__lt=number).update(eligible=number)


# ---- acts by two


def ask_unlock(*, actor: Actor, locator: str, reason: str) -> UUID:
    """Ask the second person to unlock a typed code."""
    found = _by_locator(locator)
    _lawful(found, "unlock_code", locked=True)
    return approvals.ask(
        actor=actor,
        act="register.unlock",
        subject=found.id,
        title=Text(f"解锁领票码 {found.locator}", f"Unlock the code {found.locator}"),
        payload={"invitation": str(found.id)},
        reason=reason,
    )


@transaction.atomic
def invitation_unlock(*, actor: Actor, invitation: UUID) -> None:
    """The second person agreed."""
    require(actor, "register.unlock")
    found = _locked_row(invitation)
    _lawful(found, "unlock_code", locked=True)
    Invitation.objects.filter(id=found.id).update(locked=False, failures=0)
    record(actor, "register.code.unlocked", found.id)


def ask_reissue(*, actor: Actor, round: UUID, person: UUID, reason: str, class_code: str = "") -> UUID:
    """Ask the second person for another ticket, for somebody whose device was lost after issue."""
    rows = Invitation.objects.filter(round=round, person=person)
    rows = rows.filter(class_code=class_code) if class_code else rows
    held = rows.filter(state__in=(STATE.ISSUING, STATE.WEB_ISSUED))
    found = held.first() or rows.first()
    if found is None:
        raise Refused(Text("此人不在本轮邀请之列。", "This person is not invited to the round."))
    if not reason.strip():
        raise Refused(Text("请写明理由。", "Give the reason."))
    _may_reissue(found)
    return approvals.ask(
        actor=actor,
        act="register.reissue",
        subject=found.id,
        title=Text("补发领票资格", "Issue a ticket again"),
        payload={"invitation": str(found.id)},
        reason=reason,
    )


@transaction.atomic
def invitation_reissue(*, actor: Actor, invitation: UUID) -> None:
    """The second person agreed: the row is invited again and waits for a new code; the public counter rises."""
    require(actor, "register.reissue")
    found = _locked_row(invitation)
    _may_reissue(found)
    Invitation.objects.filter(id=found.id).update(
        state=STATE.INVITED,
        digest=NO_DIGEST,
        code_hash=None,
        locator=None,
        secret_hash="",
        failures=0,
        locked=False,
    )
    CredentialClass.objects.filter(round=found.round, code=found.class_code).update(
        reissued=F("reissued") + 1
    )
    record(actor, "register.invitation.reissued", found.round, class_code=found.class_code)


def _may_reissue(found: Invitation) -> None:
    closed = round_facts(found.round).state != "open"
    group = CredentialClass.objects.get(round=found.round, code=found.class_code)
    invited = Invitation.objects.filter(round=found.round, class_code=found.class_code).count()
    facts = {
        "device_lost": True,
        "reason_given": True,
        "within_reissue_limit": (group.reissued + 1) * 100 <= invited,
        "round_closed": closed,
        "second_person": True,
    }
    _advance(found, "reissue", facts)


def _lawful(found: Invitation, act: str, *, locked: bool) -> None:
    _advance(found, act, {"code_locked": found.locked if locked else False, "second_person": True})


def _advance(found: Invitation, act: str, facts: Mapping[str, object]) -> None:
    try:
        advance(INVITATION, LIFECYCLE[STATE(found.state)], act, facts)
    except IllegalMove as fault:
        raise Refused(fault.text) from fault


def _by_locator(locator: str) -> Invitation:
    found = (
        Invitation.objects.filter(locator=locator.strip().upper()[:4]).first() if locator.strip() else None
    )
    if found is None:
        raise Refused(Text("没有以这四位开头的领票码。", "No code begins with these four characters."))
    return found


def _locked_row(invitation: UUID) -> Invitation:
    found = Invitation.objects.select_for_update().filter(id=invitation).first()
    if found is None:
        raise Refused(Text("没有这份邀请。", "There is no such invitation."))
    return found


@transaction.atomic
def invitations_erase(*, actor: Actor, round: UUID) -> int:
    """When the time to keep personal data is over: only numbers stay. How many were erased; idempotent."""
    require(actor, "register.edit")
    if round_facts(round).state in {*BEFORE_OPENING, "open"}:
        raise Refused(Text("本轮尚未截止。", "The round has not closed yet."))
    rows = Invitation.objects.filter(round=round)
    if not rows.exists():
        return 0
    for group in CredentialClass.objects.filter(round=round):
        own = rows.filter(class_code=group.code).exclude(state=STATE.VOID)
        group.kept_invited = own.count()
        group.kept_issued = own.filter(state__in=(STATE.ISSUING, STATE.WEB_ISSUED)).count()
        group.save(update_fields=["kept_invited", "kept_issued"])
    erased = rows.delete()[0]
    record(actor, "register.invitations.erased", round, number=erased)
    return erased


@transaction.atomic
def invitations_settle(*, round: UUID) -> int:
    """After the close: tickets that were never confirmed count as issued, their digests are erased, and all
    rows are laid down anew in an order drawn by lot. The number of digests erased; idempotent."""
    waiting = Invitation.objects.select_for_update().filter(round=round, state=STATE.ISSUING)
    erased = waiting.update(state=STATE.WEB_ISSUED, digest=NO_DIGEST)
    rows = list(Invitation.objects.filter(round=round))
    secrets.SystemRandom().shuffle(rows)
    Invitation.objects.filter(round=round).delete()
    Invitation.objects.bulk_create(rows, batch_size=500)
    return erased
