"""What happens by itself in this room."""

from minping.apps.foundation.jobs import sweep
from minping.apps.oversight.telling import remind


@sweep("oversight.remind")
def reminders() -> None:
    """Replies, answers and reports that wait."""
    remind()
