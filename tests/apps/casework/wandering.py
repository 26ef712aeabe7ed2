"""Wandering over the room's services: persons who try anything, and what they would have to answer for."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.apps.casework.walk import PLAN, REPORT, Walk

from minping.apps.casework import services
from minping.apps.casework.models import Problem, Rating
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.core.workdays import Calendar

HELPFUL = {
    "registered": "assign",
    "reopened": "assign",
    "assigned": "plan",
    "plan_returned": "plan",
    "plan_submitted": "approve",
    "plan_approved": "report",
    "in_progress": "report",
    "report_returned": "report",
    "reported_done": "verify",
    "verified": "ask",
    "citizen_checked": "hear",
    "long_term": "resume",
    "watch": "recur",
}
"""What leads on from each state; half of the time somebody does it."""


@dataclass
class Memory:
    """What was really said and done, kept beside the product."""

    givers: dict[UUID, str] = field(default_factory=dict)
    """Opinion → ``code``, ``phone`` or ``nobody``: how its giver can be reached."""
    inspected: bool = False
    answers: dict[UUID, bool] = field(default_factory=dict)
    asked_on: date | None = None
    checked_by_office: bool = False
    rechecked: bool = False
    words: list[str] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    verified_by: UUID | None = None
    judged_by: UUID | None = None
    signers: tuple[UUID, UUID] | None = None
    attempts: dict[UUID, int] = field(default_factory=dict)

    def begin_turn(self, day: date) -> None:
        """Everybody is asked anew."""
        self.asked_on, self.answers, self.words, self.attempts = day, {}, [], {}
        self.days = set()


@dataclass
class Wanderer:
    """Carries out acts with dice; those that are refused leave no trace."""

    walk: Walk
    inspector: Actor
    group: Actor
    problem: UUID
    memory: Memory
    dice: random.Random
    day: date
    set_day: Callable[[date], None]
    silent: bool = False
    """Nobody answers in this walk, unless by chance."""

    def row(self) -> Problem:
        return Problem.objects.get(id=self.problem)

    def step(self) -> str:
        """One try; the name of the act, empty where it was refused."""
        helpful = HELPFUL.get(self.row().state)
        name = helpful if helpful and self.dice.random() < 0.5 else self.dice.choice(ACTS)
        try:
            getattr(self, name)()
        except (Refused, NotAllowed):
            return ""
        return name

    def anybody(self) -> Actor:
        return self.dice.choice(
            [self.walk.lead, self.walk.clerk, self.walk.liaison, self.inspector, self.group]
        )

    def office(self) -> Actor:
        return self.dice.choice([self.walk.lead, self.walk.clerk, self.anybody()])

    def asked(self, **more: Any) -> dict[str, Any]:
        return {"actor": self.office(), "problem": self.problem} | more

    def later(self, most: int = 30) -> date:
        return self.day + timedelta(days=self.dice.randint(-1, most))

    # ---- the acts

    def pass_days(self) -> None:
        self.day += timedelta(days=self.dice.choice([1, 3, 8, 15, 40]))
        self.set_day(self.day)

    def assign(self) -> None:
        klass = self.dice.choice(["immediate", "planned", "ordered"])
        services.problem_assign(**self.asked(klass=klass, handler="王局长"))

    def begin(self) -> None:
        services.problem_start(**self.asked())

    def plan(self) -> None:
        due = self.row().deadline or self.later()
        services.plan_submit(**self.asked(content="无人值守", measures=PLAN, handler="李明", deadline=due))

    def approve(self) -> None:
        services.plan_decide(**self.asked(accept=self.dice.random() < 0.8, reason="不具体"))

    def report(self) -> None:
        services.report_submit(**self.asked(text=REPORT, files=[self.walk.photo()]))
        self.memory.checked_by_office = self.memory.rechecked = False

    def send_back(self) -> None:
        services.report_decide(**self.asked(accept=False, reason="没有写清楚"))

    def verify(self) -> None:
        if self.memory.inspected and self.dice.random() < 0.8:
            self.recheck()
            return
        given = self.asked(note="看过")
        services.problem_verify(**given)
        self.memory.checked_by_office, self.memory.verified_by = True, given["actor"].person

    def recheck(self) -> None:
        actor = self.dice.choice([self.inspector, self.inspector, self.anybody()])
        self.memory.rechecked = actor.id == self.inspector.id
        services.problem_verify_by_inspector(actor=actor, problem=self.problem, note="复查")

    def ask(self) -> None:
        services.citizens_ask(**self.asked())
        self.memory.begin_turn(self.day)

    def hear(self) -> None:
        if self.silent:
            self.dice.choice([self.contact, self.contact, self.settle, self.pass_days, self.agree])()
        elif not self.memory.givers:
            self.dice.choice([self.hear_the_public, self.hear_the_public, self.settle, self.pass_days])()
        else:
            self.dice.choice([self.give_answer, self.phone, self.rate, self.settle, self.pass_days])()

    def give_answer(self) -> None:
        if not self.memory.givers:
            self.rate()
            return
        opinion = self.dice.choice(list(self.memory.givers))
        if self.memory.givers[opinion] != "code":
            self.phone()
            return
        solved = self.dice.random() < 0.8
        services.check_answer(opinion=opinion, solved=solved)
        self.memory.answers[opinion] = solved

    def phone(self) -> None:
        if not self.memory.givers:
            return
        opinion, solved = self.dice.choice(list(self.memory.givers)), self.dice.random() < 0.8
        waiting = services.check_phone(**self.asked(opinion=opinion, solved=solved))
        assert self.memory.givers[opinion] == "phone"
        if self.dice.random() < 0.7:
            approvals.agree(actor=self.anybody(), approval=waiting)
            self.memory.answers[opinion] = solved

    def contact(self) -> None:
        if self.memory.givers:
            opinion = self.dice.choice(list(self.memory.givers))
            services.check_contact(**self.asked(opinion=opinion, way="phone"))
            self.memory.attempts[opinion] = self.memory.attempts.get(opinion, 0) + 1

    def rate(self) -> None:
        for _ in range(self.dice.randint(2, 5)):
            word = self.dice.choice(["good", "good", "good", "fair", "bad"])
            since = self.memory.asked_on or self.day
            day = since + timedelta(days=self.dice.randint(0, (self.day - since).days))
            Rating.objects.create(problem_id=self.problem, word=word, day=day)
            if self.memory.asked_on is not None and day > self.memory.asked_on:
                self.memory.words.append(word)
                self.memory.days.add(day)

    def hear_the_public(self) -> None:
        """Some weeks in which people rate it; then somebody reads what they said."""
        self.day += timedelta(days=20)
        self.set_day(self.day)
        for _ in range(3):
            self.rate()
        self.judge()

    def judge(self) -> None:
        given = self.asked(note="看过评价")
        services.rating_confirm(**given)
        self.memory.judged_by = given["actor"].person

    def settle(self) -> None:
        services.problem_settle(**self.asked(reason=self.dice.choice(["", "多次联系未答复"])))

    def agree(self) -> None:
        for one in approvals.waiting():
            actor = self.anybody()
            approvals.agree(actor=actor, approval=one.id)
            if one.act == "casework.exception":
                self.memory.signers = (one.requested_by, actor.person)
            if one.act == "casework.phone_answer":
                self.memory.answers[UUID(one.payload["opinion"])] = one.payload["solved"]

    def long_term(self) -> None:
        services.problem_long_term(**self.asked(obstacle="管网未通", next_date=self.later()))

    def look_again(self) -> None:
        services.problem_look_again(**self.asked(next_date=self.later(), note="仍未通"))

    def resume(self) -> None:
        services.problem_resume(**self.asked(deadline=self.later()))

    def extend(self) -> None:
        services.extension_ask(**self.asked(deadline=self.later(60), reason="设备未到"))

    def grant(self) -> None:
        services.extension_decide(**self.asked(accept=True))

    def late(self) -> None:
        services.problem_mark_overdue(**self.asked())

    def urge(self) -> None:
        services.problem_urge(**self.asked(text="请抓紧"))

    def media(self) -> None:
        services.problem_mark_media(**self.asked(note="县电视台3月1日"))

    def transfer(self) -> None:
        services.problem_transfer(**self.asked(note="市局"))

    def hand_over(self) -> None:
        services.problem_hand_over(**self.asked())

    def watch(self) -> None:
        services.problem_watch(**self.asked())

    def close(self) -> None:
        services.problem_close(**self.asked())

    def recur(self) -> None:
        services.problem_recur(**self.asked(text="又没有人了"))

    def name_inspector(self) -> None:
        services.inspector_name(**self.asked(inspector=self.inspector.person, name="督查人"))


ACTS = [
    name
    for name, value in vars(Wanderer).items()
    if callable(value)
    and not name.startswith("_")
    and name not in {"row", "step", "anybody", "office", "asked", "later", "set_day"}
]


def working_days(start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``."""
    return Calendar().between(start, end)
