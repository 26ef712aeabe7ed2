"""An announced result with a window for appeals, and the steps of an appeal in an office of four."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tests.apps.results.steps import gathered
from tests.apps.results.year import Year, year_of

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.results.appeals.checking import evidence_check
from minping.apps.results.appeals.deciding import appeal_decide
from minping.apps.results.appeals.filing import appeal_accept, appeal_file
from minping.apps.results.appeals.mending import elsewhere_mend
from minping.apps.results.appeals.steps import state_of
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Appeal, ScoreRun
from minping.apps.results.paths import below, trees_of
from minping.apps.results.services import (
    announcement_make,
    campaign_reconcile,
    review_give,
    run_compute,
    table_take,
)

DAYS = 5
CLOSE = 12
"""A county in which two units of a category are a hundredth of a point apart."""


@dataclass(frozen=True)
class Told:
    """The announced run; who computed, who reviewed, who took no part, and a unit's liaison."""

    year: Year
    run: ScoreRun
    clerk: Actor
    lead: Actor
    other: Actor
    liaison: Actor
    unit: uuid.UUID
    code: str


def told(clerk: Actor, lead: Actor, someone: Callable[..., Actor], year: Year | None = None) -> Told:
    """Computed by the clerk, reviewed by the lead, announced with five days for appeals."""
    known = year or year_of(seed=CLOSE)
    gathered(known, clerk)
    campaign_reconcile(actor=clerk, campaign=known.campaign)
    run = run_compute(actor=clerk, campaign=known.campaign)
    review_give(actor=lead, run=run.id, sound=True, note="抽查五个单位")
    announcement_make(actor=lead, run=run.id, objections_until=today() + datetime.timedelta(days=DAYS))
    code = close_behind(run)
    unit = uuid.UUID(run.units[code])
    other = someone(Role.CLERK, name="孙干事")
    return Told(known, run, clerk, lead, other, someone(Role.LIAISON, unit=unit, name="联络员"), unit, code)


def close_behind(run: ScoreRun) -> str:
    """The unit that stands the closest behind another of its category, so that little moves its rank."""
    ranked = [
        (u.category, u.score, u.unit)
        for u in load_run(run).run.units
        if u.placing is not None and u.score is not None
    ]
    return min((b - a, unit) for of, a, unit in ranked for other, b, _ in ranked if other == of and b > a)[1]


def key_of(run: ScoreRun, code: str, kind: str) -> str:
    """The name of the first number of that kind in the unit's explanation."""
    waiting = trees_of(load_run(run).run.unit(code))
    while waiting:
        name, node = waiting.pop(0)
        if node.kind == kind:
            return name
        waiting = [*below(name, node), *waiting]
    raise AssertionError(kind)


def filed(told: Told, kind: str = "ledger", fact: str = "") -> Appeal:
    """An appeal by the liaison."""
    item = key_of(told.run, told.code, kind)
    return appeal_file(
        actor=told.liaison,
        run=told.run.id,
        unit=told.unit,
        item=item,
        reason="这一条不是我单位的",
        fact=fact,
    )


def again(appeal: Appeal) -> Appeal:
    """The appeal as it is stored now."""
    return Appeal.objects.get(id=appeal.id)


def state(appeal: Appeal) -> str:
    return state_of(again(appeal))


def found_right(told: Told, appeal: Appeal) -> None:
    """Accepted, the evidence checked by somebody else, decided for the unit."""
    appeal_accept(actor=told.clerk, appeal=appeal.id, counting=False, proof=True)
    evidence_check(actor=told.other, appeal=appeal.id, fault=True, finding="佐证属于另一单位")
    appeal_decide(actor=told.lead, appeal=appeal.id, correct=True, reason="记录有误")


def mended_by_table(told: Told, appeal: Appeal) -> None:
    """The table of entries without those of the unit."""
    lines = told.year.tables["entries"].decode("utf-8-sig").splitlines(keepends=True)
    name = next(u.name for u in told.year.county.units if u.code == told.code)
    kept = [line for line in lines if name not in line and told.code not in line]
    assert len(kept) < len(lines)
    table_take(
        actor=told.clerk,
        campaign=told.year.campaign,
        sheet="entries",
        name="entries.csv",
        data="".join(kept).encode("utf-8-sig"),
        source="更正",
    )
    elsewhere_mend(actor=told.other, appeal=appeal.id, source="table", reason="删去该单位误记的各条")
