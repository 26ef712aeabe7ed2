"""A record that is written once: a correction of it is a new record."""

import uuid
from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models


class KeptError(Exception):
    """A stored record was about to be altered or removed."""

    def __init__(self) -> None:
        super().__init__("这项记录不能改动；更正须另立新的记录 / kept as it is; a correction is a new record")


class KeptRows(models.QuerySet[Any]):
    """Rows that are added and read, never altered, never removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise KeptError

    def delete(self) -> NoReturn:
        raise KeptError


KeptManager = models.Manager.from_queryset(KeptRows)


class Kept(models.Model):
    """A record that is written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)

    objects = KeptManager()

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        if force_update or update_fields is not None or not self._state.adding:
            raise KeptError
        super().save(force_insert=True, using=using)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:
        raise KeptError
