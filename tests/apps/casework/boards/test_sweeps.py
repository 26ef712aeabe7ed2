"""The calendar presses: each step once, on its day, whatever else happens; the upper rungs wait for a person."""

from datetime import date

import pytest
from django.test import Client

from minping.apps.casework import services
from minping.apps.casework.boards import sweeps
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.proposals import accountable, proposal_agree, proposal_decline, proposals
from minping.apps.casework.boards.settling import day_change, late_rules_set
from minping.apps.casework.models import Check, Proposal, Urge
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role

DUE = date(2026, 3, 6)
"""A Friday; Monday the 9th is the first working day late."""
RULES = {
    "remind_before": 3,
    "urge_after": 1,
    "supervise_after": 5,
    "order_after": 10,
    "account_after": 20,
    "silent_after": 10,
    "common_units": 3,
}


@pytest.fixture
def due(raised, walk, lead):
    """A problem that the unit should have put right by Friday."""
    problem = raised()
    services.problem_assign(
        actor=lead, problem=problem, klass="planned", handler="王局长", handler_post="局长", deadline=DUE
    )
    return problem


def tick() -> None:
    """The worker comes round, twice, as it does all day."""
    for _ in range(2):
        sweeps.mark_overdue()
        sweeps.remind()
        sweeps.climb()
        sweeps.propose()
        sweeps.mark_silence()
        sweeps.settle()
        sweeps.end_watch()


def rungs(problem) -> list[int]:
    return list(Urge.objects.filter(problem=problem, level__gte=1).values_list("level", flat=True))


def test_the_unit_is_reminded_once_before_the_day(due, on) -> None:
    tick()
    assert not Urge.objects.exists(), "four working days before"
    on("2026-03-03")
    tick()
    on("2026-03-06")
    tick()
    reminder = Urge.objects.get(problem=due)
    assert (reminder.level, reminder.deadline) == (0, DUE)
    assert "2026年3月6日" in reminder.text


def test_a_new_deadline_is_reminded_of_anew(due, walk, liaison, clerk, on) -> None:
    on("2026-03-04")
    tick()
    services.extension_ask(
        actor=liaison, problem=due, deadline=date(2026, 3, 20), reason="设备采购需要两周时间"
    )
    services.extension_decide(actor=clerk, problem=due, accept=True)
    tick()
    assert Urge.objects.filter(level=0).count() == 1
    on("2026-03-18")
    tick()
    assert set(Urge.objects.filter(level=0).values_list("deadline", flat=True)) == {DUE, date(2026, 3, 20)}


def test_the_ladder_climbs_by_working_days(due, walk, on) -> None:
    on("2026-03-08")  # Sunday: late, but no working day has passed
    tick()
    assert (walk.row(due).overdue, rungs(due)) == (True, [])
    on("2026-03-09")
    tick()
    assert rungs(due) == [1]
    on("2026-03-12")
    tick()
    assert rungs(due) == [1]
    on("2026-03-13")
    tick()
    assert (rungs(due), walk.row(due).level) == ([1, 2], 2)
    assert Urge.objects.get(level=2).days_late == 5
    assert not Proposal.objects.exists()


def test_after_a_long_stop_the_worker_climbs_one_rung_a_day(due, on) -> None:
    on("2026-03-30")
    tick()
    assert rungs(due) == [1]
    on("2026-03-31")
    tick()
    assert rungs(due) == [1, 2]


def test_days_that_the_office_marked_count(due, lead, on) -> None:
    day_change(actor=lead, day=date(2026, 3, 9), working=False, reason="暴雪停工")
    on("2026-03-09")
    tick()
    assert rungs(due) == []
    on("2026-03-10")
    tick()
    assert rungs(due) == [1]


def test_an_order_and_accountability_are_only_proposed(due, lead, walk, on) -> None:
    for day in ("2026-03-09", "2026-03-13", "2026-03-20", "2026-04-10"):
        on(day)
        tick()
    assert walk.row(due).level == 2, "nothing but a person orders"
    waiting = Proposal.objects.get()
    assert (waiting.level, waiting.days_late, waiting.deadline) == (3, 10, DUE)
    proposal_agree(actor=lead, proposal=waiting.id, letter="限于4月20日前完成整改。")
    assert walk.row(due).level == 3
    assert Urge.objects.get(level=3).text == "限于4月20日前完成整改。"
    tick()
    last = Proposal.objects.get(state="waiting")
    assert last.level == 4
    assert not accountable(Extent(lead))
    proposal_agree(actor=lead, proposal=last.id, letter="建议纪检监察机关问责。")
    assert [one.text for one in accountable(Extent(lead))] == ["建议纪检监察机关问责。"]
    tick()
    assert not Proposal.objects.filter(state="waiting").exists()


def test_what_was_declined_is_not_proposed_again_for_the_deadline(due, lead, on) -> None:
    for day in ("2026-03-09", "2026-03-13", "2026-03-20"):
        on(day)
        tick()
    with pytest.raises(Refused, match="理由"):
        proposal_decline(actor=lead, proposal=Proposal.objects.get().id, reason=" ")
    proposal_decline(actor=lead, proposal=Proposal.objects.get().id, reason="单位正在抢修，已现场核实。")
    on("2026-04-30")
    tick()
    assert [(one.level, one.state) for one in Proposal.objects.all()] == [(3, "declined")]
    with pytest.raises(Refused, match="已经有了结果"):
        proposal_agree(actor=lead, proposal=Proposal.objects.get().id, letter="再发")


def test_a_proposal_lapses_when_the_unit_delivers(due, walk, lead, on) -> None:
    for day in ("2026-03-09", "2026-03-13", "2026-03-20"):
        on(day)
        tick()
    services.plan_submit(
        actor=walk.liaison,
        problem=due,
        content="窗口无人值守",
        measures="3号窗口设A、B岗，由办公室副主任李明负责排班，3月31日前公示值班表。",
        handler="李明",
        deadline=date(2026, 3, 31),
        over_reason="设备采购需要时间",
    )
    with pytest.raises(Refused, match="情况已变"):
        proposal_agree(actor=lead, proposal=Proposal.objects.get().id, letter="责令")
    tick()
    assert Proposal.objects.get().state == "lapsed"


def test_late_after_exposure_goes_straight_to_accountability(due, walk, lead, on) -> None:
    services.problem_mark_media(actor=lead, problem=due, note="省台《问政》3月3日")
    on("2026-03-09")
    tick()
    waiting = Proposal.objects.get()
    assert (waiting.level, waiting.exposed) == (4, True)
    told = proposals(Extent(lead))
    assert [one.media_note for one in told] == ["省台《问政》3月3日"]
    proposal_agree(actor=lead, proposal=waiting.id, letter="曝光后仍未整改，建议问责。")
    assert walk.row(due).level == 4


def test_only_the_office_decides(due, liaison, someone, on) -> None:
    for day in ("2026-03-09", "2026-03-13", "2026-03-20"):
        on(day)
        tick()
    waiting = Proposal.objects.get().id
    for actor in (liaison, someone(Role.DISCIPLINE), someone(Role.LEADING_GROUP)):
        with pytest.raises(NotAllowed):
            proposal_agree(actor=actor, proposal=waiting, letter="责令")
    assert not proposals(Extent(someone(Role.LIAISON)))


def test_silence_after_an_urging_is_marked(due, liaison, on) -> None:
    on("2026-03-09")
    tick()
    on("2026-03-23")  # ten working days later
    tick()
    urge = Urge.objects.get(level=1)
    assert urge.silent_on == date(2026, 3, 23)
    assert AuditEntry.objects.filter(act="casework.urge.silent").count() == 1
    services.urge_answer(actor=liaison, urge=urge.id, answer="本周内完成。")


def test_an_answered_urging_is_no_silence(due, liaison, on) -> None:
    on("2026-03-09")
    tick()
    services.urge_answer(actor=liaison, urge=Urge.objects.get(level=1).id, answer="本周内完成。")
    on("2026-04-30")
    tick()
    assert Urge.objects.get(level=1).silent_on is None


def test_no_rung_while_the_office_holds_it(raised, walk, on) -> None:
    problem = raised()
    walk.to_reported(problem)
    on("2026-07-01")
    tick()
    assert (walk.row(problem).overdue, rungs(problem)) == (False, [])


def test_answers_whose_time_is_over_are_looked_at(raised, walk, opinion, on) -> None:
    one, other = opinion(), opinion("窗口常常没有人，白跑了三趟")
    problem = raised(opinions=[one.id, other.id])
    walk.to_givers(problem)
    services.check_answer(opinion=one.id, solved=True)
    on("2026-03-17")
    tick()
    assert walk.row(problem).state == "citizen_checked", "silence is left to two persons"
    assert not Check.objects.filter(answer="silent").exists()


def test_a_watch_that_passed_ends(raised, walk, opinion, on) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    services.check_answer(opinion=given.id, solved=True)
    on("2026-05-31")
    tick()
    assert walk.row(problem).state == "watch"
    on("2026-06-01")
    tick()
    assert walk.row(problem).state == "closed"


def test_a_long_term_problem_is_late_by_its_next_look(row, on) -> None:
    problem = row(state="long_term", deadline=date(2026, 2, 2), next_date=date(2026, 3, 6))
    tick()
    problem.refresh_from_db()
    assert not problem.overdue
    on("2026-03-09")
    tick()
    problem.refresh_from_db()
    assert problem.overdue
    assert rungs(problem) == [1]


def test_the_worker_finds_the_sweeps(due, on) -> None:
    on("2026-03-09")
    run_due()
    assert rungs(due) == [1]


def test_rules_are_kept_in_order_and_by_the_office_alone(lead, liaison) -> None:
    late_rules_set(actor=lead, **RULES | {"urge_after": 2})
    for wrong in ({"supervise_after": 2}, {"urge_after": 0}, {"account_after": 999}, {"remind_before": 0}):
        with pytest.raises(Refused):
            late_rules_set(actor=lead, **RULES | {"urge_after": 2} | wrong)
    with pytest.raises(NotAllowed):
        late_rules_set(actor=liaison, **RULES)


def test_a_rung_is_decided_on_its_page(due, lead, on, browser_of) -> None:
    for day in ("2026-03-09", "2026-03-13", "2026-03-20"):
        on(day)
        tick()
    browser: Client = browser_of(lead)
    page = browser.get("/office/problems/proposals/").content.decode()
    assert "责令限期整改" in page
    address = f"/office/problems/proposals/{Proposal.objects.get().id}/agree/"
    assert "已逾期10个工作日" in browser.get(address).content.decode(), "a first wording stands there"
    assert browser.post(address, {"letter": ""}).status_code == 200
    assert Proposal.objects.get().state == "waiting"
    browser.post(address, {"letter": "限期整改。"})
    assert Proposal.objects.get().state == "agreed"


def test_the_system_never_orders_by_itself(due, walk) -> None:
    assert SYSTEM.may("casework.decide"), "it could: so the sweep must not"
    assert walk.row(due).level == 0
