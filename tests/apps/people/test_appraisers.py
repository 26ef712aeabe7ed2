"""Appraisers: one pool for a unit and person, conflicts, decisions with reasons, assignments, the test's limits."""

from datetime import date

import pytest
from tests.apps.people.conftest import people

from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.people.appraisers.services import (
    Proposal,
    assign,
    assignment_end,
    candidate_decide,
    candidate_edit,
    candidate_propose,
    pool_join,
    pool_leave,
    pool_make,
    roster_from_pools,
)
from minping.apps.people.appraisers.trained import trained_of
from minping.apps.people.appraisers.training import (
    Asked,
    attempt_make,
    attendance_set,
    paper_open,
    paper_write,
    session_make,
)
from minping.apps.people.models import (
    Assignment,
    Attempt,
    Candidate,
    Decision,
    Pool,
    PoolMember,
    Question,
    RosterRow,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(county, clerk):
    """``accepted(n, unit=…)``: the n-th candidate, accepted, with a conflict about the unit."""

    def make(number: int = 0, unit=None, user=None):
        one = people(number + 1)[number]
        conflicts = {unit: "relative"} if unit else {}
        proposal = Proposal(one.name, one.phone, "supervisor", "人大代表", conflicts=conflicts, user=user)
        made = candidate_propose(actor=clerk, campaign=county.campaign.id, proposal=proposal)
        candidate_decide(actor=clerk, candidate=made, state="accepted", reason="符合条件")
        return made

    return make


def pool(county, clerk, name, owner, unit=None):
    return pool_make(actor=clerk, campaign=county.campaign.id, name=name, owner=owner, unit=unit)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (("office", "a"), ("unit", "a"), True),
        (("unit", "a"), ("office", "a"), True),
        (("unit", "a"), ("unit", "b"), False),
        (("office", "a"), ("office", "b"), False),
        (("office", ""), ("unit", "a"), True),
        (("unit", "a"), ("office", ""), True),
        (("office", ""), ("office", "a"), False),
    ],
)
def test_office_and_unit_do_not_engage_the_same_person_for_one_unit(
    county, clerk, accepted, first, second, refused
):
    who = accepted()
    units = {"": None, "a": county.a, "b": county.b}
    pools = [
        pool(county, clerk, f"队{n}", owner, units[unit]) for n, (owner, unit) in enumerate((first, second))
    ]
    pool_join(actor=clerk, pool=pools[0], candidate=who)
    if refused:
        with pytest.raises(Refused, match="只能有一方"):
            pool_join(actor=clerk, pool=pools[1], candidate=who)
        pool_leave(actor=clerk, member=PoolMember.objects.get().id)
    pool_join(actor=clerk, pool=pools[1], candidate=who)


def test_a_relative_keeps_somebody_from_the_units_pool_and_from_guiding_it(county, clerk, accepted):
    who = accepted(unit=county.a)
    with pytest.raises(Refused, match="利害关系"):
        pool_join(actor=clerk, pool=pool(county, clerk, "监督组", "office", county.a), candidate=who)
    with pytest.raises(Refused, match="利害关系"):
        assign(actor=clerk, candidate=who, unit=county.a, since=date(2026, 11, 1))
    made = assign(actor=clerk, candidate=who, unit=county.b, since=date(2026, 11, 1), task="驻点指导")
    with pytest.raises(Refused):
        assign(actor=clerk, candidate=who, unit=county.b, since=date(2026, 11, 2))
    with pytest.raises(Refused):
        assignment_end(actor=clerk, assignment=made, until=date(2026, 10, 1))
    assignment_end(actor=clerk, assignment=made, until=date(2026, 12, 1))
    assign(actor=clerk, candidate=who, unit=county.b, since=date(2026, 12, 2))
    assert Assignment.objects.count() == 2


def test_decisions_need_a_reason_and_stay_on_record(county, clerk, accepted):
    who = accepted()
    joined = pool(county, clerk, "专家组", "office")
    pool_join(actor=clerk, pool=joined, candidate=who)
    with pytest.raises(Refused):
        candidate_decide(actor=clerk, candidate=who, state="withdrawn", reason=" ")
    with pytest.raises(Refused):
        candidate_decide(actor=clerk, candidate=who, state="accepted", reason="再来一次")
    candidate_decide(actor=clerk, candidate=who, state="withdrawn", reason="工作调动")
    assert [d.state for d in Decision.objects.all()] == ["accepted", "withdrawn"]
    assert not PoolMember.objects.exists()
    with pytest.raises(Refused, match="已聘任"):
        pool_join(actor=clerk, pool=joined, candidate=who)


def test_a_person_is_a_candidate_once_and_an_account_belongs_to_one(county, clerk, accepted, someone):
    user = someone(Role.APPRAISER)
    assert user.id is not None
    accepted(0, user=user.id)
    with pytest.raises(Refused):
        accepted(0)
    with pytest.raises(Refused):
        accepted(1, user=user.id)
    other = accepted(2)
    with pytest.raises(Refused):
        candidate_edit(actor=clerk, candidate=other, proposal=Proposal("", "", "expert", user=user.id))
    candidate_edit(actor=clerk, candidate=other, proposal=Proposal("", "", "expert", level="研究生"))
    assert Candidate.objects.get(id=other).level == "研究生"


def test_pools_need_a_name_and_a_units_pool_its_unit(county, clerk):
    for name, owner, unit in (("", "office", None), ("自聘", "unit", None), ("别的", "nobody", None)):
        with pytest.raises(Refused):
            pool(county, clerk, name, owner, unit)
    pool(county, clerk, "专家组", "office")
    with pytest.raises(Refused):
        pool(county, clerk, "专家组", "office")
    assert Pool.objects.count() == 1


def test_the_members_of_pools_go_on_the_list_once(county, clerk, accepted):
    experts, helpers = (
        pool(county, clerk, "专家组", "office"),
        pool(county, clerk, "住建组", "office", county.b),
    )
    for number in range(3):
        pool_join(actor=clerk, pool=experts, candidate=accepted(number))
    pool_join(actor=clerk, pool=helpers, candidate=Candidate.objects.all()[0].id)
    both = [experts, helpers]
    assert roster_from_pools(actor=clerk, round_id=county.experts.id, pools=both) == 3
    assert roster_from_pools(actor=clerk, round_id=county.experts.id, pools=both) == 0
    assert RosterRow.objects.count() == 3
    assert set(RosterRow.objects.values_list("stratum", flat=True)) == {"人大代表"}


RIGHT = Asked("问", ("对", "错"), frozenset({0}))


@pytest.mark.parametrize(
    "asked",
    [
        Asked("只有一项", ("对",), frozenset({0})),
        Asked("重复", ("对", "对"), frozenset({0})),
        Asked("没有正确项", ("对", "错"), frozenset()),
        Asked("越界", ("对", "错"), frozenset({2})),
    ],
)
def test_questions_that_cannot_be_answered_are_refused(county, clerk, asked):
    with pytest.raises(Refused):
        paper_write(
            actor=clerk,
            campaign=county.campaign.id,
            title="测试",
            pass_mark=60,
            attempts=3,
            questions=[asked],
        )


def test_attempts_are_limited_and_the_test_is_fixed_once_taken(county, clerk, accepted, someone):
    user = someone(Role.APPRAISER)
    assert user.id is not None
    who = accepted(user=user.id)
    campaign = county.campaign.id

    def write():
        return paper_write(
            actor=clerk, campaign=campaign, title="测试", pass_mark=100, attempts=2, questions=[RIGHT, RIGHT]
        )

    paper = write()
    with pytest.raises(Refused, match="没有可答"):
        attempt_make(actor=user, paper=paper, answers={})
    paper_open(actor=clerk, paper=paper, is_open=True)
    held = session_make(actor=clerk, campaign=campaign, title="培训", held_on=date(2026, 11, 20))
    attendance_set(actor=clerk, session=held, candidates=[who])
    one, two = Question.objects.all()
    for answers in ({}, {one.id: [0], two.id: [0, 1]}):
        attempt_make(actor=user, paper=paper, answers=answers)
    with pytest.raises(Refused, match="次数已用完"):
        attempt_make(actor=user, paper=paper, answers={one.id: [0], two.id: [0]})
    assert [a.right for a in Attempt.objects.all()] == [0, 1]
    assert trained_of(campaign) == frozenset()
    with pytest.raises(Refused, match="不能再改"):
        write()
    paper_open(actor=clerk, paper=paper, is_open=False)
    assert len(trained_of(campaign)) == 1, "without an open test, attendance is enough"


def test_who_was_refused_is_not_trained_even_if_he_came(county, clerk, accepted):
    who = accepted()
    held = session_make(actor=clerk, campaign=county.campaign.id, title="培训", held_on=date(2026, 11, 20))
    attendance_set(actor=clerk, session=held, candidates=[who])
    candidate_decide(actor=clerk, candidate=who, state="withdrawn", reason="工作调动")
    assert trained_of(county.campaign.id) == frozenset()


def test_only_the_office_chooses_and_trains(county, someone, accepted):
    other = someone(Role.DISCIPLINE)
    for act in (
        lambda: candidate_decide(actor=other, candidate=accepted(), state="refused", reason="不合适"),
        lambda: pool_make(actor=other, campaign=county.campaign.id, name="x", owner="office"),
        lambda: session_make(actor=other, campaign=county.campaign.id, title="x", held_on=date(2026, 1, 1)),
    ):
        with pytest.raises(NotAllowed):
            act()
