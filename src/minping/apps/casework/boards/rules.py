"""The rules of lateness in force, and which rung they lead to."""

from collections.abc import Sequence

from minping.apps.casework.models import LateRules

ASKED_FROM = 3
"""From this rung on (责令, 问责建议) a person decides; the calendar only proposes."""


def rules() -> LateRules:
    """The rules in force."""
    return LateRules.objects.filter(id=1).first() or LateRules()


def steps(known: LateRules) -> Sequence[tuple[int, int]]:
    """(rung, working days late from which it is due), the lowest first."""
    return (
        (1, known.urge_after),
        (2, known.supervise_after),
        (3, known.order_after),
        (4, known.account_after),
    )


def due_rung(known: LateRules, days_late: int) -> int:
    """The rung that is due after so many working days."""
    return max((rung for rung, after in steps(known) if days_late >= after), default=0)
