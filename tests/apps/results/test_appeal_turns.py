"""Appeals that cross each other, a new run, or the publication; and who may not examine what he wrote down."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.results.appealing import key_of, state
from tests.apps.results.journey import AUTUMN, Journey, journey
from tests.apps.results.test_journey import LAST_DAY, announced, ranks, struck

from minping.apps.assessments.models import Entry
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.roles import Role
from minping.apps.partners.models import Submission
from minping.apps.results.appeals.checking import evidence_check, recount_make
from minping.apps.results.appeals.deciding import appeal_answer, appeal_decide
from minping.apps.results.appeals.filing import appeal_accept, appeal_file, appeal_reject
from minping.apps.results.appeals.mending import component_mend, components_for, elsewhere_mend
from minping.apps.results.appeals.notices import draft, led_to, notice_issue
from minping.apps.results.levels import FIELDS
from minping.apps.results.models import Appeal, ScoreRun
from minping.apps.results.moved import moved_between
from minping.apps.results.selectors import publication_of
from minping.apps.results.services import announcement_make, publication_ask, review_give, run_compute
from minping.core.findings import Text

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]


@pytest.fixture
def county(clerk: Actor, lead: Actor, someone: Callable[..., Actor]) -> Journey:
    return journey(clerk, lead, someone)


def filed(county: Journey, run: ScoreRun, item: str, name: str = "水务局", by: Actor | None = None) -> Appeal:
    return appeal_file(
        actor=by or county.liaison,
        run=run.id,
        unit=county.units[name],
        item=item,
        reason="交办单不是我单位的",
    )


def found_right(county: Journey, appeal: Appeal) -> None:
    appeal_accept(actor=county.clerk, appeal=appeal.id, counting=False, proof=True)
    evidence_check(actor=county.other, appeal=appeal.id, fault=True, finding="交办单写的是县水利工程公司")
    appeal_decide(actor=county.lead, appeal=appeal.id, correct=True, reason="记录对象有误")


def noticed(county: Journey, run: ScoreRun, before: ScoreRun) -> Text:
    """Reviewed, and the notice issued as it was drafted."""
    review_give(actor=county.lead, run=run.id, sound=True)
    words = draft(run, moved_between(before, run), Text("青石县2026年民主评议", "Qingshi 2026"))
    notice_issue(actor=county.lead, run=run.id, text=words.zh, text_en=words.en)
    return words


def test_two_appeals_against_the_same_fault_are_corrected_by_one_run(
    county: Journey, someone: Callable[..., Actor]
) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        power = someone(Role.LIAISON, unit=county.units["供电公司"])
        one = filed(county, first, key_of(first, "Q01", "ledger"))
        two = filed(county, first, "rank")
        three = filed(county, first, "rank", "供电公司", power)
        assert [a.number for a in (one, two, three)] == [1, 2, 3]
        for appeal in (one, two):
            found_right(county, appeal)
        struck(county, one, county.lead)
        with pytest.raises(Refused, match="第2号"):
            run_compute(actor=county.clerk, campaign=county.campaign, reason="更正")
        with pytest.raises(Refused, match="现行的一条记录"):
            struck(county, two, county.lead)
        elsewhere_mend(actor=county.lead, appeal=two.id, source="again", reason="已随第1号申诉撤销")
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="第1、2号申诉决定更正")
        assert [state(a) for a in (one, two, three)] == ["recomputed", "recomputed", "filed"]
        assert [a.number for a in led_to(second)] == [1, 2]
        words = noticed(county, second, first)
        assert "经复核第1、2号申诉" in words.zh
        for appeal in (one, two):
            appeal_answer(actor=county.clerk, appeal=appeal.id, text="已更正。")
        announcement_make(actor=county.lead, run=second.id, objections_until=LAST_DAY)
    with as_of(LAST_DAY + timedelta(days=1)), pytest.raises(Refused, match="第3号"):
        publication_ask(actor=county.lead, run=second.id, fields=tuple(FIELDS), notice=words.zh)


def test_what_the_units_were_told_holds_while_the_next_run_is_computed(county: Journey) -> None:
    """The window stays open until the new run is announced, and is not cut short by it."""
    with as_of(AUTUMN):
        first = announced(county)
        one = filed(county, first, key_of(first, "Q01", "ledger"))
        found_right(county, one)
        struck(county, one, county.lead)
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="第1号申诉决定更正")
        late = filed(county, first, "category")
        words = noticed(county, second, first)
        for day in (None, AUTUMN, LAST_DAY - timedelta(days=1)):
            with pytest.raises(Refused, match="10月27日"):
                announcement_make(actor=county.lead, run=second.id, objections_until=day)
        announcement_make(actor=county.lead, run=second.id, objections_until=LAST_DAY)
        with pytest.raises(Refused, match="已通报更新的计分"):
            filed(county, first, "grade")
        assert filed(county, second, "grade").number == 3
        appeal_reject(actor=county.clerk, appeal=late.id, reason="类别由方案规定")
        appeal_answer(actor=county.clerk, appeal=late.id, text="不予受理。")
        with pytest.raises(Refused, match="异议期到10月27日"):
            publication_ask(actor=county.lead, run=second.id, fields=tuple(FIELDS), notice=words.zh)


def test_a_second_appeal_found_right_before_the_correction_is_told_leads_to_one_more_run(
    county: Journey,
) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        one, two = filed(county, first, key_of(first, "Q01", "ledger")), filed(county, first, "category")
        found_right(county, one)
        struck(county, one, county.lead)
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="第1号申诉决定更正")
        review_give(actor=county.lead, run=second.id, sound=True)
        with pytest.raises(Refused, match="复核通过"):
            run_compute(actor=county.clerk, campaign=county.campaign, reason="再算一次")
        found_right(county, two)
        elsewhere_mend(actor=county.lead, appeal=two.id, source="again", reason="类别名册已改")
        third = run_compute(actor=county.clerk, campaign=county.campaign, reason="第2号申诉决定更正")
        assert [a.number for a in led_to(third)] == [1, 2]
        noticed(county, third, first)
        for appeal in (one, two):
            appeal_answer(actor=county.clerk, appeal=appeal.id, text="已更正。")


def test_an_appeal_found_right_that_moves_nobody_is_told_as_such(
    county: Journey, browser_of: Browser
) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        one = filed(county, first, key_of(first, "Q01", "ledger"))
        found_right(county, one)
        elsewhere_mend(actor=county.lead, appeal=one.id, source="again", reason="佐证文号写错，不影响得分")
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="第1号申诉决定更正")
        assert moved_between(first, second) == ()
        assert ranks(first) == ranks(second)
        words = noticed(county, second, first)
        assert "各单位得分、名次均无变化" in words.zh
        page = browser_of(county.clerk).get(reverse("results:appeal_answer", args=[one.id]))
        assert "得分、名次不变" in page.context["form"].initial["text"]
        appeal_answer(actor=county.clerk, appeal=one.id, text="已更正文号，得分不变。")
        assert state(one) == "closed"


def test_a_result_announced_without_a_window_can_still_be_corrected(county: Journey) -> None:
    with as_of(LAST_DAY):
        first = announced(county)
    with as_of(LAST_DAY + timedelta(days=1)):
        review_give(actor=county.lead, run=first.id, sound=False, note="热线少报")
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="复核发现差错")
        review_give(actor=county.lead, run=second.id, sound=True)
        announcement_make(actor=county.lead, run=second.id)
        assert Campaign.objects.get(id=county.campaign).state == "internally_announced"
        with pytest.raises(Refused, match="复核通过"):
            run_compute(actor=county.clerk, campaign=county.campaign, reason="再算")
        review_give(actor=county.lead, run=second.id, sound=False, note="热线又有差错")
        third = run_compute(actor=county.clerk, campaign=county.campaign, reason="复核发现差错")
        assert third.number == 3
        assert Campaign.objects.get(id=county.campaign).state == "scored"


def test_a_correction_of_what_is_public_reaches_the_units_with_it(
    county: Journey, browser_of: Browser
) -> None:
    with as_of(AUTUMN):
        first = announced(county)
    with as_of(LAST_DAY + timedelta(days=1)):
        asked = publication_ask(actor=county.lead, run=first.id, fields=tuple(FIELDS))
        approvals.agree(actor=county.clerk, approval=asked)
        with pytest.raises(Refused, match="没有开放申诉期"):
            filed(county, first, "rank")
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="公布后发现差错")
        liaison = browser_of(county.liaison)
        mine = [reverse("results:own_unit", args=[r.id, county.units["水务局"]]) for r in (first, second)]
        assert [liaison.get(path).status_code for path in mine] == [200, 404]
        words = noticed(county, second, first)
        asked = publication_ask(actor=county.lead, run=second.id, fields=tuple(FIELDS), notice=words.zh)
        assert [liaison.get(path).status_code for path in mine] == [200, 404]
        approvals.agree(actor=county.clerk, approval=asked)
        assert [liaison.get(path).status_code for path in mine] == [404, 200]
        assert mine[1] in liaison.get(reverse("results:own")).content.decode()
    found = publication_of(county.campaign)
    assert found is not None
    assert (found.number, found.run, found.notices[0][1].zh) == (2, 2, words.zh)


def test_who_wrote_it_down_does_not_examine_it(county: Journey, someone: Callable[..., Actor]) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        other = someone(Role.CLERK, name="钱干事")
        ledger = filed(county, first, key_of(first, "Q01", "ledger"))
        votes = filed(county, first, "t.0")
        for appeal in (ledger, votes):
            appeal_accept(actor=county.clerk, appeal=appeal.id, counting=True, proof=True)
        Submission.objects.filter(component__family="site").update(taken_by=county.other.id, by_office=True)
        with pytest.raises(Refused, match="代会场录入"):
            recount_make(actor=county.other, appeal=votes.id)
        assert recount_make(actor=other, appeal=votes.id).same
        Entry.objects.filter(id=county.disputed).update(recorder=county.other.id)
        with pytest.raises(Refused, match="记录人"):
            evidence_check(actor=county.other, appeal=ledger.id, fault=False, finding="无误")
        evidence_check(actor=county.other, appeal=votes.id, fault=False, finding="无误")
        evidence_check(actor=other, appeal=ledger.id, fault=False, finding="无误")


def test_an_entry_stands_with_its_evidence_and_is_appealed_against_alone(
    county: Journey, browser_of: Browser
) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        liaison = browser_of(county.liaison)
        path = reverse("results:own_unit", args=[first.id, county.units["水务局"]])
        page = liaison.get(path)
        assert "热线交办单2026-2号" in page.content.decode()
        (record,) = page.context["records"]
        link = f"{path}appeal/{record.key}/?{urlencode({'fact': record.fact}, quote_via=quote)}"
        assert link in page.content.decode()
        shown = liaison.get(link).content.decode()
        assert f'<option value="{record.fact}" selected>' in shown
        liaison.post(f"{path}appeal/{record.key}/", {"reason": "不是我局", "fact": record.fact})
        assert Appeal.objects.get().fact == record.fact
        office = reverse("results:unit", args=[first.id, county.units["水务局"]])
        assert "登记来信申诉" in browser_of(county.clerk).get(office).content.decode()


def test_what_a_later_run_has_right_already_needs_no_further_one(county: Journey) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        one, two = filed(county, first, key_of(first, "Q01", "ledger")), filed(county, first, "rank")
        found_right(county, one)
        struck(county, one, county.lead)
        second = run_compute(actor=county.clerk, campaign=county.campaign, reason="第1号申诉决定更正")
        found_right(county, two)
        elsewhere_mend(actor=county.lead, appeal=two.id, source="done", reason="第2次计分已撤销该条")
        assert state(two) == "recomputed"
        assert [a.number for a in led_to(second)] == [1, 2]
        assert "经复核第1、2号申诉" in noticed(county, second, first).zh
        appeal_answer(actor=county.clerk, appeal=two.id, text="已更正。")


def test_a_sites_count_is_opened_again_on_an_appeal(county: Journey) -> None:
    with as_of(AUTUMN):
        first = announced(county)
        one = filed(county, first, "t.0")
        found_right(county, one)
        with pytest.raises(Refused, match="在何处更正"):
            elsewhere_mend(actor=county.lead, appeal=one.id, source="done", reason="没有更新的计分")
        site = next(id_ for id_, words in components_for(one).items() if words.startswith("城关镇"))
        component_mend(actor=county.lead, appeal=one.id, component=site, reason="会场多计一票")
        with pytest.raises(Refused, match="城关镇"):
            run_compute(actor=county.clerk, campaign=county.campaign, reason="第1号申诉决定更正")
