"""What other rooms may know of people: who is asked in a round, masked names, and, with a reason, contacts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from minping.apps.campaigns.selectors import RoundFacts, round_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.messaging.phones import e164
from minping.apps.messaging.recipients import Recipient
from minping.apps.people.appraisers.standing import APPRAISER_KINDS, AppraiserFacts, appraisers_of
from minping.apps.people.appraisers.trained import trained_of
from minping.apps.people.appraisers.training import own_candidate
from minping.apps.people.identities import CHUNK, masked, opened, phone_index
from minping.apps.people.models import (
    Attempt,
    Draw,
    DrawMember,
    Paper,
    Person,
    Roster,
    RosterRow,
    RosterWarning,
)
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text

__all__ = [
    "APPRAISER_KINDS",
    "AppraiserFacts",
    "Contact",
    "MaskedPerson",
    "RosterStand",
    "Voter",
    "address_book",
    "appraisers_of",
    "contacts_of",
    "frame_sizes",
    "masked_of",
    "open_warnings",
    "person_exists",
    "person_of_phone",
    "public_draws",
    "reserves_for",
    "roster_stand",
    "test_owed",
    "voters_for",
]
NOT_YET = frozenset({"planned", "roster_open", "roster_locked", "seed_committed"})


@dataclass(frozen=True)
class Voter:
    """Somebody asked in a round. ``units``: whom he rates, None for every unit of the campaign."""

    person: UUID
    units: frozenset[UUID] | None
    stratum: str
    roster: UUID


@dataclass(frozen=True)
class Contact:
    """A full name and E.164 number ("" where there is none): to write a file or a slip, not to keep."""

    person: UUID
    name: str
    phone: str


@dataclass(frozen=True)
class MaskedPerson:
    """王** and 138****5678."""

    person: UUID
    name: str
    phone: str


@dataclass(frozen=True)
class RosterStand:
    """How far the people of a round are. ``drawn``: how many are asked, 0 before the draw."""

    rosters: int
    people: int
    excluded: int
    warnings: int
    locked: bool
    committed: bool
    drawn: int
    reserve: int


def test_owed(actor: Actor) -> bool:
    """Whether the appraiser who is signed in has a test to take: open, not passed, attempts left."""
    own = own_candidate(actor)
    paper = Paper.objects.filter(campaign=own.campaign_id, open=True).first() if own else None
    if own is None or paper is None:
        return False
    taken = list(Attempt.objects.filter(paper=paper, candidate=own))
    return len(taken) < paper.attempts and not any(one.passed for one in taken)


def voters_for(round_id: UUID) -> Sequence[Voter]:
    """Who is asked in the round, once each, in the order of a random id. Empty before the draw.

    Where the round is for trained appraisers only, the others are left out.
    """
    facts = round_of(round_id)
    made = Draw.objects.filter(round=round_id, state=Draw.State.DRAWN).first()
    if facts is None or facts.state in NOT_YET or made is None:
        return []
    rows = RosterRow.objects.filter(roster__round=round_id, excluded="")
    if made.method == Draw.Method.DICE:
        rows = rows.filter(id__in=DrawMember.objects.filter(draw=made, reserve=False).values("row"))
    found = _merged(rows.values_list("person_id", "roster__unit_id", "stratum", "roster_id").iterator(CHUNK))
    voters = _only_trained(facts, found)
    return sorted(voters, key=lambda voter: str(voter.person))


def reserves_for(round_id: UUID) -> Sequence[Voter]:
    """The reserve list in the order in which they step in, list by list."""
    facts = round_of(round_id)
    members = (
        DrawMember.objects.filter(draw__round=round_id, reserve=True, row__isnull=False)
        .order_by("row__roster__unit__code", "row__stratum", "order")
        .values_list("row__person_id", "row__roster__unit_id", "row__stratum", "row__roster_id")
    )
    found = [_voter(*member) for member in members]
    return _only_trained(facts, found) if facts else []


def _voter(person: UUID, unit: UUID | None, stratum: str, roster: UUID) -> Voter:
    return Voter(person, frozenset({unit}) if unit else None, stratum, roster)


def _merged(rows: Iterable[tuple[UUID, UUID | None, str, UUID]]) -> list[Voter]:
    found: dict[UUID, Voter] = {}
    for row in rows:
        fresh = _voter(*row)
        known = found.get(fresh.person)
        if known is None:
            found[fresh.person] = fresh
        elif known.units is None or fresh.units is None:
            found[fresh.person] = Voter(known.person, None, known.stratum, known.roster)
        else:
            first = min(known, fresh, key=lambda voter: str(voter.roster))
            found[fresh.person] = Voter(first.person, known.units | fresh.units, first.stratum, first.roster)
    return list(found.values())


def _only_trained(facts: RoundFacts, voters: list[Voter]) -> list[Voter]:
    if not facts.trained_only:
        return voters
    trained = trained_of(facts.campaign)
    return [voter for voter in voters if voter.person in trained]


def roster_stand(round_id: UUID) -> RosterStand:
    """How far lists and draw of a round are."""
    rosters = Roster.objects.filter(round=round_id)
    rows = RosterRow.objects.filter(roster__round=round_id).aggregate(
        all=Count("id"), out=Count("id", filter=~Q(excluded=""))
    )
    made = Draw.objects.filter(round=round_id).first()
    drawn, reserve = 0, 0
    if made and made.method == Draw.Method.ALL:
        drawn = made.size
    elif made:
        drawn = DrawMember.objects.filter(draw=made, reserve=False).count()
        reserve = DrawMember.objects.filter(draw=made, reserve=True).count()
    waiting = RosterWarning.objects.filter(roster__round=round_id, state=RosterWarning.State.OPEN).count()
    locked = rosters.exclude(state=Roster.State.OPEN).exists()
    return RosterStand(
        rosters.count(), rows["all"], rows["out"], waiting, locked, made is not None, drawn, reserve
    )


def open_warnings(roster: UUID) -> Sequence[UUID]:
    """Warnings about a list that nobody has settled yet."""
    waiting = RosterWarning.objects.filter(roster=roster, state=RosterWarning.State.OPEN)
    return list(waiting.order_by("code", "key").values_list("id", flat=True))


def contacts_of(actor: Actor, persons: Iterable[UUID], *, reason: str) -> Mapping[UUID, Contact]:
    """Full names and numbers, with one entry in the log; needs a transaction. Erased people are absent."""
    require(actor, "people.contact")
    if not reason.strip():
        raise Refused(Text("查看完整联系方式须写明理由。", "Say why you need full contact data."))
    found = {
        person.id: Contact(person.id, plain.name, plain.phone)
        for person in _people(persons)
        for plain in (opened(person),)
    }
    record(actor, "people.contacts.opened", "", people=len(found), reason=reason.strip())
    return found


def address_book(actor: Actor, persons: Iterable[UUID], *, reason: str) -> Mapping[UUID, Recipient]:
    """Contacts as the room of messages takes them."""
    found = contacts_of(actor, persons, reason=reason)
    return {person: Recipient(contact.name, contact.phone) for person, contact in found.items()}


def masked_of(persons: Iterable[UUID]) -> Mapping[UUID, MaskedPerson]:
    """Masked names and numbers. Erased people are absent."""
    return {
        person.id: MaskedPerson(person.id, shown.name, shown.phone)
        for person in _people(persons)
        for shown in (masked(person),)
    }


def public_draws(rounds: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Round → its draw with dice, whose protocol everybody may read."""
    found = Draw.objects.filter(round__in=list(rounds), method=Draw.Method.DICE)
    return dict(found.values_list("round_id", "id"))


def frame_sizes(round_id: UUID) -> Mapping[UUID | None, int]:
    """How many persons could have been drawn, by the unit whose list they stood on (None: all units)."""
    rows = RosterRow.objects.filter(roster__round=round_id, excluded="")
    counted = rows.values_list("roster__unit_id").annotate(number=Count("id"))
    return dict(counted.order_by("roster__unit_id"))


def person_of_phone(actor: Actor, written: str) -> UUID | None:
    """The person with this number, however it is written; None where nobody has it."""
    require(actor, "people.contact")
    try:
        number = e164(written)
    except BadCell:
        return None
    return Person.objects.filter(phone_index=phone_index(number)).values_list("id", flat=True).first()


def person_exists(person: UUID) -> bool:
    """Whether anything is kept of this person."""
    return Person.objects.filter(id=person).exists()


def _people(persons: Iterable[UUID]) -> Iterable[Person]:
    ids = list(persons)
    for start in range(0, len(ids), CHUNK):
        yield from Person.objects.filter(id__in=ids[start : start + CHUNK])
