"""What other rooms may know of what partners and sites handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from minping.apps.foundation.clock import today
from minping.apps.partners.exact import read
from minping.apps.partners.families import SITE
from minping.apps.partners.models import Component, Feed, Figure, Submission
from minping.apps.partners.signing import changed
from minping.apps.partners.sites import counts_of, participation_of
from minping.apps.units.selectors import unit_lines
from minping.core.scoring.inputs import ParticipationRow, ReportRow
from minping.core.tally.counts import Counts, merged

WAITING, DRAFT, SIGNED, REOPENED, ABSENT = "waiting", "draft", "signed", "reopened", "absent"
State = Submission.State


@dataclass(frozen=True)
class ComponentStand:
    """How far one partner's component is. ``component``: its title; ``codes``: the components of the scheme
    that it supplies. ``state``: waiting (nothing yet), draft (taken in, not signed), signed, reopened; of a
    period also absent. ``periods``: those of a year that is handed in by periods, in order."""

    id: UUID
    component: str
    codes: tuple[str, ...]
    partner: UUID
    partner_name: str
    family: str
    due: date
    state: str
    rows: int
    signed_by: str
    signed_at: datetime | None
    changed_after_signing: bool
    late: bool
    until: date | None = None
    reason: str = ""
    periods: "tuple[ComponentStand, ...]" = ()

    @property
    def lacking(self) -> "tuple[ComponentStand, ...]":
        """Periods that are neither signed nor signed as absent."""
        return tuple(one for one in self.periods if one.state not in {SIGNED, ABSENT})


@dataclass(frozen=True)
class SiteStand:
    """How far one site's session is. ``state`` as above, and absent: signed, with ``reason``."""

    id: UUID
    site: str
    unit: UUID
    unit_name: str
    due: date
    state: str
    issued: int | None
    returned: int | None
    signed_by: str
    signed_at: datetime | None
    reason: str
    changed_after_signing: bool
    late: bool


def uses_partners(campaign: UUID) -> bool:
    """Whether partners hand in components of this campaign here."""
    return Component.objects.filter(campaign=campaign).exclude(family=SITE).exists()


def uses_sites(campaign: UUID) -> bool:
    """Whether sites report their sessions of this campaign here."""
    return Component.objects.filter(campaign=campaign, family=SITE).exists()


def report_rows(campaign: UUID) -> tuple[ReportRow, ...]:
    """What partners signed, newest version, by component and unit. Totals and statements that only prove
    the table right stay in it."""
    fed = Feed.objects.filter(
        campaign=campaign, component=OuterRef("submission__component"), code=OuterRef("code")
    )
    found = (
        Figure.objects.filter(submission__component__campaign=campaign, submission__state=State.SIGNED)
        .filter(Exists(fed), unit__isnull=False)
        .select_related("submission__component", "unit")
        .order_by("code", "unit__code", "id")
    )
    return tuple(_row(one) for one in found)


def _row(one: Figure) -> ReportRow:
    signed = one.submission
    return ReportRow(
        unit=one.unit.code if one.unit else "",
        component=one.code,
        value=read(one.value),
        numerator=read(one.numerator),
        denominator=read(one.denominator),
        applicable=one.applicable,
        source=one.source or signed.component.title,
        signer=signed.signer,
        date=localdate(signed.signed_at).isoformat() if signed.signed_at else "",
        note=one.note,
    )


def newest(components: Iterable[UUID]) -> dict[UUID, Submission]:
    """Component → the delivery in force (draft or signed), with all that its digest covers."""
    found = (
        Submission.objects.filter(component__in=list(components), state__in=[State.DRAFT, State.SIGNED])
        .select_related("component__parent")
        .prefetch_related("component__feeds", "component__parent__feeds", "lines", "figures")
    )
    return {one.component_id: one for one in found}


def reports_stand(campaign: UUID) -> Sequence[ComponentStand]:
    """Every component of the campaign, by its due day; periods below their years."""
    found = Component.objects.filter(campaign=campaign).exclude(family=SITE)
    every = list(found.select_related("parent").prefetch_related("feeds", "parent__feeds"))
    stands = {one.id: stand for one, stand in zip(every, _component_stands(every), strict=True)}
    below: dict[UUID, list[Component]] = {}
    for one in every:
        if one.parent_id:
            below.setdefault(one.parent_id, []).append(one)
    return [
        _with_periods(stands[one.id], [stands[period.id] for period in below.get(one.id, ())])
        for one in every
        if not one.parent_id
    ]


def _with_periods(year: ComponentStand, periods: list[ComponentStand]) -> ComponentStand:
    """The year with what its periods say of it."""
    if not periods:
        return year
    ordered = tuple(sorted(periods, key=lambda one: one.until or one.due))
    begun = any(one.state != WAITING for one in ordered)
    return replace(
        year,
        periods=ordered,
        state=DRAFT if year.state == WAITING and begun else year.state,
        changed_after_signing=year.changed_after_signing or any(one.changed_after_signing for one in ordered),
        late=year.late or any(one.late and one.state not in {SIGNED, ABSENT} for one in ordered),
    )


def awaited(campaign: UUID) -> Sequence[ComponentStand]:
    """What partners are to hand in now: of a year by periods, those that have ended, and the year itself once
    all of them are there."""
    found: list[ComponentStand] = []
    for one in reports_stand(campaign):
        found += [period for period in one.periods if period.until and period.until < today()]
        if not one.lacking:
            found.append(one)
    return found


def _component_stands(components: Sequence[Component]) -> list[ComponentStand]:
    held, names = newest(one.id for one in components), _names(components)
    reopened = _reopened(components)
    return [
        ComponentStand(
            id=one.id,
            component=one.title,
            codes=tuple(feed.code for feed in one.supplies),
            partner=one.partner_id,
            partner_name=names[one.partner_id],
            family=one.family,
            due=one.due,
            state=_state(one, there, one.id in reopened),
            rows=len(there.lines.all()) if there else 0,
            signed_by=one.absent_name or (there.signer if there else ""),
            signed_at=one.absent_at or (there.signed_at if there else None),
            changed_after_signing=changed(there) if there else False,
            late=_late(one, there),
            until=one.until,
            reason=one.absent_reason,
        )
        for one in components
        for there in [held.get(one.id)]
    ]


def site_stand(campaign: UUID) -> Sequence[SiteStand]:
    """Every site of the campaign, by its due day."""
    return _site_stands(list(Component.objects.filter(campaign=campaign, family=SITE)))


def stand_of(component: Component) -> ComponentStand | SiteStand:
    """How far one of them is."""
    if component.family == SITE:
        return _site_stands([component])[0]
    periods = list(component.periods.all())
    return _with_periods(_component_stands([component])[0], _component_stands(periods))


def _site_stands(sites: Sequence[Component]) -> list[SiteStand]:
    held, names, reopened = newest(one.id for one in sites), _names(sites), _reopened(sites)
    return [
        SiteStand(
            id=one.id,
            site=one.title,
            unit=one.partner_id,
            unit_name=names[one.partner_id],
            due=one.due,
            state=_state(one, there, one.id in reopened),
            issued=there.issued if there else None,
            returned=there.returned if there else None,
            signed_by=one.absent_name or (there.signer if there else ""),
            signed_at=one.absent_at or (there.signed_at if there else None),
            reason=one.absent_reason,
            changed_after_signing=changed(there) if there else False,
            late=_late(one, there),
        )
        for one in sites
        for there in [held.get(one.id)]
    ]


def site_counts(campaign: UUID) -> tuple[Counts, tuple[ParticipationRow, ...]]:
    """Signed sessions: ballots counted per unit with the site as cluster, and papers issued and returned."""
    signed = list(
        Submission.objects.filter(component__campaign=campaign, component__family=SITE, state=State.SIGNED)
        .select_related("component__campaign")
        .prefetch_related("lines__unit")
        .order_by("component__title")
    )
    return merged(counts_of(one) for one in signed), participation_of(signed)


def session_counters(campaign: UUID) -> frozenset[UUID]:
    """Whoever took in or signed the count of a session: they do not count it again."""
    signed = Submission.objects.filter(
        component__campaign=campaign, component__family=SITE, state=State.SIGNED
    ).values_list("taken_by", "signed_by")
    return frozenset(one for pair in signed for one in pair if one is not None)


def _state(one: Component, there: Submission | None, reopened: bool) -> str:
    if one.absent_at:
        return ABSENT
    if there is None:
        return REOPENED if reopened else WAITING
    if there.state == State.SIGNED:
        return SIGNED
    return REOPENED if reopened else DRAFT


def _late(one: Component, there: Submission | None) -> bool:
    if one.absent_at:
        return False
    return there.late if there else one.due < today()


def _names(components: Iterable[Component]) -> dict[UUID, str]:
    return {unit.id: unit.name for unit in unit_lines({one.partner_id for one in components})}


def _reopened(components: Iterable[Component]) -> frozenset[UUID]:
    """Components whose newest signed version was opened again."""
    ids = [one.id for one in components]
    found = Submission.objects.filter(component__in=ids, state=State.REOPENED)
    return frozenset(found.values_list("component", flat=True))
