"""What a campaign scores: the units that take part, and what its scheme counts for them (双挂钩, F159)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.campaigns.selectors import CampaignFacts, ParticipationFacts, participations_of
from minping.apps.units.selectors import UnitFacts, units_of
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Attribution, Rollup
from minping.core.scheme.tree import walk

_BELOW = frozenset({"station", "window", "section"})
"""What a roll-up that names no kinds brings in by itself: an ordinary unit counts where it takes part."""


@dataclass(frozen=True)
class Objects:
    """``units`` by code: those that take part and those counted for them. ``parts``: unit → its participation."""

    units: Sequence[UnitFacts]
    parts: Mapping[UUID, ParticipationFacts]


def objects_of(campaign: CampaignFacts, scheme: Scheme | None) -> Objects:
    """Everything that takes part or stands beneath it, whether by its parent or, where the scheme rolls up by
    district or system, by these. Whatever did not exist in the campaign's year is left out."""
    parts = {one.unit: one for one in participations_of(campaign.id)}
    known = units_of()
    chosen = {unit.id: unit for unit in known if unit.id in parts}
    waiting = [unit for unit in known if unit.id not in parts and _alive(unit, campaign.year)]
    links = list(_links(scheme)) if scheme is not None else []
    while found := [unit for unit in waiting if _counted(unit, chosen, links)]:
        chosen |= {unit.id: unit for unit in found}
        waiting = [unit for unit in waiting if unit.id not in chosen]
    return Objects([unit for unit in known if unit.id in chosen], parts)


def _alive(unit: UnitFacts, year: int) -> bool:
    return (unit.since is None or unit.since <= year) and (unit.until is None or unit.until >= year)


def _links(scheme: Scheme) -> Iterator[tuple[Attribution, frozenset[str]]]:
    """By what the scheme finds subunits besides the parent, and of which kinds."""
    for tree in (*scheme.trees.values(), *scheme.measures.values()):
        for node in walk(tree):
            if isinstance(node, Rollup) and node.by is not Attribution.PARENT:
                yield node.by, frozenset(node.kinds) or _BELOW


def _counted(
    unit: UnitFacts,
    chosen: Mapping[UUID, UnitFacts],
    links: Iterable[tuple[Attribution, frozenset[str]]],
) -> bool:
    if unit.parent in chosen:
        return True
    wanted = {getattr(unit, by.value) for by, kinds in links if unit.kind in kinds} - {""}
    return bool(wanted) and any(one.name in wanted or one.code in wanted for one in chosen.values())
