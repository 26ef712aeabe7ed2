"""Ledger and boards with 20,000 problems: processor milliseconds of the server for each page, beside bare SQL.

Limit: 300 ms a page. Beside it stands what the database alone takes to give the same rows of the list, and to count
the same groups, with nothing made of them.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from typing import Any
from uuid import UUID

LIMIT_MS = 300.0
UNITS, STATIONS = 173, 520
TIMES = 9
TOPICS = ("窗口服务", "乱收费", "执法不公", "办事拖拉", "吃拿卡要", "政务公开")
WORDS = (
    "窗口无人值守",
    "多收工本费",
    "办证拖延",
    "检查走过场",
    "热线打不通",
    "材料要求前后不一",
    "公示不及时",
)
PAGES = (
    ("ledger, as it opens", "/office/problems/"),
    ("ledger, all", "/office/problems/?state=all"),
    ("search in title and text", "/office/problems/?state=all&q=工本费"),
    ("search by number", "/office/problems/?state=all&q=2026-00731"),
    ("three filters and a topic", "/office/problems/?overdue=yes&source=opinion&klass=planned&topic=乱收费"),
    ("sorted by unit, page 40", "/office/problems/?sort=unit&page=40"),
    ("overview", "/office/problems/boards/"),
    ("long open", "/office/problems/boards/ageing/"),
    ("recurred", "/office/problems/boards/recurring/"),
    ("overdue and ladder", "/office/problems/boards/late/"),
    ("pressure", "/office/problems/boards/pressure/"),
    ("public ledger", "/rectification/"),
)


@dataclass(frozen=True)
class Timed:
    """What was timed and its milliseconds, the median of several."""

    name: str
    ms: float


@dataclass(frozen=True)
class Ledger:
    """Pages, and bare SQL of the same rows."""

    problems: int
    pages: tuple[Timed, ...]
    bare: tuple[Timed, ...]
    export: float


def run(problems: int) -> Ledger:
    """Fill a database of its own in one process and measure in another."""
    with tempfile.TemporaryDirectory(prefix="minping-bench-") as home:
        said = b""
        for step in ("fill", "measure"):
            command = [sys.executable, "-m", "bench.ledger", home, step, str(problems)]
            with Popen(command, stdout=PIPE) as child:
                said = child.communicate()[0]
            if child.returncode:
                raise RuntimeError(f"{step}: {child.returncode}")
        found = json.loads(said.splitlines()[-1])
    pages = tuple(Timed(*one) for one in found["pages"])
    return Ledger(found["problems"], pages, tuple(Timed(*one) for one in found["bare"]), found["export"])


def report(found: Ledger) -> None:
    """Print the figures."""
    print(f"ledger · {found.problems:,} problems, {UNITS} units, {STATIONS} stations")
    for one in found.pages:
        print(f"  {one.name:28} {one.ms:7.1f} ms, {one.ms / LIMIT_MS:.2f} of the limit of {LIMIT_MS:.0f} ms")
    for one in found.bare:
        print(f"  {one.name:28} {one.ms:7.1f} ms")
    print(f"  {'Excel of all':28} {found.export:7.0f} ms")


def _settle(home: str) -> None:
    os.environ |= {"MINPING_MODE": "test", "MINPING_HOME": home, "MINPING_DATABASE": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "minping.site.settings"
    import django  # noqa: PLC0415 - needs the settings

    django.setup()


def _fill(problems: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings

    call_command("migrate", verbosity=0)
    from minping.apps.accounts.services import first_lead_create  # noqa: PLC0415
    from minping.apps.campaigns.models import Campaign, FocusTopic  # noqa: PLC0415
    from minping.apps.casework.models import Problem  # noqa: PLC0415

    first_lead_create(username="bench", name="测速", password="correct horse battery")  # noqa: S106
    campaign = Campaign.objects.create(title="测速", year=2026, state="launched")
    FocusTopic.objects.bulk_create(FocusTopic(campaign=campaign, name=topic) for topic in TOPICS)
    units, dice = _units(), random.Random(20260310)  # noqa: S311 - the same rows in every run
    today = date.today()  # noqa: DTZ011 - ages are reckoned from the day of the run
    rows = [
        Problem(campaign=campaign, **_row(units, number, dice, today)) for number in range(1, problems + 1)
    ]
    Problem.objects.bulk_create(rows, batch_size=1_000)
    _follow(rows)


def _units() -> list[UUID]:
    from minping.apps.units.models import Unit, UnitName  # noqa: PLC0415

    tops = [Unit(code=f"U{n:04d}", system=f"{n % 12}系统") for n in range(UNITS)]
    below = [Unit(code=f"S{n:04d}", kind="station", parent=tops[n % UNITS]) for n in range(STATIONS)]
    for some in (tops, below):
        Unit.objects.bulk_create(some)
    names = [UnitName(unit=unit, name=f"{unit.code}号单位", sounds=unit.code) for unit in (*tops, *below)]
    UnitName.objects.bulk_create(names)
    return [unit.id for unit in (*tops, *below)]


def _row(units: Sequence[UUID], number: int, dice: random.Random, today: date) -> dict[str, object]:
    """One problem: two of five are open, a tenth of those late, one in twenty a recurrence."""
    from minping.apps.casework.boards.words import CURED  # noqa: PLC0415
    from minping.core.lifecycle.problem_terms import OPEN_STATES  # noqa: PLC0415

    is_open = dice.random() < 0.4
    begun = today - timedelta(days=dice.randrange(700))
    deadline = begun + timedelta(days=dice.randrange(20, 90))
    overdue = is_open and deadline < today and dice.random() < 0.5
    media, generation = dice.random() < 0.02, 2 if dice.random() < 0.05 else 1
    level = dice.randrange(4) if overdue else generation - 1
    counters = {
        "generation": generation,
        "level": level,
        "redo": 0,
        "extensions": 0,
        "looks": 0,
        "exceptions": 0,
    }
    return {
        "unit_id": dice.choice(units),
        "year": 2026,
        "number": number,
        "origin": "masses",
        "source": dice.choice(("opinion", "opinion", "hearing", "inspection", "self_check", "programme")),
        "title": f"{dice.choice(WORDS)}（{number}）",
        "text": f"群众反映{dice.choice(WORDS)}，已多次出现，要求整改。" * 3,
        "state": dice.choice(OPEN_STATES if is_open else CURED),
        "flags": [flag for flag, up in (("media_exposed", media), ("overdue", overdue)) if up],
        "counters": counters,
        "level": level,
        "generation": generation,
        "overdue": overdue,
        "media": media,
        "klass": dice.choice(("immediate", "planned", "planned", "ordered")),
        "raised_on": begun,
        "registered_on": begun,
        "deadline": deadline,
        "cleared_on": None if is_open else deadline,
        "topics": dice.sample(TOPICS, dice.randrange(3)),
    }


def _follow(rows: Sequence[Any]) -> None:
    """Steps and urgings, and for each recurrence the problem before it."""
    from minping.apps.casework.models import Problem, Step, Urge  # noqa: PLC0415
    from minping.apps.foundation.clock import now  # noqa: PLC0415

    at = now()
    steps = [
        Step(problem=row, serial=serial, act=act, before="", after="", at=at)
        for row in rows
        for serial, act in enumerate(("triage", "register", "assign", "submit_plan", "approve_plan"), 1)
    ]
    Step.objects.bulk_create(steps, batch_size=2_000)
    Urge.objects.bulk_create(
        Urge(problem=row, level=row.level, at=at) for row in rows if row.overdue and row.level
    )
    again = [row for row in rows if row.generation > 1]
    for row, before in zip(
        again, (one for one in rows if one.generation == 1 and one.cleared_on), strict=False
    ):
        row.recurrence_of = before
    Problem.objects.bulk_update(again, ["recurrence_of"], batch_size=500)


def _measure() -> dict[str, object]:
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from minping.apps.accounts.models import User  # noqa: PLC0415
    from minping.apps.casework.models import Problem  # noqa: PLC0415

    client, user = Client(), User.objects.get()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.id)
    session.save()

    def asked(address: str) -> Callable[[], object]:
        def ask() -> object:
            answer = client.get(address)
            assert answer.status_code == 200, address  # noqa: S101 - else nothing was measured
            return answer

        return ask

    start = time.process_time()
    for _ in client.get("/office/problems/export/?state=all"):
        pass
    export = (time.process_time() - start) * 1000
    return {
        "problems": Problem.objects.count(),
        "pages": [(name, _milliseconds(asked(address))) for name, address in PAGES],
        "bare": [(name, _milliseconds(act)) for name, act in _bare()],
        "export": export,
    }


def _bare() -> Sequence[tuple[str, Callable[[], object]]]:
    """The database's own part: the rows of a page, the counts of its filters, the search."""
    from django.db import connection  # noqa: PLC0415

    from minping.core.lifecycle.problem_terms import OPEN_STATES  # noqa: PLC0415

    states = ",".join(f"'{state}'" for state in OPEN_STATES)
    table = "casework_problem"
    rows = (
        f"SELECT * FROM {table} WHERE state IN ({states}) ORDER BY registered_on DESC, number DESC LIMIT 50"
    )
    groups = f"SELECT state, klass, source, level, overdue, media, count(*) FROM {table} GROUP BY 1,2,3,4,5,6"
    search = f"SELECT id FROM {table} WHERE title LIKE '%工本费%' OR text LIKE '%工本费%'"

    def of(sql: str) -> Callable[[], object]:
        def ask() -> object:
            with connection.cursor() as cursor:
                return cursor.execute(sql).fetchall()

        return ask

    return (
        ("bare SQL, rows of a page", of(rows)),
        ("bare SQL, groups", of(groups)),
        ("bare SQL, search", of(search)),
    )


def _milliseconds(act: Callable[[], object]) -> float:
    """Median of processor and database time of this process."""
    act()
    found = []
    for _ in range(TIMES):
        start = time.process_time()
        act()
        found.append((time.process_time() - start) * 1000)
    return median(found)


def main() -> None:
    """``python -m bench.ledger [problems]``; with a folder and a step, one step in this process."""
    if len(sys.argv) < 4:
        report(run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
        return
    home, step, problems = sys.argv[1:]
    _settle(str(Path(home)))
    if step == "fill":
        _fill(int(problems))
    else:
        print(json.dumps(_measure()))


if __name__ == "__main__":
    main()
