"""Command for draws: anybody repeats one from the published files."""

import sys
from pathlib import Path

import click

from minping.core.bundle.atomic import new_file
from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.sampling.draw import Draw, Plan, check_plan, draw
from minping.core.sampling.drawn_file import drawn_csv
from minping.core.sampling.frames import Frame, read_frame
from minping.core.sampling.quotas import Allocation
from minping.site.console import EXIT_FOUND, Voice, speaking
from minping.site.loading import existing


@click.command("draw")
@click.argument("frame", nargs=-1, required=True)
@click.option("--dice", required=True, help="当众掷出的点数 / pips thrown before observers")
@click.option("--size", type=click.IntRange(1), required=True, help="每份名单抽取人数 / sample of each list")
@click.option("--reserve", type=click.IntRange(0), default=0, help="每份名单备用人数 / reserves of each list")
@click.option(
    "--allocation",
    type=click.Choice([a.value for a in Allocation]),
    default=Allocation.PROPORTIONAL.value,
    show_default=True,
    help="各层名额 / quotas of strata",
)
@click.option("--pooled", is_flag=True, help="人数指全部名单合计 / sizes hold for all lists together")
@click.option("--out", type=click.Path(path_type=Path), help="写出抽取名单（CSV） / write the drawn list")
@click.option("--check", "published", type=click.Path(path_type=Path), help="与公布的名单核对 / compare")
@speaking
def draw_command(
    frame: tuple[str, ...],
    dice: str,
    size: int,
    reserve: int,
    allocation: str,
    pooled: bool,
    out: Path | None,
    published: Path | None,
    voice: Voice,
) -> None:
    """按公布的抽样框和骰子点数重做抽样。 / Repeat a draw from the published frames and dice.

    抽样框只有编号，没有个人信息；同样的文件和点数在任何电脑上抽出同样的人。

    \b
    例 / example:
      minping draw 卫健局.frame --dice "3 5 1 6 2 4 4 1 6 3 2 5 1 1 6 4 2 3 5 6" --size 100
    """
    frames = _frames(frame)
    plan = Plan(size, reserve, Allocation(allocation), pooled)
    made = draw(frames, plan, dice)
    findings = check_plan(frames, plan)
    listed = drawn_csv(made)
    same = published is None or existing(str(published)).read_bytes() == listed
    voice.findings(findings)
    if out is not None:
        with new_file(out) as fresh:
            fresh.write_bytes(listed)
    if not voice.as_json:
        _show(made, voice, listing=out is None and published is None)
    if published is not None:
        if same:
            voice.say("与公布的名单完全一致。", "The published list is exactly this draw.")
        else:
            voice.say("与公布的名单不一致！", "The published list differs from this draw!")
    voice.result(
        same,
        findings,
        commitment=made.commitment,
        seed=made.seed,
        frames={f.name: f.digest for f in frames},
        drawn=[list(cell.members) for cell in made.cells],
        reserve=[list(cell.reserves) for cell in made.cells],
    )
    if not same:
        sys.exit(EXIT_FOUND)


def _frames(names: tuple[str, ...]) -> list[Frame]:
    found = []
    for name in names:
        path = existing(name)
        if path.is_dir():
            raise RefusedInput([_folder(name)])
        found.append(read_frame(path.read_bytes(), name))
    return found


def _folder(name: str) -> Finding:
    return error(
        "frame.folder",
        "这是文件夹，不是抽样框文件",
        "this is a folder, not a frame file",
        "请逐个写出文件名",
        "name the files one by one",
        Place(file=name),
    )


def _show(made: Draw, voice: Voice, *, listing: bool) -> None:
    voice.say(f"承诺 SHA-256：{made.commitment}", f"commitment SHA-256: {made.commitment}")
    voice.say(f"种子 SHA-256：{made.seed}", f"seed SHA-256: {made.seed}")
    header = [voice.words(*pair) for pair in _COLUMNS]
    rows = [
        [cell.frame, cell.stratum, str(cell.entries), str(len(cell.members)), str(len(cell.reserves))]
        for cell in made.cells
    ]
    voice.table(voice.words("抽样结果", "The draw"), header, rows, {2, 3, 4})
    if listing:
        voice.lines(made.members)


_COLUMNS = (("名单", "list"), ("层", "stratum"), ("人数", "entries"), ("抽取", "drawn"), ("备用", "reserve"))
