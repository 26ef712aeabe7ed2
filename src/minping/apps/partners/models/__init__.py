"""Tables of this room."""

from minping.apps.partners.models.airings import Airing
from minping.apps.partners.models.components import Component, Feed
from minping.apps.partners.models.submissions import Figure, Line, Submission

__all__ = ["Airing", "Component", "Feed", "Figure", "Line", "Submission"]
