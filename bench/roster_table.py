"""A roster of invented people in a database of its own: taken in as a table, or written out as CSV.

    python -m bench.roster_table HOME import ROWS
    python -m bench.roster_table HOME export

Both work as the application does: the import by upload, dry run and write in the worker's jobs, the export
by the page, signed in, through every middleware. Each prints the seconds that its own part took.
"""

import os
import sys
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LEAD = "bench"


def _start(home: Path) -> None:
    import django  # noqa: PLC0415 - settings read the environment first

    os.environ |= {"MINPING_MODE": "test", "MINPING_HOME": str(home), "MINPING_DATABASE": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "minping.site.settings"
    django.setup()


def table_of(rows: int) -> bytes:
    """A CSV of people whose numbers do not follow each other."""
    lines = ["姓名,手机号,层别,乡镇社区"]
    for number in range(rows):
        name = f"王{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number // 7 % 5000)}"
        phone = f"138{number * 6_151 % 100_000_000:08d}"
        lines.append(f"{name},{phone},{('社区居民', '农村群众')[number % 2]},{number % 40}村")
    return "\n".join(lines).encode()


def take_in(home: Path, rows: int) -> float:
    """Make the database and import the table; the seconds of the import."""
    _start(home)
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from minping.apps.accounts.services import first_lead_create  # noqa: PLC0415
    from minping.apps.campaigns.models import Campaign, Round  # noqa: PLC0415
    from minping.apps.foundation.actors import SYSTEM  # noqa: PLC0415
    from minping.apps.foundation.imports.kinds import kind_of  # noqa: PLC0415
    from minping.apps.foundation.imports.models import ImportRun  # noqa: PLC0415
    from minping.apps.foundation.imports.reading import mapped_from  # noqa: PLC0415
    from minping.apps.foundation.imports.services import run_apply, run_match, run_upload  # noqa: PLC0415
    from minping.apps.foundation.jobs import run_due  # noqa: PLC0415
    from minping.apps.people.rosters.services import roster_make  # noqa: PLC0415

    first_lead_create(username=LEAD, name="测速", password="correct horse battery")  # noqa: S106
    campaign = Campaign.objects.create(title="测速", year=2026)
    closes = datetime(2026, 12, 10, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    found = Round.objects.create(
        campaign=campaign, group="service", title="测速", opens=date(2026, 12, 1), closes=closes
    )
    roster = roster_make(actor=SYSTEM, round_id=found.id)
    kind = kind_of("people.roster")
    assert kind is not None  # noqa: S101 - declared by the room
    raw = table_of(rows)
    start = time.perf_counter()
    run = run_upload(actor=SYSTEM, kind=kind, target={"roster": str(roster)}, name="名册.csv", raw=raw)
    run_match(actor=SYSTEM, run_id=run, mapped=mapped_from(ImportRun.objects.get(id=run).mapping))
    run_due()
    digest = ImportRun.objects.get(id=run).digest
    run_apply(actor=SYSTEM, run_id=run, digest=digest, good_only=False)
    run_due()
    seconds = time.perf_counter() - start
    assert ImportRun.objects.get(id=run).state == "applied"  # noqa: S101 - else nothing was measured
    return seconds


def write_out(home: Path) -> tuple[float, float, int]:
    """Export the roster by its page; seconds of wall and of processor time, and lines."""
    _start(home)
    from django.test import Client  # noqa: PLC0415

    from minping.apps.accounts.models import User  # noqa: PLC0415
    from minping.apps.people.models import Roster  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get())
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(User.objects.get().id)
    session.save()
    address = f"/office/people/rosters/{Roster.objects.get().id}/export/"
    client.get(address)
    start, used = time.perf_counter(), time.process_time()
    answer = client.post(address, {"reason": "测速导出"})
    lines = sum(part.count(b"\n") for part in answer)
    return time.perf_counter() - start, time.process_time() - used, lines - 1


def main(words: list[str]) -> None:
    """One part, as the bench calls it."""
    home = Path(words[0])
    if words[1] == "import":
        print(f"{take_in(home, int(words[2])):.2f} seconds")
    else:
        seconds, used, lines = write_out(home)
        print(f"{seconds:.2f} seconds {used:.2f} processor {lines} rows")


if __name__ == "__main__":
    main(sys.argv[1:])
