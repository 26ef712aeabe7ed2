"""Tasks with owner and due day, and what units hand in at the first stage (F003, F007, F048)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.editor.inputs import legible
from minping.apps.campaigns.models import Deliverable, Member, Participation, Stage, Task
from minping.apps.campaigns.services.found import GONE, held_campaign, set_all, words_needed
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

TASK_FIELDS = frozenset({"title", "stage_id", "owner_id", "owner_name", "unit_id", "due", "note", "given_by"})


@transaction.atomic
def task_create(
    *,
    actor: Actor,
    campaign: UUID,
    title: str,
    due: date,
    owner: UUID | None = None,
    owner_name: str = "",
    unit: UUID | None = None,
    stage: UUID | None = None,
    note: str = "",
    given_by: str = "",
) -> UUID:
    """A task with the member, the unit or the name that answers for it."""
    require(actor, "campaigns.edit")
    found = held_campaign(campaign)
    _belongs(campaign, owner, stage)
    made = Task.objects.create(
        campaign=found,
        title=words_needed(title, "任务", "task", 200),
        due=due,
        owner_id=owner,
        owner_name=owner_name.strip()[:100],
        unit_id=unit,
        stage_id=stage,
        note=note.strip(),
        given_by=given_by.strip()[:100],
    )
    record(actor, "campaigns.task.created", made.id, campaign=campaign, title=title, due=due)
    return made.id


def _belongs(campaign: UUID, owner: object, stage: object) -> None:
    if owner and not Member.objects.filter(campaign=campaign, id=str(owner)).exists():
        raise Refused(GONE)
    if stage and not Stage.objects.filter(campaign=campaign, id=str(stage)).exists():
        raise Refused(GONE)


@transaction.atomic
def task_edit(*, actor: Actor, task: UUID, **changes: object) -> None:
    """Change a task's words, owner or due day."""
    require(actor, "campaigns.edit")
    found = _task(task)
    if "title" in changes:
        changes["title"] = words_needed(str(changes["title"]), "任务", "task", 200)
    _belongs(found.campaign_id, changes.get("owner_id"), changes.get("stage_id"))
    told = set_all(found, changes, TASK_FIELDS)
    if told:
        record(actor, "campaigns.task.edited", task, **told)


@transaction.atomic
def task_settle(*, actor: Actor, task: UUID, state: str) -> None:
    """The office says that a task is done, dropped, or still to do."""
    require(actor, "campaigns.edit")
    found = _task(task)
    if state not in Task.State.values:
        raise Refused(Text("没有这种状态。", "There is no such state."))
    found.state = state
    found.done_at = now() if state == Task.State.DONE else None
    found.save(update_fields=["state", "done_at"])
    record(actor, "campaigns.task.settled", task, state=state)


@transaction.atomic
def task_report(*, actor: Actor, task: UUID, note: str = "") -> None:
    """The unit or department that answers for a task says that it is done; the office confirms."""
    found = _task(task)
    unit = found.unit_id or (found.owner.unit_id if found.owner else None)
    if unit is None and not actor.of_office:
        raise NotAllowed("campaigns.report")
    require(actor, "campaigns.report", unit=unit)
    if found.state in {Task.State.DONE, Task.State.DROPPED}:
        raise Refused(Text("这项任务已经办结。", "This task is settled already."))
    found.state = Task.State.REPORTED
    if note.strip():
        found.note = legible(note).strip()[:2000]
    found.save(update_fields=["state", "note"])
    record(actor, "campaigns.task.reported", task)


@transaction.atomic
def task_remove(*, actor: Actor, task: UUID) -> None:
    """Remove a task that was written by mistake."""
    require(actor, "campaigns.edit")
    found = _task(task)
    found.delete()
    record(actor, "campaigns.task.removed", task, title=found.title)


def _task(task: UUID) -> Task:
    found = Task.objects.select_for_update(of=("self",)).select_related("owner").filter(id=task).first()
    if found is None:
        raise Refused(GONE)
    return found


@transaction.atomic
def deliverable_report(*, actor: Actor, campaign: UUID, unit: UUID, kind: str, note: str = "") -> None:
    """A unit says that it has done one of the things of the first stage, and where it can be seen."""
    require(actor, "campaigns.report", unit=unit)
    _deliver(actor, campaign, unit, kind, Deliverable.State.REPORTED, note)


@transaction.atomic
def deliverable_settle(
    *, actor: Actor, campaign: UUID, unit: UUID, kind: str, state: str, note: str = ""
) -> None:
    """The office accepts, returns (with the reason) or waives what a unit handed in."""
    require(actor, "campaigns.edit")
    if state == Deliverable.State.RETURNED and not note.strip():
        raise Refused(Text("退回须写明理由。", "Say why it is returned."))
    _deliver(actor, campaign, unit, kind, state, note)


def _deliver(actor: Actor, campaign: UUID, unit: UUID, kind: str, state: str, note: str) -> None:
    if kind not in Deliverable.Kind.values or state not in Deliverable.State.values:
        raise Refused(GONE)
    part = Participation.objects.select_for_update().filter(campaign=campaign, unit=unit).first()
    if part is None:
        raise Refused(Text("该单位没有参加这次评议。", "This unit does not take part in this campaign."))
    Deliverable.objects.update_or_create(
        participation=part,
        kind=kind,
        defaults={"state": state, "note": " ".join(legible(note).split())[:300], "at": now()},
    )
    record(actor, f"campaigns.deliverable.{state}", campaign, unit=unit, kind=kind)
