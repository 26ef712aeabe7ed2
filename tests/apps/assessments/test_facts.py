"""Facts of other rooms are put forward, decided on by a person, and never twice."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from tests.apps.assessments.conftest import DAY, County, line
from tests.apps.assessments.objects import late_problem

from minping.apps.assessments import services
from minping.apps.assessments.facts import fact_waiting, facts_waiting
from minping.apps.assessments.models import Entry, Handled
from minping.apps.casework.models import Plan, Problem, Report, Step
from minping.apps.casework.notable import notable_facts
from minping.apps.commitments.models import Commitment, Promise
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused

pytestmark = pytest.mark.django_db
RULES = {
    "late": "逾期办理",
    "recurred": "其他扣分",
    "returned": "其他扣分",
    "exposed": "媒体曝光",
    "promise_broken": "其他扣分",
    "kept": "承诺兑现",
    "not_kept": "其他扣分",
}


@pytest.fixture
def ruled(book: County, lead: Actor) -> County:
    services.fact_rules_set(actor=lead, campaign=book.campaign, rules=RULES)
    return book


def promise(county: County, unit: uuid.UUID, kept: str) -> uuid.UUID:
    made = Commitment.objects.create(
        campaign_id=county.campaign, unit_id=unit, state="published", published_on=DAY
    )
    held = Promise.objects.create(
        commitment=made, text="停水提前24小时通知", kept=kept, facts="抽查五次", judged_on=date(2026, 3, 1)
    )
    return held.id


def told(county: County) -> list[tuple[str, str, str]]:
    return [(one.kind, one.item, one.day.isoformat()) for one in facts_waiting(county.campaign)]


def test_without_a_rule_nothing_is_put_forward(book: County) -> None:
    late_problem(book.campaign, book.water)
    assert facts_waiting(book.campaign) == []


def test_each_kind_of_fact_is_put_forward_on_its_day(ruled: County) -> None:
    late_problem(ruled.campaign, ruled.water)
    late_problem(ruled.campaign, ruled.power, source="hearing", generation=2)
    exposed = late_problem(ruled.campaign, ruled.post, media=True)
    Step.objects.create(
        problem=exposed, serial=2, act="mark_media", before="in_progress", after="in_progress", at=now()
    )
    promise(ruled, ruled.water, "kept")
    promise(ruled, ruled.power, "not_kept")
    assert sorted(told(ruled)) == sorted(
        [
            ("late", "逾期办理", "2026-03-10"),
            ("promise_broken", "其他扣分", "2026-03-10"),
            ("recurred", "其他扣分", "2026-01-29"),
            ("late", "逾期办理", "2026-03-10"),
            ("exposed", "媒体曝光", "2026-03-10"),
            ("kept", "承诺兑现", "2026-03-01"),
            ("not_kept", "其他扣分", "2026-03-01"),
        ]
    )


def test_a_paper_returned_once_is_nothing_the_second_is_a_fact(ruled: County) -> None:
    problem = late_problem(ruled.campaign, ruled.water)
    Step.objects.all().delete()
    known = {
        "problem": problem,
        "by_name": "联络员",
        "at": now(),
        "decision": "returned",
        "decided_at": now(),
    }
    Plan.objects.create(number=1, content="x", measures="x", handler="x", deadline=DAY, **known)
    assert told(ruled) == []
    Report.objects.create(number=1, text="x", **known)
    assert told(ruled) == [("returned", "其他扣分", "2026-03-10")]


def test_a_lead_is_no_fact(ruled: County) -> None:
    late_problem(ruled.campaign, ruled.water, state="handed_over")
    assert told(ruled) == []


def test_the_facts_of_a_campaign_cost_the_same_however_many(
    ruled: County, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(5):
        late_problem(ruled.campaign, ruled.water)
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        assert len(notable_facts(ruled.campaign)) == 5


def test_a_person_records_it_and_it_is_not_put_forward_again(ruled: County, clerk: Actor) -> None:
    problem = late_problem(ruled.campaign, ruled.water)
    fact = fact_waiting(ruled.campaign, "late", problem.id)
    assert fact is not None
    assert not Entry.objects.exists()

    def record(unit: uuid.UUID) -> uuid.UUID:
        return services.fact_record(
            actor=clerk,
            campaign=ruled.campaign,
            kind="late",
            source=problem.id,
            line=line(unit, item=fact.item, day=fact.day, reason=fact.reason, count=1),
        )

    with pytest.raises(Refused, match="单位与事实不符"):
        record(ruled.power)
    entry = Entry.objects.get(id=record(ruled.water))
    assert (entry.item, entry.state, entry.fact, entry.fact_source) == (
        "逾期办理",
        "proposed",
        "late",
        problem.id,
    )
    assert told(ruled) == []
    with pytest.raises(Refused):
        record(ruled.water)
    assert Handled.objects.get().entry == entry


def test_a_withdrawn_entry_does_not_bring_the_fact_back(ruled: County, clerk: Actor) -> None:
    problem = late_problem(ruled.campaign, ruled.water)
    entry = services.fact_record(
        actor=clerk,
        campaign=ruled.campaign,
        kind="late",
        source=problem.id,
        line=line(ruled.water, item="逾期办理"),
    )
    services.entry_withdraw(actor=clerk, entry=entry, reason="期限已经批准延长")
    assert told(ruled) == []


def test_it_may_be_left_with_a_reason(ruled: County, clerk: Actor) -> None:
    problem = late_problem(ruled.campaign, ruled.water)

    def leave(reason: str) -> None:
        services.fact_leave(
            actor=clerk, campaign=ruled.campaign, kind="late", source=problem.id, reason=reason
        )

    with pytest.raises(Refused):
        leave(" ")
    leave("客观原因，已批准延期")
    assert told(ruled) == []
    found = Handled.objects.get()
    assert (found.reason, found.entry, found.by_name) == ("客观原因，已批准延期", None, clerk.name)


def test_a_judgement_taken_back_is_no_fact_any_more(ruled: County) -> None:
    held = promise(ruled, ruled.water, "kept")
    assert [kind for kind, *_ in told(ruled)] == ["kept"]
    Promise.objects.filter(id=held).update(kept="open", judged_on=None)
    assert told(ruled) == []


def test_rules_name_kinds_and_items_that_exist(book: County, lead: Actor) -> None:
    for rules in ({"weather": "逾期办理"}, {"late": "迟到"}):
        with pytest.raises(Refused):
            services.fact_rules_set(actor=lead, campaign=book.campaign, rules=rules)
    assert not Problem.objects.exists()
