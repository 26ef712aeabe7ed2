"""What is kept about inspections, surveys, hearings, follow-up and the rights of supervisors."""

from minping.apps.oversight.models.follow import AfterSurvey, FollowedProblem, FollowUp, Remark
from minping.apps.oversight.models.hearings import (
    Attendee,
    Hearing,
    Promise,
    Question,
    Vote,
    VoteCount,
)
from minping.apps.oversight.models.inspections import (
    FieldRecord,
    Inspection,
    InspectionReport,
    Inspector,
    Target,
    Visit,
    VisitFinding,
)
from minping.apps.oversight.models.rights import Right
from minping.apps.oversight.models.surveys import SurveyAnswer, SurveyVisit

__all__ = [
    "AfterSurvey",
    "Attendee",
    "FieldRecord",
    "FollowUp",
    "FollowedProblem",
    "Hearing",
    "Inspection",
    "InspectionReport",
    "Inspector",
    "Promise",
    "Question",
    "Remark",
    "Right",
    "SurveyAnswer",
    "SurveyVisit",
    "Target",
    "Visit",
    "VisitFinding",
    "Vote",
    "VoteCount",
]
