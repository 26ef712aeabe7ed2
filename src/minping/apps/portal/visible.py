"""Which campaigns the public may see, and how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.campaigns.selectors import CampaignFacts, RoundFacts, campaign_of, campaigns, rounds_of
from minping.apps.people.selectors import public_draws
from minping.apps.register.selectors import Participation, participation_of
from minping.apps.results.selectors import BoxHead, PublishedFacts, heads_of, publication_of, published

HIDDEN = frozenset({"draft"})
ENDED = frozenset({"closed", "tallied", "validated", "short", "supplemented", "void", "repeated"})
TENS = 10


@dataclass(frozen=True)
class Standing:
    """A campaign before the public. ``phase``: announced, voting, counting or published."""

    campaign: CampaignFacts
    publication: PublishedFacts | None
    phase: str


@dataclass(frozen=True)
class Live:
    """Participation of one round; while it is open everything that moves is rounded down to tens."""

    round: RoundFacts
    told: Participation
    box: BoxHead | None = None
    draw: UUID | None = None

    @property
    def waiting(self) -> bool:
        return self.round.state != "open" and self.round.state not in ENDED

    @property
    def counted(self) -> int:
        number = self.told.counted
        return number // TENS * TENS if self.round.state == "open" else number


def visible_campaigns() -> list[Standing]:
    """Campaigns whose scheme is fixed, newest first."""
    public = published()
    return [_standing(one, public.get(one.id)) for one in campaigns() if one.state not in HIDDEN]


def visible(campaign: UUID) -> Standing | None:
    """One campaign, or None when the public may not see it."""
    found = campaign_of(campaign)
    if found is None or found.state in HIDDEN:
        return None
    return _standing(found, publication_of(campaign))


def _standing(campaign: CampaignFacts, publication: PublishedFacts | None) -> Standing:
    return Standing(campaign, publication, _phase(campaign, publication))


def _phase(campaign: CampaignFacts, publication: PublishedFacts | None) -> str:
    if publication is not None:
        return "published"
    rounds = rounds_of(campaign.id)
    if any(found.state == "open" for found in rounds):
        return "voting"
    ended = bool(rounds) and all(found.state in ENDED for found in rounds)
    return "counting" if ended else "announced"


def live_of(campaign: UUID) -> Sequence[Live]:
    """Participation of the rounds that are open or over, and rounds with a draw that anybody may repeat."""
    heads, rounds = heads_of(campaign), rounds_of(campaign)
    draws = public_draws(found.id for found in rounds)
    return [
        Live(found, participation_of(found.id), heads.get(found.id), draws.get(found.id))
        for found in rounds
        if found.state == "open" or found.state in ENDED or found.id in draws
    ]
