"""The command demo: the invented county in the browser, or as a computed folder."""

import subprocess
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from minping.core.bundle.results import write_results
from minping.core.findings import Finding, RefusedInput, error
from minping.core.simulate.demo import DEMO_SEED, demo_county, demo_scheme_file
from minping.core.simulate.write import write_simulated
from minping.site import application
from minping.site.commands.campaigns import FORMATS, checked_day, computed, finish_score, report_writer, today
from minping.site.console import Voice, speaking
from minping.site.demo.home import begin_again, check_home, codes, discard, is_made, note
from minping.site.demo.logins import LOGINS, PASSWORD
from minping.site.demo.processes import HOST, Child, running


@dataclass(frozen=True)
class Demo:
    """Where the demo lives and where it is served. Pages and box have different host names: cookies do not
    tell ports apart."""

    home: Path
    port: int
    box_port: int

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def box(self) -> str:
        return f"http://localhost:{self.box_port}"

    @property
    def pages_child(self) -> Child:
        return Child(["serve", "--home", str(self.home), "--port", str(self.port), "--quiet"], self.port)

    @property
    def box_child(self) -> Child:
        port = ["--port", str(self.box_port), "--origin", self.site]
        return Child(["box", "--home", str(self.home), *port, "--quiet"], self.box_port)


@click.command("demo")
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    default=Path("minping-demo"),
    show_default=True,
    help="演示的数据文件夹 / data folder of the demo",
)
@click.option("--as-of", default="", help="演示中的今天，如 2026-11-22 / the day it is in the demo")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="网页端口 / port"
)
@click.option(
    "--box-port",
    type=click.IntRange(1, 65535),
    default=8001,
    show_default=True,
    help="投票箱端口 / of the box",
)
@click.option("--fresh", is_flag=True, help="丢弃旧的演示重来 / throw an older demo away")
@click.option("--no-serve", is_flag=True, help="只生成，不运行 / make it and do not run it")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="改为：只计算演示活动，写成文件夹 / compute a folder instead",
)
@click.option("--seed", type=int, default=DEMO_SEED, show_default=True, help="随机种子 / seed")
@click.option("--no-reports", is_flag=True, help="与 --out 同用：不写报告 / with --out: no reports")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="与 --out 同用 / with --out"
)
@click.option(
    "--date", "report_date", default="", help="与 --out 同用：报告上的日期 / with --out: date on the reports"
)
@speaking
def demo_command(
    home: Path,
    as_of: str,
    port: int,
    box_port: int,
    fresh: bool,
    no_serve: bool,
    out: Path | None,
    seed: int,
    no_reports: bool,
    formats: tuple[str, ...],
    report_date: str,
    voice: Voice,
) -> None:
    """在浏览器里看虚构的县：三个活动，登录名显示在屏幕上。 / The invented county in the browser.

    \b
    例 / examples:
      minping demo
      minping demo --out demo
    """
    if out is not None:
        _folder(out, seed, no_reports, formats, report_date, voice)
        return
    day = date.fromisoformat(checked_day(as_of) if as_of else today())
    application.check_port(HOST, port, "--port")
    application.check_port(HOST, box_port, "--box-port")
    demo = Demo(home, port, box_port)
    if fresh:
        discard(home)
    _build(demo, day, seed, as_of, voice)
    if not no_serve:
        _run(demo, voice)


def _folder(out: Path, seed: int, no_reports: bool, formats: tuple[str, ...], day: str, voice: Voice) -> None:
    """The demo campaign as a computed folder with reports."""
    on = checked_day(day) if day else today()
    county = demo_county(seed)
    with voice.progress() as progress:
        write_simulated(
            county,
            out,
            scheme_file=demo_scheme_file(),
            overwrite=_is_demo(out),
            progress=lambda _table, done: progress("simulate", done),
        )
    loaded, run = computed(out, voice)
    more = None if no_reports else report_writer(voice, loaded, run, on, formats or FORMATS)
    target = write_results(out, loaded.scheme, run, more)
    finish_score(voice, loaded, run, target)
    voice.say(
        "这是虚构的县，标明「演示」的取值由演示设定。看报告请打开上面的文件夹。",
        "An invented county; values marked 演示 were set by the demo. Open the folder above for the reports.",
    )


def _is_demo(out: Path) -> bool:
    """A folder that an earlier demo wrote may be replaced; anything else may not."""
    scheme = out / "scheme.yaml"
    return scheme.exists() and scheme.read_bytes() == demo_scheme_file().data


def _build(demo: Demo, day: date, seed: int, as_of: str, voice: Voice) -> None:
    """Enter the demo's home, and make its three campaigns unless they are there."""
    begin_again(demo.home)
    check_home(demo.home)
    application.enter(
        demo.home,
        MINPING_MODE="demo",
        MINPING_AS_OF=as_of,
        MINPING_SITE_URL=demo.site,
        MINPING_BOX_URL=demo.box,
    )
    application.bring_up_to_date()
    if is_made(demo.home):
        return
    from minping.site.demo.build import build_demo, vote  # noqa: PLC0415 - after the application is loaded

    with voice.progress() as progress:
        voting = build_demo(day, seed, lambda done: progress("demo", done))
    with running([demo.box_child]):
        note(demo.home, vote(demo.box, voting, seed))


def _run(demo: Demo, voice: Voice) -> None:
    """Serve pages, box and worker until somebody stops the demo."""
    children = [demo.box_child, demo.pages_child, Child(["worker", "--home", str(demo.home)])]
    with running(children) as processes:
        _tell(demo, voice)
        while all(process.poll() is None for process in processes):
            with suppress(subprocess.TimeoutExpired):
                processes[0].wait(1)
    raise RefusedInput([_ended()])


def _tell(demo: Demo, voice: Voice) -> None:
    voice.say(f"演示已启动：{demo.site}（按 Ctrl+C 停止）", f"The demo is up: {demo.site} (Ctrl+C stops it)")
    voice.say(
        f"工作人员登录：{demo.site}/office/　密码：{PASSWORD}",
        f"Staff: {demo.site}/office/ password {PASSWORD}",
    )
    for login in LOGINS:
        voice.say(
            f"  {login.username:<11}{login.name}　{login.does.zh}。先看：{login.first.zh}",
            f"  {login.username:<11}{login.does.en}. First: {login.first.en}",
        )
    voice.say("投票链接（每个只能由一人使用）：", "Links to vote (one voter each):")
    for code in codes(demo.home):
        voice.say(f"  {demo.site}/i/#{code}", f"  {demo.site}/i/#{code}")


def _ended() -> Finding:
    return error(
        "demo.ended",
        "演示的一个程序意外停止，其余的也已停下",
        "one program of the demo stopped by itself; the others were stopped too",
        "请看上面的提示，再运行一次",
        "see what it said above, and run it again",
    )
