"""What the sources demand of single tables, along any sequence of acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.lifecycle.walks import Move, Path, paths, walk

from minping.core.lifecycle import (
    APPEAL,
    BATCH,
    CAMPAIGN,
    DAILY_ENTRY,
    INTERVIEW,
    INVITATION,
    PROBLEM,
    ROUND,
    YELLOW_CARD,
    Case,
    IllegalMove,
    Machine,
    begin,
    perform,
    recurrence_of,
)
from minping.core.scoring.inputs import EntryState

TO_CITIZEN = [
    "triage",
    "register",
    "assign",
    "submit_plan",
    "approve_plan",
    "start",
    "report_done",
    "verify",
    "ask_citizen",
]
HELP = {
    "concerns_unit",
    "handler_named",
    "deadline_set",
    "class_set",
    "measures_named",
    "evidence",
    "verified_by_office",
}
CLEARED_BY = {
    "clear": {"citizen_checked", "citizen_satisfied"},
    "clear_on_recheck": {"verified", "from_inspection", "verified_by_inspector"},
    "clear_on_rating": {"citizen_checked", "rated_by_public", "rating_confirmed"},
}


def go(machine: Machine, case: Case, acts: list[str], facts: set[str]) -> Case:
    for act in acts:
        case = perform(machine, case, act, facts)
    return case


@given(paths, st.integers(1, 3))
def test_cleared_only_by_who_may_say_that_it_is_solved(path: Path, generation: int) -> None:
    for move in walk(PROBLEM, path, {"generation": generation}, anywhere=True):
        if move.after.state == "cleared" != move.before.state:
            assert "citizen_satisfied" in move.facts or "giver_behind" not in move.facts
            assert CLEARED_BY[move.act] <= {move.before.state, *move.facts}
        if move.after.state == "cleared_by_exception" != move.before.state:
            assert {"citizen_silent", "exception_signed", "second_person"} <= move.facts
            assert "overdue" not in move.before.flags
            assert move.after.counters["exceptions"] == move.before.counters["exceptions"] + 1
        if move.before.state == "long_term":
            assert move.after.state in {"long_term", "in_progress"}
        assert 0 <= move.after.counters["level"] <= 4
        assert move.after.counters["level"] >= move.before.counters["level"]


def test_a_problem_walks_the_whole_way_to_closed() -> None:
    case = go(PROBLEM, begin(PROBLEM), TO_CITIZEN, HELP)
    case = go(PROBLEM, case, ["clear", "watch", "close"], {"citizen_satisfied", "watch_until", "watch_over"})
    assert case.state == "closed"
    assert not case.flags


def test_a_finding_of_an_inspection_is_verified_by_the_inspector_only() -> None:
    case = go(PROBLEM, begin(PROBLEM), TO_CITIZEN[:-2], HELP)
    with pytest.raises(IllegalMove) as refused:
        perform(PROBLEM, case, "verify", HELP | {"from_inspection"})
    assert refused.value.barring == ("from_inspection",)
    inspected = {"from_inspection", "verified_by_inspector"}
    assert perform(PROBLEM, case, "verify_by_inspector", inspected).state == "verified"


def test_the_third_redo_is_a_problem_order_one_level_up() -> None:
    case = go(PROBLEM, begin(PROBLEM), TO_CITIZEN[:-2], HELP)
    levels = []
    for _ in range(4):
        case = perform(PROBLEM, case, "return_report", {"reason_given"})
        levels.append((case.counters["level"], "problem_order" in case.flags))
        case = perform(PROBLEM, case, "report_done", {"evidence"})
    assert levels == [(0, False), (0, False), (1, True), (1, True)]


def test_lateness_climbs_the_ladder_one_rung_at_a_time() -> None:
    case = go(PROBLEM, begin(PROBLEM), ["triage", "register"], HELP)
    with pytest.raises(IllegalMove):
        perform(PROBLEM, case, "urge")
    case = go(PROBLEM, case, ["mark_overdue", "urge"], set())
    with pytest.raises(IllegalMove):
        perform(PROBLEM, case, "order")
    case = go(PROBLEM, case, ["supervise", "order", "propose_accountability"], set())
    assert case.counters["level"] == 4


def test_the_office_raises_the_level_with_a_reason_but_never_to_accountability() -> None:
    case = go(PROBLEM, begin(PROBLEM), ["triage", "register"], HELP)
    with pytest.raises(IllegalMove):
        perform(PROBLEM, case, "raise_level")
    case = go(PROBLEM, case, ["raise_level"] * 3, {"reason_given"})
    with pytest.raises(IllegalMove) as refused:
        perform(PROBLEM, case, "raise_level", {"reason_given"})
    assert refused.value.lacking == ("level",)


def test_exposed_and_late_goes_straight_to_accountability() -> None:
    case = go(PROBLEM, begin(PROBLEM), ["triage", "register", "mark_media"], HELP)
    with pytest.raises(IllegalMove) as refused:
        perform(PROBLEM, case, "propose_accountability_exposed")
    assert refused.value.lacking == ("overdue",)
    case = go(PROBLEM, case, ["mark_overdue", "propose_accountability_exposed"], set())
    assert case.counters["level"] == 4


def test_a_recurrence_is_a_new_problem_one_generation_on_and_one_rung_up() -> None:
    facts = HELP | {"citizen_satisfied", "watch_until", "recurred"}
    old = go(PROBLEM, begin(PROBLEM), [*TO_CITIZEN, "clear", "watch", "close_as_recurred"], facts)
    assert old.state == "closed"
    assert old.flags == {"recurrence"}
    new = recurrence_of(old)
    assert (new.state, new.counters["generation"], new.counters["level"]) == ("raised", 2, 0)
    new = go(PROBLEM, new, ["triage", "register"], HELP)
    assert new.counters["level"] == 1
    levels = []
    for _ in range(5):
        new = go(PROBLEM, recurrence_of(new), ["triage", "register"], HELP)
        levels.append((new.counters["generation"], new.counters["level"]))
    assert levels == [(3, 2), (4, 3), (5, 3), (6, 3), (7, 3)]


def test_extensions_are_counted_and_lift_the_overdue_flag() -> None:
    case = go(PROBLEM, begin(PROBLEM), ["triage", "register", "assign", "mark_overdue"], HELP)
    case = perform(PROBLEM, case, "extend", {"reason_given", "new_deadline", "extension_allowed"})
    assert case.counters["extensions"] == 1
    assert "overdue" not in case.flags
    with pytest.raises(IllegalMove) as refused:
        perform(PROBLEM, case, "extend", {"reason_given", "new_deadline"})
    assert refused.value.lacking == ("extension_allowed",)


@given(paths)
def test_a_round_is_void_only_by_rule(path: Path) -> None:
    for move in walk(ROUND, path, anywhere=True):
        if move.after.state == "void" and move.before.state != "void":
            assert {"quorum_failed", "returned_over_issued"} & move.facts
        if move.after.state == "validated":
            reason = {"reason_signed", "second_person"} <= move.facts
            assert reason or {"quorum_met", "minimum_met"} <= move.facts


def stages_after(done: list[Move]) -> list[frozenset[str]]:
    return [move.after.stages for move in done]


@given(paths)
def test_no_collecting_ends_while_rating_is_open_and_no_archive_with_open_stages(path: Path) -> None:
    done = walk(CAMPAIGN, path)
    for move in done:
        if move.after.state == "collecting_closed":
            assert "rating" not in move.after.stages
        if move.after.state == "archived":
            assert not move.after.stages
        if move.act == "amend_scheme":
            assert "first_ballot_cast" not in move.facts
    late = {"collecting_closed", "scored", "final", "published"}
    assert all(
        "rating" not in s for m, s in zip(done, stages_after(done), strict=True) if m.after.state in late
    )


@given(paths)
def test_final_is_reached_only_through_a_score_run_reviewed_and_without_pending_appeals(
    path: Path,
) -> None:
    runs_when_scored = 0
    for move in walk(CAMPAIGN, path):
        if move.after.state == "scored":
            runs_when_scored = move.after.counters["score_runs"]
            assert runs_when_scored > move.before.counters["score_runs"] or move.before.state == "scored"
        if move.act == "finalise":
            assert "appeal_pending" not in move.facts
            assert move.after.counters["score_runs"] == runs_when_scored > 0


def test_stages_overlap_and_rectification_runs_to_the_follow_up() -> None:
    every = {*CAMPAIGN.facts, "second_person"} - {
        "appeal_pending",
        "follow_up_pending",
        "first_ballot_cast",
    }
    case = go(CAMPAIGN, begin(CAMPAIGN), ["freeze_scheme", "launch", "open_self_check", "open_rating"], every)
    case = perform(CAMPAIGN, case, "open_rectification", every)
    assert case.state == "running"
    assert case.stages == {"self_check", "rating", "rectification"}
    with pytest.raises(IllegalMove) as refused:
        perform(CAMPAIGN, case, "close_collecting", every)
    assert refused.value.barring == ("rating_open",)
    assert "“集中评议”阶段进行中" in refused.value.text.zh
    case = go(CAMPAIGN, case, ["close_rating", "close_collecting"], every)
    with pytest.raises(IllegalMove):
        perform(CAMPAIGN, case, "close_rectification", every)
    announced = ["review", "announce_internally", "open_appeals"]
    case = go(CAMPAIGN, case, ["reconcile", "score", *announced, "correct", *announced], every)
    case = go(CAMPAIGN, case, ["finalise", "publish", "follow_up"], every)
    assert case.counters["score_runs"] == 2
    case = go(CAMPAIGN, case, ["correct_published", "close_self_check", "close_rectification"], every)
    assert perform(CAMPAIGN, case, "archive", every).state == "archived"


@given(paths)
def test_a_corrected_appeal_closes_only_after_a_new_score_run_and_a_notice(path: Path) -> None:
    done = walk(APPEAL, path)
    acts = [move.act for move in done]
    if "correct" in acts and done[-1].after.state == "closed":
        recomputed = next(move for move in done if move.act == "recompute")
        assert {"new_score_run", "affected_ranks_recomputed"} <= recomputed.facts
        assert "correction_notice" in done[-1].facts
    for move in done:
        if move.act in {"recount", "check_evidence"}:
            assert "other_than_first_counter" in move.facts


@given(paths)
def test_one_person_uses_one_channel(path: Path) -> None:
    used = {"web_issued", "sms_used", "phone_used", "paper_given"}
    for move in walk(INVITATION, path, anywhere=True):
        if move.after.state != move.before.state and move.before.state in used:
            assert move.act == "reissue"
            assert {"device_lost", "within_reissue_limit", "second_person"} <= move.facts


def test_no_invitation_state_or_fact_tells_whether_a_ballot_was_cast() -> None:
    words = " ".join([*(s.name for s in INVITATION.states), *INVITATION.facts, *INVITATION.flags])
    assert not any(word in words for word in ("cast", "voted", "ballot"))


@given(paths)
def test_a_batch_is_set_aside_by_two_with_a_reason_and_never_lost(path: Path) -> None:
    for move in walk(BATCH, path):
        if move.act in {"quarantine", "release", "set_aside"}:
            assert {"reason_given", "second_person"} <= move.facts
        if move.after.state == "set_aside":
            assert "both_scores_kept" in move.facts


def test_daily_entry_states_are_those_the_scoring_knows() -> None:
    assert {s.name for s in DAILY_ENTRY.states} == {str(state) for state in EntryState}


@given(paths)
def test_an_entry_objected_to_is_decided_by_another_before_it_is_frozen(path: Path) -> None:
    for move in walk(DAILY_ENTRY, path, anywhere=True):
        if move.before.state == "objected":
            assert "decided_by_other" in move.facts
        if move.after.state == "frozen":
            assert move.before.state in {"visible_to_unit", "upheld"}


@given(paths)
def test_the_head_is_bound_from_rectifying_until_the_card_is_lifted(path: Path) -> None:
    for move in walk(YELLOW_CARD, path):
        bound = move.after.state in {"rectifying", "second_card", "recommended"}
        assert bound == ("head_bound" in move.after.flags)


@given(paths)
def test_nobody_is_interviewed_without_the_discipline_body(path: Path) -> None:
    done = walk(INTERVIEW, path)
    if any(move.after.state == "held" for move in done):
        approval = next(move for move in done if move.act == "approve")
        assert "approved_by_discipline_body" in approval.facts
