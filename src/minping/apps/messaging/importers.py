"""The delivery report of the sending platform as a table."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import (
    CHANGED,
    UNCHANGED,
    ImportColumn,
    ImportKind,
    Notes,
    Outcome,
    Row,
    Target,
    Undo,
    declare,
)
from minping.apps.foundation.imports.parsers import choice, integer, text
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import blind_index
from minping.apps.messaging.models import Message, SendFile
from minping.apps.messaging.phones import e164
from minping.apps.messaging.reports import (
    ACCEPTED,
    DELIVERED,
    REFUSES,
    UNDELIVERED,
    Reported,
    report_take,
)
from minping.core.findings import Text

OUTCOMES = {
    "已送达": DELIVERED,
    "成功": DELIVERED,
    "发送成功": DELIVERED,
    "送达": DELIVERED,
    "DELIVRD": DELIVERED,
    "delivered": DELIVERED,
    "已提交": ACCEPTED,
    "已受理": ACCEPTED,
    "提交成功": ACCEPTED,
    "accepted": ACCEPTED,
    "失败": UNDELIVERED,
    "发送失败": UNDELIVERED,
    "未送达": UNDELIVERED,
    "空号": UNDELIVERED,
    "停机": UNDELIVERED,
    "关机": UNDELIVERED,
    "UNDELIV": UNDELIVERED,
    "REJECTD": UNDELIVERED,
    "EXPIRED": UNDELIVERED,
    "failed": UNDELIVERED,
    "undelivered": UNDELIVERED,
    "退订": REFUSES,
    "拒收": REFUSES,
    "黑名单": REFUSES,
    "unsubscribed": REFUSES,
}


def _target(asked: Mapping[str, str]) -> Target:
    try:
        found = SendFile.objects.filter(id=UUID(asked.get("file", ""))).first()
    except ValueError as fault:
        raise Http404 from fault
    if found is None:
        raise Http404
    return {"file": str(found.id)}


def _name(target: Target) -> Text:
    found = SendFile.objects.filter(id=target["file"]).first()
    number = found.number if found else 0
    return Text(f"发送文件 {number}", f"file {number}")


def _allow(actor: Actor, target: Target) -> None:
    require(actor, "messaging.send")


def _check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    sent = Message.objects.filter(file=target["file"]).values_list("row", "number_index", "state")
    known = {row: (index, state) for row, index, state in sent}
    first: dict[int, int] = {}
    found: dict[int, Outcome] = {}
    for row in rows:
        place = row["row"]
        if place not in known:
            _refuse(notes, row, f"文件里没有序号 {place}", f"the file has no number {place}")
        elif row["phone"] and known[place][0] != blind_index(row["phone"], "phone"):
            _refuse(notes, row, "号码与序号不符", "the number belongs to another row")
        elif place in first:
            _refuse(notes, row, f"与第{first[place]}行序号重复", f"the same number as row {first[place]}")
        else:
            same = known[place][1] == row["outcome"]
            found[row.number] = Outcome(UNCHANGED if same else CHANGED, str(place))
            first[place] = row.number
    return found


def _refuse(notes: Notes, row: Row, zh: str, en: str) -> None:
    notes.error(
        row,
        "row",
        "report.no_match",
        Text(zh, en),
        Text("请核对是不是这个发送文件的回执", "check that this is the report on this file"),
    )


def _apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    lines = [Reported(row["row"], row["outcome"], row["note"] or "") for row in rows]
    changed = report_take(actor=actor, file=UUID(target["file"]), lines=lines)
    told(len(rows), len(rows))
    return {"changed": changed}


def _undo(actor: Actor, info: Undo, target: Target) -> None:
    raise Refused(
        Text(
            "回执说的是已经发生的事，不能撤销。如有错误，请导入更正后的回执。",
            "A report tells what has happened and cannot be undone. If it was wrong, import the corrected one.",
        )
    )


REPORT = declare(
    ImportKind(
        code="messaging.report",
        name=Text("短信回执", "delivery report"),
        columns=(
            ImportColumn(
                "row", "序号", "number", integer(1), aliases=("编号", "行号", "id", "流水号"), required=True
            ),
            ImportColumn("phone", "手机号", "phone", e164, aliases=("号码", "手机", "手机号码", "接收号码")),
            ImportColumn(
                "outcome",
                "状态",
                "state",
                choice(OUTCOMES),
                aliases=("发送状态", "回执", "回执状态", "结果", "status"),
                required=True,
            ),
            ImportColumn("note", "说明", "note", text(200), aliases=("错误码", "原因", "失败原因", "备注")),
        ),
        allow=_allow,
        check=_check,
        apply=_apply,
        undo=_undo,
        home=lambda target: reverse("messaging:home"),
        target=_target,
        target_name=_name,
        about=Text(
            "序号是发送文件里的序号；号码可不填，填了会核对。",
            "The number is that of the file that was sent; phones may be left out and are checked if given.",
        ),
        personal=True,
        sheets=("回执", "短信"),
    )
)
