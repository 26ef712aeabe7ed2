"""Forms of signing in and of keeping accounts."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from minping.apps.accounts.models import User
from minping.apps.accounts.selectors import users
from minping.apps.accounts.services import NewGrant
from minping.apps.foundation.asking import both
from minping.apps.foundation.roles import LABELS, SCOPED, Role
from minping.apps.units.selectors import units_of

_RULES = both(
    "至少12位；不要用常见密码，不要含用户名或姓名。",
    "At least 12 characters; no common password, nothing of your name or user name.",
)


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], both("用户名", "User name"))
        _word(self.fields["password"], both("密码", "Password"))
        self.fields["login"].widget.attrs["autofocus"] = True


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """One's own password, changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], both("现在的密码", "Present password"))
        _word(self.fields["password1"], both("新密码", "New password"), _RULES)
        _word(self.fields["password2"], both("再输入一次新密码", "New password once more"))


class AgainForm(PasswordAgainForm):  # type: ignore[misc]
    """The password once more, before a grave act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], both("密码", "Password"))


def _word(field: forms.Field, label: Any, help_text: Any = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class FirstPasswordForm(forms.Form):
    """The password that somebody chooses by the one-time link."""

    password = forms.CharField(
        label=both("新密码", "New password"),
        help_text=_RULES,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=both("再输入一次", "Once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", ValidationError(both("两次输入不一样。", "The two differ.")))
        return cleaned


class UserForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=both("姓名", "Name"), max_length=60)
    post = forms.CharField(label=both("职务", "Post"), max_length=100, required=False)
    email = forms.EmailField(label=both("电子邮箱", "E-mail"), required=False)
    phone = forms.CharField(
        label=both("手机号", "Mobile number"),
        max_length=30,
        required=False,
        help_text=both(
            "用于接收催办、会议等通知短信；密封保存，页面上只显示首尾几位。",
            "For notices and reminders; kept sealed, pages show a few digits only.",
        ),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )


class PhoneForm(forms.Form):
    """One's own number for notices."""

    phone = forms.CharField(
        label=both("接收通知短信的手机号", "Mobile number for notices"),
        max_length=30,
        required=False,
        help_text=both("留空保存即不再接收短信。", "Save it empty to get no messages."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class NewUserForm(UserForm):
    """A new account."""

    username = forms.RegexField(
        r"^[\w.@-]+$",
        label=both("用户名", "User name"),
        max_length=60,
        help_text=both(
            "登录时用，建议用姓名拼音，以后不能改。可用字母、汉字、数字和 . - _ @。",
            "For signing in; it cannot be changed later. Letters, digits and . - _ @.",
        ),
        error_messages={
            "invalid": both(
                "只能用字母、汉字、数字和 . - _ @，不能有空格。",
                "Only letters, digits and . - _ @, no spaces.",
            )
        },
    )
    field_order = ("username", "name", "post", "email", "phone")


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=both("理由", "Reason"), max_length=200)


def _unit_choices() -> list[tuple[str, Any]]:
    return [("", both("（不限单位）", "(no unit)"))] + [
        (str(u.id), f"{u.name}（{u.code}）") for u in units_of()
    ]


class GrantForm(forms.Form):
    """A role to be given, for a unit where the role is a unit's."""

    role = forms.ChoiceField(
        label=both("角色", "Role"), choices=[(r.value, both(LABELS[r].zh, LABELS[r].en)) for r in Role]
    )
    unit = forms.ChoiceField(
        label=both("单位", "Unit"),
        required=False,
        help_text=both("单位联络员、成员单位必须选择单位。", "Needed for unit liaisons and partners."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = _unit_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role in SCOPED and not cleaned.get("unit"):
            self.add_error("unit", ValidationError(both("请选择单位。", "Choose the unit.")))
        if role and role not in SCOPED and cleaned.get("unit"):
            self.add_error(
                "unit", ValidationError(both("这个角色不限单位，请不要选。", "This role has no unit."))
            )
        return cleaned

    def grant(self) -> NewGrant:
        """What was chosen."""
        return NewGrant(Role(self.cleaned_data["role"]), self.cleaned_data["unit"] or None)


class HandoverForm(forms.Form):
    """Who stands in, and from when to when."""

    deputy = forms.ChoiceField(label=both("代理人", "Who stands in"))
    since = forms.DateField(
        label=both("开始日期", "First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=both("结束日期", "Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=both("含当日，到期自动失效。", "Including this day; it ends by itself."),
    )

    def __init__(self, *args: Any, absent: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [user for user in users(active=True) if user.id != absent]
        self.fields["deputy"].choices = [  # type: ignore[attr-defined]
            ("", both("请选择", "Choose")),
            *((str(user.id), f"{user.name}（{user.username}）") for user in others),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error(
                "until", ValidationError(both("结束日期不能早于开始日期。", "Before the first day."))
            )
        return cleaned
