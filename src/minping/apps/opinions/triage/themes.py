"""Themes: what a unit sees instead of its opinions, several of them told in the office's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from minping.apps.campaigns.selectors import rounds_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Opinion, Theme
from minping.apps.opinions.services.moving import step_add
from minping.apps.opinions.triage.deciding import held
from minping.apps.opinions.triage.finding import SHOWN
from minping.apps.opinions.triage.together import least_together
from minping.apps.units.selectors import below, units_of
from minping.core.findings import Text

IN_THEME = ("reading", "linked", "noted", "in_casework", "settled")


@dataclass(frozen=True)
class Obstacle:
    """Why a theme cannot be released yet."""

    text: Text


def opinions_in(theme: Theme) -> QuerySet[Opinion]:
    """What the theme is made of; what became a lead is not in it."""
    return Opinion.objects.filter(theme=theme, state__in=SHOWN)


def obstacles(theme: Theme) -> Sequence[Obstacle]:
    """What stands in the way of releasing it; nothing when it may go."""
    rows = list(opinions_in(theme))
    found = []
    least = least_together(theme.campaign_id)
    different = len({row.digest for row in rows})
    if different < least and not (rows and all(row.consent for row in rows)):
        found.append(
            Text(
                f"至少要{least}件不同的意见（完全相同的来文算一件），现在{different}件；"
                "不足时须每位来件人都同意个案办理。",
                f"It takes {least} different opinions (equal texts count once), there are {different}; "
                "fewer only if every giver agreed to a case of his own.",
            )
        )
    if any(row.source == Opinion.Source.COMMENT for row in rows) and voting(theme.campaign_id):
        found.append(
            Text(
                "其中有选票旁的留言，投票截止前不能发给单位。",
                "There are comments from beside ballots among them; they stay here until voting has ended.",
            )
        )
    return [Obstacle(text) for text in found]


def voting(campaign: UUID) -> bool:
    """Whether people are voting in the campaign now."""
    return any(facts.state == "open" for facts in rounds_of(campaign))


@transaction.atomic
def theme_make(
    *, actor: Actor, unit: UUID, title: str, text: str, opinions: Iterable[UUID], klass: str = ""
) -> UUID:
    """Begin a theme about a unit from several opinions. Raises Refused."""
    require(actor, "opinions.triage")
    rows = [held(opinion) for opinion in dict.fromkeys(opinions)]
    if not rows:
        raise Refused(Text("请先勾选意见。", "Pick opinions first."))
    if len({row.campaign_id for row in rows}) > 1:
        raise Refused(Text("只能合并同一次评议的意见。", "Only opinions of one campaign."))
    if not units_of([unit]):
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    made = Theme.objects.create(
        campaign_id=rows[0].campaign_id,
        unit_id=unit,
        title=_needed(title, 100),
        text=_needed(text, 3000),
        klass=klass[:40],
        made_by=actor.name,
    )
    for row in rows:
        _put(actor, row, made)
    record(actor, "opinions.theme.made", made.id, unit=unit)
    return made.id


@transaction.atomic
def theme_edit(*, actor: Actor, theme: UUID, title: str, text: str, klass: str = "") -> None:
    """Change the office's words before the release."""
    require(actor, "opinions.triage")
    found = _open(theme)
    found.title, found.text, found.klass = _needed(title, 100), _needed(text, 3000), klass[:40]
    found.save(update_fields=["title", "text", "klass"])
    record(actor, "opinions.theme.edited", theme)


@transaction.atomic
def theme_put(*, actor: Actor, theme: UUID, opinion: UUID) -> None:
    """Put one more opinion into a theme that was not released yet."""
    require(actor, "opinions.triage")
    _put(actor, held(opinion), _open(theme))


@transaction.atomic
def theme_take_out(*, actor: Actor, theme: UUID, opinion: UUID) -> None:
    """Take an opinion out of a theme that was not released yet."""
    require(actor, "opinions.triage")
    found = _open(theme)
    row = held(opinion)
    if row.theme_id == found.id:
        row.theme = None
        row.save(update_fields=["theme"])
        step_add(row, "theme_out", actor, found.title)


def _put(actor: Actor, row: Opinion, theme: Theme) -> None:
    if row.state not in IN_THEME:
        raise Refused(Text("已转出的意见不能并入。", "What was passed on cannot be put into a theme."))
    inside = row.unit_id is not None and row.unit_id in below([theme.unit_id])
    if not inside or row.campaign_id != theme.campaign_id:
        raise Refused(
            Text(
                "只能并入同一单位的意见，请先选定单位。",
                "Only opinions about the same unit; route them first.",
            )
        )
    if row.theme is not None and row.theme.released_on is not None and row.theme_id != theme.id:
        raise Refused(
            Text("这条意见已在另一个已发出的主题里。", "It is part of another theme already released.")
        )
    row.theme = theme
    row.save(update_fields=["theme"])
    step_add(row, "theme", actor, theme.title)


@transaction.atomic
def theme_release(*, actor: Actor, theme: UUID) -> None:
    """Show it to the unit; it stays as it is from then on (F037)."""
    require(actor, "opinions.release")
    found = _open(theme)
    if waiting := obstacles(found):
        raise Refused(waiting[0].text)
    found.released_on, found.count = today(), opinions_in(found).count()
    found.save(update_fields=["released_on", "count"])
    record(actor, "opinions.theme.released", theme, unit=found.unit_id, count=found.count)


@transaction.atomic
def theme_drop(*, actor: Actor, theme: UUID) -> None:
    """Give up a theme that was not released."""
    require(actor, "opinions.triage")
    found = _open(theme)
    Opinion.objects.filter(theme=found).update(theme=None)
    found.delete()
    record(actor, "opinions.theme.dropped", theme)


def _open(theme: UUID) -> Theme:
    hold()
    found = Theme.objects.select_for_update().filter(id=theme).first()
    if found is None:
        raise Http404
    if found.released_on is not None:
        raise Refused(Text("主题已发给单位，不能再改。", "It was released to the unit and stays as it is."))
    return found


def _needed(words: str, at_most: int) -> str:
    said = words.strip()
    if not said:
        raise Refused(Text("请写明标题和内容。", "Write a title and the content."))
    if len(said) > at_most:
        raise Refused(Text(f"不能超过{at_most}字。", f"At most {at_most} characters."))
    return said


@transaction.atomic
def case_release(*, actor: Actor, opinion: UUID) -> None:
    """Pass one opinion to its unit as an individual case: only with the giver's consent, only masked."""
    require(actor, "opinions.release")
    found = held(opinion)
    if not found.consent or found.source == Opinion.Source.COMMENT:
        raise Refused(
            Text(
                "来件人没有同意个案办理，只能几件合成主题。",
                "The giver did not agree to a case of his own; put several together as a theme.",
            )
        )
    if found.masked_by is None or not found.masked:
        raise Refused(Text("请先遮盖并确认。", "Mask it and confirm first."))
    if found.unit_id is None:
        raise Refused(Text("请先选定单位。", "Route it to a unit first."))
    found.case_released = True
    found.save(update_fields=["case_released"])
    step_add(found, "case", actor)
    record(actor, "opinions.case.released", opinion)


@transaction.atomic
def case_withdraw(*, actor: Actor, opinion: UUID) -> None:
    """Take it off the unit's page again."""
    require(actor, "opinions.release")
    found = held(opinion)
    found.case_released = False
    found.save(update_fields=["case_released"])
    step_add(found, "case_back", actor)
    record(actor, "opinions.case.withdrawn", opinion)
