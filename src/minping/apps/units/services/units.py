"""One unit: made, renamed, corrected, moved, closed."""

from collections.abc import Sequence
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.units.changing import changing
from minping.apps.units.models import Kind, Unit, UnitName
from minping.apps.units.rules import (
    check_code,
    check_name,
    check_name_free,
    check_parent,
    check_years,
    name_of,
)
from minping.apps.units.spelling import normal_code, normal_name, sounds
from minping.core.bundle.names import key
from minping.core.findings import Text

_GENERATED = "U"


def unit_create(
    *,
    actor: Actor,
    name: str,
    code: str = "",
    kind: str = Kind.UNIT,
    parent: UUID | None = None,
    district: str = "",
    system: str = "",
    category: str = "",
    enforcement: bool = False,
    since: int | None = None,
    short: str = "",
    english: str = "",
    former: Sequence[str] = (),
    note: str = "",
) -> UUID:
    """A new identity. Without a code it gets the next free one (U0001 …). Raises Refused."""
    name, code = normal_name(name), normal_code(code)
    with changing(actor, "created", ()) as change:
        code = code or next_codes(1)[0]
        check_name(name)
        check_code(code)
        check_years(since, None)
        above = _parent(parent)
        check_parent(kind, above)
        check_name_free(name, (parent, district.strip(), system.strip()), (since, None), ())
        more = {"district": district, "system": system, "category": category, "note": note}
        unit = Unit(code=code, kind=kind, parent=above, enforcement=enforcement, since=since)
        for field, text in more.items():
            setattr(unit, field, text.strip())
        unit.save(force_insert=True)
        for old in former:
            give_name(unit.id, old, former=True)
        give_name(unit.id, name, since=since, short=short, english=english)
        change.add(unit.id)
    return unit.id


def give_name(
    unit: UUID,
    name: str,
    *,
    since: int | None = None,
    until: int | None = None,
    former: bool = False,
    short: str = "",
    english: str = "",
) -> None:
    """Write down a name and how it sounds."""
    name, short = normal_name(name), normal_name(short)
    UnitName.objects.create(
        unit_id=unit,
        name=name,
        short=short,
        english=normal_name(english),
        since=since,
        until=until,
        former=former,
        sounds=sounds(name, short),
    )


def next_codes(number: int) -> list[str]:
    """Codes that nobody has: U0001, U0002 …"""
    taken = set(Unit.objects.filter(code__startswith=_GENERATED).values_list("code", flat=True))
    found: list[str] = []
    at = 0
    while len(found) < number:
        at += 1
        code = f"{_GENERATED}{at:04d}"
        if code not in taken:
            found.append(code)
    return found


def _parent(parent: UUID | None) -> Unit | None:
    if parent is None:
        return None
    found = Unit.objects.filter(id=parent).first()
    if found is None:
        raise Refused(Text("没有这个上级单位。", "There is no such parent."))
    return found


def standing(unit: UUID) -> Unit:
    """A unit that is not closed, for a change. Raises Refused."""
    found = Unit.objects.select_for_update().filter(id=unit).first()
    if found is None:
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    if found.until is not None:
        raise Refused(
            Text(
                f"「{name_of(found)}」自{found.until + 1}年起已不存在，不能再改。",
                f"“{name_of(found)}” ended in {found.until}: it cannot be changed any more.",
            )
        )
    return found


def present_name(unit: Unit) -> UnitName:
    """The name borne now."""
    return UnitName.objects.get(unit=unit, until__isnull=True, former=False)


def unit_rename(
    *, actor: Actor, unit: UUID, name: str, year: int, short: str = "", english: str = ""
) -> None:
    """Another name from ``year`` on; the present one was borne up to the year before. Raises Refused."""
    name = normal_name(name)
    with changing(actor, "renamed", [unit], year=year):
        found = standing(unit)
        check_name(name)
        check_years(year, None)
        now_is = present_name(found)
        if key(name) == key(now_is.name):
            raise Refused(Text("新名称与现名称相同。", "The new name is the present one."))
        first = max(now_is.since or 0, found.since or 0)
        if year <= first:
            raise Refused(
                Text(
                    f"现名称自{first}年起使用，改名须在{first + 1}年或以后；写错了名称请用「更正名称」。",
                    f"The present name holds since {first}: rename from {first + 1} on, or correct the name.",
                )
            )
        check_name_free(name, _place(found), (year, None), [unit])
        now_is.until = year - 1
        now_is.save()
        give_name(unit, name, since=year, short=short, english=english)


def unit_correct(*, actor: Actor, unit: UUID, name: str, short: str = "", english: str = "") -> None:
    """Mend how the present name is written; no new name begins."""
    name = normal_name(name)
    with changing(actor, "corrected", [unit]):
        found = standing(unit)
        check_name(name)
        now_is = present_name(found)
        check_name_free(name, _place(found), (now_is.since, None), [unit])
        now_is.name, now_is.short, now_is.english = name, normal_name(short), normal_name(english)
        now_is.sounds = sounds(now_is.name, now_is.short)
        now_is.save()


def unit_edit(
    *, actor: Actor, unit: UUID, code: str, category: str, enforcement: bool, since: int | None, note: str
) -> None:
    """What is written about a unit beside its name and place."""
    with changing(actor, "edited", [unit]):
        found = standing(unit)
        code = normal_code(code)
        check_code(code, unit)
        first = present_name(found)
        spans = [n.since for n in found.names.all() if n.since is not None]
        check_years(since, None)
        if since is not None and spans and since > min(spans):
            raise Refused(
                Text(
                    f"起始年份不能晚于名称的起始年份（{min(spans)}年）。",
                    f"The first year cannot come after the first year of a name ({min(spans)}).",
                )
            )
        if first.since is None and len(spans) == 0:
            first.since = since
            first.save()
        found.code, found.category, found.enforcement = code, category.strip(), enforcement
        found.since, found.note = since, note.strip()
        found.save()


def unit_move(*, actor: Actor, unit: UUID, parent: UUID | None, system: str, district: str) -> None:
    """Another parent, system or district."""
    with changing(actor, "moved", [unit]):
        found = standing(unit)
        above = _parent(parent)
        check_parent(found.kind, above, unit)
        place = (parent, district.strip(), system.strip())
        if place == _place(found):
            raise Refused(Text("没有改动。", "Nothing was changed."))
        name = present_name(found)
        check_name_free(name.name, place, (name.since, None), [unit])
        found.parent, found.district, found.system = above, place[1], place[2]
        found.save()


def unit_close(*, actor: Actor, unit: UUID, year: int) -> None:
    """``year`` is the last year in which the unit exists. Its sub-units must be moved or closed first."""
    with changing(actor, "closed", [unit], year=year):
        close(standing(unit), year)


def close(unit: Unit, year: int) -> None:
    """Let a unit and its name end with ``year``."""
    check_years(unit.since, year)
    name = present_name(unit)
    if name.since is not None and year < name.since:
        raise Refused(
            Text(
                f"现名称自{name.since}年起使用，不能在此之前终止。",
                f"The present name holds since {name.since}: the unit cannot end before.",
            )
        )
    below = Unit.objects.filter(parent=unit, until__isnull=True).count()
    if below:
        raise Refused(
            Text(
                f"「{name.name}」还有{below}个下属单位，请先移走或终止它们。",
                f"“{name.name}” still has {below} sub-units: move or close them first.",
            )
        )
    unit.until = year
    unit.save()


def _place(unit: Unit) -> tuple[UUID | None, str, str]:
    return unit.parent_id, unit.district, unit.system
