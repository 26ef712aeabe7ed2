"""What happened to a unit, in words: the changes written down, and where it came from and went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from minping.apps.units.models import ChangedUnit, Succession, Unit
from minping.apps.units.rules import KINDS, name_of
from minping.core.findings import Text

ACTS: Mapping[str, Text] = {
    "created": Text("登记", "registered"),
    "imported": Text("导入", "taken in from a table"),
    "renamed": Text("改名", "renamed"),
    "corrected": Text("更正名称", "name corrected"),
    "edited": Text("修改", "edited"),
    "moved": Text("调整上级或区划", "moved"),
    "closed": Text("终止", "closed"),
    "merged": Text("合并", "merged"),
    "split": Text("分设", "split"),
}
LABELS: Mapping[str, Text] = {
    "code": Text("代码", "code"),
    "kind": Text("类型", "kind"),
    "parent": Text("上级", "parent"),
    "district": Text("区划", "district"),
    "system": Text("系统", "system"),
    "category": Text("类别", "category"),
    "enforcement": Text("执法职能", "enforcement"),
    "since": Text("起始年份", "first year"),
    "until": Text("最后年份", "last year"),
    "note": Text("备注", "note"),
    "names": Text("名称", "name"),
}
_YES, _NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True)
class Line:
    """One thing that a change altered."""

    label: Text
    before: Any
    after: Any


@dataclass(frozen=True)
class Event:
    """One change of a unit."""

    change: UUID
    act: Text
    at: datetime
    by: str
    lines: tuple[Line, ...]
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class Relative:
    """A unit before or after this one."""

    unit: UUID
    name: str
    code: str
    what: str
    year: int
    main: bool


def events_of(unit: UUID, limit: int = 50) -> Sequence[Event]:
    """The changes of a unit, newest first."""
    rows = list(
        ChangedUnit.objects.filter(unit=unit).select_related("change").order_by("-change__at", "-id")[:limit]
    )
    parents = _parents(rows)
    return [
        Event(
            row.change_id,
            ACTS.get(row.change.what, Text(row.change.what, row.change.what)),
            row.change.at,
            row.change.by_name,
            tuple(_lines(row.before, row.after, parents)),
            row.change.undone_at,
            row.change.undone_name,
        )
        for row in rows
    ]


def _parents(rows: Sequence[ChangedUnit]) -> Mapping[str, str]:
    ids = {shot["parent"] for row in rows for shot in (row.before, row.after) if shot and shot["parent"]}
    found = Unit.objects.filter(id__in=ids).prefetch_related("names")
    return {str(unit.id): name_of(unit) for unit in found}


def _lines(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, parents: Mapping[str, str]
) -> Iterator[Line]:
    for name, label in LABELS.items():
        was, will = (_shown(name, shot, parents) for shot in (before, after))
        if was != will and (before or will):
            yield Line(label, was, will)


def _shown(name: str, shot: Mapping[str, Any] | None, parents: Mapping[str, str]) -> Any:
    if shot is None:
        return ""
    value = shot[name]
    if name == "names":
        present = [n[0] for n in value if n[4] is None and not n[5]]
        return present[0] if present else ""
    if name == "kind":
        return KINDS[value]
    if name == "parent":
        return parents.get(value or "", "")
    if isinstance(value, bool):
        return _YES if value else _NO
    return "" if value is None else str(value)


def relatives_of(unit: Unit) -> tuple[Sequence[Relative], Sequence[Relative]]:
    """Units that this one came from, and those it went into, by year."""
    before = Succession.objects.filter(after=unit).select_related("before").order_by("year", "id")
    after = Succession.objects.filter(before=unit).select_related("after").order_by("year", "id")
    return (
        [_relative(link, link.before) for link in before.prefetch_related("before__names")],
        [_relative(link, link.after) for link in after.prefetch_related("after__names")],
    )


def _relative(link: Succession, unit: Unit) -> Relative:
    return Relative(unit.id, name_of(unit), unit.code, link.what, link.year, link.main)
