"""Rounds found in the exchange folder: good ones are served whatever lies beside them."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from tests.box.workbench import ROUND, Box, ballot_of, codes, manifest_of, plan

from minping.box.sealing import box_key
from minping.core.findings import RefusedInput
from minping.core.secrecy.exchange import round_folder
from minping.core.secrecy.manifest import Choice, to_canonical
from minping.core.tally.shards import load_tally

OTHER = "5b8d0f0e-8a57-4a0b-bf0c-1a6f6d1f9a77"


def put(box: Box, name: str, data: bytes) -> Path:
    path = round_folder(box.exchange, name) / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"{}", b"null"])
def test_a_damaged_manifest_is_told_once_and_the_others_are_served(box: Box, data: bytes) -> None:
    path = put(box, OTHER, data)
    box.rounds.sweep()
    box.rounds.sweep()
    assert codes(box.told) == ["manifest.damaged"]
    (finding,) = box.told
    assert finding.place.file == f"{OTHER}/manifest.json"
    assert finding.remedy.zh
    assert finding.remedy.en
    box.vote(1)
    shutil.copy(round_folder(box.exchange, ROUND) / "scheme.json", path.parent)
    path.write_bytes(to_canonical(replace(box.manifest, round=OTHER)))
    box.rounds.sweep()
    assert set(box.rounds.known) == {ROUND, OTHER}
    assert len(box.told) == 1


def test_a_manifest_in_the_wrong_folder_or_with_another_key_is_refused(box: Box) -> None:
    put(box, OTHER, to_canonical(box.manifest))
    third = OTHER[:-1] + "8"
    put(box, third, to_canonical(replace(box.manifest, round=third, key="0" * 16)))
    box.rounds.sweep()
    assert codes(box.told) == ["box.misplaced", "box.other_key"]
    assert set(box.rounds.known) == {ROUND}


def test_a_manifest_changed_after_the_opening_is_told_and_the_first_one_holds(box: Box) -> None:
    box.vote(1)
    path = round_folder(box.exchange, ROUND) / "manifest.json"
    good = path.read_bytes()
    path.write_bytes(to_canonical(replace(box.manifest, title="改了")))
    box.rounds.sweep()
    assert codes(box.told) == ["box.manifest_changed"]
    box.vote(2)
    box.rounds.close()
    box.start()
    box.rounds.sweep()
    assert codes(box.told) == ["box.manifest_changed"] * 2
    assert box.rounds.known[ROUND].data == good
    assert box.kept.counted == 2
    path.unlink()
    box.rounds.sweep()
    box.vote(3)
    path.write_bytes(good)
    box.rounds.sweep()
    box.rounds.sweep()
    assert len(box.told) == 2


def test_two_rounds_keep_apart(box: Box) -> None:
    other = replace(box.manifest, round=OTHER)
    put(box, OTHER, to_canonical(other))
    box.rounds.sweep()
    sent = ballot_of(box.manifest, 1)
    box.vote(1)
    kept = box.rounds.known[OTHER].kept
    assert kept is not None
    assert kept.counted == 0
    assert sent != ballot_of(other, 1)


def test_a_lost_box_key_is_never_replaced_by_a_new_one(box: Box) -> None:
    box.vote(1)
    key = box.home / "box.key"
    saved = key.read_bytes()
    key.chmod(0o600)
    key.unlink()
    with pytest.raises(RefusedInput, match="密钥"):
        box_key(box.home)
    key.write_bytes(saved[:-1])
    with pytest.raises(RefusedInput, match="长度"):
        box_key(box.home)
    key.write_bytes(bytes(32))
    box.rounds.close()
    box.start()
    assert codes(box.told) == ["box.spool"]
    assert ROUND not in box.rounds.known
    key.write_bytes(saved)
    box.rounds.sweep()
    box.rounds.close()
    box.start()
    assert box.kept.counted == 1


def test_the_key_is_readable_by_its_owner_alone(box: Box) -> None:
    assert (box.home / "box.key").stat().st_mode & 0o777 == 0o400
    assert (box.home / "rounds" / ROUND).stat().st_mode & 0o077 == 0


def test_a_round_that_vanished_from_the_exchange_folder_is_kept(box: Box) -> None:
    box.vote(1)
    shutil.rmtree(round_folder(box.exchange, ROUND))
    box.rounds.sweep()
    box.vote(2)
    assert box.kept.counted == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"group": "nobody"},
        {"round_code": "never"},
        {"forms": {category: form[:1] for category, form in manifest_of(plan()).forms.items()}},
        {"scales": {"five": (*manifest_of(plan()).scales["five"], Choice("Z", "好"))}},
        {"channel": "paper"},
    ],
)
def test_a_round_that_could_not_be_tallied_is_never_opened(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    groups = plan().groups
    groups = {**groups, "experts": replace(groups["experts"], channels=("web",))}
    box = Box(tmp_path, replace(plan(), groups=groups)).open(**changes)
    assert codes(box.told) == ["box.misfit"]
    assert box.rounds.known == {}


def test_a_scheme_without_rounds_is_tallied_too(tmp_path: Path) -> None:
    box = Box(tmp_path, replace(plan(), rounds={})).open(round_code="2026年测评")
    box.vote(1)
    box.close()
    tally = load_tally(round_folder(box.exchange, ROUND) / "tally")
    assert {cell.round for cell in tally.patterns.cells} == {""}
    assert box.told == []


def test_a_round_whose_scheme_is_still_missing_takes_ballots_and_says_so(tmp_path: Path) -> None:
    box = Box(tmp_path)
    put(box, ROUND, to_canonical(box.manifest))
    box.start()
    assert codes(box.told) == ["box.scheme"]
    box.vote(1)


def test_a_damaged_box_file_is_refused_in_words_and_the_other_rounds_are_served(box: Box) -> None:
    other = replace(box.manifest, round=OTHER)
    put(box, OTHER, to_canonical(other))
    shutil.copy(round_folder(box.exchange, ROUND) / "scheme.json", round_folder(box.exchange, OTHER))
    box.vote(*range(10))
    box.kept.finish()
    with sqlite3.connect(box.file) as file:
        file.execute("UPDATE ballots SET sealed = zeroblob(500) WHERE sequence = 1")
    file.close()
    box.rounds.close()
    box.start()
    assert codes(box.told) == ["box.damaged"]
    assert set(box.rounds.known) == {OTHER}
    (box.home / "rounds" / ROUND / "box.sqlite3").write_bytes(b"no database at all" * 999)
    box.rounds.sweep()
    assert codes(box.told) == ["box.damaged", "box.round"]
