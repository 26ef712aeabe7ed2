"""The first page after signing in leads each person only where they may go."""

import re

import pytest

from minping.apps.foundation.roles import SCOPED, Role
from minping.apps.units.services import unit_create

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_every_link_of_the_first_page_may_be_followed(role, clerk, someone, browser_of):
    unit = unit_create(actor=clerk, name="司法局", kind="unit", since=2010)
    browser = browser_of(someone(role, unit=unit if role in SCOPED else None))
    page = browser.get("/office/").content.decode()
    assert ("司法局" in page) == (role in SCOPED)
    links = {link for link in re.findall(r'href="(/[^"#]*)', page) if "/static/" not in link}
    assert len(links) > 2
    if role in {Role.APPRAISER, *SCOPED}:
        assert re.search('class="empty".*?class="button" href=', page, re.S), (
            "a next step where nothing waits"
        )
    refused = {link: status for link in links if (status := browser.get(link).status_code) >= 400}
    assert not refused
