"""A box on a workbench: its folders, a clock that is turned by hand, voters with good tickets."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.core.tally.county import UNITS
from tests.core.tally.county import scheme as county_scheme

from minping.box.cards import Verdict
from minping.box.cast import examine
from minping.box.keeping import KeptRound, Means
from minping.box.rounds import Rounds, Setting
from minping.box.sealing import Seal, box_key
from minping.box.spool import Disk
from minping.core.findings import Finding
from minping.core.scheme.canonical import to_canonical as frozen
from minping.core.scheme.model import BallotRule, Scheme, SmallCells
from minping.core.secrecy.ballots import Ballot, encode_grades, padded
from minping.core.secrecy.exchange import close_round, open_round
from minping.core.secrecy.manifest import Choice, CredentialClass, Manifest, Question, RatedUnit
from minping.core.secrecy.manifest_check import sized
from minping.core.secrecy.tickets import key_id, ticket_mac

ROUND = "5b8d0f0e-8a57-4a0b-bf0c-1a6f6d1f9a01"
CAMPAIGN = "5b8d0f0e-8a57-4a0b-bf0c-1a6f6d1f9a02"
TICKET_KEY = bytes(range(100, 132))
RATED = ("edu", "tax", "health", "east", "north")
CLOSES = datetime.fromisoformat("2026-03-31T18:00:00+08:00")
STEPS = ("read", "rows", "entries", "stored", "tidied", "wiped", "mirrored", "finished")
"""Where a flush can be cut short."""

Answers = dict[tuple[str, str], str]


def plan(*rules: BallotRule) -> Scheme:
    """The county's plan, fit to be frozen, with these ballot rules."""
    return county_scheme(*rules, small_cells=SmallCells(10))


def manifest_of(scheme: Scheme, group: str = "experts", **changes: Any) -> Manifest:
    """A round of ``group`` about five units of the county, with one class of all units."""
    units = [UNITS[code] for code in RATED]
    categories = {unit.category for unit in units}
    made = Manifest(
        round=ROUND,
        campaign=CAMPAIGN,
        title="2026年第一轮",
        title_en="First round of 2026",
        office="县评议办",
        phone="0555-1234567",
        opens="2026-03-01",
        closes=CLOSES.isoformat(),
        group=group,
        round_code="mid",
        scheme_hash=hashlib.sha256(frozen(scheme)).hexdigest(),
        scales={
            "five": tuple(Choice(o.code, o.name, "", o.kind.value) for o in scheme.scales["five"].options)
        },
        forms={
            category: tuple(
                Question(aspect, scheme.aspects[aspect].name, "", "five")
                for aspect in scheme.asked(group, category)
            )
            for category in categories
        },
        units=tuple(RatedUnit(unit.code, unit.name, unit.category) for unit in units),
        categories={category: scheme.categories[category].name for category in categories},
        classes=(CredentialClass("all", "全部单位", None, 3000, 4000),),
        ballot_size=0,
        key=key_id(TICKET_KEY),
    )
    return sized(replace(made, **changes))


def ticket(voter: int) -> bytes:
    """The ticket of a voter: as good as random."""
    return hashlib.sha256(f"ticket {voter}".encode()).digest()


def ballot_of(
    manifest: Manifest,
    voter: int,
    answers: Answers | None = None,
    *,
    sequence: int = 1,
    class_code: str = "",
    but: Mapping[str, Any] | None = None,
) -> bytes:
    """What the browser of a voter sends; ``but``: fields that are not as they should be."""
    code = class_code or manifest.classes[0].code
    mac = ticket_mac(TICKET_KEY, manifest.round, code, ticket(voter))
    salt = hashlib.sha256(f"salt {voter} {sequence} {sorted((answers or {}).items())}".encode()).hexdigest()
    grades = encode_grades(manifest, code, answers or {})
    made = Ballot(manifest.round, code, ticket(voter).hex(), mac, sequence, salt, grades)
    return padded(replace(made, **(but or {})).to_bytes(), manifest.ballot_size)


def some_answers(manifest: Manifest, dice: Random, class_code: str = "") -> Answers:
    """Answers drawn by lot, some left out."""
    positions = manifest.questions(class_code or manifest.classes[0].code)
    return {(p.unit, p.aspect): dice.choice(["", *p.options]) for p in positions}


@dataclass
class Clock:
    """Two clocks, turned by hand: ``seconds`` never jumps, ``wall`` may."""

    seconds: float = 1000.0
    wall: datetime = CLOSES - timedelta(days=10)

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.wall


@dataclass
class Box:
    """A box in ``folder`` with one open round, without its process."""

    folder: Path
    scheme: Scheme = field(default_factory=plan)
    manifest: Manifest = field(init=False)
    clock: Clock = field(default_factory=Clock)
    disk: Disk = field(default_factory=Disk)
    dice: Random = field(default_factory=lambda: Random(5))
    step: Callable[[str], None] = lambda _: None
    mirror: Path | None = None
    told: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.exchange, self.home = self.folder / "exchange", self.folder / "box"
        self.manifest = manifest_of(self.scheme)

    def open(self, **changes: Any) -> "Box":
        """Hand the round over and open the box."""
        self.manifest = manifest_of(self.scheme, **changes)
        open_round(self.exchange, self.manifest, frozen(self.scheme))
        return self.start()

    def start(self) -> "Box":
        """Open the box, as after a crash: nothing was given back before."""
        means = Means(
            Seal(box_key(self.home)),
            self.clock.monotonic,
            self.disk,
            self.dice,
            self.mirror,
            self.passing,
        )
        setting = Setting(
            self.home, self.exchange, TICKET_KEY, means, self.clock.now, self.told.extend, lambda job: job()
        )
        self.rounds = Rounds(setting)
        self.rounds.sweep()
        return self

    def passing(self, step: str) -> None:
        """What the box does between two steps: ``step`` may be set at any time."""
        self.step(step)

    @property
    def kept(self) -> KeptRound:
        found = self.rounds.known[self.manifest.round].kept
        assert found is not None
        return found

    @property
    def file(self) -> Path:
        return self.kept.home / "box.sqlite3"

    def send(self, *requests: bytes) -> list[Verdict]:
        """Post requests; those that pass the door are kept as one group."""
        found = [examine(data, self.rounds.known, TICKET_KEY) for data in requests]
        cards = [one[1] for one in found if not isinstance(one, Verdict)]
        kept = iter(self.rounds.known[self.manifest.round].accept(cards) if cards else [])
        return [one if isinstance(one, Verdict) else next(kept) for one in found]

    def vote(self, *voters: int, sequence: int = 1, **more: Any) -> None:
        """Have voters cast ballots that must be stored, one after the other."""
        for voter in voters:
            assert self.send(ballot_of(self.manifest, voter, sequence=sequence, **more)) == ["stored"]

    def close(self) -> None:
        """Close the round as the office does, and let the box do what follows."""
        close_round(self.exchange, self.manifest)
        self.rounds.sweep()
        self.rounds.sweep()

    def ballots(self) -> dict[bytes, int]:
        """Key → sequence of all ballots in the box file and the spool, after a fresh start."""
        self.rounds.close()
        self.start()
        return {key: known.sequence for key, known in self.kept._index.items()}


def codes(found: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in found]
