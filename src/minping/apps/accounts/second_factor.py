"""Forms of the second factor in our words; what fails is recorded."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from minping.apps.accounts.adapter import note
from minping.apps.foundation.asking import both

_CODE = both("验证码", "Code")
_NAME = both("名称", "Name")


class _Worded:
    """Gives the field for the code its label and the keyboard of digits."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _CODE
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class CodeForm(_Worded, AuthenticateForm):  # type: ignore[misc]
    """The code at a sign-in."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        note(self.user, "accounts.second_factor.failed")


class CodeAgainForm(_Worded, ReauthenticateForm):  # type: ignore[misc]
    """The code before a grave act."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        note(self.user, "accounts.second_factor.failed")


class AppForm(_Worded, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _NAME


class KeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _NAME
