"""Which unit takes part as what (F009, F038, F120, F121)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.editor.inputs import legible
from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.campaigns.services.categories import before_voting
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.units.selectors import UnitFacts, units_of, within
from minping.core.findings import Text


@transaction.atomic
def participations_set(
    *,
    actor: Actor,
    campaign: UUID,
    units: Iterable[UUID],
    category: str,
    status: str = Participation.Status.APPRAISED,
    key_object: bool = False,
    reason: str = "",
) -> int:
    """Put units into a category with a status, whether or not they take part already; how many.

    Exempt and opinion-only units need a reason; it holds for this campaign alone. Raises Refused.
    """
    found = before_voting(actor, campaign)
    chosen = units_of(set(units))
    place = _category(found, category, status)
    reason = " ".join(legible(reason).split())[:200]
    _check(found, chosen, status, reason)
    rows = [
        Participation(
            campaign=found,
            unit_id=unit.id,
            category=place,
            status=status,
            key_object=key_object,
            reason=reason,
        )
        for unit in chosen
    ]
    Participation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["campaign", "unit"],
        update_fields=["category", "status", "key_object", "reason"],
    )
    told = {"category": category, "status": status, "reason": reason}
    record(actor, "campaigns.participation.set", campaign, units=[unit.code for unit in chosen], **told)
    return len(rows)


def _category(campaign: Campaign, code: str, status: str) -> Category | None:
    found = campaign.categories.filter(code=code).first() if code else None
    if found is None and (code or status == Participation.Status.APPRAISED):
        raise Refused(
            Text(
                f"没有类别「{code}」，参评单位须归入一个类别。",
                f"There is no category “{code}”; an appraised unit must be in one.",
            )
        )
    return found


def _check(campaign: Campaign, chosen: Iterable[UnitFacts], status: str, reason: str) -> None:
    if status not in Participation.Status.values:
        raise Refused(Text("没有这种参评方式。", "There is no such way of taking part."))
    if not chosen:
        raise Refused(Text("没有选中单位。", "No unit was chosen."))
    if status != Participation.Status.APPRAISED and not reason.strip():
        raise Refused(
            Text(
                "免评和只征求意见须写明理由（如上年结果）。",
                "Say why a unit is exempt or asked for opinions only (such as last year's result).",
            )
        )
    if campaign.inside_id is not None:
        _check_inside(campaign.inside_id, chosen)
    if campaign.enforcement_only:
        odd = [unit.name for unit in chosen if not unit.enforcement]
        if odd:
            shown = "、".join(odd[:5])
            raise Refused(
                Text(
                    f"本次只评有行政执法职能的单位，{shown}等{len(odd)}个单位没有执法职能。",
                    f"Only units with enforcement power take part; {shown} ({len(odd)} in all) have none.",
                )
            )


def _check_inside(host: UUID, chosen: Iterable[UnitFacts]) -> None:
    """Only what belongs to the host takes part. Raises Refused."""
    own = within(host)
    odd = [unit.name for unit in chosen if unit.id not in own]
    if odd:
        (name,) = (unit.name for unit in units_of([host]))
        shown = "、".join(odd[:5])
        raise Refused(
            Text(
                f"本次评议在「{name}」内部开展，{shown}等{len(odd)}个不是它的科室、窗口、站所。",
                f"This is held inside “{name}”; {shown} ({len(odd)} in all) do not belong to it.",
            )
        )


@transaction.atomic
def participation_correct(*, actor: Actor, campaign: UUID, unit: UUID, category: str, reason: str) -> str:
    """Put one unit into the category that it belongs to, after an appeal was found right; the one it was in.

    The one way to change a category once people have voted: the results ask for it, and score again.
    Raises Refused.
    """
    require(actor, "campaigns.edit")
    found = Campaign.objects.select_for_update().get(id=campaign)
    part = found.participations.select_related("category").filter(unit=unit).first()
    place = found.categories.filter(code=category).first()
    if part is None or place is None:
        raise Refused(Text("没有这个单位或类别。", "There is no such unit or category."))
    before = part.category.code if part.category else ""
    if before == category:
        raise Refused(Text("单位已在这个类别。", "The unit is in this category already."))
    part.category = place
    part.save(update_fields=["category"])
    told = {"before": before, "category": category, "reason": reason}
    record(actor, "campaigns.participation.corrected", campaign, unit=unit, **told)
    return before


@transaction.atomic
def participations_remove(*, actor: Actor, campaign: UUID, units: Iterable[UUID]) -> int:
    """Take units out of the campaign; how many were in it."""
    found = before_voting(actor, campaign)
    wanted = set(units)
    going = found.participations.filter(unit__in=wanted)
    number = going.count()
    going.delete()
    if number:
        record(actor, "campaigns.participation.removed", campaign, units=sorted(map(str, wanted)))
    return number


@transaction.atomic
def participations_copy(*, actor: Actor, campaign: UUID, source: UUID) -> int:
    """Take over the appraised units of another campaign, where a category of the same code or name exists.

    Exemptions are not taken over: each holds for one campaign alone (F120).
    """
    found = before_voting(actor, campaign)
    here = set(found.participations.values_list("unit", flat=True))
    codes = {name: code for code, name in found.categories.values_list("code", "name")}
    codes |= {code: code for code in codes.values()}
    groups: dict[str, list[UUID]] = {}
    earlier = Participation.objects.filter(campaign=source, status=Participation.Status.APPRAISED)
    if found.inside_id is not None:
        earlier = earlier.filter(unit__in=within(found.inside_id))
    for part in earlier.exclude(unit__in=here).select_related("category"):
        own = part.category
        code = codes.get(own.code) or codes.get(own.name) if own else None
        if code:
            groups.setdefault(code, []).append(part.unit_id)
    for code, units in groups.items():
        participations_set(actor=actor, campaign=campaign, units=units, category=code)
    copied = sum(len(units) for units in groups.values())
    if not copied:
        raise Refused(
            Text(
                "没有可以沿用的单位：两次评议的类别名称或代码不同，或单位都已在名单里。",
                "There is nothing to take over: the categories differ, or every unit is in already.",
            )
        )
    return copied
