"""How large the county to be made up is, and who games it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CountyPlan:
    """Sizes of a simulated county; what the scheme fixes (groups, rounds, minimums) it overrules.

    ``units``: appraised units, spread over the scheme's categories unless ``categories`` gives their
    numbers; ``exempt`` and ``opinion_only`` come on top. ``stations``: mean number of stations of a
    unit that has any, where the scheme rolls stations up; ``station_share``: how many units in a
    thousand have them. ``ballots_per_unit``: mean ballots per unit, voter group and round of groups whose
    voters rate one unit; ``ballots``: their total instead. ``experts``: members of a group that rates
    all units (0: the scheme's quota, else 60). ``strata``, ``sites``, ``interviewers``: names on the
    ballots where the scheme gives none. ``years``: past years in the history. ``spread``: standard
    deviation of the true scores within a category, in points. ``gaming``: some units are canvassed for,
    a station is stuffed, an interviewer forges forms; the truth file says which. ``rested`` false: those that
    would be exempt are appraised like all others, as in the year before.
    """

    units: int = 24
    categories: Mapping[str, int] = field(default_factory=dict)
    exempt: int = 2
    opinion_only: int = 1
    stations: int = 4
    station_share: int = 500
    ballots_per_unit: int = 60
    ballots: int = 0
    experts: int = 0
    strata: int = 3
    sites: int = 4
    interviewers: int = 6
    years: int = 2
    year: int = 0
    spread: int = 4
    renames: int = 1
    mergers: int = 1
    gaming: bool = False
    rested: bool = True

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for sizes that make no county."""
        if min(self.units, self.ballots_per_unit, self.strata, self.sites, self.interviewers) < 1:
            raise ValueError("a county has units, ballots, strata, sites and interviewers")
        if min(self.exempt, self.opinion_only, self.stations, self.years, self.spread, self.ballots) < 0:
            raise ValueError("numbers of a county are not negative")
