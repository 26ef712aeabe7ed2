"""Commands for sites that count apart: tally, merge."""

from pathlib import Path

import click

from minping.core.bundle.read import read_bundle
from minping.core.findings import Place, RefusedInput, error
from minping.core.tally.shards import load_tally, merge_tallies, save_tally
from minping.site.console import Voice, speaking
from minping.site.loading import existing


@click.command("tally")
@click.argument("bundle")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="新文件夹 / new folder")
@speaking
def tally_command(bundle: str, out: Path, voice: Voice) -> None:
    """只统计选票，写出可以相加的票型表。 / Tally the ballots into tables that can be added.

    票型表含有完整答案组合，属于内部资料，不得公开。

    \b
    例 / example:
      minping tally 东镇会场 --out 东镇计票
    """
    with voice.progress() as progress:
        loaded = read_bundle(existing(bundle), progress=progress)
    if loaded.tally is None:
        raise RefusedInput(
            [
                error(
                    "cli.no_ballots",
                    "这是公开形式，没有选票可统计",
                    "this is a public bundle: there are no ballots to tally",
                    "请使用带 ballots 文件夹的内部形式",
                    "use the private form, with a ballots folder",
                    Place(file=bundle),
                )
            ]
        )
    save_tally(loaded.tally, out)
    voice.findings(loaded.findings)
    voice.say(f"已写入 {out}（内部资料）", f"written to {out} (private)")
    voice.result(True, loaded.findings, folder=str(out))


@click.command("merge")
@click.argument("folders", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="新文件夹 / new folder")
@speaking
def merge_command(folders: tuple[str, ...], out: Path, voice: Voice) -> None:
    """把各会场、各站点的计票结果相加。 / Add the tallies of several sites.

    \b
    例 / example:
      minping merge 东镇计票 西镇计票 --out 全县计票
    """
    parts = [load_tally(existing(folder)) for folder in folders]
    save_tally(merge_tallies(parts), out)
    voice.say(f"{len(parts)}份计票已相加，写入 {out}", f"{len(parts)} tallies added, written to {out}")
    voice.result(True, folder=str(out), parts=len(parts))
