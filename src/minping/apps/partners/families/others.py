"""社情民意调查中心, tables of values, lists with sums, and sessions of sites."""

from minping.apps.partners.families.model import Column, Family, Measure, Parts, Shape, at_most
from minping.core.findings import Text

_VALID = Text("有效样本", "valid samples")

SURVEY = Family(
    code="survey",
    name=Text("社情民意调查中心", "survey centre"),
    about=Text(
        "每个单位一行：拨打或发出的样本、有效样本和各等次人数，并写明调查方式。",
        "A row for each unit: samples contacted, valid ones, numbers for each grade, and the method.",
    ),
    columns=(
        Column("method", "调查方式", "method", ("方式", "调查方法"), True, plain=True, example="电话访问"),
        Column("sample", "样本量", "sample", ("拨打样本", "调查样本", "发出样本"), True, example="400"),
        Column("valid", "有效样本", "valid", ("有效样本量", "有效问卷", "成功样本"), True, example="320"),
        Column("satisfied", "满意", "satisfied", ("满意人数", "满意样本"), True, example="250"),
        Column("fairly", "基本满意", "fairly satisfied", ("比较满意", "基本满意人数"), example="50"),
        Column("medium", "一般", "medium", ("一般人数",), example="10"),
        Column("dissatisfied", "不满意", "dissatisfied", ("不满意人数",), example="10"),
    ),
    measures=(
        Measure("satisfied", Text("满意率", "satisfied"), ("satisfied",), ("valid",), _VALID),
        Measure(
            "at_least_fairly",
            Text("满意率（含基本满意）", "satisfied or fairly so"),
            ("satisfied", "fairly"),
            ("valid",),
            _VALID,
        ),
        Measure("valid", Text("有效样本量", "valid samples"), ("valid",)),
        Measure(
            "reached",
            Text("成功率", "share reached"),
            ("valid",),
            ("sample",),
            Text("联系的全部样本", "all samples contacted"),
        ),
    ),
    rules=(
        at_most("valid", "sample"),
        at_most("satisfied", "valid"),
        Parts("valid", ("satisfied", "fairly", "medium", "dissatisfied")),
    ),
)

TABLE = Family(
    code="table",
    name=Text("各项得分表", "table of values"),
    about=Text(
        "每个单位一行，方案的每个部件一列，直接填得分、数量或比率（比率写 87.3% 或 0.873）。没有这项业务的填“不适用”。",
        "A row for each unit and a column for each component of the scheme, holding points, numbers or rates "
        "(87.3% or 0.873). Write 不适用 where it does not apply.",
    ),
    shape=Shape.WIDE,
)

LIST = Family(
    code="list",
    name=Text("逐项清单", "list of items"),
    about=Text(
        "每个单位每个部件一行；可附分子、分母，可列合计及其组成部分，系统核对各部分之和。",
        "A row for each unit and component, with numerator and denominator if wanted; totals may be listed "
        "with their parts, which are added up and compared.",
    ),
    shape=Shape.LIST,
)

SESSION = Family(
    code="site",
    name=Text("乡镇（街道）评议会", "session of a site"),
    about=Text(
        "每个单位（每个测评项）一行，填各选项的票数；没有发生的填0。",
        "A row for each unit (and aspect) with the votes for each option; write 0 where there were none.",
    ),
    shape=Shape.SESSION,
)
