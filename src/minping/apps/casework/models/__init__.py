"""What is kept about problems and their rectification."""

from minping.apps.casework.models.commons import CommonProblem, Rating
from minping.apps.casework.models.late import LateRules, Proposal
from minping.apps.casework.models.papers import Check, Contact, Extension, Plan, Report, Urge
from minping.apps.casework.models.problems import Origin, Problem, ProblemOpinion, Series, Step
from minping.apps.casework.models.rules import CaseRules

__all__ = [
    "CaseRules",
    "Check",
    "CommonProblem",
    "Contact",
    "Extension",
    "LateRules",
    "Origin",
    "Plan",
    "Problem",
    "ProblemOpinion",
    "Proposal",
    "Rating",
    "Report",
    "Series",
    "Step",
    "Urge",
]
