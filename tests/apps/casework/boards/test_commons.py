"""普遍性问题: suggested where the same occurs in several units, made by a person, answered by a rule."""

from datetime import date

import pytest

from minping.apps.casework.boards.commons import (
    Draft,
    common_adopt,
    common_drop,
    common_edit,
    common_join,
    common_leave,
    common_make,
    suggestions,
    visible,
)
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.models import CommonProblem, Problem, ProblemOpinion
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.opinions.models import Opinion

COMMON = "/office/problems/common/"
DRAFT = Draft(title="窗口午休无人", text="多个单位窗口中午不办事。", answerable=None, due=date(2026, 6, 30))


@pytest.fixture
def many(row, units, below) -> list[Problem]:
    """The same in three units."""
    third = below(None, "县民政局")
    return [row(unit_id=unit, topics=["窗口服务"]) for unit in (*units, third)]


@pytest.fixture
def made(many, lead) -> CommonProblem:
    one = common_make(actor=lead, draft=DRAFT, problems=[p.id for p in many])
    return CommonProblem.objects.get(id=one)


def test_the_same_topic_in_three_units_is_suggested(many, row, unit, lead) -> None:
    for _ in range(5):
        row(topics=["只在一个单位"])
    found = suggestions(Extent(lead))
    assert [(one.theme, one.units, set(one.problems)) for one in found] == [
        ("窗口服务", 3, {p.id for p in many})
    ]


def test_the_class_of_opinions_counts_too(raised, opinion, units, below, lead) -> None:
    for unit in (*units, below(None, "县民政局")):
        given = opinion(text=f"收费不给票{unit}", unit=unit)
        Opinion.objects.filter(id=given.id).update(klass="收费")
        problem = raised(unit=unit, opinions=[given.id])
        assert ProblemOpinion.objects.filter(problem=problem).exists()
    assert [(one.theme, one.units) for one in suggestions(Extent(lead))] == [("收费", 3)]


def test_what_is_part_of_one_is_not_suggested_again(made, lead) -> None:
    assert suggestions(Extent(lead)) == []


def test_it_takes_two_problems_and_a_day_ahead(many, lead, liaison) -> None:
    for problems in ([], [many[0].id]):
        with pytest.raises(Refused, match="两个"):
            common_make(actor=lead, draft=DRAFT, problems=problems)
    past = Draft(title="题", text="文", answerable=None, due=date(2026, 3, 1))
    with pytest.raises(Refused, match="已经过去"):
        common_make(actor=lead, draft=past, problems=[p.id for p in many])
    with pytest.raises(NotAllowed):
        common_make(actor=liaison, draft=DRAFT, problems=[p.id for p in many])
    assert not CommonProblem.objects.exists()


def test_a_lead_or_a_duplicate_is_no_part_of_one(row, many, lead) -> None:
    apart = [row(state="handed_over"), row(state="linked")]
    common_make(actor=lead, draft=DRAFT, problems=[p.id for p in (*many, *apart)])
    for one in apart:
        one.refresh_from_db()
        assert one.common is None


def test_problems_join_and_leave(made, row, lead) -> None:
    one = row()
    common_join(actor=lead, common=made.id, problems=[one.id])
    assert made.problems.count() == 4
    common_leave(actor=lead, common=made.id, problem=one.id)
    assert made.problems.count() == 3
    other = CommonProblem.objects.create(
        campaign=made.campaign, title="另一个", text="文", made_at=made.made_at
    )
    with pytest.raises(Refused):
        common_join(actor=lead, common=other.id, problems=[p.id for p in made.problems.all()])


def test_a_rule_needs_its_number_and_is_noted_once(made, lead) -> None:
    with pytest.raises(Refused, match="文号"):
        common_adopt(actor=lead, common=made.id, measure="午间轮岗。", document=" ", on=date(2026, 3, 1))
    with pytest.raises(Refused, match="晚于今天"):
        common_adopt(actor=lead, common=made.id, measure="轮岗。", document="1号", on=date(2026, 3, 3))
    common_adopt(
        actor=lead, common=made.id, measure="午间轮岗。", document="政办〔2026〕1号", on=date(2026, 3, 1)
    )
    made.refresh_from_db()
    assert (made.state, made.document) == ("adopted", "政办〔2026〕1号")
    with pytest.raises(Refused, match="已经办结"):
        common_drop(actor=lead, common=made.id, reason="不做了")


def test_dropping_takes_a_reason(made, lead) -> None:
    with pytest.raises(Refused):
        common_drop(actor=lead, common=made.id, reason="")
    common_drop(actor=lead, common=made.id, reason="上级已统一规定。")
    made.refresh_from_db()
    assert (made.state, made.reason) == ("dropped", "上级已统一规定。")


def test_a_unit_sees_its_part_alone(made, row, unit, units, liaison, stranger, lead, browser_of) -> None:
    common_edit(
        actor=lead, common=made.id, draft=Draft(title="改名", text="文", answerable=unit, due=made.due)
    )
    elsewhere = CommonProblem.objects.create(
        campaign=made.campaign, title="与本单位无关", text="文", made_at=made.made_at
    )
    assert [one.id for one in visible(Extent(liaison))] == [made.id]
    page = browser_of(liaison).get(f"{COMMON}{made.id}/").content.decode()
    assert "县公安局" in page
    assert "县水务局" not in page
    assert browser_of(liaison).get(f"{COMMON}{elsewhere.id}/").status_code == 404
    assert browser_of(liaison).post(f"{COMMON}{made.id}/adopt/").status_code == 403


def test_a_suggestion_becomes_one_by_clicking(many, unit, lead, browser_of, settings) -> None:
    browser = browser_of(lead)
    assert "窗口服务" in browser.get(COMMON).content.decode()
    page = browser.get(f"{COMMON}new/", {"theme": "窗口服务"}).content.decode()
    assert page.count("checked") >= 3
    given = {
        "theme": "窗口服务",
        "title": "窗口服务不规范",
        "text": "多个单位窗口无人。",
        "answerable": str(unit),
        "due": "2026-06-30",
        "published": "on",
        "problem": [str(many[0].id), str(many[1].id), "junk"],
    }
    assert browser.post(f"{COMMON}new/", given | {"title": ""}).status_code == 200
    answer = browser.post(f"{COMMON}new/", given)
    made = CommonProblem.objects.get()
    assert answer.headers["Location"].endswith(f"{COMMON}{made.id}/")
    assert (made.theme, made.problems.count(), made.answerable_id) == ("窗口服务", 2, unit)
    adopt = {"measure": "午间轮岗。", "document": "政办〔2026〕1号", "on": "2026-03-01"}
    browser.post(f"{COMMON}{made.id}/adopt/", adopt)
    for language in ("zh-hans", "en"):
        browser.cookies["language"] = language
        assert "政办〔2026〕1号" in browser.get(f"{COMMON}{made.id}/").content.decode()
        assert browser.get(COMMON).status_code == 200
