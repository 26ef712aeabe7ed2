"""Rows that say 合计: not data, but a check of the data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from minping.core.bundle.cells import BadCell, is_empty, number
from minping.core.bundle.columns import Column, Spec
from minping.core.bundle.names import key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.written import exact
from minping.core.findings import Place
from minping.core.tally.spelling import SUBTOTAL_WORDS, is_total


class Line(Protocol):
    """A row with its number, its cells by column name, and the text that may say 合计."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, str]: ...
    @property
    def label(self) -> str: ...


def check_totals(rows: Iterable[Line], spec: Spec, sheet: Place, notebook: Notebook) -> None:
    """Compare every total with the rows above it, every subtotal with those since the last one.

    ``rows`` are in order, totals among them. A total that differs is an error naming both numbers.
    """
    every: list[Line] = []
    since: list[Line] = []
    for row in rows:
        if not is_total(row.label):
            every.append(row)
            since.append(row)
            continue
        here = replace(sheet, row=row.number)
        notebook.info(
            "table.total_row", "合计行不作为数据，已用于核对", "a total row: checked, not data", here
        )
        part = since if key(row.label).rstrip(":") in SUBTOTAL_WORDS and since else every
        for column in spec.columns:
            if column.additive and row.cells.get(column.name):
                _compare(column, row, part, replace(here, column=column.zh), notebook)
        since = []


def _compare(column: Column, total: Line, part: Sequence[Line], here: Place, notebook: Notebook) -> None:
    texts = [row.cells.get(column.name, "") for row in part]
    try:
        stated = number(total.cells[column.name]).value
        added = sum((number(text).value for text in texts if not is_empty(text)), start=Fraction(0))
    except BadCell:
        return  # the cell itself is refused where its row is read; a total that is no number checks nothing
    if stated != added:
        notebook.error(
            "table.total_differs",
            f"合计{exact(stated)}，各行之和{exact(added)}",
            f"the total says {exact(stated)}, the rows add up to {exact(added)}",
            "请核对各行数据，改正后重新计算合计，或删除合计行",
            "check the rows, correct the total, or delete the total row",
            here,
        )
