"""What the yearly assessment reads of a unit's rectification: every number with what it is a part of."""

from datetime import date

from minping.apps.casework import services
from minping.apps.casework.selectors import Part, casework_facts


def test_a_unit_without_problems_is_absent(campaign) -> None:
    assert casework_facts(campaign) == {}


def test_numbers_stand_with_what_they_are_a_part_of(row, campaign, unit, units) -> None:
    row(state="watch", deadline=date(2026, 2, 20), cleared_on=date(2026, 2, 20))
    row(state="closed", deadline=date(2026, 2, 20), cleared_on=date(2026, 2, 21))
    row(state="closed", cleared_on=date(2026, 2, 21))
    row(overdue=True, media=True, generation=2)
    row(state="handed_over")
    row(state="raised")
    row(unit_id=units[1])
    facts = casework_facts(campaign)
    assert set(facts) == set(units)
    found = facts[unit]
    assert (found.registered, found.open, found.overdue, found.exposed) == (4, 1, 1, 1)
    assert found.cleared == Part(3, 4)
    assert found.in_time == Part(1, 2), "one has no day to be measured by"
    assert found.recurred == Part(1, 4)


def test_steps_and_papers_count_though_nothing_of_them_shows_now(
    raised, walk, campaign, unit, on, opinion, clerk
) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.assign(problem)
    walk.plan(problem)
    services.plan_decide(actor=clerk, problem=problem, accept=False, reason="措施空泛，没有责任人和时间。")
    walk.plan(problem)
    walk.approve(problem)
    on("2026-06-01")
    services.problem_mark_overdue(actor=clerk, problem=problem)
    walk.report(problem)
    walk.verify(problem)
    walk.ask(problem)
    services.check_answer(opinion=given.id, solved=False, words="还是老样子")
    found = casework_facts(campaign)[unit]
    assert found.late == Part(1, 1)
    assert found.reopened == Part(1, 1)
    assert found.returned == Part(1, 3)
    assert found.exceptions == Part(0, 0)
