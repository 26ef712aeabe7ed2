"""No sequence of acts clears a problem but by the word of those who may say that it is solved."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.apps.casework.wandering import Memory, Wanderer, working_days

from minping.apps.casework.models import Problem, Step
from minping.apps.foundation.roles import Role

KINDS = ("givers", "merged", "with_comment", "comments", "inspection", "inspection_with_giver", "self_found")
ENDINGS = {"clear", "clear_on_recheck", "clear_on_rating", "clear_by_exception"}
REACHED: Counter[str] = Counter()
"""Endings that were met in all walks together: a test that never meets one would prove nothing of it."""


class _UndoneError(Exception):
    """Ends an example; the database forgets it."""


@pytest.fixture
def wanderer(walk, raised, opinion, someone, campaign, settings) -> Callable[..., Wanderer]:
    inspector, group = someone(Role.APPRAISER), someone(Role.LEADING_GROUP)

    def set_day(day: date) -> None:
        settings.AS_OF = day.isoformat()

    def begin(kind: str, seed: int) -> Wanderer:
        memory, more, behind = _kind(kind, opinion, inspector.person)
        set_day(date(2026, 3, 2))
        problem = raised(opinions=behind, **more)
        dice = random.Random(seed)
        silent = dice.random() < 0.4
        return Wanderer(walk, inspector, group, problem, memory, dice, date(2026, 3, 2), set_day, silent)

    return begin


def _kind(
    kind: str, opinion: Callable[..., Any], inspector: UUID
) -> tuple[Memory, dict[str, Any], list[UUID]]:
    ways: list[str] = {
        "givers": ["code"],
        "merged": ["code", "code", "phone"],
        "with_comment": ["code", "nobody"],
        "comments": ["nobody", "nobody"],
        "inspection_with_giver": ["code"],
    }.get(kind, [])
    sources = {"code": "form", "phone": "hotline", "nobody": "comment"}
    runs = {"phone": {"run": uuid4()}}  # rows of a feed bring no code
    behind = {
        opinion(text=f"窗口没有人，第{n}位", source=sources[way], **runs.get(way, {})).id: way
        for n, way in enumerate(ways)
    }
    more: dict[str, Any] = {"origin": "self", "source": "self_check"} if kind == "self_found" else {}
    if kind.startswith("inspection"):
        more = {"origin": "collective", "source": "inspection", "inspector": inspector}
    givers = {one: way for one, way in behind.items() if way != "nobody"}
    return Memory(givers, inspected=kind.startswith("inspection")), more, list(behind)


@pytest.mark.slow
def test_cleared_only_by_the_rules(wanderer: Callable[..., Wanderer]) -> None:
    REACHED.clear()

    @settings(max_examples=35, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(seed=st.integers(0, 2**32))
    def anybody_tries_anything(seed: int) -> None:
        try:
            with transaction.atomic():
                _wander(wanderer(KINDS[seed % len(KINDS)], seed))
                raise _UndoneError
        except _UndoneError:
            pass

    anybody_tries_anything()
    assert set(REACHED) >= ENDINGS, REACHED


def _wander(person: Wanderer) -> None:
    if person.dice.random() < 0.7:
        person.walk.to_reported(person.problem)
    seen = Step.objects.filter(problem=person.problem).count()
    for _ in range(40):
        before = person.row()
        person.step()
        for step in Step.objects.filter(problem=person.problem, serial__gt=seen).order_by("serial"):
            seen = step.serial
            _expect(person, before, step)
        _expect_sound(person)


def _expect(person: Wanderer, before: Problem, step: Step) -> None:
    memory = person.memory
    if step.act in ENDINGS:
        REACHED[step.act] += 1
        assert step.before != "long_term"
        CHECKS[step.act](person, before)
    if step.act == "reopen" and memory.givers:
        assert False in memory.answers.values()
    if step.act == "report_done":
        assert step.before in ("in_progress", "report_returned")


def _by_givers(person: Wanderer, before: Problem) -> None:
    answers = person.memory.answers
    assert set(answers) == set(person.memory.givers)
    assert all(answers.values())


def _by_inspector(person: Wanderer, before: Problem) -> None:
    assert not person.memory.givers
    assert person.memory.inspected
    assert person.memory.rechecked


def _by_public(person: Wanderer, before: Problem) -> None:
    memory = person.memory
    assert not memory.givers
    assert not memory.inspected
    assert memory.checked_by_office
    assert memory.asked_on is not None
    assert working_days(memory.asked_on, person.day) >= 10
    assert len(memory.words) >= 5
    assert len(memory.days) >= 3
    assert memory.judged_by not in {None, memory.verified_by}
    assert memory.words.count("bad") * 2 <= len(memory.words)


def _by_exception(person: Wanderer, before: Problem) -> None:
    memory = person.memory
    assert memory.signers is not None
    one, other = memory.signers
    assert one != other
    assert memory.asked_on is not None
    assert working_days(memory.asked_on, person.day) >= 10
    assert not before.overdue
    assert False not in memory.answers.values()
    for opinion, way in memory.givers.items():
        if way == "phone" and opinion not in memory.answers:
            assert memory.attempts[opinion] >= 3
    assert person.row().counters["exceptions"] == before.counters["exceptions"] + 1


CHECKS: dict[str, Callable[[Wanderer, Problem], None]] = {
    "clear": _by_givers,
    "clear_on_recheck": _by_inspector,
    "clear_on_rating": _by_public,
    "clear_by_exception": _by_exception,
}


def _expect_sound(person: Wanderer) -> None:
    row = person.row()
    assert row.state not in ("cleared", "cleared_by_exception")  # its watch has begun at once
    assert (row.level, row.generation) == (row.counters["level"], row.counters["generation"])
    assert (row.overdue, row.media) == ("overdue" in row.flags, "media_exposed" in row.flags)
    if row.counters["redo"] >= 3:
        assert row.level >= 1
    if row.state == "citizen_checked":
        assert False not in person.memory.answers.values()
