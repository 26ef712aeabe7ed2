"""Who reports what: assigned by the office, reopened by the office, its absence signed by the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.families import FAMILIES, SITE, Family, Shape
from minping.apps.partners.models import Component, Feed, Figure, Line, Submission
from minping.apps.partners.scope import Names, names_of
from minping.apps.partners.services.found import GONE, held, in_force, scored
from minping.apps.partners.tables.session import options_of
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity

MEETING = "meeting"


@dataclass(frozen=True)
class ComponentPlan:
    """``feeds``: component of the scheme → measure of the family ("" where the table holds the value)."""

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
    there = in_force(found)
    if there is not None:
        before = {feed.code: feed.measure for feed in found.feeds.all()}
        same = (found.family, found.partner_id, found.group, found.round) == (
            plan.family,
            plan.partner,
            plan.group,
            plan.round,
        )
        if (
            not same
            or before != dict(plan.feeds or {})
            or (there.state == "signed" and found.title != plan.title)
        ):
            raise Refused(
                Text(
                    "已经收到报送，报送单位、表的种类和各项指标不能再改。请先撤销导入，或重开后再改。",
                    "Something was handed in: partner, family and figures stay. Undo the import or reopen it first.",
                )
            )
    _fill(found, plan)
    record(actor, "partners.component.changed", found.id, title=found.title)


@transaction.atomic
def component_remove(*, actor: Actor, component: UUID) -> None:
    """Take an assignment back, as long as nothing was ever handed in."""
    require(actor, "partners.edit")
    found = held(component)
    if found.submissions.exists():
        raise Refused(Text("已经有过报送，不能删除。", "Something was handed in; it cannot be removed."))
    record(actor, "partners.component.removed", found.id, title=found.title)
    found.delete()


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
    try:
        with transaction.atomic():
            found.save()
            found.feeds.all().delete()
            Feed.objects.bulk_create(
                Feed(component=found, campaign_id=found.campaign_id, measure=measure, code=code)
                for code, measure in sorted(feeds.items())
            )
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


@transaction.atomic
def component_reopen(*, actor: Actor, component: UUID, reason: str, appeal: UUID | None = None) -> UUID:
    """Open a signed component for correction: the signed version stays, a copy of it becomes a draft.

    Only the office, with a reason; once scores are computed only on an ``appeal``. Gives the draft's id.
    """
    require(actor, "partners.edit")
    found = held(component)
    signed = in_force(found)
    if signed is None or signed.state != Submission.State.SIGNED:
        raise Refused(Text("只有已签字的报送才能重开。", "Only what is signed can be reopened."))
    if not reason.strip():
        raise Refused(Text("请写明重开的理由。", "Say why it is reopened."))
    if scored(found) and appeal is None:
        raise Refused(
            Text(
                "本年度已经计分，只有申诉复核可以重开报送。",
                "The year's scores are computed: only an appeal can reopen this.",
            )
        )
    signed.state, signed.reason, signed.appeal = Submission.State.REOPENED, reason.strip(), appeal
    signed.reopened_name, signed.reopened_at = actor.name, now()
    signed.save()
    draft = _copied(signed)
    record(
        actor,
        "partners.component.reopened",
        found.id,
        number=signed.number,
        reason=signed.reason,
        appeal=appeal,
    )
    return draft.id


def _copied(signed: Submission) -> Submission:
    draft = Submission.objects.create(
        component_id=signed.component_id,
        number=signed.number + 1,
        file_name=signed.file_name,
        file_sha256=signed.file_sha256,
        stored=signed.stored,
        issued=signed.issued,
        returned=signed.returned,
        late=signed.late,
        taken_by=signed.taken_by,
        taken_name=signed.taken_name,
        taken_at=signed.taken_at,
        by_office=signed.by_office,
    )
    lines, figures = list(signed.lines.all()), list(signed.figures.all())
    for line in lines:
        line.pk, line.submission = None, draft
    for figure in figures:
        figure.pk, figure.submission = None, draft
    Line.objects.bulk_create(lines)
    Figure.objects.bulk_create(figures)
    return draft


@transaction.atomic
def absence_sign(*, actor: Actor, component: UUID, reason: str) -> None:
    """Sign that a site holds no session, and why (F170). A partner that hands nothing in is explained at the
    gate before totals."""
    require(actor, "partners.edit")
    found = held(component)
    if found.family != SITE:
        raise Refused(
            Text(
                "配合单位不报送的，请在计分的核对页签字说明。",
                "That a partner hands nothing in is explained on the gate's page before scores are computed.",
            )
        )
    if not reason.strip():
        raise Refused(Text("请写明不报送的理由。", "Say why nothing is handed in."))
    if in_force(found) is not None:
        raise Refused(Text("已经收到报送，不能再签字说明缺报。", "Something was handed in already."))
    found.absent_reason, found.absent_at = reason.strip(), now()
    found.absent_by, found.absent_name = actor.id, actor.name
    found.save()
    record(actor, "partners.absence.signed", found.id, reason=found.absent_reason)


@transaction.atomic
def absence_withdraw(*, actor: Actor, component: UUID) -> None:
    """Expect it again after all, before scores are computed."""
    require(actor, "partners.edit")
    found = held(component)
    if found.absent_at is None:
        raise Refused(GONE)
    if scored(found):
        raise Refused(Text("本年度已经计分，不能再改。", "The year's scores are computed; this stands."))
    found.absent_reason, found.absent_at, found.absent_by, found.absent_name = "", None, None, ""
    found.save()
    record(actor, "partners.absence.withdrawn", found.id)
