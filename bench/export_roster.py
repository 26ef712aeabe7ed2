"""A roster of 100,000 people as a table: CSV export beside LimeSurvey's 38 s, import, and the memory of both.

LimeSurvey 6.4 on the same kind of machine wrote a CSV of 100,000 responses in 38 s. Aim: no more than that.
Memory must not grow with the roster when it is exported: a tenth of the rows may need hardly less.
"""

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

from bench.children import Run, measured

LIMIT = 38.0
GROWTH = 40.0
"""MiB that ten times the rows may need more when they are exported."""


@dataclass(frozen=True)
class Case:
    """Rows, the export as a whole process, the page alone (wall, processor), the import as a whole process."""

    rows: int
    export: Run
    page: tuple[float, float]
    taken: Run


def _alone(home: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.roster_table", str(home), "export"]
    with Popen(command, stdout=PIPE, text=True) as child:
        said = child.communicate()[0]
    found = re.search(r"([0-9.]+) seconds ([0-9.]+) processor ([0-9]+) rows", said)
    if found is None:
        raise RuntimeError(said)
    return float(found[1]), float(found[2])


def compare(rows: int) -> Case:
    """Import and export a roster of ``rows`` in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="minping-bench-") as home:
        module = [sys.executable, "-m", "bench.roster_table", home]
        taken = measured([*module, "import", str(rows)])
        export = measured([*module, "export"])
        return Case(rows, export, _alone(Path(home)), taken)


def run(rows: int) -> list[Case]:
    """A tenth of the rows, and all of them."""
    return [compare(max(rows // 10, 1)), compare(rows)]


def report(found: list[Case]) -> None:
    """Print the figures."""
    for case in found:
        print(f"export_roster · {case.rows:,} people")
        wall, used = case.page
        print(f"  CSV by the page  {wall:7.2f} s wall {used:7.2f} s processor {case.export.memory:5.0f} MiB")
        taken = case.taken
        print(
            f"  import, whole    {taken.wall:7.2f} s wall {taken.processor:7.2f} s processor {taken.memory:5.0f} MiB"
        )
    small, large = found
    print(f"  LimeSurvey       {LIMIT:7.2f} s for 100,000 responses; ratio {large.page[0] / LIMIT:.2f}")
    growth = large.export.memory - small.export.memory
    print(f"  memory for ten times the rows: {growth:+.0f} MiB (aim < {GROWTH:.0f})")
