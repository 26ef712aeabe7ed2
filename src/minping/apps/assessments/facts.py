"""What other rooms know of units that the daily assessment may record: put forward, never recorded by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minping.apps.assessments.models import FactRule, Handled
from minping.apps.assessments.words import FACTS, KEPT, NOT_KEPT
from minping.apps.casework.notable import notable_facts
from minping.apps.commitments.selectors import judged_promises
from minping.core.findings import Text


@dataclass(frozen=True)
class Fact:
    """One thing known of a unit. ``problem``: of the ledger, where it is about one; ``item``: the item it is put
    forward for by the office's rule."""

    kind: str
    source: UUID
    unit: UUID
    title: str
    day: date
    item: str
    where: Text
    problem: UUID | None = None

    @property
    def word(self) -> Text:
        return FACTS[self.kind]

    @property
    def reason(self) -> str:
        """What an entry would say, to be changed by the person who records it."""
        return f"{self.word.zh}：{self.title}"

    @property
    def key(self) -> tuple[str, UUID]:
        return self.kind, self.source


def facts_waiting(campaign: UUID) -> Sequence[Fact]:
    """Facts that a rule of the campaign puts forward and on which nobody has decided yet, oldest first."""
    rules = dict(FactRule.objects.filter(campaign=campaign).values_list("kind", "item"))
    if not rules:
        return []
    done = set(Handled.objects.filter(campaign=campaign).values_list("kind", "source"))
    every = [*_of_problems(campaign, rules), *_of_promises(campaign, rules)]
    return sorted((one for one in every if one.key not in done), key=lambda one: (one.day, one.title))


def fact_waiting(campaign: UUID, kind: str, source: UUID) -> Fact | None:
    """One of them, or None once it was decided on, or no longer holds."""
    return next((one for one in facts_waiting(campaign) if one.key == (kind, source)), None)


def _of_problems(campaign: UUID, rules: dict[str, str]) -> Sequence[Fact]:
    return [
        Fact(
            one.kind,
            one.problem,
            one.unit,
            one.title,
            one.day,
            rules[one.kind],
            Text(f"问题台账 {one.number}", f"ledger of problems {one.number}"),
            one.problem,
        )
        for one in notable_facts(campaign)
        if one.kind in rules
    ]


def _of_promises(campaign: UUID, rules: dict[str, str]) -> Sequence[Fact]:
    return [
        Fact(
            kind,
            one.id,
            one.unit,
            f"{one.text}（{one.facts}）",
            one.day,
            rules[kind],
            Text("公开承诺评定", "judgement of public promises"),
        )
        for one in judged_promises(campaign)
        if (kind := KEPT if one.kept else NOT_KEPT) in rules
    ]
