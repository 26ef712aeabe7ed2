"""Users and what they are granted."""

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
    is_active = models.BooleanField(default=True)
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
    """A role for a user; scoped roles (liaison, partner) name the unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="grant_once", nulls_distinct=False)
        ]
