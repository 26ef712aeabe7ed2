"""The broadcaster's schedule: planned, recorded, called off; and the table that is made of it."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.written import said, short
from minping.apps.partners.families import BROADCAST
from minping.apps.partners.models import Airing, Component
from minping.apps.partners.programmes.record import COUNTS, as_table, record_of
from minping.apps.partners.scope import names_of, taking_part
from minping.apps.partners.services.found import GONE, as_partner_or_office, held, still_open
from minping.apps.partners.services.submissions import submission_take
from minping.core.findings import Text

_YEARS = 1
_NAMED = 5


@dataclass(frozen=True)
class Plan:
    """``guest``: who is expected on air, name and post."""

    on: date
    programme: str
    unit: UUID
    guest: str = ""


@dataclass(frozen=True)
class Attendance:
    """``attended``: head, substitute, absent. ``who``, ``post``: name and office of whoever came."""

    attended: str
    who: str = ""
    post: str = ""
    raised: int | None = None
    closed: int | None = None
    rated: int | None = None
    satisfied: int | None = None
    note: str = ""


@transaction.atomic
def airing_plan(*, actor: Actor, component: UUID, plan: Plan, airing: UUID | None = None) -> UUID:
    """Put a unit's turn on the schedule, or move it before it is recorded."""
    found = _schedule(actor, component)
    one = _planned(found, airing) if airing else Airing(component=found)
    one.programme = said(plan.programme, Text("栏目", "programme"), 60)
    one.guest = short(plan.guest, Text("拟上线人员", "who is expected"), 100)
    if plan.unit not in taking_part(found.campaign_id):
        raise Refused(Text("请选择本次评议的参评单位。", "Choose a unit that takes part in this campaign."))
    day_fits(found, plan.on)
    one.on, one.unit_id = plan.on, plan.unit
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as fault:
        raise Refused(
            Text(
                "同一天、同一栏目已经安排了这个单位。",
                "This unit has a turn in that programme on that day already.",
            )
        ) from fault
    act = "moved" if airing else "planned"
    record(actor, f"partners.airing.{act}", one.id, unit=one.unit_id, on=one.on, programme=one.programme)
    return one.id


@transaction.atomic
def airing_record(*, actor: Actor, airing: UUID, said: Attendance) -> None:
    """Record who came and what became of what citizens raised; again as long as the table is not signed."""
    one = _one(airing)
    found = _schedule(actor, one.component_id)
    _still_open(found, one.on)
    if one.called_off:
        raise Refused(Text("这一场已停播，不用登记。", "This programme was called off; nothing is recorded."))
    attendance_put(one, said, actor.name)
    one.save()
    record(actor, "partners.airing.recorded", one.id, unit=one.unit_id, on=one.on, **asdict(said))


def attendance_put(one: Airing, told: Attendance, by: str) -> None:
    """Write into the turn who came, and what became of it. Raises Refused for what cannot be."""
    if one.on > today():
        raise Refused(Text("节目还没有播出，播出以后再登记。", "It is still to come; record it afterwards."))
    if told.attended not in Airing.Attended.values:
        raise Refused(
            Text("请选择谁上线：主要领导、替代或缺席。", "Say who was on air: head, substitute or nobody.")
        )
    here = told.attended != Airing.Attended.ABSENT
    one.attended = told.attended
    one.who = said(told.who, Text("上线人员姓名", "who was on air"), 60) if here else ""
    one.post = short(told.post, Text("职务", "office held"), 60) if here else ""
    if told.attended == Airing.Attended.SUBSTITUTE and not one.post:
        raise Refused(
            Text("替代上线的，请写明代替人的职务。", "Of a substitute, say which office that person holds.")
        )
    for name in COUNTS:
        setattr(one, name, getattr(told, name))
    for rule in BROADCAST.rules:
        _at_most(one, rule.parts[0], rule.whole)
    one.note = short(told.note, Text("说明", "note"), 300)
    one.recorded_name, one.recorded_at = by, now()


def _at_most(one: Airing, part: str, whole: str) -> None:
    less, more = getattr(one, part), getattr(one, whole)
    a, b = BROADCAST.column(part), BROADCAST.column(whole)
    if less is not None and more is None:
        raise Refused(Text(f"填了{a.zh}，也请填{b.zh}。", f"With “{a.en}”, fill in “{b.en}” too."))
    if less is not None and less > more:
        raise Refused(Text(f"{a.zh} {less} 大于{b.zh} {more}。", f"{a.en} {less} exceeds {b.en} {more}."))


@transaction.atomic
def airing_call_off(*, actor: Actor, airing: UUID, reason: str) -> None:
    """The programme was not made: it counts for nobody, and the reason stays to be read."""
    one = _one(airing)
    found = _schedule(actor, one.component_id)
    _still_open(found, one.on)
    if one.called_off:
        raise Refused(GONE)
    if one.attended:
        raise Refused(
            Text(
                "这一场已登记上线情况，说明节目已经播出，不能改为停播。",
                "Who was on air is recorded: the programme was made and cannot be called off.",
            )
        )
    one.called_off = said(reason, Text("停播的原因", "why it was called off"), 200)
    one.save(update_fields=["called_off"])
    record(actor, "partners.airing.called_off", one.id, unit=one.unit_id, on=one.on, reason=one.called_off)


@transaction.atomic
def record_take(*, actor: Actor, component: UUID) -> UUID:
    """Make the component's table of the record, as a draft to be checked and signed.

    Refused while a programme is not recorded or still to come.
    """
    found = held(component)
    as_partner_or_office(actor, found)
    if found.every:
        raise Refused(
            Text("分期报送的，请在各期生成报送表。", "With periods, make the table in each period.")
        )
    _complete(found)
    names = names_of(found.campaign_id)
    if names.scheme is None:
        raise Refused(Text("还没有评议方案。", "There is no scheme yet."))
    read, faults = as_table(found, names)
    if faults:
        raise Refused(
            Text("登记的情况还不能生成报送表。", "The table cannot be made of the record yet."), faults
        )
    made, _ = submission_take(actor=actor, component=found.id, read=read, names=names)
    return made


def _complete(found: Component) -> None:
    told = record_of(found)
    if not told.planned:
        raise Refused(Text("本期没有安排节目。", "No programme was planned in this period."))
    if told.lacking:
        first = "、".join(f"{one.on.isoformat()} {one.programme}" for one in told.lacking[:_NAMED])
        more = len(told.lacking)
        raise Refused(
            Text(
                f"有{more}场没有登记上线情况：{first}{'等' if more > _NAMED else ''}。请逐场登记，停播的写明原因。",
                f"{more} programmes are not recorded: {first}. Record each, or call it off with the reason.",
            )
        )
    if told.ahead:
        raise Refused(
            Text(
                f"还有{told.ahead}场没有播出登记，全部登记后再生成。",
                f"{told.ahead} programmes are still to come; make the table once all are recorded.",
            )
        )


def _schedule(actor: Actor, component: UUID) -> Component:
    """The broadcaster's task, held. Raises NotAllowed for another partner, Refused for another table."""
    found = held(component)
    as_partner_or_office(actor, found)
    if found.family != BROADCAST.code or found.parent_id:
        raise Refused(GONE)
    return found


def _one(airing: UUID) -> Airing:
    found = Airing.objects.select_for_update().filter(id=airing).first()
    if found is None:
        raise Refused(GONE)
    return found


def _planned(found: Component, airing: UUID) -> Airing:
    one = _one(airing)
    if one.component_id != found.id or one.attended or one.called_off:
        raise Refused(
            Text("已登记或停播的场次不能再改排期。", "What is recorded or called off is planned no more.")
        )
    _still_open(found, one.on)
    return one


def day_fits(found: Component, on: date) -> None:
    """Raises Refused for a day outside the task's period, or whose table is signed."""
    _still_open(found, on)
    if (found.since and on < found.since) or (found.until and on > found.until):
        since, until = found.since or "", found.until or ""
        raise Refused(
            Text(f"日期不在报送期间（{since}至{until}）之内。", f"The day lies outside {since} – {until}.")
        )
    if abs(on.year - found.campaign.year) > _YEARS:
        raise Refused(
            Text(
                f"日期不在{found.campaign.year}年度内，请核对。",
                f"The day is far from {found.campaign.year}.",
            )
        )


def _still_open(found: Component, on: date) -> None:
    """Raises Refused when the table that has this day is signed."""
    days = Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on)
    period = Component.objects.select_related("campaign").filter(*days, parent=found).first()
    closed = still_open(period or found)
    if closed is not None:
        raise Refused(closed)
