"""What happens by itself in this room."""

from minping.apps.assessments.telling import remind
from minping.apps.foundation.jobs import sweep


@sweep("assessments.remind")
def reminders() -> None:
    """Entries not read while the unit may still object, self-assessments not handed in."""
    remind()
