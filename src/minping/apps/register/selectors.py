"""What other rooms may know of the register: numbers, never persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from minping.apps.campaigns.selectors import round_of
from minping.apps.register.models import CredentialClass, Invitation
from minping.core.findings import RefusedInput
from minping.core.secrecy.exchange import Status, read_status

STATE = Invitation.State
ISSUED = (STATE.ISSUING, STATE.WEB_ISSUED)
TENS = 10


@dataclass(frozen=True)
class ClassFacts:
    """Participation of one credential class. While the round is open ``issued`` is rounded down to tens."""

    code: str
    title: str
    unit: UUID | None
    eligible: int
    invited: int
    issued: int
    reissued: int


@dataclass(frozen=True)
class Participation:
    """Participation of a round. While it is open ``issued`` and ``counted`` are rounded down to tens, since
    successive exact numbers would show single persons. ``superseded`` and ``counted`` come from the box."""

    round: UUID
    open: bool
    eligible: int
    invited: int
    issued: int
    reissued: int
    counted: int
    superseded: int
    classes: Sequence[ClassFacts]


def participation_of(round: UUID) -> Participation:
    """How many may take part, were asked, hold a ticket, and voted."""
    facts = round_of(round)
    live = facts is not None and facts.state == "open"
    states = numbers_of(round)
    classes = [_class(found, states, live) for found in CredentialClass.objects.filter(round=round)]
    issued = sum(_issued(found, states) for found in CredentialClass.objects.filter(round=round))
    status = status_of(round)
    return Participation(
        round=round,
        open=live,
        eligible=sum(c.eligible for c in classes),
        invited=sum(c.invited for c in classes),
        issued=_tens(issued) if live else issued,
        reissued=sum(c.reissued for c in classes),
        counted=status.counted if status else 0,
        superseded=status.superseded if status else 0,
        classes=classes,
    )


def numbers_of(round: UUID) -> Mapping[tuple[str, str], int]:
    """How many invitations of each class are in each state; those made void left out."""
    rows = Invitation.objects.filter(round=round).exclude(state=STATE.VOID)
    counted = rows.values_list("class_code", "state").annotate(number=Count("id")).order_by("class_code")
    return {(code, state): number for code, state, number in counted}


def _issued(found: CredentialClass, states: Mapping[tuple[str, str], int]) -> int:
    if found.kept_issued is not None:
        return found.kept_issued
    return sum(states.get((found.code, state), 0) for state in ISSUED)


def _class(found: CredentialClass, states: Mapping[tuple[str, str], int], live: bool) -> ClassFacts:
    invited = sum(number for (code, _), number in states.items() if code == found.code)
    issued = _issued(found, states)
    return ClassFacts(
        found.code,
        found.title,
        found.unit,
        found.eligible,
        invited if found.kept_invited is None else found.kept_invited,
        _tens(issued) if live else issued,
        found.reissued,
    )


def _tens(number: int) -> int:
    return number // TENS * TENS


def status_of(round: UUID) -> Status | None:
    """The box's last word about a round; None before its first, or when it cannot be read."""
    try:
        return read_status(Path(settings.EXCHANGE), str(round))
    except RefusedInput:
        return None


def uncoded(round: UUID) -> int:
    """Invitations that wait for their code."""
    return Invitation.objects.filter(round=round, state=STATE.INVITED, code_hash__isnull=True).count()


def waiting_persons(round: UUID, class_code: str = "") -> Sequence[UUID]:
    """Persons whose invitation waits for its code."""
    rows = Invitation.objects.filter(round=round, state=STATE.INVITED, code_hash__isnull=True)
    return list((rows.filter(class_code=class_code) if class_code else rows).values_list("person", flat=True))


def locked_codes(round: UUID) -> Sequence[str]:
    """The first four characters of typed codes that are locked; they are no secret."""
    found = Invitation.objects.filter(round=round, locked=True, locator__isnull=False)
    return [locator or "" for locator in found.order_by("locator").values_list("locator", flat=True)]


def still_invited(round: UUID) -> int:
    """Persons who may be reminded. Rounded down to tens, like everything that is shown of an open round."""
    return _tens(Invitation.objects.filter(round=round, state=STATE.INVITED).count())


def rounds_of_person(person: UUID) -> Sequence[UUID]:
    """Rounds to which somebody is invited, for erasure and for the person's own question."""
    return list(Invitation.objects.filter(person=person).values_list("round", flat=True))
