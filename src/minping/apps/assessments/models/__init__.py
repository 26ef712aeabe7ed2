"""What a year records of the units: entries and events, what the units think of themselves."""

from minping.apps.assessments.models.books import Book, FactRule, Handled
from minping.apps.assessments.models.entries import Correction, Entry
from minping.apps.assessments.models.events import Event
from minping.apps.assessments.models.selves import SelfAssessment, SelfCall

__all__ = ["Book", "Correction", "Entry", "Event", "FactRule", "Handled", "SelfAssessment", "SelfCall"]
