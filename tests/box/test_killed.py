"""kill -9 of the real process under load: what was acknowledged is there, once."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest
from tests.box.running import PATIENCE, REAL, ROOT, TWIN, Process, Voters, opened
from tests.box.workbench import ROUND, STEPS, Box, ballot_of, ticket

from minping.core.secrecy.ballots import parse_ballot
from minping.core.secrecy.exchange import close_round, read_head, read_status
from minping.core.secrecy.tickets import ballot_key

CROWDS = 6
"""Threads that cast at the same time."""


def _made_ready(folder: Path) -> Box:
    """The process has the true clock: the round closes in a hundred years."""
    box = Box(folder).open(closes="2126-03-31T18:00:00+08:00")
    box.rounds.close()
    return box


def _killed_under_load(box: Box, program: str, first: int, dice: Random) -> dict[int, str]:
    """Start the box, let crowds cast, kill it at a random moment; who was told ``stored``."""
    with opened(Process(box.folder, program)) as process:
        crowds = [
            Voters(process.port, box.manifest, range(first + at * 10**5, first + (at + 1) * 10**5))
            for at in range(CROWDS)
        ]
        for crowd in crowds:
            crowd.start()
        while not any(crowd.acknowledged or not crowd.is_alive() for crowd in crowds):
            Event().wait(0.01)
        Event().wait(dice.uniform(0.05, 0.7))
        process.kill()
        for crowd in crowds:
            crowd.join()
    return {voter: entry for crowd in crowds for voter, entry in crowd.acknowledged.items()}


def _kept(box: Box) -> tuple[dict[bytes, bytes], list[bytes]]:
    """After a start in this process and the last flush: key → entry of every ballot, and the log."""
    box.start()
    box.kept.finish()
    cards = list(box.kept.cards())
    log = box.kept.log()
    assert len(cards) == len({card.ballot for card in cards})
    box.rounds.close()
    return {card.ballot: card.entry for card in cards}, log


def _lost(acknowledged: dict[int, str], kept: dict[bytes, bytes]) -> list[int]:
    return [
        voter
        for voter, entry in acknowledged.items()
        if kept.get(ballot_key(ROUND, ticket(voter)), b"").hex() != entry
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_no_acknowledged_ballot_is_lost_and_none_is_doubled(tmp_path: Path, seed: int) -> None:
    box, dice = _made_ready(tmp_path), Random(seed)
    acknowledged: dict[int, str] = {}
    for trial in range(4):
        acknowledged |= _killed_under_load(box, REAL, trial * 10**6, dice)
    assert len(acknowledged) > 50
    kept, log = _kept(box)
    assert _lost(acknowledged, kept) == []
    assert len(log) == len(set(log)) == 1 + len(kept)
    assert set(log[1:]) == set(kept.values())


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_of_a_flush_it_loses_and_doubles_nothing(tmp_path: Path, step: str) -> None:
    box = Box(tmp_path).open()
    box.vote(*range(50))
    box.clock.seconds += 30
    box.vote(*range(10), sequence=2)
    box.rounds.close()
    command = [sys.executable, "-m", "tests.box.crashing", str(tmp_path), step]
    died = subprocess.run(command, cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    expected = {ballot_key(ROUND, ticket(voter)): 2 if voter < 10 else 1 for voter in range(50)}
    box.start()
    assert {card.ballot for card in box.kept.cards()} <= set(expected)
    box.kept.finish()
    assert {card.ballot: card.sequence for card in box.kept.cards()} == expected
    log = box.kept.log()
    assert len(log) == len(set(log)) == 1 + 60
    assert {path.name for path in box.kept.home.iterdir()} == {"box.sqlite3", "spool", "manifest.json"}


def test_the_broken_twin_is_caught(tmp_path: Path) -> None:
    box, dice = _made_ready(tmp_path), Random(1)
    acknowledged = _killed_under_load(box, TWIN, 0, dice)
    kept, _ = _kept(box)
    assert len(acknowledged) >= 1
    assert _lost(acknowledged, kept)


def test_a_voter_who_got_no_answer_posts_again_and_counts_once(tmp_path: Path) -> None:
    box = _made_ready(tmp_path)
    sent = ballot_of(box.manifest, 1)
    for _ in range(2):
        with opened(Process(tmp_path)) as process:
            for _ in range(2):
                told = process.post(sent)
                assert told == (200, {"entry": parse_ballot(sent).entry, "status": "stored"})
    kept, _ = _kept(box)
    assert len(kept) == 1


def test_an_orderly_stop_and_a_close_through_the_process(tmp_path: Path) -> None:
    box = _made_ready(tmp_path)
    with opened(Process(tmp_path)) as process:
        for voter in range(30):
            assert process.post(ballot_of(box.manifest, voter))[0] == 200
        assert process.stop() == 0
        process.start()
        close_round(box.exchange, box.manifest)
        for _ in range(600):
            status = read_status(box.exchange, ROUND)
            if status and status.closed:
                break
            Event().wait(0.1)
        assert process.post(ballot_of(box.manifest, 99))[0] == 410
        assert process.stop() == 0
    head = read_head(box.exchange, ROUND)
    assert head is not None
    assert head.counted == 30
    words = (tmp_path / "words").read_text()
    assert "Traceback" not in words
    assert "/b/cast" not in words


def test_a_demo_may_be_at_another_day(tmp_path: Path) -> None:
    box = Box(tmp_path).open()
    box.rounds.close()
    last = box.manifest.closing.date()
    for day, status in ((last - timedelta(days=1), 200), (last + timedelta(days=1), 410)):
        with opened(Process(tmp_path, more=("--as-of", day.isoformat()))) as process:
            assert process.post(ballot_of(box.manifest, status))[0] == status


def test_a_second_box_on_the_same_folder_or_port_is_refused_in_words(tmp_path: Path) -> None:
    _made_ready(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    with opened(Process(tmp_path)) as first:
        for second, word in (
            (Process(tmp_path), "另一个票箱进程"),
            (Process(other, port=first.port), "端口"),
        ):
            second.begin()
            try:
                assert second.running.wait(PATIENCE) == 3
            finally:
                second.running.kill()
            assert word in second.words.read_text()
            assert "Traceback" not in second.words.read_text()
        assert first.get("/b/health").status == 200
