"""Signs that a plan or a report is perfunctory 敷衍了事: shown to whoever reviews it, never decided by (F035)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from minping.apps.casework.models import Plan, Problem, Report
from minping.core.findings import Text

Sign = dict[str, Any]
SHORT = 40
"""Characters below which a text can hardly say what was done, by whom, until when."""
ALIKE = 80
"""Per cent of its phrases that a text shares with another one when it counts as copied."""
PHRASE = 6
OTHERS = 30
"""How many other papers of the same unit are compared."""

EMPTY_WORDS = (
    "已整改到位",
    "整改完毕",
    "已落实整改",
    "加强学习",
    "提高认识",
    "高度重视",
    "引以为戒",
    "举一反三",
    "加大力度",
    "进一步加强",
    "切实加强",
    "下一步将",
    "以此为契机",
)
DEED = re.compile(
    "退还|清退|退回|修复|更换|公示|公开|印发|制定|出台|修订|取消|停止|撤销|新增|增设|开通|安装|拆除|处分|通报|约谈|"
    "赔偿|道歉|补发|办结|调整|轮岗|简化|压缩|缩短|清理|核查|走访|回访|培训了|建立了|完成了|解决了"
)
FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万两]+(?:名|人|次|项|件|户|元|天|日|个|条|处|家|间|台|套|份|公里|%)"
)
DAY = re.compile(r"\d{1,2}月|\d{4}年|\d{1,2}日|月底|年底|季度末|[一二三四五六七八九十]+月")
PERSON = re.compile(
    "局长|科长|主任|所长|股长|处长|队长|书记|同志|组长|站长|校长|院长|负责人|科员|经办人|专人"
)

WORDS: Mapping[str, Text] = {
    "short": Text("只有{n}字，难以说清做了什么", "only {n} characters, too few to say what was done"),
    "previous": Text("与上一份{n}%相同", "{n}% the same as the one before"),
    "other": Text("与{where}的材料{n}%相同", "{n}% the same as the paper for {where}"),
    "empty": Text(
        "有“{where}”一类套话，没有写具体做法", "set phrases (“{where}”) without saying what was done"
    ),
    "figure": Text("没有数字", "no figure"),
    "day": Text("没有日期", "no day"),
    "person": Text("没有写由谁办理", "nobody is named as having done it"),
}


def told(sign: Mapping[str, Any]) -> Text:
    """A kept sign in words."""
    words = WORDS[sign["sign"]]
    values = {"n": sign.get("n", ""), "where": sign.get("where", "")}
    return Text(words.zh.format(**values), words.en.format(**values))


def signs_of_plan(plan: Plan) -> Sequence[Sign]:
    """What is odd about a plan; it names person and day in fields of their own."""
    text = f"{plan.content}\n{plan.measures}"
    earlier = plan.problem.plans.exclude(id=plan.id).order_by("-number").first()
    before = f"{earlier.content}\n{earlier.measures}" if earlier else ""
    found = signs_of(text, before, _other_plans(plan.problem))
    return [sign for sign in found if sign["sign"] not in ("day", "person")]


def signs_of_report(report: Report) -> Sequence[Sign]:
    """What is odd about a report."""
    earlier = report.problem.reports.exclude(id=report.id).order_by("-number").first()
    return signs_of(report.text, earlier.text if earlier else "", _other_reports(report.problem))


def _other_plans(problem: Problem) -> Mapping[str, str]:
    found = Plan.objects.filter(problem__unit=problem.unit_id).exclude(problem=problem)
    recent = found.select_related("problem").order_by("-at")[:OTHERS]
    return {one.problem.label: f"{one.content}\n{one.measures}" for one in recent}


def _other_reports(problem: Problem) -> Mapping[str, str]:
    found = Report.objects.filter(problem__unit=problem.unit_id).exclude(problem=problem)
    recent = found.select_related("problem").order_by("-at")[:OTHERS]
    return {one.problem.label: one.text for one in recent}


def signs_of(text: str, previous: str, others: Mapping[str, str]) -> list[Sign]:
    """The signs in one text. ``others``: texts for other problems of the unit, by number."""
    plain = _plain(text)
    found: list[Sign] = []
    if len(plain) < SHORT:
        found.append({"sign": "short", "n": len(plain)})
    if previous and (share := alike(plain, _plain(previous))) >= ALIKE:
        found.append({"sign": "previous", "n": share})
    found += _copied(plain, others)
    phrases = [phrase for phrase in EMPTY_WORDS if phrase in plain]
    if phrases and not DEED.search(plain):
        found.append({"sign": "empty", "where": "、".join(phrases[:3])})
    missing = (("figure", FIGURE), ("day", DAY), ("person", PERSON))
    return found + [{"sign": name} for name, pattern in missing if not pattern.search(plain)]


def _copied(plain: str, others: Mapping[str, str]) -> list[Sign]:
    """The one other paper that is most alike, if it is alike enough."""
    shares = [(alike(plain, _plain(other)), where) for where, other in others.items()]
    share, where = max(shares, default=(0, ""))
    return [{"sign": "other", "n": share, "where": where}] if share >= ALIKE else []


def _plain(text: str) -> str:
    """Letters, figures and signs of the language alone."""
    return re.sub(r"[\s\W_]+", "", text)


def alike(one: str, other: str) -> int:
    """Per cent of the phrases of ``one`` that stand in ``other`` too."""
    phrases = {one[i : i + PHRASE] for i in range(len(one) - PHRASE + 1)}
    known = {other[i : i + PHRASE] for i in range(len(other) - PHRASE + 1)}
    return len(phrases & known) * 100 // len(phrases) if phrases else 0
