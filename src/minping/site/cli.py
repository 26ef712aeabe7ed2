"""``minping``: the command line. Every failure ends in words and a documented exit code."""

import errno
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from minping import __version__
from minping.site.commands.box import box_command
from minping.site.commands.campaigns import (
    convert_command,
    explain_command,
    score_command,
    verify_command,
)
from minping.site.commands.counting import merge_command, tally_command
from minping.site.commands.demo import demo_command
from minping.site.commands.making import simulate_command
from minping.site.commands.plans import freeze_command, lint_command, presets_command, template_command
from minping.site.commands.sampling import draw_command
from minping.site.commands.serving import serve_command, setup_command, worker_command
from minping.site.console import EXIT_CODES, EXIT_INTERNAL, EXIT_INTERRUPTED

EPILOG = "退出码 / exit codes: " + "；".join(
    f"{code} {text.zh} / {text.en}" for code, text in EXIT_CODES.items()
)


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """Lets a signal to stop unwind the program, so that it clears away what it began. Gives the signals
    that came: a library may have turned them into a fault of its own."""
    seen: list[int] = []

    def stop(number: int, _frame: object) -> NoReturn:
        seen.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield seen
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield seen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Telling(click.Group):
    """A group that turns faults into words and a code."""

    def invoke(self, ctx: click.Context) -> object:
        with _interruptible() as signals:
            try:
                return super().invoke(ctx)
            except (click.ClickException, click.exceptions.Exit):
                raise
            except (KeyboardInterrupt, click.Abort):
                _interrupted()
            except SystemExit as leaving:
                if signals and leaving.code:
                    _interrupted()
                raise
            except Exception as fault:
                if signals:
                    _interrupted()
                if isinstance(fault, OSError) and fault.errno == errno.EPIPE:
                    raise
                click.echo(traceback.format_exc(), err=True)
                words = "程序内部错误，没有写入任何结果，请把以上内容交给维护人员 / internal error"
                click.echo(words, err=True)
                sys.exit(EXIT_INTERNAL)


def _interrupted() -> NoReturn:
    click.echo("已中断，旧结果原样保留。 / Interrupted; old results stay as they were.", err=True)
    sys.exit(EXIT_INTERRUPTED)


@click.group(
    cls=Telling,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="minping")
def main() -> None:
    """民评：民主评议政风行风的计分、核对与报告。 / Scoring, checking and reporting citizens' appraisals."""


for _command in (
    lint_command,
    freeze_command,
    presets_command,
    template_command,
    score_command,
    explain_command,
    verify_command,
    convert_command,
    tally_command,
    merge_command,
    draw_command,
    simulate_command,
    demo_command,
    box_command,
    setup_command,
    serve_command,
    worker_command,
):
    main.add_command(_command)
