"""Appraisers: proposed, screened with reasons, gathered in pools, assigned to a bureau."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.people.identities import Identity, keep, opened
from minping.apps.people.models import (
    Assignment,
    Candidate,
    Conflict,
    Decision,
    Pool,
    PoolMember,
    Roster,
    RosterRow,
)
from minping.apps.people.rosters.services import Listed, roster_make, rows_add
from minping.core.findings import Text


@dataclass(frozen=True)
class Proposal:
    """The candidate form (F152). ``conflicts``: unit → own, relative or other."""

    name: str
    phone: str
    kind: str
    identity: str = ""
    post: str = ""
    level: str = ""
    responsibility: str = ""
    knowledge: str = ""
    conflicts: Mapping[UUID, str] = field(default_factory=dict)
    user: UUID | None = None


@transaction.atomic
def candidate_propose(*, actor: Actor, campaign: UUID, proposal: Proposal) -> UUID:
    """Enter a candidate; one person is a candidate once in a campaign."""
    require(actor, "people.appraisers")
    if proposal.kind not in Candidate.Kind.values:
        raise Refused(Text("请选择类别。", "Choose a kind."))
    (kept,) = keep([Identity(proposal.name, proposal.phone)])
    made = Candidate(
        campaign_id=campaign,
        person_id=kept.person,
        kind=proposal.kind,
        identity=proposal.identity,
        post=proposal.post,
        level=proposal.level,
        responsibility=proposal.responsibility,
        knowledge=proposal.knowledge,
        user=proposal.user,
        made_at=now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(
            Text(
                "此人（或这个账号）在本次评议中已有候选登记。",
                "This person (or account) is a candidate of this campaign already.",
            )
        ) from fault
    _put_conflicts(made, proposal.conflicts)
    record(actor, "people.candidate.proposed", made.id, kind=made.kind, conflicts=len(proposal.conflicts))
    return made.id


@transaction.atomic
def candidate_edit(*, actor: Actor, candidate: UUID, proposal: Proposal) -> None:
    """Change what the form says, but not who it is about."""
    require(actor, "people.appraisers")
    found = _candidate(candidate)
    for name in ("kind", "identity", "post", "level", "responsibility", "knowledge", "user"):
        setattr(found, name, getattr(proposal, name))
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as fault:
        raise Refused(
            Text("这个账号已属于另一位评议员。", "This account belongs to another appraiser.")
        ) from fault
    _put_conflicts(found, proposal.conflicts)
    record(actor, "people.candidate.edited", found.id, conflicts=len(proposal.conflicts))


def _put_conflicts(candidate: Candidate, conflicts: Mapping[UUID, str]) -> None:
    candidate.conflicts.all().delete()
    Conflict.objects.bulk_create(
        Conflict(candidate=candidate, unit_id=unit, kind=kind) for unit, kind in conflicts.items()
    )


@transaction.atomic
def candidate_decide(*, actor: Actor, candidate: UUID, state: str, reason: str) -> None:
    """A decision of the screening, with its reason."""
    require(actor, "people.appraisers")
    if state not in {Candidate.State.ACCEPTED, Candidate.State.REFUSED, Candidate.State.WITHDRAWN}:
        raise Refused(Text("请选择结论。", "Choose the decision."))
    if not reason.strip():
        raise Refused(Text("请写明理由。", "Say why."))
    found = _candidate(candidate)
    if found.state == state:
        raise Refused(Text("结论没有变化。", "That is the decision already."))
    found.state = state
    found.save(update_fields=["state"])
    Decision.objects.create(candidate=found, state=state, reason=reason.strip(), by=actor.name, at=now())
    if state != Candidate.State.ACCEPTED:
        found.memberships.all().delete()
    record(actor, f"people.candidate.{state}", found.id, reason=reason.strip())


@transaction.atomic
def pool_make(*, actor: Actor, campaign: UUID, name: str, owner: str, unit: UUID | None = None) -> UUID:
    """Begin a pool: the office's own, or a unit's own supervisors (F110)."""
    require(actor, "people.appraisers")
    if owner not in Pool.Owner.values or (owner == Pool.Owner.UNIT and unit is None):
        raise Refused(Text("单位自聘的队伍须写明是哪个单位。", "Name the unit whose own pool it is."))
    made = Pool(campaign_id=campaign, name=name.strip(), owner=owner, unit_id=unit, made_at=now())
    if not made.name:
        raise Refused(Text("请填写名称。", "Give it a name."))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(Text("已有同名的队伍。", "There is a pool of that name.")) from fault
    record(actor, "people.pool.made", made.id, name=made.name, owner=owner, unit=unit)
    return made.id


@transaction.atomic
def pool_join(*, actor: Actor, pool: UUID, candidate: UUID) -> None:
    """Put an accepted appraiser into a pool; refused beside another pool of the same unit, or a conflict."""
    require(actor, "people.appraisers")
    team = Pool.objects.select_for_update().filter(id=pool).first()
    found = _candidate(candidate)
    if team is None or team.campaign_id != found.campaign_id:
        raise Refused(Text("没有这支队伍。", "There is no such pool."))
    if found.state != Candidate.State.ACCEPTED:
        raise Refused(Text("只有已聘任的评议员可以入队。", "Only accepted appraisers join a pool."))
    if reason := _against(team, found):
        raise Refused(reason)
    PoolMember.objects.create(pool=team, candidate=found, unit_id=team.unit_id)
    record(actor, "people.pool.joined", team.id, candidate=found.id)


def _against(team: Pool, candidate: Candidate) -> Text | None:
    """Why the candidate cannot join."""
    joined = PoolMember.objects.filter(candidate=candidate).select_related("pool")
    if any(member.pool_id == team.id for member in joined):
        return Text("此人已在队中。", "This person is in the pool already.")
    for member in joined:
        same_unit = member.unit_id == team.unit_id
        mixed = member.pool.owner != team.owner and None in {member.unit_id, team.unit_id}
        if same_unit or mixed:
            return Text(
                f"此人已在「{member.pool.name}」。同一单位的监督员，评议办与单位只能有一方聘任。",
                f"This person is in “{member.pool.name}”. For one unit, either the office or the unit engages "
                "somebody, not both.",
            )
    if team.unit_id and Conflict.objects.filter(candidate=candidate, unit=team.unit_id).exists():
        return Text(
            "此人与该单位有利害关系（本人或亲属所在单位），不能入队。",
            "This person or a relative works there; a conflict of interest.",
        )
    return None


@transaction.atomic
def pool_leave(*, actor: Actor, member: UUID) -> None:
    """Take somebody out of a pool."""
    require(actor, "people.appraisers")
    found = PoolMember.objects.filter(id=member).first()
    if found is None:
        raise Refused(Text("此人已不在队中。", "This person is not in the pool any more."))
    record(actor, "people.pool.left", found.pool_id, candidate=found.candidate_id)
    found.delete()


@transaction.atomic
def assign(*, actor: Actor, candidate: UUID, unit: UUID, since: date, task: str = "") -> UUID:
    """Assign a county representative to guide a bureau (F078)."""
    require(actor, "people.appraisers")
    found = _candidate(candidate)
    if found.state != Candidate.State.ACCEPTED:
        raise Refused(Text("只有已聘任的代表可以指派。", "Only accepted representatives are assigned."))
    if Conflict.objects.filter(candidate=found, unit=unit).exists():
        raise Refused(
            Text("此人与该单位有利害关系，不能指派。", "A conflict of interest: choose somebody else.")
        )
    try:
        with transaction.atomic():
            made = Assignment.objects.create(candidate=found, unit_id=unit, since=since, task=task.strip())
    except IntegrityError as fault:
        raise Refused(Text("此人已指派到该单位。", "This person is assigned there already.")) from fault
    record(actor, "people.assignment.made", made.id, candidate=found.id, unit=unit)
    return made.id


@transaction.atomic
def assignment_end(*, actor: Actor, assignment: UUID, until: date) -> None:
    """End an assignment; it stays on record."""
    require(actor, "people.appraisers")
    found = Assignment.objects.filter(id=assignment, until__isnull=True).first()
    if found is None or until < found.since:
        raise Refused(
            Text("日期早于指派日期，或已经结束。", "It ended already, or the day is before its start.")
        )
    found.until = until
    found.save(update_fields=["until"])
    record(actor, "people.assignment.ended", found.id)


@transaction.atomic
def roster_from_pools(*, actor: Actor, round_id: UUID, pools: Sequence[UUID]) -> int:
    """Put the members of pools on the round's list of people who rate every unit; how many are new."""
    require(actor, "people.edit")
    roster = Roster.objects.filter(round=round_id, unit__isnull=True).first()
    roster_id = (
        roster.id
        if roster
        else roster_make(actor=actor, round_id=round_id, provenance=Roster.Provenance.POOL)
    )
    on_list = set(RosterRow.objects.filter(roster=roster_id).values_list("person_id", flat=True))
    members = (
        Candidate.objects.filter(memberships__pool__in=list(pools), state=Candidate.State.ACCEPTED)
        .exclude(person__in=on_list)
        .select_related("person")
        .distinct()
    )
    added = 0
    numbered = [c for c in members if c.person.phone_index]
    listed = [_listed(c) for c in numbered]
    if listed:
        _, added = rows_add(actor=actor, roster=roster_id, people=listed)
    silent = [c for c in members if not c.person.phone_index]
    RosterRow.objects.bulk_create(
        RosterRow(roster_id=roster_id, person_id=c.person_id, post=c.post, stratum=c.identity) for c in silent
    )
    record(actor, "people.roster.from_pools", roster_id, pools=list(pools), added=added + len(silent))
    return added + len(silent)


def _listed(candidate: Candidate) -> Listed:
    plain = opened(candidate.person)
    return Listed(plain.name, plain.phone, candidate.post, candidate.identity)


def _candidate(candidate: UUID) -> Candidate:
    found = Candidate.objects.select_for_update().filter(id=candidate).first()
    if found is None:
        raise Refused(Text("没有这位候选人。", "There is no such candidate."))
    return found
