"""Ballot files → tally. The public door of the room.

Columns of a ballot table (any order; Chinese or English names, see ``columns.FIELD_ALIASES``): unit;
group and round unless the scheme leaves no choice; channel, stratum, cluster if distinguished; one
column per aspect. Optional: ``state`` (废票), ``ballot`` (key that ties the rows of one rater),
``count`` (identical ballots a row stands for), ``date`` (for the rule ``late``).
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from minping.core.findings import Finding, Place, RefusedInput, has_errors, warning
from minping.core.scheme.model import BallotCheck, Scheme
from minping.core.tally.ballot_rules import RuleHit, hit_findings
from minping.core.tally.columns import HeaderReader
from minping.core.tally.coverage import TableMet, moments_left_out, uncovered_rules, without_key
from minping.core.tally.engine import Engine, UnreadableTable
from minping.core.tally.heads import HeadReader
from minping.core.tally.names import ListedUnit
from minping.core.tally.patterns import Patterns, row_hits
from minping.core.tally.problems import Problem, Problems, finding_for, untold_finding
from minping.core.tally.result import TallyResult
from minping.core.tally.sources import (
    BallotFile,
    Source,
    Workspace,
    empty_finding,
    mended,
    open_file,
    unreadable_finding,
)
from minping.core.tally.tabulate import Tabulated, Tabulator
from minping.core.tally.whole_ballots import Judged, WholeBallots

Progress = Callable[[str, int], None]
MOST_ALTERNATIVES = 500


def tally_files(
    files: Sequence[Path | BallotFile],
    scheme: Scheme,
    units: Mapping[str, ListedUnit],
    *,
    progress: Progress | None = None,
    normalise: Callable[[str], str] | None = None,
    scheme_hash: str = "",
) -> TallyResult:
    """Tally ballot files of any size: CSV, TSV, Parquet, Excel, OpenDocument.

    ``units``: by code. ``progress(file, ballots so far)`` is called while text is read, from any thread,
    and after each table. ``normalise`` rewrites unit names before they are compared. The result is the
    same for the same ballots in any order, partition or format.

    Raises RefusedInput with all findings when anything is wrong with any file.
    """
    with tempfile.TemporaryDirectory(prefix="minping-tally-") as folder, Engine(Path(folder)) as engine:
        run = _Run(engine, Workspace(Path(folder)), HeadReader(scheme, units, normalise), progress)
        for file in files:
            run.file(file if isinstance(file, BallotFile) else BallotFile(file))
        result = run.result()
    return replace(result, scheme_hash=scheme_hash)


@dataclass
class _Run:
    engine: Engine
    workspace: Workspace
    reader: HeadReader
    progress: Progress | None
    findings: list[Finding] = field(default_factory=list)
    hits: Counter[RuleHit] = field(default_factory=Counter)
    sources: list[Source] = field(default_factory=list)
    tables: list[TableMet] = field(default_factory=list)
    ballots: int = 0

    def __post_init__(self) -> None:
        self.header = HeaderReader(self.reader.scheme)
        self.tabulator = Tabulator(self.reader, Patterns())
        self.whole = WholeBallots(self.engine, self.tabulator, self.reader.scheme)

    def file(self, file: BallotFile) -> None:
        """Tally one file; what is wrong with it is noted."""
        sources, findings = open_file(file, self.header, self.workspace)
        self.findings += findings
        for source in sources:
            try:
                self._table(source)
            except UnreadableTable as fault:
                self._mend(source, str(fault))
            if self.progress is not None:
                self.progress(file.place.file, self.ballots)

    def _mend(self, source: Source, fault: str) -> None:
        """Once more, from a file written anew, or with a finding that says what is wrong."""
        if source.parquet or source.numbered:
            self.findings.append(unreadable_finding(source.place, fault))
            return
        better, findings = mended(source, self.workspace)
        self.findings += findings
        if better is not None:
            self._table(better)

    def _table(self, source: Source) -> None:
        keyed = "ballot" in source.header.positions
        columns = [name for name in source.header.positions if self._wanted(name)]
        grouped = self.engine.grouped(source, columns, self._told(source))
        if not len(grouped):
            self.findings.append(empty_finding(source.place))
            return
        told = self.tabulator.tabulate(grouped, keyed)
        if keyed:
            self.whole.add(len(self.sources), partial(self.engine.table, source), told)
        self.sources.append(source)
        self._note(source, told)

    def _told(self, source: Source) -> Callable[[int], None] | None:
        """What is to be called while the rows of a table go by."""
        progress, before = self.progress, self.ballots
        return None if progress is None else lambda rows: progress(source.place.file, before + rows)

    def _wanted(self, name: str) -> bool:
        """Ballot keys are looked at apart; dates only when a rule asks for them."""
        late = any(r.check is BallotCheck.LATE for r in self.reader.scheme.validity.ballot_rules)
        return name != "ballot" and (name != "date" or late)

    def _note(self, source: Source, told: Tabulated) -> None:
        self.ballots += sum(told.groups.values())
        self.hits.update(told.hits)
        self.tables.append(TableMet(source.place, frozenset(source.header.positions), told.groups))
        self._problems(source, told.problems)
        if told.total_rows:
            self.findings.append(_totals_finding(told.total_rows, source.place))
        elif not told.groups and not told.hits and not told.problems:
            self.findings.append(empty_finding(source.place))

    def _problems(self, source: Source, problems: Problems) -> None:
        listed = problems.listed()
        where = [sorted(found.where)[:MOST_ALTERNATIVES] for _, found in listed]
        rows = self.engine.first_rows(source, where)
        written = source.header.written
        told = [
            finding_for(
                problem, found, row, source.place, written.get(problem.column, ""), self._near(problem)
            )
            for (problem, found), row in zip(listed, rows, strict=True)
        ]
        self.findings += sorted(told, key=lambda finding: finding.place.row or 0)
        if problems.untold:
            self.findings.append(untold_finding(problems.untold, source.place))

    def _near(self, problem: Problem) -> tuple[str, ...]:
        """What may have been meant by a unit that is not on the list."""
        wanted = dict(problem.words).get("value", "") if problem.reason == "unknown_unit" else ""
        return self.reader.nearest_units(wanted) if wanted else ()

    def result(self) -> TallyResult:
        """The whole tally. Raises RefusedInput."""
        judged = self.whole.judge()
        for number, problems in sorted(judged.problems.items()):
            self._problems(self.sources[number], problems)
        if has_errors(self.findings):
            raise RefusedInput(self.findings)
        scheme, patterns = self.reader.scheme, self.tabulator.patterns
        hits = self.hits + judged.hits
        hits.update(row_hits(patterns, scheme, self.reader.categories))
        self.findings += hit_findings(hits, scheme)
        self.findings += uncovered_rules(scheme, self.tables)
        self.findings += self._without_keys(judged)
        self.findings += [moments_left_out()] if judged.too_many_axes else []
        return TallyResult(patterns, judged.moments, dict(sorted(hits.items())), tuple(self.findings))

    def _without_keys(self, judged: Judged) -> list[Finding]:
        findings = []
        for group, voters in self.reader.scheme.groups.items():
            rows = sum(table.groups.get(group, 0) for table in self.tables)
            lacking = rows - judged.keyed.get(group, 0)
            if voters.rates_all and lacking:
                findings.append(without_key(voters.name, lacking))
        return findings


def _totals_finding(rows: int, place: Place) -> Finding:
    return warning(
        "ballots.total_row",
        f"有 {rows} 行合计，不是选票，已略过。",
        f"{rows} rows are totals, not ballots, and were passed over.",
        place=place,
    )
