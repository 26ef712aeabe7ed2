"""What the office can do with a problem that is not registered yet."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms

from minping.apps.casework import services
from minping.apps.casework.forms import (
    NumberForm,
    RegisterForm,
    TransferForm,
)
from minping.apps.casework.models import Problem
from minping.apps.casework.pages.acts import Act, Data, Files, Given, Stand, asked, plain
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

NUMBER = re.compile(r"(\d{4})\s*[-－—]\s*0*(\d{1,9})")
FOREVER = Text("不能撤销；历史中会留下记录。", "It cannot be undone; the history keeps it.")
BY_HISTORY = Text("不能撤销，但可以继续往下办理。", "It cannot be undone, but work goes on from there.")


def may_do(permission: str) -> Callable[[Actor], bool]:
    """Whoever holds the permission."""
    return lambda actor: actor.may(permission)


def _new(stand: Stand) -> bool:
    return stand.problem.state in ("raised", "triaged")


def can(act: str, *facts: str) -> Callable[[Stand], bool]:
    """Where the table allows the act, given these facts."""
    return lambda stand: stand.can(act, *facts)


def unit_choices() -> list[tuple[str, Any]]:
    """Units that are not closed, by code."""
    return [(str(unit.id), unit.name) for unit in units_of() if not unit.until]


def _register_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    found = stand.problem
    known = {"unit": str(found.unit_id or ""), "title": found.title, "text": found.text}
    return RegisterForm(data, initial=known, units=unit_choices())


def numbered(given: Given) -> UUID:
    """The problem that a number names. Raises Refused."""
    asked_for = NUMBER.fullmatch(given["number"].strip())
    known = Problem.objects.exclude(state="handed_over")
    found = known.filter(year=asked_for[1], number=asked_for[2]).first() if asked_for else None
    if found is None:
        raise Refused(Text("没有这个编号的问题。", "There is no problem with this number."))
    return found.id


TRIAGE = (
    Act(
        "register",
        Text("挂号", "Register"),
        may_do("casework.edit"),
        _new,
        lambda s, g: services.problem_register(
            actor=s.actor, problem=s.problem.id, unit=UUID(g["unit"]), title=g["title"], text=g["text"]
        ),
        _register_form,
        leads_on=True,
    ),
    Act(
        "transfer",
        Text("转出", "Pass on"),
        may_do("casework.edit"),
        _new,
        lambda s, g: services.problem_transfer(actor=s.actor, problem=s.problem.id, note=g["note"]),
        plain(TransferForm),
        question=lambda s: asked(
            s,
            Text("不属本级，转出", "Not ours: pass it on"),
            Text(
                "本问题在这里结束，提出人会看到已转往何处。", "It ends here; its givers read where it went."
            ),
            button=Text("转出", "Pass on"),
            undo=FOREVER,
        ),
    ),
    Act(
        "link",
        Text("关联重复件", "Link a duplicate"),
        may_do("casework.edit"),
        _new,
        lambda s, g: services.problem_link(actor=s.actor, problem=s.problem.id, into=numbered(g)),
        plain(NumberForm),
        question=lambda s: asked(
            s,
            Text("并入已有问题", "Join it to a known problem"),
            Text(
                "本问题在这里结束，它的意见并入所填编号的问题。",
                "It ends here; its opinions go to that problem.",
            ),
            button=Text("并入", "Join"),
            undo=FOREVER,
        ),
    ),
    Act(
        "recurrence",
        Text("记为重犯", "Note as a recurrence"),
        may_do("casework.edit"),
        lambda s: _new(s) and s.problem.recurrence_of_id is None,
        lambda s, g: services.recurrence_note(actor=s.actor, problem=s.problem.id, of=numbered(g)),
        plain(NumberForm),
    ),
    Act(
        "hand_over",
        Text("移交线索", "Hand over as a lead"),
        may_do("casework.edit"),
        _new,
        lambda s, g: services.problem_hand_over(actor=s.actor, problem=s.problem.id),
        question=lambda s: asked(
            s,
            Text("作为线索移交", "Hand over as a lead"),
            Text(
                "内容只交给线索管理人和纪检监察机关。您和其他人在这里再也查不到它。",
                "Its text goes to the keepers of leads and the discipline body alone. Nobody finds it here any more.",
            ),
            button=Text("移交", "Hand over"),
            undo=FOREVER,
            danger=True,
        ),
    ),
)
