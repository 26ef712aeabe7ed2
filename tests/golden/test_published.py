"""Published tables and hand-worked examples, from files to scores, through the same doors as a clerk."""

from fractions import Fraction as F
from pathlib import Path

import pytest

from minping.core.bundle.read import read_bundle
from minping.core.scoring.engine import score
from minping.core.scoring.result import ScoreRun, UnitResult

GOLDEN = Path(__file__).parents[1] / "data" / "golden"


def run(name: str) -> ScoreRun:
    bundle = read_bundle(GOLDEN / name)
    return score(bundle.scheme, bundle.data)


def by_name(made: ScoreRun) -> dict[str, UnitResult]:
    return {unit.name: unit for unit in made.units}


@pytest.mark.parametrize(
    ("county", "exact", "printed"),
    [
        ("东海", "29.4566666", "29.45"),  # 9.48 + (9.99+10+10)/3 + 4.98 + 5
        ("灌云", "29.6766666", "29.68"),
        ("灌南", "29.4766666", "29.48"),
        ("赣榆", "29.3966666", "29.39"),
    ],
)
def test_r2_four_counties_lie_within_the_rounding_of_the_printed_parts(county, exact, printed):
    value = by_name(run("r2"))[county].score
    assert abs(value - F(exact)) < F(1, 10**6)
    assert abs(value - F(printed)) <= F("0.02")


def test_r2_ranks():
    ranks = {name: unit.placing.rank for name, unit in by_name(run("r2")).items()}
    assert ranks == {"灌云": 1, "灌南": 2, "东海": 3, "赣榆": 4}


@pytest.mark.parametrize(
    ("unit", "exact", "published"),
    [
        ("市碱业公司", F("66.5"), "66.50"),  # 100 − 20 − 13.5
        ("市体育局", F("75.5"), "75.50"),  # 100 − 10 − 13.5 − 1
        ("万联能源", F("76.795"), "76.80"),  # 100 − 10 − (97 − 70.59) × 0.5
        ("农发集团", F("86.5"), "86.50"),  # 100 − 13.5
    ],
)
def test_r3_rows_that_recompute(unit, exact, published):
    result = by_name(run("r3"))[unit]
    assert (result.score, result.published) == (exact, published)


def test_r6_praises_three_three_two_and_both_tied_units():
    made = run("r6")
    found = {(s.code, s.pool): [by_code(made, c.unit) for c in s.chosen] for s in made.selections}
    assert [len(found["约谈", c]) for c in ("党群政法", "行政事业", "服务行业及企业", "省市驻济阳")] == [
        3,
        3,
        2,
        2,
    ]
    assert found["表扬", "省市驻济阳"] == ["公安分局", "供电公司", "税务局"]
    assert [len(found["表扬", c]) for c in ("党群政法", "行政事业", "服务行业及企业")] == [3, 3, 2]
    tied = by_name(made)["税务局"].placing
    assert (tied.rank, [by_code(made, u) for u in tied.tied_with]) == (2, ["供电公司"])


def by_code(made: ScoreRun, code: str) -> str:
    return made.unit(code).name


def test_seed_001_mean_of_stations_and_direct_rating():
    # 交警 180/200 = 90 %; 城关所 9/10 = 90 %; 户政 72/80 = 90 %; mean of the three 90 %.
    # 民政局 195/210 = 92.857… %; 500 valid ballots: 200 + 10 + 80 + 210 = 500, just enough.
    made = by_name(run("seed_001"))
    assert made["公安分局"].tree.satisfaction_rate == F(9, 10)
    assert made["民政局"].tree.satisfaction_rate == F(195, 210)
    assert made["民政局"].published == "92.86%"
    assert made["民政局"].placing.rank == 1


def test_seed_002_seventy_and_thirty():
    # 企业股: experts (80.5 + 90)/2 = 85.25 → ×21/100 = 17.9025; objects 15500/200 = 77.5 → ×49/100 = 37.975;
    #         daily 30 − 2 + 1 = 29. Total 84.8775.
    # 投资股: 8 valid expert ballots in July are too few, both rounds merged: 3340/40 = 83.5 → 17.535;
    #         objects 10800/120 = 90 → 44.1; daily 30 − 3 × 2 = 24. Total 85.635.
    made = by_name(run("seed_002"))
    assert made["企业股"].score == F("84.8775")
    assert made["投资股"].score == F("85.635")
    assert (made["投资股"].published, made["投资股"].placing.rank) == ("85.64", 1)
    assert (made["办公室"].score, made["办公室"].placing) == (None, None)
    mass = made["企业股"].tree.parts[0]
    assert [p.contribution for p in mass.parts] == [F("17.9025"), F("37.975")]
    assert [p.weight for p in mass.parts] == [21, 49]
