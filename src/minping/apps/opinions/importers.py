"""The kind of table this room takes in: what hotlines, websites and programmes send (F050)."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.kinds import ImportColumn, ImportKind, Target, declare
from minping.apps.foundation.imports.parsers import day, text, yes_no
from minping.apps.foundation.permissions import require
from minping.apps.opinions.intake import feed
from minping.apps.opinions.intake.forms import FEEDS
from minping.apps.opinions.models import Opinion
from minping.apps.opinions.selectors import campaign_taking
from minping.apps.opinions.services.taking import LONGEST
from minping.apps.opinions.words import SOURCES
from minping.core.findings import Text

KINDS = {
    "咨询": Opinion.Kind.QUESTION,
    "建议": Opinion.Kind.SUGGESTION,
    "表扬": Opinion.Kind.PRAISE,
    "感谢": Opinion.Kind.PRAISE,
}
"""Words of senders that say more than that something is wrong; 投诉, 举报, 求助 and all others are complaints."""


def kind(written: str) -> str:
    """What a sender's word for the kind of request means here."""
    return next((meant for word, meant in KINDS.items() if word in written), Opinion.Kind.COMPLAINT)


COLUMNS = (
    ImportColumn(
        "number",
        "工单编号",
        "number",
        text(50),
        ("编号", "工单号", "受理编号", "诉求编号", "信件编号", "流水号", "service_request_id", "id"),
        about=Text("同一编号只收一次", "each number is taken in once"),
        example="GD20260305001",
    ),
    ImportColumn(
        "day",
        "来电时间",
        "day",
        day,
        (
            "日期",
            "来电日期",
            "受理时间",
            "受理日期",
            "诉求时间",
            "登记时间",
            "来信日期",
            "播出日期",
            "requested_datetime",
        ),
        about=Text("不填则为今天", "today if empty"),
        example="2026-03-05",
    ),
    ImportColumn(
        "kind",
        "诉求类型",
        "kind",
        kind,
        ("类型", "诉求类别", "工单类型", "来电类型", "service_name"),
        about=Text(
            "咨询、求助、投诉、举报、建议、表扬", "question, help, complaint, report, suggestion, praise"
        ),
        example="投诉",
    ),
    ImportColumn(
        "title", "标题", "title", text(200), ("主题", "诉求标题", "工单标题"), example="窗口排队时间长"
    ),
    ImportColumn(
        "text",
        "内容",
        "content",
        text(LONGEST - 300),
        ("诉求内容", "问题描述", "工单内容", "来电内容", "反映内容", "事项内容", "正文", "description"),
        required=True,
        example="不动产窗口只开一个，等了两个小时。",
    ),
    ImportColumn(
        "unit",
        "承办单位",
        "unit",
        text(100),
        ("单位", "被反映单位", "责任单位", "涉及单位", "主办单位", "agency_responsible"),
        filled_down=True,
        about=Text("查不到的照样收，分办时再定", "unknown ones are taken in and settled when routed"),
        example="县自然资源局",
    ),
    ImportColumn("name", "姓名", "name", text(50), ("来电人", "诉求人", "联系人", "反映人"), example=""),
    ImportColumn(
        "phone",
        "电话",
        "telephone",
        text(40),
        ("来电号码", "联系电话", "手机号", "手机", "联系方式"),
        example="",
    ),
    ImportColumn("address", "住址", "address", text(200), ("地址", "联系地址", "来电人地址"), example=""),
    ImportColumn(
        "wants_answer",
        "要求答复",
        "wants answer",
        yes_no,
        ("是否回复", "是否需要回复", "需要回访", "是否回访"),
        about=Text("是、否", "是 or 否"),
        example="是",
    ),
    ImportColumn(
        "repeats",
        "重复件关联号",
        "repeat of",
        text(50),
        ("关联工单", "重复工单", "原工单编号", "关联编号"),
        about=Text(
            "重复件不丢弃，列为“可能重复”由人确认",
            "a repeat is kept and proposed as one, for a person to confirm",
        ),
        example="",
    ),
)


HANDLING = (
    ImportColumn(
        "ended",
        "办结时间",
        "ended",
        text(60),
        ("办结日期", "完成时间", "办理完成时间", "结案时间", "结案日期", "办毕时间", "closed_datetime"),
        example="2026-03-09",
    ),
    ImportColumn(
        "handled",
        "办理结果",
        "result",
        text(4000),
        (
            "处理结果",
            "办理情况",
            "处理情况",
            "处置结果",
            "办理意见",
            "办结意见",
            "承办意见",
            "答复内容",
            "回复内容",
            "status_notes",
        ),
        about=Text("来源方的说法，只作参考", "what the sender says; kept beside the opinion"),
        example="已增开一个窗口。",
    ),
    ImportColumn(
        "called_back",
        "回访结果",
        "call back",
        text(1000),
        ("回访情况", "回访内容", "回访记录", "回访意见"),
        example="",
    ),
    ImportColumn(
        "responded",
        "是否联系",
        "responded",
        text(60),
        ("是否响应", "响应情况", "联系情况", "是否按时联系", "先行联系", "是否先行联系"),
        example="是",
    ),
    ImportColumn(
        "solved",
        "是否解决",
        "solved",
        text(60),
        ("解决情况", "是否已解决", "诉求是否解决", "问题是否解决", "是否办结解决"),
        example="已解决",
    ),
    ImportColumn(
        "result",
        "满意度",
        "satisfaction",
        text(60),
        (
            "是否满意",
            "满意情况",
            "满意度评价",
            "办理满意度",
            "结果满意度",
            "办理结果满意度",
            "承办单位满意度",
            "群众满意度",
            "回访满意度",
            "评价结果",
        ),
        about=Text(
            "对办理结果；系统默认的评价不算满意",
            "of the result; what the system filled in is not counted as good",
        ),
        example="满意",
    ),
    ImportColumn(
        "manner",
        "态度满意度",
        "manner",
        text(60),
        ("服务态度", "服务态度满意度", "办理态度", "工作态度", "办理过程满意度", "过程满意度"),
        about=Text("对承办单位的态度，单独计", "of the unit's manner, by itself"),
        example="",
    ),
    ImportColumn(
        "hotline",
        "话务满意度",
        "hotline satisfaction",
        text(60),
        (
            "热线满意度",
            "热线服务满意度",
            "话务员满意度",
            "接线员满意度",
            "受理满意度",
            "12345满意度",
            "平台满意度",
        ),
        about=Text("对热线本身，不是对单位", "of the hotline itself, not of the unit"),
        example="",
    ),
    ImportColumn(
        "rated_by",
        "评价方式",
        "rated by",
        text(60),
        ("评价来源", "评价类型", "是否主动评价", "是否默认评价", "评价渠道"),
        about=Text("主动评价、系统默认", "by the citizen, or filled in by the system"),
        example="主动评价",
    ),
)
"""What the sender says became of it (F050): facts of the source, never a score."""


def _target(asked: Mapping[str, str]) -> Target:
    """Campaign, source and sender. Raises Http404 for what cannot be."""
    campaign = campaign_taking()
    sender, source = asked.get("sender", "").strip(), asked.get("source", "")
    if campaign is None or asked.get("campaign") != str(campaign.id) or source not in FEEDS:
        raise Http404
    if not sender or len(sender) > 60:
        raise Http404
    return {"campaign": str(UUID(asked["campaign"])), "source": source, "sender": sender}


def _allow(actor: Actor, target: Target) -> None:
    require(actor, "opinions.take")


def _target_name(target: Target) -> Text:
    label = SOURCES[Opinion.Source(target["source"])]
    return Text(f"{label.zh}：{target['sender']}", f"{label.en}: {target['sender']}")


KIND = declare(
    ImportKind(
        code="opinions.feed",
        name=Text("意见（热线、网站、栏目）", "opinions of hotlines, websites, programmes"),
        columns=(*COLUMNS, *HANDLING),
        allow=_allow,
        check=feed.check,
        apply=feed.apply,
        undo=feed.undo,
        home=lambda target: reverse("opinions:intake"),
        target=_target,
        target_name=_target_name,
        about=Text(
            "含线索词的内容在任何人看到列表之前转专人；重复件只关联，不丢弃。",
            "What points to misconduct goes to its keepers before any list shows it; repeats are linked, not dropped.",
        ),
        personal=True,
    )
)
