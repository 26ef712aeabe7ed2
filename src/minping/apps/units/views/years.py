"""Acts that end or begin names and units: rename, merge, split, close; and the way back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.units.finding import visible
from minping.apps.units.forms import CloseForm, MergeForm, RenameForm, SplitForm
from minping.apps.units.history import ACTS
from minping.apps.units.models import Change, Unit
from minping.apps.units.rules import name_of
from minping.apps.units.services import (
    NewUnit,
    change_undo,
    unit_close,
    unit_rename,
    unit_split,
    units_merge,
)
from minping.apps.units.views.acting import Given, carry, page_of, unit_or_404
from minping.core.findings import Text

_UNDO = Text(
    "可以，在本单位页面的「经过」中撤销，只要之后没有再改、新单位没有被用到。",
    "Yes, on the unit's page, as long as nothing was changed since and the new units are not in use.",
)


@page("units.edit")
def rename(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Another name from a year on."""
    row, actor = unit_or_404(request, unit), actor_of(request)
    return carry(
        request,
        RenameForm(request.POST or None),
        title=Text(f"改名：{name_of(row)}", f"Rename: {name_of(row)}"),
        lead=Text(
            "单位还是同一个，历年结果连在一起。", "It stays the same unit: its history goes on unbroken."
        ),
        back=page_of(unit),
        act=lambda given: unit_rename(actor=actor, unit=unit, **given),
        done=Text("已改名。", "Renamed."),
        submit=Text("改名", "Rename"),
    )


@page("units.edit")
def merge(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Units become one."""
    row, actor = unit_or_404(request, unit), actor_of(request)

    def act(given: Given) -> str:
        new = given["way"] == "new"
        after = units_merge(
            actor=actor,
            units=[unit, *given["others"]],
            into=NewUnit(given["name"], given["code"]) if new else unit,
            year=given["year"],
            main=unit if new and given["carries"] else None,
        )
        return page_of(after)

    def ask(given: Given) -> Question:
        ending = [*given["others"], *([unit] if given["way"] == "new" else [])]
        names = _names(ending)
        quoted = "、".join(f"「{name}」" for name in names)
        below = Unit.objects.filter(parent__in=ending, until__isnull=True).count()
        into = given["name"] if given["way"] == "new" else name_of(row)
        return Question(
            title=Text("合并单位", "Merge units"),
            happens=[
                Text(
                    f"{quoted}于{given['year'] - 1}年底终止，自{given['year']}年起合并为「{into}」。",
                    f"{', '.join(names)} end with {given['year'] - 1}; from {given['year']} on they are “{into}”.",
                ),
                *([Text(f"下属单位{below}个随之转入。", f"{below} sub-units go along.")] if below else []),
            ],
            undo=_UNDO,
            button=Text("合并", "Merge"),
            back=page_of(unit),
            number=Text(f"{len(ending)}个单位终止", f"{len(ending)} units end"),
            danger=True,
        )

    return carry(
        request,
        MergeForm(request.POST or None),
        title=Text(f"合并：{name_of(row)}", f"Merge: {name_of(row)}"),
        back=page_of(unit),
        act=act,
        ask=ask,
        done=Text("已合并。", "Merged."),
        submit=Text("下一步", "Next"),
    )


@page("units.edit")
def split(request: HttpRequest, unit: UUID) -> HttpResponse:
    """A unit becomes several, or others leave it."""
    row, actor = unit_or_404(request, unit), actor_of(request)

    def act(given: Given) -> None:
        unit_split(
            actor=actor,
            unit=unit,
            new=given["new"],
            year=given["year"],
            stays=given["way"] == "stays",
            main=0 if given["carries"] else None,
        )

    def ask(given: Given) -> Question:
        names = "、".join(one.name for one in given["new"])
        stays = given["way"] == "stays"
        zh = "继续存在" if stays else f"于{given['year'] - 1}年底终止"
        en = "stays" if stays else f"ends with {given['year'] - 1}"
        return Question(
            title=Text("分设单位", "Split a unit"),
            happens=[
                Text(
                    f"自{given['year']}年起设立：{names}；「{name_of(row)}」{zh}。",
                    f"From {given['year']} on there are: {names}; “{name_of(row)}” {en}.",
                )
            ],
            undo=_UNDO,
            button=Text("分设", "Split"),
            back=page_of(unit),
            number=Text(f"新设{len(given['new'])}个单位", f"{len(given['new'])} new units"),
            danger=not stays,
        )

    return carry(
        request,
        SplitForm(request.POST or None),
        title=Text(f"分设：{name_of(row)}", f"Split: {name_of(row)}"),
        back=page_of(unit),
        act=act,
        ask=ask,
        done=Text("已分设。", "Split."),
        submit=Text("下一步", "Next"),
    )


@page("units.edit")
def close(request: HttpRequest, unit: UUID) -> HttpResponse:
    """A unit ends and nothing follows it."""
    row, actor = unit_or_404(request, unit), actor_of(request)

    def ask(given: Given) -> Question:
        return Question(
            title=Text("终止单位", "Close a unit"),
            happens=[
                Text(
                    f"「{name_of(row)}」{given['year']}年后不再存在，历年结果保留。",
                    f"“{name_of(row)}” does not exist after {given['year']}; its results are kept.",
                )
            ],
            undo=_UNDO,
            button=Text("终止", "Close"),
            back=page_of(unit),
            danger=True,
        )

    return carry(
        request,
        CloseForm(request.POST or None),
        title=Text(f"终止：{name_of(row)}", f"Close: {name_of(row)}"),
        back=page_of(unit),
        act=lambda given: unit_close(actor=actor, unit=unit, **given),
        ask=ask,
        done=Text("已终止。", "Closed."),
        submit=Text("下一步", "Next"),
    )


def _names(units: list[UUID]) -> list[str]:
    return [name_of(row) for row in Unit.objects.filter(id__in=units).prefetch_related("names")]


@page("units.edit")
def undo(request: HttpRequest, change: UUID) -> HttpResponse:
    """Take a change back, after asking."""
    actor = actor_of(request)
    found = Change.objects.filter(id=change).first()
    if found is None:
        raise Http404
    units = list(found.units.values_list("unit", flat=True))
    standing = visible(actor).filter(id__in=units).first()
    back = page_of(standing.id) if standing else reverse("units:list")
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        attempt(request, lambda: change_undo(actor=actor, change=change), Text("已撤销。", "Undone."))
        return redirect(back if standing and Unit.objects.filter(id=standing.id).exists() else "units:list")
    what = ACTS[found.what]
    question = Question(
        title=Text(f"撤销：{what.zh}", f"Undo: {what.en}"),
        happens=[
            Text(
                "相关单位恢复到这次改动之前的样子；这次改动中新登记的单位删除。",
                "The units are put back as they were before; units made by this change are removed.",
            )
        ],
        undo=Text("撤销之后可以重新办理。", "The act can be done again."),
        button=Text("撤销", "Undo"),
        back=back,
        number=Text(f"{len(units)}个单位", f"{len(units)} units"),
        danger=True,
    )
    return confirm(request, question)
