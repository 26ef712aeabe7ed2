"""An appeal comes in: by the unit's liaison within the window, or from a letter that the office writes down."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.appeals.items import Item, item_of
from minping.apps.results.appeals.steps import CLOSED, held, needed, state_of, step_add
from minping.apps.results.models import Announcement, Appeal, Publication, ScoreRun
from minping.core.findings import Text

ROOM = "results"


def window_of(run: ScoreRun) -> Announcement | None:
    """The announcement of the run, if it opened a window for appeals and the units were told of nothing since.

    A run computed meanwhile leaves the window open until it is announced itself.
    """
    found: Announcement | None = Announcement.objects.filter(run=run, objections_until__isnull=False).first()
    since = {"run__campaign": run.campaign_id, "run__number__gt": run.number}
    later = Announcement.objects.filter(**since).exists() or Publication.objects.filter(**since).exists()
    public = Publication.objects.filter(run=run).exists()
    return None if later or public else found


def may_appeal(run: ScoreRun) -> bool:
    """Whether the window for appeals against the run is open today."""
    found = window_of(run)
    return found is not None and found.objections_until is not None and today() <= found.objections_until


@transaction.atomic
def appeal_file(
    *,
    actor: Actor,
    run: UUID,
    unit: UUID,
    item: str,
    reason: str,
    wanted: str = "",
    fact: str = "",
    files: "Sequence[UploadedFile[Any]]" = (),
    received: date | None = None,
) -> Appeal:
    """Take an appeal against one number of the unit's own result.

    ``received``: the office writes down a letter that came on that day; then at least one file, the letter.
    Raises Refused: late, twice, about a number that is not in the unit's explanation; NotAllowed for somebody
    of another unit.
    """
    on_paper, day = received is not None, received or today()
    require(actor, "results.edit" if on_paper else "results.own", None if on_paper else unit)
    row = _run(run)
    _check_window(row, day, on_paper=on_paper)
    found, said = _item(row, unit, item, fact), needed(reason, "请写明理由。", "Say why.")
    _check_once(row, unit, item, fact)
    _check_letter(files, on_paper=on_paper)
    made = Appeal(
        campaign_id=row.campaign_id,
        number=_next(row.campaign_id),
        run=row,
        unit_id=unit,
        item=item,
        fact=fact,
        about=found.about,
        counting=found.counting,
        evidence=found.evidence,
        reason=said,
        wanted=wanted.strip(),
        on_paper=on_paper,
        received=day,
        by=actor.person,
        by_name=actor.name,
        at=now(),
    )
    made.save()
    record(actor, "results.appeal.filed", made.id, unit=unit, run=run, item=item, on_paper=on_paper)
    return _with_files(actor, made, files)


def _with_files(actor: Actor, appeal: Appeal, files: "Sequence[UploadedFile[Any]]") -> Appeal:
    for upload in files:
        evidence.keep(actor=actor, upload=upload, subject=appeal.id, room=ROOM)
    return appeal


def _check_letter(files: "Sequence[UploadedFile[Any]]", *, on_paper: bool) -> None:
    if on_paper and not files:
        raise Refused(Text("来信登记的申诉须附来信。", "An appeal from a letter needs the letter beside it."))


def _next(campaign: UUID) -> int:
    last = Appeal.objects.filter(campaign=campaign).aggregate(number=Max("number"))["number"]
    return (last or 0) + 1


def _run(run: UUID) -> ScoreRun:
    """The run, held, so that two appeals never get the same number. Raises Refused."""
    found: ScoreRun | None = ScoreRun.objects.select_for_update().filter(id=run).first()
    if found is None:
        raise Refused(Text("没有这次计分。", "There is no such run."))
    return found


def _check_window(row: ScoreRun, day: date, *, on_paper: bool) -> None:
    """A letter that came too late is written down all the same, to be rejected with a reason."""
    found = window_of(row)
    until = found.objections_until if found is not None else None
    if until is None:
        raise Refused(
            Text(
                "这次结果没有开放申诉期，或已公布、已通报更新的计分。",
                "This result is not open to appeals: no window, published already, or a newer run announced.",
            )
        )
    if day > today():
        raise Refused(Text("收到日期不能在今天之后。", "The day of receipt lies in the future."))
    if not on_paper and day > until:
        raise Refused(
            Text(
                f"申诉期已于{until.month}月{until.day}日截止，不再受理。",
                f"The window for appeals ended on {until.isoformat()}.",
            )
        )


def _item(row: ScoreRun, unit: UUID, key: str, fact: str) -> Item:
    found = item_of(row, unit, key)
    if found is None:
        raise Refused(
            Text(
                "只能对本单位结果中的数字申诉，请从「得分由来」里选。",
                "Only a number of the unit's own result; choose it in the explanation.",
            )
        )
    if fact and fact not in found.facts:
        raise Refused(Text("没有这条记录，请重新选择。", "There is no such fact; choose again."))
    return found


def _check_once(row: ScoreRun, unit: UUID, item: str, fact: str) -> None:
    same = Appeal.objects.filter(campaign=row.campaign_id, unit=unit, item=item, fact=fact)
    for other in same.prefetch_related("steps"):
        if state_of(other) != CLOSED or other.run_id == row.id:
            raise Refused(
                Text(
                    f"对这一项的申诉（第{other.number}号）已经提出过。",
                    f"This was appealed against already (no. {other.number}).",
                )
            )


@transaction.atomic
def appeal_accept(*, actor: Actor, appeal: UUID, counting: bool, proof: bool, note: str = "") -> None:
    """Accept it, and say by which checks it is examined: counting again, checking the evidence, or both."""
    require(actor, "results.edit")
    found = held(appeal)
    if not counting and not proof:
        raise Refused(Text("请至少选一种复核方式。", "Choose at least one way to examine it."))
    detail = {"counting": counting, "evidence": proof}
    step_add(found, actor, "accept", _grounds(found), note=note, detail=detail)


def _grounds(appeal: Appeal) -> set[str]:
    """What speaks for accepting it."""
    announced = Announcement.objects.filter(run=appeal.run).first()
    until = announced.objections_until if announced is not None else None
    facts = {"item_named"}
    if until is not None and appeal.received <= until:
        facts.add("within_window")
    if not appeal.on_paper or evidence.files_of(appeal.id):
        facts.add("entitled")
    return facts


@transaction.atomic
def appeal_reject(*, actor: Actor, appeal: UUID, reason: str) -> None:
    """Do not take it up, for a reason that the unit is told."""
    require(actor, "results.edit")
    said = needed(reason, "请写明不予受理的理由。", "Say why it is not taken up.")
    step_add(held(appeal), actor, "reject", {"reason_given"}, note=said)
