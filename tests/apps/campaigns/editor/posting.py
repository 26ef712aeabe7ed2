"""What a browser would post of a form that nobody touched."""

from collections.abc import Sequence

from minping.apps.campaigns.editor.edits import drawn
from minping.apps.campaigns.editor.inputs import Widget, single_inputs
from minping.apps.campaigns.editor.items import Item
from minping.core.scheme.model import Scheme


def posted(widgets: Sequence[Widget]) -> dict[str, list[str]]:
    """Name → values, line ends as browsers send them."""
    data: dict[str, list[str]] = {}
    for one in single_inputs(widgets):
        if one.kind == "checks":
            data[f"{one.name}.shown"] = ["1"]
            if one.value:
                data[one.name] = list(one.value)
        else:
            data[one.name] = [one.text.replace("\n", "\r\n")]
    return data


def form_of(scheme: Scheme, item: Item) -> dict[str, list[str]]:
    """The untouched form of a part."""
    return posted(drawn(scheme, item))
