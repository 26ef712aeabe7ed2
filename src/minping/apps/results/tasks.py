"""Work that takes longer than a page: score runs, documents, tallies that the box has ready."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from minping.apps.accounts.selectors import actor_for
from minping.apps.foundation.jobs import Told, job, sweep
from minping.apps.results.appeals.checking import recount_make
from minping.apps.results.models import ScoreRun
from minping.apps.results.services import documents_make, run_compute, tallies_take
from minping.apps.results.telling import remind


@job("results.score")
def score(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """Compute the next run of a campaign."""
    campaign = UUID(payload["campaign"])
    actor = actor_for(UUID(payload["actor"]))
    done = ScoreRun.objects.filter(campaign=campaign, number=payload["number"]).first()
    run = done or run_compute(actor=actor, campaign=campaign, reason=payload["reason"], told=told)
    return {"next": reverse("results:run", args=[run.id])}


@job("results.recount")
def recount(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """Count again what an appeal is about."""
    appeal = UUID(payload["appeal"])
    told(0, 1)
    recount_make(actor=actor_for(UUID(payload["actor"])), appeal=appeal)
    return {"next": reverse("results:appeal", args=[appeal])}


@job("results.documents")
def documents(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """Make every document of a run."""
    run = UUID(payload["run"])
    documents_make(run=run, language=payload["language"], told=told)
    return {"next": reverse("results:run", args=[run])}


@sweep("results.tallies")
def tallies() -> None:
    """Take over tallies of closed rounds."""
    tallies_take()


@sweep("results.remind")
def reminders() -> None:
    """Tell units of what was announced, the office of appeals that wait."""
    remind()
