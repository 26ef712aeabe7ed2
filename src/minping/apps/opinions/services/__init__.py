"""Every write of the room: opinions that come in, what is done with them, what is forgotten."""

from minping.apps.opinions.services.answering import (
    opinion_answer,
    opinion_assign,
    opinion_note,
    opinion_read_again,
    opinion_transfer,
)
from minping.apps.opinions.services.comments import comment_hold, comments_release
from minping.apps.opinions.services.erasing import erase_due, opinion_text_erase
from minping.apps.opinions.services.moving import opinion_moved
from minping.apps.opinions.services.points import point_make, point_switch
from minping.apps.opinions.services.taking import Giver, Taken, opinion_take
from minping.apps.opinions.services.terms import answer_days, terms_set

__all__ = [
    "Giver",
    "Taken",
    "answer_days",
    "comment_hold",
    "comments_release",
    "erase_due",
    "opinion_answer",
    "opinion_assign",
    "opinion_moved",
    "opinion_note",
    "opinion_read_again",
    "opinion_take",
    "opinion_text_erase",
    "opinion_transfer",
    "point_make",
    "point_switch",
    "terms_set",
]
