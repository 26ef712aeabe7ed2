"""Where a scheme and the campaign's own set-up differ: categories and rounds on either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minping.apps.campaigns.models import Campaign, Category, Round
from minping.core.scheme.model import Category as Planned
from minping.core.scheme.model import Scheme
from minping.core.scheme.ranges import Window


@dataclass(frozen=True)
class PlannedRound:
    """A round that the scheme names. ``opens``, ``closes``: its days, None where the scheme leaves them open."""

    group: str
    code: str
    title: str
    opens: date | None
    closes: date | None


@dataclass(frozen=True)
class Apart:
    """``lacking``: in the scheme alone. ``idle``: in the campaign alone and without units or lists, so that
    nothing is lost without them. ``held``: in the campaign alone, with units in it."""

    lacking: Sequence[Planned]
    idle: Sequence[Category]
    held: Sequence[Category]
    rounds_lacking: Sequence[PlannedRound]
    rounds_idle: Sequence[Round]

    @property
    def differs(self) -> bool:
        """Whether taking over from the scheme would change anything."""
        return bool(self.lacking or self.idle or self.rounds_lacking or self.rounds_idle)


def apart(campaign: Campaign, scheme: Scheme) -> Apart:
    """How the campaign's categories and rounds differ from those of the scheme."""
    own = list(campaign.categories.all())
    codes = {category.code for category in own}
    foreign = [category for category in own if category.code not in scheme.categories]
    used = set(campaign.participations.exclude(category=None).values_list("category", flat=True))
    rounds = list(campaign.rounds.all())
    known = [found for found in rounds if _known(found, scheme)]
    had = {(found.group, found.code) for found in known}
    return Apart(
        lacking=[one for one in scheme.categories.values() if one.code not in codes],
        idle=[one for one in foreign if one.id not in used],
        held=[one for one in foreign if one.id in used],
        rounds_lacking=[one for one in planned_rounds(scheme) if (one.group, one.code) not in had],
        rounds_idle=[found for found in rounds if found not in known and found.state == "planned"],
    )


def _known(found: Round, scheme: Scheme) -> bool:
    if found.group not in scheme.groups:
        return False
    return not found.code or found.code in scheme.rounds


def planned_rounds(scheme: Scheme) -> list[PlannedRound]:
    """One for each group of each round; where the scheme names no rounds, one for each group."""
    if not scheme.rounds:
        return [PlannedRound(code, "", group.name, None, None) for code, group in scheme.groups.items()]
    planned = []
    for code, wanted in scheme.rounds.items():
        opens, closes = _days(wanted.fieldwork)
        groups = wanted.groups or tuple(scheme.groups)
        for group in groups:
            name = wanted.name or code
            title = name if len(groups) == 1 else f"{name}·{scheme.groups[group].name}"
            planned.append(PlannedRound(group, code, title[:100], opens, closes))
    return planned


def _days(window: Window) -> tuple[date | None, date | None]:
    return _day(window.start), _day(window.end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
