"""Accounts, roles, deputies, first passwords: what may be done, and what may not."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from minping.apps.accounts import services
from minping.apps.accounts.models import Grant, User
from minping.apps.accounts.selectors import actor_for, holders, users
from minping.apps.accounts.services import NewGrant
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import SCOPED, Role
from minping.apps.units.models import Unit

pytestmark = pytest.mark.django_db
CHOSEN = "春风化雨 润物无声 2026"
Someone = Callable[..., Actor]


@pytest.fixture
def unit():
    return Unit.objects.create(code="A01").id


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


def make(lead: Actor, username: str = "wang", **more) -> User:
    made = services.user_create(actor=lead, username=username, name="王", **more)
    return User.objects.get(id=made)


def test_a_new_account_has_no_password_and_no_role(lead: Actor) -> None:
    user = make(lead)
    assert not user.has_usable_password()
    assert actor_for(user.id).roles == frozenset()
    assert acts() == ["accounts.user.made"]


def test_user_names_differ_whatever_their_case(lead: Actor) -> None:
    make(lead)
    with pytest.raises(Refused, match="已有人使用"):
        make(lead, "WANG")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.SYSADMIN}))
def test_accounts_are_made_by_lead_and_administrator_only(someone: Someone, role: Role) -> None:
    with pytest.raises(NotAllowed):
        services.user_create(actor=someone(role), username="wang", name="王")


def test_whoever_keeps_accounts_does_not_give_roles(someone: Someone, lead: Actor) -> None:
    """三员分立: the system administrator makes the account, the security administrator says what it may do."""
    user = make(someone(Role.SYSADMIN))
    with pytest.raises(NotAllowed):
        services.grant_give(actor=someone(Role.SYSADMIN), user=user.id, grant=NewGrant(Role.LEAD))
    services.grant_give(actor=someone(Role.SECURITY), user=user.id, grant=NewGrant(Role.CLERK))
    with pytest.raises(NotAllowed):
        services.initial_password(actor=someone(Role.SECURITY), user=user.id)
    with pytest.raises(NotAllowed):
        services.second_factor_reset(actor=someone(Role.SYSADMIN), user=user.id, reason="丢失")


@pytest.mark.parametrize("role", sorted(Role))
def test_a_role_of_a_unit_needs_one_and_another_takes_none(lead: Actor, unit, role: Role) -> None:
    user = make(lead)
    wrong = NewGrant(role, None if role in SCOPED else unit)
    with pytest.raises(Refused, match="须指明单位"):
        services.grant_give(actor=lead, user=user.id, grant=wrong)
    services.grant_give(actor=lead, user=user.id, grant=NewGrant(role, unit if role in SCOPED else None))
    actor = actor_for(user.id)
    assert actor.roles == {role}
    assert actor.units == ({unit} if role in SCOPED else frozenset())


def test_a_unit_that_is_not_there_is_refused(lead: Actor, unit) -> None:
    with pytest.raises(Refused, match="没有这个单位"):
        services.grant_give(actor=lead, user=make(lead).id, grant=NewGrant(Role.LIAISON, make(lead, "b").id))


def test_the_same_role_is_not_given_twice(lead: Actor) -> None:
    user = make(lead)
    services.grant_give(actor=lead, user=user.id, grant=NewGrant(Role.CLERK))
    with pytest.raises(Refused, match="已有这个角色"):
        services.grant_give(actor=lead, user=user.id, grant=NewGrant(Role.CLERK))


APART = [
    (Role.SYSADMIN, Role.SECURITY),
    (Role.SYSADMIN, Role.AUDITOR),
    (Role.SECURITY, Role.AUDITOR),
    (Role.AUDITOR, Role.LEAD),
    (Role.AUDITOR, Role.CLERK),
    (Role.DISCIPLINE, Role.LEAD),
    (Role.DISCIPLINE, Role.CLERK),
]


@pytest.mark.parametrize(("one", "other"), [*APART, *((b, a) for a, b in APART)])
def test_roles_that_watch_each_other_are_held_by_different_people(
    lead: Actor, one: Role, other: Role
) -> None:
    user = make(lead)
    services.grant_give(actor=lead, user=user.id, grant=NewGrant(one))
    with pytest.raises(Refused):
        services.grant_give(actor=lead, user=user.id, grant=NewGrant(other))
    assert actor_for(user.id).roles == {one}


def test_nobody_changes_his_own_roles(lead: Actor, someone: Someone) -> None:
    someone(Role.LEAD)
    with pytest.raises(Refused, match="自己"):
        services.grant_give(actor=lead, user=lead.person, grant=NewGrant(Role.LEADING_GROUP))
    with pytest.raises(Refused, match="自己"):
        services.grant_take(actor=lead, user=lead.person, grant=Grant.objects.get(user_id=lead.person).id)


def test_the_last_lead_stays(lead: Actor, someone: Someone) -> None:
    security, admin = someone(Role.SECURITY), someone(Role.SYSADMIN)
    grant = Grant.objects.get(user_id=lead.person)
    with pytest.raises(Refused, match="唯一"):
        services.grant_take(actor=security, user=lead.person, grant=grant.id)
    with pytest.raises(Refused, match="唯一"):
        services.user_deactivate(actor=admin, user=lead.person, reason="调离")
    second = someone(Role.LEAD)
    services.user_deactivate(actor=second, user=lead.person, reason="调离")
    assert actor_for(lead.person).roles == frozenset()


def test_a_closed_account_is_signed_out_at_once_and_can_come_back(
    lead: Actor, clerk: Actor, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(clerk)
    assert browser.get("/office/accounts/").status_code == 200
    services.user_deactivate(actor=lead, user=clerk.person, reason="离职")
    assert browser.get("/office/accounts/").status_code == 302
    services.user_reactivate(actor=lead, user=clerk.person)
    assert actor_for(clerk.person).roles == {Role.CLERK}


def test_nobody_closes_his_own_account(lead: Actor) -> None:
    with pytest.raises(Refused, match="自己"):
        services.user_deactivate(actor=lead, user=lead.person, reason="")


def away(lead: Actor, absent: Actor, deputy: Actor, first: int, last: int) -> None:
    day = today()
    services.handover(
        actor=lead,
        absent=absent.person,
        deputy=deputy.person,
        since=day + dt.timedelta(days=first),
        until=day + dt.timedelta(days=last),
    )


def test_a_deputy_holds_the_roles_on_those_days_only(
    lead: Actor, clerk: Actor, someone: Someone, settings
) -> None:
    deputy = someone(Role.LEADING_GROUP)
    away(lead, clerk, deputy, 1, 3)
    day = today()
    seen = []
    for ahead in range(5):
        settings.AS_OF = (day + dt.timedelta(days=ahead)).isoformat()
        seen.append(Role.CLERK in actor_for(deputy.person).roles)
    assert seen == [False, True, True, True, False]
    assert acts()[-1] == "accounts.grant.given"


def test_a_deputy_of_a_liaison_acts_for_that_unit(lead: Actor, someone: Someone, unit) -> None:
    absent, deputy = someone(Role.LIAISON, unit=unit), someone(Role.APPRAISER)
    away(lead, absent, deputy, 0, 0)
    assert actor_for(deputy.person).units == {unit}


def test_what_somebody_stands_in_for_is_not_passed_on(lead: Actor, clerk: Actor, someone: Someone) -> None:
    deputy, third = someone(Role.LEADING_GROUP), someone(Role.LEADING_GROUP)
    away(lead, clerk, deputy, 0, 3)
    with pytest.raises(Refused):
        away(lead, deputy, third, 0, 3)


def test_a_deputy_must_not_watch_himself(lead: Actor, clerk: Actor, someone: Someone) -> None:
    with pytest.raises(Refused):
        away(lead, clerk, someone(Role.AUDITOR), 0, 3)


@pytest.mark.parametrize(("first", "last"), [(3, 1)])
def test_days_of_a_deputy_are_in_order(
    lead: Actor, clerk: Actor, someone: Someone, first: int, last: int
) -> None:
    with pytest.raises(Refused, match="起止"):
        away(lead, clerk, someone(Role.APPRAISER), first, last)


def test_the_table_itself_keeps_a_deputy_in_bounds(clerk: Actor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user_id=clerk.person, role=Role.LEAD, deputy_for_id=clerk.person, given_at=now())


def test_taking_the_role_takes_it_from_the_deputy(lead: Actor, clerk: Actor, someone: Someone) -> None:
    deputy = someone(Role.APPRAISER)
    away(lead, clerk, deputy, 0, 9)
    own = Grant.objects.get(user_id=clerk.person)
    services.grant_take(actor=lead, user=clerk.person, grant=own.id)
    assert actor_for(deputy.person).roles == {Role.APPRAISER}


def test_a_deputy_does_not_make_the_second_of_two_persons(lead: Actor, someone: Someone) -> None:
    """Standing in gives roles, never another identity: the log and approvals still know two people."""
    deputy = someone(Role.CLERK)
    away(someone(Role.LEAD), lead, deputy, 0, 1)
    assert actor_for(deputy.person).id == deputy.person


def test_a_printed_password_must_be_changed(lead: Actor) -> None:
    user = make(lead)
    password = services.initial_password(actor=lead, user=user.id)
    user.refresh_from_db()
    assert user.check_password(password)
    assert user.must_change
    assert len(password.replace("-", "")) == 16
    assert password not in str(AuditEntry.objects.last().__dict__)


def test_a_link_works_once(lead: Actor) -> None:
    user = make(lead)
    token = services.first_password_link(actor=lead, user=user.id)
    services.first_password_set(user=user.id, token=token, password=CHOSEN)
    user.refresh_from_db()
    assert user.check_password(CHOSEN)
    with pytest.raises(Refused, match="用过"):
        services.first_password_set(user=user.id, token=token, password=CHOSEN)


def test_a_newer_link_takes_the_place_of_the_older(lead: Actor) -> None:
    user = make(lead)
    old = services.first_password_link(actor=lead, user=user.id)
    new = services.first_password_link(actor=lead, user=user.id)
    assert not services.link_open(user.id, old)
    assert services.link_open(user.id, new)


def test_a_link_dies_with_a_printed_password_with_the_account_and_with_time(lead: Actor, settings) -> None:
    user = make(lead)
    token = services.first_password_link(actor=lead, user=user.id)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert not services.link_open(user.id, token)
    settings.PASSWORD_RESET_TIMEOUT = 3600
    assert services.link_open(user.id, token)
    services.user_deactivate(actor=lead, user=user.id, reason="")
    assert not services.link_open(user.id, token)


def test_nobody_hands_himself_a_password(lead: Actor) -> None:
    for hand_out in (services.initial_password, services.first_password_link):
        with pytest.raises(Refused, match="我的账号"):
            hand_out(actor=lead, user=lead.person)


def test_the_first_lead_is_made_once(db: None) -> None:
    services.first_lead_create(username="liu", name="刘主任", password=CHOSEN)
    with pytest.raises(Refused):
        services.first_lead_create(username="two", name="二", password=CHOSEN)
    assert [user.name for user in holders(Role.LEAD)] == ["刘主任"]


def test_lists_are_narrowed_by_role_and_text(lead: Actor, clerk: Actor) -> None:
    assert [user.name for user in users(role=Role.CLERK)] == ["陈干事"]
    assert [user.name for user in users(text="刘")] == ["刘主任"]
