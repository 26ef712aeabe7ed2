"""What is kept about problems and their rectification."""

from minping.apps.casework.models.commons import CommonProblem, DayChange, Rating
from minping.apps.casework.models.late import LateRules, Proposal
from minping.apps.casework.models.papers import Check, Extension, Plan, Report, Urge
from minping.apps.casework.models.problems import Origin, Problem, ProblemOpinion, Step

__all__ = [
    "Check",
    "CommonProblem",
    "DayChange",
    "Extension",
    "LateRules",
    "Origin",
    "Plan",
    "Problem",
    "ProblemOpinion",
    "Proposal",
    "Rating",
    "Report",
    "Step",
    "Urge",
]
