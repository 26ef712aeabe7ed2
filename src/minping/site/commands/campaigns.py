"""Commands about one campaign: score, explain, verify, convert."""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

import click

from minping.core.bundle.compute import compute, publish_folder
from minping.core.bundle.public import to_public
from minping.core.bundle.read import Bundle, read_bundle
from minping.core.bundle.results import write_results
from minping.core.bundle.sheets import SUFFIXES
from minping.core.bundle.verify import verify
from minping.core.bundle.write import write_folder, write_workbook
from minping.core.findings import Place, RefusedInput, error
from minping.core.scoring.explain import unit_lines
from minping.core.scoring.inputs import Status
from minping.core.scoring.record import as_json, table_rows
from minping.core.scoring.result import ScoreRun
from minping.site.console import EXIT_BLOCKED, EXIT_FOUND, Voice, speaking
from minping.site.loading import existing, results_home, scheme_faults, sizes
from minping.site.named import unit_named

FORMATS = ("xlsx", "docx", "pdf")


def computed(path: Path, voice: Voice) -> tuple[Bundle, ScoreRun]:
    """Read and score, with progress. Findings of reading are told at once."""
    with voice.progress() as progress:
        return compute(path, progress=progress)


def summary(voice: Voice, bundle: Bundle, run: ScoreRun) -> None:
    """The table that is printed after scoring."""
    header = [
        voice.words("类别", "category"),
        voice.words("名次", "rank"),
        voice.words("单位", "unit"),
        voice.words("得分", "score"),
        voice.words("等次", "grade"),
    ]
    unranked = voice.words("不参加排名", "not ranked")
    bare = voice.words("没有得分", "no score")
    rows = []
    for row in table_rows(bundle.scheme, run):
        tied = voice.words("并列", " tied") if row[7] else ""
        without = bare if row[3] == Status.APPRAISED.value and not row[4] else unranked
        rows.append([row[2], (row[5] + tied) or without, row[0], row[4] or "—", row[8]])
    voice.table(run.title, header, rows, {1, 3})


def report_writer(
    voice: Voice,
    bundle: Bundle,
    run: ScoreRun,
    date: str,
    formats: tuple[str, ...],
    units: tuple[str, ...] = (),
    fonts: Path | None = None,
) -> Callable[[Path], object]:
    """What writes the reports into a results folder."""

    def write(folder: Path) -> object:
        from minping.apps.results.reports import write_reports  # noqa: PLC0415 - charts and PDF load slowly

        with voice.progress() as progress:
            return write_reports(
                run,
                bundle.scheme,
                bundle.data,
                folder,
                date=date,
                office=bundle.office,
                progress=progress,
                formats=formats,
                units=[unit_named(run, unit, bundle.title) for unit in units] or None,
                fonts=fonts,
                language=voice.language,
            )

    return write


def today() -> str:
    """The day printed on reports, unless one is given."""
    return datetime.datetime.now().astimezone().date().isoformat()


@click.command("score")
@click.argument("bundle")
@click.option("--no-reports", is_flag=True, help="只写 scores.csv 和 scores.json / only the scores")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="报告格式，可重复，默认全部 / report formats, repeatable, default all",
)
@click.option(
    "--unit", "units", multiple=True, help="只给这些单位写反馈，可重复 / feedback for these units only"
)
@click.option(
    "--fonts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="单位自备字体的文件夹 / folder with the office's own faces",
)
@click.option("--date", default="", help="报告上的日期，默认今天 / date on the reports, default today")
@speaking
def score_command(
    bundle: str,
    no_reports: bool,
    formats: tuple[str, ...],
    units: tuple[str, ...],
    fonts: Path | None,
    date: str,
    voice: Voice,
) -> None:
    """计算得分、名次、等次，写出结果和报告。 / Compute scores, ranks, grades and reports.

    BUNDLE: 活动文件夹或 Excel 工作簿。结果写在其中的 results 文件夹。

    \b
    例 / examples:
      minping score 2026年评议
      minping score campaign.xlsx --no-reports
      minping score 2026年评议 --unit 县税务局 --format pdf
    """
    path = existing(bundle)
    day = checked_day(date) if date else today()
    loaded, run = computed(path, voice)
    more = None
    if not no_reports:
        more = report_writer(voice, loaded, run, day, formats or FORMATS, units, fonts)
    target = write_results(results_home(path), loaded.scheme, run, more)
    finish_score(voice, loaded, run, target)


def finish_score(voice: Voice, loaded: Bundle, run: ScoreRun, target: Path) -> None:
    """Say what came out; leaves with the code for a blocked result."""
    findings = [*loaded.findings, *scheme_faults(loaded.scheme, sizes(loaded)), *run.findings]
    voice.findings(findings)
    if voice.as_json:
        voice.result(not run.blocked, findings, results=str(target), scores=as_json(run.units))
    elif not voice.quiet:
        summary(voice, loaded, run)
    for words in run.blocked:
        voice.say(f"没有得分：{words.zh}", f"no scores: {words.en}")
    voice.say(f"结果已写入 {target}", f"results are in {target}")
    if run.blocked:
        sys.exit(EXIT_BLOCKED)


def checked_day(date: str) -> str:
    """An ISO day, or a usage error."""
    try:
        return datetime.date.fromisoformat(date).isoformat()
    except ValueError:
        raise click.BadParameter(f"「{date}」不是日期，应写成 2026-03-05 / not a date") from None


@click.command("explain")
@click.argument("bundle")
@click.option("--unit", required=True, help="单位名称或代码 / unit name or code")
@speaking
def explain_command(bundle: str, unit: str, voice: Voice) -> None:
    """说明一个单位的得分怎样得来，直到票数。 / Explain one unit's score down to the counts.

    \b
    例 / example:
      minping explain 2026年评议 --unit 县税务局
    """
    loaded, run = computed(existing(bundle), voice)
    found = run.unit(unit_named(run, unit, bundle))
    if voice.as_json:
        voice.result(True, loaded.findings, unit=as_json(found))
        return
    category = loaded.scheme.categories.get(found.category)
    named = category.name if category is not None else ""
    voice.lines(unit_lines(run, found, voice.language, named))


@click.command("verify")
@click.argument("bundle")
@speaking
def verify_command(bundle: str, voice: Voice) -> None:
    """重新计算，逐个数字核对已公布的结果。 / Recompute and compare every published number.

    \b
    例 / example:
      minping verify 公开数据
    """
    path = existing(bundle)
    loaded, run = computed(path, voice)
    outcome = verify(results_home(path), loaded.scheme, run)
    shown = [
        {"where": d.where.in_language(voice.language), "published": d.published, "recomputed": d.recomputed}
        for d in outcome.differences
    ]
    voice.result(not shown, loaded.findings, units=outcome.compared, differences=shown)
    if not voice.as_json:
        voice.lines(
            voice.words(
                f"{d['where']}：公布 {d['published']}，重算 {d['recomputed']}",
                f"{d['where']}: published {d['published']}, recomputed {d['recomputed']}",
            )
            for d in shown
        )
    voice.say(
        f"核对{outcome.compared}个单位，" + (f"{len(shown)}处不一致。" if shown else "全部一致。"),
        f"{outcome.compared} units compared: " + (f"{len(shown)} differences." if shown else "all agree."),
    )
    if shown:
        sys.exit(EXIT_FOUND)


@click.command("convert")
@click.argument("source")
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--public", is_flag=True, help="转成公开形式：只有票数，没有选票 / public form: counts, no ballots"
)
@speaking
def convert_command(source: str, target: Path, public: bool, voice: Voice) -> None:
    """在文件夹和 Excel 工作簿之间转换，或转成公开形式。 / Folder ↔ workbook, private → public.

    TARGET 以 .xlsx 结尾时写工作簿，否则写文件夹。

    \b
    例 / examples:
      minping convert 2026年评议 campaign.xlsx
      minping convert 2026年评议 公开数据 --public
    """
    _check_kind(target)
    with voice.progress() as progress:
        bundle = read_bundle(existing(source), progress=progress)
    bundle = to_public(bundle) if public else bundle
    if target.suffix.lower() == ".xlsx":
        write_workbook(bundle, target)
    elif public:
        publish_folder(bundle, target)
    else:
        write_folder(bundle, target)
    voice.findings(bundle.findings)
    voice.say(f"已写入 {target}", f"written to {target}")
    voice.result(True, bundle.findings, target=str(target), form=bundle.form)


def _check_kind(target: Path) -> None:
    """Only one kind of file is written: a name like 评议.csv would become a folder of that name."""
    if target.suffix.lower() in (*SUFFIXES, ".xlsm") and target.suffix.lower() != ".xlsx":
        finding = error(
            "cli.target_kind",
            f"不能写成 {target.suffix} 文件",
            f"{target.suffix} files are not written",
            "工作簿请用 .xlsx 结尾，文件夹不要带扩展名",
            "end the name of a workbook in .xlsx; give a folder no such ending",
            Place(file=str(target)),
        )
        raise RefusedInput([finding])
