"""``units``: who is appraised. Codes, categories, parents, status; and the look-up of units by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from minping.core.bundle.columns import COUNTS
from minping.core.bundle.fields import Fields
from minping.core.bundle.names import Lexicon, key
from minping.core.bundle.table import Row
from minping.core.bundle.vocabulary import Vocabulary
from minping.core.scoring.inputs import Status, Unit
from minping.core.tally.counts import JOIN

_FORMER = re.compile(r"[;；、\n]")
STATUS_WORDS: Mapping[str, Status] = {
    **dict.fromkeys(("参评", "参加", "正常", "appraised"), Status.APPRAISED),
    **dict.fromkeys(("免评", "免评单位", "免于评议", "exempt"), Status.EXEMPT),
    **dict.fromkeys(("征求意见", "征求意见单位", "只征求意见", "opinion_only"), Status.OPINION_ONLY),
}
KIND_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("单位", "部门", "unit"), "unit"),
    **dict.fromkeys(("站所", "基层站所", "站", "所", "station"), "station"),
    **dict.fromkeys(("窗口", "服务窗口", "window"), "window"),
    **dict.fromkeys(("科室", "中层科室", "股室", "section"), "section"),
}


@dataclass(frozen=True)
class UnitIndex:
    """The units of a campaign by code, and by every name they go by. ``former``: key of a predecessor's
    name → the name as the table has it. ``refused``: keys of names in rows that could not be read."""

    units: Mapping[str, Unit]
    lexicon: Lexicon
    former: Mapping[str, str]
    refused: frozenset[str] = frozenset()

    def category_of(self, code: str) -> str:
        """Whose questions are asked: a station without a category is asked what its parent is."""
        walked: set[str] = set()
        while code in self.units and code not in walked:
            walked.add(code)
            unit = self.units[code]
            if unit.category:
                return unit.category
            code = unit.parent
        return ""

    def status(self, code: str) -> Status:
        """Of one unit, or of cells merged over several: the first that is not appraised counts."""
        of_all = [self.units[part].status for part in code.split(JOIN) if part in self.units]
        return next((s for s in of_all if s is not Status.APPRAISED), Status.APPRAISED)


def index_of(units: Mapping[str, Unit]) -> UnitIndex:
    """Look-up by code and name; by former name where no other unit has it."""
    lexicon = Lexicon((unit.code, (unit.name,)) for unit in units.values())
    for unit in units.values():
        lexicon.fallback(unit.code, *unit.former, *unit.joined)
    former = {key(name): name for unit in units.values() for name in (*unit.former, *unit.joined)}
    return UnitIndex(units, lexicon, former)


def read_units(fields: Fields, words: Vocabulary) -> UnitIndex:
    """The units of the table. Notes duplicates, unknown categories, unknown and circular parents."""
    found: dict[str, tuple[Row, Unit]] = {}
    names: dict[str, list[tuple[Row, Unit]]] = {}
    for row in fields.rows():
        unit = _unit(fields, row, words)
        if unit is None:
            continue
        twin = found.get(key(unit.code))
        namesakes = names.setdefault(key(unit.name), [])
        if twin is not None or any(_is_same(unit, other) for _, other in namesakes):
            _note_duplicate(fields, row, unit, *(twin or namesakes[0]))
            continue
        found[key(unit.code)] = (row, unit)
        namesakes.append((row, unit))
    units = {unit.code: unit for _, unit in found.values()}
    _note_namesakes(fields, names)
    index = index_of(units)
    told = {text for row in fields.rows() for text in (row["unit"], row["code"]) if text}
    index = replace(index, refused=frozenset(key(text) for text in told if not index.lexicon.all(text)))
    placed = _with_links(fields, list(found.values()), index)
    return replace(index, units={unit.code: unit for unit in placed})


def _unit(fields: Fields, row: Row, words: Vocabulary) -> Unit | None:
    name = fields.need(row, "unit")
    code = fields.text(row, "code") or name
    status = fields.word(row, "status", STATUS_WORDS) or Status.APPRAISED
    kind = _kind(fields, row, words)
    if JOIN in code:
        _note_mark(fields, row, code)
        return None
    if not name:
        return None
    parent = fields.text(row, "parent")
    return Unit(
        code=code,
        name=name,
        category=_category(
            fields, row, words, needed=kind == "unit" and not parent and status is Status.APPRAISED
        ),
        parent=parent,
        district=fields.text(row, "district"),
        system=fields.text(row, "system"),
        kind=kind,
        status=status,
        former=_former(fields.text(row, "former_names")),
        joined=_former(fields.text(row, "merged_names")),
    )


def _former(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for piece in _FORMER.split(text) if (part := piece.strip())))


def _kind(fields: Fields, row: Row, words: Vocabulary) -> str:
    text = fields.text(row, "kind")
    own = {key(kind): kind for kind in words.kinds}
    return fields.word(row, "kind", {**own, **KIND_WORDS}) or "unit" if text else "unit"


def _category(fields: Fields, row: Row, words: Vocabulary, *, needed: bool) -> str:
    text = fields.text(row, "category")
    if not words.categories:
        return text
    if text:
        return fields.named(row, "category", text, words.categories, "类别", "category") or ""
    only = words.only_category
    if needed and not only:
        fields.missing(row, "category")
    return only if needed else ""


def _is_same(unit: Unit, other: Unit) -> bool:
    """Two rows of one name are one unit unless both have codes and lie in different places."""
    coded = unit.code != unit.name and other.code != other.name
    apart = (unit.parent, unit.district, unit.system) != (other.parent, other.district, other.system)
    return not (coded and apart)


def _note_duplicate(fields: Fields, row: Row, unit: Unit, first: Row, other: Unit) -> None:
    place = fields.table.place(row, "unit")
    if key(unit.name) == key(other.name) and unit.category != other.category:
        fields.notebook.error(
            "units.two_categories",
            f"「{unit.name}」同时列入「{other.category}」（第{first.number}行）和「{unit.category}」两个类别",
            f"“{unit.name}” is in category “{other.category}” (row {first.number}) and in “{unit.category}”",
            "一个单位只能在一个类别，请删除其中一行",
            "a unit belongs to one category; remove one of the rows",
            place,
        )
        return
    same = "名称" if key(unit.name) == key(other.name) else f"代码「{unit.code}」"
    fields.notebook.error(
        "units.duplicate",
        f"「{unit.name}」与第{first.number}行的「{other.name}」{same}重复",
        f"“{unit.name}” repeats “{other.name}” of row {first.number}",
        "请删除重复的行；确为不同对象的，请分别填写代码和上级或区划",
        "remove one; if they are different objects, give each a code and a parent or district",
        place,
    )


def _note_mark(fields: Fields, row: Row, code: str) -> None:
    fields.notebook.error(
        "units.reserved_mark",
        f"代码「{code}」含有保留符号「{JOIN}」",
        f"the code “{code}” holds the reserved sign “{JOIN}”",
        f"请在代码列填写不含「{JOIN}」的代码",
        f"give it a code without “{JOIN}”",
        fields.table.place(row, "code" if row["code"] else "unit"),
    )


def _note_namesakes(fields: Fields, names: Mapping[str, list[tuple[Row, Unit]]]) -> None:
    for same in names.values():
        if len(same) > 1:
            codes = "、".join(unit.code for _, unit in same)
            fields.notebook.warn(
                "units.namesakes",
                f"{len(same)}个对象都叫「{same[0][1].name}」（代码 {codes}）",
                f"{len(same)} objects are called “{same[0][1].name}” (codes {codes})",
                "其他表中请用代码指明",
                "refer to them by code in the other tables",
                fields.table.place(same[1][0], "unit"),
            )


def _with_links(fields: Fields, rows: list[tuple[Row, Unit]], index: UnitIndex) -> list[Unit]:
    """Parents as codes; districts and systems that are units themselves as codes too."""
    parents: dict[str, tuple[Row, str]] = {}
    linked: list[Unit] = []
    for row, unit in rows:
        parent = ""
        if unit.parent:
            parent = _known(fields, row, "parent", unit.parent, index) or ""
            parents[unit.code] = (row, parent)
        linked.append(
            replace(
                unit,
                parent=parent,
                district=index.lexicon.find(unit.district) or unit.district,
                system=index.lexicon.find(unit.system) or unit.system,
            )
        )
    _note_circles(fields, parents)
    return linked


def _note_circles(fields: Fields, parents: Mapping[str, tuple[Row, str]]) -> None:
    """Walk up from each unit once; meeting the own walk again is a circle."""
    walked: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        code = start
        while code in parents and code not in walked:
            walked.add(code)
            path[code] = None
            code = parents[code][1]
        if code in path:
            steps = list(path)
            circle = [*steps[steps.index(code) :], code]
            shown = " → ".join(circle if len(circle) <= 12 else [*circle[:10], "…", code])
            fields.notebook.error(
                "units.circular_parent",
                f"上级关系成环：{shown}",
                f"the parents form a circle: {shown}",
                "请改正其中一个单位的上级",
                "correct the parent of one of them",
                fields.table.place(parents[code][0], "parent"),
            )


def unit_of(fields: Fields, row: Row, index: UnitIndex, *, required: bool = True) -> str | None:
    """The code of the unit that a row is about; "" when the cell is empty and need not be filled.

    A code column is tried first; a name that belongs to another unit is then an error. Counts merged
    over several units hold their names joined by ``|``. None after noting an error.
    """
    merged = fields.table.spec is COUNTS
    name, code = fields.text(row, "unit").strip(JOIN if merged else None), fields.text(row, "code")
    if not name and not code:
        if required:
            fields.missing(row, "unit")
        return None if required else ""
    if merged and JOIN in name:
        parts = [_known(fields, row, "unit", part, index) for part in name.split(JOIN) if part]
        return None if None in parts else JOIN.join(sorted(part for part in parts if part))
    if not code:
        return _known(fields, row, "unit", name, index)
    found = _known(fields, row, "code", code, index)
    if found and name and found not in index.lexicon.all(name):
        fields.notebook.error(
            "table.code_and_name_differ",
            f"代码「{code}」是「{index.units[found].name}」，与本行单位「{name}」不符",
            f"code “{code}” is “{index.units[found].name}”, not “{name}”",
            "请核对代码和单位名称",
            "check the code and the name",
            fields.table.place(row, "code"),
        )
        return None
    return found


def _known(fields: Fields, row: Row, column: str, text: str, index: UnitIndex) -> str | None:
    if key(text) in index.refused:
        return None  # what is wrong with that unit was said where it stands
    return fields.named(row, column, text, index.lexicon, "单位", "unit")


def note_unscored(fields: Fields, row: Row, unit: str, index: UnitIndex) -> None:
    """Warn of facts about a unit that is never scored."""
    if unit and index.status(unit) is not Status.APPRAISED:
        exempt = index.status(unit) is Status.EXEMPT
        zh, en = ("免评", "exempt") if exempt else ("征求意见", "opinion-only")
        fields.notebook.warn(
            "table.unscored_unit",
            f"「{index.units[unit].name}」是{zh}单位，本行不计分",
            f"“{index.units[unit].name}” is {en}: this row is not scored",
            "如应计分，请改单位表中的状态",
            "correct its status in the units table if it is to be scored",
            fields.table.place(row, "unit"),
        )
