"""Several at the same moment, in real transactions."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from tests.apps.foundation.test_at_once import apart, on_threads

from minping.apps.casework import services
from minping.apps.casework.models import Problem, Step
from minping.apps.foundation.errors import Refused
from minping.apps.opinions.services import opinion_answer, opinion_assign

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_are_given_once_and_without_gaps(raised) -> None:
    if not apart():
        pytest.skip("the database lives in one connection")
    assert on_threads([partial(raised, title=f"问题{n}") for n in range(5)]) == [None] * 5
    assert sorted(Problem.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_two_givers_answer_at_once_and_it_is_cleared_once(walk, raised, opinion) -> None:
    if not apart():
        pytest.skip("the database lives in one connection")
    given = [opinion(f"窗口没有人，第{n}位").id for n in range(2)]
    problem = raised(opinions=given)
    walk.to_givers(problem)
    answers: list[Callable[[], Any]] = [
        partial(services.check_answer, opinion=one, solved=True) for one in given
    ]
    assert on_threads(answers) == [None, None]
    assert walk.row(problem).state == "watch"
    assert Step.objects.filter(problem=problem, act="clear").count() == 1


def test_a_no_beside_a_yes_always_reopens(walk, raised, opinion) -> None:
    if not apart():
        pytest.skip("the database lives in one connection")
    given = [opinion(f"窗口没有人，第{n}位").id for n in range(2)]
    problem = raised(opinions=given)
    walk.to_givers(problem)
    yes = partial(services.check_answer, opinion=given[0], solved=True)
    no = partial(services.check_answer, opinion=given[1], solved=False)
    faults = [fault for fault in on_threads([yes, no]) if fault is not None]
    assert all(isinstance(fault, Refused) for fault in faults)  # the yes came after the no
    assert walk.row(problem).state == "reopened"


def test_a_recurrence_and_acts_on_its_opinion_do_not_wait_for_each_other(
    walk, raised, opinion, clerk, lead
) -> None:
    """Both write acts and take the opinion's row: in one order, or the database ends one of them."""
    if not apart():
        pytest.skip("the database lives in one connection")
    behind = [opinion(f"窗口没有人，第{n}位").id for n in range(4)]
    problems = [raised(opinions=[one]) for one in behind]
    for problem, one in zip(problems, behind, strict=True):
        walk.to_givers(problem)
        services.check_answer(opinion=one, solved=True)
    acts: list[Callable[[], Any]] = []
    for problem, one in zip(problems, behind, strict=True):
        acts.append(
            partial(services.problem_recur, actor=lead, problem=problem, text="又没有人了", opinions=[one])
        )
        acts.append(partial(opinion_answer, actor=clerk, opinion=one, text="已再次督办。"))
        acts.append(
            partial(opinion_assign, actor=clerk, opinion=one, handler=clerk.person, handler_name="陈晓")
        )
    faults = [fault for fault in on_threads(acts) if fault is not None]
    assert all(isinstance(fault, Refused) for fault in faults), faults
    assert Problem.objects.filter(generation=2).count() == 4
