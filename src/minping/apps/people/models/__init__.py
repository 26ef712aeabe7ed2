"""Tables of the room people. Names and telephone numbers are sealed; strata and posts stand in clear."""

from minping.apps.people.models.appraisers import (
    Assignment,
    Candidate,
    Conflict,
    Decision,
    Pool,
    PoolMember,
)
from minping.apps.people.models.draws import Draw, DrawFrame, DrawMember
from minping.apps.people.models.rosters import (
    Erasure,
    Person,
    Roster,
    RosterRow,
    RosterWarning,
    StaffNumber,
)
from minping.apps.people.models.training import (
    Attempt,
    Attendance,
    Material,
    Paper,
    Question,
    Session,
)

__all__ = [
    "Assignment",
    "Attempt",
    "Attendance",
    "Candidate",
    "Conflict",
    "Decision",
    "Draw",
    "DrawFrame",
    "DrawMember",
    "Erasure",
    "Material",
    "Paper",
    "Person",
    "Pool",
    "PoolMember",
    "Question",
    "Roster",
    "RosterRow",
    "RosterWarning",
    "Session",
    "StaffNumber",
]
