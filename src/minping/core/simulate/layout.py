"""How many ballots of which group, round, channel, stratum and cluster each object gets.

Sizes come first and ballots later, so that participation, minimums and quotas agree with the ballots
to the last one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from minping.core.scheme.model import Minimum, MinimumScope, Scheme, VoterGroup
from minping.core.scheme.nodes import Dimension
from minping.core.simulate.dice import Dice, split
from minping.core.simulate.names import Names
from minping.core.simulate.needs import Dimensions, dimensions_of, rounds_of
from minping.core.simulate.objects import Thing
from minping.core.simulate.plan import CountyPlan

INTERVIEWER = "访问员"
CHANNELS = ("网络", "短信", "电话", "纸质")
_ON_SITE = ("会", "现场", "面")
_BY_PHONE = ("电话", "phone")


@dataclass(frozen=True)
class Part:
    """``number`` ballots that came in one way. Empty strings: not distinguished."""

    channel: str
    stratum: str
    cluster: str
    number: int


@dataclass(frozen=True)
class Block:
    """Ballots of one group in one round: about one thing, or (a panel) about many by the same voters."""

    group: str
    round: str
    things: tuple[Thing, ...]
    panel: bool
    parts: tuple[Part, ...]

    @property
    def number(self) -> int:
        return sum(part.number for part in self.parts)


@dataclass(frozen=True)
class Frame:
    """The ways in which a group's ballots come: every combination occurs at least ``least`` times."""

    ways: tuple[Part, ...]
    least: int


def blocks_of(scheme: Scheme, plan: CountyPlan, seed: int, names: Names, things: list[Thing]) -> list[Block]:
    """All blocks, in order of group, round and object."""
    frames = {group: _frame(scheme, plan, names, group) for group in scheme.groups}
    blocks: list[Block] = []
    for code, group in scheme.groups.items():
        raters = [thing for thing in things if code in thing.needs.groups(scheme)]
        if not raters:
            continue
        for round_code in rounds_of(scheme, code):
            if group.rates_all:
                number = _panel_size(scheme, plan, group, frames[code])
                blocks.append(_block(frames[code], code, round_code, raters, True, number))
                continue
            for thing in raters:
                number = _size(scheme, plan, seed, thing, code, round_code, frames[code])
                blocks.append(_block(frames[code], code, round_code, [thing], False, number))
    return _with_minimums(scheme, _scaled(plan, blocks, frames), frames)


def _block(frame: Frame, group: str, round_code: str, things: list[Thing], panel: bool, number: int) -> Block:
    return Block(group, round_code, tuple(things), panel, _parts(frame, number))


def _parts(frame: Frame, number: int) -> tuple[Part, ...]:
    numbers = split(number, [way.number for way in frame.ways], frame.least)
    return tuple(replace(way, number=n) for way, n in zip(frame.ways, numbers, strict=True) if n)


def _frame(scheme: Scheme, plan: CountyPlan, names: Names, group: str) -> Frame:
    """Channels × strata × clusters; clusters belong to a stratum where the rules do not part them."""
    known = dimensions_of(scheme, group)
    channels = known.named[Dimension.CHANNEL] or CHANNELS
    strata = known.named[Dimension.STRATUM] or tuple(names.towns(max(plan.strata, 8))[: plan.strata])
    ways = []
    for place, channel in enumerate(channels):
        for at, stratum in enumerate(strata):
            for cluster in _clusters(plan, names, known, channel, at):
                share = max(1, 6 - 2 * place) * (3 + at % 2)
                ways.append(Part(channel, stratum, cluster, share))
    cells = {tuple(getattr(way, dimension.value) for dimension in sorted(known.apart)) for way in ways}
    enough = scheme.small_cells.threshold * 9 // 5 + 2 if known.apart - {Dimension.ROUND} else 0
    return Frame(tuple(ways), -(-enough * len(cells) // len(ways)))


def _clusters(plan: CountyPlan, names: Names, known: Dimensions, channel: str, at: int) -> list[str]:
    """Sites of meetings, interviewers of phone calls; nothing for web and short messages."""
    sites = [f"{town}会场" for town in names.towns(max(plan.sites, 8))[: plan.sites]]
    if known.named[Dimension.CLUSTER]:
        return list(known.named[Dimension.CLUSTER])
    if Dimension.CLUSTER in known.apart:
        return sites
    if any(word in channel for word in _BY_PHONE):
        return [f"{INTERVIEWER}{number + 1:02d}" for number in range(at, plan.interviewers, plan.strata)] or [
            ""
        ]
    if any(word in channel for word in _ON_SITE):
        return [sites[at % len(sites)]]
    return [""]


def _panel_size(scheme: Scheme, plan: CountyPlan, group: VoterGroup, frame: Frame) -> int:
    """Ballots that come back from a group whose members rate everything."""
    wanted = plan.experts or group.quota or 60
    return max(wanted, scheme.small_cells.threshold * 2 + 4, frame.least * len(frame.ways))


def _size(
    scheme: Scheme, plan: CountyPlan, seed: int, thing: Thing, group: str, round_code: str, frame: Frame
) -> int:
    """Ballots about one thing: around the plan's mean, from half to half as many again."""
    dice = Dice(seed, "size", thing.unit.code, group, round_code)
    mean = plan.ballots_per_unit
    number = mean * dice.between(50, 150) // 100
    if thing.below:
        number = number * Dice(seed, "station size", thing.unit.code).between(30, 170) // 100
    rounds = len(rounds_of(scheme, group))
    least = thing.needs.least_valid(scheme, group) * 8 // 5 // rounds + 1
    return max(number, least, scheme.small_cells.threshold * 2 + 4, frame.least * len(frame.ways))


def _scaled(plan: CountyPlan, blocks: list[Block], frames: dict[str, Frame]) -> list[Block]:
    """Blocks about one thing brought to the total that the plan asks for."""
    single = [block for block in blocks if not block.panel]
    if not plan.ballots or not single:
        return blocks
    wanted = iter(split(plan.ballots, [block.number for block in single]))
    return [b if b.panel else replace(b, parts=_parts(frames[b.group], next(wanted))) for b in blocks]


def _with_minimums(scheme: Scheme, blocks: list[Block], frames: dict[str, Frame]) -> list[Block]:
    """Larger blocks wherever a 不少于 rule or a quota would be missed."""
    for rule in scheme.validity.minimums:
        groups = set(rule.groups or scheme.groups)
        for family in _families(rule, [b for b in blocks if b.group in groups]):
            blocks = _raised(blocks, family, rule.number * 13 // 10 + 10, frames)
    for code, group in scheme.groups.items():
        for round_code in rounds_of(scheme, code) if group.quota and not group.rates_all else ():
            own = [block for block in blocks if (block.group, block.round) == (code, round_code)]
            blocks = _raised(blocks, own, group.quota * 21 // 20, frames)
    return blocks


def _families(rule: Minimum, blocks: list[Block]) -> Iterable[list[Block]]:
    """The blocks that a rule counts together. A panel is enlarged only where nothing else can be."""
    by_group = rule.scope in {MinimumScope.GROUP, MinimumScope.UNIT_GROUP}
    whole = rule.scope in {MinimumScope.CAMPAIGN, MinimumScope.GROUP}
    families: dict[tuple[str, str], list[Block]] = {}
    for block in blocks:
        unit = block.things[0].unit
        owner = unit.code if rule.scope is MinimumScope.STATION else unit.parent or unit.code
        owner = "" if whole or block.panel else owner
        families.setdefault((owner, block.group if by_group else ""), []).append(block)
    panels_only = all(block.panel for block in blocks)
    for family in families.values():
        single = [block for block in family if not block.panel]
        if single or by_group or panels_only:
            yield single or family


def _raised(blocks: list[Block], family: list[Block], wanted: int, frames: dict[str, Frame]) -> list[Block]:
    """``blocks`` with those of ``family`` enlarged together to at least ``wanted`` ballots."""
    have = sum(block.number for block in family)
    if have >= wanted:
        return blocks
    ids = {id(block) for block in family}
    return [
        replace(b, parts=_parts(frames[b.group], -(-b.number * wanted // have))) if id(b) in ids else b
        for b in blocks
    ]
