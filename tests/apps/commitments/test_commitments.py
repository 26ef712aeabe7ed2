"""Commitments from the unit's draft to the public page and the judgement of each promise."""

from datetime import date

import pytest
from tests.apps.commitments.conftest import County

from minping.apps.campaigns.models import Deliverable
from minping.apps.commitments import services
from minping.apps.commitments.models import Commitment, Promise
from minping.apps.commitments.selectors import published_commitments, stand_of, work_of_units
from minping.apps.commitments.services import PromiseLine
from minping.apps.foundation.errors import NotAllowed, Refused

LINES = [PromiseLine("停水提前24小时通知", "短信和公告", date(2026, 9, 30)), PromiseLine("  ")]


def written(county: County, **changes: object):
    data: dict[str, object] = {
        "text": "向社会公开承诺如下。",
        "promises": LINES,
        "phone": "0990-6612345",
        "video": "https://tv.example/1",
    }
    return services.commitment_save(
        actor=county.liaison,
        campaign=county.campaign,
        unit=county.water,
        **(data | changes),  # type: ignore[arg-type]
    )


def handed_in(county: County):
    made = written(county)
    services.commitment_submit(actor=county.liaison, commitment=made)
    return made


def test_a_commitment_is_published_and_marks_the_first_stage(county: County, lead) -> None:
    made = handed_in(county)
    assert not published_commitments(county.campaign)
    services.commitment_decide(actor=lead, commitment=made, publish=True)
    [found] = published_commitments(county.campaign)
    assert [one.text for one in found.promises] == ["停水提前24小时通知"]
    assert found.phone == "0990-6612345"
    assert Deliverable.objects.get(kind="commitment").state == "accepted"
    stand = stand_of(county.campaign)
    assert (stand.units, stand.published, stand.promises) == (2, 1, 1)


def test_what_is_returned_says_why_and_can_be_mended(county: County, lead) -> None:
    made = handed_in(county)
    with pytest.raises(Refused, match="退回理由"):
        services.commitment_decide(actor=lead, commitment=made, publish=False)
    services.commitment_decide(actor=lead, commitment=made, publish=False, reason="没有期限")
    assert Commitment.objects.get(id=made).reason == "没有期限"
    written(county, text="改后的承诺。")
    services.commitment_submit(actor=county.liaison, commitment=made)
    assert Commitment.objects.get(id=made).state == "submitted"


def test_a_public_commitment_stands(county: County, lead) -> None:
    made = handed_in(county)
    services.commitment_decide(actor=lead, commitment=made, publish=True)
    with pytest.raises(Refused, match="不能再改"):
        written(county, text="悄悄改掉")
    services.commitment_save(
        actor=lead,
        campaign=county.campaign,
        unit=county.water,
        text="悄悄改掉",
        promises=[],
        phone="12345",
        broadcast_on=date(2026, 5, 20),
    )
    [found] = published_commitments(county.campaign)
    assert found.text == "向社会公开承诺如下。"
    assert (found.phone, found.broadcast_on, len(found.promises)) == ("12345", date(2026, 5, 20), 1)


def test_a_judgement_rests_on_facts(county: County, lead) -> None:
    made = handed_in(county)
    promise = Promise.objects.get(commitment=made)
    with pytest.raises(Refused, match="尚未公开"):
        services.promise_judge(actor=lead, promise=promise.id, kept="kept", facts="已核实")
    services.commitment_decide(actor=lead, commitment=made, publish=True)
    with pytest.raises(Refused, match="评定依据"):
        services.promise_judge(actor=lead, promise=promise.id, kept="not_kept", facts=" ")
    services.promise_judge(actor=lead, promise=promise.id, kept="not_kept", facts="7月停水两次未通知")
    water = next(one for one in work_of_units(county.campaign) if one.unit == county.water)
    assert (water.promises, water.kept, water.not_kept) == (1, 0, 1)


def test_nothing_empty_is_handed_in(county: County) -> None:
    made = written(county, promises=[])
    with pytest.raises(Refused, match="至少写一条"):
        services.commitment_submit(actor=county.liaison, commitment=made)
    made = written(county, text=" ")
    with pytest.raises(Refused, match="承诺正文"):
        services.commitment_submit(actor=county.liaison, commitment=made)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "字" * 6001}, "最多6000字"),
        *(
            ({"video": address}, "https://")
            for address in (
                "javascript:alert(1)",
                "http://tv.example/1",
                "https://tv.example@evil.example/1",
                "https://127.0.0.1/1",
                "https://[::1]/1",
                "https://tv.example:8080/1",
                "https://tv.example/\u202e1",
                "https://localhost/1",
                'https://tv.example/"onclick=alert(1)',
            )
        ),
        ({"promises": [PromiseLine("一条")] * 21}, "最多20条"),
        ({"promises": [PromiseLine("字" * 301)]}, "最多300字"),
    ],
)
def test_what_does_not_fit_is_refused(county: County, changes: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        written(county, **changes)
    assert not Commitment.objects.exclude(text="").exists()


def test_a_unit_writes_for_itself_alone(county: County) -> None:
    with pytest.raises(NotAllowed):
        services.commitment_save(
            actor=county.liaison, campaign=county.campaign, unit=county.power, text="x", promises=[]
        )
