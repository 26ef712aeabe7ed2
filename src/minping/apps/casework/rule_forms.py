"""The form of the office's rules of time."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minping.apps.foundation.asking import both

RULES: Sequence[tuple[str, Any, Any]] = (
    (
        "days_immediate",
        both("立行立改（工作日）", "Immediate (working days)"),
        both("交办之日起算", "From the order"),
    ),
    (
        "days_planned",
        both("限期整改（工作日）", "Planned (working days)"),
        both("交办之日起算", "From the order"),
    ),
    (
        "days_ordered",
        both("责令整改（工作日）", "Ordered (working days)"),
        both("交办之日起算", "From the order"),
    ),
    ("extensions", both("最多延期次数", "Extensions at most"), ""),
    (
        "answer_days",
        both("回访期限（工作日）", "Time to answer (working days)"),
        both("不少于10", "10 at least"),
    ),
    (
        "contacts",
        both("无查询码的提出人至少联系几次", "Attempts to reach a giver without a code"),
        both("联系够次数仍未答复，才算未答复", "Only then he counts as silent"),
    ),
    (
        "rating_days",
        both("公示评价期限（工作日）", "Time for the public's rating (working days)"),
        both("没有提出人的问题，核实后公示这么久", "Where nobody stands behind it, after the office's check"),
    ),
    (
        "ratings",
        both("公示评价至少几次", "Ratings it needs"),
        both(
            "至少分在3天；少于此数按未答复处理。够了也由另一人看过后决定",
            "On 3 days at least. Fewer count as silence; with enough of them a second person decides",
        ),
    ),
    ("watch_days", both("销号后观察（天）", "Watch after clearing (days)"), ""),
)


class CaseRulesForm(forms.Form):
    """How long things take."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, label, help_text in RULES:
            self.fields[name] = forms.IntegerField(
                label=label, help_text=help_text, min_value=0, max_value=1000
            )
