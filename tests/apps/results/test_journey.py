"""From a partner's table to the final publication, over an appeal that moves two ranks."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.apps.results.appealing import key_of, state
from tests.apps.results.journey import AUTUMN, Journey, journey

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import Refused
from minping.apps.partners.models import Line, Submission
from minping.apps.partners.services import submission_sign
from minping.apps.results.appeals.checking import evidence_check, recount_make
from minping.apps.results.appeals.deciding import appeal_answer, appeal_decide
from minping.apps.results.appeals.filing import appeal_accept, appeal_file
from minping.apps.results.appeals.mending import component_mend, entry_mend
from minping.apps.results.appeals.notices import draft, notice_issue
from minping.apps.results.gate import gate_of
from minping.apps.results.levels import FIELDS
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Appeal, ScoreRun
from minping.apps.results.moved import moved_between
from minping.apps.results.selectors import public_sheet, publication_of
from minping.apps.results.services import (
    announcement_make,
    campaign_reconcile,
    explanation_give,
    publication_ask,
    review_give,
    run_compute,
    table_take,
)
from minping.apps.results.storing import kept
from minping.core.findings import Text
from minping.site.cli import main

pytestmark = pytest.mark.django_db
LAST_DAY = AUTUMN + timedelta(days=5)


@pytest.fixture
def county(clerk: Actor, lead: Actor, someone: Callable[..., Actor]) -> Journey:
    return journey(clerk, lead, someone)


def announced(county: Journey) -> ScoreRun:
    for lack in gate_of(county.campaign).open:
        explanation_give(actor=county.clerk, campaign=county.campaign, item=lack.item, reason="全年没有")
    campaign_reconcile(actor=county.clerk, campaign=county.campaign)
    run = run_compute(actor=county.clerk, campaign=county.campaign)
    review_give(actor=county.lead, run=run.id, sound=True)
    announcement_make(actor=county.lead, run=run.id, objections_until=LAST_DAY)
    return run


def ranks(run: ScoreRun) -> dict[str, str]:
    return {u.name: str(u.placing.rank) for u in load_run(run).run.units if u.placing is not None}


def accepted(county: Journey, run: ScoreRun, item: str, *, counting: bool) -> Appeal:
    made = appeal_file(
        actor=county.liaison,
        run=run.id,
        unit=county.units["水务局"],
        item=item,
        reason="交办单写的是另一单位",
        wanted="不扣分",
    )
    appeal_accept(actor=county.clerk, appeal=made.id, counting=counting, proof=True)
    return made


def test_the_scores_are_what_paper_and_pencil_give(county: Journey) -> None:
    with as_of(AUTUMN):
        run = announced(county)
    found = {u.name: u.score for u in load_run(run).run.units}
    assert found["县水务局"] == Fraction(4480, 50) / 2 + 20 + 28
    assert found["县城管局"] == Fraction(3720, 50) / 2 + 13 + 26
    assert set(run.inputs) >= {"room/entries", "room/reports", "room/sites"}
    assert not any(name.startswith("table/") for name in run.inputs)
    assert "投诉属实" in kept(run.inputs["room/entries"]).decode("utf-8-sig")


def test_from_the_partners_table_to_the_final_publication(county: Journey, tmp_path: Path) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        before = ranks(first)
        assert (before["县供电公司"], before["县水务局"]) == ("1", "2")
        appeal = accepted(county, first, key_of(first, "Q01", "ledger"), counting=False)
        evidence_check(actor=county.other, appeal=appeal.id, fault=True, finding="交办单写的是县水利工程公司")
        appeal_decide(actor=county.lead, appeal=appeal.id, correct=True, reason="记录对象有误")
        with pytest.raises(Refused, match="原计分人"):
            struck(county, appeal, county.clerk)
        struck(county, appeal, county.lead)
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="第1号申诉决定更正")
        assert first.inputs["room/entries"] != second.inputs["room/entries"]
        assert first.inputs["room/reports"] == second.inputs["room/reports"]
        moved = moved_between(first, second)
        assert {one.name: (one.rank_before, one.rank_after) for one in moved} == {
            "县水务局": ("2", "1"),
            "县供电公司": ("1", "2"),
        }
        review_give(actor=county.lead, run=second.id, sound=True)
        words = draft(second, moved, Text("青石县2026年民主评议", "Qingshi 2026"))
        notice_issue(actor=county.lead, run=second.id, text=words.zh, text_en=words.en)
        announcement_make(actor=county.lead, run=second.id, objections_until=LAST_DAY)
        appeal_answer(actor=county.clerk, appeal=appeal.id, text="已更正，名次由第2名变为第1名。")
        assert state(appeal) == "closed"
    with as_of(LAST_DAY + timedelta(days=1)):
        asked = publication_ask(
            actor=county.lead, run=second.id, fields=tuple(FIELDS), notice=words.zh, notice_en=words.en
        )
        approvals.agree(actor=county.clerk, approval=asked)
    check_published(county, second, words, tmp_path)


def struck(county: Journey, appeal: Appeal, actor: Actor) -> None:
    entry_mend(
        actor=actor,
        appeal=appeal.id,
        entry=county.disputed,
        strike=True,
        points=None,
        reason="对象有误，撤销",
    )


def check_published(county: Journey, run: ScoreRun, words: Text, folder: Path) -> None:
    """The notice stands beside the result, and anybody can compute it again."""
    found = publication_of(county.campaign)
    assert found is not None
    assert [text.zh for _, text in found.notices] == [words.zh]
    shown = {e.name: e.rank for c in public_sheet(found, "zh").categories for e in c.entries}
    assert shown["县水务局"] == "1"
    assert Campaign.objects.get(id=county.campaign).state == "published"
    with zipfile.ZipFile(io.BytesIO(kept(run.public))) as archive:
        archive.extractall(folder / "public")
    result = CliRunner().invoke(main, ["verify", str(folder / "public")])
    assert result.exit_code == 0, result.output


def test_counted_again_from_the_signed_sessions(county: Journey) -> None:
    with as_of(AUTUMN):
        run = announced(county)
        appeal = accepted(county, run, "t.0", counting=True)
        assert recount_make(actor=county.other, appeal=appeal.id).same


def test_a_partner_reports_and_signs_anew_on_an_appeal(county: Journey) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        appeal = accepted(county, first, key_of(first, "Q01", "report"), counting=False)
        evidence_check(actor=county.other, appeal=appeal.id, fault=True, finding="热线少报三件")
        appeal_decide(actor=county.lead, appeal=appeal.id, correct=True, reason="少报三件")
        component_mend(actor=county.lead, appeal=appeal.id, component=county.component, reason="改报")
        with pytest.raises(Refused, match="还不能计分"):
            run_compute(actor=county.clerk, campaign=county.campaign, reason="申诉更正")
        submission_sign(actor=county.partner, component=county.component, signer="热线中心周主任")
        assert run_compute(actor=county.clerk, campaign=county.campaign, reason="申诉更正").number == 2


def test_a_file_changed_after_it_was_signed_stops_the_totals(county: Journey) -> None:
    with as_of(AUTUMN):
        signed = Submission.objects.get(component=county.component, state="signed")
        line = Line.objects.filter(submission=signed).first()
        assert line is not None
        line.cells = {**line.cells, "on_time": "100"}
        line.save()
        (lack,) = [lack for lack in gate_of(county.campaign).open if "签字后被改动" in lack.text.zh]
        assert not lack.explainable
        assert str(county.component) in lack.link
        with pytest.raises(Refused, match="签字后被改动"):
            campaign_reconcile(actor=county.clerk, campaign=county.campaign)


def test_one_source_for_each_table(county: Journey) -> None:
    with as_of(AUTUMN):
        for sheet, word in (("entries", "日常考评"), ("reports", "数据报送")):
            with pytest.raises(Refused, match=word):
                table_take(
                    actor=county.clerk,
                    campaign=county.campaign,
                    sheet=sheet,
                    name=f"{sheet}.csv",
                    data="单位\n县水务局\n".encode(),
                    source="另报",
                )


def test_the_page_of_the_campaign_leads_to_the_rooms_that_keep_its_tables(
    county: Journey, browser_of: Callable[[Actor], Client]
) -> None:
    with as_of(AUTUMN):
        page = browser_of(county.clerk).get(reverse("results:campaign", args=[county.campaign]))
        shown = page.content.decode()
        for name in ("assessments:board", "partners:board"):
            assert f"{reverse(name)}?campaign={county.campaign}" in shown
        assert "会场评议的票数" in shown
        table = browser_of(county.clerk).get(reverse("results:table", args=[county.campaign, "entries"]))
        assert "不再上传" in table.content.decode()
        assert b'type="file"' not in table.content
