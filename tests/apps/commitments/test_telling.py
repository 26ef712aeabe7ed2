"""Topics, planned duties and promises: reminded before their day, urged after it, with nobody's telephone called."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.apps.commitments.conftest import County
from tests.apps.commitments.test_works import chosen

from minping.apps.accounts.services import own_phone_set
from minping.apps.commitments import services
from minping.apps.commitments.models import Duty
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.jobs import run_due
from minping.apps.messaging.models import Message


@pytest.fixture(autouse=True)
def reached(county: County) -> None:
    own_phone_set(actor=county.liaison, phone="13900000001")


@pytest.fixture
def monday(settings) -> Callable[[str], None]:
    """``monday("2026-03-09")``: it is that day, and the worker has come round twice."""

    def come(day: str) -> None:
        settings.AS_OF = day
        Message.objects.all().delete()
        for _ in range(2):
            run_due()

    settings.AS_OF = "2026-03-02"
    return come


def kinds() -> list[tuple[str, str]]:
    return sorted(
        (one.template.standing, one.values.get("number", ""))
        for one in Message.objects.select_related("template")
    )


def plan(county: County, lead: Actor, **more: object) -> int:
    data: dict[str, object] = {"kind": "on_air", "due": today() + timedelta(days=14)}
    return services.duties_plan(
        actor=lead,
        campaign=county.campaign,
        units=[county.water, county.power],
        **(data | more),  # type: ignore[arg-type]
    )


def test_a_planned_duty_is_reminded_then_urged_until_it_is_reported(
    county: County, lead: Actor, monday: Callable[[str], None]
) -> None:
    assert plan(county, lead) == 2
    assert plan(county, lead) == 0, "the same day is set once"
    monday("2026-03-03")
    assert kinds() == []
    monday("2026-03-11")
    assert kinds() == [("work.0", "1")]
    monday("2026-03-17")
    assert kinds() == [("work.1", "1")]
    monday("2026-03-23")
    assert kinds() == [("work.2", "1")]
    duty = Duty.objects.get(unit=county.water)
    services.duty_save(
        actor=county.liaison,
        campaign=county.campaign,
        unit=county.water,
        kind="listening",
        on=today(),
        who="张局长",
        in_person=True,
        duty=duty.id,
    )
    duty.refresh_from_db()
    assert (duty.state, duty.kind) == ("reported", "on_air"), "what was set stays what it was"
    monday("2026-03-30")
    assert kinds() == []


def test_a_day_in_the_past_or_far_away_is_refused(county: County, lead: Actor) -> None:
    for days in (-1, 400):
        with pytest.raises(Refused, match="一年以内"):
            plan(county, lead, due=today() + timedelta(days=days))


def test_a_plan_is_taken_back_before_it_is_reported(county: County, lead: Actor, browser_of) -> None:
    plan(county, lead)
    page = browser_of(lead)
    for duty in Duty.objects.all():
        page.post(f"/office/commitments/duties/{duty.id}/drop/")
    assert not Duty.objects.exists()


def test_the_office_sets_a_day_on_the_page_and_the_unit_reports(
    county: County, lead: Actor, browser_of
) -> None:
    page, address = browser_of(lead), f"/office/commitments/duties/plan/?campaign={county.campaign}"
    late = (today() - timedelta(days=1)).isoformat()
    answer = page.post(address, {"kind": "on_air", "due": late, "units": [county.water], "note": "直播室"})
    assert "一年以内" in answer.content.decode()
    assert "直播室" in answer.content.decode(), "what was typed is still there"
    due = (today() + timedelta(days=3)).isoformat()
    page.post(address, {"kind": "on_air", "due": due, "units": [county.water], "note": "直播室"})
    own = browser_of(county.liaison)
    listed = own.get("/office/commitments/duties/").content.decode()
    assert "已安排，待填报" in listed
    assert "填报</a>" in listed
    assert "取消安排" not in listed
    assert own.post(address, {}).status_code == 403


def test_a_topic_is_reminded_and_urged(county: County, lead: Actor, monday: Callable[[str], None]) -> None:
    topic = chosen(county, due=today() + timedelta(days=14))
    services.topic_decide(actor=lead, topic=topic, accept=True)
    monday("2026-03-13")
    assert kinds() == [("work.0", "1")]
    monday("2026-03-18")
    assert kinds() == [("work.1", "1")]
    services.topic_report(actor=county.liaison, topic=topic, result="已解决")
    monday("2026-03-25")
    assert kinds() == []
