"""``participation``: how many were eligible, invited, issued to, and came back (operator 22)."""

from dataclasses import replace
from itertools import pairwise

from minping.core.bundle.fields import Fields
from minping.core.bundle.scope import scope_of
from minping.core.bundle.table import Row
from minping.core.bundle.units_table import UnitIndex, note_unscored, unit_of
from minping.core.bundle.vocabulary import Vocabulary
from minping.core.findings import error
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import ParticipationRow

STEPS = ("eligible", "invited", "issued", "returned")
"""Nobody comes back who was not issued to, and so on up."""


def read_participation(
    fields: Fields, scheme: Scheme, words: Vocabulary, index: UnitIndex
) -> tuple[ParticipationRow, ...]:
    """The rows. More returned than issued is always an error; it lets the work go on only where the
    plan itself says that such a round is void."""
    found: dict[ParticipationRow, int] = {}
    rows: list[ParticipationRow] = []
    for row in fields.rows():
        read = _row(fields, row, scheme, words, index)
        if read is None:
            continue
        place = replace(read, eligible=None, invited=None, issued=None, returned=None, note="")
        if place in found:
            fields.notebook.error(
                "participation.duplicate",
                f"与第{found[place]}行的投票层面、轮次、渠道、抽样层、单位完全相同",
                f"the same group, round, channel, stratum and unit as row {found[place]}",
                "请合并为一行，或补填能区分的列",
                "join them into one row, or fill in what tells them apart",
                fields.table.place(row),
            )
            continue
        found[place] = row.number
        rows.append(read)
        _check_steps(fields, row, scheme, read)
    return tuple(rows)


def _row(
    fields: Fields, row: Row, scheme: Scheme, words: Vocabulary, index: UnitIndex
) -> ParticipationRow | None:
    before = fields.notebook.errors
    scope = scope_of(fields, row, scheme, words)
    unit = unit_of(fields, row, index, required=False)
    numbers = [fields.integer(row, step) for step in STEPS]
    if scope is None or unit is None or fields.notebook.errors > before:
        return None
    note_unscored(fields, row, unit, index)
    eligible, invited, issued, returned = numbers
    return ParticipationRow(
        group=scope.group,
        round=scope.round,
        channel=scope.channel,
        stratum=scope.stratum,
        unit=unit,
        eligible=eligible,
        invited=invited,
        issued=issued,
        returned=returned,
        note=fields.text(row, "note"),
    )


def _check_steps(fields: Fields, row: Row, scheme: Scheme, read: ParticipationRow) -> None:
    known = [(step, value) for step in STEPS if (value := getattr(read, step)) is not None]
    for (wider, most), (narrower, number) in pairwise(known):
        if number <= most:
            continue
        wide, narrow = fields.table.spec.column(wider).zh, fields.table.spec.column(narrower).zh
        treated = narrower == "returned" and wider == "issued" and _is_void_by_plan(scheme)
        finding = error(
            f"participation.{narrower}_over_{wider}",
            f"{narrow}{number:,}大于{wide}{most:,}",
            f"{number:,} {narrower}, more than the {most:,} {wider}",
            "方案规定该期作废；请核对发放与收回记录" if treated else f"请核对{narrow}和{wide}的记录",
            "the plan makes this round void; check the records" if treated else "check the records",
            fields.table.place(row, narrower),
        )
        fields.notebook.add(finding, fatal=not treated)


def _is_void_by_plan(scheme: Scheme) -> bool:
    return scheme.validity.quorum is not None and scheme.validity.returned_within_issued
