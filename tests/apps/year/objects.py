"""Ids for the addresses of the year."""

from tests.apps.security.objects import World, makes

from minping.apps.campaigns.models import Campaign


@makes("year:year", "year:load", "year:diligence", shared=True)
def campaign(world: World) -> dict[str, object]:
    made = Campaign.objects.create(title="安全试验", year=2031, state="scheme_frozen")
    return {"campaign": made.id}


@makes("year:act", shared=True)
def act(world: World) -> dict[str, object]:
    return {**campaign(world), "act": "launch"}
