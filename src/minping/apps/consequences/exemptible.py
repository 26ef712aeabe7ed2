"""Who may be proposed for exemption: units with an earlier published result, by rank and grade (F120)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.assessments.selectors import event_rows
from minping.apps.campaigns.selectors import (
    CampaignFacts,
    campaign_of,
    campaigns,
    frozen_scheme,
    participations_of,
)
from minping.apps.results.outcomes import UnitOutcome, outcomes_of
from minping.apps.results.selectors import published
from minping.apps.units.selectors import history_line, unit_lines
from minping.core.findings import Text


@dataclass(frozen=True)
class Earned:
    """A unit of this campaign with what the earlier result said of it. ``place``: its rank there."""

    unit: UUID
    code: str
    name: str
    category: str
    rank: str
    of: int | None
    grade: str
    vetoed: bool
    facts: tuple[Text, ...]

    @property
    def within(self) -> int:
        """The rank as a whole number, past all others where there is none."""
        return int(self.rank) if self.rank.isdigit() else 10**6


def bases_of(campaign: UUID) -> Sequence[CampaignFacts]:
    """Earlier campaigns whose results are published, the newest first."""
    own, known = campaign_of(campaign), published()
    if own is None:
        return []
    earlier = [one for one in campaigns() if one.year < own.year and one.inside == own.inside]
    return [one for one in earlier if one.id in known and not one.half_year]


def vetoed_now(campaign: UUID) -> Mapping[str, str]:
    """Code of a unit → the confirmed veto events of this campaign, which end an exemption (F121)."""
    scheme, found = frozen_scheme(campaign), dict[str, str]()
    ends = {event for veto in scheme.vetoes for event in veto.events} if scheme is not None else set()
    for row in event_rows(campaign):
        if row.event in ends:
            told = f"{row.date} {row.event}"
            found[row.unit] = f"{found[row.unit]}；{told}" if row.unit in found else told
    return found


def earned(campaign: UUID, basis: UUID) -> Sequence[Earned]:
    """Units of the campaign that were ranked in the earlier one, themselves or as whom they carry on."""
    if basis not in {one.id for one in bases_of(campaign)}:
        return []
    before = campaign_of(basis)
    results = {one.unit: one for one in outcomes_of(basis)}
    taking_part = {part.unit for part in participations_of(campaign)}
    found = []
    for line in unit_lines(taking_part):
        result = results.get(line.id)
        if result is None:
            result = next((results[one] for one in history_line(line.id) if one in results), None)
        if result is not None and result.rank and before is not None:
            found.append(_earned(line.id, line.code, line.name, before.year, result))
    return sorted(found, key=lambda one: (one.category, one.within, one.code))


def _earned(unit: UUID, code: str, name: str, year: int, result: UnitOutcome) -> Earned:
    zh = [f"{year}年{result.category}第{result.rank}名，共{result.of}个", f"得分{result.score}"]
    en = [f"{year}: rank {result.rank} of {result.of}", f"score {result.score}"]
    facts = [Text(*pair) for pair in zip(zh, en, strict=True)]
    if result.grade:
        facts.append(Text(f"等次{result.grade}", f"grade {result.grade}"))
    if result.vetoes:
        facts.append(Text("有一票否决事项：" + "、".join(result.vetoes), "veto: " + ", ".join(result.vetoes)))
    return Earned(
        unit,
        code,
        name,
        result.category,
        result.rank,
        result.of,
        result.grade,
        bool(result.vetoes),
        tuple(facts),
    )
