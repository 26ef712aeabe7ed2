"""The report files of a score run: result table, circular and one feedback per unit."""

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from minping.apps.documents.content import Document, clean
from minping.apps.documents.press import Press
from minping.apps.results.levels import FIELDS
from minping.apps.results.reports.around import UnitAround, YearAround
from minping.apps.results.reports.circular import compose_circular
from minping.apps.results.reports.gap import compose_gap_report
from minping.apps.results.reports.gap_aspects import aspect_blocks
from minping.apps.results.reports.government import compose_report
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.proposals import compose_proposals
from minping.apps.results.reports.result_table import compose_result_table
from minping.apps.results.reports.unit_report import compose_unit_report
from minping.core.findings import RefusedInput, error
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import CampaignData
from minping.core.scoring.result import ScoreRun, UnitResult

Progress = Callable[[str, int], None]
"""Called with a stage and how many of its items are done."""

ALL_FORMATS = ("xlsx", "docx", "pdf")
_BOUND = 30  # documents in one PDF
_LONGEST = 60  # characters; 180 bytes of Chinese leave room for endings in a name of 255 bytes
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def write_reports(
    run: ScoreRun,
    scheme: Scheme,
    data: CampaignData,
    folder: Path,
    *,
    date: str,
    office: str = "",
    formats: Collection[str] = ALL_FORMATS,
    units: Collection[str] | None = None,
    language: str = "zh",
    fonts: Path | None = None,
    fields: Collection[str] = tuple(FIELDS),
    year: YearAround | None = None,
    around: Callable[[str], UnitAround] | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the reports into ``folder`` (made if missing) and return their paths in order of writing.

    ``units``: codes or names of the units that get a feedback; None: all; empty: nobody.
    ``formats``: of ``xlsx`` (result table only), ``docx``, ``pdf``. ``fonts``: a folder with the office's
    own faces. ``date``: the ISO day printed on the documents. ``fields``: what the result table and the
    circular show, by the level of publication they are for. ``year``: what stands around the result; with it
    come the reports to the leadership and the upper office, and the comparison of own and public view.
    ``around``: the same for a unit's code.
    Raises ``RefusedInput`` for an unknown unit before anything is written."""
    overview = Overview(run, scheme, data, language)
    wanted = _wanted(overview, units)
    say, day = overview.say, datetime.date.fromisoformat(date)
    desk = _Desk(Press(fonts), folder, formats, day)
    told = Overview(run, scheme, data, language, fields)
    _write_for_all(desk, folder, told, overview, day, office)
    if year is not None:
        desk.write_each(folder, leading_papers(overview, year, date=day, office=office))
    done = 0
    for category, members in wanted.items():
        named = desk.name_in(folder / say("单位反馈", "units"), overview.category_name(category))
        bound = []
        for result in members:
            near = around(result.unit) if around is not None else None
            document = compose_unit_report(overview, result.unit, date=day, office=office, around=near)
            desk.write(desk.name_in(named, result.name), document)
            bound.append(document)
            done += 1
            if progress is not None:
                progress("reports", done)
        if units is None and len(bound) > 1:
            desk.bind(named, bound, say("合订", "bound"))
    return desk.written


def _write_for_all(
    desk: "_Desk", folder: Path, told: Overview, overview: Overview, day: datetime.date, office: str
) -> None:
    """What goes to all units, with what is ``told`` to them, and the proposals for those who decide."""
    say = overview.say
    table = compose_result_table(told, date=day, office=office)
    desk.write(folder / say("结果一览表", "results"), table, sheets=True)
    desk.write(folder / say("通报", "circular"), compose_circular(told, date=day, office=office))
    proposals = compose_proposals(overview, date=day, office=office)
    desk.write(folder / say("结果运用建议", "proposals"), proposals)


def leading_papers(
    overview: Overview, year: YearAround, *, date: datetime.date, office: str
) -> dict[str, Document]:
    """File name → report: to the leadership, to the upper office, and on own and public view."""
    say = overview.say
    upper = year.upper or say("上级评议办公室", "the upper office")
    leaders = say("党委、政府", "To the party committee and the government")
    return {
        say("报告（党委政府）", "report to the leadership"): compose_report(
            overview, year, addressee=leaders, date=date, office=office
        ),
        say("报告（上级评议办）", "report to the upper office"): compose_report(
            overview, year, addressee=upper, date=date, office=office
        ),
        say("自评与群众评价对照", "own and public view"): compose_gap_report(
            overview,
            year.self_scores,
            aspect_blocks(overview, year.self_aspects),
            date=date,
            office=office,
        ),
    }


def _wanted(overview: Overview, units: Collection[str] | None) -> dict[str, list[UnitResult]]:
    """Results by category in the order of the result table; only those asked for."""
    ordered = {c: overview.listed(c) + overview.unlisted(c) for c in overview.categories()}
    if units is None:
        return ordered
    known = {key for members in ordered.values() for r in members for key in (r.unit, r.name)}
    unknown = [name for name in units if name not in known]
    if unknown:
        raise RefusedInput(
            error(
                "reports.unknown_unit",
                f"核算结果中没有单位「{name}」",
                f"the score run has no unit “{name}”",
                "请按单位表中的名称或代码填写",
                "use a name or code of the table of units",
            )
            for name in unknown
        )
    chosen = {c: [r for r in members if {r.unit, r.name} & set(units)] for c, members in ordered.items()}
    return {c: members for c, members in chosen.items() if members}


class _Desk:
    """Prints documents and files them under names that every system can hold and that never collide."""

    def __init__(self, press: Press, folder: Path, formats: Collection[str], created: datetime.date) -> None:
        self._press, self._formats, self._created = press, formats, created
        self._taken: set[str] = set()
        self.written: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def name_in(self, folder: Path, wanted: str) -> Path:
        """A free name in ``folder`` for something called ``wanted``."""
        for name in _names(wanted):
            path = folder / name
            key = str(path).casefold()
            if key not in self._taken:
                self._taken.add(key)
                return path
        raise AssertionError("names never run out")

    def write(self, stem: Path, document: Document, *, sheets: bool = False) -> None:
        """The document in every format asked for; ``sheets``: as a workbook too."""
        if sheets and "xlsx" in self._formats:
            self._keep(stem, ".xlsx", self._press.excel(document, self._created))
        if "docx" in self._formats:
            self._keep(stem, ".docx", self._press.word(document, self._created))
        if "pdf" in self._formats:
            self._keep(stem, ".pdf", self._press.pdf([document], self._created))

    def write_each(self, folder: Path, documents: dict[str, Document]) -> None:
        """Documents by name."""
        for name, document in documents.items():
            self.write(folder / name, document)

    def bind(self, folder: Path, documents: list[Document], word: str) -> None:
        """Many documents in one PDF beside their folder, for printing in one go; in numbered parts, since
        the pictures of all of them are in memory at once."""
        if "pdf" not in self._formats:
            return
        parts = [documents[i : i + _BOUND] for i in range(0, len(documents), _BOUND)]
        for number, part in enumerate(parts, start=1):
            title = word if len(parts) == 1 else f"{word}{number}"
            self._keep(
                folder.with_name(f"{folder.name}（{title}）"), ".pdf", self._press.pdf(part, self._created)
            )

    def _keep(self, stem: Path, ending: str, content: bytes) -> None:
        path = stem.with_name(stem.name + ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.written.append(path)


def _names(wanted: str) -> Iterator[str]:
    """``wanted`` fit for a file name, then with （2）, （3） …"""
    name = _FORBIDDEN.sub("_", clean(wanted)).strip(" .")[:_LONGEST].strip(" .") or "_"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    yield name
    number = 2
    while True:
        yield f"{name}（{number}）"
        number += 1
