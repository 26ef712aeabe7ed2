"""What other rooms may know of accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from minping.apps.accounts.models import Grant, User
from minping.apps.foundation.actors import NOBODY, Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import LABELS, Role
from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.phones import masked_phone
from minping.apps.units.selectors import units_of
from minping.core.findings import Text


@dataclass(frozen=True)
class GrantFacts:
    """A role somebody holds, perhaps for a unit, perhaps for somebody who is away."""

    id: UUID
    role: Role
    unit: UUID | None = None
    unit_name: str = ""
    deputy_for: UUID | None = None
    deputy_for_name: str = ""
    since: date | None = None
    until: date | None = None
    holds: bool = True
    """Whether it holds today: a deputy's days may lie ahead or behind."""

    @property
    def label(self) -> Text:
        """The role's name."""
        return LABELS[self.role]


@dataclass(frozen=True)
class UserFacts:
    """An account as the lists show it."""

    id: UUID
    username: str
    name: str
    post: str
    active: bool
    must_change: bool
    grants: tuple[GrantFacts, ...]
    last_signed_in: datetime | None = None
    phone: str = ""
    """138****0000, or empty."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that hold today."""
        return frozenset(grant.role for grant in self.grants if grant.holds)


def holding(day: date) -> Q:
    """The grants that hold on a day."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def actor_for(user: UUID) -> Actor:
    """The actor that a signed-in user is: name, roles, units of the scoped roles."""
    found = User.objects.filter(pk=user, is_active=True).first()
    if found is None:
        return NOBODY
    grants = list(Grant.objects.filter(holding(today()), user=found))
    return Actor(
        id=found.id,
        name=found.name,
        roles=frozenset(Role(grant.role) for grant in grants),
        units=frozenset(grant.unit_id for grant in grants if grant.unit_id),
    )


def users(*, role: Role | None = None, active: bool | None = None, text: str = "") -> Sequence[UserFacts]:
    """Accounts by name; only those of a role, active or not, or with ``text`` in name, post or user name."""
    found = User.objects.order_by("-is_active", "name", "username")
    if role is not None:
        found = found.filter(grants__role=role).distinct()
    if active is not None:
        found = found.filter(is_active=active)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(post__icontains=text))
    return _facts(found)


def user_facts(ids: Iterable[UUID]) -> dict[UUID, UserFacts]:
    """Accounts by id."""
    return {facts.id: facts for facts in _facts(User.objects.filter(id__in=list(ids)))}


def holders(role: Role) -> Sequence[UserFacts]:
    """Active people who hold a role today."""
    return [facts for facts in users(role=role, active=True) if role in facts.roles]


def _facts(found: QuerySet[User]) -> list[UserFacts]:
    rows = list(found.prefetch_related("grants__deputy_for"))
    ids = {grant.unit_id for user in rows for grant in user.grants.all() if grant.unit_id}
    names = {unit.id: unit.name for unit in units_of(ids)} if ids else {}
    day = today()
    return [
        UserFacts(
            id=user.id,
            username=user.username,
            name=user.name,
            post=user.post,
            active=user.is_active,
            must_change=user.must_change,
            grants=tuple(_grant(grant, names, day) for grant in user.grants.all()),
            last_signed_in=user.last_login,
            phone=masked_phone(unseal(user.sealed_phone, "phone")),
        )
        for user in rows
    ]


def _grant(grant: Grant, names: dict[UUID, str], day: date) -> GrantFacts:
    begun = grant.since is None or grant.since <= day
    return GrantFacts(
        id=grant.id,
        role=Role(grant.role),
        unit=grant.unit_id,
        unit_name=names.get(grant.unit_id, "") if grant.unit_id else "",
        deputy_for=grant.deputy_for_id,
        deputy_for_name=grant.deputy_for.name if grant.deputy_for else "",
        since=grant.since,
        until=grant.until,
        holds=begun and (grant.until is None or grant.until >= day),
    )
