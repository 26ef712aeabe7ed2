"""From the order to the work: assigned, planned, begun, a deadline moved, an obstacle that stays."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.casework.models import Extension, Plan, Problem
from minping.apps.casework.models.papers import Decision
from minping.apps.casework.perfunctory import signs_of_plan
from minping.apps.casework.services.acting import NOTE, REASON, held_by_office, held_by_unit, problem_act
from minping.apps.casework.services.files import Uploads, files_first, keep_all
from minping.apps.casework.services.lateness import note_lateness
from minping.apps.casework.terms import DEADLINE, NEXT_DATE, coming, deadline_for, rules
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

LONG_TERM = "casework.long_term"
LONG_TERM_BY = "casework.decide"
EXTENDABLE = ("assigned", "plan_approved", "in_progress", "report_returned")
HANDLER = Text("整改责任人", "person answerable")
OBSTACLE = Text("客观障碍", "objective obstacle")


@transaction.atomic
def problem_assign(
    *,
    actor: Actor,
    problem: UUID,
    klass: str,
    handler: str,
    handler_post: str = "",
    deadline: date | None = None,
    note: str = "",
) -> None:
    """Give it to its unit: class, who answers for it, deadline (by default that of the class). Raises Refused."""
    found = held_by_office(actor, problem)
    if klass not in Problem.Klass.values:
        raise Refused(Text("请选择整改类别。", "Choose the class."))
    found.klass = klass
    found.handler = said(handler, HANDLER, 100)
    found.handler_post = short(handler_post, Text("职务", "post"), 100)
    found.deadline = coming(deadline or deadline_for(klass).day, DEADLINE)
    if actor.id is not None:
        found.clerk, found.clerk_name = actor.id, actor.name
    facts = {"handler_named", "deadline_set", "class_set"}
    problem_act(actor=actor, problem=found, act="assign", facts=facts, note=short(note, NOTE))


@transaction.atomic
def problem_start(*, actor: Actor, problem: UUID) -> None:
    """Work begins: at once in the immediate class, else when the plan was approved."""
    found = held_by_unit(actor, problem)
    start(actor, found)


def start(actor: Actor, found: Problem) -> None:
    """As ``problem_start``, on a held problem."""
    if found.state == "assigned":
        at_once = {"class_immediate"} if found.klass == Problem.Klass.IMMEDIATE else set[str]()
        problem_act(actor=actor, problem=found, act="start_at_once", facts=at_once)
    else:
        problem_act(actor=actor, problem=found, act="start")


@files_first
@transaction.atomic
def plan_submit(
    *,
    actor: Actor,
    problem: UUID,
    content: str,
    measures: str,
    handler: str,
    deadline: date,
    over_reason: str = "",
    files: Uploads = (),
) -> UUID:
    """The unit's plan. One that ends after the ordered deadline needs a reason. Raises Refused."""
    found = held_by_unit(actor, problem)
    day = coming(deadline, DEADLINE)
    late_reason = short(over_reason, REASON, 1000)
    if found.deadline and day > found.deadline and not late_reason:
        raise Refused(
            Text(
                f"方案期限{day.isoformat()}晚于交办期限{found.deadline.isoformat()}，请写明理由。",
                f"The plan ends on {day.isoformat()}, after the deadline {found.deadline.isoformat()}; say why.",
            )
        )
    note_lateness(found)
    made = Plan(
        problem=found,
        number=found.plans.count() + 1,
        content=said(content, Text("整改内容", "what is put right")),
        measures=said(measures, Text("整改措施", "measures")),
        handler=said(handler, HANDLER, 100),
        deadline=day,
        over_reason=late_reason if found.deadline and day > found.deadline else "",
        by_name=actor.name,
        at=now(),
    )
    made.signs = signs_of_plan(made)
    made.save(force_insert=True)
    keep_all(actor, made.id, files)
    problem_act(actor=actor, problem=found, act="submit_plan", facts={"measures_named"}, public=True)
    return made.id


@transaction.atomic
def plan_decide(*, actor: Actor, problem: UUID, accept: bool, reason: str = "") -> None:
    """The office approves the plan, whose deadline then counts, or returns it with a reason (F035)."""
    found = held_by_office(actor, problem, "casework.decide")
    plan = found.plans.filter(decision=Decision.WAITING).order_by("-number").first()
    if plan is None:
        raise Refused(Text("没有待审的方案。", "No plan waits for a decision."))
    plan.decision = Decision.ACCEPTED if accept else Decision.RETURNED
    plan.reason = short(reason, REASON) if accept else said(reason, REASON)
    plan.decided_by, plan.decided_at = actor.name, now()
    plan.save()
    if accept:
        found.deadline = plan.deadline
        problem_act(actor=actor, problem=found, act="approve_plan", note=plan.reason)
    else:
        problem_act(actor=actor, problem=found, act="return_plan", facts={"reason_given"}, note=plan.reason)


# ---- deadlines


@transaction.atomic
def extension_ask(*, actor: Actor, problem: UUID, deadline: date, reason: str) -> UUID:
    """The unit asks for more time, with a reason; one request at a time. Raises Refused."""
    found = held_by_unit(actor, problem)
    day, why = coming(deadline, DEADLINE), said(reason, REASON, 1000)
    if found.state not in EXTENDABLE:
        raise Refused(Text("现在不能申请延期。", "No extension can be asked for now."))
    if found.deadline and day <= found.deadline:
        raise Refused(
            Text("新的期限要晚于现在的期限。", "The new deadline must be later than the present one.")
        )
    if found.extensions.filter(decision=Decision.WAITING).exists():
        raise Refused(Text("已有一份延期申请待审。", "A request for an extension is waiting already."))
    _extensions_left(found)
    asked = Extension.objects.create(
        problem=found, before=found.deadline, after=day, reason=why, asked_by=actor.name, at=now()
    )
    record(actor, "casework.extension.asked", problem, after=day)
    return asked.id


def _extensions_left(found: Problem) -> None:
    most = rules().extensions
    if found.counters["extensions"] >= most:
        raise Refused(
            Text(
                f"已延期{most}次，按规定不能再延。确有客观障碍的，可由评议办转长期挂账。",
                f"It was extended {most} times, the most there is. The office can mark it as long-term where an "
                "objective obstacle stands in the way.",
            )
        )


@transaction.atomic
def extension_decide(*, actor: Actor, problem: UUID, accept: bool, answer: str = "") -> None:
    """Grant the extension that waits, which is counted, or refuse it with a reason."""
    found = held_by_office(actor, problem, "casework.decide")
    asked = found.extensions.filter(decision=Decision.WAITING).first()
    if asked is None:
        raise Refused(Text("没有待审的延期申请。", "No request for an extension is waiting."))
    asked.decision = Decision.ACCEPTED if accept else Decision.RETURNED
    asked.answer = short(answer, REASON, 1000) if accept else said(answer, REASON, 1000)
    asked.decided_by = actor.name
    asked.save()
    if accept:
        _extensions_left(found)
        found.deadline = coming(asked.after, DEADLINE)
        facts = {"reason_given", "new_deadline", "extension_allowed"}
        problem_act(actor=actor, problem=found, act="extend", facts=facts, note=asked.reason)
    else:
        record(actor, "casework.extension.refused", problem)


# ---- long-term


@transaction.atomic
def problem_long_term(*, actor: Actor, problem: UUID, obstacle: str, next_date: date) -> UUID:
    """Ask a second person to mark it as long-term: never cleared, looked at again on ``next_date``."""
    require(actor, LONG_TERM_BY)
    found = held_by_office(actor, problem, LONG_TERM_BY)
    why, day = said(obstacle, OBSTACLE, 1000), coming(next_date, NEXT_DATE)
    if found.state not in ("plan_approved", "in_progress"):
        raise Refused(
            Text("只有方案通过后、整改中的问题可以转长期挂账。", "Only while it is being rectified.")
        )
    title = Text(
        f"{found.label}“{found.title}”转长期挂账，{day.isoformat()}再次研究",
        f"Mark {found.label} “{found.title}” as long-term, to be looked at again on {day.isoformat()}",
    )
    payload = {"problem": str(problem), "obstacle": why, "next_date": day.isoformat()}
    return approvals.ask(
        actor=actor, act=LONG_TERM, subject=problem, title=title, payload=payload, reason=why
    )


def carry_long_term(actor: Actor, problem: UUID, obstacle: str, next_date: date) -> None:
    """The second person agreed."""
    found = held_by_office(actor, problem, LONG_TERM_BY)
    found.next_date = coming(next_date, NEXT_DATE)
    facts = {"obstacle_named", "next_date", "second_person"}
    problem_act(actor=actor, problem=found, act="mark_long_term", facts=facts, note=obstacle)


@transaction.atomic
def problem_look_again(*, actor: Actor, problem: UUID, next_date: date, note: str) -> None:
    """The obstacle stays: what was found, and when it is looked at again."""
    found = held_by_office(actor, problem, "casework.decide")
    found.next_date = coming(next_date, NEXT_DATE)
    problem_act(
        actor=actor, problem=found, act="look_again", facts={"next_date"}, note=said(note, NOTE, 1000)
    )


@transaction.atomic
def problem_resume(*, actor: Actor, problem: UUID, deadline: date, note: str = "") -> None:
    """The obstacle is gone: work goes on, with a new deadline."""
    found = held_by_office(actor, problem, "casework.decide")
    found.deadline, found.next_date = coming(deadline, DEADLINE), None
    facts = {"obstacle_gone", "deadline_set"}
    problem_act(actor=actor, problem=found, act="resume", facts=facts, note=short(note, NOTE, 1000))
