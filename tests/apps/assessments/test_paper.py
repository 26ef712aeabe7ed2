"""What the office takes in on paper for a unit without an account: an objection, a self-assessment."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction as F

import pytest
from django.test import Client
from tests.apps.assessments.conftest import DAY, County, shown
from tests.apps.assessments.test_pages import HOME, picture, said

from minping.apps.assessments import selectors, services
from minping.apps.assessments.models import Entry, SelfAssessment
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
DUE = date(2026, 3, 20)


def posted(client: Client, path: str, data: dict[str, object]) -> str:
    return said(client.post(HOME + path, data, follow=True))


def test_an_objection_on_paper_is_marked_and_decided_by_another(
    book: County, clerk: Actor, lead: Actor, browser_of: Browser
) -> None:
    entry = shown(clerk, book, book.water)
    office, unit = browser_of(clerk), browser_of(book.liaison)
    path = f"entries/{entry}/"
    assert "代录纸面异议" in said(office.get(HOME + path))
    assert "代录纸面异议" not in said(unit.get(HOME + path))
    letter: dict[str, object] = {"letter-reason": "停水由施工造成", "letter-received": "2026-03-11"}
    with as_of(DAY + timedelta(days=1)):
        assert "errorlist" in said(office.post(f"{HOME}{path}letter/", letter)), "without the letter"
        wrong = letter | {"letter-received": "2026-03-12", "letter-proof": picture()}
        assert "今天之后" in posted(office, f"{path}letter/", wrong)
        wrong = letter | {"letter-received": "2026-03-09", "letter-proof": picture()}
        assert "不在异议期内" in posted(office, f"{path}letter/", wrong), "before the unit was told"
        assert "已登记" in posted(office, f"{path}letter/", letter | {"letter-proof": picture()})
    found = Entry.objects.get()
    assert (found.state, found.letter_day) == ("objected", date(2026, 3, 11))
    assert [file.name for file in files_of(found.answer)] == ["现场照片.png"]
    assert AuditEntry.objects.filter(act="assessments.entry.objected").get().detail["on_paper"]
    page = said(unit.get(HOME + path))
    assert "由评议办代录" in page
    assert "陈干事" not in page
    with pytest.raises(Refused, match="记录人以外"):
        services.entry_decide(actor=clerk, entry=entry, uphold=False, reason="x")
    services.entry_decide(actor=lead, entry=entry, uphold=False, reason="属实")
    assert Entry.objects.get().state == "struck"


def test_a_letter_that_came_in_time_counts_later_and_a_late_one_does_not(book: County, clerk: Actor) -> None:
    entry = shown(clerk, book, book.water)
    until = Entry.objects.get().object_until
    assert until is not None

    def take(received: date) -> None:
        services.entry_object_on_paper(
            actor=clerk, entry=entry, reason="施工造成", received=received, files=[picture()]
        )

    with as_of(until + timedelta(days=3)):
        with pytest.raises(Refused, match="不在异议期内"):
            take(until + timedelta(days=1))
        take(until)
        with pytest.raises(Refused, match="有异议"):
            take(until)
    assert Entry.objects.get().state == "objected"


def test_only_the_office_takes_paper_in_and_not_against_the_units_word(book: County, clerk: Actor) -> None:
    entry = shown(clerk, book, book.water)
    with pytest.raises(NotAllowed):
        services.entry_object_on_paper(
            actor=book.liaison, entry=entry, reason="x", received=DAY, files=[picture()]
        )
    services.entry_accept(actor=book.liaison, entry=entry)
    with pytest.raises(Refused, match="无异议"):
        services.entry_object_on_paper(actor=clerk, entry=entry, reason="x", received=DAY, files=[picture()])


@pytest.fixture
def called(county: County, lead: Actor) -> County:
    services.self_call_set(actor=lead, campaign=county.campaign, due=DUE)
    return county


def test_a_self_assessment_on_paper_stands_at_once(called: County, clerk: Actor, browser_of: Browser) -> None:
    office, address = browser_of(clerk), f"selves/{called.power}/"
    listed = said(office.get(f"{HOME}selves/?campaign={called.campaign}"))
    assert f'href="{HOME}{address}' in listed
    assert "点单位名称代录" in listed
    paper: dict[str, object] = {"total": "88.5", "aspect_0": "90", "received": "2026-03-10", "text": ""}
    path = f"{address}?campaign={called.campaign}"
    assert "errorlist" in posted(office, path, paper), "without the paper"
    assert not SelfAssessment.objects.exists()
    assert "至少填写" in posted(office, path, paper | {"total": "", "aspect_0": "", "proof": picture()})
    assert "已报送" in posted(office, path, paper | {"proof": picture()})
    score = selectors.self_scores(called.campaign)[called.power]
    assert (score.total, list(score.aspects.values())) == (F("88.5"), [F(90)])
    page = said(office.get(HOME + path))
    assert "由评议办代录" in page
    assert "现场照片.png" in page
    unit = browser_of(called.other)
    page = said(unit.get(HOME + path))
    assert "由评议办代录" in page
    assert "陈干事" not in page
    assert "不能再改" in posted(unit, path, {"total": "99", "text": "改", "submit": "1"}) or (
        selectors.self_scores(called.campaign)[called.power].total == F("88.5")
    )


def test_paper_in_time_is_taken_until_collecting_closes_and_a_draft_stays_the_units(
    called: County, clerk: Actor
) -> None:
    def take(unit: object, received: date) -> None:
        services.self_take(
            actor=clerk,
            campaign=called.campaign,
            unit=unit,  # type: ignore[arg-type]
            total=F(80),
            aspects={},
            received=received,
            files=[picture()],
        )

    services.self_save(
        actor=called.liaison, campaign=called.campaign, unit=called.water, total=F(95), aspects={}
    )
    with pytest.raises(Refused, match="起草"):
        take(called.water, DAY)
    assert SelfAssessment.objects.get().total == "95"
    with as_of(DUE + timedelta(days=2)):
        with pytest.raises(Refused, match="截止"):
            take(called.power, DUE + timedelta(days=1))
        take(called.power, DUE)
    Campaign.objects.filter(id=called.campaign).update(state="collecting_closed")
    with pytest.raises(Refused):
        take(called.post, DAY)
    with pytest.raises(NotAllowed):
        services.self_take(
            actor=called.other,
            campaign=called.campaign,
            unit=called.power,
            total=F(1),
            aspects={},
            received=DAY,
        )
