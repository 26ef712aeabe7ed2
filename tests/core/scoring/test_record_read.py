"""A stored record gives back the run it was written from."""

import json

import pytest

from minping.core.bundle.public import to_public
from minping.core.scheme.reader import read_scheme
from minping.core.scoring.engine import score
from minping.core.scoring.record import record_bytes
from minping.core.scoring.record_read import read_record
from minping.core.simulate.county import simulate
from minping.core.simulate.demo import demo_scheme_file
from minping.core.simulate.plan import CountyPlan
from minping.core.simulate.write import bundle_of


def test_a_run_read_back_is_the_run_and_writes_the_same_bytes() -> None:
    file = demo_scheme_file()
    county = simulate(read_scheme(file.data, file.name), CountyPlan(units=7, exempt=1, stations=1), 5)
    bundle = to_public(bundle_of(county))
    run = score(bundle.scheme, bundle.data)
    data = record_bytes(run)
    back = read_record(data)
    assert back == run
    assert record_bytes(back) == data
    assert {type(unit.status) for unit in back.units} == {type(unit.status) for unit in run.units}


@pytest.mark.parametrize("data", [b"{}", b"[]", json.dumps({"format": "other/1"}).encode()])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no record"):
        read_record(data)
