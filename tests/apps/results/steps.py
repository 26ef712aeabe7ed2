"""The steps of an office from counted rounds to a publication."""

from tests.apps.results.year import Year

from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.results.gate import gate_of
from minping.apps.results.levels import FIELDS
from minping.apps.results.models import Publication, ScoreRun
from minping.apps.results.services import (
    announcement_make,
    campaign_reconcile,
    explanation_give,
    publication_ask,
    review_give,
    run_compute,
    table_take,
    tallies_take,
)


def gathered(year: Year, clerk: Actor) -> Year:
    """Tallies taken over, tables brought, what is absent signed for."""
    tallies_take()
    for sheet, data in year.tables.items():
        table_take(
            actor=clerk,
            campaign=year.campaign,
            sheet=sheet,
            name=f"{sheet}.csv",
            data=data,
            source="县政务中心",
        )
    for lack in gate_of(year.campaign).open:
        explanation_give(actor=clerk, campaign=year.campaign, item=lack.item, reason="全年没有，经核对")
    return year


def scored(year: Year, clerk: Actor) -> ScoreRun:
    """The first run."""
    gathered(year, clerk)
    campaign_reconcile(actor=clerk, campaign=year.campaign)
    return run_compute(actor=clerk, campaign=year.campaign)


def announced(year: Year, clerk: Actor, lead: Actor) -> ScoreRun:
    """The first run, reviewed and announced."""
    run = scored(year, clerk)
    review_give(actor=lead, run=run.id, sound=True, note="抽查五个单位")
    announcement_make(actor=lead, run=run.id)
    return run


def published(year: Year, clerk: Actor, lead: Actor, fields: tuple[str, ...] = tuple(FIELDS)) -> Publication:
    """The first run before the public."""
    run = announced(year, clerk, lead)
    asked = publication_ask(actor=lead, run=run.id, fields=fields, level="向社会公布")
    approvals.agree(actor=clerk, approval=asked)
    return Publication.objects.get(run=run)
