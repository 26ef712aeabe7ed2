"""What must hold of units: codes, names, years, places. Every refusal says what to do."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.units.models import Kind, Unit, UnitName
from minping.apps.units.spelling import normal_code
from minping.core.bundle.names import key
from minping.core.findings import Text
from minping.core.tally.counts import JOIN

EARLIEST = 1949
RANK: Mapping[str, int] = {
    Kind.SYSTEM: 0,
    Kind.UNIT: 1,
    Kind.SECTION: 2,
    Kind.STATION: 3,
    Kind.WINDOW: 3,
}
"""Nothing stands above what has a lower rank (F036: system → unit → section → station)."""

KINDS: Mapping[str, Text] = {
    Kind.UNIT: Text("单位", "unit"),
    Kind.STATION: Text("站所", "station"),
    Kind.WINDOW: Text("窗口", "window"),
    Kind.SECTION: Text("科室", "section"),
    Kind.SYSTEM: Text("系统", "system"),
}


def latest_year() -> int:
    """The last year that may be named: the next one."""
    return today().year + 1


def year_bounds() -> Text:
    """Which years may be named."""
    return Text(
        f"年份须在{EARLIEST}至{latest_year()}之间。",
        f"The year must lie between {EARLIEST} and {latest_year()}.",
    )


def check_code(code: str, unit: UUID | None = None) -> None:
    """A code is there, holds no reserved sign and belongs to nobody else."""
    if not code:
        raise Refused(Text("请填写代码。", "Write a code."))
    if len(code) > 40:
        raise Refused(Text("代码不能超过40个字符。", "A code has at most 40 characters."))
    if JOIN in code:
        raise Refused(
            Text(f"代码不能含有保留符号「{JOIN}」。", f"A code must not hold the reserved sign “{JOIN}”.")
        )
    twin = Unit.objects.filter(code__iexact=normal_code(code)).exclude(id__in=[unit] if unit else []).first()
    if twin is not None:
        raise Refused(
            Text(f"代码「{code}」已用于「{name_of(twin)}」。", f"Code “{code}” belongs to “{name_of(twin)}”.")
        )


def check_name(name: str) -> None:
    """A name is there and can be read."""
    if not key(name):
        raise Refused(Text("请填写名称。", "Write a name."))
    if len(name) > 100:
        raise Refused(Text("名称不能超过100个字。", "A name has at most 100 characters."))


def check_years(since: int | None, until: int | None) -> None:
    """Years are years, in their order."""
    for year in (since, until):
        if year is not None and not EARLIEST <= year <= latest_year():
            raise Refused(year_bounds())
    if since is not None and until is not None and until < since:
        raise Refused(Text("终止年份不能早于起始年份。", "The last year cannot come before the first."))


def check_name_free(
    name: str,
    place: tuple[UUID | None, str, str],
    years: tuple[int | None, int | None],
    units: Iterable[UUID],
) -> None:
    """No other unit at the same place bears the name in the same years. ``place``: parent, district,
    system; ``units``: those whose own names do not count."""
    wanted, (since, until) = key(name), years
    others = UnitName.objects.filter(former=False).exclude(unit__in=list(units)).select_related("unit")
    for other in others.filter(name__in={name, wanted}) | others.filter(sounds__contains=wanted):
        if key(other.name) != wanted or _place(other.unit) != place:
            continue
        if overlap((since, until), (other.since, other.until or other.unit.until)):
            raise Refused(
                Text(
                    f"同一上级、区划、系统下已有「{other.name}」（代码 {other.unit.code}），年份重叠。",
                    f"“{other.name}” (code {other.unit.code}) bears this name at the same place in the same years.",
                )
            )


def overlap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether two spans of years, ends included and open where unknown, have a year in common."""
    (a, b), (c, d) = one, other
    return (a or 0) <= (d or 9999) and (c or 0) <= (b or 9999)


def _place(unit: Unit) -> tuple[UUID | None, str, str]:
    return unit.parent_id, unit.district, unit.system


def check_parent(kind: str, parent: Unit | None, unit: UUID | None = None) -> None:
    """The parent exists in rank above, still stands, and does not lie below the unit itself."""
    if parent is None:
        return
    if parent.until is not None:
        raise Refused(
            Text(f"「{name_of(parent)}」已撤销，不能作上级。", f"“{name_of(parent)}” is closed: no parent.")
        )
    if RANK[parent.kind] > RANK[kind]:
        above, below = KINDS[parent.kind], KINDS[kind]
        raise Refused(
            Text(f"{above.zh}不能作{below.zh}的上级。", f"A {above.en} cannot be the parent of a {below.en}.")
        )
    walked = {unit}
    at: Unit | None = parent
    while at is not None:
        if at.id in walked:
            raise Refused(
                Text(
                    f"「{name_of(parent)}」在本单位之下，上级关系会成环。",
                    f"“{name_of(parent)}” lies below this unit: the parents would form a circle.",
                )
            )
        walked.add(at.id)
        at = at.parent


def name_of(unit: Unit) -> str:
    """The present name, or the last one."""
    names = sorted(unit.names.all(), key=lambda n: (not n.former, n.until is None, n.until or 0))
    return names[-1].name if names else unit.code
