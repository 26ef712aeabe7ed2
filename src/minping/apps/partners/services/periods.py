"""A year that is delivered in periods: each signed by itself, the year's figures pooled from all of them."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.partners.families import FAMILIES, SITE, Shape
from minping.apps.partners.models import Component, Submission
from minping.apps.partners.periods import MOST, periods_between
from minping.apps.partners.scope import Names, names_of
from minping.apps.partners.services.found import GONE, as_partner_or_office, held, require_periods
from minping.apps.partners.services.submissions import submission_take
from minping.apps.partners.tables.pooling import Delivered, pooled
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity

Pooling = Component.Pooling
_LONGEST = 40


def periods_fit(found: Component, names: Names, codes: list[str]) -> None:
    """Raises Refused for periods that cannot be, or figures that cannot be pooled as chosen."""
    if not found.every:
        found.pooling, found.pooling_basis = "", ""
        return
    if found.family == SITE or found.every not in Component.Every.values:
        raise Refused(GONE)
    if found.since is None or found.until is None:
        raise Refused(Text("分期报送的，请填数据起日和止日。", "With periods, say from and until which day."))
    number = len(periods_between(found.every, found.since, found.until))
    if not 2 <= number <= MOST:
        raise Refused(
            Text(
                f"起止日之间有{number}期，分期报送须为2至{MOST}期。",
                f"There are {number} periods between these days; 2 to {MOST} are possible.",
            )
        )
    if len(found.title) > 100 - _LONGEST:
        raise Refused(Text("名称太长，请压缩到60字以内。", "The title is too long: 60 characters at most."))
    _pooling_fits(found, names, codes)


def _pooling_fits(found: Component, names: Names, codes: list[str]) -> None:
    shape = FAMILIES[found.family].shape
    rates = [c for c in codes if any(n.quantity is Quantity.RATE for n in names.reports.get(c, ()))]
    if shape is Shape.COUNTS and found.pooling not in {Pooling.PARTS, Pooling.MEAN}:
        raise Refused(
            Text(
                "这种表填的是件数，年度数由各期件数相加后计算。",
                "This table holds counts: the year is computed from their sums.",
            )
        )
    if shape is Shape.COUNTS and found.pooling == Pooling.MEAN and not found.pooling_basis:
        raise Refused(
            Text(
                "比率一般不能取各期平均。方案确有规定的，请写明依据的条款。",
                "Rates of periods are not averaged unless the plan says so: name the clause.",
            )
        )
    if shape is Shape.WIDE and found.pooling == Pooling.PARTS:
        raise Refused(
            Text(
                "这种表没有分子分母，请选择年度数取各期平均、合计，还是最后一期。",
                "This table has no numerators: choose the mean, the sum or the last period.",
            )
        )
    if found.pooling == Pooling.SUM and rates:
        raise Refused(
            Text(f"「{rates[0]}」是比率，不能各期相加。", f"“{rates[0]}” is a rate and cannot be added up.")
        )


def periods_keep(found: Component) -> None:
    """Write the component's periods as its plan has them; those that stand keep their place."""
    wanted = (
        periods_between(found.every, found.since, found.until)
        if found.every and found.since and found.until
        else []
    )
    there = {(one.since, one.until): one for one in found.periods.all()}
    for one in [there.pop(days) for days in list(there) if days not in {(p.since, p.until) for p in wanted}]:
        one.delete()
    for period in wanted:
        one = there.get((period.since, period.until)) or Component(
            campaign_id=found.campaign_id, parent=found, since=period.since, until=period.until
        )
        one.title, one.family, one.partner_id = f"{found.title} {period.name}", found.family, found.partner_id
        one.due, one.note = period.until + timedelta(days=found.due_days), found.note
        one.save()


@transaction.atomic
def year_pool(*, actor: Actor, component: UUID) -> UUID:
    """The year's figures from all its signed periods, as a draft to be checked and signed."""
    found = held(component)
    as_partner_or_office(actor, found)
    if not found.every:
        raise Refused(GONE)
    require_periods(found)
    names = names_of(found.campaign_id)
    signed = (
        Submission.objects.filter(component__parent=found, state=Submission.State.SIGNED)
        .select_related("component")
        .prefetch_related("lines__unit", "figures__unit")
        .order_by("component__since")
    )
    delivered = [Delivered.of(one, found.title) for one in signed]
    if not delivered:
        raise Refused(
            Text("各期都没有报送，没有可以汇总的数据。", "No period was handed in: nothing to pool.")
        )
    read, faults = pooled(found, names, delivered)
    if faults:
        raise Refused(Text("各期还不能汇总。", "The periods cannot be pooled."), faults)
    made, _ = submission_take(actor=actor, component=found.id, read=read, names=names)
    return made
