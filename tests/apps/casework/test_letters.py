"""督办单 as a paper to be signed and filed; who inspected is not read by the unit."""

import io
from uuid import UUID

import pypdfium2
import pytest
from docx import Document

from minping.apps.casework import services
from minping.apps.casework.models import Problem, Urge
from minping.apps.casework.services.lateness import problem_urge
from minping.apps.foundation.roles import Role


def address(urge: Urge, form: str) -> str:
    return f"/office/problems/{urge.problem_id}/letters/{urge.id}/letter.{form}"


def words_in_word(raw: bytes) -> str:
    read = Document(io.BytesIO(raw))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "".join("".join([paragraph.text for paragraph in read.paragraphs] + cells).split())


def words_in_pdf(raw: bytes) -> str:
    read = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(raw))
    return "".join(read.split())


@pytest.fixture
def urged(lead, raised, walk, on) -> UUID:
    """A problem five working days late, urged by rule and then supervised by a person."""
    problem: UUID = raised()
    walk.assign(problem, "immediate")
    on("2026-03-16")
    services.problem_urge(actor=lead, problem=problem, text="请说明为什么还没有人值守。", level=1)
    on("2026-03-20")
    services.problem_urge(actor=lead, problem=problem, text="请局长到窗口现场解决。", level=2)
    return problem


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_letter_goes_out_as_a_paper(form, urged, liaison, browser_of) -> None:
    urge = Urge.objects.get(level=2)
    answer = browser_of(liaison).get(address(urge, form))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    read = (words_in_word if form == "docx" else words_in_pdf)(answer.content)
    label = Problem.objects.get().label
    for words in (
        "重点督办单",
        f"{label}号问题，第2次督办",
        "县公安局：",
        "整改期限为2026年3月9日，至今已逾期9个工作日",
        "请局长到窗口现场解决。",
        "2026年4月3日前（10个工作日内）书面答复",
        "王局长",
        "此前督办",
        "2026年3月20日",
    ):
        assert words in read, (words, read)


def test_the_answer_stands_on_the_paper_that_is_filed(urged, liaison, clerk, browser_of) -> None:
    urge = Urge.objects.get(level=1)
    services.urge_answer(actor=liaison, urge=urge.id, answer="已排好A、B岗，本周内到位。")
    read = words_in_word(browser_of(clerk).get(address(urge, "docx")).content)
    assert "催办单" in read
    assert "本周内到位" in read
    assert "此前督办" not in read


def test_no_letter_for_strangers_for_reminders_or_as_anything_else(
    urged, stranger, clerk, browser_of
) -> None:
    urge = Urge.objects.get(level=2)
    assert browser_of(stranger).get(address(urge, "docx")).status_code == 404
    assert browser_of(clerk).get(address(urge, "html")).status_code == 404
    Urge.objects.filter(id=urge.id).update(level=0)
    assert browser_of(clerk).get(address(urge, "docx")).status_code == 404


def test_an_accountability_proposal_is_addressed_to_those_who_decide(lead, urged, on, browser_of) -> None:
    for day, text in (("2026-04-10", "责令十日内解决。"), ("2026-05-08", "经三次督办仍未解决。")):
        on(day)
        problem_urge(actor=lead, problem=urged, text=text)
    read = words_in_word(browser_of(lead).get(address(Urge.objects.get(level=4), "docx")).content)
    assert "问责建议书" in read
    assert "纪检监察机关" in read
    assert "建议按有关规定对县公安局相关责任人员予以问责" in read


def test_the_unit_never_reads_who_inspected_it(lead, someone, raised, walk, liaison, browser_of) -> None:
    visitor = someone(Role.APPRAISER, name="暗访员赵")
    problem = raised(source="inspection", inspector=visitor.id, inspector_name="督查人员")
    services.inspector_name(actor=lead, problem=problem, inspector=visitor.id, name="暗访员赵")
    walk.to_reported(problem)
    services.problem_verify_by_inspector(
        actor=visitor, problem=problem, note="下午三点去看，3号窗口还是没有人。", solved=False
    )
    unit = browser_of(liaison)
    for there in ("", "report/"):
        shown = unit.get(f"/office/problems/{problem}/{there}").content.decode()
        assert "3号窗口还是没有人" in shown or there
        assert "暗访员赵" not in shown
    walk.report(problem)
    services.problem_verify_by_inspector(actor=visitor, problem=problem, note="解决了。")
    assert "暗访员赵" not in unit.get(f"/office/problems/{problem}/").content.decode()
    assert "暗访员赵" not in unit.get("/office/problems/own/").content.decode()
    assert "暗访员赵" in browser_of(lead).get(f"/office/problems/{problem}/").content.decode()
