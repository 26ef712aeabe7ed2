"""Draws: committed and published before the dice, entered by two, repeatable from the public files alone."""

import hashlib
import json

import pytest
from tests.apps.people.conftest import DICE, people

from minping.apps.campaigns.models import Round
from minping.apps.foundation.audit import breaks
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.people.draws.services import Entered, dice_enter, draw_commit, take_all
from minping.apps.people.models import Draw, DrawFrame, DrawMember, Person, RosterRow, RosterWarning
from minping.apps.people.rosters.services import Listed, roster_make, rosters_lock, rows_add
from minping.apps.people.selectors import contacts_of, reserves_for, roster_stand, voters_for
from minping.core.sampling.draw import Plan, draw
from minping.core.sampling.drawn_file import drawn_csv
from minping.core.sampling.frames import read_frame
from minping.site.cli import main

pytestmark = pytest.mark.django_db


def lock(round_id, actor):
    """Lock with every warning accepted, as a test of what follows."""
    from minping.apps.people.models import Roster
    from minping.apps.people.rosters.screening import roster_screen

    for roster in Roster.objects.filter(round=round_id):
        roster_screen(actor=actor, roster=roster.id)
    RosterWarning.objects.update(state="accepted", reason="已核实")
    rosters_lock(actor=actor, round_id=round_id)


@pytest.fixture
def locked(county, clerk):
    """Two units' lists; 20 people stand on both."""
    a = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    b = roster_make(actor=clerk, round_id=county.service.id, unit=county.b)
    rows_add(actor=clerk, roster=a, people=[*people(60), *people(40, start=200, stratum="农村群众")])
    rows_add(actor=clerk, roster=b, people=people(90, start=40))
    lock(county.service.id, clerk)
    return county


def drawn(county, clerk, lead, **plan):
    made = draw_commit(
        actor=clerk, round_id=county.service.id, plan=Plan(**{"size": 30, "reserve": 9, **plan})
    )
    assert dice_enter(actor=clerk, draw_id=made, dice=DICE, place="三楼会议室") is Entered.WAITING
    assert dice_enter(actor=lead, draw_id=made, dice=DICE.replace(" ", "，")) is Entered.DRAWN
    return Draw.objects.get(id=made)


def test_a_draw_from_lock_to_voters(locked, clerk, lead):
    made = drawn(locked, clerk, lead)
    assert Round.objects.get(id=locked.service.id).state == "drawn"
    stand = roster_stand(locked.service.id)
    assert (stand.drawn, stand.reserve) == (60, 18)
    voters = voters_for(locked.service.id)
    members = RosterRow.objects.filter(id__in=DrawMember.objects.filter(reserve=False).values("row"))
    assert {v.person for v in voters} == set(members.values_list("person_id", flat=True))
    assert len({v.person for v in voters}) == len(voters)
    assert sum(len(v.units or ()) for v in voters) == 60
    assert [v.person for v in voters] == sorted((v.person for v in voters), key=str)
    both = [v for v in voters if v.units == {locked.a, locked.b}]
    assert len(both) == 60 - len(voters)
    assert len(reserves_for(locked.service.id)) == 18
    assert made.first_name == clerk.name
    assert made.second_name == lead.name


def test_an_outsider_repeats_it_from_the_public_files(locked, clerk, lead, tmp_path, capsys):
    made = drawn(locked, clerk, lead)
    paths = []
    for number, frame in enumerate(DrawFrame.objects.all()):
        assert hashlib.sha256(bytes(frame.data)).hexdigest() == frame.digest
        path = tmp_path / f"{number}.frame"
        path.write_bytes(bytes(frame.data))
        paths.append(str(path))
    listed = tmp_path / "drawn.csv"
    listed.write_bytes(bytes(made.listed))
    with pytest.raises(SystemExit) as end:
        main(
            [
                "draw",
                *paths,
                "--dice",
                DICE,
                "--size",
                "30",
                "--reserve",
                "9",
                "--check",
                str(listed),
                "--json",
            ]
        )
    assert end.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["commitment"] == made.commitment
    assert told["seed"] == made.seed


def test_the_public_files_hold_nothing_of_the_people(locked, clerk, lead):
    made = drawn(locked, clerk, lead)
    public = b"".join(
        [bytes(made.listed), bytes(made.committed), *(bytes(f.data) for f in made.frames.all())]
    )
    for row in RosterRow.objects.select_related("person"):
        for secret in (
            str(row.id),
            row.id.hex,
            str(row.person_id),
            row.person_id.hex,
            bytes(row.token).hex(),
        ):
            assert secret.encode() not in public
        assert (row.person.phone_index or "").encode() not in public
    for person in people(60):
        assert person.name.encode() not in public
        assert hashlib.sha256(person.phone.encode()).hexdigest().encode() not in public


def test_the_dice_are_entered_by_two_who_do_not_see_each_other(locked, clerk, lead):
    made = draw_commit(actor=clerk, round_id=locked.service.id, plan=Plan(10))
    dice_enter(actor=clerk, draw_id=made, dice=DICE)
    with pytest.raises(Refused, match="另一人"):
        dice_enter(actor=clerk, draw_id=made, dice=DICE)
    assert dice_enter(actor=lead, draw_id=made, dice=DICE[:-1] + "5") is Entered.DIFFER
    found = Draw.objects.get(id=made)
    assert (found.first_dice, found.first_by, found.state) == ("", None, "committed")
    assert dice_enter(actor=lead, draw_id=made, dice=DICE) is Entered.WAITING
    assert dice_enter(actor=clerk, draw_id=made, dice=DICE) is Entered.DRAWN
    with pytest.raises(Refused):
        dice_enter(actor=clerk, draw_id=made, dice=DICE)


@pytest.mark.parametrize("dice", ["", "1 2 3", "7" * 20])
def test_bad_dice_change_nothing(locked, clerk, dice):
    made = draw_commit(actor=clerk, round_id=locked.service.id, plan=Plan(10))
    with pytest.raises(Refused):
        dice_enter(actor=clerk, draw_id=made, dice=dice)
    assert Draw.objects.get(id=made).first_by is None


def test_a_frame_changed_after_the_commitment_stops_the_draw(locked, clerk, lead):
    made = draw_commit(actor=clerk, round_id=locked.service.id, plan=Plan(10))
    frame = DrawFrame.objects.first()
    lines = bytes(frame.data).splitlines(keepends=True)
    DrawFrame.objects.filter(id=frame.id).update(data=b"".join(lines[:-1]))
    dice_enter(actor=clerk, draw_id=made, dice=DICE)
    with pytest.raises(Refused, match="承诺不符"):
        dice_enter(actor=lead, draw_id=made, dice=DICE)
    assert Round.objects.get(id=locked.service.id).state == "seed_committed"


def test_a_round_is_drawn_once_and_only_when_locked(locked, clerk, lead):
    with pytest.raises(Refused):
        draw_commit(actor=clerk, round_id=locked.experts.id, plan=Plan(10))
    with pytest.raises(Refused):
        draw_commit(actor=clerk, round_id=locked.service.id, plan=Plan(0))
    drawn(locked, clerk, lead)
    with pytest.raises(Refused):
        draw_commit(actor=clerk, round_id=locked.service.id, plan=Plan(10))
    with pytest.raises(Refused):
        take_all(actor=clerk, round_id=locked.service.id)


def test_the_whole_roster_of_a_panel_is_taken(county, clerk):
    roster = roster_make(actor=clerk, round_id=county.experts.id)
    rows_add(actor=clerk, roster=roster, people=[*people(31), Listed("王一")])
    lock(county.experts.id, clerk)
    take_all(actor=clerk, round_id=county.experts.id)
    voters = voters_for(county.experts.id)
    assert len(voters) == 32
    assert {v.units for v in voters} == {None}
    assert reserves_for(county.experts.id) == []
    assert roster_stand(county.experts.id).drawn == 32


def test_who_stands_on_two_lists_is_one_voter_for_both(locked, clerk):
    take_all(actor=clerk, round_id=locked.service.id)
    voters = voters_for(locked.service.id)
    assert len(voters) == 170
    assert sum(v.units == {locked.a, locked.b} for v in voters) == 20
    assert sum(v.units == {locked.a} for v in voters) == 80


def test_excluded_rows_are_never_drawn(county, clerk, lead):
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    rows_add(actor=clerk, roster=roster, people=people(40))
    out = list(RosterRow.objects.all()[:10].values_list("id", flat=True))
    RosterRow.objects.filter(id__in=out).update(excluded="staff")
    lock(county.service.id, clerk)
    made = draw_commit(actor=clerk, round_id=county.service.id, plan=Plan(40))
    dice_enter(actor=clerk, draw_id=made, dice=DICE)
    dice_enter(actor=lead, draw_id=made, dice=DICE)
    assert len(voters_for(county.service.id)) == 30
    assert not DrawMember.objects.filter(row__in=out).exists()


@pytest.mark.parametrize("role", [Role.LIAISON, Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP])
def test_nobody_but_the_office_draws_or_opens_contacts(locked, someone, role):
    other = someone(role, unit=locked.a)
    person = RosterRow.objects.first().person_id
    for act in (
        lambda: draw_commit(actor=other, round_id=locked.service.id, plan=Plan(10)),
        lambda: take_all(actor=other, round_id=locked.service.id),
        lambda: contacts_of(other, [person], reason="核对"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_full_contacts_need_a_reason_and_leave_one_entry(locked, clerk):
    persons = list(Person.objects.values_list("id", flat=True)[:3])
    with pytest.raises(Refused):
        contacts_of(clerk, persons, reason=" ")
    found = contacts_of(clerk, persons, reason="寄发邀请")
    assert all(c.phone.startswith("+86138") and c.name for c in found.values())
    entry = AuditEntry.objects.get(act="people.contacts.opened")
    assert entry.detail == {"people": 3, "reason": "寄发邀请"}
    assert list(breaks()) == []


def test_the_log_of_acts_tells_the_draw_and_no_person(locked, clerk, lead):
    made = drawn(locked, clerk, lead)
    text = json.dumps(list(AuditEntry.objects.values("act", "subject", "detail")), default=str)
    assert made.commitment in text
    assert made.seed in text
    for person in RosterRow.objects.values_list("person_id", flat=True):
        assert str(person) not in text


def test_the_list_that_is_kept_is_what_the_engine_draws(locked, clerk, lead):
    made = drawn(locked, clerk, lead, pooled=True, size=45)
    frames = [read_frame(bytes(f.data), f.name) for f in made.frames.all()]
    again = draw(frames, Plan(45, 9, pooled=True), DICE)
    assert drawn_csv(again) == bytes(made.listed)
    assert set(again.members) == set(DrawMember.objects.filter(reserve=False).values_list("entry", flat=True))
