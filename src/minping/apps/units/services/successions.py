"""Units that become one, and one that becomes several."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.units.changing import changing
from minping.apps.units.models import Succession, Unit
from minping.apps.units.rules import check_code, check_name, check_name_free, check_years, name_of
from minping.apps.units.services.units import close, give_name, next_codes, standing
from minping.apps.units.spelling import normal_code, normal_name
from minping.core.bundle.names import key
from minping.core.findings import Text


@dataclass(frozen=True)
class NewUnit:
    """Name and code of a unit that a merger or a split makes; without a code it gets the next free one."""

    name: str
    code: str = ""


def units_merge(
    *, actor: Actor, units: Sequence[UUID], into: UUID | NewUnit, year: int, main: UUID | None = None
) -> UUID:
    """From ``year`` on the units are one: ``into`` one of them, or another that stands, or a new one.

    ``main``: whose history the new unit carries on (of a new unit only; a standing one carries on its
    own). Sub-units go along. Gives the unit they have become. Raises Refused.
    """
    ending = [unit for unit in dict.fromkeys(units) if unit != into]
    if not ending or (isinstance(into, NewUnit) and len(ending) < 2):
        raise Refused(Text("至少要有两个单位才能合并。", "A merger needs two units at least."))
    with changing(actor, "merged", _all_touched(ending, into), year=year) as change:
        rows = [standing(unit) for unit in ending]
        if isinstance(into, NewUnit):
            after = _made(into, next((r for r in rows if r.id == main), rows[0]), year, ending)
            change.add(after.id)
        else:
            after = standing(into)
            _below_none(after, rows)
        _check_year(year, [*rows, *([] if isinstance(into, NewUnit) else [after])])
        Unit.objects.filter(parent__in=rows, until__isnull=True).exclude(id__in=ending).update(parent=after)
        for row in rows:
            close(row, year - 1)
            carries = isinstance(into, NewUnit) and row.id == main
            Succession.objects.create(
                before=row, after=after, what=Succession.What.MERGED, year=year, main=carries
            )
    return after.id


def _all_touched(ending: Sequence[UUID], into: UUID | NewUnit) -> list[UUID]:
    below = Unit.objects.filter(parent__in=ending, until__isnull=True).values_list("id", flat=True)
    return [*ending, *([] if isinstance(into, NewUnit) else [into]), *below]


def _below_none(after: Unit, ending: Sequence[Unit]) -> None:
    """The unit that stays must not lie below one that ends."""
    ids = {row.id for row in ending}
    at = after.parent
    while at is not None:
        if at.id in ids:
            raise Refused(
                Text(
                    f"「{name_of(after)}」在要并入的「{name_of(at)}」之下，请先移走。",
                    f"“{name_of(after)}” lies below “{name_of(at)}”, which would end: move it first.",
                )
            )
        at = at.parent


def _check_year(year: int, rows: Sequence[Unit]) -> None:
    check_years(year, None)
    first = max((row.since or 0 for row in rows), default=0)
    if year <= first:
        raise Refused(
            Text(
                f"其中有单位{first}年才有，年份须在{first + 1}年或以后。",
                f"One of the units exists since {first} only: the year must be {first + 1} or later.",
            )
        )


def _made(new: NewUnit, like: Unit, year: int, ending: Sequence[UUID]) -> Unit:
    """A new unit at the place of ``like``."""
    name, code = normal_name(new.name), normal_code(new.code) or next_codes(1)[0]
    check_name(name)
    check_code(code)
    place = (like.parent_id, like.district, like.system)
    check_name_free(name, place, (year, None), ending)
    unit = Unit.objects.create(
        code=code,
        kind=like.kind,
        parent_id=like.parent_id,
        district=like.district,
        system=like.system,
        category=like.category,
        enforcement=like.enforcement,
        since=year,
    )
    give_name(unit.id, name, since=year)
    return unit


def unit_split(
    *, actor: Actor, unit: UUID, new: Sequence[NewUnit], year: int, stays: bool, main: int | None = 0
) -> list[UUID]:
    """From ``year`` on there are new units beside (``stays``) or instead of the old one.

    ``main``: index of the new unit that carries on the history when the old one ends; None: none does.
    """
    if not new or (not stays and len(new) < 2):
        raise Refused(
            Text(
                "请填写分设的单位：原单位继续的至少一个，终止的至少两个。",
                "Name the new units: one at least if the old one stays, else two.",
            )
        )
    if len({key(one.name) for one in new}) != len(new):
        raise Refused(Text("分设的单位名称重复。", "Two of the new units have the same name."))
    with changing(actor, "split", [unit], year=year) as change:
        old = standing(unit)
        _check_year(year, [old])
        made = []
        for at, one in enumerate(new):
            row = _made(one, old, year, [] if stays else [unit])
            change.add(row.id)
            made.append(row.id)
            Succession.objects.create(
                before=old,
                after=row,
                what=Succession.What.SPLIT,
                year=year,
                main=not stays and main is not None and at == main,
            )
        if not stays:
            close(old, year - 1)
    return made
