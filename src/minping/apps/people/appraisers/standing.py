"""Who is an appraiser of a campaign, as rooms above need to know: pools, account, conflicts of interest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.people.identities import masked
from minping.apps.people.models import Candidate
from minping.core.findings import Text

APPRAISER_KINDS: Mapping[str, Text] = {
    Candidate.Kind.EXPERT: Text("专家评议员", "expert appraiser"),
    Candidate.Kind.SUPERVISOR: Text("监督员", "supervisor"),
    Candidate.Kind.REPRESENTATIVE: Text("评议代表", "representative"),
}


@dataclass(frozen=True)
class AppraiserFacts:
    """An accepted appraiser. ``name`` is masked; ``conflicts``: units where he or a relative belongs;
    ``pools``: names of the pools he is in; ``user``: his account, if he has one."""

    candidate: UUID
    person: UUID
    user: UUID | None
    name: str
    kind: str
    identity: str
    conflicts: frozenset[UUID]
    pools: tuple[str, ...]


def appraisers_of(campaign: UUID) -> Sequence[AppraiserFacts]:
    """The accepted appraisers of a campaign, in the order in which they were entered."""
    found = (
        Candidate.objects.filter(campaign=campaign, state=Candidate.State.ACCEPTED)
        .select_related("person")
        .prefetch_related("conflicts", "memberships__pool")
    )
    return [
        AppraiserFacts(
            one.id,
            one.person_id,
            one.user,
            masked(one.person).name,
            one.kind,
            one.identity,
            frozenset(conflict.unit_id for conflict in one.conflicts.all()),
            tuple(member.pool.name for member in one.memberships.all()),
        )
        for one in found
    ]
