"""Pages of the office: who may open which, and what they never let through."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.apps.results.steps import announced, gathered, scored
from tests.apps.results.year import Year, year_of

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.roles import Role
from minping.apps.results.models import Explanation, Review, ScoreRun, TableVersion
from minping.apps.results.services import announcement_make, review_give, run_compute, table_withdraw
from minping.apps.units.models import UnitName

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
EVIL = "<script>alert(1)</script>\"'&"


def reading(year: Year, run: ScoreRun) -> list[str]:
    """Pages that only read."""
    unit = next(iter(run.units.values()))
    return [
        reverse("results:home"),
        reverse("results:campaign", args=[year.campaign]),
        reverse("results:table", args=[year.campaign, "entries"]),
        reverse("results:run", args=[run.id]),
        reverse("results:unit", args=[run.id, unit]),
        reverse("results:unit", args=[run.id, unit]) + "?part=tree",
        reverse("results:preview", args=[run.id]) + "?f=score",
        reverse("results:file", args=[run.id, "scores.csv"]),
        reverse("results:file", args=[run.id, "scores.json"]),
        reverse("results:file", args=[run.id, "public.zip"]),
    ]


def changing(year: Year, run: ScoreRun) -> list[str]:
    """Pages that change something."""
    return [
        reverse("results:explain", args=[year.campaign]) + "?item=table:events",
        reverse("results:reconcile", args=[year.campaign]),
        reverse("results:score", args=[year.campaign]),
        reverse("results:withdraw", args=[year.campaign, "entries"]),
        reverse("results:documents", args=[run.id]),
        reverse("results:review", args=[run.id]),
        reverse("results:announce", args=[run.id]),
        reverse("results:publish", args=[run.id]),
    ]


@pytest.mark.parametrize("role", [Role.DISCIPLINE, Role.AUDITOR])
def test_oversight_reads_everything_and_changes_nothing(
    role: Role, clerk: Actor, someone: Callable[..., Actor], browser_of: Browser
) -> None:
    year = year_of()
    run = scored(year, clerk)
    browser = browser_of(someone(role))
    for path in reading(year, run):
        assert browser.get(path).status_code == 200, path
    before = (Explanation.objects.count(), Review.objects.count(), ScoreRun.objects.count())
    for path in changing(year, run):
        assert browser.get(path).status_code == 403, path
        assert browser.post(path, {"confirmed": "yes", "reason": "x", "sound": "yes"}).status_code == 403, (
            path
        )
    file = SimpleUploadedFile("a.csv", year.tables["entries"])
    table = reverse("results:table", args=[year.campaign, "entries"])
    browser.post(table, {"file": file, "source": "x"})
    assert (Explanation.objects.count(), Review.objects.count(), ScoreRun.objects.count()) == before
    assert TableVersion.objects.filter(sheet="entries").count() == 1
    assert browser.get(reverse("results:file", args=[run.id, "private.zip"])).status_code == 200


def test_the_leading_group_does_not_get_the_private_data(
    clerk: Actor, someone: Callable[..., Actor], browser_of: Browser
) -> None:
    run = scored(year_of(), clerk)
    browser = browser_of(someone(Role.LEADING_GROUP))
    assert browser.get(reverse("results:run", args=[run.id])).status_code == 200
    assert browser.get(reverse("results:file", args=[run.id, "private.zip"])).status_code == 404


def test_a_liaison_sees_the_own_unit_after_the_announcement_and_nothing_else(
    clerk: Actor, lead: Actor, someone: Callable[..., Actor], browser_of: Browser
) -> None:
    year = year_of()
    own, other = [year.units[u.code] for u in year.county.units if u.category][:2]
    browser = browser_of(someone(Role.LIAISON, unit=own))
    run = scored(year, clerk)
    page = reverse("results:own_unit", args=[run.id, own])
    assert browser.get(page).status_code == 404, "not announced yet"
    for path in reading(year, run) + changing(year, run):
        assert browser.get(path).status_code == 403, path
    run = _announce(run, lead)
    assert browser.get(page).status_code == 200
    listed = browser.get(reverse("results:own")).content.decode()
    assert page in listed
    assert str(other) not in listed
    for kind in ("docx", "zip"):
        path = reverse("results:own_feedback", args=[run.id, own, kind])
        assert browser.get(path).status_code == (200 if kind == "docx" else 404)
    assert browser.get(reverse("results:own_unit", args=[run.id, other])).status_code == 404
    assert browser.get(reverse("results:own_feedback", args=[run.id, other, "docx"])).status_code == 404


def _announce(run: ScoreRun, lead: Actor) -> ScoreRun:
    review_give(actor=lead, run=run.id, sound=True)
    announcement_make(actor=lead, run=run.id)
    return run


def test_nobody_in_particular_is_asked_to_sign_in(clerk: Actor, client: Client) -> None:
    year = year_of()
    run = scored(year, clerk)
    for path in reading(year, run) + changing(year, run):
        assert client.get(path).status_code == 302, path


def test_names_and_reasons_are_text_wherever_they_stand(
    clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    year = year_of()
    UnitName.objects.filter(unit=year.units[year.county.units[0].code], until=None).update(
        name=f"局{EVIL}"[:100]
    )
    Campaign.objects.filter(id=year.campaign).update(title=f"评议{EVIL}"[:100])
    year.tables.pop("entries")
    run = announced(year, clerk, lead)
    browser = browser_of(lead)
    evil_unit = run.units[year.county.units[0].code]
    pages = [*reading(year, run)[:7], reverse("results:unit", args=[run.id, evil_unit])]
    pages += [reverse("results:publish", args=[run.id]), reverse("results:review", args=[run.id])]
    for path in pages:
        text = browser.get(path).content.decode()
        assert "<script>alert" not in text, path
    assert (
        "&lt;script&gt;alert"
        in browser.get(reverse("results:unit", args=[run.id, evil_unit])).content.decode()
    )


def test_an_upload_keeps_what_was_filled_in_and_names_the_cell(clerk: Actor, browser_of: Browser) -> None:
    year = year_of()
    file = SimpleUploadedFile("坏表.csv", "单位名称,考评项目,日期\n没有的单位,x,昨天\n".encode())
    path = reverse("results:table", args=[year.campaign, "entries"])
    answer = browser_of(clerk).post(path, {"file": file, "source": f"县办{EVIL}"}).content.decode()
    assert "坏表.csv" in answer
    assert "县办&lt;script&gt;" in answer
    assert "<script>alert" not in answer


def test_two_runs_are_compared_number_by_number(clerk: Actor, lead: Actor, browser_of: Browser) -> None:
    year = year_of()
    first = scored(year, clerk)
    review_give(actor=lead, run=first.id, sound=False, note="考评表是去年的")
    table_withdraw(actor=clerk, campaign=year.campaign, sheet="history", reason="去年的")
    gathered(Year(year.campaign, year.county, year.units, year.rounds, {}), clerk)
    second = run_compute(actor=clerk, campaign=year.campaign, reason="撤下历年表")
    text = browser_of(lead).get(reverse("results:compare", args=[second.id, first.id])).content.decode()
    assert "table/history" in text
    assert (
        browser_of(lead).get(reverse("results:compare", args=[second.id, second.units["U101"]])).status_code
        == 404
    )


def test_the_office_walks_from_the_gate_to_the_publication(
    clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    year = gathered(year_of(), clerk)
    browser, second = browser_of(clerk), browser_of(lead)
    page = reverse("results:campaign", args=[year.campaign])
    assert "停止采集并核对齐全" in browser.get(page).content.decode()
    browser.post(reverse("results:reconcile", args=[year.campaign]), {"confirmed": "yes"})
    job = browser.post(reverse("results:score", args=[year.campaign]), {"confirmed": "yes"})
    assert job.status_code == 302
    run_due()
    run = ScoreRun.objects.get(campaign=year.campaign)
    second.post(reverse("results:review", args=[run.id]), {"sound": "yes", "note": "好"})
    second.post(reverse("results:announce", args=[run.id]), {"confirmed": "yes"})
    shown = second.get(reverse("results:publish", args=[run.id])).content.decode()
    assert all(u.name in shown for u in year.county.units if u.category)
    sent = second.post(
        reverse("results:publish", args=[run.id]), {"ask": "1", "fields_shown": ["score", "rank"]}
    )
    assert sent.status_code == 302
    assert Campaign.objects.get(id=year.campaign).state == "internally_announced"
