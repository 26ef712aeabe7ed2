"""From frames, plan and dice to the drawn ids and their reserve list. The same input, the same draw, anywhere."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from minping.core.findings import Finding, RefusedInput, error, warning
from minping.core.sampling.dice import read_dice
from minping.core.sampling.frames import Frame
from minping.core.sampling.quotas import Allocation, quotas
from minping.core.sampling.stream import shuffled, words

WANTED_RATIO = 3
"""A frame has at least three times the sample, lest whoever supplied the list guess who was asked."""

SMALL = 30
"""A smaller frame gets no voting class of its own."""


@dataclass(frozen=True)
class Plan:
    """``size`` and ``reserve`` hold for each frame; ``pooled``: for all frames together."""

    size: int
    reserve: int = 0
    allocation: Allocation = Allocation.PROPORTIONAL
    pooled: bool = False


@dataclass(frozen=True)
class Cell:
    """What was drawn in one stratum of one frame, in the order of the draw."""

    frame: str
    stratum: str
    entries: int
    members: tuple[str, ...]
    reserves: tuple[str, ...]


@dataclass(frozen=True)
class Draw:
    """A draw that was made."""

    commitment: str
    seed: str
    cells: tuple[Cell, ...]

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(member for cell in self.cells for member in cell.members)


def commitment_bytes(frames: Sequence[Frame], plan: Plan) -> bytes:
    """What is published before the dice: canonical JSON of the frames' hashes and the plan."""
    document = {
        "format": "minping-draw-1",
        "frames": [{"name": f.name, "sha256": f.digest, "entries": len(f.entries)} for f in _ordered(frames)],
        "plan": asdict(plan),
    }
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seed_of(frames: Sequence[Frame], dice: str) -> bytes:
    """SHA-256 over the frames' hashes (64 hex digits each, sorted, every one followed by a line end) and
    then the pips as digits without blanks."""
    text = "".join(f"{digest}\n" for digest in sorted(f.digest for f in frames)) + dice
    return hashlib.sha256(text.encode()).digest()


def draw(frames: Sequence[Frame], plan: Plan, dice: str) -> Draw:
    """Make the draw. ``dice`` as they were written down. Raises RefusedInput."""
    faults = [f for f in check_plan(frames, plan) if f.severity == "error"]
    if faults:
        raise RefusedInput(faults)
    seed = seed_of(frames, read_dice(dice))
    counts = {(f.name, s): n for f in _ordered(frames) for s, n in f.strata().items()}
    wanted = _divided(counts, plan, plan.size)
    left = {cell: n - wanted[cell] for cell, n in counts.items()}
    spare = _divided(left, plan, plan.reserve)
    members: dict[tuple[str, str], list[str]] = {cell: [] for cell in counts}
    for frame in frames:
        for entry in frame.entries:
            members[frame.name, entry.stratum].append(entry.id)
    cells = []
    for (name, stratum), ids in members.items():
        quota, reserve = wanted[name, stratum], spare[name, stratum]
        order = shuffled(sorted(ids), words(seed, f"{name}\0{stratum}"), quota + reserve)
        cells.append(Cell(name, stratum, len(ids), tuple(order[:quota]), tuple(order[quota:])))
    committed = hashlib.sha256(commitment_bytes(frames, plan)).hexdigest()
    return Draw(committed, seed.hex(), tuple(cells))


def check_plan(frames: Sequence[Frame], plan: Plan) -> list[Finding]:
    """What stands against drawing (errors) and what should be looked at before (warnings)."""
    found: list[Finding] = []
    if not frames or plan.size < 1 or plan.reserve < 0:
        found.append(_no_plan())
    names = [frame.name for frame in frames]
    ids = [entry.id for frame in frames for entry in frame.entries]
    if len(set(names)) < len(names) or len(set(ids)) < len(ids):
        found.append(_twice())
    found += [small(f.name, len(f.entries)) for f in frames if len(f.entries) < SMALL]
    if not plan.pooled:
        wide = [f for f in frames if len(f.entries) < WANTED_RATIO * plan.size]
        found += [narrow(f.name, len(f.entries), plan.size) for f in wide]
    elif len(ids) < WANTED_RATIO * plan.size:
        found.append(narrow("", len(ids), plan.size))
    return found


def small(name: str, entries: int) -> Finding:
    """A frame too small for a class of its own."""
    return warning(
        "frame.small",
        f"「{name}」只有{entries}人，少于{SMALL}人",
        f"“{name}” has {entries} people, fewer than {SMALL}",
        "人数太少时作答容易被猜出；请补报名单，或与其他名单合并",
        "with so few an answer can be guessed; ask for a longer list or join it with another",
    )


def narrow(name: str, entries: int, size: int) -> Finding:
    """A frame that is less than three times the sample."""
    who = f"「{name}」" if name else "全部名单"
    return warning(
        "frame.narrow",
        f"{who}有{entries}人，不足样本{size}人的{WANTED_RATIO}倍",
        f"{f'“{name}”' if name else 'all lists together'}: {entries} people, less than {WANTED_RATIO} times "
        f"the sample of {size}",
        "报送单位容易猜出谁被抽中；请补报名单或减少样本",
        "the unit that supplied it can guess who was asked; ask for more or draw fewer",
    )


def _ordered(frames: Sequence[Frame]) -> list[Frame]:
    return sorted(frames, key=lambda frame: frame.name)


def _divided(counts: dict[tuple[str, str], int], plan: Plan, size: int) -> dict[tuple[str, str], int]:
    if plan.pooled:
        return quotas(size, counts, plan.allocation)
    found: dict[tuple[str, str], int] = {}
    for name in dict.fromkeys(frame for frame, _ in counts):
        of_frame = {cell: n for cell, n in counts.items() if cell[0] == name}
        found |= quotas(size, of_frame, plan.allocation)
    return found


def _no_plan() -> Finding:
    return error(
        "draw.no_plan",
        "没有名单，或样本数不是正整数",
        "there is no list, or the sample is not a positive number",
        "请给出至少一份名单和大于 0 的样本数",
        "give at least one list and a sample above 0",
    )


def _twice() -> Finding:
    return error(
        "draw.frame_twice",
        "同一份名单、同一名称或同一编号出现了两次",
        "the same list, the same name or the same id was given twice",
        "每份名单只给一次，名称各不相同",
        "give every list once, under a name of its own",
    )
