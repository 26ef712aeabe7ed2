"""Operators 14–19: vetoes, grades, quotas, ranks, ties, selections, several years."""

from fractions import Fraction as F

import pytest
from tests.core.scoring.builders import chosen, data, head, ranks, run_points, scheme, scores

from minping.core.scheme.model import Category
from minping.core.scheme.nodes import Quantity, Report
from minping.core.scheme.outcomes import (
    Basis,
    Condition,
    Cut,
    CutTies,
    End,
    ExemptYears,
    Grade,
    HistoryRule,
    MergedUnits,
    Purpose,
    Ranking,
    Rounding,
    RoundShare,
    Scope,
    Selection,
    SizeRow,
    TieBreak,
    Ties,
    Veto,
    VetoEffect,
)
from minping.core.scheme.ranges import Band, Window
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import EventRow, HistoryRow, ReportRow, Status, Unit


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        (Ties.COMPETITION, [1, 2, 2, 4]),
        (Ties.DENSE, [1, 2, 2, 3]),
        (Ties.SHARE, [1, F("2.5"), F("2.5"), 4]),
        (Ties.UNORDERED, [1, 2, 2, 4]),
    ],
)
def test_tied_units_are_numbered_by_the_scheme(ties, expected):
    run = run_points({"a": 90, "b": 80, "c": 80, "d": 70}, rankings=(Ranking("r", "名次", ties=ties),))
    assert list(ranks(run).values()) == expected
    tied = run.unit("b").placing
    assert tied.tied_with == ("c",)
    assert tied.ordered is (ties is not Ties.UNORDERED)


def test_ranks_are_within_the_category_and_never_for_exempt_units():
    run = run_points({"a": 90, "b": 80, "v": 99}, of={"a": "c", "b": "c", "v": "d"})
    assert ranks(run) == {"a": 1, "b": 2, "v": 1}
    assert run.unit("a").placing.of == 2
    exempt = {"a": Unit("a", "a", "c"), "x": Unit("x", "x", "c", status=Status.EXEMPT)}
    tree = Report(head("p", full=F(100)), "p")
    rows = (ReportRow("a", "p", F(50)), ReportRow("x", "p", F(99)))
    run = score(scheme(tree), data(exempt, reports=rows))
    assert ranks(run) == {"a": 1}
    assert run.unit("x").score is None
    assert "免评" in run.unit("x").notes[0].zh


def test_a_category_that_is_not_ranked_is_scored_all_the_same():
    run = run_points({"a": 90}, categories={"c": Category("c", "丙", ranked=False)})
    assert (run.unit("a").score, run.unit("a").placing) == (90, None)


def test_ties_are_broken_by_named_values_and_a_unit_without_one_stands_behind():
    tree = Report(head("p", full=F(100)), "p")
    rows = [ReportRow(u, "p", F(80)) for u in "abc"] + [ReportRow("a", "k", F(3)), ReportRow("b", "k", F(1))]
    rule = Ranking("r", "名次", tie_break=(TieBreak("k", higher_first=False),))
    plan = scheme(tree, rankings=(rule,), measures={"k": Report(head("k"), "k")})
    run = score(plan, data({u: Unit(u, u, "c") for u in "abc"}, reports=tuple(rows)))
    assert ranks(run) == {"b": 1, "a": 2, "c": 3}


def test_published_basis_makes_equal_what_is_printed_equal():
    points = {"a": F("88.004"), "b": F("88.001"), "c": F("87.996")}
    assert list(ranks(run_points(points)).values()) == [1, 2, 3]
    same = (Ranking("r", "名次", basis=Basis.PUBLISHED),)
    assert list(ranks(run_points(points, rankings=same, rounding=Rounding(2))).values()) == [1, 1, 1]


def bands():
    return (
        Grade("优秀", Condition(Band(ge=F(90)))),
        Grade("良好", Condition(Band(ge=F(80), lt=F(90)))),
        Grade("一般", Condition(Band(lt=F(80)))),
    )


def test_grade_bands_have_explicit_ends():
    run = run_points({"a": 90, "b": F("89.999"), "c": 80, "d": F("79.999")}, grades=bands())
    assert [u.grade for u in run.units] == ["优秀", "良好", "良好", "一般"]
    published = run_points({"b": F("89.999")}, grades=bands(), grade_basis="published")
    assert published.unit("b").grade == "优秀", "printed as 90.00 and graded as printed"


def test_a_score_in_a_gap_has_no_grade_and_says_so():
    gap = (Grade("先进", Condition(Band(gt=F(60)))), Grade("未达标", Condition(Band(lt=F(60)))))
    run = run_points({"a": 60}, grades=gap)
    assert run.unit("a").grade == ""
    assert "不在任何等次内" in run.unit("a").grade_reason.zh


def test_p3_the_best_thirty_percent_are_advanced_only_from_75():
    grades = (
        Grade("先进", Condition(Band(ge=F(75))), Cut(End.TOP, share=F("0.3"))),
        Grade("达标", Condition(Band(gt=F(60)))),
        Grade("未达标", Condition(Band(lt=F(60)))),
    )
    points = {f"u{i:02d}": F(74 + 2 * (i == 9) + 1 * (i == 8)) - (20 if i < 1 else 0) for i in range(10)}
    run = run_points(points, grades=grades)
    # three places: 76, 75 and the tie at 74, which is cut off by the condition
    assert [u.unit for u in run.units if u.grade == "先进"] == ["u08", "u09"]
    assert run.unit("u00").grade == "未达标"


@pytest.mark.parametrize(
    ("share", "rule", "number"),
    [(F("0.3"), RoundShare.FLOOR, 2), (F("0.3"), RoundShare.CEIL, 3), (F("0.3"), RoundShare.HALF_UP, 2)],
)
def test_shares_of_a_pool_are_rounded_as_the_scheme_says(share, rule, number):
    points = {f"u{i}": 90 - i for i in range(8)}  # 30 % of 8 = 2.4
    top = Selection("p", "表扬", Purpose.PRAISE, cut=Cut(End.TOP, share=share, round_share=rule))
    assert len(chosen(run_points(points, selections=(top,)), "p")) == number


def test_p19_three_in_big_categories_two_in_small_and_both_tied_units_praised():
    sizes = {"党群政法": 26, "行政事业": 37, "服务行业": 14, "省市驻济": 18}
    table = (SizeRow(20, 3), SizeRow(0, 2))
    rules = (
        Selection("praise", "通报表扬", Purpose.PRAISE, cut=Cut(End.TOP, table=table)),
        Selection("talk", "约谈", Purpose.INTERVIEW, cut=Cut(End.BOTTOM, table=table)),
    )
    points, of = {}, {}
    for name, size in sizes.items():
        for i in range(size):
            code = f"{name}{i:02d}"
            points[code], of[code] = F(99) - F(i, 10), name
    points["省市驻济02"] = points["省市驻济01"]
    run = run_points(points, of=of, selections=rules, categories={n: Category(n, n) for n in sizes})
    praised = {s.pool: [c.unit for c in s.chosen] for s in run.selections if s.code == "praise"}
    assert {pool: len(units) for pool, units in praised.items()} == {
        "党群政法": 3,
        "行政事业": 3,
        "服务行业": 2,
        "省市驻济": 3,
    }
    assert praised["省市驻济"] == ["省市驻济00", "省市驻济01", "省市驻济02"]
    talked = {s.pool: [c.unit for c in s.chosen] for s in run.selections if s.code == "talk"}
    assert talked["党群政法"] == ["党群政法25", "党群政法24", "党群政法23"]
    assert [len(talked[name]) for name in sizes] == [3, 3, 2, 2]


def test_ties_across_the_edge_may_be_left_out():
    points = {"a": 90, "b": 80, "c": 80, "d": 70}
    rule = Selection("p", "表扬", Purpose.PRAISE, cut=Cut(End.TOP, number=2, ties=CutTies.EXCLUDE))
    assert chosen(run_points(points, selections=(rule,)), "p") == ["a"]


def test_p16_red_board_by_group_and_black_board_of_all():
    of = {"a": "c", "b": "c", "v": "d", "w": "d"}
    rankings = (Ranking("own", "组内"), Ranking("whole", "全部", scope=Scope.ALL, ties=Ties.UNORDERED))
    rules = (
        Selection("red", "红榜", Purpose.PRAISE, "own", Cut(End.TOP, number=1)),
        Selection("black", "黑榜", Purpose.INTERVIEW, "whole", Cut(End.BOTTOM, number=2)),
    )
    run = run_points({"a": 60, "b": 50, "v": 90, "w": 80}, of=of, rankings=rankings, selections=rules)
    assert chosen(run, "red") == ["a", "v"]
    assert chosen(run, "black") == ["b", "a"]


def test_last_and_below_seventy_are_both_needed():
    rule = Selection(
        "t", "约谈", Purpose.INTERVIEW, cut=Cut(End.BOTTOM, number=1), condition=Condition(Band(lt=F(70)))
    )
    assert chosen(run_points({"a": 90, "b": 71}, selections=(rule,)), "t") == []
    assert chosen(run_points({"a": 90, "b": 69}, selections=(rule,)), "t") == ["b"]


def veto(*effects, cap=""):
    return (Veto("违纪", ("立案",), effects, cap, Window("2026-01-01", "2026-12-31")),)


def test_vetoes_zero_the_score_send_to_last_place_cap_the_grade_and_bar_awards():
    points = {"a": 95, "b": 85, "c": 75}
    event = {"events": (EventRow("a", "立案", "2026-06-01"),)}
    zero = run_points(points, vetoes=veto(VetoEffect.ZERO), **event)
    assert (zero.unit("a").score, ranks(zero)["a"]) == (0, 3)
    last = run_points(points, vetoes=veto(VetoEffect.LAST_PLACE), **event)
    assert (last.unit("a").score, ranks(last)) == (95, {"a": 3, "b": 1, "c": 2})
    capped = run_points(points, vetoes=veto(cap="良好"), grades=bands(), **event)
    assert [u.grade for u in capped.units] == ["良好", "良好", "一般"]
    top = Selection("p", "表扬", Purpose.PRAISE, cut=Cut(End.TOP, number=1))
    assert chosen(run_points(points, vetoes=veto(VetoEffect.NO_AWARD), selections=(top,), **event), "p") == []
    late = {"events": (EventRow("a", "立案", "2027-01-01"),)}
    assert run_points(points, vetoes=veto(VetoEffect.ZERO), **late).unit("a").score == 95


def test_a_veto_may_need_several_events():
    twice = (Veto("通报", ("通报",), (VetoEffect.ZERO,), at_least=2),)
    events = (EventRow("a", "通报", "2026-06-01"), EventRow("b", "通报", "2026-06-01", count=2))
    run = run_points({"a": 95, "b": 85}, vetoes=twice, events=events)
    assert scores(run) == {"a": 95, "b": 0}


def test_a_grade_cap_never_lifts_a_unit_out_of_the_last_places():
    grades = (
        Grade("先进", cut=Cut(End.TOP, number=1)),
        Grade("差", cut=Cut(End.BOTTOM, number=1)),
        Grade("较差", Condition(Band(lt=F(60)))),
        Grade("良好"),
    )
    points = {"a": 95, "b": 85, "c": 55, "d": 50}
    events = tuple(EventRow(unit, "立案", "2026-06-01") for unit in points)
    run = run_points(points, vetoes=veto(cap="良好"), grades=grades, events=events)
    assert [u.grade for u in run.units] == ["良好", "良好", "较差", "差"]
    run = run_points(points, vetoes=veto(cap="较差"), grades=grades, events=events)
    assert [u.grade for u in run.units] == ["较差", "较差", "较差", "差"]


def test_conditions_may_be_joined():
    rate = Report(head("率"), "率", Quantity.RATE)
    low = Condition(any_of=(Condition(Band(lt=F(70))), Condition(Band(lt=F(3, 5)), "率")))
    high = Condition(Band(ge=F(90)), all_of=(Condition(Band(ge=F(4, 5)), "率"),))
    grades = (Grade("优秀", high), Grade("不合格", low), Grade("合格"))
    rows = [ReportRow(u, "p", F(n)) for u, n in (("a", 95), ("b", 95), ("c", 80), ("d", 80), ("e", 69))]
    rows += [
        ReportRow(u, "率", F(n, 100)) for u, n in (("a", 80), ("b", 79), ("c", 60), ("d", 59), ("e", 99))
    ]
    plan = scheme(Report(head("p", full=F(100)), "p"), measures={"率": rate}, grades=grades)
    run = score(plan, data({u: Unit(u, u, "c") for u in "abcde"}, reports=tuple(rows)))
    assert [u.grade for u in run.units] == ["优秀", "合格", "合格", "不合格", "不合格"]


def bottom_rule(**more):
    history = HistoryRule(3, bottom=1, **more)
    return (
        Selection("out", "建议调整", Purpose.REPLACEMENT, cut=Cut(End.BOTTOM, number=1), history=history),
    )


def row(unit, year, rank=None, *, of=3, bottom=None, exempt=False):
    return HistoryRow(unit, year, "c", None if rank is None else F(rank), of, bottom=bottom, exempt=exempt)


@pytest.mark.parametrize(
    ("rows", "rule", "selected"),
    [
        ([row("z", 2025, 3), row("z", 2024, 3)], {}, True),
        ([row("z", 2025, 3), row("z", 2024, 2)], {}, False),
        ([row("z", 2025, 2), row("z", 2024, 3)], {}, False),
        ([row("z", 2025, 3)], {}, False),
        ([row("z", 2025, exempt=True), row("z", 2024, 3), row("z", 2023, 3)], {}, False),
        (
            [row("z", 2025, exempt=True), row("z", 2024, 3), row("z", 2023, 3)],
            {"exempt": ExemptYears.SKIP},
            True,
        ),
        ([row("z", 2025, 1), row("z", 2024, 3), row("z", 2022, 3)], {"consecutive": False}, True),
        ([row("z", 2025, 1, bottom=True), row("z", 2024, bottom=True)], {}, True),
        ([row("旧名", 2025, 3), row("旧名", 2024, 3)], {}, True),
        (
            [row("旧名", 2025, 3), row("并入", 2025, 1), row("旧名", 2024, 3)],
            {"merged": MergedUnits.ALL},
            False,
        ),
        (
            [row("旧名", 2025, 1), row("并入", 2025, 3), row("并入", 2024, 3)],
            {"merged": MergedUnits.ANY},
            True,
        ),
        ([row("旧名", 2025, 1), row("并入", 2025, 3), row("并入", 2024, 3)], {}, False),
    ],
)
def test_three_years_at_the_bottom_follow_identity_and_exempt_years(rows, rule, selected):
    tree = Report(head("p", full=F(100)), "p")
    made = {u: Unit(u, u, "c") for u in "xy"} | {"z": Unit("z", "z", "c", former=("旧名", "并入"))}
    reports = tuple(ReportRow(u, "p", F(n)) for u, n in (("x", 90), ("y", 80), ("z", 70)))
    run = score(
        scheme(tree, selections=bottom_rule(**rule)), data(made, reports=reports, history=tuple(rows))
    )
    assert chosen(run, "out") == (["z"] if selected else [])


@pytest.mark.parametrize(
    ("merged", "own", "other", "selected"),
    [
        (MergedUnits.MAIN, 3, 1, True),
        (MergedUnits.MAIN, 1, 3, False),
        (MergedUnits.MAIN, None, 3, False),
        (MergedUnits.ANY, 1, 3, True),
        (MergedUnits.ANY, None, 3, True),
        (MergedUnits.ALL, 3, 1, False),
        (MergedUnits.ALL, 3, 3, True),
    ],
)
def test_units_merged_in_without_their_history_count_only_for_a_rule_that_asks(merged, own, other, selected):
    rows = [row("并入", year, other) for year in (2025, 2024)]
    rows += [row("z", year, own) for year in (2025, 2024) if own is not None]
    made = {u: Unit(u, u, "c") for u in "xy"} | {"z": Unit("z", "z", "c", joined=("并入",))}
    reports = tuple(ReportRow(u, "p", F(n)) for u, n in (("x", 90), ("y", 80), ("z", 70)))
    plan = scheme(Report(head("p", full=F(100)), "p"), selections=bottom_rule(merged=merged))
    run = score(plan, data(made, reports=reports, history=tuple(rows)))
    assert chosen(run, "out") == (["z"] if selected else [])


@pytest.mark.parametrize(("behind", "selected"), [(0, True), (1, False), (None, False)])
def test_equal_last_ranks_are_last_where_it_is_known_who_stands_behind(behind, selected):
    """Two units share rank 2 of 3: without ``behind`` a rank alone cannot say that nobody is worse."""
    past = tuple(HistoryRow("b", year, rank=F(2), of=3, behind=behind) for year in (2025, 2024))
    run = run_points({"a": 90, "b": 80}, selections=bottom_rule(), history=past)
    assert chosen(run, "out") == (["b"] if selected else [])


def test_missing_earlier_years_are_said_to_be_missing():
    run = run_points({"a": 90, "b": 80}, selections=bottom_rule(), history=(row("b", 2025, 3),))
    assert any("缺少往年记录" in note.zh for s in run.selections for note in s.notes)


def test_a_selection_may_ask_for_another_one():
    first = Selection("low", "末位", Purpose.OTHER, cut=Cut(End.BOTTOM, number=2))
    second = Selection(
        "card", "黄牌", Purpose.YELLOW_CARD, condition=Condition(events=("再犯",), selected="low")
    )
    events = (EventRow("a", "再犯", "2026-02-01"), EventRow("c", "再犯", "2026-02-01"))
    run = run_points({"a": 90, "b": 80, "c": 70}, selections=(first, second), events=events)
    assert chosen(run, "card") == ["c"]


def test_rates_are_compared_as_printed_percentages():
    tree = Report(head("p"), "p", Quantity.RATE)
    rows = tuple(ReportRow(u, "p", F(n)) for u, n in (("a", "0.90004"), ("b", "0.90001"), ("c", "0.89994")))
    made = {u: Unit(u, u, "c") for u in "abc"}
    rule = Ranking("r", "名次", basis=Basis.PUBLISHED)
    grades = (Grade("达标", Condition(Band(ge=F("0.9")))), Grade("未达标", Condition(Band(lt=F("0.9")))))
    run = score(scheme(tree, rankings=(rule,), grades=grades), data(made, reports=rows))
    assert ranks(run) == {"a": 1, "b": 1, "c": 3}
    assert [u.grade for u in run.units] == ["达标", "达标", "未达标"]


def test_a_selection_for_one_category_lists_no_other():
    rule = Selection(
        "s", "表扬", Purpose.PRAISE, "rank", Cut(End.TOP, number=1), Condition(categories=("d",))
    )
    run = run_points({"a": 90, "b": 80, "x": 70}, of={"a": "c", "b": "c", "x": "d"}, selections=(rule,))
    assert [(s.pool, [c.unit for c in s.chosen]) for s in run.selections] == [("d", ["x"])]


def test_units_without_a_score_are_named_with_the_reason():
    run = score(scheme(Report(head("p", full=F(100)), "p")), data({u: Unit(u, u, "c") for u in "ab"}))
    found = [f for f in run.findings if f.code == "score.no_result"]
    assert [f.text.zh for f in found] == ["2个参评单位没有得分：a（未报送「p」）；b（未报送「p」）"]


def test_a_veto_that_takes_the_score_says_so():
    veto = Veto("违纪", ("违纪",), (VetoEffect.ZERO,))
    run = run_points({"a": 90}, vetoes=(veto,), events=(EventRow("a", "违纪", "2026-01-01"),))
    assert [note.zh for note in run.unit("a").notes] == ["一票否决：违纪，总分改为0"]
