"""战线太长 (seed 004; F137): how many days each stage takes, and how much the year asks of each unit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minping.apps.assessments.selectors import entry_counts
from minping.apps.campaigns.selectors import participations_of, stages_of, tasks_of
from minping.apps.casework.selectors import casework_facts
from minping.apps.commitments.selectors import work_of_units
from minping.apps.units.selectors import unit_lines


@dataclass(frozen=True)
class StageLength:
    """A stage with its days, both ends counted."""

    name: str
    opens: date
    closes: date
    days: int


@dataclass(frozen=True)
class UnitLoad:
    """How much one unit was given to do: each figure counts things, none is weighed against another."""

    unit: UUID
    name: str
    tasks: int
    undertaken: int
    problems: int
    entries: int

    @property
    def total(self) -> int:
        return self.tasks + self.undertaken + self.problems + self.entries


@dataclass(frozen=True)
class Load:
    """``days``: from the first day of the first stage to the last of the last. ``lapping``: days on which more
    than one stage runs."""

    stages: Sequence[StageLength]
    days: int
    lapping: int
    units: Sequence[UnitLoad]


def load_of(campaign: UUID) -> Load:
    """The campaign's stages and units, the most burdened first."""
    stages = [
        StageLength(one.name, one.opens, one.closes, (one.closes - one.opens).days + 1)
        for one in stages_of(campaign)
    ]
    running: Counter[int] = Counter()
    for stage in stages:
        running.update(range(stage.opens.toordinal(), stage.closes.toordinal() + 1))
    days = max(running) - min(running) + 1 if running else 0
    return Load(stages, days, sum(number > 1 for number in running.values()), _units(campaign))


def _units(campaign: UUID) -> Sequence[UnitLoad]:
    taking_part = [part.unit for part in participations_of(campaign)]
    tasks = Counter(task.unit for task in tasks_of(campaign) if task.unit is not None)
    problems, entries = casework_facts(campaign), entry_counts(campaign)
    works = {work.unit: work for work in work_of_units(campaign)}
    found = []
    for line in unit_lines(taking_part):
        work, fixed = works.get(line.id), problems.get(line.id)
        undertaken = work.promises + work.topics + work.duties if work else 0
        given = UnitLoad(
            line.id,
            line.name,
            tasks[line.id],
            undertaken,
            fixed.registered if fixed else 0,
            entries.get(line.id, 0),
        )
        found.append(given)
    return sorted(found, key=lambda one: -one.total)
