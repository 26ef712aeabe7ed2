"""The words of notices that go out by themselves, as shipped. They name the unit, a day and a number of things; what
a thing is about stands on the pages alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from minping.core.findings import Text


@dataclass(frozen=True)
class Standing:
    """A notice: what the list of texts calls it, and its words as shipped."""

    name: str
    text: Text


_CALL = Text("{office}{phone}", "{office} {phone}")


def _said(name: str, zh: str, en: str) -> Standing:
    return Standing(name, Text(f"{zh}{_CALL.zh}", f"{en} {_CALL.en}"))


STANDING: Mapping[str, Standing] = {
    "problem.0": _said(
        "整改到期提醒",
        "{unit}：有{number}件整改事项即将到期，最近的一件{day}到期，请登录系统按时报送。",
        "{unit}: {number} problems fall due soon, the first on {day}. Please sign in and report in time.",
    ),
    "problem.1": _said(
        "催办",
        "催办：{unit}有{number}件整改事项逾期，最长{days}个工作日，请立即办理并登录系统答复。",
        "Reminder: {unit} has {number} problems overdue by up to {days} working days. Sign in and answer.",
    ),
    "problem.2": _said(
        "重点督办",
        "重点督办：{unit}有{number}件整改事项逾期，最长{days}个工作日，请主要负责人过问并登录系统答复。",
        "Key supervision: {unit} has {number} problems overdue by up to {days} working days. The head is asked.",
    ),
    "problem.3": _said(
        "责令整改",
        "责令整改：{unit}有{number}件整改事项被责令限期整改，请登录系统查看督办单。",
        "Order: {unit} is ordered to rectify {number} problems. Sign in and read the letter.",
    ),
    "problem.4": _said(
        "问责建议",
        "{unit}有{number}件整改事项已提出问责建议，请登录系统查看。",
        "For {unit}, accountability was proposed over {number} problems. Sign in to read.",
    ),
    "hearing.asked": _said(
        "会议邀请（单位）",
        "{unit}：请于{day}前登录系统答复是否参加“{title}”，地点{place}。",
        "{unit}: please sign in and reply by {day} whether you come to “{title}” at {place}.",
    ),
    "hearing.person": _said(
        "会议邀请（评议员）",
        "{name}您好：请您参加“{title}”，{day}，地点{place}。能否出席请登录系统或来电答复。",
        "{name}: you are invited to “{title}”, {day}, at {place}. Please reply.",
    ),
    "hearing.changed": _said(
        "会议改期、改地点",
        "“{title}”有变动：{day}，地点{place}。",
        "“{title}” has changed: {day}, at {place}.",
    ),
    "hearing.off": _said(
        "会议取消", "“{title}”（原定{day}）已取消。", "“{title}” of {day} does not take place."
    ),
    "hearing.back": _said(
        "会议邀请撤回",
        "“{title}”（{day}）的邀请已撤回，不必到会。",
        "The invitation to “{title}”, {day}, was taken back; there is no need to come.",
    ),
    "hearing.0": _said(
        "会议答复提醒",
        "{unit}：“{title}”的答复或书面回答{day}截止，请登录系统办理。",
        "{unit}: the reply or written answers for “{title}” are due on {day}. Please sign in.",
    ),
    "hearing.1": _said(
        "会议逾期未答复",
        "催办：{unit}逾期未答复“{title}”的邀请或提问，已逾期{days}个工作日，请立即登录系统办理。",
        "Reminder: {unit} has not replied or answered for “{title}”, {days} working days late.",
    ),
    "hearing.2": _said(
        "会议长时间未答复",
        "重点督办：{unit}仍未答复“{title}”的邀请或提问，已逾期{days}个工作日，请主要负责人过问。",
        "Key supervision: {unit} still has not replied for “{title}”, {days} working days late.",
    ),
    "report.issued": _said(
        "督查报告印发",
        "{unit}：收到一份督查报告，请登录系统查看并按要求整改。",
        "{unit}: an inspection report was issued to you. Please sign in and read it.",
    ),
    "report.1": _said(
        "督查报告未查看",
        "催办：印发给{unit}的督查报告已{days}个工作日未查看，请立即登录系统。",
        "Reminder: the inspection report to {unit} has not been opened for {days} working days.",
    ),
    "report.2": _said(
        "督查报告长时间未查看",
        "重点督办：印发给{unit}的督查报告已{days}个工作日未查看，请主要负责人过问。",
        "Key supervision: the report to {unit} has not been opened for {days} working days.",
    ),
    "work.0": _said(
        "承诺、选题、职责到期提醒",
        "{unit}：有{number}项公开承诺、选题或职责事项{day}到期，请登录系统办理。",
        "{unit}: {number} commitments, topics or duties fall due on {day}. Please sign in.",
    ),
    "work.1": _said(
        "承诺、选题、职责逾期",
        "催办：{unit}有{number}项选题或职责事项{day}到期未报，请立即登录系统办理。",
        "Reminder: {unit} has not reported {number} topics or duties due on {day}.",
    ),
    "work.2": _said(
        "承诺、选题、职责长时间逾期",
        "重点督办：{unit}有{number}项选题或职责事项{day}到期，至今未报，请主要负责人过问。",
        "Key supervision: {unit} still has not reported {number} topics or duties due on {day}.",
    ),
    "entry.shown": _said(
        "日常考评记录告知",
        "{unit}：评议办记录了{number}条日常考评事项，请登录系统查看，如有异议请在{day}前提出。",
        "{unit}: {number} entries of the daily assessment were recorded. Sign in; object by {day} if you wish.",
    ),
    "entry.0": _said(
        "日常考评异议期将满",
        "{unit}：有{number}条日常考评记录尚未查看，异议期{day}届满，请登录系统查看。",
        "{unit}: {number} entries of the daily assessment were not read; you may object until {day}.",
    ),
    "entry.late": _said(
        "日常考评异议待裁定",
        "有{number}件日常考评异议超过{days}个工作日未裁定，请登录系统办理。",
        "{number} objections to daily entries have waited for {days} working days. Please sign in.",
    ),
    "component.0": _said(
        "数据报送到期提醒",
        "{unit}：有{number}项评议数据{day}截止，请登录系统报送并签字。",
        "{unit}: {number} reports are due on {day}. Please hand them in and sign.",
    ),
    "component.1": _said(
        "数据报送逾期",
        "催报：{unit}有{number}项评议数据{day}到期未报送签字，请立即登录系统办理。",
        "Reminder: {unit} has not handed in or signed {number} reports due on {day}.",
    ),
    "component.2": _said(
        "数据报送长时间逾期",
        "重点催报：{unit}有{number}项评议数据{day}到期，至今未报送签字，请负责人过问。",
        "Urgent: {unit} still has not handed in or signed {number} reports due on {day}.",
    ),
    "result.told": _said(
        "评议结果内部通报",
        "{unit}：评议结果已内部通报，请登录系统查看，如有异议请在{day}前申诉。",
        "{unit}: the result was announced. Sign in; appeal by {day} if you wish.",
    ),
    "appeal.1": _said(
        "申诉待办结",
        "有{number}件申诉受理后超过{days}个工作日未办结，请登录系统办理。",
        "{number} appeals have been open for {days} working days. Please sign in.",
    ),
    "appeal.2": _said(
        "申诉长时间未办结",
        "有{number}件申诉已{days}个工作日未办结，影响结果公布，请负责人过问。",
        "{number} appeals have been open for {days} working days; the publication waits for them.",
    ),
    "measure.served": _said(
        "约谈、黄牌通知待签收",
        "{unit}：有{number}份评议结果运用通知书尚未签收，请登录系统查看签收。",
        "{unit}: {number} notices were not acknowledged. Please sign in.",
    ),
    "order.0": _said(
        "约谈整改到期提醒",
        "{unit}：约谈后责令整改的事项{day}到期，请登录系统报送整改情况。",
        "{unit}: what you were ordered to rectify is due on {day}. Please sign in.",
    ),
    "order.1": _said(
        "约谈整改逾期",
        "催办：{unit}约谈后责令整改的事项{day}到期未报，请立即登录系统报送。",
        "Reminder: {unit} has not reported what it was ordered to rectify by {day}.",
    ),
    "order.2": _said(
        "约谈整改长时间逾期",
        "重点督办：{unit}约谈后责令整改的事项{day}到期，至今未报，请主要负责人过问。",
        "Key supervision: {unit} still has not reported what it was ordered to rectify by {day}.",
    ),
    "office.0": _said(
        "上级交办到期提醒",
        "上级交办的{number}项任务{day}到期，请登录系统办理并回复。",
        "{number} tasks of the upper office are due on {day}. Please sign in and answer.",
    ),
    "office.1": _said(
        "上级交办逾期",
        "催办：上级交办的{number}项任务{day}到期未回复，请立即登录系统办理。",
        "Reminder: {number} tasks of the upper office due on {day} were not answered.",
    ),
    "office.2": _said(
        "上级交办长时间逾期",
        "上级交办的{number}项任务{day}到期，至今未回复，请负责人过问。",
        "{number} tasks of the upper office due on {day} still were not answered.",
    ),
    "self.0": _said(
        "单位自评到期提醒",
        "{unit}：单位自评{day}截止，尚未报送，请登录系统填报。",
        "{unit}: the self-assessment is due on {day} and was not handed in. Please sign in.",
    ),
}
