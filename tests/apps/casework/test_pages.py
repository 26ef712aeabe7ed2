"""Pages of a problem: what office, unit and inspector see, and what they can do from there."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minping.apps.casework import services
from minping.apps.casework.models import Check, Problem, Report, Urge
from minping.apps.foundation import approvals, evidence
from minping.apps.foundation.roles import Role


def page(problem, act: str = "") -> str:
    return f"/office/problems/{problem}/{act + '/' if act else ''}"


@pytest.fixture
def office(browser_of, clerk):
    return browser_of(clerk)


@pytest.fixture
def unit_browser(browser_of, liaison):
    return browser_of(liaison)


def test_the_whole_way_by_pages(office, unit_browser, raised, opinion, photo) -> None:
    given = opinion(consent=True)
    problem = raised(opinions=[given.id])
    shown = office.get(page(problem)).content.decode()
    assert "交办给单位" in shown
    sent = {"klass": "planned", "handler": "王局长", "handler_post": "局长"}
    assert office.post(page(problem, "assign"), sent).status_code == 302
    shown = unit_browser.get(page(problem)).content.decode()
    assert "为什么是这一天" in shown
    assert "报整改方案" in shown
    plan = {
        "content": "窗口无人值守",
        "measures": "设A、B岗",
        "handler": "李明",
        "deadline": "2026-03-20",
    }
    assert unit_browser.post(page(problem, "plan"), plan).status_code == 302
    shown = office.get(page(problem)).content.decode()
    assert "难以说清做了什么" in shown  # a sign for the reviewer
    assert "难以说清做了什么" not in unit_browser.get(page(problem)).content.decode()
    back = office.post(page(problem, "plan_decide"), {"accept": "no", "reason": ""})
    assert back.status_code == 200
    assert "请写明退回的理由" in back.content.decode()
    office.post(page(problem, "plan_decide"), {"accept": "no", "reason": "措施不具体"})
    assert "措施不具体" in unit_browser.get(page(problem)).content.decode()
    assert "设A、B岗" in unit_browser.get(page(problem, "plan")).content.decode()  # nothing is lost
    unit_browser.post(page(problem, "plan"), plan)
    office.post(page(problem, "plan_decide"), {"accept": "yes"})
    nothing = unit_browser.post(page(problem, "report"), {"text": "已整改到位"})
    assert nothing.status_code == 200
    report = {"text": "已整改到位", "cause": "制度不落实", "proofs": [photo(), photo(30)]}
    assert unit_browser.post(page(problem, "report"), report).status_code == 302
    assert len(evidence.files_of(Report.objects.get().id)) == 2
    office.post(page(problem, "verify"), {"note": "去看过"})
    assert "1位提出人" in office.get(page(problem, "ask")).content.decode()
    office.post(page(problem, "ask"), {"confirmed": "yes"})
    assert Problem.objects.get().state == "citizen_checked"
    services.check_answer(opinion=given.id, solved=True)
    assert "观察期" in unit_browser.get(page(problem)).content.decode()


def test_an_act_that_is_not_possible_now_is_not_offered(office, raised) -> None:
    problem = raised()
    shown = office.get(page(problem)).content.decode()
    for act in ("verify", "ask", "exception", "close", "recur", "plan_decide", "extension_decide"):
        assert page(problem, act) not in shown
        assert office.get(page(problem, act)).status_code == 302


def test_another_unit_finds_nothing(browser_of, stranger, raised, walk, photo) -> None:
    problem = raised()
    walk.to_reported(problem)
    paper = Report.objects.get()
    file = evidence.files_of(paper.id)[0].id
    there = browser_of(stranger)
    for address in (
        page(problem),
        page(problem, "report"),
        f"{page(problem)}papers/{paper.id}/{file}/",
    ):
        assert there.get(address).status_code == 404
    assert "办事窗口无人" not in there.get("/office/problems/own/").content.decode()
    mine = browser_of(walk.liaison).get(f"{page(problem)}papers/{paper.id}/{file}/")
    assert mine.status_code == 200
    assert mine.headers["Content-Disposition"].startswith("attachment")


def test_the_unit_reads_neither_givers_nor_answers(
    unit_browser, office, walk, raised, opinion, lead, browser_of
) -> None:
    one, other = opinion("张三电话13800001111，窗口没人", consent=False), opinion("窗口总没有人等")
    problem = raised(opinions=[one.id, other.id])
    walk.to_givers(problem)
    services.check_answer(opinion=one.id, solved=False, words="我是张三，还是没有人值班")
    shown = unit_browser.get(page(problem)).content.decode()
    assert "群众反馈：不满意" in shown
    for secret in ("张三", "13800001111", "还是没有人", str(one.id), "刘主任", "陈干事"):
        assert secret not in shown
    assert "张三，还是没有人值班" in browser_of(lead).get(page(problem)).content.decode()
    check = Check.objects.get(answer="not_solved")
    address = f"{page(problem)}givers/{check.id}/release/"
    assert "还是没有人值班" in office.get(address).content.decode()
    office.post(address, {"masked": "还是没有人值班"})
    shown = unit_browser.get(page(problem)).content.decode()
    assert "还是没有人值班" in shown
    assert "张三" not in shown


def test_words_that_point_to_misconduct_never_come_to_the_office(office, walk, raised, opinion) -> None:
    given = opinion()
    problem = raised(opinions=[given.id])
    walk.to_givers(problem)
    services.check_answer(opinion=given.id, solved=False, words="窗口的人收了我红包才办")
    check = Check.objects.get()
    assert check.apart
    assert not check.words
    assert "红包" not in office.get(page(problem)).content.decode()


def test_text_is_never_taken_for_markup(office, unit_browser, raised, walk) -> None:
    evil = "<script>alert(1)</script>"
    problem = raised(title=evil, text=evil)
    walk.assign(problem)
    services.extension_ask(
        actor=walk.liaison, problem=problem, deadline=walk.row(problem).deadline.replace(month=6), reason=evil
    )
    for browser in (office, unit_browser):
        shown = browser.get(page(problem)).content.decode()
        assert evil not in shown
        assert "&lt;script&gt;" in shown


def test_a_hostile_file_is_refused_and_the_report_kept(unit_browser, raised, walk) -> None:
    problem = raised()
    walk.assign(problem, "immediate")
    svg = SimpleUploadedFile("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    back = unit_browser.post(page(problem, "report"), {"text": "3月5日已设双岗", "proofs": [svg]})
    assert back.status_code == 200
    assert "x.png" in back.content.decode()
    assert "3月5日已设双岗" in back.content.decode()
    assert not Report.objects.exists()
    assert Problem.objects.get().state == "assigned"


def test_a_deadline_in_the_past_is_refused(office, raised) -> None:
    problem = raised()
    sent = {"klass": "planned", "handler": "王局长", "deadline": "2026-02-01"}
    back = office.post(page(problem, "assign"), sent)
    assert back.status_code == 200
    assert "2026-02-01已经过去" in back.content.decode()


def test_an_inspector_rechecks_what_he_found(browser_of, someone, raised, walk) -> None:
    finder, other = someone(Role.APPRAISER), someone(Role.APPRAISER)
    problem = raised(source="inspection", origin="collective", inspector=finder.id, inspector_name="甲")
    walk.to_reported(problem)
    address = f"/office/problems/recheck/{problem}/"
    assert browser_of(other).get(address).status_code == 404
    mine = browser_of(finder)
    assert "办事窗口无人" in mine.get("/office/problems/recheck/").content.decode()
    assert mine.get(page(problem)).status_code == 403
    mine.post(address, {"solved": "yes", "note": "岗上有人"})
    assert Problem.objects.get().state == "watch"


def test_somebody_of_the_office_rechecks_what_he_found(office, clerk, browser_of, lead, raised, walk) -> None:
    problem = raised(source="hearing", origin="collective", inspector=clerk.id, inspector_name="陈干事")
    walk.to_reported(problem)
    assert page(problem, "recheck") not in browser_of(lead).get(page(problem)).content.decode()
    assert page(problem, "recheck") in office.get(page(problem)).content.decode()
    office.post(page(problem, "recheck"), {"solved": "no", "note": "仍无人"})
    assert Problem.objects.get().state == "report_returned"


def test_letters_are_answered(office, unit_browser, raised, walk) -> None:
    problem = raised()
    walk.assign(problem)
    assert "现予催办" in office.get(page(problem, "urge")).content.decode()
    office.post(page(problem, "urge"), {"text": "请抓紧", "confirmed": "yes"})
    urge = Urge.objects.get()
    assert urge.level == 1
    assert "待答复的督办" in unit_browser.get("/office/problems/own/").content.decode()
    unit_browser.post(f"{page(problem)}letters/{urge.id}/", {"answer": "3月10日完成"})
    assert Urge.objects.get().answer == "3月10日完成"


def test_a_unit_tells_what_it_found_itself(unit_browser, office, campaign, unit, units) -> None:
    sent = {"campaign": campaign, "unit": unit, "title": "档案室漏水", "text": "雨季漏水，材料受潮"}
    foreign = unit_browser.post("/office/problems/own/new/", sent | {"unit": units[1]})
    assert foreign.status_code == 200
    assert unit_browser.post("/office/problems/own/new/", sent).status_code == 302
    found = Problem.objects.get()
    assert (found.state, found.origin) == ("raised", "self")
    office.post(page(found.id, "register"), {"unit": unit, "title": found.title, "text": found.text})
    assert Problem.objects.get().state == "registered"


def test_long_term_takes_two_and_is_shown_as_waiting(office, lead, raised, walk) -> None:
    problem = raised()
    walk.assign(problem, "immediate")
    services.problem_start(actor=walk.liaison, problem=problem)
    office.post(page(problem, "long_term"), {"obstacle": "管网未通", "next_date": "2026-06-01"})
    assert "等第二人确认" in office.get(page(problem)).content.decode()
    [asked] = approvals.waiting()
    approvals.agree(actor=lead, approval=asked.id)
    found = Problem.objects.get()
    assert (found.state, str(found.next_date)) == ("long_term", "2026-06-01")


def test_a_problem_that_became_a_lead_is_found_by_nobody(office, browser_of, lead, raised) -> None:
    problem = raised(register=False, title="虚报冒领", text="有人反映虚报冒领补贴")
    assert office.post(page(problem, "hand_over"), {"confirmed": "yes"}).status_code == 302
    for browser in (office, browser_of(lead)):
        assert browser.get(page(problem)).status_code == 404
        assert "冒领" not in browser.get("/office/problems/?state=all").content.decode()
        log = browser.get("/office/audit/?act=problem").content.decode()
        assert "hand_over" not in log
    assert "冒领" not in Problem.objects.get().text


def test_english(office, raised) -> None:
    problem = raised()
    office.cookies["language"] = "en"
    shown = office.get(page(problem)).content.decode()
    assert "assign it to the unit" in shown


def test_an_opinion_alone_is_passed_on_with_a_warning(lead, browser_of, opinion) -> None:
    alone, agreed = opinion(text="窗口没有人"), opinion(text="大厅没有人", consent=True)
    raising = "/office/problems/from-opinions/"
    office = browser_of(lead)
    assert "单位可能从事情本身猜出是谁" in office.get(raising, {"opinion": alone.id}).content.decode()
    assert "猜出是谁" not in office.get(raising, {"opinion": agreed.id}).content.decode()
    assert "猜出是谁" not in office.get(raising, {"opinion": [alone.id, agreed.id]}).content.decode()
    assert office.get(raising, {"opinion": "nonsense"}).status_code == 404
    assert office.get(raising, {"opinion": str(uuid4())}).status_code == 404


def test_opinions_join_a_known_problem(lead, browser_of, opinion, raised) -> None:
    known, another = raised(opinions=[opinion(text="窗口没有人").id]), opinion(text="窗口又没有人")
    raising, number = "/office/problems/from-opinions/", Problem.objects.get(id=known).label
    office = browser_of(lead)
    answer = office.post(f"{raising}?opinion={another.id}", {"join": "1", "number": "2026-99999"})
    assert "没有这个编号的问题" in answer.content.decode()
    office.post(f"{raising}?opinion={another.id}", {"join": "1", "number": number})
    assert Problem.objects.get(id=known).opinions.count() == 2
