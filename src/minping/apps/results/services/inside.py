"""Taking the results of campaigns inside units as those units' values in a component."""

from collections.abc import Sequence
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
from minping.apps.results.models import InsideTaken, ScoreRun
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity, Report
from minping.core.scheme.tree import walk
from minping.core.scoring.rounding import plain


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
    rows = [
        row for one in sources_of(campaign) if one.sound and one.run and (row := _row(one, one.run, scale))
    ]
    if not rows:
        raise Refused(
            Text(
                "还没有复核无误的内部评议结果。先在各单位的内部评议里计分、复核。",
                "No campaign inside a unit has a reviewed result yet: score and review one first.",
            )
        )
    figures = [row.figure for row in rows]
    made = figures_take(actor=actor, component=component, name="内部评议结果.csv", rows=figures)
    for row in rows:
        row.keep(actor, campaign, component, made)
    told = {"component": component, "submission": made, "units": [str(row.figure.unit) for row in rows]}
    record(actor, "results.inside.taken", campaign, **told)
    return len(rows)


@dataclass(frozen=True)
class _Row:
    """A unit's value with what it was made of."""

    figure: FigureRow
    run: ScoreRun
    members: Sequence[Member]

    def keep(self, actor: Actor, campaign: UUID, component: UUID, submission: UUID) -> None:
        InsideTaken.objects.create(
            campaign_id=campaign,
            component=component,
            submission=submission,
            unit_id=self.figure.unit,
            run=self.run,
            record=self.run.record,
            value=str(self.figure.value),
            rows=[_told(one) for one in self.members],
            by_name=actor.name,
            at=now(),
        )


def _scale(campaign: UUID, code: str) -> Fraction | None:
    """What the component stands for: points, 1 for a rate; None where the scheme says nothing."""
    scheme = frozen_scheme(campaign)
    if scheme is None:
        raise Refused(Text("方案尚未冻结。", "The scheme is not frozen yet."))
    for tree in (*scheme.trees.values(), *scheme.measures.values()):
        for node in walk(tree):
            if isinstance(node, Report) and node.component == code:
                return Fraction(1) if node.quantity is Quantity.RATE else node.head.full
    raise Refused(Text(f"方案没有部件「{code}」。", f"The scheme has no component “{code}”."))


def _row(source: Source, run: ScoreRun, scale: Fraction | None) -> _Row | None:
    """The unit's value; None where nothing inside it has a score. ``scale``: the component's full mark."""
    members, full = members_of(run), load_public(run).scheme.full
    if not members:
        return None
    share = scale / full if scale is not None else Fraction(1)
    total, number = sum((one.score for one in members), Fraction(0)) * share, len(members)
    scaled = f"，按满分{plain(full)}折为{plain(scale)}" if scale is not None and scale != full else ""
    note = f"{number}个对象得分之和除以{number}{scaled}；计分记录SHA-256 {run.record}"
    name = f"《{source.campaign.title}》第{run.number}次计分"
    figure = FigureRow(source.unit, total / number, total, Fraction(number), name, note)
    return _Row(figure, run, members)


def _told(one: Member) -> dict[str, str | int]:
    return {
        "unit": str(one.unit),
        "name": one.name,
        "category": one.category,
        "score": str(one.score),
        "shown": one.shown,
        "valid": one.valid,
    }
