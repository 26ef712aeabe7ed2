"""From the ledger to the cure: who may say that a problem is solved, and what happens otherwise."""

from datetime import date
from uuid import uuid4

import pytest

from minping.apps.casework import services
from minping.apps.casework.models import Check, Problem, Urge
from minping.apps.casework.services import Settled
from minping.apps.foundation import approvals
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.opinions.selectors import cards_of


def test_numbers_follow_each_other_within_the_year(raised) -> None:
    made = [Problem.objects.get(id=raised()).label for _ in range(3)]
    assert made == ["2026-0001", "2026-0002", "2026-0003"]


def test_a_refused_problem_takes_no_number(raised) -> None:
    with pytest.raises(Refused):
        raised(deadline=date(2026, 2, 1))
    assert Problem.objects.get(id=raised()).number == 1


def test_every_giver_must_be_satisfied(walk, raised, opinion) -> None:
    one, other = opinion(), opinion("窗口常常没有人，白跑了三趟")
    problem = raised(opinions=[one.id, other.id])
    walk.to_givers(problem)
    services.check_answer(opinion=one.id, solved=True)
    assert walk.row(problem).state == "citizen_checked"
    services.check_answer(opinion=other.id, solved=True)
    found = walk.row(problem)
    assert (found.state, found.cleared_on, found.watch_until) == (
        "watch",
        date(2026, 3, 2),
        date(2026, 5, 31),
    )
    assert {card.state for card in cards_of([one.id, other.id]).values()} == {"settled"}


def test_one_no_reopens_whatever_the_others_said(walk, raised, opinion) -> None:
    one, other = opinion(), opinion("窗口常常没有人，白跑了三趟")
    problem = raised(opinions=[one.id, other.id])
    walk.to_givers(problem)
    services.check_answer(opinion=one.id, solved=True)
    services.check_answer(opinion=other.id, solved=False, words="还是没有人")
    found = walk.row(problem)
    assert (found.state, found.counters["redo"]) == ("reopened", 1)
    with pytest.raises(Refused):
        services.check_answer(opinion=one.id, solved=True)


def test_silence_is_an_exception_that_two_persons_sign(walk, raised, opinion, lead, clerk, on) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    on("2026-03-16")  # the tenth working day
    assert services.problem_settle(actor=clerk, problem=problem, reason="多次联系") is Settled.WAITING
    on("2026-03-17")
    assert services.problem_settle(actor=clerk, problem=problem) is Settled.SILENT
    assert services.problem_settle(actor=clerk, problem=problem, reason="未答复") is Settled.ASKED
    [asked] = approvals.waiting(act="casework.exception")
    with pytest.raises(Refused):
        approvals.agree(actor=clerk, approval=asked.id)
    assert walk.row(problem).state == "citizen_checked"
    approvals.agree(actor=lead, approval=asked.id)
    found = walk.row(problem)
    assert (found.state, found.counters["exceptions"]) == ("watch", 1)
    assert Check.objects.get().answer == Check.Answer.SILENT


def test_a_late_no_is_heard_before_the_exception_is_signed(walk, raised, opinion, lead, clerk, on) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    on("2026-03-17")
    services.problem_settle(actor=clerk, problem=problem, reason="未答复")
    services.check_answer(opinion=given.id, solved=False)
    [asked] = approvals.waiting(act="casework.exception")
    with pytest.raises(Refused):
        approvals.agree(actor=lead, approval=asked.id)
    assert walk.row(problem).state == "reopened"


def test_silence_about_what_was_late_reopens(walk, raised, opinion, clerk, on) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.assign(problem)
    walk.plan(problem)
    walk.approve(problem)
    on("2026-03-20")
    walk.report(problem)
    assert walk.row(problem).overdue
    walk.verify(problem)
    walk.ask(problem)
    on("2026-05-20")
    assert services.problem_settle(actor=clerk, problem=problem, reason="未答复") is Settled.REOPENED
    assert not approvals.waiting(act="casework.exception")


def test_a_giver_without_a_code_must_have_been_tried(walk, raised, opinion, clerk, lead, on) -> None:
    given = opinion(source="hotline", external="G1", run=uuid4())
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    on("2026-03-20")
    for _ in range(3):
        assert services.problem_settle(actor=clerk, problem=problem) is Settled.WAITING
        services.check_contact(actor=clerk, problem=problem, opinion=given.id, way="phone", note="无人接")
    assert services.problem_settle(actor=clerk, problem=problem) is Settled.SILENT


def test_what_a_giver_says_by_phone_counts_only_when_confirmed(walk, raised, opinion, clerk, lead) -> None:
    given = opinion(source="hotline", external="G1", run=uuid4())
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    services.check_phone(actor=clerk, problem=problem, opinion=given.id, solved=True, words="好多了")
    assert walk.row(problem).state == "citizen_checked"
    [asked] = approvals.waiting(act="casework.phone_answer")
    assert "好多了" not in str(asked.payload)
    approvals.agree(actor=lead, approval=asked.id)
    assert walk.row(problem).state == "watch"
    assert Check.objects.get().taken_by == "陈干事、刘主任"


def test_an_answer_with_a_code_cannot_be_taken_down_by_the_office(walk, raised, opinion, clerk) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    with pytest.raises(Refused):
        services.check_phone(actor=clerk, problem=problem, opinion=given.id, solved=True)


def test_a_finding_is_cleared_by_the_inspector_alone(walk, raised, someone, clerk) -> None:
    from minping.apps.foundation.roles import Role

    found_it, other = someone(Role.APPRAISER), someone(Role.APPRAISER)
    problem = raised(source="inspection", origin="collective", inspector=found_it.id, inspector_name="甲")
    walk.to_reported(problem)
    with pytest.raises(Refused):
        walk.verify(problem)
    for anybody in (other, clerk):
        with pytest.raises(Refused):
            services.problem_verify_by_inspector(actor=anybody, problem=problem, note="看过")
    services.problem_verify_by_inspector(actor=found_it, problem=problem, note="还是没人", solved=False)
    assert walk.row(problem).state == "report_returned"
    walk.report(problem)
    services.problem_verify_by_inspector(actor=found_it, problem=problem, note="已有人")
    assert walk.row(problem).state == "watch"


def test_a_liaison_acts_for_the_own_unit_alone(walk, raised, stranger, liaison) -> None:
    problem = raised()
    walk.assign(problem, "immediate")
    with pytest.raises(Refused):
        services.problem_start(actor=stranger, problem=problem)
    with pytest.raises(NotAllowed):
        services.problem_verify(actor=liaison, problem=problem, note="好了")
    services.problem_start(actor=liaison, problem=problem)
    assert walk.row(problem).state == "in_progress"


def test_the_third_redo_climbs_a_rung(walk, raised, clerk) -> None:
    problem = raised()
    walk.to_reported(problem)
    for _ in range(3):
        services.report_decide(actor=clerk, problem=problem, accept=False, reason="没有写清楚")
        walk.report(problem)
    found = walk.row(problem)
    assert (found.level, "problem_order" in found.flags) == (1, True)
    assert Urge.objects.get(problem=problem).level == 1
