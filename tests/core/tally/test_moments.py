"""Cross-moments against sums done ballot by ballot, exactly."""

import random
from fractions import Fraction as F

import numpy as np
import pytest
from tests.core.tally.county import ASPECTS, FIVE, UNITS, ballot, only, rule, scheme, tally, write_csv

from minping.core.tally import moments as module
from minping.core.tally import whole_ballots
from minping.core.tally.moments import MomentKey

POINTS = {option.code: option.points for option in FIVE.options}
UNITS_RATED = ("edu", "tax", "health", "east")


def panel(raters=9, seed=3, group="experts", **more):
    """Each expert rates all units; some answers are left out or unknown."""
    dice = random.Random(seed)
    rows = []
    for rater in range(raters):
        for unit in UNITS_RATED:
            answers = [dice.choice("AABBCDUX") if dice.random() < 0.9 else "" for _ in range(3)]
            rows.append(ballot(unit, *answers, group=group, channel="", ballot=f"{seed}-{rater}", **more))
    return rows


def by_hand(rows, key):
    """{(axis, kind)}: Σ v and Σ v v' in fractions, d as 0 and d·y as 1."""
    ballots: dict[str, dict[tuple[str, str], F]] = {}
    for row in rows:
        if (row["group"], row["round"], row.get("stratum", "")) != key:
            continue
        for aspect in ASPECTS:
            points = POINTS.get(row[aspect])
            if points is not None:
                ballots.setdefault(row["ballot"], {})[row["unit"], aspect] = points
    vectors = [
        {**{(axis, 0): F(1) for axis in given}, **{(axis, 1): y for axis, y in given.items()}}
        for given in ballots.values()
    ]
    sums: dict[object, F] = {}
    products: dict[object, F] = {}
    for vector in vectors:
        for one, value in vector.items():
            sums[one] = sums.get(one, F(0)) + value
            for other, second in vector.items():
                products[one, other] = products.get((one, other), F(0)) + value * second
    return len(vectors), sums, products


def unscaled(block, scale):
    """The block as fractions, without zeros."""
    n = len(block.axes)
    names = [*((axis, 0) for axis in block.axes), *((axis, 1) for axis in block.axes)]
    units = [F(1)] * n + [F(1, scale)] * n
    sums = {name: int(v) * u for name, u, v in zip(names, units, block.sums, strict=True) if v}
    products = {
        (names[i], names[j]): int(block.products[i, j]) * units[i] * units[j]
        for i, j in zip(*np.nonzero(block.products), strict=True)
    }
    return block.ballots, sums, products


def without_zeros(told):
    ballots, sums, products = told
    return ballots, {k: v for k, v in sums.items() if v}, {k: v for k, v in products.items() if v}


def test_moments_of_a_panel_by_strata_and_rounds(tmp_path):
    rows = [*panel(), *panel(7, 4, round="end"), *panel(5, 5, stratum="乡镇")]
    path = write_csv(tmp_path / "a.csv", rows, [*rows[0], "stratum"])
    moments = tally(path).moments
    assert moments is not None
    assert moments.scale == 2, "不满意 is worth 27.5 points; halves are allowed"
    assert list(moments.blocks) == [
        MomentKey("experts", "end"),
        MomentKey("experts", "mid"),
        MomentKey("experts", "mid", "", "乡镇"),
    ]
    for key, block in moments.blocks.items():
        told = by_hand(rows, (key.group, key.round, key.stratum))
        assert unscaled(block, moments.scale) == without_zeros(told)
        assert np.array_equal(block.products, block.products.T)


def test_clusters_are_one_block(tmp_path):
    rows = [*panel(4, 6, cluster="甲"), *panel(4, 7, cluster="乙")]
    moments = tally(write_csv(tmp_path / "a.csv", rows)).moments
    assert moments is not None
    (block,) = moments.blocks.values()
    assert unscaled(block, 2) == without_zeros(by_hand(rows, ("experts", "mid", "")))


def test_merged_moments_are_those_of_all_ballots(tmp_path):
    first, second = panel(6, 8), [row for row in panel(6, 9) if row["unit"] != "edu"]
    parts = [tally(write_csv(tmp_path / f"{n}.csv", rows)).moments for n, rows in enumerate([first, second])]
    whole = tally(write_csv(tmp_path / "all.csv", [*second, *first])).moments
    assert parts[0] is not None
    assert parts[1] is not None
    assert whole is not None
    assert parts[0].merged(parts[1]) == parts[1].merged(parts[0]) == whole


def test_moments_of_different_schemes_do_not_add(tmp_path):
    moments = tally(write_csv(tmp_path / "a.csv", panel())).moments
    assert moments is not None
    with pytest.raises(ValueError, match="different schemes"):
        moments.merged(module.Moments(7))


def test_sums_agree_with_the_counts_of_patterns(tmp_path):
    rows = panel(20, 11)
    result = tally(write_csv(tmp_path / "a.csv", rows))
    assert result.moments is not None
    (block,) = result.moments.blocks.values()
    graded = {axis: int(number) for axis, number in zip(block.axes, block.sums, strict=False)}
    for unit in UNITS_RATED:
        asked = scheme().asked("experts", UNITS[unit].category)
        for position, aspect in enumerate(asked):
            counted = sum(
                number
                for cell, answers, number in result.patterns.rows()
                if cell.unit == unit and POINTS.get(answers[position]) is not None
            )
            assert graded[unit, aspect] == counted


def test_spoiled_and_quarantined_ballots_stay_out(tmp_path):
    good = panel(5, 12)
    lines = [
        dict(row, law="B", service="B", clean="B" if row["clean"] else "", ballot="line")
        for row in panel(1, 13)
    ]
    for action in ("spoil", "quarantine"):
        path = write_csv(tmp_path / "a.csv", [*good, *lines])
        moments = tally(path, plan=scheme(rule("all_same", action))).moments
        assert moments is not None
        (block,) = moments.blocks.values()
        assert unscaled(block, 2) == without_zeros(by_hand(good, ("experts", "mid", "")))


def test_large_numbers_stay_exact():
    rows = np.array([[3, 2**30], [1, 2**30 - 1]], np.int64)
    assert module._gram(rows).tolist() == [
        [10, 4 * 2**30 - 1],
        [4 * 2**30 - 1, 2**60 + (2**30 - 1) ** 2],
    ]


def test_no_moments_without_keys_or_for_one_unit_ballots(tmp_path):
    assert tally(write_csv(tmp_path / "a.csv", [ballot(ballot="k")])).moments is None
    assert tally(write_csv(tmp_path / "b.csv", [ballot(group="experts", channel="")])).moments is None


def test_too_many_units_for_moments_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(whole_ballots, "MOST_AXES", 3)
    result = tally(write_csv(tmp_path / "a.csv", panel()))
    assert result.moments is None
    assert "跨单位" in only(result.findings, "ballots.moments_left_out").text.zh
