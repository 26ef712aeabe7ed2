"""A campaign with one unit, and a county's published result."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from minping.apps.campaigns.models import Campaign, Category, Participation
from minping.apps.results.storing import zipped
from minping.apps.units.models import Unit, UnitName
from minping.core.bundle.compute import compute, publish_folder
from minping.core.bundle.results import RESULTS, SCORES_JSON

GOLDEN = Path(__file__).parents[2] / "data" / "golden" / "r6"


@pytest.fixture
def made_unit(db: None) -> Callable[[str], tuple[UUID, UUID]]:
    """``made_unit("县水务局")``: a campaign that is running, and the unit that takes part in it."""

    def make(name: str) -> tuple[UUID, UUID]:
        unit = Unit.objects.create(code="A01")
        UnitName.objects.create(unit=unit, name=name)
        campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="launched")
        category = Category.objects.create(campaign=campaign, code="all", name="全部")
        Participation.objects.create(campaign=campaign, unit=unit, category=category)
        return campaign.id, unit.id

    return make


@pytest.fixture
def public_folder(tmp_path: Path) -> Path:
    """The public folder of a county, as it was published."""
    bundle, _ = compute(GOLDEN)
    publish_folder(bundle, tmp_path / "public")
    return tmp_path / "public"


@pytest.fixture
def public_zip(public_folder: Path) -> bytes:
    return zipped(public_folder)


@pytest.fixture
def changed_zip(public_folder: Path) -> bytes:
    """One unit's score was bettered after it was computed."""
    record = public_folder / RESULTS / SCORES_JSON
    told = json.loads(record.read_text("utf-8"))
    told["units"][0]["published"] = "99.99"
    record.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return zipped(public_folder)
