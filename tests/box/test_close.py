"""The end of a round: the tally equals an independent count of the same ballots."""

from collections import Counter
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from tests.box.workbench import RATED, ROUND, Answers, Box, ballot_of, codes, manifest_of, plan, some_answers
from tests.core.tally.county import rule, tally, write_csv

from minping.core.findings import RefusedInput
from minping.core.scheme.canonical import to_canonical as frozen
from minping.core.scheme.model import BallotRule
from minping.core.secrecy.ballots import parse_ballot
from minping.core.secrecy.exchange import (
    Head,
    Status,
    open_round,
    read_head,
    read_status,
    round_folder,
    write_whole,
)
from minping.core.secrecy.manifest import CredentialClass
from minping.core.tally.counts import Cell
from minping.core.tally.result import TallyResult
from minping.core.tally.shards import load_tally

ASPECTS = ("law", "service", "clean")


def voted(box: Box, voters: int, seed: int = 1, again: int = 0) -> dict[int, Answers]:
    """Have voters cast, some of them a second time; the answers that count."""
    dice = Random(seed)
    answers = {voter: some_answers(box.manifest, dice) for voter in range(voters)}
    for voter, given in answers.items():
        if dice.random() < 0.2:  # a straight line
            choice = dice.choice("AB")
            for place in given:
                given[place] = choice
        box.vote(voter, answers=given)
    box.clock.seconds += 30
    for voter in range(again):
        answers[voter] = some_answers(box.manifest, dice)
        box.vote(voter, sequence=2, answers=answers[voter])
    return answers


def loaded(box: Box) -> TallyResult:
    return load_tally(round_folder(box.exchange, ROUND) / "tally")


def head_of(box: Box) -> Head:
    head = read_head(box.exchange, ROUND)
    assert head is not None
    return head


def status_of(box: Box) -> Status:
    status = read_status(box.exchange, ROUND)
    assert status is not None
    return status


def by_hand(answers: dict[int, Answers]) -> Counter[tuple[Cell, tuple[str, ...]]]:
    """The patterns, counted without any of the tally's code."""
    counted: Counter[tuple[Cell, tuple[str, ...]]] = Counter()
    for given in answers.values():
        for unit in RATED:
            asked = ASPECTS[:2] if unit in ("east", "north") else ASPECTS
            pattern = tuple(given.get((unit, aspect), "") for aspect in asked)
            counted[Cell(unit, "experts", "mid", "web"), pattern] += 1
    return counted


def test_the_patterns_are_those_counted_by_hand(box: Box) -> None:
    answers = voted(box, 130, again=15)
    box.close()
    told = {(cell, pattern): number for cell, pattern, number in loaded(box).patterns.rows()}
    assert told == by_hand(answers)
    assert loaded(box).scheme_hash == box.manifest.scheme_hash
    head, status = head_of(box), status_of(box)
    assert (head.counted, head.superseded, head.log_size) == (130, 15, 1 + 130 + 15)
    assert head.classes == {"all": 130}
    assert (status.closed, status.counted, status.superseded) == (True, 130, 15)
    assert (status.log_size, status.log_head) == (head.log_size, head.log_head)


@pytest.mark.parametrize(
    "rules",
    [
        (),
        (rule("all_same", "quarantine"),),
        (rule("all_same", "refuse"),),
        (rule("all_same", "spoil"), rule("max_share", "flag", option="A", limit=Fraction(1, 2))),
    ],
)
def test_rules_on_whole_ballots_and_moments_are_those_of_a_file_with_keys(
    tmp_path: Path, rules: tuple[BallotRule, ...]
) -> None:
    box = Box(tmp_path, plan(*rules)).open()
    answers = voted(box, 90)
    box.close()
    rows = [
        {"unit": unit, "group": "experts", "round": "mid", "channel": "web", "ballot": f"v{voter}"}
        | {aspect: given.get((unit, aspect), "") for aspect in ASPECTS}
        for voter, given in answers.items()
        for unit in RATED
    ]
    aside = tuple(rule("all_same", "quarantine") if r.action == "refuse" else r for r in rules)
    apart = tally(write_csv(tmp_path / "apart.csv", rows), plan=plan(*aside))
    told = loaded(box)
    assert told.patterns == apart.patterns
    assert told.moments == apart.moments
    assert told.hits == apart.hits
    assert told.moments is not None
    assert bool(told.hits) == bool(rules)
    assert head_of(box).rejected == sum(apart.rejected.values())


def test_what_is_handed_over_ties_nothing_to_one_voter(box: Box) -> None:
    sent = {voter: ballot_of(box.manifest, voter, {("edu", "law"): "A"}) for voter in range(30)}
    box.send(*sent.values())
    box.close()
    folder = round_folder(box.exchange, ROUND)
    handed = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for data in sent.values():
        ballot = parse_ballot(data)
        assert not any(s.encode() in handed for s in (ballot.ticket, ballot.salt, ballot.entry))
    assert (folder / "tally").stat().st_mode == folder.stat().st_mode
    assert sorted(path.name for path in (folder / "tally").iterdir()) == [
        "head.json",
        "hits.csv",
        "moments",
        "patterns.csv",
        "tally.json",
    ]
    assert sorted(path.name for path in (box.home / "rounds" / ROUND).iterdir()) == [
        "box.sqlite3",
        "manifest.json",
    ]


def test_classes_rate_their_own_units_only(tmp_path: Path) -> None:
    classes = (CredentialClass("a", "甲", None, 9, 9), CredentialClass("b", "乙", ("tax",), 9, 9))
    box = Box(tmp_path).open(classes=classes)
    box.vote(1, 2, class_code="a")
    box.vote(3, 4, 5, class_code="b", answers={("tax", "law"): "C"})
    box.close()
    per_unit = Counter[str]()
    for cell, _, number in loaded(box).patterns.rows():
        per_unit[cell.unit] += number
    assert per_unit == {"edu": 2, "tax": 5, "health": 2, "east": 2, "north": 2}
    assert head_of(box).classes == {"a": 2, "b": 3}


def test_a_round_without_a_ballot_closes_too(box: Box) -> None:
    box.close()
    assert loaded(box).patterns.ballots == 0
    assert (head_of(box).counted, head_of(box).log_size) == (0, 1)


def test_closing_again_and_starting_again_change_nothing(box: Box) -> None:
    voted(box, 40)
    box.close()
    folder = round_folder(box.exchange, ROUND)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    box.close()
    box.rounds.close()
    box.start()
    box.close()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert box.send(ballot_of(box.manifest, 99)) == ["closed"]


def test_a_tally_cut_short_is_made_again(box: Box) -> None:
    answers = voted(box, 40)
    box.close()
    before = {(cell, pattern): number for cell, pattern, number in loaded(box).patterns.rows()}
    (round_folder(box.exchange, ROUND) / "tally" / "head.json").unlink()
    scratch = box.home / "rounds" / ROUND / "counting-x"
    scratch.mkdir()
    (scratch / "ballots.csv").write_text("left by a crash")
    box.rounds.close()
    box.start()
    box.close()
    assert {(cell, pattern): n for cell, pattern, n in loaded(box).patterns.rows()} == before
    assert before == by_hand(answers)
    assert not scratch.exists()


def test_after_the_instant_the_box_waits_for_the_office(box: Box) -> None:
    box.vote(1)
    box.clock.wall = box.manifest.closing.replace(year=2027)
    box.rounds.sweep()
    assert not status_of(box).closed
    assert read_head(box.exchange, ROUND) is None
    box.close()
    assert status_of(box).counted == 1


def test_while_open_only_tens_are_told(box: Box) -> None:
    told = []
    for voter in range(31):
        box.vote(voter)
        box.rounds.sweep()
        told.append(status_of(box).counted)
    assert told == [0] * 9 + [10] * 10 + [20] * 10 + [30] * 2
    assert status_of(box).superseded == 0


def test_without_its_scheme_nothing_is_tallied_until_it_is_back(box: Box) -> None:
    voted(box, 12)
    path = round_folder(box.exchange, ROUND) / "scheme.json"
    good = path.read_bytes()
    path.unlink()
    box.close()
    assert codes(box.told) == ["box.scheme"]
    assert not status_of(box).closed
    write_whole(path, frozen(plan(rule("all_same", "flag"))))  # another scheme
    box.rounds.sweep()
    assert read_head(box.exchange, ROUND) is None
    write_whole(path, good)
    box.rounds.sweep()
    box.rounds.sweep()
    assert status_of(box).counted == 12


def test_a_close_file_for_another_manifest_closes_nothing(box: Box) -> None:
    write_whole(round_folder(box.exchange, ROUND) / "close.json", b'{"manifest":"00","round":"x"}')
    box.rounds.sweep()
    assert codes(box.told) == ["exchange.damaged"]
    box.vote(1)


def test_a_round_cannot_be_opened_anew_with_other_content(box: Box) -> None:
    open_round(box.exchange, box.manifest, frozen(box.scheme))
    with pytest.raises(RefusedInput, match="已开放"):
        open_round(box.exchange, manifest_of(box.scheme, title="另一轮"), frozen(box.scheme))
    with pytest.raises(RefusedInput, match="指纹"):
        open_round(box.exchange, box.manifest, b"another")
