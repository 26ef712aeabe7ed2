"""The dry run: what applying would do, row by row, without writing anything."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minping.apps.foundation.imports.kinds import OUTCOMES, REFUSED, ImportKind, Notes, Outcome, Row, Target
from minping.apps.foundation.imports.reading import Mapped, read_rows
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.sealing import blind_index
from minping.core.findings import Finding, Place, Severity, Text

LISTED = 500
"""Rows of each outcome that are listed by name; all are counted."""

MOST_FINDINGS = 20_000
_SHOWN = 60


@dataclass(frozen=True)
class DryRun:
    """``good``: rows that would be written, in order. ``counts``: outcome → number. ``digest``: the same
    for two dry runs that would do the same."""

    good: Sequence[Row]
    counts: Mapping[str, int]
    findings: Sequence[Finding]
    outcomes: Mapping[int, Outcome]
    digest: str
    notes: Notes

    def report(self) -> dict[str, Any]:
        """What is kept for the pages: findings in the order of the rows, examples of each outcome."""
        listed: dict[str, list[Any]] = {kind: [] for kind in OUTCOMES}
        for number in sorted(self.outcomes):
            outcome = self.outcomes[number]
            if len(listed[outcome.kind]) < LISTED:
                listed[outcome.kind].append([number, outcome.label, [list(c) for c in outcome.changes]])
        return {
            "findings": [finding_as_json(f, self.notes.value(f)) for f in self.findings[:MOST_FINDINGS]],
            "left_out": max(0, len(self.findings) - MOST_FINDINGS),
            "listed": listed,
        }


def untold(done: int, total: int) -> None:
    """Progress that nobody waits for."""


def dry_run(
    raw: bytes, file: str, kind: ImportKind, mapped: Mapped, target: Target, told: Told = untold
) -> DryRun:
    """Read, parse and check every row. Raises ``RefusedInput`` when the sheet cannot be used."""
    rows, notes, total = read_rows(raw, file, kind, mapped)
    told(total // 2, total)
    outcomes = {n: o for n, o in kind.check(rows, notes, target).items() if not notes.refused(n)}
    good = [row for row in rows if row.number in outcomes]
    told(total, total)
    counts = Counter(outcome.kind for outcome in outcomes.values())
    counted = {outcome: counts.get(outcome, 0) for outcome in OUTCOMES}
    counted[REFUSED] = total - len(good)
    findings = sorted(_notable(notes), key=lambda f: (f.place.row or 0, f.severity is not Severity.ERROR))
    said = [[n, o.kind, o.label, o.changes] for n, o in sorted(outcomes.items())]
    read = [[row.number, dict(row.values)] for row in good]
    text = json.dumps([mapped.as_json(), said, read, sorted(notes.refused_rows)], sort_keys=True, default=str)
    digest = blind_index(text, "import-dry-run")
    return DryRun(good, counted, findings, outcomes, digest, notes)


def _notable(notes: Notes) -> list[Finding]:
    return [finding for finding in notes.findings if finding.severity is not Severity.OPEN]


def finding_as_json(finding: Finding, value: str = "") -> dict[str, Any]:
    """A finding for the database, with what stands in its cell."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "said": [finding.text.zh, finding.text.en],
        "remedy": [finding.remedy.zh, finding.remedy.en],
        "row": finding.place.row,
        "column": finding.place.column,
        "line": finding.place.line,
        "value": value[:_SHOWN],
    }


def finding_from(stored: Mapping[str, Any], sheet: str = "") -> Finding:
    """The inverse of ``finding_as_json``; the file is known to whoever reads it on the page."""
    place = Place("", sheet, stored["row"], stored["column"], stored["line"])
    return Finding(
        stored["code"], Severity(stored["severity"]), Text(*stored["said"]), Text(*stored["remedy"]), place
    )
