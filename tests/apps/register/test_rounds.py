"""Rounds from the invitations to the close: classes, manifest, the exchange with the box, participation."""

import json
from datetime import timedelta
from importlib.resources import files

import pytest
from django.utils import timezone
from tests.apps.register.made import ASPECTS, invite, make_round, open_with_codes

from minping.apps.campaigns.models import Participation, Round
from minping.apps.campaigns.selectors import frozen_scheme, round_of
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.register.client import FILES
from minping.apps.register.manifests import rated_units
from minping.apps.register.models import CredentialClass, Invitation
from minping.apps.register.selectors import participation_of
from minping.apps.register.services import (
    Invitee,
    ask_reissue,
    codes_make,
    codes_renew,
    invitations_erase,
    invitations_make,
    reminder_list,
    round_close,
    round_open,
    rounds_settle,
)
from minping.apps.register.services.tickets import ticket_issue
from minping.apps.register.tasks import erase
from minping.apps.units.models import Unit
from minping.core.secrecy.exchange import Status, write_status
from minping.core.secrecy.manifest_check import read_manifest

pytestmark = pytest.mark.django_db


def manifest_in(exchange, made):
    return read_manifest((exchange / "rounds" / str(made.round) / "manifest.json").read_bytes())


def test_the_manifest_says_what_is_asked_of_whom(exchange):
    made = make_round(units=6, aspects=3)
    invite(made, 7)
    round_open(actor=SYSTEM, round=made.round)
    found = manifest_in(exchange, made)
    assert [len(form) for form in found.forms.values()] == [3, 3, 3]
    assert [q.name for q in next(iter(found.forms.values()))] == list(ASPECTS[:3])
    assert [c.kind for c in found.scales["五档"]] == ["graded"] * 5 + ["unknown"]
    assert found.scales["五档"][5].name_en == "do not know"
    assert len(found.units) == 6
    assert [(c.code, c.units, c.invited) for c in found.classes] == [("all", None, 7)]
    assert set(found.client) == set(FILES)
    assert Round.objects.get(id=made.round).state == "open"


def test_classes_follow_the_units_that_people_are_asked_about(exchange):
    made = make_round(units=3, everything=False)
    invite(made, 10, made.units[:2])
    round_open(actor=SYSTEM, round=made.round)
    found = manifest_in(exchange, made)
    assert [(len(c.units or ()), c.invited) for c in found.classes] == [(1, 5), (1, 5)]
    assert len(found.questions(found.classes[0].code)) == 2


def test_units_that_are_exempt_are_not_on_the_ballot(exchange):
    made = make_round(units=3)
    Participation.objects.filter(unit=made.units[0]).update(status="exempt")
    invite(made, 3)
    round_open(actor=SYSTEM, round=made.round)
    assert len(manifest_in(exchange, made).units) == 2


def test_somebody_drawn_for_two_units_has_an_invitation_in_each_class():
    made = make_round(units=2, everything=False)
    person = Invitation().id
    for _ in range(2):
        invitations_make(
            actor=SYSTEM, round=made.round, invitees=[Invitee(person, unit) for unit in made.units]
        )
    assert Invitation.objects.filter(person=person).count() == 2
    assert CredentialClass.objects.filter(round=made.round, eligible=1).count() == 2


def test_a_round_opens_once_with_invitations_and_in_its_time(exchange):
    made = make_round()
    with pytest.raises(Refused):
        round_open(actor=SYSTEM, round=made.round)
    invite(made, 3)
    Round.objects.update(opens=timezone.localdate() + timedelta(days=2))
    with pytest.raises(Refused):
        round_open(actor=SYSTEM, round=made.round)
    assert not (exchange / "rounds").exists(), "what is refused never reaches the box"
    Round.objects.update(opens=timezone.localdate())
    round_open(actor=SYSTEM, round=made.round)
    with pytest.raises(Refused):
        round_open(actor=SYSTEM, round=made.round)
    with pytest.raises(Refused):
        invite(made, 1)


def test_closing_takes_two_persons_and_a_reason_ahead_of_time(exchange, lead, clerk):
    made = make_round()
    codes = open_with_codes(made)
    ticket_issue(code=codes[0].long, ticket="ab" * 32)
    with pytest.raises(Refused):
        round_close(actor=clerk, round=made.round)
    asked = round_close(actor=clerk, round=made.round, reason="会议提前")
    assert Round.objects.get(id=made.round).state == "open"
    with pytest.raises(Refused):
        approvals.agree(actor=clerk, approval=asked)
    approvals.agree(actor=lead, approval=asked)
    assert Round.objects.get(id=made.round).state == "closed"
    told = json.loads((exchange / "rounds" / str(made.round) / "close.json").read_text())
    assert told == {"round": str(made.round), "manifest": Round.objects.get(id=made.round).manifest}
    assert not Invitation.objects.filter(state="g").exists()


def test_a_round_that_the_box_closed_on_time_is_closed_here_by_the_sweep(exchange):
    made = make_round()
    codes = open_with_codes(made)
    ticket_issue(code=codes[0].long, ticket="ab" * 32)
    Round.objects.update(closes=timezone.now() - timedelta(seconds=1))
    rounds_settle()
    assert Round.objects.get().state == "open", "the box has not said so yet"
    write_status(
        exchange, Status(str(made.round), Round.objects.get().manifest, "closed", 1, 0, 2, "00" * 32)
    )
    for _ in range(2):
        rounds_settle()
        assert Round.objects.get().state == "closed"
    assert not Invitation.objects.filter(state="g").exists()
    assert participation_of(made.round).counted == 1


def test_figures_of_an_open_round_are_rounded_down_to_tens(exchange):
    made = make_round()
    codes = open_with_codes(made, 30)
    for at, code in enumerate(codes[:19]):
        ticket_issue(code=code.long, ticket=f"{at:064x}")
    write_status(exchange, Status(str(made.round), "", "open", 10, 0, 1, "00" * 32))
    found = participation_of(made.round)
    assert (found.invited, found.issued, found.counted) == (30, 10, 10)
    assert found.classes[0].issued == 10
    Round.objects.update(state="closed")
    assert participation_of(made.round).issued == 19


def test_codes_are_made_once_and_only_renewed_while_invited(lead):
    made = make_round()
    invite(made, 4)
    first = codes_make(actor=lead, round=made.round)
    assert len({code.long for code in first}) == 4
    with pytest.raises(Refused):
        codes_make(actor=lead, round=made.round)
    round_open(actor=lead, round=made.round)
    ticket_issue(code=first[0].long, ticket="ab" * 32)
    again = codes_renew(actor=lead, round=made.round, persons=[code.person for code in first[:2]], typed=True)
    assert [code.person for code in again] == [first[1].person]
    assert ticket_issue(code=first[1].long, ticket="cd" * 32).outcome == "refused", "the old code is void"
    assert ticket_issue(code=again[0].typed, ticket="cd" * 32).outcome == "issued"


def test_in_the_end_only_numbers_stay(exchange):
    made = make_round(everything=False)
    invite(made, 12, made.units)
    codes = codes_make(actor=SYSTEM, round=made.round)
    round_open(actor=SYSTEM, round=made.round)
    ticket_issue(code=codes[0].long, ticket="ab" * 32)
    erase()
    with pytest.raises(Refused):
        invitations_erase(actor=SYSTEM, round=made.round)
    Round.objects.update(state="validated")
    before = participation_of(made.round)
    erase()
    assert Invitation.objects.exists(), "results may still be disputed"
    Round.objects.update(closes=timezone.now() - timedelta(days=121))
    for _ in range(2):
        erase()
        assert not Invitation.objects.exists()
        assert participation_of(made.round) == before
    assert (before.invited, before.issued) == (12, 1)


def test_a_unit_with_stations_is_rated_by_its_stations(exchange):
    """Seed 002: experts rate units; those served rate the stations, or the unit where there are none."""
    made = make_round(units=2, plan_text=demo_plan())
    parent, alone = made.units
    for at in range(3):
        Unit.objects.create(code=f"S{at}", kind="station", parent_id=parent)
    Unit.objects.create(code="S9", kind="station", parent_id=parent, until=2015)
    Round.objects.update(group="服务对象", code="一季度")
    invite(made, 8, [parent, alone])
    round_open(actor=SYSTEM, round=made.round)
    found = manifest_in(exchange, made)
    assert {unit.code for unit in found.units} == {"S0", "S1", "S2", Unit.objects.get(id=alone).code}
    assert sorted(len(c.units or ()) for c in found.classes) == [1, 3]
    assert {unit.category for unit in found.units} == set(found.forms)
    Round.objects.update(group="专家", code="专家7月", state="drawn")
    assert [one.unit.id for one in rated_units(frozen_scheme(made.campaign), round_of(made.round))] == [
        parent,
        alone,
    ]


def demo_plan() -> bytes:
    """The demo's plan without its measure, which asks those served about every unit as well."""
    text = (files("minping.core.simulate") / "demo_scheme.yaml").read_text(encoding="utf-8")
    before, rest = text.split("指标:\n", 1)
    text = before + "有效性:\n" + rest.split("有效性:\n", 1)[1]
    for code, name in (("行政", "行政单位"), ("执法", "监管与执法单位")):
        text = text.replace(f"代码: {code}, 名称: {name}", f"代码: {code}单位, 名称: {name}")
    return text.encode()


def test_reminders_go_to_everybody_without_a_ballot(lead):
    made = make_round()
    codes = open_with_codes(made, 5)
    ticket_issue(code=codes[0].long, ticket="ab" * 32)
    assert set(reminder_list(actor=lead, round=made.round)) == {code.person for code in codes[1:]}


def test_unlocking_takes_two(lead, clerk, someone):
    from minping.apps.register.services import ask_unlock

    made = make_round()
    code = open_with_codes(made, 3, typed=True)[0]
    with pytest.raises(Refused):
        ask_unlock(actor=clerk, locator=code.typed[:4], reason="未锁定")
    Invitation.objects.filter(person=code.person).update(locked=True, failures=10)
    asked = ask_unlock(actor=clerk, locator=code.typed[:4].lower(), reason="本人来电")
    approvals.agree(actor=lead, approval=asked)
    assert ticket_issue(code=code.typed, ticket="ab" * 32).outcome == "issued"


def test_reissue_takes_two_a_reason_and_at_most_one_in_a_hundred(lead, clerk):
    made = make_round()
    codes = open_with_codes(made, 100)
    for at in range(2):
        ticket_issue(code=codes[at].long, ticket=f"{at:064x}")
    with pytest.raises(Refused):
        ask_reissue(actor=clerk, round=made.round, person=codes[0].person, reason=" ")
    with pytest.raises(Refused):
        ask_reissue(actor=clerk, round=made.round, person=codes[5].person, reason="还没有领票")
    asked = ask_reissue(actor=clerk, round=made.round, person=codes[0].person, reason="手机遗失")
    approvals.agree(actor=lead, approval=asked)
    assert participation_of(made.round).reissued == 1
    fresh = codes_make(actor=clerk, round=made.round)
    assert [code.person for code in fresh] == [codes[0].person]
    assert ticket_issue(code=fresh[0].long, ticket="ef" * 32).outcome == "issued"
    with pytest.raises(Refused):
        ask_reissue(actor=clerk, round=made.round, person=codes[1].person, reason="手机遗失")


@pytest.mark.parametrize("role", [Role.LIAISON, Role.APPRAISER, Role.PARTNER, Role.AUDITOR, Role.DISCIPLINE])
def test_only_the_office_acts_on_invitations(someone, role):
    made = make_round()
    other = someone(role)
    for act in (
        lambda: invitations_make(actor=other, round=made.round, invitees=[]),
        lambda: round_open(actor=other, round=made.round),
    ):
        with pytest.raises(NotAllowed):
            act()
    invite(made, 1)
    with pytest.raises(NotAllowed):
        codes_make(actor=other, round=made.round)
