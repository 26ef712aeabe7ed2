"""What a table of units would do, row by row: which unit is meant, what is new, what changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from minping.apps.foundation.imports.kinds import CHANGED, NEW, UNCHANGED, Notes, Outcome, Row
from minping.apps.units.models import Kind
from minping.apps.units.rules import EARLIEST, KINDS, latest_year
from minping.apps.units.spelling import normal_code
from minping.apps.units.tables.world import Known, World
from minping.core.bundle.names import key
from minping.core.findings import Text
from minping.core.tally.counts import JOIN

PLAIN = ("kind", "system", "district", "category", "enforcement", "since", "note")
"""Columns that are fields of a unit as they stand."""

_EMPTY: Mapping[str, Any] = {"kind": Kind.UNIT.value, "enforcement": False, "since": None}


@dataclass
class Planned:
    """One row: the unit meant (``known``; None for a new one under ``id``), what it will be, what differs.

    ``parent`` is the id of a unit that stands or of another row's new unit.
    """

    row: Row
    known: Known | None
    id: UUID
    values: dict[str, Any] = field(default_factory=dict)
    parent: UUID | None = None
    renamed: int | None = None
    former: tuple[str, ...] = ()
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def code(self) -> str:
        """The code written in the row, or that the unit has; empty for a new unit without one."""
        return self.known.unit.code if self.known else normal_code(self.row["code"] or "")

    @property
    def place(self) -> tuple[UUID | None, str, str]:
        return self.parent, self.values["district"], self.values["system"]

    def outcome(self) -> Outcome:
        """For the page of the dry run."""
        kind = NEW if self.known is None else CHANGED if self.changes else UNCHANGED
        label = f"{self.name}（{self.code}）" if self.code else self.name
        return Outcome(kind, label, tuple(self.changes))


def plan_rows(rows: Sequence[Row], notes: Notes, world: World) -> list[Planned]:
    """The good rows as they would be written, parents not yet resolved."""
    found: list[Planned] = []
    meant: dict[UUID, Row] = {}
    for row in rows:
        if not _code_fits(row, notes):
            continue
        planned = _meant(row, notes, world)
        if planned is None:
            continue
        first = meant.setdefault(planned.id, row)
        if first is not row:
            note_twice(row, notes, first)
            continue
        _fill(planned)
        if _years_fit(planned, notes):
            found.append(planned)
    return _without_twins(found, notes)


def _code_fits(row: Row, notes: Notes) -> bool:
    code = normal_code(row["code"] or "")
    if JOIN in code:
        notes.error(
            row,
            "code",
            "units.reserved_mark",
            Text(
                f"代码「{code}」含有保留符号「{JOIN}」", f"the code “{code}” holds the reserved sign “{JOIN}”"
            ),
            Text(f"请改用不含「{JOIN}」的代码", f"give it a code without “{JOIN}”"),
        )
        return False
    return True


def _meant(row: Row, notes: Notes, world: World) -> Planned | None:
    """Which unit a row is about: by code, else by name; a new one where nothing fits."""
    code = normal_code(row["code"] or "")
    known = world.coded(code) if code else _by_name(row, notes, world)
    if notes.refused(row):
        return None
    if known is None:
        return Planned(row, None, uuid4())
    if not known.open:
        notes.error(
            row,
            "code" if code else "name",
            "units.closed",
            Text(
                f"「{known.name}」已于{known.unit.until}年终止", f"“{known.name}” ended in {known.unit.until}"
            ),
            Text("新设单位请换一个代码，并填起始年份", "give a new unit another code and its first year"),
        )
        return None
    return _named(Planned(row, known, known.unit.id), notes)


def _by_name(row: Row, notes: Notes, world: World) -> Known | None:
    candidates = [known for known in world.named(row["name"]) if known.open]
    here = [known for known in candidates if _same_place(row, known)]
    if len(here) == 1:
        return here[0]
    if candidates:
        codes = "、".join(f"{k.unit.code}（{k.unit.district or k.unit.system}）" for k in candidates[:8])
        notes.error(
            row,
            "name",
            "table.ambiguous_name",
            Text(f"已有同名单位：{codes}", f"units of this name: {codes}"),
            Text(
                "是其中之一请填它的代码，是新单位请填新的代码",
                "write its code if it is one of them, or a new code",
            ),
        )
        return None
    before = world.formerly(row["name"])
    if before:
        notes.error(
            row,
            "name",
            "units.former_name",
            Text(
                f"「{row['name']}」是「{before[0].name}」（代码 {before[0].unit.code}）的曾用名",
                f"“{row['name']}” is a former name of “{before[0].name}” (code {before[0].unit.code})",
            ),
            Text("请用现名称；确为另一个单位的，请填写新的代码", "use the present name, or a new code"),
        )
    return None


def _same_place(row: Row, known: Known) -> bool:
    """Nothing in the row speaks against the district and system of the unit."""
    pairs = ((row[column], getattr(known.unit, column)) for column in ("district", "system"))
    return all(not written or not stored or written == stored for written, stored in pairs)


def _named(planned: Planned, notes: Notes) -> Planned | None:
    """A known unit under another name: renamed if the year is given, else somebody must look at it."""
    known, row = planned.known, planned.row
    if known is None or key(known.name) == key(row["name"]):
        return planned
    year = row["renamed"]
    since = max(known.unit.since or 0, (known.present.since if known.present else 0) or 0)
    if year is not None and since < year <= latest_year():
        planned.renamed = year
        return planned
    said = Text(
        f"代码「{known.unit.code}」是「{known.name}」，与本行名称不符",
        f"code “{known.unit.code}” is “{known.name}”, not the name of this row",
    )
    remedy = Text(
        f"已改名的请填「改名年份」（{max(since + 1, EARLIEST)}至{latest_year()}年）；写错的请改正名称或代码",
        f"fill in the year of the renaming ({max(since + 1, EARLIEST)}–{latest_year()}), or mend name or code",
    )
    notes.error(row, "renamed" if year is not None else "name", "table.code_and_name_differ", said, remedy)
    return None


def note_twice(row: Row, notes: Notes, first: Row) -> None:
    """Refuse a row that speaks of the unit of an earlier row."""
    notes.error(
        row,
        "name",
        "units.duplicate",
        Text(f"与第{first.number}行是同一个单位", f"the same unit as row {first.number}"),
        Text("请删除其中一行", "remove one of the rows"),
    )


def _without_twins(found: list[Planned], notes: Notes) -> list[Planned]:
    """New units under one code stand twice in the file."""
    codes: dict[str, Row] = {}
    kept = []
    for planned in found:
        first = planned.row
        if planned.known is None and planned.code:
            first = codes.setdefault(planned.code.casefold(), planned.row)
        if first is planned.row:
            kept.append(planned)
        else:
            note_twice(planned.row, notes, first)
    return kept


def _fill(planned: Planned) -> None:
    """What the unit will be, and what differs from what it is."""
    unit, row = planned.known.unit if planned.known else None, planned.row
    for column in PLAIN:
        now_is = getattr(unit, column) if unit else _EMPTY.get(column, "")
        written = row[column]
        if written is None:
            written = (
                now_is if unit is None or not row.has(column) or column == "kind" else _EMPTY.get(column, "")
            )
        planned.values[column] = written
        if unit is not None and written != now_is:
            planned.changes.append((column, shown(column, now_is), shown(column, written)))
    _fill_name(planned)


def _fill_name(planned: Planned) -> None:
    known, row = planned.known, planned.row
    has = {key(name) for name in (*(known.former if known else ()), planned.name)}
    planned.former = tuple(name for name in row["former"] or () if key(name) not in has)
    for column in ("short", "english"):
        now_is = getattr(known.present, column) if known and known.present else ""
        planned.values[column] = (row[column] or "") if row.has(column) else now_is
        if known and planned.values[column] != now_is and planned.renamed is None:
            planned.changes.append((column, now_is, planned.values[column]))
    if known and planned.renamed:
        planned.changes.insert(0, ("name", known.name, f"{planned.name}（{planned.renamed}）"))
    if known and planned.former:
        planned.changes.append(("former", "", "、".join(planned.former)))


def _years_fit(planned: Planned, notes: Notes) -> bool:
    since = planned.values["since"]
    known = planned.known
    begun = [n.since for n in known.names if n.since] if known else []
    if since is None or (EARLIEST <= since <= latest_year() and since <= min(begun, default=since)):
        return True
    latest = min([latest_year(), *begun])
    notes.error(
        planned.row,
        "since",
        "units.year_out_of_order",
        Text(f"起始年份{since}不合理", f"the first year {since} cannot be"),
        Text(f"请填{EARLIEST}至{latest}之间的年份", f"write a year between {EARLIEST} and {latest}"),
    )
    return False


def shown(column: str, value: Any) -> str:
    """A value as people read it."""
    if column == "kind":
        return KINDS[value].zh
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
