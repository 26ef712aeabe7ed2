"""Canvassing, stuffing, forging: what is done to the ballots, and the record kept apart."""

from dataclasses import dataclass, replace

import numpy as np

from minping.core.simulate.dice import WHOLE, Dice, Ints, uniforms
from minping.core.simulate.layout import INTERVIEWER, Block

CANVASSED, STUFFED, FORGED = "canvassed", "stuffed", "forged"


@dataclass(frozen=True)
class Deed:
    """One thing done. ``target``: a unit, a station, or an interviewer; ``permille``: how many of the
    ballots reached are not honest; ``blocks``: their group and round."""

    kind: str
    target: str
    permille: int
    blocks: tuple[tuple[str, str], ...]
    ballots: int = 0


def plot(seed: int, blocks: list[Block]) -> tuple[list[Block], tuple[Deed, ...]]:
    """The blocks with stuffed ballots added, and who does what: the weak ones have a motive."""
    dice = Dice(seed, "gaming")
    single = [block for block in blocks if not block.panel]
    if not single:
        return blocks, ()
    things = {block.things[0].unit.code: block.things[0] for block in single}
    units = sorted((t for t in things.values() if not t.below), key=lambda t: t.quality)
    stations = sorted((t for t in things.values() if t.below), key=lambda t: t.quality)
    deeds = []
    if units:
        code = units[min(2, len(units) - 1)].unit.code
        deeds.append(Deed(CANVASSED, code, dice.between(300, 450), _reached(single, code)))
    victim = (stations or units)[0].unit.code
    stuffed = Deed(STUFFED, victim, 400, _reached(single, victim)[:1])
    before = sum(block.number for block in blocks)
    blocks = [_stuff(block, stuffed) for block in blocks]
    deeds.append(replace(stuffed, ballots=sum(block.number for block in blocks) - before))
    callers = sorted({part.cluster for block in single for part in block.parts if part.cluster})
    if callers:
        caller = dice.pick([name for name in callers if name.startswith(INTERVIEWER)] or callers)
        reached = [b for b in single if any(part.cluster == caller for part in b.parts)]
        number = sum(p.number for b in reached for p in b.parts if p.cluster == caller)
        where = tuple(dict.fromkeys((b.group, b.round) for b in reached))
        deeds.append(Deed(FORGED, caller, 1000, where, number))
    return blocks, tuple(deeds)


def _reached(blocks: list[Block], code: str) -> tuple[tuple[str, str], ...]:
    return tuple((b.group, b.round) for b in blocks if b.things[0].unit.code == code)


def _stuff(block: Block, deed: Deed) -> Block:
    """Forty in a hundred more ballots, all in the first way in which they come."""
    if block.panel or block.things[0].unit.code != deed.target:
        return block
    if (block.group, block.round) not in deed.blocks:
        return block
    first, *others = block.parts
    more = block.number * deed.permille // 1000
    return replace(block, parts=(replace(first, number=first.number + more), *others))


def tamper(seed: int, block: Block, deeds: tuple[Deed, ...], marks: Ints) -> None:
    """Change ``marks`` in place, shape (voters, questions), where a deed reaches the block."""
    for deed in deeds:
        if block.panel or (block.group, block.round) not in deed.blocks:
            continue
        rows = _rows(seed, block, deed)
        if not rows.size:
            continue
        if deed.kind == FORGED:
            forms = marks[rows[: max(1, rows.size // 8)]]
            marks[rows] = forms[np.arange(rows.size) % len(forms)]
        else:
            marks[rows] = 0


def _rows(seed: int, block: Block, deed: Deed) -> Ints:
    """Positions of the ballots that are not honest."""
    number = block.number
    if deed.kind == FORGED:
        own = [part.cluster == deed.target for part in block.parts]
        return np.flatnonzero(np.repeat(own, [part.number for part in block.parts]))
    if block.things[0].unit.code != deed.target:
        return np.empty(0, dtype=np.int64)
    if deed.kind == STUFFED:
        honest = number * 1000 // (1000 + deed.permille)
        return np.arange(block.parts[0].number)[: number - honest]
    chance = uniforms(seed, "canvassed", block.group, block.round, deed.target, size=number)
    return np.flatnonzero(chance < deed.permille * WHOLE // 1000)
