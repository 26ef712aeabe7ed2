"""What voters mark: correlated within a voter, skewed to the good end, with all four non-answers.

A thought is a whole number, in ten-thousandths of a standard deviation; one standard deviation is
about 16 points of true score. It adds up the object's quality, the aspect, the channel, the meeting or
interviewer, the voter's own leniency (60 % of the variance) and noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minping.core.scheme.model import BallotAction, BallotCheck, BallotRule, Scheme
from minping.core.simulate.dice import SD, WHOLE, Dice, Ints, normals, uniforms
from minping.core.simulate.layout import Block
from minping.core.simulate.objects import MIDDLE, Thing
from minping.core.simulate.scales import Marks

POINTS_PER_SD = 16
_LENIENCY, _NOISE = 775, 632  # squares add to 1 (thousandths)
_STRAIGHT = WHOLE * 18 // 100
_SPOILED, _EMPTY = WHOLE * 4 // 1000, WHOLE * 3 // 1000


@dataclass(frozen=True)
class Question:
    """One answer of the form: about which thing, which aspect, on which marks."""

    thing: Thing
    aspect: str
    marks: Marks


@dataclass(frozen=True)
class Answers:
    """``marks``: shape (voters, questions), positions in the codes of each question's marks.
    ``spoiled``: shape (voters,), the whole ballot is marked spoiled."""

    marks: Ints
    spoiled: np.ndarray[tuple[int], np.dtype[np.bool_]]


def answer(scheme: Scheme, seed: int, block: Block, questions: Sequence[Question]) -> Answers:
    """The ballots of a block. Each thing's questions stand together, in order of the block's things."""
    key = (block.group, block.round, "" if block.panel else block.things[0].unit.code)
    shape = (block.number, len(questions))
    voter = normals(seed, "voter", *key, size=shape[0]) * _LENIENCY // 1000
    noise = normals(seed, "noise", *key, size=shape[0] * shape[1]).reshape(shape) * _NOISE // 1000
    tilt = np.array([_tilt(seed, block, question) for question in questions], dtype=np.int64)
    straight = uniforms(seed, "straight", *key, size=shape[0]) < _STRAIGHT
    noise[straight] = 0
    level = np.array([_level(seed, block, q.thing) for q in questions], dtype=np.int64)
    thought = level + np.where(straight[:, None], 0, tilt) + noise
    thought += (voter + _circumstances(seed, block))[:, None]
    marks = np.empty(shape, dtype=np.int64)
    for place, question in enumerate(questions):
        marks[:, place] = question.marks.grades(thought[:, place])
    for rule in scheme.validity.ballot_rules:
        if not rule.groups or block.group in rule.groups:
            _obey(rule, questions, marks, thought)
    return _with_gaps(seed, key, block, questions, marks)


def _level(seed: int, block: Block, thing: Thing) -> int:
    """The thing's quality as this group sees it in this round."""
    view = Dice(seed, "view", thing.unit.code, block.group).normal() // 12
    drift = Dice(seed, "drift", thing.unit.code, block.round).normal() // 25
    return (thing.quality - MIDDLE) * SD // (1000 * POINTS_PER_SD) + view + drift


def _tilt(seed: int, block: Block, question: Question) -> int:
    general = Dice(seed, "aspect", question.aspect).normal() // 10
    return general + Dice(seed, "aspect of", question.thing.unit.code, question.aspect).normal() // 12


def _circumstances(seed: int, block: Block) -> Ints:
    """Shape (voters,): the mode of asking and the place, shared by those who met it."""
    effects = []
    for part in block.parts:
        mode = Dice(seed, "channel", part.channel).normal() // 8
        place = Dice(seed, "cluster", block.group, block.round, part.cluster).normal() // 6
        stratum = Dice(seed, "stratum", part.stratum).normal() // 15
        effects.append(mode + (place if part.cluster else 0) + stratum)
    return np.repeat(np.array(effects, dtype=np.int64), [part.number for part in block.parts])


def _obey(rule: BallotRule, questions: Sequence[Question], marks: Ints, thought: Ints) -> None:
    """Most voters read the instructions: where one option is limited, the weakest marks go one down."""
    binding = rule.action in {BallotAction.REFUSE, BallotAction.SPOIL}
    if rule.check is not BallotCheck.MAX_SHARE or rule.limit is None or not binding:
        return
    allowed = int(rule.limit * len(questions) * 9 / 10)
    if not rule.option or not allowed:
        return
    at = [_place(rule.option, question.marks) for question in questions]
    limited = (marks == np.array(at)) & (np.array(at) >= 0)
    order = np.where(limited, -thought, np.iinfo(np.int64).max)
    rank = np.argsort(np.argsort(order, axis=1, kind="stable"), axis=1, kind="stable")
    lowest = np.array([question.marks.graded - 1 for question in questions])
    excess = limited & (rank >= allowed)
    marks[excess] = np.minimum(marks + 1, lowest)[excess]


def _place(option: str, marks: Marks) -> int:
    graded = marks.codes[: marks.graded]
    return graded.index(option) if option in graded else -1


def _with_gaps(
    seed: int, key: tuple[str, ...], block: Block, questions: Sequence[Question], marks: Ints
) -> Answers:
    """Unknown things, single gaps, empty and spoiled ballots."""
    number = block.number
    gaps = uniforms(seed, "gaps", *key, size=marks.size).reshape(marks.shape)
    for place, question in enumerate(questions):
        marks[:, place] = question.marks.unanswered(gaps[:, place], marks[:, place])
    start = 0
    for thing in block.things:
        mine = [q for q in questions if q.thing is thing]
        strange = uniforms(seed, "strange", *key, thing.unit.code, size=number)
        missing = strange < _strangers(block, thing) * WHOLE // 1000
        for place, question in enumerate(mine, start):
            code = question.marks.unknown if question.marks.unknown >= 0 else question.marks.blank
            marks[missing, place] = code
        start += len(mine)
    fate = uniforms(seed, "fate", *key, size=number)
    empty = fate >= WHOLE - _EMPTY
    marks[empty] = np.array([question.marks.blank for question in questions])
    return Answers(marks, fate < _SPOILED)


def _strangers(block: Block, thing: Thing) -> int:
    """Voters in a thousand who do not know the thing: few among those it served."""
    share = 1000 - thing.known
    return share if block.panel else share // 5 + 10
