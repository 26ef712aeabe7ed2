"""``minping``: the command line. Every failure ends in words and a documented exit code."""

import sys
import traceback

import click

from minping import __version__
from minping.site.commands.campaigns import (
    convert_command,
    explain_command,
    score_command,
    verify_command,
)
from minping.site.commands.counting import merge_command, tally_command
from minping.site.commands.making import demo_command, simulate_command
from minping.site.commands.plans import freeze_command, lint_command, presets_command, template_command
from minping.site.console import EXIT_CODES, EXIT_INTERNAL, EXIT_REFUSED

EPILOG = "退出码 / exit codes: " + "；".join(
    f"{code} {text.zh} / {text.en}" for code, text in EXIT_CODES.items()
)


class Telling(click.Group):
    """A group that turns faults into words and a code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as fault:
            click.echo(f"读写文件失败 / file error: {fault.strerror}（{fault.filename}）", err=True)
            sys.exit(EXIT_REFUSED)
        except Exception:
            click.echo(traceback.format_exc(), err=True)
            click.echo("程序内部错误，没有写入任何结果，请把以上内容交给维护人员 / internal error", err=True)
            sys.exit(EXIT_INTERNAL)


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
    simulate_command,
    demo_command,
):
    main.add_command(_command)
