"""Reports beside the score: to the leadership, own and public view, what a unit is told to do next."""

from datetime import date
from fractions import Fraction
from io import BytesIO
from uuid import UUID

import docx
import pypdfium2
import pytest
from tests.site.county import county, run_of, scheme, troubled

from minping.apps.documents.content import BarChart, Document, Heading, Paragraph, Table
from minping.apps.documents.press import Press
from minping.apps.results.moved import Moved
from minping.apps.results.reports.around import Problem, Theme, UnitAround, YearAround
from minping.apps.results.reports.correction import compose_correction
from minping.apps.results.reports.files import leading_papers
from minping.apps.results.reports.gap import gap_words, gaps, public_share
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.unit_report import compose_unit_report
from minping.core.findings import Text

DAY = date(2026, 1, 15)
OPEN = Text("整改中", "in progress")


def overview(language: str = "zh") -> Overview:
    data = county()
    return Overview(run_of(data), scheme(), data, language)


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph | Heading)]


def feedback(around: UnitAround, language: str = "zh") -> Document:
    return compose_unit_report(overview(language), "admin-003", date=DAY, office="评议办", around=around)


def test_the_public_share_is_what_ballots_gave_of_what_they_could() -> None:
    seen = overview()
    shares = {r.unit: public_share(r) for r in seen.run.units if r.score is not None}
    assert shares
    assert all(share is None or 0 <= share <= 1 for share in shares.values())
    assert any(share is not None for share in shares.values())


def test_the_widest_gap_stands_first_and_is_named() -> None:
    seen = overview()
    rated = [r for r in seen.run.units if public_share(r) is not None and r.score is not None][:3]
    own = {r.unit: Fraction(100) for r in rated[:2]} | {rated[2].unit: Fraction(10)}
    found = gaps(seen, {**own, "nobody": Fraction(100)})
    assert [gap.apart for gap in found] == sorted((gap.apart for gap in found), reverse=True)
    assert {gap.unit for gap in found} == set(own)
    assert found[-1].apart < 0
    assert "低于群众评价" in gap_words(seen, found[-1])
    words = gap_words(seen, found[0])
    assert ("估计过高" in words) == found[0].too_high


def test_nobody_rated_himself() -> None:
    papers = leading_papers(overview(), YearAround(), date=DAY, office="评议办")
    assert all(any("没有单位报送自我评价" in text for text in texts(paper)) for paper in papers.values())


def test_the_leadership_reads_numbers_of_opinions_problems_and_appeals() -> None:
    year = YearAround(
        opinions=120,
        answered=110,
        themes={Text("办事拖拉", "slow"): 3, Text("态度生硬", "rude"): 5},
        registered=40,
        cleared=31,
        exceptions=2,
        open=9,
        overdue=4,
        recurred=1,
        appeals=3,
        upheld=2,
        corrected=1,
        upper="市评议办",
    )
    papers = leading_papers(overview(), year, date=DAY, office="县评议办")
    leaders, upper, _gap = papers.values()
    said = "".join(texts(leaders))
    for words in ("建议120件，已答复110件", "例外销号2件", "逾期4件", "维持2件，更正1件", "未办结的9件"):
        assert words in said
    assert texts(upper)[0] == "市评议办："
    kinds = next(b for b in leaders.blocks if isinstance(b, Table) and b.caption == "群众反映较多的方面")
    assert [row.cells for row in kinds.rows] == [("态度生硬", "5"), ("办事拖拉", "3")]
    assert any(isinstance(b, Table) and isinstance(b.chart, BarChart) for b in leaders.blocks)


def test_a_unit_is_told_what_people_said_and_what_to_do_next() -> None:
    around = UnitAround(
        (Theme("停水不通知", "检修停水不提前通知。\n恢复时间不告知。"),),
        (
            Problem("窗口午休无人值班", OPEN, date(2025, 12, 1), open=True, overdue=True),
            Problem("收费不公示", OPEN, date(2026, 3, 1), open=True, overdue=False),
            Problem("电话无人接听", Text("已销号", "cleared"), None, open=False, overdue=False),
        ),
        Fraction(100),
    )
    said = "\n".join(texts(feedback(around)))
    assert "停水不通知" in said
    assert "共挂号问题3件，未办结2件。" in said
    assert "逾期未整改的1件问题（“窗口午休无人值班”）立即办结，并书面说明逾期原因。" in said
    assert "按期整改其余1件问题，最近的期限是2026年3月1日" in said
    assert "不得打听、追查" in said
    assert "自我评价与群众评价" in said


def test_nothing_said_and_nothing_registered_is_said_in_words() -> None:
    leaders = next(iter(leading_papers(overview(), YearAround(), date=DAY, office="评议办").values()))
    assert "没有收到群众意见建议，没有挂号督办的问题。" in texts(leaders)


def test_shares_in_the_comparison_all_have_one_decimal() -> None:
    seen = overview()
    own = {r.unit: Fraction(90) for r in seen.run.units}
    report = leading_papers(seen, YearAround(self_scores=own), date=DAY, office="评议办")
    table = next(b for b in list(report.values())[2].blocks if isinstance(b, Table))
    assert {cell.rpartition(".")[2] for row in table.rows for cell in row.cells[1:2]} == {"0%"}
    assert all(cell[-3] == "." for row in table.rows for cell in row.cells[1:3])


def test_the_leadership_reads_the_widest_gaps_alone() -> None:
    seen = overview()
    own = {r.unit: Fraction(90) for r in seen.run.units}
    leaders, _, gap = leading_papers(seen, YearAround(self_scores=own), date=DAY, office="评议办").values()
    short, whole = (
        next(b for b in paper.blocks if isinstance(b, Table) and b.caption == "自我评价与群众评价对照")
        for paper in (leaders, gap)
    )
    assert short.rows == whole.rows[:20]
    assert f"其余{len(whole.rows) - 20}个见" in short.notes[-1]
    assert len(whole.notes) == 1


def test_a_cleared_problem_has_no_deadline_to_set() -> None:
    cleared = Problem("电话无人接听", Text("已销号", "cleared"), None, open=False, overdue=False)
    waiting = Problem("收费不公示", OPEN, None, open=True, overdue=False)
    table = next(
        b
        for b in feedback(UnitAround(problems=(cleared, waiting))).blocks
        if isinstance(b, Table) and b.caption == "问题清单"
    )
    assert [row.cells[-1] for row in table.rows] == ["—", "未定"]


def test_without_any_of_it_the_feedback_says_so() -> None:
    said = texts(feedback(UnitAround()))
    assert "没有挂号的问题。" in said
    assert "自我评价与群众评价" not in said
    english = "\n".join(texts(feedback(UnitAround(), "en")))
    assert not any("\u4e00" <= c <= "\u9fff" for c in english.partition("What people said")[2].split("\n")[1])


def moved(name: str, ranks: tuple[str, str]) -> Moved:
    return Moved(UUID(int=4), name, "部门", "92.80", "94.80", *ranks, "优秀", "优秀")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_paper_opens_as_word_and_pdf_with_its_charts(language: str) -> None:
    data = troubled()
    seen = Overview(run_of(data), scheme(), data, language)
    own = {r.unit: Fraction(95) for r in seen.run.units if r.score is not None}
    papers = dict(leading_papers(seen, YearAround(self_scores=own, open=1), date=DAY, office="评议办"))
    text = Text("更正如下。", "Corrected.")
    papers["notice"] = compose_correction(seen, text, [moved("=甲局", ("2", "1"))], date=DAY, office="评议办")
    press = Press()
    for name, paper in papers.items():
        word = docx.Document(BytesIO(press.word(paper, DAY)))
        title = next(p for p in word.paragraphs if p.style and p.style.name == "MP Title")
        assert title.text.replace("\n", "") == paper.name, name
        opened = pypdfium2.PdfDocument(press.pdf([paper], DAY))
        drawn = [page.render(scale=0.4).to_pil().convert("L") for page in opened]
        assert all(image.getextrema()[0] < 128 for image in drawn), f"{name}: an empty page"
    gap = papers[list(papers)[2]]
    assert any(isinstance(b, Table) and b.chart is not None for b in gap.blocks)
