"""Every paper of a measure as Word and PDF: it says who, why, by when, in the style of official papers."""

import io
from datetime import date, timedelta
from uuid import UUID

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document as WordDocument
from tests.apps.consequences import made
from tests.site.county import scheme

from minping.apps.campaigns.models import SchemeVersion
from minping.apps.campaigns.selectors import campaign_of
from minping.apps.consequences.models import Circular, Letter, Measure, Notice, Order, Talk
from minping.apps.consequences.paper.letters import letter_paper
from minping.apps.consequences.paper.lists import circular_paper
from minping.apps.consequences.views.papers import document_of
from minping.apps.documents.content import Document
from minping.apps.documents.press import Press
from minping.apps.units.models import Office
from minping.core.scheme.canonical import scheme_hash, to_canonical
from minping.core.scheme.outcomes import Level, Publication

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 20)


def full(kind: str = "interview") -> Measure:
    """A measure with every paper there is."""
    Office.objects.update_or_create(own=True, defaults={"name": "区民主评议办公室", "phone": "0531-1234567"})
    unit = made.unit_named(f"A-{kind}", "区住房和城乡建设局综合行政执法大队")
    row = made.measure(made.campaign_of_year(2026), unit, kind)
    Notice.objects.create(
        measure=row,
        number="评议办〔2026〕3号",
        on=DAY,
        time="上午9:30",
        place="区纪委第一会议室",
        asked="主要负责人及领导班子成员",
        topics="上半年评议排名靠后的原因\n群众反映突出问题的整改打算",
    )
    Talk.objects.create(
        measure=row,
        on=DAY,
        place="区纪委第一会议室",
        by="区纪委副书记 王某某",
        spoken_to="局长 李某某",
        team=True,
        recorder="张某某",
        told="通报评议结果。\n指出窗口服务态度问题。",
        causes="人手不足；制度不落实。",
        undertaken="一个月内整改到位。",
        organisation="区住建局党组",
        accountability="责令作出书面检查",
    )
    _ordered(row)
    return row


def _ordered(row: Measure) -> None:
    Order.objects.create(
        measure=row,
        number=1,
        text="增设窗口，公开办理时限。\n逐件回访差评群众。",
        deadline=DAY + timedelta(days=30),
        issued_on=DAY,
        issued_name="周某",
    )
    Letter.objects.create(
        measure=row,
        number="评议组函〔2026〕1号",
        addressee="区委组织部",
        text="建议对该单位主要负责人和分管负责人的岗位进行调整。",
    )


def words_in(document: Document) -> tuple[str, str]:
    """The text of the Word and of the PDF edition."""
    press = Press()
    word = WordDocument(io.BytesIO(press.word(document, DAY)))
    told = [paragraph.text for paragraph in word.paragraphs]
    told += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    pdf = pypdfium2.PdfDocument(press.pdf([document], DAY))
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return "".join(told), "".join(pages).replace("\r\n", "").replace("\n", "")


def assert_says(document: Document, *words: str) -> None:
    for edition in words_in(document):
        plain = "".join(edition.split())
        for word in words:
            assert "".join(word.split()) in plain, word


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        (
            "notice",
            "interview",
            ("约谈通知书", "评议办〔2026〕3号", "2026年7月20日上午9:30", "领导班子成员", "第十二条"),
        ),
        ("notice", "admonition", ("诫勉谈话通知书", "纪检监察机关")),
        ("notice", "yellow_card", ("黄牌警告通知书", "暂不调动、提拔", "整改期限：2026年8月19日")),
        (
            "talk",
            "interview",
            ("约谈记录", "原因分析", "区住建局党组", "被谈话人（签字）", "领导班子成员参加"),
        ),
        ("order", "interview", ("责令限期整改通知书", "增设窗口", "2026年8月19日前")),
        (
            "letter",
            "replacement",
            ("区委组织部", "主要负责人和分管负责人", "以上为建议", "评议组函〔2026〕1号"),
        ),
    ],
)
def test_each_paper_says_what_it_must(name: str, kind: str, words: tuple[str, ...]) -> None:
    assert_says(document_of(full(kind), name, DAY), "区住房和城乡建设局综合行政执法大队", *words)


def test_every_letter_is_under_the_offices_head_and_its_number() -> None:
    row = full()
    head = document_of(row, "notice", DAY).head
    assert head is not None
    assert (head.office, head.number, head.letter) == ("区民主评议办公室", "评议办〔2026〕3号", True)
    unnumbered = document_of(row, "order", DAY).head
    assert unnumbered is not None
    assert unnumbered.number.strip() == "〔2026〕　　号"


def test_the_recommendation_lists_the_years(db: None) -> None:
    row = full("replacement")
    years = ["2026年第3名，共3个", "2025年（时称区建设局）第9名，共9个", "2024年免评"]
    assert_says(letter_paper(row, row.letter, years, DAY), *years)


def praised() -> tuple[UUID, list[Measure]]:
    campaign = made.campaign_of_year(2026)
    hall = made.unit_named("H1", "区医疗保障局")
    window = made.unit_named("H2", "医保大厅3号窗口", kind="window", parent_id=hall)
    rows = [
        made.measure(campaign, hall, "praise", "表扬"),
        made.measure(campaign, window, "praise", "window"),
    ]
    rows[1].source, rows[1].pool = Measure.Source.WINDOW, ""
    return campaign, rows


def test_the_circular_names_units_by_category_and_windows_apart() -> None:
    campaign, rows = praised()
    known = campaign_of(campaign)
    assert known is not None
    draft = circular_paper(known, rows, None, DAY)
    assert_says(draft, "通报表扬", "（送审稿）", "行政单位", "窗口和站所", "区医疗保障局医保大厅3号窗口")
    award = Circular(
        award=True, approval="市评组批〔2026〕1号", issued_on=DAY, issued_name="某", number="1号"
    )
    assert_says(circular_paper(known, rows, award, DAY), "表彰", "批准文号：市评组批〔2026〕1号")


@pytest.mark.parametrize(("fields", "told"), [(("名次", "得分"), True), (("等次",), False)])
def test_the_circular_tells_no_more_of_a_result_than_the_units_may_read(
    fields: tuple[str, ...], told: bool
) -> None:
    campaign, rows = praised()
    levels = (Level("内部通报", fields=fields), Level("向社会公布", fields=fields))
    plan = scheme(publication=Publication(levels))
    SchemeVersion.objects.create(
        campaign_id=campaign,
        number=1,
        canonical=to_canonical(plan),
        digest=scheme_hash(plan),
        frozen=True,
        frozen_at=timezone.now(),
    )
    known = campaign_of(campaign)
    assert known is not None
    for edition in words_in(circular_paper(known, rows, None, DAY)):
        assert "区医疗保障局" in edition
        assert ("得分70.00" in edition.replace(" ", "")) is told
