"""A run that an appeal or a recount corrects after something was decided on it: nothing is kept in silence."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from tests.apps.consequences import made
from tests.apps.consequences.conftest import People
from tests.apps.consequences.test_way import approve, order, put, serve, state, talk

from minping.apps.consequences import services
from minping.apps.consequences.models import Measure
from minping.apps.consequences.paper.lists import assessed
from minping.apps.consequences.selectors import consequences_of, waiting_for
from minping.apps.consequences.sources import outlook_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.results.outcomes import windows_of
from minping.apps.results.services import review_give

pytestmark = pytest.mark.django_db
Browsers = Callable[[Actor], Client]


def of_rule(county: made.County, people: People, kind: str) -> Measure:
    """What the rule proposes in the list that a correction turns round."""
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    return Measure.objects.get(campaign=county.campaign, kind=kind, pool__contains="行政")


def reconsider(actor: Actor, row: Measure, uphold: bool) -> UUID:
    return services.measure_reconsider(actor=actor, measure=row.id, uphold=uphold, reason="更正后重新研究")


def test_an_approved_interview_stands_still_until_it_is_decided_anew(
    county: made.County, people: People, browser_of: Browsers
) -> None:
    row = of_rule(county, people, "interview")
    put(people, row)
    approve(people.discipline, row)
    with pytest.raises(Refused, match="不需要重新审定"):
        reconsider(people.discipline, row, uphold=True)
    run = made.turned_round(county, people.clerk, people.lead)
    at = f"/office/consequences/measures/{row.id}/"
    assert "正等复核" in browser_of(people.discipline).get(at).content.decode()
    with pytest.raises(Refused, match="复核以后再办理"):
        serve(people, row)
    review_give(actor=people.lead, run=run, sound=True, note="申诉更正后复核")
    with pytest.raises(Refused, match="重新审定"):
        serve(people, row)
    assert state(row) == "approved"
    assert [one.row.id for one in outlook_of(county.campaign).doubts] == [row.id]
    assert "计分更正后待重新审定" in [one.words.zh for one in waiting_for(people.discipline)]
    assert "不再列入" in browser_of(people.clerk).get("/office/consequences/").content.decode()
    for actor in (people.clerk, people.group):
        with pytest.raises(NotAllowed):
            reconsider(actor, row, uphold=False)
    page = browser_of(people.discipline)
    assert "重新审定" in page.get(at).content.decode()
    page.post(f"{at}act/reconsider/", {"uphold": "no", "reason": "更正后不在末位"})
    assert state(row) == "waived"
    assert not outlook_of(county.campaign).doubts
    assert "更正后不在末位" in page.get(at).content.decode()


def test_what_is_upheld_goes_on_with_the_reason_on_record(county: made.County, people: People) -> None:
    row = of_rule(county, people, "interview")
    put(people, row)
    approve(people.discipline, row)
    made.corrected(county, people.clerk, people.lead)
    reconsider(people.discipline, row, uphold=True)
    assert not outlook_of(county.campaign).doubts
    serve(people, row)
    assert state(row) == "notified"
    step = row.steps.get(act="uphold")
    assert (step.note, step.by_name) == ("更正后重新研究", people.discipline.name)


def test_a_proposal_overtaken_by_a_correction_cannot_be_decided(county: made.County, people: People) -> None:
    row = of_rule(county, people, "interview")
    put(people, row)
    made.corrected(county, people.clerk, people.lead)
    for decision in ("as_ruled", "talk_first", "waive"):
        with pytest.raises(Refused, match="列入建议"):
            approve(people.discipline, row, decision)
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    assert state(row) == "lapsed"
    now = Measure.objects.get(kind="interview", pool=row.pool, state="triggered")
    assert now.unit_id != row.unit_id
    put(people, now)
    approve(people.discipline, now)
    assert state(now) == "approved"


def test_an_interview_held_is_withdrawn_and_the_unit_told(
    county: made.County, people: People, liaison_of: Callable[[UUID], Actor], browser_of: Browsers
) -> None:
    row = of_rule(county, people, "interview")
    put(people, row)
    approve(people.discipline, row)
    serve(people, row)
    talk(people, row)
    order(people, row)
    made.corrected(county, people.clerk, people.lead)
    reconsider(people.discipline, row, uphold=False)
    assert state(row) == "withdrawn"
    liaison = liaison_of(row.unit_id)
    [told] = consequences_of(row.unit_id)
    assert (told.ended, told.due) == (True, None)
    assert "整改待报" not in str([one.words.zh for one in waiting_for(liaison)])
    shown = browser_of(liaison).get(f"/office/consequences/own/{row.id}/").content.decode()
    assert "已经撤销" in shown
    line = next(one for one in assessed(county.campaign) if one.unit == row.unit_id)
    assert not line.sanctions


def test_a_milder_measure_falls_with_the_result_it_came_from(county: made.County, people: People) -> None:
    row = of_rule(county, people, "interview")
    put(people, row)
    approve(people.discipline, row, "talk_first")
    mild = Measure.objects.get(source_id=row.id)
    made.corrected(county, people.clerk, people.lead)
    assert [one.row.id for one in outlook_of(county.campaign).doubts] == [mild.id]
    with pytest.raises(Refused, match="重新审定"):
        serve(people, mild)
    reconsider(people.discipline, mild, uphold=False)
    assert state(mild) == "waived"


def test_praise_that_went_out_is_withdrawn_and_the_other_unit_praised(
    county: made.County, people: People
) -> None:
    row = of_rule(county, people, "praise")
    put(people, row)
    approve(people.group, row)
    services.circular_issue(
        actor=people.clerk, campaign=county.campaign, measures=[row.id], issued_on=today()
    )
    made.corrected(county, people.clerk, people.lead)
    reconsider(people.group, row, uphold=False)
    assert state(row) == "withdrawn"
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    other = Measure.objects.get(kind="praise", pool=row.pool, state="triggered")
    assert other.unit_id != row.unit_id


def test_what_was_waived_is_looked_at_again_where_its_facts_are_others(
    county: made.County, people: People
) -> None:
    row = of_rule(county, people, "interview")
    put(people, row)
    approve(people.discipline, row, "waive")
    assert not outlook_of(county.campaign).doubts
    Measure.objects.filter(id=row.id).update(facts=[{"zh": "得分79.99", "en": "score 79.99"}], run=None)
    [doubt] = outlook_of(county.campaign).doubts
    assert doubt.row.id == row.id
    anew = Measure.objects.get(id=reconsider(people.discipline, row, uphold=False))
    assert (anew.state, anew.unit_id, state(row)) == ("triggered", row.unit_id, "waived")
    assert anew.facts == [{"zh": fact.zh, "en": fact.en} for fact in doubt.facts or ()]
    assert not outlook_of(county.campaign).doubts


def test_a_window_with_another_rate_is_praised_on_the_new_one(county: made.County, people: People) -> None:
    first = windows_of(county.campaign)[0]
    services.windows_praise(
        actor=people.clerk, campaign=county.campaign, units=[first.unit], opinion="群众满意"
    )
    row = Measure.objects.get()
    Measure.objects.filter(id=row.id).update(facts=[{"zh": "满意度99.99", "en": "99.99"}], run=None)
    row.refresh_from_db()
    with pytest.raises(Refused, match="列入建议"):
        approve(people.group, row)
    services.measures_take(actor=people.clerk, campaign=county.campaign)
    row.refresh_from_db()
    assert row.facts[0]["zh"].startswith(f"满意度{first.shown}")
    assert row.steps.filter(act="update").exists()
    approve(people.group, row)


def test_nobody_decides_twice(county: made.County, people: People, browser_of: Browsers) -> None:
    row = of_rule(county, people, "interview")
    with pytest.raises(Refused, match="还没有提请"):
        approve(people.discipline, row)
    put(people, row)
    approve(people.discipline, row)
    with pytest.raises(Refused, match="不能再决定一次"):
        approve(people.discipline, row, "waive")
    page = browser_of(people.discipline).get(
        f"/office/consequences/measures/{row.id}/act/decide/", follow=True
    )
    assert "现为“已批准”" in page.content.decode()
    assert (
        browser_of(people.group).get(f"/office/consequences/measures/{row.id}/act/decide/").status_code == 403
    )
