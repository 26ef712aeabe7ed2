"""Comments written beside a ballot: held sealed, and let out together, by lot, after some days.

Nothing is kept of who wrote one or when: no code, no address, no time of day, no act in the log, and no order.
The rows of a pool are sealed anew and laid down in random order whenever one is added. What is let out becomes
opinions of the day on which it is let out.
"""

import json
import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.selectors import RoundFacts, campaign_of, participations_of, round_of
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.sealing import seal, unseal
from minping.apps.foundation.written import plain
from minping.apps.opinions.models import CommentPool, HeldComment, Opinion
from minping.apps.opinions.services.erasing import disputed_until
from minping.apps.opinions.services.taking import opinion_take
from minping.apps.units.selectors import units_of

RIPE_DAYS = 3
"""A pool is opened when so many days lie between."""
RIPE_TOGETHER = 5
"""And when so many comments come out at once, of one round; after the close, of one campaign."""
LONGEST = 300
SEALED_BYTES = 2048
MOVED = 200
"""Rows of a pool that are laid down anew with each new one. A larger pool hides it among so many."""
LOT: random.Random = secrets.SystemRandom()
_PURPOSE = "comment"


def comment_hold(*, round: UUID, unit_code: str, text: str) -> str:
    """Keep a comment until its time: ``held``, ``closed`` (no such open round) or ``bad`` (unit, text).

    The same comment on the same unit is kept once in a pool: a browser whose answer got lost sends again.
    """
    said = " ".join(plain(text).split())
    facts = round_of(round)
    if facts is None or facts.state != "open" or facts.closes <= now():
        return "closed"
    if not said or len(said) > LONGEST:
        return "bad"
    unit = _unit_on_ballot(facts, unit_code)
    if unit is None:
        return "bad"
    with transaction.atomic():
        pool = _pool(round)
        _lay_down(pool, _packed(unit, said))
    return "held"


def _unit_on_ballot(facts: RoundFacts, code: str) -> UUID | None:
    units = {part.unit for part in participations_of(facts.campaign) if part.status == "appraised"}
    return next((unit.id for unit in units_of(units) if unit.code == code), None)


def _pool(round: UUID) -> CommentPool:
    made, _ = CommentPool.objects.get_or_create(round_id=round, day=today())
    return CommentPool.objects.select_for_update().get(id=made.id)


def _packed(unit: UUID, text: str) -> str:
    """Unit and text, of one length whatever they are."""
    packed = json.dumps([str(unit), text], ensure_ascii=False)
    return packed + " " * (SEALED_BYTES - len(packed.encode()))


def _lay_down(pool: CommentPool, packed: str) -> None:
    """Add a comment; it and others of the pool are sealed anew and written in random order."""
    there = list(HeldComment.objects.filter(pool=pool))
    moved = there if len(there) <= MOVED else LOT.sample(there, MOVED)
    texts = [unseal(held.sealed, _PURPOSE) for held in moved]
    if packed not in texts:
        texts.append(packed)
    LOT.shuffle(texts)
    HeldComment.objects.filter(id__in=[held.id for held in moved]).delete()
    HeldComment.objects.bulk_create(HeldComment(pool=pool, sealed=seal(one, _PURPOSE)) for one in texts)


def comments_release() -> int:
    """Let out what is ripe; how many. Safe to repeat.

    While a round is open, and after it, its comments come out when five or more are three days old. What is
    left below five when a round is over is put together with what other closed rounds of the same campaign
    left. What never finds company is destroyed when the dispute period ends, and only its number is written
    down: letting out fewer would tell who wrote it to anybody who knows who voted.
    """
    over: dict[UUID, list[CommentPool]] = defaultdict(list)
    let_out = 0
    for round, pools in _ripe().items():
        facts = round_of(round)
        if facts is None:
            continue
        out = _let_out(facts.campaign, pools)
        let_out += out
        if not out and facts.state != "open":
            over[facts.campaign] += pools
    for campaign, pools in over.items():
        out = _let_out(campaign, pools)
        let_out += out
        if not out:
            _destroy_forsaken(campaign, pools)
    return let_out


def _ripe() -> dict[UUID, list[CommentPool]]:
    found: dict[UUID, list[CommentPool]] = defaultdict(list)
    for pool in CommentPool.objects.filter(day__lte=today() - timedelta(days=RIPE_DAYS)):
        found[pool.round_id].append(pool)
    return found


@transaction.atomic
def _let_out(campaign: UUID, pools: Sequence[CommentPool]) -> int:
    """Turn the comments of the pools into opinions, by lot; none when they are too few."""
    held = _locked(pools)
    if len(held) < RIPE_TOGETHER:
        return 0
    texts = [unseal(one.sealed, _PURPOSE) for one in held]
    LOT.shuffle(texts)
    for packed in texts:
        unit, text = json.loads(packed)
        opinion_take(
            actor=SYSTEM,
            campaign=campaign,
            source=Opinion.Source.COMMENT,
            text=text,
            unit=UUID(unit),
            day=today(),
        )
    _forget(pools)
    record(SYSTEM, "opinions.comments.released", campaign, number=len(texts))
    return len(texts)


def _locked(pools: Iterable[CommentPool]) -> list[HeldComment]:
    """The comments of the pools that are still there; another process may have let them out just now."""
    ids = [pool.id for pool in pools]
    there = list(CommentPool.objects.select_for_update().filter(id__in=ids).values_list("id", flat=True))
    return list(HeldComment.objects.filter(pool__in=there))


def _forget(pools: Iterable[CommentPool]) -> None:
    ids = [pool.id for pool in pools]
    HeldComment.objects.filter(pool__in=ids).delete()
    CommentPool.objects.filter(id__in=ids).delete()


@transaction.atomic
def _destroy_forsaken(campaign: UUID, pools: Sequence[CommentPool]) -> None:
    """Destroy, unread, what stayed below five until the dispute period ended."""
    facts = campaign_of(campaign)
    if facts is None or today() <= disputed_until(campaign, facts.year):
        return
    number = len(_locked(pools))
    _forget(pools)
    record(SYSTEM, "opinions.comments.destroyed", campaign, number=number)
