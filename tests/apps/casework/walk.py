"""The ordinary way of a problem from the ledger to the answer of its givers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from minping.apps.casework import services
from minping.apps.casework.models import Problem
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today

PLAN = "3号窗口设A、B岗，由办公室副主任李明负责排班，3月20日前公示值班表，缺岗一次通报一次。"
REPORT = (
    "3月12日起3号窗口已设A、B岗，值班表已在大厅公示，由办公室副主任李明每天核查，12天内没有再出现无人值守。"
)


@dataclass(frozen=True)
class Walk:
    """Each method goes on from where the one before it ends."""

    lead: Actor
    clerk: Actor
    liaison: Actor
    photo: Callable[[], SimpleUploadedFile]

    def assign(self, problem: UUID, klass: str = "planned") -> None:
        services.problem_assign(
            actor=self.clerk, problem=problem, klass=klass, handler="王局长", handler_post="局长"
        )

    def plan(self, problem: UUID) -> None:
        services.plan_submit(
            actor=self.liaison,
            problem=problem,
            content="窗口无人值守",
            measures=PLAN,
            handler="李明",
            deadline=min(today() + timedelta(days=14), self.row(problem).deadline or today()),
        )

    def approve(self, problem: UUID) -> None:
        services.plan_decide(actor=self.clerk, problem=problem, accept=True)

    def report(self, problem: UUID) -> None:
        services.report_submit(
            actor=self.liaison, problem=problem, text=REPORT, cause="值班制度不落实", files=[self.photo()]
        )

    def verify(self, problem: UUID) -> None:
        services.problem_verify(actor=self.clerk, problem=problem, note="3月16日到大厅看过，两个岗都在。")

    def ask(self, problem: UUID) -> None:
        services.citizens_ask(actor=self.clerk, problem=problem)

    def to_verified(self, problem: UUID) -> None:
        """From registered to verified by the office."""
        self.to_reported(problem)
        self.verify(problem)

    def to_reported(self, problem: UUID) -> None:
        """From registered to reported done."""
        self.assign(problem)
        self.plan(problem)
        self.approve(problem)
        self.report(problem)

    def to_givers(self, problem: UUID) -> None:
        """From registered to the question to its givers, or the public."""
        self.to_verified(problem)
        self.ask(problem)

    def row(self, problem: UUID) -> Problem:
        return Problem.objects.get(id=problem)
