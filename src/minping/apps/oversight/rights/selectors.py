"""Who holds which right in a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.oversight.models import Right
from minping.apps.people.selectors import AppraiserFacts, appraisers_of
from minping.core.findings import Text

KINDS = {
    Right.Kind.INVESTIGATE: Text("调查权", "to investigate"),
    Right.Kind.SUPERVISE: Text("监督权", "to supervise"),
    Right.Kind.APPRAISE: Text("评议权", "to appraise"),
    Right.Kind.VOTE: Text("表决权", "to vote"),
}
MEANING = {
    Right.Kind.INVESTIGATE: Text(
        "走访群众，参加社情民意大调查", "talk with citizens, take part in the survey"
    ),
    Right.Kind.SUPERVISE: Text("参加明察暗访，在听证会上质询", "take part in inspections, ask at hearings"),
    Right.Kind.APPRAISE: Text("对整改情况现场点评", "comment on rectification on the spot"),
    Right.Kind.VOTE: Text("在听证会上表决", "vote at hearings"),
}


@dataclass(frozen=True)
class Supervisor:
    """An appraiser with the rights he holds."""

    facts: AppraiserFacts
    rights: frozenset[str]


def held_in(campaign: UUID) -> Mapping[UUID, frozenset[str]]:
    """Person → kinds of rights in force."""
    found: dict[UUID, set[str]] = {}
    rows = Right.objects.filter(campaign=campaign, ended_at__isnull=True).values_list("person", "kind")
    for person, kind in rows:
        found.setdefault(person, set()).add(kind)
    return {person: frozenset(kinds) for person, kinds in found.items()}


def supervisors_of(campaign: UUID) -> list[Supervisor]:
    """Every accepted appraiser of the campaign with his rights, perhaps none."""
    held = held_in(campaign)
    return [Supervisor(one, held.get(one.person, frozenset())) for one in appraisers_of(campaign)]


def supervisor_of(campaign: UUID, user: UUID) -> Supervisor | None:
    """The appraiser that an account belongs to, or None."""
    return next((one for one in supervisors_of(campaign) if one.facts.user == user), None)


def campaigns_of(user: UUID, kind: str) -> frozenset[UUID]:
    """Campaigns in which an account holds a right."""
    held = Right.objects.filter(user=user, kind=kind, ended_at__isnull=True)
    return frozenset(held.values_list("campaign_id", flat=True))


def require_right(actor: Actor, campaign: UUID, kind: Right.Kind, *units: UUID) -> None:
    """Raise Refused unless the actor belongs to the office, or is an appraiser who holds the right and has no
    interest in ``units``."""
    if actor.system or actor.of_office:
        return
    found = supervisor_of(campaign, actor.person)
    if found is None or kind not in found.rights:
        raise Refused(
            Text(
                f"您在这次评议中没有{KINDS[kind].zh}，请向评议办申请。",
                f"You do not hold the right {KINDS[kind].en} in this campaign; ask the office for it.",
            )
        )
    if found.facts.conflicts & frozenset(units):
        raise Refused(
            Text(
                "您与该单位有利害关系（本人或亲属所在单位），应当回避。",
                "You or a relative belongs to this unit: a conflict of interest.",
            )
        )
