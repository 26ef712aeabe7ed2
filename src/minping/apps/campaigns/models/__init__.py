"""The tables of the campaign year."""

from minping.apps.campaigns.models.commentary import Commentary
from minping.apps.campaigns.models.content import CheckPoint, ContentHead, FocusTopic, Tag
from minping.apps.campaigns.models.rounds import Round
from minping.apps.campaigns.models.schemes import SchemeEdit, SchemeVersion
from minping.apps.campaigns.models.work import Deliverable, Member, Task
from minping.apps.campaigns.models.year import Campaign, Category, Participation, Stage

__all__ = [
    "Campaign",
    "Category",
    "CheckPoint",
    "Commentary",
    "ContentHead",
    "Deliverable",
    "FocusTopic",
    "Member",
    "Participation",
    "Round",
    "SchemeEdit",
    "SchemeVersion",
    "Stage",
    "Tag",
    "Task",
]
