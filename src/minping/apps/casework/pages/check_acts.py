"""What the office can do once the unit reports it done, until it is closed."""

from typing import Any
from uuid import UUID

from django import forms

from minping.apps.accounts.selectors import holders, user_facts
from minping.apps.casework import services
from minping.apps.casework.evidence import FOUND_BY_INSPECTORS, RATED_ON, rated
from minping.apps.casework.forms import (
    InspectorForm,
    NoteForm,
    ReasonForm,
    RecheckForm,
    RecurForm,
)
from minping.apps.casework.pages.acts import Act, Data, Files, Given, Stand, asked, plain
from minping.apps.casework.pages.triage_acts import BY_HISTORY, can, may_do
from minping.apps.casework.services.acting import ENDED
from minping.apps.casework.terms import rules
from minping.apps.foundation.asking import BY_TWO
from minping.apps.foundation.roles import Role
from minping.core.findings import Text


def _inspector_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    found = [facts for role in (Role.APPRAISER, Role.CLERK, Role.LEAD) for facts in holders(role)]
    people = {str(facts.id): facts.name for facts in found if facts.id != stand.actor.id}
    return InspectorForm(data, people=list(people.items()))


def _name_inspector(stand: Stand, given: Given) -> object:
    chosen = UUID(given["inspector"])
    name = user_facts([chosen])[chosen].name
    return services.inspector_name(actor=stand.actor, problem=stand.problem.id, inspector=chosen, name=name)


def _asking(stand: Stand) -> Any:
    kept, number = rules(), len(stand.givers)
    if number:
        happens = Text(
            f"有查询码的提出人在查询页上会看到“是否已经解决”；没有查询码的由评议办联系。{kept.answer_days}个工作日内"
            "全部答复“已解决”即销号，有一人答复“没有解决”即复号。",
            "Givers with a code find the question on their page; the office reaches the others. It is cleared when "
            f"all say “solved” within {kept.answer_days} working days, reopened when one says it is not.",
        )
        return asked(
            stand,
            Text("回访提出人", "Ask those who gave the opinions"),
            happens,
            number=Text(f"{number}位提出人", f"{number} givers"),
            button=Text("开始回访", "Ask them"),
            undo=BY_HISTORY,
        )
    happens = Text(
        f"整改情况在公开台账公示{kept.rating_days}个工作日，请公众评价。评价至少{kept.ratings}次、分在{RATED_ON}天以上、"
        "不好的不过半，由核实人以外的人看过后决定销号；不好的过半即复号；评价不够的，例外销号须两人签字。"
        "评价不记名，次数不等于人数。",
        f"It stands in the public ledger for {kept.rating_days} working days. With at least {kept.ratings} ratings on "
        f"{RATED_ON} days or more, no more than half of them bad, somebody who did not verify it decides on clearing; "
        "more bad ones reopen it; with fewer two persons must sign. Ratings bear no name: they are not persons.",
    )
    return asked(
        stand,
        Text("公示评价", "Ask the public"),
        happens,
        button=Text("开始公示评价", "Ask the public"),
        undo=BY_HISTORY,
    )


def _rated(stand: Stand) -> Any:
    heard = rated(stand.problem)
    return asked(
        stand,
        Text("公众评价", "The public's ratings"),
        Text(
            f"好{heard.good}，一般{heard.fair}，不好{heard.bad}；分在{heard.days}天，最多的一天{heard.thickest}次。"
            "评价不记名，次数不等于人数；集中在一两天的，请先了解情况。",
            f"{heard.good} good, {heard.fair} fair, {heard.bad} bad, on {heard.days} days, {heard.thickest} on the "
            "fullest. They bear no name: they are not persons. Look into it first where most came at once.",
        ),
        number=Text(f"{heard.total}次评价", f"{heard.total} ratings"),
        button=Text("认定已解决，销号", "It is solved: clear it"),
        undo=Text("再次发生的，按重犯另立新号。", "If it comes up again, a new problem follows."),
    )


def _exceptional(stand: Stand) -> Any:
    return asked(
        stand,
        Text("例外销号", "Clear by exception"),
        Text(
            "到期未答复（或评价人数不够）的，经两人签字销号，单独计数，并记入单位整改情况。",
            "Those who were asked were silent. Two persons sign; it is counted apart, in the unit's record too.",
        ),
        button=Text("提请签字", "Ask for the signature"),
        undo=Text("签字前可撤回；签字后提出人再反映的，按重犯立号。", "Until it is signed."),
        agree=BY_TWO,
        danger=True,
    )


CHECK = (
    Act(
        "report_return",
        Text("退回报告", "Return the report"),
        may_do("casework.decide"),
        can("return_report", "reason_given"),
        lambda s, g: services.report_decide(
            actor=s.actor, problem=s.problem.id, accept=False, reason=g["reason"]
        ),
        plain(ReasonForm),
        Text("已退回，单位会看到理由。", "Returned; the unit reads the reason."),
    ),
    Act(
        "verify",
        Text("核实通过", "Verified"),
        may_do("casework.decide"),
        can("verify", "verified_by_office"),
        lambda s, g: services.problem_verify(actor=s.actor, problem=s.problem.id, note=g["note"]),
        plain(NoteForm),
        leads_on=True,
    ),
    Act(
        "recheck",
        Text("复查", "Recheck"),
        may_do("casework.inspect"),
        lambda s: s.problem.inspector == s.actor.id and s.can("verify_by_inspector"),
        lambda s, g: services.problem_verify_by_inspector(actor=s.actor, problem=s.problem.id, **g),
        plain(RecheckForm),
        Text("复查结论已记录。", "Your finding is kept."),
        leads_on=True,
    ),
    Act(
        "inspector",
        Text("指定复查人", "Name who rechecks"),
        may_do("casework.decide"),
        lambda s: s.problem.source in FOUND_BY_INSPECTORS and s.problem.state not in ENDED,
        _name_inspector,
        _inspector_form,
    ),
    Act(
        "ask",
        Text("回访", "Ask"),
        may_do("casework.edit"),
        lambda s: s.can("ask_citizen") and (bool(s.givers) or not s.facts["from_inspection"]),
        lambda s, g: services.citizens_ask(actor=s.actor, problem=s.problem.id),
        question=_asking,
        leads_on=True,
    ),
    Act(
        "settle",
        Text("汇总答复", "Look at the answers"),
        may_do("casework.edit"),
        lambda s: (
            any(s.can(act) for act in ("reopen", "clear"))
            or (s.can("reopen_late") and bool(s.facts["citizen_silent"]))
        ),
        lambda s, g: services.problem_settle(actor=s.actor, problem=s.problem.id),
        leads_on=True,
    ),
    Act(
        "rating",
        Text("看公众评价，决定销号", "Read the ratings and clear it"),
        may_do("casework.decide"),
        can("clear_on_rating", "rating_confirmed"),
        lambda s, g: services.rating_confirm(actor=s.actor, problem=s.problem.id, note=g["note"]),
        plain(NoteForm),
        Text("已销号，进入观察期。", "Cleared; its watch begins."),
        _rated,
        leads_on=True,
    ),
    Act(
        "exception",
        Text("例外销号", "Clear by exception"),
        may_do("casework.exception"),
        lambda s: (
            s.actor.may("casework.edit") and s.can("clear_by_exception", "exception_signed", "second_person")
        ),
        lambda s, g: services.problem_settle(actor=s.actor, problem=s.problem.id, reason=g["reason"]),
        plain(ReasonForm),
        Text("已提请第二人签字。", "A second person is asked to sign."),
        _exceptional,
    ),
    Act(
        "close",
        Text("办结", "Close"),
        may_do("casework.edit"),
        can("close"),
        lambda s, g: services.problem_close(actor=s.actor, problem=s.problem.id),
        question=lambda s: asked(
            s,
            Text("办结", "Close"),
            Text("观察期满，没有再犯。", "The watch is over and it did not come up again."),
            button=Text("办结", "Close"),
            undo=Text("以后再犯的，另立新号。", "If it comes up again, a new problem follows."),
        ),
        leads_on=True,
    ),
    Act(
        "recur",
        Text("再次发生，另立新号", "It came up again"),
        may_do("casework.edit"),
        lambda s: s.problem.state in ENDED and not s.problem.recurrences.exists(),
        lambda s, g: services.problem_recur(actor=s.actor, problem=s.problem.id, text=g["text"]),
        plain(RecurForm),
        Text("已另立新号，督办层级升一级。", "A new problem was raised, one rung up."),
    ),
)
