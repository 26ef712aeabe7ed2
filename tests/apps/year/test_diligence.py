"""How diligent appraisers were, in sums: small classes are joined or left out, and no subtraction finds them."""

from collections.abc import Callable
from datetime import timedelta
from itertools import combinations
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.results.steps import published
from tests.apps.results.year import year_of

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.roles import Role
from minping.apps.oversight.models import (
    Attendee,
    FieldRecord,
    Hearing,
    Inspection,
    Inspector,
    Question,
    Visit,
)
from minping.apps.oversight.signs import Done, Signs, signs_of
from minping.apps.people.appraisers.services import Proposal, candidate_decide, candidate_propose
from minping.apps.people.models import Candidate
from minping.apps.results.outcomes import answering_of
from minping.apps.units.models import Unit, UnitName
from minping.apps.year.diligence import SMALL, KindSigns, RoundSigns, diligence_of, kinds_shown, rounds_shown

Browser = Callable[[Actor], Client]
KINDS = ("expert", "supervisor", "representative")
done = st.integers(0, 15).flatmap(
    lambda people: st.builds(
        lambda more, came: Done(people + more, min(came, people + more), people) if people else Done(0, 0, 0),
        st.integers(0, 9),
        st.integers(0, 20),
    )
)
classes = st.dictionaries(
    st.sampled_from(KINDS),
    st.builds(Signs, st.integers(0, 30), done, done, st.integers(0, 9)),
)


def figure(row: KindSigns, name: str) -> Done | None:
    found: Done | None = getattr(row, name)
    return found


@given(classes)
def test_no_shown_class_is_small_and_no_subtraction_finds_one(signs: dict[str, Signs]) -> None:
    rows, total = kinds_shown(signs)
    everybody = sum(one.people for one in signs.values())
    assert all(row.people >= SMALL for row in rows)
    assert (total is None) == (everybody < SMALL)
    if total is None:
        assert rows == []
        return
    assert total.people == everybody
    for size in range(1, len(rows)):
        for some in combinations(rows, size):
            assert total.people - sum(row.people for row in some) >= SMALL
    for name in ("meetings", "visits"):
        shown = [found for row in rows if (found := figure(row, name)) is not None]
        assert all(one.people == 0 or one.people >= SMALL for one in shown)
        whole = figure(total, name)
        if whole is not None:
            left = whole.people - sum(one.people for one in shown)
            assert left == 0 or left >= SMALL


@given(st.lists(st.integers(0, 40), max_size=6))
def test_small_rounds_are_told_together(invited: list[int]) -> None:
    rounds = [RoundSigns((str(n),), size, size // 2, None) for n, size in enumerate(invited)]
    shown = rounds_shown([*rounds, RoundSigns(("会场",), 0, 0, None)])
    assert all(row.invited >= SMALL for row in shown)
    if shown:
        assert sum(row.invited for row in shown) == sum(invited), "nobody is left out"
    else:
        assert sum(invited) < SMALL


def test_the_total_is_kept_back_where_it_would_tell_the_one_that_is_hidden() -> None:
    enough, few, none = Done(20, 15, 12), Done(4, 1, 4), Done(0, 0, 0)
    rows, total = kinds_shown(
        {"expert": Signs(12, enough, none, 3), "supervisor": Signs(11, few, none, 0)},
    )
    assert total is not None
    assert [row.meetings for row in rows] == [enough, None]
    assert total.meetings is None
    assert (total.visits, total.raised) == (none, 3)


pytest_db = pytest.mark.django_db


@pytest.fixture
def campaign(db: None) -> UUID:
    return Campaign.objects.create(title="2026年民主评议", year=2026, state="running").id


def appraisers(campaign: UUID, kind: str, number: int) -> list[Candidate]:
    found = []
    for _ in range(number):
        phone = f"+86139{Candidate.objects.count():08}"
        one = candidate_propose(
            actor=SYSTEM, campaign=campaign, proposal=Proposal("王评议", phone, kind, user=uuid4())
        )
        candidate_decide(actor=SYSTEM, candidate=one, state="accepted", reason="符合条件")
        found.append(Candidate.objects.get(id=one))
    return found


def met(campaign: UUID, people: list[Candidate], came: int, state: str = "held") -> Hearing:
    hearing = Hearing.objects.create(
        campaign_id=campaign,
        kind="hearing",
        title="听证会",
        at=now(),
        place="会议室",
        agenda="—",
        reply_by=today(),
        state=state,
        made_at=now(),
    )
    for at, one in enumerate(people):
        Attendee.objects.create(hearing=hearing, person=one.person_id, present=at < came)
    return hearing


def unit() -> Unit:
    made = Unit.objects.create(code=uuid4().hex[:8])
    UnitName.objects.create(unit=made, name="县水务局")
    return made


def went(campaign: UUID, people: list[Candidate], came: int) -> None:
    plan = Inspection.objects.create(
        campaign_id=campaign, title="暗访", since=today(), until=today() + timedelta(days=9), made_at=now()
    )
    place = unit()
    for at, one in enumerate(people):
        assert one.user is not None
        Inspector.objects.create(inspection=plan, user=one.user, name="王评议")
        if at < came:
            record = FieldRecord.objects.create(
                record=uuid4(),
                digest=uuid4().hex,
                kind="visit",
                campaign_id=campaign,
                sealed=b"",
                user=one.user,
                received_at=now(),
            )
            Visit.objects.create(inspection=plan, source=record, unit=place, day=today(), manner="open")


@pytest_db
def test_meetings_visits_and_questions_are_summed_by_kind(campaign: UUID) -> None:
    experts, watchers = appraisers(campaign, "expert", 12), appraisers(campaign, "supervisor", 3)
    hearing = met(campaign, [*experts, watchers[0]], 8)
    met(campaign, experts, 5, state="planned")
    went(campaign, experts[:10], 4)
    Question.objects.create(
        hearing=hearing, number=1, unit=unit(), when="on_site", asked_by="x", user=experts[0].user, text="问"
    )
    signs = signs_of(campaign)
    assert signs["expert"] == Signs(12, Done(12, 8, 12), Done(10, 4, 10), 1)
    assert signs["supervisor"] == Signs(3, Done(1, 0, 1), Done(0, 0, 0), 0)
    (row,) = diligence_of(campaign).kinds
    assert [name.zh for name in row.names] == ["监督员", "专家评议员"]
    assert (row.people, row.meetings) == (15, Done(13, 8, 13))


@pytest_db
def test_the_page_is_for_the_office_and_the_leading_group(
    campaign: UUID, clerk: Actor, someone: Callable[..., Actor], browser_of: Browser
) -> None:
    people = appraisers(campaign, "expert", 9)
    met(campaign, people, 4)
    path = f"/office/year/{campaign}/appraisers/"
    office = browser_of(clerk)
    page = office.get(path).content.decode()
    assert "不足10人，不汇总" in page
    assert "<td" not in page
    appraisers(campaign, "expert", 1)
    page = browser_of(someone(Role.LEADING_GROUP)).get(path).content.decode()
    assert "专家评议员" in page
    assert "人数少，不显示" in page, "nine were invited"
    assert "王" not in page
    assert path in office.get(f"/office/year/{campaign}/").content.decode()
    for role in (Role.APPRAISER, Role.AUDITOR, Role.SYSADMIN, Role.DISCIPLINE):
        assert browser_of(someone(role)).get(path).status_code == 403
    liaison = browser_of(someone(Role.LIAISON, unit=unit().id))
    assert liaison.get(path).status_code == 403
    assert office.get(f"/office/year/{uuid4()}/appraisers/").status_code == 404


@pytest_db
def test_shares_of_answers_are_those_of_the_public_counts(
    clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    year = year_of()
    assert answering_of(year.campaign) == {}
    published(year, clerk, lead)
    found = answering_of(year.campaign)
    assert found
    for one in found.values():
        assert 0 < one.valid <= one.ballots
        assert 0 <= one.unknown < one.answers
    shown = diligence_of(year.campaign).rounds
    assert {one.answers for one in shown} == set(found.values())
    page = browser_of(lead).get(f"/office/year/{year.campaign}/appraisers/").content.decode()
    assert all(one.names[0] in page for one in shown)
