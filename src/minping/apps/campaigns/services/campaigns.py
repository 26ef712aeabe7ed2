"""A campaign: set up from a form of the library, edited, moved through its states."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.library import FormTemplate, form_named
from minping.apps.campaigns.library.catalogue import SHORT_FORMS
from minping.apps.campaigns.models import Campaign
from minping.apps.campaigns.services.drafts import draft_begun
from minping.apps.campaigns.services.filling import fill_campaign
from minping.apps.campaigns.services.found import editable_campaign, held_campaign, set_all, words_needed
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.units.selectors import units_of, within
from minping.core.findings import Text
from minping.core.lifecycle import CAMPAIGN, CAMPAIGN_SHORT, Case, Facts, IllegalMove, Machine, begin, perform
from minping.core.scheme.presets import load_preset

EDITABLE_FIELDS = frozenset(
    {"title", "title_en", "requirement", "launch_day", "launch_place", "enforcement_only", "half_year"}
)


def machine_of(form: str) -> Machine:
    """The lifecycle that campaigns of this form follow."""
    return CAMPAIGN_SHORT if form in SHORT_FORMS else CAMPAIGN


@transaction.atomic
def campaign_create(
    *,
    actor: Actor,
    form: str,
    title: str,
    year: int,
    title_en: str = "",
    inside: UUID | None = None,
    demo: bool = False,
) -> UUID:
    """Set up a campaign from a form: stages with days of the year, categories, content, tasks, rounds, and a
    draft of the scheme where the form has one. ``inside``: the unit or system within which it is held."""
    require(actor, "campaigns.edit")
    template = form_named(form)
    if template is None:
        raise Refused(Text("没有这种评议形式。", "There is no such form of campaign."))
    if not 1990 <= year <= 2200:
        raise Refused(Text("年度应是四位数的年份。", "The year must have four digits."))
    host = _host(template, inside)
    title = _title_free(title, year)
    campaign = Campaign.objects.create(
        title=title,
        title_en=" ".join(title_en.split())[:160],
        year=year,
        form=form,
        counters=dict(begin(machine_of(form)).counters),
        requirement=template.requirement,
        launch_day=_launch_day(template, year),
        enforcement_only=template.enforcement_only,
        inside_id=host,
        demo=demo,
    )
    scheme = load_preset(template.preset) if template.preset else None
    fill_campaign(campaign, template, scheme)
    told = {"title": title, "year": year, "form": form} | ({"inside": str(host)} if host else {})
    record(actor, "campaigns.campaign.created", campaign.id, **told)
    if scheme is not None:
        draft_begun(actor, campaign, scheme, preset=template.preset)
    return campaign.id


def _title_free(title: str, year: int) -> str:
    """The title, tidied. Raises Refused where it is missing, too long, or borne by another of the year."""
    title = words_needed(title, "名称", "name", 100)
    if Campaign.objects.filter(title=title, year=year).exists():
        raise Refused(
            Text(
                f"{year}年已有同名的评议活动，请改个名称。",
                f"There is a campaign of this name in {year} already; choose another name.",
            )
        )
    return title


def _host(template: FormTemplate, inside: UUID | None) -> UUID | None:
    """The unit within which it is held, if the form is held within one. Raises Refused."""
    if not template.inside:
        if inside is not None:
            raise Refused(Text("这种形式不在一个单位内部开展。", "This form is not held inside one unit."))
        return None
    found = next(iter(units_of([inside])), None) if inside is not None else None
    if found is None or found.until is not None:
        raise Refused(Text("请选择在哪个单位内部开展。", "Choose the unit inside which it is held."))
    if not within(found.id):
        raise Refused(
            Text(
                f"「{found.name}」还没有登记科室、窗口、站所，请先到「单位」页添加。",
                f"“{found.name}” has no sections, windows or stations in the register; add them first.",
            )
        )
    return found.id


def _launch_day(template: FormTemplate, year: int) -> date | None:
    found = next((stage for stage in template.stages if stage.kind == "launch"), None)
    return date(year, *found.closes) if found else None


@transaction.atomic
def campaign_edit(*, actor: Actor, campaign: UUID, **changes: object) -> None:
    """Change name, requirement text, launch meeting, or the limit to enforcement units."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    if "title" in changes:
        changes["title"] = words_needed(str(changes["title"]), "名称", "name", 100)
    told = set_all(found, changes, EDITABLE_FIELDS)
    if told:
        record(actor, "campaigns.campaign.edited", campaign, **told)


@transaction.atomic
def campaign_move(*, actor: Actor, campaign: UUID, act: str, facts: Facts = ()) -> str:
    """Carry out an act of the campaign's lifecycle; the new state. Raises Refused where the table forbids it.

    ``facts``: what the caller has established (``core.lifecycle.campaign.FACTS``); an act by two persons
    needs ``second_person`` among them.
    """
    require(actor, "campaigns.edit")
    return moved(actor, held_campaign(campaign), act, facts)


def moved(actor: Actor, found: Campaign, act: str, facts: Facts) -> str:
    """``campaign_move`` for a held campaign, once the permission is known."""
    case = Case(found.state, stages=frozenset(found.open_stages), counters=dict(found.counters))
    try:
        after = perform(machine_of(found.form), case, act, facts)
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    found.state, found.open_stages = after.state, sorted(after.stages)
    found.counters = dict(after.counters)
    found.save(update_fields=["state", "open_stages", "counters"])
    record(actor, f"campaigns.campaign.{act}", found.id, before=case.state, after=after.state)
    return after.state
