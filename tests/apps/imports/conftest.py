"""A kind of table of its own, kept in memory: things with a code, a name and a number."""

import io

import pytest
import xlsxwriter
from tests.apps.imports.things import KIND, STORE

from minping.apps.foundation.imports import kinds


@pytest.fixture(autouse=True)
def things(tmp_path, settings, monkeypatch):
    """The kind declared for one test, its store empty, files in a folder of their own."""
    settings.HOME = tmp_path
    monkeypatch.setitem(kinds._KINDS, KIND.code, KIND)
    STORE.clear()
    return STORE


@pytest.fixture
def workbook():
    """``workbook({"名单": rows})``: the bytes of an .xlsx file."""

    def make(sheets: dict[str, list[list[object]]]) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    for place, value in enumerate(row):
                        if isinstance(value, str):
                            sheet.write_string(at, place, value)
                        else:
                            sheet.write(at, place, value)
        return out.getvalue()

    return make
