"""Deliveries: taken in from a checked table, taken back, signed."""

import hashlib
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.evidence import files_of
from minping.apps.partners.exact import written
from minping.apps.partners.families import SITE
from minping.apps.partners.models import Component, Figure, Line, Submission
from minping.apps.partners.programmes.record import outrun
from minping.apps.partners.scope import Names, names_of
from minping.apps.partners.services.found import (
    GONE,
    as_partner_or_office,
    held,
    in_force,
    require_open,
    require_periods,
)
from minping.apps.partners.signing import SHELF, digest_of
from minping.apps.partners.sites import WHOLE
from minping.apps.partners.tables import TableRead
from minping.core.findings import Text

State = Submission.State


@transaction.atomic
def submission_take(
    *, actor: Actor, component: UUID, read: TableRead, names: Names
) -> tuple[UUID, UUID | None]:
    """Write a table as the next version; the draft before it is replaced. Both their ids."""
    found = held(component)
    office = as_partner_or_office(actor, found)
    require_open(found)
    before = in_force(found)
    if before is not None:
        before.state = State.REPLACED
        before.save(update_fields=["state"])
    last = found.submissions.order_by("-number").first()
    made = Submission.objects.create(
        component=found,
        number=last.number + 1 if last else 1,
        late=found.due < today(),
        taken_by=actor.id,
        taken_name=actor.name,
        taken_at=now(),
        by_office=office,
    )
    _write(made, read, names)
    record(
        actor, "partners.submission.taken", found.id, number=made.number, rows=len(read.lines), late=made.late
    )
    return made.id, before.id if before else None


def _write(made: Submission, read: TableRead, names: Names) -> None:
    Line.objects.bulk_create(
        Line(
            submission=made,
            row=one.row,
            unit_id=names.ids.get(one.unit),
            label=one.label,
            cells=dict(one.cells),
        )
        for one in read.lines
    )
    Figure.objects.bulk_create(
        Figure(
            submission=made,
            unit_id=names.ids.get(one.unit),
            code=one.component,
            value=written(one.value),
            numerator=written(one.numerator),
            denominator=written(one.denominator),
            applicable=one.applicable,
            source=one.source,
            note=one.note,
            part_of=one.part_of,
            breakdown=one.breakdown,
        )
        for one in read.figures
    )


def submission_keep(*, submission: UUID, name: str, raw: bytes) -> None:
    """Keep the file whose rows were taken in, byte for byte."""
    Submission.objects.filter(id=submission).update(
        file_name=name[:200], file_sha256=hashlib.sha256(raw).hexdigest(), stored=SHELF.keep(raw)
    )


@transaction.atomic
def submission_undo(*, actor: Actor, submission: UUID, before: UUID | None) -> None:
    """Take a delivery back until it is signed; the draft that it replaced stands again."""
    found = Submission.objects.select_related("component").filter(id=submission).first()
    if found is None:
        raise Refused(GONE)
    component = held(found.component_id)
    as_partner_or_office(actor, component)
    found.refresh_from_db(fields=["state"])
    if found.state != State.DRAFT:
        raise Refused(
            Text(
                "这次报送已经签字或已被后来的报送替代，不能撤销。",
                "It was signed, or a later one took its place; it cannot be undone.",
            )
        )
    number, stored = found.number, found.stored
    found.delete()
    if before is not None:
        Submission.objects.filter(id=before, state=State.REPLACED).update(state=State.DRAFT)
    if stored and not Submission.objects.filter(stored=stored).exists():
        transaction.on_commit(lambda: SHELF.erase(stored))
    record(actor, "partners.submission.undone", component.id, number=number)


@transaction.atomic
def submission_sign(
    *, actor: Actor, component: UUID, signer: str, issued: int | None = None, returned: int | None = None
) -> str:
    """Sign the draft: from here on it never changes. Gives its digest.

    ``signer`` answers for it at the partner. The office signs on behalf only with the signed paper beside it.
    ``issued`` and ``returned``: papers of a site's session.
    """
    found = held(component)
    office = as_partner_or_office(actor, found)
    draft = _to_be_signed(found, signer, office)
    if found.family == SITE:
        draft.issued, draft.returned = _papers(draft, issued, returned)
    draft.state, draft.signer, draft.signed_at = State.SIGNED, signer.strip(), now()
    draft.signed_by, draft.signed_name, draft.by_office = actor.id, actor.name, office
    draft.component = found
    draft.digest = digest_of(draft)
    draft.save()
    record(
        actor,
        "partners.submission.signed",
        found.id,
        number=draft.number,
        digest=draft.digest,
        signer=draft.signer,
    )
    return draft.digest


def _to_be_signed(found: Component, signer: str, office: bool) -> Submission:
    """The draft, if nothing lacks. Raises Refused."""
    require_open(found)
    draft = in_force(found)
    if draft is None:
        raise Refused(
            Text("还没有导入数据，不能签字。", "Nothing was taken in yet: there is nothing to sign.")
        )
    if not signer.strip():
        raise Refused(Text("请填写签字的负责人。", "Say who answers for it."))
    if office and not files_of(draft.id):
        raise Refused(
            Text(
                "由评议办代签的，请先上传报送单位签字盖章的原件。",
                "To sign on behalf of the partner, upload the signed paper first.",
            )
        )
    _complete(found, draft)
    require_periods(found)
    if outrun(found, names_of(found.campaign_id), draft):
        raise Refused(
            Text(
                "生成报送表以后，节目登记又有变动。请重新生成、核对后再签字。",
                "The record of programmes has changed since the table was made. Make it again, check it, then sign.",
            )
        )
    return draft


def _complete(found: Component, draft: Submission) -> None:
    told = set(draft.figures.values_list("code", flat=True))
    missing = [feed.code for feed in found.supplies if feed.code not in told]
    if missing or not draft.lines.exists():
        zh, en = "、".join(missing) or "数据", ", ".join(missing) or "rows"
        raise Refused(
            Text(
                f"还没有{zh}，不能签字。请补全后重新导入。",
                f"Lacking: {en}. Complete the table and take it in again.",
            )
        )


def _papers(draft: Submission, issued: int | None, returned: int | None) -> tuple[int, int]:
    """Papers out and back, as the session's record says. No unit can have more ballots than came back."""
    if issued is None or returned is None:
        raise Refused(Text("请填写发出和收回的票数。", "Say how many papers were handed out and came back."))
    if returned > issued:
        raise Refused(
            Text(
                f"收回{returned}份，多于发出的{issued}份。这样的会议按规定应重开。",
                f"{returned} came back of {issued} handed out. Such a session has to be held again.",
            )
        )
    ballots = [sum(map(int, line.cells.values())) for line in draft.lines.filter(label=WHOLE)]
    most = max(ballots, default=0)
    if most > returned:
        raise Refused(
            Text(
                f"有单位得到{most}份票，多于收回的{returned}份。请核对。",
                f"A unit has {most} ballots, more than the {returned} that came back. Check them.",
            )
        )
    return issued, returned
