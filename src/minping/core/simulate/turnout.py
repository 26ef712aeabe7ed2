"""Participation that agrees with the ballots: returned is counted, the rest follows from response."""

from collections.abc import Sequence

from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import ParticipationRow
from minping.core.simulate.dice import Dice
from minping.core.simulate.layout import Block

_RESPONSE = (
    (("网", "web", "互联"), 380),
    (("短信", "sms", "微信"), 460),
    (("电话", "phone", "访问"), 550),
    (("纸", "问卷", "信函"), 840),
    (("会", "现场", "面"), 950),
)
"""Returned of a thousand issued, by words in the channel's name (P20: 46 % answered by SMS)."""
_PANEL = 900
_OTHER = 700


def participation_of(scheme: Scheme, seed: int, blocks: Sequence[Block]) -> tuple[ParticipationRow, ...]:
    """One row per group, round, channel, stratum and, where voters rate one unit, unit."""
    rows = []
    for block in blocks:
        unit = "" if block.panel else block.things[0].unit.code
        returned: dict[tuple[str, str], int] = {}
        for part in block.parts:
            way = (part.channel, part.stratum)
            returned[way] = returned.get(way, 0) + part.number
        for (channel, stratum), number in returned.items():
            dice = Dice(seed, "turnout", block.group, block.round, channel, stratum, unit)
            rows.append(_row(scheme, dice, block, unit, channel, stratum, number))
    return tuple(rows)


def _row(
    scheme: Scheme, dice: Dice, block: Block, unit: str, channel: str, stratum: str, number: int
) -> ParticipationRow:
    issued = -(-number * 1000 // _rate(scheme, dice, block.panel, channel))
    invited = issued + (0 if block.panel else dice.below(issued // 25 + 1))
    return ParticipationRow(
        group=block.group,
        round=block.round,
        channel=channel,
        stratum=stratum,
        unit=unit,
        eligible=invited if block.panel else invited * 3 + dice.below(40),
        invited=invited,
        issued=issued,
        returned=number,
    )


def _rate(scheme: Scheme, dice: Dice, panel: bool, channel: str) -> int:
    """Returned of a thousand issued; comfortably above a quorum, which may look at eligible persons."""
    if panel:
        return _PANEL + dice.between(-30, 60)
    found = next((rate for words, rate in _RESPONSE if any(w in channel for w in words)), _OTHER)
    quorum = scheme.validity.quorum
    if quorum is not None:
        share = max(quorum.more_than or 0, quorum.at_least or 0)
        found = max(found, min(970, int(share * 1000) + 100))
    return found + dice.between(-20, 20)
