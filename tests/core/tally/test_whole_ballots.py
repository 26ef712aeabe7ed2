"""Ballots tied by a key: duplicates, rules on whole ballots, and rules that files cannot answer."""

from fractions import Fraction as F

import pytest
from tests.core.tally.county import (
    CATEGORY_OF,
    ballot,
    codes,
    only,
    refused,
    rule,
    scheme,
    tally,
    write_csv,
)

from minping.core.tally.ballot_rules import RuleHit
from minping.core.tally.patterns import counts_of


def expert(key, unit="edu", answers="AAA", **more):
    padded = (answers + "   ")[:3]
    return ballot(unit, *(a.strip() for a in padded), group="experts", channel="", ballot=key, **more)


def states(result, unit="edu", group="experts"):
    """Ballot states about a unit, over all its cells."""
    total: dict[str, int] = {}
    for cell, counted in counts_of(result.patterns, scheme(), CATEGORY_OF).items():
        if cell.unit == unit and cell.group == group:
            for state, number in counted.ballots.items():
                total[state] = total.get(state, 0) + number
    return total


def test_duplicates_are_refused_with_their_rows(tmp_path):
    rows = [expert("k1"), expert("k2"), expert("k1", "tax"), expert("k2", answers="BBB"), expert("k2")]
    finding = only(refused(write_csv(tmp_path / "a.csv", rows)), "ballots.duplicate")
    assert (finding.place.row, finding.place.column) == (3, "ballot")
    assert "「k2」" in finding.text.zh
    assert "「edu」" in finding.text.zh
    assert "共 3 行" in finding.text.zh


def test_duplicates_are_seen_across_files_and_spellings(tmp_path):
    first = write_csv(tmp_path / "a.csv", [expert("k1"), expert("k2")])
    second = write_csv(tmp_path / "b.csv", [expert("k9"), expert(" k2 ", "教育局")])
    finding = only(refused(first, second), "ballots.duplicate")
    assert (finding.place.file, finding.place.row) == ("b.csv", 3)


def test_the_same_number_at_two_sites_is_no_duplicate(tmp_path):
    rows = [expert("1", cluster=site) for site in ("甲", "乙")] + [expert("1", round="end", cluster="甲")]
    assert states(tally(write_csv(tmp_path / "a.csv", rows))) == {"valid": 3}


@pytest.mark.parametrize(
    ("action", "left", "rejected"),
    [
        ("spoil", {"valid": 1, "spoiled": 2}, {}),
        ("quarantine", {"valid": 1}, {"duplicate": 2}),
        ("flag", {"valid": 3}, {}),
    ],
)
def test_what_follows_from_a_duplicate_is_the_plans_choice(action, left, rejected, tmp_path):
    rows = [expert("k1"), expert("k2"), expert("k2", answers="BBB"), expert("k2", "tax")]
    result = tally(write_csv(tmp_path / "a.csv", rows), plan=scheme(rule("duplicate", action)))
    assert states(result) == left
    assert states(result, "tax") == {"valid": 1}
    assert result.rejected == rejected
    assert result.hits == {RuleHit("duplicate", action, "experts"): 2}
    assert "2 份" in only(result.findings, "ballots.rule_duplicate").text.zh


def test_a_rule_may_concern_some_groups_only(tmp_path):
    rows = [expert("k1"), expert("k1"), ballot(ballot="k1"), ballot(ballot="k1")]
    plan = scheme(rule("duplicate", "flag", groups=("people",)))
    path = write_csv(tmp_path / "a.csv", rows, [*ballot(), "ballot"])
    finding = only(refused(path, plan=plan), "ballots.duplicate")
    assert finding.place.row == 2


@pytest.mark.parametrize("action", ["spoil", "quarantine", "flag"])
def test_one_option_on_too_many_answers_of_a_whole_ballot(action, tmp_path):
    """P21: at most 60 % of a ballot may be 满意; k1 has 5 of 6, k2 has 3 of 6."""
    rows = [
        expert("k1", "edu", "AAA"),
        expert("k1", "tax", "AAB"),
        expert("k2", "edu", "AAB"),
        expert("k2", "tax", "ACD"),
    ]
    plan = scheme(rule("max_share", action, option="A", limit=F(3, 5)))
    result = tally(write_csv(tmp_path / "a.csv", rows), plan=plan)
    assert result.hits == {RuleHit("max_share", action, "experts"): 2}
    left = {"spoil": {"valid": 1, "spoiled": 1}, "quarantine": {"valid": 1}, "flag": {"valid": 2}}
    assert states(result) == states(result, "tax") == left[action]


def test_a_plan_may_refuse_whole_ballots(tmp_path):
    rows = [expert("k2", "edu", "AAB"), expert("k1", "edu", "CCC"), expert("k1", "tax", "CC")]
    plan = scheme(rule("all_same", "refuse"))
    finding = only(refused(write_csv(tmp_path / "a.csv", rows), plan=plan), "ballots.refused_all_same")
    assert finding.place.row == 3
    assert "k1" in finding.text.zh


def test_all_same_over_units_leaves_small_and_mixed_ballots_alone(tmp_path):
    rows = [
        expert("same", "edu", "BBB"),
        expert("same", "east", "BB"),
        expert("mixed", "edu", "BBB"),
        expert("mixed", "east", "BU"),
        expert("one", "edu", "B"),
        expert("unknown", "edu", "UUU"),
    ]
    result = tally(write_csv(tmp_path / "a.csv", rows), plan=scheme(rule("all_same", "spoil")))
    assert states(result) == {"valid": 2, "spoiled": 1, "unknown_only": 1}
    assert states(result, "east") == {"valid": 1, "spoiled": 1}


def test_the_stronger_rule_wins_and_both_are_counted(tmp_path):
    rows = [expert("k1", "edu", "AAA"), expert("k1", "edu", "AAA"), expert("k2", "edu", "ABC")]
    plan = scheme(rule("duplicate", "quarantine"), rule("all_same", "spoil"))
    result = tally(write_csv(tmp_path / "a.csv", rows), plan=plan)
    assert states(result) == {"valid": 1}
    assert result.hits == {
        RuleHit("all_same", "spoil", "experts"): 2,
        RuleHit("duplicate", "quarantine", "experts"): 2,
    }


def test_options_of_the_same_letter_are_judged_by_their_own_scale(tmp_path):
    """不了解 on every answer is no straight line; a graded answer is, whatever it is called."""
    rows = [expert("k1", "edu", "UUU"), expert("k1", "tax", "UUU"), expert("k2", "edu", "DDD")]
    result = tally(write_csv(tmp_path / "a.csv", rows), plan=scheme(rule("all_same", "flag")))
    assert result.hits == {RuleHit("all_same", "flag", "experts"): 1}


def test_a_key_means_one_ballot(tmp_path):
    finding = only(refused(write_csv(tmp_path / "a.csv", [expert("k1", count="2")])), "ballots.keyed_count")
    assert finding.place.column == "count"


def test_rows_without_a_key_are_counted_and_named(tmp_path):
    rows = [expert("k1"), expert(""), expert("")]
    result = tally(write_csv(tmp_path / "a.csv", rows))
    assert states(result) == {"valid": 3}
    assert "2 行没有票号" in only(result.findings, "ballots.no_key").text.zh


@pytest.mark.parametrize(
    ("made", "row", "why"),
    [
        (rule("all_same", "spoil"), ballot(group="experts", channel=""), "没有「票号」列"),
        (rule("max_share", "flag", limit=F(3, 5)), ballot(group="experts", channel=""), "没有「票号」列"),
        (rule("duplicate", "spoil"), ballot(), "没有「票号」列"),
        (rule("late", "spoil"), ballot(), "没有「日期」列"),
        (rule("later_channel", "spoil"), ballot(), "不记名"),
        (rule("same_ip", "flag"), ballot(), "IP"),
        (rule("outside", "quarantine"), ballot(), "不含个人信息"),
    ],
)
def test_a_rule_that_cannot_be_applied_is_never_passed_over_in_silence(made, row, why, tmp_path):
    result = tally(write_csv(tmp_path / "a.csv", [row]), plan=scheme(made))
    assert why in only(result.findings, "ballots.rule_not_applicable").text.zh


def test_a_rule_that_does_apply_says_nothing(tmp_path):
    plan = scheme(rule("all_same", "spoil"), rule("duplicate", "refuse", groups=("experts",)))
    path = write_csv(tmp_path / "a.csv", [expert("k1", "edu", "AAB")])
    assert codes(tally(path, plan=plan).findings) == []


@pytest.mark.parametrize(
    ("date", "late"),
    [
        ("2024-07-01", False),
        ("2024/7/31 23:59", False),
        ("2024年8月1日", True),
        ("20240630", True),
        ("45474", False),  # a spreadsheet's 2024-07-01
        ("45505.5", True),
        ("２０２４．７．１５", False),
    ],
)
def test_late_ballots(date, late, tmp_path):
    path = write_csv(tmp_path / "a.csv", [ballot(date=date), ballot(date="2024-07-15")])
    result = tally(path, plan=scheme(rule("late", "spoil")))
    assert states(result, group="people") == ({"valid": 1, "spoiled": 1} if late else {"valid": 2})
    assert result.hits == ({RuleHit("late", "spoil", "people"): 1} if late else {})


@pytest.mark.parametrize(("action", "left", "rejected"), [("quarantine", 1, {"late": 1}), ("flag", 2, {})])
def test_late_ballots_set_aside_or_flagged(action, left, rejected, tmp_path):
    path = write_csv(tmp_path / "a.csv", [ballot(date="2024-08-01"), ballot(date="2024-07-15")])
    result = tally(path, plan=scheme(rule("late", action)))
    assert (result.patterns.ballots, result.rejected) == (left, rejected)
    assert sum(result.hits.values()) == 1


def test_late_ballots_refused_and_dates_that_are_none(tmp_path):
    path = write_csv(tmp_path / "a.csv", [ballot(date="2024-08-01"), ballot(date="八月")])
    found = refused(path, plan=scheme(rule("late", "refuse")))
    assert [(f.code, f.place.row) for f in found] == [("ballots.refused_late", 2), ("ballots.bad_date", 3)]
    # Without such a rule nobody looks at dates.
    assert tally(path).patterns.ballots == 2


def test_units_outside_the_list_may_be_set_aside(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [ballot("水利局"), ballot("水利局", count="3"), ballot()], [*ballot(), "count"]
    )
    result = tally(path, plan=scheme(rule("outside", "quarantine")))
    assert (result.patterns.ballots, result.rejected) == (1, {"outside": 4})


def test_one_row_rules_set_ballots_aside(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [ballot(), ballot(clean="B"), ballot(count="5")], [*ballot(), "count"]
    )
    result = tally(path, plan=scheme(rule("all_same", "quarantine")))
    assert (result.patterns.ballots, result.rejected) == (1, {"all_same": 6})
    assert result.hits == {RuleHit("all_same", "quarantine", "people"): 6}
