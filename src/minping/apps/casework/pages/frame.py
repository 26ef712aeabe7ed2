"""Who sees which problem, and what all its pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from minping.apps.casework.boards.words import OF_UNITS
from minping.apps.casework.models import Problem
from minping.apps.casework.selectors import act_words
from minping.apps.casework.terms import due_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import READERS
from minping.apps.foundation.workdays import calendar
from minping.apps.units.selectors import scope_of, units_of
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM
from minping.core.lifecycle.problem_terms import LADDER
from minping.core.workdays import Reckoned

NOBODY = Text("无人经办", "nobody")
OFFICE = Text("评议办", "the office")
UNIT = Text("责任单位", "the unit")
GIVERS = Text("提出人", "those who gave the opinions")
PUBLIC = Text("公众", "the public")
INSPECTOR = Text("督查人", "the inspector")
ENDED = Text("已结束", "it has ended")

ANSWERS_OVER = Text(
    "答复期已过：汇总答复，没有答复的按例外销号或复号",
    "the time to answer is over: look at the answers; silence is an exception, or it is reopened",
)

NEXT: Mapping[str, tuple[Text, Text]] = {
    "raised": (OFFICE, Text("甄别：挂号、转出或关联", "read it: register, pass on or link")),
    "triaged": (OFFICE, Text("挂号、转出或关联", "register, pass on or link")),
    "registered": (OFFICE, Text("交办给单位", "assign it to the unit")),
    "reopened": (OFFICE, Text("重新交办", "assign it anew")),
    "assigned": (
        UNIT,
        Text("报整改方案；立行立改的直接整改并报告", "submit the plan; immediate ones are done at once"),
    ),
    "plan_submitted": (OFFICE, Text("审核整改方案", "decide on the plan")),
    "plan_returned": (UNIT, Text("按退回理由重报方案", "submit the plan again")),
    "plan_approved": (UNIT, Text("整改并报告", "do it and report")),
    "in_progress": (UNIT, Text("整改并报告", "do it and report")),
    "report_returned": (UNIT, Text("按退回理由整改并重新报告", "do it and report again")),
    "long_term": (OFFICE, Text("到期再次研究", "look at it again when it is time")),
    "reported_done": (OFFICE, Text("到现场核实，或退回报告", "verify on the spot, or return the report")),
    "verified": (
        OFFICE,
        Text("回访提出人；没有提出人的公示评价", "ask those who gave the opinions, else the public"),
    ),
    "citizen_checked": (GIVERS, Text("等待答复", "an answer is awaited")),
    "watch": (NOBODY, Text("观察期内没有再犯即办结", "closed if it does not come up again")),
}


def sees_all(actor: Actor) -> bool:
    """Whether the actor reads the problems of every unit."""
    return actor.system or bool(actor.roles & READERS)


def problems_for(actor: Actor) -> QuerySet[Problem]:
    """The problems that the actor may see: a liaison those registered for the own units."""
    found = Problem.objects.exclude(state="handed_over")
    if sees_all(actor):
        return found
    return found.filter(unit__in=scope_of(actor, "casework.own") or (), state__in=OF_UNITS)


def problem_for(actor: Actor, problem: UUID) -> Problem:
    """One of them; Http404 for any other."""
    found = problems_for(actor).filter(id=problem).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Head:
    """What stands at the head of every page of a problem."""

    state: Text
    look: str
    holder: Text
    next: Text
    due: date | None
    left: int | None
    """Working days until ``due``; negative when it has passed."""
    way: Reckoned | None
    unit: str
    level: Text | None

    @property
    def late(self) -> int:
        """Working days that it is late."""
        return -self.left if self.left is not None and self.left < 0 else 0


def head_of(problem: Problem) -> Head:
    """The head, for the office and the unit alike."""
    holder, following = NEXT.get(problem.state, (ENDED, Text("", "")))
    if problem.state == "citizen_checked" and not problem.opinions.exists():
        holder = PUBLIC
    if problem.state == "reported_done" and problem.source in (
        Problem.Source.HEARING,
        Problem.Source.INSPECTION,
    ):
        holder, following = INSPECTOR, Text("由发现问题的人复查", "the one who found it rechecks it")
        if problem.inspector is None:
            holder, following = OFFICE, Text("指定复查人", "name who rechecks it")
    if problem.state == "citizen_checked" and problem.answer_due and problem.answer_due < today():
        holder, following = OFFICE, ANSWERS_OVER
    due = problem.answer_due if problem.state == "citizen_checked" else due_of(problem)
    known = calendar()
    begun = _begun(problem)
    return Head(
        PROBLEM.state(problem.state).label,
        look(problem),
        holder,
        following,
        due,
        known.between(today(), due) if due else None,
        known.way(begun, due) if due and begun and 0 <= (due - begun).days < LONGEST else None,
        unit_name(problem.unit_id),
        LADDER.rungs[problem.level] if problem.level else None,
    )


LONGEST = 400
"""Days that are shown one by one."""


def _begun(problem: Problem) -> date | None:
    """From which day the present term counts."""
    if problem.state == "citizen_checked":
        return problem.asked_on
    step = problem.steps.filter(act__in=("assign", "resume")).order_by("-serial").first()
    return timezone.localtime(step.at).date() if step else problem.registered_on


def look(problem: Problem) -> str:
    """The kind of mark for its state."""
    if problem.overdue:
        return "late"
    if problem.state in ("watch", "closed", "cleared", "cleared_by_exception"):
        return "done"
    return "plain" if problem.state in ("transferred", "linked") else "waiting"


def unit_name(unit: UUID | None) -> str:
    """Its present name, empty where none is set."""
    return next((facts.name for facts in units_of([unit])), "") if unit else ""


FOR_UNITS = frozenset(
    {
        "assign",
        "approve_plan",
        "return_plan",
        "return_report",
        "extend",
        "mark_long_term",
        "look_again",
        "resume",
        "transfer",
    }
)
"""Acts whose note is written for the unit."""
KEPT_BACK = frozenset({"triage", "mark_media"})


def history(problem: Problem, *, office: bool) -> Sequence[Mapping[str, Any]]:
    """The steps, newest first; a unit reads neither names nor notes that are not meant for it."""
    steps = problem.steps.order_by("-serial")
    return [
        {
            "label": act_words(step.act),
            "at": step.at,
            "by": step.by_name if office and step.by else "",
            "note": step.note if office or step.act in FOR_UNITS else "",
        }
        for step in steps
        if office or step.act not in KEPT_BACK
    ]
