"""The one door by which every opinion comes in, wherever it was given."""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.foundation.sealing import blind_index, seal
from minping.apps.foundation.written import plain
from minping.apps.leads.services import lead_spot
from minping.apps.opinions import dictionaries
from minping.apps.opinions.models import Opinion
from minping.apps.opinions.services.moving import step_add
from minping.apps.opinions.services.terms import due_from
from minping.apps.units.selectors import units_of
from minping.core.findings import Text
from minping.core.lifecycle import OPINION
from minping.core.lifecycle.machine import Case, perform
from minping.core.opinions.normal import normal
from minping.core.secrecy.codes import ALPHABET, LONG, code_hash

LONGEST = 5000
"""Characters of an opinion; a letter of more pages is summed up by whoever types it in."""
SUGGESTED = 40
Source = Opinion.Source
Kind = Opinion.Kind


@dataclass(frozen=True)
class Giver:
    """Who gave it and how to reach him; every part may be empty. Sealed, never shown outside the office."""

    name: str = ""
    phone: str = ""
    address: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is said at all."""
        return any(asdict(self).values())


@dataclass(frozen=True)
class Taken:
    """An opinion that came in. ``code``: the giver's private code, shown once; empty where there is none.

    ``again``: it had come in before with the same mark. ``altered``: but with another text.
    """

    id: UUID
    code: str = ""
    again: bool = False
    altered: bool = False


class About(TypedDict, total=False):
    """What else may be said of an opinion. ``external``: its number at the sender; ``point``: the place whose
    code was scanned; ``run``: the batch of an import; ``typed_by``: who of the staff typed it in."""

    unit: UUID | None
    kind: str
    consent: bool
    wants_answer: bool
    source_note: str
    external: str
    point: UUID | None
    run: UUID | None
    typed_by: UUID | None


def opinion_take(
    *,
    actor: Actor,
    campaign: UUID,
    source: str,
    text: str,
    giver: Giver | None = None,
    day: date | None = None,
    mark: str = "",
    beside: str = "",
    **about: Unpack[About],
) -> Taken:
    """Take an opinion in: seal it, find its class, and send it to the restricted inbox if it points to misconduct,
    all in one transaction, before anybody's list shows it.

    ``mark``: what the sender repeats when he sends the same thing again (the form's own mark); the same mark
    gives the same opinion and the same code. ``beside``: what its sender wrote about it, which is looked through
    for misconduct as well. ``day``: today if not given. Raises Refused.
    """
    said, on, batch = plain(text), day or today(), about.get("run")
    _check(campaign, about.get("unit"), said, on)
    code = "" if batch or source == Source.COMMENT else _code(mark)
    kept = Opinion(
        campaign_id=campaign,
        unit_id=about.get("unit"),
        point_id=about.get("point"),
        source=source,
        source_note=plain(about.get("source_note", "")),
        external=plain(about.get("external", "")),
        kind=about.get("kind", Kind.COMPLAINT),
        day=on,
        text=seal(said, "opinion"),
        giver=_sealed(giver),
        digest=digest_of(said),
        code=hash_of(code) if code else None,
        consent=about.get("consent", False),
        wants_answer=about.get("wants_answer", False),
        due=due_from(campaign, on),
        typed_by=about.get("typed_by"),
        run=batch,
    )
    return _laid_down(actor, kept, said, code, plain(beside))


def _laid_down(actor: Actor, kept: Opinion, said: str, code: str, beside: str) -> Taken:
    with transaction.atomic():
        if not _new(kept):
            return _again(kept, code)
        _sort(actor, kept, said, beside)
        if kept.run is None:  # an import is written down as a whole
            record(actor, "opinions.opinion.taken", kept.id, source=kept.source)
    return Taken(kept.id, code)


def _new(kept: Opinion) -> bool:
    """Whether it could be laid down: nothing with its code, or its number at the sender, is there."""
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _sealed(giver: Giver | None) -> bytes:
    if giver is None or not giver.known:
        return b""
    return seal(json.dumps(asdict(giver), ensure_ascii=False), "giver")


def _check(campaign: UUID, unit: UUID | None, said: str, day: date) -> None:
    if not said:
        raise Refused(Text("请写下您要说的内容。", "Please write what you want to say."))
    if len(said) > LONGEST:
        raise Refused(
            Text(
                f"内容共{len(said)}字，超过{LONGEST}字，请缩短后再提交。",
                f"The text has {len(said)} characters, more than {LONGEST}; shorten it.",
            )
        )
    if campaign_of(campaign) is None:
        raise Refused(Text("没有这项评议活动。", "There is no such campaign."))
    if unit is not None and not units_of([unit]):
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    if day > today():
        raise Refused(Text("日期不能晚于今天。", "The day cannot lie in the future."))


def _sort(actor: Actor, kept: Opinion, said: str, beside: str) -> None:
    """From ``received`` to the reading pile or to the restricted inbox; both by the word list in force."""
    words = dictionaries.active()
    found = words.dictionary.suggest(said)
    kept.suggested, kept.suggested_by = (found.klass or "")[:SUGGESTED], words.number
    act, suspicious = "open", found
    if not found.lead and beside:
        suspicious = words.dictionary.suggest(beside)
    if suspicious.lead:
        act = "restrict"
        kept.lead = lead_spot(
            actor=actor,
            text=f"{said}\n{beside}".strip(),
            source=kept.source,
            words=suspicious.lead_words,
            unit=kept.unit_id,
            campaign=kept.campaign_id,
            opinion=kept.id,
        )
    kept.state = perform(OPINION, Case(kept.state), act, {"lead_word": suspicious.lead}).state
    kept.save(update_fields=["state", "suggested", "suggested_by", "lead"])
    step_add(kept, act, actor)


def _again(kept: Opinion, code: str) -> Taken:
    """The same thing was sent before, with the same mark or the same number of the same sender."""
    if kept.code and (found := Opinion.objects.filter(code=kept.code).first()):
        return Taken(found.id, code, again=True, altered=found.digest != kept.digest)
    found = Opinion.objects.get(
        campaign=kept.campaign_id, source_note=kept.source_note, external=kept.external
    )
    altered = kept.code is not None or found.digest != kept.digest
    return Taken(found.id, again=True, altered=altered)


def digest_of(text: str) -> str:
    """Blind index of a text's normal form: equal texts find each other without being readable."""
    return blind_index(normal(text), "opinion-text")


def _code(mark: str) -> str:
    """A private code of 120 bits; from the same mark always the same one, so that it need not be stored."""
    seed = mark.encode() or secrets.token_bytes(32)
    drawn = hashlib.blake2b(seed, key=key("index"), digest_size=LONG, person=b"opinion-code").digest()
    return "".join(ALPHABET[byte & 31] for byte in drawn)


def hash_of(code: str) -> str:
    """What is stored of a private code."""
    return code_hash(f"opinion\0{code}", key("pepper"))
