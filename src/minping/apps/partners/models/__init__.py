"""Tables of this room."""

from minping.apps.partners.models.components import Component, Feed
from minping.apps.partners.models.submissions import Figure, Line, Submission

__all__ = ["Component", "Feed", "Figure", "Line", "Submission"]
