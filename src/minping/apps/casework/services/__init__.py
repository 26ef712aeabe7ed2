"""Every write of the room: one transaction, permission, and an entry in the log of acts."""

from minping.apps.casework.services.acting import problem_act
from minping.apps.casework.services.asking import (
    check_answer,
    check_contact,
    check_phone,
    check_release,
    citizens_ask,
)
from minping.apps.casework.services.elsewhere import problem_hand_over, problem_transfer
from minping.apps.casework.services.ending import (
    Settled,
    problem_close,
    problem_recur,
    problem_settle,
    problem_watch,
    rating_confirm,
)
from minping.apps.casework.services.lateness import (
    problem_mark_media,
    problem_mark_overdue,
    problem_urge,
    urge_answer,
)
from minping.apps.casework.services.planning import (
    extension_ask,
    extension_decide,
    plan_decide,
    plan_submit,
    problem_assign,
    problem_long_term,
    problem_look_again,
    problem_resume,
    problem_start,
)
from minping.apps.casework.services.raising import (
    opinions_join,
    problem_link,
    problem_propose,
    problem_raise,
    problem_register,
    recurrence_note,
)
from minping.apps.casework.services.reporting import (
    inspector_name,
    problem_verify,
    problem_verify_by_inspector,
    report_decide,
    report_submit,
)
from minping.apps.casework.services.ruling import rules_set

__all__ = [
    "Settled",
    "check_answer",
    "check_contact",
    "check_phone",
    "check_release",
    "citizens_ask",
    "extension_ask",
    "extension_decide",
    "inspector_name",
    "opinions_join",
    "plan_decide",
    "plan_submit",
    "problem_act",
    "problem_assign",
    "problem_close",
    "problem_hand_over",
    "problem_link",
    "problem_long_term",
    "problem_look_again",
    "problem_mark_media",
    "problem_mark_overdue",
    "problem_propose",
    "problem_raise",
    "problem_recur",
    "problem_register",
    "problem_resume",
    "problem_settle",
    "problem_start",
    "problem_transfer",
    "problem_urge",
    "problem_verify",
    "problem_verify_by_inspector",
    "problem_watch",
    "rating_confirm",
    "recurrence_note",
    "report_decide",
    "report_submit",
    "rules_set",
    "urge_answer",
]
