"""The gate before totals: what is missing is named, and only an explained absence passes."""

from dataclasses import replace

import pytest
from tests.apps.results.steps import gathered
from tests.apps.results.year import Year, year_of

from minping.apps.campaigns.models import Round, SchemeVersion
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.results.composition import MINIMUM, compose
from minping.apps.results.gate import gate_of
from minping.apps.results.lacks import Lack
from minping.apps.results.services import (
    campaign_reconcile,
    explanation_give,
    run_ask,
    table_take,
    tallies_take,
)
from minping.core.bundle.read import read_bundle
from minping.core.scheme.canonical import from_canonical, scheme_hash, to_canonical
from minping.core.scheme.nodes import Quantity, Report, Weighted

pytestmark = pytest.mark.django_db


def open_items(year: Year) -> list[str]:
    return [lack.item for lack in gate_of(year.campaign).open]


def test_everything_missing_is_named_with_a_remedy() -> None:
    year = year_of()
    lacks = gate_of(year.campaign).open
    assert {f"round:{r}" for r in year.rounds.values()} <= {lack.item for lack in lacks}
    assert {"table:entries", "table:events"} <= {lack.item for lack in lacks}
    assert all(lack.remedy.zh and lack.remedy.en and lack.text.en for lack in lacks)


def test_totals_wait_for_the_gate(clerk: Actor) -> None:
    year = year_of()
    with pytest.raises(Refused, match="还不能计分"):
        campaign_reconcile(actor=clerk, campaign=year.campaign)
    with pytest.raises(Refused, match="还不能计分"):
        run_ask(actor=clerk, campaign=year.campaign)


def test_an_explained_absence_passes_and_keeps_its_signature(clerk: Actor) -> None:
    year = gathered(year_of(), clerk)
    gate = gate_of(year.campaign)
    assert gate.clear
    settled = [lack for lack in gate.lacks if lack.settled]
    assert [lack.signed_by for lack in settled] == [clerk.name] * len(settled)
    assert settled


def test_an_open_round_cannot_be_explained_away(clerk: Actor) -> None:
    year = year_of()
    round_id = next(iter(year.rounds.values()))
    Round.objects.filter(id=round_id).update(state="open")
    with pytest.raises(Refused, match="不能以说明代替"):
        explanation_give(actor=clerk, campaign=year.campaign, item=f"round:{round_id}", reason="不等了")


def test_a_round_of_the_scheme_that_nobody_planned_is_missing() -> None:
    year = year_of()
    Round.objects.filter(id=year.rounds["专家", "专家7月"]).delete()
    assert "round:专家:专家7月" in open_items(year)


def test_a_reason_needs_words_and_the_right_to_sign(clerk: Actor, someone) -> None:
    year = year_of()
    with pytest.raises(Refused):
        explanation_give(actor=clerk, campaign=year.campaign, item="table:events", reason="  ")
    with pytest.raises(NotAllowed):
        explanation_give(
            actor=someone("discipline"), campaign=year.campaign, item="table:events", reason="无"
        )


def _with_reports(year: Year) -> None:
    """The daily assessment comes from a partner's report instead of from entries."""
    version = SchemeVersion.objects.get(campaign=year.campaign)
    scheme = from_canonical(bytes(version.canonical))
    code, tree = next(iter(scheme.trees.items()))
    assert isinstance(tree, Weighted)
    parts = tuple(
        replace(part, node=Report(part.node.head, "办件满意率", Quantity.POINTS))
        if part.node.head.name == "日常考评"
        else part
        for part in tree.parts
    )
    changed = replace(scheme, trees=dict(scheme.trees) | {code: replace(tree, parts=parts)})
    version.canonical, version.digest = to_canonical(changed), scheme_hash(changed)
    version.save()


def _report_lack(year: Year) -> Lack:
    return next(lack for lack in gate_of(year.campaign).lacks if lack.item.startswith("report:"))


def test_units_that_a_partner_did_not_report_are_counted_and_named(clerk: Actor) -> None:
    year = year_of()
    _with_reports(year)
    rated = [u for u in year.county.units if u.category and u.status == "appraised"]
    assert f"缺{len(rated)}个单位" in _report_lack(year).text.zh
    explanation_give(actor=clerk, campaign=year.campaign, item=_report_lack(year).item, reason="部门尚未设立")
    assert _report_lack(year).settled
    rows = "".join(f"{u.name},办件满意率,25\n" for u in rated[:-1])
    data = ("单位名称,部件,值\n" + rows).encode()
    table_take(actor=clerk, campaign=year.campaign, sheet="reports", name="报送.csv", data=data)
    lack = _report_lack(year)
    assert "缺1个单位" in lack.text.zh
    assert rated[-1].name in lack.text.zh
    assert not lack.settled, "a reason signed for all units does not cover the one that is left"


def test_a_table_that_no_longer_fits_shows_as_a_fault(clerk: Actor) -> None:
    year = year_of()
    tallies_take()
    table_take(
        actor=clerk, campaign=year.campaign, sheet="entries", name="a.csv", data=year.tables["entries"]
    )
    _with_reports(year)
    assert not gate_of(year.campaign).clear


def test_the_signed_reason_for_too_few_ballots_goes_with_the_run(clerk: Actor, tmp_path) -> None:
    year = gathered(year_of(), clerk)
    compose(year.campaign, tmp_path / "before")
    assert all(e.event != "未达标说明" for e in read_bundle(tmp_path / "before").data.events)
    explanation_give(actor=clerk, campaign=year.campaign, item=MINIMUM, reason="疫情期间无法补测")
    compose(year.campaign, tmp_path / "after")
    events = read_bundle(tmp_path / "after").data.events
    assert [(e.event, e.note, e.signed_by) for e in events if e.event == "未达标说明"] == [
        ("未达标说明", "疫情期间无法补测", clerk.name)
    ]
