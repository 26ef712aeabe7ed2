"""An appeal as pages show it: its state in words, its steps, the acts that come next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minping.apps.results.appeals.steps import state_of, steps_of
from minping.apps.results.models import Appeal, AppealStep
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text
from minping.core.lifecycle import APPEAL

_LABELS = {move.act: move.label for move in APPEAL.transitions}


@dataclass(frozen=True)
class Act:
    """What can be done next. ``name``: of its address; ``done``: what is said afterwards."""

    name: str
    permission: str
    label: Text
    says: Text
    done: Text
    primary: bool = False

    @property
    def url(self) -> str:
        return f"results:appeal_{self.name}"


ACTS = {
    act.name: act
    for act in (
        Act(
            "accept",
            "results.edit",
            Text("受理", "Accept"),
            Text(
                "受理后由未参与计分、复核的人复核。", "It is then examined by somebody not involved before."
            ),
            Text("已受理。", "Accepted."),
            primary=True,
        ),
        Act(
            "reject",
            "results.edit",
            Text("不予受理", "Do not take it up"),
            Text("理由会写进给单位的答复。", "The reason goes into the answer to the unit."),
            Text("已登记不予受理。", "Noted."),
        ),
        Act(
            "recount",
            "results.review",
            Text("重新计票、重新核算", "Count and compute again"),
            Text(
                "用投票箱交出时留存的计票文件重新计票，用这次计分的数据重新核算，两次的校验值对照留存。"
                "计分人、复核人不能办理。",
                "From the files kept since the box handed them over, and from the data of the run; both checksums "
                "are kept side by side. Not by whoever computed or reviewed the run.",
            ),
            Text("已重新计票。", "Counted again."),
            primary=True,
        ),
        Act(
            "check_evidence",
            "results.review",
            Text("核查佐证和登记事项", "Check evidence and records"),
            Text("计分人、复核人不能办理。", "Not by whoever computed or reviewed the run."),
            Text("核查结论已留存。", "The finding is kept."),
            primary=True,
        ),
        Act(
            "decide",
            "results.decide",
            Text("作出决定", "Decide"),
            Text(
                "查实有差错的决定更正，没有差错的维持。计分人不能办理。",
                "Corrected where a fault was found, upheld where none was. Not by whoever computed the run.",
            ),
            Text("决定已留存。", "The decision is kept."),
            primary=True,
        ),
        Act(
            "mend",
            "results.edit",
            Text("在源头更正", "Mend at the source"),
            Text(
                "差错在哪里产生，就在哪里更正；结果里的数字从不直接改动。更正后重新计分。",
                "The fault is mended where it was made; no number of a result is ever edited. Then score again.",
            ),
            Text("更正已留存。请重新计分。", "The correction is kept. Score again."),
            primary=True,
        ),
        Act(
            "answer",
            "results.edit",
            Text("书面答复并办结", "Answer and close"),
            Text(
                "联络员随即可以看到答复，并可下载答复函。",
                "The liaison reads the answer and its letter at once.",
            ),
            Text("已答复，申诉办结。", "Answered and closed."),
            primary=True,
        ),
    )
}
_NEXT = {
    "filed": ("accept", "reject"),
    "accepted": ("recount", "check_evidence"),
    "recount": ("check_evidence", "decide"),
    "evidence_check": ("recount", "decide"),
    "correcting": ("mend",),
    "rejected": ("answer",),
    "upheld": ("answer",),
    "recomputed": ("answer",),
}


@dataclass(frozen=True)
class Line:
    """One step in words. ``detail``: what was kept with it."""

    step: AppealStep
    label: Text
    detail: dict[str, Any]
    pairs: tuple[tuple[Text, str, str], ...] = ()


@dataclass(frozen=True)
class Shown:
    """An appeal with everything a page says of it."""

    appeal: Appeal
    unit: str
    about: Text
    value: str
    state: str
    words: Text
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    fault: bool

    @property
    def mark(self) -> str:
        """The mark beside the state."""
        return "done" if self.state == "closed" else "waiting"


def all_shown(appeals: Sequence[Appeal]) -> list[Shown]:
    """Many appeals, the names of their units read at once."""
    names = {unit.id: unit.name for unit in unit_lines({appeal.unit_id for appeal in appeals})}
    return [_shown(appeal, names.get(appeal.unit_id, "")) for appeal in appeals]


def shown(appeal: Appeal) -> Shown:
    """The appeal for a page."""
    return all_shown([appeal])[0]


def _shown(appeal: Appeal, name: str) -> Shown:
    state, steps = state_of(appeal), steps_of(appeal)
    return Shown(
        appeal,
        name,
        Text(appeal.about["zh"], appeal.about["en"]),
        appeal.about["value"],
        state,
        APPEAL.state(state).label,
        tuple(_line(step) for step in steps),
        tuple(_next(state, steps)),
        _fault(steps),
    )


def _line(step: AppealStep) -> Line:
    return Line(step, _LABELS[step.act], step.detail, _pairs(step.detail) if step.act == "recount" else ())


def _pairs(detail: dict[str, Any]) -> tuple[tuple[Text, str, str], ...]:
    """Both checksums of each comparison."""
    names = (
        ("unit", Text("本单位票数", "counts of the unit")),
        ("ballots", Text("全部票数", "all counts")),
        ("record", Text("计分记录", "record of scores")),
    )
    return tuple((word, detail[f"{name}_first"], detail[f"{name}_again"]) for name, word in names)


def _fault(steps: Sequence[AppealStep]) -> bool:
    """Whether the last check of either kind found a fault."""
    last = {step.act: step for step in steps}
    return any(last[act].detail.get("fault") for act in ("recount", "check_evidence") if act in last)


def _next(state: str, steps: Sequence[AppealStep]) -> list[Act]:
    """The acts of a state, without checks that the acceptance did not ask for."""
    accepted: dict[str, Any] = next((step.detail for step in steps if step.act == "accept"), {})
    ways = {"recount": "counting", "check_evidence": "evidence"}
    found = [ACTS[name] for name in _NEXT.get(state, ()) if accepted.get(ways.get(name, ""), True)]
    mended = any(step.act == "mend" for step in steps)
    return [act for act in found if not (act.name == "mend" and mended and state != "correcting")]
