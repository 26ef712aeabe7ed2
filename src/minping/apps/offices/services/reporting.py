"""What a lower office tells the upper one of its own accord: news (F150) and the published result (F070)."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction

from minping.apps.campaigns.selectors import campaign_of, commentaries_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.offices.models import Letter, Peer
from minping.apps.offices.services.found import GONE, held_peer
from minping.apps.offices.services.sending import File, files_keep, letter_send
from minping.apps.results.selectors import public_data, publication_of
from minping.apps.results.upward import report_upward
from minping.apps.units.selectors import unit_lines
from minping.core.dispatch import Kind
from minping.core.findings import Text


@transaction.atomic
def information_send(
    *, actor: Actor, peer: UUID, title: str, text: str, files: Sequence[File] = ()
) -> Letter:
    """News of the work for the upper office, with pictures (without the place where they were taken) or documents."""
    require(actor, "offices.exchange")
    to = held_peer(peer, side=Peer.Side.UPPER)
    body, letter = {"text": said(text, Text("正文", "the text"), 8000)}, uuid4()
    return letter_send(
        actor=actor,
        peer=to,
        kind=Kind.INFORMATION,
        title=said(title, Text("标题", "the title"), 200),
        body=body,
        files=files_keep(actor, letter, files),
        letter=letter,
    )


@transaction.atomic
def result_send(*, actor: Actor, peer: UUID, campaign: UUID) -> Letter:
    """The published result: its public data, from which the upper office can compute it again, the report on the
    year, and what was said of each unit or section (F085)."""
    require(actor, "offices.exchange")
    to, found = held_peer(peer, side=Peer.Side.UPPER), campaign_of(campaign)
    if found is None:
        raise Refused(GONE)
    published = publication_of(campaign)
    if published is None:
        raise Refused(
            Text("结果还没有公布，不能上报。", "The result is not published yet; there is nothing to report.")
        )
    if not published.recomputable:
        raise Refused(
            Text(
                "这次公布没有公开全部细项，不能附上可供复算的数据。请改用内部公文上报。",
                "This publication does not show everything, so no data for recomputation may go with it.",
            )
        )
    said, names = dict(commentaries_of(campaign)), {one.id: one.name for one in unit_lines()}
    summary = said.pop(found.inside, None) if found.inside else None
    letter = uuid4()
    body = {
        "campaign": str(campaign),
        "title": found.title,
        "year": found.year,
        "run": published.run,
        "record": published.record_digest,
        "summary": summary.text if summary else "",
        "commentary": [[names.get(unit, ""), one.text] for unit, one in said.items()],
    }
    report = [(f"{found.title[:60]}报告.docx", report_upward(published.id))]
    return letter_send(
        actor=actor,
        peer=to,
        kind=Kind.RESULT,
        title=f"{found.title[:150]}结果",
        body=body,
        files=[("public.zip", public_data(published)), *files_keep(actor, letter, report)],
        letter=letter,
    )
