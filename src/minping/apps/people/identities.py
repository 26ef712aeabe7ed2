"""People kept sealed and found again by number: the one place where names and numbers are opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.foundation.sealing import VERSION, blind_index, seal, unseal
from minping.apps.messaging.phones import masked_name, masked_phone
from minping.apps.people.models import Person

CHUNK = 500


@dataclass(frozen=True)
class Identity:
    """A name with its E.164 number ("" where there is none)."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Kept:
    """Where an identity is kept. ``name_differs``: its number was known under another name."""

    person: UUID
    name_differs: bool = False


def phone_index(number: str) -> str:
    """The blind index of an E.164 number."""
    return blind_index(number, "phone")


def keep(identities: Sequence[Identity]) -> list[Kept]:
    """Find or make each person, in order; the first name of a number stays. Needs a transaction."""
    found: list[Kept] = []
    for start in range(0, len(identities), CHUNK):
        found += _keep_some(identities[start : start + CHUNK])
    return found


def _keep_some(identities: Sequence[Identity]) -> list[Kept]:
    indexes = [phone_index(i.phone) if i.phone else None for i in identities]
    known = _by_index(index for index in indexes if index)
    fresh: dict[str, Person] = {}
    unnumbered: list[Person] = []
    for identity, index in zip(identities, indexes, strict=True):
        if index is None:
            unnumbered.append(_sealed(identity, None))
        elif index not in known and index not in fresh:
            fresh[index] = _sealed(identity, index)
    Person.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    Person.objects.bulk_create(unnumbered)
    known |= _by_index(fresh)
    alone = iter(unnumbered)
    kept = []
    for identity, index in zip(identities, indexes, strict=True):
        if index is None:
            kept.append(Kept(next(alone).id))
            continue
        person = known[index]
        known_name = unseal(person.sealed_name, "name")
        kept.append(Kept(person.id, bool(identity.name) and known_name != identity.name))
    return kept


def _by_index(indexes: Iterable[str]) -> dict[str, Person]:
    return {p.phone_index or "": p for p in Person.objects.filter(phone_index__in=list(indexes))}


def _sealed(identity: Identity, index: str | None) -> Person:
    return Person(
        sealed_name=seal(identity.name, "name"),
        sealed_phone=seal(identity.phone, "phone") if identity.phone else b"",
        phone_index=index,
        key_version=VERSION,
    )


def opened(person: Person) -> Identity:
    """Name and number in plain; only for services that record why."""
    return Identity(unseal(person.sealed_name, "name"), unseal(person.sealed_phone, "phone"))


def masked(person: Person) -> Identity:
    """王** and 138****5678: what a page may show."""
    plain = opened(person)
    return Identity(masked_name(plain.name), masked_phone(plain.phone))
