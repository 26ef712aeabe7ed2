"""A unit renamed or merged after something was decided: papers that went out keep the name of their day."""

import io
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from docx import Document as WordDocument
from tests.apps.consequences import made
from tests.apps.consequences.conftest import People
from tests.apps.consequences.test_way import approve, put

from minping.apps.consequences import services
from minping.apps.consequences.models import Measure
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.units.services import NewUnit, unit_rename, units_merge

pytestmark = pytest.mark.django_db
OLD, NEW, MERGED = "县广播电视局", "县融媒体局", "县文化和融媒体局"
THEN, LATER = date(2026, 7, 20), date(2027, 3, 1)
Browsers = Callable[[Actor], Client]


@pytest.fixture
def served(people: People) -> Measure:
    """An interview whose notice was served in 2026; the unit is called otherwise from 2027 on."""
    unit = made.unit_named("GD", OLD)
    row = made.measure(made.campaign_of_year(2026), unit)
    with as_of(THEN):
        put(people, row)
        approve(people.discipline, row)
        services.notice_write(actor=people.clerk, measure=row.id, asked="局长", on=THEN, place="会议室")
        services.notice_serve(actor=people.clerk, measure=row.id, on=THEN, to="王某")
    unit_rename(actor=people.lead, unit=unit, name=NEW, year=2027)
    return row


def printed(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    document = WordDocument(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_notice_served_reads_the_same_when_printed_again(
    served: Measure, people: People, browser_of: Browsers
) -> None:
    with as_of(LATER):
        browser, at = browser_of(people.clerk), f"/office/consequences/measures/{served.id}/"
        again = printed(browser, f"{at}papers/notice.docx")
        assert OLD in again
        assert NEW not in again
        assert "2026年7月20日" in again
        assert NEW in browser.get(at).content.decode(), "the page says what it is called now"


def test_a_circular_keeps_the_names_it_went_out_with(people: People, browser_of: Browsers) -> None:
    unit = made.unit_named("GD", OLD)
    row = made.measure(made.campaign_of_year(2026), unit, "praise", "表扬")
    with as_of(THEN):
        put(people, row)
        approve(people.group, row)
        circular = services.circular_issue(
            actor=people.clerk, campaign=row.campaign_id, measures=[row.id], issued_on=THEN, number="9号"
        )
    unit_rename(actor=people.lead, unit=unit, name=NEW, year=2027)
    with as_of(LATER):
        again = printed(browser_of(people.clerk), f"/office/consequences/circulars/{circular}.docx")
    assert OLD in again
    assert NEW not in again


def test_whoever_carries_a_merged_unit_on_answers_for_it(
    served: Measure, people: People, liaison_of: Callable[[UUID], Actor], browser_of: Browsers
) -> None:
    other = made.unit_named("WH", "县文化局")
    with as_of(date(2028, 2, 1)):
        after = units_merge(
            actor=people.lead,
            units=[served.unit_id, other],
            into=NewUnit(MERGED),
            year=2028,
            main=served.unit_id,
        )
        browser = browser_of(liaison_of(after))
        assert "约谈" in browser.get("/office/consequences/own/").content.decode()
        assert browser.get(f"/office/consequences/own/{served.id}/").status_code == 200
        browser.post(f"/office/consequences/own/{served.id}/receive/")
        served.notice.refresh_from_db()
        assert served.notice.received_name == "联络员"
        stranger = browser_of(liaison_of(made.unit_named("ZZ", "别的局")))
        assert stranger.get(f"/office/consequences/own/{served.id}/").status_code == 404
