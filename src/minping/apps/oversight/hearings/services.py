"""Hearings planned, people and units invited, replies, what was asked and answered on the day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.permissions import require
from minping.apps.oversight.models import Attendee, Hearing, Question, Right
from minping.apps.oversight.rights.selectors import require_right, supervisors_of
from minping.apps.oversight.telling import attendee_tell, everybody_tell
from minping.apps.units.selectors import below, units_of
from minping.core.findings import Text

GONE = Text("没有这次会议。", "There is no such meeting.")
_STANDS = Text("纪要已确认，不能再改。", "The minutes were confirmed; nothing can be changed.")


@dataclass(frozen=True)
class Agenda:
    """What is planned. ``host``: the unit that invites; None: the office."""

    kind: str
    title: str
    at: datetime
    place: str
    agenda: str
    reply_by: date
    chair: str = ""
    quorum: int = 0
    pass_percent: int = 50
    host: UUID | None = None


@transaction.atomic
def hearing_plan(*, actor: Actor, campaign: UUID, agenda: Agenda) -> UUID:
    """Plan a hearing; a unit plans what it invites to itself (F067)."""
    if agenda.host is not None and not actor.of_office:
        require(actor, "oversight.own", agenda.host)
        if agenda.kind == Hearing.Kind.HEARING:
            raise Refused(Text("听证质询会由评议办召开。", "Hearings are called by the office."))
    else:
        require(actor, "oversight.edit")
    _check(agenda)
    _check_days(actor, agenda)
    made = Hearing.objects.create(
        campaign_id=campaign,
        kind=agenda.kind,
        title=agenda.title.strip(),
        at=agenda.at,
        place=agenda.place.strip(),
        agenda=agenda.agenda.strip(),
        host_id=agenda.host,
        chair=agenda.chair.strip(),
        reply_by=agenda.reply_by,
        quorum=agenda.quorum,
        pass_percent=agenda.pass_percent,
        made_by=actor.name,
        made_at=now(),
    )
    if agenda.host is not None:
        Attendee.objects.create(hearing=made, unit_id=agenda.host, reply=Attendee.Reply.ACCEPTED)
    record(actor, "oversight.hearing.planned", made.id, kind=made.kind, host=agenda.host)
    return made.id


@transaction.atomic
def hearing_change(*, actor: Actor, hearing: UUID, agenda: Agenda) -> None:
    """Change what is planned, until it was held."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.PLANNED)
    _check(agenda)
    if agenda.reply_by != found.reply_by:
        _check_days(actor, agenda)
    moved = (found.at, found.place) != (agenda.at, agenda.place.strip())
    found.kind, found.title, found.at = agenda.kind, agenda.title.strip(), agenda.at
    found.place, found.agenda, found.chair = agenda.place.strip(), agenda.agenda.strip(), agenda.chair.strip()
    found.reply_by, found.quorum, found.pass_percent = agenda.reply_by, agenda.quorum, agenda.pass_percent
    found.save()
    if moved:
        everybody_tell(found, "hearing.changed")
    record(actor, "oversight.hearing.changed", found.id)


@transaction.atomic
def hearing_cancel(*, actor: Actor, hearing: UUID) -> None:
    """It does not take place."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.PLANNED)
    found.state = Hearing.State.CANCELLED
    found.save(update_fields=["state"])
    everybody_tell(found, "hearing.off")
    record(actor, "oversight.hearing.cancelled", found.id)


def _check(agenda: Agenda) -> None:
    if agenda.kind not in Hearing.Kind.values or not agenda.title.strip() or not agenda.agenda.strip():
        raise Refused(Text("请填写名称和议程。", "Give it a name and an agenda."))
    if agenda.reply_by > timezone.localtime(agenda.at).date():
        raise Refused(Text("答复期限晚于开会日期。", "Replies would come after the meeting."))
    if not 0 <= agenda.pass_percent < 100:
        raise Refused(Text("过关比例须在0至99之间。", "The share to pass lies between 0 and 99."))


def _check_days(actor: Actor, agenda: Agenda) -> None:
    """The office may put on record a meeting that was held; nobody is asked to reply by a day that has passed."""
    day, at = today(), timezone.localtime(agenda.at).date()
    if at < day and not actor.of_office:
        raise Refused(Text("开会日期已过。", "The day of the meeting has passed."))
    if at >= day and agenda.reply_by < day:
        raise Refused(Text("答复期限不能早于今天。", "The last day of replying cannot lie in the past."))


def hearing_held(hearing: UUID, *states: str) -> Hearing:
    """The hearing, held, in one of these states. Raises Refused."""
    found = Hearing.objects.select_for_update().filter(id=hearing).first()
    if found is None:
        raise Refused(GONE)
    if found.state not in states:
        if found.state == Hearing.State.CONFIRMED:
            raise Refused(_STANDS)
        raise Refused(Text("会议现在不能这样办理。", "The meeting is not in a state for this."))
    return found


@transaction.atomic
def person_invite(*, actor: Actor, hearing: UUID, person: UUID) -> None:
    """Invite an appraiser. Refused where he has an interest in a unit that is asked."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.PLANNED, Hearing.State.HELD)
    one = next((s for s in supervisors_of(found.campaign_id) if s.facts.person == person), None)
    if one is None:
        raise Refused(Text("只能邀请已聘任的评议员。", "Only accepted appraisers are invited."))
    if one.facts.conflicts & _units(found):
        raise Refused(
            Text(
                f"{one.facts.name}与被质询单位有利害关系，应当回避。",
                f"{one.facts.name} has an interest in a unit that is asked.",
            )
        )
    _invite(Attendee(hearing=found, person=person, user=one.facts.user, voter=Right.Kind.VOTE in one.rights))
    record(actor, "oversight.hearing.invited", found.id, candidate=one.facts.candidate)


@transaction.atomic
def unit_invite(*, actor: Actor, hearing: UUID, unit: UUID) -> None:
    """Ask a unit to come. Refused where somebody invited has an interest in it."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.PLANNED, Hearing.State.HELD)
    if not units_of([unit]):
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    invited = set(found.attendees.filter(person__isnull=False).values_list("person", flat=True))
    for one in supervisors_of(found.campaign_id):
        if one.facts.person in invited and unit in one.facts.conflicts:
            raise Refused(
                Text(
                    f"已邀请的{one.facts.name}与该单位有利害关系，请先撤回对他的邀请。",
                    f"{one.facts.name}, who is invited, has an interest in it; take back that invitation first.",
                )
            )
    _invite(Attendee(hearing=found, unit_id=unit))
    record(actor, "oversight.hearing.invited", found.id, unit=unit)


def _units(hearing: Hearing) -> set[UUID]:
    return {unit for unit in hearing.attendees.values_list("unit_id", flat=True) if unit}


def _invite(attendee: Attendee) -> None:
    try:
        with transaction.atomic():
            attendee.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(Text("已经邀请过。", "That is invited already.")) from fault
    if attendee.hearing.state == Hearing.State.PLANNED:
        attendee_tell(attendee, "hearing.asked")


@transaction.atomic
def invitation_withdraw(*, actor: Actor, attendee: UUID) -> None:
    """Take an invitation back, until the meeting was held."""
    require(actor, "oversight.edit")
    found = Attendee.objects.filter(id=attendee).select_related("hearing").first()
    if found is None:
        raise Refused(Text("没有这项邀请。", "There is no such invitation."))
    hearing_held(found.hearing_id, Hearing.State.PLANNED)
    if found.unit_id and found.unit_id == found.hearing.host_id:
        raise Refused(Text("主办单位不能撤下。", "The unit that invites stays."))
    if found.unit_id and found.hearing.questions.filter(unit=found.unit_id).exists():
        raise Refused(Text("已有对该单位的问题。", "There are questions to this unit already."))
    attendee_tell(found, "hearing.back")
    record(actor, "oversight.hearing.withdrawn", found.hearing_id, unit=found.unit_id)
    found.delete()


@transaction.atomic
def invitation_reply(*, actor: Actor, attendee: UUID, accept: bool, who: str = "") -> None:
    """Whether an invited unit or person comes; the office notes replies by telephone. Late ones count as late."""
    found = Attendee.objects.select_for_update(of=("self",)).filter(id=attendee).first()
    if found is None:
        raise Refused(Text("没有这项邀请。", "There is no such invitation."))
    _check_own(actor, found)
    hearing_held(found.hearing_id, Hearing.State.PLANNED)
    if accept and found.unit_id and not who.strip():
        raise Refused(Text("请写明出席人姓名、职务。", "Say who comes, with the post."))
    found.reply = Attendee.Reply.ACCEPTED if accept else Attendee.Reply.DECLINED
    found.who, found.replied_on = who.strip()[:200], today()
    found.save(update_fields=["reply", "who", "replied_on"])
    record(actor, "oversight.hearing.replied", found.hearing_id, unit=found.unit_id, comes=accept)


def _check_own(actor: Actor, attendee: Attendee) -> None:
    if actor.of_office:
        return
    if attendee.unit_id and attendee.unit_id in below(actor.units) and actor.may("oversight.own"):
        return
    if attendee.user is not None and attendee.user == actor.id and actor.may("oversight.hear"):
        return
    raise NotAllowed("oversight.edit")


@transaction.atomic
def question_put(
    *, actor: Actor, hearing: UUID, unit: UUID, text: str, asked_by: str = "", on_site: bool = False
) -> UUID:
    """Put a question to a unit: an invited supervisor before the meeting, the office at any time."""
    require(actor, "oversight.hear")
    found = hearing_held(hearing, Hearing.State.PLANNED, Hearing.State.HELD)
    user = None
    if not actor.of_office:
        if found.state != Hearing.State.PLANNED or not found.attendees.filter(user=actor.id).exists():
            raise Refused(
                Text("会前由受邀的监督员提问。", "Before the meeting, those invited put questions.")
            )
        require_right(actor, found.campaign_id, Right.Kind.SUPERVISE, unit)
        user, asked_by, on_site = actor.id, actor.name, False
    if unit not in _units(found):
        raise Refused(Text("没有邀请这个单位。", "This unit is not invited."))
    if not text.strip() or len(text) > 2000:
        raise Refused(Text("请写明问题（2000字以内）。", "Write the question, in 2000 characters at most."))
    made = Question.objects.create(
        hearing=found,
        number=found.questions.count() + 1,
        unit_id=unit,
        when=Question.When.ON_SITE if on_site else Question.When.BEFORE,
        asked_by=asked_by.strip()[:100] or actor.name,
        user=user,
        text=text.strip(),
    )
    record(actor, "oversight.question.put", made.id, unit=unit)
    return made.id


@transaction.atomic
def question_answer(*, actor: Actor, question: UUID, answer: str, answered_by: str = "") -> None:
    """The answer: the unit's own in writing, or what was said, taken down by the office."""
    found = Question.objects.select_for_update(of=("self",)).filter(id=question).first()
    if found is None:
        raise Refused(Text("没有这个问题。", "There is no such question."))
    if not actor.of_office and not (found.unit_id in below(actor.units) and actor.may("oversight.own")):
        raise NotAllowed("oversight.own")
    hearing_held(found.hearing_id, Hearing.State.PLANNED, Hearing.State.HELD)
    if not answer.strip() or len(answer) > 5000:
        raise Refused(Text("请写明回答（5000字以内）。", "Write the answer, in 5000 characters at most."))
    found.answer, found.answered_by = answer.strip(), answered_by.strip()[:100] or actor.name
    found.save(update_fields=["answer", "answered_by"])
    record(actor, "oversight.question.answered", found.id)


@transaction.atomic
def hearing_hold(*, actor: Actor, hearing: UUID, present: Collection[UUID], summary: str) -> None:
    """It was held: who was there, and what was said in short. Can be mended until the minutes stand."""
    require(actor, "oversight.edit")
    found = hearing_held(hearing, Hearing.State.PLANNED, Hearing.State.HELD)
    if timezone.localtime(found.at).date() > today():
        raise Refused(Text("还没有到开会日期。", "The day of the meeting has not come."))
    for attendee in found.attendees.all():
        attendee.present = attendee.id in present
        attendee.save(update_fields=["present"])
    found.state, found.summary = Hearing.State.HELD, summary.strip()[:10_000]
    found.save(update_fields=["state", "summary"])
    record(actor, "oversight.hearing.held", found.id, present=len(set(present)))
