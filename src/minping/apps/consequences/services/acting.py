"""The one place where a measure changes its state."""

from collections.abc import Collection, Sequence
from uuid import UUID

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.consequences.models import Measure, Step
from minping.apps.consequences.sources import Grounds
from minping.apps.consequences.terms import OPEN_BEFORE, case_of, machine_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.core.findings import Text
from minping.core.lifecycle import IllegalMove, begin, perform

GONE = Text("没有找到，可能不在您的范围内。", "It was not found, or it is not yours.")
REASON = Text("理由", "reason")
ENDING = {"lapse", "reply", "recheck", "close", "lift", "uphold", "withdraw", "again"}
"""Acts that are still possible when the campaign has been archived."""
RESTING = {
    "propose",
    "approve",
    "notify",
    "hold",
    "order",
    "order_again",
    "begin_rectifying",
    "issue",
    "send",
}
"""Acts that need a result which bears the measure out."""


def held(measure: UUID) -> Measure:
    """The measure, held until the end of the transaction. Raises Refused."""
    found = Measure.objects.select_for_update().filter(id=measure).first()
    if found is None:
        raise Refused(GONE)
    return found


def begun(
    *,
    campaign: UUID,
    unit: UUID,
    kind: str,
    source: str,
    facts: Sequence[Text],
    source_id: UUID | None = None,
    run: UUID | None = None,
    rule: tuple[str, str, str, str] = ("", "", "", ""),
) -> Measure:
    """A new measure in the first state of its lifecycle. ``rule``: code, name, clause, pool."""
    case = begin(machine_of(kind))
    code, name, clause, pool = rule
    return Measure.objects.create(
        campaign_id=campaign,
        unit_id=unit,
        kind=kind,
        source=source,
        source_id=source_id,
        run=run,
        rule=code[:80],
        rule_name=name[:200],
        clause=clause[:200],
        pool=pool[:100],
        facts=as_json(facts),
        state=case.state,
        flags=sorted(case.flags),
        counters=dict(case.counters),
        made_at=now(),
    )


def as_json(facts: Sequence[Text]) -> list[dict[str, str]]:
    """Facts as they are kept."""
    return [{"zh": fact.zh, "en": fact.en} for fact in facts]


def measure_act(
    *, actor: Actor, measure: Measure, act: str, facts: Collection[str] = (), note: str = ""
) -> None:
    """Perform ``act`` on a held measure, write down the step, save all its fields. Raises Refused."""
    if act not in ENDING:
        _not_archived(measure)
    if act in RESTING:
        certain(measure)
    case, before = case_of(measure), measure.state
    try:
        after = perform(machine_of(measure.kind), case, act, facts)
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    measure.state, measure.flags = after.state, sorted(after.flags)
    measure.counters = dict(after.counters)
    measure.save()
    Step.objects.create(
        measure=measure,
        serial=measure.steps.count() + 1,
        act=act,
        before=before,
        after=after.state,
        note=note,
        by_name=actor.name,
        at=now(),
    )
    record(
        actor,
        f"consequences.{machine_of(measure.kind).name}.{act}",
        measure.id,
        kind=measure.kind,
        before=before,
        after=after.state,
    )


def certain(measure: Measure) -> None:
    """Refuse what would be done on a result that has been overtaken (F147). Raises Refused."""
    grounds = Grounds(measure.campaign_id)
    if grounds.waits(measure):
        raise Refused(
            Text(
                "所依据的计分已有新的一次，还没有复核通过；复核以后再办理。",
                "A newer run than the one this rests on waits for its review; go on after that.",
            )
        )
    if grounds.doubt(measure) is None:
        return
    if measure.state in OPEN_BEFORE:
        raise Refused(
            Text(
                "最近一次复核通过的计分已经变了，请评议办先“列入建议”更新事实。",
                "The newest reviewed run says otherwise; the office brings the proposals up to date first.",
            )
        )
    raise Refused(
        Text(
            "最近一次复核通过的计分与作出决定时不同，请审定机关先重新审定。",
            "The newest reviewed run differs from the one it was decided on; it must be decided anew first.",
        )
    )


def _not_archived(measure: Measure) -> None:
    found = campaign_of(measure.campaign_id)
    if found is not None and found.state == "archived" and measure.state in OPEN_BEFORE:
        raise Refused(
            Text(
                "这次评议已归档，尚未决定的建议不能再提。",
                "This campaign is archived; what was not decided can no longer be.",
            )
        )
