"""The unit reports, the office or the inspector verifies."""

from uuid import UUID

from django.db import transaction

from minping.apps.casework.evidence import FOUND_BY_INSPECTORS, givers
from minping.apps.casework.models import Problem, Report
from minping.apps.casework.models.papers import Decision
from minping.apps.casework.perfunctory import signs_of_report
from minping.apps.casework.services.acting import (
    GONE,
    NOTE,
    REASON,
    held,
    held_by_office,
    held_by_unit,
    problem_act,
)
from minping.apps.casework.services.ending import watch
from minping.apps.casework.services.files import Uploads, files_first, keep_all
from minping.apps.casework.services.lateness import note_lateness
from minping.apps.casework.services.planning import start
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

DONE = Text("整改情况", "what was done")
CAUSE = Text("原因剖析", "analysis of the cause")
INSTITUTION = Text("立规矩、建制度", "rule or institution")


@files_first
@transaction.atomic
def report_submit(
    *,
    actor: Actor,
    problem: UUID,
    text: str,
    cause: str = "",
    institution: str = "",
    files: Uploads = (),
) -> UUID:
    """The unit reports it done, with evidence. What is late stays late. Raises Refused."""
    found = held_by_unit(actor, problem)
    note_lateness(found)
    if found.state in ("assigned", "plan_approved"):
        start(actor, found)
    made = Report(
        problem=found,
        number=found.reports.count() + 1,
        text=said(text, DONE),
        cause=short(cause, CAUSE, 2000),
        institution=short(institution, INSTITUTION, 2000),
        by_name=actor.name,
        at=now(),
    )
    made.signs = signs_of_report(made)
    made.save(force_insert=True)
    keep_all(actor, made.id, files)
    found.cause, found.institution = made.cause, made.institution
    facts = {"evidence"} if files else set[str]()
    problem_act(actor=actor, problem=found, act="report_done", facts=facts)
    return made.id


@transaction.atomic
def report_decide(*, actor: Actor, problem: UUID, accept: bool, reason: str = "") -> None:
    """The office finds the report in order, so that it can be verified on the spot, or returns it (F035)."""
    found = held_by_office(actor, problem, "casework.decide")
    if accept:
        _in_time(found)
        _decided(actor, found, Decision.ACCEPTED, short(reason, REASON))
        record(actor, "casework.report.accepted", problem)
    else:
        _return(actor, found, said(reason, REASON))


def _return(actor: Actor, found: Problem, reason: str) -> None:
    problem_act(actor=actor, problem=found, act="return_report", facts={"reason_given"}, note=reason)
    _decided(actor, found, Decision.RETURNED, reason)


def _in_time(found: Problem) -> None:
    if found.state != "reported_done":
        raise Refused(Text("没有待审的报告。", "No report waits for a decision."))


def _decided(actor: Actor, found: Problem, decision: str, reason: str) -> None:
    report = found.reports.order_by("-number").first()
    if report is not None and report.decision != decision:
        report.decision, report.reason = decision, reason
        report.decided_by, report.decided_at = actor.name, now()
        report.save()


@transaction.atomic
def problem_verify(*, actor: Actor, problem: UUID, note: str) -> None:
    """The office saw for itself that it is done; ``note``: how and what was found."""
    found = held_by_office(actor, problem, "casework.decide")
    problem_act(
        actor=actor, problem=found, act="verify", facts={"verified_by_office"}, note=said(note, NOTE, 2000)
    )
    _decided(actor, found, Decision.ACCEPTED, "")


@transaction.atomic
def problem_verify_by_inspector(*, actor: Actor, problem: UUID, note: str, solved: bool = True) -> None:
    """The one who found it at a hearing or an inspection rechecks it: solved, or returned with what is not.

    With no giver behind it, his recheck clears it. Raises Refused for anybody else.
    """
    require(actor, "casework.inspect")
    found = held(problem)
    if found.inspector is None or actor.id != found.inspector:
        raise Refused(GONE)
    seen = said(note, NOTE, 2000)
    if not solved:
        _in_time(found)
        _return(actor, found, seen)
        return
    problem_act(actor=actor, problem=found, act="verify_by_inspector", note=seen)
    _decided(actor, found, Decision.ACCEPTED, "")
    if not givers(found):
        problem_act(actor=actor, problem=found, act="clear_on_recheck")
        watch(found)


@transaction.atomic
def inspector_name(*, actor: Actor, problem: UUID, inspector: UUID, name: str) -> None:
    """Name who rechecks a finding, where nobody is named or the one who was cannot; never oneself."""
    found = held_by_office(actor, problem, "casework.decide")
    if found.source not in FOUND_BY_INSPECTORS:
        raise Refused(Text("只有听证、督查发现的问题由督查人复查。", "Only findings are rechecked."))
    if inspector == actor.id:
        raise Refused(Text("不能指定自己复查。", "You cannot name yourself."))
    found.inspector, found.inspector_name = inspector, said(name, Text("姓名", "name"), 100)
    found.save(update_fields=["inspector", "inspector_name"])
    record(actor, "casework.problem.inspector_named", problem, inspector=inspector)
