"""Records from the field: each once, contradictions kept, nothing hostile taken."""

import hashlib
import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.oversight import made
from tests.apps.oversight.made import bytes_of, picture, survey_json, take, visit_json

from minping.apps.foundation import evidence
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import Evidence
from minping.apps.foundation.roles import Role
from minping.apps.oversight.field.services import conflict_settle, record_take, text_of
from minping.apps.oversight.models import FieldRecord, SurveyVisit, Visit
from minping.apps.oversight.rights.services import rights_set
from minping.apps.people.selectors import appraisers_of

pytestmark = pytest.mark.django_db


def test_a_visit_is_taken_with_its_findings(wang, county, inspection):
    receipt = take(wang, visit_json(inspection, county.police))
    visit = Visit.objects.get(source__record=receipt.record)
    assert (visit.place, visit.manner, visit.unit_id) == ("户籍窗口", "covert", county.police)
    assert [one.text for one in visit.findings.all()] == [made.FINDING]
    assert not receipt.conflict


def test_the_same_bytes_give_the_same_receipt_and_one_record(wang, county, inspection):
    said = visit_json(inspection, county.police)
    assert take(wang, said, picture()) == take(wang, said, picture())
    assert Visit.objects.count() == FieldRecord.objects.count() == 1
    assert Evidence.objects.count() == 1


def test_other_bytes_under_the_same_id_are_kept_beside_it(wang, clerk, county, inspection):
    said = visit_json(inspection, county.police)
    first, second = take(wang, said), take(wang, {**said, "summary": "另一种说法。"})
    assert not first.conflict
    assert second.conflict
    assert second.code != first.code
    assert Visit.objects.count() == 1
    beside = FieldRecord.objects.get(standing=False)
    assert "另一种说法".encode() not in bytes(beside.sealed)
    conflict_settle(actor=clerk, kept=beside.id, take=True, reason="是两次走访")
    assert {one.summary for one in Visit.objects.all()} == {"排队二十余人。", "另一种说法。"}
    with pytest.raises(Refused):
        conflict_settle(actor=clerk, kept=beside.id, take=True, reason="再来一次")


def test_a_conflict_can_be_left(wang, clerk, county, inspection):
    said = visit_json(inspection, county.police)
    take(wang, said)
    take(wang, {**said, "summary": "改过的"})
    beside = FieldRecord.objects.get(standing=False)
    with pytest.raises(Refused):
        conflict_settle(actor=clerk, kept=beside.id, take=False, reason=" ")
    conflict_settle(actor=clerk, kept=beside.id, take=False, reason="以先收到的为准")
    assert Visit.objects.count() == 1


def test_somebody_else_gets_no_receipt_for_the_same_record(someone, wang, county, lead):
    other = someone(Role.APPRAISER, name="李监督")
    made.supervisor(county.campaign, other, phone="+8613812345678")
    found = made.inspection(lead, county, wang, other)
    said = visit_json(found, county.police)
    take(wang, said)
    assert take(other, said).conflict
    assert FieldRecord.objects.count() == 1


def test_photos_lose_where_they_were_taken(wang, county, inspection):
    taken = picture()
    assert b"Exif" in taken
    receipt = take(wang, visit_json(inspection, county.police), taken)
    kept = FieldRecord.objects.get(record=receipt.record)
    (file,) = evidence.files_of(kept.id)
    assert b"Exif" not in evidence.answer(file.id, "oversight", kept.id).content


def test_photos_must_be_those_of_the_record(wang, county, inspection):
    said = visit_json(inspection, county.police, photos=[hashlib.sha256(b"another").hexdigest()])
    data, digest = bytes_of(said)
    with pytest.raises(Refused, match="照片与记录不符"):
        record_take(
            actor=wang,
            data=data,
            digest=digest,
            photos=[SimpleUploadedFile("p.jpg", picture(), "image/jpeg")],
        )
    assert not FieldRecord.objects.exists()


@pytest.mark.parametrize(
    "hostile", [b"<svg onload=alert(1)>", b"PK\x03\x04" + b"0" * 100, b"MZ\x90\x00", b""], ids=str
)
def test_what_is_no_photo_is_refused_and_nothing_stays(wang, county, inspection, hostile):
    with pytest.raises(Refused):
        take(wang, visit_json(inspection, county.police), hostile)
    assert not FieldRecord.objects.exists()
    assert not Evidence.objects.exists()


def test_damaged_bytes_are_refused(wang, county, inspection):
    data, digest = bytes_of(visit_json(inspection, county.police))
    with pytest.raises(Refused, match="损坏"):
        record_take(actor=wang, data=data + b" ", digest=digest)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"},
        {"kind": "lead"},
        {"record": "12345678-1234-1234-8234-123456789012"},
        {"record": None},
        {"day": "2031-01-01"},
        {"day": "2001-01-01"},
        {"day": "gestern"},
        {"time": "25:00"},
        {"manner": "secret"},
        {"place": ""},
        {"place": 7},
        {"findings": "one"},
        {"findings": ["长" * 2001]},
        {"findings": [], "summary": "", "points": []},
        {"points": [{"answer": "maybe"}]},
        {"points": [7]},
        {"photos": ["../../etc/passwd"]},
        {"photos": ["0" * 64] * 13},
    ],
    ids=str,
)
def test_what_is_no_record_is_refused(wang, county, inspection, changes):
    data, digest = bytes_of(visit_json(inspection, county.police, **changes))
    with pytest.raises(Refused):
        record_take(actor=wang, data=data, digest=digest)
    assert not FieldRecord.objects.exists()


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b"[" * 100_000, b"1" * 5_000, b'{"format":1}'])
def test_bytes_that_are_no_json_are_refused(wang, inspection, data):
    with pytest.raises(Refused):
        record_take(actor=wang, data=data, digest=hashlib.sha256(data).hexdigest())


def test_odd_characters_do_no_harm(wang, county, inspection):
    said = visit_json(inspection, county.police, summary="x")
    data = json.dumps(said).replace('"x"', '"\\ud800\\u0000<script>alert(1)</script>"').encode()
    receipt = record_take(actor=wang, data=data, digest=hashlib.sha256(data).hexdigest())
    assert Visit.objects.get(source__record=receipt.record).summary == "<script>alert(1)</script>"


def test_only_who_is_named_in_the_plan_and_only_its_units(someone, wang, county, inspection):
    other = someone(Role.APPRAISER)
    made.supervisor(county.campaign, other, phone="+8613812345678")
    with pytest.raises(Refused, match="不在这次督查"):
        take(other, visit_json(inspection, county.police))
    with pytest.raises(Refused, match="不在这次督查的计划"):
        take(wang, visit_json(inspection, county.water))
    with pytest.raises(NotAllowed):
        take(someone(Role.LIAISON, unit=county.police), visit_json(inspection, county.police))


def test_a_right_that_was_taken_away_does_not_count(lead, wang, county, inspection):
    (facts,) = appraisers_of(county.campaign)
    rights_set(actor=lead, campaign=county.campaign, person=facts.person, kinds=["vote"])
    with pytest.raises(Refused, match="监督权"):
        take(wang, visit_json(inspection, county.police))
    with pytest.raises(Refused, match="调查权"):
        take(wang, survey_json(county.campaign))


def test_a_conversation_is_taken_and_its_opinions_handed_on(wang, county):
    said = survey_json(
        county.campaign,
        opinions=[
            {"text": "办证要跑好几趟。", "unit": str(county.police)},
            {"text": "水费看不懂。", "unit": ""},
        ],
    )
    first, second = take(wang, said), take(wang, said)
    assert first == second
    visit = SurveyVisit.objects.get(source__record=first.record)
    assert visit.answers.count() == 2
    assert {one.unit_id for one in visit.answers.all()} == {county.police, None}
    assert "办证" not in text_of(FieldRecord.objects.get())


def test_a_conversation_about_no_unit_of_ours_is_refused(wang, county):
    with pytest.raises(Refused):
        take(wang, survey_json(county.campaign, opinions=[{"text": "一句话", "unit": str(uuid4())}]))
    with pytest.raises(Refused):
        take(wang, survey_json(uuid4()))
    with pytest.raises(Refused):
        take(wang, survey_json(county.campaign, opinions=[]))
    assert not FieldRecord.objects.exists()


def test_no_copy_of_what_was_said_stays_when_a_conflict_is_settled(wang, clerk, county):
    said = survey_json(county.campaign)
    take(wang, said)
    take(wang, {**said, "opinions": [{"text": "水费看不懂。"}]})
    beside = FieldRecord.objects.get(standing=False)
    assert "水费" in text_of(beside)
    conflict_settle(actor=clerk, kept=beside.id, take=False, reason="重复")
    beside.refresh_from_db()
    assert "水费" not in text_of(beside)
    assert SurveyVisit.objects.count() == 1
