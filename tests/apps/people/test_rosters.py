"""Rosters: filled, screened, settled, locked; what a second import or an undo does."""

from datetime import date

import pytest
from tests.apps.people.conftest import people

from minping.apps.campaigns.models import Round
from minping.apps.campaigns.services import round_remove
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.people.models import Person, Roster, RosterRow, RosterWarning, StaffNumber
from minping.apps.people.rosters.screening import (
    overlaps,
    roster_screen,
    warning_accept,
    warning_exclude,
)
from minping.apps.people.rosters.services import (
    Listed,
    batch_take_back,
    roster_make,
    rosters_gather,
    rosters_lock,
    row_exclude,
    rows_add,
    staff_numbers_put,
    staff_numbers_take_back,
)
from minping.apps.people.selectors import masked_of, roster_stand, voters_for

pytestmark = pytest.mark.django_db


def codes(roster) -> set[str]:
    return set(RosterWarning.objects.filter(roster=roster, state="open").values_list("code", flat=True))


@pytest.fixture
def roster(county, clerk):
    return roster_make(actor=clerk, round_id=county.service.id, unit=county.a)


def test_people_are_kept_once_and_found_by_number(roster, clerk):
    some = people(60)
    _, added = rows_add(actor=clerk, roster=roster, people=[*some, *some[:5]])
    assert added == 60
    assert Person.objects.count() == RosterRow.objects.count() == 60
    assert Roster.objects.get().doubles == 5
    _, again = rows_add(actor=clerk, roster=roster, people=some)
    assert again == 0


def test_the_same_number_under_another_name_is_noted_and_the_first_name_stays(roster, county, clerk):
    rows_add(actor=clerk, roster=roster, people=[Listed("王一", "+8613800000001")])
    other = roster_make(actor=clerk, round_id=county.service.id, unit=county.b)
    rows_add(actor=clerk, roster=other, people=[Listed("李二", "+8613800000001")])
    assert RosterRow.objects.get(roster=other).name_differs
    (shown,) = masked_of(Person.objects.values_list("id", flat=True)).values()
    assert (shown.name, shown.phone) == ("王*", "138****0001")


def test_people_without_a_number_are_different_people(roster, clerk):
    rows_add(actor=clerk, roster=roster, people=[Listed("王一"), Listed("王一")])
    assert Person.objects.filter(phone_index=None).count() == 2


def test_an_import_can_be_taken_back_and_leaves_nobody(roster, clerk):
    rows_add(actor=clerk, roster=roster, people=people(3))
    batch, _ = rows_add(actor=clerk, roster=roster, people=people(40))
    assert batch_take_back(actor=clerk, roster=roster, batch=batch, doubles=3) == 37
    assert Person.objects.count() == 3
    assert Roster.objects.get().doubles == 0


def test_what_is_odd_is_told_and_goes_when_mended(roster, county, clerk):
    listed = [*people(12), *(Listed(f"陈{n}", f"+8613900000{n:03d}") for n in range(100, 110))]
    rows_add(actor=clerk, roster=roster, people=[*listed, listed[0], Listed("赵六", "+862887654321")])
    staff_numbers_put(actor=clerk, unit=county.a, phones=[people(1)[0].phone])
    roster_screen(actor=clerk, roster=roster)
    assert codes(roster) == {"small", "doubles", "staff", "block", "unreachable"}
    for code, rows in (("staff", 1), ("block", 10)):
        warning = RosterWarning.objects.get(code=code)
        assert warning_exclude(actor=clerk, warning=warning.id) == rows
    roster_screen(actor=clerk, roster=roster)
    assert codes(roster) == {"small", "doubles", "unreachable"}
    assert RosterRow.objects.filter(excluded="staff").count() == 1
    assert RosterRow.objects.filter(excluded="suspect").count() == 10


def test_without_the_numbers_of_staff_the_check_is_asked_for(roster, county, clerk):
    rows_add(actor=clerk, roster=roster, people=people(40))
    roster_screen(actor=clerk, roster=roster)
    assert codes(roster) == {"no_staff_list"}
    batch, _ = staff_numbers_put(actor=clerk, unit=county.a, phones=["+8613511112222"] * 2)
    roster_screen(actor=clerk, roster=roster)
    assert codes(roster) == set()
    staff_numbers_take_back(actor=clerk, unit=county.a, batch=batch)
    assert StaffNumber.objects.count() == 0


def test_lists_that_share_people_are_told_with_their_share(roster, county, clerk):
    rows_add(actor=clerk, roster=roster, people=people(100))
    other = roster_make(actor=clerk, round_id=county.service.id, unit=county.b)
    rows_add(actor=clerk, roster=other, people=people(50, start=75))
    third = roster_make(actor=clerk, round_id=county.service.id, unit=county.c)
    rows_add(actor=clerk, roster=third, people=people(60, start=98))
    assert overlaps(Roster.objects.get(id=roster)) == [(other, 25, 50), (third, 2, 60)]
    roster_screen(actor=clerk, roster=roster)
    warning = RosterWarning.objects.get(roster=roster, code="shared")
    assert (warning.key, warning.facts["people"], warning.facts["union"]) == (str(other), 25, 125)


def test_a_narrow_frame_and_a_crowded_day_are_told(roster, county, clerk):
    Round.objects.filter(id=county.service.id).update(minimum=20)
    listed = [
        Listed(p.name, p.phone, handled_on=date(2026, 10, 1 + n % 25 if n < 30 else 28))
        for n, p in enumerate(people(55))
    ]
    rows_add(actor=clerk, roster=roster, people=listed)
    roster_screen(actor=clerk, roster=roster)
    assert {"narrow", "day"} <= codes(roster)
    assert RosterWarning.objects.get(code="day").key == "2026-10-28"


def test_an_accepted_warning_stays_settled_until_its_facts_change(roster, clerk):
    rows_add(actor=clerk, roster=roster, people=people(10))
    roster_screen(actor=clerk, roster=roster)
    warning = RosterWarning.objects.get(code="small")
    with pytest.raises(Refused):
        warning_accept(actor=clerk, warning=warning.id, reason=" ")
    warning_accept(actor=clerk, warning=warning.id, reason="单位仅有这些服务对象")
    roster_screen(actor=clerk, roster=roster)
    assert "small" not in codes(roster)
    rows_add(actor=clerk, roster=roster, people=people(2, start=500))
    roster_screen(actor=clerk, roster=roster)
    assert "small" in codes(roster)


def test_locking_waits_for_every_warning_and_then_nothing_changes(roster, county, clerk):
    rows_add(actor=clerk, roster=roster, people=people(40))
    with pytest.raises(Refused, match="提醒没有处理"):
        rosters_lock(actor=clerk, round_id=county.service.id)
    assert codes(roster) == {"no_staff_list"}, "what prevents the locking can be seen"
    warning_accept(actor=clerk, warning=RosterWarning.objects.get().id, reason="单位已书面说明")
    rosters_lock(actor=clerk, round_id=county.service.id)
    assert Round.objects.get(id=county.service.id).state == "roster_locked"
    row = RosterRow.objects.first()
    for act in (
        lambda: rows_add(actor=clerk, roster=roster, people=people(1, start=900)),
        lambda: row_exclude(actor=clerk, roster=roster, row=row.id, why="refused"),
        lambda: roster_make(actor=clerk, round_id=county.service.id, unit=county.b),
        lambda: rosters_lock(actor=clerk, round_id=county.service.id),
        lambda: roster_screen(actor=clerk, roster=roster),
    ):
        with pytest.raises(Refused):
            act()
    stand = roster_stand(county.service.id)
    assert (stand.rosters, stand.people, stand.locked, stand.drawn) == (1, 40, True, 0)
    assert voters_for(county.service.id) == []


def test_an_empty_round_cannot_be_locked(county, clerk, roster):
    with pytest.raises(Refused):
        rosters_lock(actor=clerk, round_id=county.service.id)
    with pytest.raises(Refused):
        rosters_lock(actor=clerk, round_id=county.experts.id)


def test_a_round_with_lists_is_not_removed(county, clerk, roster):
    with pytest.raises(Refused, match="已有名册"):
        round_remove(actor=clerk, round=county.service.id)
    round_remove(actor=clerk, round=county.experts.id)


def test_one_list_for_each_unit_and_one_for_all(county, clerk, roster):
    with pytest.raises(Refused):
        roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    roster_make(actor=clerk, round_id=county.service.id)
    with pytest.raises(Refused):
        roster_make(actor=clerk, round_id=county.service.id)


def test_a_liaison_supplies_the_own_unit_only(county, someone, clerk):
    liaison = someone(Role.LIAISON, unit=county.a)
    with pytest.raises(Refused, match="没有开始收"):
        roster_make(actor=liaison, round_id=county.service.id, unit=county.a)
    rosters_gather(actor=clerk, round_id=county.service.id)
    own = roster_make(actor=liaison, round_id=county.service.id, unit=county.a)
    assert Roster.objects.get(id=own).provenance == "unit"
    rows_add(actor=liaison, roster=own, people=people(3))
    foreign = roster_make(actor=clerk, round_id=county.service.id, unit=county.b)
    of_office = roster_make(actor=clerk, round_id=county.experts.id, unit=county.a)
    for act in (
        lambda: roster_make(actor=liaison, round_id=county.service.id, unit=county.b),
        lambda: roster_make(actor=liaison, round_id=county.service.id),
        lambda: rows_add(actor=liaison, roster=foreign, people=people(1)),
        lambda: rows_add(actor=liaison, roster=of_office, people=people(1)),
        lambda: staff_numbers_put(actor=liaison, unit=county.b, phones=["+8613800000000"]),
        lambda: rosters_lock(actor=liaison, round_id=county.service.id),
        lambda: row_exclude(actor=liaison, roster=own, row=RosterRow.objects.first().id, why="staff"),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    "role", [Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP, Role.PARTNER, Role.APPRAISER]
)
def test_others_change_nothing(county, someone, roster, role):
    other = someone(role)
    with pytest.raises(NotAllowed):
        rows_add(actor=other, roster=roster, people=people(1))
    with pytest.raises(NotAllowed):
        roster_make(actor=other, round_id=county.service.id, unit=county.b)
