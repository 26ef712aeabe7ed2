"""What units undertake, what their heads do, what may serve as an example."""

from minping.apps.commitments.models.examples import Example
from minping.apps.commitments.models.promises import Commitment, Promise
from minping.apps.commitments.models.works import Contact, Duty, Topic

__all__ = ["Commitment", "Contact", "Duty", "Example", "Promise", "Topic"]
