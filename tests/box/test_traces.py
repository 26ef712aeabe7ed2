"""What somebody finds who takes the box's files and knows in which order the voters came.

The attacker knows from the network's logs who came when, and tries every order that the files have. With
the files alone he is to find nobody; with the box's key too, through the log, no more than a batch lets
him guess.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from tests.box.workbench import ROUND, Box, ballot_of, some_answers, ticket

from minping.box.sealing import Seal, UnsealableError
from minping.core.secrecy.ballots import parse_ballot
from minping.core.secrecy.tickets import ballot_key

VOTERS, KNOWN, SEEDS = 2000, 200, (11, 12, 13, 14, 15)
GROUP = 5
"""Ballots kept with one sync; a batch leaves as soon as the rule allows, which is the worst case."""


@dataclass
class Taken:
    """The files of a box at one moment, and what is true about them. ``arrived``: keys in the order in
    which the voters came; ``entries``: log entry → key, which the box's key tells."""

    file: bytes
    log: list[bytes]
    heads: list[int]
    arrived: list[bytes]
    entries: dict[bytes, bytes]

    @cached_property
    def at(self) -> dict[bytes, int]:
        """Where each key lies in the raw file, in the order of arrival."""
        places = {key: self.file.find(key) for key in self.arrived}
        return {key: at for key, at in places.items() if at >= 0}

    @property
    def here(self) -> list[bytes]:
        """Keys of the box file in the order of arrival."""
        return list(self.at)


def _page(file: bytes) -> int:
    return int.from_bytes(file[16:18], "big") % 65535 or 65536


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation of two lists without ties."""
    size = len(one)
    return 1 - 6 * sum((a - b) ** 2 for a, b in zip(_ranks(one), _ranks(other), strict=True)) / (
        size * (size * size - 1)
    )


def _ranks(values: Sequence[float]) -> list[int]:
    ranks = [0] * len(values)
    for rank, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        ranks[at] = rank
    return ranks


def found(order: Sequence[bytes], arrived: Sequence[bytes], dice: Random) -> int:
    """Of 200 known voters: how many are at the place of ``order`` that fits their place of arrival."""
    known = dice.sample(range(len(arrived)), KNOWN)
    scale = len(order) / len(arrived)
    return sum(order[min(int(at * scale), len(order) - 1)] == arrived[at] for at in known)


def _voted(folder: Path, seed: int) -> tuple[Box, list[bytes], dict[bytes, bytes], list[int]]:
    """A round in which 2,000 voters came one after the other. The heads' sizes are public."""
    dice = Random(seed)
    box = Box(folder, dice=Random(seed + 1000)).open()
    arrived, entries, heads = [], {}, [1]
    voters = dice.sample(range(10**6), VOTERS)
    for first in range(0, VOTERS, GROUP):
        sent = {
            voter: ballot_of(box.manifest, voter, some_answers(box.manifest, dice))
            for voter in voters[first : first + GROUP]
        }
        assert box.send(*sent.values()) == ["stored"] * GROUP
        for voter, data in sent.items():
            arrived.append(ballot_key(ROUND, ticket(voter)))
            entries[bytes.fromhex(parse_ballot(data).entry)] = arrived[-1]
        box.kept.flush_full()
        if box.kept.log_size != heads[-1]:
            heads.append(box.kept.log_size)
    return box, arrived, entries, heads


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Taken, Taken]]:
    """For each seed: the files while the round is open, and after the last flush."""
    both = []
    for seed in SEEDS:
        box, arrived, entries, heads = _voted(tmp_path_factory.mktemp("taken"), seed)
        during = Taken(box.file.read_bytes(), box.kept.log(), list(heads), arrived, entries)
        box.kept.finish()
        heads.append(box.kept.log_size)
        after = Taken(box.file.read_bytes(), box.kept.log(), heads, arrived, entries)
        assert len(after.here) == VOTERS
        assert VOTERS - 60 < len(during.here) < VOTERS
        both.append((during, after))
        box.rounds.close()
    return both


@pytest.mark.parametrize("moment", [0, 1], ids=["while open", "at the end"])
def test_the_place_in_the_raw_file_does_not_follow_the_order_of_arrival(
    taken: list[tuple[Taken, Taken]], moment: int
) -> None:
    for one in taken:
        at = one[moment].at
        page = _page(one[moment].file)
        here = one[moment].here
        assert abs(correlation(range(len(here)), [at[key] for key in here])) < 0.1
        in_page = [at[key] % page + at[key] / 1e9 for key in here]
        assert abs(correlation(range(len(here)), in_page)) < 0.1


def _orders(one: Taken) -> dict[str, list[bytes]]:
    at, page = one.at, _page(one.file)
    return {
        "file": sorted(at, key=at.__getitem__),
        "file, backwards": sorted(at, key=at.__getitem__, reverse=True),
        "within pages": sorted(at, key=lambda key: at[key] % page),
        "key": sorted(at),
        "row": _rows(one.file),
    }


def _rows(file: bytes) -> list[bytes]:
    """The keys as a query without any order gives them."""
    with sqlite3.connect(":memory:") as memory:
        memory.deserialize(file)
        return [key for (key,) in memory.execute("SELECT ballot FROM ballots")]


@pytest.mark.parametrize("moment", [0, 1], ids=["while open", "at the end"])
def test_whoever_takes_the_files_finds_hardly_anybody(taken: list[tuple[Taken, Taken]], moment: int) -> None:
    for seed, one in zip(SEEDS, taken, strict=True):
        for name, order in _orders(one[moment]).items():
            assert found(order, one[moment].here, Random(seed)) <= 5, name


def test_the_log_leads_to_no_row_without_the_key(taken: list[tuple[Taken, Taken]]) -> None:
    """An entry lies in the log alone, its row does not hold it; and no old copy of a page is left over."""
    for _, one in taken:
        assert all(one.file.count(entry) == 1 for entry in one.log[::50])
        assert all(one.file.count(key) == 1 for key in one.here[::50])


def test_with_the_key_too_the_log_says_no_more_than_a_batch_does(
    taken: list[tuple[Taken, Taken]],
) -> None:
    """The best guess by the log: somebody of the first batch that left after the voter came."""
    by_place = by_batch = 0
    for seed, (_, one) in zip(SEEDS, taken, strict=True):
        dice, order = Random(seed), [one.entries[entry] for entry in one.log[1:]]
        by_place += found(order, one.arrived, dice)
        for at in dice.sample(range(VOTERS), KNOWN):
            low, high = _first_batch(one.heads, at)
            by_batch += dice.choice(one.log[low:high]) == _entry(one, at)
    assert by_place <= 5 * len(SEEDS)
    assert by_batch <= 5 * len(SEEDS)


def _first_batch(heads: list[int], arrival: int) -> tuple[int, int]:
    """The attacker knows the rule: a batch leaves once 20 more than those held back wait."""
    waiting_after = 40
    for low, high in pairwise(heads):
        if high - 1 + waiting_after > arrival:
            return low, high
    return heads[-2], heads[-1]


def _entry(one: Taken, arrival: int) -> bytes:
    return next(entry for entry, key in one.entries.items() if key == one.arrived[arrival])


def test_an_open_insertion_order_would_be_found() -> None:
    """The attack itself works: on a table with row numbers it finds everybody."""
    dice = Random(1)
    arrived = [dice.randbytes(32) for _ in range(VOTERS)]
    with sqlite3.connect(":memory:") as file:
        file.execute("CREATE TABLE ballots (ballot BLOB)")
        file.executemany("INSERT INTO ballots VALUES (?)", [(key,) for key in arrived])
        naive = Taken(file.serialize(), [], [], arrived, {})
    assert abs(correlation(range(VOTERS), [naive.at[key] for key in arrived])) > 0.9
    assert found(_rows(naive.file), arrived, dice) == KNOWN


def test_the_spool_shows_neither_order_nor_number(tmp_path: Path) -> None:
    """Slots of ballots and of dummies look alike, and a slot is drawn by lot."""
    box = Box(tmp_path, dice=Random(3)).open()
    spool = box.kept.home / "spool"
    empty = spool.read_bytes()
    box.vote(*range(59))
    held = spool.read_bytes()
    slot = box.manifest.ballot_size + 1 + 28
    assert len(empty) == len(held)
    assert len(held) % slot == 0
    changed = [at for at in range(0, len(held), slot) if held[at : at + slot] != empty[at : at + slot]]
    assert len(changed) == 59
    assert len({held[at : at + 12] for at in range(0, len(held), slot)}) == len(held) // slot
    assert abs(held.count(0) / len(held) - 1 / 256) < 0.001
    with pytest.raises(UnsealableError):
        Seal(bytes(32)).open(held[changed[0] : changed[0] + slot], b"")
    order = list(box.kept._waiting["all"])
    assert abs(correlation(range(59), order)) < 0.3


SUSPECT = re.compile(r"date|time|stamp|addr|agent|ip\b|day|hour|autoincrement|references|foreign|batch", re.I)


def test_no_table_has_room_for_an_hour_an_address_or_an_order(box: Box) -> None:
    with sqlite3.connect(box.file) as file:
        tables = dict(file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
        others = file.execute("SELECT count(*) FROM sqlite_schema WHERE type <> 'table'").fetchone()
        columns = {name: file.execute(f"PRAGMA table_info({name})").fetchall() for name in tables}
    assert set(tables) == {"ballots", "log"}
    assert others == (0,)
    for sql in tables.values():
        assert not SUSPECT.search(sql)
        assert "WITHOUT ROWID" in sql
    assert [(c[1], c[2]) for c in columns["ballots"]] == [
        ("ballot", "BLOB"),
        ("class", "TEXT"),
        ("sequence", "INTEGER"),
        ("sealed", "BLOB"),
    ]
    assert [(c[1], c[2]) for c in columns["log"]] == [("entry", "BLOB"), ("number", "INTEGER")]


def test_a_replaced_version_is_gone_from_the_file_and_no_other_file_is_left(box: Box) -> None:
    box.vote(*range(60))
    box.kept.flush_all()
    with sqlite3.connect(box.file) as file:
        rows = dict(file.execute("SELECT ballot, sealed FROM ballots"))
    box.clock.seconds += 30
    box.vote(*range(60), sequence=2)
    box.kept.flush_all()
    raw = box.file.read_bytes()
    assert all(key in raw for key in rows)
    assert not any(sealed[:40] in raw for sealed in rows.values())
    assert {path.name for path in box.kept.home.iterdir()} == {"box.sqlite3", "spool", "manifest.json"}


def test_nothing_that_a_voter_sent_lies_open_anywhere(tmp_path: Path) -> None:
    box = Box(tmp_path)
    box.mirror = tmp_path / "mirror"
    box.open()
    sent = [ballot_of(box.manifest, voter, {("edu", "law"): "A"}) for voter in range(70)]
    assert box.send(*sent) == ["stored"] * 70
    box.rounds.sweep()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 8
    for data in sent:
        ballot = parse_ballot(data)
        for secret in (ballot.ticket, ballot.mac, ballot.salt, ballot.grades):
            hidden = [secret.encode()] + ([bytes.fromhex(secret)] if len(secret) == 64 else [])
            assert not any(part in content for part in hidden for content in files)
