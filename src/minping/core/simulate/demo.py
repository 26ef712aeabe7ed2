"""The demo campaign: 47 units and 6 exempt ones in six categories, with stations (F126, F009)."""

from importlib.resources import files

from minping.core.bundle.model import SchemeFile
from minping.core.scheme.reader import read_scheme
from minping.core.simulate.county import SimulatedCounty, simulate
from minping.core.simulate.plan import CountyPlan

DEMO_SEED = 2024

DEMO_PLAN = CountyPlan(
    units=47,
    categories={"行政": 11, "执法": 9, "服务": 7, "垂直": 6, "其他": 5, "镇街": 9},
    exempt=6,
    opinion_only=0,
    stations=4,
    ballots_per_unit=48,
    experts=60,
)


def demo_scheme_file() -> SchemeFile:
    """The plan of the demo as it was written."""
    return SchemeFile("scheme.yaml", files(__package__).joinpath("demo_scheme.yaml").read_bytes())


def demo_county(seed: int = DEMO_SEED) -> SimulatedCounty:
    """The county of the demo campaign."""
    file = demo_scheme_file()
    return simulate(read_scheme(file.data, file.name), DEMO_PLAN, seed)
