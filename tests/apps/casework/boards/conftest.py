"""Problems put into the ledger as rows, without their way: boards only read."""

from collections.abc import Callable
from datetime import date
from itertools import count
from uuid import UUID

import pytest

from minping.apps.casework.models import Problem
from minping.apps.units.models import Unit, UnitName

COUNTERS = {"generation": 1, "level": 0, "redo": 0, "extensions": 0, "looks": 0, "exceptions": 0}


@pytest.fixture
def row(campaign, unit) -> Callable[..., Problem]:
    """``row(state="in_progress", deadline=date(…))``: a problem as it stands in the table."""
    numbers = count(1)

    def make(**more: object) -> Problem:
        number = next(numbers)
        given: dict[str, object] = {
            "campaign_id": campaign,
            "unit_id": unit,
            "year": 2026,
            "number": number,
            "origin": "masses",
            "source": "opinion",
            "title": f"窗口无人值守{number}",
            "text": "办事大厅3号窗口上班时间无人值守。",
            "state": "in_progress",
            "counters": dict(COUNTERS),
            "raised_on": date(2026, 2, 2),
            "registered_on": date(2026, 2, 2),
        }
        given |= more
        given["flags"] = sorted(
            name for name, flag in (("overdue", "overdue"), ("media_exposed", "media")) if given.get(flag)
        )
        for name in ("level", "generation"):
            if name in given:
                given["counters"] = {**given["counters"], name: given[name]}  # type: ignore[dict-item]
        return Problem.objects.create(**given)

    return make


@pytest.fixture
def below() -> Callable[..., UUID]:
    """``below(parent, "城关派出所")``: a unit beneath another."""
    numbers = count(1)

    def make(parent: UUID | None, name: str, **more: object) -> UUID:
        made = Unit.objects.create(code=f"S{next(numbers):02d}", parent_id=parent, **more)
        UnitName.objects.create(unit=made, name=name)
        return made.id

    return make
