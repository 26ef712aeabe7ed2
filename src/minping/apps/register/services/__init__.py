"""Every write of the room: invitations, their codes, tickets, the opening and closing of rounds."""

from minping.apps.register.services.codes import NewCode, codes_make, codes_renew, reminder_list
from minping.apps.register.services.invitations import (
    Invitee,
    ask_reissue,
    ask_unlock,
    invitation_reissue,
    invitation_unlock,
    invitations_erase,
    invitations_make,
    invitations_settle,
)
from minping.apps.register.services.rounds import (
    ask_close,
    round_close,
    round_open,
    round_shut,
    rounds_settle,
)
from minping.apps.register.services.tickets import Issue, Outcome, ticket_confirm, ticket_issue

__all__ = [
    "Invitee",
    "Issue",
    "NewCode",
    "Outcome",
    "ask_close",
    "ask_reissue",
    "ask_unlock",
    "codes_make",
    "codes_renew",
    "invitation_reissue",
    "invitation_unlock",
    "invitations_erase",
    "invitations_make",
    "invitations_settle",
    "reminder_list",
    "round_close",
    "round_open",
    "round_shut",
    "rounds_settle",
    "ticket_confirm",
    "ticket_issue",
]
