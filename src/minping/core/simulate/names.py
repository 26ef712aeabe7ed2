"""Invented names. None of the 120 place names is a county, township or village of China."""

import re

from minping.core.simulate.dice import Dice

_FIRST = "霁槿筠翊璟昀荻萱藜榆"
_SECOND = "禾渡湾桥原墟澜汀畈垣屿坞"
_SURNAMES = "林陈郑何许沈罗谢宋唐曾彭苏卢蒋蔡"
_GIVEN = ("明远", "立新", "海燕", "志平", "文静", "建民", "秀兰", "国安", "晓东", "永清", "慧敏", "家和")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BUREAUS = _words(
    "发展和改革局 教育局 科技局 工业和信息化局 民政局 司法局 财政局 人力资源和社会保障局 自然资源局 "
    "生态环境局 住房和城乡建设局 交通运输局 水利局 农业农村局 商务局 文化和旅游局 卫生健康局 "
    "退役军人事务局 应急管理局 审计局 统计局 医疗保障局 信访局 林业局 乡村振兴局 体育局 档案局 "
    "机关事务服务中心 政务服务中心 招商服务中心"
)
_ENFORCEMENT = _words(
    "公安局 市场监督管理局 城市管理局 交通运输综合执法大队 文化市场综合执法大队 农业综合执法大队 "
    "生态环境保护综合执法大队 卫生监督所 劳动监察大队 自然资源执法大队 水政监察大队 应急管理执法大队 "
    "消防救援大队 交警大队 烟草专卖局 住房保障中心"
)
_VERTICAL = _words(
    "税务局 气象局 邮政管理局 海关办事处 银保监管组 国家统计调查队 盐务局 无线电管理站 水文站 地震台 "
    "公路事务中心 海事处 金融监管支局 邮政分公司 养老保险中心 公积金管理部"
)
_SERVICE = _words(
    "供电公司 自来水公司 燃气公司 公共交通公司 热力公司 人民医院 中医医院 妇幼保健院 第一中学 职业中专 "
    "电信分公司 移动分公司 联通分公司 广电网络公司 农商银行 邮政储蓄支行 客运总站 殡仪馆 污水处理公司 "
    "物业服务中心"
)
_PARTY = _words(
    "纪委监委机关 党委办公室 组织部 宣传部 统战部 政法委 编办 人大办公室 政协办公室 总工会 团委 妇联 残联 "
    "科协 文联 工商联 红十字会 侨联 党校 法院 检察院"
)
_SECTIONS = _words(
    "办公室 人事股 财务股 政策法规股 行政审批股 运行监测股 企业服务股 投资股 能源股 安全生产股 商贸股 "
    "信息化股 监察室 综合执法大队 国有企业管理中心 政务大厅窗口 项目推进股 科技股 市场建设股 外贸股"
)
_STATIONS = _words(
    "派出所 市场监管所 税务分局 司法所 自然资源所 卫生院 中心学校 供电所 水务站 农技站 财政所 林业站 "
    "人社服务站 城管中队 交警中队 便民服务中心"
)

_BRANCHES = (
    ("公安局", ("派出所",)),
    ("大队", ("中队",)),
    ("公司", ("营业厅", "服务站")),
    ("医院", ("分院", "门诊部")),
    ("税务局", ("分局",)),
)
"""What the stations of a unit are called, by the end of its name."""

_STYLES = (
    (r"镇|乡|街道|社区", ()),
    (r"区县|县区|县（|^县|^区$|市县|地市|地区", None),
    (r"站|所|窗口", _STATIONS),
    (r"股|科|处室|内设|机关科", _SECTIONS),
    (r"执法|监管|政法|司法", _ENFORCEMENT),
    (r"垂直|驻|省市|条管", _VERTICAL),
    (r"服务行业|公共|企业|行业|医院|学校", _SERVICE),
    (r"党群|党政|群团|机关", _PARTY),
)
_COUNTY_ENDINGS = ("县", "区", "市")
_TOWN_ENDINGS = ("镇", "镇", "镇", "乡", "街道")


class Names:
    """Hands out names of one county, each once."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "names")
        self._places = self._dice.shuffled([a + b for a in _FIRST for b in _SECOND])
        self._used: set[str] = set()
        self._towns: list[str] = []
        self.county = self._place() + "县"

    def _place(self) -> str:
        if self._places:
            return self._places.pop()
        return f"{self._dice.pick(_FIRST)}{self._dice.pick(_FIRST)}{self._dice.pick(_SECOND)}"

    def unique(self, name: str) -> str:
        """``name``, or with a number behind it when somebody has it already."""
        shown, number = name, 1
        while shown in self._used:
            number += 1
            shown = f"{name}（{number}）"
        self._used.add(shown)
        return shown

    def town(self) -> str:
        """A township, sub-district or 镇 that nobody has yet."""
        return self.unique(self._place() + self._dice.pick(_TOWN_ENDINGS))

    def towns(self, number: int) -> list[str]:
        """The county's first ``number`` townships, the same at every call."""
        while len(self._towns) < number:
            self._towns.append(self.town())
        return self._towns[:number]

    def unit(self, category: str) -> str:
        """A unit that fits the name of its category."""
        pool = next((pool for pattern, pool in _STYLES if re.search(pattern, category)), _BUREAUS)
        if pool is None:
            return self.unique(self._place() + self._dice.pick(_COUNTY_ENDINGS))
        if not pool:
            self._towns.append(self.town())
            return self._towns[-1]
        free = [name for name in pool if name not in self._used]
        if free:
            return self.unique(free[0])
        return self.unique(f"{self._dice.pick(self.towns(8))}{self._dice.pick(pool)}")

    def below(self, parent: str, kind: str, town: str) -> str:
        """A station, window or section that belongs to ``parent`` and lies in ``town``."""
        stem = re.sub(r"(局|公司|中心|大队|办公室|医院|（\d+）)+$", "", parent)
        if kind in {"window", "窗口"}:
            return self.unique(f"政务大厅{stem}窗口")
        if kind in {"section", "科室", "股室"}:
            return self.unique(f"{parent}{self._dice.pick(_SECTIONS)}")
        if re.search(r"(镇|乡|街道)$", parent):
            return self.unique(parent + self._dice.pick(_STATIONS))
        endings = next((found for tail, found in _BRANCHES if parent.endswith(tail)), ("所", "站", "服务站"))
        return self.unique(f"{town}{stem}{self._dice.pick(endings)}")

    def former(self, name: str) -> str:
        """What a unit of today may have been called before."""
        for today, before in (("局", "委员会"), ("大队", "支队"), ("中心", "办公室"), ("公司", "总公司")):
            if name.endswith(today):
                return self.unique(name.removesuffix(today) + before)
        return self.unique(f"原{name}")

    def person(self) -> str:
        """A made-up person who signs."""
        return self._dice.pick(_SURNAMES) + self._dice.pick(_GIVEN)
