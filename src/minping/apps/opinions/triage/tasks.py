"""Jobs and sweeps of the desk."""

from collections.abc import Mapping
from typing import Any

from minping.apps.foundation.jobs import Told, job, sweep
from minping.apps.opinions.triage import grouping, wordlists
from minping.apps.opinions.triage.deciding import leads_settle


@sweep("opinions.leads")
def leads() -> None:
    """What became of those in the restricted inbox."""
    leads_settle()


@sweep("opinions.likeness")
def likeness() -> None:
    """New opinions are compared with those before."""
    grouping.compare_new()


@job(grouping.JOB)
def group(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """Compare all opinions of a campaign with each other."""
    return grouping.carry(payload, told)


@job(wordlists.JOB)
def suggest(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """Suggest classes anew for what waits to be read."""
    return {"changed": wordlists.suggest_again(told)}
