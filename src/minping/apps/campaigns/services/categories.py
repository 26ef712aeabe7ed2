"""Categories of units within a campaign."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.campaigns.services.found import (
    GONE,
    editable_campaign,
    set_all,
    voting_begun,
    words_needed,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text
from minping.core.scheme.model import Scheme

BEGUN = Text(
    "已有轮次开始投票，参评单位和类别不能再改。",
    "A round has begun; units and categories can no longer be changed.",
)


def before_voting(actor: Actor, campaign: UUID) -> Campaign:
    """The campaign while units and categories may still change. Raises Refused."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    if voting_begun(campaign):
        raise Refused(BEGUN)
    return found


@transaction.atomic
def category_create(*, actor: Actor, campaign: UUID, name: str, code: str = "") -> UUID:
    """Add a category; its code (the scheme's) is the name unless given."""
    found = before_voting(actor, campaign)
    name = words_needed(name, "类别名称", "name of the category", 60)
    code = words_needed(code or name, "代码", "code", 40)
    if found.categories.filter(code=code).exists():
        raise Refused(Text(f"已有代码为「{code}」的类别。", f"There is a category “{code}” already."))
    last = found.categories.aggregate(last=Max("order"))["last"]
    made = Category.objects.create(
        campaign=found, code=code, name=name, order=0 if last is None else last + 1
    )
    record(actor, "campaigns.category.created", campaign, code=code, name=name)
    return made.id


@transaction.atomic
def category_edit(*, actor: Actor, category: UUID, **changes: object) -> None:
    """Change ``name`` or ``order``; the code stays, since the scheme refers to it."""
    found = _category(category)
    before_voting(actor, found.campaign_id)
    if "name" in changes:
        changes["name"] = words_needed(str(changes["name"]), "类别名称", "name of the category", 60)
    told = set_all(found, changes, frozenset({"name", "order"}))
    if told:
        record(actor, "campaigns.category.edited", found.campaign_id, code=found.code, **told)


@transaction.atomic
def category_remove(*, actor: Actor, category: UUID) -> None:
    """Remove a category that no unit is in."""
    found = _category(category)
    before_voting(actor, found.campaign_id)
    inside = Participation.objects.filter(category=found).count()
    if inside:
        raise Refused(
            Text(
                f"类别「{found.name}」还有{inside}个单位，请先移走。",
                f"Category “{found.name}” still holds {inside} units; move them first.",
            )
        )
    found.delete()
    record(actor, "campaigns.category.removed", found.campaign_id, code=found.code)


@transaction.atomic
def categories_from_scheme(*, actor: Actor, campaign: UUID, scheme: Scheme) -> int:
    """Add the categories of the scheme that the campaign lacks; how many were added."""
    found = before_voting(actor, campaign)
    known = set(found.categories.values_list("code", flat=True))
    lacking = [c for c in scheme.categories.values() if c.code not in known]
    for category in lacking:
        category_create(actor=actor, campaign=campaign, name=category.name[:60], code=category.code)
    return len(lacking)


def _category(category: UUID) -> Category:
    found = Category.objects.select_for_update().filter(id=category).first()
    if found is None:
        raise Refused(GONE)
    return found
