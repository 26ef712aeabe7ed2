"""What the calendar does by itself: reminds, marks as late, climbs the first rungs, proposes the others, marks
silence, looks at answers whose time is over, ends a watch. Each may run as often as it likes (F134)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minping.apps.casework.boards.days import Days
from minping.apps.casework.boards.rules import ASKED_FROM, rules, steps
from minping.apps.casework.boards.words import LEVELS, TOP
from minping.apps.casework.models import Problem, Proposal, Urge
from minping.apps.casework.services.ending import problem_close, problem_settle
from minping.apps.casework.services.lateness import problem_mark_overdue, problem_urge
from minping.apps.casework.terms import RUNNING, due_of, is_late
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.jobs import sweep

log = structlog.get_logger()
_BACK, _FORWARD = timedelta(days=730), timedelta(days=120)


def _past(day: date) -> Q:
    """Problems whose day that counts is ``day`` or lies before it."""
    return Q(state__in=RUNNING, deadline__lte=day) | Q(state="long_term", next_date__lte=day)


def _each(name: str, ids: Iterable[UUID], act: Callable[[UUID], object]) -> None:
    """Every one in a transaction of its own; one that has changed meanwhile does not hold up the others."""
    for one in list(ids):
        try:
            act(one)
        except Refused as refused:
            log.info("sweep_passed_over", sweep=name, problem=str(one), why=refused.text.en)


def _days() -> Days:
    return Days(today() - _BACK, today() + _FORWARD)


@sweep("casework.overdue")
def mark_overdue() -> None:
    """What is past its day is marked as overdue."""
    rows = Problem.objects.filter(_past(today() - timedelta(days=1)), overdue=False)
    _each(
        "casework.overdue",
        rows.values_list("id", flat=True),
        lambda one: problem_mark_overdue(actor=SYSTEM, problem=one),
    )


@sweep("casework.remind")
def remind() -> None:
    """Before the day comes the unit finds a reminder; once for each deadline."""
    last = _days().after(today(), rules().remind_before)
    if last is None:
        return
    told = Urge.objects.filter(problem=OuterRef("id"), level=0, deadline=OuterRef("deadline"))
    coming = Problem.objects.filter(state__in=RUNNING, deadline__gte=today(), deadline__lte=last)
    _each("casework.remind", coming.exclude(Exists(told)).values_list("id", flat=True), _remind)


@transaction.atomic
def _remind(problem: UUID) -> None:
    hold()
    found = Problem.objects.select_for_update().get(id=problem)
    due = due_of(found)
    if due is None or Urge.objects.filter(problem=found, level=0, deadline=due).exists():
        return
    text = f"{found.label}“{found.title}”的整改期限是{_said(due)}，请按时报送整改方案或整改报告。"
    Urge.objects.create(problem=found, level=0, deadline=due, text=text, at=now())
    record(SYSTEM, "casework.problem.reminded", found.id, deadline=due)


@sweep("casework.ladder")
def climb() -> None:
    """催办 and 重点督办 follow by themselves, one rung a day at most, each once."""
    days = _days()
    start = timezone.make_aware(datetime.combine(today(), time.min))
    climbed = Urge.objects.filter(problem=OuterRef("id"), level__gte=1, at__gte=start)
    for rung, after in reversed(steps(rules())):
        if rung < ASKED_FROM:
            rows = _late_by(days, after).filter(level=rung - 1).exclude(Exists(climbed))
            _each("casework.ladder", rows.values_list("id", flat=True), _climber(rung, days))


def _late_by(days: Days, number: int) -> QuerySet[Problem]:
    return Problem.objects.filter(_past(days.limit(today(), number)), overdue=True)


def _climber(rung: int, days: Days) -> Callable[[UUID], None]:
    def climb_one(one: UUID) -> None:
        found = Problem.objects.get(id=one)
        due = due_of(found)
        if due is None:
            return
        late = days.between(due, today())
        text = (
            f"{found.label}“{found.title}”的整改期限是{_said(due)}，已逾期{late}个工作日，"
            f"现予{LEVELS[rung].zh}。请立即办理，并在{rules().silent_after}个工作日内答复。"
        )
        problem_urge(actor=SYSTEM, problem=one, level=rung, text=text)

    return climb_one


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@sweep("casework.propose")
def propose() -> None:
    """责令 and 问责建议 are put before a person, once for a deadline; what no longer holds lapses."""
    lapse()
    days = _days()
    exposed = _late_by(days, 1).filter(media=True, level__lt=TOP)
    _each("casework.propose", exposed.values_list("id", flat=True), _proposer(TOP, days, exposed=True))
    for rung, after in steps(rules()):
        if rung >= ASKED_FROM:
            rows = _late_by(days, after).filter(level=rung - 1, media=False)
            _each("casework.propose", rows.values_list("id", flat=True), _proposer(rung, days, exposed=False))


def _proposer(rung: int, days: Days, *, exposed: bool) -> Callable[[UUID], None]:
    @transaction.atomic
    def propose_one(one: UUID) -> None:
        hold()
        found = Problem.objects.select_for_update().get(id=one)
        due = due_of(found)
        if due is None or Proposal.objects.filter(problem=found, level=rung, deadline=due).exists():
            return
        late = days.between(due, today())
        Proposal.objects.create(
            problem=found, level=rung, exposed=exposed, deadline=due, days_late=late, made_on=today()
        )
        record(SYSTEM, "casework.proposal.made", found.id, level=rung, days_late=late, exposed=exposed)

    return propose_one


def lapse() -> None:
    """Proposals that do not fit any more: the unit has delivered, or the problem stands on another rung."""
    for found in Proposal.objects.filter(state=Proposal.State.WAITING).select_related("problem"):
        problem = found.problem
        next_one = problem.level < found.level if found.exposed else problem.level + 1 == found.level
        if not (is_late(problem) and next_one and due_of(problem) == found.deadline):
            _lapse(found.id)


@transaction.atomic
def _lapse(proposal: UUID) -> None:
    hold()
    found = Proposal.objects.select_for_update().get(id=proposal)
    if found.state == Proposal.State.WAITING:
        found.state, found.decided_at = Proposal.State.LAPSED, now()
        found.save()
        record(SYSTEM, "casework.proposal.lapsed", found.problem_id, level=found.level)


@sweep("casework.silence")
def mark_silence() -> None:
    """An urging that nobody answered in time is marked."""
    end = _days().limit(today(), rules().silent_after) + timedelta(days=1)
    before = timezone.make_aware(datetime.combine(end, time.min))
    rows = Urge.objects.filter(level__gte=1, answered_at__isnull=True, silent_on__isnull=True, at__lt=before)
    for found in rows:
        with transaction.atomic():
            marked = Urge.objects.filter(id=found.id, answered_at__isnull=True, silent_on__isnull=True)
            if marked.update(silent_on=today()):
                record(SYSTEM, "casework.urge.silent", found.problem_id, level=found.level)


@sweep("casework.settle")
def settle() -> None:
    """The time for answers is over: what they come to follows; silence waits for two signatures."""
    rows = Problem.objects.filter(state="citizen_checked", answer_due__lt=today())
    _each(
        "casework.settle",
        rows.values_list("id", flat=True),
        lambda one: problem_settle(actor=SYSTEM, problem=one),
    )


@sweep("casework.watch")
def end_watch() -> None:
    """A watch that passed without a recurrence ends."""
    rows = Problem.objects.filter(state="watch", watch_until__lt=today())
    _each(
        "casework.watch",
        rows.values_list("id", flat=True),
        lambda one: problem_close(actor=SYSTEM, problem=one),
    )
