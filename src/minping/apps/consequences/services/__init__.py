"""Every write of this room."""

from minping.apps.consequences.services.bonuses import bonus_remove, bonus_set
from minping.apps.consequences.services.deciding import (
    measure_decide,
    measure_reconsider,
    measure_waive,
    measures_approve,
)
from minping.apps.consequences.services.exempting import (
    EXEMPT,
    carry_exempt,
    exemption_decline,
    exemption_revoke,
    exemptions_ask,
    exemptions_follow,
)
from minping.apps.consequences.services.proposing import (
    Taken,
    measures_put,
    measures_take,
    windows_praise,
)
from minping.apps.consequences.services.sending import (
    card_recommend,
    circular_issue,
    letter_send,
    letter_write,
    other_done,
    reply_record,
)
from minping.apps.consequences.services.talks import (
    notice_receive,
    notice_serve,
    notice_write,
    order_answer,
    order_issue,
    order_recheck,
    talk_sign,
    talk_write,
)

__all__ = [
    "EXEMPT",
    "Taken",
    "bonus_remove",
    "bonus_set",
    "card_recommend",
    "carry_exempt",
    "circular_issue",
    "exemption_decline",
    "exemption_revoke",
    "exemptions_ask",
    "exemptions_follow",
    "letter_send",
    "letter_write",
    "measure_decide",
    "measure_reconsider",
    "measure_waive",
    "measures_approve",
    "measures_put",
    "measures_take",
    "notice_receive",
    "notice_serve",
    "notice_write",
    "order_answer",
    "order_issue",
    "order_recheck",
    "other_done",
    "reply_record",
    "talk_sign",
    "talk_write",
    "windows_praise",
]
