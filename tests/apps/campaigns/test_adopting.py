"""A scheme whose categories and rounds are not those of the form: the page says so and offers to take them over."""

import pytest
from django.urls import reverse

from minping.apps.campaigns.models import Category, Round
from minping.apps.campaigns.services import scheme_adopt, scheme_draft_from_yaml
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.core.scheme.reader import read_scheme
from minping.core.simulate.demo import demo_scheme_file


@pytest.fixture
def scheme(full, lead):
    """The campaign's draft is a plan of six categories and nine rounds, none of them the form's."""
    file = demo_scheme_file()
    scheme_draft_from_yaml(actor=lead, campaign=full, text=file.data, name=file.name)
    return read_scheme(file.data, file.name)


def shown(client, full, language="zh-hans"):
    client.cookies["language"] = language
    return client.get(reverse("campaigns:scheme", args=[full])).text


def test_the_page_names_what_differs_and_sets_it_up(browser_of, lead, full, scheme):
    client = browser_of(lead)
    page = shown(client, full)
    assert all(category.name in page for category in scheme.categories.values())
    assert "方案与本次评议的设置不一致" in page
    asked = client.get(reverse("campaigns:scheme-adopt", args=[full])).text
    assert "删去没有单位的类别：局机关股（室）、国企管理中心、执法大队" in asked
    told = client.get(reverse("campaigns:scheme-freeze", args=[full]), follow=True).text
    assert "不能冻结。请先逐项处理「轮次「" in told
    client.post(reverse("campaigns:scheme-adopt", args=[full]), {"confirmed": "yes"})
    assert set(Category.objects.filter(campaign=full).values_list("code", flat=True)) == set(
        scheme.categories
    )
    held = set(Round.objects.filter(campaign=full).values_list("group", "code"))
    assert held == {(group, code) for code, one in scheme.rounds.items() for group in one.groups}
    page = shown(client, full)
    assert "设置不一致" not in page
    assert "没有错误" in page
    asked = client.get(reverse("campaigns:scheme-freeze", args=[full])).text
    assert "提请冻结方案" in asked


def test_days_are_those_of_the_scheme(lead, full, scheme):
    scheme_adopt(actor=lead, campaign=full, scheme=scheme)
    code, wanted = next((code, one) for code, one in scheme.rounds.items() if one.fieldwork.start)
    made = Round.objects.get(campaign=full, code=code, group=wanted.groups[0])
    assert made.opens.isoformat() == wanted.fieldwork.start


def test_units_that_were_placed_are_not_lost(browser_of, lead, full, units, scheme):
    client = browser_of(lead)
    page = shown(client, full)
    assert "方案没有、但已有单位的类别" in page
    assert "categories are" in shown(client, full, "en")
    scheme_adopt(actor=lead, campaign=full, scheme=scheme)
    kept = Category.objects.get(campaign=full, code="参评单位")
    assert kept.participation_set.count() == 2
    assert "没有类别「局机关股" in shown(client, full)
    with pytest.raises(Refused):
        scheme_adopt(actor=lead, campaign=full, scheme=scheme)


def test_readers_set_nothing_up(someone, full, scheme):
    with pytest.raises(NotAllowed):
        scheme_adopt(actor=someone(Role.AUDITOR), campaign=full, scheme=scheme)
