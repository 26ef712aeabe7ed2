"""``minping score --no-reports`` on ten million ballots beside DuckDB grouping the same file.

173 units, five aspects, one-unit ballots; from CSV and from Parquet, and a tenth as many with free
points from 0 to 100, where hardly two ballots are alike. Both sides are whole processes, from start to
exit, taking turns in one run after a first run that is not counted (it compiles and fills the cache of
the disk); medians are printed. Aim, for grades in CSV: at most 1.5 times the
peer's time.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.children import Run, measured, medians

AIM = 1.5


@dataclass(frozen=True)
class Case:
    """What is scored: ``form`` of the file, ``scale`` of the answers, number of ballots."""

    form: str
    scale: str
    rows: int


@dataclass(frozen=True)
class Comparison:
    """Medians of the peer and of ours in one case."""

    case: Case
    peer: Run
    ours: Run

    @property
    def ratio(self) -> float:
        return self.ours.wall / self.peer.wall


def cases(rows: int) -> list[Case]:
    """The cases for a number of ballots."""
    few = max(rows // 10, 1)
    return [Case("csv", "grades", rows), Case("parquet", "grades", rows), Case("csv", "marks", few)]


def compare(folder: Path, case: Case, repeat: int) -> Comparison:
    """Make the campaign in ``folder`` and run both ``repeat`` times, in turns."""
    module = [sys.executable, "-m"]
    made = ["--rows", str(case.rows), "--format", case.form, "--scale", case.scale]
    measured([*module, "bench.make_ballots", str(folder), *made])
    ballots = folder / "ballots" / f"ballots.{case.form}"
    minping = str(Path(sys.executable).with_name("minping"))
    commands = (
        [*module, "bench.peer_group_by", str(ballots)],
        [minping, "score", "--no-reports", "--quiet", str(folder)],
    )
    byte_code = folder / "byte-code"
    for command in commands:
        measured(command, byte_code)
    turns = [[measured(command, byte_code) for command in commands] for _ in range(repeat)]
    peer, ours = zip(*turns, strict=True)
    return Comparison(case, medians(peer), medians(ours))


def run(rows: int, repeat: int, folder: Path | None = None) -> list[Comparison]:
    """All cases; the files are removed afterwards unless a folder is given."""
    with tempfile.TemporaryDirectory(prefix="minping-bench-") as temporary:
        place = folder or Path(temporary)
        return [compare(place / f"{case.form}-{case.scale}", case, repeat) for case in cases(rows)]


def report(found: list[Comparison]) -> None:
    """Print the figures."""
    for one in found:
        print(f"score_ten_million · {one.case.rows:,} ballots, {one.case.scale}, {one.case.form}")
        for name, figures in (("DuckDB group by", one.peer), ("minping score", one.ours)):
            print(
                f"  {name:<16} {figures.wall:7.2f} s wall {figures.processor:7.2f} s processor"
                f" {figures.memory:7.0f} MiB peak"
            )
        aim = f"   (aim ≤ {AIM})" if (one.case.form, one.case.scale) == ("csv", "grades") else ""
        print(f"  ratio            {one.ratio:7.2f}{aim}")
