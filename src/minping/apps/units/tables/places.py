"""Parents of a table of units: they may stand anywhere in the file or among the units there are."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from minping.apps.foundation.imports.kinds import Notes
from minping.apps.units.rules import KINDS, RANK, overlap
from minping.apps.units.tables.plan import Planned, note_twice
from minping.apps.units.tables.world import Known, World
from minping.core.bundle.names import Lexicon, key
from minping.core.findings import Text


def place_rows(planned: Sequence[Planned], notes: Notes, world: World) -> list[Planned]:
    """The rows whose parents are found, fit and form no circle."""
    spots = _Spots(planned, world)
    found = [one for one in planned if _resolve(one, notes, spots)]
    found = _drop_orphans(found, notes, spots)
    found = [one for one in found if _ranks_fit(one, notes, spots, found)]
    found = _drop_orphans(found, notes, spots)
    circles = set(_circles(found, spots))
    for one in found:
        if one.id in circles:
            _note_circle(one, notes, spots)
    found = [one for one in found if one.id not in circles]
    return _drop_orphans(_names_free(found, notes, spots), notes, spots)


class _Spots:
    """Units and rows by what they are called, and who lies below whom."""

    def __init__(self, planned: Sequence[Planned], world: World) -> None:
        self.world = world
        self.new = {one.id: one for one in planned if one.known is None}
        self.rows = {one.id: one for one in planned}
        self.lexicon = world.lexicon()
        self.ids = {known.unit.code: unit for unit, known in world.units.items()}
        for one in planned:
            label = one.code or f"第{one.row.number}行"
            self.ids.setdefault(label, one.id)
            if one.known is None or one.renamed:
                self.lexicon.add(label, one.name)

    def parent_of(self, unit: UUID) -> UUID | None:
        if unit in self.rows:
            return self.rows[unit].parent
        known = self.world.units.get(unit)
        return known.unit.parent_id if known else None

    def kind_of(self, unit: UUID) -> str:
        return str(self.rows[unit].values["kind"] if unit in self.rows else self.world.units[unit].unit.kind)

    def name_of(self, unit: UUID) -> str:
        return self.rows[unit].name if unit in self.rows else self.world.units[unit].name


def _resolve(one: Planned, notes: Notes, spots: _Spots) -> bool:
    written = one.row["parent"]
    now_is = one.known.unit.parent_id if one.known else None
    if not written:
        one.parent = None if one.row.has("parent") else now_is
    else:
        codes = spots.lexicon.all(written)
        if len(codes) != 1:
            _note_unknown(one, notes, spots.lexicon, codes)
            return False
        one.parent = spots.ids[codes[0]]
    if one.known and one.parent != now_is:
        before = spots.name_of(now_is) if now_is else ""
        one.changes.append(("parent", before, spots.name_of(one.parent) if one.parent else ""))
    return True


def _note_unknown(one: Planned, notes: Notes, lexicon: Lexicon, codes: tuple[str, ...]) -> None:
    written = one.row["parent"]
    if codes:
        both = "、".join(codes[:8])
        notes.error(
            one.row,
            "parent",
            "table.ambiguous_name",
            Text(f"「{written}」对应不止一个单位：{both}", f"“{written}” may be any of the units {both}"),
            Text("请改填代码", "write the code instead"),
        )
        return
    near = lexicon.nearest(written)
    known = "、".join(near or lexicon.names())
    notes.error(
        one.row,
        "parent",
        "table.unknown_unit",
        Text(f"没有名为「{written}」的单位", f"there is no unit “{written}”"),
        Text(
            f"最接近的有：{known}" if near else "请在表中加上这个单位，或改填已有单位的名称或代码",
            f"the nearest are: {known}" if near else "add it to the table, or name one that exists",
        ),
    )


def _drop_orphans(found: Sequence[Planned], notes: Notes, spots: _Spots) -> list[Planned]:
    """Rows below a new unit whose own row is refused are refused too, and those below them."""
    kept = list(found)
    while True:
        there = {one.id for one in kept}
        lost = [one for one in kept if one.parent in spots.new and one.parent not in there]
        for one in lost:
            above = spots.new[one.parent].row.number if one.parent else 0
            notes.error(
                one.row,
                "parent",
                "units.parent_refused",
                Text(f"上级所在的第{above}行不能导入", f"row {above}, which holds the parent, is refused"),
                Text("请先改正那一行", "mend that row first"),
            )
        if not lost:
            return kept
        gone = {one.id for one in lost}
        kept = [one for one in kept if one.id not in gone]


def _ranks_fit(one: Planned, notes: Notes, spots: _Spots, found: Sequence[Planned]) -> bool:
    """A station is no parent of a unit; units below one whose kind changes count as well."""
    below = [spots.kind_of(child) for child in _standing_children(one, spots)]
    kind = one.values["kind"]
    above = spots.kind_of(one.parent) if one.parent else ""
    if above and RANK[above] > RANK[kind]:
        said = Text(
            f"{KINDS[above].zh}不能作{KINDS[kind].zh}的上级",
            f"a {KINDS[above].en} cannot be the parent of a {KINDS[kind].en}",
        )
    elif any(RANK[kind] > RANK[child] for child in below):
        said = Text(
            f"下面还有单位，不能改为{KINDS[kind].zh}",
            f"units lie below it: it cannot become a {KINDS[kind].en}",
        )
    else:
        return True
    remedy = Text("请核对类型和上级", "check the kind and the parent")
    notes.error(one.row, "parent" if above else "kind", "units.rank", said, remedy)
    return False


def _standing_children(one: Planned, spots: _Spots) -> Iterator[UUID]:
    if one.known and one.values["kind"] != one.known.unit.kind:
        for child in spots.world.children.get(one.id, ()):
            if spots.parent_of(child) == one.id:
                yield child


def _circles(found: Sequence[Planned], spots: _Spots) -> Iterator[UUID]:
    """Ids of units that lie above themselves."""
    parents: Mapping[UUID, UUID | None] = {
        **{unit: known.unit.parent_id for unit, known in spots.world.units.items()},
        **{one.id: one.parent for one in found},
    }
    safe: set[UUID] = set()
    for one in found:
        path: dict[UUID, None] = {}
        at: UUID | None = one.id
        while at is not None and at not in safe and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            steps = list(path)
            yield from steps[steps.index(at) :]
        safe.update(path)


def _names_free(found: Sequence[Planned], notes: Notes, spots: _Spots) -> list[Planned]:
    """Rows whose name no other unit bears at the same place in the same years."""
    seen: dict[tuple[object, ...], Planned] = {}
    kept = []
    for one in found:
        first = seen.setdefault((key(one.name), *one.place), one)
        other = _namesake(one, spots)
        if first is not one:
            note_twice(one.row, notes, first.row)
        elif other is not None:
            _note_taken(one, notes, other)
        else:
            kept.append(one)
    return kept


def _namesake(one: Planned, spots: _Spots) -> Known | None:
    years = (one.renamed or one.values["since"], None)
    for known in spots.world.named(one.name):
        unit = known.unit
        place = (unit.parent_id, unit.district, unit.system)
        same = unit.id == one.id or unit.id in spots.rows or place != one.place
        if not same and overlap(years, (unit.since, unit.until)):
            return known
    return None


def _note_taken(one: Planned, notes: Notes, known: Known) -> None:
    until = known.unit.until
    zh = f"，{until}年才终止" if until else ""
    en = f", which ended in {until} only" if until else ""
    notes.error(
        one.row,
        "name",
        "units.name_taken",
        Text(
            f"同一上级、区划、系统下已有「{known.name}」（代码 {known.unit.code}{zh}）",
            f"“{known.name}” bears this name at the same place (code {known.unit.code}{en})",
        ),
        Text(
            "是同一单位请用原代码；是新单位请填写不同的上级、区划或系统，或起始年份",
            "use its code if it is the same; else give another parent, district or system, or a first year",
        ),
    )


def _note_circle(one: Planned, notes: Notes, spots: _Spots) -> None:
    above = spots.name_of(one.parent) if one.parent else ""
    same = key(above) == key(one.name)
    notes.error(
        one.row,
        "parent",
        "units.circular_parent",
        Text("上级是本单位自己", "the unit is its own parent")
        if same
        else Text(
            f"上级关系成环：{one.name} → {above} → …", f"the parents form a circle: {one.name} → {above} → …"
        ),
        Text("请改正其中一个单位的上级", "correct the parent of one of them"),
    )
