"""What each table of a campaign is called and which columns it has, in Chinese and English."""

from dataclasses import dataclass
from enum import StrEnum

from minping.core.bundle.names import key


class Kind(StrEnum):
    """What a column holds: a name that is looked up, free text, a word of a list, or a value."""

    NAME = "name"
    FREE = "free"
    WORD = "word"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Column:
    """``zh`` is the header that is written; ``aliases`` are the others that are read, in any case and
    with or without a unit in brackets. ``additive``: a total row must hold the sum."""

    name: str
    zh: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    additive: bool = False
    public: bool = True
    about: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header under which the column is found."""
        return (self.name, self.zh, *self.aliases)


@dataclass(frozen=True)
class Spec:
    """One table. ``name`` is the English file stem; ``zh`` and ``aliases`` also name files and sheets.
    ``labelled``: columns in which 合计 marks a total row (empty: any column of names)."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every file stem or sheet name under which the table is found."""
        return (self.name, self.zh, *self.aliases)

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(c for c in self.columns if c.name == name)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_UNIT_WORDS = (
    "单位名称 参评单位 被评议单位 被评单位 评议对象 参评单位名称 "
    "被评议单位名称 部门 部门名称 单位全称 部门（单位）"
)
_CODE_WORDS = "代码 编码 单位编码 单位编号 unit_code"
_GROUP_WORDS = "评议主体 层面 评议层面 主体 群体 评议群体 投票群体 评议人员 voter_group"
_SIGNER_WORDS = "签字 签发人 签字领导 审签人 负责人签字"

_UNIT = Column("unit", "单位", Kind.NAME, _words(_UNIT_WORDS), True, about="名称或代码")
_CODE = Column("code", "单位代码", Kind.NAME, _words(_CODE_WORDS), about="同名单位时用来区分，可不填")
_GROUP = Column("group", "投票层面", Kind.NAME, _words(_GROUP_WORDS), about="方案里的层面，只有一个时可省")
_ROUND = Column(
    "round", "轮次", Kind.NAME, _words("期次 期 批次 评议轮次 评议期次"), about="方案里的轮次，只有一个时可省"
)
_CHANNEL = Column("channel", "渠道", Kind.NAME, _words("投票渠道 评议渠道 评议方式 测评方式 途径 mode"))
_STRATUM = Column("stratum", "抽样层", Kind.NAME, _words("层 分层 层别 strata"))
_NOTE = Column("note", "备注", Kind.FREE, _words("说明 附注 remarks"), public=False)
_DATE = Column("date", "日期", Kind.DATE, _words("发生日期 时间 记录日期 发生时间 day"))

UNITS = Spec(
    "units",
    "单位",
    (
        Column(
            "unit",
            "单位名称",
            Kind.NAME,
            ("单位", "名称", *_words(_UNIT_WORDS)[1:], "name", "unit_name"),
            True,
        ),
        Column(
            "code",
            "代码",
            Kind.NAME,
            ("单位代码", *_words(_CODE_WORDS)[1:], "id"),
            about="不填时以名称为代码",
        ),
        Column(
            "category", "类别", Kind.NAME, _words("序列 分类 组别 单位类别 参评类别 类"), about="参评单位必填"
        ),
        Column("parent", "上级", Kind.NAME, _words("主管单位 上级单位 主管部门 所属单位 隶属单位 隶属")),
        Column("district", "区划", Kind.NAME, _words("镇街 所在镇街 行政区划 所在地 乡镇 乡镇街道 所属镇街")),
        Column("system", "系统", Kind.NAME, _words("所属系统 行业系统 条线")),
        Column("kind", "类型", Kind.WORD, _words("单位类型 对象类型 种类"), about="单位、站所、窗口、科室"),
        Column(
            "status", "状态", Kind.WORD, _words("参评状态 参评情况"), about="参评（默认）、免评、征求意见"
        ),
        Column(
            "former_names",
            "曾用名",
            Kind.FREE,
            _words("原名 前身 原单位 曾用名称 former"),
            about="多个用 ; 或 、 隔开，主要的在前",
        ),
        Column(
            "merged_names",
            "并入单位",
            Kind.FREE,
            _words("并入的单位 被并入单位 merged"),
            about="并入本单位、历年记录不由本单位承接的；合并单位写「任一」「全部」时看",
        ),
    ),
    _words("参评单位 单位名单 单位表 单位名册 名单 评议对象"),
)

COUNTS = Spec(
    "counts",
    "计票",
    (
        _UNIT,
        _CODE,
        _GROUP,
        _ROUND,
        _CHANNEL,
        _STRATUM,
        Column("cluster", "群", Kind.NAME, _words("会场 站点 点位 测评点 采集点 访问员 site")),
        Column(
            "aspect",
            "测评项",
            Kind.NAME,
            _words("评议内容 评议项目 测评内容 评价项目 题目 question"),
            about="* 表示整张票",
        ),
        Column(
            "option",
            "选项",
            Kind.NAME,
            _words("评价 档次 等次 评价等次 评价等级 评价结果 满意程度 答案 answer"),
            True,
        ),
        Column(
            "count", "票数", Kind.INTEGER, _words("份数 数量 计数 得票 得票数 number ballots"), True, True
        ),
    ),
    _words("票数 票数统计 计票表 计票结果 计数 统计"),
)

PARTICIPATION = Spec(
    "participation",
    "发放回收",
    (
        _GROUP,
        _ROUND,
        _CHANNEL,
        _STRATUM,
        Column("unit", "单位", Kind.NAME, _words(_UNIT_WORDS), about="方案按单位计参与时填"),
        _CODE,
        Column(
            "eligible",
            "应评",
            Kind.INTEGER,
            _words("应评人数 应参评 应参评人数 名册人数 总人数 应到 应到人数"),
            additive=True,
        ),
        Column(
            "invited", "邀请", Kind.INTEGER, _words("邀请人数 邀请数 抽中 抽中人数 通知人数"), additive=True
        ),
        Column(
            "issued",
            "发出",
            Kind.INTEGER,
            _words("发出份数 发出票数 发出数 发放 发放份数 发放票数 发放数 发票数 发出问卷"),
            additive=True,
        ),
        Column(
            "returned",
            "收回",
            Kind.INTEGER,
            _words("收回份数 收回票数 收回数 回收 回收份数 回收票数 回收数 收票数 收回问卷"),
            additive=True,
        ),
        _NOTE,
    ),
    _words("参与 参与情况 发放与回收 发收情况 参与率 参评情况"),
)

REPORTS = Spec(
    "reports",
    "报送",
    (
        Column("unit", "单位", Kind.NAME, _words(_UNIT_WORDS), about="整表口径的合计可不填单位"),
        _CODE,
        Column(
            "component",
            "部件",
            Kind.NAME,
            _words("指标 指标名称 考核项目 考评项目 组成部分 项目 部件名称 indicator"),
            True,
        ),
        Column("value", "值", Kind.NUMBER, _words("得分 分值 数值 结果 分数 报送值 率 score")),
        Column("numerator", "分子", Kind.NUMBER),
        Column("denominator", "分母", Kind.NUMBER),
        Column("source", "来源", Kind.FREE, _words("报送单位 报送部门 提供单位 数据来源 partner")),
        Column("signer", "签字人", Kind.FREE, _words(_SIGNER_WORDS)),
        Column("date", "日期", Kind.DATE, _words("报送日期 时间 签字日期 day")),
        Column(
            "part_of",
            "归属合计",
            Kind.NAME,
            _words("属于 合计项 所属合计 上级指标"),
            about="本行是哪一行的组成部分",
        ),
        Column(
            "breakdown",
            "口径",
            Kind.NAME,
            _words("拆分 分组 拆分口径 split"),
            about="同一合计有几种拆法时区分",
        ),
        _NOTE,
    ),
    _words("部门报送 报送数据 考核数据 部门数据 指标数据"),
    labelled=("unit",),
)

ENTRIES = Spec(
    "entries",
    "日常考评",
    (
        _UNIT,
        _CODE,
        Column(
            "item",
            "考评项",
            Kind.NAME,
            _words("考评项目 考核项 条目 考核项目 项目 加扣分项 扣分项 加分项 事项"),
            True,
        ),
        _DATE,
        Column(
            "points",
            "分值",
            Kind.NUMBER,
            _words("得分 加减分 加扣分 分数 计分 score"),
            about="不填按方案每次分值",
        ),
        Column("count", "次数", Kind.INTEGER, _words("件数 次 times"), about="不填为 1"),
        Column("evidence", "依据", Kind.FREE, _words("证据 佐证 佐证材料 证明材料 依据材料"), public=False),
        Column("source", "来源", Kind.FREE, _words("提供单位 数据来源 记录单位"), public=False),
        Column(
            "state",
            "状态",
            Kind.WORD,
            _words("记录状态"),
            about="提出、已告知、有异议、维持、撤销、锁定（默认）",
        ),
    ),
    _words("考评记录 日常考评记录 加扣分 加扣分记录 考核记录 台账"),
)

EVENTS = Spec(
    "events",
    "事件",
    (
        Column("unit", "单位", Kind.NAME, _words(_UNIT_WORDS), about="整个活动的说明可不填"),
        _CODE,
        Column("event", "事件", Kind.NAME, _words("事件名称 事项 情形 否决情形 名称"), True),
        _DATE,
        Column("count", "次数", Kind.INTEGER, _words("件数 次 times"), about="不填为 1"),
        Column("note", "备注", Kind.FREE, _words("说明 附注 理由 原因 remarks"), public=False),
        Column("signed_by", "签字人", Kind.FREE, ("signer", *_words(_SIGNER_WORDS))),
    ),
    _words("事件记录 一票否决 通报 事件表"),
)

HISTORY = Spec(
    "history",
    "历年结果",
    (
        _UNIT,
        _CODE,
        Column("year", "年度", Kind.INTEGER, _words("年份 年"), True),
        Column("category", "类别", Kind.NAME, _words("序列 分类 组别 单位类别")),
        Column("rank", "名次", Kind.NUMBER, _words("排名 位次 排位")),
        Column("of", "总数", Kind.INTEGER, _words("单位数 同类单位数 参评单位数 参评数")),
        Column(
            "behind",
            "其后单位数",
            Kind.INTEGER,
            _words("名次在后的单位数 排在其后的单位数"),
            about="名次在其后的单位数；末几名并列时填",
        ),
        Column("score", "得分", Kind.NUMBER, _words("总分 分数 总得分 综合得分 分值")),
        Column("grade", "等次", Kind.NAME, _words("等级 评定等次 评定结果 结果")),
        Column("bottom", "末位", Kind.YES_NO, _words("是否末位 末几位 末位单位 是否末几位")),
        Column("exempt", "免评", Kind.YES_NO, _words("是否免评 免评单位")),
    ),
    _words("历史 历年 历年名次 历史结果 往年结果"),
)

TABLES = (UNITS, COUNTS, PARTICIPATION, REPORTS, ENTRIES, EVENTS, HISTORY)
"""In the order in which they are written."""

IGNORED = frozenset(
    key(word) for word in ("序号", "序", "行号", "备注", "no", "no.", "#", "index", "note", "remarks")
)
"""Columns that are passed over without a word where a table has no use for them."""
