"""Documents that the renderers are tried on, and how the made files are read back."""

import io
import zipfile
from datetime import date
from fractions import Fraction

import pypdfium2

from minping.apps.documents.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Choice,
    Column,
    DistributionChart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Shade,
    Signature,
    Stack,
    Table,
)

DAY = date(2025, 1, 15)
LONG = "某某县自然资源和规划局驻行政审批服务中心窗口及不动产登记交易中心综合受理第一大厅"
MARKUP = (
    "#let x = 1",
    "*粗*",
    "$a_b$",
    "<标签>",
    "@引用",
    "[方括号]",
    "\\反斜线",
    "`代码`",
    "//注",
    "= 标题",
    "- 项",
)
FORMULAS = ('=HYPERLINK("x")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "＝1+1")

COLUMNS = (
    Column("名次", align=Align.CENTER, number=True),
    Column("单位", width=16),
    Column("得分", "分", Align.RIGHT, number=True),
    Column("满意率", align=Align.RIGHT, number=True),
)


def rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row((str(i), LONG if i % 9 == 1 else f"县第{i}局", f"{95 - i / 10:.2f}", f"{90 - i / 10:.2f}%"))
        for i in range(1, count + 1)
    )


def table(count: int = 5, **changes: object) -> Table:
    foot = (Row(("", "平均", "90.10", ""), strong=True),)
    return Table("机关类（结果）", COLUMNS, rows(count), foot, ("各栏分别取舍。",), "没有单位", **changes)  # type: ignore[arg-type]


def bars(count: int = 3, **changes: object) -> BarChart:
    made = tuple(Bar(f"县第{i}局", Fraction(60 + i % 40), f"{60 + i % 40}.00") for i in range(count))
    return BarChart("最高99.00分，最低60.00分", "得分（分）", made, **changes)  # type: ignore[arg-type]


def stacks(count: int = 2) -> DistributionChart:
    choices = (Choice("满意"), Choice("一般"), Choice("不满意"), Choice("不了解", Shade.UNKNOWN))
    made = tuple(Stack(f"第{i}项", (60, 20, 10, 10)) for i in range(count))
    return DistributionChart("“不满意”占10.0%（10/100）", "占全部答案的比例", choices, made)


def document(*blocks: Block, **changes: object) -> Document:
    """A document with the given blocks, or with one of every kind."""
    every: tuple[Block, ...] = (
        Paragraph("各参评单位：", Role.ADDRESSEE),
        Paragraph("现将2024年评议结果通报如下。" * 6),
        Heading("参评概况"),
        Heading("单位", level=2),
        Heading("机关", level=3),
        Facts((("得分", "92.35分"), ("名次", "第3名（并列，共29个）"), ("等次", "优秀"))),
        Paragraph("样本较少：有效票共25份。", Role.WARNING),
        table(),
        bars(),
        stacks(),
        PageBreak(),
        Heading("说明"),
        Paragraph("小字。", Role.NOTE),
        Paragraph("附件：结果一览表"),
    )
    made = Document(
        title="关于2024年民主评议结果的通报",
        blocks=blocks or every,
        subtitle="（2024年）",
        signature=Signature("某某县评议办", "2025年1月15日"),
        source=("核算校验值：3fa9", "方案校验值：9c1e"),
        author="某某县评议办",
    )
    return Document(**{**vars(made), **changes})


def pdf_pages(made: bytes) -> list[str]:
    """The text of each page, line ends dropped."""
    opened = pypdfium2.PdfDocument(made)
    try:
        texts = []
        for number in range(len(opened)):
            text = opened[number].get_textpage().get_text_range()
            texts.append(text.replace("\r", "").replace("\n", "").replace("\ufffe", "-"))
        return texts
    finally:
        opened.close()


def part(made: bytes, name: str) -> str:
    """One XML file of a Word or Excel package."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read(name).decode()
