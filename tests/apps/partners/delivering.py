"""Handing in tables as a partner does: upload, match as guessed, look, take in, sign."""

import csv
import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from PIL import Image

from minping.apps.campaigns.models import Campaign, Category, Participation, SchemeVersion
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.imports import keeping, services
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import mapped_from
from minping.apps.partners.importers import KIND
from minping.apps.partners.models import Component
from minping.apps.partners.services import ComponentPlan, component_make, submission_sign
from minping.apps.units.models import Unit, UnitName
from minping.core.scheme.canonical import scheme_hash, to_canonical
from minping.core.scheme.reader import read_scheme

DUE = date(2026, 12, 10)
Table = Sequence[Sequence[object]]


def make_unit(code: str, name: str, parent: uuid.UUID | None = None, kind: str = "unit") -> uuid.UUID:
    unit = Unit.objects.create(code=code, parent_id=parent, kind=kind)
    UnitName.objects.create(unit=unit, name=name)
    return unit.id


def make_campaign(scheme: Path, category: tuple[str, str], units: Mapping[str, str]) -> uuid.UUID:
    """A launched campaign under a frozen scheme, in which ``units`` (code → name) take part."""
    read = read_scheme(scheme.read_bytes(), scheme.name)
    campaign = Campaign.objects.create(title=read.title, year=read.year or 2026, state="launched")
    SchemeVersion.objects.create(
        campaign=campaign,
        number=1,
        frozen=True,
        frozen_at=now(),
        canonical=to_canonical(read),
        digest=scheme_hash(read),
    )
    made = Category.objects.create(campaign=campaign, code=category[0], name=category[1])
    for code, name in units.items():
        Participation.objects.create(campaign=campaign, unit_id=make_unit(code, name), category=made)
    return campaign.id


def assign(
    actor: Actor,
    campaign: uuid.UUID,
    partner: uuid.UUID,
    family: str,
    feeds: Mapping[str, str],
    title: str = "",
) -> uuid.UUID:
    """A component for a partner; the title is the family's code unless given."""
    plan = ComponentPlan(title=title or family, family=family, partner=partner, due=DUE, feeds=feeds)
    return component_make(actor=actor, campaign=campaign, plan=plan)


def as_csv(rows: Table) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Table, merges: Sequence[tuple[int, int, int, int, object]] = ()) -> bytes:
    """A workbook; ``merges``: rectangles (top, left, bottom, right) with their value."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(at, place, value)
        for top, left, bottom, right, value in merges:
            sheet.merge_range(top, left, bottom, right, value)
    return out.getvalue()


def looked(actor: Actor, component: uuid.UUID, table: Table | bytes, name: str = "") -> ImportRun:
    """Upload and check. Raises Refused when the whole table is refused."""
    raw = table if isinstance(table, bytes) else as_csv(table)
    made = services.run_upload(
        actor=actor,
        kind=KIND,
        target={"component": str(component)},
        name=name or ("表.xlsx" if raw[:2] == b"PK" else "表.csv"),
        raw=raw,
    )
    mapped = mapped_from(ImportRun.objects.get(id=made).mapping)
    return services.run_match(actor=actor, run_id=made, mapped=mapped)


def taken(
    actor: Actor, component: uuid.UUID, table: Table | bytes, name: str = "", *, good_only: bool = False
) -> ImportRun:
    """Upload, check and take in. Raises Refused when there is something wrong."""
    run = looked(actor, component, table, name)
    return services.run_apply(actor=actor, run_id=run.id, digest=run.digest, good_only=good_only)


def told(run: ImportRun) -> list[str]:
    """What the dry run found, in Chinese, with the row and the column."""
    report = keeping.unpacked(run.report, run.sealed)
    return [f"{one['row']} {one['column']} {one['said'][0]}" for one in report["findings"]]


def signed(actor: Actor, component: uuid.UUID, table: Table | bytes, signer: str = "周主任") -> str:
    """All the way to the signature."""
    taken(actor, component, table)
    return submission_sign(actor=actor, component=component, signer=signer)


def figures(component: uuid.UUID) -> dict[tuple[str, str], tuple[str, str, str, bool]]:
    """(unit, component of the scheme) → value, numerator, denominator, applicable of what is in force."""
    there = Component.objects.get(id=component).submissions.filter(state__in=["draft", "signed"]).get()
    return {
        (one.unit.code if one.unit else "", one.code): (
            one.value,
            one.numerator,
            one.denominator,
            one.applicable,
        )
        for one in there.figures.select_related("unit")
    }


def picture() -> bytes:
    """A signed paper, as far as anybody can tell."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()
