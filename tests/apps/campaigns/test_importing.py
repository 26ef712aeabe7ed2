"""A table of the units that take part: dry run, errors by cell, applied, undone."""

import pytest

from minping.apps.campaigns import selectors
from minping.apps.foundation.errors import NotAllowed
from minping.apps.foundation.imports import services
from minping.apps.foundation.imports.kinds import kind_of
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import mapped_from
from minping.apps.foundation.roles import Role

TABLE = """单位,类别,参评方式,理由,重点对象
第1股,参评单位,免评,上年第1名,否
A02,参评单位,参评,,是
第3股,参评单位,,,
"""
BAD = """单位,类别,参评方式,理由
没有的股,参评单位,参评,
第1股,没有的类,参评,
A02,,免评,
第3股,参评单位,参评,
第3股,参评单位,参评,
"""


def uploaded(actor, campaign, table):
    kind = kind_of("campaigns.participations")
    assert kind is not None
    run = services.run_upload(
        actor=actor, kind=kind, target={"campaign": str(campaign)}, name="t.csv", raw=table.encode()
    )
    mapping = ImportRun.objects.get(id=run).mapping
    return services.run_match(actor=actor, run_id=run, mapped=mapped_from(mapping))


def standing(campaign):
    return {
        part.unit: (part.category, part.status, part.reason, part.key_object)
        for part in selectors.participations_of(campaign)
    }


def test_a_table_is_taken_in_and_taken_back(lead, full, units):
    before = standing(full)
    run = uploaded(lead, full, TABLE)
    assert run.counts["refused"] == 0
    services.run_apply(actor=lead, run_id=run.id, digest=run.digest, good_only=False)
    after = standing(full)
    assert after[units[0].id][1:3] == ("exempt", "上年第1名")
    assert after[units[1].id][3] is True
    assert after[units[2].id][1] == "appraised"
    services.run_undo(actor=lead, run_id=run.id)
    assert standing(full) == before


def test_bad_rows_are_told_cell_by_cell(lead, full, units):
    run = uploaded(lead, full, BAD)
    assert run.counts["refused"] == 4


def test_readers_take_nothing_in(someone, full, units):
    with pytest.raises(NotAllowed):
        uploaded(someone(Role.AUDITOR), full, TABLE)
