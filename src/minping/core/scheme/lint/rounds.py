"""Rules on rounds: what period is judged, when it is asked, how many there are (operator 13; seed 002)."""

from collections.abc import Iterator

from minping.core.findings import Severity
from minping.core.scheme.lint.plan import Note, Plan, Rule
from minping.core.scheme.model import Round

PER_YEAR = {("季度", "每季", "quarter"): 4, ("月度", "每月", "逐月", "monthly"): 12, ("半年", "half-year"): 2}


def period_after_fieldwork(plan: Plan) -> Iterator[Note]:
    """What is judged must be over when people are asked."""
    for code, known in plan.scheme.rounds.items():
        period, asked = known.reference_period, known.fieldwork
        if not period.end or not asked.start or period.end <= asked.start:
            continue
        late = bool(asked.end) and (period.start or period.end) > asked.end
        yield Note(
            ("rounds", code),
            f"轮次「{known.name}」测评期间到{period.end}，实施从{asked.start}开始：评的时候期间还没有"
            + ("开始" if late else "结束"),
            f"round “{known.name}”: the period judged ends {period.end}, fieldwork starts {asked.start}: "
            f"the period has not {'begun' if late else 'ended'} when people are asked",
            "请核对测评期间和实施时间",
            "check reference_period and fieldwork",
        )


def fieldwork_missing(plan: Plan) -> Iterator[Note]:
    """A round without dates cannot be planned, nor late ballots told."""
    for code, known in plan.scheme.rounds.items():
        lacking = [
            word
            for word, window in (
                (("实施时间", "fieldwork dates"), known.fieldwork),
                (("测评期间", "reference period"), known.reference_period),
            )
            if not window.bounded
        ]
        if known.counts and lacking:
            yield Note(
                ("rounds", code),
                f"轮次「{known.name}」没有写{'、'.join(zh for zh, _ in lacking)}",
                f"round “{known.name}” has no {' and no '.join(en for _, en in lacking)}",
                "请写明从哪天到哪天",
                "give the first and the last day",
            )


def window_reversed(plan: Plan) -> Iterator[Note]:
    """The first day comes before the last."""
    for code, known in plan.scheme.rounds.items():
        for window in (known.reference_period, known.fieldwork):
            if window.start and window.end and window.start > window.end:
                yield Note(
                    ("rounds", code),
                    f"轮次「{known.name}」从{window.start}到{window.end}，先后颠倒",
                    f"round “{known.name}” runs from {window.start} to {window.end}: the order is reversed",
                    "请核对日期",
                    "check the dates",
                )


def round_number(plan: Plan) -> Iterator[Note]:
    """每季度, and only two rounds are named (seed 002: 分别于3、12月)."""
    series: dict[tuple[tuple[str, ...], int], list[Round]] = {}
    for known in plan.scheme.rounds.values():
        text = f"{known.name} {known.clause}".casefold()
        number = next((n for words, n in PER_YEAR.items() if any(w in text for w in words)), None)
        if number is not None and known.counts:
            series.setdefault((known.groups, number), []).append(known)
    for (_, number), rounds in series.items():
        if len(rounds) < number:
            code = next(c for c, known in plan.scheme.rounds.items() if known is rounds[0])
            names = [known.name for known in rounds]
            yield Note(
                ("rounds", code),
                f"名称或依据说一年{number}次，方案里只有{len(rounds)}次：{'、'.join(names)}",
                f"by name or clause {number} a year, but the scheme has {len(rounds)}: {', '.join(names)}",
                "请补上其余轮次，或更正名称；原文矛盾的，写成待定",
                "add the others, or correct the names; where the plan contradicts itself, mark it open",
            )


def open_value(plan: Plan) -> Iterator[Note]:
    """Questions that the plan's text leaves to be decided. A scheme with open values cannot be frozen."""
    for question in plan.scheme.open_questions:
        yield Note(
            (question.path,),
            f"待定：{question.question}",
            f"open: {question.question}",
            "请由评议办决定，并写「定为」和「决定人」",
            "let the office decide, then write decided and decided_by",
            question.line or None,
        )


RULES = (
    Rule("lint.period_after_fieldwork", Severity.WARNING, period_after_fieldwork),
    Rule("lint.fieldwork_missing", Severity.WARNING, fieldwork_missing),
    Rule("lint.window_reversed", Severity.ERROR, window_reversed),
    Rule("lint.round_number", Severity.WARNING, round_number),
    Rule("lint.open_value", Severity.OPEN, open_value),
)
