"""What somebody typed is never lost because somebody else was quicker."""

from minping.apps.casework import services
from minping.apps.casework.models import Urge
from minping.apps.opinions.services import opinion_transfer

LONG = "我们已经在三号窗口安排了两名工作人员轮流值守。"


def test_a_plan_that_somebody_else_has_sent_comes_back(raised, walk, liaison, browser_of) -> None:
    problem = raised()
    walk.assign(problem)
    walk.plan(problem)
    answer = browser_of(liaison).post(f"/office/problems/{problem}/plan/", {"measures": LONG})
    assert answer.status_code == 200
    assert LONG in answer.content.decode()
    assert "没有保存" in answer.content.decode()
    assert browser_of(liaison).get(f"/office/problems/{problem}/plan/").status_code == 302


def test_an_answer_to_a_letter_that_was_answered_comes_back(raised, walk, lead, liaison, browser_of) -> None:
    problem = raised()
    walk.assign(problem)
    services.problem_urge(actor=lead, problem=problem, text="请抓紧")
    urge = Urge.objects.get(level=1)
    services.urge_answer(actor=lead, urge=urge.id, answer="电话答复：本周完成。")
    there = f"/office/problems/{problem}/letters/{urge.id}/"
    assert LONG in browser_of(liaison).post(there, {"answer": LONG}).content.decode()
    assert browser_of(liaison).get(there).status_code == 302


def test_an_answer_to_an_opinion_comes_back(opinion, clerk, lead, browser_of) -> None:
    one = opinion()
    opinion_transfer(actor=lead, opinion=one.id, receiver="市公交公司")
    answer = browser_of(clerk).post(f"/office/opinions/{one.id}/note/", {"reason": LONG})
    assert LONG in answer.content.decode()
