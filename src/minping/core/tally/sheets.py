"""Tuples of answers as written → patterns on a form. Standard library only."""

from collections.abc import Iterable

from minping.core.scheme.model import BallotAction, Scale, Scheme
from minping.core.tally.answers import AnswerReader, Unreadable
from minping.core.tally.ballot_rules import broken_rules
from minping.core.tally.columns import answer_column
from minping.core.tally.forms import BLANK_ANSWER, Form

Trouble = tuple[str, str, str]
"""(reason, answer column, the text at fault or the aspect without a column)."""


class SheetReader:
    """Reads the answers of one form from a table with certain answer columns."""

    def __init__(self, form: Form, scheme: Scheme, columns: Iterable[str]) -> None:
        self.form = form
        present = list(columns)
        column_of = {code: answer_column(at) for at, code in enumerate(scheme.aspects)}
        readers: dict[str, AnswerReader] = {}
        self._asked = [
            (present.index(column_of[aspect]), readers.setdefault(scale.code, AnswerReader(scale)))
            for aspect, scale in zip(form.aspects, form.scales, strict=True)
            if column_of[aspect] in present
        ]
        self._missing = [
            (column_of[aspect], scheme.aspects[aspect].name)
            for aspect in form.aspects
            if column_of[aspect] not in present
        ]
        asked = {at for at, _ in self._asked}
        self._others = [at for at in range(len(present)) if at not in asked]
        self._columns = present
        self._known = [(at, reader.known) for at, reader in self._asked]
        self._plain = not self._missing and not self._others

    def read(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], list[Trouble]]:
        """The pattern in the texts of the answer columns, and what cannot be read."""
        if self._plain:  # nearly every time: with free points there are as many patterns as ballots
            try:
                return tuple([known[texts[at]] for at, known in self._known]), []
            except KeyError:
                pass
        answers: list[str] = []
        troubles: list[Trouble] = [("missing_aspect", column, name) for column, name in self._missing]
        for at, reader in self._asked:
            try:
                answers.append(reader.read(texts[at]))
            except Unreadable as verdict:
                troubles.append((verdict.reason, self._columns[at], texts[at]))
        for at in self._others:
            if texts[at] and not is_blank(texts[at]):
                troubles.append(("not_asked", self._columns[at], texts[at]))
        return tuple(answers), troubles

    def verdict(self, answers: tuple[str, ...]) -> tuple[BallotAction, str] | None:
        """Whether a one-row rule refuses the ballot or sets it aside, and which check it is."""
        if not self.form.rules:
            return None
        broken = [(rule.action, rule.check.value) for rule in broken_rules(self.form, answers)]
        for action in (BallotAction.REFUSE, BallotAction.QUARANTINE):
            for known, check in broken:
                if known is action:
                    return action, check
        return None


_BLANK_READER = AnswerReader(Scale("", ""))


def is_blank(text: str) -> bool:
    """Whether a cell holds no answer on any scale."""
    try:
        return _BLANK_READER.read(text) == BLANK_ANSWER
    except Unreadable:
        return False


def allowed(scale: Scale) -> str:
    """The answers of a scale, for a message."""
    names = [option.name or option.code for option in scale.options]
    if scale.free is not None:
        names.append(f"{scale.free.low}–{scale.free.high}，步长 {scale.free.step}")
    return "、".join(names)
