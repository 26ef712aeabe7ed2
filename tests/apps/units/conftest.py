"""Tables of units on their way in."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minping.apps.foundation.imports.models import ImportRun

Rows = list[list[Any]]


def workbook(rows: Rows, name: str = "单位") -> bytes:
    """An .xlsx file with one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, place, value)
                else:
                    sheet.write(at, place, value)
    return out.getvalue()


class Table:
    """A table of units from upload to undo, in somebody's browser."""

    def __init__(self, browser: Client, raw: bytes, name: str) -> None:
        self.browser = browser
        sent = browser.post("/office/imports/new/units.units/", {"file": SimpleUploadedFile(name, raw)})
        assert sent.status_code == 302, sent.content.decode()
        self.run = ImportRun.objects.get(id=sent["Location"].split("/")[-2])
        columns = {f"column-{at}": name for name, at in self.run.mapping["columns"].items()}
        more = {"sheet": self.run.mapping["sheet"], "header": self.run.mapping["header"]}
        self.matched = browser.post(f"/office/imports/{self.run.id}/match/", {**more, **columns})
        self.run.refresh_from_db()

    @property
    def counts(self) -> tuple[int, ...]:
        """New, changed, unchanged, refused."""
        return tuple(self.run.counts[outcome] for outcome in ("new", "changed", "unchanged", "refused"))

    def page(self, show: str = "refused") -> str:
        return self.browser.get(f"/office/imports/{self.run.id}/", {"show": show}).content.decode()

    def apply(self, rows: str = "all") -> str:
        sent = {"digest": self.run.digest, "rows": rows}
        page = self.browser.post(f"/office/imports/{self.run.id}/apply/", sent, follow=True)
        self.run.refresh_from_db()
        return page.content.decode()

    def undo(self) -> str:
        page = self.browser.post(f"/office/imports/{self.run.id}/undo/", follow=True)
        self.run.refresh_from_db()
        return page.content.decode()


@pytest.fixture
def table(clerk, browser_of, settings, tmp_path) -> Callable[..., Table]:
    """``table(rows)`` or ``table(bytes, "name.csv")``: uploaded, matched and checked."""
    settings.HOME = tmp_path
    browser = browser_of(clerk)

    def take(given: Rows | bytes, name: str = "units.xlsx") -> Table:
        return Table(browser, given if isinstance(given, bytes) else workbook(given), name)

    return take
