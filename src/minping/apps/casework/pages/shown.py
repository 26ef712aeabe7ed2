"""What a page of a problem shows beneath its head: papers with their files, urgings, opinions, answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from minping.apps.casework.boards.words import CLASSES, LEVELS, ORIGINS, SOURCES
from minping.apps.casework.evidence import behind, checks_of, givers, rated, tried_enough
from minping.apps.casework.models import Check, Problem
from minping.apps.casework.models.papers import Decision
from minping.apps.casework.pages.frame import INSPECTOR, head_of, history
from minping.apps.casework.perfunctory import told
from minping.apps.casework.services.asking import words_of
from minping.apps.casework.terms import rules
from minping.apps.foundation import approvals, evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import say
from minping.apps.opinions.selectors import told_by_senders
from minping.core.findings import Text

PLANNING = ("assigned", "plan_submitted", "plan_returned", "plan_approved")
"""States in which the plan is what matters."""
DECISIONS = {
    "waiting": ("waiting", Text("待审", "waiting")),
    "accepted": ("done", Text("通过", "accepted")),
    "returned": ("late", Text("退回", "returned")),
}
ANSWERS = {
    Check.Answer.OPEN: ("waiting", Text("未答复", "no answer yet")),
    Check.Answer.SOLVED: ("done", Text("已解决", "solved")),
    Check.Answer.NOT_SOLVED: ("late", Text("没有解决", "not solved")),
    Check.Answer.SILENT: ("plain", Text("到期未答复", "silent")),
}


def papers_of(problem: Problem, *, signs: bool) -> Mapping[str, Any]:
    """Plans, reports and extensions, newest first. ``signs``: for the reviewer, never for the unit."""
    plans = list(problem.plans.order_by("-number"))
    reports = list(problem.reports.order_by("-number"))
    files = evidence.files_of_each([paper.id for paper in (*plans, *reports)])

    def shown(paper: Any) -> Mapping[str, Any]:
        look, words = DECISIONS[paper.decision]
        return {
            "paper": paper,
            "look": look,
            "words": words,
            "files": files.get(paper.id, []),
            "signs": [told(sign) for sign in paper.signs] if signs else [],
        }

    return {
        "plans": [shown(plan) for plan in plans],
        "reports": [shown(report) for report in reports],
        "extensions": [(one, *DECISIONS[one.decision]) for one in problem.extensions.order_by("-at")],
        "planning": problem.state in PLANNING,
        "returned_plans": sum(plan.decision == Decision.RETURNED for plan in plans),
        "returned_reports": sum(report.decision == Decision.RETURNED for report in reports),
        "urges": [(urge, LEVELS.get(urge.level)) for urge in problem.urges.order_by("-at")],
    }


def facts_of(problem: Problem, *, office: bool) -> Mapping[str, Any]:
    """The facts that office and unit both read. A unit does not read who inspected it: he comes again, perhaps
    unannounced; who asked at a hearing asked before everybody."""
    named = office or problem.source == Problem.Source.HEARING or not problem.inspector_name
    return {
        "problem": problem,
        "head": head_of(problem),
        "origin": ORIGINS[problem.origin],
        "source": SOURCES[problem.source],
        "klass": CLASSES[problem.klass] if problem.klass else None,
        "earlier": problem.recurrence_of,
        "inspector": problem.inspector_name if named else say(INSPECTOR),
        "again": problem.recurrences.exclude(state="handed_over").first(),
    }


def office_view(problem: Problem, actor: Actor) -> Mapping[str, Any]:
    """Everything that the office and its readers see."""
    cards, kept = behind(problem), rules()
    checks = {check.of.opinion_id: check for check in checks_of(problem, cards)}
    reads = actor.may("opinions.read")
    told = told_by_senders(cards) if reads else {}
    lines = [
        {
            "card": card,
            "check": (check := checks.get(card.id)),
            "answer": ANSWERS[Check.Answer(check.answer)] if check else None,
            "words": words_of(check) if check and reads and check.words else "",
            "told": told.get(card.id, ()),
            "tried": tried_enough(check, card, kept) if check else False,
        }
        for card in sorted(cards.values(), key=lambda card: card.day)
    ]
    subjects = [problem.id, f"{problem.id}/{problem.turn}", *(check.id for check in checks.values())]
    return {
        **facts_of(problem, office=True),
        **papers_of(problem, signs=True),
        "lines": lines,
        "asking": problem.state == "citizen_checked",
        "rated": rated(problem) if not givers(problem) and problem.state == "citizen_checked" else None,
        "rules": kept,
        "waiting": [one for subject in subjects for one in approvals.waiting(subject)],
        "steps": history(problem, office=True),
        "office": True,
    }


def unit_view(problem: Problem) -> Mapping[str, Any]:
    """What the unit sees: no giver, nobody's answer, only what came of them all and words that were passed on."""
    cards = behind(problem)
    own = set(problem.opinions.filter(individual=True).values_list("opinion", flat=True))
    return {
        **facts_of(problem, office=False),
        **papers_of(problem, signs=False),
        "number": len(cards),
        "cases": [card.masked for card in cards.values() if card.id in own and card.masked],
        "feedback": _feedback(problem),
        "steps": history(problem, office=False),
        "office": False,
    }


def _feedback(problem: Problem) -> Sequence[Mapping[str, Any]]:
    """Each turn that came back dissatisfied, with the words that the office masked and passed on."""
    words: dict[int, list[str]] = {}
    for check in Check.objects.filter(of__problem=problem).exclude(masked="").order_by("turn", "id"):
        words.setdefault(check.turn, []).append(check.masked)
    reopened = problem.steps.filter(act="reopen").order_by("serial")
    return [{"at": step.at, "words": words.get(turn, [])} for turn, step in enumerate(reopened, 1)]
