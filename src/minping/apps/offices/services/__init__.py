"""Every write of the room offices."""

from minping.apps.offices.services.answering import answer_send, case_raise, item_decide, item_to_task
from minping.apps.offices.services.grading import grading_send, grading_stand
from minping.apps.offices.services.instructing import NewItem, instruction_send
from minping.apps.offices.services.peers import card, peer_end, peer_guide, peer_number, peer_trust
from minping.apps.offices.services.reporting import information_send, result_send
from minping.apps.offices.services.taking import Taken, letter_take

__all__ = [
    "NewItem",
    "Taken",
    "answer_send",
    "card",
    "case_raise",
    "grading_send",
    "grading_stand",
    "information_send",
    "instruction_send",
    "item_decide",
    "item_to_task",
    "letter_take",
    "peer_end",
    "peer_guide",
    "peer_number",
    "peer_trust",
    "result_send",
]
