"""Everything on a ballot row but its answers: which cell it belongs to, and whether it may count.

Read once per distinct combination of texts, never per row.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from minping.core.scheme.model import BallotAction, BallotCheck, BallotRule, Scheme
from minping.core.tally.answers import SPOILED_WORDS, number_text
from minping.core.tally.ballot_rules import RuleHit
from minping.core.tally.counts import JOIN, Cell
from minping.core.tally.days import iso_day
from minping.core.tally.forms import Form, Forms, rules_for
from minping.core.tally.names import (
    EXEMPT,
    OPINION_ONLY,
    ListedUnit,
    SchemeNames,
    UnitNames,
    categories_of,
    listed,
)
from minping.core.tally.problems import Condition, Problem
from minping.core.tally.spelling import is_total, key

VALID_WORDS = frozenset(["", "有效", "有效票", "正常", "valid", "ok"])
MOST_COPIES = 10_000_000

Raw = Mapping[str, str]


@dataclass(frozen=True)
class Head:
    """A row that counts. ``copies``: identical ballots it stands for; ``hits``: rules it broke."""

    cell: Cell
    form: Form
    spoiled: bool = False
    copies: int = 1
    hits: tuple[RuleHit, ...] = ()


@dataclass(frozen=True)
class Aside:
    """A row that does not count: quarantined (``hit``) or a line of totals (``hit`` None)."""

    hit: RuleHit | None
    copies: int = 1


@dataclass(frozen=True)
class Fault:
    """A row that cannot be read: problems, each with what its rows have in common."""

    problems: tuple[tuple[Problem, Condition], ...]


@dataclass
class _Reading:
    raw: Raw
    faults: list[tuple[Problem, Condition]] = field(default_factory=list)

    def text(self, name: str) -> str:
        return unicodedata.normalize("NFKC", self.raw.get(name, "")).strip()

    def fault(self, reason: str, column: str, *also: str, **words: str) -> None:
        given = [name for name in (column, *also) if name in self.raw]
        told = {"value": self.raw.get(column, "").strip(), **words}
        condition = tuple((name, self.raw[name]) for name in given)
        self.faults.append((Problem(reason, column, tuple(sorted(told.items()))), condition))


def _day(text: str) -> str | None:
    try:
        return iso_day(text)
    except ValueError:
        return None


class HeadReader:
    """Reads the heads of ballot rows of one scheme and list of units."""

    def __init__(
        self,
        scheme: Scheme,
        units: Mapping[str, ListedUnit],
        normalise: Callable[[str], str] | None = None,
    ) -> None:
        self.scheme = scheme
        self.forms = Forms(scheme)
        self.names = SchemeNames(scheme)
        self._units = units
        self.categories = categories_of(units)
        self._unit_names = UnitNames(units, normalise)

    def read(self, raw: Raw, keyed: bool) -> Head | Aside | Fault:
        """What a row is. ``raw``: field → text, fields of the table only; ``keyed``: the table has
        ballot keys."""
        reading = _Reading(raw)
        group = self._group(reading)
        copies = self._copies(reading, keyed)
        unit = self._unit(reading, group)
        cell_round = self._round(reading, group)
        channel = self._channel(reading, group)
        stratum, cluster = self._free(reading, "stratum"), self._free(reading, "cluster")
        spoiled = self._spoiled(reading)
        late = self._late(reading, group, cell_round)
        if isinstance(unit, Aside) and (unit.hit is None or not reading.faults):
            return Aside(unit.hit, copies)
        if reading.faults or unit is None or isinstance(unit, Aside):
            return Fault(tuple(reading.faults))
        aside = next((hit for hit in late if hit.action == BallotAction.QUARANTINE), None)
        if aside is not None:
            return Aside(aside, copies)
        form = self.forms.of(group, self.categories[unit])
        spoiled = spoiled or any(hit.action == BallotAction.SPOIL for hit in late)
        return Head(Cell(unit, group, cell_round, channel, stratum, cluster), form, spoiled, copies, late)

    def _group(self, reading: _Reading) -> str:
        text, groups = reading.text("group"), self.scheme.groups
        if not text:
            if len(groups) == 1:
                return next(iter(groups))
            reading.fault("missing_group", "group", allowed=listed(groups))
            return ""
        found = self.names.group(text)
        if found is None:
            reading.fault("unknown_group", "group", allowed=listed(groups))
        return found or ""

    def _unit(self, reading: _Reading, group: str) -> str | Aside | None:
        text = reading.text("unit")
        if not text:
            reading.fault("missing_unit", "unit")
            return None
        found = self._unit_names.find(text)
        if len(found) == 1:
            status = str(self._units[found[0]].status)
            if status in (EXEMPT, OPINION_ONLY):
                reading.fault(f"{status}_unit", "unit")
            return found[0]
        if found:
            reading.fault("ambiguous_unit", "unit", allowed="、".join(found))
            return None
        return self._unlisted(reading, group, text)

    def _unlisted(self, reading: _Reading, group: str, text: str) -> Aside | None:
        if is_total(text):
            return Aside(None)
        rule = self.rule(BallotCheck.OUTSIDE, group)
        if rule is None or rule.action is BallotAction.REFUSE:
            reading.fault("unknown_unit", "unit")
            return None
        # A ballot about an unlisted unit has no cell to be counted in, whatever the action says.
        return Aside(RuleHit(rule.check.value, BallotAction.QUARANTINE.value, group))

    def nearest_units(self, text: str) -> tuple[str, ...]:
        """Units on the list whose names look like ``text``."""
        return self._unit_names.nearest(text)

    def rule(self, check: BallotCheck, group: str) -> BallotRule | None:
        """The scheme's rule of this kind for the group."""
        return next((rule for rule in rules_for(self.scheme, group) if rule.check is check), None)

    def _round(self, reading: _Reading, group: str) -> str:
        if not group:
            return ""
        text, rounds = reading.text("round"), self.names.rounds_of(group)
        words = {"group": self.scheme.groups[group].name, "allowed": listed(rounds)}
        if not text:
            if len(rounds) > 1:
                reading.fault("missing_round", "round", "group", **words)
            return next(iter(rounds), "")
        found = self.names.round(group, text)
        if found is None:
            reading.fault("unknown_round", "round", "group", **words)
        return found or ""

    def _channel(self, reading: _Reading, group: str) -> str:
        text = self._free(reading, "channel")
        if not text or not group:
            return ""
        found = self.names.channel(group, text)
        if found is None:
            known = self.scheme.groups[group]
            words = {"group": known.name, "allowed": "、".join(known.channels)}
            reading.fault("unknown_channel", "channel", "group", **words)
        return found or ""

    @staticmethod
    def _free(reading: _Reading, name: str) -> str:
        text = reading.text(name)
        if JOIN in text:
            reading.fault("join_mark", name, mark=JOIN)
        return text

    @staticmethod
    def _spoiled(reading: _Reading) -> bool:
        text = key(reading.raw.get("state", ""))
        if text in SPOILED_WORDS:
            return True
        if text not in VALID_WORDS:
            reading.fault("unknown_state", "state")
        return False

    @staticmethod
    def _copies(reading: _Reading, keyed: bool) -> int:
        text = reading.text("count")
        if not text:
            return 1
        number = number_text(key(text)) or ""
        if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= MOST_COPIES:
            reading.fault("bad_count", "count")
            return 1
        if keyed and int(number) != 1:
            reading.fault("keyed_count", "count")
        return int(number)

    def _late(self, reading: _Reading, group: str, cell_round: str) -> tuple[RuleHit, ...]:
        rule = self.rule(BallotCheck.LATE, group)
        known = self.scheme.rounds.get(cell_round)
        if rule is None or "date" not in reading.raw or known is None or not known.fieldwork.bounded:
            return ()
        day = _day(reading.raw["date"])
        if day is None:
            reading.fault("bad_date", "date")
            return ()
        if known.fieldwork.holds(day):
            return ()
        if rule.action is BallotAction.REFUSE:
            window = f"{known.fieldwork.start} – {known.fieldwork.end}"
            reading.fault("refused_late", "date", "group", "round", allowed=window)
            return ()
        return (RuleHit(rule.check.value, rule.action.value, group),)
