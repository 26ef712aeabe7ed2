"""What followed from the results of the demo: praise, interviews, cards, a recommendation; what waits for its body."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from minping.apps.accounts.selectors import actor_for
from minping.apps.accounts.services import NewGrant, grant_give
from minping.apps.consequences import services
from minping.apps.consequences.models import Measure
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.foundation.roles import Role
from minping.apps.results.outcomes import windows_of
from minping.apps.units.selectors import units_of
from minping.site.demo.campaign import Launched
from minping.site.demo.office import Office

Kind, Advice = Measure.Kind, Measure.Advice
BONUSES = (("优秀", "2"), ("良好", "1"))
ASKED = "整改群众反映集中的问题，做到窗口不断岗、一次性告知，整改情况书面报评议办。"
TOLD = "通报评议结果和群众反映的主要问题，指出差距，提出整改要求。"
CAUSES = "对窗口管理重视不够，分管领导到一线少；投诉办理没有专人跟踪。"
DONE = "已调整窗口负责人，增设帮办岗2个；投诉件专人跟踪，近两个月按时办结率100%。"


def act_on(office: Office, launched: Launched) -> None:
    """The finished year: everything decided, most of it done, some still on its way."""
    begun = launched.demo.scored + timedelta(days=20)
    with as_of(begun):
        services.measures_take(actor=office.clerk, campaign=launched.id)
        for ground, points in BONUSES:
            services.bonus_set(actor=office.lead, campaign=launched.id, ground=ground, points=points)
        for kind, opinion in (
            (Kind.PRAISE, "名列本类别前列，拟通报表扬。"),
            (Kind.INTERVIEW, "名列本类别末位，拟约谈主要负责人。"),
            (Kind.YELLOW_CARD, "列本类别末位，拟给予黄牌警告。"),
            (Kind.REPLACEMENT, "连续三年名列末位，拟建议调整主要负责人。"),
        ):
            services.measures_put(
                actor=office.clerk,
                measures=_ids(launched, kind),
                advice=Advice.AS_RULED,
                opinion=opinion,
            )
    with as_of(begun + timedelta(days=8)):
        _decide(office, launched)
    _praise(office, launched, begun + timedelta(days=12))
    _recommend(office, launched, begun + timedelta(days=15))
    _cards(office, launched, begun + timedelta(days=16))
    _interviews(office, launched, begun + timedelta(days=18))


def propose(office: Office, launched: Launched) -> None:
    """The half-year: interviews wait for the discipline body, praise of windows for the leading group."""
    with as_of(today() - timedelta(days=2)):
        services.measures_take(actor=office.clerk, campaign=launched.id)
        chosen = _ids(launched, Kind.INTERVIEW)
        services.measures_put(
            actor=office.clerk,
            measures=chosen[:-2],
            advice=Advice.AS_RULED,
            opinion="上半年名列本类别末位，拟在年底前约谈，督促整改。",
        )
        services.windows_praise(
            actor=office.clerk,
            campaign=launched.id,
            units=[one.unit for one in windows_of(launched.id)[:3]],
            opinion="群众满意度居同类窗口前列，拟通报表扬。",
        )


def _ids(launched: Launched, kind: str) -> list[UUID]:
    return [one.id for one in _measures(launched, kind)]


def _measures(launched: Launched, kind: str) -> Sequence[Measure]:
    return list(Measure.objects.filter(campaign=launched.id, kind=kind).order_by("pool", "unit__code"))


def _decide(office: Office, launched: Launched) -> None:
    """The body in charge follows most proposals, not all."""
    for kind, body in (
        (Kind.PRAISE, office.group),
        (Kind.REPLACEMENT, office.group),
        (Kind.INTERVIEW, office.discipline),
        (Kind.YELLOW_CARD, office.discipline),
    ):
        for measure, decision, reason in _decisions(_measures(launched, kind)):
            services.measure_decide(actor=body, measure=measure, decision=decision, reason=reason)


def _decisions(measures: Sequence[Measure]) -> Iterator[tuple[UUID, str, str]]:
    for at, measure in enumerate(measures):
        if measure.kind == Kind.INTERVIEW and at == 1:
            yield measure.id, Advice.TALK_FIRST, "主要负责人到任不足三个月，先作提醒谈话。"
        elif measure.kind == Kind.YELLOW_CARD and at == 2:
            yield measure.id, Advice.WAIVE, "与前一名相差不到0.5分，且群众投诉逐季下降，不予采取。"
        elif measure.kind == Kind.REPLACEMENT and "行政" not in measure.pool:
            yield measure.id, Advice.WAIVE, "本类别单位少，名次相差不大，今年不提出调整建议，继续观察。"
        else:
            yield measure.id, Advice.AS_RULED, "事实清楚，同意。"


def _praise(office: Office, launched: Launched, day: date) -> None:
    with as_of(day):
        services.circular_issue(
            actor=office.lead,
            campaign=launched.id,
            measures=_ids(launched, Kind.PRAISE),
            issued_on=day,
            number=f"评议办〔{day.year}〕3号",
            text="希望受到表扬的单位珍惜荣誉，再接再厉；各单位对照先进，改进作风，优化服务。",
        )


def _recommend(office: Office, launched: Launched, day: date) -> None:
    approved = [one.id for one in _measures(launched, Kind.REPLACEMENT) if one.state == "approved"]
    for measure in approved:
        with as_of(day):
            services.letter_write(
                actor=office.lead,
                measure=measure,
                addressee="中共县委组织部",
                head=True,
                deputy=False,
                text="建议结合年度考核研究调整该单位主要负责人。",
                number=f"评议组函〔{day.year}〕1号",
            )
            services.letter_send(actor=office.lead, measure=measure, on=day)
        with as_of(day + timedelta(days=20)):
            services.reply_record(
                actor=office.clerk,
                measure=measure,
                outcome="under_review",
                reply="已收悉，列入年度班子分析研判，结果另行函告。",
                on=day + timedelta(days=20),
            )


def _cards(office: Office, launched: Launched, day: date) -> None:
    """One card is being worked off, one was lifted after a recheck by another person."""
    for at, card in enumerate(one for one in _measures(launched, Kind.YELLOW_CARD) if one.state == "issued"):
        open_still = at == 0
        deadline = today() + timedelta(days=25) if open_still else day + timedelta(days=60)
        with as_of(day):
            services.notice_write(
                actor=office.lead,
                measure=card.id,
                asked="主要负责人",
                number=f"评议黄〔{day.year}〕{at + 1}号",
            )
            order = services.order_issue(actor=office.lead, measure=card.id, text=ASKED, deadline=deadline)
            services.notice_serve(actor=office.lead, measure=card.id, on=day, to="单位办公室主任")
        if not open_still:
            _rechecked(office, order, day + timedelta(days=50))


def _interviews(office: Office, launched: Launched, day: date) -> None:
    """All were held; one unit has still to answer its order, one has answered and waits for the recheck."""
    talks = [*_measures(launched, Kind.INTERVIEW), *_measures(launched, Kind.TALK)]
    approved = [one for one in talks if one.state == "approved"]
    for at, measure in enumerate(approved):
        late = at < 2
        held = today() - timedelta(days=30) if late else day + timedelta(days=7)
        _talk(office, measure, held - timedelta(days=6), held)
        deadline = today() + timedelta(days=14) if late else held + timedelta(days=45)
        with as_of(held + timedelta(days=1)):
            order = services.order_issue(actor=office.lead, measure=measure.id, text=ASKED, deadline=deadline)
        if at == 0:
            _give_liaison(office, measure, held - timedelta(days=4))
        elif at == 1:
            with as_of(today() - timedelta(days=3)):
                services.order_answer(actor=office.clerk, order=order, text=DONE)
        else:
            _rechecked(office, order, held + timedelta(days=40))


def _talk(office: Office, measure: Measure, served: date, held: date) -> None:
    who = f"{_name(measure.unit_id)}主要负责人"
    with as_of(served):
        services.notice_write(
            actor=office.lead,
            measure=measure.id,
            asked=who,
            on=held,
            time="上午9时",
            place="县纪委监委谈话室",
            topics="评议结果和群众反映的突出问题",
        )
        services.notice_serve(actor=office.lead, measure=measure.id, on=served, to="单位办公室主任")
    with as_of(held):
        services.talk_write(
            actor=office.lead,
            measure=measure.id,
            on=held,
            place="县纪委监委谈话室",
            by="郑刚、刘建国",
            spoken_to=who,
            team=False,
            recorder="陈晓",
            told=TOLD,
            causes=CAUSES,
            undertaken="诚恳接受批评，限期整改，整改情况向社会公开。",
            organisation="单位党组",
            accountability="责成党组在民主生活会上作出检查。",
        )
        services.talk_sign(actor=office.lead, measure=measure.id, on=held)


def _name(unit: UUID) -> str:
    return units_of([unit])[0].name


def _rechecked(office: Office, order: UUID, day: date) -> None:
    recheck: Actor = office.second
    with as_of(day):
        services.order_answer(actor=office.clerk, order=order, text=DONE)
        services.order_recheck(
            actor=recheck, order=order, rectified=True, found="现场查看窗口和投诉台账，整改到位。"
        )


def _give_liaison(office: Office, measure: Measure, day: date) -> None:
    """The printed login of a unit that has an order to answer; it took note of the notice."""
    grant_give(actor=SYSTEM, user=office.ordered, grant=NewGrant(Role.LIAISON, measure.unit_id))
    with as_of(day):
        services.notice_receive(actor=actor_for(office.ordered), measure=measure.id)
