"""After a round of 200 voters: nothing anywhere joins a person to a ballot, nothing tells an order."""

import json
import random
import re
import secrets
import sqlite3
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from tests.apps.register.made import Made, make_round, open_with_codes
from tests.journeys.ballots import ballots_in_box
from tests.journeys.conftest import Site, until

from minping.apps.campaigns.models import Round
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.models import AuditEntry
from minping.apps.register.models import NO_DIGEST, CredentialClass, Invitation
from minping.apps.register.services import NewCode, round_shut
from minping.box.keeping import BOX
from minping.core.secrecy.ballots import Ballot, padded
from minping.core.secrecy.exchange import read_status
from minping.core.secrecy.manifest_check import read_manifest
from minping.core.secrecy.tickets import ballot_key, issue_digest

VOTERS = 200
TIMES = (models.DateField, models.DateTimeField, models.TimeField, models.DurationField, models.AutoField)


class Simulated:
    """A round in which 200 persons fetched and cast, in an order drawn from a seed."""

    def __init__(self, site: Site) -> None:
        self.made: Made = make_round(units=5, aspects=2)
        codes = open_with_codes(self.made, VOTERS + 20)
        until(lambda: read_status(site.exchange, str(self.made.round)))
        self.folder = site.exchange / "rounds" / str(self.made.round)
        self.manifest = read_manifest((self.folder / "manifest.json").read_bytes())
        self.voters = random.Random(5).sample(codes, VOTERS)
        self.secrets: list[str] = []
        self.ballots: list[bytes] = []
        client = Client()
        for at, code in enumerate(self.voters):
            self._vote(site, client, code, at)

    def _vote(self, site: Site, client: Client, code: NewCode, at: int) -> None:
        ticket, salt = secrets.token_bytes(32), secrets.token_hex(32)
        asked = {"code": code.long, "ticket": ticket.hex()}
        said = client.post("/i/issue", asked, content_type="application/json").json()
        self.secrets += [code.long, code.long.lower(), ticket.hex(), said["mac"], salt, issue_digest(ticket)]
        self.ballots.append(ballot_key(said["round"], ticket))
        if at % 10:  # some answers are lost and never confirmed
            assert client.post("/i/confirm", asked, content_type="application/json").status_code == 200
        grades = "".join(random.Random(at).choice("012345-") for _ in range(10))
        ballot = Ballot(said["round"], said["class"], ticket.hex(), said["mac"], 1, salt, grades)
        body = padded(ballot.to_bytes(), self.manifest.ballot_size)
        request = urllib.request.Request(  # noqa: S310 - the box beside the test
            f"{site.box_url}/b/cast", data=body, headers={"Content-Type": "application/octet-stream"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            assert json.loads(answer.read())["status"] == "stored"


@pytest.fixture
def simulated(site: Site, caplog: pytest.LogCaptureFixture) -> Simulated:
    before = set(AuditEntry.objects.values_list("number", flat=True))
    made = Simulated(site)
    acts = AuditEntry.objects.exclude(number__in=before).values_list("act", flat=True)
    assert set(acts) == {
        "campaigns.round.invite",
        "register.invitations.made",
        "register.codes.made",
        "register.round.opened",
        "campaigns.round.open",
    }, "neither issue nor cast is written down"
    assert not caplog.records, "neither issue nor cast leaves a line in a log"
    return made


def values_in_database() -> Iterator[str]:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield from (_text(value) for value in row if value not in (None, ""))


def _text(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def values_in_box(site: Site, made: Made) -> set[str]:
    """Every value of every table of the box file."""
    with sqlite3.connect(site.box_home / "rounds" / str(made.round) / BOX) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = [row for table in tables for row in file.execute(f"SELECT * FROM {table}")]  # noqa: S608
    return {_text(value) for row in rows for value in row}


def files_below(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        yield from ((path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())


def found_in(data: bytes, words: Iterable[str]) -> list[str]:
    """Secrets that stand in a file, as text or as the bytes that a hexadecimal text means."""
    held = []
    for word in words:
        raw = bytes.fromhex(word) if re.fullmatch(r"[0-9a-f]{64}", word) else word.encode()
        if word.encode() in data or raw in data:
            held.append(word)
    return held


def rank_correlation(values: list[int]) -> float:
    """Spearman's coefficient between the places of a list and the ranks of its distinct values."""
    order = sorted(values)
    number = len(values)
    distance = sum((order.index(value) - at) ** 2 for at, value in enumerate(values))
    return 1 - 6 * distance / (number * (number**2 - 1))


def test_a_round_of_200_voters_leaves_nothing_that_joins_them_to_their_ballots(
    site: Site, simulated: Simulated, settings
):
    made = simulated.made
    open_states = Invitation.objects.exclude(digest=NO_DIGEST)
    assert open_states.count() == VOTERS // 10, "only what waits for its confirmation holds a digest"
    round_shut(actor=SYSTEM, round=made.round)
    until(lambda: ballots_in_box(site, made) >= 0, 60)
    assert ballots_in_box(site, made) == VOTERS
    assert Invitation.objects.exclude(digest=NO_DIGEST).count() == 0

    ours, boxed = list(values_in_database()), values_in_box(site, made)
    whole = "\n".join(ours)
    assert not [word for word in simulated.secrets if word in whole]

    shared = {value for value in ours if len(value) >= 6} & {value for value in boxed if len(value) >= 6}
    assert shared <= {Round.objects.get(id=made.round).manifest}, (
        "one value on both sides: the manifest's hash"
    )
    digests = {key.hex() for key in simulated.ballots}
    assert not digests & set(ours)

    home = Path(settings.HOME)
    for path, data in files_below(home, site.exchange / "rounds" / str(made.round), site.box_home / "rounds"):
        if "keys" not in path.parts:
            assert not found_in(data, simulated.secrets), path
    for path, data in files_below(simulated.folder):
        assert not any(key in data or key.hex().encode() in data for key in simulated.ballots), path


def test_the_tables_of_the_register_have_neither_time_nor_order():
    for model in (Invitation, CredentialClass):
        for field in model._meta.get_fields():
            assert not isinstance(field, TIMES), field
            assert not re.search(r"_at$|time|date|day|order|sequence|number|serial", field.name), field
    assert {m.__name__ for m in apps.get_app_config("register").get_models()} == {
        "Invitation",
        "CredentialClass",
    }
    joined = [f for m in apps.get_models() for f in m._meta.get_fields() if f.related_model in (Invitation,)]
    assert not joined, "no other table points at invitations"


def test_the_place_of_a_row_says_nothing_about_the_order_of_issue(site: Site, simulated: Simulated):
    """While the round is open on SQLite, where rows are rewritten in place; after the close everywhere."""
    if connection.vendor == "sqlite":
        assert abs(rank_correlation(_places(simulated))) < 0.3
    round_shut(actor=SYSTEM, round=simulated.made.round)
    assert abs(rank_correlation(_places(simulated))) < 0.3


def _places(simulated: Simulated) -> list[int]:
    """Where the rows of the voters lie on the disk, in the order in which they voted."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT person FROM {Invitation._meta.db_table} ORDER BY {place}")  # noqa: S608
        lying = [str(person).replace("-", "") for (person,) in cursor.fetchall()]
    if connection.vendor == "sqlite":
        lying = _lying_in_file(lying)
    else:
        assert _one_transaction()
    return [lying.index(code.person.hex) for code in simulated.voters]


def _lying_in_file(persons: list[str]) -> list[str]:
    """The persons in the order of the bytes of the file itself: cells are laid down within a page as written.

    In a row the person follows the class; in the index it follows the round.
    """
    data = Path(connection.settings_dict["NAME"]).read_bytes()
    places = {person: data.find(b"all" + person.encode()) for person in persons}
    assert min(places.values()) >= 0
    return sorted(persons, key=lambda person: places[person])


def _one_transaction() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {Invitation._meta.db_table}")  # noqa: S608
        return bool(cursor.fetchone()[0] == 1)
