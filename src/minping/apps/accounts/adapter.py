"""How sign-in behaves: nobody signs up by himself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the office lead."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
