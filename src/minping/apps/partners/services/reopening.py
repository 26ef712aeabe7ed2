"""What was signed is opened again: by the office, with a reason, once scores are computed only on an appeal."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.partners.models import Component, Figure, Line, Submission
from minping.apps.partners.services.found import held, in_force, scored
from minping.core.findings import Text


@transaction.atomic
def component_reopen(*, actor: Actor, component: UUID, reason: str, appeal: UUID | None = None) -> None:
    """Open a signed component for correction: the signed version stays, a copy of it becomes a draft. A year
    is opened with its period, and pooled anew.

    Only the office, with a reason; once scores are computed only on an ``appeal``, or below a year that one
    has opened.
    """
    require(actor, "partners.edit")
    found = held(component)
    signed = in_force(found)
    if signed is None or signed.state != Submission.State.SIGNED:
        raise Refused(Text("只有已签字的报送才能重开。", "Only what is signed can be reopened."))
    if not reason.strip():
        raise Refused(Text("请写明重开的理由。", "Say why it is reopened."))
    appeal = appeal or _appeal_above(found)
    if scored(found) and appeal is None:
        raise Refused(
            Text(
                "本年度已经计分，只有申诉复核可以重开报送。",
                "The year's scores are computed: only an appeal can reopen this.",
            )
        )
    _open(signed, actor, reason.strip(), appeal)
    year_set_aside(found, actor, f"{found.title}：{signed.reason}", appeal)
    if not found.every:
        _copy(signed)
    record(
        actor,
        "partners.component.reopened",
        found.id,
        number=signed.number,
        reason=signed.reason,
        appeal=appeal,
    )


def _open(signed: Submission, actor: Actor, reason: str, appeal: UUID | None) -> None:
    signed.state, signed.reason, signed.appeal = Submission.State.REOPENED, reason, appeal
    signed.reopened_name, signed.reopened_at = actor.name, now()
    signed.save()


def _appeal_above(found: Component) -> UUID | None:
    """The appeal that opened the year of this period."""
    if found.parent is None:
        return None
    newest = found.parent.submissions.first()
    return newest.appeal if newest and newest.state == Submission.State.REOPENED else None


def year_set_aside(period: Component, actor: Actor, reason: str, appeal: UUID | None = None) -> None:
    """What was pooled from the periods stands no longer, since one of them changes."""
    year = period.parent
    there = in_force(year) if year else None
    if year is None or there is None:
        return
    if there.state == Submission.State.SIGNED:
        _open(there, actor, reason, appeal)
        record(
            actor, "partners.component.reopened", year.id, number=there.number, reason=reason, appeal=appeal
        )
    else:
        there.state = Submission.State.REPLACED
        there.save(update_fields=["state"])


def _copy(signed: Submission) -> None:
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
