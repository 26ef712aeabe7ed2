"""What the pages of one campaign share: the campaign itself, its tabs, who may edit."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.services.campaigns import machine_of
from minping.apps.campaigns.services.found import EDITABLE
from minping.apps.foundation.pages import actor_of
from minping.apps.units.selectors import UnitLine, unit_lines
from minping.core.findings import Text

TABS = (
    ("overview", Text("概况", "overview")),
    ("units", Text("参评单位", "units")),
    ("stages", Text("阶段", "stages")),
    ("tasks", Text("任务", "tasks")),
    ("content", Text("评议内容", "content")),
    ("scheme", Text("计分方案", "scheme")),
    ("rounds", Text("轮次", "rounds")),
    ("commentary", Text("点评", "commentary")),
)
NEEDED = {"commentary": "campaigns.report"}
"""Tabs that not everybody who sees the campaign may open."""


def campaign_found(campaign: UUID) -> Campaign:
    """The campaign, or 404."""
    return get_object_or_404(Campaign, id=campaign)


def framed(request: HttpRequest, campaign: Campaign, tab: str, **more: Any) -> Mapping[str, Any]:
    """The context of a page of this campaign."""
    return {
        "campaign": campaign,
        "state": machine_of(campaign.form).state(campaign.state).label,
        "tabs": [(f"campaigns:{name}", label, name == tab) for name, label in TABS if _opens(request, name)],
        "editable": may_edit(request, campaign),
        "host": host_of(campaign),
        **more,
    }


def _opens(request: HttpRequest, tab: str) -> bool:
    return tab not in NEEDED or actor_of(request).may(NEEDED[tab])


def host_of(campaign: Campaign) -> UnitLine | None:
    """The unit or system within which it is held."""
    return next(iter(unit_lines([campaign.inside_id])), None) if campaign.inside_id is not None else None


def may_edit(request: HttpRequest, campaign: Campaign) -> bool:
    """Whether the person may change the campaign's set-up now."""
    return actor_of(request).may("campaigns.edit") and campaign.state in EDITABLE
