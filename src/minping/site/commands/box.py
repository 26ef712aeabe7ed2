"""The command that opens the ballot box: box."""

from datetime import datetime
from pathlib import Path

import click

from minping.box.server import Address, serve
from minping.site.console import Voice, speaking

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("box")
@click.option(
    "--home",
    type=_FOLDER,
    envvar="MINPING_HOME",
    default=Path("minping-data"),
    show_default=True,
    help="数据文件夹 / data folder",
)
@click.option("--box-home", type=_FOLDER, envvar="MINPING_BOX_HOME", help="票箱文件夹 / folder of the box")
@click.option("--exchange", type=_FOLDER, envvar="MINPING_EXCHANGE", help="交换文件夹 / exchange folder")
@click.option(
    "--ticket-key", type=click.Path(path_type=Path, dir_okay=False), help="领票密钥文件 / ticket key file"
)
@click.option("--mirror", type=_FOLDER, help="第二块磁盘上的镜像文件夹 / mirror on a second disk")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address to listen on")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="端口 / port")
@click.option(
    "--origin",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="可以投票的网页来源 / origin of the pages that may cast",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar="MINPING_AS_OF",
    help="仅供演示：演示中的今天 / demo only: the day it is in the demo",
)
@speaking
def box_command(
    home: Path,
    box_home: Path | None,
    exchange: Path | None,
    ticket_key: Path | None,
    mirror: Path | None,
    host: str,
    port: int,
    origin: str,
    as_of: datetime | None,
    voice: Voice,
) -> None:
    """打开票箱：独立的进程，收存选票，不知道投票人是谁。 / Open the ballot box: a process of its own.

    停止用 Ctrl+C；已确认的选票不会丢失。

    \b
    例 / example:
      minping box --port 8001 --origin http://127.0.0.1:8000
    """
    voice.say(
        f"票箱已在 http://{host}:{port} 打开，只接受来自 {origin} 的网页",
        f"the box is open at http://{host}:{port} for pages of {origin} only",
    )
    serve(
        box_home or home / "box",
        exchange or home / "exchange",
        ticket_key or home / "keys" / "ticket.key",
        Address(host, port, origin),
        tell=voice.findings,
        mirror=mirror,
        as_of=as_of.date() if as_of else None,
    )
