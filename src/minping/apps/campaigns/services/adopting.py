"""Categories and rounds set up as the scheme names them, so that both fit before the freeze."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from minping.apps.campaigns.apart import PlannedRound, apart
from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.services.categories import before_voting, categories_from_scheme
from minping.apps.campaigns.services.filling import END_OF_DAY
from minping.apps.campaigns.services.rounds import round_create
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.core.findings import Text
from minping.core.scheme.model import Scheme


@transaction.atomic
def scheme_adopt(*, actor: Actor, campaign: UUID, scheme: Scheme) -> None:
    """Add the scheme's categories and rounds that the campaign lacks; take away those that it does not name
    and that nothing uses. Units and rounds that people already work with stay. Raises Refused."""
    found = before_voting(actor, campaign)
    differ = apart(found, scheme)
    if not differ.differs:
        raise Refused(
            Text(
                "类别和轮次已与方案一致，没有改动。",
                "Categories and rounds are those of the scheme already; nothing was changed.",
            )
        )
    for category in differ.idle:
        category.delete()
    for round_ in differ.rounds_idle:
        try:
            with transaction.atomic():
                round_.delete()
        except ProtectedError:
            continue
    categories_from_scheme(actor=actor, campaign=campaign, scheme=scheme)
    for planned in differ.rounds_lacking:
        _plan(actor, found, planned)
    record(
        actor,
        "campaigns.scheme.adopted",
        campaign,
        categories=[one.code for one in differ.lacking],
        without=[one.code for one in differ.idle],
        rounds=[one.title for one in differ.rounds_lacking],
        rounds_without=[one.title for one in differ.rounds_idle],
    )


def _plan(actor: Actor, campaign: Campaign, planned: PlannedRound) -> None:
    opens = planned.opens or date(campaign.year, 1, 1)
    last = max(opens, planned.closes or date(campaign.year, 12, 31))
    round_create(
        actor=actor,
        campaign=campaign.id,
        group=planned.group,
        code=planned.code,
        title=planned.title,
        opens=opens,
        closes=timezone.make_aware(datetime.combine(last, END_OF_DAY)),
    )
