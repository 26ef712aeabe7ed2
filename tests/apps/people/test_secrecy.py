"""What lies on the disk, and what is erased."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db import connection
from tests.apps.people.conftest import DICE, people
from tests.apps.people.test_draws import lock

from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.people.appraisers.services import Proposal, candidate_decide, candidate_propose
from minping.apps.people.draws.services import dice_enter, draw_commit
from minping.apps.people.models import (
    Candidate,
    Draw,
    DrawFrame,
    DrawMember,
    Erasure,
    Person,
    Roster,
    RosterRow,
    StaffNumber,
)
from minping.apps.people.rosters.erasure import (
    DISPUTE,
    RETENTION,
    erase_due,
    person_by_phone,
    person_erase,
)
from minping.apps.people.rosters.services import Listed, roster_make, rows_add, staff_numbers_put
from minping.apps.people.selectors import masked_of, voters_for
from minping.core.sampling.draw import Plan

pytestmark = pytest.mark.django_db

NUMBER = "+8613912345678"


def traces(number: str, name: str) -> list[str]:
    """The number and the name as they must not stand anywhere."""
    forms = [number, number[3:], number[1:]]
    return [*forms, name, *(hashlib.new(kind, f.encode()).hexdigest() for kind in KINDS for f in forms)]


KINDS = ("sha256", "sha1", "md5", "sha512", *(["sm3"] if "sm3" in hashlib.algorithms_available else []))


def everything_stored() -> str:
    """All rows of all tables as text; bytes as text too, as far as they are text."""
    parts = []
    for model in apps.get_models():
        for row in model.objects.values():  # type: ignore[attr-defined]
            for value in row.values():
                raw = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                parts += [raw.decode("utf-8", "replace"), raw.hex()]
    return "\n".join(parts)


def test_no_table_holds_a_number_a_name_or_their_plain_hash(county, clerk, lead):
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    rows_add(
        actor=clerk, roster=roster, people=[*people(99), Listed("欧阳不存在", NUMBER, stratum="企业办事员")]
    )
    staff_numbers_put(actor=clerk, unit=county.a, phones=[NUMBER])
    proposal = Proposal("欧阳不存在", NUMBER, "expert", knowledge="熟悉政务")
    candidate_propose(actor=clerk, campaign=county.campaign.id, proposal=proposal)
    lock(county.service.id, clerk)
    made = draw_commit(actor=clerk, round_id=county.service.id, plan=Plan(30))
    dice_enter(actor=clerk, draw_id=made, dice=DICE)
    dice_enter(actor=lead, draw_id=made, dice=DICE)
    stored = everything_stored()
    for trace in traces(NUMBER, "欧阳不存在"):
        assert trace not in stored
        assert trace.encode().hex() not in stored
    assert serialize("json", Person.objects.all()).count('"pk"') == 100


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks into the file of SQLite")
def test_the_file_of_the_database_holds_none_either(clerk, tmp_path):
    from minping.apps.people.identities import Identity, keep

    keep([Identity("欧阳不存在", NUMBER)])
    copy = tmp_path / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    raw = copy.read_bytes()
    assert Person.objects.get().phone_index.encode() in raw, "the dump is a real one"
    for trace in traces(NUMBER, "欧阳不存在"):
        assert trace.encode() not in raw
        assert bytes.fromhex(trace) not in raw if len(trace) in {32, 40, 64, 128} else True


def after(county, days: int, settings) -> None:
    day = (county.service.closes + DISPUTE + RETENTION + timedelta(days=days)).date()
    settings.AS_OF = day.isoformat()


def test_contact_data_go_after_their_time_and_counts_stay(county, clerk, lead, settings):
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    rows_add(actor=clerk, roster=roster, people=[*people(60), *people(40, start=400, stratum="农村群众")])
    RosterRow.objects.filter(id=RosterRow.objects.first().id).update(excluded="staff")
    staff_numbers_put(actor=clerk, unit=county.a, phones=[NUMBER])
    lock(county.service.id, clerk)
    made = draw_commit(actor=clerk, round_id=county.service.id, plan=Plan(30))
    dice_enter(actor=clerk, draw_id=made, dice=DICE)
    dice_enter(actor=lead, draw_id=made, dice=DICE)
    after(county, -1, settings)
    assert erase_due() == 0
    after(county, 0, settings)
    assert erase_due() == 1
    assert erase_due() == 0
    assert Person.objects.count() == RosterRow.objects.count() == StaffNumber.objects.count() == 0
    kept = Roster.objects.get()
    assert kept.state == "erased"
    assert kept.kept["rows"] == 100
    assert kept.kept["excluded"] == {"staff": 1}
    assert sum(kept.kept["strata"].values()) == 99
    erasure = Erasure.objects.get()
    assert (erasure.why, erasure.rows, erasure.people) == ("retention", 100, 100)
    assert DrawMember.objects.filter(row=None).count() == 30
    assert DrawFrame.objects.get().entries == 99
    assert Draw.objects.get().listed
    assert voters_for(county.service.id) == []


def test_an_appraiser_and_somebody_on_another_list_stay_until_their_own_time(county, clerk, settings):
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    rows_add(actor=clerk, roster=roster, people=people(3))
    settings.AS_OF = ""
    other = roster_make(actor=clerk, round_id=county.experts.id)
    rows_add(actor=clerk, roster=other, people=people(1))
    proposal = Proposal(people(2)[1].name, people(2)[1].phone, "expert")
    candidate_propose(actor=clerk, campaign=county.campaign.id, proposal=proposal)
    county.experts.closes = now() + timedelta(days=300)
    county.experts.save()
    after(county, 1, settings)
    assert erase_due() == 1
    assert Person.objects.count() == 2
    after(county, 400, settings)
    assert erase_due() == 1
    assert Person.objects.count() == Candidate.objects.count() == 0
    assert Erasure.objects.count() == 3


def test_who_asks_is_erased_and_counted_without_a_trace(county, clerk):
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a)
    rows_add(actor=clerk, roster=roster, people=[*people(5), Listed("欧阳不存在", NUMBER)])
    person = person_by_phone(clerk, NUMBER)
    with pytest.raises(Refused):
        person_erase(actor=clerk, person=person, reason="")
    person_erase(actor=clerk, person=person, reason="本人书面申请")
    assert person_by_phone(clerk, NUMBER) is None
    assert masked_of([person]) == {}
    assert (Erasure.objects.get().rows, Erasure.objects.get().people) == (1, 1)
    text = json.dumps(list(AuditEntry.objects.values("subject", "detail")), default=str)
    assert str(person) not in text
    assert NUMBER not in text
    with pytest.raises(Refused):
        person_erase(actor=clerk, person=person, reason="再删一次")


def test_an_appraiser_in_office_withdraws_first(county, clerk, someone):
    proposal = Proposal("欧阳不存在", NUMBER, "expert")
    candidate = candidate_propose(actor=clerk, campaign=county.campaign.id, proposal=proposal)
    candidate_decide(actor=clerk, candidate=candidate, state="accepted", reason="符合条件")
    person = person_by_phone(clerk, NUMBER)
    with pytest.raises(Refused, match="退出"):
        person_erase(actor=clerk, person=person, reason="本人申请")
    candidate_decide(actor=clerk, candidate=candidate, state="withdrawn", reason="本人申请")
    person_erase(actor=clerk, person=person, reason="本人申请")
    with pytest.raises(NotAllowed):
        person_by_phone(someone(Role.DISCIPLINE), NUMBER)
