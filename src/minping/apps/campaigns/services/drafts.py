"""The draft of the scheme: begun from a preset, a file or the frozen version; changed; changes undone."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.campaigns.models import Campaign, SchemeEdit, SchemeVersion
from minping.apps.campaigns.schemes import scheme_in
from minping.apps.campaigns.services.found import draft_of, editable_campaign, voting_begun
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import RefusedInput, Text
from minping.core.scheme.canonical import from_canonical, scheme_hash, to_canonical
from minping.core.scheme.model import Scheme
from minping.core.scheme.presets import load_preset, preset_names
from minping.core.scheme.reader import read_scheme

LATE = Text("已有轮次开始投票，方案不能再修订。", "A round has begun; the scheme can no longer be amended.")
REVISED = Text(
    "方案已冻结。要修改请先建立修订稿。", "The scheme is frozen. Begin an amended version to change it."
)


class StaleDraft(Refused):
    """The draft has changed since the form was opened; what was filled in is not lost."""


@transaction.atomic
def scheme_draft_from_preset(*, actor: Actor, campaign: UUID, preset: str) -> UUID:
    """Make a preset the draft; what was the draft stays among its edits. The version's id."""
    if preset not in preset_names():
        raise Refused(Text("没有这个内置方案。", "There is no such preset."))
    scheme = load_preset(preset)
    told = Text(f"选用内置方案“{scheme.title}”", f"took the preset “{scheme.title}”")
    return _taken(actor, campaign, scheme, told, preset)


@transaction.atomic
def scheme_draft_from_yaml(*, actor: Actor, campaign: UUID, text: bytes, name: str) -> UUID:
    """Make a file (YAML, or the JSON of a frozen scheme) the draft. Raises Refused with every finding."""
    try:
        frozen = text.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
        scheme = from_canonical(text, name) if frozen else read_scheme(text, name)
    except RefusedInput as refused:
        raise Refused(
            Text(
                f"「{name}」不能用作方案，现有草稿没有改动。请按下列提示修改后重新上传。",
                f"“{name}” cannot be used as a scheme; the draft is unchanged. Mend what follows and try again.",
            ),
            refused.findings,
        ) from refused
    return _taken(actor, campaign, scheme, Text(f"上传方案“{name}”", f"uploaded “{name}”"), "")


def _taken(actor: Actor, campaign: UUID, scheme: Scheme, told: Text, preset: str) -> UUID:
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    draft = SchemeVersion.objects.select_for_update().filter(campaign=found, frozen=False).first()
    if draft is None:
        _may_begin(found)
        return draft_begun(actor, found, scheme, preset, told).id
    draft.preset = preset
    draft.save(update_fields=["preset"])
    keep_edit(actor, draft, scheme, told)
    return draft.id


def _may_begin(campaign: Campaign) -> None:
    if campaign.schemes.filter(frozen=True).exists() and voting_begun(campaign.id):
        raise Refused(LATE)


def draft_begun(
    actor: Actor, campaign: Campaign, scheme: Scheme, preset: str = "", told: Text | None = None
) -> SchemeVersion:
    """A new draft version with its first edit. Needs a transaction and no draft yet."""
    last = campaign.schemes.aggregate(last=Max("number"))["last"] or 0
    draft = SchemeVersion(campaign=campaign, number=last + 1, preset=preset, canonical=b"", digest="")
    draft.canonical, draft.digest = to_canonical(scheme), scheme_hash(scheme)
    draft.save()
    keep_edit(actor, draft, scheme, told or Text("建立草稿", "began the draft"))
    return draft


def keep_edit(actor: Actor, draft: SchemeVersion, scheme: Scheme, told: Text) -> str:
    """Make ``scheme`` the draft's present content, as a new edit; its digest."""
    content, digest = to_canonical(scheme), scheme_hash(scheme)
    last = draft.edits.aggregate(last=Max("number"))["last"] or 0
    SchemeEdit.objects.create(
        version=draft,
        number=last + 1,
        previous=draft.revision or None,
        canonical=content,
        digest=digest,
        told={"zh": told.zh, "en": told.en},
        by=actor.name,
        at=now(),
    )
    before, draft.canonical, draft.digest, draft.revision = draft.digest, content, digest, last + 1
    draft.save(update_fields=["canonical", "digest", "revision"])
    record(
        actor,
        "campaigns.scheme.changed",
        draft.campaign_id,
        version=draft.number,
        edit=last + 1,
        told=told.zh,
        before=before,
        after=digest,
    )
    return digest


@transaction.atomic
def scheme_change(*, actor: Actor, campaign: UUID, scheme: Scheme, told: Text, base: str = "") -> str:
    """Replace the draft's content; its new hash. Raises StaleDraft when ``base`` is no longer the draft's
    hash, Refused for a scheme that does not hold together."""
    require(actor, "campaigns.edit")
    editable_campaign(campaign)
    draft = draft_of(campaign)
    if base and base != draft.digest:
        raise StaleDraft(
            Text(
                "打开此页后方案有了别的改动，请核对后再保存。",
                "The scheme has changed since this page was opened; look again before you save.",
            )
        )
    checked(scheme)
    if scheme_hash(scheme) == draft.digest:
        return draft.digest
    return keep_edit(actor, draft, scheme, told)


def checked(scheme: Scheme) -> Scheme:
    """The scheme as it reads back from its canonical form. Raises Refused with every finding."""
    try:
        return from_canonical(to_canonical(scheme), "")
    except RefusedInput as refused:
        raise Refused(
            Text(
                "这样改后方案前后不一致，没有保存。",
                "The scheme would not hold together; nothing was saved.",
            ),
            refused.findings,
        ) from refused


@transaction.atomic
def scheme_undo(*, actor: Actor, campaign: UUID) -> None:
    """Go back to the edit before the present one."""
    require(actor, "campaigns.edit")
    editable_campaign(campaign)
    draft = draft_of(campaign)
    present = draft.edits.filter(number=draft.revision).first()
    if present is None or present.previous is None:
        raise Refused(Text("没有可以撤销的改动。", "There is nothing to undo."))
    _go_to(actor, draft, present.previous, "undone")


@transaction.atomic
def scheme_restore(*, actor: Actor, campaign: UUID, edit: int) -> None:
    """Make an earlier (or undone) edit the present one."""
    require(actor, "campaigns.edit")
    editable_campaign(campaign)
    _go_to(actor, draft_of(campaign), edit, "restored")


def _go_to(actor: Actor, draft: SchemeVersion, number: int, act: str) -> None:
    edit = draft.edits.filter(number=number).first()
    if edit is None:
        raise Refused(Text("没有这次改动。", "There is no such change."))
    before = draft.digest
    draft.canonical, draft.digest, draft.revision = bytes(edit.canonical), edit.digest, edit.number
    draft.save(update_fields=["canonical", "digest", "revision"])
    record(
        actor,
        f"campaigns.scheme.{act}",
        draft.campaign_id,
        version=draft.number,
        edit=number,
        before=before,
        after=edit.digest,
    )


@transaction.atomic
def scheme_amend(*, actor: Actor, campaign: UUID) -> UUID:
    """Begin an amended version from the frozen one, before the first ballot only."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    frozen = found.schemes.filter(frozen=True).order_by("-number").first()
    if frozen is None or found.schemes.filter(frozen=False).exists():
        raise Refused(Text("已有草稿，直接修改即可。", "There is a draft already; change that."))
    if voting_begun(campaign):
        raise Refused(LATE)
    scheme = scheme_in(frozen.canonical)
    told = Text(f"从第{frozen.number}版开始修订", f"began to amend version {frozen.number}")
    return draft_begun(actor, found, scheme, frozen.preset, told).id


@transaction.atomic
def scheme_discard(*, actor: Actor, campaign: UUID) -> None:
    """Give up an amended version; the frozen one stays in force."""
    require(actor, "campaigns.edit")
    found = editable_campaign(campaign)
    draft = draft_of(campaign)
    if not found.schemes.filter(frozen=True).exists():
        raise Refused(
            Text("还没有冻结的方案，草稿不能放弃。", "No version is frozen yet; the draft must stay.")
        )
    draft.delete()
    record(actor, "campaigns.scheme.discarded", campaign, version=draft.number)
