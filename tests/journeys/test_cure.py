"""From a complaint to its cure, and back again: citizen, clerk and liaison, each in a browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.conftest import PASSWORD
from tests.journeys.conftest import DESK, PHONE, Site

from minping.apps.accounts.models import Grant, User
from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.casework.models import Problem
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Unit, UnitName

COMPLAINT = "自来水晚上八点以后五楼没有水，打电话说在修，修完第二天又一样。"


@dataclass(frozen=True)
class People:
    citizen: Page
    clerk: Page
    liaison: Page
    unit: str


def sign_in(window: Callable[..., BrowserContext], site: Site, role: Role, unit: Unit | None) -> Page:
    user = User(username=role.value, name=role.value, made_at=now())
    user.set_password(PASSWORD)
    user.save()
    Grant.objects.create(user=user, role=role, unit=unit, given_at=now())
    page = window(DESK).new_page()
    page.goto(f"{site.url}/accounts/login/?next=/office/")
    page.get_by_label("用户名").fill(role.value)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/office/")
    return page


@pytest.fixture
def people(site: Site, window: Callable[..., BrowserContext]) -> People:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="running")
    category = Category.objects.create(campaign=campaign, code="service", name="服务行业")
    unit = Unit.objects.create(code="A01")
    UnitName.objects.create(unit=unit, name="县水务局")
    Participation.objects.create(campaign=campaign, unit=unit, category=category)
    citizen = window(PHONE).new_page()
    citizen.goto(f"{site.url}/o/new/?unit={unit.id}")
    clerk = sign_in(window, site, Role.CLERK, None)
    return People(citizen, clerk, sign_in(window, site, Role.LIAISON, unit), str(unit.id))


def press(page: Page, words: str) -> None:
    """The button or link of this name, the last one of the page."""
    found = page.locator("main").get_by_role("button", name=words, exact=True)
    found.or_(page.locator("main").get_by_role("link", name=words, exact=True)).last.click()
    page.wait_for_load_state()


def says(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


def open_problem(page: Page, site: Site) -> None:
    found = Problem.objects.order_by("-generation")[0]
    page.goto(f"{site.url}/office/problems/{found.id}/")


def complains(people: People) -> str:
    page = people.citizen
    page.get_by_label("想说的话").or_(page.locator("textarea[name=text]")).first.fill(COMPLAINT)
    page.locator("input[name=wants_answer]").check()
    press(page, "提交")
    says(page, "已收到您的意见")
    return re.sub(r"\s", "", page.locator("#code").inner_text())


def is_registered(people: People, site: Site) -> None:
    page = people.clerk
    page.goto(f"{site.url}/office/opinions/")
    page.locator("main table a").first.click()
    says(page, "五楼没有水")
    press(page, "立为问题")
    page.get_by_label("责任单位").select_option(label="县水务局")
    page.get_by_label("标题").fill("高层住户夜间停水")
    page.get_by_label("问题内容").fill("群众反映高层住户夜间供水压力不足。")
    press(page, "挂号")
    says(page, "已挂号")


def is_assigned(people: People, site: Site) -> None:
    page = people.clerk
    open_problem(page, site)
    press(page, "交办")
    page.locator("input[name=klass][value=planned]").check()
    page.locator("input[name=handler]").fill("李副局长")
    page.locator("input[name=deadline]").fill(str(today() + timedelta(days=40)))
    press(page, "交办")
    open_problem(page, site)
    says(page, "已交办")


def plans(people: People, site: Site, measures: str) -> None:
    page = people.liaison
    open_problem(page, site)
    press(page, "报整改方案")
    page.locator("textarea[name=content]").fill("更换加压设备，恢复夜间供水。")
    page.locator("textarea[name=measures]").fill(measures)
    page.locator("input[name=handler]").fill("供水股长 王某")
    page.locator("input[name=deadline]").fill(str(today() + timedelta(days=30)))
    press(page, "报整改方案")
    open_problem(page, site)
    says(page, "方案已报")


def decides_on_plan(people: People, site: Site, *, accept: bool) -> None:
    page = people.clerk
    open_problem(page, site)
    press(page, "审核方案")
    page.get_by_label("通过" if accept else "退回", exact=True).check()
    if not accept:
        page.locator("textarea[name=reason]").fill("没有写明更换几台、什么时候完成。")
    press(page, "审核方案")


def is_done(people: People, site: Site, tmp_path: Path, text: str) -> None:
    page = people.liaison
    proof = tmp_path / f"{len(text)}.png"
    Image.new("RGB", (60, 40), (len(text) % 255, 90, 60)).save(proof)
    open_problem(page, site)
    press(page, "报告整改完成")
    page.locator("textarea[name=text]").fill(text)
    page.locator("input[type=file]").set_input_files(proof)
    press(page, "报告整改完成")
    clerk = people.clerk
    open_problem(clerk, site)
    press(clerk, "核实通过")
    clerk.locator("textarea[name=note], input[name=note]").first.fill("夜间到户测压，水压正常。")
    press(clerk, "核实通过")
    says(clerk, "已核实")
    press(clerk, "回访")
    press(clerk, "开始回访")


def answers(people: People, site: Site, code: str, *, solved: bool) -> None:
    page = people.citizen
    page.goto("about:blank")
    page.goto(f"{site.url}/o/#{code}")
    says(page, "解决了没有")
    page.locator(f"input[type=radio][value={'yes' if solved else 'no'}]").check()
    if not solved:
        page.locator("textarea").first.fill("修了两天又没水了。")
    press(page, "回答")


def test_from_the_complaint_to_the_cure_and_its_return(people: People, site: Site, tmp_path: Path) -> None:
    code = complains(people)
    is_registered(people, site)
    is_assigned(people, site)
    plans(people, site, "加强学习，提高认识。")
    decides_on_plan(people, site, accept=False)
    open_problem(people.liaison, site)
    says(people.liaison, "没有写明更换几台")
    plans(people, site, "更换加压泵2台，20日内完成；每晚8时专人测压并记录。")
    decides_on_plan(people, site, accept=True)
    open_problem(people.liaison, site)
    press(people.liaison, "开始整改")
    is_done(people, site, tmp_path, "已更换加压泵2台，夜间水压0.28兆帕，测压记录附后。")
    answers(people, site, code, solved=False)
    assert Problem.objects.get().state == "reopened"
    is_cured(people, site, tmp_path, code)
    comes_back(people, site)
    first, again = Problem.objects.order_by("generation")
    assert (again.recurrence_of, again.generation) == (first, 2)
    assert again.level > 0, "a recurrence climbs one rung by itself"
    says(people.clerk, "催办")


def is_cured(people: People, site: Site, tmp_path: Path, code: str) -> None:
    """The unit begins anew; this time the citizen is satisfied."""
    is_assigned(people, site)
    plans(people, site, "换装主管道120米，9日内完成；每晚到五楼住户家中测压。责任人：供水股长。")
    decides_on_plan(people, site, accept=True)
    open_problem(people.liaison, site)
    press(people.liaison, "开始整改")
    is_done(people, site, tmp_path, "主管道120米已换装，连续七晚到户测压均在0.25兆帕以上，住户签字附后。")
    answers(people, site, code, solved=True)
    open_problem(people.clerk, site)
    says(people.clerk, "观察期")
    people.citizen.goto(f"{site.url}/rectification/{people.unit}/")
    says(people.citizen, "高层住户夜间停水")


def comes_back(people: People, site: Site) -> None:
    """While it is watched the same thing happens again."""
    page = people.clerk
    open_problem(page, site)
    press(page, "再次发生，另立新号")
    page.locator("textarea[name=text]").fill("观察期内群众再次反映夜间停水。")
    press(page, "再次发生，另立新号")
    open_problem(page, site)
