"""Random walks over a machine: acts of the state and foreign ones, with facts enough and too few."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from minping.core.lifecycle import Case, IllegalMove, Machine, allowed, begin, perform
from minping.core.lifecycle.machine import SECOND_PERSON

Path = tuple[int, int]
"""Seed and number of tries; Hypothesis shortens the walk that fails."""

paths = st.tuples(st.integers(0, 2**32), st.integers(1, 150))


@dataclass(frozen=True)
class Move:
    act: str
    facts: frozenset[str]
    before: Case
    after: Case


def walk(
    machine: Machine, path: Path, counters: Mapping[str, int] | None = None, *, anywhere: bool = False
) -> list[Move]:
    """The moves that were legal; illegal ones leave the case where it is. ``anywhere``: the walk
    begins in any state, so that the far end of a long table is seen as often as its beginning.

    One try in ten is any act of the machine. The act gets the facts it needs, but in one of three
    tries some are left out and in one of three others are added.
    """
    seed, tries = path
    dice = random.Random(seed)
    names = [*sorted(machine.facts), SECOND_PERSON]
    case, done = begin(machine, counters), []
    if anywhere:
        case = replace(case, state=machine.states[int(dice.random() * len(machine.states))].name)
    for _ in range(tries):
        options = machine.transitions if dice.random() < 0.1 else allowed(machine, case.state)
        if not options:
            break
        chosen = options[int(dice.random() * len(options))]
        facts = frozenset(chosen.needed)
        facts -= _some(dice, names)
        facts |= _some(dice, names)
        try:
            after = perform(machine, case, chosen.act, facts)
        except IllegalMove:
            continue
        done.append(Move(chosen.act, facts, case, after))
        case = after
    return done


def _some(dice: random.Random, names: list[str]) -> set[str]:
    if dice.random() < 2 / 3:
        return set()
    return {names[int(dice.random() * len(names))] for _ in range(3)}
