"""Who signs what, what a signature holds, how it is opened again."""

from uuid import UUID

import pytest
from django.db import connection
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import DUE, assign, figures, picture, signed, taken

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.evidence import of_bytes, remove
from minping.apps.foundation.imports import services as imports
from minping.apps.foundation.models import AuditEntry
from minping.apps.partners.models import Figure, Line, Submission
from minping.apps.partners.selectors import report_rows, reports_stand, uses_partners
from minping.apps.partners.services import (
    ComponentPlan,
    absence_sign,
    component_change,
    component_remove,
    component_reopen,
    submission_sign,
)
from minping.apps.partners.signing import SHELF

HEAD: list[object] = ["单位", "转办", "应办结", "按时办结"]
TABLE: list[list[object]] = [HEAD, ["县水务局", 20, 20, 19], ["县供电公司", 7, 7, 7]]
APPEAL = UUID("3f0d1d1e-0000-4000-8000-000000000001")


@pytest.fixture
def hotline(county: County, lead: Actor):
    return assign(lead, county.campaign, county.hotline, "hotline", {"按时办结率": "on_time"}, "热线")


def stand(county: County):
    (found,) = reports_stand(county.campaign)
    return found


def test_only_what_is_signed_is_reported(county: County, hotline) -> None:
    assert uses_partners(county.campaign)
    assert (stand(county).state, report_rows(county.campaign)) == ("waiting", ())
    taken(county.one, hotline, TABLE)
    assert (stand(county).state, report_rows(county.campaign)) == ("draft", ())
    digest = submission_sign(actor=county.one, component=hotline, signer="周主任")
    found = stand(county)
    assert (found.state, found.rows, found.signed_by) == ("signed", 2, "周主任")
    assert (found.codes, found.partner, found.changed_after_signing) == (
        ("按时办结率",),
        county.hotline,
        False,
    )
    rows = report_rows(county.campaign)
    assert [(row.unit, str(row.numerator), str(row.denominator), row.signer) for row in rows] == [
        ("A01", "19", "20", "周主任"),
        ("A02", "7", "7", "周主任"),
    ]
    entry = AuditEntry.objects.get(act="partners.submission.signed")
    assert (entry.detail["digest"], len(digest)) == (digest, 64)


def test_a_partner_signs_for_nobody_else(county: County, hotline) -> None:
    taken(county.one, hotline, TABLE)
    with pytest.raises(NotAllowed):
        submission_sign(actor=county.two, component=hotline, signer="周主任")


def test_the_office_signs_only_with_the_paper_beside_it(county: County, hotline, lead: Actor) -> None:
    taken(lead, hotline, TABLE)
    with pytest.raises(Refused, match="签字盖章的原件"):
        submission_sign(actor=lead, component=hotline, signer="周主任")
    draft = Submission.objects.get()
    of_bytes(actor=lead, name="原件.png", raw=picture(), subject=draft.id, room="partners")
    submission_sign(actor=lead, component=hotline, signer="周主任")
    draft.refresh_from_db()
    assert (draft.by_office, draft.signed_name, draft.signer) == (True, "刘主任", "周主任")


def test_the_paper_that_the_office_signed_by_is_missed_when_it_goes(
    county: County, hotline, lead: Actor
) -> None:
    taken(lead, hotline, TABLE)
    draft = Submission.objects.get()
    kept = of_bytes(actor=lead, name="原件.png", raw=picture(), subject=draft.id, room="partners")
    submission_sign(actor=lead, component=hotline, signer="周主任")
    assert not stand(county).changed_after_signing
    remove(actor=lead, file=kept)
    assert stand(county).changed_after_signing


def test_nothing_is_signed_before_there_is_something(county: County, hotline) -> None:
    with pytest.raises(Refused, match="还没有导入数据"):
        submission_sign(actor=county.one, component=hotline, signer="周主任")
    taken(county.one, hotline, TABLE)
    with pytest.raises(Refused, match="负责人"):
        submission_sign(actor=county.one, component=hotline, signer=" ")


def alter_line() -> None:
    line = Line.objects.earliest("id")
    line.cells = {**line.cells, "on_time": "20"}
    line.save()


def alter_figure() -> None:
    Figure.objects.filter(numerator="19").update(numerator="20", value="1")


def drop_row() -> None:
    Line.objects.earliest("id").delete()


def alter_file() -> None:
    path = SHELF.folder / Submission.objects.get().stored
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def lose_file() -> None:
    SHELF.erase(Submission.objects.get().stored)


def swap_file() -> None:
    Submission.objects.update(stored=SHELF.keep(b"another table"))


def alter_feed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partners_feed SET measure = 'sign_in'")


@pytest.mark.parametrize(
    "change", [alter_line, alter_figure, drop_row, alter_file, lose_file, swap_file, alter_feed]
)
def test_whatever_changes_after_the_signature_shows(county: County, hotline, change) -> None:
    signed(county.one, hotline, TABLE)
    assert not stand(county).changed_after_signing
    change()
    assert stand(county).changed_after_signing


def test_an_import_is_undone_until_it_is_signed(county: County, hotline) -> None:
    taken(county.one, hotline, TABLE)
    second = taken(county.one, hotline, [HEAD, ["县水务局", 30, 30, 30]])
    imports.run_undo(actor=county.one, run_id=second.id)
    assert figures(hotline)["A01", "按时办结率"][:3] == ("19/20", "19", "20")
    third = taken(county.one, hotline, [HEAD, ["县水务局", 30, 30, 15]])
    submission_sign(actor=county.one, component=hotline, signer="周主任")
    with pytest.raises(Refused, match="不能撤销"):
        imports.run_undo(actor=county.one, run_id=third.id)


def test_reopened_with_a_reason_the_signed_version_stays_and_no_longer_counts(
    county: County, hotline, lead: Actor
) -> None:
    signed(county.one, hotline, TABLE)
    with pytest.raises(NotAllowed):
        component_reopen(actor=county.one, component=hotline, reason="填错")
    with pytest.raises(Refused, match="理由"):
        component_reopen(actor=lead, component=hotline, reason=" ")
    component_reopen(actor=lead, component=hotline, reason="水务局按时办结少计1件")
    assert (stand(county).state, report_rows(county.campaign)) == ("reopened", ())
    taken(county.one, hotline, [HEAD, ["县水务局", 20, 20, 20], TABLE[2]])
    submission_sign(actor=county.one, component=hotline, signer="周主任")
    assert str(report_rows(county.campaign)[0].numerator) == "20"
    states = dict(Submission.objects.values_list("number", "state"))
    assert states == {1: "reopened", 2: "replaced", 3: "signed"}
    kept = Submission.objects.get(number=1)
    assert kept.reason == "水务局按时办结少计1件"
    assert sorted(kept.figures.values_list("numerator", flat=True)) == ["19", "7"]


def test_what_was_reopened_may_be_signed_again_as_it_is(county: County, hotline, lead: Actor) -> None:
    signed(county.one, hotline, TABLE)
    before = report_rows(county.campaign)
    component_reopen(actor=lead, component=hotline, reason="核对")
    submission_sign(actor=county.one, component=hotline, signer="周主任")
    assert [row.value for row in report_rows(county.campaign)] == [row.value for row in before]
    assert not stand(county).changed_after_signing


def test_once_scored_only_an_appeal_opens_it(county: County, hotline, lead: Actor) -> None:
    signed(county.one, hotline, TABLE)
    Campaign.objects.filter(id=county.campaign).update(state="appeal_window")
    with pytest.raises(Refused, match="只有申诉复核"):
        component_reopen(actor=lead, component=hotline, reason="填错")
    component_reopen(actor=lead, component=hotline, reason="申诉成立", appeal=APPEAL)
    taken(county.one, hotline, [HEAD, ["县水务局", 20, 20, 20], TABLE[2]])
    submission_sign(actor=county.one, component=hotline, signer="周主任")
    assert str(report_rows(county.campaign)[0].numerator) == "20"


@pytest.mark.parametrize("state", ["reconciled", "scored", "published", "archived"])
def test_too_late_is_too_late(county: County, hotline, state: str) -> None:
    Campaign.objects.filter(id=county.campaign).update(state=state)
    with pytest.raises(Refused):
        taken(county.one, hotline, TABLE)


def test_after_the_due_day_it_is_taken_and_marked(county: County, hotline) -> None:
    with as_of(DUE.replace(day=11)):
        assert stand(county).late
        signed(county.one, hotline, TABLE)
        assert (stand(county).state, stand(county).late) == ("signed", True)


def test_assignments_change_only_while_nothing_was_read_by_them(county: County, hotline, lead: Actor) -> None:
    plan = ComponentPlan("热线", "hotline", county.hotline, DUE, feeds={"回访满意率": "satisfied"})
    component_change(actor=lead, component=hotline, plan=plan)
    taken(county.one, hotline, [[*HEAD, "回访评价", "回访满意"], ["县水务局", 20, 20, 19, 10, 9]])
    other = ComponentPlan("热线", "hotline", county.hotline, DUE, feeds={"按时办结率": "on_time"})
    with pytest.raises(Refused, match="已经收到报送"):
        component_change(actor=lead, component=hotline, plan=other)
    with pytest.raises(Refused, match="不能删除"):
        component_remove(actor=lead, component=hotline)
    with pytest.raises(Refused, match="在计分的核对页签字说明"):
        absence_sign(actor=lead, component=hotline, reason="没有")


def test_one_source_for_each_component(county: County, hotline, lead: Actor) -> None:
    with pytest.raises(Refused, match="一个部件只能有一个来源"):
        assign(lead, county.campaign, county.centre, "service", {"按时办结率": "on_time"})
    with pytest.raises(Refused, match="方案没有部件"):
        assign(lead, county.campaign, county.centre, "service", {"没有的": "on_time"})
    with pytest.raises(Refused, match="至少选择一个"):
        assign(lead, county.campaign, county.centre, "service", {})
