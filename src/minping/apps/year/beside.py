"""What runs beside the steps of the year from its launch to its end: commitments, opinions, rectification, promises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from minping.apps.assessments import selectors as assessments
from minping.apps.casework import selectors as casework
from minping.apps.commitments import selectors as commitments
from minping.apps.foundation.actors import Actor
from minping.apps.opinions import selectors as opinions
from minping.apps.oversight.hearings.selectors import promises_of
from minping.apps.partners import selectors as partners
from minping.core.findings import Text


@dataclass(frozen=True)
class Beside:
    """One kind of work with how far it is; ``late``: how much of it is past its day."""

    title: Text
    says: Text
    link: str
    late: int = 0


def beside_of(campaign: UUID, actor: Actor) -> Sequence[Beside]:
    """What this person may know of the work that runs all through the year (F047)."""
    if not actor.may("casework.edit") and not actor.may("opinions.view"):
        return []
    return list(_beside(campaign))


def _beside(campaign: UUID) -> Iterator[Beside]:
    asked = f"?campaign={campaign}"
    kept = commitments.stand_of(campaign)
    yield Beside(
        Text("公开承诺", "commitments"),
        Text(
            f"{kept.units}个单位，已公开{kept.published}个；承诺{kept.promises}项，已兑现{kept.kept}项",
            f"{kept.published} of {kept.units} units; {kept.kept} of {kept.promises} promises kept",
        ),
        reverse("commitments:board") + asked,
        kept.not_kept,
    )
    said = opinions.counts(campaign)
    yield Beside(
        Text("群众意见", "opinions"),
        Text(f"共{said.total}条，待办理{said.open}条", f"{said.total} in all, {said.open} to deal with"),
        reverse("opinions:desk") + asked,
        said.late,
    )
    stand = casework.stand_of(campaign)
    yield Beside(
        Text("问题整改", "rectification"),
        Text(
            f"在办{stand.open}个，已销号{stand.cleared}个，长期挂账{stand.long_term}个",
            f"{stand.open} open, {stand.cleared} cleared, {stand.long_term} long-term",
        ),
        reverse("casework:ledger") + asked,
        stand.overdue,
    )
    promised = promises_of(campaign)
    yield Beside(
        Text("听证承诺", "promises at hearings"),
        Text(
            f"{len(promised)}项，已落实{sum(one.mark == 'done' for one in promised)}项",
            f"{sum(one.mark == 'done' for one in promised)} of {len(promised)} kept",
        ),
        reverse("oversight:hearings") + asked,
        sum(one.mark == "late" for one in promised),
    )
    yield from _numbers(campaign, asked)


def _numbers(campaign: UUID, asked: str) -> Iterator[Beside]:
    """The daily assessment and what others hand in, where the campaign has them."""
    daily = assessments.daily_stand(campaign)
    if daily is not None:
        frozen = Text("，已截止冻结", ", frozen") if daily.frozen else Text("", "")
        yield Beside(
            Text("日常考评", "daily assessment"),
            Text(
                f"{daily.entries}条记录，待告知{daily.proposed}条，有异议{daily.objected}条{frozen.zh}",
                f"{daily.entries} entries, {daily.proposed} to show, {daily.objected} objected to{frozen.en}",
            ),
            reverse("assessments:board") + asked,
        )
    stands: list[partners.ComponentStand | partners.SiteStand] = [*partners.reports_stand(campaign)]
    stands += partners.site_stand(campaign)
    if stands:
        signed = sum(one.state in {"signed", "absent"} for one in stands)
        yield Beside(
            Text("数据报送", "reports of partners"),
            Text(f"{len(stands)}项，已签字{signed}项", f"{signed} of {len(stands)} signed"),
            reverse("partners:board") + asked,
            sum(one.late for one in stands),
        )
