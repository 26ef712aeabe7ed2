"""Ballot rows, block by block: nothing larger than one block is ever in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from minping.core.scheme.model import OVERALL, Scale, Scheme
from minping.core.simulate.dice import Dice, Ints
from minping.core.simulate.gaming import Deed, tamper
from minping.core.simulate.layout import Block
from minping.core.simulate.objects import Thing
from minping.core.simulate.scales import SPOILED, Marks, marks_of
from minping.core.simulate.voters import Answers, Question, answer

Row = tuple[str, ...]

LEADING = ("单位", "投票层面", "轮次", "渠道", "抽样层", "群", "票号", "状态")
_NO_SCALE = Scale("", "")


@dataclass(frozen=True)
class BallotTable:
    """The ballots of one voter group in one round. ``number`` of ``rows`` is known beforehand."""

    name: str
    header: Row
    number: int
    rows: Iterator[Row]


def ballot_tables(
    scheme: Scheme, seed: int, blocks: Sequence[Block], deeds: tuple[Deed, ...]
) -> Iterator[BallotTable]:
    """One table per group and round; the same seed gives the same rows in the same order."""
    families: dict[tuple[str, str], list[Block]] = {}
    for block in blocks:
        families.setdefault((block.group, block.round), []).append(block)
    for place, ((group, round_code), members) in enumerate(families.items(), 1):
        asked = {aspect for b in members for thing in b.things for aspect in _asked(scheme, group, thing)}
        columns = [aspect for aspect in dict.fromkeys((*scheme.aspects, OVERALL)) if aspect in asked]
        yield BallotTable(
            name="-".join(filter(None, (f"{place:02d}", _file_stem(group), _file_stem(round_code)))),
            header=(*LEADING, *_headings(scheme, columns)),
            number=sum(block.number * len(block.things) for block in members),
            rows=_rows(scheme, seed, members, columns, deeds),
        )


def _file_stem(text: str) -> str:
    """Letters and digits of any script; nothing that a file system could mind."""
    return "".join(letter if letter.isalnum() else "_" for letter in text)[:40]


def _headings(scheme: Scheme, columns: Sequence[str]) -> list[str]:
    """Names of aspects, or codes where two have one name."""
    names = [scheme.aspects[code].name if code in scheme.aspects else code for code in columns]
    taken = set(LEADING)
    return [
        code if names.count(name) > 1 or name in taken else name
        for code, name in zip(columns, names, strict=True)
    ]


def _asked(scheme: Scheme, group: str, thing: Thing) -> tuple[str, ...]:
    return scheme.asked(group, thing.category) if scheme.aspects else (OVERALL,)


def _rows(
    scheme: Scheme, seed: int, blocks: Sequence[Block], columns: Sequence[str], deeds: tuple[Deed, ...]
) -> Iterator[Row]:
    known: dict[str, Marks] = {}
    for block in blocks:
        questions = _questions(scheme, block, known)
        answers = answer(scheme, seed, block, questions)
        tamper(seed, block, deeds, answers.marks)
        yield from _written(seed, block, questions, answers, columns)


def _questions(scheme: Scheme, block: Block, known: dict[str, Marks]) -> list[Question]:
    questions = []
    for thing in block.things:
        for aspect in _asked(scheme, block.group, thing):
            scale = scheme.scale_for(block.group, aspect) or _NO_SCALE
            marks = known.setdefault(scale.code, marks_of(scale)) if scale.code not in known else None
            questions.append(Question(thing, aspect, marks or known[scale.code]))
    return questions


def _written(
    seed: int, block: Block, questions: Sequence[Question], answers: Answers, columns: Sequence[str]
) -> Iterator[Row]:
    """Rows of one block, thing by thing, voters in the same order."""
    number = block.number
    ways = [part for part in block.parts for _ in range(part.number)]
    channels = [part.channel for part in ways]
    strata = [part.stratum for part in ways]
    clusters = [part.cluster for part in ways]
    states = [SPOILED if spoiled else "" for spoiled in answers.spoiled.tolist()]
    keys = _keys(seed, block) if block.panel else [""] * number
    for thing in block.things:
        given = {
            q.aspect: _texts(q.marks, answers.marks[:, place])
            for place, q in enumerate(questions)
            if q.thing is thing
        }
        cells = [given.get(aspect, [""] * number) for aspect in columns]
        yield from zip(
            repeat(thing.unit.name, number),
            repeat(block.group, number),
            repeat(block.round, number),
            channels,
            strata,
            clusters,
            keys,
            states,
            *cells,
            strict=True,
        )


def _texts(marks: Marks, positions: Ints) -> list[str]:
    codes = np.array(marks.codes, dtype=object)
    texts: list[str] = codes[positions].tolist()
    return texts


def _keys(seed: int, block: Block) -> list[str]:
    """Random keys that tie the rows of one voter together, new in every round."""
    dice = Dice(seed, "ballot", block.group, block.round)
    return [dice.code() for _ in range(block.number)]
