"""Whatever people typed as a name comes out as text, on every page (SEC E4)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from tests.apps.security.objects import World
from tests.apps.security.routes import Route
from tests.apps.security.visits import REACHED, named, reached, visit

from minping.apps.foundation.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAYLOAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TYPED = re.compile(
    r"\bname|_name|title|short|english|post|note|reason|answer|text|label|address|district|system|phone|place|topic|"
    r"comment|remark|words|subject|description|said|requested_name|decided_name|actor_name"
)


def typed_fields() -> Iterator[tuple[type[models.Model], "models.Field[Any, Any]"]]:
    """Fields that hold what somebody typed."""
    for model in apps.get_models():
        if not model.__module__.startswith("minping."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, models.CharField | models.TextField) or isinstance(
                field, models.EmailField
            ):
                continue
            if (
                not field.choices
                and not field.unique
                and field.name != "file_name"
                and TYPED.search(field.name)
            ):
                yield model, field


class Alerts(HTMLParser):
    """Reads a page as a browser would and keeps what would have run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"<{tag} {name}={value}>" for name, value in attrs if name.startswith("on")]
        if tag in {"img", "a", "form"}:
            self.found += [
                f"<{tag} {name}={value}>" for name, value in attrs if value in {"x", "javascript:"}
            ]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "alert(1)" in data:
            self.found.append(data)


def spoil() -> int:
    """Write the payload wherever something typed is kept; how many fields took it."""
    taken = 0
    for model, field in typed_fields():
        typed = PAYLOAD[: field.max_length or 200]
        try:
            with transaction.atomic():
                rows = models.QuerySet(model).update(**{field.name: typed})
        except DatabaseError:
            continue  # a rule of the table forbids it, as it should
        taken += bool(rows)
    return taken


def test_fields_that_are_typed_are_found() -> None:
    found = {f"{model._meta.label}.{field.name}" for model, field in typed_fields()}
    assert {"accounts.User.name", "units.UnitName.name", "foundation.Approval.reason"} <= found


@named(REACHED)
def test_names_come_out_as_text(route: Route, world: World, visitors: dict[Role, Client]) -> None:
    with reached(route, world) as address:
        assert spoil() >= 2
        answer = visit(visitors[Role.LEAD], "GET", address)
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        seen = Alerts()
        seen.feed(answer.content.decode())
        assert not seen.found


def test_the_reader_sees_what_would_have_run() -> None:
    seen = Alerts()
    seen.feed(f"<p title=\"{PAYLOAD}</p><input value='{PAYLOAD}")
    assert len(seen.found) >= 2
