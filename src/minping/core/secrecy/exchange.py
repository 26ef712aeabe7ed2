"""The exchange folder: all that passes between the application and the box, as files.

``rounds/<round>/`` holds ``manifest.json`` and ``scheme.json`` (application → box, never changed),
``close.json`` (application → box, when two persons have closed the round), ``status.json`` and
``tally/`` (box → application).
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.secrecy.canonical import NotCanonicalError, from_bytes, to_bytes
from minping.core.secrecy.manifest import Manifest, manifest_hash, to_canonical
from minping.core.secrecy.manifest_check import MANIFEST, check_manifest

ROUNDS = "rounds"
SCHEME = "scheme.json"
CLOSE = "close.json"
STATUS = "status.json"
TALLY = "tally"
HEAD = "head.json"


@dataclass(frozen=True)
class Status:
    """What the box tells about a round. ``counted``: ballots, rounded down to tens while the round is
    open. ``superseded``: versions replaced by a later one; 0 while open. ``log_size`` and ``log_head``:
    the Merkle log, its head in hexadecimal; it grows by batches only."""

    round: str
    manifest: str
    state: str
    counted: int
    superseded: int
    log_size: int
    log_head: str

    @property
    def closed(self) -> bool:
        return self.state == "closed"


@dataclass(frozen=True)
class Head:
    """The end of a round, beside its tally. ``rejected``: ballots set aside by a rule of the scheme;
    it and ``counted`` are numbers of voters, ``log_size`` is 1 + counted + superseded."""

    round: str
    manifest: str
    scheme: str
    counted: int
    superseded: int
    rejected: int
    log_size: int
    log_head: str
    classes: Mapping[str, int]


def round_folder(exchange: Path, round_id: str) -> Path:
    """Where the files of a round lie."""
    return exchange / ROUNDS / round_id


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader finds the old bytes or the new ones, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as write:
        write.write(data)
        write.flush()
        os.fsync(write.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk: a new file may vanish with the power else."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_round(exchange: Path, manifest: Manifest, scheme: bytes) -> str:
    """Hand a round to the box: the frozen scheme, then the manifest. Returns the manifest's hash.

    Doing it again with the same content changes nothing. Raises RefusedInput when the manifest is not
    fit, when the scheme is not the one it names, or when the round is open with other content.
    """
    if findings := check_manifest(manifest):
        raise RefusedInput(findings)
    if hashlib.sha256(scheme).hexdigest() != manifest.scheme_hash:
        raise RefusedInput([_other_scheme()])
    folder, data = round_folder(exchange, manifest.round), to_canonical(manifest)
    there = folder / MANIFEST
    if there.exists() and there.read_bytes() != data:
        raise RefusedInput([_already_open(Place(str(there)))])
    write_whole(folder / SCHEME, scheme)
    write_whole(there, data)
    return manifest_hash(data)


def close_round(exchange: Path, manifest: Manifest) -> None:
    """Tell the box that two persons have closed the round. Doing it again changes nothing."""
    document = {"round": manifest.round, "manifest": manifest_hash(to_canonical(manifest))}
    write_whole(round_folder(exchange, manifest.round) / CLOSE, to_bytes(document))


def is_closed_by_office(folder: Path, manifest: Manifest) -> bool:
    """Whether ``close.json`` in a round's folder closes this very manifest. Raises RefusedInput when the
    file is there and says something else."""
    path = folder / CLOSE
    if not path.exists():
        return False
    expected = {"round": manifest.round, "manifest": manifest_hash(to_canonical(manifest))}
    if _object(path) != expected:
        raise RefusedInput([_damaged(path)])
    return True


def write_status(exchange: Path, status: Status) -> None:
    """The box's word about a round."""
    write_whole(round_folder(exchange, status.round) / STATUS, to_bytes(vars(status)))


def read_status(exchange: Path, round_id: str) -> Status | None:
    """What the box last said about a round; None before its first word. Raises RefusedInput."""
    path = round_folder(exchange, round_id) / STATUS
    return Status(**_record(path, Status)) if path.exists() else None


def write_head(folder: Path, head: Head) -> None:
    """The end of a round into its tally folder."""
    write_whole(folder / HEAD, to_bytes(vars(head)))


def read_head(exchange: Path, round_id: str) -> Head | None:
    """The end of a round; None while it is not tallied. Raises RefusedInput."""
    path = round_folder(exchange, round_id) / TALLY / HEAD
    return Head(**_record(path, Head)) if path.exists() else None


def _record(path: Path, kind: type[Status] | type[Head]) -> dict[str, Any]:
    found = _object(path)
    if set(found) != set(kind.__dataclass_fields__):
        raise RefusedInput([_damaged(path)])
    return found


def _object(path: Path) -> dict[str, Any]:
    try:
        found = from_bytes(path.read_bytes())
    except (OSError, NotCanonicalError) as fault:
        raise RefusedInput([_damaged(path)]) from fault
    if not isinstance(found, dict):
        raise RefusedInput([_damaged(path)])
    return found


def _damaged(path: Path) -> Finding:
    return error(
        "exchange.damaged",
        "交换文件夹里的文件缺失、损坏或属于另一份清单",
        "a file of the exchange folder is missing, damaged or belongs to another manifest",
        "请从应用重新写出这个文件",
        "let the application write this file again",
        Place(f"{path.parent.name}/{path.name}"),
    )


def _other_scheme() -> Finding:
    return error(
        "exchange.other_scheme",
        "方案与清单记载的指纹不符",
        "the scheme is not the one whose hash the manifest names",
        "请用该活动定稿的方案",
        "use the frozen scheme of the campaign",
        Place(SCHEME),
    )


def _already_open(place: Place) -> Finding:
    return error(
        "exchange.already_open",
        "该轮次已开放，清单不能再改",
        "this round is open and its manifest cannot change",
        "如须改动，请另开一轮",
        "open another round if something must change",
        place,
    )
