"""How signing in behaves: by whom, how often it may fail, what the log of acts says of it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.db import transaction
from django.forms import ValidationError
from django.http import HttpRequest

from minping.apps.accounts import throttle
from minping.apps.accounts.models import User
from minping.apps.foundation.actors import NOBODY, Actor
from minping.apps.foundation.asking import both
from minping.apps.foundation.audit import record
from minping.apps.foundation.pages import recently_signed_in, say
from minping.apps.foundation.sealing import seal, unseal
from minping.core.findings import Text

_WRONG_CODE = both(
    "验证码不对，请核对手机时间后重新输入。", "Wrong code. Check the phone's clock and try again."
)
_SAID = {
    "account/messages/password_changed.txt": Text("密码已修改。", "Your password was changed."),
    "mfa/messages/totp_activated.txt": Text("动态口令已启用。", "The authenticator app is in use."),
    "mfa/messages/totp_deactivated.txt": Text("动态口令已停用。", "The authenticator app is no longer used."),
    "mfa/messages/webauthn_added.txt": Text("安全密钥已添加。", "The security key was added."),
    "mfa/messages/webauthn_removed.txt": Text("安全密钥已移除。", "The security key was removed."),
    "mfa/messages/recovery_codes_generated.txt": Text("备用码已生成。", "Recovery codes were made."),
}
_ACTS = {
    "account/email/password_changed": "accounts.password.changed",
    "mfa/email/totp_activated": "accounts.second_factor.app_added",
    "mfa/email/totp_deactivated": "accounts.second_factor.app_removed",
    "mfa/email/webauthn_added": "accounts.second_factor.key_added",
    "mfa/email/webauthn_removed": "accounts.second_factor.key_removed",
    "mfa/email/recovery_codes_generated": "accounts.second_factor.recovery_codes_made",
}


def note(user: Any, act: str, **detail: Any) -> None:
    """Record an act of signing in."""
    actor = Actor(id=user.pk, name=user.name) if isinstance(user, User) else NOBODY
    with transaction.atomic():
        record(actor, act, actor.id or "", **detail)


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the office lead; nobody signs up by himself."""

    error_messages = {  # noqa: RUF012 - the way of allauth
        **DefaultAccountAdapter.error_messages,
        "account_inactive": both("这个账号已停用。", "This account is closed."),
        "username_password_mismatch": both("用户名或密码不对。", "User name or password is wrong."),
        "invalid_login": both("用户名或密码不对。", "User name or password is wrong."),
        "incorrect_password": both("密码不对。", "The password is wrong."),
        "enter_current_password": both("现在的密码不对。", "The present password is wrong."),
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": both(
            "登录失败次数过多。请过15分钟再试；着急时请评议办负责人重置密码。",
            "Too many failed sign-ins. Try again in 15 minutes, or ask the office lead for a new password.",
        ),
        "rate_limited": both("操作过于频繁，请稍候再试。", "Too often; wait a little and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of some minutes ago is proof enough to set up a second factor."""
        return not recently_signed_in(context.request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if throttle.too_often(credentials.get("username", ""), self.get_client_ip(request)):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """What was typed as a name is not written down: it may be a password."""
        username = credentials.get("username", "")
        throttle.failed(username, self.get_client_ip(request))
        note(User.objects.filter(username__iexact=username).first(), "accounts.session.failed")

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        throttle.forgive(user.username)
        note(user, "accounts.session.opened")

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        note(user, "accounts.session.closed")

    def set_password(self, user: User, password: str) -> None:
        user.must_change, user.link_made_at = False, None
        super().set_password(user, password)

    def clean_password(self, password: str, user: User | None = None) -> str:
        if user is not None and user.check_password(password):
            raise ValidationError(both("新密码不能与现在的相同。", "The new password must differ."))
        return str(super().clean_password(password, user))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        if text := _SAID.get(message_template or ""):
            messages.success(request, say(text))
        elif message := more.get("message"):
            messages.add_message(request, level, message)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **more: Any) -> None:
        """Where a mail would tell of a change, the log of acts does."""
        if act := _ACTS.get(template_prefix):
            note(user, act)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor rest sealed (SEC F2); its words are ours."""

    error_messages = {  # noqa: RUF012
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": both(
            "按规定须保留一种第二重验证，请先添加另一种。",
            "One second factor must stay; add another one first.",
        ),
        "cannot_generate_recovery_codes": both(
            "请先设置动态口令或安全密钥。", "Set up the authenticator app or a security key first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, "second-factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), "second-factor")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "民评"}
