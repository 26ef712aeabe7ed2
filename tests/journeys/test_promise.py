"""A promise made at a hearing lapses: the page turns red by itself and the problem climbs the ladder."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.apps.oversight import made
from tests.journeys.conftest import DESK, Site
from tests.journeys.test_cure import says, sign_in

from minping.apps.casework.models import Problem
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.roles import Role
from minping.apps.oversight.hearings.outcome import minutes_confirm, promise_add
from minping.apps.oversight.hearings.selectors import attendees_of
from minping.apps.oversight.hearings.services import Agenda, hearing_hold, hearing_plan, unit_invite

PROMISE = "户籍窗口中午不断档"


@pytest.fixture
def promised(site: Site) -> None:
    """A hearing whose minutes stand, with one promise of ten days."""
    county = made.county()
    agenda = Agenda("hearing", "窗口服务听证质询会", now(), "会议室", "一、汇报\n二、质询", today())
    hearing = hearing_plan(actor=SYSTEM, campaign=county.campaign, agenda=agenda)
    unit_invite(actor=SYSTEM, hearing=hearing, unit=county.police)
    hearing_hold(actor=SYSTEM, hearing=hearing, present=set(attendees_of(hearing)), summary="按议程进行")
    promise_add(
        actor=SYSTEM,
        hearing=hearing,
        unit=county.police,
        text=PROMISE,
        standard="12:00至14:00至少开一个窗口",
        deadline=made.deadline(10),
        handler="李科长",
    )
    minutes_confirm(actor=SYSTEM, hearing=hearing)


def test_a_promise_that_lapses_is_seen_and_pressed(
    site: Site, promised: None, window: Callable[..., BrowserContext], settings
) -> None:
    page = sign_in(window, site, Role.LEAD, None)
    page.goto(f"{site.url}/office/oversight/hearings/")
    says(page, PROMISE)
    expect(page.locator("main .mark-late")).to_have_count(0)
    settings.AS_OF = str(today() + timedelta(days=40))
    run_due()
    page.reload()
    expect(page.locator("main .mark-late").first).to_be_visible()
    found = Problem.objects.get()
    assert found.overdue
    assert found.level > 0, "the first rungs are climbed without anybody's telephone call"
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto(f"{site.url}/office/problems/?state=late")
    says(page, "催办")
