"""What is forgotten of opinions and when: who gave them, and in what words."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from minping.apps.campaigns.selectors import campaigns, rounds_of
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.sealing import seal
from minping.apps.opinions.models import Handling, Opinion
from minping.apps.people.rosters.erasure import DISPUTE, erase_after
from minping.core.lifecycle import OPINION

ENDED = tuple(state.name for state in OPINION.states if state.final)
FIELDS = ["text", "giver", "erased"]
CHUNK = 500


def last_close(campaign: UUID, year: int) -> date:
    """The day on which a campaign's last round closes; without rounds, the last day of its year."""
    closes = [timezone.localtime(found.closes).date() for found in rounds_of(campaign)]
    return max(closes, default=date(year, 12, 31))


def disputed_until(campaign: UUID, year: int) -> date:
    """The last day on which the campaign's results can be disputed."""
    return last_close(campaign, year) + DISPUTE


def erase_due() -> int:
    """Erase givers and raw texts of campaigns whose time has come; how many opinions. Safe to repeat.

    Only of opinions that have come to an end: a case that is still open needs its giver's consent. What a
    person had masked and confirmed stays, and so do answers and numbers.
    """
    return sum(_erase(campaign) for campaign in _due())


def _due() -> Iterator[UUID]:
    for facts in campaigns():
        if erase_after(last_close(facts.id, facts.year)) <= today():
            yield facts.id


@transaction.atomic
def _erase(campaign: UUID) -> int:
    gone = 0
    due = Opinion.objects.filter(campaign=campaign, erased=False, state__in=ENDED)
    while some := list(due.only("id")[:CHUNK]):
        for opinion in some:
            opinion.text, opinion.giver, opinion.erased = seal("", "opinion"), b"", True
        Opinion.objects.bulk_update(some, FIELDS)
        _handling_erase([opinion.id for opinion in some])
        gone += len(some)
    if gone:
        record(SYSTEM, "opinions.givers.erased", campaign, number=gone)
    return gone


@transaction.atomic
def opinion_text_erase(*, opinion: UUID) -> None:
    """Erase text and giver of one that was handed over as a lead: the lead has its own sealed copy."""
    Opinion.objects.filter(id=opinion).update(text=seal("", "opinion"), giver=b"", masked="", erased=True)
    _handling_erase([opinion])


def _handling_erase(opinions: Sequence[UUID]) -> None:
    """Erase what the sender wrote about them; what was ticked stays for the numbers."""
    Handling.objects.filter(opinion__in=opinions).update(words=seal("{}", "opinion"))
