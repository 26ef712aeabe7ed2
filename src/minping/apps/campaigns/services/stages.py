"""Stages with their planned days, and who leads."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.campaigns.library.kinds import STAGE_KINDS
from minping.apps.campaigns.models import Member, Stage
from minping.apps.campaigns.services.found import GONE, editable_campaign, set_all, words_needed
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

BACKWARDS = Text("结束日期早于开始日期。", "The stage ends before it begins.")


def _next(rows: object) -> int:
    last = rows.aggregate(last=Max("order"))["last"]  # type: ignore[attr-defined]
    return 0 if last is None else last + 1


@transaction.atomic
def stage_create(
    *, actor: Actor, campaign: UUID, kind: str, name: str, opens: date, closes: date, work: str = ""
) -> UUID:
    """Plan a stage; stages may overlap."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    if kind not in STAGE_KINDS:
        raise Refused(Text("没有这种阶段。", "There is no such kind of stage."))
    if closes < opens:
        raise Refused(BACKWARDS)
    made = Stage.objects.create(
        campaign=found,
        kind=kind,
        name=words_needed(name, "阶段名称", "name of the stage", 60),
        opens=opens,
        closes=closes,
        work=work.strip(),
        order=_next(found.stages),
    )
    record(actor, "campaigns.stage.created", campaign, name=name, opens=opens, closes=closes)
    return made.id


@transaction.atomic
def stage_edit(*, actor: Actor, stage: UUID, settled: bool = False, **changes: object) -> None:
    """Change a stage; ``settled`` takes its doubt away."""
    require(actor, "campaigns.edit")
    found = _stage(stage)
    if "name" in changes:
        changes["name"] = words_needed(str(changes["name"]), "阶段名称", "name of the stage", 60)
    if settled and found.doubt:
        changes["doubt"] = {}
    told = set_all(found, changes, frozenset({"name", "kind", "opens", "closes", "work", "doubt"}))
    if found.closes < found.opens:
        raise Refused(BACKWARDS)
    if told:
        record(actor, "campaigns.stage.edited", found.campaign_id, stage=found.name, **told)


@transaction.atomic
def stage_remove(*, actor: Actor, stage: UUID) -> None:
    """Take a stage out; its tasks stay without one."""
    require(actor, "campaigns.edit")
    found = _stage(stage)
    found.delete()
    record(actor, "campaigns.stage.removed", found.campaign_id, stage=found.name)


def _stage(stage: UUID) -> Stage:
    found = Stage.objects.select_for_update().filter(id=stage).first()
    if found is None:
        raise Refused(GONE)
    editable_campaign(found.campaign_id)
    return found


@transaction.atomic
def member_add(
    *,
    actor: Actor,
    campaign: UUID,
    part: str,
    name: str,
    post: str = "",
    unit: UUID | None = None,
    duty: str = "",
) -> UUID:
    """Add a head, a deputy, a member department or a cooperating unit."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    if part not in Member.Part.values:
        raise Refused(
            Text("请选择是组长、副组长、成员单位还是配合单位。", "Choose head, deputy, member or partner.")
        )
    name = words_needed(name, "姓名或单位名称", "name", 100)
    if part == Member.Part.HEAD and found.members.filter(part=part).exists():
        raise Refused(Text("已有组长，请先删除再换。", "There is a head already; remove that entry first."))
    made = Member.objects.create(
        campaign=found,
        part=part,
        name=name,
        post=post.strip()[:100],
        unit_id=unit,
        duty=duty.strip()[:300],
        order=_next(found.members),
    )
    record(actor, "campaigns.member.added", campaign, part=part, name=name)
    return made.id


@transaction.atomic
def member_remove(*, actor: Actor, member: UUID) -> None:
    """Take somebody out of the organisation; the tasks keep the name."""
    require(actor, "campaigns.edit")
    found = Member.objects.select_for_update().filter(id=member).first()
    if found is None:
        raise Refused(GONE)
    editable_campaign(found.campaign_id)
    found.tasks.update(owner_name=found.name)
    found.delete()
    record(actor, "campaigns.member.removed", found.campaign_id, part=found.part, name=found.name)
