"""Announcement and publication: by two, nobody left out, corrections as new runs with a notice."""

import datetime
import uuid

import pytest
from tests.apps.results.steps import announced, published, scored
from tests.apps.results.year import Year, year_of

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.results.levels import FIELDS, usual_fields
from minping.apps.results.models import Publication, Standing
from minping.apps.results.past import past_rows
from minping.apps.results.selectors import past_of, public_sheet, publication_of
from minping.apps.results.services import (
    announcement_make,
    publication_ask,
    review_give,
    run_compute,
)
from minping.apps.units.models import Unit, UnitName

pytestmark = pytest.mark.django_db
ALL = tuple(FIELDS)


def state_of(year: Year) -> str:
    return Campaign.objects.get(id=year.campaign).state


def test_published_only_when_a_second_person_agrees(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    run = announced(year, clerk, lead)
    asked = publication_ask(actor=lead, run=run.id, fields=ALL)
    assert not Publication.objects.exists()
    with pytest.raises(Refused, match="另一人"):
        approvals.agree(actor=lead, approval=asked)
    approvals.agree(actor=clerk, approval=asked)
    found = Publication.objects.get()
    assert (found.asked_name, found.agreed_name) == (lead.name, clerk.name)
    assert state_of(year) == "published"
    assert Standing.objects.count() == len(public_sheet_units(year))


def public_sheet_units(year: Year) -> list[str]:
    found = publication_of(year.campaign)
    assert found is not None
    return [e.name for c in public_sheet(found, "zh").categories for e in c.entries]


def test_every_participating_unit_is_listed_or_nothing_is_published(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    run = announced(year, clerk, lead)
    late = Unit.objects.create(code=f"L{uuid.uuid4().hex[:6]}")
    UnitName.objects.create(unit=late, name="后来补报局")
    category = Category.objects.filter(campaign=year.campaign).first()
    Participation.objects.create(campaign_id=year.campaign, unit=late, category=category)
    with pytest.raises(Refused, match="后来补报局"):
        publication_ask(actor=lead, run=run.id, fields=ALL)


def test_all_participants_stand_on_the_published_sheet(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    part = {u.name for u in year.county.units if u.category or u.status != "appraised"}
    assert set(public_sheet_units(year)) == part


def test_review_and_announcement_come_first(clerk: Actor, lead: Actor) -> None:
    run = scored(year_of(), clerk)
    with pytest.raises(Refused, match="复核通过"):
        announcement_make(actor=lead, run=run.id)
    review_give(actor=lead, run=run.id, sound=True)
    with pytest.raises(Refused, match="内部通报"):
        publication_ask(actor=lead, run=run.id, fields=ALL)


def test_the_window_for_objections_is_waited_for(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    run = scored(year, clerk)
    review_give(actor=lead, run=run.id, sound=True)
    announcement_make(actor=lead, run=run.id, objections_until=today() + datetime.timedelta(days=5))
    assert state_of(year) == "appeal_window"
    with pytest.raises(Refused, match="异议期"):
        publication_ask(actor=lead, run=run.id, fields=ALL)


def test_a_correction_is_a_new_run_with_a_notice(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    first = published(year, clerk, lead)
    run = run_compute(actor=clerk, campaign=year.campaign, reason="申诉决定更正一项")
    review_give(actor=lead, run=run.id, sound=True)
    with pytest.raises(Refused, match="更正通知"):
        publication_ask(actor=lead, run=run.id, fields=ALL)
    asked = publication_ask(actor=lead, run=run.id, fields=ALL, notice="更正水利局日常考评一项。")
    approvals.agree(actor=clerk, approval=asked)
    found = publication_of(year.campaign)
    assert found is not None
    assert (found.number, found.run) == (2, 2)
    assert [text.zh for _, text in found.notices] == ["更正水利局日常考评一项。"]
    assert Publication.objects.filter(id=first.id).exists()
    assert Campaign.objects.get(id=year.campaign).counters["corrections"] == 1


def test_the_same_run_is_not_published_twice(clerk: Actor, lead: Actor) -> None:
    found = published(year_of(), clerk, lead)
    with pytest.raises(Refused, match="已经公布"):
        publication_ask(actor=lead, run=found.run_id, fields=ALL, notice="x")


def test_what_is_published_enters_the_history_of_the_unit(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead)
    rows = past_rows(year.county.year + 1)
    assert {row.unit for row in rows} == {u.code for u in year.county.units if u.category}
    ranked = next(row for row in rows if row.rank == 1)
    shown = past_of(year.units[ranked.unit])
    assert (shown[0].rank, shown[0].year) == ("1", year.county.year)
    assert past_rows(year.county.year) == []


def test_places_that_are_not_published_cannot_be_read_off_the_order(clerk: Actor, lead: Actor) -> None:
    year = year_of()
    published(year, clerk, lead, fields=("grade",))
    found = publication_of(year.campaign)
    assert found is not None
    assert not found.recomputable
    for category in public_sheet(found, "zh").categories:
        scored_codes = [e.code for e in category.entries if not e.without]
        assert scored_codes == sorted(scored_codes)
        assert not any(e.score or e.rank or e.place or e.width for e in category.entries)
        assert not category.mean
    unit = past_of(next(iter(year.units.values())))
    assert not any(one.score or one.rank for one in unit)


def test_the_scheme_says_what_is_usual(clerk: Actor) -> None:
    assert usual_fields(year_of().county.scheme) == ALL


def test_only_those_who_may_announce_and_publish(clerk: Actor, lead: Actor, someone) -> None:
    run = scored(year_of(), clerk)
    review_give(actor=lead, run=run.id, sound=True)
    with pytest.raises(NotAllowed):
        announcement_make(actor=clerk, run=run.id)
    for role in ("discipline", "auditor", "liaison"):
        with pytest.raises(NotAllowed):
            publication_ask(actor=someone(role), run=run.id, fields=ALL)
