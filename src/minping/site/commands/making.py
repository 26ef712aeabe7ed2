"""The command that makes campaigns up: simulate."""

from pathlib import Path

import click

from minping.core.scheme.model import Scheme
from minping.core.simulate.county import simulate
from minping.core.simulate.demo import demo_county, demo_scheme_file
from minping.core.simulate.plan import CountyPlan
from minping.core.simulate.write import write_simulated, write_truth
from minping.site.console import Voice, speaking
from minping.site.loading import load_scheme, scheme_file_of


@click.command("simulate")
@click.option(
    "--seed", type=int, required=True, help="随机种子，同一种子结果相同 / the same seed gives the same files"
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="新活动文件夹 / new campaign folder"
)
@click.option("--scheme", default="", help="方案，默认演示方案 / a scheme; the demo's by default")
@click.option(
    "--units", type=click.IntRange(1, 5000), default=24, show_default=True, help="参评单位数 / units"
)
@click.option(
    "--category",
    "categories",
    type=(str, click.IntRange(0, 5000)),
    multiple=True,
    metavar="NAME N",
    help="某类别的参评单位数，可重复，代替 --units / units of a category, repeatable, in place of --units",
)
@click.option(
    "--exempt", type=click.IntRange(0), default=2, show_default=True, help="免评单位数 / exempt units"
)
@click.option(
    "--opinion-only",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="只征求意见的单位数 / units asked for opinions only",
)
@click.option(
    "--stations",
    type=click.IntRange(0),
    default=4,
    show_default=True,
    help="每单位站所数 / stations per unit",
)
@click.option(
    "--ballots",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    help="每单位每层面每期票数 / ballots per unit, group, round",
)
@click.option(
    "--experts", type=click.IntRange(0), default=0, help="评议全部单位的人数 / persons who rate all units"
)
@click.option("--years", type=click.IntRange(0, 20), default=2, show_default=True, help="历年数 / past years")
@click.option(
    "--spread",
    type=click.IntRange(0, 20),
    default=4,
    show_default=True,
    help="同类单位真实水平的标准差（分） / standard deviation of true scores within a category, points",
)
@click.option("--gaming", is_flag=True, help="含拉票、灌票、假票 / with canvassing, stuffing, forged forms")
@click.option(
    "--truth", type=click.Path(path_type=Path), help="另存真实情况的文件 / file for the truth, kept apart"
)
@speaking
def simulate_command(
    seed: int,
    out: Path,
    scheme: str,
    units: int,
    categories: tuple[tuple[str, int], ...],
    exempt: int,
    opinion_only: int,
    stations: int,
    ballots: int,
    experts: int,
    years: int,
    spread: int,
    gaming: bool,
    truth: Path | None,
    voice: Voice,
) -> None:
    """虚构一个县，生成完整的活动文件夹。 / Make up a county and write its campaign folder.

    \b
    例 / examples:
      minping simulate --seed 7 --out 试算
      minping simulate --seed 7 --scheme scheme.yaml --units 173 --out 试算
      minping simulate --seed 7 --category 执法 20 --category 服务 12 --years 3 --out 试算
    """
    loaded = load_scheme(scheme).scheme if scheme else demo_county(seed).scheme
    file = scheme_file_of(scheme) if scheme else demo_scheme_file()
    plan = CountyPlan(
        units=units,
        categories=_sizes(loaded, categories),
        exempt=exempt,
        opinion_only=opinion_only,
        stations=stations,
        ballots_per_unit=ballots,
        experts=experts,
        years=years,
        spread=spread,
        gaming=gaming,
    )
    county = simulate(loaded, plan, seed)
    with voice.progress() as progress:
        write_simulated(
            county, out, scheme_file=file, progress=lambda _table, done: progress("simulate", done)
        )
    if truth is not None:
        write_truth(county, truth)
    voice.say(f"已生成 {out}，可运行 minping score {out}", f"{out} is ready: minping score {out}")
    voice.result(True, folder=str(out), units=len(county.units))


def _sizes(scheme: Scheme, given: tuple[tuple[str, int], ...]) -> dict[str, int]:
    """Units by category code. Raises ``click.BadParameter`` for what is no category, or no unit at all."""
    codes = {name: code for code, known in scheme.categories.items() for name in (code, known.name)}
    sizes: dict[str, int] = {}
    for name, number in given:
        if name not in codes:
            known = "、".join(category.name for category in scheme.categories.values())
            raise click.BadParameter(f"「{name}」不是方案的类别（有：{known}） / no category of the scheme")
        sizes[codes[name]] = number
    if sizes and not any(sizes.values()):
        raise click.BadParameter("至少要有一个参评单位 / there must be a unit")
    return sizes
