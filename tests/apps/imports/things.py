"""A kind of table for the tests of imports."""

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import (
    CHANGED,
    NEW,
    UNCHANGED,
    ImportColumn,
    ImportKind,
    Outcome,
)
from minping.apps.foundation.imports.parsers import integer, text
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

STORE: dict[str, tuple[str, int | None]] = {}
LOCKED: set[str] = set()


def _allow(actor, target):
    require(actor, "foundation.import")


def _check(rows, notes, target):
    found, first = {}, {}
    for row in rows:
        code = row["code"]
        if code in first:
            notes.error(
                row,
                "code",
                "things.twice",
                Text(f"「{code}」与第{first[code]}行重复", f"“{code}” repeats row {first[code]}"),
                Text("请删除其中一行", "remove one of them"),
            )
            continue
        first[code] = row.number
        wanted = (row["name"], row["size"])
        known = STORE.get(code)
        if known is None:
            found[row.number] = Outcome(NEW, row["name"])
        elif known == wanted:
            found[row.number] = Outcome(UNCHANGED, row["name"])
        else:
            found[row.number] = Outcome(CHANGED, row["name"], (("名称", known[0], row["name"]),))
    return found


def _apply(actor, rows, target, told):
    before = {row["code"]: STORE.get(row["code"]) for row in rows}
    for at, row in enumerate(rows):
        STORE[row["code"]] = (row["name"], row["size"])
        told(at + 1, len(rows))
    return {"before": before}


def _undo(actor, info, target):
    if LOCKED & set(info["before"]):
        raise Refused(Text("已被用到，不能撤销。", "In use; cannot be undone."))
    for code, was in info["before"].items():
        if was is None:
            STORE.pop(code)
        else:
            STORE[code] = tuple(was)


KIND = ImportKind(
    code="tests.things",
    name=Text("物品", "things"),
    columns=(
        ImportColumn("code", "代码", "code", text(20), ("编号",), required=True, example="A1"),
        ImportColumn("name", "名称", "name", text(50), ("物品名称",), required=True, filled_down=True),
        ImportColumn("size", "数量", "size", integer(), ("件数",)),
    ),
    allow=_allow,
    check=_check,
    apply=_apply,
    undo=_undo,
    home=lambda target: "/office/",
)
