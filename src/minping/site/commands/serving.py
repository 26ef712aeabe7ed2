"""Commands that run the application: setup, serve, worker."""

import threading
from pathlib import Path
from time import monotonic

import click

from minping.core.findings import Place, RefusedInput, error
from minping.site import application
from minping.site.console import Voice, speaking

HOME = click.option(
    "--home",
    type=click.Path(path_type=Path),
    default=Path("minping-data"),
    show_default=True,
    envvar="MINPING_HOME",
    help="数据文件夹 / folder of all data",
)
TICK_SECONDS = 3
"""How often the worker looks for jobs; somebody waits for each."""
SWEEP_SECONDS = 15.0
"""How often it sweeps: reminders, erasure and closing on time read the whole year, and nobody waits for them."""


@click.command("setup")
@HOME
@click.option("--office", prompt="评议办名称 / name of the office", help="评议办名称 / name of the office")
@click.option("--phone", default="", help="公开电话 / public telephone")
@click.option("--user", prompt="负责人登录名 / sign-in name of the lead", help="负责人登录名 / sign-in name")
@click.option("--name", prompt="负责人姓名 / name of the lead", help="负责人姓名 / name of the lead")
@click.password_option(help="负责人密码，至少12位 / password of the lead, 12 characters or more")
@speaking
def setup_command(
    home: Path, office: str, phone: str, user: str, name: str, password: str, voice: Voice
) -> None:
    """建立数据文件夹、密钥和第一个账号。 / Make the data folder, its keys and the first account.

    \b
    例 / example:
      minping setup --home minping-data
    """
    application.enter(home)
    application.bring_up_to_date()
    from minping.site.first_user import make_first_user  # noqa: PLC0415 - after the application is loaded

    make_first_user(office=office, phone=phone, username=user, name=name, password=password)
    voice.say(
        f"已建立 {home}，登录名 {user}。密钥在 {home / 'keys'}，请另行备份，与数据分开存放。",
        f"{home} is ready, sign in as {user}. Keep a copy of {home / 'keys'} apart from the data.",
    )
    voice.result(True, home=str(home), user=user)


@click.command("serve")
@HOME
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口 / port")
@speaking
def serve_command(home: Path, host: str, port: int, voice: Voice) -> None:
    """运行网页应用（投票箱和后台任务另行运行）。 / Serve the pages; the box and the worker run beside it.

    \b
    例 / example:
      minping serve --home minping-data --port 8000
    """
    application.check_port(host, port, "--port")
    application.enter(home)
    application.bring_up_to_date()
    voice.say(f"网页应用：http://{host}:{port}/", f"The application: http://{host}:{port}/")
    application.serve_pages(host, port)


@click.command("worker")
@HOME
@click.option("--once", is_flag=True, help="只处理一遍到期的任务 / one pass over what is due, then end")
@speaking
def worker_command(home: Path, once: bool, voice: Voice) -> None:
    """处理计分、导入等较长的任务和定时清理。 / Do long work: score runs, imports, erasure on time.

    \b
    例 / example:
      minping worker --home minping-data
    """
    if not (home / "keys").exists():
        raise RefusedInput(
            [
                error(
                    "serve.no_home",
                    f"{home} 还没有建立",
                    f"{home} has not been set up",
                    "请先运行 minping setup，或用 --home 指明数据文件夹",
                    "run minping setup first, or name the data folder with --home",
                    Place(),
                )
            ]
        )
    application.enter(home)
    from minping.apps.foundation.jobs import run_due, run_jobs, run_sweeps  # noqa: PLC0415 - after the application is loaded

    if once:
        ran = run_due()
        voice.result(True, jobs=ran)
        return
    idle, swept = threading.Event(), -SWEEP_SECONDS
    while True:
        if monotonic() - swept >= SWEEP_SECONDS:
            run_sweeps()
            swept = monotonic()
        if not run_jobs():
            idle.wait(TICK_SECONDS)
