"""Who reports what: assigned by the office, changed, taken back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.families import FAMILIES, SITE, Family, Shape
from minping.apps.partners.models import Component, Feed, Submission
from minping.apps.partners.scope import Names, names_of
from minping.apps.partners.services.found import GONE, held, in_force
from minping.apps.partners.services.periods import periods_fit, periods_keep
from minping.apps.partners.tables.session import options_of
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity

MEETING = "meeting"


@dataclass(frozen=True)
class ComponentPlan:
    """``feeds``: component of the scheme → measure of the family ("" where the table holds the value).
    ``every``, ``pooling``: as ``Component`` has them; ``due_days`` after the end of each period."""

    title: str
    family: str
    partner: UUID
    due: date
    since: date | None = None
    until: date | None = None
    note: str = ""
    feeds: Mapping[str, str] | None = None
    group: str = ""
    round: str = ""
    every: str = ""
    due_days: int = 10
    pooling: str = ""
    pooling_basis: str = ""


@transaction.atomic
def component_make(*, actor: Actor, campaign: UUID, plan: ComponentPlan) -> UUID:
    """Assign a component to a partner, or a session to a site (family ``site``)."""
    require(actor, "partners.edit")
    found = Component(campaign_id=campaign)
    _fill(found, plan)
    record(actor, "partners.component.made", found.id, title=found.title, family=plan.family)
    return found.id


@transaction.atomic
def component_change(*, actor: Actor, component: UUID, plan: ComponentPlan) -> None:
    """Change what was assigned. What a delivery was read by stays as long as there is one."""
    require(actor, "partners.edit")
    found = held(component)
    if found.parent_id:
        raise Refused(GONE)
    there = list(_in_force(found))
    if there and (_read_by(found) != _reading(plan) or (found.title != plan.title and _signed(there))):
        raise Refused(
            Text(
                "已经收到报送，报送单位、表的种类、周期和各项指标不能再改。请先撤销导入，或重开后再改。",
                "Something was handed in: partner, family, periods and figures stay. Undo the import or reopen it.",
            )
        )
    _fill(found, plan)
    record(actor, "partners.component.changed", found.id, title=found.title)


@transaction.atomic
def component_remove(*, actor: Actor, component: UUID) -> None:
    """Take an assignment back, as long as nothing was ever handed in."""
    require(actor, "partners.edit")
    found = held(component)
    if found.parent_id:
        raise Refused(GONE)
    if found.submissions.exists() or Submission.objects.filter(component__parent=found).exists():
        raise Refused(Text("已经有过报送，不能删除。", "Something was handed in; it cannot be removed."))
    if found.airings.exists():
        raise Refused(
            Text("已经有节目排期，不能删除。", "Programmes are on its schedule; it cannot be removed.")
        )
    record(actor, "partners.component.removed", found.id, title=found.title)
    found.delete()


def _in_force(found: Component) -> Iterator[Submission]:
    """Deliveries of the component and of its periods that are drafts or signed."""
    for one in (found, *found.periods.all()):
        there = in_force(one)
        if there is not None:
            yield there


def _signed(there: Iterable[Submission]) -> bool:
    return any(one.state == Submission.State.SIGNED for one in there)


def _read_by(found: Component) -> tuple[object, ...]:
    """What a delivery was read by."""
    period = (found.every, found.since, found.until, found.pooling) if found.every else ("", None, None, "")
    feeds = {feed.code: feed.measure for feed in found.feeds.all()}
    return (found.family, found.partner_id, found.group, found.round, *period, feeds)


def _reading(plan: ComponentPlan) -> tuple[object, ...]:
    period = (plan.every, plan.since, plan.until, plan.pooling) if plan.every else ("", None, None, "")
    return (plan.family, plan.partner, plan.group, plan.round, *period, dict(plan.feeds or {}))


def _fill(found: Component, plan: ComponentPlan) -> None:
    facts, family = campaign_of(found.campaign_id), FAMILIES.get(plan.family)
    if facts is None or family is None:
        raise Refused(GONE)
    if facts.state == "archived":
        raise Refused(
            Text("这次评议已归档，不能再改。", "This campaign is archived and can no longer be changed.")
        )
    if plan.since and plan.until and plan.until < plan.since:
        raise Refused(Text("报送期间的止日早于起日。", "The period ends before it begins."))
    names = names_of(found.campaign_id)
    feeds = dict(plan.feeds or {})
    if plan.family == SITE:
        found.channel = _session_scope(names, plan)
    else:
        _fits(names, family, feeds)
    found.title, found.family, found.partner_id = plan.title.strip(), plan.family, plan.partner
    found.due, found.since, found.until, found.note = plan.due, plan.since, plan.until, plan.note.strip()
    found.group, found.round = plan.group, plan.round
    found.every, found.due_days = plan.every, plan.due_days
    found.pooling, found.pooling_basis = plan.pooling, plan.pooling_basis.strip()
    periods_fit(found, names, list(feeds))
    try:
        with transaction.atomic():
            found.save()
            found.feeds.all().delete()
            Feed.objects.bulk_create(
                Feed(component=found, campaign_id=found.campaign_id, measure=measure, code=code)
                for code, measure in sorted(feeds.items())
            )
            periods_keep(found)
    except IntegrityError as fault:
        raise Refused(_taken(found, feeds)) from fault


def _taken(found: Component, feeds: Mapping[str, str]) -> Text:
    others = Feed.objects.filter(campaign=found.campaign_id, code__in=list(feeds)).exclude(component=found.id)
    other = others.select_related("component").first()
    if other is None:
        return Text(f"已有名为「{found.title}」的报送任务。", f"There is a task “{found.title}” already.")
    return Text(
        f"「{other.code}」已由「{other.component.title}」报送，一个部件只能有一个来源。",
        f"“{other.code}” is reported by “{other.component.title}” already: one source for each component.",
    )


def _session_scope(names: Names, plan: ComponentPlan) -> str:
    """The scheme's own word for a meeting. Refuses a voter group or round that it does not have."""
    scheme = names.scheme
    if scheme is None or names.words is None or plan.group not in scheme.groups:
        raise Refused(Text("请先在方案里定好投票层面。", "The scheme must name the voter group first."))
    if plan.round not in scheme.rounds and (plan.round or scheme.rounds):
        raise Refused(Text("请选择评议轮次。", "Choose the round."))
    if not options_of(scheme, plan.group):
        raise Refused(
            Text(
                "这个投票层面打的是分数，不是等次，不能按票数汇总；请改用选票导入。",
                "This group gives points instead of grades: votes cannot be counted. Take its ballots in instead.",
            )
        )
    found = names.words.free["channel"].find(MEETING)
    return found or MEETING


def _fits(names: Names, family: Family, feeds: Mapping[str, str]) -> None:
    if not feeds:
        raise Refused(
            Text("请至少选择一个由这张表提供的部件。", "Choose at least one component that it supplies.")
        )
    for code, measure in feeds.items():
        nodes = names.reports.get(code, ())
        if not nodes:
            raise Refused(Text(f"方案没有部件「{code}」。", f"The scheme has no component “{code}”."))
        known = family.measure(measure)
        if (family.shape is Shape.COUNTS) is not (known is not None):
            raise Refused(Text("请选择这张表能算出的指标。", "Choose a figure that the table gives."))
        wanted = {node.quantity for node in nodes}
        if known is not None and wanted - {known.quantity, Quantity.NUMBER}:
            _refuse_quantity(code, Quantity.RATE in wanted, known.name)


def _refuse_quantity(code: str, rate: bool, name: Text) -> None:
    zh, en = ("比率", "a rate") if rate else ("得分", "points")
    raise Refused(
        Text(
            f"方案的「{code}」要的是{zh}，「{name.zh}」不是。得分请用“各项得分表”报送。",
            f"The scheme asks {en} of “{code}”, which “{name.en}” is not. Points come by a table of values.",
        )
    )
