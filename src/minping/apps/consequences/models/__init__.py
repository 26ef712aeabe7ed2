"""Tables of the room consequences."""

from minping.apps.consequences.models.lists import Bonus, Circular, Exemption
from minping.apps.consequences.models.measures import Measure, Step
from minping.apps.consequences.models.papers import Letter, Notice, Order, Talk

__all__ = ["Bonus", "Circular", "Exemption", "Letter", "Measure", "Notice", "Order", "Step", "Talk"]
