"""What happens by itself in this room."""

from minping.apps.commitments.telling import remind
from minping.apps.foundation.jobs import sweep


@sweep("commitments.remind")
def reminders() -> None:
    """Topics, planned duties and promises whose day comes or has passed."""
    remind()
