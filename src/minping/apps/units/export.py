"""The list of units as a workbook that can be changed and taken in again."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from minping.apps.documents import excel
from minping.apps.documents.content import Column, Document, Row, Table
from minping.apps.units.importers import COLUMNS
from minping.apps.units.models import Unit
from minping.apps.units.rules import KINDS
from minping.apps.units.selectors import UnitFacts, facts_of, own_office

_LEFT_OUT = {"renamed"}


def units_workbook(units: Iterable[Unit], language: str, created: date) -> bytes:
    """The units with the columns that importing reads; parents by code."""
    rows = list(units)
    codes = dict(Unit.objects.values_list("id", "code"))
    shown = [column for column in COLUMNS if column.name not in _LEFT_OUT]
    title = "Units" if language == "en" else "单位"
    empty = "No units." if language == "en" else "没有单位。"
    heads = tuple(Column(column.title.in_language(language)) for column in shown)
    cells = [_cells(unit, facts_of(unit), codes) for unit in rows]
    lines = tuple(Row(tuple(line[column.name] for column in shown)) for line in cells)
    table = Table(title, heads, lines, empty=empty, sheet=title)
    return excel.render(Document(title, (table,), language=language, author=own_office().name), created)


def _cells(row: Unit, unit: UnitFacts, codes: Mapping[UUID, str]) -> dict[str, str]:
    return {
        "name": unit.name,
        "code": unit.code,
        "kind": KINDS[unit.kind].zh,
        "parent": codes.get(unit.parent, "") if unit.parent else "",
        "system": unit.system,
        "district": unit.district,
        "category": unit.category,
        "former": "；".join(name for name in unit.former if name in {n.name for n in row.names.all()}),
        "enforcement": "是" if unit.enforcement else "否",
        "short": unit.short,
        "english": unit.english,
        "since": str(unit.since or ""),
        "note": row.note,
    }
