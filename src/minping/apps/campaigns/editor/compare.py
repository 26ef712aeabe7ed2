"""What differs between two schemes, field by field, by the paths of the plan's own language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minping.apps.campaigns.editor.places import spots_of
from minping.apps.campaigns.editor.questions import value_text
from minping.apps.campaigns.editor.words import op_label
from minping.core.scheme.model import Scheme


@dataclass(frozen=True)
class Difference:
    """``before`` or ``after`` is None where the field does not exist on that side."""

    path: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(before: Scheme, after: Scheme) -> Sequence[Difference]:
    """Every field whose value differs, in the order of the newer scheme, removed ones last."""
    old, new = _flat(before), _flat(after)
    paths = [*new, *(path for path in old if path not in new)]
    return [
        Difference(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)
    ]


def _flat(scheme: Scheme) -> Mapping[str, str]:
    found = {}
    for path, spot in spots_of(scheme).items():
        if not spot.name and hasattr(spot.value, "head"):
            found[path] = op_label(spot.value).zh
        elif spot.name:
            text = value_text(spot.value)
            if text:
                found[path] = text
    for question in scheme.questions:
        state = f"{question.answer}（{question.decided_by}）" if question.answer else "待定"
        found[f"{question.path}？{question.question}"] = state
    return found
