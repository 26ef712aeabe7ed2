"""What the reports look up in one score run: categories in order, means, places, reasons."""

import hashlib
from collections import Counter
from collections.abc import Collection
from fractions import Fraction
from functools import cached_property
from statistics import median

from minping.apps.results.levels import FIELDS, RANK
from minping.apps.results.reports.speech import Speech
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.inputs import CampaignData, Status
from minping.core.scoring.record import record_bytes
from minping.core.scoring.result import Placing, ScoreNode, ScoreRun, UnitResult
from minping.core.scoring.rounding import plain, published
from minping.core.tally.counts import JOIN

_TITLE_LINE = 19
"""Characters of 22 pt that fit a line."""


class Overview:
    """One run with its scheme and data, seen from the reports. Rounds only what it prints. ``fields``: what
    whoever reads the document is shown, by the level of publication."""

    def __init__(
        self,
        run: ScoreRun,
        scheme: Scheme,
        data: CampaignData,
        language: str = "zh",
        fields: Collection[str] = tuple(FIELDS),
    ) -> None:
        self.run, self.scheme, self.data = run, scheme, data
        self.fields = frozenset(fields)
        self.say = Speech(language)
        self._by_category: dict[str, list[UnitResult]] = {}
        for result in run.units:
            self._by_category.setdefault(result.category, []).append(result)
        self._valid: Counter[str] = Counter()
        for cell, counts in data.counts.items():
            if not counts.short:
                for unit in cell.unit.split(JOIN):
                    self._valid[unit] += counts.valid

    def shows(self, *fields: str) -> bool:
        """Whether all these fields are shown."""
        return self.fields.issuperset(fields)

    @property
    def title(self) -> str:
        """The campaign's name without the words that only a plan carries."""
        title = self.run.title.strip()
        for ending in ("工作实施方案", "实施方案", "工作方案", "方案"):
            if title.endswith(ending):
                return title.removesuffix(ending)
        return title

    def headed(self, before: str, after: str) -> str:
        """A document's title round the campaign's name, broken where it would not fit one line."""
        title = f"{before}{self.title}{after}"
        if self.say.language == "en" or len(title) <= _TITLE_LINE:
            return title
        return f"{before}{self.title}\n{after}"

    @cached_property
    def mark(self) -> str:
        """SHA-256 of the run's record, as it stands in ``scores.json``."""
        return hashlib.sha256(record_bytes(self.run)).hexdigest()

    def categories(self) -> tuple[str, ...]:
        """Codes of the categories that have units, in the scheme's order; unknown ones last."""
        known = [code for code in self.scheme.categories if code in self._by_category]
        return (*known, *(code for code in sorted(self._by_category) if code not in self.scheme.categories))

    def category_name(self, code: str) -> str:
        known = self.scheme.categories.get(code)
        return known.name if known is not None else code or self.say("未分类", "no category")

    def pool_name(self, pool: str) -> str:
        """A ranking's pool in words: a category, a district or system, or everybody."""
        return self.category_name(pool) if pool else self.say("全部单位", "all units")

    def members(self, category: str) -> list[UnitResult]:
        return self._by_category.get(category, [])

    def listed(self, category: str) -> list[UnitResult]:
        """Units with a result: by rank where there is one, else by score; equals by name. Where ranks are not
        shown, in the order of their codes, which tells nothing."""

        def key(result: UnitResult) -> tuple[bool, Fraction, Fraction, str]:
            place = result.placing
            rank = place.rank if place is not None else Fraction(0)
            return (place is None, rank, -(result.score or Fraction(0)), result.name)

        scored = (r for r in self.members(category) if r.score is not None)
        return sorted(scored, key=key if self.shows(RANK) else lambda result: result.unit)

    def unlisted(self, category: str) -> list[UnitResult]:
        """Units without a result, by name."""
        return sorted((r for r in self.members(category) if r.score is None), key=lambda r: r.name)

    def why_not(self, result: UnitResult) -> str:
        """In words, why a unit has no score or no rank."""
        if result.status is Status.EXEMPT:
            return self.say("免评，不参加排名", "exempt: not ranked")
        if result.status is Status.OPINION_ONLY:
            return self.say("只征求意见，不参加排名", "opinions only: not ranked")
        if result.score is None:
            return self._why_no_score(result)
        if not self.scheme.rankings:
            return self.say("方案不排名次", "the scheme has no ranking")
        return self.say("本类别不排名", "this category is not ranked")

    def _why_no_score(self, result: UnitResult) -> str:
        """The reasons at the leaves of the tree, each with the component it concerns."""
        if self.run.blocked:
            return self.say("未达到计分条件，暂无结果", "the conditions for a result are not met")
        found: dict[str, str] = {}
        for part in own_parts(result.tree) if result.tree is not None else ():
            for reason in _reasons(part):
                found.setdefault(self.say.text(reason), part.name)
        colon = self.say("：", ": ")
        reasons = [f"{name}{colon}{words}" for words, name in found.items()]
        return self.say.joined(reasons or map(self.say.text, result.notes)) or self.say(
            "没有结果", "no result"
        )

    def scores(self, category: str) -> list[Fraction]:
        return [r.score for r in self.members(category) if r.score is not None]

    def all_scores(self) -> list[Fraction]:
        return [r.score for r in self.run.units if r.score is not None]

    def points(self, value: Fraction | None, quantity: Quantity = Quantity.POINTS) -> str:
        """A value as it is published."""
        return published(value, quantity, self.scheme.rounding)

    def total_quantity(self) -> Quantity:
        """What the total is: points, or a rate where the whole tree is one."""
        trees = [r.tree for r in self.run.units if r.tree is not None and r.score is not None]
        return trees[0].quantity if trees else Quantity.POINTS

    def total(self, value: Fraction | None) -> str:
        """A total, a mean of totals … as it is published."""
        return self.points(value, self.total_quantity())

    def total_unit(self) -> str:
        """The unit of totals in the head of a column: points, none for rates (they carry their sign)."""
        return self.say("分", "points") if self.total_quantity() is Quantity.POINTS else ""

    def gap(self, value: Fraction) -> str:
        """A difference of totals with its unit."""
        if self.total_quantity() is Quantity.POINTS:
            return self.say(f"{self.total(value)}分", f"{self.total(value)} points")
        shown = self.total(value).removesuffix("%")
        return self.say(f"{shown}个百分点", f"{shown} percentage points")

    def full_of(self, category: str) -> Fraction:
        known = self.scheme.categories.get(category)
        return known.full if known is not None and known.full is not None else self.scheme.full

    def valid_of(self, unit: str) -> int:
        """Valid ballots about the unit that may be shown, its own or else its subunits'."""
        if unit in self._valid:
            return self._valid[unit]
        return sum(self._valid[code] for code in self.subunits(unit))

    def subunits(self, unit: str) -> tuple[str, ...]:
        """Stations, windows and sections below the unit."""
        known = self.data.units.get(unit)
        if known is None:
            return ()
        names = {known.code, known.name}
        return tuple(code for code, other in sorted(self.data.units.items()) if other.parent in names)

    def name(self, unit: str) -> str:
        known = self.data.units.get(unit)
        return known.name if known is not None else unit

    def place_text(self, placing: Placing) -> str:
        """第2名（并列，共18个）."""
        rank = plain(placing.rank)
        tied = ""
        if placing.tied_with:
            tied = self.say("并列，", "tied, ")
            if not placing.ordered:
                tied = self.say("同分不分先后，", "equal scores, without order, ")
        return self.say(f"第{rank}名（{tied}共{placing.of}个）", f"{rank} ({tied}of {placing.of})")

    def ranking_name(self, placing: Placing) -> str:
        return next((r.name for r in self.scheme.rankings if r.code == placing.ranking), placing.ranking)


def mean(values: list[Fraction]) -> Fraction | None:
    """Exact arithmetic mean; None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def middle(values: list[Fraction]) -> Fraction | None:
    """Exact median; None of nothing."""
    return median(values) if values else None


def _reasons(node: ScoreNode) -> list[Text]:
    """Why a node has no value, from the leaves up."""
    if node.value is not None:
        return []
    below = [reason for part in node.parts for reason in _reasons(part)]
    return below or ([node.missing] if node.missing is not None else [])


def own_parts(node: ScoreNode) -> tuple[ScoreNode, ...]:
    """Parts that concern the same object (not its stations)."""
    return tuple(part for part in node.parts if part.object == node.object)
