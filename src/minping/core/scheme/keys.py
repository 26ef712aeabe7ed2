"""How the keys and fixed values of a scheme are written: the one table of Chinese and English spellings.

Each entry gives the English spelling (the name of the dataclass field or the value of the enum) and
then the Chinese ones; the first Chinese spelling is the one that messages and the manual print.
Spellings may be mixed in one file. A spelling belongs to one key only within its block.
"""

from collections.abc import Mapping
from functools import cache
from unicodedata import normalize

_KEYS = {
    "scheme": """
        title 方案 方案名称 标题; source 来源; year 年度; full 满分; scales 量表;
        aspects 测评项 测评内容; contents 评议内容; groups 投票层面 评议主体; rounds 轮次 期次;
        categories 类别 序列; trees 计分; measures 指标; validity 有效性; small_cells 小样本;
        vetoes 一票否决; grades 等次 等级; grade_basis 定等依据; rankings 排名; selections 评选 结果运用;
        publication 公布; rounding 舍入; questions 待定事项; notes 备注
    """,
    "open": "open 待定; suggest 建议; decided 定为; decided_by 决定人",
    "question": "path 位置; question 问题; decided 定为; decided_by 决定人",
    "window": "start 从; end 到",
    "scale": "code 代码; name 名称; options 选项; free 自由打分; blank 漏填; clause 依据",
    "option": "code 代码; name 名称; kind 类型; points 分值; satisfied 计为满意; aliases 别名",
    "free": "low 最低; high 最高; step 步长; bands 分段",
    "free_band": "name 名称; low 最低; high 最高; satisfied 计为满意",
    "aspect": "code 代码; name 名称; weight 权重; scale 量表; do 是否做到; dont 是否存在; clause 依据",
    "content": "name 名称; do 是否做到; dont 是否存在; clause 依据",
    "group": """
        code 代码; name 名称; scale 量表; aspects 测评项 测评内容; roster 名单; rates_all 评议全部单位; mass 群众;
        merge_class 归并类; quota 名额; channels 渠道; clause 依据
    """,
    "round": """
        code 代码; name 名称; groups 层面 投票层面 评议主体; reference_period 测评期间; fieldwork 实施时间;
        counts 计入; clause 依据
    """,
    "category": """
        code 代码; name 名称; tree 计分; aspects 测评项 测评内容; aspect_weights 测评项权重; full 满分;
        ranked 参加排名; clause 依据
    """,
    "validity": """
        minimums 最低样本; quorum 法定数; returned_within_issued 收回不超发出; ballot_rules 票规则;
        masses_first 群众优先
    """,
    "minimum": "number 数量; scope 范围; groups 层面 投票层面 评议主体; counted 计数; if_short 不足时; clause 依据",
    "quorum": "more_than 超过; at_least 不少于; of 基数; clause 依据",
    "ballot_rule": "check 检查; action 处理; option 选项; limit 上限; groups 层面 投票层面 评议主体; clause 依据",
    "small_cells": "threshold 阈值; merge 合并顺序; if_short 仍不足时; clause 依据",
    "masses_first": "at_least 不少于; clause 依据",
    "band": "ge 不低于 以上; gt 高于 超过; le 不高于; lt 低于 不足 不满",
    "veto": """
        name 名称; events 事件; at_least 累计; effects 后果; grade_cap 等次不高于; window 时间窗; clause 依据
    """,
    "condition": """
        node 看; grades 等次 等级; events 有事件; without_events 无事件; window 时间窗; categories 类别 序列;
        selected 入选; all_of 同时; any_of 任一
    """,
    "cut": "end 取; number 数量; share 比例; table 按规模; by_category 按类别; round_share 比例取整; ties 并列",
    "size_row": "at_least 不少于; number 数量",
    "grade": "name 名称; condition 条件; cut 名额; scope 范围; clause 依据",
    "ranking": """
        code 代码; name 名称; scope 范围; node 看; ascending 低者在前; basis 比较值; ties 并列;
        tie_break 并列比较; categories 类别 序列; clause 依据
    """,
    "tie_break": "node 看; higher_first 高者在前",
    "selection": """
        code 代码; name 名称; purpose 用途; ranking 排名; cut 名额; condition 条件; history 历史;
        clause 依据
    """,
    "history": "years 年数; consecutive 连续; bottom 末几名; grades 等次 等级; exempt 免评年; merged 合并单位",
    "rounding": "digits 小数位; rate_digits 百分数小数位; mode 方式",
    "publication": "levels 层级; live 实时公布; components 公布分项",
    "level": "name 名称; audience 对象; when 时间; fields 内容; clause 依据",
    "head": """
        op 运算; code 代码; name 名称; clause 依据; rule 规则; full 满分; cap 上限 封顶; floor 下限 保底;
        missing 缺项时
    """,
    "part": "weight 权重; worth 计分值; sign 正负",
    "survey": """
        groups 层面 投票层面 评议主体; rounds 轮次 期次; channels 渠道; strata 抽样层; clusters 会场;
        aspects 测评项 测评内容; measure 计量; numerator 分子; denominator 分母; aspect_rule 测评项合成;
        trim_high 去掉最高; trim_low 去掉最低; min_valid 最少有效票; if_short 不足时
    """,
    "report": """
        component 部件; quantity 性质; partner 报送单位; denominator_name 分母说明; signed 须签字;
        not_applicable 不适用时
    """,
    "ledger": "base 基础分; items 条目; window 时间窗; evidence 须证据",
    "ledger_item": "code 代码; name 名称; points 分值; cap 上限 封顶; period 周期; period_cap 周期上限; clause 依据",
    "event_count": "events 事件; window 时间窗",
    "constant": "value 值",
    "weighted": "parts 组成; parts_missing 组成缺项时",
    "sum": "terms 组成 parts",
    "mean": "nodes 组成 parts; weights 平均方式; given 各项权重; parts_missing 组成缺项时",
    "each": "over 维度; node 取自; weights 平均方式; given 各项权重; parts_missing 组成缺项时",
    "rollup": "by 归属; node 取自; weights 平均方式; kinds 类型; otherwise 无下级时; parts_missing 组成缺项时",
    "piecewise": "node 取自; slope 斜率; table 分档; line 折线",
    "slope": "target 目标; full 满分; step 每差; points 扣; bonus 加; steps 不足一档",
    "step": "points 得分",
    "line_point": "x 值; points 得分",
    "adjust": "node 取自; events 事件; amount 幅度; mode 方式; window 时间窗",
    "rescale": "node 取自",
    "pick": "choice 取法; nodes 组成 parts",
    "switch": "cases 情形; default 其他",
    "ref": "tree 引自",
    "relative": "node 取自; to 相对于; step 每名少",
}

_VALUES = {
    "Op": """
        survey 测评; report 报送 上报; ledger 台账; event_count 事件数; constant 定值; weighted 加权;
        sum 合计; mean 平均; each 逐项平均; rollup 下级平均 汇总; piecewise 分段 分段计分;
        adjust 扣减; rescale 换算 折算;
        pick 取舍; switch 按类别; ref 引用; relative 相对
    """,
    "OptionKind": "graded 评价; unknown 不了解; abstain 弃权",
    "BlankPolicy": "abstain 不计 弃权; spoil_aspect 该项作废; spoil_ballot 全票作废 整票作废",
    "Missing": "na 空缺; redistribute 分摊; full 满分; zero 零分; category_mean 类别平均; block 暂停",
    "Measure": "mean_points 平均分 满意度得分; satisfaction_rate 满意率",
    "AspectRule": "mean 平均; sum 合计; pool 合并",
    "Quantity": "points 分数 得分; rate 率; number 数 数量",
    "Denominator": """
        graded 有效票; unknown 不了解; abstain 弃权; blank 漏填; spoiled 废票; issued 发出;
        invited 邀请; eligible 应评; returned 收回
    """,
    "Weights": "equal 等权; ballots 按票数; given 给定",
    "Dimension": "round 轮次 期次; channel 渠道; stratum 抽样层; cluster 会场; group 层面 投票层面; aspect 测评项",
    "Attribution": "parent 上级; district 区划; system 系统",
    "UnitKind": "unit 单位; station 站所 基层站所; window 窗口; section 科室 股室",
    "Period": "month 月; quarter 季; half 半年; year 年",
    "Steps": "proportional 按比例; full_steps 不计; started_steps 按一档",
    "AdjustMode": "subtract 直减; factor 按比例; compound 连乘",
    "Choice": "first 首个; min 最低; max 最高",
    "RelativeTo": "best 最好; place 名次",
    "Sign": "plus 加 +; minus 减 -",
    "VetoEffect": "zero 零分; last_place 末位; no_award 取消评优",
    "Basis": "exact 精确值; published 公布值",
    "Scope": "category 类别; all 全部; district 区划; system 系统; parent 上级",
    "Ties": "competition 跳号; dense 连号; share 平均名次; unordered 不分先后",
    "CutTies": "include 一并列入; exclude 都不列入",
    "End": "top 前; bottom 后",
    "RoundShare": "floor 舍去; ceil 进一; half_up 四舍五入",
    "ExemptYears": "skip 跳过; break 中断",
    "MergedUnits": "main 主要单位; any 任一; all 全部",
    "Purpose": """
        praise 表扬 表彰; interview 约谈; admonition 诫勉谈话; yellow_card 黄牌; replacement 调整岗位;
        other 其他
    """,
    "Mode": "half_up 四舍五入; half_even 四舍六入五成双; down 舍去; up 进一",
    "ShortAction": "block 不出结果; reason 说明理由; na 该项空缺; warn 提醒",
    "MinimumScope": "campaign 全部; unit 每个单位; group 每个层面; unit_group 每个单位每个层面; station 每个站点",
    "Counted": "valid 有效票; returned 收回",
    "QuorumBase": "issued 发出; invited 邀请; eligible 应评",
    "BallotCheck": """
        max_share 一项过多; all_same 全部相同; duplicate 重复; late 逾期; outside 名单外;
        later_channel 后来渠道优先; same_ip 同一IP
    """,
    "BallotAction": "refuse 拒收; spoil 作废; flag 标记; quarantine 隔离",
    "MergeStep": "stratum 抽样层; channel 渠道; cluster 会场; round 轮次; station 站点; group 层面",
    "Live": "none 不公布; participation 参与情况; results 结果",
    "Bool": "true 是 yes; false 否 no",
}

Spellings = Mapping[str, tuple[str, ...]]
"""English spelling → the others, the printed Chinese one first."""


def _table(blocks: Mapping[str, str]) -> dict[str, Spellings]:
    table: dict[str, Spellings] = {}
    for block, text in blocks.items():
        words = [entry.split() for entry in text.split(";")]
        table[block] = {first: tuple(others) for first, *others in words}
    return table


KEYS: Mapping[str, Spellings] = _table(_KEYS)
"""Block of a scheme → its keys. A node has the keys of ``head``, of its operation and, as a part, of ``part``."""

VALUES: Mapping[str, Spellings] = _table(_VALUES)
"""Enum (or list of fixed words) → its values."""


def folded(written: str) -> str:
    """How spellings are compared: full-width forms, case and surrounding blanks do not matter."""
    return normalize("NFKC", written).strip().casefold()


@cache
def _lookup(kind: str, names: tuple[str, ...]) -> Mapping[str, str]:
    table = KEYS if kind == "key" else VALUES
    found: dict[str, str] = {}
    for name in names:
        for english, others in table[name].items():
            for spelling in (english, *others):
                found.setdefault(folded(spelling), english)
    return found


def key_named(blocks: tuple[str, ...], written: str) -> str | None:
    """The English key that ``written`` spells in these blocks, or None."""
    return _lookup("key", blocks).get(folded(written))


def value_named(enum: str, written: str) -> str | None:
    """The value of ``enum`` that ``written`` spells, or None."""
    return _lookup("value", (enum,)).get(folded(written))


def key_spellings(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """Every accepted spelling of every key of these blocks."""
    return tuple(_lookup("key", blocks))


def value_spellings(enum: str) -> tuple[str, ...]:
    """Every accepted spelling of every value of ``enum``."""
    return tuple(_lookup("value", (enum,)))


def key_zh(blocks: tuple[str, ...], english: str) -> str:
    """The Chinese spelling that is printed for a key."""
    return next(KEYS[block][english][0] for block in blocks if english in KEYS[block])


def value_zh(enum: str, english: str) -> str:
    """The Chinese spelling that is printed for a value."""
    return VALUES[enum][english][0]
