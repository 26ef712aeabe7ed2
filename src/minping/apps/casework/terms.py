"""How long things take: the office's rules, and days reckoned by them with every step shown."""

from collections.abc import Mapping
from datetime import date

from minping.apps.casework.models import CaseRules, Problem
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.workdays import calendar
from minping.core.findings import Text
from minping.core.workdays import Reckoned

UNIT_HOLDS = ("assigned", "plan_returned", "plan_approved", "in_progress", "report_returned")
"""States in which the unit has to do something, so that the deadline counts."""
RUNNING = ("registered", *UNIT_HOLDS)
"""States in which a deadline that is set passes; before the order only a promised one is set."""


def rules() -> CaseRules:
    """What the office settled, or the rules that come with the product."""
    return CaseRules.objects.filter(id=1).first() or CaseRules()


def days_of(klass: str, kept: CaseRules) -> int:
    """Working days for a rectification of this class."""
    days: Mapping[str, int] = {
        Problem.Klass.IMMEDIATE: kept.days_immediate,
        Problem.Klass.PLANNED: kept.days_planned,
        Problem.Klass.ORDERED: kept.days_ordered,
    }
    return days[klass]


def deadline_for(klass: str, start: date | None = None) -> Reckoned:
    """The default deadline of a class, and why it is that day."""
    return calendar().add(start or today(), days_of(klass, rules()))


def due_of(problem: Problem) -> date | None:
    """The day that counts now: the deadline while the unit holds it, the next look of a long-term one."""
    if problem.state == "long_term":
        return problem.next_date
    return problem.deadline if problem.state in RUNNING else None


def is_late(problem: Problem) -> bool:
    """Whether that day has passed."""
    due = due_of(problem)
    return due is not None and due < today()


def coming(day: date | None, what: Text) -> date:
    """The day, if it is given and has not passed. Raises Refused."""
    if day is None:
        raise Refused(Text(f"请填写{what.zh}。", f"Fill in the {what.en}."))
    if day < today():
        raise Refused(
            Text(
                f"{what.zh}{day.isoformat()}已经过去，请改为今天或以后的日期。",
                f"The {what.en} {day.isoformat()} has passed; choose today or a later day.",
            )
        )
    return day


DEADLINE = Text("整改期限", "deadline")
NEXT_DATE = Text("下次研究日期", "next date")
