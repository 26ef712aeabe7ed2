"""Counting again: the ballots from the files that the box handed over, the scores from the data of the run.

Two comparisons, each by checksum. The tallies kept since the close of every round and the signed sessions of the
sites, added up anew, against the counts that the run read; and the run's own data, scored anew, against its
record.

The checksums of counts are salted: those of a small unit could otherwise be guessed back from the checksum. The
salt is kept for whoever may see the private data.
"""

import hashlib
import hmac
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from minping.apps.results.models import RoundTally, ScoreRun
from minping.apps.results.rooms import sites_of
from minping.apps.results.storing import kept, unzipped
from minping.core.bundle.compute import compute
from minping.core.bundle.model import Bundle
from minping.core.bundle.read import read_bundle
from minping.core.bundle.units_table import index_of
from minping.core.bundle.write import write_folder
from minping.core.findings import RefusedInput
from minping.core.scoring.record import record_bytes
from minping.core.tally.counts import Counts, merged
from minping.core.tally.patterns import counts_of
from minping.core.tally.shards import load_tally, merge_tallies

MOST = 20
"""Cells that differ, named one by one."""


@dataclass(frozen=True)
class Recount:
    """``first``: what the run was made of or gave; ``again``: the same counted anew. ``tallies``, ``sites``: how
    many rounds and sessions were counted. ``cells``: of the unit, where both differ; ``broken``: files no longer
    as they were handed over."""

    tallies: int
    sites: int
    ballots_first: str
    ballots_again: str
    unit_first: str
    unit_again: str
    record_first: str
    record_again: str
    salt: str
    cells: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs and every file is as it was handed over."""
        pairs = (
            (self.ballots_first, self.ballots_again),
            (self.unit_first, self.unit_again),
            (self.record_first, self.record_again),
        )
        return all(first == again for first, again in pairs) and not self.broken

    def detail(self) -> dict[str, Any]:
        """As it is kept with the step."""
        return {**asdict(self), "same": self.same, "cells": list(self.cells), "broken": list(self.broken)}


def recounted(run: ScoreRun, code: str, salt: str) -> Recount:
    """Count everything of a run again; ``code``: of the unit that asks; ``salt``: random, new each time. Raises
    Refused when the run's own files are missing or damaged."""
    with tempfile.TemporaryDirectory() as made:
        folder = unzipped(kept(run.private), Path(made) / "private")
        bundle, again = compute(folder)
        first = bundle.raw_counts or Counts()
        tallied, number, broken = _tallied(run, bundle, Path(made))
        mine = _family(bundle, code)
        return Recount(
            tallies=number,
            sites=len({cell.cluster for cell in tallied if cell.cluster}),
            ballots_first=digest_of(first, salt),
            ballots_again=digest_of(tallied, salt),
            unit_first=digest_of(_only(first, mine), salt),
            unit_again=digest_of(_only(tallied, mine), salt),
            record_first=run.record,
            record_again=hashlib.sha256(record_bytes(again)).hexdigest(),
            salt=salt,
            cells=tuple(_apart(_only(first, mine), _only(tallied, mine)))[:MOST],
            broken=broken,
        )


def digest_of(counts: Counts, salt: str) -> str:
    """HMAC-SHA256 over every count in order, whatever file it came from."""
    rows = [
        [
            cell.unit,
            cell.group,
            cell.round,
            cell.channel,
            cell.stratum,
            cell.cluster,
            kind,
            name,
            option,
            number,
        ]
        for cell, content in counts.items()
        for kind, name, option, number in (
            *(("b", "", state, n) for state, n in sorted(content.ballots.items()) if n),
            *(
                ("a", aspect, option, n)
                for aspect, options in sorted(content.answers.items())
                for option, n in sorted(options.items())
                if n
            ),
        )
    ]
    told = json.dumps(rows, ensure_ascii=False).encode()
    return hmac.new(salt.encode(), told, hashlib.sha256).hexdigest()


def _tallied(run: ScoreRun, bundle: Bundle, made: Path) -> tuple[Counts, int, tuple[str, ...]]:
    """The counts of all kept tallies, how many there are, and which files are not what was handed over."""
    parts, broken = [], []
    rows = list(
        RoundTally.objects.filter(campaign=run.campaign_id).select_related("round").order_by("round_id")
    )
    for row in rows:
        folder = unzipped(kept(row.file), made / str(row.id))
        try:
            parts.append(load_tally(folder))
        except RefusedInput:
            broken.append(row.round.title)
            continue
        if _head_of(folder) not in {"", row.log_head} or row.scheme_digest != run.scheme_digest:
            broken.append(row.round.title)
    sites = sites_of(run.campaign_id)
    held = sites[0] if sites is not None else Counts()
    if not parts:
        return _read_back(bundle, held, made), len(rows), tuple(broken)
    index = index_of(bundle.data.units)
    categories = {code: index.category_of(code) for code in bundle.data.units}
    counts = counts_of(merge_tallies(parts).patterns, bundle.scheme, categories)
    return _read_back(bundle, merged([counts, held]), made), len(rows), tuple(broken)


def _read_back(bundle: Bundle, counts: Counts, made: Path) -> Counts:
    """The counts by the names that the campaign's own table gives to channels and sites."""
    write_folder(replace(bundle, raw_counts=counts), made / "again")
    return read_bundle(made / "again").raw_counts or Counts()


def _head_of(folder: Path) -> str:
    """The end of the box's log as it stands beside the tally."""
    path = folder / "head.json"
    if not path.exists():
        return ""
    return str(json.loads(path.read_bytes()).get("log_head", ""))


def _family(bundle: Bundle, code: str) -> set[str]:
    """The unit and what stands below it: its result is made of these."""
    known = bundle.data.units
    found = {code}
    names = {code, known[code].name} if code in known else {code}
    for other in known.values():
        if other.parent in names:
            found.add(other.code)
    return found


def _only(counts: Counts, units: set[str]) -> Counts:
    return Counts({cell: content for cell, content in counts.items() if cell.unit in units})


def _apart(first: Counts, again: Counts) -> Iterator[str]:
    """Cells whose numbers differ: ``U101 专家 专家7月: 24 → 23``."""
    before, after = dict(first.items()), dict(again.items())
    for cell in sorted({*before, *after}):
        if before.get(cell) != after.get(cell):
            was = before[cell].returned if cell in before else 0
            now = after[cell].returned if cell in after else 0
            yield f"{' '.join(filter(None, (cell.unit, cell.group, cell.round)))}: {was} → {now}"
