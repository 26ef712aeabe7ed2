"""What comes up again, and what nobody but the public can judge."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minping.apps.casework import services
from minping.apps.casework.models import Problem, Rating, Step, Urge
from minping.apps.casework.selectors import casework_facts, progress_of_opinions
from minping.apps.casework.services import Settled
from minping.apps.foundation.errors import Refused


def words(problem, *given: str, day: str = "2026-03-05") -> None:
    for word in given:
        Rating.objects.create(problem_id=problem, word=word, day=date.fromisoformat(day))


@pytest.fixture
def found_by_unit(walk, raised):
    """A self-found problem that stands for the public's rating since Monday, 2 March."""
    problem = raised(origin="self", source="self_check")
    walk.to_givers(problem)
    return problem


def test_the_public_and_a_second_person_clear_what_a_unit_found_itself(
    found_by_unit, lead, clerk, on
) -> None:
    words(found_by_unit, "good", "fair", "bad")
    words(found_by_unit, "good", day="2026-03-06")
    words(found_by_unit, "bad", day="2026-03-09")
    on("2026-03-16")
    assert services.problem_settle(actor=clerk, problem=found_by_unit) is Settled.WAITING
    on("2026-03-17")
    assert services.problem_settle(actor=clerk, problem=found_by_unit) is Settled.RATED
    with pytest.raises(Refused, match="另一人"):
        services.rating_confirm(actor=clerk, problem=found_by_unit, note="到现场看过")
    with pytest.raises(Refused, match="说明"):
        services.rating_confirm(actor=lead, problem=found_by_unit, note=" ")
    services.rating_confirm(actor=lead, problem=found_by_unit, note="评价分散在几天，与现场一致。")
    step = Step.objects.get(act="clear_on_rating")
    assert "好2，一般1，不好2，共5次，分在3天" in step.note
    assert Problem.objects.get().state == "watch"


def test_ratings_given_at_one_sitting_clear_nothing(found_by_unit, lead, clerk, on) -> None:
    words(found_by_unit, *["good"] * 300)
    words(found_by_unit, *["good"] * 300, day="2026-03-06")
    on("2026-03-17")
    assert services.problem_settle(actor=clerk, problem=found_by_unit) is Settled.SILENT
    with pytest.raises(Refused):
        services.rating_confirm(actor=lead, problem=found_by_unit, note="都说好")


def test_the_office_decides_with_the_numbers_before_it(found_by_unit, lead, on, browser_of) -> None:
    for day in ("2026-03-05", "2026-03-06", "2026-03-09"):
        words(found_by_unit, "good", "good", day=day)
    on("2026-03-17")
    browser, act = browser_of(lead), f"/office/problems/{found_by_unit}/rating/"
    shown = browser.get(act).content.decode()
    assert "好6，一般0，不好0；分在3天，最多的一天2次" in shown
    assert "次数不等于人数" in shown
    browser.post(act, {"confirmed": "yes", "note": "与现场一致。"})
    assert Problem.objects.get().state == "watch"


def test_mostly_bad_ratings_reopen_it(found_by_unit, clerk, on) -> None:
    words(found_by_unit, "good", "bad", "bad")
    words(found_by_unit, "bad", day="2026-03-06")
    words(found_by_unit, "bad", day="2026-03-09")
    on("2026-03-17")
    assert services.problem_settle(actor=clerk, problem=found_by_unit) is Settled.REOPENED


def test_too_few_ratings_are_silence(found_by_unit, clerk, on) -> None:
    words(found_by_unit, "good", "good")
    words(found_by_unit, "good", day="2026-03-02")  # older than the question
    on("2026-03-17")
    assert services.problem_settle(actor=clerk, problem=found_by_unit) is Settled.SILENT


def test_what_is_not_published_cannot_be_cleared_by_ratings(found_by_unit, clerk, on) -> None:
    Problem.objects.update(published=False)
    for day in ("2026-03-05", "2026-03-06", "2026-03-09"):
        words(found_by_unit, "good", "good", day=day)
    on("2026-03-17")
    assert services.problem_settle(actor=clerk, problem=found_by_unit) is Settled.SILENT


@pytest.fixture
def cleared(walk, raised, opinion):
    """A problem that its giver found solved, and that giver's opinion."""
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    services.check_answer(opinion=given.id, solved=True)
    return problem, given.id


def test_a_recurrence_is_a_new_generation_one_rung_up(cleared, clerk, walk, on) -> None:
    earlier, opinion = cleared
    on("2026-04-01")
    new = services.problem_recur(actor=clerk, problem=earlier, text="又没有人", opinions=[opinion])
    found = walk.row(new)
    assert (found.generation, found.level, found.recurrence_of_id) == (2, 1, earlier)
    assert Urge.objects.get(problem=new).level == 1
    assert (walk.row(earlier).state, "recurrence" in walk.row(earlier).flags) == ("closed", True)
    assert progress_of_opinions([opinion])[opinion].number == found.label
    with pytest.raises(Refused) as refused:
        services.problem_recur(actor=clerk, problem=earlier, text="又没有人")
    assert found.label in refused.value.text.zh


def test_after_the_watch_too(cleared, clerk, walk, on) -> None:
    earlier, _ = cleared
    on("2026-05-31")
    with pytest.raises(Refused):
        services.problem_close(actor=clerk, problem=earlier)
    on("2026-06-01")
    services.problem_close(actor=clerk, problem=earlier)
    new = services.problem_recur(actor=clerk, problem=earlier, text="又没有人")
    assert (walk.row(new).generation, walk.row(earlier).state) == (2, "closed")


def test_what_is_not_cleared_cannot_recur(raised, clerk) -> None:
    problem = raised()
    with pytest.raises(Refused):
        services.problem_recur(actor=clerk, problem=problem, text="还没好")


def test_a_problem_is_never_a_recurrence_of_itself(cleared, raised, clerk, walk) -> None:
    earlier, _ = cleared
    new = raised(register=False)
    with pytest.raises(Refused):
        services.recurrence_note(actor=clerk, problem=new, of=new)
    services.recurrence_note(actor=clerk, problem=new, of=earlier)
    assert (walk.row(new).generation, walk.row(new).state) == (2, "raised")
    Problem.objects.filter(id=earlier).update(state="raised", recurrence_of=None)
    with pytest.raises(Refused) as refused:
        services.recurrence_note(actor=clerk, problem=earlier, of=new)
    assert "它自己" in refused.value.text.zh
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(id=new).update(recurrence_of=new)


def test_opinions_of_a_duplicate_are_asked_too(raised, opinion, clerk, walk) -> None:
    one, other = opinion(), opinion("窗口没有人，白跑")
    kept = raised(opinions=[one.id])
    double = raised(opinions=[other.id], register=False)
    services.problem_link(actor=clerk, problem=double, into=kept)
    walk.to_givers(kept)
    services.check_answer(opinion=one.id, solved=True)
    assert walk.row(kept).state == "citizen_checked"
    services.check_answer(opinion=other.id, solved=True)
    assert walk.row(kept).state == "watch"


def test_an_opinion_stands_behind_one_open_problem_only(raised, opinion) -> None:
    given = opinion()
    raised(opinions=[given.id])
    with pytest.raises(Refused):
        raised(opinions=[given.id])
    assert Problem.objects.count() == 1


def test_extensions_are_counted_and_limited(raised, walk, clerk, on) -> None:
    problem = raised()
    walk.assign(problem)
    for month in (5, 6):
        services.extension_ask(
            actor=walk.liaison, problem=problem, deadline=date(2026, month, 29), reason="设备未到"
        )
        services.extension_decide(actor=clerk, problem=problem, accept=True)
    assert walk.row(problem).counters["extensions"] == 2
    with pytest.raises(Refused):
        services.extension_ask(
            actor=walk.liaison, problem=problem, deadline=date(2026, 7, 29), reason="设备未到"
        )


def test_a_plan_later_than_ordered_needs_a_reason(raised, walk) -> None:
    problem = raised()
    walk.assign(problem, "ordered")
    given = {
        "actor": walk.liaison,
        "problem": problem,
        "content": "窗口",
        "measures": "设双岗",
        "handler": "李明",
        "deadline": date(2026, 6, 30),
    }
    with pytest.raises(Refused):
        services.plan_submit(**given)
    services.plan_submit(**given, over_reason="须先招聘")
    walk.approve(problem)
    assert walk.row(problem).deadline == date(2026, 6, 30)


def test_a_late_report_stays_late(raised, walk, unit, campaign, on) -> None:
    problem = raised()
    walk.assign(problem, "immediate")
    on("2026-03-20")
    walk.report(problem)
    found = walk.row(problem)
    assert (found.state, found.overdue) == ("reported_done", True)
    assert casework_facts(campaign)[unit].late.n == 1


def test_the_office_raises_the_level_by_hand_but_not_to_accountability(raised, walk, clerk) -> None:
    problem = raised()
    walk.assign(problem)
    assert [services.problem_urge(actor=clerk, problem=problem, text="请抓紧") for _ in range(3)] == [1, 2, 3]
    with pytest.raises(Refused):
        services.problem_urge(actor=clerk, problem=problem, text="建议问责")
    assert Urge.objects.filter(problem=problem, text="请抓紧").count() == 3
