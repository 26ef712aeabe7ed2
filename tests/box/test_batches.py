"""Batches on their way from the spool into the box file, and what a crash between two steps leaves."""

import sqlite3
from pathlib import Path
from random import Random

import pytest
from tests.box.workbench import ROUND, STEPS, Box, ballot_of, codes, ticket

from minping.box.keeping import COPY, KEPT_BACK, SPOOL
from minping.core.secrecy.ballots import parse_ballot
from minping.core.secrecy.manifest import BatchRule, CredentialClass
from minping.core.secrecy.merkle import consistency_proof, is_consistent, tree_head
from minping.core.secrecy.tickets import ballot_key

FULL = 20 * (KEPT_BACK + 1)
"""How many ballots must wait before a batch of 20 leaves."""
DAY = 24 * 60 * 60


def stored(box: Box) -> int:
    """Ballots in the box file."""
    with sqlite3.connect(box.file) as file:
        return int(file.execute("SELECT count(*) FROM ballots").fetchone()[0])


def test_no_batch_leaves_before_enough_wait_and_some_always_stay(box: Box) -> None:
    box.vote(*range(FULL - 1))
    box.rounds.sweep()
    assert stored(box) == 0
    box.vote(FULL)
    box.rounds.sweep()
    assert stored(box) == 20
    assert box.kept.waiting == FULL - 20
    box.rounds.sweep()
    assert stored(box) == 20


def test_who_stays_behind_is_decided_by_lot(box: Box) -> None:
    box.vote(*range(FULL))
    box.rounds.sweep()
    with sqlite3.connect(box.file) as file:
        moved = {key for (key,) in file.execute("SELECT ballot FROM ballots")}
    voters = [voter for voter in range(FULL) if ballot_key(ROUND, ticket(voter)) in moved]
    assert voters != list(range(20))
    assert max(voters) > FULL - 20


def test_twenty_versions_of_one_ballot_are_no_crowd(tmp_path: Path) -> None:
    box = Box(tmp_path).open(batch=BatchRule(flush=2, daily=2))
    for sequence in range(1, 12):
        box.vote(1, sequence=sequence)
        box.clock.seconds += 30
    box.clock.seconds += DAY
    box.rounds.sweep()
    assert stored(box) == 0


def test_once_a_day_five_are_enough_and_four_are_not(box: Box) -> None:
    box.vote(1, 2, 3, 4)
    box.clock.seconds += DAY
    box.rounds.sweep()
    assert stored(box) == 0
    box.vote(5)
    box.clock.seconds += DAY - 1
    box.rounds.sweep()
    assert stored(box) == 0
    box.clock.seconds += 1
    box.rounds.sweep()
    assert (stored(box), box.kept.waiting) == (5, 0)


def test_a_batch_holds_ballots_of_one_class_only(tmp_path: Path) -> None:
    classes = (CredentialClass("a", "甲", None, 99, 99), CredentialClass("b", "乙", ("edu",), 99, 99))
    box = Box(tmp_path).open(classes=classes)
    box.vote(*range(FULL), class_code="a")
    box.vote(*range(1000, 1004), class_code="b")
    box.clock.seconds += DAY
    box.rounds.sweep()
    with sqlite3.connect(box.file) as file:
        assert dict(file.execute("SELECT class, count(*) FROM ballots GROUP BY class")) == {"a": FULL}


def test_the_spool_never_changes_its_size_and_never_fills_up(tmp_path: Path) -> None:
    box = Box(tmp_path).open(batch=BatchRule(flush=400, daily=5))
    size = (box.kept.home / SPOOL).stat().st_size
    for voter in range(2500):
        box.vote(voter)
    assert (box.kept.home / SPOOL).stat().st_size == size
    assert len(box.ballots()) == 2500


def test_the_log_only_grows_and_lists_every_version_once(box: Box) -> None:
    sent = {voter: ballot_of(box.manifest, voter) for voter in range(FULL)}
    for data in sent.values():
        assert box.send(data) == ["stored"]
    box.rounds.sweep()
    earlier, head = box.kept.log(), bytes.fromhex(box.kept.log_head)
    assert earlier[0].hex() == box.kept.hash
    assert earlier[1:] == sorted(earlier[1:])
    box.clock.seconds += 30
    again = ballot_of(box.manifest, 0, {("edu", "law"): "A"}, sequence=2)
    assert box.send(again) == ["stored"]
    box.kept.finish()
    log = box.kept.log()
    entries = {parse_ballot(data).entry for data in (*sent.values(), again)}
    assert {entry.hex() for entry in log[1:]} == entries
    assert len(log) == 1 + FULL + 1
    assert log[: len(earlier)] == earlier
    assert tree_head(earlier) == head
    assert tree_head(log).hex() == box.kept.log_head


def test_the_heads_of_an_open_round_are_consistent(box: Box) -> None:
    heads = []
    for voter in range(3 * FULL):
        box.vote(voter)
        box.rounds.sweep()
        heads.append((box.kept.log_size, bytes.fromhex(box.kept.log_head)))
    log = box.kept.log()
    assert len({size for size, _ in heads}) > 3
    for size, head in heads:
        proof = consistency_proof(log, size)
        assert is_consistent(size, head, len(log), bytes.fromhex(box.kept.log_head), proof)


class CrashError(Exception):
    """The process dies here."""


@pytest.mark.parametrize("at", STEPS)
@pytest.mark.parametrize("again", [0, 1, 2])
def test_a_crash_at_any_step_loses_and_doubles_nothing(tmp_path: Path, at: str, again: int) -> None:
    """``again``: how many more crashes at the same step follow before the batch goes through."""
    box = Box(tmp_path).open()
    box.mirror = tmp_path / "mirror"
    box.vote(*range(50))
    box.clock.seconds += 30
    box.vote(*range(10), sequence=2)
    log_before = box.kept.log()

    def crash(step: str) -> None:
        if step == at:
            raise CrashError(step)

    crashed = 0
    for _ in range(again + 1):
        box.step = crash
        try:
            box.kept.finish()
        except CrashError:
            crashed += 1
        box.rounds.close()
        box.step = lambda _: None
        box.start()
    # Once the spool is wiped there is nothing left to move, so that these steps come once.
    assert crashed == (1 if at in ("wiped", "mirrored") else again + 1)
    box.kept.finish()
    expected = {ballot_key(ROUND, ticket(voter)): 2 if voter < 10 else 1 for voter in range(50)}
    assert box.ballots() == expected
    log = box.kept.log()
    assert len(log) == len(set(log)) == 1 + 60
    assert log[: len(log_before)] == log_before
    assert stored(box) == 50
    assert box.kept.waiting == 0


def test_a_box_file_that_takes_no_more_leaves_the_ballots_in_the_spool(box: Box) -> None:
    box.vote(*range(FULL))

    def full(step: str) -> None:
        if step == "rows":
            raise sqlite3.OperationalError("database or disk is full")

    box.step = full
    box.rounds.sweep()
    assert (stored(box), box.kept.waiting) == (0, FULL)
    assert codes(box.told) == ["box.box"]
    box.vote(FULL)  # casting goes on
    box.step = lambda _: None
    box.rounds.sweep()
    assert stored(box) == 21
    assert len(box.ballots()) == FULL + 1


def test_the_box_can_be_rebuilt_from_its_mirror(tmp_path: Path) -> None:
    box = Box(tmp_path / "first")
    box.mirror = tmp_path / "second disk"
    box.open()
    box.vote(*range(FULL))
    box.rounds.sweep()
    before = box.ballots()
    box.rounds.close()
    home = box.home / "rounds" / ROUND
    for name in (COPY, SPOOL, "box.sqlite3"):
        (home / name).write_bytes((box.mirror / ROUND / name).read_bytes())
    assert box.ballots() == before
    assert len(before) == FULL


def test_what_waits_is_on_the_mirror_after_ten_minutes(tmp_path: Path) -> None:
    box = Box(tmp_path / "first")
    box.mirror = tmp_path / "second disk"
    box.open()
    box.vote(1, 2, 3)
    box.clock.seconds += 600
    box.rounds.sweep()
    spool = box.home / "rounds" / ROUND / SPOOL
    assert (box.mirror / ROUND / SPOOL).read_bytes() == spool.read_bytes()


def test_a_mirror_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    box = Box(tmp_path)
    box.mirror = tmp_path / "file"
    box.mirror.write_text("no folder")
    box.open()
    box.vote(*range(FULL))
    box.rounds.sweep()
    assert stored(box) == 20
    box.rounds.sweep()
    assert codes(box.told) == ["box.mirror"]


def test_a_torn_slot_is_told_and_the_rest_is_kept(box: Box) -> None:
    box.vote(*range(30))
    box.rounds.close()
    spool = box.home / "rounds" / ROUND / SPOOL
    data = bytearray(spool.read_bytes())
    slot = box.manifest.ballot_size + 1 + 28
    torn = Random(1).sample(range(1, len(data) // slot), 100)
    for number in torn:
        data[number * slot + 40] ^= 1
    spool.write_bytes(data)
    box.start()
    assert codes(box.told) == ["box.spool"]
    assert 0 < box.kept.counted < 30
    box.vote(*range(100, 100 + FULL))
    box.rounds.close()
    box.told.clear()
    box.start()
    assert codes(box.told) == []


def test_a_slot_destroyed_while_the_box_runs_holds_up_nobody_else(box: Box) -> None:
    box.vote(*range(30))
    spool = box.kept.home / SPOOL
    data = bytearray(spool.read_bytes())
    slot = box.manifest.ballot_size + 1 + 28
    data[next(iter(box.kept._waiting["all"])) * slot + 40] ^= 1
    spool.write_bytes(data)
    box.kept.finish()
    assert (stored(box), box.kept.waiting, box.kept.counted) == (29, 0, 29)
    assert list(box.kept.troubles) == ["spool"]
