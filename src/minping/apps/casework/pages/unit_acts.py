"""What a unit can do with a problem that it has to put right."""

from typing import Any

from django import forms

from minping.apps.casework import services
from minping.apps.casework.forms import ExtensionForm, PlanForm, ReportForm
from minping.apps.casework.models.papers import Decision
from minping.apps.casework.pages.acts import Act, Data, Files, Given, Stand, plain
from minping.apps.casework.services.planning import EXTENDABLE
from minping.apps.casework.terms import rules
from minping.apps.foundation.actors import Actor
from minping.core.findings import Text


def _of_unit(actor: Actor) -> bool:
    """A liaison, or the office that enters what came on paper."""
    return actor.may("casework.own") or actor.may("casework.edit")


def _immediate(stand: Stand) -> bool:
    return stand.problem.klass == "immediate"


def _may_start(stand: Stand) -> bool:
    at_once = stand.can("start_at_once", "class_immediate") and _immediate(stand)
    return at_once or stand.can("start")


def _may_report(stand: Stand) -> bool:
    return stand.can("report_done", "evidence") or _may_start(stand)


def _may_extend(stand: Stand) -> bool:
    found = stand.problem
    waiting = found.extensions.filter(decision=Decision.WAITING).exists()
    return found.state in EXTENDABLE and not waiting and found.counters["extensions"] < rules().extensions


def _plan_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    """A plan that came back is mended, not written anew."""
    found = stand.problem
    last = found.plans.order_by("-number").first()
    known: dict[str, object] = {"deadline": found.deadline}
    if last is not None:
        known = {
            name: getattr(last, name)
            for name in ("content", "measures", "handler", "deadline", "over_reason")
        }
    return PlanForm(data, files, initial=known)


def _report_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    last = stand.problem.reports.order_by("-number").first()
    known = {name: getattr(last, name) for name in ("text", "cause", "institution")} if last else {}
    return ReportForm(data, files, initial=known)


def _with_files(given: Given) -> dict[str, Any]:
    """What the form holds as the service calls it."""
    kept = dict(given)
    return kept | {"files": kept.pop("proofs")}


UNIT_ACTS = (
    Act(
        "start",
        Text("开始整改", "Begin"),
        _of_unit,
        _may_start,
        lambda s, g: services.problem_start(actor=s.actor, problem=s.problem.id),
    ),
    Act(
        "plan",
        Text("报整改方案", "Submit the plan"),
        _of_unit,
        lambda s: s.can("submit_plan", "measures_named") and not (_immediate(s) and _may_start(s)),
        lambda s, g: services.plan_submit(actor=s.actor, problem=s.problem.id, **_with_files(g)),
        _plan_form,
        Text("方案已报评议办。", "The plan is with the office."),
        leads_on=True,
    ),
    Act(
        "report",
        Text("报告整改完成", "Report it done"),
        _of_unit,
        _may_report,
        lambda s, g: services.report_submit(actor=s.actor, problem=s.problem.id, **_with_files(g)),
        _report_form,
        Text("报告已报评议办。", "The report is with the office."),
        leads_on=True,
    ),
    Act(
        "extension",
        Text("申请延期", "Ask for more time"),
        _of_unit,
        _may_extend,
        lambda s, g: services.extension_ask(actor=s.actor, problem=s.problem.id, **g),
        plain(ExtensionForm),
        Text("延期申请已报评议办。", "The request is with the office."),
    ),
)
