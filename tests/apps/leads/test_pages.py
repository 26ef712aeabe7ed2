"""The pages of the inbox: for those who may know; for others there is nothing there."""

import pytest
from tests.apps.leads.conftest import TEXT

from minping.apps.foundation.roles import Role
from minping.apps.leads import services
from minping.apps.leads.models import Lead, Reading

pytestmark = pytest.mark.django_db


def test_keeper_and_discipline_body_read_it_and_that_is_seen(keeper, discipline, browser_of, spotted):
    lead = spotted()
    for actor in (keeper, discipline):
        page = browser_of(actor).get(f"/office/leads/{lead}/").content.decode()
        assert TEXT in page
        assert actor.name in page.partition("阅看记录")[2]
    assert Reading.objects.filter(lead=lead).count() == 2


@pytest.mark.parametrize("role", [Role.LEAD, Role.CLERK])
def test_who_is_not_named_learns_only_whom_to_turn_to(role, someone, keeper, browser_of, spotted):
    lead = spotted()
    browser = browser_of(someone(role))
    home = browser.get("/office/leads/").content.decode()
    assert keeper.name in home
    assert "XS-" not in home
    for path in (f"{lead}/", "figures/", "clocks/"):
        assert browser.get(f"/office/leads/{path}").status_code == 404
    for act in ("dismiss", "seal", "access"):
        assert browser.post(f"/office/leads/{lead}/{act}/", {"reason": "x"}).status_code == 404
    assert Lead.objects.get().state == "spotted"
    assert not Reading.objects.exists()


def test_a_lead_is_handled_by_clicking(keeper, discipline, browser_of, spotted):
    lead, browser = spotted(), browser_of(keeper)
    at = f"/office/leads/{lead}/"
    answer = browser.post(f"{at}seal/", {"users": [str(keeper.id)]})
    assert answer.headers["Location"] == at
    answer = browser.post(f"{at}hand_over/", {"receiver": "", "way": "person"})
    assert answer.status_code == 200
    assert "id_receiver_error" in answer.content.decode()
    browser.post(f"{at}hand_over/", {"receiver": "县纪委信访室", "way": "person"})
    theirs = browser_of(discipline)
    theirs.post(f"{at}sign_receipt/", {"signer": "孙某", "number": "17"})
    theirs.post(f"{at}feed_back/", {"outcome": "reminded", "text": "已谈话提醒"})
    theirs.post(f"{at}close/", {"note": ""})
    page = browser.get(at).content.decode()
    for words in ("已办结", "县纪委信访室", "已谈话提醒", "批评教育"):
        assert words in page
    assert "XS-" in browser.get("/office/leads/?tab=ended").content.decode()
    assert "100.0%" in browser.get("/office/leads/figures/").content.decode()


def test_what_the_discipline_body_keeps_to_itself_leads_the_keeper_back(
    discipline, keeper, browser_of, spotted
):
    lead = spotted()
    browser_of(discipline).post(f"/office/leads/{lead}/seal/", {})
    assert browser_of(keeper).get(f"/office/leads/{lead}/").status_code == 404
    assert "XS-" not in browser_of(keeper).get("/office/leads/").content.decode()


def test_an_unknown_act_is_not_found(keeper, browser_of, spotted):
    assert browser_of(keeper).post(f"/office/leads/{spotted()}/burn/").status_code == 404


def test_naming_a_keeper_waits_for_the_second_person(lead, clerk, browser_of):
    browser = browser_of(lead)
    browser.post("/office/leads/keepers/", {"user": str(clerk.id), "reason": "专人"})
    page = browser.get("/office/leads/keepers/").content.decode()
    assert "等第二人确认" in page
    assert f"指定{clerk.name}为线索管理人" in page
    assert browser_of(clerk).get("/office/leads/keepers/").status_code == 403


def test_english_pages(keeper, browser_of, spotted):
    browser = browser_of(keeper)
    browser.cookies["language"] = "en"
    page = browser.get(f"/office/leads/{spotted()}/").content.decode()
    assert "A lead: seal it" in page


def test_what_was_written_comes_back_when_another_was_quicker(keeper, spotted, browser_of):
    lead = spotted()
    browser = browser_of(keeper)
    services.lead_seal(actor=keeper, lead=lead, users=[])
    answer = browser.post(f"/office/leads/{lead}/dismiss/", {"reason": "写了很久的一段理由"})
    assert "写了很久的一段理由" in answer.content.decode()
