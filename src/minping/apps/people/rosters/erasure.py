"""What is erased and when: contact data 90 days after a round's dispute period, or when somebody asks."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from minping.apps.campaigns.selectors import RoundFacts, round_of, rounds_of
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.people.identities import CHUNK, phone_index
from minping.apps.people.models import (
    Candidate,
    Erasure,
    Person,
    Roster,
    RosterRow,
    StaffNumber,
)
from minping.core.findings import Text

DISPUTE = timedelta(days=30)
"""After the close of a round its result can be disputed for so long."""

RETENTION = timedelta(days=90)
"""Contact data stay for so long after the dispute period."""


def erase_after(closes: date) -> date:
    """The day from which the contact data of a round closed on that day are erased."""
    return closes + DISPUTE + RETENTION


def due_on(roster: Roster) -> date | None:
    """When a list is erased; None while its round has no end."""
    facts: RoundFacts | None = round_of(roster.round_id) if roster.round_id else None
    if facts is None:
        rounds = [r for r in rounds_of(roster.campaign_id) if not roster.group or r.group == roster.group]
        facts = max(rounds, key=lambda r: r.closes, default=None)
    return erase_after(timezone.localtime(facts.closes).date()) if facts else None


def erase_due() -> int:
    """Erase every list that is due; how many. Safe to run again and again."""
    erased = 0
    for roster in Roster.objects.exclude(state=Roster.State.ERASED):
        due = due_on(roster)
        if due is not None and due <= today():
            _erase_roster(roster.id)
            erased += 1
    erase_candidates_due()
    erase_idle_staff_numbers()
    return erased


def erase_candidates_due() -> None:
    """Appraisers' personal data go when those of their campaign's last round do."""
    campaigns = Candidate.objects.order_by().values_list("campaign", flat=True).distinct()
    for campaign in list(campaigns):
        last = max((r.closes for r in rounds_of(campaign)), default=None)
        if last is not None and erase_after(timezone.localtime(last).date()) <= today():
            _erase_candidates(campaign)


@transaction.atomic
def _erase_candidates(campaign: UUID) -> None:
    found = Candidate.objects.filter(campaign=campaign)
    people = list(found.values_list("person_id", flat=True))
    found.delete()
    gone = forget_strays(people)
    Erasure.objects.create(
        at=now(), why=Erasure.Why.RETENTION, campaign_id=campaign, people=gone, by=SYSTEM.name
    )
    record(SYSTEM, "people.candidates.erased", campaign, candidates=len(people), people=gone)


@transaction.atomic
def _erase_roster(roster: UUID) -> None:
    found = Roster.objects.select_for_update().filter(id=roster).exclude(state=Roster.State.ERASED).first()
    if found is None:
        return
    kept = counts_of(found)
    rows = RosterRow.objects.filter(roster=found)
    people = list(rows.values_list("person_id", flat=True))
    delete_rows(rows)
    gone = forget_strays(people)
    Roster.objects.filter(id=found.id).update(state=Roster.State.ERASED, kept=kept)
    Erasure.objects.create(
        at=now(),
        why=Erasure.Why.RETENTION,
        campaign_id=found.campaign_id,
        rows=len(people),
        people=gone,
        by=SYSTEM.name,
    )
    record(SYSTEM, "people.roster.erased", found.id, rows=len(people), people=gone)


def delete_rows(rows: QuerySet[RosterRow]) -> int:
    """Delete rows some at a time, so that a long list needs no more memory than a short one; how many."""
    removed = 0
    while some := list(rows.order_by().values_list("id", flat=True)[:CHUNK]):
        removed += RosterRow.objects.filter(id__in=some).delete()[0]
    return removed


def counts_of(roster: Roster) -> dict[str, object]:
    """The counts of a list that hold nothing personal."""
    rows = RosterRow.objects.filter(roster=roster)
    strata = rows.filter(excluded="").values("stratum").annotate(n=Count("id")).order_by("stratum")
    excluded = rows.exclude(excluded="").values("excluded").annotate(n=Count("id")).order_by("excluded")
    return {
        "rows": rows.count(),
        "used": rows.filter(excluded="").count(),
        "strata": {row["stratum"]: row["n"] for row in strata},
        "excluded": {row["excluded"]: row["n"] for row in excluded},
    }


def forget_strays(people: Iterable[UUID]) -> int:
    """Remove those of the people who stand on no list any more and are no candidates; how many."""
    ids, gone = list(people), 0
    for start in range(0, len(ids), CHUNK):
        strays = (
            Person.objects.filter(id__in=ids[start : start + CHUNK])
            .annotate(held=Count("rows", distinct=True) + Count("candidacies", distinct=True))
            .filter(held=0)
        )
        gone += Person.objects.filter(id__in=list(strays.values_list("id", flat=True))).delete()[0]
    return gone


def erase_idle_staff_numbers() -> None:
    """Numbers of staff go with the last list of their unit."""
    busy = Roster.objects.exclude(state=Roster.State.ERASED).filter(unit__isnull=False).values("unit")
    had = Roster.objects.filter(state=Roster.State.ERASED, unit__isnull=False).values("unit")
    StaffNumber.objects.filter(Q(unit__in=had) & ~Q(unit__in=busy)).delete()


@transaction.atomic
def person_erase(*, actor: Actor, person: UUID, reason: str) -> None:
    """Erase somebody who asks for it from every list; refused for an appraiser still in office."""
    require(actor, "people.erase")
    if not reason.strip():
        raise Refused(Text("请写明删除依据。", "Say on what ground it is erased."))
    found = Person.objects.select_for_update().filter(id=person).first()
    if found is None:
        raise Refused(Text("此人的信息已不存在。", "Nothing is kept of this person any more."))
    if Candidate.objects.filter(person=found, state=Candidate.State.ACCEPTED).exists():
        raise Refused(
            Text(
                "此人是在任评议员，请先在「评议员」中办理退出。",
                "This person is an appraiser in office; withdraw that first under appraisers.",
            )
        )
    rows, _ = RosterRow.objects.filter(person=found).delete()
    Candidate.objects.filter(person=found).delete()
    found.delete()
    Erasure.objects.create(at=now(), why=Erasure.Why.REQUEST, rows=rows, people=1, by=actor.name)
    record(actor, "people.person.erased", "", rows=rows, reason=reason.strip())


def person_by_phone(actor: Actor, number: str) -> UUID | None:
    """Who has the E.164 number, for a request to be erased."""
    require(actor, "people.erase")
    found = Person.objects.filter(phone_index=phone_index(number)).first()
    return found.id if found else None
