"""What a person is told before a unit is merged, split or ended, or a change taken back."""

from collections.abc import Sequence
from uuid import UUID

from minping.apps.foundation.asking import Question
from minping.apps.units.history import ACTS
from minping.apps.units.models import Change, Unit
from minping.apps.units.rules import name_of
from minping.apps.units.views.acting import Given, page_of
from minping.core.findings import Text

_UNDO = Text(
    "可以，在本单位页面的「经过」中撤销，只要之后没有再改、新单位没有被用到。",
    "Yes, on the unit's page, as long as nothing was changed since and the new units are not in use.",
)


def _names(units: Sequence[UUID]) -> list[str]:
    return [name_of(row) for row in Unit.objects.filter(id__in=units).prefetch_related("names")]


def before_merging(unit: Unit, given: Given) -> Question:
    """Which units end, into what, and what goes along."""
    new, year = given["way"] == "new", given["year"]
    ending = [*given["others"], *([unit.id] if new else [])]
    names = _names(ending)
    quoted = "、".join(f"「{name}」" for name in names)
    into = given["name"] if new else name_of(unit)
    below = Unit.objects.filter(parent__in=ending, until__isnull=True).count()
    happens = [
        Text(
            f"{quoted}于{year - 1}年底终止，自{year}年起合并为「{into}」。",
            f"{', '.join(names)} end with {year - 1}; from {year} on they are “{into}”.",
        )
    ]
    if below:
        happens.append(Text(f"下属单位{below}个随之转入。", f"{below} sub-units go along."))
    return Question(
        title=Text("合并单位", "Merge units"),
        happens=happens,
        undo=_UNDO,
        button=Text("合并", "Merge"),
        back=page_of(unit.id),
        number=Text(f"{len(ending)}个单位终止", f"{len(ending)} units end"),
        danger=True,
    )


def before_splitting(unit: Unit, given: Given) -> Question:
    """Which units there will be, and what becomes of the old one."""
    names = "、".join(one.name for one in given["new"])
    stays, year = given["way"] == "stays", given["year"]
    zh = "继续存在" if stays else f"于{year - 1}年底终止"
    en = "stays" if stays else f"ends with {year - 1}"
    happens = Text(
        f"自{year}年起设立：{names}；「{name_of(unit)}」{zh}。",
        f"From {year} on there are: {names}; “{name_of(unit)}” {en}.",
    )
    return Question(
        title=Text("分设单位", "Split a unit"),
        happens=[happens],
        undo=_UNDO,
        button=Text("分设", "Split"),
        back=page_of(unit.id),
        number=Text(f"新设{len(given['new'])}个单位", f"{len(given['new'])} new units"),
        danger=not stays,
    )


def before_ending(unit: Unit, given: Given) -> Question:
    """The unit's last year."""
    happens = Text(
        f"「{name_of(unit)}」{given['year']}年后不再存在，历年结果保留。",
        f"“{name_of(unit)}” does not exist after {given['year']}; its results are kept.",
    )
    return Question(
        title=Text("终止单位", "Close a unit"),
        happens=[happens],
        undo=_UNDO,
        button=Text("终止", "Close"),
        back=page_of(unit.id),
        danger=True,
    )


def before_undoing(change: Change, number: int, back: str) -> Question:
    """What is put back."""
    what = ACTS[change.what]
    happens = Text(
        "相关单位恢复到这次改动之前的样子；这次改动中新登记的单位删除。",
        "The units are put back as they were before; units made by this change are removed.",
    )
    return Question(
        title=Text(f"撤销：{what.zh}", f"Undo: {what.en}"),
        happens=[happens],
        undo=Text("撤销之后可以重新办理。", "The act can be done again."),
        button=Text("撤销", "Undo"),
        back=back,
        number=Text(f"{number}个单位", f"{number} units"),
        danger=True,
    )
