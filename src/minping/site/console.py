"""How commands speak: findings in the chosen language, progress on a terminal, JSON for programs."""

import errno
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import click
from rich.console import Console as Terminal
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text as Words

from minping.core.findings import Finding, RefusedInput, Severity, Text
from minping.site.file_faults import file_fault

EXIT_DONE = 0
EXIT_FOUND = 1
EXIT_USAGE = 2
EXIT_REFUSED = 3
EXIT_BLOCKED = 4
EXIT_INTERNAL = 70
EXIT_INTERRUPTED = 130

EXIT_CODES = {
    EXIT_DONE: Text("完成", "done"),
    EXIT_FOUND: Text("检查出问题：方案有错误，或结果不一致", "scheme errors, or numbers that differ"),
    EXIT_USAGE: Text("命令写法不对", "the command was not written correctly"),
    EXIT_REFUSED: Text("输入不能使用，什么都没有写入", "the input cannot be used; nothing was written"),
    EXIT_BLOCKED: Text("未达到计分条件，没有得分", "the conditions for a result are not met: no scores"),
    EXIT_INTERNAL: Text("程序内部错误", "internal error"),
    EXIT_INTERRUPTED: Text("被中断，旧结果原样保留", "interrupted; old results stay as they were"),
}

STAGES = {
    "read": Text("读取表格", "reading tables"),
    "tally": Text("统计选票", "tallying ballots"),
    "score": Text("计算得分", "computing scores"),
    "reports": Text("生成报告", "writing reports"),
    "simulate": Text("模拟数据", "simulating"),
    "demo": Text("准备演示", "preparing the demo"),
}

_WORDS = {
    Severity.ERROR: (Text("错误", "error"), "bold red"),
    Severity.OPEN: (Text("待定", "open"), "bold magenta"),
    Severity.WARNING: (Text("提醒", "warning"), "yellow"),
    Severity.INFO: (Text("说明", "note"), "cyan"),
}

_CONTROL = dict.fromkeys([*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)], " ")
"""Signs in somebody's table that would break a line, or steer the terminal, if they were printed."""


_LONGEST = 600


def one_line(text: str) -> str:
    """The text on one line, with blanks for signs that a terminal would obey."""
    return text.translate(_CONTROL)


def _shortened(text: str) -> str:
    """The beginning and the end of a text that quotes an overlong cell."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}……{text[-_LONGEST // 3 :]}"


@dataclass
class Voice:
    """One command's output. Human words go to standard error, results to standard output."""

    language: str = "zh"
    as_json: bool = False
    quiet: bool = False
    _out: Terminal = field(default_factory=lambda: Terminal(soft_wrap=True, highlight=False))
    _err: Terminal = field(default_factory=lambda: Terminal(stderr=True, soft_wrap=True, highlight=False))

    def words(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh

    def say(self, zh: str, en: str) -> None:
        """A line for the person; silent with ``--json`` or ``--quiet``."""
        if not self.as_json and not self.quiet:
            self._err.print(one_line(self.words(zh, en)), markup=False)

    def lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            click.echo(one_line(line))

    def findings(self, findings: Iterable[Finding]) -> None:
        """Each finding on its own line, marked by word and colour."""
        if self.as_json:
            return
        for finding in findings:
            word, style = _WORDS[finding.severity]
            self._err.print(f"[{style}]{word.in_language(self.language)}[/] ", end="")
            text = Text(_shortened(finding.text.zh), _shortened(finding.text.en))
            words = one_line(replace(finding, text=text).in_language(self.language))
            self._err.print(f"{words} ({finding.code})", markup=False)

    def table(self, title: str, header: list[str], rows: Iterable[list[str]], right: set[int]) -> None:
        """A table whose cells are printed as they are: a name may hold what looks like markup."""
        shown = Table(title=Words(one_line(title)), title_justify="left")
        for place, name in enumerate(header):
            shown.add_column(name, justify="right" if place in right else "left")
        for row in rows:
            shown.add_row(*(Words(one_line(cell)) for cell in row))
        self._out.print(shown)

    def result(self, ok: bool, findings: Iterable[Finding] = (), **more: Any) -> None:
        """The command's outcome as one JSON object, only with ``--json``."""
        if self.as_json:
            shown = {"ok": ok, "findings": [finding_json(f) for f in findings], **more}
            click.echo(json.dumps(shown, ensure_ascii=False, indent=1))

    @contextmanager
    def progress(self, totals: Mapping[str, int] | None = None) -> Any:
        """A callback ``(stage, done)``; bars on a terminal, nothing elsewhere."""
        if self.as_json or self.quiet or not sys.stderr.isatty():
            yield _nothing
            return
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,}"),
            TimeElapsedColumn(),
            console=self._err,
            transient=True,
        )
        tasks: dict[str, TaskID] = {}

        def update(stage: str, done: int) -> None:
            if stage not in tasks:
                name = STAGES.get(stage, Text(stage, stage)).in_language(self.language)
                tasks[stage] = bar.add_task(name, total=(totals or {}).get(stage))
            bar.update(tasks[stage], completed=done)

        with bar:
            yield update


def _nothing(_stage: str, _done: int) -> None:
    return None


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding for programs: code, severity, place, both languages."""
    place = {k: v for k, v in vars(finding.place).items() if v not in ("", None)}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": place,
        "zh": finding.text.zh,
        "en": finding.text.en,
        "remedy_zh": finding.remedy.zh,
        "remedy_en": finding.remedy.en,
    }


def speaking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--lang``, ``--json`` and ``--quiet``, hands the command its ``voice``, tells refused input."""

    @click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default="zh",
        envvar="MINPING_LANG",
        show_default=True,
        help="提示语言 / language of messages",
    )
    @click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
    @click.option("--quiet", is_flag=True, help="不显示进度和提示 / no progress, no remarks")
    def wrapped(*args: Any, lang: str, as_json: bool, quiet: bool, **options: Any) -> Any:
        voice = Voice(lang, as_json, quiet)
        try:
            return command(*args, voice=voice, **options)
        except RefusedInput as refused:
            findings = refused.findings
        except OSError as fault:
            if fault.errno == errno.EPIPE:  # who reads the output has seen enough
                raise
            findings = (file_fault(fault),)
        voice.findings(findings)
        voice.result(False, findings)
        voice.say("输入不能使用，什么都没有写入。", "The input cannot be used; nothing was written.")
        sys.exit(EXIT_REFUSED)

    wrapped.__name__ = command.__name__
    wrapped.__doc__ = command.__doc__
    return wrapped
