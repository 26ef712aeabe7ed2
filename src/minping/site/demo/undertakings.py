"""What the demo's units undertook: commitments, chosen topics, duties of heads, visits, examples."""

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from minping.apps.campaigns.selectors import participations_of
from minping.apps.commitments import services
from minping.apps.commitments.selectors import promises_of
from minping.apps.commitments.services import PromiseLine
from minping.apps.foundation.approvals import agree, waiting
from minping.apps.foundation.clock import today
from minping.site.demo.office import Office

PROMISES = (
    ("一次性告知所需材料", "窗口书面告知，不让群众跑第二趟"),
    ("简单事项当场办结，一般事项5个工作日内办结", "以受理回执为准"),
    ("办事大厅工作日中午不断岗", "窗口至少留一人"),
    ("投诉48小时内答复", "电话或书面答复，留有记录"),
    ("收费项目和标准全部上墙公示", "没有公示的一律不收"),
    ("每月最后一个星期五局领导到窗口坐班", "公布名单，接受监督"),
    ("入企检查每月不超过一次，先发通知", "专项检查除外"),
    ("老年人、残疾人办事优先，提供上门服务", "预约后2个工作日内上门"),
)
TOPICS = (
    ("窗口排队时间长", "高峰时段等候不超过20分钟", "增开两个窗口，推行电话预约"),
    ("投诉电话经常无人接听", "工作时间三声铃响内接听", "专人值守，电话录音，每周抽查"),
    ("审批材料反复补正", "一次性告知率达到100%", "编印办事指南，窗口先行预审"),
    ("基层站所服务态度生硬", "投诉比去年减少一半", "挂牌上岗，每季评比，差评约谈"),
)
VISITS = (
    ("enterprise", "县纺织厂", "办理用地手续慢，希望明确时限", "已商自然资源局，承诺10个工作日内答复"),
    ("village", "上河村", "村口道路夜间无路灯", "已列入本季度计划"),
    ("household", "下湾村一户困难家庭", "孩子上学路远", "已联系教育局安排校车"),
    ("service_object", "个体工商户代表", "年检通知不及时", ""),
)
EXAMPLES = (
    ("practice", "“先预审、再排队”让群众少跑路", "窗口在排队区设预审台，材料不齐的当场告知，退件减少六成。"),
    ("model", "优质服务示范窗口", "全年零投诉，群众评价满意率居同类窗口之首。"),
    ("case", "收费不开票问题的通报", "某基层站所收取资料费不开具票据。已全部退还，责任人受到批评教育。"),
)


def undertake(office: Office, campaign: UUID, seed: int, *, over: bool) -> None:
    """Fill in the year of a campaign; ``over``: promises and topics have been judged."""
    dice = random.Random(seed + over)
    units = [part.unit for part in participations_of(campaign) if part.status != "opinion_only"]
    for at, unit in enumerate(units):
        _commit(office, campaign, unit, dice, stays=at if not over else -1)
    _topics(office, campaign, units[::3], over=over)
    _works(office, campaign, units[:24], dice)
    _examples(office, campaign, units)
    if over:
        _judge(office, campaign, dice)
    else:
        due = today() + timedelta(days=4)
        services.duties_plan(actor=office.lead, campaign=campaign, units=units[:8], kind="on_air", due=due)


def _commit(office: Office, campaign: UUID, unit: UUID, dice: random.Random, stays: int) -> None:
    """One unit's commitment. Of a running year the first few are still on their way to the public."""
    if stays == 3:
        return
    day = today()
    lines = [
        PromiseLine(text, standard, day + timedelta(days=dice.randrange(20, 90)))
        for text, standard in dice.sample(PROMISES, 3)
    ]
    made = services.commitment_save(
        actor=office.clerk,
        campaign=campaign,
        unit=unit,
        text="为改进作风、优化服务，我单位向全县群众郑重承诺以下事项，请社会各界监督。",
        promises=lines,
        phone=f"0000-6{dice.randrange(10**6):06d}",
        broadcast_on=day - timedelta(days=dice.randrange(100, 120)),
    )
    if stays == 2:
        return
    services.commitment_submit(actor=office.clerk, commitment=made)
    if stays == 1:
        return
    if stays == 0:
        reason = "第二条没有期限，请补充后再报。"
        services.commitment_decide(actor=office.lead, commitment=made, publish=False, reason=reason)
        return
    services.commitment_decide(actor=office.lead, commitment=made, publish=True)


def _judge(office: Office, campaign: UUID, dice: random.Random) -> None:
    """At the end of a year each promise was judged; most were kept."""
    for promise in promises_of(campaign):
        kept = dice.random() < 0.85
        facts = "年底抽查，情况属实" if kept else "群众来电反映，核实未做到"
        services.promise_judge(
            actor=office.lead, promise=promise, kept="kept" if kept else "not_kept", facts=facts
        )


def _topics(office: Office, campaign: UUID, units: Sequence[UUID], *, over: bool) -> None:
    for at, unit in enumerate(units):
        title, goal, measures = TOPICS[at % len(TOPICS)]
        made = services.topic_save(
            actor=office.clerk,
            campaign=campaign,
            unit=unit,
            title=title,
            goal=goal,
            measures=measures,
            handler="分管副局长",
            due=today() + timedelta(days=40),
        )
        if at == 0 and not over:
            continue
        services.topic_decide(actor=office.lead, topic=made, accept=True)
        if not over and at % 2:
            continue
        services.topic_report(actor=office.clerk, topic=made, result="目标已经达到，现场可以查看。")
        if over:
            solved = at % 5 != 4
            judgement = "现场抽查，与报告一致" if solved else "抽查两次，等候仍超过半小时"
            services.topic_judge(actor=office.lead, topic=made, solved=solved, judgement=judgement)


def _works(office: Office, campaign: UUID, units: Sequence[UUID], dice: random.Random) -> None:
    kinds = ("on_air", "listening", "survey_phone", "rectification")
    for at, unit in enumerate(units):
        day = today() - timedelta(days=dice.randrange(10, 150))
        duty = services.duty_save(
            actor=office.clerk,
            campaign=campaign,
            unit=unit,
            kind=kinds[at % 4],
            on=day,
            who="主要负责人" if at % 3 else "分管副职",
            in_person=bool(at % 3),
        )
        if at % 4:
            services.duty_decide(actor=office.lead, duty=duty, accept=True)
        kind, whom, told, done = VISITS[at % len(VISITS)]
        services.contact_save(
            actor=office.clerk,
            campaign=campaign,
            unit=unit,
            kind=kind,
            on=day,
            whom=whom,
            by="班子成员",
            told=told,
            done=done,
        )


def _examples(office: Office, campaign: UUID, units: Sequence[UUID]) -> None:
    for at, (kind, title, text) in enumerate(EXAMPLES):
        made = services.example_save(
            actor=office.clerk,
            campaign=campaign,
            unit=units[at * 5],
            kind=kind,
            title=title,
            text=text,
            grounds="督查报告和处理决定" if kind == "case" else "",
        )
        if kind == "case":
            continue
        services.example_release_ask(actor=office.clerk, example=made)
        for asked in waiting(made):
            agree(actor=office.lead, approval=asked.id)
