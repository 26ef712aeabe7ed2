"""Conversations of the survey: each opinion goes to the room of opinions, the visit stays here."""

from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import blind_index
from minping.apps.opinions.services import opinion_take
from minping.apps.oversight.field.reading import Frame, SurveyRecord
from minping.apps.oversight.models import FieldRecord, SurveyAnswer, SurveyVisit
from minping.apps.units.selectors import units_of
from minping.core.findings import Text
from minping.core.opinions import normal


def survey_campaign_or_refuse(content: SurveyRecord) -> None:
    """Refuse a campaign or a unit that is not there."""
    if campaign_of(content.campaign) is None:
        raise Refused(Text("没有这次评议。", "There is no such campaign."))
    units = {unit for _, unit in content.opinions if unit}
    if len(units_of(units)) != len(units):
        raise Refused(Text("意见中的单位不存在。", "A unit named in an opinion does not exist."))


def survey_unfold(actor: Actor, kept: FieldRecord, frame: Frame, content: SurveyRecord) -> None:
    """Write the visit down and hand each opinion on. Inside the caller's transaction."""
    visit = SurveyVisit.objects.create(
        source=kept,
        campaign_id=content.campaign,
        place_kind=content.place_kind,
        place=frame.place,
        day=frame.day,
        time=frame.time,
        respondent=content.respondent,
    )
    for text, unit in content.opinions:
        taken = opinion_take(
            actor=actor,
            campaign=content.campaign,
            source="survey",
            text=text,
            unit=unit,
            giver=None,
            day=min(frame.day, today()),
            source_note=frame.place,
        )
        SurveyAnswer.objects.create(
            visit=visit, opinion=taken.id, unit_id=unit, digest=blind_index(normal(text) or text, "survey")
        )


@transaction.atomic
def survey_asked(*, actor: Actor, visit: UUID, note: str) -> None:
    """What the office learned when it asked about a record that looked odd."""
    require(actor, "oversight.edit")
    found = SurveyVisit.objects.select_for_update().filter(id=visit).first()
    if found is None or not note.strip():
        raise Refused(Text("请写明了解到的情况。", "Write what you learned."))
    found.asked_note, found.asked_by = note.strip()[:2000], actor.name
    found.save(update_fields=["asked_note", "asked_by"])
    record(actor, "oversight.survey.asked", found.id)
