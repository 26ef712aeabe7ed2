"""The table of a site's session: votes for each option, read as core reads counts."""

from collections.abc import Iterator, Mapping, Sequence

from minping.apps.foundation.imports.kinds import ImportColumn, Notes, Row
from minping.apps.foundation.imports.parsers import text
from minping.apps.partners.families.model import whole
from minping.apps.partners.models import Component
from minping.apps.partners.scope import Names
from minping.apps.partners.tables.notebook import Every, table_of
from minping.core.bundle import table as tables
from minping.core.bundle.columns import COUNTS
from minping.core.bundle.counts_table import WHOLE, read_counts
from minping.core.bundle.fields import Fields
from minping.core.bundle.names import key
from minping.core.findings import Text
from minping.core.scheme.model import Option, Scheme
from minping.core.tally.counts import BallotState, Counts

OPTION, BALLOTS = "option:", "ballots:"
"""Before the code of an option, or a ballot's state, in the name of the column that counts it."""

_WHOLE_WORDS = {key(word) for word in (WHOLE, "整张票", "整票", "全票")}
_STATES = {
    BallotState.VALID: (Text("有效票", "valid ballots"), ("有效票数", "有效")),
    BallotState.UNKNOWN_ONLY: (Text("只填不了解的票", "ballots of “don't know” only"), ("全部不了解",)),
    BallotState.BLANK: (Text("空白票", "blank ballots"), ("白票",)),
    BallotState.SPOILED: (Text("废票", "spoiled ballots"), ("废票数", "无效票")),
}


def session_columns(component: Component, names: Names) -> tuple[ImportColumn, ...]:
    """Aspect, one column for each option, and whole ballots by state."""
    if names.scheme is None:
        return ()
    aspect = ImportColumn(
        "aspect",
        "测评项",
        "aspect",
        text(60),
        COUNTS.column("aspect").aliases,
        filled_down=True,
        about=Text("只有一个测评项的可不填", "not needed where there is only one"),
    )
    options = tuple(
        ImportColumn(
            f"{OPTION}{option.code}",
            option.name,
            option.name,
            whole,
            (option.code, *option.aliases, f"{option.name}票数", f"{option.name}票"),
            required=True,
            summed=True,
            marks=True,
            example="12",
        )
        for option in options_of(names.scheme, component.group)
    )
    states = tuple(
        ImportColumn(f"{BALLOTS}{state.value}", word.zh, word.en, whole, aliases, summed=True, marks=True)
        for state, (word, aliases) in _STATES.items()
    )
    return (aspect, *options, *states)


def options_of(scheme: Scheme, group: str) -> list[Option]:
    """The options of all scales on which the group rates, once each; none where it gives free points."""
    found: dict[str, Option] = {}
    for category in scheme.categories or ("",):
        for aspect in scheme.asked(group, category):
            scale = scheme.scale_for(group, aspect)
            for option in scale.options if scale else ():
                found.setdefault(option.code, option)
    return list(found.values())


def read_session(
    component: Component, names: Names, rows: Sequence[Row], notes: Notes, book: Every
) -> Counts:
    """The counts of the session. What is wrong is noted in ``book``."""
    if names.scheme is None or names.words is None:
        return Counts()
    long = [line for row in rows for line in _long(component, row, notes)]
    fields = Fields(table_of(COUNTS, long, notes), book)
    return read_counts(fields, names.scheme, names.words, names.index, public=False)


def _long(component: Component, row: Row, notes: Notes) -> Iterator[tables.Row]:
    """A row for each number, as the long table of counts has it."""
    place = {
        "unit": row["unit"] or "",
        "code": row["code"] or "",
        "group": component.group,
        "round": component.round,
        "channel": component.channel,
        "cluster": component.title,
    }
    read = (BALLOTS,) if key(row["aspect"] or "") in _WHOLE_WORDS else (OPTION, BALLOTS)
    for name, number in row.values.items():
        if number is None or not name.startswith(read):
            continue
        ballots = name.startswith(BALLOTS)
        said: Mapping[str, str] = {
            "aspect": WHOLE if ballots else row["aspect"] or "",
            "option": name.partition(":")[2],
            "count": str(number),
        }
        shown = dict.fromkeys(("aspect", "option", "count"), notes.written.get(name, name))
        yield tables.Row(row.number, {**place, **said}, "", shown)
