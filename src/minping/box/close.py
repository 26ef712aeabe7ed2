"""The end of a round: ballots → answer patterns per cell, as every other tally, and the head of the log."""

import csv
import hashlib
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from minping.box.keeping import KeptRound
from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.scheme.canonical import from_canonical
from minping.core.scheme.model import BallotAction, Scheme
from minping.core.scoring.inputs import Unit
from minping.core.secrecy.ballots import by_unit, decode_grades, parse_ballot
from minping.core.secrecy.exchange import SCHEME, TALLY, write_head
from minping.core.secrecy.exchange import Head as LogHead
from minping.core.secrecy.manifest import Manifest
from minping.core.secrecy.manifest_check import MANIFEST
from minping.core.tally.files import tally_files
from minping.core.tally.heads import Head, HeadReader
from minping.core.tally.names import SchemeNames
from minping.core.tally.patterns import Patterns
from minping.core.tally.result import TallyResult
from minping.core.tally.shards import save_tally

_SCRATCH = "counting-"
_CELL = ("unit", "group", "round", "channel", "ballot")


def tally_round(kept: KeptRound, folder: Path) -> LogHead:
    """Tally a finished round into ``folder/tally``: the same files as any tally, and ``head.json``, which
    is written last. Doing it again gives the same.

    Whole-ballot rules and cross-moments are worked out here, since only here one voter's answers lie
    together; what is written holds no such link. Raises RefusedInput.
    """
    scheme = frozen_scheme(folder, kept.manifest)
    with _scratch(kept.home) as table:
        classes = _write_table(kept, _about(kept.manifest, scheme), table)
        nobody = TallyResult(Patterns(), scheme_hash=kept.manifest.scheme_hash)
        counted = sum(classes.values())
        result = _tally(table, scheme, kept.manifest) if counted else nobody
    save_tally(result, folder / TALLY)
    (folder / TALLY).chmod(folder.stat().st_mode & 0o777)  # the application reads it, as what lies beside it
    head = LogHead(
        round=kept.manifest.round,
        manifest=kept.hash,
        scheme=kept.manifest.scheme_hash,
        counted=counted,
        superseded=kept.log_size - 1 - counted,
        rejected=sum(result.rejected.values()),
        log_size=kept.log_size,
        log_head=kept.log_head,
        classes=classes,
    )
    write_head(folder / TALLY, head)
    return head


def frozen_scheme(folder: Path, manifest: Manifest) -> Scheme:
    """The scheme beside a manifest. Raises RefusedInput when it is missing or another one."""
    place = Place(f"{manifest.round}/{SCHEME}")
    try:
        data = (folder / SCHEME).read_bytes()
    except OSError as fault:
        raise RefusedInput([_no_scheme(place)]) from fault
    if hashlib.sha256(data).hexdigest() != manifest.scheme_hash:
        raise RefusedInput([_no_scheme(place)])
    return _setting_aside(from_canonical(data, place.file))


def misfits(manifest: Manifest, scheme: Scheme) -> list[Finding]:
    """Why ballots of this round could not be tallied under its scheme: to be asked before one is cast."""
    reader, about = HeadReader(scheme, _units(manifest)), _about(manifest, scheme)
    asked = dict(zip(("group", "round", "channel"), about, strict=True))
    found = []
    for unit in manifest.units:
        head = reader.read({"unit": unit.code, **asked}, keyed=True)
        if not isinstance(head, Head):
            return [_misfit(manifest, "group, round, channel, unit", "、".join([*about, unit.code]))]
        form = manifest.forms[unit.category]
        options = [{choice.code for choice in manifest.scales[question.scale]} for question in form]
        known = [{option.code for option in scale.options} for scale in head.form.scales]
        same = tuple(question.aspect for question in form) == head.form.aspects
        if not same or not all(map(set.issubset, options, known)):
            found.append(_misfit(manifest, f"forms.{unit.category}", unit.category))
    return found[:1]


def _units(manifest: Manifest) -> dict[str, Unit]:
    return {unit.code: Unit(unit.code, unit.name, unit.category) for unit in manifest.units}


def _about(manifest: Manifest, scheme: Scheme) -> tuple[str, str, str]:
    """Group, round and channel as the tally reads them: a scheme may know no rounds of a group."""
    rounds = SchemeNames(scheme).rounds_of(manifest.group)
    return manifest.group, manifest.round_code if rounds else "", manifest.channel


def _misfit(manifest: Manifest, path: str, value: str) -> Finding:
    return error(
        "box.misfit",
        f"清单与方案对不上（{value}），这样的选票无法计票，不予开放",
        f"the manifest does not fit its scheme ({value}): such ballots could not be tallied; not opened",
        "请在应用里核对层面、轮次、渠道、测评项和量表后另开一轮",
        "compare voter group, round, channel, aspects and scales in the application and open another round",
        Place(f"{manifest.round}/{MANIFEST}", path=path),
    )


def _setting_aside(scheme: Scheme) -> Scheme:
    """A ballot that a rule refuses cannot be handed back to anybody here: it is set aside and counted."""
    rules = tuple(
        replace(rule, action=BallotAction.QUARANTINE) if rule.action is BallotAction.REFUSE else rule
        for rule in scheme.validity.ballot_rules
    )
    return replace(scheme, validity=replace(scheme.validity, ballot_rules=rules))


def _no_scheme(place: Place) -> Finding:
    return error(
        "box.scheme",
        "缺少清单所指的定稿方案，尚未计票",
        "the frozen scheme that the manifest names is missing; nothing is tallied yet",
        "请从应用重新写出 scheme.json",
        "let the application write scheme.json again",
        place,
    )


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """A table of ballots inside the box's own folder, overwritten before it goes."""
    clear_scratch(home)
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=home))
    try:
        yield folder / "ballots.csv"
    finally:
        clear_scratch(home)


def clear_scratch(home: Path) -> None:
    """Overwrite and remove what a tally, also one that was killed, left in the box's folder."""
    for folder in home.glob(f"{_SCRATCH}*"):
        for file in folder.iterdir():
            _overwrite(file)
            file.unlink()
        folder.rmdir()


def _overwrite(file: Path) -> None:
    left = file.stat().st_size
    with file.open("r+b") as write:
        while left > 0:
            left -= write.write(bytes(min(left, 1 << 20)))


def _write_table(kept: KeptRound, about: Sequence[str], table: Path) -> dict[str, int]:
    """One row for each ballot and unit, under a random key; ballots by class."""
    manifest = kept.manifest
    aspects = list(dict.fromkeys(q.aspect for asked in manifest.forms.values() for q in asked))
    classes = dict.fromkeys((one.code for one in manifest.classes), 0)
    with table.open("w", encoding="utf-8", newline="") as write:
        writer = csv.writer(write)
        writer.writerow([*_CELL, *aspects])
        for card in kept.cards():
            classes[card.class_code] += 1
            key, answers = secrets.token_hex(8), _answers(manifest, card.data)
            for unit, given in answers.items():
                writer.writerow([unit, *about, key, *(given.get(aspect, "") for aspect in aspects)])
    return classes


def _answers(manifest: Manifest, data: bytes) -> dict[str, dict[str, str]]:
    ballot = parse_ballot(data)
    answers = decode_grades(manifest, ballot.class_code, ballot.grades)
    apart = by_unit(manifest.questions(ballot.class_code), answers)
    return {unit: dict(given) for unit, given in apart.items()}


def _tally(table: Path, scheme: Scheme, manifest: Manifest) -> TallyResult:
    return tally_files([table], scheme, _units(manifest), scheme_hash=manifest.scheme_hash)
