"""Papers and persons that a rate is divided by: issued, invited, entitled (``participation.csv``)."""

from collections.abc import Sequence

from minping.core.findings import warning
from minping.core.scheme.nodes import Dimension, Survey
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.inputs import ParticipationRow

BASES = ("issued", "invited", "eligible")
_SIDES = (Dimension.CHANNEL, Dimension.STRATUM)
"""Dimensions that a row may leave empty: it then speaks of all their values."""


def base_of(denominator: Sequence[str]) -> str | None:
    """What a survey divides by, if it is none of its answers."""
    return next((base for base in BASES if base in denominator), None)


def narrowed(listed: tuple[str, ...], focus: str | None) -> set[str] | None:
    """The values allowed on one dimension; None: any."""
    if focus is not None:
        return {focus} if not listed or focus in listed else set()
    return set(listed) or None


def papers(context: Context, subject: Subject, node: Survey, rounds: set[str], base: str) -> int:
    """How many for the survey's groups, rounds, channels and strata; of this unit where rows name units."""
    rows = [
        row
        for row in context.data.participation
        if (not row.round or row.round in rounds)
        and _covered(row, node, subject)
        and getattr(row, base) is not None
    ]
    of_unit = [row for row in rows if row.unit == subject.unit.code]
    chosen = of_unit or [row for row in rows if not row.unit]
    if not of_unit:
        _warn_of_all(context, node, chosen)
    return sum(getattr(row, base) for row in chosen)


def _covered(row: ParticipationRow, node: Survey, subject: Subject) -> bool:
    groups = narrowed(node.groups, subject.focus.value(Dimension.GROUP))
    if groups is not None and row.group not in groups:
        return False
    for side, listed in zip(_SIDES, (node.channels, node.strata), strict=True):
        wanted, told = narrowed(listed, subject.focus.value(side)), getattr(row, side.value)
        if told and wanted is not None and told not in wanted:
            return False
    return True


def _warn_of_all(context: Context, node: Survey, rows: Sequence[ParticipationRow]) -> None:
    """Numbers of the whole campaign divide a unit's ballots rightly only where everybody rates all units."""
    known = context.scheme.groups
    names = sorted(
        {known[row.group].name for row in rows if row.group in known and not known[row.group].rates_all}
    )
    if not names or len(context.data.units) < 2:
        return
    finding = warning(
        "score.issued_of_all",
        f"「{node.head.name}」按发放数计算，但{'、'.join(names)}的发放数没有分单位，各单位都除以总数",
        f"“{node.head.name}” is divided by papers issued, but for {', '.join(names)} they are not told by "
        "unit: every unit is divided by their total",
        "请在发放回收表里分单位填写；如果每人都评全部单位，请在方案里写「评议全部单位: 是」",
        "give them by unit in the participation table; if each person rates all units, write rates_all: true",
    )
    if finding not in context.findings:
        context.findings.append(finding)
