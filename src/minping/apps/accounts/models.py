"""Users, what they are granted, and sign-ins that failed."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models

from minping.apps.foundation.roles import Role


class User(AbstractBaseUser):
    """Somebody of the office or of those who work with it. Voters have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    sealed_phone = models.BinaryField(default=bytes)
    """A mobile number for notices, E.164, sealed; empty: none is known."""
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False)
    """The password was given by somebody else: no page of the office opens before it is changed."""
    link_made_at = models.DateTimeField(null=True)
    """When the one-time link for a first password was made; none is open when empty."""
    made_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager["User"]()
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name shown on pages."""
        return self.name


class Grant(models.Model):
    """A role for a user; scoped roles (liaison, partner) name the unit.

    ``deputy_for``: held for somebody who is away, from ``since`` to ``until``, both days included (F167).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy_for = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="deputies"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(unit__isnull=True, deputy_for__isnull=True),
                name="grant_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(unit__isnull=False, deputy_for__isnull=True),
                name="grant_once_for_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy_for__isnull=True)
                | models.Q(since__isnull=False, until__isnull=False, until__gte=models.F("since")),
                name="grant_of_deputy_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy_for__isnull=True) | ~models.Q(deputy_for=models.F("user")),
                name="grant_of_deputy_by_another",
            ),
        ]


class FailedSignIn(models.Model):
    """A sign-in that failed, known by the keyed digest of the account's name or of the address."""

    subject = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="failed_sign_in")]
