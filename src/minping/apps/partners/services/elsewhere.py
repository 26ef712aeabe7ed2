"""A delivery whose figures come from another room instead of a file: written down as a table, then like any other."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.partners.exact import written
from minping.apps.partners.families import FAMILIES, Shape
from minping.apps.partners.scope import names_of
from minping.apps.partners.services.found import held
from minping.apps.partners.services.submissions import submission_keep, submission_take
from minping.apps.partners.tables import LineRead, TableRead
from minping.core.findings import Text
from minping.core.scoring.inputs import ReportRow

_HEAD = ("单位", "部件", "数值", "分子", "分母", "来源", "说明")


@dataclass(frozen=True)
class FigureRow:
    """One unit's value with what it was divided from; ``source``: which result, ``note``: how it follows."""

    unit: UUID
    value: Fraction
    numerator: Fraction
    denominator: Fraction
    source: str
    note: str


@transaction.atomic
def figures_take(*, actor: Actor, component: UUID, name: str, rows: Sequence[FigureRow]) -> UUID:
    """Take the figures in as the component's next draft, to be checked and signed like a table; the table that
    is kept, called ``name``, holds the same rows. The delivery's id. Raises Refused."""
    found = held(component)
    codes = [feed.code for feed in found.supplies]
    shape = FAMILIES[found.family].shape
    if shape not in {Shape.WIDE, Shape.LIST} or len(codes) != 1:
        raise Refused(
            Text(
                "只有报一个部件的“各项得分表”“逐项清单”可以这样取数。",
                "Only a table of values or a list for one component takes figures in this way.",
            )
        )
    names = names_of(found.campaign_id)
    of = {unit: code for code, unit in names.ids.items()}
    lines, figures = [], []
    for place, row in enumerate(rows, start=2):
        value, above, below = (written(n) for n in (row.value, row.numerator, row.denominator))
        told = {"component": codes[0], "value": value, "numerator": above, "denominator": below}
        cells = {codes[0]: value} if shape is Shape.WIDE else told
        lines.append(
            LineRead(place, of[row.unit], codes[0], {**cells, "source": row.source, "note": row.note})
        )
        figures.append(
            ReportRow(
                of[row.unit],
                codes[0],
                row.value,
                row.numerator,
                row.denominator,
                source=row.source[:200],
                note=row.note[:400],
            )
        )
    read = TableRead(tuple(lines), tuple(figures))
    made, _ = submission_take(actor=actor, component=component, read=read, names=names)
    submission_keep(submission=made, name=name, raw=_table(lines, figures))
    return made


def _table(lines: Sequence[LineRead], figures: Sequence[ReportRow]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for line, one in zip(lines, figures, strict=True):
        numbers = (written(n) for n in (one.value, one.numerator, one.denominator))
        writer.writerow((line.unit, one.component, *numbers, one.source, one.note))
    return out.getvalue().encode("utf-8-sig")
