"""What is kept and what is turned away."""

import errno
import json
from datetime import timedelta
from random import Random

import pytest
from tests.box.workbench import CLOSES, Box, ballot_of, some_answers, ticket

from minping.box.cards import Verdict
from minping.box.cast import ANSWER_BYTES, HTTP, answer, examine
from minping.box.keeping import VERSIONS
from minping.box.spool import Disk
from minping.core.secrecy.manifest import CredentialClass
from minping.core.secrecy.tickets import ballot_key

SECOND = {("edu", "law"): "B"}


def test_a_ballot_is_kept_and_found_again_after_a_restart(box: Box) -> None:
    assert box.send(ballot_of(box.manifest, 1, SECOND)) == ["stored"]
    assert box.ballots() == {ballot_key(box.manifest.round, ticket(1)): 1}


def test_the_same_ballot_posted_again_gets_the_same_answer_and_counts_once(box: Box) -> None:
    sent = ballot_of(box.manifest, 1, SECOND)
    assert box.send(sent) == box.send(sent) == ["stored"]
    assert box.send(sent, sent) == ["stored", "stored"]
    box.rounds.close()
    box.start()
    assert box.send(sent) == ["stored"]
    assert box.kept.counted == 1
    assert box.kept.waiting == 1


def test_a_double_click_in_one_group_is_kept_once(box: Box) -> None:
    sent = ballot_of(box.manifest, 1)
    assert box.send(sent, sent, sent) == ["stored"] * 3
    assert box.kept.waiting == 1


def test_two_different_versions_at_once_do_not_both_count(box: Box) -> None:
    first, second = ballot_of(box.manifest, 1), ballot_of(box.manifest, 1, SECOND)
    later = ballot_of(box.manifest, 1, sequence=2)
    assert box.send(first, second, later) == ["stored", "stale", "too_often"]


def test_a_later_version_replaces_and_an_earlier_one_is_stale(box: Box) -> None:
    box.vote(1)
    box.clock.seconds += 30
    assert box.send(ballot_of(box.manifest, 1, SECOND, sequence=3)) == ["stored"]
    for sequence in (1, 2, 3):
        assert box.send(ballot_of(box.manifest, 1, sequence=sequence)) == ["stale"]
    assert list(box.ballots().values()) == [3]
    assert box.send(ballot_of(box.manifest, 1, sequence=2)) == ["stale"]


def test_versions_come_30_seconds_apart_and_at_most_20(box: Box) -> None:
    box.vote(1)
    box.clock.seconds += 29
    assert box.send(ballot_of(box.manifest, 1, sequence=2)) == ["too_often"]
    box.clock.seconds += 1
    box.vote(1, sequence=2)
    box.vote(2)  # somebody else need not wait
    for sequence in range(3, VERSIONS + 1):
        box.clock.seconds += 30
        box.vote(1, sequence=sequence)
    box.clock.seconds += 30
    assert box.send(ballot_of(box.manifest, 1, sequence=VERSIONS + 1)) == ["too_often"]
    assert box.send(ballot_of(box.manifest, 1, sequence=VERSIONS)) == ["stored"]  # a replay


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"mac": "00" * 32}, "bad_ticket"),
        ({"ticket": "ab" * 32}, "bad_ticket"),
        ({"round": "5b8d0f0e-8a57-4a0b-bf0c-1a6f6d1f9a03"}, "bad_ticket"),
        ({"class_code": "none"}, "bad_ticket"),
        ({"class_code": ""}, "bad_ticket"),
        ({"grades": ""}, "bad_ballot"),
        ({"grades": "0" * 13 + "9"}, "bad_ballot"),
        ({"grades": "<script>alert(1)"}, "bad_ballot"),
        ({"sequence": 0}, "bad_ballot"),
        ({"sequence": 10**6}, "bad_ballot"),
        ({"salt": "short"}, "bad_ballot"),
    ],
)
def test_what_does_not_belong_here_is_turned_away(box: Box, changes: dict[str, object], verdict: str) -> None:
    assert box.send(ballot_of(box.manifest, 1, but=changes)) == [verdict]
    assert box.kept.counted == 0


@pytest.mark.parametrize("data", [b"", b"{}", b" " * 511, b" " * 513, b"\xff" * 100])
def test_another_length_is_refused_unread(box: Box, data: bytes) -> None:
    assert box.send(data) == ["bad_length"]


def test_bytes_of_the_right_length_that_are_no_ballot(box: Box) -> None:
    dice = Random(3)
    size = box.manifest.ballot_size
    for data in (b" " * size, b"{}".ljust(size), dice.randbytes(size), b"[" * size):
        assert box.send(data) == ["bad_ballot"]


def test_a_ticket_is_good_for_one_class(box: Box) -> None:
    box.open(
        round="5b8d0f0e-8a57-4a0b-bf0c-1a6f6d1f9a09",
        classes=(CredentialClass("a", "甲", None, 5, 5), CredentialClass("b", "乙", ("edu",), 5, 5)),
    )
    box.vote(1, class_code="a")
    assert box.send(ballot_of(box.manifest, 1, class_code="b", sequence=2)) == ["bad_ticket"]


def test_nothing_is_taken_after_the_closing_instant_and_a_clock_set_right_opens_again(box: Box) -> None:
    box.clock.wall = CLOSES
    box.vote(1)
    box.clock.wall = CLOSES + timedelta(seconds=1)
    assert box.send(ballot_of(box.manifest, 2)) == ["closed"]
    box.clock.wall = CLOSES - timedelta(days=1)  # the clock had been wrong by a day
    box.vote(2)
    box.clock.wall = CLOSES - timedelta(days=4000)
    box.vote(3)


def test_who_got_no_answer_before_the_close_is_told_after_it(box: Box) -> None:
    first, later = ballot_of(box.manifest, 1), ballot_of(box.manifest, 1, sequence=2)
    assert box.send(first) == ["stored"]
    box.clock.wall = CLOSES + timedelta(hours=1)
    assert box.send(first, later, ballot_of(box.manifest, 2)) == ["stored", "closed", "closed"]
    assert box.kept.waiting == 1
    box.close()
    assert box.send(first) == ["closed"]


class FullDisk(Disk):
    """A disk that takes ``left`` more writes, and then ``syncs`` more syncs."""

    def __init__(self, left: int, syncs: int = 10**9) -> None:
        self.left, self.syncs = left, syncs

    def write(self, handle: int, data: bytes, at: int) -> None:
        if self.left <= 0:
            raise OSError(errno.ENOSPC, "no space left")
        self.left -= 1
        super().write(handle, data, at)

    def sync(self, handle: int) -> None:
        if self.syncs <= 0:
            raise OSError(errno.EIO, "sync failed")
        self.syncs -= 1
        super().sync(handle)


@pytest.mark.parametrize("disk", [FullDisk(0), FullDisk(1), FullDisk(9, 0)])
def test_a_full_or_failing_disk_acknowledges_nothing_and_keeps_nothing(box: Box, disk: FullDisk) -> None:
    box.vote(1)
    box.rounds.close()
    box.disk = disk
    box.start()
    sent = [ballot_of(box.manifest, voter) for voter in (2, 3, 1)]
    assert box.send(*sent) == ["unavailable", "unavailable", "stored"]  # the last one lies there already
    assert box.send(sent[0]) == ["unavailable"]
    assert box.kept.counted == 1
    disk.left = disk.syncs = 10**9
    assert box.send(*sent) == ["stored"] * 3
    assert len(box.ballots()) == 3
    assert box.kept.waiting == 3


def test_a_version_that_was_not_acknowledged_leaves_no_trace(box: Box) -> None:
    box.rounds.close()
    box.disk = disk = FullDisk(10**9, 0)
    box.start()
    assert box.send(ballot_of(box.manifest, 1, SECOND)) == ["unavailable"]
    disk.syncs = 10**9
    assert box.send(ballot_of(box.manifest, 1)) == ["stored"]  # the same sequence, other answers
    assert len(box.ballots()) == 1
    assert box.kept.waiting == 1
    assert box.send(ballot_of(box.manifest, 1)) == ["stored"]


def test_all_requests_and_all_answers_are_equally_long(box: Box) -> None:
    dice = Random(11)
    sent = [
        ballot_of(box.manifest, voter, some_answers(box.manifest, dice), sequence=10**voter)
        for voter in range(6)
    ]
    assert {len(data) for data in sent} == {box.manifest.ballot_size}
    found = examine(sent[0], box.rounds.known, bytes(range(100, 132)))
    assert not isinstance(found, Verdict)
    bodies = [answer(verdict, found[1]) for verdict in Verdict]
    assert {len(body) for body in bodies} == {ANSWER_BYTES}
    assert [json.loads(body)["status"] for body in bodies] == [verdict.value for verdict in Verdict]
    assert json.loads(bodies[0])["entry"] == found[1].entry.hex()
    assert set(HTTP) == set(Verdict)
