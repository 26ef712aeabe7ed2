"""Order, plan, time, pressure: what the office can do while the unit works."""

from collections.abc import Callable
from typing import Any

from django import forms

from minping.apps.casework import services
from minping.apps.casework.forms import (
    AssignForm,
    DecideForm,
    LongTermForm,
    LookForm,
    MediaForm,
    ResumeForm,
    UrgeForm,
    classes,
)
from minping.apps.casework.models.papers import Decision
from minping.apps.casework.pages.acts import Act, Data, Files, Given, Stand, asked, plain
from minping.apps.casework.pages.triage_acts import can, may_do
from minping.apps.casework.terms import UNIT_HOLDS, deadline_for, rules
from minping.apps.foundation.asking import BY_TWO
from minping.apps.foundation.pages import say
from minping.apps.foundation.templatetags.minping import day
from minping.core.findings import Text
from minping.core.lifecycle.problem_terms import LADDER


def _assign_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    days = rules()
    numbers = {"immediate": days.days_immediate, "planned": days.days_planned, "ordered": days.days_ordered}
    told = {
        code: say(
            Text(
                f"{n}个工作日，默认到{deadline_for(code).day.isoformat()}",
                f"{n} working days, until {deadline_for(code).day.isoformat()} by default",
            )
        )
        for code, n in numbers.items()
    }
    found = stand.problem
    promised = found.deadline if found.state == "registered" and found.deadline else None
    known = {"klass": found.klass, "handler": found.handler, "deadline": promised}
    known["handler_post"] = found.handler_post
    return AssignForm(data, initial=known, classes=classes(told))


def _plan_waits(stand: Stand) -> bool:
    return stand.problem.state == "plan_submitted"


def _extension_waits(stand: Stand) -> bool:
    return stand.problem.extensions.filter(decision=Decision.WAITING).exists()


def _decided(service: Callable[..., None], name: str) -> Callable[[Stand, Given], object]:
    return lambda s, g: service(
        actor=s.actor, problem=s.problem.id, accept=g["accept"], **{name: g["reason"]}
    )


ORDER = (
    Act(
        "assign",
        Text("交办", "Assign"),
        may_do("casework.edit"),
        can("assign", "handler_named", "deadline_set", "class_set"),
        lambda s, g: services.problem_assign(actor=s.actor, problem=s.problem.id, **g),
        _assign_form,
        leads_on=True,
    ),
    Act(
        "plan_decide",
        Text("审核方案", "Decide on the plan"),
        may_do("casework.decide"),
        _plan_waits,
        _decided(services.plan_decide, "reason"),
        plain(DecideForm),
        leads_on=True,
    ),
    Act(
        "extension_decide",
        Text("审批延期", "Decide on the extension"),
        may_do("casework.decide"),
        _extension_waits,
        _decided(services.extension_decide, "answer"),
        plain(DecideForm),
        leads_on=True,
    ),
    Act(
        "long_term",
        Text("转长期挂账", "Mark as long-term"),
        may_do("casework.decide"),
        can("mark_long_term", "obstacle_named", "next_date", "second_person"),
        lambda s, g: services.problem_long_term(actor=s.actor, problem=s.problem.id, **g),
        plain(LongTermForm),
        Text("已提请第二人确认。", "A second person is asked."),
        lambda s: asked(
            s,
            Text("转长期挂账", "Mark as long-term"),
            Text(
                "受客观条件限制，一时不能解决；不销号，到期再次研究。",
                "It is never cleared; it is looked at again.",
            ),
            button=Text("提请确认", "Ask for agreement"),
            undo=Text("障碍消除后可恢复整改。", "Work is resumed when the obstacle is gone."),
            agree=BY_TWO,
        ),
    ),
    Act(
        "look_again",
        Text("再次研究", "Look at it again"),
        may_do("casework.decide"),
        can("look_again", "next_date"),
        lambda s, g: services.problem_look_again(actor=s.actor, problem=s.problem.id, **g),
        plain(LookForm),
        leads_on=True,
    ),
    Act(
        "resume",
        Text("恢复整改", "Resume"),
        may_do("casework.decide"),
        can("resume", "obstacle_gone", "deadline_set"),
        lambda s, g: services.problem_resume(actor=s.actor, problem=s.problem.id, **g),
        plain(ResumeForm),
    ),
)


def _climbs(stand: Stand) -> bool:
    """The next rung is open while the unit has something to do."""
    rung = stand.problem.level + 1
    if stand.problem.state not in (*UNIT_HOLDS, "long_term"):
        return False
    names = {1: "urge", 2: "supervise", 3: "order", 4: "propose_accountability"}
    return rung in names and (stand.can(names[rung]) or stand.can("raise_level", "reason_given"))


def _urge_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    found = stand.problem
    rung = LADDER.rungs[min(found.level + 1, LADDER.top)]
    due = f"，整改期限{day(found.deadline)}" if found.deadline else ""
    text = (
        f"{found.label}“{found.title}”{due}，现予{rung.zh}。请于收到后5个工作日内书面答复："
        "一、目前进展；二、未完成的原因；三、完成时间和责任人。"
    )
    return UrgeForm(data, initial={"text": text})


def _urging(stand: Stand) -> Any:
    rung = LADDER.rungs[min(stand.problem.level + 1, LADDER.top)]
    return asked(
        stand,
        Text(f"督办：升到“{rung.zh}”", f"Climb to “{rung.en}”"),
        Text(
            "单位会在本单位整改页面看到督办单，并须答复。",
            "The unit finds the letter on its page and must answer.",
        ),
        button=Text("发出督办单", "Send the letter"),
        undo=Text("层级不能下降。", "The rung does not come down again."),
        danger=stand.problem.level >= LADDER.top - 2,
    )


PRESSURE = (
    Act(
        "urge",
        Text("督办", "Press"),
        may_do("casework.decide"),
        _climbs,
        lambda s, g: services.problem_urge(actor=s.actor, problem=s.problem.id, text=g["text"]),
        _urge_form,
        Text("督办单已发出。", "The letter is sent."),
        _urging,
    ),
    Act(
        "media",
        Text("标记媒体曝光", "Mark as exposed"),
        may_do("casework.edit"),
        can("mark_media"),
        lambda s, g: services.problem_mark_media(actor=s.actor, problem=s.problem.id, note=g["note"]),
        plain(MediaForm),
    ),
)
