"""Looking things up by a unit's code in templates."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django import template

from minping.apps.campaigns.selectors import CommentaryFacts, commentaries_of
from minping.apps.results.inside import taken_behind
from minping.apps.results.models import InsideTaken, ScoreRun

T = TypeVar("T")

register = template.Library()


@register.filter
def of(found: Mapping[str, str], code: str) -> str:
    """``{{ lacks|of:entry.code }}``."""
    return found.get(code, "")


@register.filter
def named(code: str, names: Mapping[str, str]) -> str:
    """A unit's name by its code."""
    return names.get(code, code)


@register.filter
def of_unit(found: Mapping[UUID, T], unit: UUID) -> T | None:
    """What a mapping says of a unit."""
    return found.get(unit)


@register.simple_tag
def commentary_on(campaign: UUID, unit: UUID) -> CommentaryFacts | None:
    """``{% commentary_on campaign.id unit_id as said %}``: what was said of the unit's year."""
    return commentaries_of(campaign).get(unit)


@register.simple_tag
def inside_behind(run: ScoreRun, unit: UUID) -> InsideTaken | None:
    """``{% inside_behind run entry.unit as taken %}``: the campaign inside the unit that a value came from."""
    return taken_behind(run, unit)
