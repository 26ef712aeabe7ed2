"""Who is told of what concerns a unit: its liaisons, those above it, the office; never by a shown number."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minping.apps.accounts import services
from minping.apps.accounts.models import User
from minping.apps.accounts.notices import Notice, office_tell, reachable, unit_tell, units_tell
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.roles import Role
from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.models import Message
from minping.apps.units.models import Unit, UnitName

pytestmark = pytest.mark.django_db
BUREAU, STATION, LEAD = "13900000001", "13900000002", "13900000003"


def make_unit(name: str, parent=None):
    unit = Unit.objects.create(code=name, parent_id=parent)
    UnitName.objects.create(unit=unit, name=name)
    return unit.id


@pytest.fixture
def units(someone, lead: Actor):
    """A bureau with a station below it, each with a liaison who gave a number; the lead gave one too."""
    bureau = make_unit("县水务局")
    station = make_unit("城关水务站", bureau)
    for actor, number in (
        (someone(Role.LIAISON, unit=bureau), BUREAU),
        (someone(Role.LIAISON, unit=station), STATION),
        (lead, LEAD),
    ):
        services.own_phone_set(actor=actor, phone=number)
    return bureau, station


def tell(unit, level: int) -> list[str]:
    """The numbers that a notice of this level goes to."""
    values = {"number": "1", "days": "3", "day": "11月25日"}
    Message.objects.all().delete()
    unit_tell(unit, Notice(f"problem.{level}", f"x:{level}", values, level))
    return sorted(unseal(one.sealed_number, "phone")[3:] for one in Message.objects.all())


def test_a_reminder_climbs(units) -> None:
    bureau, station = units
    assert tell(station, 0) == tell(station, 1) == [STATION]
    assert tell(station, 2) == [BUREAU, STATION]
    assert tell(station, 3) == [BUREAU, STATION, LEAD]
    assert tell(bureau, 2) == [BUREAU]


def test_a_unit_without_a_liaison_is_told_by_the_one_above(units) -> None:
    below = make_unit("服务窗口", units[1])
    assert tell(below, 0) == [STATION]
    assert reachable([below, units[0]]) == {below, units[0]}


def test_many_units_are_told_as_quickly_as_two(units, someone) -> None:
    def told(name: str, among: list[UUID]) -> int:
        values = {"number": "1", "days": "3", "day": "11月25日"}
        with CaptureQueriesContext(connection) as asked:
            new = units_tell((unit, Notice("problem.1", f"{name}:{unit}", values, 1)) for unit in among)
        assert new == len(among)
        return len(asked)

    more = []
    for number in range(12):
        unit = make_unit(f"窗口{number}", units[1])
        services.own_phone_set(actor=someone(Role.LIAISON, unit=unit), phone=f"139000001{number:02}")
        more.append(unit)
    assert told("一", [*units]) >= told("二", more)
    assert units_tell([]) == 0


def test_the_office_and_a_partner_are_told_by_their_role(units, someone) -> None:
    partner = someone(Role.PARTNER, unit=units[0])
    services.own_phone_set(actor=partner, phone="13900000004")
    values = {"number": "1", "days": "3", "day": "11月25日"}
    unit_tell(units[0], Notice("problem.1", "p", values, role=Role.PARTNER))
    office_tell(Notice("entry.late", "o", values))
    told = sorted(unseal(one.sealed_number, "phone")[3:] for one in Message.objects.all())
    assert told == [LEAD, "13900000004"]


def test_whoever_has_no_account_any_more_is_not_told(units, lead: Actor) -> None:
    user = User.objects.get(grants__unit=units[1])
    services.user_deactivate(actor=lead, user=user.id, reason="调离")
    assert tell(units[1], 0) == [BUREAU]


def test_the_message_names_unit_and_office_and_nothing_that_is_secret(units) -> None:
    tell(units[1], 1)
    [message] = Message.objects.all()
    assert message.values["unit"] == "城关水务站"
    assert set(message.values) == {"unit", "number", "days", "office", "phone"}
    assert message.valid_until is not None


@pytest.mark.parametrize("phone", ["028-87654321", "12345", "13900000001、13900000002"])
def test_what_cannot_be_sent_to_is_refused(clerk: Actor, phone: str) -> None:
    with pytest.raises(Refused):
        services.own_phone_set(actor=clerk, phone=phone)


def test_one_keeps_the_own_number_and_pages_mask_it(clerk: Actor, lead: Actor, browser_of) -> None:
    page: Client = browser_of(clerk)
    assert page.post("/office/accounts/me/", {"phone": "139 1234 5678"}).status_code == 302
    assert b"139****5678" in page.get("/office/accounts/me/").content
    listed = browser_of(lead).get("/office/accounts/").content
    assert b"139****5678" in listed
    assert b"13912345678" not in listed
    wrong = page.post("/office/accounts/me/", {"phone": "87654321"})
    assert "87654321" in wrong.content.decode(), "what was typed is still there"
    page.post("/office/accounts/me/", {"phone": ""})
    assert not bytes(User.objects.get(id=clerk.person).sealed_phone)


def test_the_office_keeps_the_number_of_another(clerk: Actor, lead: Actor, browser_of) -> None:
    page: Client = browser_of(lead)
    address = f"/office/accounts/{clerk.id}/edit/"
    page.post(address, {"name": "陈干事", "phone": "13912345678"})
    assert 'value="13912345678"' in page.get(address).content.decode()
