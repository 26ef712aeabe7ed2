"""What can be wrong with a ballot row, in words. Standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minping.core.findings import Finding, Place, error

MOST_PER_FILE = 50
Condition = tuple[tuple[str, str], ...]
"""Fields and the raw texts they hold in the rows concerned."""


@dataclass(frozen=True)
class Problem:
    """One kind of fault with one value. ``column`` is the field at fault; ``words`` fill the message."""

    reason: str
    column: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass
class Found:
    """Rows with one problem: how many, and where they can be looked for (any of the conditions)."""

    rows: int = 0
    where: set[Condition] = field(default_factory=set)


class Problems:
    """All problems of one table, collected on the grouped output."""

    def __init__(self) -> None:
        self._found: dict[Problem, Found] = {}
        self.more = 0

    def add(self, problem: Problem, rows: int, where: Condition) -> None:
        found = self._found.setdefault(problem, Found())
        found.rows += rows
        found.where.add(where)

    def __len__(self) -> int:
        return len(self._found)

    def listed(self) -> list[tuple[Problem, Found]]:
        """The problems to be told, in a fixed order, most frequent first within a reason."""
        order = sorted(self._found.items(), key=lambda p: (p[0].reason, -p[1].rows, p[0].words))
        return order[:MOST_PER_FILE]

    @property
    def untold(self) -> int:
        """How many problems are not among the listed ones (``more``: those that were only counted)."""
        return max(len(self._found) - MOST_PER_FILE, 0) + self.more


_Message = tuple[str, str, str, str]
MESSAGES: Mapping[str, _Message] = {
    "missing_unit": (
        "单位为空",
        "The unit is empty",
        "请填写单位；合并单元格须先拆分并填满。",
        "Fill in the unit; split merged cells and fill each row.",
    ),
    "unknown_unit": (
        "单位「{value}」不在单位名单中",
        "Unit “{value}” is not on the list of units",
        "请核对单位名称或代码，或在 units.csv 中补上该单位（改名的写入曾用名）。",
        "Check the name or code, or add it to units.csv (former names in their column).",
    ),
    "ambiguous_unit": (
        "单位「{value}」对应名单中的多个单位（{allowed}）",
        "Unit “{value}” fits several units on the list ({allowed})",
        "请改用单位代码。",
        "Use the unit's code.",
    ),
    "exempt_unit": (
        "单位「{value}」为免评单位，不接受评分",
        "Unit “{value}” is exempt and takes no ratings",
        "请删去这些行，或更正 units.csv 中的状态。",
        "Remove these rows, or correct its status in units.csv.",
    ),
    "opinion_only_unit": (
        "单位「{value}」只征求意见，不接受评分",
        "Unit “{value}” is asked about for opinions only and takes no ratings",
        "请删去这些行，或更正 units.csv 中的状态。",
        "Remove these rows, or correct its status in units.csv.",
    ),
    "missing_group": (
        "投票层面为空，而方案有多个投票层面（{allowed}）",
        "The voter group is empty and the scheme has several ({allowed})",
        "请填写投票层面。",
        "Fill in the voter group.",
    ),
    "unknown_group": (
        "方案中没有投票层面「{value}」（有：{allowed}）",
        "The scheme has no voter group “{value}” (it has: {allowed})",
        "请用方案中的代码或名称。",
        "Use a code or name of the scheme.",
    ),
    "missing_round": (
        "轮次为空，而投票层面「{group}」有多个轮次（{allowed}）",
        "The round is empty and voter group “{group}” has several ({allowed})",
        "请填写轮次。",
        "Fill in the round.",
    ),
    "unknown_round": (
        "投票层面「{group}」没有轮次「{value}」（有：{allowed}）",
        "Voter group “{group}” has no round “{value}” (it has: {allowed})",
        "请用方案中该层面的轮次代码或名称。",
        "Use the code or name of a round of that group.",
    ),
    "unknown_channel": (
        "投票层面「{group}」没有渠道「{value}」（有：{allowed}）",
        "Voter group “{group}” has no channel “{value}” (it has: {allowed})",
        "请用方案中该层面的渠道。",
        "Use a channel that the scheme gives this group.",
    ),
    "join_mark": (
        "「{value}」含有「{mark}」，该符号留作合并单元的标记",
        "“{value}” contains “{mark}”, which is kept as the mark of merged cells",
        "请换一个不含该符号的写法。",
        "Write it without that sign.",
    ),
    "unknown_state": (
        "状态「{value}」无法识别",
        "State “{value}” is not understood",
        "请填写「有效」或「废票」，或留空；空白票由答案自行判定。",
        "Write valid or spoiled, or leave it empty; blank ballots are seen from the answers.",
    ),
    "bad_count": (
        "份数「{value}」不是 1 至 10000000 的整数",
        "Count “{value}” is not a whole number from 1 to 10000000",
        "请填写这一行代表的相同选票份数。",
        "Write how many identical ballots the row stands for.",
    ),
    "keyed_count": (
        "有票号的行，份数只能是 1，现为「{value}」",
        "A row with a ballot key stands for one ballot, but its count is “{value}”",
        "请每份选票一行，或去掉票号列。",
        "Give each ballot its own row, or leave out the ballot keys.",
    ),
    "bad_date": (
        "日期「{value}」无法识别",
        "Date “{value}” is not understood",
        "请写成 2024-07-15 的样子。",
        "Write it like 2024-07-15.",
    ),
    "unknown_option": (
        "答案「{value}」不在选项之中（{allowed}）",
        "Answer “{value}” is none of the options ({allowed})",
        "请用选项的代码、名称或别名，打分的填数字；多选、涂改的写「废票」，没填的留空。",
        "Use an option's code, name or alias, or digits for points; “spoiled” for several marks; empty for none.",
    ),
    "out_of_range": (
        "分数「{value}」超出范围或不合步长（{allowed}）",
        "Points “{value}” are out of range or off the step ({allowed})",
        "请核对原始选票；无法辨认的写「废票」。",
        "Check the paper; write “spoiled” if it cannot be read.",
    ),
    "not_asked": (
        "投票层面「{group}」对「{category}」类单位不评此项，却有答案「{value}」",
        "Voter group “{group}” is not asked this about units of “{category}”, yet there is “{value}”",
        "请删去这些答案，或更正单位的类别、方案的评议内容。",
        "Remove these answers, or correct the unit's category or the scheme's aspects.",
    ),
    "missing_aspect": (
        "缺少评议内容「{value}」的列，而投票层面「{group}」要评此项",
        "There is no column for aspect “{value}”, which voter group “{group}” rates",
        "请补上该列（没有答案的留空）。",
        "Add the column (empty where there is no answer).",
    ),
    "refused_all_same": (
        "选票各项答案全部相同，方案规定拒收（{value}）",
        "All answers of the ballot are the same; the scheme refuses such ballots ({value})",
        "请剔除这些选票并附说明，或将方案中的处理改为废票、标记或隔离。",
        "Take these ballots out with a note, or let the scheme spoil, flag or quarantine them.",
    ),
    "refused_max_share": (
        "选票同一选项占比超限，方案规定拒收（{value}）",
        "One option has too large a share of the ballot; the scheme refuses such ballots ({value})",
        "请剔除这些选票并附说明，或将方案中的处理改为废票、标记或隔离。",
        "Take these ballots out with a note, or let the scheme spoil, flag or quarantine them.",
    ),
    "refused_late": (
        "日期「{value}」不在该轮次的测评实施时间内（{allowed}），方案规定拒收",
        "Date “{value}” lies outside the fieldwork window of its round ({allowed}); the scheme refuses it",
        "请核对日期，或剔除这些选票并附说明。",
        "Check the date, or take these ballots out with a note.",
    ),
    "duplicate": (
        "票号「{value}」对单位「{unit}」重复评价",
        "Ballot “{value}” rates unit “{unit}” more than once",
        "请删去多余的行；不同会场、抽样层的票号重复时，请补上「会场」或「抽样层」列。",
        "Remove the extra rows; if sites or strata number their ballots alike, add the cluster or stratum column.",
    ),
}


def finding_for(
    problem: Problem, found: Found, row: int | None, place: Place, header: str, near: Sequence[str] = ()
) -> Finding:
    """The message for a problem first met in ``row`` (spreadsheet row) of the file in ``place``.
    ``near``: what may have been meant."""
    zh, en, fix_zh, fix_en = MESSAGES[problem.reason]
    if near:
        fix_zh = f"最接近的有：{'、'.join(near)}。{fix_zh}"
        fix_en = f"The nearest are: {', '.join(near)}. {fix_en}"
    words = {
        "value": "",
        "allowed": "",
        "group": "",
        "category": "",
        "unit": "",
        "mark": "",
        **dict(problem.words),
    }
    where = Place(place.file, place.sheet, row, header)
    counted_zh = f"（共 {found.rows} 行，首见于所示行）。" if found.rows > 1 else "。"
    counted_en = f" ({found.rows} rows, the first is given)." if found.rows > 1 else "."
    return error(
        f"ballots.{problem.reason}",
        zh.format(**words) + counted_zh,
        en.format(**words) + counted_en,
        fix_zh,
        fix_en,
        where,
    )


def untold_finding(number: int, place: Place) -> Finding:
    """There are more problems than can be told at once."""
    return error(
        "ballots.more_problems",
        f"另有 {number} 类问题未列出。",
        f"{number} more kinds of problem are not listed.",
        "请先改正以上问题，再重新检查。",
        "Mend these first, then check again.",
        place,
    )
