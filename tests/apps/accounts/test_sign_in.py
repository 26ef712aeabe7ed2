"""Signing in: sessions, failures, the second factor, the password once more (SEC C1–C5, G1)."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from tests.apps.conftest import PASSWORD

from minping.apps.accounts import services
from minping.apps.accounts.models import FailedSignIn, User
from minping.apps.accounts.tasks import forget_failures
from minping.apps.accounts.throttle import PER_ACCOUNT, PER_ADDRESS
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role

pytestmark = pytest.mark.django_db
SignIn = Callable[..., HttpResponse]


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_a_right_password_opens_the_office(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    answer = sign_in(client, clerk)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/office/"
    assert acts() == ["accounts.session.opened"]


def test_the_session_is_another_after_signing_in(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    client.get("/accounts/login/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["session"] = session.session_key or ""
    sign_in(client, clerk)
    assert client.session.session_key != session.session_key


def test_signing_out_ends_the_session_on_the_server(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    sign_in(client, clerk)
    old = client.cookies["session"].value
    client.post("/accounts/logout/")
    client.cookies["session"] = old
    assert client.get("/office/accounts/me/").status_code == 302
    assert acts()[-1] == "accounts.session.closed"


def test_unknown_and_wrong_look_the_same(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    wrong = sign_in(client, clerk, "not the password").content.decode()
    name = User.objects.get(id=clerk.person).username
    unknown = sign_in(client, None, username="x" * len(name)).content.decode()
    assert "用户名或密码不对" in wrong
    assert wrong.replace(name, "").replace("x" * len(name), "").count("field") == unknown.count("field")
    assert acts() == ["accounts.session.failed", "accounts.session.failed"]


def test_what_was_typed_as_a_name_is_not_written_down(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    sign_in(client, None, username="my-secret-password")
    assert "my-secret" not in str(list(AuditEntry.objects.values()))
    assert "my-secret" not in str(list(FailedSignIn.objects.values()))


def test_an_account_rests_after_some_failures_even_for_the_right_password(
    client: Client, clerk: Actor, lead: Actor, sign_in: SignIn
) -> None:
    for _ in range(PER_ACCOUNT):
        sign_in(client, clerk, "wrong wrong wrong")
    answer = sign_in(client, clerk)
    assert answer.status_code == 200
    assert "登录失败次数过多" in answer.content.decode()
    assert sign_in(Client(), lead).status_code == 302, "others go on"


def test_it_opens_again_after_a_quarter_of_an_hour(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    for _ in range(PER_ACCOUNT):
        sign_in(client, clerk, "wrong wrong wrong")
    for row in FailedSignIn.objects.all():
        row.at -= dt.timedelta(minutes=16)
        row.save()
    assert sign_in(client, clerk).status_code == 302
    forget_failures()
    assert not FailedSignIn.objects.exists()


def test_an_address_rests_after_many_failures_at_different_names(
    client: Client, clerk: Actor, sign_in: SignIn, settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip"}
    for number in range(PER_ADDRESS):
        sign_in(client, None, "wrong wrong wrong", username=f"nobody{number}", REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, clerk, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert sign_in(client, clerk, REMOTE_ADDR="203.0.113.10").status_code == 302


def test_a_success_forgives_the_account(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    for _ in range(3):
        for _ in range(PER_ACCOUNT - 1):
            sign_in(Client(), clerk, "wrong wrong wrong")
        assert sign_in(Client(), clerk).status_code == 302


def test_hammering_the_form_is_answered_in_our_words(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    answers = [sign_in(client, None, username="x") for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "操作过于频繁" in answers[-1].content.decode()


def _aged(client: Client, **seconds: int) -> None:
    session = client.session
    for key, value in seconds.items():
        session[key] = int(time.time()) - value
    session.save()


@pytest.mark.parametrize(
    ("seen", "began", "opens"),
    [(60, 3600, True), (29 * 60, 7 * 3600, True), (31 * 60, 3600, False), (60, 8 * 3600 + 5, False)],
)
def test_sessions_end_when_idle_and_after_eight_hours(
    client: Client, clerk: Actor, sign_in: SignIn, seen: int, began: int, opens: bool
) -> None:
    sign_in(client, clerk)
    client.get("/office/accounts/me/")
    _aged(client, seen=seen, began=began)
    answer = client.get("/office/accounts/me/")
    assert (answer.status_code == 200) is opens
    if not opens:
        assert "重新登录" in client.get(answer.headers["Location"]).content.decode()


def test_the_eight_hours_are_not_lengthened_by_working(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    sign_in(client, clerk)
    client.get("/office/accounts/me/")
    _aged(client, seen=120, began=5 * 3600)
    began = client.session["began"]
    client.get("/office/accounts/me/")
    assert client.session["began"] == began


def test_a_handed_out_password_opens_nothing_but_the_change_of_it(
    client: Client, clerk: Actor, lead: Actor, sign_in: SignIn
) -> None:
    password = services.initial_password(actor=lead, user=clerk.person)
    sign_in(client, clerk, password)
    assert client.get("/office/accounts/").headers["Location"] == "/accounts/password/change/"
    form = {"oldpassword": password, "password1": "春风化雨 润物无声", "password2": "春风化雨 润物无声"}
    assert (
        client.post(
            "/accounts/password/change/", form | {"password1": password, "password2": password}
        ).status_code
        == 200
    )
    assert client.get("/office/accounts/").status_code == 302, "the same one again is no change"
    short = client.post("/accounts/password/change/", form | {"password1": "短", "password2": "短"})
    assert short.status_code == 200
    long = form | {"password1": "春风化雨 润物无声 2026", "password2": "春风化雨 润物无声 2026"}
    assert client.post("/accounts/password/change/", long).status_code == 302
    assert client.get("/office/accounts/").status_code == 200
    assert "accounts.password.changed" in acts()


def test_a_changed_password_ends_the_other_sessions(client: Client, clerk: Actor, sign_in: SignIn) -> None:
    other = Client()
    sign_in(client, clerk)
    sign_in(other, clerk)
    new = "春风化雨 润物无声 2026"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/office/accounts/me/").status_code == 200
    assert other.get("/office/accounts/me/").status_code == 302


def test_staff_without_a_second_factor_are_led_to_set_one_up(
    client: Client, clerk: Actor, sign_in: SignIn, settings
) -> None:
    settings.SECOND_FACTOR = True
    sign_in(client, clerk)
    for path in ("/office/", "/office/accounts/", "/office/approvals/", "/office/accounts/me/"):
        assert client.get(path).headers["Location"] == "/accounts/2fa/", path
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.fixture
def set_up_app(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[Client], str]:
    """Activate the authenticator app; its secret."""

    def activate(client: Client) -> str:
        page = client.get("/accounts/2fa/totp/activate/").content.decode()
        assert "data:image/svg+xml" in page
        secret = str(client.session["mfa.totp.secret"])
        assert secret in page
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
        assert answer.status_code == 302
        return secret

    return activate


def test_the_app_opens_the_office_and_is_asked_for_at_the_next_sign_in(
    client: Client, clerk: Actor, sign_in: SignIn, set_up_app: Callable[[Client], str], settings
) -> None:
    settings.SECOND_FACTOR = True
    sign_in(client, clerk)
    secret = set_up_app(client)
    assert client.get("/office/accounts/").status_code == 200
    again = Client()
    answer = sign_in(again, clerk)
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/office/accounts/").status_code == 302, "the password alone opens nothing"
    page = again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "验证码不对" in page.content.decode()
    cache.clear()  # a code works once; the next sign-in is as if later
    assert again.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert again.get("/office/accounts/").status_code == 200
    assert {"accounts.second_factor.app_added", "accounts.second_factor.failed"} <= set(acts())


def test_secrets_of_the_second_factor_rest_sealed(
    client: Client, clerk: Actor, sign_in: SignIn, set_up_app: Callable[[Client], str]
) -> None:
    from allauth.mfa.models import Authenticator

    sign_in(client, clerk)
    secret = set_up_app(client)
    assert secret not in str(list(Authenticator.objects.values()))


def test_codes_cannot_be_tried_for_ever(
    client: Client, clerk: Actor, sign_in: SignIn, set_up_app: Callable[[Client], str]
) -> None:
    sign_in(client, clerk)
    set_up_app(client)
    again = Client()
    sign_in(again, clerk)
    pages = [again.post("/accounts/2fa/authenticate/", {"code": "000000"}) for _ in range(7)]
    assert "登录失败次数过多" in pages[-1].content.decode()


def test_recovery_codes_open_once(
    client: Client, clerk: Actor, sign_in: SignIn, set_up_app: Callable[[Client], str]
) -> None:
    from allauth.mfa.models import Authenticator

    sign_in(client, clerk)
    set_up_app(client)
    made = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (302, 200):
        again = Client()
        sign_in(again, clerk)
        assert again.post("/accounts/2fa/authenticate/", {"code": made[0]}).status_code == expected


def test_a_lost_second_factor_is_taken_away_by_another(
    client: Client,
    clerk: Actor,
    lead: Actor,
    sign_in: SignIn,
    set_up_app: Callable[[Client], str],
    browser_of: Callable[..., Client],
) -> None:
    sign_in(client, clerk)
    set_up_app(client)
    answer = browser_of(lead).post(f"/office/accounts/{clerk.person}/second-factor/", {"reason": "手机丢失"})
    assert answer.status_code == 302
    assert sign_in(Client(), clerk).headers["Location"] == "/office/"
    assert "accounts.second_factor.reset" in acts()


def test_a_grave_act_goes_on_by_itself_after_the_password(
    clerk: Actor, lead: Actor, browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(lead, fresh=False)
    path = f"/office/accounts/{clerk.person}/password/"
    answer = browser.post(path, {"way": "print"})
    assert answer.status_code == 302
    assert "accounts.password.handed_out" not in acts()
    asked = answer.headers["Location"]
    assert "确认身份" in browser.get(asked).content.decode()
    assert browser.post(asked, {"password": "wrong wrong wrong", "next": path}).status_code == 200
    done = browser.post(asked, {"password": PASSWORD, "next": path})
    assert done.status_code == 200
    assert "初始密码" in done.content.decode()
    assert "accounts.password.handed_out" in acts()


def test_a_link_sets_the_first_password_through_the_page(
    client: Client, lead: Actor, sign_in: SignIn
) -> None:
    user = services.user_create(actor=lead, username="wang", name="王")
    token = services.first_password_link(actor=lead, user=user)
    path = f"/accounts/first/{user}/{token}/"
    assert "wang" in client.get(path).content.decode()
    assert client.post(path, {"password": "短", "again": "短"}).status_code == 200
    new = "春风化雨 润物无声 2026"
    assert "两次输入不一样" in client.post(path, {"password": new, "again": new + "x"}).content.decode()
    assert client.post(path, {"password": new, "again": new}).headers["Location"] == "/accounts/login/"
    assert client.get(path).status_code == 404
    assert sign_in(client, None, new, username="wang").status_code == 302


def test_who_holds_no_role_sees_his_own_account_only(client: Client, someone, sign_in: SignIn) -> None:
    sign_in(client, someone())
    assert client.get("/office/accounts/").status_code == 403
    assert Role.LEAD not in someone().roles
