"""The public result page of 173 units at 100,000 ballots: processor time of the server, beside two limits.

Limits: LimeSurvey 6.4 takes 2 to 3 seconds for the statistics of one group at 100,000 responses on two
cores; and Django rendering the same rows from ready values, without data, database or frame, in this run.
Aim: a page that is asked for again costs no more than that bare rendering.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen

UNITS, LIME_MS = 173, 2000.0
FEW = 12
"""Units of a trial with few ballots."""
TIMES = 200


@dataclass(frozen=True)
class Page:
    """Processor milliseconds: the bare rows, the first request of a process, one again, one that is not sent again;
    ``unit``: a unit's page again. ``size``: bytes of the page."""

    units: int
    ballots: int
    bare: float
    first: float
    again: float
    unchanged: float
    unit: float
    size: int


def run(ballots: int) -> Page:
    """Publish a made-up year in a folder of its own, in another process, and ask for its result."""
    with tempfile.TemporaryDirectory(prefix="minping-bench-") as home:
        for step in ("publish", "measure"):
            with Popen(
                [sys.executable, "-m", "bench.result_page", home, step, str(ballots)], stdout=PIPE
            ) as child:
                said = child.communicate()[0]
            if child.returncode:
                raise RuntimeError(f"{step}: {child.returncode}")
        return Page(**json.loads(said.splitlines()[-1]))


def _settle(home: str) -> None:
    os.environ |= {
        "MINPING_MODE": "test",
        "MINPING_HOME": home,
        "MINPING_EXCHANGE": f"{home}/exchange",
        "DJANGO_SETTINGS_MODULE": "minping.site.settings",
    }
    import django  # noqa: PLC0415 - needs the settings

    django.setup()


def _publish(ballots: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings
    from tests.apps.results.steps import published  # noqa: PLC0415 - needs the settings
    from tests.apps.results.year import person, year_of  # noqa: PLC0415 - needs the settings

    from minping.apps.foundation.roles import Role  # noqa: PLC0415 - needs the settings
    from minping.core.simulate.plan import CountyPlan  # noqa: PLC0415 - needs the settings

    call_command("migrate", verbosity=0)
    units = UNITS if ballots >= 10_000 else FEW
    plan = CountyPlan(units=units, exempt=8, opinion_only=2, stations=2, experts=60, ballots=ballots)
    published(year_of(plan, 7), person(Role.CLERK), person(Role.LEAD))


def _measure() -> Page:
    from django.template.loader import render_to_string  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from minping.apps.results.selectors import public_sheet, published  # noqa: PLC0415 - needs the settings

    campaign, found = next(iter(published().items()))
    address, client = f"/c/{campaign}/results/", Client()
    first = _milliseconds(lambda: client.get(address), 1)
    answer = client.get(address)
    tag = {"if-none-match": answer.headers["ETag"]}
    sheet = public_sheet(found, "zh")
    entry = next(e for c in sheet.categories for e in c.entries if e.scored)
    unit = f"/c/{campaign}/units/{entry.unit}/"
    client.get(unit)
    context = {"sheet": sheet, "fields": found.fields, "campaign_id": campaign}
    return Page(
        sheet.units,
        sum(one.returned or 0 for one in sheet.responses),
        _milliseconds(lambda: render_to_string("results/public/sheet.html", context), 20),
        first,
        _milliseconds(lambda: client.get(address), TIMES),
        _milliseconds(lambda: client.get(address, headers=tag), TIMES),
        _milliseconds(lambda: client.get(unit), TIMES),
        len(answer.content),
    )


def _milliseconds(act: Callable[[], object], times: int) -> float:
    """Median of so many runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        act()
        found.append((time.process_time() - start) * 1000)
    return median(found)


def report(page: Page) -> None:
    """Print the figures."""
    print(f"result page · {page.units} units, {page.ballots:,} ballots, {page.size / 1000:.0f} kB")
    print(f"  LimeSurvey 6.4, one group at 100,000 responses  {LIME_MS:8.1f} ms and more")
    print(f"  bare template, the same rows                    {page.bare:8.1f} ms")
    print(f"  minping, first request of a process             {page.first:8.1f} ms")
    print(f"  minping, again                                  {page.again:8.1f} ms")
    print(f"  minping, unchanged (304)                        {page.unchanged:8.1f} ms")
    print(f"  minping, a unit's page again                    {page.unit:8.1f} ms")
    print(
        f"  ratio {page.again / LIME_MS:.4f} of LimeSurvey, {page.again / page.bare:.2f} of the bare template"
    )


def main() -> None:
    """``python -m bench.result_page [ballots]``; with a folder and a step, one step in this process."""
    if len(sys.argv) < 4:
        report(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
        return
    home, step, ballots = sys.argv[1:]
    _settle(str(Path(home)))
    if step == "publish":
        _publish(int(ballots))
    else:
        print(json.dumps(asdict(_measure())))


if __name__ == "__main__":
    main()
