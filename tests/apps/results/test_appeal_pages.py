"""Pages of appeals: a liaison files one beside its number, the office walks it to the answer."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from tests.apps.results.appealing import Told, filed, found_right, key_of, mended_by_table, state, told

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.roles import Role
from minping.apps.results.models import Appeal, CorrectionNotice, ScoreRun
from minping.apps.results.services import announcement_make, review_give, run_compute

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def case(clerk: Actor, lead: Actor, someone: Callable[..., Actor]) -> Told:
    return told(clerk, lead, someone)


def own(case: Told) -> str:
    return reverse("results:own_unit", args=[case.run.id, case.unit])


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_every_number_of_the_own_result_can_be_appealed_against(case: Told, browser_of: Browser) -> None:
    liaison = browser_of(case.liaison)
    page = text(liaison, own(case))
    for key in ("t", "rank", "grade", "category", key_of(case.run, case.code, "ledger")):
        assert f'href="{own(case)}appeal/{key}/"' in page
        assert liaison.get(f"{own(case)}appeal/{key}/").status_code == 200
    assert liaison.get(f"{own(case)}appeal/t.77/").status_code == 404
    with as_of(today() + timedelta(days=6)):
        assert "appeal/" not in text(liaison, own(case))
        closed = text(liaison, f"{own(case)}appeal/rank/")
        assert "已经截止" in closed
        assert "<textarea" not in closed
        liaison.post(f"{own(case)}appeal/rank/", {"reason": "晚了"})
    assert not Appeal.objects.exists()


def test_filed_by_the_liaison_and_seen_by_nobody_of_another_unit(
    case: Told, browser_of: Browser, someone: Callable[..., Actor]
) -> None:
    liaison = browser_of(case.liaison)
    sent = liaison.post(f"{own(case)}appeal/rank/", {"reason": f"名次有误{EVIL}", "wanted": "第1名"})
    one = Appeal.objects.get()
    assert sent.headers["Location"] == reverse("results:own_appeal", args=[one.id])
    page = text(liaison, sent.headers["Location"])
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    other = next(uuid.UUID(u) for u in case.run.units.values() if uuid.UUID(u) != case.unit)
    stranger = browser_of(someone(Role.LIAISON, unit=other))
    for path in (
        reverse("results:own_appeal", args=[one.id]),
        reverse("results:own_appeal_letter", args=[one.id, "pdf"]),
        f"{own(case)}appeal/rank/",
    ):
        assert stranger.get(path).status_code == 404, path
    assert stranger.get(reverse("results:appeal", args=[one.id])).status_code == 403
    empty = liaison.post(f"{own(case)}appeal/t/", {"reason": "", "wanted": "留着的话"})
    assert "留着的话" in empty.content.decode()
    assert Appeal.objects.count() == 1


def test_the_office_walks_an_appeal_to_its_answer(case: Told, browser_of: Browser) -> None:
    one = filed(case, "survey")
    clerk, lead, other = browser_of(case.clerk), browser_of(case.lead), browser_of(case.other)

    def at(act: str) -> str:
        return reverse(f"results:appeal_{act}", args=[one.id])

    listed = text(clerk, reverse("results:appeals", args=[case.year.campaign]))
    assert reverse("results:appeal", args=[one.id]) in listed
    clerk.post(at("accept"), {"ways": ["counting"]})
    assert "原来计分、复核的人" in clerk.post(at("recount"), follow=True).content.decode()
    job = other.post(at("recount"))
    run_due()
    assert other.get(job.headers["Location"]).status_code in {200, 302}
    page = text(lead, reverse("results:appeal", args=[one.id]))
    assert "两次结果完全一致" in page
    assert at("decide") in page
    assert other.post(at("decide"), {"correct": "no", "text": "x"}).status_code == 403
    lead.post(at("decide"), {"correct": "no", "text": "重新计票一致"})
    lead.post(at("decide"), {"correct": "no", "text": "再决定一次"})
    shown = text(clerk, at("answer"))
    assert "维持原结果" in shown
    assert (
        browser_of(case.liaison).get(reverse("results:own_appeal_letter", args=[one.id, "docx"])).status_code
        == 404
    ), "not answered yet"
    clerk.post(at("answer"), {"text": "经复核，维持原结果。"})
    assert state(one) == "closed"
    liaison = browser_of(case.liaison)
    word = liaison.get(reverse("results:own_appeal_letter", args=[one.id, "docx"]))
    said = "\n".join(p.text for p in Document(io.BytesIO(word.content)).paragraphs)
    assert "重新计票一致" in said
    assert "结果与原计分完全一致" in said
    assert liaison.get(reverse("results:own_appeal_letter", args=[one.id, "pdf"])).content[:4] == b"%PDF"
    salt = one.steps.get(act="recount").detail["salt"]
    assert salt not in text(liaison, reverse("results:own_appeal", args=[one.id]))


def test_the_notice_is_drafted_with_what_moved_and_each_unit_reads_its_own(
    case: Told, browser_of: Browser
) -> None:
    one = filed(case)
    found_right(case, one)
    lead = browser_of(case.lead)
    mend = text(lead, reverse("results:appeal_mend", args=[one.id]))
    assert "评议办上传的表格" in mend
    mended_by_table(case, one)
    run = run_compute(actor=case.clerk, campaign=case.year.campaign, reason="申诉更正")
    review_give(actor=case.lead, run=run.id, sound=True)
    address = reverse("results:notice", args=[run.id])
    draft = lead.get(address)
    given = draft.context["form"].initial
    assert all(moved.name in given["text"] for moved in draft.context["moved"])
    lead.post(address, given)
    notice = CorrectionNotice.objects.get(run=run)
    assert len(notice.moved) == len(draft.context["moved"])
    for kind in ("docx", "pdf"):
        assert lead.get(reverse("results:notice_printed", args=[run.id, kind])).status_code == 200
    shown = lead.get(reverse("results:announce", args=[run.id])).context["form"]
    announcement_make(actor=case.lead, run=run.id, objections_until=shown.initial["objections_until"])
    mine = text(browser_of(case.liaison), reverse("results:own_unit", args=[run.id, case.unit]))
    assert "结果已更正" in mine
    assert not any(m["name"] in mine for m in notice.moved if m["unit"] != str(case.unit))
    compared = text(lead, reverse("results:compare", args=[run.id, case.run.id]))
    assert all(m["name"] in compared for m in notice.moved)
    assert notice.text in text(lead, reverse("results:publish", args=[run.id]))


def test_levels_and_papers_are_there_for_the_office(case: Told, browser_of: Browser) -> None:
    lead = browser_of(case.lead)
    page = text(lead, reverse("results:levels", args=[case.run.id]))
    for name in ("proposals", "leaders", "upper", "gap"):
        for kind in ("docx", "pdf"):
            path = reverse("results:paper", args=[case.run.id, name, kind])
            assert path in page
    for level in (0, 1):
        assert reverse("results:level_paper", args=[case.run.id, level, "circular", "pdf"]) in page
    word = lead.get(reverse("results:paper", args=[case.run.id, "leaders", "docx"]))
    assert any("情况的报告" in p.text for p in Document(io.BytesIO(word.content)).paragraphs)
    assert lead.get(reverse("results:paper", args=[case.run.id, "secret", "pdf"])).status_code == 404
    assert lead.get(reverse("results:paper", args=[case.run.id, "gap", "exe"])).status_code == 404
    assert "没有单位报送自我评价" in text(lead, reverse("results:gap", args=[case.run.id]))
    assert ScoreRun.objects.count() == 1
