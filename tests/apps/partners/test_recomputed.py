"""Published tables (R2, R3, R7) through the import of a partner: scores, and sums that hold or do not."""

import csv
from collections.abc import Callable
from fractions import Fraction as F
from pathlib import Path

import pytest
from tests.apps.partners.delivering import assign, looked, make_campaign, make_unit, signed, taken, told

from minping.apps.campaigns.selectors import campaign_of, frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.roles import Role
from minping.apps.partners.scope import names_of
from minping.apps.partners.selectors import report_rows
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import CampaignData
from minping.core.scoring.result import UnitResult
from minping.core.tally.counts import Counts

DATA = Path(__file__).parents[2] / "data" / "partners"
R2 = ("数据完整", "内容完整", "扣分项", "工单抽检", "数据及时", "接口稳定")
R3 = ("及时签收", "按时办结率", "省派满意率", "回访满意率", "答复质量")
R2_UNITS = {"C1": "东海", "C2": "灌云", "C3": "灌南", "C4": "赣榆"}
R3_UNITS = {"D1": "市碱业公司", "D2": "市体育局", "D3": "万联能源", "D4": "农发集团"}


@pytest.fixture
def partner(someone: Callable[..., Actor], settings, tmp_path: Path) -> Actor:
    settings.HOME = tmp_path
    return someone(Role.PARTNER, unit=make_unit("P1", "12345政府公共服务中心"), name="数据科")


def scored(campaign) -> dict[str, UnitResult]:
    """What core makes of the signed rows alone."""
    facts, scheme = campaign_of(campaign), frozen_scheme(campaign)
    assert facts is not None
    assert scheme is not None
    units = names_of(campaign).index.units
    data = CampaignData(facts.title, facts.year, dict(units), Counts(), reports=report_rows(campaign))
    return {unit.name: unit for unit in score(scheme, data).units}


def test_r2_as_it_was_printed(partner: Actor, lead: Actor) -> None:
    campaign = make_campaign(DATA / "r2-scheme.yaml", ("县", "县"), R2_UNITS)
    component = assign(lead, campaign, next(iter(partner.units)), "table", dict.fromkeys(R2, ""))
    signed(partner, component, (DATA / "r2.csv").read_bytes())
    made = scored(campaign)
    exact = {"东海": F("29.45") + F(1, 150), "灌云": F("29.67") + F(1, 150)}
    exact |= {"灌南": F("29.47") + F(1, 150), "赣榆": F("29.39") + F(1, 150)}
    assert {name: unit.score for name, unit in made.items()} == exact
    printed = {"东海": "29.45", "灌云": "29.68", "灌南": "29.48", "赣榆": "29.39"}
    assert all(abs((made[name].score or F(0)) - F(total)) <= F("0.02") for name, total in printed.items())
    ranks = {name: unit.placing.rank for name, unit in made.items() if unit.placing is not None}
    assert ranks == {"灌云": 1, "灌南": 2, "东海": 3, "赣榆": 4}


def test_r3_rows_that_agree(partner: Actor, lead: Actor) -> None:
    campaign = make_campaign(DATA / "r3-scheme.yaml", ("部门", "部门组"), R3_UNITS)
    component = assign(lead, campaign, next(iter(partner.units)), "list", dict.fromkeys(R3, ""))
    signed(partner, component, (DATA / "r3.csv").read_bytes())
    found = {name: (unit.score, unit.published) for name, unit in scored(campaign).items()}
    assert found == {
        "市碱业公司": (F("66.5"), "66.50"),
        "市体育局": (F("75.5"), "75.50"),
        "万联能源": (F("76.795"), "76.80"),
        "农发集团": (F("86.5"), "86.50"),
    }


def cases() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with (DATA / "r7.csv").open(encoding="utf-8", newline="") as read:
        for row in csv.DictReader(read):
            found.setdefault(row.pop("案例"), []).append(row)
    return found


@pytest.mark.parametrize("name", sorted(cases()))
def test_r7_sums_and_rates_hold_or_are_refused_with_both_numbers(
    name: str, partner: Actor, lead: Actor
) -> None:
    campaign = make_campaign(DATA / "r3-scheme.yaml", ("部门", "部门组"), R3_UNITS)
    component = assign(lead, campaign, next(iter(partner.units)), "list", dict.fromkeys(R3, ""))
    rows = cases()[name]
    verdict = rows[0]["结论"]
    columns = ["指标", "值", "分子", "分母", "归属合计", "口径"]
    table = [columns, *([row[column] for column in columns] for row in rows)]
    if verdict == "对":
        assert taken(partner, component, table).state == "applied"
        return
    with pytest.raises(Refused) as refused:
        taken(partner, component, table, good_only=True)
    assert refused.value.text.zh.startswith("有1行不能导入")
    assert any(verdict in line for line in told(looked(partner, component, table)))
