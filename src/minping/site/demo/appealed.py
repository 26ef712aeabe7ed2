"""Appeals of the demo: one that was found right and moved ranks, two of the result that is open now."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

from minping.apps.assessments.ledger import every_item
from minping.apps.assessments.selectors import EntryFacts, entries_of
from minping.apps.campaigns.selectors import campaign_of, frozen_scheme
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.results.appeals.checking import evidence_check, recount_make
from minping.apps.results.appeals.deciding import appeal_answer, appeal_decide
from minping.apps.results.appeals.filing import appeal_accept, appeal_file
from minping.apps.results.appeals.items import disputed_days, item_of
from minping.apps.results.appeals.letters import answer_draft
from minping.apps.results.appeals.mending import entry_mend
from minping.apps.results.appeals.notices import draft, notice_issue
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Appeal, ScoreRun
from minping.apps.results.moved import moved_between
from minping.apps.results.paths import below, trees_of
from minping.apps.year.services import campaign_act
from minping.core.findings import Text
from minping.core.scoring.result import ScoreRun as Run
from minping.core.scoring.result import UnitResult
from minping.site.demo.campaign import Launched
from minping.site.demo.casework import liaison_of
from minping.site.demo.finished import announce, publish, score
from minping.site.demo.office import Office

BONUS = "上级表彰"


@dataclass(frozen=True)
class Dispute:
    """An entry that belongs to somebody else, without which its unit passes the one before it."""

    code: str
    unit: UUID
    entry: EntryFacts


def settle(office: Office, launched: Launched) -> None:
    """Score the finished year; one unit is found right, two ranks move, and the corrected result is published."""
    day = launched.demo.scored
    with as_of(day):
        first = score(office, launched)
        announce(office, first, day + timedelta(days=7))
    run = ScoreRun.objects.get(id=first)
    dispute = _dispute(run, launched)
    with as_of(day + timedelta(days=3)):
        appeal = _file(liaison_of(office, dispute.code), run, dispute)
    with as_of(day + timedelta(days=5)):
        appeal_accept(
            actor=office.clerk, appeal=appeal, counting=True, proof=True, note="在申诉期内，事项明确"
        )
        recount_make(actor=office.second, appeal=appeal)
        evidence_check(
            actor=office.second,
            appeal=appeal,
            fault=True,
            finding=f"调阅{dispute.entry.evidence}原件，所涉事项由另一单位承办，登记时误记。",
        )
    with as_of(day + timedelta(days=6)):
        appeal_decide(actor=office.lead, appeal=appeal, correct=True, reason="记录对象有误，予以更正。")
        entry_mend(
            actor=office.second,
            appeal=appeal,
            entry=dispute.entry.id,
            strike=True,
            points=None,
            reason="撤销误记的一条",
        )
    _corrected(office, launched, run, appeal)


def _corrected(office: Office, launched: Launched, before: ScoreRun, appeal: UUID) -> None:
    """A new run, its notice with all ranks that moved, the answer, the publication."""
    day = launched.demo.scored
    campaign = campaign_of(launched.id)
    with as_of(day + timedelta(days=8)):
        new = ScoreRun.objects.get(id=score(office, launched, "第1号申诉决定更正"))
        announce(office, new.id)
        title = Text(campaign.title, campaign.title_en) if campaign else Text("", "")
        notice = draft(new, moved_between(before, new), title)
        notice_issue(actor=office.lead, run=new.id, text=notice.zh, text_en=notice.en)
        answer = answer_draft(Appeal.objects.get(id=appeal))
        appeal_answer(actor=office.clerk, appeal=appeal, text=answer.zh)
    with as_of(day + timedelta(days=12)):
        publish(office, launched, new.id, notice.zh)
        campaign_act(actor=office.lead, campaign=launched.id, act="close_self_check")


def _dispute(run: ScoreRun, launched: Launched) -> Dispute:
    """Somebody right behind another, nearer than one of the own entries weighs."""
    scheme = frozen_scheme(launched.id)
    items = every_item(scheme) if scheme is not None else {}
    result = load_run(run).run
    for one in sorted(result.units, key=lambda unit: unit.unit):
        before = _before(result, one)
        if before is None or one.score is None or before.score is None:
            continue
        unit = UUID(run.units[one.unit])
        entries = entries_of(unit, launched.id)
        codes = [entry.item for entry in entries]
        if BONUS in codes:
            continue
        for entry in entries:
            points = items[entry.item].of.points or Fraction(0)
            if codes.count(entry.item) == 1 and 0 < before.score - one.score < -points:
                return Dispute(one.unit, unit, entry)
    raise LookupError(run.id)


def _before(result: Run, unit: UnitResult) -> UnitResult | None:
    """Whoever stands one rank above in the same category."""
    place = unit.placing
    if place is None:
        return None
    others = (one for one in result.units if one.category == unit.category and one.placing is not None)
    return next((one for one in others if one.placing and one.placing.rank == place.rank - 1), None)


def _file(liaison: Actor, run: ScoreRun, dispute: Dispute) -> UUID:
    key = key_of(run, dispute.code, "ledger")
    item = item_of(run, dispute.unit, key)
    facts = item.facts if item is not None else ()
    day = dispute.entry.day.isoformat()
    fact = next((one for one in facts if day in disputed_days(run, dispute.unit, key, one)), "")
    made = appeal_file(
        actor=liaison,
        run=run.id,
        unit=dispute.unit,
        item=key,
        fact=fact,
        reason=f"{dispute.entry.evidence}所记的事不是我单位承办的，请核对交办单原件。",
        wanted="撤销这一条扣分",
    )
    return made.id


def appeal_now(office: Office, launched: Launched) -> None:
    """Two appeals in the window that is open: one waits to be counted again, one to be taken up."""
    day = launched.demo.scored
    with as_of(day):
        run = ScoreRun.objects.get(id=score(office, launched))
        announce(office, run.id, today() + timedelta(days=15))
        campaign_act(actor=office.lead, campaign=launched.id, act="close_self_check")
    (finance,) = office.liaison.units
    code = next(code for code, unit in run.units.items() if UUID(unit) == finance)
    with as_of(day + timedelta(days=3)):
        made = appeal_file(
            actor=office.liaison,
            run=run.id,
            unit=finance,
            item=key_of(run, code, "survey"),
            reason="专家评议得分与群众评价差距较大，请核对计票。",
            wanted="重新计票",
        )
    with as_of(day + timedelta(days=5)):
        appeal_accept(
            actor=office.clerk, appeal=made.id, counting=True, proof=False, note="在申诉期内，事项明确"
        )
    other = next(one for one in load_run(run).run.units if one.placing and one.placing.rank == 2)
    unit = UUID(run.units[other.unit])
    with as_of(day + timedelta(days=7)):
        appeal_file(
            actor=liaison_of(office, other.unit),
            run=run.id,
            unit=unit,
            item="rank",
            reason="与第一名分差很小，请核对名次的计算。",
        )


def key_of(run: ScoreRun, code: str, kind: str) -> str:
    """The name of the first number of that kind in the unit's explanation."""
    waiting = trees_of(load_run(run).run.unit(code))
    while waiting:
        name, node = waiting.pop(0)
        if node.kind == kind:
            return name
        waiting = [*below(name, node), *waiting]
    raise LookupError(kind)
