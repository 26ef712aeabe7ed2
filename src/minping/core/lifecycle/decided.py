"""What every measure drawn from a result shares: a rule proposes, a body decides, a second person waives.

Seeds 000, 001 (F028, F029, F031): the rule never decides. A proposal that the newest run no longer bears out
lapses (F147); what was decided already is decided anew by the same body: upheld, or taken back.
"""

from dataclasses import dataclass

from minping.core.findings import Text
from minping.core.lifecycle.machine import State, Transition


@dataclass(frozen=True)
class Body:
    """Who decides: ``fact`` is what the approval needs."""

    fact: str
    words: Text


DISCIPLINE_BODY = Body("approved_by_discipline_body", Text("纪检机关已批准", "the discipline body approved"))
LEADING_GROUP = Body("approved_by_leading_group", Text("领导小组已批准", "the leading group approved"))


def facts_of(body: Body) -> dict[str, Text]:
    """The facts that the four steps of ``proposed_and_decided`` ask for."""
    return {
        "rule_and_facts": Text("触发规则与事实已列明", "the rule and its facts are listed"),
        body.fact: body.words,
        "reason_given": Text("已写明理由", "a reason is given"),
        "no_longer_listed": Text("最新计分不再列入", "the newest run lists it no more"),
    }


def proposed_and_decided(
    body: Body,
    source: str,
    *,
    propose: Text,
    waive: Text,
    approved: str = "approved",
    waivable: tuple[str, ...] = ("triggered", "proposed", "approved"),
    carried: tuple[str, ...],
    lowers: tuple[str, ...] = (),
    proposed_by: str = "",
    approved_by: str = "",
) -> tuple[Transition, ...]:
    """Steps from ``triggered`` to ``approved``; ``waivable``: the states that can still be waived. ``carried``: the
    later ones, which can only be withdrawn, lowering the flags ``lowers``.

    ``proposed_by`` and ``approved_by`` name the sources of those steps where they are not ``source``.
    """

    def step(name: str, start: tuple[str, ...], end: str, words: Text, needs: str, cited: str) -> Transition:
        return Transition(
            name, start, end, words, (needs,), by_two=name == "waive", irreversible=True, source=cited
        )

    return (
        step("propose", ("triggered",), "proposed", propose, "rule_and_facts", proposed_by or source),
        step("approve", ("proposed",), approved, Text("批准", "approve"), body.fact, approved_by or source),
        step("waive", waivable, "waived", waive, "reason_given", source),
        step(
            "lapse",
            ("triggered", "proposed"),
            "lapsed",
            Text("不再列入", "lapse"),
            "no_longer_listed",
            f"{source}, F147",
        ),
        *_anew(source, waivable, carried, lowers),
    )


def _anew(
    source: str, waivable: tuple[str, ...], carried: tuple[str, ...], lowers: tuple[str, ...]
) -> tuple[Transition, ...]:
    """What a corrected result leads to: new facts before the decision; after it, a new one by the same body."""
    decided = tuple(state for state in waivable if state not in {"triggered", "proposed"})
    told, cited = ("reason_given",), f"{source}, F147"
    upheld = Text("重新审定：维持", "decided anew: upheld")
    proposed = Text("重新审定：重新提出", "decided anew: proposed again")
    return (
        Transition(
            "update",
            ("triggered", "proposed"),
            "",
            Text("按最新计分更新事实", "bring the facts up to date"),
            needs=("rule_and_facts",),
            source=cited,
        ),
        Transition(
            "uphold", (*decided, *carried, "waived"), "", upheld, needs=told, by_two=True, source=cited
        ),
        Transition("again", ("waived",), "", proposed, needs=told, by_two=True, source=cited),
        Transition(
            "withdraw",
            carried,
            "withdrawn",
            Text("重新审定：撤回", "decided anew: withdrawn"),
            needs=told,
            lowers=lowers,
            by_two=True,
            irreversible=True,
            source=cited,
        ),
    )


WITHDRAWN = State("withdrawn", Text("已撤回", "withdrawn"), final=True)
"""Taken back after it was carried out, because a corrected result no longer bears it out."""
