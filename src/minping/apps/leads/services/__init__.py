"""Every write of the room."""

from minping.apps.leads.services.spotting import lead_spot

__all__ = ["lead_spot"]
