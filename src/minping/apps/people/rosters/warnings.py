"""Each warning about a list in words: what was seen, why it matters, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minping.core.findings import Text


@dataclass(frozen=True)
class Explained:
    """A warning as a page says it. ``mend``: the word of the button that leaves the rows out, if there is one."""

    seen: Text
    why: Text
    remedy: Text
    mend: Text | None = None


def explained(code: str, facts: Mapping[str, Any], other: str = "", day: str = "") -> Explained:
    """The words for a warning; ``other`` names the other list, ``day`` the day."""
    return _WORDS[code](facts, other, day)


def jaccard(both: int, union: int) -> str:
    """Shared people as a share of all people of both lists, with its numbers: 12.5%（25/200）."""
    permille = (both * 1000 + union // 2) // union if union else 0
    return f"{permille // 10}.{permille % 10}%"


def _small(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n, least = facts["people"], facts["least"]
    return Explained(
        Text(f"名册只有{n}人，少于{least}人。", f"The list has {n} people, fewer than {least}."),
        Text("人数太少时，作答的人容易被猜出来。", "With so few, it can be guessed who answered."),
        Text("请补报，或与其他名单合并为一类。", "Ask for more people, or join it with other lists."),
    )


def _narrow(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n, sample, wanted = facts["people"], facts["sample"], facts["wanted"]
    return Explained(
        Text(
            f"名册{n}人，样本{sample}人，不足三倍（{wanted}人）。",
            f"{n} people for a sample of {sample}: less than three times ({wanted}).",
        ),
        Text("报送单位容易猜出谁被抽中。", "The unit that supplied it can guess who was asked."),
        Text("请单位补报，或减少样本。", "Ask the unit for more, or draw fewer."),
    )


def _doubles(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n = facts["people"]
    return Explained(
        Text(
            f"有{n}行重复了同一名册里已有的号码，每人只计一次。",
            f"{n} rows repeated a number of the same list; each person counts once.",
        ),
        Text("重复多，说明名册可能是拼凑的。", "Many repetitions suggest a list that was padded."),
        Text("请核对来源后说明。", "Check the source and say what it was."),
    )


def _names(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n = facts["people"]
    return Explained(
        Text(
            f"有{n}个号码在别处登记的是另一个名字。", f"{n} numbers are known under another name elsewhere."
        ),
        Text(
            "可能是家人共用，也可能是号码冒用。", "A family may share a number, or somebody uses another's."
        ),
        Text("请抽几人回访后说明。", "Call a few of them back and say what came out."),
    )


def _no_staff_list(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    return Explained(
        Text(
            "还没有该单位工作人员的号码，无法查对。",
            "The numbers of this unit's staff are not there to check.",
        ),
        Text(
            "不查对就看不出单位把自己人报成服务对象。", "Without them own staff among the clients go unseen."
        ),
        Text(
            "请单位联络员导入工作人员号码（只存加密索引）。",
            "Let the liaison import them (only a keyed index is kept).",
        ),
    )


def _staff(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n, of = facts["people"], facts["of"]
    return Explained(
        Text(
            f"名册{of}人中有{n}人用的是该单位工作人员的号码。",
            f"{n} of {of} people have the number of the unit's own staff.",
        ),
        Text("单位的人不能代表服务对象评议本单位。", "Staff cannot appraise their own unit as its clients."),
        Text("请把这些行不列入抽样，并向单位核实。", "Leave these rows out and ask the unit."),
        Text("这些行不列入抽样", "Leave these rows out"),
    )


def _shared(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    both, union = facts["people"], facts["union"]
    share = jaccard(both, union)
    return Explained(
        Text(
            f"与「{other}」的名册有{both}人相同，占两份名册全部{union}人的{share}。",
            f"{both} people stand on the list of “{other}” too: {share} of the {union} on either.",
        ),
        Text("两家单位的服务对象不大会这样重合。", "Two units hardly serve so many of the same people."),
        Text("请向两家单位核实名册来源后说明。", "Ask both units where their lists come from, and say."),
    )


def _block(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n, runs = facts["people"], facts["runs"]
    return Explained(
        Text(
            f"有{n}个手机号成段连号，共{runs}段。",
            f"{n} mobile numbers follow each other in {runs} unbroken runs.",
        ),
        Text(
            "真实的服务对象不会连号，可能是编造或成批办卡。",
            "Real clients have no consecutive numbers; these may be invented.",
        ),
        Text("请把这些行不列入抽样，或回访后说明。", "Leave these rows out, or call back and explain."),
        Text("这些行不列入抽样", "Leave these rows out"),
    )


def _unreachable(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n, of = facts["people"], facts["of"]
    return Explained(
        Text(
            f"{of}人中有{n}人没有手机号，收不到短信。",
            f"{n} of {of} people have no mobile number and get no message.",
        ),
        Text(
            "只能用纸质邀请或电话，回收率会受影响。",
            "They need a printed slip or a call, which lowers the response.",
        ),
        Text("请补报手机号，或安排纸质邀请。", "Ask for mobile numbers, or plan printed invitations."),
    )


def _day(facts: Mapping[str, Any], other: str, day: str) -> Explained:
    n, usual = facts["people"], facts["usual"]
    return Explained(
        Text(
            f"{day} 一天就有{n}人办事，平常一天{usual}人。",
            f"{n} people were served on {day}; usually it is {usual} a day.",
        ),
        Text(
            "集中在一天，可能是临时凑数。", "So many on one day may have been put together for the purpose."
        ),
        Text("请核对办事记录后说明。", "Check the records of that day and explain."),
    )


_WORDS = {
    "small": _small,
    "narrow": _narrow,
    "doubles": _doubles,
    "names": _names,
    "no_staff_list": _no_staff_list,
    "staff": _staff,
    "shared": _shared,
    "block": _block,
    "unreachable": _unreachable,
    "day": _day,
}

CODES = tuple(_WORDS)
