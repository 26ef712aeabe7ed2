"""Campaigns are set up, moved as the tables allow, and refused in words otherwise."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from minping.apps.campaigns import selectors
from minping.apps.campaigns.library import FORMS
from minping.apps.campaigns.models import SchemeVersion
from minping.apps.campaigns.services import (
    campaign_create,
    campaign_move,
    category_create,
    category_remove,
    participations_set,
    round_create,
    round_edit,
    round_move,
    scheme_amend,
    scheme_change,
    scheme_draft_from_preset,
    scheme_draft_from_yaml,
    scheme_freeze,
    scheme_undo,
)
from minping.apps.foundation import approvals
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Unit, UnitName
from minping.core.scheme.canonical import scheme_hash

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAN = """
方案: 示例方案
满分: 100
量表:
  三档:
    选项:
      - {代码: A, 名称: 满意, 计为满意: 是, 分值: 100}
      - {代码: B, 名称: 一般, 分值: 60}
      - {代码: C, 名称: 不满意, 分值: 0}
      - {代码: U, 名称: 不了解, 类型: 不了解}
投票层面:
  群众: {名称: 群众, 群众: 是, 名单: 抽样}
轮次:
  一轮: {名称: 一轮, 测评期间: {从: 2026-01, 到: 2026-06}, 实施时间: {从: 2026-07-01, 到: 2026-07-20}}
类别:
  机关: {名称: 机关}
计分:
  总分: {运算: 测评, 名称: 群众评议, 层面: 群众, 满分: 100}
"""


def unit(code: str, *, enforcement: bool = False) -> Unit:
    made = Unit.objects.create(code=code, enforcement=enforcement)
    UnitName.objects.create(unit=made, name=f"单位{code}")
    return made


@pytest.fixture
def campaign(lead):
    return campaign_create(actor=lead, form="special", title="专项评议", year=2026)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_sets_up_a_campaign(lead, form):
    template, host = FORMS[form], Unit.objects.create(code="J")
    Unit.objects.create(code="J1", kind="section", parent=host)
    inside = host.id if template.inside else None
    made = campaign_create(actor=lead, form=form, title="评议", year=2028, inside=inside)
    assert selectors.stages_of(made)
    assert selectors.categories_of(made)
    scheme = selectors.draft_scheme(made)
    assert bool(scheme) == bool(template.preset)
    assert scheme is None or {plan.group for plan in template.rounds} <= set(scheme.groups)
    assert {c.code for c in selectors.categories_of(made)}
    assert len(selectors.rounds_of(made)) == len(template.rounds)
    assert len(selectors.tasks_of(made)) == len(template.tasks)


def test_a_name_is_taken_once_a_year(lead, campaign):
    with pytest.raises(Refused) as refused:
        campaign_create(actor=lead, form="special", title=" 专项评议 ", year=2026)
    assert "同名" in refused.value.text.zh
    campaign_create(actor=lead, form="special", title="专项评议", year=2027)


@pytest.mark.parametrize("role", [Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP, Role.LIAISON])
def test_readers_change_nothing(someone, campaign, role):
    reader = someone(role)
    with pytest.raises(NotAllowed):
        campaign_create(actor=reader, form="special", title="另一个", year=2026)
    with pytest.raises(NotAllowed):
        campaign_move(actor=reader, campaign=campaign, act="launch")
    with pytest.raises(NotAllowed):
        scheme_draft_from_preset(actor=reader, campaign=campaign, preset="seed-002")


def test_a_move_that_the_table_forbids_is_refused_in_words(lead, campaign):
    with pytest.raises(Refused) as refused:
        campaign_move(actor=lead, campaign=campaign, act="launch", facts={"units_registered"})
    assert "草拟" in refused.value.text.zh
    assert "draft" in refused.value.text.en


def test_freeze_takes_two_and_moves_the_campaign(lead, clerk, campaign):
    category_create(actor=lead, campaign=campaign, name="机关")
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=PLAN.encode(), name="plan.yaml")
    asked = scheme_freeze(actor=lead, campaign=campaign)
    with pytest.raises(Refused):
        approvals.agree(actor=lead, approval=asked)
    assert selectors.frozen_scheme(campaign) is None
    approvals.agree(actor=clerk, approval=asked)
    frozen = selectors.frozen_scheme(campaign)
    assert frozen is not None
    assert scheme_hash(frozen) == selectors.frozen_digest(campaign)
    found = selectors.campaign_of(campaign)
    assert found is not None
    assert (found.state, found.counters["scheme_version"]) == ("scheme_frozen", 1)


def test_the_leading_group_may_agree_to_the_freeze(lead, someone, campaign):
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=PLAN.encode(), name="plan.yaml")
    asked = scheme_freeze(actor=lead, campaign=campaign)
    approvals.agree(actor=someone(Role.LEADING_GROUP), approval=asked)
    assert selectors.frozen_digest(campaign)


def test_a_change_after_asking_stops_the_freeze(lead, clerk, campaign):
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=PLAN.encode(), name="plan.yaml")
    asked = scheme_freeze(actor=lead, campaign=campaign)
    other = PLAN.replace("示例方案", "改后方案")
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=other.encode(), name="plan.yaml")
    with pytest.raises(Refused) as refused:
        approvals.agree(actor=clerk, approval=asked)
    assert "又有改动" in refused.value.text.zh


def test_open_values_stop_the_freeze(lead, campaign):
    scheme_draft_from_preset(actor=lead, campaign=campaign, preset="seed-002")
    with pytest.raises(Refused) as refused:
        scheme_freeze(actor=lead, campaign=campaign)
    assert refused.value.findings


def test_an_amended_version_before_the_first_ballot_only(lead, clerk, campaign):
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=PLAN.encode(), name="plan.yaml")
    approvals.agree(actor=clerk, approval=scheme_freeze(actor=lead, campaign=campaign))
    scheme_amend(actor=lead, campaign=campaign)
    text = PLAN.replace("示例方案", "修订方案").encode()
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=text, name="plan.yaml")
    approvals.agree(actor=clerk, approval=scheme_freeze(actor=lead, campaign=campaign))
    frozen = selectors.frozen_scheme(campaign)
    assert frozen is not None
    assert frozen.title == "修订方案"
    assert SchemeVersion.objects.filter(campaign=campaign, frozen=True).count() == 2
    made = _round(lead, campaign)
    facts = {"on_site", "scheme_frozen", "window_begun"}
    round_move(actor=lead, round=made, act="open_on_site", facts=facts, manifest="ab")
    with pytest.raises(Refused) as refused:
        scheme_amend(actor=lead, campaign=campaign)
    assert "开始投票" in refused.value.text.zh
    with pytest.raises(Refused):
        round_edit(actor=lead, round=made, title="改名")
    with pytest.raises(Refused):
        participations_set(actor=lead, campaign=campaign, units=[unit("9").id], category="有关单位")


def _round(actor, campaign, **changes):
    given = {
        "group": "群众",
        "title": "一轮",
        "opens": date(2026, 7, 1),
        "closes": datetime(2026, 7, 20, 18, tzinfo=SHANGHAI),
    }
    return round_create(actor=actor, campaign=campaign, **(given | changes))


def test_a_round_follows_its_table(lead, campaign):
    made = _round(lead, campaign)
    with pytest.raises(Refused):
        round_move(actor=lead, round=made, act="open")
    assert round_move(actor=lead, round=made, act="open_roster") == "roster_open"
    with pytest.raises(Refused):
        round_move(actor=lead, round=made, act="lock_roster", facts={"rosters_received"})
    with pytest.raises(Refused):
        _round(lead, campaign, opens=date(2026, 8, 1))


def test_units_take_part_with_reasons(lead, campaign):
    first, second = unit("A01", enforcement=True), unit("A02")
    category = selectors.categories_of(campaign)[0].code
    ids = [first.id, second.id]
    assert participations_set(actor=lead, campaign=campaign, units=ids, category=category) == 2
    with pytest.raises(Refused):
        participations_set(actor=lead, campaign=campaign, units=ids, category="", status="exempt")
    participations_set(
        actor=lead, campaign=campaign, units=[second.id], category="", status="exempt", reason="上年第1名"
    )
    by_unit = {p.unit: p for p in selectors.participations_of(campaign)}
    assert by_unit[second.id].status == "exempt"
    assert by_unit[second.id].reason == "上年第1名"
    with pytest.raises(Refused) as refused:
        category_remove(actor=lead, category=_category_id(campaign))
    assert "1个单位" in refused.value.text.zh


def _category_id(campaign):
    from minping.apps.campaigns.models import Category

    return Category.objects.get(campaign=campaign).id


def test_only_enforcement_units_where_the_form_says_so(lead):
    made = campaign_create(actor=lead, form="enterprises", title="千家企业", year=2026)
    with pytest.raises(Refused) as refused:
        participations_set(actor=lead, campaign=made, units=[unit("B01").id], category="执法单位")
    assert "单位B01" in refused.value.text.zh


def test_each_change_can_be_undone_and_a_stale_base_is_told(lead, campaign):
    scheme_draft_from_yaml(actor=lead, campaign=campaign, text=PLAN.encode(), name="plan.yaml")
    before = selectors.draft_scheme(campaign)
    assert before is not None
    from dataclasses import replace

    from minping.core.findings import Text

    told = Text("改名", "renamed")
    changed = replace(before, title="另一个方案")
    scheme_change(actor=lead, campaign=campaign, scheme=changed, told=told, base=scheme_hash(before))
    with pytest.raises(Refused):
        scheme_change(actor=lead, campaign=campaign, scheme=before, told=told, base=scheme_hash(before))
    scheme_undo(actor=lead, campaign=campaign)
    assert selectors.draft_scheme(campaign) == before
    with pytest.raises(Refused):
        scheme_undo(actor=lead, campaign=campaign)


def test_a_faulty_file_leaves_the_draft_alone(lead, campaign):
    scheme_draft_from_preset(actor=lead, campaign=campaign, preset="P5")
    before = selectors.draft_scheme(campaign)
    with pytest.raises(Refused) as refused:
        scheme_draft_from_yaml(actor=lead, campaign=campaign, text=b"title: [", name="x.yaml")
    assert refused.value.findings
    assert selectors.draft_scheme(campaign) == before
