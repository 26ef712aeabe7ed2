"""What a score run reads beside the scheme: frozen rows, already checked by ``core.bundle``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from minping.core.tally.counts import Counts


class Status(StrEnum):
    """参评 / 免评 / 征求意见 (operator 28). The last two are never ranked."""

    APPRAISED = "appraised"
    EXEMPT = "exempt"
    OPINION_ONLY = "opinion_only"


@dataclass(frozen=True)
class Unit:
    """An object that can be scored: unit, station, window, section. ``code`` is the key in all tables
    (the name itself when no code was given). ``former``: codes or names of predecessors, main one first.
    ``joined``: those of units that were merged into it without handing on their history; a rule that asks
    for any or all of them sees their years too."""

    code: str
    name: str
    category: str = ""
    parent: str = ""
    district: str = ""
    system: str = ""
    kind: str = "unit"
    status: Status = Status.APPRAISED
    former: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportRow:
    """One cell of a partner's report. ``applicable`` false: the partner says there was nothing to rate.

    ``part_of`` names the row of the same unit that this one is a part of, ``breakdown`` which way of
    splitting it; with an empty ``unit`` a row is a statement about the whole table. Neither is scored.
    """

    unit: str
    component: str
    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    applicable: bool = True
    source: str = ""
    signer: str = ""
    date: str = ""
    part_of: str = ""
    breakdown: str = ""
    note: str = ""


class EntryState(StrEnum):
    """Domain model §3, daily entry. Only ``upheld`` and ``frozen`` count."""

    PROPOSED = "proposed"
    VISIBLE = "visible_to_unit"
    OBJECTED = "objected"
    UPHELD = "upheld"
    STRUCK = "struck"
    FROZEN = "frozen"


@dataclass(frozen=True)
class EntryRow:
    """One entry of the daily assessment. ``points`` None: the item's own points × ``count``."""

    unit: str
    item: str
    date: str
    points: Fraction | None = None
    count: int = 1
    evidence: str = ""
    source: str = ""
    state: EntryState = EntryState.FROZEN


@dataclass(frozen=True)
class EventRow:
    """``count`` events of one kind on one day (operators 12, 14)."""

    unit: str
    event: str
    date: str
    count: int = 1
    note: str = ""
    signed_by: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """What an earlier year said of a unit (operator 19). ``bottom`` None: not recorded, the rank decides.

    ``behind``: how many units of the list had a worse rank; equal last ranks are last with it, while without
    it a tie hides how many stand behind."""

    unit: str
    year: int
    category: str = ""
    rank: Fraction | None = None
    of: int | None = None
    behind: int | None = None
    score: Fraction | None = None
    grade: str = ""
    bottom: bool | None = None
    exempt: bool = False


@dataclass(frozen=True)
class ParticipationRow:
    """Persons, by group × round × channel × stratum (× unit where the plan counts by unit)."""

    group: str
    round: str = ""
    channel: str = ""
    stratum: str = ""
    unit: str = ""
    eligible: int | None = None
    invited: int | None = None
    issued: int | None = None
    returned: int | None = None
    note: str = ""


@dataclass(frozen=True)
class CampaignData:
    """A year's facts. ``counts`` are already merged by ``small_cells``."""

    title: str
    year: int
    units: Mapping[str, Unit]
    counts: Counts
    participation: tuple[ParticipationRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    input_hashes: Mapping[str, str] = field(default_factory=dict)
