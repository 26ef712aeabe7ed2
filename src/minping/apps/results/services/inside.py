"""Taking the results of campaigns inside units as those units' values in a component."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.services import FigureRow, figures_take
from minping.apps.results.inside import Member, Source, fitting, members_of, sources_of
from minping.apps.results.loaded import load_public
from minping.apps.results.models import InsideTaken
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity, Report
from minping.core.scheme.tree import walk
from minping.core.scoring.rounding import plain


@dataclass(frozen=True)
class _Scale:
    """``full``: what the county's component stands for; of a rate 1."""

    full: Fraction | None


@transaction.atomic
def inside_take(*, actor: Actor, campaign: UUID, component: UUID) -> int:
    """Take every reviewed result as the draft of a component, to be signed by whoever answers for it; how many.

    A unit's value is the plain mean of all that have a score inside it, brought from that plan's full mark to the
    component's. Which run it was is written into the rows that are signed. Raises Refused.
    """
    require(actor, "results.edit")
    stand = next((one for one in fitting(campaign) if one.id == component), None)
    if stand is None:
        raise Refused(
            Text(
                "这个部件不能取内部评议的结果：须是“各项得分表”或“逐项清单”，且只报一个部件。",
                "This component cannot take them: it must be a table of values or a list for one component.",
            )
        )
    scale = _scale(campaign, stand.codes[0])
    sources = [one for one in sources_of(campaign) if one.sound]
    rows = [(one, *_row(one, scale)) for one in sources]
    rows = [found for found in rows if found[2]]
    if not rows:
        raise Refused(
            Text(
                "还没有复核无误的内部评议结果。先在各单位的内部评议里计分、复核。",
                "No campaign inside a unit has a reviewed result yet: score and review one first.",
            )
        )
    made = figures_take(
        actor=actor,
        component=component,
        name="内部评议结果.csv",
        rows=[figure for _, figure, _ in rows],
    )
    for source, figure, members in rows:
        assert source.run is not None  # noqa: S101 - sound ones have a run
        InsideTaken.objects.create(
            campaign_id=campaign,
            component=component,
            submission=made,
            unit_id=source.unit,
            run=source.run,
            record=source.run.record,
            value=str(figure.value),
            rows=[_told(one) for one in members],
            by_name=actor.name,
            at=now(),
        )
    units = [str(source.unit) for source, _, _ in rows]
    record(actor, "results.inside.taken", campaign, component=component, submission=made, units=units)
    return len(rows)


def _scale(campaign: UUID, code: str) -> _Scale:
    scheme = frozen_scheme(campaign)
    if scheme is None:
        raise Refused(Text("方案尚未冻结。", "The scheme is not frozen yet."))
    for tree in (*scheme.trees.values(), *scheme.measures.values()):
        for node in walk(tree):
            if isinstance(node, Report) and node.component == code:
                return _Scale(Fraction(1) if node.quantity is Quantity.RATE else node.head.full)
    raise Refused(Text(f"方案没有部件「{code}」。", f"The scheme has no component “{code}”."))


def _row(source: Source, scale: _Scale) -> tuple[FigureRow, list[Member]]:
    run = source.run
    assert run is not None  # noqa: S101 - sound ones have a run
    members, full = members_of(run), load_public(run).scheme.full
    share = scale.full / full if scale.full is not None else Fraction(1)
    total, number = sum((one.score for one in members), Fraction(0)) * share, len(members)
    scaled = f"，按满分{plain(full)}折为{plain(scale.full)}" if scale.full not in {None, full} else ""
    note = f"{number}个对象得分之和除以{number}{scaled}；计分记录SHA-256 {run.record}"
    value = total / number if number else Fraction(0)
    name = f"《{source.campaign.title}》第{run.number}次计分"
    return FigureRow(source.unit, value, total, Fraction(number), name, note), members


def _told(one: Member) -> dict[str, str | int]:
    return {
        "unit": str(one.unit),
        "name": one.name,
        "category": one.category,
        "score": str(one.score),
        "shown": one.shown,
        "valid": one.valid,
    }
