"""The first account and the office's own name."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from minping.apps.accounts.services import first_lead_create
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.errors import Refused
from minping.apps.units.services import own_office_set
from minping.core.findings import RefusedInput, error


def make_first_user(*, office: str, phone: str, username: str, name: str, password: str) -> None:
    """Name the office and make its lead. Raises RefusedInput for a weak password or when a lead exists."""
    try:
        validate_password(password)
    except ValidationError as fault:
        raise RefusedInput(
            [
                error(
                    "setup.password",
                    "密码太弱：至少12位，不能是常见密码",
                    f"weak password: {' '.join(fault.messages)}",
                    "请换一个更长的密码",
                    "choose a longer one",
                )
            ]
        ) from fault
    try:
        with transaction.atomic():
            own_office_set(actor=SYSTEM, name=office, phone=phone)
            first_lead_create(username=username, name=name, password=password)
    except Refused as refused:
        raise RefusedInput(
            [
                error(
                    "setup.refused",
                    refused.text.zh,
                    refused.text.en,
                    "没有改动；其余账号请负责人登录后在「账号」页建立",
                    "nothing was changed; the lead makes further accounts on the page “Accounts”",
                )
            ]
        ) from refused
