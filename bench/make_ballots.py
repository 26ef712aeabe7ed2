"""Make a campaign of one-unit ballots, as many as wanted, from a seed: ``python -m bench.make_ballots FOLDER``.

173 units in six categories, three voter groups, two rounds, three channels, five aspects on five
grades with 不了解 and blanks. A voter's answers hang together: unit, voter and aspect each have their
part in an answer, as in real questionnaires, where most ballots are alike and many differ a little.
The same seed and number give the same files, whatever the machine.
"""

import argparse
import csv
import os
from pathlib import Path

import duckdb

UNITS = 173
CATEGORIES = ("党务综合", "经济管理", "社会管理", "行政执法", "公共服务", "垂直管理")
ASPECTS = ("依法行政", "服务态度", "办事效率", "廉洁自律", "公开透明")
COLUMNS = ("unit", "group", "round", "channel", *ASPECTS)

SCHEME = """\
方案: 一千万张选票的计算
年度: 2026
满分: 100
量表:
  五档:
    选项:
      - {代码: A, 名称: 满意, 分值: 100, 计为满意: 是}
      - {代码: B, 名称: 比较满意, 分值: 80, 计为满意: 是}
      - {代码: C, 名称: 一般, 分值: 60}
      - {代码: D, 名称: 不太满意, 分值: 30}
      - {代码: E, 名称: 不满意, 分值: 0}
      - {代码: U, 名称: 不了解, 类型: 不了解}
    漏填: 不计
  百分:
    自由打分: {最低: 0, 最高: 100, 步长: 1}
    漏填: 不计
测评项: [ASPECTS]
投票层面:
  群众: {名称: 群众代表, 量表: 五档, 群众: 是, 名单: 各镇街, 渠道: [网络, 短信, 纸质]}
  企业: {名称: 企业代表, 量表: 五档, 名单: 工商联, 渠道: [网络, 短信, 纸质]}
  基层: {名称: 基层单位, 量表: 五档, 名单: 各镇街, 渠道: [网络, 短信, 纸质]}
轮次:
  上半年: {名称: 上半年, 测评期间: {从: 2026-01-01, 到: 2026-06-30}, 实施时间: {从: 2026-07-01, 到: 2026-07-20}}
  下半年: {名称: 下半年, 测评期间: {从: 2026-07-01, 到: 2026-11-30}, 实施时间: {从: 2026-12-01, 到: 2026-12-20}}
类别:
CATEGORIES
计分:
  总分:
    运算: 加权
    满分: 100
    组成:
      - {名称: 群众评议, 权重: 60%, 运算: 测评, 层面: 群众, 计量: 平均分}
      - {名称: 企业评议, 权重: 25%, 运算: 测评, 层面: 企业, 计量: 平均分}
      - {名称: 基层评议, 权重: 15%, 运算: 测评, 层面: 基层, 计量: 平均分}
小样本: {阈值: 10}
"""


_DRAWS = 64
"""Random numbers kept ready for each ballot."""


def _share(draw: int) -> str:
    """A number in [0, 1): the ballot's own for each ``draw``, following from its number and the seed."""
    return f"(hash(i * {_DRAWS} + {draw} + CAST($seed AS BIGINT) * 1000000007) >> 11) / 9007199254740992.0"


def _bell(draw: int) -> str:
    """About a standard normal number: the sum of four shares, scaled."""
    return "(" + " + ".join(_share(draw + n) for n in range(4)) + " - 2) * 1.7320508"


def _answer(position: int, scale: str) -> str:
    """An answer by latent satisfaction: grades with 2 % 不了解 and 1 % blank, or marks from 0 to 100."""
    draw = 8 + position * 8
    if scale == "marks":
        return f"CAST(least(100, greatest(0, round(86 + mood * 6 + {_bell(draw)} * 3))) AS VARCHAR)"
    noise = f"{_bell(draw)} * 0.45"
    return f"""CASE WHEN {_share(draw + 4)} < 0.02 THEN 'U' WHEN {_share(draw + 4)} < 0.03 THEN ''
        ELSE CASE WHEN mood + {noise} > 0 THEN 'A' WHEN mood + {noise} > -0.8 THEN 'B'
        WHEN mood + {noise} > -1.6 THEN 'C' WHEN mood + {noise} > -2.2 THEN 'D' ELSE 'E' END END"""


def ballots_query(rows: int, scale: str) -> str:
    """The ballots as SQL with a parameter ``$seed``."""
    answers = ", ".join(f'{_answer(at, scale)} AS "{name}"' for at, name in enumerate(ASPECTS))
    picked = f"""SELECT i, CAST(floor({_share(0)} * {UNITS}) AS INTEGER) AS u, {_share(1)} AS g,
        {_share(2)} AS r, {_share(3)} AS c, {_bell(4)} * 0.9 AS voter FROM range({rows}) t(i)"""
    return f"""SELECT 'U' || lpad(CAST(u + 1 AS VARCHAR), 3, '0') AS unit,
        CASE WHEN g < 0.7 THEN '群众' WHEN g < 0.9 THEN '企业' ELSE '基层' END AS "group",
        CASE WHEN r < 0.5 THEN '上半年' ELSE '下半年' END AS round,
        CASE WHEN c < 0.6 THEN '网络' WHEN c < 0.85 THEN '短信' ELSE '纸质' END AS channel, {answers}
        FROM (SELECT *, 0.3 + (u % 29) / 29.0 * 0.8 + voter AS mood FROM ({picked}))"""


def make_campaign(folder: Path, rows: int, form: str, scale: str, seed: int) -> Path:
    """Write the campaign; returns the ballot file. ``form``: ``csv`` or ``parquet``; ``scale``:
    ``grades`` or ``marks``."""
    ballots = folder / "ballots" / f"ballots.{form}"
    ballots.parent.mkdir(parents=True, exist_ok=True)
    categories = "\n".join(f"  {name}: {{名称: {name}}}" for name in CATEGORIES)
    scheme = SCHEME.replace("CATEGORIES", categories).replace("ASPECTS", ", ".join(ASPECTS))
    scheme = scheme.replace("量表: 五档", "量表: 百分") if scale == "marks" else scheme
    (folder / "scheme.yaml").write_text(scheme, encoding="utf-8")
    (folder / "campaign.yaml").write_text("名称: 一千万张选票\n年度: 2026\n", encoding="utf-8")
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as write:
        writer = csv.writer(write)
        writer.writerow(["unit", "code", "category"])
        for number in range(1, UNITS + 1):
            writer.writerow([f"第{number}局", f"U{number:03d}", CATEGORIES[number % len(CATEGORIES)]])
    how = "FORMAT CSV, HEADER" if form == "csv" else "FORMAT PARQUET"
    with duckdb.connect() as con:
        # A statement that copies takes no parameters of its own.
        query = ballots_query(rows, scale).replace("$seed", str(int(seed)))
        con.execute(f"COPY ({query}) TO '{os.fspath(ballots)}' ({how})")
    return ballots


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--scale", choices=["grades", "marks"], default="grades")
    given = parser.parse_args()
    print(make_campaign(given.folder, given.rows, given.format, given.scale, given.seed))


if __name__ == "__main__":
    main()
