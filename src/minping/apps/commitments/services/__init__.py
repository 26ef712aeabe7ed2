"""Every write of this room."""

from minping.apps.commitments.services.examples import (
    RELEASE,
    example_release_ask,
    example_save,
    example_withdraw,
)
from minping.apps.commitments.services.promises import (
    PromiseLine,
    commitment_decide,
    commitment_save,
    commitment_submit,
    promise_judge,
)
from minping.apps.commitments.services.topics import (
    MOST_TOPICS,
    topic_decide,
    topic_judge,
    topic_report,
    topic_save,
)
from minping.apps.commitments.services.works import (
    contact_save,
    duties_plan,
    duty_call_off,
    duty_decide,
    duty_save,
)

__all__ = [
    "MOST_TOPICS",
    "RELEASE",
    "PromiseLine",
    "commitment_decide",
    "commitment_save",
    "commitment_submit",
    "contact_save",
    "duties_plan",
    "duty_call_off",
    "duty_decide",
    "duty_save",
    "example_release_ask",
    "example_save",
    "example_withdraw",
    "promise_judge",
    "topic_decide",
    "topic_judge",
    "topic_report",
    "topic_save",
]
