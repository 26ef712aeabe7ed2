"""A signed session of a site as core reads it: counts with the site as cluster, papers out and back."""

from collections.abc import Iterable

from minping.apps.partners.models import Submission
from minping.core.scoring.inputs import ParticipationRow
from minping.core.tally.counts import Cell, Counts

WHOLE = "*"
"""The label of lines that count whole ballots by state, as in the table of counts."""


def counts_of(found: Submission) -> Counts:
    """Answers and ballots of every unit that the session rated."""
    counts, of = Counts(), found.component
    for line in found.lines.all():
        if line.unit is None:
            continue
        cell = counts.cell(Cell(line.unit.code, of.group, of.round, of.channel, "", of.title))
        for option, number in line.cells.items():
            if line.label == WHOLE:
                cell.add_ballots(option, int(number))
            else:
                cell.add_answer(line.label, option, int(number))
    return counts


def participation_of(signed: Iterable[Submission]) -> tuple[ParticipationRow, ...]:
    """Papers handed out and come back, the sites of one group, round and channel together."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    for found in signed:
        of = found.component
        held = sums.setdefault((of.group, of.round, of.channel), [0, 0])
        held[0] += found.issued or 0
        held[1] += found.returned or 0
    return tuple(ParticipationRow(*where, issued=out, returned=back) for where, (out, back) in sums.items())
