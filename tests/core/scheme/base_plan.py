"""One small plan in Chinese that tests vary."""

from minping.core.findings import Finding, RefusedInput
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Node
from minping.core.scheme.reader import read_scheme
from minping.core.scheme.tree import walk

BASE = """\
方案: 试点方案
年度: 2024
量表:
  四档:
    选项:
      - {代码: A, 名称: 满意, 分值: 100, 计为满意: 是}
      - {代码: B, 名称: 基本满意, 分值: 80, 计为满意: 是}
      - {代码: C, 名称: 不满意, 分值: 0, 别名: [差]}
      - {代码: U, 名称: 不了解}
测评项:
  - {代码: F, 名称: 服务态度}
  - {代码: X, 名称: 办事效率, 权重: 2}
投票层面:
  群众: {名称: 群众代表, 渠道: [短信, 网络]}
  企业: {名称: 企业代表}
轮次:
  上半年: {层面: 群众、企业}
  下半年: {}
类别:
  - 行政单位
  - {代码: 服务, 名称: 服务行业}
计分:
  总分:
    运算: 加权
    满分: 100
    组成:
      - {名称: 群众评议, 权重: 60, 运算: 测评, 层面: 群众}
      - {名称: 企业评议, 权重: 40, 运算: 测评, 层面: 企业代表}
等次:
  - {名称: 优秀, 不低于: 90}
  - {名称: 一般}
"""


def read(text: str) -> Scheme:
    return read_scheme(text.encode(), "方案.yaml")


def varied(*changes: tuple[str, str]) -> str:
    """The base plan with pieces replaced; each piece must be there."""
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def refused(text: str | bytes) -> tuple[Finding, ...]:
    """The findings for which the text is refused."""
    try:
        read_scheme(text if isinstance(text, bytes) else text.encode(), "方案.yaml")
    except RefusedInput as refusal:
        return refusal.findings
    raise AssertionError("the text was accepted")


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def node(scheme: Scheme, code: str) -> Node:
    """The node with this code."""
    trees = (*scheme.trees.values(), *scheme.measures.values())
    return next(n for tree in trees for n in walk(tree) if n.head.code == code)
